package visit

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/tui/page"
)

// A Printer writes the paper of a record.
type Printer interface {
	// Folder is where papers went last, and whether it is there still; before any
	// was written it is the person's own, which is asked for.
	Folder() (dir string, known bool)
	// Print writes the paper of a record into a folder, as it is held now, and
	// returns the paths of the files. It remembers the folder.
	Print(ctx context.Context, k store.Kind, id, dir string) ([]string, error)
	// Open hands a file to the system's program.
	Open(path string) error
}

// printed is the end of writing a paper.
type printed struct {
	id    string
	paths []string
	err   error
}

// elsewhere asks for another folder than the last.
type elsewhere struct{}

// print is F7: the paper goes where papers went last; the first time, and with
// ask, the folder is asked for.
func (m *Model) print(ask bool) tea.Cmd {
	saved := tea.Cmd(nil)
	if m.inForm {
		saved = m.departed()
	}
	p, q, k, id := m.o.Print, m.sink, m.kind, m.id
	if p == nil {
		return tea.Batch(saved, page.Do(page.Toast{Text: m.c.Words.Visit.NoPaper, Level: page.Warn}))
	}
	return tea.Batch(saved, Paper(m.c, p, ask, func(dir string) tea.Msg {
		if _, err := q.save(); err != nil {
			return printed{id: id, err: err}
		}
		paths, err := p.Print(context.Background(), k, id, dir)
		return printed{id, paths, err}
	}))
}

// Paper writes a paper into the folder where the last one went, or asks for one.
func Paper(c *page.Context, p Printer, ask bool, write func(dir string) tea.Msg) tea.Cmd {
	w := &c.Words.Visit
	return func() tea.Msg {
		dir, known := p.Folder()
		if known && !ask {
			return write(dir)
		}
		return page.Prompt{
			Title: w.PaperTitle, Body: w.PaperBody, Label: w.PaperAsk, Value: dir, Required: true,
			Then: func(typed string) tea.Cmd {
				home, err := os.UserHomeDir()
				if err != nil {
					home = "" // then ~ stands for nothing
				}
				dir := cleanPath(typed, home)
				return func() tea.Msg { return write(dir) }
			},
		}
	}
}

func (m *Model) printed(p printed) tea.Cmd {
	switch {
	case p.id != m.id:
		return nil
	case p.err != nil:
		return page.Do(page.Fail{Err: plain(p.err)})
	}
	return TellPaper(m.c, m.o.Print, p.paths, func(name string, err error) tea.Msg { return shown{m.id, name, err} })
}

// TellPaper says where a paper was written and offers to open the PDF, from
// which it is printed.
func TellPaper(c *page.Context, p Printer, paths []string, opened func(name string, err error) tea.Msg) tea.Cmd {
	w := &c.Words.Visit
	pdf := slices.IndexFunc(paths, func(s string) bool { return strings.HasSuffix(s, ".pdf") })
	if pdf < 0 {
		pdf = 0
	}
	path := paths[pdf]
	return page.Do(page.Confirm{
		Title: w.PaperDone, Body: strings.Join(paths, "\n"), Yes: w.PaperOpen, No: w.PaperClose,
		Then: func() tea.Msg { return opened(filepath.Base(path), p.Open(path)) },
	})
}
