package term

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/tui/keys"
)

// filter drops key events that are no key and mends pasted newlines.
type filter struct{ burst burst }

func (f *filter) filter(_ tea.Model, msg tea.Msg) tea.Msg {
	k, ok := msg.(tea.KeyMsg)
	if !ok {
		return msg
	}
	if keys.Noise(k) {
		return nil
	}
	return f.burst.key(k)
}

// burst recognises text that a console pastes key by key: after at least
// burstLetters letters that each came within burstGap of the one before, an
// Enter within burstGap is a newline of the text. Nobody types that fast; the
// bursts of input methods are shorter and do not end with Enter.
type burst struct {
	on      bool
	now     func() time.Time
	last    time.Time
	letters int
}

const (
	burstGap     = 5 * time.Millisecond
	burstLetters = 5
)

func (b *burst) key(k tea.KeyMsg) tea.Msg {
	if !b.on || k.Paste {
		return k
	}
	now := b.now()
	quick := now.Sub(b.last) < burstGap
	b.last = now
	switch k.Type {
	case tea.KeyRunes, tea.KeySpace:
		if !quick {
			b.letters = 0
		}
		b.letters += len(k.Runes)
		return k
	case tea.KeyEnter, tea.KeyCtrlJ:
		if quick && b.letters >= burstLetters {
			return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{'\n'}, Paste: true}
		}
	}
	b.letters = 0
	return k
}
