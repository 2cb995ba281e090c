package visit

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
)

// gaps lists what is missing before the record can be finalised: what the desk
// says, without the hour that F8 fills in by itself, and lines with a note alone.
func (m *Model) gaps() []desk.Gap {
	if m.rec.state() != store.Draft {
		return nil
	}
	var out []desk.Gap
	listed := map[string]bool{}
	for _, g := range m.rec.gaps() {
		if g.Path == "ended" && m.endsNow() {
			continue
		}
		listed[g.Path] = true
		out = append(out, g)
	}
	for i := range m.rec.open() {
		it := &m.rec.open()[i]
		if path := "open." + it.Item; it.Found.State == "" && it.Found.Note != "" && !listed[path] {
			out = append(out, desk.Gap{Path: path, Text: sprintf(m.c.Words.Visit.GapState, m.c.Words.Visit.Short(it.Text))})
		}
	}
	return out
}

// gapText is one thing that is missing, in a sentence.
func (m *Model) gapText(g *desk.Gap) string {
	w := &m.c.Words.Visit
	if raw, ok := m.rec.raw()[g.Path]; ok {
		return sprintf(w.GapRaw, m.nameOf(g.Path), raw)
	}
	text := strings.TrimPrefix(g.Text, "mục "+g.Path+": ")
	if text != g.Text {
		text = m.nameOf(g.Path) + ": " + text
	}
	for name, word := range w.Fields {
		text = strings.ReplaceAll(text, "mục "+name, word)
	}
	return text
}

// nameOf is what a leaf is called in a remark.
func (m *Model) nameOf(p store.Path) string {
	w := &m.c.Words.Visit
	if c := m.cells[p]; c != nil {
		return w.Short(c.label())
	}
	if s, ok := w.Fields[p]; ok {
		return s
	}
	if s, _, ok := m.placeOf(p); ok {
		return w.Sections[sectionNames[s]]
	}
	return p
}

// toGap goes to where something is missing.
func (m *Model) toGap(n int) tea.Cmd {
	gaps := m.gaps()
	if n < 0 || n >= len(gaps) {
		return nil
	}
	s, id, ok := m.placeOf(gaps[n].Path)
	if !ok || s == m.at {
		return nil
	}
	m.goTo(s)
	m.inForm = true
	if c := m.cells[id]; c == nil {
		for _, it := range m.form.Items() { // the first line of what has no field of its own
			if strings.HasPrefix(it.ID, id) {
				id = it.ID
				break
			}
		}
	}
	m.settleFocus(id)
	return nil
}
