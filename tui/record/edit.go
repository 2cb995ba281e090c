package record

import (
	"context"
	"errors"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/vi"
	"coopfield/tui/field"
	"coopfield/tui/leaf"
	"coopfield/tui/page"
)

// now is the input with the cursor, nil if a line without one has it.
func (m *Model) now() *cell {
	if m.form == nil {
		return nil
	}
	id := m.form.Focused()
	if g, ok := m.gridAt(id); ok {
		return g.now()
	}
	return m.cells[id]
}

// leafNow is the leaf with the cursor, "" if none.
func (m *Model) leafNow() store.Path {
	if cl := m.now(); cl != nil {
		return cl.path
	}
	return ""
}

// arrived remembers what the field held when it got the focus.
func (m *Model) arrived() {
	m.before = step{at: m.at, path: m.leafNow()}
	if cl := m.now(); cl != nil {
		m.before.text = cl.Value()
	}
	for _, it := range m.form.Items() {
		if g, ok := it.Field.(*grid); ok {
			g.on = it.ID == m.form.Focused()
		}
	}
}

// departed ends the editing of the field with the focus and saves it.
func (m *Model) departed() tea.Cmd {
	m.settle()
	return m.save()
}

// settle closes the field with the focus without moving it.
func (m *Model) settle() {
	if m.form == nil {
		return
	}
	if p := m.picks[m.form.Focused()]; p != nil {
		p.Close()
	}
	if cl := m.now(); cl != nil {
		cl.Close()
		cl.Settle()
		m.close(cl.path)
	}
}

// close keeps what a field was, if it changed, so that it can be taken back.
func (m *Model) close(p store.Path) {
	cl := m.cells[p]
	if cl == nil || p != m.before.path || cl.Value() == m.before.text {
		return
	}
	m.undo = append(m.undo, m.before)
	m.before.text = cl.Value()
	m.apply(cl)
}

// apply puts what a cell says into the queue and into the record in memory.
func (m *Model) apply(cl *cell) {
	e := cl.edit()
	m.queue.Add(e)
	if e.Value != nil || e.Raw == "" {
		m.doc.Put(cl.path, e.Value)
		if e.Value == nil {
			set := store.Doc{}
			set.Put(cl.path, nil)
			m.doc.Apply(set)
		}
	}
	delete(m.gone, cl.path)
	delete(m.refused, cl.path)
	m.dirty, m.touched = true, true
	m.typed++
}

// after follows what the form did: a field that was left is saved now, one that
// is typed into after a silence, a state or choice at once.
func (m *Model) after(e field.Event, was store.Path) tea.Cmd {
	var cmds []tea.Cmd
	if cl := m.cells[was]; cl != nil && was != m.leafNow() {
		cl.Settle()
		m.close(was)
		cmds = append(cmds, m.save())
	}
	if e.Left != "" || was != m.leafNow() {
		if m.noting != "" && m.noting != m.leafNow() {
			m.noting = ""
			m.build()
		}
		m.arrived()
	}
	if e.Changed == "" {
		return tea.Batch(cmds...)
	}
	if p := m.picks[e.Changed]; p != nil {
		return tea.Batch(append(cmds, m.picked(strings.TrimPrefix(e.Changed, "?"), p))...)
	}
	cl := m.now()
	if cl == nil {
		return tea.Batch(cmds...)
	}
	m.apply(cl)
	switch cl.Field.(type) {
	case *tick, *field.Choice:
		m.close(cl.path)
		return tea.Batch(append(cmds, m.save())...)
	}
	return tea.Batch(append(cmds, m.c.After(silence, quiet{m.id, m.typed}))...)
}

// save makes durable what waits and reads anew what follows from it.
func (m *Model) save() tea.Cmd {
	if m.queue.Waiting() == 0 || m.id == "" {
		return nil
	}
	return m.Reload()
}

// done is the end of a command that wrote a change.
type done struct {
	id   string
	told bool // the person asked for it
	back bool // the screen closes afterwards
	good string
	rec  loaded
	err  error
}

// run makes a command of what writes, behind what was typed; the record is read
// anew behind it.
func (m *Model) run(d done, write func(ctx context.Context) error) tea.Cmd {
	read, q := m.reader(), m.queue
	d.id = m.id
	return func() tea.Msg {
		if _, d.err = q.Save(); d.err == nil {
			d.err = write(context.Background())
		}
		if d.err == nil && !d.back {
			d.rec = read(d.id)
			d.err = d.rec.err
		}
		return d
	}
}

// Do runs what a screen does with the record, such as freezing a baseline:
// behind what was typed, with the record read anew afterwards and good said. Its
// error is told beside the field that it names, or by the root.
func (m *Model) Do(good string, f func(ctx context.Context) error) tea.Cmd {
	m.settle()
	m.touched = true
	return m.run(done{told: true, good: good}, f)
}

// commit makes one op of what was typed. A draft of an earlier run that was only
// looked at stays a draft, unless the person asked.
func (m *Model) commit(told, back bool) tea.Cmd {
	w := &m.c.Words.Record
	if !m.dirty && m.queue.Waiting() == 0 {
		if back {
			return page.Do(page.Back{})
		}
		return page.Do(page.Toast{Text: w.NotChanged})
	}
	q := m.queue
	return m.run(done{told: told, back: back, good: w.Committed}, func(context.Context) error {
		_, err := q.Commit()
		return err //nolint:wrapcheck // it says what failed
	})
}

// leave writes what was typed and closes the screen.
func (m *Model) leave() tea.Cmd {
	switch {
	case m.leaving:
		return nil
	case m.fresh && m.typed == 0 && m.rec.IsNew:
		m.leaving = true // it was begun and nothing was written: nothing is left of it
		q := m.queue
		return m.run(done{back: true}, func(context.Context) error { return q.Discard() })
	case !m.dirty:
		return page.Do(page.Back{})
	case !m.touched:
		return tea.Batch(page.Do(page.Toast{Text: m.c.Words.Record.KeptDraft}), page.Do(page.Back{}))
	}
	m.leaving = true
	return m.commit(false, true)
}

// done tells what became of a change.
func (m *Model) done(d done) tea.Cmd {
	if d.id != m.id {
		return nil
	}
	m.leaving = false
	w := &m.c.Words.Record
	if d.err != nil {
		return m.refuse(d)
	}
	clear(m.refused)
	for _, cl := range m.cells {
		cl.fault, cl.was = "", ""
	}
	m.touched = false
	saved := page.Do(page.Saved{At: m.c.Now()})
	if d.back {
		return tea.Batch(saved, page.Do(page.Back{}))
	}
	cmds := []tea.Cmd{saved}
	if d.good != "" && d.told {
		cmds = append(cmds, page.Do(page.Toast{Text: d.good, Level: page.Good}))
	}
	cmds = append(cmds, m.take(d.rec))
	if n := m.unfinished(); n > 0 {
		cmds = append(cmds, page.Do(page.Toast{Text: sprintf(w.Faults, n), Level: page.Warn}))
	}
	return tea.Batch(cmds...)
}

// unfinished counts the typed texts that are no value yet: they stay a draft.
func (m *Model) unfinished() int {
	n := 0
	for i := range m.rec.Draft {
		if f := &m.rec.Draft[i]; f.Raw != "" && f.Value == nil {
			n++
		}
	}
	return n
}

// refuse tells why a change was not made: beside the fields that it names.
func (m *Model) refuse(d done) tea.Cmd {
	w := &m.c.Words.Record
	n := m.blame(d.err)
	switch {
	case d.back && n > 0:
		return tea.Batch(page.Do(page.Toast{Text: w.KeptDraft, Level: page.Warn}), page.Do(page.Back{}))
	case d.back: // the draft is kept, so nothing holds the person here
		return tea.Batch(page.Do(page.Back{}), page.Do(page.Fail{Err: plain(d.err)}), page.Do(page.Toast{Text: w.KeptDraft}))
	case n > 0:
		return page.Do(page.Toast{Text: m.faulty(n), Level: page.Warn})
	}
	return page.Do(page.Fail{Err: plain(d.err)})
}

// faulty says that fields are to be corrected: of a single one also why, since an
// empty field with the cursor says nothing beside it.
func (m *Model) faulty(n int) string {
	if cl := m.now(); n == 1 && cl != nil && cl.fault != "" && cl.row.Label != "" {
		return cl.row.Label + ": " + cl.fault
	}
	return sprintf(m.c.Words.Record.Faults, n)
}

// blame puts what the store said beside the fields that it named, moves the
// focus to the first of them, and returns how many there are.
func (m *Model) blame(err error) int {
	var list store.Faults
	if !errors.As(err, &list) {
		var e *store.Error
		if !errors.As(err, &e) {
			return 0
		}
		list = store.Faults{e}
	}
	n, first := 0, store.Path("")
	clear(m.refused)
	for _, e := range list {
		s := m.sectionOf(e.Detail)
		if s == "" {
			continue
		}
		said := m.named(strings.TrimPrefix(e.Message, sprintf(fieldLead, e.Detail)))
		if e.Hint != "" {
			said += "; " + e.Hint
		}
		m.refused[e.Detail] = said
		if cl := m.cells[e.Detail]; cl != nil {
			cl.fault, cl.of = said, cl.Value()
		}
		if n++; first == "" || s == m.at && m.sectionOf(first) != m.at {
			first = e.Detail
		}
	}
	if first != "" {
		m.show(m.sectionOf(first), first)
	}
	return n
}

// named says the names of leaves as the form does, or as the history does where
// the form has none.
func (m *Model) named(said string) string {
	said = leaf.Named(said, func(p store.Path) string {
		if cl := m.cells[p]; cl != nil {
			return cl.row.Label
		}
		return ""
	})
	return leaf.Spoken(m.c.Words, m.o.Kind, said)
}

// fieldLead is how the store begins what it says of a field.
const fieldLead = "mục %s: "

// held is a value of the record as a person reads it.
func (m *Model) held(p store.Path, v any) string {
	w := &m.c.Words.Record
	if cl := m.cells[p]; cl != nil {
		for _, o := range cl.row.Choices {
			if s, ok := v.(string); ok && o.ID == s {
				return o.Label
			}
		}
	}
	switch v := v.(type) {
	case string:
		return m.names.Value(m.o.Kind, p, vi.FormatDate(v))
	case int64:
		scale := 0
		if spec := specAt(m.o.Kind, p); spec != nil {
			scale = max(spec.Scale, 0)
		}
		return vi.FormatScaled(v, scale)
	case bool:
		if v {
			return w.Yes
		}
		return w.No
	}
	return w.Empty
}

// plain takes out of err what a person is told.
func plain(err error) error {
	var e *store.Error
	if errors.As(err, &e) {
		return e
	}
	return err
}

// discard forgets the draft: the record is as at its last op.
func (m *Model) discard() tea.Cmd {
	q, id := m.queue, m.id
	return func() tea.Msg { return discarded{id, q.Discard()} }
}

type discarded struct {
	id  string
	err error
}

func (m *Model) discarded(d discarded) tea.Cmd {
	switch {
	case d.id != m.id:
		return nil
	case d.err != nil:
		return page.Do(page.Fail{Err: plain(d.err)})
	}
	told := page.Do(page.Toast{Text: m.c.Words.Record.Discarded})
	m.dirty, m.touched = false, false
	if m.rec.IsNew {
		return tea.Batch(told, page.Do(page.Back{}))
	}
	m.forget()
	return tea.Batch(told, m.Reload())
}

// forget empties what this screen holds of what was typed.
func (m *Model) forget() {
	m.undo, m.added, m.noting = nil, nil, ""
	m.cells = map[store.Path]*cell{}
	clear(m.refused)
	if m.form != nil {
		m.form.Blur()
	}
}
