package record

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/page"
)

// remove takes an item out, after the person said so.
type remove struct{ prefix string }

// listOf is the list that a line belongs to, else the only one of the section,
// nil if that does not say which.
func (m *Model) listOf(id string) *List {
	prefix := m.items[id]
	for _, l := range m.lists {
		if prefix != "" && strings.HasPrefix(prefix, l.Path+".") || id == "+"+l.Path || id == "?"+l.Path {
			return l
		}
	}
	if len(m.lists) == 1 {
		return m.lists[0]
	}
	return nil
}

// add begins a new item of a list, that of the line with the focus if none is
// named, and puts the cursor into its first field.
func (m *Model) add(path store.Path) tea.Cmd {
	w := &m.c.Words.Record
	l := m.listOf(m.form.Focused())
	for _, x := range m.lists {
		if x.Path == path {
			l = x
		}
	}
	switch {
	case l == nil || l.Add == "" || m.why(&Row{Path: l.Path}) != "":
		return page.Do(page.Toast{Text: w.NothingToAdd})
	case l.Pick != nil:
		m.inForm = true
		return m.to("?"+l.Path, m.leafNow())
	}
	saved := m.departed()
	id, err := m.d.NewID()
	if err != nil {
		return page.Do(page.Fail{Err: plain(err)})
	}
	prefix := l.Path + "." + id
	m.added = append(m.added, prefix)
	if l.New != nil {
		m.put(l.New(id)...)
	}
	m.undo = append(m.undo, step{at: m.at, item: prefix})
	m.inForm = true
	m.build()
	m.focusItem(prefix)
	m.arrived()
	return tea.Batch(saved, m.save())
}

// focusItem puts the cursor into the first line of an item.
func (m *Model) focusItem(prefix string) {
	for _, it := range m.form.Items() {
		if !it.Fixed && m.items[it.ID] == prefix {
			m.form.Focus(it.ID)
			return
		}
	}
}

// put writes leaves that no input says.
func (m *Model) put(edits ...desk.Edit) {
	for _, e := range edits {
		m.queue.Add(e)
		set := store.Doc{}
		set.Put(e.Path, e.Value)
		m.doc.Apply(set)
		delete(m.gone, e.Path)
	}
	if len(edits) > 0 {
		m.dirty, m.touched = true, true
		m.typed++
	}
}

// Put writes leaves that no input of the form says, such as what follows from a
// choice, and makes them durable.
func (m *Model) Put(edits ...desk.Edit) tea.Cmd {
	m.put(edits...)
	for _, e := range edits {
		delete(m.cells, e.Path)
	}
	m.build()
	m.settleFocus("")
	return m.save()
}

// picked adds the item that was chosen from a list.
func (m *Model) picked(path store.Path, p *picker) tea.Cmd {
	id := p.Value()
	p.SetValue("")
	prefix := path + "." + id
	if id == "" || m.doc.At(prefix) != nil {
		return nil
	}
	m.undo = append(m.undo, step{at: m.at, item: prefix})
	m.put(desk.Edit{Path: prefix, Value: true})
	m.build()
	return m.save()
}

// item is the prefix of the item that the focus is in, "" if in none that may be
// removed.
func (m *Model) item() string {
	if m.form == nil || !m.inForm {
		return ""
	}
	prefix := m.items[m.form.Focused()]
	if l := m.listOf(m.form.Focused()); prefix == "" || l == nil || l.Fixed || m.why(&Row{Path: l.Path}) != "" {
		return ""
	}
	return prefix
}

// askRemove is Ctrl+D: an item, or a draft that was never written.
func (m *Model) askRemove() tea.Cmd {
	w, prefix := &m.c.Words.Record, m.item()
	if prefix == "" {
		if m.dirty && !m.inItem() && m.layout.Denied == "" {
			return page.Do(page.Confirm{Title: w.DiscardTitle, Body: w.DiscardBody, Yes: w.DiscardYes, Danger: true, Then: m.discard()})
		}
		return page.Do(page.Toast{Text: w.NothingToRemove})
	}
	name := m.nameOf(prefix)
	if name == "" {
		return m.remove(prefix) // nothing would be lost
	}
	return page.Do(page.Confirm{
		Title: w.RemoveTitle, Body: sprintf(w.RemoveBody, name), Yes: w.RemoveYes, Danger: true, Then: page.Do(remove{prefix}),
	})
}

// inItem reports whether the focus is in an item that must stay.
func (m *Model) inItem() bool {
	return m.inForm && m.items[m.form.Focused()] != "" && m.item() == ""
}

// nameOf is what an item is called, "" if it holds nothing.
func (m *Model) nameOf(prefix string) string {
	l := m.listOf(m.form.Focused())
	if l != nil && l.Name != nil {
		return l.Name(strings.TrimPrefix(prefix, l.Path+"."))
	}
	for _, it := range m.form.Items() {
		if m.items[it.ID] != prefix {
			continue
		}
		if cl := m.cells[it.ID]; cl != nil && strings.TrimSpace(cl.Value()) != "" {
			return m.held(cl.path, cl.Value())
		}
	}
	sub, name := m.doc.Sub(prefix), ""
	sub.Leaves(func(p store.Path, v any) {
		if s := m.held(prefix+"."+p, v); name == "" {
			name = s
		}
	})
	return name
}

// remove takes an item out of the record, leaf by leaf.
func (m *Model) remove(prefix string) tea.Cmd {
	s := step{at: m.at, path: m.leafNow(), item: prefix, gone: []desk.Edit{}}
	m.leaves(prefix, func(p store.Path, v any) { s.gone = append(s.gone, desk.Edit{Path: p, Value: v}) })
	m.undo = append(m.undo, s)
	m.drop(prefix)
	return m.save()
}

// leaves calls f with every leaf of an item that is held or typed.
func (m *Model) leaves(prefix string, f func(p store.Path, v any)) {
	if sub, ok := m.doc.At(prefix).(store.Doc); ok {
		sub.Leaves(func(p store.Path, v any) { f(prefix+"."+p, v) })
	} else if v := m.doc.At(prefix); v != nil {
		f(prefix, v)
	}
}

// drop takes the leaves of an item out and builds the form anew.
func (m *Model) drop(prefix string) {
	var edits []desk.Edit
	m.leaves(prefix, func(p store.Path, _ any) { edits = append(edits, desk.Edit{Path: p}) })
	for p := range m.cells {
		if strings.HasPrefix(p, prefix+".") || p == prefix {
			if m.doc.At(p) == nil {
				edits = append(edits, desk.Edit{Path: p})
			}
			delete(m.cells, p)
		}
	}
	next := m.beside(prefix)
	m.put(edits...)
	for _, e := range edits {
		m.gone[e.Path] = true
	}
	set := store.Doc{}
	set.Put(prefix, nil)
	m.doc.Apply(set)
	m.added = slices.DeleteFunc(m.added, func(s string) bool { return s == prefix })
	m.dirty, m.touched = true, true
	m.form.Blur()
	m.build()
	if m.inForm {
		m.form.Focus(next)
		m.settleFocus("")
	}
}

// beside is the line that gets the focus when an item goes: the next one, else
// the one before.
func (m *Model) beside(prefix string) string {
	before, seen := "", false
	for _, it := range m.form.Items() {
		switch {
		case m.items[it.ID] == prefix:
			seen = true
		case it.Fixed:
		case seen:
			return it.ID
		default:
			before = it.ID
		}
	}
	return before
}
