// Package printing is what screens do to write the paper of a record: where it
// goes, and what is said when it is there.
package printing

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/tui/page"
	"coopfield/tui/seal/media"
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

// Elsewhere is sent to a screen that prints: it asks for another folder than the last.
type Elsewhere struct{}

// Done is the end of writing a paper.
type Done struct {
	ID    string // of the record
	Paths []string
	Err   error
}

// Opened is the end of handing the PDF to the system's program.
type Opened struct {
	ID, Name string
	Err      error
}

// Write writes a paper into the folder where the last one went; the first time,
// and with ask, the folder is asked for. first makes durable what was typed. The
// screen gets [Done].
func Write(c *page.Context, p Printer, k store.Kind, id string, ask bool, first func() error) tea.Cmd {
	w := &c.Words.Visit
	if p == nil {
		return page.Do(page.Toast{Text: w.NoPaper, Level: page.Warn})
	}
	write := func(dir string) tea.Msg {
		if err := first(); err != nil {
			return Done{ID: id, Err: err}
		}
		paths, err := p.Print(context.Background(), k, id, dir)
		return Done{id, paths, err}
	}
	return func() tea.Msg {
		dir, known := p.Folder()
		if known && !ask {
			return write(dir)
		}
		return page.Prompt{
			Title: w.PaperTitle, Body: w.PaperBody, Label: w.PaperAsk, Value: dir, Required: true,
			Then: func(typed string) tea.Cmd {
				return func() tea.Msg { return write(media.Path(typed)) }
			},
		}
	}
}

// Tell says where a paper was written and offers to open the PDF, from which it
// is printed. The screen gets [Opened].
func Tell(c *page.Context, p Printer, d Done) tea.Cmd {
	w := &c.Words.Visit
	if d.Err != nil {
		return page.Do(page.Fail{Err: d.Err})
	}
	pdf := slices.IndexFunc(d.Paths, func(s string) bool { return strings.HasSuffix(s, ".pdf") })
	path := d.Paths[max(pdf, 0)]
	return page.Do(page.Confirm{
		Title: w.PaperDone, Body: strings.Join(d.Paths, "\n"), Yes: w.PaperOpen, No: w.PaperClose,
		Then: func() tea.Msg { return Opened{d.ID, filepath.Base(path), p.Open(path)} },
	})
}

// Show follows the opening of a file.
func Show(c *page.Context, o Opened) tea.Cmd {
	if o.Err != nil {
		return page.Do(page.Fail{Err: o.Err})
	}
	return page.Do(page.Toast{Text: fmt.Sprintf(c.Words.Visit.FileOpened, o.Name)})
}
