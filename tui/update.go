package tui

import (
	"fmt"
	"reflect"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/tui/keys"
	"coopfield/tui/page"
	"coopfield/tui/text"
)

var sprintf = fmt.Sprintf

// routed is the result of a command, for the screen that asked.
type routed struct {
	to  int
	msg tea.Msg
}

type toastOver struct{ id int }

// route wraps a screen's command so that its result finds the way back to it,
// also when another screen is on top by then.
func route(id int, cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() tea.Msg { return address(id, cmd()) }
}

var (
	teaPath  = reflect.TypeFor[tea.BatchMsg]().PkgPath()
	cmdsType = reflect.TypeFor[[]tea.Cmd]()
)

func address(id int, msg tea.Msg) tea.Msg {
	switch msg := msg.(type) {
	case nil:
		return nil
	case page.Resumed:
		return routed{id, msg}
	case page.Navigate, page.Back, page.Broadcast, page.Toast, page.Saved, page.Confirm, page.Prompt,
		page.Fail, page.Leave, page.Speak, page.Dress, page.SetInput, page.LockNow, page.Unlocked:
		if id == lockID {
			return routed{id, msg}
		}
		return msg // for the root
	}
	v := reflect.ValueOf(msg)
	if v.Type().PkgPath() != teaPath {
		return routed{id, msg}
	}
	// Batches and sequences carry commands of the screen; every other message
	// of Bubble Tea is for its program.
	if v.Type().ConvertibleTo(cmdsType) {
		for i := range v.Len() {
			if cmd, _ := v.Index(i).Interface().(tea.Cmd); cmd != nil {
				v.Index(i).Set(reflect.ValueOf(route(id, cmd)))
			}
		}
	}
	return msg
}

// Update handles one message.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) { return m, m.update(msg) }

func (m *Model) update(msg tea.Msg) tea.Cmd {
	if m.lock != nil {
		if held, cmd := m.whileLocked(msg); held {
			return cmd
		}
	}
	switch msg := msg.(type) {
	case idleTick:
		return m.idle()
	case page.LockNow:
		return m.lockScreen(true)
	case tea.KeyMsg:
		return m.key(msg)
	case tea.MouseMsg:
		m.touched = m.o.Now()
		return m.mouse(msg)
	case tea.WindowSizeMsg:
		m.resize(msg.Width, msg.Height)
	case routed:
		if step, ok := msg.msg.(page.Step); ok {
			return m.step(msg.to, step)
		}
		return m.deliver(msg.to, msg.msg)
	case page.Navigate:
		return m.open(msg)
	case page.Back:
		return m.back()
	case page.Broadcast:
		var cmds []tea.Cmd
		for _, e := range m.stack {
			cmds = append(cmds, route(e.id, e.screen.Update(msg.Msg)))
		}
		return tea.Batch(cmds...)
	case page.Toast:
		return m.say(msg)
	case toastOver:
		if msg.id == m.toastID {
			m.toast = page.Toast{}
		}
	case page.Saved:
		m.saved = msg.At
	case page.Confirm:
		return m.push(newConfirm(m.c, m.owned(msg)))
	case page.Prompt:
		return m.push(newPrompt(m.c, m.ownedPrompt(msg)))
	case page.Fail:
		if msg.Err != nil {
			return m.push(newFail(m.c, msg))
		}
	case runAction:
		if msg.action.Do != keys.None {
			return m.command(msg.action.Do, tea.KeyMsg{})
		}
		return m.update(msg.action.Msg)
	case page.Leave:
		return m.leave()
	case page.Speak:
		return m.speak(msg.Lang)
	case page.Dress:
		return m.dress(msg)
	case page.SetInput:
		return m.setInput(msg.Options)
	default: // sent to the program from outside, or an entry of the palette
		return m.send(msg)
	}
	return nil
}

// deliver hands msg to the screen it is for, unless that was closed.
func (m *Model) deliver(to int, msg tea.Msg) tea.Cmd {
	if to == lockID && m.lock != nil {
		return route(lockID, m.lock.screen.Update(msg))
	}
	for _, e := range m.stack {
		if e.id == to {
			return route(e.id, e.screen.Update(msg))
		}
	}
	return nil
}

// say shows a toast. That a key pressed just before was not heard stands beside
// what the screen says.
func (m *Model) say(t page.Toast) tea.Cmd {
	if m.unheard {
		t.Text += " " + m.c.Theme.Glyph.Dot + " " + m.c.Words.Dialog.Unheard
		m.unheard = false
	}
	m.toast = t
	m.toastID++
	return m.o.After(toastFor, toastOver{m.toastID})
}

// owned routes the commands of a dialog to the screen that is on top when it
// opens: it is the one that asked.
func (m *Model) owned(c page.Confirm) page.Confirm {
	c.Then, c.Else = route(m.topID(), c.Then), route(m.topID(), c.Else)
	return c
}

func (m *Model) ownedPrompt(p page.Prompt) page.Prompt {
	id, then := m.topID(), p.Then
	if then != nil {
		p.Then = func(s string) tea.Cmd { return route(id, then(s)) }
	}
	if keep := p.Keep; keep != nil {
		p.Keep = func(s string) tea.Cmd { return route(id, keep(s)) }
	}
	p.Else, p.Instead = route(id, p.Else), route(id, p.Instead)
	return p
}

func (m *Model) topID() int {
	if len(m.stack) == 0 {
		return 0
	}
	return m.stack[len(m.stack)-1].id
}

func (m *Model) typing() bool {
	if n := len(m.overlays); n > 0 {
		return m.overlays[n-1].box.typing()
	}
	s := m.Top()
	return s != nil && s.Typing()
}

// key takes one key through mode, intent and owner.
func (m *Model) key(k tea.KeyMsg) tea.Cmd {
	if keys.Noise(k) {
		return nil
	}
	m.touched = m.o.Now()
	typing := m.typing()
	i, command := keys.Translate(k, typing)
	if command && i == keys.Quit {
		return m.leave()
	}
	if m.small() { // nothing unseen may be commanded, but letters are not lost
		if typing && !command && len(m.overlays) == 0 {
			return m.send(k)
		}
		return nil
	}
	if command && i == keys.Lock {
		return m.lockScreen(true)
	}
	if command && i == keys.Input {
		return m.nextInput()
	}
	if len(m.overlays) > 0 {
		return m.overlayKey(i, k)
	}
	m.toast, m.unheard = page.Toast{}, false
	if !command {
		if typing {
			return m.send(k)
		}
		return nil
	}
	return m.command(i, k)
}

func (m *Model) command(i keys.Intent, k tea.KeyMsg) tea.Cmd {
	switch i {
	case keys.Help:
		return m.push(m.help())
	case keys.Palette:
		if m.lock != nil {
			return nil
		}
		return m.push(newPalette(m.c, m.actions()))
	case keys.Language:
		return m.speak(m.other())
	case keys.Input:
		return m.nextInput()
	}
	if n, ok := m.o.Jumps[i]; ok && !m.lists(i) && m.lock == nil && (m.o.Ready == nil || m.o.Ready()) {
		return m.open(n)
	}
	return m.send(keys.Press{Intent: i, Key: k})
}

// lists reports whether the screen on top has i among its keys.
func (m *Model) lists(i keys.Intent) bool {
	s := m.Top()
	if s == nil {
		return false
	}
	for _, h := range s.Keys() {
		if h.Intent == i {
			return true
		}
	}
	return false
}

func (m *Model) other() text.Lang {
	if m.c.Words.Lang == text.EN {
		return text.VI
	}
	return text.EN
}
