package paper

import (
	"strings"

	"coopfield/store/desk"
	"coopfield/store/letterhead"
	"coopfield/store/scheme"
	"coopfield/store/vi"
)

// OfPlan makes the paper of a completion plan, which the cooperative signs and
// its district approves (Kế hoạch 1185/KH-UBND, VI.2.a). The plan of the province
// gives no form: the parts follow its words, and the note says so. A plan has no
// signed revision, so its paper bears no code.
func OfPlan(p *desk.PrintedPlan) *Document {
	v := p.Plan
	name := v.Cooperative.Doc.Text("name")
	doc := &Document{
		State: planState(p), Firm: planFirm(p), Training: p.Training, Name: "ke-hoach-hoan-thien-" + name,
		Header: letter(letterhead.Letterhead{Name: strings.ToUpper(name)}, p.Form, p.Values, v.Doc.Text("submitted_on"), "default"),
	}
	doc.Signatures = signatures(p.Form, p.Values, nil)
	if v.Programme != nil {
		doc.add(Para{Text: "Căn cứ: " + v.Programme.Basis + ".", Style: Italic})
	}
	s := &sections{doc: doc}
	s.head("HỢP TÁC XÃ")
	doc.add(Pairs{Rows: [][]Pair{
		{{"Tên", name}},
		{{"Địa chỉ", addressOf(v.Cooperative.Doc.Text("address"), p.Commune)}},
		{{"Mô hình", p.Model}},
		{{"Tỉnh lựa chọn theo văn bản", ruling(p.Province.No, p.Province.On)}},
	}})
	s.head("ĐIỂM BAN ĐẦU VÀ TIÊU CHÍ CẦN CẢI THIỆN")
	doc.add(planBaseline(v)...)
	s.head("CÁC VIỆC PHẢI LÀM")
	doc.add(planActions(v))
	s.head("KINH PHÍ")
	doc.add(planMoney(v)...)
	s.head("PHÊ DUYỆT")
	doc.add(planApproval(v)...)
	for _, n := range p.Form.Notes {
		doc.Notes = append(doc.Notes, "Ghi chú: "+letterhead.Fill(n, p.Values))
	}
	for _, r := range p.Form.Recipients {
		doc.Recipients = append(doc.Recipients, letterhead.Fill(r, p.Values))
	}
	for _, c := range v.Copies {
		if c.On != "" {
			doc.Recipients = append(doc.Recipients, c.Title)
		}
	}
	doc.Title = doc.Header.Kind + " " + strings.Join(doc.Header.About, " ") + ": " + name
	doc.clean()
	return doc
}

// planFirm reports whether the paper may be signed: everything that is asked
// stands in it, and in the log.
func planFirm(p *desk.PrintedPlan) bool {
	return !p.Conflict && p.Plan.Typed == 0 && len(p.Plan.Gaps) == 0
}

func planState(p *desk.PrintedPlan) string {
	switch v := p.Plan; {
	case p.Conflict:
		return "LỆCH SỐ LIỆU, CHỜ QUYẾT ĐỊNH"
	case !planFirm(p):
		return "BẢN NHÁP"
	case v.Status == desk.PlanClosed:
		return "Đã kết thúc"
	case v.Status == desk.PlanAdjusted:
		return "Đã phê duyệt, đã điều chỉnh"
	case v.Held:
		return "Đã phê duyệt"
	}
	return "Trình phê duyệt"
}

// planBaseline says what the plan starts from and aims at, by criterion.
func planBaseline(v *desk.PlanView) []Block {
	text := "Điểm ban đầu: " + dots
	if b := v.Baseline; b != nil && !b.Lost {
		text = "Điểm ban đầu theo bảng đánh giá kỳ " + b.Period
		if b.Total != nil {
			text += ": tổng " + vi.FormatPoints(int64(*b.Total)) + " điểm"
		}
	}
	if v.Programme != nil {
		text += "; kết thúc cần từ " + v.Programme.ExitScore.Spoken() + " điểm"
		if v.Programme.KeepBaseline {
			text += ", từng tiêu chí cần cải thiện không thấp hơn ban đầu"
		}
	}
	t := Table{Columns: []Column{{"TT", 12, Centre}, {"Tiêu chí", 87, Left}, {"Điểm tối đa", 22, Centre}, {"Ban đầu", 22, Centre}, {"Mục tiêu", 22, Centre}}}
	for i := range v.Criteria {
		c := &v.Criteria[i]
		most, target, style := "………", "", Style(0)
		if c.Max > 0 {
			most = c.Max.Spoken()
		}
		if c.Named {
			target, style = spokenOrDots(c.Target), Bold
		}
		t.Rows = append(t.Rows, Row{Cells: []string{c.ID, c.Title, most, spokenOrDots(c.Was), target}, Style: style})
	}
	out := []Block{Para{Text: text + "."}}
	if len(t.Rows) > 0 {
		out = append(out, t)
	}
	return out
}

func spokenOrDots(p *scheme.Points) string {
	if p == nil {
		return "………"
	}
	return vi.FormatPoints(int64(*p))
}

// planActions are the actions by their days.
func planActions(v *desk.PlanView) Block {
	if len(v.Actions) == 0 {
		return Para{Lines: 4}
	}
	t := Table{Columns: []Column{{"TT", 9, Centre}, {"Việc", 66, Left}, {"Người thực hiện", 34, Left}, {"Thời gian", 27, Centre}, {"Kinh phí (đồng)", 29, Right}}}
	for i := range v.Actions {
		l := &v.Actions[i]
		cost := ""
		if l.Cost != nil {
			cost = vi.FormatInt(*l.Cost)
		}
		days := joined([]string{date(l.From), orDots(date(l.To))}, " – ")
		t.Rows = append(t.Rows, Row{Cells: []string{itoa(i + 1), joined([]string{l.TypeTitle, orDots(l.Text)}, ":\n"), orDots(l.Who), days, cost}})
	}
	if v.ActionsSum > 0 {
		t.Rows = append(t.Rows, Row{Cells: []string{"", "Cộng", "", "", vi.FormatInt(v.ActionsSum)}, Style: Bold})
	}
	return t
}

// planMoney is planned over spent money, in millions of đồng, by source and year.
func planMoney(v *desk.PlanView) []Block {
	if v.Planned == 0 && v.Spent == 0 {
		return []Block{Para{Lines: 3}}
	}
	years := v.Years
	const most = 6 // columns of years that fit
	if len(years) > most {
		years = years[:0:0]
	}
	width := 120.0 / float64(len(years)+1)
	t := Table{Columns: []Column{{"Nguồn (triệu đồng)", 45, Left}}}
	for _, y := range years {
		t.Columns = append(t.Columns, Column{y.Year, width, Right})
	}
	t.Columns = append(t.Columns, Column{"Cộng", width, Right})
	for i := range v.Funding {
		l := &v.Funding[i]
		if l.Planned == 0 && l.Spent == 0 {
			continue
		}
		row := Row{Cells: []string{l.Title}}
		for _, y := range years {
			m := l.Years[y.Year]
			row.Cells = append(row.Cells, millions(m.Planned, m.Spent))
		}
		row.Cells = append(row.Cells, millions(&l.Planned, &l.Spent))
		t.Rows = append(t.Rows, row)
	}
	sum := Row{Cells: []string{"Cộng"}, Style: Bold}
	for i := range years {
		sum.Cells = append(sum.Cells, millions(&years[i].Planned, &years[i].Spent))
	}
	sum.Cells = append(sum.Cells, millions(&v.Planned, &v.Spent))
	t.Rows = append(t.Rows, sum)
	return []Block{Para{Text: "Trong mỗi ô, dòng trên là dự kiến, dòng dưới là đã chi."}, t}
}

// millions writes planned over spent đồng in millions, exact; nothing for neither.
func millions(planned, spent *int64) string {
	if planned == nil && spent == nil {
		return ""
	}
	one := func(n *int64) string {
		if n == nil {
			return "–"
		}
		return vi.FormatScaled(*n, 6)
	}
	return one(planned) + "\n" + one(spent)
}

func planApproval(v *desk.PlanView) []Block {
	d := v.Doc
	out := []Block{Pairs{Rows: [][]Pair{
		{{"Hợp tác xã trình ngày", date(d.Text("submitted_on"))}},
		{{"Quyết định phê duyệt", ruling(d.Text("approved_no"), d.Text("approved_on"))}},
		{{"Cơ quan phê duyệt", d.Text("approved_by")}},
	}}}
	if reason := d.Text("adjust_reason"); reason != "" {
		out = append(out, Para{Label: "Lý do điều chỉnh:", Text: reason})
	}
	return out
}

// ruling writes number and day of a decision; what is not known is dots.
func ruling(no, on string) string {
	day := "…/…/……"
	if on != "" {
		day = date(on)
	}
	return "số " + orDots(no) + " ngày " + day
}

// addressOf writes an address with its commune, unless the address names it.
func addressOf(address, commune string) string {
	name, _, _ := strings.Cut(commune, ",")
	if name != "" && strings.Contains(vi.Fold(address), vi.Fold(name)) {
		return address
	}
	return joined([]string{address, commune}, ", ")
}
