// Package field holds the inputs of every form: text and notes, numbers, money,
// dates, choices and points.
//
// A field edits its own buffer of runes, kept in NFC, at once in Update: no
// command stands between a key and the buffer, nothing rewrites the text
// between two keys, and backspace and ctrl+h both delete, because input methods
// send bursts of either. It never moves the focus by itself. Reading the text
// as a number or a date happens beside it and never changes it; the read-back
// is shown next to the field before it counts.
package field

import (
	tea "github.com/charmbracelet/bubbletea"

	"coopfield/tui/keys"
)

// Field is one input.
type Field interface {
	// Update handles a key or a paste and reports whether the text changed.
	Update(tea.Msg) (changed bool)
	// Wants reports whether the field needs a key that has this intent for
	// itself, such as Enter in a note or ↓ in an open list.
	Wants(keys.Intent) bool
	// View draws Height lines of exactly width cells.
	View(width int, focused bool) string
	// Height is the number of lines that View draws.
	Height() int
	// Cursor is where the text cursor stands in the last View, from 0.
	Cursor() (x, y int)
	// CursorX is the column of Cursor.
	CursorX() int
	// Value is the text as typed, in NFC; for a choice the chosen id.
	Value() string
	// SetValue replaces the text and puts the cursor behind it.
	SetValue(string)
	// Valid returns nil, or an error whose text is a remark for the person in
	// the language of the interface. An empty field is valid unless required.
	Valid() error
	// ReadBack is what the program understood, to be shown beside the field:
	// "3.500.000.000 đ – ba tỷ năm trăm triệu"; "" if nothing to say.
	ReadBack() string
}

// Popper is a field that opens a list above the screen.
type Popper interface {
	Field
	// Popup returns the open list as a block of at most width×height cells, and
	// reports whether it is open. The caller draws it under the field.
	Popup(width, height int) (block string, open bool)
}

// remark is an error whose text is a finished remark in the interface's words.
type remark string

func (r remark) Error() string { return string(r) }
