package coop

import (
	"errors"
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/field"
	"coopfield/tui/keys"
	"coopfield/tui/leaf"
	"coopfield/tui/page"
)

// key hands a key to the focused field.
func (p *profile) key(msg tea.KeyMsg) tea.Cmd { return p.after(p.form.Update(msg)) }

func (p *profile) press(k keys.Press) tea.Cmd {
	if e := p.form.Update(k); e.Handled {
		return p.after(e)
	}
	switch k.Intent {
	case keys.Back, keys.PrevField, keys.Up:
		return p.out()
	case keys.Left:
		return tea.Batch(p.out(), p.m.turn((p.m.tab+tabs-1)%tabs))
	case keys.Right:
		return tea.Batch(p.out(), p.m.turn((p.m.tab+1)%tabs))
	case keys.Assess:
		return tea.Batch(p.out(), p.m.turn(tabAssess))
	case keys.Visit:
		return tea.Batch(p.out(), p.m.turn(tabVisit))
	case keys.SaveNow:
		p.settle()
		return p.commit(true)
	case keys.Undo:
		return p.undo()
	case keys.Revert:
		return p.revert()
	case keys.Delete:
		return p.askRemove()
	case keys.New:
		switch prefix, _, _ := strings.Cut(p.form.Focused(), "."); strings.TrimPrefix(prefix, "+") {
		case "products":
			return p.add("products")
		case "link_contracts":
			return p.add("link_contracts")
		}
	case keys.Home:
		return p.after(field.Event{Handled: true, Left: p.form.Focus("name")})
	case keys.End:
		return p.after(field.Event{Handled: true, Left: p.form.Focus("notes")})
	}
	return nil
}

// after follows what the form did: a field that was left is saved now, one that
// is being typed into after a silence.
func (p *profile) after(e field.Event) tea.Cmd {
	var cmds []tea.Cmd
	if e.Left != "" {
		p.close(e.Left)
		cmds = append(cmds, p.save())
		p.arrived()
	}
	if name, ok := strings.CutPrefix(e.Changed, "+"); ok {
		return tea.Batch(append(cmds, p.add(name))...)
	}
	if c := p.cells[e.Changed]; c != nil {
		p.dirty, p.touched = true, true
		p.typed++
		p.queue.Add(c.edit())
		cmds = append(cmds, p.m.c.After(silence, quiet{p.m.id, p.typed}))
	}
	return tea.Batch(cmds...)
}

// close ends the editing of a field: its text as a number or date is written
// the usual way, and the change can be undone.
func (p *profile) close(path string) {
	c := p.cells[path]
	if c == nil || path != p.last || c.Value() == p.before {
		return
	}
	p.undone = append(p.undone, step{path, p.before})
	p.before = c.Value()
	p.queue.Add(c.edit())
}

// settle closes the focused field without moving the focus.
func (p *profile) settle() {
	if c := p.cells[p.form.Focused()]; c != nil {
		c.Settle()
		p.close(c.path)
	}
}

// save makes durable what waits.
func (p *profile) save() tea.Cmd {
	if p.queue.Waiting() == 0 {
		return nil
	}
	q, id := p.queue, p.m.id
	return func() tea.Msg {
		at, err := q.Save()
		return kept{id, at, err}
	}
}

func (p *profile) flush() error {
	_, err := p.queue.Save()
	return err
}

// out takes the focus back to the tab line and makes one op of what was typed.
func (p *profile) out() tea.Cmd {
	p.settle()
	p.form.Blur()
	p.editing = false
	return p.commit(false)
}

// commit makes one op of the draft. With told the person asked for it;
// otherwise a draft of an earlier run that was only looked at stays a draft.
func (p *profile) commit(told bool) tea.Cmd {
	switch {
	case told && !p.dirty:
		return page.Do(page.Toast{Text: p.m.c.Words.Coop.NotChanged, Level: page.Info})
	case !told && !p.touched:
		return nil
	}
	return p.commitCmd(committed{id: p.m.id, told: told, typed: p.typed})
}

func (p *profile) commitThenBack() tea.Cmd {
	return p.commitCmd(committed{id: p.m.id, back: true, typed: p.typed})
}

func (p *profile) commitCmd(done committed) tea.Cmd {
	q := p.queue
	return func() tea.Msg {
		_, done.err = q.Commit()
		return done
	}
}

func (p *profile) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case quiet:
		if msg.id == p.m.id && msg.typed == p.typed {
			return p.save()
		}
	case kept:
		if msg.id != p.m.id {
			return nil
		}
		if msg.err != nil {
			return page.Do(page.Fail{Err: msg.err})
		}
		if !msg.at.IsZero() {
			return page.Do(page.Saved{At: msg.at})
		}
	case committed:
		if msg.id == p.m.id {
			return p.done(msg)
		}
	case discarded:
		if msg.id != p.m.id {
			return nil
		}
		if msg.err != nil {
			return page.Do(page.Fail{Err: msg.err})
		}
		p.dirty, p.touched, p.editing, p.undone = false, false, false, nil
		clear(p.added)
		told := page.Do(page.Toast{Text: p.m.c.Words.Coop.Discarded, Level: page.Info})
		if p.isNew {
			return tea.Batch(told, page.Do(page.Back{}))
		}
		return tea.Batch(told, p.m.read())
	case reverted:
		return p.reverted(msg)
	case remove:
		if msg.id == p.m.id {
			return p.remove(msg.prefix)
		}
	}
	return nil
}

// done tells what became of a commit.
func (p *profile) done(msg committed) tea.Cmd {
	w := p.m.c.Words.Coop
	if msg.err != nil {
		p.faults = p.blame(msg.err)
		if p.faults == 0 {
			fail := page.Do(page.Fail{Err: msg.err})
			if msg.back {
				return tea.Batch(fail, page.Do(page.Back{}))
			}
			return fail
		}
		p.m.sheets.wanted = false // the record is not written, so none can begin
		said := fmt.Sprintf(w.Faults, p.faults)
		if msg.back {
			return tea.Batch(page.Do(page.Toast{Text: w.KeptDraft, Level: page.Warn}), page.Do(page.Back{}))
		}
		return page.Do(page.Toast{Text: said, Level: page.Warn})
	}
	p.faults = 0
	for _, c := range p.cells {
		c.fault, c.was = "", ""
		if e := c.edit(); e.Raw != "" && e.Value == nil {
			p.faults++ // stays in the draft as typed
		}
	}
	if msg.typed == p.typed {
		p.dirty, p.touched = p.faults > 0, false
	}
	saved := page.Do(page.Saved{At: p.m.c.Now()})
	switch {
	case msg.back && p.faults > 0:
		return tea.Batch(saved, page.Do(page.Toast{Text: w.KeptDraft, Level: page.Warn}), page.Do(page.Back{}))
	case msg.back:
		return tea.Batch(saved, page.Do(page.Back{}))
	case p.faults > 0:
		return tea.Batch(saved, p.m.read(), page.Do(page.Toast{Text: fmt.Sprintf(w.Faults, p.faults), Level: page.Warn}))
	}
	cmds := []tea.Cmd{saved, p.m.read()}
	p.m.history.forget()
	if msg.told {
		cmds = append(cmds, page.Do(page.Toast{Text: w.Committed, Level: page.Good}))
	}
	return tea.Batch(cmds...)
}

// blame puts what the store said beside the fields that it named, moves the
// focus to the first of them, and returns how many there are.
func (p *profile) blame(err error) int {
	var list store.Faults
	if !errors.As(err, &list) {
		var e *store.Error
		if !errors.As(err, &e) {
			return 0
		}
		list = store.Faults{e}
	}
	n, first := 0, ""
	for _, e := range list {
		c := p.cells[e.Detail]
		if c == nil {
			continue
		}
		c.fault, c.of = leaf.Spoken(p.m.c.Words, store.Cooperative, strings.TrimPrefix(e.Message, "mục "+e.Detail+": ")), c.Value()
		if e.Hint != "" {
			c.fault += "; " + e.Hint
		}
		n++
	}
	if n < len(list) && n == 0 {
		return 0
	}
	for _, it := range p.form.Items() {
		if c := p.cells[it.ID]; first == "" && c != nil && c.fault != "" && c.of == c.Value() {
			first = it.ID
		}
	}
	if p.editing && first != "" {
		p.form.Focus(first)
		p.arrived()
	} else if first != "" {
		p.last = first // Enter goes there
	}
	return n
}

// undo takes back the change of the focused field, or else the newest one.
func (p *profile) undo() tea.Cmd {
	w := p.m.c.Words.Coop
	p.settle()
	if len(p.undone) == 0 {
		return page.Do(page.Toast{Text: w.NothingUndo, Level: page.Info})
	}
	s := p.undone[len(p.undone)-1]
	p.undone = p.undone[:len(p.undone)-1]
	c := p.cells[s.path]
	if c == nil {
		return nil
	}
	p.form.Focus(s.path)
	c.SetValue(s.value)
	p.arrived()
	p.dirty, p.touched = true, true
	p.typed++
	p.queue.Add(c.edit())
	return tea.Batch(p.save(), page.Do(page.Toast{Text: fmt.Sprintf(w.Undone, w.Fields[leaf.Pattern(s.path)]), Level: page.Info}))
}

// add begins a new product or contract.
func (p *profile) add(name string) tea.Cmd {
	if p.denied != "" {
		return nil
	}
	item, err := p.m.desk.NewID()
	if err != nil {
		return page.Do(page.Fail{Err: err})
	}
	id := name + "." + item
	p.added[id] = true
	p.build()
	first := store.SpecOf(store.Cooperative).Field(name).Item.Fields[0].Name
	p.focus(id + "." + first)
	return nil
}

func (p *profile) askRemove() tea.Cmd {
	prefix, w := p.item(), p.m.c.Words.Coop
	if prefix == "" || p.denied != "" {
		return nil
	}
	name := p.text(prefix + ".name")
	if strings.HasPrefix(prefix, "link_contracts") {
		name = p.text(prefix + ".partner")
	}
	return page.Do(page.Confirm{
		Title: w.RemoveTitle, Body: fmt.Sprintf(w.RemoveBody, name), Yes: w.Remove, Danger: true,
		Then: page.Do(remove{p.m.id, prefix}),
	})
}

// remove takes an item out of the record, leaf by leaf.
func (p *profile) remove(prefix string) tea.Cmd {
	for path := range p.cells {
		if strings.HasPrefix(path, prefix+".") {
			p.queue.Add(desk.Edit{Path: path})
			delete(p.cells, path)
		}
	}
	delete(p.added, prefix)
	p.doc.Apply(gone(prefix))
	p.dirty, p.touched = true, true
	p.typed++
	name, _, _ := strings.Cut(prefix, ".")
	p.build()
	p.focus("+" + name)
	return p.save()
}

// gone is the set that removes an item.
func gone(prefix string) store.Doc {
	set := store.Doc{}
	set.Put(prefix, nil)
	return set
}

// discard forgets the draft: the record is as at its last op.
func (p *profile) discard() tea.Cmd {
	q, id := p.queue, p.m.id
	return func() tea.Msg { return discarded{id, q.Discard()} }
}
