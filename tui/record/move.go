package record

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/tui/field"
	"coopfield/tui/keys"
)

// column keeps the column when ↑ or ↓ go from one line of inputs to another.
func (m *Model) column(from string, i keys.Intent) {
	g, ok := m.gridAt(m.form.Focused())
	if !ok || m.form.Focused() == from {
		return
	}
	old, was := m.gridAt(from)
	switch {
	case was && (i == keys.Up || i == keys.Down):
		g.enter(old.at)
	case i == keys.PrevField:
		g.enter(len(g.cells) - 1)
	default:
		g.enter(0)
	}
}

// to gives the focus to a line of the form.
func (m *Model) to(id string, was store.Path) tea.Cmd {
	if id == "" {
		return nil
	}
	left := m.form.Focus(id)
	return m.after(field.Event{Handled: true, Left: left}, was)
}

// move goes n lines on within the form.
func (m *Model) move(by int) {
	i := keys.Down
	if by < 0 {
		i = keys.Up
	}
	was := m.leafNow()
	items := m.form.Items()
	at := -1
	for n := range items {
		if items[n].ID == m.form.Focused() && !items[n].Fixed {
			at = n
		}
	}
	for n := at + by; n >= 0 && n < len(items); n += by {
		if !items[n].Fixed {
			from := m.form.Focused()
			m.form.Focus(items[n].ID)
			m.column(from, i)
			break
		}
	}
	if was != m.leafNow() || at >= 0 {
		if m.noting != "" && m.noting != m.leafNow() {
			m.noting = ""
			m.build()
		}
		m.arrived()
	}
}

// edge is the first line of the form that takes the focus, or the last.
func (m *Model) edge(by int) string {
	items := m.form.Items()
	for i := range items {
		n := i
		if by < 0 {
			n = len(items) - 1 - i
		}
		if !items[n].Fixed {
			return items[n].ID
		}
	}
	return ""
}

// section is the one that is open, nil if there is none.
func (m *Model) section() *Section {
	for i := range m.layout.Sections {
		if m.layout.Sections[i].ID == m.at {
			return &m.layout.Sections[i]
		}
	}
	return nil
}

// turn goes n sections on, at most to the first or last, and reports whether
// there was one.
func (m *Model) turn(by int) bool {
	for i := range m.layout.Sections {
		if m.layout.Sections[i].ID != m.at {
			continue
		}
		n := min(max(i+by, 0), len(m.layout.Sections)-1)
		if n != i {
			m.show(m.layout.Sections[n].ID, "")
		}
		return n != i
	}
	return false
}

// show opens a section, with the focus on a leaf of it if one is named; whoever
// types goes on typing there.
func (m *Model) show(section string, p store.Path) {
	if section != m.at {
		m.form = nil
		m.noting = ""
	}
	m.at = section
	if p != "" {
		m.inForm = true
		m.openNote(p)
	}
	m.build()
	m.settleFocus(p)
}

// GoTo opens the section that has a leaf, with the cursor in it. What was typed
// is saved before.
func (m *Model) GoTo(p store.Path) tea.Cmd {
	if m.rec == nil {
		return nil
	}
	saved := m.departed()
	if s := m.sectionOf(p); s != "" {
		m.show(s, p)
	}
	return saved
}

// ShowSection opens a section. What was typed is saved before.
func (m *Model) ShowSection(id string) tea.Cmd {
	if m.rec == nil {
		return nil
	}
	saved := m.departed()
	m.show(id, "")
	return saved
}

// settleFocus gives the focus to a line of the form just built, or to the first,
// or takes it away while the list has it.
func (m *Model) settleFocus(p store.Path) {
	if !m.inForm {
		m.form.Blur()
		return
	}
	if p != "" {
		m.form.Focus(p)
		if m.form.Focused() != p {
			m.focusCell(p)
		}
	}
	if m.form.Focused() == "" {
		m.form.Focus(m.edge(1))
	}
	if m.before.path != m.leafNow() || m.before.at != m.at {
		m.arrived()
	}
}

// focusCell puts the cursor into the line of inputs that has a leaf.
func (m *Model) focusCell(p store.Path) {
	for _, it := range m.form.Items() {
		g, ok := it.Field.(*grid)
		if !ok {
			continue
		}
		for n := range g.cells {
			if g.cells[n].cell != nil && g.cells[n].cell.path == p {
				m.form.Focus(it.ID)
				g.enter(n)
				return
			}
		}
	}
}

// sectionOf is the section that asks for a leaf, "" if none does.
func (m *Model) sectionOf(p store.Path) string {
	if p == "" {
		return ""
	}
	for i := range m.layout.Sections {
		s := &m.layout.Sections[i]
		for j := range s.Rows {
			if s.Rows[j].has(p) {
				return s.ID
			}
		}
	}
	return ""
}

func (r *Row) has(p store.Path) bool {
	if r.Path == p || r.Note == p {
		return true
	}
	for i := range r.Cells {
		if r.Cells[i].Path == p {
			return true
		}
	}
	return r.List != nil && (p == r.List.Path || strings.HasPrefix(p, r.List.Path+"."))
}
