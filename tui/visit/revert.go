package visit

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/page"
)

// opening is the record as this visit to the screen found it.
type opening struct {
	doc  store.Doc
	back int // fields that the last return to it took out
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
	was, now := map[store.Path]any{}, m.rec.doc()
	m.opening.doc.Leaves(func(p store.Path, v any) { was[p] = v })
	n := len(m.rec.raw())
	now.Leaves(func(p store.Path, v any) {
		if was[p] != v {
			n++
		}
		delete(was, p)
	})
	return n + len(was)
}

// revert is Ctrl+Y: back to the state at opening, and what that took out back
// again. What became of open items stays: it stands in records of its own.
func (m *Model) revert() tea.Cmd {
	w := &m.c.Words.Undo
	saved := m.departed()
	n := m.changed()
	switch {
	case !m.editable():
		return page.Do(page.Toast{Text: m.c.Words.Visit.Closed})
	case n == 0 && m.opening.back > 0:
		return tea.Batch(saved, page.Do(page.Confirm{
			Title: w.BackTitle, Body: sprintf(w.BackBody, m.opening.back), Yes: w.BackYes, Then: m.turnBack(true, m.d.Redo),
		}))
	case n == 0:
		return tea.Batch(saved, page.Do(page.Toast{Text: w.Nothing}))
	}
	return tea.Batch(saved, page.Do(page.Confirm{
		Title: w.Title, Body: sprintf(w.Body, n), Yes: w.Yes, Danger: true, Then: m.turnBack(false, m.d.UndoToOpening),
	}))
}

func (m *Model) turnBack(back bool, do func(context.Context, store.Kind, string) (*desk.Undone, error)) tea.Cmd {
	rd, q, k, id := m.begin(), m.sink, m.kind, m.id
	return func() tea.Msg {
		r := reverted{id: id, back: back}
		if _, r.err = q.save(); r.err == nil {
			r.done, r.err = do(context.Background(), k, id)
		}
		if r.err == nil {
			r.rec = rd.all()
			r.err = r.rec.err
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
	m.opening.back = n
	if r.back {
		said, m.opening.back = sprintf(w.BackDone, n), 0
	}
	m.undo = nil
	m.cells = map[string]*cell{}
	m.dirty = r.rec.rec.drafted() > 0
	return tea.Batch(m.take(r.rec), page.Do(page.Saved{At: m.c.Now()}), page.Do(page.Toast{Text: said, Level: page.Good}))
}
