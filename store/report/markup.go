package report

import (
	"fmt"
	"strconv"
	"strings"

	"coopfield/store"
)

// form is the first line of a report's text.
const form = "coopfield-report 1"

// Text writes the report as lines, which [Parse] reads back. Each line begins
// with a mark of its own:
//
//	key: value   of the head
//	% id value title   a figure
//	# title   a section
//	= words   a paragraph
//	- words   an item of a list
//	. n   lines to be filled in
//	! 12 l title | …   the titles of a table, with width and place
//	| cell | …   a row
//
// Inside, a backslash stands before a bar or a backslash, and \n for a line
// break.
func (r *Report) Text() string {
	var b strings.Builder
	line := func(mark, s string) {
		b.WriteString(strings.TrimRight(mark+" "+s, " ") + "\n")
	}
	b.WriteString(form + "\n")
	for _, f := range r.fields() {
		line(f.key+":", escape(*f.value))
	}
	for _, f := range r.lists() {
		for _, s := range *f.value {
			line(f.key+":", escape(s))
		}
	}
	for _, s := range r.Head.Signatures {
		line("signature:", cells([]string{s.Title, s.Under, s.Name}))
	}
	for _, f := range r.Figures {
		line("%", f.ID+" "+strconv.FormatInt(f.Value, 10)+" "+escape(f.Title))
	}
	for _, s := range r.Sections {
		line("#", escape(s.Title))
		for _, x := range s.Blocks {
			writeBlock(line, x)
		}
	}
	return strings.TrimRight(b.String(), "\n")
}

func writeBlock(line func(mark, s string), x Block) {
	switch x := x.(type) {
	case Para:
		line("=", escape(string(x)))
	case List:
		for i, s := range x {
			mark := "-"
			if i == 0 {
				mark = "+" // begins a list, so that two of them stay two
			}
			line(mark, escape(s))
		}
	case Dots:
		line(".", strconv.Itoa(int(x)))
	case Table:
		titles := make([]string, len(x.Columns))
		for i, c := range x.Columns {
			titles[i] = strconv.Itoa(c.Width) + " " + string(c.Align) + " " + c.Title
		}
		line("!", cells(titles))
		for _, row := range x.Rows {
			line("|", cells(row))
		}
	}
}

type field struct {
	key   string
	value *string
}

func (r *Report) fields() []field {
	return []field{
		{"template", &r.Template},
		{"programme", &r.Programme},
		{"period", &r.Period},
		{"level", &r.Level},
		{"unit", &r.Unit},
		{"on", &r.On},
		{"superior", &r.Head.Superior},
		{"office", &r.Head.Office},
		{"number", &r.Head.Number},
		{"place", &r.Head.Place},
		{"kind", &r.Head.Kind},
	}
}

type listField struct {
	key   string
	value *[]string
}

func (r *Report) lists() []listField {
	return []listField{{"about", &r.Head.About}, {"note", &r.Head.Notes}, {"recipient", &r.Head.Recipients}}
}

var escapes = strings.NewReplacer(`\`, `\\`, "|", `\|`, "\n", `\n`)

func escape(s string) string { return escapes.Replace(s) }

func unescape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			i++
			if s[i] == 'n' {
				b.WriteByte('\n')
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// cells joins cells with bars; the last has one too, so that no line ends in a
// space.
func cells(row []string) string {
	var b strings.Builder
	for _, c := range row {
		b.WriteString(escape(c) + " | ")
	}
	return strings.TrimRight(b.String(), " ")
}

// splitCells is the reverse of cells.
func splitCells(s string) []string {
	var out []string
	for len(s) > 0 {
		end := 0
		for end < len(s) && s[end] != '|' {
			if s[end] == '\\' {
				end++
			}
			end++
		}
		end = min(end, len(s))
		out = append(out, unescape(strings.TrimSuffix(strings.TrimPrefix(s[:end], " "), " ")))
		s = s[min(end+1, len(s)):]
	}
	return out
}

// Parse reads the text of a report. One of a newer program, or that is no
// report, is [store.Invalid], detail "report".
func Parse(text string) (*Report, error) {
	lines := strings.Split(text, "\n")
	if lines[0] != form {
		return nil, invalid(1, "dòng đầu không phải "+form)
	}
	r := &Report{}
	p := parser{r: r, single: map[string]*string{}, many: map[string]*[]string{}}
	for _, f := range r.fields() {
		p.single[f.key] = f.value
	}
	for _, f := range r.lists() {
		p.many[f.key] = f.value
	}
	for i, l := range lines[1:] {
		if err := p.line(l); err != nil {
			return nil, invalid(i+2, err.Error())
		}
	}
	return r, nil
}

func invalid(line int, what string) error {
	return &store.Error{
		Code: store.Invalid, Detail: "report", Message: fmt.Sprintf("nội dung báo cáo không đọc được ở dòng %d: %s", line, what),
		Kept: "báo cáo đã chốt vẫn được giữ nguyên", Hint: "cập nhật chương trình rồi thử lại",
	}
}

type parser struct {
	r      *Report
	single map[string]*string
	many   map[string]*[]string
}

func (p *parser) line(l string) error {
	mark, rest, _ := strings.Cut(l, " ")
	if key, ok := strings.CutSuffix(mark, ":"); ok {
		return p.head(key, rest)
	}
	if mark == "%" {
		return p.figure(rest)
	}
	if mark == "#" {
		p.r.Sections = append(p.r.Sections, Section{Title: unescape(rest)})
		return nil
	}
	if len(p.r.Sections) == 0 {
		return fmt.Errorf("%q đứng trước phần đầu tiên", mark)
	}
	s := &p.r.Sections[len(p.r.Sections)-1]
	switch mark {
	case "=":
		s.Blocks = append(s.Blocks, Para(unescape(rest)))
	case "+":
		s.Blocks = append(s.Blocks, List{unescape(rest)})
	case ".":
		n, err := strconv.Atoi(rest)
		if err != nil || n < 1 || n > 100 {
			return fmt.Errorf("%q không phải số dòng", rest)
		}
		s.Blocks = append(s.Blocks, Dots(n))
	case "!":
		t, err := tableOf(splitCells(rest))
		if err != nil {
			return err
		}
		s.Blocks = append(s.Blocks, t)
	case "-", "|":
		return s.goOn(mark, rest)
	default:
		return fmt.Errorf("dấu đầu dòng %q không có", mark)
	}
	return nil
}

// goOn adds an item or a row to the block that stands last.
func (s *Section) goOn(mark, rest string) error {
	if len(s.Blocks) > 0 {
		last := len(s.Blocks) - 1
		switch x := s.Blocks[last].(type) {
		case List:
			if mark == "-" {
				s.Blocks[last] = append(x, unescape(rest))
				return nil
			}
		case Table:
			if mark == "|" {
				x.Rows = append(x.Rows, splitCells(rest))
				s.Blocks[last] = x
				return nil
			}
		}
	}
	return fmt.Errorf("dấu %q không nối vào danh sách hay bảng nào", mark)
}

func (p *parser) head(key, rest string) error {
	if v := p.single[key]; v != nil {
		*v = unescape(rest)
		return nil
	}
	if v := p.many[key]; v != nil {
		*v = append(*v, unescape(rest))
		return nil
	}
	c := splitCells(rest)
	if key != "signature" || len(c) != 3 {
		return fmt.Errorf("mục %q không có", key)
	}
	p.r.Head.Signatures = append(p.r.Head.Signatures, Signature{c[0], c[1], c[2]})
	return nil
}

func (p *parser) figure(rest string) error {
	parts := strings.SplitN(rest, " ", 3)
	if len(parts) < 3 {
		return fmt.Errorf("số liệu %q thiếu mục", rest)
	}
	n, err := strconv.ParseInt(parts[1], 10, 64)
	if err != nil {
		return fmt.Errorf("%q không phải là số", parts[1])
	}
	p.r.Figures = append(p.r.Figures, Figure{ID: parts[0], Value: n, Title: unescape(parts[2])})
	return nil
}

func tableOf(titles []string) (Table, error) {
	var t Table
	for _, s := range titles {
		parts := strings.SplitN(s, " ", 3)
		width, err := strconv.Atoi(parts[0])
		if err != nil || len(parts) != 3 || len(parts[1]) != 1 || !strings.Contains("lcr", parts[1]) {
			return t, fmt.Errorf("cột %q không đúng dạng", s)
		}
		t.Columns = append(t.Columns, Column{Title: parts[2], Width: width, Align: Align(parts[1][0])})
	}
	return t, nil
}
