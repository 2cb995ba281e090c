package paper

import (
	"strings"
	"time"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/letterhead"
	"coopfield/store/vi"
)

// Of makes the paper of a record: the score sheet of an assessment, the minutes
// of a visit or a consultation. It reads nothing but p.
func Of(p *desk.Printed) *Document {
	doc := &Document{
		State: stateOf(p), Firm: firm(p), Code: p.Code, Training: p.Training,
		Signatures: signatures(p.Form, p.Values, namesOf(p)),
	}
	switch p.Kind {
	case store.Assessment:
		doc.sheet(p)
	case store.Visit:
		doc.visit(p)
	case store.Consultation:
		doc.consult(p)
	}
	if ownForm(p) {
		for _, n := range p.Form.Notes {
			doc.Notes = append(doc.Notes, "Ghi chú: "+letterhead.Fill(n, p.Values))
		}
	}
	for _, r := range p.Form.Recipients {
		doc.Recipients = append(doc.Recipients, letterhead.Fill(r, p.Values))
	}
	doc.Title = strings.TrimSpace(doc.Header.Kind + " " + strings.Join(doc.Header.About, " "))
	doc.clean()
	return doc
}

// ownForm reports whether the legal form, with its notes and boxes, is that of
// the record: of a score sheet it is one scheme's.
func ownForm(p *desk.Printed) bool {
	return p.Sheet == nil || p.Form.Scheme == "" || p.Form.Scheme == p.Sheet.Scheme.ID
}

// firm reports whether a paper of the record may be signed.
func firm(p *desk.Printed) bool {
	return p.State == store.Final && !p.Conflict && !p.Returned
}

// stateOf says in words where the record stands.
func stateOf(p *desk.Printed) string {
	switch {
	case p.Conflict:
		return "LỆCH SỐ LIỆU, CHỜ QUYẾT ĐỊNH"
	case p.State == store.Void:
		return "ĐÃ HỦY"
	case p.Returned:
		return "ĐÃ TRẢ LẠI, CHỜ SỬA"
	case p.State == store.Final && p.Accepted:
		return "Đã chốt, đã được cấp tỉnh chấp nhận"
	case p.State == store.Final:
		return "Đã chốt"
	}
	return "BẢN NHÁP"
}

// letter writes the heading of an office's paper of a day.
func letter(l letterhead.Letterhead, f *letterhead.Form, values map[string]string, on, purpose string) Header {
	h := Header{
		Superior: l.Superior, Office: l.Name, Form: f.Form,
		Kind: letterhead.Fill(f.Kind, values), PlaceDay: placeDay(l.Place, on),
	}
	if f.Number != "" {
		h.Number = number(f.Number, values)
	}
	if about := f.Purpose(purpose); about != "" {
		h.About = []string{letterhead.Fill(about, values)}
	}
	return h
}

// number fills the pattern of a number; one that was given whole, with its
// symbol, stands as it was given.
func number(pattern string, values map[string]string) string {
	no := values["no"]
	if head, _, ok := strings.Cut(pattern, "{no}"); ok && strings.Contains(no, "/") {
		return head + no
	}
	return letterhead.Fill(pattern, values)
}

// placeDay writes "Đăk Hà, ngày 05 tháng 12 năm 2024"; what is not known is dots.
func placeDay(place, on string) string {
	day := "ngày …… tháng …… năm ………"
	if vi.ValidDate(on) {
		day = vi.LongDate(on)
	}
	return orDots(place) + ", " + day
}

// signatures fills the blocks of a form with the names that are known.
func signatures(f *letterhead.Form, values, names map[string]string) []Signature {
	var out []Signature
	for _, s := range f.Signatures {
		out = append(out, Signature{Title: letterhead.Fill(s.Title, values), Under: s.Under, Name: names[s.Who]})
	}
	return out
}

// namesOf returns who signs, by the words of a form, as far as the record says.
func namesOf(p *desk.Printed) map[string]string {
	names := map[string]string{"me": p.By.Person}
	for who, path := range map[string]store.Path{
		"board": "board_agreed.name", "supervisor": "supervisor_agreed.name", "secretary": "secretary", "advisor": "advisor",
	} {
		names[who] = p.Doc.Text(path)
	}
	if p.Visit == nil {
		return names
	}
	if len(p.Visit.Team) > 0 {
		names["leader"] = p.Visit.Team[0].Name
	}
	for _, x := range p.Visit.Participants {
		office := vi.Fold(x.Office)
		who := "cooperative"
		if strings.Contains(office, "ubnd") || strings.Contains(office, "uy ban nhan dan") {
			who = "commune"
		}
		if names[who] == "" {
			names[who] = x.Name
		}
	}
	return names
}

// date writes a civil date as 05/12/2024, "" as "".
func date(s string) string { return vi.FormatDate(s) }

// clock writes the time of day of an instant: "08 giờ 30 phút"; dots for none.
// It is the time of the place where it was written down.
func clock(instant string) string {
	t, err := time.Parse(time.RFC3339, instant)
	if err != nil {
		return "…… giờ …… phút"
	}
	return t.Format("15 giờ 04 phút")
}

// sections numbers headings: I, II, III …
type sections struct {
	doc *Document
	n   int
}

var romans = []string{"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV"}

func (s *sections) head(title string) {
	s.doc.Blocks = append(s.doc.Blocks, Heading{romans[min(s.n, len(romans)-1)] + ". " + title})
	s.n++
}

func (doc *Document) add(b ...Block) { doc.Blocks = append(doc.Blocks, b...) }
