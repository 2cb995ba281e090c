package record

import (
	"strings"

	"coopfield/tui/keys"
	"coopfield/tui/otherwise"
	"coopfield/tui/page"
)

// hit is a place that can be clicked: a section of the list, or the form.
type hit struct {
	x, y, w, h int
	section    string // "" for the form
}

func (h hit) in(x, y int) bool { return x >= h.x && x < h.x+h.w && y >= h.y && y < h.y+h.h }

// areas are the rectangles of the screen.
type areas struct {
	list, panel, side int // widths; 0 where there is none
	height            int // of the panels; the last line is the foot
}

// sideWidth is the width from which a panel stands beside the form.
const sideWidth = 120

func (m *Model) areas() areas {
	a := areas{height: max(m.height-1, 2)}
	switch {
	case len(m.layout.Sections) < 2:
	case m.width < 72:
		a.list = 18
	case m.width < 96:
		a.list = 23
	case m.width < sideWidth:
		a.list = 28
	default:
		a.list = 34
	}
	if m.width >= sideWidth && len(m.layout.Side) > 0 {
		a.side = min(m.width/4, 52)
	}
	a.panel = m.width - a.list - a.side
	return a
}

// View draws the sections, the form of one, and below them the foot.
func (m *Model) View() string {
	w, t := &m.c.Words.Record, m.c.Theme
	m.hits, m.cursor = m.hits[:0], false
	switch {
	case m.failed:
		return page.Exact(" "+t.Bad.Render("! "+page.Cut(t, w.Failed, m.width-4)), m.width, m.height)
	case m.rec == nil:
		return page.Exact(" "+t.Dim.Render(w.Loading), m.width, m.height)
	}
	a := m.areas()
	var blocks []string
	if a.list > 0 {
		blocks = append(blocks, m.viewList(a))
	}
	blocks = append(blocks, m.viewPanel(a))
	if a.side > 0 {
		blocks = append(blocks, m.viewSide(a))
	}
	return page.Exact(page.Columns(blocks...)+"\n"+m.viewFoot(), m.width, m.height)
}

// viewList draws the sections with how far each is.
func (m *Model) viewList(a areas) string {
	t := m.c.Theme
	inner := a.list - 2
	lines := make([]string, 0, len(m.layout.Sections))
	for i := range m.layout.Sections {
		s := &m.layout.Sections[i]
		mark, note := " ", ""
		if s.Mark.Text != "" {
			note = s.Mark.Look.sign(m.c) + s.Mark.Text
		}
		if s.ID == m.at {
			mark = t.Glyph.Cursor
		}
		room := inner - 1 - page.Width(note)
		if note != "" {
			room--
		}
		name := page.Pad(page.Cut(t, s.Title, room), room)
		line := mark + name
		if s.ID == m.at && !m.inForm {
			line = t.Selected.Render(page.Pad(mark+name+" "+note, inner))
		} else {
			if s.ID == m.at {
				line = t.Focus.Render(line)
			}
			if note != "" {
				line += " " + s.Mark.Look.style(m.c).Render(note)
			}
		}
		lines = append(lines, line)
		m.hits = append(m.hits, hit{x: 0, y: 1 + i, w: a.list, h: 1, section: s.ID})
	}
	return page.Panel(t, m.names.Kind(m.o.Kind), strings.Join(lines, "\n"), a.list, a.height, !m.inForm)
}

// viewPanel draws the form of the section that is open, with its hint above it.
func (m *Model) viewPanel(a areas) string {
	w, t := &m.c.Words.Record, m.c.Theme
	inner, height := a.panel-2, a.height-2
	var top []string
	if m.layout.Denied != "" {
		for _, l := range page.Wrap(sprintf(w.Denied, m.layout.Denied), inner-4) {
			top = append(top, " "+t.Warn.Render("! "+l))
		}
	}
	for _, l := range otherwise.Notes(m.c, m.names, m.otherwise, inner-1) {
		top = append(top, " "+t.Warn.Render(l))
	}
	s := m.section()
	title := ""
	if s != nil {
		title = s.Title
		if s.Hint != "" {
			for _, l := range page.Wrap(s.Hint, inner-2) {
				top = append(top, " "+t.Dim.Render(l))
			}
		}
	}
	room := max(height-len(top), 1)
	body := m.form.View(inner, room)
	if x, y, ok := m.form.Cursor(); ok && m.Typing() {
		m.cx, m.cy, m.cursor = a.list+1+x, 1+len(top)+y, true
	}
	m.hits = append(m.hits, hit{x: a.list + 1, y: 1 + len(top), w: a.panel - 2, h: room})
	return page.Panel(t, title, strings.Join(append(top, body), "\n"), a.panel, a.height, m.inForm)
}

func (m *Model) viewSide(a areas) string {
	var lines []string
	for _, s := range m.layout.Side {
		for _, l := range s.draw(m.c, a.side-4) {
			lines = append(lines, " "+l)
		}
	}
	return page.Panel(m.c.Theme, m.layout.SideTitle, strings.Join(lines, "\n"), a.side, a.height, false)
}

// viewFoot says what the record is, and that something is in no op yet.
func (m *Model) viewFoot() string {
	w, t := &m.c.Words.Record, m.c.Theme
	var parts []string
	for _, s := range m.layout.Foot {
		if s.Text != "" {
			parts = append(parts, s.Look.style(m.c).Render(s.Look.sign(m.c)+s.Text))
		}
	}
	if m.dirty || m.queue.Waiting() > 0 {
		parts = append(parts, t.Warn.Render("~ "+w.Unsaved))
	}
	return " " + page.Cut(t, strings.Join(parts, " "+t.Glyph.Dot+" "), m.width-2)
}

// Keys are the keys of the form as it stands.
func (m *Model) Keys() []keys.Hint {
	w := &m.c.Words.Record
	back, help := keys.For(keys.Back, w.KeyBack), keys.For(keys.Help, m.c.Words.Keys.Help)
	if m.rec == nil {
		return []keys.Hint{keys.For(keys.Open, w.KeyTry), back}
	}
	var out []keys.Hint
	if m.o.Hints != nil {
		out = m.o.Hints()
	}
	if m.inForm && m.tickAt(m.form.Focused()) != nil {
		out = append(out, keys.Hint{Key: "1 2", Word: w.KeyMark})
	}
	if m.item() != "" {
		out = append(out, keys.For(keys.Delete, w.KeyRemove))
	}
	if l := m.listOf(m.form.Focused()); l != nil && l.Add != "" && m.why(&Row{Path: l.Path}) == "" {
		out = append(out, keys.For(keys.New, w.KeyAdd))
	}
	if len(m.layout.Sections) > 1 {
		out = append(out, keys.Hint{Key: "PgUp PgDn", Word: w.KeySection})
	}
	if m.layout.Denied == "" {
		out = append(out, keys.For(keys.SaveNow, w.KeySave), keys.For(keys.Undo, w.KeyUndo))
		if m.dirty && m.item() == "" {
			out = append(out, keys.For(keys.Delete, w.KeyDiscard))
		}
		return append(out, back, keys.For(keys.Revert, m.c.Words.Undo.Key), keys.For(keys.History, m.c.Words.Keys.History), help)
	}
	return append(out, keys.For(keys.History, m.c.Words.Keys.History), back, help)
}

// Actions are the form's entries of the command palette.
func (m *Model) Actions() []page.Action {
	w := &m.c.Words.Record
	if m.rec == nil {
		return nil
	}
	var out []page.Action
	if m.o.Actions != nil {
		out = m.o.Actions()
	}
	if m.layout.Denied == "" {
		out = append(out,
			page.Action{Name: w.CommitNow, Key: keys.Label(keys.SaveNow), Do: keys.SaveNow},
			page.Action{Name: m.c.Words.Undo.Action, Key: keys.Label(keys.Revert), Do: keys.Revert},
		)
	}
	return append(out, page.Action{Name: m.c.Words.Keys.History, Key: keys.Label(keys.History), Do: keys.History})
}
