package page

import (
	"errors"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/tui/telex"
	"coopfield/tui/text"
	"coopfield/tui/theme"
)

// Navigate asks the root to open a page on top of this one, or in its place.
type Navigate struct {
	Page    string
	ID      string
	Args    Args
	Replace bool // in place of the present screen
	Root    bool // alone: the stack below is closed
}

// Back asks the root to leave the present screen.
type Back struct{}

// Resumed tells a screen that it is on top again, after the one above it closed.
type Resumed struct{}

// Broadcast asks the root to hand Msg to every open screen, such as the news
// that an import changed the store.
type Broadcast struct{ Msg tea.Msg }

// Level is how important a toast is.
type Level int

// The levels.
const (
	Info Level = iota
	Good
	Warn
	Bad
)

// Toast asks the root to show one sentence on the last line for a short time.
type Toast struct {
	Text  string
	Level Level
}

// Saved tells the root that a commit returned.
type Saved struct{ At time.Time }

// Confirm asks the person a question. The root shows it above the screen and
// sends Then, or Else, which may be nil, when it is answered. Keys that were
// already under way when it opened do not answer it.
type Confirm struct {
	Title string
	Body  string
	Yes   string // a verb: "Chốt"; the dialog's own word if empty
	No    string
	// Danger starts on No, so that Enter alone never does what can't be undone.
	Danger bool
	// Told says that all is done: there is one button, and every way out is Then.
	Told bool
	Then tea.Cmd
	Else tea.Cmd
}

// Prompt asks the person for a text, such as the reason of a correction.
type Prompt struct {
	Title    string
	Body     string
	Label    string
	Value    string // to start from
	Required bool
	Lines    int  // height of the field, 1 if zero
	Secret   bool // a passphrase: drawn as dots
	AsTyped  bool // a path or code: no input method changes what is typed
	// Other names a third button, for who cannot answer, and Instead is what it
	// does.
	Other   string
	Instead tea.Cmd
	// Choices are listed beneath the field under the heading Offer; ↑ and ↓ put
	// one into it, and the first letter typed then takes its place.
	Choices []string
	Offer   string
	Then    func(string) tea.Cmd
	Else    tea.Cmd
	// Keep, if set, is given what stands in the field when the person goes away
	// without accepting it, so that the next prompt can begin with it.
	Keep func(string) tea.Cmd
}

// Fail asks the root to tell of an error: what happened, what was kept, what to
// do. Err is best a *store.Error; any other is told as a fault of the program.
type Fail struct {
	Err error
	// Notice tells that nothing failed: it is news of the store, which a person
	// has to know.
	Notice bool
}

// Progress tells of long work under way, begun by [Work]. Cancel, if not nil, is
// called once, in a command, when the person presses Esc.
type Progress struct {
	ID     string
	Title  string
	Item   string // what is worked on now
	Done   int64
	Total  int64 // 0 if not known yet
	Cancel func()
}

// LockNow asks the root to lock the screen, as ctrl+l does.
type LockNow struct{}

// Unlocked tells the root that the keys are there again: the lock screen ends.
type Unlocked struct{}

// Leave asks the root to quit, as ctrl+q does.
type Leave struct{}

// Speak asks the root to switch the language of the interface.
type Speak struct{ Lang text.Lang }

// Dress asks the root to switch to a theme, and to draw with ASCII signs or not.
type Dress struct {
	Theme theme.Name
	ASCII bool
}

// SetInput asks the root to change how typed keys become letters.
type SetInput struct{ Options telex.Options }

// Do returns a command that sends msg: the way for a screen to ask the root.
func Do(msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }

// Go returns the command that opens a page.
func Go(name, id string, args Args) tea.Cmd {
	return Do(Navigate{Page: name, ID: id, Args: args})
}

// Sentence is what a person is told of an error, with what to do, where it stands
// beside a field.
func Sentence(err error) string {
	var e *store.Error
	if !errors.As(err, &e) {
		return err.Error()
	}
	if e.Hint == "" {
		return e.Message
	}
	return e.Message + "; " + e.Hint
}
