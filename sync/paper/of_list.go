package paper

import (
	"fmt"
	"strings"

	"coopfield/store/desk"
	"coopfield/store/letterhead"
)

// OfRegistrations makes the list of who registered for a programme. It is a view
// of many records, so it bears no code: each of them may change by itself.
func OfRegistrations(p *desk.PrintedList) *Document {
	doc := &Document{
		State: "Lập từ dữ liệu đang có đến " + date(p.On), Firm: true, Training: p.Training,
		Header: letter(p.Letterhead, p.Form, p.Values, p.On, "default"),
		Name:   "danh-sach-dang-ky-" + p.Programme.ID + "-" + p.On,
	}
	doc.Header.About = append(doc.Header.About, p.Programme.Title)
	if p.Unit != "" {
		doc.Header.About = append(doc.Header.About, "("+p.Unit+")")
	}
	doc.Signatures = signatures(p.Form, p.Values, map[string]string{"me": p.By.Person})
	if b := p.Programme.Basis; b != "" {
		doc.add(Para{Text: "Căn cứ: " + b + ".", Style: Italic})
	}
	t := Table{Columns: []Column{
		{"TT", 9, Centre}, {"Hợp tác xã", 44, Left}, {"Mô hình đăng ký", 40, Left}, {"Ngày nộp", 23, Centre}, {"Điểm, xếp loại", 20, Centre}, {"Hồ sơ, điều kiện, ưu tiên", 29, Left},
	}}
	for i := range p.Rows {
		r := &p.Rows[i]
		t.Rows = append(t.Rows, Row{Cells: []string{
			itoa(i + 1), r.Name + "\n" + r.Commune, r.Model, date(r.SubmittedOn), points(r), standing(p, r),
		}})
	}
	if len(p.Rows) == 0 {
		doc.add(Para{Text: "Chưa có hợp tác xã nào đăng ký."})
	} else {
		doc.add(t)
	}
	last := fmt.Sprintf("Danh sách có %d hợp tác xã.", len(p.Rows))
	if p.Open > 0 {
		last += fmt.Sprintf(" Chưa tính %d đăng ký còn lệch số liệu, chờ quyết định.", p.Open)
	}
	doc.add(Para{Text: strings.TrimSuffix(last, ".") + "./."})
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

func points(r *desk.RegistrationLine) string {
	if r.Points == nil {
		return ""
	}
	s := r.Points.Spoken()
	if !r.Complete {
		return s + "\n(tạm tính)"
	}
	return joined([]string{s, r.Rating}, "\n")
}

// standing counts what of the dossier is there and what was found met.
func standing(p *desk.PrintedList, r *desk.RegistrationLine) string {
	out := []string{fmt.Sprintf("Hồ sơ %d/%d", r.Papers, len(p.Programme.Dossier)), fmt.Sprintf("Điều kiện %d/%d", r.Met, len(p.Programme.Conditions))}
	if len(r.Unmet) > 0 {
		out[1] += fmt.Sprintf(", không đạt %d", len(r.Unmet))
	}
	out = append(out, fmt.Sprintf("Ưu tiên %d", r.Priorities))
	if r.Decision != "" || r.DecisionNo != "" {
		result := r.Decision
		switch result {
		case desk.ResultChosen:
			result = "được chọn"
		case desk.ResultRefused:
			result = "không được chọn"
		}
		out = append(out, joined([]string{result, r.DecisionNo, date(r.DecisionOn)}, ", "))
	}
	return strings.Join(out, "\n")
}
