package tui

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/tui/page"
)

// Lock says how the screen is locked: by its key, and when nobody used the
// keyboard for a while. What is being typed is saved first. Open screens stay as
// they are, unseen and untouched, and come back with the passphrase.
type Lock struct {
	// After is how long nobody may use the keyboard; 0 is for ever. It is called
	// now and then, and does no I/O.
	After func() time.Duration
	// Close forgets the keys. An error leaves the screen open.
	Close func() error
	// Screen makes what covers everything. It ends by asking for page.Unlocked.
	Screen func(c *page.Context) page.Screen
}

// lockID routes the results of the lock screen's commands.
const lockID = -1

// idleCheck is how often it is looked whether the keyboard is in use.
const idleCheck = 5 * time.Second

type idleTick struct{}

// lock is the state of a locked screen.
type lock struct {
	screen   page.Screen
	overlays []*layer // of the screens below
	toast    page.Toast
	held     []tea.Msg // for the screens below, in order
}

// watch begins to look for an unattended keyboard.
func (m *Model) watch() tea.Cmd {
	if m.o.Lock == nil {
		return nil
	}
	return m.o.After(idleCheck, idleTick{})
}

func (m *Model) idle() tea.Cmd {
	after := m.o.Lock.After()
	if m.lock != nil || after <= 0 || m.o.Now().Sub(m.touched) < after {
		return m.watch()
	}
	return tea.Batch(m.lockScreen(false), m.watch())
}

// lockScreen saves what is being typed, forgets the keys and covers everything.
// Long work is not interrupted: then it says so if someone asked, and else tries
// again later.
func (m *Model) lockScreen(asked bool) tea.Cmd {
	if m.o.Lock == nil || m.lock != nil {
		return nil
	}
	if why := m.keep(); why != "" {
		if asked {
			return page.Do(page.Toast{Text: sprintf(m.c.Words.Dialog.LockBusy, why), Level: page.Warn})
		}
		return nil
	}
	err := m.Flush()
	if err == nil {
		err = m.o.Lock.Close()
	}
	if err != nil {
		m.touched = m.o.Now() // a person reads the reason before the next attempt
		return page.Do(page.Fail{Err: err})
	}
	s := m.o.Lock.Screen(m.c)
	m.lock = &lock{screen: s, overlays: m.overlays, toast: m.toast}
	m.overlays, m.toast = nil, page.Toast{}
	s.SetSize(m.c.Width, m.c.Height)
	return route(lockID, s.Init())
}

// whileLocked sorts out a message of a locked screen: what is for the screens
// below is held until they are open again, so that nothing of them is shown or
// fails meanwhile.
func (m *Model) whileLocked(msg tea.Msg) (done bool, cmd tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyMsg, tea.MouseMsg, tea.WindowSizeMsg, idleTick, toastOver:
		return false, nil
	case routed:
		if msg.to != lockID {
			break
		}
		switch of := msg.msg.(type) {
		case page.Unlocked:
			return true, m.unlock()
		case page.Fail:
			return true, m.push(newFail(m.c, of))
		case page.Leave:
			return true, m.leave()
		case page.Step:
			return true, m.step(lockID, of)
		}
		return true, route(lockID, m.lock.screen.Update(msg.msg))
	}
	m.lock.held = append(m.lock.held, msg)
	return true, nil
}

// unlock opens the screens again where they were.
func (m *Model) unlock() tea.Cmd {
	l := m.lock
	m.lock, m.overlays, m.toast = nil, l.overlays, l.toast
	m.touched = m.o.Now()
	m.layout()
	var cmds []tea.Cmd
	for _, msg := range l.held {
		cmds = append(cmds, m.update(msg))
	}
	return tea.Batch(cmds...)
}

// help is the help of the screen on top. While the screen is locked it leads
// nowhere.
func (m *Model) help() *help {
	then := m.o.HelpPage
	if m.lock != nil {
		then = ""
	}
	return newHelp(m.c, m.Top(), then)
}
