// Package restore asks for a backup and has it put back, on the screen of a
// machine without a store and in the settings of one that has a store.
package restore

import (
	"fmt"
	"path/filepath"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store/vi"
	"coopfield/sync"
	"coopfield/tui/page"
	"coopfield/tui/seal/media"
)

// workID names the long work among overlays.
const workID = "restore"

// Options are what the flow needs of the program.
type Options struct {
	// Put puts the backup in file back, moves aside the store that is there, and
	// opens what came. The passphrase, NFC in UTF-8, is empty for a training
	// store; it is overwritten afterwards. Put runs in a command.
	Put func(file string, passphrase []byte) (*sync.Restored, error)
	// Drives lists the sticks that are plugged in, nil for those of the machine.
	Drives func() []string
	// Ask is a question before anything happens, "" for none.
	Ask func() string
	// Then is where a person goes on afterwards, After where after an error, nil
	// to stay.
	Then, After tea.Msg
}

// Flow is one screen's way to restore. The screen hands it every message.
type Flow struct {
	c    *page.Context
	o    Options
	busy bool
}

// New returns the flow of a screen.
func New(c *page.Context, o Options) *Flow {
	if o.Drives == nil {
		o.Drives = media.Drives
	}
	return &Flow{c: c, o: o}
}

type (
	chosen  struct{ file string }
	agreed  struct{ file string }
	unlocks struct {
		file string
		pass []byte
	}
	restored struct {
		out *sync.Restored
		err error
	}
)

// Busy reports whether a store is being put back now.
func (f *Flow) Busy() bool { return f.busy }

// Begin asks which backup it shall be; those on a stick are listed.
func (f *Flow) Begin() tea.Cmd {
	if f.busy {
		return nil
	}
	w := &f.c.Words.Security
	p := page.Prompt{
		Title: w.RestoreTitle, Body: w.RestoreWhich, Label: w.RestoreFile, Required: true, AsTyped: true, Offer: w.RestoreOffer,
		Then: func(s string) tea.Cmd { return page.Do(chosen{media.Path(s)}) },
	}
	drives := f.o.Drives
	return func() tea.Msg {
		for _, d := range drives() {
			found, err := filepath.Glob(filepath.Join(d, "*.age"))
			if err == nil {
				p.Choices = append(p.Choices, found...)
			}
		}
		if n := len(p.Choices); n > 0 {
			p.Value = p.Choices[n-1] // names end in the time
		}
		return p
	}
}

// Update handles a message of the flow's own; ok is false for any other.
func (f *Flow) Update(msg tea.Msg) (cmd tea.Cmd, ok bool) {
	w := &f.c.Words.Security
	switch msg := msg.(type) {
	case chosen:
		if f.o.Ask == nil {
			return page.Do(agreed(msg)), true
		}
		return page.Do(page.Confirm{Title: w.RestoreAsk, Body: f.o.Ask(), Yes: w.RestoreYes, Danger: true, Then: page.Do(agreed(msg))}), true
	case agreed:
		return page.Do(page.Prompt{
			Title: w.RestoreTitle, Body: w.RestorePassBody, Label: w.RestorePass, Secret: true,
			Then:  func(s string) tea.Cmd { return page.Do(unlocks{msg.file, []byte(vi.NFC(s))}) },
			Other: f.c.Words.Forgotten.Button, Instead: page.Go("forgotten", "", page.Args{"file": msg.file}),
		}), true
	case unlocks:
		return f.run(msg), true
	case restored:
		return f.end(msg), true
	}
	return nil, false
}

func (f *Flow) run(u unlocks) tea.Cmd {
	if f.busy {
		return nil
	}
	f.busy = true
	put := f.o.Put
	return page.Work(page.Progress{ID: workID, Title: f.c.Words.Security.RestoreBusy, Item: filepath.Base(u.file)}, func(func(int64, int64, string)) tea.Msg {
		out, err := put(u.file, u.pass)
		clear(u.pass)
		return restored{out, err}
	})
}

func (f *Flow) end(r restored) tea.Cmd {
	w := &f.c.Words.Security
	f.busy = false
	if r.err != nil {
		told := page.Do(page.Fail{Err: r.err})
		if after := f.o.After; after != nil {
			return tea.Sequence(page.Do(after), told)
		}
		return told
	}
	then := f.o.Then
	return page.Do(page.Confirm{Title: w.RestoreTitle, Body: Told(f.c, r.out), Yes: f.c.Words.Dialog.OK, Told: true, Then: page.Do(then)})
}

// Told says what came back, where the old store is, and how what was written
// after the backup comes back.
func Told(c *page.Context, r *sync.Restored) string {
	w := &c.Words.Security
	at := r.MadeAt
	if made, err := time.Parse(time.RFC3339, r.MadeAt); err == nil {
		at = made.In(c.Now().Location()).Format("15:04 02/01/2006")
	}
	out := []string{fmt.Sprintf(w.RestoreDone, at)}
	if r.Aside != "" {
		out = append(out, fmt.Sprintf(w.RestoreAside, r.Aside))
	}
	switch {
	case r.Complete:
		out = append(out, w.RestoreWhole)
	case r.Province:
		out = append(out, w.RestoreProvince)
	case r.Principal == "":
		out = append(out, w.RestoreAlone)
	default:
		out = append(out, fmt.Sprintf(w.RestoreLater, r.Epoch))
	}
	return strings.Join(out, "\n\n")
}
