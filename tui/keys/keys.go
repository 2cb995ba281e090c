// Package keys holds every key binding of the interface. A key becomes an
// [Intent] here and nowhere else; screens handle intents, never raw keys.
//
// Two rules come from how Vietnamese is typed. Input methods such as UniKey
// send bursts of backspace (DEL or BS, that is ctrl+h) and letters, so neither
// backspace nor ctrl+h is ever bound, and while a text field has the focus no
// printable letter is. And because a bare letter may then arrive as backspace
// and another letter, every action also has a function key or a ctrl
// combination, which the key line shows first.
package keys

import tea "github.com/charmbracelet/bubbletea"

// Intent is what a person wants, whatever key said it.
type Intent int

// The intents.
const (
	None Intent = iota

	Open      // Enter: open, accept, next
	Back      // Esc: one step back, never loses anything
	Up        // previous row
	Down      // next row
	PageUp    // a page up
	PageDown  // a page down
	Home      // first row or column
	End       // last row or column
	Left      // left panel, tab or side
	Right     // right panel, tab or side
	NextField // Tab
	PrevField // Shift+Tab

	Help     // F1: all keys of the screen
	Coops    // F3: the cooperatives
	Flag     // F4: mark for later
	Assess   // F5: assessments
	Visit    // F6: inspection visits
	Print    // F7: printed sheet, minutes
	Finalise // F8: chốt
	Bundle   // F9: seal and inbox
	Conflict // F11: đối chiếu số liệu
	Reports  // F12: reports

	Search    // type to search
	Palette   // every action by name
	Undo      // take back the last change
	Filter    // choose what is listed
	Sort      // choose the order
	New       // a new record
	Delete    // remove or leave out an item
	SaveNow   // turn the draft into one op now
	Revert    // back to the state at opening, and what that took back
	History   // who changed what, when and why
	Language  // Vietnamese or English
	Input     // F2: Telex, VNI or keys as they are typed
	Lock      // cover everything until the passphrase comes
	Security  // F10: keys, passphrase, backups, devices
	Programme // Ctrl+X: the programme's candidates, pilots, money, days
	Quit      // leave the program
)

// Names for screens where a function key has a meaning of its own. They are the
// same intents, so that one key stays one intent everywhere.
const (
	ImportAll  = Assess   // inbox, F5: import all that is valid
	Answer     = Bundle   // inbox, F9: write the answers
	Seal       = Bundle   // F9: write the bundle
	OtherValue = Flag     // conflict, F4: neither side
	Reason     = Visit    // conflict, F6: why
	Decide     = Finalise // conflict, F8: record the decision
)

// Press is a key that has a meaning where it was pressed. Key stays with it for
// a text field that has the focus and wants the key itself, such as Enter in a
// note of several lines.
type Press struct {
	Intent Intent
	Key    tea.KeyMsg
}

// Hint is one entry of the key line or of the help: the key as it is printed
// on keyboards and what it does here, "F8" and "chốt". Intent may be None for a
// hint that no single key stands for, "↑↓ mục".
type Hint struct {
	Key    string
	Word   string
	Intent Intent
}

// For returns the hint of i with the key that the key line shows first.
func For(i Intent, word string) Hint { return Hint{Key: Label(i), Word: word, Intent: i} }

// Translate returns the intent of msg and reports whether it has one. typing
// tells that a text field has the focus: then letters, digits and the editing
// keys belong to the field. Pasted text, keys with alt, several letters in one
// event and NUL never have an intent.
func Translate(msg tea.KeyMsg, typing bool) (Intent, bool) {
	if msg.Paste || msg.Alt || Noise(msg) {
		return None, false
	}
	name := msg.String()
	if i, ok := always[name]; ok {
		return i, true
	}
	if typing {
		return None, false
	}
	if i, ok := resting[name]; ok {
		return i, true
	}
	return None, false
}

// Noise reports whether msg is a key event without a letter, which the Windows
// console sends for Ctrl or CapsLock alone.
func Noise(msg tea.KeyMsg) bool {
	if msg.Type == tea.KeyCtrlAt {
		return true
	}
	if msg.Type != tea.KeyRunes {
		return false
	}
	for _, r := range msg.Runes {
		if r != 0 {
			return false
		}
	}
	return true
}
