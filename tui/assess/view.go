package assess

import (
	"strings"

	"github.com/charmbracelet/lipgloss"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/scheme"
	"coopfield/tui/leaf"
	"coopfield/tui/page"
)

// From wide on the result has a panel of its own, from roomy on a page of
// figures leaves the list where it is, and from vast on the list has the three
// columns of points and the year before.
const (
	wide  = 100
	roomy = 140
	vast  = 160
)

// hit is a place of the last View that a click means: a cell or an entry.
type hit struct {
	x, y, w int
	path    store.Path
	entry   entry
}

// areas are the widths of the panels and the heights around them.
type areas struct {
	list, panel, score int // widths; 0 if the panel is not drawn
	top, height        int // of the panels
	line               bool
}

// arrange computes the rectangles of the screen. full is a page of figures that
// is being filled in: it leaves out the list unless there is room for both.
func arrange(width, height, notes int, full bool) areas {
	a := areas{top: notes, height: height - notes}
	switch {
	case full && width < roomy:
	case width >= vast:
		a.list = min(width*36/100, 84)
	case width >= wide:
		a.list = min(max(width*28/100, 28), 50)
	case width >= 76:
		a.list = 27
	default:
		a.list = 22
	}
	if width < wide {
		a.line = true
		a.height--
	} else {
		a.score = min(max(width*18/100, 26), 38)
	}
	a.panel = width - a.list - a.score
	return a
}

// View draws the sheet.
func (m *Model) View() string {
	m.hits, m.cursor = m.hits[:0], false
	t, w := m.c.Theme, &m.c.Words.Assess
	if m.sheet == nil {
		text := w.Loading
		if m.failed {
			text = w.Failed
		}
		return page.Exact("\n  "+t.Dim.Render(text), m.width, m.height)
	}
	if m.book != nil {
		return page.Exact(m.drawBook(), m.width, m.height)
	}
	notes := m.notes()
	a := arrange(m.width, m.height, len(notes), m.at.kind != item && m.focus != "")
	blocks := make([]string, 0, 3)
	if a.list > 0 {
		blocks = append(blocks, m.drawList(a))
	}
	blocks = append(blocks, m.drawPanel(a))
	if a.score > 0 {
		blocks = append(blocks, m.drawScore(a.score, a.height))
	}
	parts := append(notes, page.Columns(blocks...))
	if a.line {
		parts = append(parts, m.scoreLine(m.width))
	}
	view := page.Exact(strings.Join(parts, "\n"), m.width, m.height)
	if s := m.exitLine(m.width - 4); s != "" {
		view = page.Overlay(view, s, 2, a.top+a.height-1)
	}
	if m.gaps != nil {
		box := m.drawGaps()
		lines := strings.Split(box, "\n")
		view = page.Overlay(view, box, (m.width-page.Width(lines[0]))/2, max((m.height-len(lines))/2, 0))
	}
	return view
}

// notes are the lines above the panels: what the person must know first.
func (m *Model) notes() []string {
	t, w, s := m.c.Theme, &m.c.Words.Assess, m.sheet
	var out []string
	add := func(style lipgloss.Style, sign, text string) {
		for i, l := range page.Wrap(text, m.width-4) {
			if i > 0 {
				sign = " "
			}
			out = append(out, page.Pad(style.Render(" "+sign+" "+l), m.width))
		}
	}
	if x := s.Result.Excluded; x != nil {
		body := page.Wrap(x.Title, m.width-6)
		for i := range body {
			body[i] = "  " + t.Title.Render(body[i])
		}
		box := page.Panel(t, strings.ToUpper(w.Excluded), strings.Join(body, "\n"), m.width, len(body)+2, true)
		out = append(out, strings.Split(box, "\n")...)
	}
	if r := s.Record; r != nil {
		m.reviewNotes(func(level page.Level, sign, text string) {
			add(map[page.Level]lipgloss.Style{page.Bad: t.Bad, page.Warn: t.Warn, page.Info: t.Info}[level], sign, text)
		})
		if r.Conflict != "" {
			text := w.ConflictNote
			if m.isProvince() {
				text = w.ConflictHere
			}
			add(t.Bad, t.Glyph.Up, text)
		}
	}
	switch {
	case m.amending:
		add(t.Warn, t.Glyph.Cursor, w.AmendNote)
	case s.State == store.Final && m.disputed(): // F8 would be refused; the line above says what waits
	case s.State == store.Final:
		text := w.FinalNote
		switch {
		case s.Record != nil && s.Record.Accepted && m.isProvince():
			text = m.c.Words.Review.NoteAgain
		case s.Record != nil && s.Record.Accepted:
			text = w.AcceptedNote + " " + text
		}
		add(t.Good, t.Glyph.Check, text)
	case s.State == store.Void:
		add(t.Dim, t.Glyph.Cross, w.VoidNote)
	case !m.editable():
		add(t.Dim, t.Glyph.Dot, w.ReadNote)
	}
	m.otherwiseNotes(func(sign, text string) { add(t.Warn, sign, text) })
	if s.Refused != nil {
		add(t.Bad, t.Glyph.Cross, sprintf(w.RefusedNote, plain(s.Refused).Error()))
	}
	m.standingNotes(func(level page.Level, sign, text string) {
		add(map[page.Level]lipgloss.Style{page.Warn: t.Warn, page.Info: t.Info}[level], sign, text)
	})
	if s.Validity.Note != "" {
		add(t.Warn, t.Glyph.Dot, s.Validity.Note)
	}
	if s.Scheme.Partial && s.Result.Excluded == nil {
		add(t.Warn, t.Glyph.Dot, w.PartialNote)
	}
	return out[:min(len(out), max(m.height-12, 0))]
}

// drawList draws the entries with their points and keeps the cursor visible.
func (m *Model) drawList(a areas) string {
	t, w := m.c.Theme, &m.c.Words.Assess
	inner, height := a.list-2, a.height-2
	if inner >= columnsFrom {
		height--
	}
	type line struct {
		text string
		at   *entry
	}
	var lines []line
	row, last := 0, ""
	list := m.entries()
	for i := range list {
		e := list[i]
		if e.kind == item {
			if g := m.sheet.Item(e.id).Group; g.ID != last {
				last = g.ID
				lines = append(lines, line{text: m.groupRow(g.ID, inner)})
			}
		}
		if e == m.at {
			row = len(lines)
		}
		lines = append(lines, line{text: m.entryRow(e, inner), at: &list[i]})
	}
	if len(list) == 0 {
		lines = append(lines, line{text: t.Dim.Render(" " + w.None)})
	}
	m.top = min(m.top, max(row-1, 0)) // the heading above stays with it
	m.top = max(m.top, row-height+1)
	m.top = max(min(m.top, len(lines)-height), 0)
	var body []string
	for i := m.top; i < min(m.top+height, len(lines)); i++ {
		if lines[i].at != nil {
			m.hits = append(m.hits, hit{x: 0, y: a.top + 1 + i - m.top, w: a.list, entry: *lines[i].at})
		}
		body = append(body, lines[i].text)
	}
	title, note := shortBasis(m.sheet.Scheme), w.Columns[string(m.sheet.Official)]
	if inner >= columnsFrom {
		note = ""
		head := ""
		for i, word := range w.ColumnHeads {
			if i == len(w.ColumnHeads)-1 {
				head += " "
			}
			head += page.PadLeft(word, 6)
		}
		body = append([]string{t.Dim.Render(page.PadLeft(head, inner))}, body...)
		for i := range m.hits {
			m.hits[i].y++
		}
	}
	if m.filter != all {
		title, note = w.Filters[filterNames[m.filter]], ""
		if m.filter == commentedOn {
			title = m.c.Words.Review.Comments
		}
		title += " " + page.Count(m.count(m.filter))
	}
	return page.PanelNote(t, title, note, strings.Join(body, "\n"), a.list, a.height, m.focus == "" && m.gaps == nil)
}

func (m *Model) groupRow(id string, width int) string {
	t := m.c.Theme
	for _, g := range m.sheet.Result.Groups {
		if g.ID == id {
			sum := points(g.Points) + "/" + points(g.Max)
			head := " " + g.ID + " " + leaf.ShortTitle(g.Title)
			return t.Title.Render(page.Pad(page.Cut(t, head, width-page.Width(sum)-1), width-page.Width(sum)) + sum)
		}
	}
	return t.Title.Render(page.Pad(" "+id, width))
}

// entryRow draws one entry: cursor, number, name, flag, sign and points.
func (m *Model) entryRow(e entry, width int) string {
	t, w := m.c.Theme, &m.c.Words.Assess
	here := e == m.at
	mark := " "
	if here {
		mark = t.Glyph.Cursor
	}
	head, tail, flag, sign := "", "", " ", " "
	style := t.Dim
	switch e.kind {
	case facts:
		n := 0
		for _, f := range m.sheet.Facts {
			if f.Value != nil {
				n++
			}
		}
		head, tail = w.Facts, sprintf(w.Known, n, len(m.sheet.Facts))
	case papers:
		n := 0
		for _, p := range paperPaths {
			if m.sheet.Doc.Text(p) != "" {
				n++
			}
		}
		head, tail = w.Papers, sprintf(w.Known, n, len(paperPaths))
	case item:
		it := m.sheet.Item(e.id)
		head = page.Pad(e.id, m.idWidth()) + " " + leaf.ShortTitle(it.Title)
		tail = score(it.Result.Points, it.Max)
		if width >= columnsFrom {
			tail = m.columnTail(it, tail)
		} else if m.filter == different {
			tail = m.apart(it)
		}
		if it.Flag {
			flag = t.Glyph.Flag
		}
		switch {
		case m.raw(it):
			sign, style = t.Glyph.Cross, t.Bad
		case m.lacksCause(it):
			sign, style = t.Glyph.Down, t.Bad
		case unexplained(it), m.commented(it) && m.sheet.Record != nil && m.sheet.Record.ReturnReason != "":
			sign, style = "!", t.Warn
		case m.isDecided(it):
			sign, style = "!", t.Warn
		case it.Result.How == "computed":
			sign, style = t.Glyph.Check, t.Good
		}
	}
	room := width - 3 - max(page.Width(tail), 3)
	name := page.Pad(page.Cut(t, head, room-1), room)
	tail = page.PadLeft(tail, width-3-room)
	if here && m.focus == "" {
		return t.Selected.Render(mark + name + flag + sign + tail)
	}
	if here {
		mark, name = t.Focus.Render(mark), t.Focus.Render(name)
	}
	return mark + name + t.Warn.Render(flag) + style.Render(sign) + tail
}

// columnsFrom is the width of the list from which it shows every column of
// points and the year before.
const columnsFrom = 56

// columnTail is the official points with those of the columns and of the year
// before: "5/6 │ 5 4 – │ 4".
func (m *Model) columnTail(it *desk.SheetItem, official string) string {
	cell := func(p scheme.Points, ok bool) string {
		if !ok {
			return page.PadLeft("–", 6)
		}
		return page.PadLeft(points(p), 6)
	}
	tail := page.PadLeft(official, 6)
	for _, c := range scheme.Columns() {
		p, ok := it.Given[c]
		tail += cell(p, ok)
	}
	var p scheme.Points
	ok := false
	if len(m.sheet.Years) > 0 {
		p, ok = m.sheet.Years[0].Official[it.ID]
	}
	return tail + " " + cell(p, ok)
}

func (m *Model) idWidth() int {
	n := 1
	for _, it := range m.sheet.Items {
		n = max(n, len(it.ID))
	}
	return n
}

// drawGaps draws what is missing before chốt.
func (m *Model) drawGaps() string {
	t, w, g := m.c.Theme, &m.c.Words.Assess, m.gaps
	width := min(m.width-4, 76)
	rows := min(len(g.list), m.height-6)
	g.top = max(min(g.top, g.at), g.at-rows+1)
	lines := make([]string, 0, rows+2)
	for i := g.top; i < min(g.top+rows, len(g.list)); i++ {
		text := page.Cut(t, g.list[i].text, width-5)
		if i == g.at {
			lines = append(lines, t.Selected.Render(page.Pad(t.Glyph.Cursor+" "+text, width-2)))
		} else {
			lines = append(lines, "  "+text)
		}
	}
	lines = append(lines, "", " "+t.Dim.Render(page.Cut(t, w.GapsHint, width-4)))
	title := w.GapsTitle
	if g.review {
		title = m.c.Words.Review.GapsTitle
	}
	return page.Panel(t, sprintf(title, len(g.list)), strings.Join(lines, "\n"), width, len(lines)+2, true)
}
