package inbox

import (
	"context"
	"slices"
	"sync/atomic"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/sync"
	"coopfield/tui/page"
)

// agreed says that the person wants the previewed files taken in.
type agreed struct{}

// imported is the result of one file.
type imported struct {
	at   int // its place among those to be taken in
	todo []string
	now  []entry // the file, and held ones that went on behind it
	done []entry // of the files before it
	err  error
}

// count tells how many files of the preview can be taken in and how many are
// refused.
func (m *Model) count() (valid, refused int) {
	for i := range m.entries {
		switch m.entries[i].state {
		case sync.FilePreview, sync.FileHeld, sync.FilePart:
			valid++
		case sync.FileRefused:
			refused++
		}
	}
	return valid, refused
}

func (m *Model) confirm() tea.Cmd {
	w := &m.c.Words.Inbox
	if m.busy || m.looking {
		return nil
	}
	valid, refused := m.count()
	if valid == 0 && refused == 0 {
		return page.Do(page.Toast{Text: w.NoneValid, Level: page.Warn})
	}
	body := sprintf(w.ConfirmBody, valid)
	if refused > 0 {
		body += "\n" + sprintf(w.ConfirmBad, refused)
	}
	return page.Do(page.Confirm{Title: w.Confirm, Body: body, Yes: w.ConfirmYes, Then: page.Do(agreed{})})
}

// begin takes the previewed files in, one after another: each is its own
// transaction, so that stopping between two leaves nothing half done. Refused
// files go along, for their copy and the reason to be kept.
func (m *Model) begin() tea.Cmd {
	if m.busy || m.list != preview {
		return nil
	}
	var todo []string
	for i := range m.entries {
		if e := &m.entries[i]; e.state != sync.FileSkipped && e.state != sync.FileKnown {
			todo = append(todo, e.path)
		}
	}
	if len(todo) == 0 {
		return nil
	}
	m.busy, m.stop = true, &atomic.Bool{}
	return m.one(todo, 0, nil)
}

// one takes in file number at.
func (m *Model) one(todo []string, at int, done []entry) tea.Cmd {
	s, ca, stop := m.site, m.ca, m.stop
	p := page.Progress{
		ID: workID, Title: m.c.Words.Inbox.Importing, Item: base(todo[at]), Done: int64(at), Total: int64(len(todo)),
		Cancel: func() { stop.Store(true) },
	}
	return start(p, func() tea.Msg {
		reports, other, err := take(context.Background(), s, todo[at], ca)
		r := imported{at: at, todo: todo, done: done, err: err}
		for i := range reports {
			r.now = append(r.now, entryOf(s, &reports[i]))
		}
		if len(r.now) > 0 {
			r.now[0].otherwise = other
		}
		return r
	})
}

// follow adds what one import reported. A held bundle that went on stands once,
// as it is now.
func follow(done, now []entry) []entry {
	for _, e := range now {
		at := slices.IndexFunc(done, func(d entry) bool { return d.row.SHA256 != "" && d.row.SHA256 == e.row.SHA256 })
		if at < 0 {
			done = append(done, e)
			continue
		}
		done[at] = e
	}
	return done
}

// next goes on with the following file, or ends.
func (m *Model) next(r imported) tea.Cmd {
	if r.err == nil {
		r.done = follow(r.done, r.now)
		if r.at+1 < len(r.todo) && !m.stop.Load() {
			return m.one(r.todo, r.at+1, r.done)
		}
	}
	w, changed := &m.c.Words.Inbox, m.changed
	m.busy, m.list, m.depth = false, results, files
	m.fill(r.done)
	m.table.Select(0)
	ok, bad := 0, 0
	for i := range r.done {
		if r.done[i].state == sync.FileRefused {
			bad++
		} else {
			ok++
		}
	}
	t := page.Toast{Text: sprintf(w.Done, ok), Level: page.Good}
	if bad > 0 {
		t.Text += " " + m.c.Theme.Glyph.Dot + " " + sprintf(w.DoneBad, bad)
		t.Level = page.Warn
	}
	if r.at+1 < len(r.todo) {
		t = page.Toast{Text: sprintf(w.Stopped, r.at+1, len(r.todo)), Level: page.Warn}
	}
	cmds := []tea.Cmd{finished, page.Do(t), func() tea.Msg { changed(); return nil }, m.reload()}
	if ok > 0 {
		cmds = append(cmds, page.Do(page.Saved{At: m.c.Now()}))
	}
	if r.err != nil {
		cmds = append(cmds, page.Do(page.Fail{Err: r.err}))
	}
	return tea.Batch(cmds...)
}
