package tui

import (
	tea "github.com/charmbracelet/bubbletea"

	"coopfield/tui/keys"
	"coopfield/tui/page"
	"coopfield/tui/telex"
)

// input says how typed keys become letters.
func (m *Model) input() telex.Options {
	if m.o.Input != nil {
		return m.o.Input()
	}
	return m.typed
}

// setInput changes how typed keys become letters, says so, and has it remembered.
// A locked screen takes nothing but its passphrase, which no method touches.
func (m *Model) setInput(o telex.Options) tea.Cmd {
	if m.lock != nil {
		return nil
	}
	was, w := m.input(), m.c.Words.Frame
	said := w.InputOff
	switch {
	case o.NewStyle != was.NewStyle:
		said = map[bool]string{true: w.InputNew, false: w.InputOld}[o.NewStyle]
	case o.PlainW != was.PlainW:
		said = map[bool]string{true: w.InputPlain, false: w.InputW}[o.PlainW]
	case o.Method != telex.Off:
		said = sprintf(w.InputOn, methodName(o.Method))
	}
	m.typed = o
	cmds := []tea.Cmd{page.Do(page.Toast{Text: said})}
	if m.o.OnInput != nil {
		cmds = append(cmds, m.o.OnInput(o))
	}
	return tea.Batch(cmds...)
}

// nextInput is what F2 does: off, Telex, VNI and off again.
func (m *Model) nextInput() tea.Cmd {
	o := m.input()
	o.Method = o.Method.Next()
	return m.setInput(o)
}

// methodName is the name by which people know the method.
func methodName(m telex.Method) string {
	switch m {
	case telex.Telex:
		return "Telex"
	case telex.VNI:
		return "VNI"
	}
	return ""
}

// badge says in the frame which method is on, "" if none; a field that takes
// keys as they are typed is told by a dash.
func (m *Model) badge() string {
	o := m.input()
	t, w := m.c.Theme, m.c.Words.Frame
	switch {
	case o.Method == telex.Off || m.lock != nil:
		return ""
	case m.c.AsTyped:
		return t.Dim.Render(sprintf(w.Input, w.InputNot)) + " "
	}
	return t.Info.Render(sprintf(w.Input, methodName(o.Method))) + " "
}

// inputActions are the palette's entries for what F2 does not choose.
func (m *Model) inputActions() []page.Action {
	w, o := m.c.Words.Frame, m.input()
	style, lone := o, o
	style.NewStyle = !o.NewStyle
	lone.PlainW = !o.PlainW
	tone, ww := w.InputNew, w.InputPlain
	if o.NewStyle {
		tone = w.InputOld
	}
	if o.PlainW {
		ww = w.InputW
	}
	return []page.Action{
		{Name: upper(m.c.Words.Keys.Input), Key: keys.Label(keys.Input), Do: keys.Input},
		{Name: tone, Msg: page.SetInput{Options: style}},
		{Name: ww, Msg: page.SetInput{Options: lone}},
	}
}
