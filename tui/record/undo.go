package record

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/page"
)

// step is one change that can be taken back: what a leaf held before, or the
// leaves of an item that was removed or added.
type step struct {
	at   string // section
	path store.Path
	text string
	item string      // prefix of an item, "" for a leaf
	gone []desk.Edit // the leaves of an item that was removed; none of one that was added
}

// takeBack undoes the last change of this visit to the form; what it restores is
// made durable like anything typed.
func (m *Model) takeBack() tea.Cmd {
	w := &m.c.Words.Record
	m.settle()
	if len(m.undo) == 0 {
		return tea.Batch(m.save(), page.Do(page.Toast{Text: w.NothingUndo}))
	}
	last := m.undo[len(m.undo)-1]
	m.undo = m.undo[:len(m.undo)-1]
	if last.item != "" {
		return m.takeBackItem(last)
	}
	m.show(last.at, last.path)
	cl := m.cells[last.path]
	if cl == nil || m.leafNow() != last.path {
		return m.takeBack() // its item is gone
	}
	cl.SetValue(last.text)
	m.apply(cl)
	m.arrived()
	return tea.Batch(m.save(), page.Do(page.Toast{Text: sprintf(w.Undone, cl.row.Label)}))
}

func (m *Model) takeBackItem(s step) tea.Cmd {
	w := &m.c.Words.Record
	m.show(s.at, "")
	name := ""
	if sec := m.section(); sec != nil {
		name = sec.Title
	}
	told := page.Do(page.Toast{Text: sprintf(w.Undone, name)})
	if s.gone == nil { // it was added
		m.drop(s.item)
		return tea.Batch(m.save(), told)
	}
	m.put(s.gone...)
	m.build()
	m.inForm = true
	m.settleFocus(s.path)
	return tea.Batch(m.save(), told)
}

// reverted is the end of a return to the opening, or of its taking back.
type reverted struct {
	id   string
	back bool
	done *desk.Undone
	rec  loaded
	err  error
}

// changed counts the leaves that differ from the opening.
func (m *Model) changed() int {
	was := map[store.Path]any{}
	m.opening.Leaves(func(p store.Path, v any) { was[p] = v })
	n := 0
	for _, cl := range m.cells {
		if e := cl.edit(); e.Value == nil && e.Raw != "" {
			n++
		}
	}
	m.doc.Leaves(func(p store.Path, v any) {
		if was[p] != v {
			n++
		}
		delete(was, p)
	})
	return n + len(was)
}

// revert is Ctrl+Y: back to the state at opening, and what that took out back
// again.
func (m *Model) revert() tea.Cmd {
	w := &m.c.Words.Undo
	saved := m.departed()
	n := m.changed()
	switch {
	case n == 0 && m.back > 0:
		return tea.Batch(saved, page.Do(page.Confirm{
			Title: w.BackTitle, Body: sprintf(w.BackBody, m.back), Yes: w.BackYes, Then: m.turnBack(true, m.d.Redo),
		}))
	case n == 0:
		return tea.Batch(saved, page.Do(page.Toast{Text: w.Nothing}))
	}
	return tea.Batch(saved, page.Do(page.Confirm{
		Title: w.Title, Body: sprintf(w.Body, n), Yes: w.Yes, Danger: true, Then: m.turnBack(false, m.d.UndoToOpening),
	}))
}

// turnBack is the command of a return. It is made when the person was asked and
// takes its place among the readings when it was answered.
func (m *Model) turnBack(back bool, do func(context.Context, store.Kind, string) (*desk.Undone, error)) tea.Cmd {
	q, k, id := m.queue, m.o.Kind, m.id
	d, read := m.d, m.o.Read
	return func() tea.Msg {
		ctx := context.Background()
		r := reverted{id: id, back: back}
		if _, r.err = q.Save(); r.err == nil {
			r.done, r.err = do(ctx, k, id)
		}
		if r.err == nil {
			r.rec.id = id
			if r.rec.form, r.err = d.Edit(ctx, k, id); r.err == nil {
				r.rec.make, r.err = read(ctx, r.rec.form)
			}
		}
		return r
	}
}

func (m *Model) reverted(r reverted) tea.Cmd {
	w := &m.c.Words.Undo
	switch {
	case r.id != m.id:
		return nil
	case r.err != nil:
		return page.Do(page.Fail{Err: plain(r.err)})
	case r.done == nil:
		return page.Do(page.Toast{Text: w.Nothing})
	}
	n := len(r.done.Fields)
	said := sprintf(w.Done, n)
	m.back = n
	if r.back {
		said, m.back = sprintf(w.BackDone, n), 0
	}
	m.forget()
	m.touched = false
	m.load++
	r.rec.load, r.rec.typed = m.load, m.typed
	return tea.Batch(m.take(r.rec), page.Do(page.Saved{At: m.c.Now()}), page.Do(page.Toast{Text: said, Level: page.Good}))
}
