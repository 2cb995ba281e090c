package report

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"coopfield/store"
	"coopfield/store/vi"
)

// The templates of a programme's reports. The programme's deadlines and closing
// stage name them.
const (
	HalfYear    = "programme-half-year"
	Year        = "programme-year"
	MidTerm     = "programme-mid-term"
	Closing     = "programme-closing"
	Agriculture = "programme-agriculture"
	Collective  = "programme-collective"
)

// A Template says what one kind of report holds.
type Template struct {
	ID    string
	Title string // Vietnamese, for lists
	Basis string // section of the plan that asks for it
	Kind  string // tên loại
	About string // trích yếu, before the programme's title
	// Agricultural: only pilots of agricultural models.
	Agricultural bool

	span  span
	parts []func(f *Facts) (Section, bool)
}

// span is how long a template's period is.
type span uint8

const (
	anySpan span = iota
	half
	year
	years // from a year to another
)

var templates = []Template{
	{
		ID: HalfYear, Title: "Báo cáo 6 tháng tình hình thực hiện Kế hoạch", Basis: "VII.1.h", Kind: "BÁO CÁO",
		About: "Tình hình thực hiện", span: half,
		parts: []func(*Facts) (Section, bool){selection, pilots, money, supports, obstacles, events, deadlines, missing, opinion},
	},
	{
		ID: Year, Title: "Báo cáo năm tình hình thực hiện Kế hoạch", Basis: "VII.1.h", Kind: "BÁO CÁO",
		About: "Tình hình thực hiện", span: year,
		parts: []func(*Facts) (Section, bool){selection, pilots, money, supports, obstacles, events, deadlines, objectives, missing, opinion},
	},
	{
		ID: MidTerm, Title: "Báo cáo sơ kết", Basis: "VII.1.đ", Kind: "BÁO CÁO",
		About: "Sơ kết thực hiện", span: years,
		parts: []func(*Facts) (Section, bool){selection, candidates, pilots, money, supports, obstacles, events, deadlines, objectives, missing, opinion},
	},
	{
		ID: Closing, Title: "Báo cáo tổng kết", Basis: "VI.3.a", Kind: "BÁO CÁO",
		About: "Tổng kết thực hiện", span: years,
		parts: []func(*Facts) (Section, bool){selection, candidates, pilots, money, supports, obstacles, events, objectives, proposals, missing, opinion},
	},
	{
		ID: Agriculture, Title: "Báo cáo kết quả các mô hình nông nghiệp", Basis: "VII.2", Kind: "BÁO CÁO",
		About: "Kết quả thực hiện các mô hình nông nghiệp", Agricultural: true,
		parts: []func(*Facts) (Section, bool){pilots, money, supports, obstacles, events, missing, opinion},
	},
	{
		ID: Collective, Title: "Phần kết quả thực hiện Kế hoạch trong báo cáo năm về kinh tế tập thể", Basis: "VII.6.g", Kind: "PHẦN BÁO CÁO",
		About: "Kết quả thực hiện (phần trong báo cáo năm về kinh tế tập thể)", span: year,
		parts: []func(*Facts) (Section, bool){selection, pilots, money, supports, objectives, missing},
	},
}

// Templates returns the templates in their order.
func Templates() []Template { return slices.Clone(templates) }

// ByID returns the template of an id; NotFound, with those that there are.
func ByID(id string) (Template, error) {
	var known []string
	for _, t := range templates {
		if t.ID == id {
			return t, nil
		}
		known = append(known, t.ID)
	}
	return Template{}, &store.Error{
		Code: store.NotFound, Detail: "template", Message: fmt.Sprintf("không có mẫu báo cáo %q", id), Hint: "các mẫu: " + strings.Join(known, ", "),
	}
}

// A Period is what a report is about, both days in it.
type Period struct {
	Text     string // "2024", "2024-H1", "2021-2023"
	From, To string // civil dates
}

var periodForm = regexp.MustCompile(`^(\d{4})(?:-(H1|H2|\d{4}))?$`)

// ParsePeriod reads a year, half a year or several years.
func ParsePeriod(s string) (Period, error) {
	m := periodForm.FindStringSubmatch(s)
	bad := &store.Error{
		Code: store.Invalid, Detail: "period", Message: fmt.Sprintf("kỳ báo cáo %q không đúng", s), Hint: "ghi năm (2024), nửa năm (2024-H1, 2024-H2) hoặc nhiều năm (2021-2023)",
	}
	if m == nil || m[1] < "1990" || m[1] > "2199" {
		return Period{}, bad
	}
	p := Period{Text: s, From: m[1] + "-01-01", To: m[1] + "-12-31"}
	switch m[2] {
	case "":
	case "H1":
		p.To = m[1] + "-06-30"
	case "H2":
		p.From = m[1] + "-07-01"
	default:
		if m[2] <= m[1] || m[2] > "2199" {
			return Period{}, bad
		}
		p.To = m[2] + "-12-31"
	}
	return p, nil
}

// Holds reports whether a day lies in the period; one that is not known does not.
func (p Period) Holds(day string) bool { return day != "" && p.From <= day && day <= p.To }

// Until reports whether a day lies in the period or before it.
func (p Period) Until(day string) bool { return day != "" && day <= p.To }

// Words writes the period in a title: "năm 2024", "6 tháng đầu năm 2024".
func (p Period) Words() string {
	switch {
	case strings.HasSuffix(p.Text, "-H1"):
		return "6 tháng đầu năm " + p.Text[:4]
	case strings.HasSuffix(p.Text, "-H2"):
		return "6 tháng cuối năm " + p.Text[:4]
	case len(p.Text) > 4:
		return "giai đoạn " + p.Text
	}
	return "năm " + p.Text
}

// Fits refuses a period that is not as long as t's, with a hint.
func (t Template) Fits(p Period) error {
	is := year
	switch {
	case strings.Contains(p.Text, "-H"):
		is = half
	case len(p.Text) > 4:
		is = years
	}
	if t.span == anySpan || t.span == is {
		return nil
	}
	hint := map[span]string{half: "ghi nửa năm, như 2024-H1", year: "ghi một năm, như 2024", years: "ghi các năm, như 2021-2023"}[t.span]
	return &store.Error{Code: store.Invalid, Detail: "period", Message: fmt.Sprintf("kỳ %q không hợp với %s", p.Text, lower(t.Title)), Hint: hint}
}

// lower writes a title inside a sentence.
func lower(s string) string {
	for _, r := range s {
		first := string(r)
		return strings.ToLower(first) + s[len(first):]
	}
	return s
}

// day writes a civil date as 05/12/2024, "" as "".
func day(s string) string { return vi.FormatDate(s) }
