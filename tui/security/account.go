package security

import (
	"context"
	"path/filepath"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/sync"
	"coopfield/tui/keys"
	"coopfield/tui/page"
	"coopfield/tui/paper"
	"coopfield/tui/seal/media"
)

// accountTo says into which folder the page of accounts goes.
type accountTo struct{ dir string }

// accounted is the result of writing it.
type accounted struct {
	dir string
	err error
}

// Account returns the page on which every change that the province was handed is
// accounted for, as an auditor gets it. F7 writes it for printing, with what is
// needed to check bundles without this program. drives lists the sticks that are
// plugged in, nil for those of the machine.
func Account(c *page.Context, s *sync.Site, drives func() []string) page.Screen {
	if drives == nil {
		drives = media.Drives
	}
	busy := false
	return &keeper{paper.New(c, paper.Spec{
		Title: func() []string { return []string{c.Words.Security.Title, c.Words.Security.Rows[rowAccount]} },
		Load:  func() (any, error) { return s.Account(context.Background()) },
		Lines: func(read any, width int) []paper.Line {
			p, _ := read.(*sync.AccountPage)
			if p == nil {
				return nil
			}
			return accountLines(c, p, width)
		},
		Keys: func() []keys.Hint { return []keys.Hint{keys.For(keys.Print, c.Words.Security.KeyAccount)} },
		Press: func(i keys.Intent) (tea.Cmd, bool) {
			if i != keys.Print || busy {
				return nil, false
			}
			return askAccount(c, drives), true
		},
		Update: func(msg tea.Msg) (tea.Cmd, bool) {
			w := &c.Words.Security
			switch msg := msg.(type) {
			case accountTo:
				busy = true
				return page.Work(page.Progress{ID: workID, Title: w.AccountBusy, Item: msg.dir}, func(func(int64, int64, string)) tea.Msg {
					_, err := s.Audit(context.Background(), sync.AuditOptions{Dir: msg.dir})
					return accounted{msg.dir, err}
				}), false
			case accounted:
				busy = false
				if msg.err != nil {
					return page.Do(page.Fail{Err: msg.err}), false
				}
				body := sprintf(w.AccountDone, filepath.Join(msg.dir, "doi-chieu.html"))
				return page.Do(page.Confirm{Title: w.Rows[rowAccount], Body: body, Yes: c.Words.Dialog.OK, Told: true}), false
			}
			return nil, false
		},
	}), &busy, c}
}

// askAccount asks where the page goes: a folder of its own for each day, so that
// an earlier page is not written over.
func askAccount(c *page.Context, drives func() []string) tea.Cmd {
	w, day := &c.Words.Security, c.Now().Format("20060102")
	p := page.Prompt{
		Title: w.AccountAsk, Body: w.AccountBody, Label: w.AccountLabel, Required: true, AsTyped: true, Offer: c.Words.Inbox.AskDrives,
		Then: func(s string) tea.Cmd {
			return page.Do(accountTo{filepath.Join(media.Path(s), w.AccountName+"-"+day)})
		},
	}
	return func() tea.Msg {
		if p.Choices = drives(); len(p.Choices) > 0 {
			p.Value = p.Choices[0]
		}
		return p
	}
}

func accountLines(c *page.Context, p *sync.AccountPage, width int) []paper.Line {
	t := c.Theme
	var out []paper.Line
	if !p.Complete {
		out = append(out, paper.Line{Sign: "!", Text: c.Words.Security.AccountBad, Style: &t.Bad}, paper.Line{})
	}
	for l := range strings.SplitSeq(strings.TrimSpace(string(p.Text)), "\n") {
		l = strings.TrimRight(l, "\r ")
		out = append(out, paper.Line{Text: l, Raw: page.Width(l) <= width})
	}
	return out
}
