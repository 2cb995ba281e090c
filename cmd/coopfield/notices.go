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

// tell returns s with the notices that nobody was shown yet, and with the news
// that the second log fell behind, once each time it does.
func (a *app) tell(s page.Screen) page.Screen {
	var cmds []tea.Cmd
	site := a.opened()
	if site != a.toldOf {
		a.told, a.toldOf = 0, site
	}
	all := site.Notices()
	for _, n := range all[min(a.told, len(all)):] {
		cmds = append(cmds, page.Do(page.Fail{Err: noticeError(n), Notice: true}))
	}
	a.told = len(all)
	behind := a.behind.Load()
	if behind != nil && !a.toldBehind {
		cmds = append(cmds, page.Do(page.Fail{Err: *behind, Notice: true}))
	}
	a.toldBehind = behind != nil
	if len(cmds) == 0 {
		return s
	}
	return telling{s, tea.Sequence(cmds...)}
}

// noteBehind keeps why the second log is behind, for the next home screen.
func (a *app) noteBehind(s *opened) {
	if err := s.db.SecondLogFault(); err != nil {
		a.behind.Store(&err)
		return
	}
	a.behind.Store(nil)
}
