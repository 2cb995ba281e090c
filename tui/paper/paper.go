// Package paper is a screen of sentences to read and scroll: what to do when
// data seem lost, what the province has received, what a check of the store
// found. It may read the store first, and has keys of its own.
package paper

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"

	"coopfield/tui/keys"
	"coopfield/tui/page"
)

// Line is one paragraph of a page.
type Line struct {
	Sign   string // before the first line of the paragraph: "1.", "✓"
	Text   string
	Style  *lipgloss.Style // nil for plain
	Indent int             // cells before the sign
	// Raw is drawn as it is and never wrapped, such as a line of a QR code.
	Raw bool
}

// Spec says what a page shows.
type Spec struct {
	// Title is the breadcrumb, outermost first.
	Title func() []string
	// Load reads what the page is of; nil if there is nothing to read. It runs in
	// a command.
	Load func() (any, error)
	// Lines draws what was read, in the language of the interface, for panels of
	// so many cells.
	Lines func(read any, width int) []Line
	// Keys are shown before Esc and F1; Press handles them.
	Keys  func() []keys.Hint
	Press func(i keys.Intent) (cmd tea.Cmd, handled bool)
	// Update handles messages of the page's own commands; true reads anew.
	Update func(msg tea.Msg) (cmd tea.Cmd, again bool)
}

// Model is the screen.
type Model struct {
	c      *page.Context
	s      Spec
	width  int
	height int

	load   int // the newest reading; older results are dropped
	read   any
	ready  bool
	failed bool
	top    int
	max    int
	room   int
}

// New returns a page.
func New(c *page.Context, s Spec) *Model {
	return &Model{c: c, s: s, width: c.Width, height: c.Height, ready: s.Load == nil}
}

type loaded struct {
	load int
	read any
	err  error
}

// Init reads.
func (m *Model) Init() tea.Cmd { return m.again() }

func (m *Model) again() tea.Cmd {
	if m.s.Load == nil {
		return nil
	}
	m.load++
	n, load := m.load, m.s.Load
	return func() tea.Msg {
		v, err := load()
		return loaded{n, v, err}
	}
}

// Update handles one message.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case loaded:
		if msg.load != m.load {
			return nil
		}
		if m.failed = msg.err != nil; m.failed {
			return page.Do(page.Fail{Err: msg.err})
		}
		m.read, m.ready = msg.read, true
		return nil
	case page.Resumed:
		return m.again()
	case keys.Press:
		return m.press(msg.Intent)
	}
	if m.s.Update != nil {
		cmd, again := m.s.Update(msg)
		if again {
			cmd = tea.Batch(cmd, m.again())
		}
		return cmd
	}
	return nil
}

func (m *Model) press(i keys.Intent) tea.Cmd {
	if m.s.Press != nil {
		if cmd, ok := m.s.Press(i); ok {
			return cmd
		}
	}
	switch i {
	case keys.Back:
		return page.Do(page.Back{})
	case keys.Open:
		if m.failed {
			return m.again()
		}
	case keys.Up:
		m.top--
	case keys.Down:
		m.top++
	case keys.PageUp:
		m.top -= m.room
	case keys.PageDown:
		m.top += m.room
	case keys.Home:
		m.top = 0
	case keys.End:
		m.top = m.max
	}
	m.top = max(min(m.top, m.max), 0)
	return nil
}

// SetSize sets the size of the next View.
func (m *Model) SetSize(width, height int) { m.width, m.height = width, height }

// Title is the breadcrumb.
func (m *Model) Title() []string { return m.s.Title() }

// Typing is false: there is no field.
func (m *Model) Typing() bool { return false }

// Cursor is hidden.
func (m *Model) Cursor() (x, y int, ok bool) { return 0, 0, false }

// Keys are the page's own, and those of reading.
func (m *Model) Keys() []keys.Hint {
	w := &m.c.Words.Paper
	var out []keys.Hint
	if m.s.Keys != nil {
		out = m.s.Keys()
	}
	if m.max > 0 {
		out = append(out, keys.Hint{Key: "↑↓", Word: w.KeyScroll})
	}
	return append(out, keys.For(keys.Back, w.KeyBack), keys.For(keys.Help, w.KeyHelp))
}

// widest is the longest line that is easy to read.
const widest = 100

// View draws the visible lines in a panel.
func (m *Model) View() string {
	w, t := &m.c.Words.Paper, m.c.Theme
	titles := m.s.Title()
	inner := m.width - 4
	var lines []string
	switch {
	case m.failed:
		lines = []string{w.Failed}
	case !m.ready:
		lines = []string{w.Loading}
	default:
		for _, l := range m.s.Lines(m.read, min(inner, widest)) {
			lines = append(lines, m.draw(l, min(inner, widest))...)
		}
	}
	m.room = max(m.height-2, 1)
	m.max = max(len(lines)-m.room, 0)
	m.top = max(min(m.top, m.max), 0)
	note := ""
	if m.max > 0 {
		note = page.Count(min(m.top+m.room, len(lines))) + "/" + page.Count(len(lines))
	}
	lines = lines[m.top:min(m.top+m.room, len(lines))]
	for i := range lines {
		lines[i] = " " + lines[i]
	}
	return page.PanelNote(t, titles[len(titles)-1], note, strings.Join(lines, "\n"), m.width, m.height, true)
}

func (m *Model) draw(l Line, width int) []string {
	style := func(s string) string {
		if l.Style == nil || s == "" {
			return s
		}
		return l.Style.Render(s)
	}
	if l.Raw {
		return []string{style(l.Text)}
	}
	lead := strings.Repeat(" ", l.Indent)
	hang := lead
	if l.Sign != "" {
		lead += l.Sign + " "
		hang += strings.Repeat(" ", page.Width(l.Sign)+1)
	}
	var out []string
	for i, s := range page.Wrap(l.Text, max(width-page.Width(lead), 10)) {
		if i > 0 {
			lead = hang
		}
		out = append(out, style(lead+s))
	}
	if len(out) == 0 {
		out = []string{style(strings.TrimRight(lead, " "))}
	}
	return out
}
