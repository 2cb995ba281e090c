package paper

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"coopfield/store/desk"
	"coopfield/store/letterhead"
)

// OfHandover makes the minutes by which a reporting unit hands its cooperatives
// over to its successors, with a list for each. Who was there, where and when is
// not in the record: it is left to be written by hand. The layout is that of
// Nghị định 30/2020/NĐ-CP, mẫu 1.9 of Phụ lục III.
func OfHandover(p *desk.PrintedHandover) *Document {
	h := p.Handover
	doc := &Document{
		State: "Đã chuyển trong sổ, áp dụng từ ngày " + date(h.On), Firm: true, Training: p.Training,
		Header: letter(p.Letterhead, p.Form, p.Values, "", "default"),
		Name:   "bien-ban-ban-giao-" + h.From + "-" + h.On,
	}
	for _, line := range strings.Split(orDots(h.Reason), "\n") {
		doc.add(Para{Text: "Căn cứ " + strings.TrimRight(line, ";. ") + ";", Style: Italic})
	}
	doc.add(Para{Text: fmt.Sprintf("Hôm nay, vào hồi %s, %s, tại %s, các bên bàn giao hồ sơ hợp tác xã của %s cho các đơn vị báo cáo kế tục; các đơn vị nhận báo cáo từ %s. Nội dung như sau:",
		clock(""), longDay(""), dots, within(h.FromName), longDay(h.On))})
	s := &sections{doc: doc}
	s.head("THÀNH PHẦN")
	someone := func(n int, title string) {
		doc.add(Para{Label: fmt.Sprintf("%d.", n), Text: title + ": ông (bà) " + dots + ", chức vụ " + dots, Align: Left})
	}
	someone(1, "Bên giao, "+within(h.FromName))
	for i, g := range h.Groups {
		someone(i+2, "Bên nhận, "+within(g.ToName))
	}
	someone(len(h.Groups)+2, "Cơ quan cấp tỉnh")
	doc.handedOver(s, p)
	for i := range h.Groups {
		doc.handedTo(s, p, &h.Groups[i])
	}
	s.head("HỒ SƠ GIẤY VÀ VIỆC CÒN PHẢI LÀM")
	doc.add(note("1. Hồ sơ giấy kèm theo:", "", 2), note("2. Việc bên nhận làm tiếp:", "", 2), note("3. Ý kiến của các bên:", "", 2))
	doc.closing("", "", "Việc bàn giao kết thúc vào hồi ")
	for _, g := range p.Form.Signatures {
		if g.Who != "taker" {
			doc.Signatures = append(doc.Signatures, signatures(&letterhead.Form{Signatures: []letterhead.Signature{g}}, p.Values, nil)...)
			continue
		}
		for _, taker := range p.Takers {
			doc.Signatures = append(doc.Signatures, signatures(&letterhead.Form{Signatures: []letterhead.Signature{g}}, p.Of(taker), nil)...)
		}
	}
	doc.Notes = append(doc.Notes, "Ghi chú: số kế hoạch, hồ sơ chưa chốt, việc còn mở, vướng mắc tính đến ngày in "+date(p.Printed)+".")
	for _, n := range p.Form.Notes {
		doc.Notes = append(doc.Notes, "Ghi chú: "+letterhead.Fill(n, p.Values))
	}
	for _, r := range p.Form.Recipients {
		doc.Recipients = append(doc.Recipients, letterhead.Fill(r, p.Values))
	}
	doc.Title = doc.Header.Kind + " " + strings.Join(doc.Header.About, " ")
	doc.clean()
	return doc
}

// within writes a unit's name inside a sentence: "huyện Đăk Hà".
func within(name string) string {
	r, size := utf8.DecodeRuneInString(name)
	return string(unicode.ToLower(r)) + name[size:]
}

// sums adds up what went to one successor.
type sums struct{ coops, pilots, plans, drafts, open, obstacles int }

func (s *sums) add(r *desk.TransferRow) {
	if !r.Twin { // it stands in the list beside the one that is kept
		s.coops++
	}
	if r.Pilot {
		s.pilots++
	}
	s.plans, s.drafts, s.open, s.obstacles = s.plans+r.Plans, s.drafts+r.Drafts, s.open+r.OpenItems, s.obstacles+r.Obstacles
}

func (s *sums) cells(n, name string) []string {
	return []string{n, name, itoa(s.coops), itoa(s.pilots), itoa(s.plans), itoa(s.drafts), itoa(s.open), itoa(s.obstacles)}
}

// handedOver sums up what went to whom.
func (doc *Document) handedOver(s *sections, p *desk.PrintedHandover) {
	s.head("NỘI DUNG BÀN GIAO")
	t := Table{Columns: []Column{
		{"TT", 9, Centre},
		{"Đơn vị nhận", 58, Left},
		{"Hợp tác xã", 16, Centre},
		{"Thí điểm", 16, Centre},
		{"Kế hoạch", 16, Centre},
		{"Hồ sơ chưa chốt", 16, Centre},
		{"Việc còn mở", 16, Centre},
		{"Vướng mắc", 18, Centre},
	}}
	all := &sums{}
	for i := range p.Handover.Groups {
		g, sum := &p.Handover.Groups[i], &sums{}
		for j := range g.Rows {
			sum.add(&g.Rows[j])
			all.add(&g.Rows[j])
		}
		t.Rows = append(t.Rows, Row{Cells: sum.cells(itoa(i+1), g.ToName)})
	}
	t.Rows = append(t.Rows, Row{Cells: all.cells("", "Cộng"), Style: Bold})
	doc.add(t)
}

// handedTo lists what went to one successor.
func (doc *Document) handedTo(s *sections, p *desk.PrintedHandover, g *desk.HandoverGroup) {
	s.head("BÀN GIAO CHO " + strings.ToUpper(g.ToName))
	if len(g.Rows) > 0 {
		t := Table{Columns: []Column{
			{"TT", 9, Centre}, {"Hợp tác xã", 52, Left}, {"Mã số thuế", 26, Centre}, {"Xã trên giấy", 30, Left}, {"Kèm theo", 48, Left},
		}}
		for i := range g.Rows {
			r := &g.Rows[i]
			t.Rows = append(t.Rows, Row{Cells: []string{itoa(i + 1), r.Name, r.TaxCode, p.Communes[r.Unit], goesAlong(r)}})
		}
		doc.add(t)
	}
	if len(g.Papers) > 0 {
		var items []string
		for _, x := range g.Papers {
			items = append(items, x.Title)
		}
		doc.add(Para{Text: "Hồ sơ của đơn vị giao:"}, List{items})
	}
}

// goesAlong says what hangs on a cooperative.
func goesAlong(r *desk.TransferRow) string {
	parts := r.Along()
	if r.Pilot {
		parts[0] = "Thí điểm" // it comes first
	}
	return joined(parts, ", ")
}
