package programme

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/lipgloss"

	rules "coopfield/store/programme"
	"coopfield/store/scheme"
	"coopfield/store/vi"
	"coopfield/tui/page"
)

// lines collects what a panel says; each is at most width cells.
type lines struct {
	m     *Model
	width int
	out   []string
}

func (m *Model) lines(width int) *lines { return &lines{m: m, width: max(width, 8)} }

// say adds a text, wrapped, one cell from the border.
func (l *lines) say(style lipgloss.Style, text string) {
	for _, s := range page.Wrap(text, l.width-2) {
		l.out = append(l.out, " "+style.Render(s))
	}
}

func (l *lines) text(text string) { l.say(l.m.c.Theme.Text, text) }

// head adds a heading.
func (l *lines) head(text string) {
	l.out = append(l.out, " "+l.m.c.Theme.Title.Render(page.Cut(l.m.c.Theme, text, l.width-2)))
}

// pair adds a label with what it is; nothing for an empty value.
func (l *lines) pair(label, value string) {
	if value != "" {
		l.hang(label+": ", l.m.c.Theme.Text, value)
	}
}

// item adds a text behind a sign, wrapped under itself.
func (l *lines) item(sign string, style lipgloss.Style, text string) {
	for i, s := range page.Wrap(text, max(l.width-page.Width(sign)-3, 6)) {
		lead := sign
		if i > 0 {
			lead = strings.Repeat(" ", page.Width(sign))
		}
		l.out = append(l.out, " "+style.Render(lead+" "+s))
	}
}

// hang adds a text behind a dim label; where it needs more lines they begin two
// cells in.
func (l *lines) hang(label string, style lipgloss.Style, text string) {
	all := page.Wrap(label+text, l.width-2)
	if len(all) > 1 {
		all = append(all[:1], page.Wrap(strings.TrimSpace(strings.TrimPrefix(label+text, all[0])), l.width-4)...)
	}
	for i, s := range all {
		switch {
		case i == 0 && strings.HasPrefix(s, label):
			s = l.m.c.Theme.Dim.Render(label) + style.Render(strings.TrimPrefix(s, label))
		case i == 0:
			s = l.m.c.Theme.Dim.Render(s)
		default:
			s = "  " + style.Render(s)
		}
		l.out = append(l.out, " "+s)
	}
}

// letter is the sign of a state: a letter, so that the colour is never alone.
func (m *Model) letter(s rules.State) string { return m.c.Words.Programme.Letters[string(s)] }

func (m *Model) style(s rules.State) lipgloss.Style {
	t := m.c.Theme
	switch s {
	case rules.Met:
		return t.Good
	case rules.NotMet:
		return t.Bad
	}
	return t.Warn
}

// finding adds a finding with its reason, and the grounds of a priority.
func (l *lines) finding(f *rules.Finding, indent string) {
	m, w, t := l.m, l.m.c.Words.Programme, l.m.c.Theme
	l.item(indent+m.letter(f.State), m.style(f.State), f.Title)
	why := f.Why
	if f.Computed && f.Given != nil && *f.Given != (f.State == rules.Met) {
		why = join("; ", why, fmt.Sprintf(w.Ticked, w.Letters[string(given(*f.Given))]))
	}
	why = join("; ", why, f.Note)
	if why != "" {
		l.item(indent+"  "+t.Glyph.Same, t.Dim, why)
	}
	for i := range f.Grounds {
		l.finding(&f.Grounds[i], indent+"  ")
	}
}

func given(met bool) rules.State {
	if met {
		return rules.Met
	}
	return rules.NotMet
}

// join puts the parts that say something together.
func join(sep string, parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, sep)
}

// million writes an amount in millions of đồng with at most one decimal; a
// rounded one begins with ≈, nothing is "".
func million(n int64) string {
	if n == 0 {
		return ""
	}
	tenth := (n + 50_000) / 100_000
	if n < 0 {
		tenth = (n - 50_000) / 100_000
	}
	s := vi.FormatScaled(tenth, 1)
	if tenth*100_000 != n {
		s = "≈" + s
	}
	return s
}

// Million writes an amount in millions of đồng as the lists do, "0" for nothing.
func Million(n int64) string { return orZero(million(n)) }

func millionOf(n *int64) string {
	if n == nil {
		return "–"
	}
	return orZero(million(*n))
}

func orZero(s string) string {
	if s == "" {
		return "0"
	}
	return s
}

// money writes an amount in full.
func (m *Model) money(n int64) string { return vi.FormatMoney(n) }

func (m *Model) moneyOf(n *int64) string {
	if n == nil {
		return m.c.Words.Programme.Unknown
	}
	return vi.FormatMoney(*n)
}

// points writes points, or that they are not known.
func points(p *scheme.Points) string {
	if p == nil {
		return "–"
	}
	return vi.FormatPoints(int64(*p))
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

func day(s string) string {
	if s == "" {
		return ""
	}
	return vi.FormatDate(s)
}

// place is a unit without those it lies in, which a list has no room for.
func place(name string) string {
	s, _, _ := strings.Cut(name, ", ")
	return s
}

// unit remembers the name of a unit for the filters.
func (m *Model) unit(id, name string) {
	if id != "" && name != "" {
		m.units[id] = name
	}
}

func word(of map[string]string, key string) string {
	if s, ok := of[key]; ok {
		return s
	}
	return key
}
