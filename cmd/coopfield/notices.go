package main

import (
	tea "github.com/charmbracelet/bubbletea"

	"coopfield/tui/page"
)

// telling is the home screen that first says what was found when the store was
// opened: that it was put back from an older state, or runs on another machine.
type telling struct {
	page.Screen
	first tea.Cmd
}

// Init tells, and begins the screen.
func (t telling) Init() tea.Cmd { return tea.Batch(t.Screen.Init(), t.first) }

// Actions are those of the screen.
func (t telling) Actions() []page.Action {
	if s, ok := t.Screen.(page.Actor); ok {
		return s.Actions()
	}
	return nil
}

// Note is the screen's.
func (t telling) Note() string {
	if s, ok := t.Screen.(page.Noter); ok {
		return s.Note()
	}
	return ""
}

// tell returns s with the notices that nobody was shown yet.
func (a *app) tell(s page.Screen) page.Screen {
	all := a.opened().Notices()
	if a.told >= len(all) {
		return s
	}
	var cmds []tea.Cmd
	for _, n := range all[a.told:] {
		cmds = append(cmds, page.Do(page.Fail{Err: noticeError(n), Notice: true}))
	}
	a.told = len(all)
	return telling{s, tea.Sequence(cmds...)}
}
