package assess

import (
	"slices"
	"strings"

	"github.com/charmbracelet/lipgloss"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/scheme"
	"coopfield/tui/page"
)

// canvas collects the lines of the panel and where its cells stand.
type canvas struct {
	m     *Model
	w     int
	live  []store.Path // cells that may have the focus
	lines []string
	cells []hit // relative to the lines
	cx    int   // of the focused cell
	cy    int
	found bool
	foot  string // remark of the focused cell, for the last lines
	older int    // years before the last one that have a column
}

// add appends finished text, which is no wider than the panel.
func (cv *canvas) add(s string) { cv.lines = append(cv.lines, s) }

// wrap appends a text in as many lines as it needs.
func (cv *canvas) wrap(style lipgloss.Style, text string) {
	for _, l := range page.Wrap(text, cv.w-2) {
		cv.add(" " + style.Render(l))
	}
}

// cell draws a cell at column x of the line that comes next: an input, or its
// text where this person may not write.
func (cv *canvas) cell(path store.Path, x, width int) string {
	c := cv.m.cell(path)
	if !slices.Contains(cv.live, path) {
		text := c.f.Value()
		if strings.TrimSpace(text) == "" {
			text = "–"
		}
		return page.Pad(page.Cut(cv.m.c.Theme, text, width), width)
	}
	focused := path == cv.m.focus
	s := ""
	if focused {
		s = c.f.View(width, true)
	} else { // from its beginning, wherever the cursor stood
		t := cv.m.c.Theme
		s = "[" + t.Field.Render(page.Pad(page.Cut(t, c.f.Value(), width-2), width-2)) + "]"
	}
	cv.cells = append(cv.cells, hit{x: x, y: len(cv.lines), w: width, path: path})
	if focused {
		dx, dy := c.f.Cursor()
		cv.cx, cv.cy, cv.found = x+dx, len(cv.lines)+dy, true
	}
	return s
}

// remark is what stands beside a cell: why its text does not count, or how it
// was understood.
func (cv *canvas) remark(path store.Path) string {
	t, c := cv.m.c.Theme, cv.m.cell(path)
	if c.bad != "" {
		return t.Bad.Render(t.Glyph.Cross + " " + c.bad)
	}
	if path == cv.m.focus {
		if s := c.f.ReadBack(); s != "" {
			return t.Dim.Render(t.Glyph.Same + " " + s)
		}
	}
	return ""
}

// label draws the name of a line with the cursor sign before it.
func (cv *canvas) label(path store.Path, text string, width int) string {
	t := cv.m.c.Theme
	text = page.Pad(page.Cut(t, text, width), width)
	if path != "" && path == cv.m.focus {
		return t.Focus.Render(t.Glyph.Cursor + text)
	}
	return " " + text
}

// line draws a labelled cell; its remark stands beside it if there is room,
// else in the foot.
func (cv *canvas) line(path store.Path, label string, lw, fw int, rest string) {
	s := cv.label(path, label, lw) + " " + cv.cell(path, lw+2, fw)
	if rest != "" {
		s += " " + rest
	}
	if r := cv.remark(path); r != "" {
		room := cv.w - page.Width(s) - 2
		switch {
		case cv.older == 0 && (room >= page.Width(r) || room >= 40):
			s += "  " + page.Cut(cv.m.c.Theme, r, room)
		case path == cv.m.focus:
			cv.foot = r
		default:
			s += " " + cv.m.c.Theme.Bad.Render(cv.m.c.Theme.Glyph.Cross)
		}
	}
	cv.add(s)
}

// drawPanel draws the entry under the cursor.
func (m *Model) drawPanel(a areas) string {
	t, w := m.c.Theme, &m.c.Words.Assess
	cv := &canvas{m: m, w: a.panel - 2, live: m.paths(m.at)}
	title, note := "", ""
	switch m.at.kind {
	case facts:
		title = sprintf(w.FactsTitle, m.sheet.Period)
		m.factsPage(cv)
	case papers:
		title = w.PapersTitle
		for _, p := range paperPaths {
			cv.line(p, m.single(p), min(24, cv.w/2), min(cv.w-min(24, cv.w/2)-3, 40), "")
		}
		m.decided(cv, paperPaths...)
	case item:
		it := m.sheet.Item(m.at.id)
		title, note = it.ID+"  "+it.Title, w.NoMax
		if it.Max != nil {
			note = sprintf(w.Max, points(*it.Max))
		}
		if page.Width(title)+page.Width(note)+8 > a.panel {
			cv.wrap(t.Title, it.Title)
			title = it.ID
		}
		m.itemPage(cv, it)
	}
	foot := m.footLines(cv)
	height := a.height - 2
	visible := height - len(foot)
	if cv.found {
		m.scroll = min(m.scroll, max(cv.cy-1, 0))
		m.scroll = max(m.scroll, cv.cy-visible+1)
	}
	m.scroll = max(min(m.scroll, len(cv.lines)-visible), 0)
	body := page.Lines(strings.Join(cv.lines[m.scroll:], "\n"), cv.w, visible)
	body = append(body, foot...)
	for _, h := range cv.cells {
		if y := h.y - m.scroll; y >= 0 && y < visible {
			m.hits = append(m.hits, hit{x: a.list + 1 + h.x, y: a.top + 1 + y, w: h.w, path: h.path})
		}
	}
	if y := cv.cy - m.scroll; cv.found && y >= 0 && y < visible && cv.cx < cv.w {
		m.cx, m.cy, m.cursor = a.list+1+cv.cx, a.top+1+y, true
	}
	return page.PanelNote(t, title, note, strings.Join(body, "\n"), a.panel, a.height, m.focus != "" && m.gaps == nil)
}

// footLines keeps room for the remark of the focused cell, so that nothing
// moves when one appears.
func (m *Model) footLines(cv *canvas) []string {
	if len(cv.live) == 0 {
		return nil
	}
	n := 1
	if cv.w < 76 {
		n = 2
	}
	out := make([]string, n)
	if cv.foot != "" {
		for i, l := range page.Wrap(cv.foot, cv.w-2) {
			if i < n {
				out[i] = " " + l
			}
		}
	}
	return out
}

// factLine draws a figure with its unit, the year before and where it is from.
func (m *Model) factLine(cv *canvas, f *desk.SheetFact, lw, fw, pw, sw int) {
	t, w := m.c.Theme, &m.c.Words.Assess
	rest := page.Pad(w.Unit(f.Unit), 6)
	if pw > 0 {
		prev := "–"
		trend := " "
		if f.Prev != nil {
			prev = scaled(*f.Prev, f.Scale, f.Unit, pw < 16)
			if f.Value != nil {
				trend = page.Trend(t, *f.Prev, *f.Value)
			}
		}
		rest += t.Dim.Render(page.PadLeft(page.Cut(t, prev, pw), pw)) + " " + trend
	}
	if sw > 0 {
		state := t.Dim
		if f.State == "estimate" {
			state = t.Warn
		}
		rest += " " + state.Render(page.Pad(page.Cut(t, w.States[f.State], sw), sw))
	}
	for i := range cv.older {
		old := "–"
		if n, ok := m.sheet.Years[i+1].Facts[f.ID]; ok {
			old = scaled(n, f.Scale, f.Unit, false)
		}
		rest += t.Dim.Render(page.PadLeft(old, 17))
	}
	cv.line("facts."+f.ID, factLabel(t, f.Title, lw), lw, fw, strings.TrimRight(rest, " "))
}

// factsPage draws all figures, to be entered in one go.
func (m *Model) factsPage(cv *canvas) {
	t, w, s := m.c.Theme, &m.c.Words.Assess, m.sheet
	fw, pw, sw := 18, 10, 8
	switch {
	case cv.w >= 86:
		fw, pw = 20, 16
	case cv.w < 56: // beside the list
		fw, pw, sw = 17, 0, 0
	case cv.w < 64:
		fw, pw, sw = 16, 9, 3
	}
	lw := max(cv.w-fw-pw-sw-12, 10)
	cv.older = 0
	if cv.w >= 110 {
		lw = min(lw, 46)
		cv.older = min(max((cv.w-lw-fw-pw-sw-12)/17, 0), max(len(s.Years)-1, 0))
	}
	head := " " + page.Pad("", lw) + "  " + page.Pad(w.Year+" "+s.Period, fw-1)
	if pw > 0 {
		before := ""
		if len(s.Period) >= 4 {
			before = previous(s.Period)
		}
		source := w.State
		if sw < page.Width(source) {
			source = ""
		}
		head += " " + page.Pad("", 6) + page.PadLeft(before, pw) + "   " + page.Pad(source, sw)
		for i := range cv.older {
			head += page.PadLeft(s.Years[i+1].Period, 17)
		}
	}
	cv.add(t.Title.Render(page.Cut(t, head, cv.w)))
	for i := range s.Facts {
		m.factLine(cv, &s.Facts[i], lw, fw, pw, sw)
	}
	cv.line("months_active", w.MonthsActive, lw, fw, w.Months)
	cv.line("months_stopped", w.MonthsStopped, lw, fw, w.Months)
	m.decided(cv, figurePaths(m.sheet)...)
	if cv.foot == "" && len(cv.live) > 0 {
		cv.foot = t.Dim.Render(w.FactsHint)
	}
}

// itemPage draws one item: its figures, its points, and what explains them.
func (m *Model) itemPage(cv *canvas, it *desk.SheetItem) {
	w := &m.c.Words.Assess
	lw := min(max(cv.w*36/100, 12), 30)
	fw, pw, sw := 19, 0, 4
	switch {
	case cv.w >= 90:
		fw, pw, sw = 24, 16, 9
	case cv.w >= 70:
		pw, sw = 10, 9
	case cv.w < 46:
		fw, sw = 18, 0
	}
	for _, id := range it.Facts {
		m.factLine(cv, m.sheet.Fact(id), lw, fw, pw, sw)
	}
	m.computed(cv, it, lw)
	m.columns(cv, it)
	rest := min(cv.w-lw-3, 70)
	cv.line("evidence."+it.ID, w.Evidence, lw, rest, "")
	cv.line("reason."+it.ID, w.Reason, lw, rest, "")
	m.decided(cv, pathsOf(it)...)
	if unexplained(it) {
		cv.wrap(m.c.Theme.Warn, "! "+w.NeedReason)
	}
	m.pilot(cv, it, lw, rest)
	switch comment := "comments." + it.Criterion.ID; {
	case m.reviewing:
		cv.line(comment, m.c.Words.Review.Comment, lw, rest, "")
	case it.Comment != "":
		cv.wrap(m.c.Theme.Warn, "! "+sprintf(w.Comment, it.Comment))
	}
	cv.add("")
	m.years(cv, it)
	m.figures(cv, it)
	m.steps(cv, it)
	if it.Todo != "" {
		cv.add("")
		cv.wrap(m.c.Theme.Dim, sprintf(w.Todo, it.Todo))
	}
}

// columns draws the three columns of points, side by side as far as they go,
// and below what counts or why it does not.
func (m *Model) columns(cv *canvas, it *desk.SheetItem) {
	t, w := m.c.Theme, &m.c.Words.Assess
	line, x := "", 0
	var remarks []string
	for _, col := range scheme.Columns() {
		path := string(col) + "." + it.ID
		name, fw := w.Columns[string(col)], 7
		if cv.w < 54 {
			fw = 6
		}
		if !slices.Contains(cv.live, path) {
			fw = max(page.Width(m.cell(path).f.Value()), 1)
		}
		need := 1 + page.Width(name) + 1 + fw
		if x > 0 && x+need > cv.w {
			cv.add(line)
			line, x = "", 0
		}
		head := cv.label(path, name, page.Width(name)) + " "
		line += head + cv.cell(path, x+page.Width(head), fw)
		x += need
		if x < cv.w && (cv.w >= 60 || len(cv.live) == 0) {
			line += "  "
			x += 2
		}
		if c := m.cell(path); c.bad != "" {
			remarks = append(remarks, t.Glyph.Cross+" "+name+": "+c.bad+"; "+w.NotCounted)
		}
	}
	cv.add(line)
	for _, r := range remarks {
		cv.wrap(t.Bad, r)
	}
	if len(remarks) > 0 {
		return
	}
	text := w.CountsNone
	switch it.Result.How {
	case scheme.Given:
		text = sprintf(w.CountsGiven, score(it.Result.Points, it.Max), w.Columns[string(m.sheet.Official)])
	case scheme.Computed:
		text = sprintf(w.CountsComputed, score(it.Result.Points, it.Max))
	}
	if it.Max == nil {
		rest := it.Group.Max
		for _, g := range m.sheet.Result.Groups {
			if g.ID == it.Group.ID {
				rest -= g.Points
			}
		}
		text += " · " + sprintf(w.GroupRest, it.Group.ID, points(rest))
	}
	cv.wrap(t.Dim, text)
}
