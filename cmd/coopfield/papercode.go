package main

import (
	"context"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/page"
	"coopfield/tui/text"
)

// askPaper is the palette's entry that looks a paper's code up.
func (a *app) askPaper(w *text.Words) page.Action {
	return page.Action{Name: w.Paper.CodeAct, Msg: page.Prompt{
		Title: w.Paper.CodeAct, Body: w.Paper.CodeBody, Label: w.Paper.CodeLabel, Required: true, AsTyped: true,
		Then: func(typed string) tea.Cmd {
			d := a.opened().Desk
			return func() tea.Msg {
				c, err := d.CheckPaper(context.Background(), typed)
				if err != nil {
					return page.Fail{Err: err}
				}
				return paperTold(c, w)
			}
		},
	}}
}

// paperTold is the dialog that says what a paper is worth; Enter opens its record.
func paperTold(c *desk.PaperCheck, w *text.Words) tea.Msg {
	say := func(pair [2]string) string {
		if w.Lang == text.EN {
			return pair[1]
		}
		return pair[0]
	}
	told := page.Confirm{Title: c.Title, Body: strings.Join(paperLines(c, say), "\n"), Yes: w.Paper.CodeOpen}
	switch c.Kind {
	case store.Assessment:
		told.Then = page.Go("assess", c.ID, nil)
	case store.Visit, store.Consultation:
		told.Then = page.Go(string(c.Kind), c.ID, nil)
	}
	return told
}
