package history

import (
	"strings"

	"github.com/charmbracelet/lipgloss"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/leaf"
	"coopfield/tui/page"
)

// sideWidth is the width from which the details stand beside the list.
const sideWidth = 120

// heads is the number of lines above the list.
const heads = 1

func (m *Model) columns() []page.Column {
	w := &m.c.Words.History
	if m.byField {
		return []page.Column{
			{Title: w.Field, Min: 18, Weight: 2, Middle: true},
			{Title: w.Now, Min: 12, Weight: 2},
			{Title: w.Times, Width: 4, Right: true, Drop: 3},
			{Title: w.Last, Width: 16, Drop: 1},
			{Title: w.ByWho, Min: 10, Middle: true, Drop: 2},
		}
	}
	cols := []page.Column{
		{Title: w.At, Width: 16},
		{Title: w.Did, Width: 14},
		{Title: w.Who, Min: 12, Middle: true, Drop: 3},
		{Title: w.Changed, Min: 14, Drop: 1},
		{Title: w.Where, Width: 14, Drop: 2},
	}
	if n := width(m.list); n > 1 {
		cols = append([]page.Column{{Title: "", Width: min(n, 6)}}, cols...)
	}
	return cols
}

func (m *Model) row(n int) []page.Cell {
	t := m.c.Theme
	i := m.rows[n]
	if m.byField {
		f := &m.fields[i]
		cells := []page.Cell{
			{Text: m.names.Label(m.kind, f.path, f.label)},
			{Text: m.names.Value(m.kind, f.path, f.now)},
			{Text: page.Count(f.times), Style: &t.Dim},
		}
		if f.last != nil {
			cells = append(cells, page.Cell{Text: m.moment(f.last.At), Style: &t.Dim}, page.Cell{Text: f.last.Actor})
		}
		return cells
	}
	r := &m.list[i]
	var cells []page.Cell
	if width(m.list) > 1 {
		cells = append(cells, page.Cell{Text: r.drawn(t), Style: &t.Info})
	}
	if r.Revision == nil {
		w := &m.c.Words.History
		return append(cells, page.Cell{}, page.Cell{Text: w.Merged, Style: &t.Info}, page.Cell{}, page.Cell{Text: sprintf(w.MergedOf, len(r.parents)), Style: &t.Dim})
	}
	place, good, bad := m.place(r)
	style := &t.Dim
	switch {
	case bad:
		place, style = "! "+place, &t.Bad
	case good:
		style = &t.Good
	}
	return append(
		cells, page.Cell{Text: m.moment(r.At), Style: &t.Dim}, page.Cell{Text: m.didShort(r.Revision)}, page.Cell{Text: r.Actor},
		page.Cell{Text: m.summary(r.Revision, m.width/4), Style: &t.Dim}, page.Cell{Text: place, Style: style},
	)
}

// View draws the search line, the list, and beside or below it the details of
// the line under the cursor.
func (m *Model) View() string {
	w, t := &m.c.Words.History, m.c.Theme
	say := ""
	switch {
	case m.failed:
		say = t.Bad.Render("! " + page.Cut(t, w.Failed, m.width-4))
	case !m.read:
		say = t.Dim.Render(w.Loading)
	case len(m.list) == 0:
		say = t.Dim.Render(page.Cut(t, w.Empty, m.width-2))
	}
	if say != "" {
		return page.Exact("\n "+say, m.width, m.height)
	}
	height := m.height - heads
	if len(m.rows) == 0 {
		none := t.Dim.Render(page.Cut(t, sprintf(w.NoMatch, m.search.Value()), m.width-2))
		return page.Rows(m.head(), page.Exact("\n "+none, m.width, height))
	}
	if m.width >= sideWidth {
		left := m.width * 3 / 5
		return page.Rows(m.head(), page.Columns(m.table.View(left, height, !m.inside), m.panel(m.width-left, height)))
	}
	upper := max(min(height/2, m.table.Len()+1), 3)
	return page.Rows(m.head(), m.table.View(m.width, upper, !m.inside), m.panel(m.width, height-upper))
}

// head is the line of the two views and of the search.
func (m *Model) head() string {
	w, t := &m.c.Words.History, m.c.Theme
	name := func(s string, here bool) string {
		if here {
			return t.Focus.Render("[" + s + "]")
		}
		return " " + s + " "
	}
	left := " " + name(w.ByRevision, !m.byField) + " " + name(w.ByField, m.byField) + "  "
	if m.only != "" {
		label := ""
		for _, f := range m.fields {
			if f.path == m.only {
				label = f.label
			}
		}
		chip := "[" + sprintf(w.Only, m.names.Label(m.kind, m.only, label)) + "]"
		return page.Pad(left+t.Info.Render(page.Cut(t, chip, m.width-page.Width(left)-1)), m.width)
	}
	label := w.Search
	if m.typing {
		label = t.Focus.Render(label)
	}
	room := min(m.width-m.searchX()-1, 48)
	return page.Pad(left+label+" "+m.search.View(max(room, 6), m.typing), m.width)
}

// searchX is where the search field begins.
func (m *Model) searchX() int {
	w := &m.c.Words.History
	return 1 + page.Width(w.ByRevision) + 2 + 1 + page.Width(w.ByField) + 2 + 2 + page.Width(w.Search) + 1
}

// Cursor is where the text cursor stands in the last View.
func (m *Model) Cursor() (x, y int, ok bool) {
	if !m.typing || m.only != "" {
		return 0, 0, false
	}
	return m.searchX() + m.search.CursorX(), 0, true
}

// panel draws the details; more above or below is said in its border.
func (m *Model) panel(width, height int) string {
	t := m.c.Theme
	lines := m.details(width - 2)
	room := max(height-2, 1)
	m.top = max(min(m.top, len(lines)-room), 0)
	note := ""
	if len(lines) > room {
		note = sprintf("%d–%d/%d", m.top+1, min(m.top+room, len(lines)), len(lines))
	}
	return page.PanelNote(t, m.c.Words.History.Details, note, strings.Join(lines[m.top:], "\n"), width, height, m.inside)
}

// pen collects the lines of the details.
type pen struct {
	c     *page.Context
	width int
	lines []string
}

func (p *pen) wrap(style lipgloss.Style, s string) {
	for _, l := range page.Wrap(s, p.width-2) {
		p.lines = append(p.lines, " "+style.Render(l))
	}
}

// pair writes a name and behind it a value of any length.
func (p *pen) pair(name, value string, wide int) {
	t := p.c.Theme
	name = page.Pad(page.CutMiddle(t, name, wide), wide)
	for i, l := range page.Wrap(value, max(p.width-wide-3, 8)) {
		if i > 0 {
			name = page.Pad("", wide)
		}
		p.lines = append(p.lines, " "+t.Dim.Render(name)+" "+l)
	}
}

func (m *Model) details(width int) []string {
	p := &pen{c: m.c, width: width}
	at := m.table.At()
	if at < 0 {
		return nil
	}
	if m.byField {
		m.fieldDetails(p, &m.fields[m.rows[at]])
	} else {
		m.revisionDetails(p, &m.list[m.rows[at]])
	}
	return p.lines
}

// revisionDetails say who did it where and when, why, how the province judged
// it, what stands beside it, and each field from what to what.
func (m *Model) revisionDetails(p *pen, r *revision) {
	w, t := &m.c.Words.History, m.c.Theme
	if r.Revision == nil {
		p.wrap(t.Title, w.Merged)
		p.wrap(t.Text, sprintf(w.MergedOf, len(r.parents)))
		for _, h := range r.parents {
			if o := m.byRev(h); o != nil {
				p.wrap(t.Dim, m.one(o))
			}
		}
		return
	}
	c := m.c.Words.Coop
	p.wrap(t.Title, m.did(r.Revision)+" "+t.Glyph.Dot+" "+r.Actor)
	p.wrap(t.Dim, c.Device+" "+m.device(r.Revision)+" "+t.Glyph.Dot+" "+c.Claimed+" "+m.moment(r.At))
	if place, _, _ := m.place(r); place != "" && r.reviewed == nil {
		p.wrap(t.Dim, w.Where+": "+place)
	}
	if r.Why != "" {
		p.wrap(t.Text, c.Reason+": "+r.Why)
	}
	if r.Note != "" {
		p.wrap(t.Warn, "! "+leaf.Verdict(m.c.Words, m.kind, r.Verdict, r.Note))
	}
	if v := r.reviewed; v != nil {
		if v.OpKind == store.OpReturn {
			p.wrap(t.Bad, sprintf(w.Returned, v.Actor, m.moment(v.At), v.Why))
		} else {
			p.wrap(t.Good, sprintf(w.Accepted, v.Actor, m.moment(v.At)))
		}
	}
	var others []string
	for _, o := range beside(m.list, r) {
		others = append(others, m.one(o))
	}
	if len(others) > 0 {
		p.wrap(t.Warn, sprintf(w.Parallel, strings.Join(others, "; ")))
	}
	m.changes(p, m.shownFields(r.Revision))
}

// changes lists fields from what to what.
func (m *Model) changes(p *pen, fields []desk.Change) {
	w, t := &m.c.Words.History, m.c.Theme
	if len(fields) == 0 {
		p.wrap(t.Dim, w.NoFields)
		return
	}
	name := func(f *desk.Change) string {
		if p.width >= 72 {
			return m.names.Full(m.kind, f.Path, f.Label)
		}
		return m.names.Label(m.kind, f.Path, f.Label)
	}
	wide := 0
	for i := range fields {
		wide = max(wide, page.Width(name(&fields[i])))
	}
	wide = min(wide, max(p.width*2/5, 10))
	for i := range fields {
		p.pair(name(&fields[i]), m.step(&fields[i]), wide)
	}
}

// fieldDetails list every change of one field, the newest first.
func (m *Model) fieldDetails(p *pen, f *fieldRow) {
	t := m.c.Theme
	p.wrap(t.Title, m.names.Full(m.kind, f.path, f.label))
	for i := range m.list {
		r := m.list[i].Revision
		if r == nil {
			continue
		}
		for n := range r.Fields {
			if r.Fields[n].Path != f.path {
				continue
			}
			p.pair(m.moment(r.At), r.Actor+" "+t.Glyph.Dot+" "+m.did(r)+": "+m.step(&r.Fields[n]), 16)
			if r.Why != "" {
				p.pair("", m.c.Words.Coop.Reason+": "+r.Why, 16)
			}
			if r.Note != "" {
				p.pair("", "! "+leaf.Verdict(m.c.Words, m.kind, r.Verdict, r.Note), 16)
			}
		}
	}
}

// one is a revision in a few words: who, what, when.
func (m *Model) one(r *desk.Revision) string {
	return r.Actor + ", " + m.did(r) + " " + m.moment(r.At)
}

func (m *Model) byRev(h store.Hash) *desk.Revision {
	for i := range m.list {
		if r := m.list[i].Revision; r != nil && r.Rev == h {
			return r
		}
	}
	return nil
}

// device is the registered name of the machine, else the beginning of its key.
func (m *Model) device(r *desk.Revision) string {
	if r.Principal != "" {
		return r.Principal
	}
	return r.Dev[:min(len(r.Dev), 8)]
}
