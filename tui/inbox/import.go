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

// imported is what became of the files that were to be taken in.
type imported struct {
	done  []entry // of the files before the end, and held ones that went on behind them
	ended int     // files that were done with
	of    int
	err   error
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

// takeIn takes the previewed files in, one after another: each is its own
// transaction, so that stopping between two leaves nothing half done. Refused
// files go along, for their copy and the reason to be kept.
func (m *Model) takeIn() tea.Cmd {
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
	m.busy = true
	s, ca, stop, changed := m.site, m.ca, &atomic.Bool{}, m.changed
	p := page.Progress{
		ID: workID, Title: m.c.Words.Inbox.Importing, Item: base(todo[0]), Total: int64(len(todo)),
		Cancel: func() { stop.Store(true) },
	}
	return page.Work(p, func(tell func(int64, int64, string)) tea.Msg {
		r := imported{of: len(todo)}
		for at, path := range todo {
			if at > 0 && stop.Load() { // the file under way was finished
				break
			}
			tell(int64(at), int64(len(todo)), base(path))
			reports, other, err := take(context.Background(), s, path, ca)
			if r.err = err; err != nil {
				break
			}
			var now []entry
			for i := range reports {
				now = append(now, entryOf(s, &reports[i]))
			}
			if len(now) > 0 {
				now[0].otherwise = other
			}
			r.done, r.ended = follow(r.done, now), at+1
		}
		changed()
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

// haveImported shows what became of each file.
func (m *Model) haveImported(r imported) tea.Cmd {
	w := &m.c.Words.Inbox
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
	if r.ended < r.of {
		t = page.Toast{Text: sprintf(w.Stopped, r.ended, r.of), Level: page.Warn}
	}
	cmds := []tea.Cmd{page.Do(t), m.reload()}
	if ok > 0 {
		cmds = append(cmds, page.Do(page.Saved{At: m.c.Now()}))
	}
	if r.err != nil {
		cmds = append(cmds, page.Do(page.Fail{Err: r.err}))
	}
	return tea.Batch(cmds...)
}
