package field

import (
	"strings"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/tui/keys"
	"coopfield/tui/page"
	"coopfield/tui/telex"
)

// LeastPassphrase is the fewest letters of a passphrase that a page sets.
const LeastPassphrase = 8

// TextSpec says what a text field accepts.
type TextSpec struct {
	Required bool
	Max      int    // letters at most, 0 for no limit; longer text is remarked, never cut
	Lines    int    // more than 1 makes a note of so many visible lines
	Secret   bool   // drawn as dots, and taken as typed
	AsTyped  bool   // a code, phone, path or address: no input method of the program changes what is typed
	Hint     string // shown while empty
	// Check adds a rule of its own; a nil error is valid.
	Check func(string) error
}

// Text is an input for one line of text, or for a note of several.
type Text struct {
	c    *page.Context
	spec TextSpec
	buf  buffer
	off  int             // first visible rune column, or line of a note
	x, y int             // cursor of the last View
	w    int             // inner width of the last View
	ime  *telex.Composer // of the word before the cursor, nil while none is needed
}

var _ Field = (*Text)(nil)

// NewText returns an empty text field.
func NewText(c *page.Context, spec TextSpec) *Text {
	return &Text{c: c, spec: spec, buf: buffer{multi: spec.Lines > 1}, w: 1}
}

// Update applies a key or a paste and reports whether the text changed.
func (f *Text) Update(msg tea.Msg) bool {
	k, ok := msg.(tea.KeyMsg)
	if !ok {
		return false
	}
	if f.buf.multi {
		switch k.Type {
		case tea.KeyUp:
			return f.turn(-1)
		case tea.KeyDown:
			return f.turn(1)
		case tea.KeyPgUp:
			return f.turn(-f.spec.Lines)
		case tea.KeyPgDown:
			return f.turn(f.spec.Lines)
		}
	} else if k.Type == tea.KeyEnter || k.Type == tea.KeyCtrlJ {
		return false // Enter in one line belongs to the form
	}
	return f.key(k)
}

// Wants reports whether a note needs the key: Enter makes a new line, and ↑ and
// ↓ move within it until its first or last line.
func (f *Text) Wants(i keys.Intent) bool {
	if !f.buf.multi {
		return false
	}
	switch i {
	case keys.Open:
		return true
	case keys.Up, keys.PageUp:
		row, _, _ := f.place()
		return row > 0
	case keys.Down, keys.PageDown:
		row, _, rows := f.place()
		return row < len(rows)-1
	}
	return false
}

// Value returns the text in NFC.
func (f *Text) Value() string { return f.buf.text() }

// SetValue replaces the text and puts the cursor behind it.
func (f *Text) SetValue(s string) {
	f.buf.set(s)
	f.off = 0
	f.forget()
}

// Height returns the number of lines drawn.
func (f *Text) Height() int { return max(f.spec.Lines, 1) }

// Cursor returns the place of the text cursor in the last View.
func (f *Text) Cursor() (int, int) { return f.x, f.y }

// CursorX returns the column of the text cursor in the last View.
func (f *Text) CursorX() int { return f.x }

// Valid remarks on a required field left empty, on too long a text, and on what
// the spec's own check finds.
func (f *Text) Valid() error {
	v := f.Value()
	if strings.TrimSpace(v) == "" {
		if f.spec.Required {
			return remark(f.c.Words.Field.Required)
		}
		return nil
	}
	if f.spec.Max > 0 && utf8.RuneCountInString(v) > f.spec.Max {
		return remark(sprintf(f.c.Words.Field.TooLong, f.spec.Max))
	}
	if f.spec.Check != nil {
		return f.spec.Check(v)
	}
	return nil
}

// ReadBack is empty: a text is what it is.
func (f *Text) ReadBack() string { return "" }

// View draws the field between brackets; "<" and ">" in their place say that
// the text goes on there.
func (f *Text) View(width int, focused bool) string {
	if focused && f.asTyped() {
		f.c.AsTyped = true
	}
	if f.buf.multi {
		return f.viewNote(width, focused)
	}
	return f.viewLine(width, focused, nil)
}

// viewLine draws one line; suffix is appended at the right inside the brackets.
func (f *Text) viewLine(width int, focused bool, suffix []rune) string {
	t := f.c.Theme
	if width < 3 {
		f.x, f.y = 0, 0
		return page.Pad("", width)
	}
	inner := width - 2 - len(suffix)
	f.w = inner
	shown := f.buf.runes
	if f.spec.Secret {
		shown = make([]rune, len(f.buf.runes))
		for i := range shown {
			shown[i] = '*'
		}
	}
	if len(shown) == 0 && f.spec.Hint != "" {
		f.x, f.y, f.off = 1, 0, 0
		body := page.Pad(page.Cut(t, f.spec.Hint, inner), inner)
		return "[" + t.Dim.Render(body) + string(suffix) + "]"
	}
	f.off = scroll(shown, f.buf.cur, f.off, inner)
	style := t.Field
	if focused {
		style = t.Input
	}
	var b strings.Builder
	w, end := 0, f.off
	f.x = 1
	for ; end < len(shown); end++ {
		rw := runeWidth(shown[end])
		if w+rw > inner {
			break
		}
		if end == f.buf.cur {
			f.x = 1 + w
		}
		w += rw
		b.WriteRune(shown[end])
	}
	if f.buf.cur >= end {
		f.x = 1 + min(w, inner)
	}
	f.y = 0
	b.WriteString(strings.Repeat(" ", inner-w))
	open, shut := "[", "]"
	if f.off > 0 {
		open = "<"
	}
	if end < len(shown) {
		shut = ">"
	}
	return open + style.Render(b.String()) + string(suffix) + shut
}

// scroll returns the first visible rune so that the cursor, and one free cell
// behind the text's end, lie within width cells.
func scroll(runes []rune, cur, off, width int) int {
	off = min(off, len(runes))
	if cur < off {
		off = cur
	}
	w := 1 // the cursor's own cell
	if cur < len(runes) {
		w = max(runeWidth(runes[cur]), 1)
	}
	first := cur
	for first > 0 && w+runeWidth(runes[first-1]) <= width {
		first--
		w += runeWidth(runes[first])
	}
	off = max(off, first)
	// Use the room that deleting left behind the text.
	total := 1
	for i := len(runes); i > 0; i-- {
		total += runeWidth(runes[i-1])
		if total > width {
			break
		}
		if i-1 < off {
			off = i - 1
		}
	}
	return off
}
