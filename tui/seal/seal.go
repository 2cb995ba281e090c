// Package seal is the screen that hands changes to the province: what goes, to
// whom, how large and where to, and what became of earlier bundles.
package seal

import (
	tea "github.com/charmbracelet/bubbletea"

	"coopfield/sync"
	"coopfield/tui/keys"
	"coopfield/tui/page"
)

// Model is the screen.
type Model struct {
	c             *page.Context
	site          *sync.Site
	changed       func()
	width, height int
}

// New returns the screen of s. changed is called, in a command, after something
// was written, so that the lights of the frame are counted anew.
func New(c *page.Context, s *sync.Site, changed func()) page.Screen {
	return &Model{c: c, site: s, changed: changed, width: c.Width, height: c.Height}
}

// Init does nothing yet.
func (m *Model) Init() tea.Cmd { return nil }

// Update handles one message.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	if p, ok := msg.(keys.Press); ok && p.Intent == keys.Back {
		return page.Do(page.Back{})
	}
	return nil
}

// SetSize sets the size of the next View.
func (m *Model) SetSize(width, height int) { m.width, m.height = width, height }

// Title is the breadcrumb.
func (m *Model) Title() []string { return []string{m.c.Words.Seal.Title} }

// Typing is false.
func (m *Model) Typing() bool { return false }

// Cursor is hidden.
func (m *Model) Cursor() (x, y int, ok bool) { return 0, 0, false }

// Keys are the keys that work here.
func (m *Model) Keys() []keys.Hint { return nil }

// View draws the screen.
func (m *Model) View() string { return page.Exact("", m.width, m.height) }
