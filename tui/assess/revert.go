package assess

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/page"
)

// opening is the sheet as this visit found it.
type opening struct {
	doc store.Doc
	raw map[store.Path]string
	// back is how many fields the last return to the opening took out, 0 when
	// nothing can be brought back.
	back int
}

// open notes the state at opening and reads the sheet.
func (m *Model) open() tea.Cmd {
	m.load++
	load, d, id := m.load, m.d, m.id
	return func() tea.Msg {
		ctx := context.Background()
		if err := d.Opened(ctx, store.Assessment, id); err != nil {
			return loaded{load: load, err: err}
		}
		s, o, err := m.fresh(ctx)
		return loaded{load, s, o, err}
	}
}

// opened remembers what the sheet said when it was opened.
func (m *Model) opened(s *desk.Sheet) {
	m.opening = opening{doc: s.Doc.Clone(), raw: map[store.Path]string{}}
	for p, raw := range s.Raw {
		m.opening.raw[p] = raw
	}
}

// changed counts the fields that differ from the opening.
func (m *Model) changed() int {
	paths := map[store.Path]bool{}
	store.Diff(m.opening.doc, m.sheet.Doc).Leaves(func(p store.Path, _ any) { paths[p] = true })
	for p, raw := range m.sheet.Raw {
		if m.opening.raw[p] != raw {
			paths[p] = true
		}
	}
	for p := range m.opening.raw {
		if _, still := m.sheet.Raw[p]; !still {
			paths[p] = true
		}
	}
	return len(paths)
}

// reverted is the end of a return to the opening, or of its taking back.
type reverted struct {
	id   string
	back bool
	done *desk.Undone
	s    *desk.Sheet
	err  error
}

// revert is Ctrl+Y: back to the state at opening, and what that took out back
// again.
func (m *Model) revert() tea.Cmd {
	w := &m.c.Words.Undo
	m.settle()
	saved := m.save()
	n := m.changed()
	switch {
	case !m.editable():
		return page.Do(page.Toast{Text: m.c.Words.Assess.Closed})
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
	q, d, id := m.queue, m.d, m.id
	return func() tea.Msg {
		ctx := context.Background()
		r := reverted{id: id, back: back}
		if _, r.err = q.Save(); r.err == nil {
			r.done, r.err = do(ctx, store.Assessment, id)
		}
		if r.err == nil {
			r.s, r.err = d.Sheet(ctx, id)
		}
		return r
	}
}

func (m *Model) reverted(r reverted) tea.Cmd {
	w := &m.c.Words.Undo
	if r.id != m.id {
		return nil
	}
	if r.err != nil {
		return page.Do(page.Fail{Err: plain(r.err)})
	}
	if r.done == nil {
		return page.Do(page.Toast{Text: w.Nothing})
	}
	n := len(r.done.Fields)
	said := sprintf(w.Done, n)
	m.opening.back = n
	if r.back {
		said, m.opening.back = sprintf(w.BackDone, n), 0
	}
	m.load++ // an older reading must not replace this one
	m.undo, m.focus = nil, ""
	m.dirty = r.s.Drafted > 0
	return tea.Batch(m.show(r.s), page.Do(page.Saved{At: m.c.Now()}), page.Do(page.Toast{Text: said, Level: page.Good}))
}
