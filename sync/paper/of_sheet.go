package paper

import (
	"fmt"
	"strings"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/letterhead"
	"coopfield/store/scheme"
)

// sheet writes the score sheet in the order of Phụ lục 2 of Thông tư
// 01/2020/TT-BKHĐT as far as that form is known: the lines of its heading and its
// columns. The columns of the review, the figures and the lines of the agreement
// are additions, which the notes of the form say.
func (doc *Document) sheet(p *desk.Printed) {
	s, coop := p.Sheet, p.Cooperative.Doc
	values := map[string]string{}
	for k, v := range p.Values {
		values[k] = v
	}
	values["year"] = periodName(s.Period)
	f := *p.Form
	if !ownForm(p) {
		f.Form, f.Classes = "", nil
	}
	commune, _, _ := strings.Cut(p.Commune, ",")
	l := letterhead.Letterhead{Name: strings.ToUpper(s.Title), Place: placeName(commune)}
	doc.Header = letter(l, &f, values, p.Doc.Text("board_agreed.on"), "")
	doc.Name = fmt.Sprintf("bang-danh-gia-%s-%s", s.Period, s.Title)
	doc.add(Pairs{[][]Pair{
		{{"Tên hợp tác xã", s.Title}},
		{{"Địa chỉ", joined([]string{coop.Text("address"), p.Commune}, ", ")}},
		{{"Điện thoại", coop.Text("phone")}, {"Email", coop.Text("email")}},
		{{"Số giấy chứng nhận đăng ký kinh doanh", registration(coop)}},
		{{"Phân loại theo ngành nghề", joined([]string{coop.Text("field"), coop.Text("report_field")}, ", ")}},
		{{"Sản phẩm, DV cung ứng cho thành viên", boxes(services, coop.Text("service_class"))}},
	}})
	for i := range f.Classes {
		doc.add(Pairs{[][]Pair{{class(p, &f.Classes[i])}}})
	}
	months := []Pair{{"Số tháng hoạt động từ khi thành lập", hundredths(p.Doc, "months_active")}, {"Số tháng ngừng hoạt động trong năm", hundredths(p.Doc, "months_stopped")}}
	doc.add(Pairs{[][]Pair{months[:1], months[1:]}})
	doc.add(doc.scores(p))
	doc.verdict(p)
	doc.causes(p)
	doc.facts(p)
	doc.attached(&sections{doc: doc}, p.Files)
	agreed := func(label, path string) {
		on := p.Doc.Text(path + ".on")
		if on != "" {
			on = ", " + longDay(on)
		}
		doc.add(Para{Text: label + ": ông (bà) " + orDots(p.Doc.Text(path+".name")) + on + end(path == "supervisor_agreed")})
	}
	doc.add(Heading{"THỐNG NHẤT KẾT QUẢ TỰ ĐÁNH GIÁ"})
	agreed("Hội đồng quản trị", "board_agreed")
	agreed("Ban kiểm soát (kiểm soát viên) kiểm tra", "supervisor_agreed")
	if n := s.Validity.Note; n != "" {
		doc.Notes = append(doc.Notes, "Ghi chú: "+n)
	}
}

// end is the mark behind the last word of a paper.
func end(last bool) string {
	if last {
		return "./."
	}
	return "."
}

// periodName writes a period as a heading does: "2024", "2024 (6 THÁNG ĐẦU NĂM)".
func periodName(p string) string {
	switch year, half, _ := strings.Cut(p, "-"); half {
	case "H1":
		return year + " (6 THÁNG ĐẦU NĂM)"
	case "H2":
		return year + " (6 THÁNG CUỐI NĂM)"
	}
	return p
}

// placeName is a commune's name without its type, as it stands before a date.
func placeName(full string) string {
	for _, t := range []string{"Xã ", "Phường ", "Thị trấn "} {
		if s, ok := strings.CutPrefix(full, t); ok {
			return s
		}
	}
	return full
}

func registration(coop store.Doc) string {
	no := coop.Text("registration_no")
	if on := coop.Text("registered_on"); no != "" && on != "" {
		no += ", ngày " + date(on)
	}
	return no
}

// services are the boxes of the form in its own words, by the class of service.
var services = [][2]string{{"production", "Sản xuất"}, {"consumption", "TDùng"}, {"employment", "Lao Động"}, {"mixed", "Hỗn hợp"}}

// boxes draws the boxes of a form, of which one is ticked.
func boxes(list [][2]string, ticked string) string {
	var out []string
	for _, x := range list {
		box := "□\u00a0"
		if x[0] == ticked {
			box = "■\u00a0"
		}
		out = append(out, box+strings.ReplaceAll(x[1], " ", "\u00a0"))
	}
	return strings.Join(out, "\u00a0\u00a0 ")
}

// class ticks a size class by the year's figure; without the figure none.
func class(p *desk.Printed, c *letterhead.Class) Pair {
	ticked := -1
	if f := p.Sheet.Fact(c.Figure); f != nil && f.Value != nil {
		ticked = c.Of(*f.Value)
	} else if p.Annual != nil {
		if n, ok := p.Annual.Doc.Int("figures." + c.Figure); ok {
			ticked = c.Of(n)
		}
	}
	var list [][2]string
	for i, s := range c.Steps {
		list = append(list, [2]string{itoa(i), s.Title})
	}
	return Pair{c.Title, boxes(list, itoa(ticked))}
}

// hundredths writes a number of months.
func hundredths(d store.Doc, path string) string {
	n, ok := d.Int(path)
	if !ok {
		return ""
	}
	return scaled(&n, 2)
}

// scores is the table of points, with groups, criteria and items.
func (doc *Document) scores(p *desk.Printed) Table {
	t := Table{Columns: []Column{
		{"Số TT", 11, Centre},
		{"Tiêu chí đánh giá", 56, Left},
		{"Thang điểm tối đa", 16, Centre},
		{"Điểm HTX tự chấm", 15, Centre},
		{"Huyện rà soát", 15, Centre},
		{"Tỉnh rà soát", 15, Centre},
		{"Ghi chú", 37, Left},
	}}
	add := func(style Style, no, title, most string, in func(r *scheme.Result) string, remark string) {
		row := []string{no, title, most}
		for _, c := range scheme.Columns() {
			s := ""
			if r := p.Columns[c]; r != nil {
				s = in(r)
			}
			row = append(row, s)
		}
		t.Rows = append(t.Rows, Row{Cells: append(row, remark), Style: style})
	}
	for gi := range p.Sheet.Scheme.Groups {
		g := &p.Sheet.Scheme.Groups[gi]
		add(Bold, g.ID, g.Title, g.Max.Spoken(), func(r *scheme.Result) string { return groupPoints(r, g.ID) }, "")
		for ci := range g.Criteria {
			c := &g.Criteria[ci]
			if len(c.Items) == 1 && c.Items[0].ID == c.ID {
				doc.item(add, p, c.Items[0], c.ID)
				continue
			}
			add(Regular, c.ID, c.Title, most(c.Max), func(r *scheme.Result) string { return criterionPoints(r, c.ID) }, "")
			for _, it := range c.Items {
				doc.item(add, p, it, strings.TrimPrefix(it.ID, c.ID)+")")
			}
		}
	}
	add(Bold, "", "TỔNG ĐIỂM", p.Sheet.Scheme.Max.Spoken(), func(r *scheme.Result) string { return r.Total.Spoken() }, "")
	return t
}

func (doc *Document) item(add func(Style, string, string, string, func(*scheme.Result) string, string), p *desk.Printed, it *scheme.Item, no string) {
	x := p.Sheet.Item(it.ID)
	var remark []string
	if x.Evidence != "" {
		remark = append(remark, "Căn cứ: "+x.Evidence)
	}
	if x.Reason != "" {
		remark = append(remark, "Lý do chênh lệch: "+x.Reason)
	}
	add(Regular, no, it.Title, most(it.Max), func(r *scheme.Result) string {
		if res, ok := r.Item(it.ID); ok && res.Points != nil {
			return res.Points.Spoken()
		}
		return ""
	}, strings.Join(remark, "\n"))
}

func most(p *scheme.Points) string {
	if p == nil {
		return ""
	}
	return p.Spoken()
}

// groupPoints is a sum that is shown only where there is something to sum.
func groupPoints(r *scheme.Result, id string) string {
	for _, g := range r.Groups {
		if g.ID == id && (g.Complete || g.Points > 0) {
			return g.Points.Spoken()
		}
	}
	return ""
}

func criterionPoints(r *scheme.Result, id string) string {
	for _, c := range r.Criteria {
		if c.ID == id && (c.Complete || c.Points > 0) {
			return c.Points.Spoken()
		}
	}
	return ""
}

// columnNames are the columns as a sentence names them.
var columnNames = map[scheme.Column]string{scheme.Self: "tự chấm", scheme.Checked: "huyện rà soát", scheme.Approved: "tỉnh rà soát"}

// verdict says the total and the rating, or why there is none.
func (doc *Document) verdict(p *desk.Printed) {
	r := p.Sheet.Result
	total := fmt.Sprintf("%s/%s điểm (cột %s)", r.Total.Spoken(), r.Max.Spoken(), columnNames[r.Column])
	rating := ""
	switch {
	case p.Sheet.Refused != nil:
		total, rating = "", "chưa xếp loại: điểm chưa phù hợp với thang điểm của bộ tiêu chí"
	case r.Excluded != nil:
		total, rating = "", "không tiến hành đánh giá và xếp loại: "+r.Excluded.Title
	case !r.Complete:
		total += fmt.Sprintf(", tạm tính, còn %d mục chưa có điểm", len(r.Missing))
		rating = "chưa xếp loại"
	case r.Partial:
		rating = "không xếp loại (bộ tiêu chí chỉ có một phần thang điểm)"
	case r.Rating != nil:
		rating = r.Rating.Title
	}
	if total != "" {
		doc.add(Para{Label: "Tổng điểm:", Text: total + "."})
	}
	doc.add(Para{Label: "Xếp loại:", Text: orDots(rating) + "."})
}

// causes tells why a criterion fell, where that was written down.
func (doc *Document) causes(p *desk.Printed) {
	var list []string
	for gi := range p.Sheet.Scheme.Groups {
		for _, c := range p.Sheet.Scheme.Groups[gi].Criteria {
			if s := p.Doc.Text("cause." + c.ID); s != "" {
				list = append(list, fmt.Sprintf("Tiêu chí %s: %s", c.ID, s))
			}
		}
	}
	if len(list) > 0 {
		doc.add(Heading{"NGUYÊN NHÂN GIẢM ĐIỂM"}, List{list})
	}
}

var factStates = map[string]string{desk.Estimate: "ước", desk.Copied: "theo báo cáo năm", desk.Confirmed: ""}

// facts lists the figures that the points stand on.
func (doc *Document) facts(p *desk.Printed) {
	t := Table{Columns: []Column{{"TT", 9, Centre}, {"Chỉ tiêu", 66, Left}, {"Đơn vị", 16, Centre}, {"Năm trước", 28, Right}, {"Năm nay", 28, Right}, {"Ghi chú", 18, Centre}}}
	for i := range p.Sheet.Facts {
		f := &p.Sheet.Facts[i]
		if f.Value == nil && f.Prev == nil {
			continue
		}
		t.Rows = append(t.Rows, Row{Cells: []string{
			itoa(len(t.Rows) + 1), f.Title, f.Unit, scaled(f.Prev, f.Scale), scaled(f.Value, f.Scale), factStates[f.State],
		}})
	}
	if len(t.Rows) > 0 {
		doc.add(Heading{"SỐ LIỆU LÀM CĂN CỨ CHẤM ĐIỂM"}, t)
	}
}
