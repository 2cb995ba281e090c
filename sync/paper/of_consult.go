package paper

import (
	"fmt"

	"coopfield/store"
	"coopfield/store/desk"
)

// consult writes the minutes of a consultation; there is no official form.
func (doc *Document) consult(p *desk.Printed) {
	c := p.Consult
	doc.Header = letter(p.Letterhead, p.Form, p.Values, c.On, "default")
	doc.Name = fmt.Sprintf("bien-ban-tu-van-%s-%s", c.On, c.Title)
	doc.add(Para{Text: fmt.Sprintf("Hôm nay, %s, tại %s, chúng tôi gồm:", longDay(c.On), orDots(placeOf(p)))})
	doc.add(List{[]string{
		"Bên tư vấn: ông (bà) " + orDots(c.Doc.Text("advisor")),
		"Đại diện " + c.Title + ": ông (bà) " + dots + ", chức vụ: " + dots,
	}})
	doc.add(Para{Text: "đã làm việc với các nội dung sau:"})
	s := &sections{doc: doc}
	s.head("YÊU CẦU CỦA HỢP TÁC XÃ")
	doc.add(note("", c.Doc.Text("requests"), 2))
	doc.open(s, seen(c.Open, store.Consultation), "KẾT QUẢ THỰC HIỆN CAM KẾT, KIẾN NGHỊ LẦN TRƯỚC", false)
	var topics []string
	for _, t := range c.Topics {
		if t.On {
			topics = append(topics, firstOf(t.Title, t.ID))
		}
	}
	if len(topics) > 0 {
		s.head("NỘI DUNG TƯ VẤN")
		doc.add(List{topics})
	}
	s.head("HƯỚNG DẪN ĐÃ ĐƯA RA")
	doc.add(note("", c.Doc.Text("advice"), 3))
	doc.promises(s, c.Commitments, "CAM KẾT CỦA HỢP TÁC XÃ", "Nội dung cam kết")
	doc.given(s, c.Supports)
	doc.attached(s, p.Files)
	next := "ngày …… tháng …… năm ………"
	if c.NextOn != "" {
		next = longDay(c.NextOn)
	}
	doc.add(Para{Text: fmt.Sprintf("Lần làm việc tiếp theo: %s. Biên bản được lập thành %s bản có giá trị như nhau, các bên đã đọc lại, thống nhất và ký tên./.", next, dots)})
}

// placeOf returns where a consultation took place: at the cooperative.
func placeOf(p *desk.Printed) string {
	return joined([]string{p.Cooperative.Doc.Text("address"), p.Commune}, ", ")
}

func firstOf(list ...string) string {
	for _, s := range list {
		if s != "" {
			return s
		}
	}
	return ""
}

// given lists the support that was given from this consultation.
func (doc *Document) given(s *sections, list []desk.SupportLine) {
	if len(list) == 0 {
		return
	}
	s.head("HỖ TRỢ KÈM THEO")
	t := Table{Columns: []Column{{"TT", 9, Centre}, {"Hỗ trợ", 60, Left}, {"Nguồn", 40, Left}, {"Số tiền (đồng)", 32, Right}, {"Ngày", 24, Centre}}}
	for i, x := range list {
		t.Rows = append(t.Rows, Row{Cells: []string{itoa(i + 1), joined([]string{x.TypeName, x.Note}, ": "), x.Source, scaled(x.Approved, 0), date(x.On)}})
	}
	doc.add(t)
}
