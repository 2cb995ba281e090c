package paper

import (
	"fmt"

	"coopfield/store/desk"
	"coopfield/store/letterhead"
)

// OfChosen makes the list of pilots to the ministry. Like the list of
// registrations it is a view of many records and bears no code.
func OfChosen(p *desk.PrintedChosen) *Document {
	doc := &Document{
		State: "Lập từ dữ liệu đang có đến " + date(p.On), Firm: true, Training: p.Training,
		Header: letter(p.Letterhead, p.Form, p.Values, p.On, "default"),
		Name:   "danh-sach-trinh-bo-" + p.Programme.ID + "-" + p.On,
	}
	doc.Header.About = append(doc.Header.About, p.Programme.Title)
	if p.Unit != "" {
		doc.Header.About = append(doc.Header.About, "("+p.Unit+")")
	}
	doc.Signatures = signatures(p.Form, p.Values, map[string]string{"me": p.By})
	if b := p.Programme.Basis; b != "" {
		doc.add(Para{Text: "Căn cứ: " + b + ".", Style: Italic})
	}
	if len(p.Rows) == 0 {
		doc.add(Para{Text: "Chưa có hợp tác xã nào được tỉnh chọn."})
	} else {
		doc.add(chosenTable(p))
	}
	doc.add(Para{Text: chosenSum(p) + "./."})
	for _, n := range p.Form.Notes {
		doc.Notes = append(doc.Notes, "Ghi chú: "+letterhead.Fill(n, p.Values))
	}
	for _, r := range p.Form.Recipients {
		doc.Recipients = append(doc.Recipients, letterhead.Fill(r, p.Values))
	}
	doc.Title = doc.Header.Kind + " " + doc.Header.About[0]
	doc.clean()
	return doc
}

func chosenTable(p *desk.PrintedChosen) Table {
	t := Table{Columns: []Column{
		{"TT", 9, Centre},
		{"Hợp tác xã, địa chỉ", 44, Left},
		{"Mô hình", 38, Left},
		{"Điểm, xếp loại " + fmt.Sprint(p.Programme.EntryYear), 20, Centre},
		{"Huyện, đơn vị quyết định", 27, Left},
		{"Tỉnh quyết định", 27, Left},
	}}
	for i := range p.Rows {
		r := &p.Rows[i]
		t.Rows = append(t.Rows, Row{Cells: []string{
			itoa(i + 1), r.Name + "\n" + r.Commune, orDots(r.Model), entryPoints(&r.Entry), decided(r.District), decided(r.Province),
		}})
	}
	return t
}

// entryPoints writes the score of the entry sheet; what is not known is dots.
func entryPoints(e *desk.EntryScore) string {
	switch {
	case e.Points == nil:
		return dots
	case !e.Complete:
		return e.Points.Spoken() + "\n(tạm tính)"
	}
	return joined([]string{e.Points.Spoken(), e.Rating}, "\n")
}

// decided writes number and day of a decision; dots where the office has not
// given them.
func decided(d desk.DecisionSet) string {
	if d.Result == "" {
		return dots
	}
	day := "…/…/……"
	if d.On != "" {
		day = date(d.On)
	}
	return "Số " + orDots(d.No) + "\n" + day
}

// chosenSum says how many there are, and what is still missing.
func chosenSum(p *desk.PrintedChosen) string {
	s := fmt.Sprintf("Danh sách có %d hợp tác xã.", len(p.Rows))
	if left := p.Programme.PilotsMin - len(p.Rows); left > 0 && p.Unit == "" {
		s += fmt.Sprintf(" Chương trình cần ít nhất %d hợp tác xã, còn thiếu %d.", p.Programme.PilotsMin, left)
	}
	if p.Undecided > 0 {
		s += fmt.Sprintf(" Còn %d hợp tác xã đủ điều kiện chưa có quyết định của tỉnh.", p.Undecided)
	}
	if p.Open > 0 {
		s += fmt.Sprintf(" Chưa tính %d đăng ký còn lệch số liệu, chờ quyết định.", p.Open)
	}
	return s[:len(s)-1]
}
