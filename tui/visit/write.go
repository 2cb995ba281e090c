package visit

import (
	"context"
	"errors"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/page"
)

// job says what a command that writes is for.
type job struct {
	told  bool // the person asked for it
	back  bool // the screen closes afterwards
	good  string
	typed int
}

// done is the end of a command that wrote a change.
type done struct {
	id  string
	job job
	at  time.Time
	rec loaded
	err error
}

// run makes a command of what writes; the record is read anew behind it.
func (m *Model) run(j job, write func(context.Context) error) tea.Cmd {
	j.typed = m.typed
	r, id, now := m.begin(), m.id, m.c.Now
	return func() tea.Msg {
		if err := write(context.Background()); err != nil {
			return done{id: id, job: j, err: err}
		}
		out := done{id: id, job: j, at: now()}
		if !j.back {
			out.rec = r.all()
			out.err = out.rec.err
		}
		return out
	}
}

// apply gives the record what c says now and puts it into the queue.
func (m *Model) apply(c *cell) {
	m.dirty = true
	m.typed++
	e := c.edit(m.rec.on(), m.c.Now().Location())
	switch c.owner {
	case ownFound:
		m.applyFound(c, e)
		return
	case ownSupport:
		m.applySupport(c, e)
		return
	}
	c.fault = ""
	edits, err := m.rec.set(e.Path, e.Value)
	if err != nil {
		c.fault, c.of = page.Sentence(err), c.Value()
		e = desk.Edit{Path: c.path, Raw: c.Value()}
		edits = nil
	}
	for i := range edits {
		if edits[i].Path == e.Path {
			edits[i].Raw = e.Raw
		}
	}
	if len(edits) == 0 {
		edits = []desk.Edit{e}
	}
	if e.Raw != "" && e.Value == nil {
		m.rec.raw()[e.Path] = e.Raw
	} else {
		delete(m.rec.raw(), e.Path)
	}
	m.sink.add(edits...)
	switch c.path {
	case "purpose", "checklist", "on", "obstacles":
		m.stale = true
	}
}

// plain takes out of err what a person is told.
func plain(err error) error {
	var e *store.Error
	if errors.As(err, &e) {
		return e
	}
	return err
}

// commit makes one change of what was typed. A correction is only kept as a
// draft until its reason is written.
func (m *Model) commit(j job) tea.Cmd {
	if m.amending {
		return m.save()
	}
	if !m.dirty && m.sink.waiting() == 0 {
		if j.back {
			return page.Do(page.Back{})
		}
		return page.Do(page.Toast{Text: m.c.Words.Visit.NothingDone})
	}
	q := m.sink
	j.good = m.c.Words.Visit.Committed
	return m.run(j, func(ctx context.Context) error { return q.commit(ctx) })
}

// leave writes what was typed and closes the screen.
func (m *Model) leave() tea.Cmd {
	w := &m.c.Words.Visit
	switch {
	case m.leaving:
		return nil
	case m.fresh && m.typed == 0 && !m.hasContent():
		m.leaving = true // it was begun and nothing was written: nothing is left of it
		q := m.sink
		return m.run(job{back: true}, func(context.Context) error {
			if _, err := q.save(); err != nil {
				return err
			}
			return q.main.Discard()
		})
	case m.amending && m.dirty:
		return tea.Batch(m.save(), page.Do(page.Back{}), page.Do(page.Toast{Text: w.KeptAmend}))
	case !m.dirty || !m.editable():
		return tea.Batch(m.save(), page.Do(page.Back{}))
	}
	m.leaving = true
	return m.commit(job{back: true})
}

// done follows the end of a change. What was typed meanwhile stays.
func (m *Model) done(d done) tea.Cmd {
	if d.id != m.id {
		return nil
	}
	m.leaving = false
	if d.err != nil {
		fail := page.Do(page.Fail{Err: plain(d.err)})
		if d.job.back { // the draft is kept, so nothing holds the person here
			return tea.Batch(page.Do(page.Back{}), fail, page.Do(page.Toast{Text: m.c.Words.Visit.KeptDraft}))
		}
		return fail
	}
	cmds := []tea.Cmd{page.Do(page.Saved{At: d.at})}
	if d.job.back {
		return tea.Batch(append(cmds, page.Do(page.Back{}))...)
	}
	if d.job.good != "" {
		cmds = append(cmds, page.Do(page.Toast{Text: d.job.good, Level: page.Good}))
	}
	if d.job.typed == m.typed {
		m.dirty = false
	}
	return tea.Batch(append(cmds, m.take(d.rec))...)
}

// finalise is F8: what is missing, the question, or the correction.
func (m *Model) finalise() tea.Cmd {
	w := &m.c.Words.Visit
	switch {
	case m.rec.state() == store.Final && !m.amending:
		return m.askAmend()
	case !m.editable():
		return page.Do(page.Toast{Text: w.Closed})
	}
	m.settle()
	m.endNow()
	saved := m.save()
	if gaps := m.gaps(); len(gaps) > 0 {
		m.goTo(secEnd)
		m.form = nil
		m.inForm = true
		m.build()
		m.settleFocus(gapID(0))
		return saved
	}
	q, d, k, id := m.sink, m.d, m.kind, m.id
	if m.amending {
		return tea.Batch(saved, page.Do(page.Prompt{
			Title: w.AmendYes, Body: w.AmendAsk, Label: w.AmendReason, Required: true, Lines: 3,
			Then: func(why string) tea.Cmd {
				return m.run(job{told: true, good: w.Amended}, func(ctx context.Context) error {
					if _, err := q.save(); err != nil {
						return err
					}
					_, err := d.AmendDraft(ctx, k, id, why)
					return err
				})
			},
		}))
	}
	what := sprintf(w.Dated, w.Titles[string(m.kind)], shortDate(m.rec.on()))
	body := sprintf(w.FinalBody, what, m.rec.title(), strings.Join(m.summary(), "\n"))
	return tea.Batch(saved, page.Do(page.Confirm{
		Title: w.FinalTitle, Body: body, Yes: w.FinalYes, Danger: true,
		Then: m.run(job{told: true, good: w.Finalised}, func(ctx context.Context) error { return q.finalise(ctx) }),
	}))
}

// endsNow reports whether the hour of the end is filled in by finalising: of a
// visit of today that nobody ended.
func (m *Model) endsNow() bool {
	now := m.c.Now()
	if m.rec.visit() == nil || m.amending || m.rec.on() != now.Format(time.DateOnly) || m.rec.doc().Text("ended") != "" || m.rec.raw()["ended"] != "" {
		return false
	}
	started, err := time.Parse(time.RFC3339, m.rec.doc().Text("started"))
	return err == nil && !now.Before(started)
}

// endNow writes when a visit of today ends.
func (m *Model) endNow() {
	if m.endsNow() {
		m.setLeaf("ended", m.c.Now().Format(time.RFC3339))
		delete(m.cells, "ended")
	}
}

// reopen opens a finalised record for correction, after the person said so.
type reopen struct{ id string }

func (m *Model) askAmend() tea.Cmd {
	w := &m.c.Words.Visit
	if !m.rec.may() {
		return page.Do(page.Toast{Text: w.Closed})
	}
	return page.Do(page.Confirm{
		Title: w.AmendTitle, Body: w.AmendBody, Yes: w.AmendYes, Danger: true, Then: page.Do(reopen{m.id}),
	})
}

func (m *Model) reopen() tea.Cmd {
	if m.rec.state() != store.Final {
		return nil
	}
	m.amending = true
	m.rec.reopen()
	m.form, m.inForm = nil, true
	m.build()
	m.settleFocus("")
	return nil
}

// reopenDraft goes on with a correction that an earlier visit left as a draft.
func (m *Model) reopenDraft() {
	m.amending = m.rec.state() == store.Final && m.rec.drafted() > 0 && m.rec.may()
	if m.amending {
		m.rec.reopen()
	}
}

// askDrop is Ctrl+D in a correction.
func (m *Model) askDrop() tea.Cmd {
	w, q := &m.c.Words.Visit, m.sink
	return page.Do(page.Confirm{
		Title: w.DropTitle, Body: w.DropBody, Yes: w.DropYes, Danger: true,
		Then: m.run(job{told: true, good: w.Dropped}, func(context.Context) error { return q.main.Discard() }),
	})
}

// applyFound says what became of an open item. A note may come before its
// state: then it is kept as it is, and the state is asked for before finalising.
func (m *Model) applyFound(c *cell, e desk.Edit) {
	it := m.openOf(c.key)
	if it == nil {
		return
	}
	f := it.Found
	value, _ := e.Value.(string)
	switch c.path {
	case "state":
		f.State = value
	case "due":
		f.Due = value
	case "note":
		f.Note = value
	}
	if f.State == "" && c.path == "note" {
		it.Found.Note = value
		m.sink.addFound(m.noteAlone(it))
		return
	}
	edit, err := m.rec.found(it.ItemRef, f)
	if err != nil {
		c.fault, c.of = page.Sentence(err), c.Value()
		if c.path == "state" { // what is written may not be taken back
			c.SetValue(it.Found.State)
		}
		return
	}
	c.fault = ""
	m.sink.addFound(edit)
}

// noteAlone keeps the note of an item that has no state yet.
func (m *Model) noteAlone(it *desk.OpenItem) desk.FoundEdit {
	e := desk.FoundEdit{ID: it.Found.ID}
	for _, x := range []struct {
		path store.Path
		text string
	}{
		{"about.kind", string(it.Kind)},
		{"about.record", it.Record},
		{"about.item", it.Item},
		{"cooperative", m.rec.doc().Text("cooperative")},
		{string(m.kind), m.id},
		{"on", m.rec.on()},
		{"note", it.Found.Note},
	} {
		e.Edits = append(e.Edits, desk.Edit{Path: x.path, Value: orNil(x.text)})
	}
	return e
}

// returned is what the province gave the record back with, "" if it did not.
func (m *Model) returned() string {
	if r := m.rec.review(); r != nil {
		return sprintf(m.c.Words.Visit.Returned, r.Why)
	}
	return ""
}
