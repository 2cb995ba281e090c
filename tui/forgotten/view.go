package forgotten

import (
	"strings"

	"coopfield/tui/page"
	"coopfield/tui/text"
)

type wordsOf = text.Forgotten

// canvas collects the lines of the panel.
type canvas struct {
	inner int
	lines []string
}

func (c *canvas) add(lines ...string) {
	for _, l := range lines {
		c.lines = append(c.lines, " "+l)
	}
}

// say wraps s, each line painted.
func (c *canvas) say(paint func(...string) string, s string) {
	for _, l := range page.Wrap(s, c.inner) {
		if paint != nil {
			l = paint(l)
		}
		c.add(l)
	}
}

// View draws a panel in the middle: what is asked for now.
func (m *Model) View() string {
	width := min(m.width, 76)
	cv := &canvas{inner: width - 4}
	m.shown = false
	x, y := 0, 0
	switch m.step {
	case choose:
		m.viewChoose(cv)
	case byFolder:
		x, y = m.viewFolder(cv)
	case bySheet:
		x, y = m.viewSheet(cv)
	case fresh:
		x, y = m.viewFresh(cv)
	case done:
		m.viewDone(cv)
	}
	height := min(len(cv.lines)+2, m.height)
	box := page.Panel(m.c.Theme, m.c.Words.Forgotten.Heading, strings.Join(cv.lines, "\n"), width, height, true)
	left, top := (m.width-width)/2, (m.height-height)/3
	m.x, m.y = left+2+x, top+1+y
	return page.Overlay(page.Exact("", m.width, m.height), box, left, top)
}

func (m *Model) viewChoose(cv *canvas) {
	w, t := &m.c.Words.Forgotten, m.c.Theme
	lead := w.Lead
	if m.o.About == nil {
		lead = w.LeadBackup
	}
	if m.closed() {
		cv.say(t.Warn.Render, w.NoKey)
		return
	}
	cv.say(nil, lead)
	cv.add("")
	for _, s := range w.Need {
		cv.say(nil, s)
	}
	cv.add("")
	for i, way := range w.Ways {
		line := page.Cut(t, way, cv.inner-2)
		if i == m.way {
			cv.add(t.Selected.Render(t.Glyph.Cursor + " " + line))
		} else {
			cv.add("  " + line)
		}
	}
	if m.about == nil {
		return
	}
	cv.add("")
	cv.say(t.Dim.Render, w.Call)
	label := max(page.Width(w.Install), page.Width(w.Print))
	cv.add(t.Dim.Render(page.Pad(w.Install, label) + " " + m.about.Install))
	cv.add(t.Dim.Render(page.Pad(w.Print, label) + " " + m.about.Print))
}

// note draws the remark in its place, which stays free for it.
func (m *Model) note(cv *canvas) {
	t := m.c.Theme
	cv.add("")
	if m.remark == "" {
		cv.add("")
		return
	}
	cv.say(t.Bad.Render, t.Glyph.Cross+" "+m.remark)
}

func (m *Model) viewFolder(cv *canvas) (x, y int) {
	w, t := &m.c.Words.Forgotten, m.c.Theme
	cv.say(nil, w.CALead)
	cv.add("")
	row := len(cv.lines)
	const room = 3
	cv.add(strings.Split(m.ca.View(cv.inner, room), "\n")...)
	if len(m.places) > 0 {
		cv.say(t.Dim.Render, w.CAPlaces)
	}
	m.note(cv)
	x, y, m.shown = m.ca.Cursor()
	return x, y + row
}

func (m *Model) viewSheet(cv *canvas) (x, y int) {
	w, t := &m.c.Words.Forgotten, m.c.Theme
	cv.say(nil, w.SheetLead)
	cv.add("")
	have := len(m.sheet.lines)
	if have > 0 {
		cv.add(t.Good.Render(t.Glyph.Check + " " + sprintf(w.SheetHave, have)))
	} else {
		cv.add("")
	}
	label := sprintf(w.SheetLine, have+1)
	row := len(cv.lines)
	cv.add(t.Focus.Render(label) + " " + m.sheet.line.View(min(32, cv.inner-page.Width(label)-1), true))
	m.note(cv)
	x, y = m.sheet.line.Cursor()
	m.shown = true
	return x + page.Width(label) + 1, y + row
}

func (m *Model) viewFresh(cv *canvas) (x, y int) {
	cv.say(nil, m.c.Words.Forgotten.FreshLead)
	cv.add("")
	row := len(cv.lines)
	const room = 3
	cv.add(strings.Split(m.pass.View(cv.inner, room), "\n")...)
	m.note(cv)
	x, y, m.shown = m.pass.Cursor()
	return x, y + row
}

func (m *Model) viewDone(cv *canvas) {
	w, t := &m.c.Words.Forgotten, m.c.Theme
	said := w.Done
	if m.o.About == nil {
		said = w.DoneBackup
	}
	cv.say(t.Good.Render, t.Glyph.Check+" "+said)
	if m.told != "" {
		for para := range strings.SplitSeq(m.told, "\n") {
			cv.say(nil, para)
		}
	}
	cv.add("")
	for _, s := range w.After {
		cv.say(nil, t.Glyph.Dot+" "+s)
	}
}
