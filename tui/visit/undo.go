package visit

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/page"
)

// step is one change that can be taken back: what a field held before, or the
// leaves of an item that was removed or added.
type step struct {
	id   string
	at   section
	text string
	item string      // prefix of an item, "" for a field
	gone []desk.Edit // the leaves of an item that was removed; none of one that was added
}

// takeBack undoes the last change of this visit to the screen; what it restores
// is made durable like anything typed.
func (m *Model) takeBack() tea.Cmd {
	w := &m.c.Words.Visit
	if !m.editable() {
		return page.Do(page.Toast{Text: w.Closed})
	}
	m.settle()
	if len(m.undo) == 0 {
		return page.Do(page.Toast{Text: w.NothingUndo})
	}
	last := m.undo[len(m.undo)-1]
	m.undo = m.undo[:len(m.undo)-1]
	m.goTo(last.at)
	if last.item != "" {
		return m.takeBackItem(last)
	}
	if strings.HasSuffix(last.id, ".note") {
		m.noting = last.id
		m.build()
	}
	c := m.cells[last.id]
	if c == nil {
		return m.takeBack() // its item is gone
	}
	m.inForm = true
	c.SetValue(last.text)
	m.apply(c)
	if c.owner == ownFound {
		m.build()
	}
	m.form.Focus(last.id)
	m.arrived()
	return tea.Batch(m.save(), page.Do(page.Toast{Text: sprintf(w.Undone, m.c.Words.Visit.Short(c.label()))}))
}

func (m *Model) takeBackItem(s step) tea.Cmd {
	w := &m.c.Words.Visit
	told := page.Do(page.Toast{Text: sprintf(w.Undone, w.Sections[sectionNames[s.at]])})
	if s.gone == nil { // it was added
		m.dropItem(s.item)
		return tea.Batch(m.save(), told)
	}
	for _, e := range s.gone {
		m.setLeaf(e.Path, e.Value)
	}
	m.build()
	m.inForm = true
	m.form.Focus(s.id)
	m.arrived()
	return tea.Batch(m.save(), told)
}

// setLeaf sets a leaf of the record and puts it into the queue.
func (m *Model) setLeaf(p store.Path, v any) {
	edits, err := m.rec.set(p, v)
	if err != nil {
		return
	}
	m.sink.add(edits...)
	m.dirty = true
	m.typed++
}
