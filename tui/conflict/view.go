package conflict

import (
	"strings"

	"coopfield/store/desk"
	"coopfield/tui/page"
)

// footLines are the lines below: the effect of the present choice, and the
// reason.
const footLines = 2

// grid is how the comparison is laid out: the widths of its columns, and which
// sides it shows.
type grid struct {
	label, base, side, take int
	first, n                int // sides shown
}

// lay computes the columns for so many cells between the borders. Sides that do
// not fit are reached by choosing them.
func (m *Compare) lay(inner int) grid {
	g := grid{label: min(max(inner*18/100, 13), 44), take: 10, n: len(m.k.Sides)}
	if inner >= 100 {
		g.take = 18
	}
	if inner >= 70 {
		g.base = page.Width(m.c.Words.Conflict.Base)
		if m.k.Base != nil {
			g.base = max(g.base, page.Width(m.number(m.k.Base.Effect)))
		}
		for i := range m.k.Fields {
			g.base = max(g.base, page.Width(m.k.Fields[i].BaseText))
		}
		g.base = min(g.base+2, max(inner*9/100, 7))
		if m.twins() {
			g.base = 0
		}
	}
	const least = 13
	room := func() int {
		r := inner - g.label - g.take - 1
		if g.base > 0 {
			r -= g.base + 1
		}
		return r
	}
	for g.n > 1 && (room()-g.n)/g.n < least {
		g.n--
	}
	g.side = max((room()-g.n)/max(g.n, 1), 1)
	m.side = max(min(m.side, len(m.k.Sides)-g.n), 0)
	if f := m.field(); f != nil {
		if at := m.sideOf(m.choice.take[f.Path].Side); at >= m.side+g.n {
			m.side = at - g.n + 1
		}
	}
	g.first = m.side
	g.label += room() - g.n - g.side*g.n // what does not divide
	return g
}

// cells puts texts into the columns: label, base, the sides, what is taken.
func (g *grid) widths() []int {
	out := []int{g.label}
	if g.base > 0 {
		out = append(out, g.base)
	}
	for range g.n {
		out = append(out, g.side)
	}
	return append(out, g.take)
}

// View draws the versions side by side, the field under the cursor in full, and
// what the present choice makes of the record.
func (m *Compare) View() string {
	w, t := &m.c.Words.Conflict, m.c.Theme
	say := ""
	switch {
	case m.failed:
		say = t.Bad.Render("! " + page.Cut(t, w.Failed, m.width-4))
	case m.gone:
		say = page.Cut(t, w.Gone, m.width-2)
	case m.k == nil:
		say = t.Dim.Render(w.Loading)
	}
	if say != "" {
		return page.Exact("\n "+say, m.width, m.height)
	}
	if m.fork() {
		return m.viewFork()
	}
	head := m.head()
	room := m.height - len(head) - footLines
	least := 7
	if room < 17 {
		least = 6
	}
	upper := min(len(m.k.Fields)+2+m.totals(), room-least)
	parts := append([]string{}, head...)
	return page.Rows(append(parts, m.table(upper), m.details(room-upper), m.foot())...)
}

// totals is the number of lines that the row of totals takes.
func (m *Compare) totals() int {
	if m.k.Effect(m.choice.take) == nil {
		return 0
	}
	return 2
}

// head says why a person must decide, or that this one only reads.
func (m *Compare) head() []string {
	w, t := &m.c.Words.Conflict, m.c.Theme
	text := reason(m.c, &m.k.ConflictRow)
	if s := w.After[string(m.k.After)]; s != "" && !m.twins() && desk.Official(m.k.Kind) {
		text += " " + s
	}
	style := t.Text
	if !m.province() {
		text, style = w.ReadOnly, t.Info
	}
	var out []string
	for i, l := range page.Wrap(text, m.width-2) {
		if i == 2 {
			break
		}
		out = append(out, page.Pad(" "+style.Render(l), m.width))
	}
	return out
}

func sentence(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return s
	}
	return strings.ToUpper(string(r[:1])) + string(r[1:]) + "."
}

// table draws the fields in exactly height lines, the titles in its border, and
// the row of totals at its end.
func (m *Compare) table(height int) string {
	w, t := &m.c.Words.Conflict, m.c.Theme
	g := m.lay(m.width - 2)
	rows := max(height-2-m.totals(), 1)
	m.top = max(min(m.top, m.cursor), m.cursor-rows+1)
	m.top = max(min(m.top, len(m.k.Fields)-rows), 0)
	titles := []string{w.Field}
	if g.base > 0 {
		titles = append(titles, w.Base)
	}
	for i := range g.n {
		titles = append(titles, m.sideTitle(g.first+i, g.side))
	}
	titles = append(titles, w.Take)
	lines := []string{m.rule(&g, t.Glyph.TopLeft, t.Glyph.TeeTop, t.Glyph.TopRight, titles)}
	for i := m.top; i < m.top+rows; i++ {
		if i >= len(m.k.Fields) {
			lines = append(lines, m.line(&g, make([]string, len(g.widths())), false, nil))
			continue
		}
		lines = append(lines, m.line(&g, m.cellsOf(&g, i), i == m.cursor, &m.k.Fields[i]))
	}
	if m.totals() > 0 {
		lines = append(lines, m.rule(&g, t.Glyph.TeeLeft, "┼", t.Glyph.TeeRight, nil), m.line(&g, m.totalCells(&g), false, nil))
	}
	lines = append(lines, m.rule(&g, t.Glyph.BottomLeft, t.Glyph.TeeBottom, t.Glyph.BottomRight, nil))
	return strings.Join(lines, "\n")
}

// sideTitle names a side over its column, as much as there is room for.
func (m *Compare) sideTitle(i, width int) string {
	w, s := &m.c.Words.Conflict, &m.k.Sides[i]
	full := sprintf(w.Side, s.Letter, s.Actor, day(m.c, s.At)[:5])
	if page.Width(full)+2 <= width {
		return full
	}
	if full = s.Letter + " " + s.Actor + " " + day(m.c, s.At)[:5]; page.Width(full)+2 <= width {
		return full
	}
	return s.Letter + " " + m.dot() + " " + page.CutMiddle(m.c.Theme, s.Actor, width-6)
}

// rule draws a horizontal line with titles in it.
func (m *Compare) rule(g *grid, left, tee, right string, titles []string) string {
	t := m.c.Theme
	if t.Glyph.Vertical == "|" && tee == "┼" {
		tee = "+"
	}
	var b strings.Builder
	b.WriteString(t.Border.Render(left))
	for i, n := range g.widths() {
		if i > 0 {
			b.WriteString(t.Border.Render(tee))
		}
		used := 0
		if i < len(titles) {
			s := " " + page.Cut(t, titles[i], n-2) + " "
			b.WriteString(t.Title.Render(s))
			used = page.Width(s)
		}
		b.WriteString(t.Border.Render(strings.Repeat(t.Glyph.Horizontal, max(n-used, 0))))
	}
	b.WriteString(t.Border.Render(right))
	return b.String()
}

// line draws one row of cells; the row under the cursor also carries the
// cursor sign. Of a field, what is as before is dim.
func (m *Compare) line(g *grid, cells []string, here bool, f *desk.ConflictField) string {
	t := m.c.Theme
	parts := make([]string, 0, len(cells))
	for i, n := range g.widths() {
		mark := " "
		if i == 0 && here {
			mark = t.Glyph.Cursor
		}
		s := page.Pad(mark+page.Cut(t, oneLine(cells[i]), n-1), n)
		if f != nil && !here && !m.twins() {
			s = m.tint(g, f, i, s)
		}
		parts = append(parts, s)
	}
	side := t.Border.Render(t.Glyph.Vertical)
	body := strings.Join(parts, t.Glyph.Vertical)
	if here {
		return side + t.Selected.Render(body) + side
	}
	return side + strings.Join(parts, side) + side
}

// tint draws what a side left as it was dim, and a choice that is made bold.
func (m *Compare) tint(g *grid, f *desk.ConflictField, col int, s string) string {
	t, last := m.c.Theme, len(g.widths())-1
	side := g.first + col - (last - g.n)
	_, chosen := m.choice.take[f.Path]
	switch {
	case col == last && !chosen && m.province():
		return t.Warn.Render(s)
	case col == last:
		return t.Good.Render(s)
	case col >= last-g.n && f.Texts[side] == f.BaseText && strings.HasPrefix(s, "  "):
		return t.Dim.Render(s)
	}
	return s
}

func oneLine(s string) string { return strings.ReplaceAll(s, "\n", " ") }

// cellsOf are the cells of a field. The value that is taken stands in brackets,
// so that it shows without colour.
func (m *Compare) cellsOf(g *grid, i int) []string {
	w, f := &m.c.Words.Conflict, &m.k.Fields[i]
	one, chosen := m.choice.take[f.Path]
	out := []string{m.short(i)}
	if g.base > 0 {
		out = append(out, m.cell(f, f.BaseText))
	}
	for n := g.first; n < g.first+g.n; n++ {
		s := m.cell(f, f.Texts[n])
		if chosen && one.Side == m.k.Sides[n].Letter {
			s = "[" + page.Cut(m.c.Theme, oneLine(s), g.side-3) + "]"
		} else {
			s = " " + s
		}
		out = append(out, s)
	}
	take := w.None
	switch {
	case !chosen && m.twins() && f.Path != desk.SameAsPath:
		take = w.AsKept
	case !chosen && !m.province():
		take = ""
	case chosen && one.Side == "":
		take = sprintf(w.Other, m.own(f.Path))
	case chosen && f.OneSided && f.Chosen >= 0 && m.k.Sides[f.Chosen].Letter == one.Side:
		take = sprintf(w.Pre, one.Side)
	case chosen:
		take = one.Side
	}
	return append(out, take)
}

// cell is text in one cell.
func (m *Compare) cell(f *desk.ConflictField, s string) string {
	if s == "" {
		return "–"
	}
	return m.text(f, s)
}

// text is a value as a person reads it; what a side has not is said.
func (m *Compare) text(f *desk.ConflictField, s string) string {
	if s == "" {
		return m.c.Words.Coop.Absent
	}
	if f.Path == desk.SameAsPath || f.Whole {
		return s
	}
	return m.names.Value(m.k.Kind, f.Path, s)
}

func (m *Compare) totalCells(g *grid) []string {
	out := []string{m.c.Words.Conflict.Total}
	if g.base > 0 {
		s := ""
		if m.k.Base != nil {
			s = m.number(m.k.Base.Effect)
		}
		out = append(out, s)
	}
	for n := g.first; n < g.first+g.n; n++ {
		out = append(out, " "+m.brief(m.k.Sides[n].Effect))
	}
	s := ""
	if m.province() {
		s = m.brief(m.k.Effect(m.choice.take))
	}
	return append(out, s)
}

// details draw the field under the cursor whole: each version with its author,
// value and evidence.
func (m *Compare) details(height int) string {
	w, t, f := &m.c.Words.Conflict, m.c.Theme, m.field()
	width := m.width - 4
	var lines []string
	add := func(mark, s string) {
		for i, l := range page.Wrap(s, width-2) {
			if i > 0 {
				mark = " "
			}
			lines = append(lines, " "+mark+" "+l)
		}
	}
	title := ""
	if f != nil {
		title = m.label(f)
		one, chosen := m.choice.take[f.Path]
		if !m.twins() {
			base := w.Stay
			if m.k.Base != nil {
				base = m.text(f, f.BaseText)
			}
			add(" ", w.Base+": "+base)
		}
		for i := range m.k.Sides {
			s := &m.k.Sides[i]
			mark := " "
			if chosen && one.Side == s.Letter {
				mark = t.Glyph.Check
			}
			value, author := m.sideLines(f, i)
			add(mark, value)
			for _, l := range page.Wrap(author, width-6) {
				lines = append(lines, "      "+t.Dim.Render(l))
			}
		}
		if chosen && one.Side == "" {
			add(t.Glyph.Check, sprintf(w.Other, m.own(f.Path)))
		}
		if f.OneSided && f.Chosen >= 0 {
			add(t.Glyph.Same, sprintf(w.OnlyOne, m.k.Sides[f.Chosen].Letter))
		}
	}
	room := max(height-2, 1)
	m.scroll = max(min(m.scroll, len(lines)-room), 0)
	note := ""
	if len(lines) > room {
		note = sprintf("Tab %d–%d/%d", m.scroll+1, min(m.scroll+room, len(lines)), len(lines))
	}
	if note != "" {
		title = page.CutMiddle(t, title, m.width-page.Width(note)-9)
	}
	return page.PanelNote(t, title, note, strings.Join(lines[m.scroll:], "\n"), m.width, height, false)
}

// sideLines are one version of a field: the value with its evidence, and below
// it author, unit, when, in what state, and the reason that the author gave.
func (m *Compare) sideLines(f *desk.ConflictField, i int) (value, author string) {
	w, s := &m.c.Words.Conflict, &m.k.Sides[i]
	parts := []string{m.who(s), moment(m.c, s.At)}
	if state := w.States[string(s.State)]; state != "" && desk.Official(m.k.Kind) {
		parts = append(parts, state)
	}
	if s.Merged {
		parts = append(parts, w.Merged)
	}
	if s.Why != "" {
		parts = append(parts, strings.ToLower(m.c.Words.Coop.Reason)+": "+s.Why)
	}
	value = s.Letter + ": " + m.text(f, f.Texts[i])
	if e := f.Evidence[i]; e != "" {
		value += " " + m.dot() + " " + sprintf(w.Evidence, e)
	}
	return value, strings.Join(parts, " "+m.dot()+" ")
}

// foot says what the present choice makes of the record, how much is left, and
// the reason.
func (m *Compare) foot() string {
	w, t := &m.c.Words.Conflict, m.c.Theme
	if !m.province() {
		return page.Fit([]string{"", ""}, m.width, footLines)
	}
	left := m.left()
	state := t.Good.Render(t.Glyph.Check + " " + w.AllChosen)
	if len(left) > 0 {
		state = t.Warn.Render("! " + sprintf(w.Left, len(left)))
	}
	line := " " + state
	if e := m.k.Effect(m.choice.take); e != nil {
		line += " " + m.dot() + " " + page.Cut(t, sprintf(w.Now, m.effect(e)), m.width-page.Width(line)-4)
	}
	why := t.Warn.Render(" ! " + w.NoReason)
	if m.choice.why != "" {
		why = " " + page.Cut(t, sprintf(w.Reason, oneLine(m.choice.why)), m.width-2)
	}
	return page.Fit([]string{line, why}, m.width, footLines)
}
