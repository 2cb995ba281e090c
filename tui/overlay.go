package tui

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/tui/keys"
)

// A box is what an overlay shows.
type box interface {
	// typing reports whether a text field of the box has the focus.
	typing() bool
	// press handles a key; i is keys.None if it has no intent. It reports
	// whether the box closes, and what follows.
	press(i keys.Intent, k tea.KeyMsg) (done bool, cmd tea.Cmd)
	// view draws the box in at most width×height cells.
	view(width, height int) string
	// cursor is the text cursor within the last view.
	cursor() (x, y int, ok bool)
	// sudden reports whether the box opened without the person asking for it,
	// so that keys already under way must not answer it.
	sudden() bool
}

// layer is one open overlay.
type layer struct {
	box   box
	quiet time.Time // since when no key arrived
	ready bool      // it takes keys
	x, y  int       // of its last view
}

// push opens an overlay on top of the others.
func (m *Model) push(b box) tea.Cmd {
	m.overlays = append(m.overlays, &layer{box: b, quiet: m.o.Now(), ready: !b.sudden()})
	return nil
}

// drop closes an overlay wherever it lies.
func (m *Model) drop(l *layer) {
	for i, o := range m.overlays {
		if o == l {
			m.overlays = append(m.overlays[:i], m.overlays[i+1:]...)
			return
		}
	}
}

// overlayKey gives the key to the overlay on top. One that opened suddenly takes
// none until no key arrived for a while.
func (m *Model) overlayKey(i keys.Intent, k tea.KeyMsg) tea.Cmd {
	l := m.overlays[len(m.overlays)-1]
	if !l.ready {
		now := m.o.Now()
		if now.Sub(l.quiet) < grace {
			l.quiet = now
			return nil
		}
		l.ready = true
	}
	done, cmd := l.box.press(i, k)
	if done {
		m.drop(l)
	}
	return cmd
}
