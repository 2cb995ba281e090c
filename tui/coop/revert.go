package coop

import (
	"context"
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/page"
)

// reverted is the end of a return to the opening, or of its taking back.
type reverted struct {
	id   string
	back bool
	done *desk.Undone
	err  error
}

// changed counts the fields of the form that differ from the opening.
func (p *profile) changed() int {
	n := 0
	for path, c := range p.cells {
		e := c.edit()
		if e.Value != p.m.opening.At(path) || e.Value == nil && e.Raw != "" {
			n++
		}
	}
	p.m.opening.Leaves(func(path store.Path, _ any) {
		if spec := store.SpecOf(store.Cooperative); p.cells[path] == nil && spec.Field(first(path)) != nil {
			n++ // an item that was removed
		}
	})
	return n
}

// first is the field that a path begins with.
func first(path store.Path) string {
	for i := range path {
		if path[i] == '.' {
			return path[:i]
		}
	}
	return path
}

// revert is Ctrl+Y: back to the state at opening, and what that took out back
// again.
func (p *profile) revert() tea.Cmd {
	w, m := &p.m.c.Words.Undo, p.m
	p.settle()
	saved := p.save()
	n := p.changed()
	switch {
	case n == 0 && m.back > 0:
		return tea.Batch(saved, page.Do(page.Confirm{
			Title: w.BackTitle, Body: fmt.Sprintf(w.BackBody, m.back), Yes: w.BackYes, Then: p.turnBack(true, m.desk.Redo),
		}))
	case n == 0:
		return tea.Batch(saved, page.Do(page.Toast{Text: w.Nothing}))
	}
	return tea.Batch(saved, page.Do(page.Confirm{
		Title: w.Title, Body: fmt.Sprintf(w.Body, n), Yes: w.Yes, Danger: true, Then: p.turnBack(false, m.desk.UndoToOpening),
	}))
}

func (p *profile) turnBack(back bool, do func(context.Context, store.Kind, string) (*desk.Undone, error)) tea.Cmd {
	q, id := p.queue, p.m.id
	return func() tea.Msg {
		r := reverted{id: id, back: back}
		if _, r.err = q.Save(); r.err == nil {
			r.done, r.err = do(context.Background(), store.Cooperative, id)
		}
		return r
	}
}

func (p *profile) reverted(r reverted) tea.Cmd {
	w := &p.m.c.Words.Undo
	switch {
	case r.id != p.m.id:
		return nil
	case r.err != nil:
		return page.Do(page.Fail{Err: plain(r.err)})
	case r.done == nil:
		return page.Do(page.Toast{Text: w.Nothing})
	}
	n := len(r.done.Fields)
	said := fmt.Sprintf(w.Done, n)
	p.m.back = n
	if r.back {
		said, p.m.back = fmt.Sprintf(w.BackDone, n), 0
	}
	p.form.Blur()
	p.dirty, p.touched, p.editing, p.undone = false, false, false, nil
	clear(p.added)
	return tea.Batch(p.m.read(), page.Do(page.Saved{At: p.m.c.Now()}), page.Do(page.Toast{Text: said, Level: page.Good}))
}
