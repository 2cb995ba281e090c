// Package page is what the screens of the interface share: the [Screen]
// contract, the messages by which a screen asks the root for something, and the
// drawing of panels, tables, bars and exact widths.
package page

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/tui/keys"
	"coopfield/tui/telex"
	"coopfield/tui/text"
	"coopfield/tui/theme"
)

// A Screen is one page of the interface. It handles intents ([keys.Press]),
// never raw keys; while Typing reports true it also receives the tea.KeyMsg
// that have no intent and hands them to its focused field. It does no I/O in
// Update, and draws exactly the size it was given, without the frame.
type Screen interface {
	// Init is called once, before the first View.
	Init() tea.Cmd
	// Update handles one message. Results of a command carry what asked for
	// them, and stale ones are dropped.
	Update(tea.Msg) tea.Cmd
	// View draws height lines of width cells, joined by "\n".
	View() string
	// SetSize is called before the first View, after each change of the
	// terminal's size and after the language changed.
	SetSize(width, height int)
	// Title is the screen's part of the breadcrumb, outermost first.
	Title() []string
	// Typing reports whether a text field has the focus.
	Typing() bool
	// Cursor is where the text cursor stands within the screen, from 0;
	// ok is false if it is hidden.
	Cursor() (x, y int, ok bool)
	// Keys are the keys that work here, the most important first; the key
	// line shows at most seven, the help and the palette all. A function key
	// that opens a page everywhere (F3 the cooperatives, F9 the bundles …)
	// reaches the screen only if it is listed here.
	Keys() []keys.Hint
}

// An Actor is a screen that adds actions to the command palette.
type Actor interface{ Actions() []Action }

// A Noter is a screen that puts a remark of its own into the first line, in
// place of who and unit: "5 gói · 1 bị từ chối".
type Noter interface{ Note() string }

// A Flusher is a screen that holds keys which are not durable yet. The root
// calls it when the program ends in any way, also after a panic. It may do I/O.
type Flusher interface{ Flush() error }

// A Keeper is a screen that has a reason not to quit now: "một tệp gói đang
// được ghi". An empty reason lets the program quit without a question.
type Keeper interface{ Keep() string }

// Action is one entry of the command palette.
type Action struct {
	Name string      // "Chốt bảng đánh giá"
	Key  string      // its key as printed on keyboards, may be empty
	Do   keys.Intent // sent to the screen as a keys.Press, or
	Msg  tea.Msg     // sent to the root, if Do is keys.None
}

// Status is what the frame says about the person and the store.
type Status struct {
	Who       string
	Unit      string
	Unsent    int
	Answers   bool // what is unsent goes into answers, not into bundles: at the province
	Conflicts int
	Saved     time.Time // last commit; zero if none
	Training  bool
}

// Context is what every screen is made with. The root replaces Words when the
// language changes, so screens read it in View and keep no words.
type Context struct {
	Words  *text.Words
	Theme  *theme.Theme
	Now    func() time.Time
	Status func() Status // called for every frame, so it does no I/O
	// After returns the command that sends msg when d has passed: the way to
	// wait for silence after the last key. Tests deliver it at once.
	After func(d time.Duration, msg tea.Msg) tea.Cmd
	// Input says how typed keys become Vietnamese letters; nil is as typed. Fields
	// call it for every key, so it does no I/O.
	Input func() telex.Options
	// Zones collects the rows of a frame that can be clicked; nil collects none.
	Zones *Zones
	// AsTyped is set by a field that is drawn with the focus and takes keys as
	// they are typed whatever Input says; the root clears it before each frame.
	AsTyped bool
	Width   int // of the area of screens
	Height  int
	// Year is the year that the person works on, as chosen on the desk; 0 until
	// one is. Screens offer it where a year is asked for.
	Year int
	// Kept holds what a person left unfinished in a dialog or a decision, by what
	// it is about, so that going away loses nothing while the program runs.
	// Screens use it in Update alone.
	Kept map[string]any
}

// Later is the [Context.After] of the program.
func Later(d time.Duration, msg tea.Msg) tea.Cmd {
	return tea.Tick(d, func(time.Time) tea.Msg { return msg })
}

// Args are the further parameters of a page.
type Args map[string]string
