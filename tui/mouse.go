package tui

import (
	tea "github.com/charmbracelet/bubbletea"

	"coopfield/tui/keys"
	"coopfield/tui/page"
)

// mouse puts the cursor on a row that was clicked, opens the row that it stood on
// already, and moves by the wheel. A screen without such rows looks after the
// mouse itself. In a dialog it does nothing: a question is answered by a key.
func (m *Model) mouse(msg tea.MouseMsg) tea.Cmd {
	if m.small() || len(m.overlays) > 0 {
		return nil
	}
	if len(m.zones) == 0 {
		if msg.Y--; msg.Y < 0 || msg.Y >= m.c.Height {
			return nil
		}
		return m.send(msg)
	}
	switch e := tea.MouseEvent(msg); {
	case e.Button == tea.MouseButtonWheelUp:
		return m.command(keys.Up, tea.KeyMsg{Type: tea.KeyUp})
	case e.Button == tea.MouseButtonWheelDown:
		return m.command(keys.Down, tea.KeyMsg{Type: tea.KeyDown})
	case e.Button == tea.MouseButtonLeft && e.Action == tea.MouseActionPress:
		if z := page.At(m.zones, e.X, e.Y); z != nil && z.Press() {
			return m.command(keys.Open, tea.KeyMsg{Type: tea.KeyEnter})
		}
	}
	return nil
}
