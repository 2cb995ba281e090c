package assess

import (
	"context"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/page"
	"coopfield/tui/review"
)

// job says what a command that writes is for.
type job struct {
	told  bool // the person asked for it
	back  bool // the screen closes afterwards
	good  string
	typed int
	// forget: a reason that was kept for the next try is not needed any more.
	forget bool
}

// done is the end of a command that wrote a change.
type done struct {
	id    string
	job   job
	at    time.Time
	sheet *desk.Sheet
	err   error
}

// run makes a command of what writes; the sheet is read anew behind it.
func (m *Model) run(j job, write func(context.Context) error) tea.Cmd {
	j.typed = m.typed
	d, id, now := m.d, m.id, m.c.Now
	return func() tea.Msg {
		ctx := context.Background()
		if err := write(ctx); err != nil {
			return done{id: id, job: j, err: err}
		}
		at := now()
		if j.back {
			return done{id: id, job: j, at: at}
		}
		s, err := d.Sheet(ctx, id)
		return done{id: id, job: j, at: at, sheet: s, err: err}
	}
}

// commit makes one change of what was typed. A correction of a finalised sheet
// is only kept as a draft until its reason is written.
func (m *Model) commit(j job) tea.Cmd {
	q := m.queue
	if m.amending || m.reviewing {
		return m.save()
	}
	if !m.dirty && q.Waiting() == 0 {
		if j.back {
			return page.Do(page.Back{})
		}
		return nil
	}
	j.good = m.c.Words.Assess.Committed
	return m.run(j, func(context.Context) error {
		_, err := q.Commit()
		return err
	})
}

// leave writes what was typed and closes the screen.
func (m *Model) leave() tea.Cmd {
	if m.leaving {
		return nil
	}
	w := &m.c.Words.Assess
	switch {
	case m.amending && m.dirty:
		return tea.Batch(m.save(), page.Do(page.Back{}), page.Do(page.Toast{Text: w.KeptAmend}))
	case m.reviewing && m.dirty:
		return tea.Batch(m.save(), page.Do(page.Back{}), page.Do(page.Toast{Text: m.c.Words.Review.Kept}))
	case m.amending, m.reviewing, !m.hasContent():
		return tea.Batch(m.save(), page.Do(page.Back{}))
	}
	m.leaving = m.dirty
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
			return tea.Batch(page.Do(page.Back{}), fail, page.Do(page.Toast{Text: m.c.Words.Assess.KeptDraft}))
		}
		return fail
	}
	cmds := []tea.Cmd{page.Do(page.Saved{At: d.at})}
	if d.job.forget {
		review.Keep(m.c, review.Unsent{ID: m.id})
	}
	if d.job.good != "" && !d.job.back {
		cmds = append(cmds, page.Do(page.Toast{Text: d.job.good, Level: page.Good}))
	}
	if d.job.back {
		return tea.Batch(append(cmds, page.Do(page.Back{}))...)
	}
	if d.job.typed == m.typed && d.sheet != nil {
		m.load++ // an older reading must not replace this one
		m.dirty = false
		m.otherwise = nil // this machine has written in the sheet again
		cmds = append(cmds, m.show(d.sheet))
	}
	return tea.Batch(cmds...)
}

// closed reports whether the sheet is finalised and not open for correction.
func (m *Model) closed() bool { return m.sheet != nil && m.sheet.State == store.Final }

// disputed reports whether versions of the sheet wait for a decision: until then
// nobody puts a signature on it.
func (m *Model) disputed() bool {
	return m.sheet != nil && m.sheet.Record != nil && m.sheet.Record.Conflict != ""
}

// finalise is F8: what is missing, the question, or the correction.
func (m *Model) finalise() tea.Cmd {
	w := &m.c.Words.Assess
	switch {
	case m.disputed():
		return page.Do(page.Toast{Text: w.Disputed, Level: page.Warn})
	case m.closed():
		return m.askAmend()
	case m.reviewing:
		return m.accept()
	}
	if !m.editable() {
		return page.Do(page.Toast{Text: w.Closed})
	}
	m.settle()
	saved := m.save()
	if g := m.missing(); len(g) > 0 {
		m.gaps = &gaps{list: g}
		return saved
	}
	s, q, d, id := m.sheet, m.queue, m.d, m.id
	if m.amending {
		return tea.Batch(saved, page.Do(page.Prompt{
			Title: w.AmendYes, Body: w.AmendAsk, Label: w.AmendReason, Required: true, Lines: 3,
			Then: func(why string) tea.Cmd {
				return m.run(job{told: true, good: w.Amended}, func(ctx context.Context) error {
					if _, err := q.Save(); err != nil {
						return err
					}
					_, err := d.AmendDraft(ctx, store.Assessment, id, why)
					return err
				})
			},
		}))
	}
	body := sprintf(w.FinalBody, s.Title, s.Period, m.verdict())
	switch {
	case s.Result.Excluded != nil:
		body = sprintf(w.FinalExcluded, s.Title, s.Period, s.Result.Excluded.Title)
	case s.Scheme.Partial:
		body = sprintf(w.FinalPartial, s.Title, s.Period, m.verdict())
	}
	return tea.Batch(saved, page.Do(page.Confirm{
		Title: w.FinalTitle, Body: m.caveats(body), Yes: w.FinalYes, Danger: true,
		Then: m.run(job{told: true, good: w.Finalised}, func(ctx context.Context) error {
			if _, err := q.Save(); err != nil {
				return err
			}
			_, err := d.Finalise(ctx, store.Assessment, id)
			return err
		}),
	}))
}

// reopen opens a finalised sheet for correction, after the person said so.
type reopen struct{ id string }

// correct opens the correction of a sheet that is under review.
func (m *Model) correct() tea.Cmd {
	if m.reviewing {
		m.depart()
		m.reviewing = false
		m.sheet.State = store.Final
	}
	if !m.closed() {
		return nil
	}
	return m.askAmend()
}

func (m *Model) askAmend() tea.Cmd {
	w := &m.c.Words.Assess
	m.sheet.State = store.Draft
	may := m.editable()
	m.sheet.State = store.Final
	if !may {
		return page.Do(page.Toast{Text: w.Closed})
	}
	return page.Do(page.Confirm{
		Title: w.AmendTitle, Body: w.AmendBody, Yes: w.AmendYes, Danger: true, Then: page.Do(reopen{m.id}),
	})
}

func (m *Model) reopen() tea.Cmd {
	if m.closed() {
		m.openForAmend()
		m.move(m.at, m.preferred(m.at))
	}
	return nil
}

// openForAmend lets the cells be written again. What is typed is kept as a
// draft on the finalised revision and becomes an amend op with its reason.
func (m *Model) openForAmend() {
	m.amending = true
	m.sheet.State = store.Draft
}

// askDrop is Ctrl+D in a correction.
func (m *Model) askDrop() tea.Cmd {
	if !m.amending {
		return nil
	}
	w, q := &m.c.Words.Assess, m.queue
	return page.Do(page.Confirm{
		Title: w.DropTitle, Body: w.DropBody, Yes: w.DropYes, Danger: true,
		Then: m.run(job{told: true, good: w.Dropped}, func(context.Context) error { return q.Discard() }),
	})
}

// caveats adds to the question before chốt what is worth a look and stands in
// nobody's way.
func (m *Model) caveats(body string) string {
	w, s := &m.c.Words.Assess.Book, m.sheet
	if s.Result.Excluded != nil {
		return body
	}
	if n := s.Count(desk.Copied); n > 0 {
		body += "\n" + sprintf(w.AskCopied, n)
	}
	if n := s.Count(desk.Estimate); n > 0 {
		body += "\n" + sprintf(w.AskEstimates, n)
	}
	if s.Doc.Text("board_agreed.name") == "" || s.Doc.Text("supervisor_agreed.name") == "" {
		body += "\n" + w.AskAgreed
	}
	return body
}
