package pagetest

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
)

// String returns "80x24".
func (s Size) String() string { return fmt.Sprintf("%dx%d", s.Width, s.Height) }

var types = func() map[string]tea.KeyType {
	m := map[string]tea.KeyType{}
	for k := tea.KeyType(-200); k < 128; k++ {
		if name := k.String(); name != "" && k != tea.KeyRunes {
			m[name] = k
		}
	}
	m["space"] = tea.KeySpace
	return m
}()

// Key returns the key event of a name as Bubble Tea prints it: "enter", "f8",
// "ctrl+p", "alt+x", or the letters themselves.
func Key(name string) tea.KeyMsg {
	if rest, ok := strings.CutPrefix(name, "alt+"); ok {
		k := Key(rest)
		k.Alt = true
		return k
	}
	if name == " " || name == "space" {
		return tea.KeyMsg{Type: tea.KeySpace, Runes: []rune{' '}}
	}
	if k, ok := types[name]; ok {
		return tea.KeyMsg{Type: k}
	}
	return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(name)}
}
