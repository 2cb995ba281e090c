package security

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"

	"coopfield/sync"
	"coopfield/sync/qr"
	"coopfield/sync/trust"
	"coopfield/tui/keys"
	"coopfield/tui/page"
	"coopfield/tui/paper"
	"coopfield/tui/restore"
	"coopfield/tui/seal/media"
	"coopfield/tui/theme"
)

// Restore returns the page of how a backup is put back. F8 does it over the
// store that is open: put closes that and opens what came. After an error the
// old store may be locked, and home leads to its passphrase.
func Restore(c *page.Context, put func(file string, passphrase []byte) (*sync.Restored, error), drives func() []string) page.Screen {
	home := page.Navigate{Page: "home", Root: true}
	flow := restore.New(c, restore.Options{
		Put: put, Drives: drives, Ask: func() string { return c.Words.Security.RestoreBody }, Then: home, After: home,
	})
	return &restoring{paper.New(c, paper.Spec{
		Keys: func() []keys.Hint { return []keys.Hint{keys.For(keys.Finalise, c.Words.Security.KeyRestore)} },
		Press: func(i keys.Intent) (tea.Cmd, bool) {
			if i != keys.Finalise {
				return nil, false
			}
			return flow.Begin(), true
		},
		Update: func(msg tea.Msg) (tea.Cmd, bool) {
			cmd, _ := flow.Update(msg)
			return cmd, false
		},
		Title: func() []string { return []string{c.Words.Security.Title, c.Words.Security.RestoreTitle} },
		Lines: func(any, int) []paper.Line {
			var out []paper.Line
			for i, s := range c.Words.Security.Restore {
				out = append(out, paper.Line{Sign: strconv.Itoa(i+1) + ".", Text: s.Head, Style: &c.Theme.Title}, paper.Line{Text: s.Say, Indent: 3})
			}
			return out
		},
	}), flow, c}
}

// restoring is the page, which must stay while a store is put back.
type restoring struct {
	*paper.Model
	flow *restore.Flow
	c    *page.Context
}

// Keep says why the program should not end now.
func (r *restoring) Keep() string {
	if r.flow.Busy() {
		return r.c.Words.Security.Keep
	}
	return ""
}

// News returns the page of what was found when the store was opened, and since.
func News(c *page.Context, notices func() []sync.Notice) page.Screen {
	return paper.New(c, paper.Spec{
		Title: func() []string { return []string{c.Words.Security.Title, c.Words.Security.NewsTitle} },
		Lines: func(any, int) []paper.Line {
			w, t := &c.Words.Security, c.Theme
			list := notices()
			if len(list) == 0 {
				return []paper.Line{{Text: w.NewsNone}}
			}
			var out []paper.Line
			for _, n := range list {
				if len(out) > 0 {
					out = append(out, paper.Line{})
				}
				for _, p := range [][2]string{{w.Happened, n.Message}, {w.Kept, n.Kept}, {w.Todo, n.Hint}} {
					if p[1] != "" {
						out = append(out, paper.Line{Text: p[0], Style: &t.Title}, paper.Line{Text: p[1], Indent: 2})
					}
				}
			}
			return out
		},
	})
}

// Doctor returns the page of what the newest check found. repair, nil where
// nothing may be put right from here, repairs and says what is left.
func Doctor(c *page.Context, s *sync.Site) page.Screen {
	busy := false
	return &keeper{paper.New(c, paper.Spec{
		Title: func() []string { return []string{c.Words.Security.Title, c.Words.Security.CheckTitle} },
		Lines: func(any, int) []paper.Line {
			d, _ := c.Kept[workID].(*sync.Diagnosis)
			return findings(c, d)
		},
		Keys: func() []keys.Hint {
			if d, _ := c.Kept[workID].(*sync.Diagnosis); d != nil && d.Repairable() {
				return []keys.Hint{keys.For(keys.Finalise, c.Words.Security.KeyRepair)}
			}
			return nil
		},
		Press: func(i keys.Intent) (tea.Cmd, bool) {
			w := &c.Words.Security
			d, _ := c.Kept[workID].(*sync.Diagnosis)
			if i != keys.Finalise || d == nil || !d.Repairable() || busy {
				return nil, false
			}
			return page.Do(page.Confirm{Title: w.RepairAsk, Body: w.RepairBody, Yes: w.RepairYes, Then: page.Do(repair{})}), true
		},
		Update: func(msg tea.Msg) (tea.Cmd, bool) {
			switch msg := msg.(type) {
			case repair:
				busy = true
				return page.Work(page.Progress{ID: workID, Title: c.Words.Security.CheckBusy, Item: s.Dir}, func(func(int64, int64, string)) tea.Msg {
					d, err := s.Repair(context.Background())
					return repaired{d, err}
				}), false
			case repaired:
				busy = false
				if msg.err != nil {
					return page.Do(page.Fail{Err: msg.err}), false
				}
				c.Kept[workID] = msg.d
				return nil, true
			}
			return nil, false
		},
	}), &busy, c}
}

type (
	repair   struct{}
	repaired struct {
		d   *sync.Diagnosis
		err error
	}
)

// keeper is a page whose work must not be cut short.
type keeper struct {
	*paper.Model
	busy *bool
	c    *page.Context
}

// Keep says why the program should not end now.
func (k *keeper) Keep() string {
	if *k.busy {
		return k.c.Words.Security.Keep
	}
	return ""
}

func findings(c *page.Context, d *sync.Diagnosis) []paper.Line {
	w, t := &c.Words.Security, c.Theme
	switch {
	case d == nil:
		return []paper.Line{{Text: w.CheckTip}}
	case len(d.Findings) == 0:
		return []paper.Line{{Sign: t.Glyph.Check, Text: sprintf(w.CheckGood, page.Count(int(d.Ops)), page.Count(int(d.Records))), Style: &t.Good}}
	}
	out := []paper.Line{{Sign: t.Glyph.Cross, Text: sprintf(w.CheckBad, page.Count(len(d.Findings))), Style: &t.Bad}, {Text: w.CheckKept, Indent: 2}}
	if d.Repairable() {
		out = append(out, paper.Line{Text: w.CheckRepair, Indent: 2, Style: &t.Info})
	}
	for _, f := range d.Findings {
		out = append(
			out, paper.Line{}, paper.Line{Sign: "!", Text: f.Check + " " + t.Glyph.Dot + " " + f.Where, Style: &t.Title},
			paper.Line{Text: f.Message, Indent: 2}, paper.Line{Sign: t.Glyph.Sep, Text: f.Hint, Indent: 2},
		)
	}
	return out
}

// Changes returns the page of what each version of the registry changed, the
// newest first.
func Changes(c *page.Context, s *sync.Site) page.Screen {
	return paper.New(c, paper.Spec{
		Title: func() []string { return []string{c.Words.Security.Title, c.Words.Security.ChangesTitle} },
		Load:  func() (any, error) { return s.Changes(context.Background()) },
		Lines: func(read any, _ int) []paper.Line {
			list, _ := read.([]sync.Change)
			return changeLines(c, list)
		},
	})
}

func changeLines(c *page.Context, list []sync.Change) []paper.Line {
	w, t := &c.Words.Security, c.Theme
	if len(list) == 0 {
		return []paper.Line{{Text: w.ChangesNone}}
	}
	var out []paper.Line
	for _, x := range slices.Backward(list) {
		if x.At == 0 { // the first version, made with the store, has no entry of who and when
			out = append(out, paper.Line{Text: sprintf(w.ChangeFirst, x.Version), Style: &t.Title})
			continue
		}
		what := w.Changes[x.What]
		if what == "" {
			what = x.What
		}
		why := x.Why
		if why != "" {
			why = " " + t.Glyph.Dot + " " + why
		}
		at := time.UnixMilli(x.At).In(c.Now().Location()).Format("02/01/2006 15:04")
		out = append(
			out, paper.Line{Text: sprintf(w.ChangeAt, x.Version, what, x.Device, at), Style: &t.Title},
			paper.Line{Text: sprintf(w.ChangeBy, x.By, why), Indent: 2},
		)
	}
	return out
}

// openedCA carries what opens a province's CA for its sheet.
type openedCA struct {
	dir  string
	pass []byte
	told bool
}

// sheetTo says where the recovery sheet is written.
type sheetTo struct{ path string }

// wrote is the result of writing it.
type wrote struct {
	path string
	err  error
}

// Sheet returns the page of the recovery sheet, as text or as a code to
// photograph. A province's needs the CA; it is forgotten when the page closes.
func Sheet(c *page.Context, s *sync.Site) page.Screen {
	var ca *openedCA
	code, secret := false, false
	sheet := func() (any, error) {
		if !s.IsProvince() {
			return s.RecoverySheet(nil)
		}
		if ca == nil {
			return nil, nil //nolint:nilnil // not opened yet, which is no fault
		}
		open, err := trust.OpenCA(ca.dir, ca.pass)
		if err != nil {
			ca = nil
			return nil, err
		}
		defer open.Close()
		secret = true
		return s.RecoverySheet(open)
	}
	ask := func(a openedCA) tea.Cmd {
		return askCA(c, s, a.dir, a.told, func(dir string, pass []byte, told bool) tea.Msg { return openedCA{dir, pass, told} })
	}
	var text string
	return paper.New(c, paper.Spec{
		Title: func() []string { return []string{c.Words.Security.Title, c.Words.Security.SheetTitle} },
		Load:  sheet,
		Lines: func(read any, width int) []paper.Line {
			r, _ := read.(*sync.RecoverySheet)
			if r == nil {
				return []paper.Line{{Text: c.Words.Security.CAPassBody}}
			}
			text = r.Text
			if code {
				return codeLines(c, r.QR, width)
			}
			var out []paper.Line
			for l := range strings.SplitSeq(strings.TrimSpace(r.Text), "\n") {
				out = append(out, paper.Line{Text: l, Raw: page.Width(l) <= width})
			}
			return out
		},
		Keys: func() []keys.Hint {
			w := &c.Words.Security
			if text == "" {
				return []keys.Hint{keys.For(keys.Finalise, w.CAPass)}
			}
			word := w.KeyQR
			if code {
				word = w.KeyText
			}
			return []keys.Hint{keys.For(keys.Flag, word), keys.For(keys.Print, w.KeyOut)}
		},
		Press: func(i keys.Intent) (tea.Cmd, bool) {
			w := &c.Words.Security
			switch {
			case i == keys.Finalise && text == "" && s.IsProvince():
				a := openedCA{dir: trust.CADir(s.Dir)}
				if cmd := ask(a); cmd != nil {
					return cmd, true
				}
				return page.Do(a), true
			case i == keys.Flag && text != "":
				code = !code
				return nil, true
			case i == keys.Print && text != "":
				return page.Do(page.Prompt{
					Title: w.SheetTo, Label: w.SheetToLabel, Required: true, AsTyped: true,
					Then: func(p string) tea.Cmd { return page.Do(sheetTo{media.Path(p)}) },
				}), true
			}
			return nil, false
		},
		Update: func(msg tea.Msg) (tea.Cmd, bool) {
			w := &c.Words.Security
			switch msg := msg.(type) {
			case openedCA:
				if cmd := ask(msg); cmd != nil {
					return cmd, false
				}
				ca = &msg
				return nil, true
			case sheetTo:
				return func() tea.Msg {
					path := msg.path
					if info, err := os.Stat(path); err == nil && info.IsDir() {
						path = filepath.Join(path, "to-phuc-hoi.txt")
					}
					return wrote{path, writeFile(path, []byte(text))}
				}, false
			case wrote:
				if msg.err != nil {
					return page.Do(page.Fail{Err: msg.err}), false
				}
				said := sprintf(w.SheetDone, msg.path)
				if secret {
					return page.Do(page.Confirm{Title: w.SheetTitle, Body: said + "\n\n" + w.SheetSecret, Yes: c.Words.Dialog.OK, Told: true}), false
				}
				return page.Do(page.Toast{Text: said, Level: page.Good}), false
			}
			return nil, false
		},
	})
}

// codeLines draws a code black on white where there are colours, else as if
// letters were lighter than their ground.
func codeLines(c *page.Context, text string, width int) []paper.Line {
	o := qr.Options{Light: c.Theme.Name == theme.Mono, Margin: 2}
	var style *lipgloss.Style
	if !o.Light {
		s := lipgloss.NewStyle().Foreground(lipgloss.Color("16")).Background(lipgloss.Color("231"))
		style = &s
	}
	lines, err := qr.Draw(text, o)
	if err != nil || len(lines) > 0 && page.Width(lines[0]) > width {
		return []paper.Line{{Text: c.Words.Security.SheetSmall}}
	}
	var out []paper.Line
	for _, l := range lines {
		out = append(out, paper.Line{Text: l, Raw: true, Style: style})
	}
	if len(lines) > c.Height-2 {
		out = append([]paper.Line{{Text: c.Words.Security.SheetSmall, Style: &c.Theme.Warn}}, out...)
	}
	return out
}
