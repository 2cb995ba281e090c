package visit

import (
	"strings"

	"github.com/charmbracelet/lipgloss"

	"coopfield/store"
	"coopfield/tui/leaf"
	"coopfield/tui/otherwise"
	"coopfield/tui/page"
	"coopfield/tui/visit/picture"
)

// hit is a place that can be clicked: a section of the list, or the form.
type hit struct {
	x, y, w, h int
	section    section
	form       bool
}

func (h hit) in(x, y int) bool { return x >= h.x && x < h.x+h.w && y >= h.y && y < h.y+h.h }

// areas are the rectangles of the screen.
type areas struct {
	list, panel, side int // widths; side is 0 where there is no room
	height            int // of the panels; the last line says how far it is
}

// sideWidth is the width from which the summary stands beside the form.
const sideWidth = 120

func (m *Model) areas() areas {
	a := areas{height: max(m.height-1, 2)}
	switch {
	case m.width < 72:
		a.list = 18
	case m.width < 96:
		a.list = 23
	case m.width < sideWidth:
		a.list = 28
	default:
		a.list = 32
		a.side = min(m.width/4, 52)
	}
	a.panel = m.width - a.list - a.side
	return a
}

// View draws the sections, the form of one, and below them how far it is.
func (m *Model) View() string {
	w, t := &m.c.Words.Visit, m.c.Theme
	m.hits, m.cursor = m.hits[:0], false
	switch {
	case m.failed:
		return page.Exact(" "+t.Bad.Render("! "+page.Cut(t, w.Failed, m.width-4)), m.width, m.height)
	case m.rec == nil:
		return page.Exact(" "+t.Dim.Render(w.Loading), m.width, m.height)
	}
	a := m.areas()
	blocks := []string{m.viewList(a), m.viewPanel(a)}
	if a.side > 0 {
		blocks = append(blocks, m.viewSide(a))
	}
	return page.Exact(page.Columns(blocks...)+"\n"+m.viewLast(), m.width, m.height)
}

// viewList draws the sections with how much of each is written.
func (m *Model) viewList(a areas) string {
	w, t := &m.c.Words.Visit, m.c.Theme
	inner := a.list - 2
	lines := make([]string, 0, a.height-2)
	for i, s := range m.sections() {
		mark := " "
		if s == m.at {
			mark = t.Glyph.Cursor
		}
		note, style := m.progressText(s)
		room := inner - 1 - page.Width(note)
		if note != "" {
			room--
		}
		name := page.Pad(page.Cut(t, w.Sections[sectionNames[s]], room), room)
		line := mark + name
		if s == m.at && !m.inForm {
			line = t.Selected.Render(page.Pad(mark+name+" "+note, inner))
		} else {
			if s == m.at {
				line = t.Focus.Render(line)
			}
			if note != "" {
				line += " " + style.Render(note)
			}
		}
		lines = append(lines, line)
		m.hits = append(m.hits, hit{x: 0, y: 1 + i, w: a.list, h: 1, section: s})
	}
	title := w.Titles[string(m.kind)]
	return page.Panel(t, title, strings.Join(lines, "\n"), a.list, a.height, !m.inForm)
}

// progressText is how much of a section is written, as the list shows it.
func (m *Model) progressText(s section) (string, lipgloss.Style) {
	w, t := &m.c.Words.Visit, m.c.Theme
	done, all := m.progress(s)
	switch {
	case done < 0:
		return "! " + page.Count(-done), t.Warn
	case all > 0 && done < all:
		return sprintf(w.Done, done, all), t.Warn
	case all > 0:
		return t.Glyph.Check + sprintf(w.Done, done, all), t.Good
	case done > 0:
		return page.Count(done), t.Dim
	}
	return "", t.Dim
}

// viewPanel draws the form of the section, with its hint above it.
func (m *Model) viewPanel(a areas) string {
	w, t := &m.c.Words.Visit, m.c.Theme
	inner, height := a.panel-2, a.height-2
	var top []string
	if m.note() != "" && m.at != secEnd {
		for _, l := range page.Wrap(m.note(), inner-2) {
			top = append(top, " "+t.Warn.Render(l))
		}
	}
	for _, l := range otherwise.Notes(m.c, leaf.New(m.c, m.d), m.otherwise, inner-1) {
		top = append(top, " "+t.Warn.Render(l))
	}
	if s := m.hint(); s != "" {
		for _, l := range page.Wrap(s, inner-2) {
			top = append(top, " "+t.Dim.Render(l))
		}
	}
	room := max(height-len(top), 1)
	var below []string
	if m.at == secFiles {
		below = m.viewPreview(inner, room)
		room = max(room-len(below), 1)
	}
	body := m.form.View(inner, room)
	if x, y, ok := m.form.Cursor(); ok && m.inForm && m.Typing() {
		m.cx, m.cy, m.cursor = a.list+1+x, 1+len(top)+y, true
	}
	m.hits = append(m.hits, hit{x: a.list, y: 1 + len(top), w: a.panel, h: room, form: true})
	body = strings.Join(append(append(top, body), below...), "\n")
	return page.PanelNote(t, w.Heads[sectionNames[m.at]], m.panelNote(), body, a.panel, a.height, m.inForm)
}

// hint says which key does what in a section of lines.
func (m *Model) hint() string {
	w := &m.c.Words.Visit
	if !m.editable() {
		return ""
	}
	switch m.at {
	case secOpen:
		if len(m.rec.open()) == 0 {
			return ""
		}
		return w.Hints["open"]
	case secChecks:
		return w.Hints["checks"]
	case secPlan:
		return w.Hints["plan"]
	case secAdvice:
		return w.Hints["topics"]
	}
	return ""
}

func (m *Model) panelNote() string {
	if m.at != secChecks || m.rec.visit() == nil {
		return ""
	}
	done, all := m.progress(secChecks)
	return sprintf(m.c.Words.Visit.Done, done, all)
}

// note says why the record may not be written, or that it is under correction.
func (m *Model) note() string {
	w := &m.c.Words.Visit
	switch {
	case m.amending:
		return w.AmendNote
	case m.rec.state() == store.Void:
		return w.VoidNote
	case m.rec.state() == store.Final:
		return w.FinalNote
	case !m.rec.may():
		return w.ReadNote
	}
	return m.returned()
}

// viewSide is the summary and what is missing, where there is room.
func (m *Model) viewSide(a areas) string {
	w, t := &m.c.Words.Visit, m.c.Theme
	inner := a.side - 3
	var lines []string
	wrap := func(sign, s string, style lipgloss.Style) {
		for i, l := range page.Wrap(s, inner-2) {
			if i > 0 {
				sign = " "
			}
			lines = append(lines, " "+style.Render(sign+" "+l))
		}
	}
	for _, s := range m.summary() {
		wrap(t.Glyph.Dot, s, t.Text)
	}
	if m.editable() {
		lines = append(lines, "")
		gaps := m.gaps()
		if len(gaps) == 0 {
			wrap(t.Glyph.Check, w.NoGaps, t.Good)
		}
		for i := range gaps {
			wrap("!", m.gapText(&gaps[i]), t.Warn)
		}
	}
	return page.Panel(t, w.Summary, strings.Join(lines, "\n"), a.side, a.height, false)
}

// viewLast is the line below the panels: what the record is, and how far.
func (m *Model) viewLast() string {
	w, t := &m.c.Words.Visit, m.c.Theme
	dot := " " + t.Glyph.Dot + " "
	var parts []string
	if v := m.rec.visit(); v != nil {
		parts = append(parts, w.Purpose(v.Purpose))
	}
	parts = append(parts, w.States[string(m.rec.state())])
	line := strings.Join(parts, dot)
	if n := len(m.gaps()); n > 0 && m.editable() {
		line += dot + t.Warn.Render("! "+sprintf(w.GapsTitle, n))
	}
	if n := len(m.rec.promises()); n > 0 {
		line += dot + sprintf(w.SumRecs, n)
	}
	if n := len(m.files.list); n > 0 {
		line += dot + sprintf(w.SumFiles, n)
	}
	return " " + page.Cut(t, line, m.width-2)
}

// summary is what the record holds, in sentences.
func (m *Model) summary() []string {
	w := &m.c.Words.Visit
	var out []string
	if done, all := m.progress(secOpen); all > 0 {
		out = append(out, sprintf(w.SumOpen, done, all))
	}
	if v := m.rec.visit(); v != nil && len(v.Checks) > 0 {
		n := map[string]int{}
		for i := range v.Checks {
			n[v.Checks[i].State]++
		}
		out = append(out, sprintf(w.SumChecks, n["met"], n["unmet"], n["not_applicable"], len(v.Checks)-n[""], len(v.Checks)))
	}
	return append(out, sprintf(w.SumRecs, len(m.rec.promises())), sprintf(w.SumFiles, len(m.files.list)))
}

// viewPreview draws the picture under the cursor below the list of files.
func (m *Model) viewPreview(width, height int) []string {
	w, t := &m.c.Words.Visit, m.c.Theme
	f := m.onFile()
	if f == nil || height < 8 {
		return nil
	}
	room := height - min(len(m.form.Items())+2, height/2)
	out := []string{t.Border.Render(strings.Repeat(t.Glyph.Horizontal, width))}
	say := func(s string) {
		for _, l := range page.Wrap(s, width-2) {
			out = append(out, " "+t.Dim.Render(l))
		}
	}
	pic := m.files.pictures[f.ID]
	switch {
	case !f.Held:
		say(w.FileAway)
	case f.Picture() && !picture.Shown(t):
		say(w.NoColours)
	case pic != nil:
		if m.files.drawn.id != f.ID || m.files.drawn.width != width || m.files.drawn.height != room {
			m.files.drawn = drawn{f.ID, width, room, pic.Lines(t, width-2, room-1)}
		}
		for _, l := range m.files.drawn.lines {
			out = append(out, " "+l)
		}
	case f.Ext != "":
		say(w.NoPreview)
	}
	return out
}
