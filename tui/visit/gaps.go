package visit

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/leaf"
)

// gaps lists what is missing before the record can be finalised: what the desk
// says, without the hour that F8 fills in by itself, with the lines of the
// checklist as one, and lines with a note alone.
func (m *Model) gaps() []desk.Gap {
	if m.rec.state() != store.Draft {
		return nil
	}
	var out []desk.Gap
	listed := map[string]bool{}
	for _, g := range m.rec.gaps() {
		group, _, _ := strings.Cut(g.Path, ".")
		if g.Path == "ended" && m.endsNow() || group == "checks" && listed[group] && m.rec.raw()[g.Path] == "" {
			continue
		}
		if strings.HasSuffix(g.Path, ".state") {
			listed[group] = true
		}
		listed[g.Path] = true
		out = append(out, g)
	}
	for i := range m.rec.open() {
		it := &m.rec.open()[i]
		if path := "open." + it.Item; it.Found.State == "" && it.Found.Note != "" && !listed[path] {
			out = append(out, desk.Gap{Path: path, Item: it.Record})
		}
	}
	return out
}

// gapText is one thing that is missing, in a sentence of the interface.
func (m *Model) gapText(g *desk.Gap) string {
	w := &m.c.Words.Visit
	if raw, ok := m.rec.raw()[g.Path]; ok {
		return sprintf(w.GapRaw, m.nameOf(g.Path), raw)
	}
	group, rest, _ := strings.Cut(g.Path, ".")
	id, part, _ := strings.Cut(rest, ".")
	switch group {
	case "open":
		for i := range m.rec.open() {
			if it := &m.rec.open()[i]; it.Item == rest && (g.Item == "" || it.Record == g.Item) {
				if it.Found.State == desk.FollowMoved {
					return sprintf(w.GapMoved, w.Short(it.Text))
				}
				return sprintf(w.GapOpen, w.Short(it.Text))
			}
		}
	case "checks":
		if part == "state" {
			done, all := m.progress(secChecks)
			return sprintf(w.GapChecks, all-done)
		}
	case "recommendations", "commitments":
		for i := range m.rec.promises() {
			if p := &m.rec.promises()[i]; p.ID == id {
				return m.promiseGap(p, i+1, part)
			}
		}
	case "team", "participants":
		if s, ok := w.GapPeople[group]; ok && rest == "" {
			return s
		}
		return w.GapName
	case "started", "ended", "advisor", "advice", "plan":
		if m.rec.doc().Text(g.Path) == "" {
			return sprintf(w.GapEmpty, w.Fields[group])
		}
	}
	return m.told(g)
}

// promiseGap says what a recommendation or commitment lacks.
func (m *Model) promiseGap(p *desk.Promise, n int, part string) string {
	w := &m.c.Words.Visit
	title := w.RecTitle
	if m.kind == store.Consultation {
		title = w.PromiseTitle
	}
	name := sprintf(title, n)
	switch {
	case part == "due" && p.Due != "":
		return sprintf(w.GapEarly, name)
	case part == "due":
		return name + ": " + sprintf(w.GapEmpty, w.RecDue)
	case part == "who":
		return name + ": " + sprintf(w.GapEmpty, w.RecWho)
	}
	return name + ": " + sprintf(w.GapEmpty, w.RecText)
}

// told is what the store says of a leaf, with the names of the interface.
func (m *Model) told(g *desk.Gap) string {
	w := &m.c.Words.Visit
	text := strings.TrimPrefix(g.Text, "mục "+g.Path+": ")
	if text != g.Text {
		text = m.nameOf(g.Path) + ": " + text
	}
	for name, word := range w.Fields {
		text = strings.ReplaceAll(text, "mục "+name, word)
	}
	return leaf.Spoken(m.c.Words, m.kind, text)
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
