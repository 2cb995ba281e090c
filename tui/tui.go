// Package tui is the root of the interface: the only Bubble Tea model. It keeps
// the stack of screens, routes keys by mode, shows overlays, and draws the frame
// around whatever screen is on top.
//
// A key passes three gates. The mode decides first: an open overlay takes every
// key; else, if the screen has a text field with the focus, only function keys
// and ctrl combinations are commands. Then package keys turns the key into an
// intent. Then the root takes what belongs to every screen (help, palette,
// language, quit, pages that have a function key) and the screen gets the rest.
//
// The root knows no store: screens come from the makers in [Options], and what
// the frame says comes from its Status.
package tui

import (
	"slices"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/tui/keys"
	"coopfield/tui/page"
	"coopfield/tui/telex"
	"coopfield/tui/text"
	"coopfield/tui/theme"
)

// MinWidth and MinHeight are the smallest terminal that is drawn; below it a
// message asks for a larger window.
const (
	MinWidth  = 60
	MinHeight = 20
)

const (
	frameLines = 2                      // breadcrumb and key line
	toastFor   = 5 * time.Second        // how long a toast stays
	grace      = 350 * time.Millisecond // quiet that a new dialog waits for before it takes keys
)

// Maker opens one kind of page. id and args are those of [page.Navigate].
type Maker func(c *page.Context, id string, args page.Args) page.Screen

// Options make a root model.
type Options struct {
	Lang   text.Lang
	Theme  *theme.Theme
	Pages  map[string]Maker
	Start  string // first page
	Status func() page.Status
	Now    func() time.Time
	// Jumps are the pages that an intent opens from everywhere, such as
	// keys.Coops; a screen that lists the intent among its Keys has it first.
	Jumps map[keys.Intent]page.Navigate
	// Ready tells whether pages may be opened from everywhere; nil is always. A
	// store that is locked or not there yet has none.
	Ready func() bool
	// Actions are entries of the palette on every screen.
	Actions func(*text.Words) []page.Action
	// Look returns the language and theme that were chosen before, in place of Lang
	// and Theme. It is asked when a first screen opens, since a locked store does
	// not say, and does no I/O.
	Look func() Look
	// OnLook takes a choice over at once, for Look to return, and returns the
	// command that remembers it.
	OnLook func(Look) tea.Cmd
	// Colours is how many the terminal has, as [theme.Options] counts them.
	Colours int
	// Input says how typed keys become letters; it is called for every key and
	// does no I/O. Without it the choice lasts as long as the program.
	Input func() telex.Options
	// OnInput takes a choice over at once, for Input to return, and returns the
	// command that remembers it.
	OnInput func(telex.Options) tea.Cmd
	// Lock is how the screen is locked, nil if it never is.
	Lock *Lock
	// HelpPage is the page that Enter opens in the help, "" for none.
	HelpPage string
	// After replaces page.Later in tests.
	After func(time.Duration, tea.Msg) tea.Cmd
}

// entry is one screen of the stack. Its id routes the results of its commands.
type entry struct {
	id     int
	screen page.Screen
}

// Model is the root model. It is made by [New] and run by package term.
type Model struct {
	o        Options
	c        *page.Context
	stack    []entry
	overlays []*layer
	lastID   int
	width    int
	height   int
	lock     *lock     // nil while the store is open
	touched  time.Time // when a key or the mouse was used last
	saved    time.Time
	toast    page.Toast
	toastID  int
	unheard  bool          // a key was pressed in vain just now
	zones    []page.Zone   // rows of the last frame that can be clicked
	typed    telex.Options // where nobody remembers the choice
}

// New returns the root model with its first screen.
func New(o Options) *Model {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.After == nil {
		o.After = page.Later
	}
	if o.Status == nil {
		o.Status = func() page.Status { return page.Status{} }
	}
	if o.Theme == nil {
		o.Theme = theme.Plain()
	}
	m := &Model{o: o, width: 80, height: 24}
	m.c = &page.Context{Words: text.For(o.Lang), Theme: o.Theme, Now: o.Now, Status: o.Status, After: o.After, Kept: map[string]any{}}
	m.c.Input, m.c.Zones = m.input, &page.Zones{}
	m.measure()
	return m
}

// Context is what the screens are made with.
func (m *Model) Context() *page.Context { return m.c }

// Init opens the first screen.
func (m *Model) Init() tea.Cmd {
	m.touched = m.o.Now()
	return tea.Batch(m.open(page.Navigate{Page: m.o.Start}), m.watch())
}

// Top returns the screen on top, nil before Init. While the screen is locked it
// is the one that asks for the passphrase.
func (m *Model) Top() page.Screen {
	if m.lock != nil {
		return m.lock.screen
	}
	if len(m.stack) == 0 {
		return nil
	}
	return m.stack[len(m.stack)-1].screen
}

// Flush makes durable what open screens still hold. Package term calls it when
// the program ends in any way; it may be called again.
func (m *Model) Flush() error {
	var first error
	for _, e := range slices.Backward(m.stack) {
		if f, ok := e.screen.(page.Flusher); ok {
			if err := f.Flush(); err != nil && first == nil {
				first = err
			}
		}
	}
	return first
}

func (m *Model) measure() {
	m.c.Width = max(m.width, MinWidth)
	m.c.Height = max(m.height, MinHeight) - frameLines
}

func (m *Model) small() bool { return m.width < MinWidth || m.height < MinHeight }

func (m *Model) resize(width, height int) {
	m.width, m.height = width, height
	m.measure()
	m.layout()
}

func (m *Model) layout() {
	for _, e := range m.stack {
		e.screen.SetSize(m.c.Width, m.c.Height)
	}
	if m.lock != nil {
		m.lock.screen.SetSize(m.c.Width, m.c.Height)
	}
}

// open puts a page on top of the stack.
func (m *Model) open(n page.Navigate) tea.Cmd {
	maker, ok := m.o.Pages[n.Page]
	if !ok {
		return page.Do(page.Toast{Text: sprintf(m.c.Words.Frame.Page, n.Page), Level: page.Bad})
	}
	if m.o.Look != nil && (n.Root || len(m.stack) == 0) {
		m.wear(m.o.Look())
	}
	s := maker(m.c, n.ID, n.Args)
	m.lastID++
	switch {
	case n.Root:
		m.stack = nil
	case n.Replace && len(m.stack) > 0:
		m.stack = m.stack[:len(m.stack)-1]
	}
	m.stack = append(m.stack, entry{m.lastID, s})
	s.SetSize(m.c.Width, m.c.Height)
	return route(m.lastID, s.Init())
}

// back closes the screen on top; the first one stays.
func (m *Model) back() tea.Cmd {
	if len(m.stack) < 2 {
		return nil
	}
	m.stack = m.stack[:len(m.stack)-1]
	return m.send(page.Resumed{})
}

// send hands msg to the screen on top.
func (m *Model) send(msg tea.Msg) tea.Cmd {
	if m.lock != nil {
		return route(lockID, m.lock.screen.Update(msg))
	}
	if len(m.stack) == 0 {
		return nil
	}
	e := m.stack[len(m.stack)-1]
	return route(e.id, e.screen.Update(msg))
}

// leave quits, or asks first if a screen has a reason to stay.
func (m *Model) leave() tea.Cmd {
	if why := m.keep(); why != "" {
		w := m.c.Words.Dialog
		return m.push(newConfirm(m.c, page.Confirm{
			Title: w.QuitTitle, Body: why, Yes: w.QuitYes, No: w.QuitNo, Danger: true, Then: tea.Quit,
		}))
	}
	return tea.Quit
}

// keep returns the reason of some screen not to be interrupted, "" for none.
func (m *Model) keep() string {
	for _, e := range slices.Backward(m.stack) {
		if k, ok := e.screen.(page.Keeper); ok {
			if why := k.Keep(); why != "" {
				return why
			}
		}
	}
	return ""
}
