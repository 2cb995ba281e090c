package record

import (
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/tui/field"
	"coopfield/tui/keys"
	"coopfield/tui/page"
)

// indent is how far lines that belong to the one above are set in.
const indent = 4

// tick is a line that takes one of a few states by a digit. It wraps its title,
// so that nothing of a plan's wording is cut off. Letters are not its keys: an
// input method may turn them into others, and they go to its note instead.
type tick struct {
	c     *page.Context
	row   *Row
	value string
	lines int // of the last View
}

var _ field.Field = (*tick)(nil)

func (f *tick) marks() []Mark {
	if len(f.row.Marks) > 0 {
		return f.row.Marks
	}
	w := &f.c.Words.Record
	return []Mark{{"true", w.Yes, Good}, {"false", w.No, Bad}}
}

// shown is the state that stands before the title.
func (f *tick) shown() string {
	if f.row.Value != "" {
		return f.row.Value
	}
	return f.value
}

// Update sets the state by its digit, goes round with the space bar and takes it
// away with Delete. Backspace belongs to input methods and does nothing.
func (f *tick) Update(msg tea.Msg) bool {
	k, ok := msg.(tea.KeyMsg)
	if !ok || k.Paste || f.row.Path == "" {
		return false
	}
	was, marks := f.value, f.marks()
	switch k.Type {
	case tea.KeyDelete:
		f.value = ""
	case tea.KeySpace:
		f.value = f.next(marks)
	case tea.KeyRunes:
		n, err := strconv.Atoi(string(k.Runes))
		if len(k.Runes) != 1 || err != nil || n < 1 || n > len(marks) {
			return false
		}
		f.value = marks[n-1].Value
	}
	return f.value != was
}

// next is the state behind the present one; behind the last there is none.
func (f *tick) next(marks []Mark) string {
	if f.value == "" {
		return marks[0].Value
	}
	for i := range marks[:len(marks)-1] {
		if marks[i].Value == f.value {
			return marks[i+1].Value
		}
	}
	return ""
}

// digit reports whether a key is the digit of a state, also of the present one.
func (f *tick) digit(k tea.KeyMsg) bool {
	if k.Type != tea.KeyRunes || k.Paste || len(k.Runes) != 1 || f.row.Path == "" {
		return false
	}
	n := int(k.Runes[0] - '0')
	return n >= 1 && n <= len(f.marks())
}

func (f *tick) Wants(keys.Intent) bool { return false }
func (f *tick) Value() string          { return f.value }
func (f *tick) SetValue(id string)     { f.value = id }
func (f *tick) Valid() error           { return nil }
func (f *tick) Height() int            { return max(f.lines, 1) }
func (f *tick) Cursor() (int, int)     { return 1, 0 }
func (f *tick) CursorX() int           { return 1 }

// ReadBack says that a letter opens the note.
func (f *tick) ReadBack() string {
	if f.row.Note == "" {
		return ""
	}
	return f.c.Words.Record.NoteHow
}

// View draws the state between brackets, the title beside it, and below what is
// said of it. A state that is only shown stands without brackets.
func (f *tick) View(width int, focused bool) string {
	t, marks := f.c.Theme, f.marks()
	col := 0
	for _, m := range marks {
		col = max(col, page.Width(m.Look.sign(f.c)+m.Word))
	}
	col = min(col, max(width/3, 3))
	state, style := "", t.Field
	for _, m := range marks {
		if m.Value == f.shown() {
			state, style = m.Look.sign(f.c)+m.Word, m.Look.style(f.c)
		}
	}
	body, open, shut := page.Pad(page.Cut(t, state, col), col), "[", "]"
	if f.row.Path == "" || f.row.Denied != "" {
		open, shut = " ", " "
	}
	if focused {
		body = t.Input.Render(body)
	} else {
		body = style.Render(body)
	}
	var out []string
	for i, l := range page.Wrap(f.row.Label, max(width-col-3, 1)) {
		lead := strings.Repeat(" ", col+3)
		if i == 0 {
			lead = open + body + shut + " "
		}
		if focused {
			l = t.Focus.Render(l)
		}
		out = append(out, page.Pad(lead+l, width))
	}
	for _, s := range f.row.Under {
		for _, l := range s.draw(f.c, max(width-indent, 1)) {
			out = append(out, page.Pad(strings.Repeat(" ", indent)+l, width))
		}
	}
	f.lines = len(out)
	return strings.Join(out, "\n")
}

// below is an input under its line, set in.
type below struct{ *cell }

func (f below) Wants(i keys.Intent) bool { return i != keys.Open && f.cell.Wants(i) }

func (f below) View(width int, focused bool) string {
	lines := strings.Split(f.cell.View(max(width-indent, 3), focused), "\n")
	for i := range lines {
		lines[i] = page.Pad(strings.Repeat(" ", indent)+lines[i], width)
	}
	return strings.Join(lines, "\n")
}

func (f below) Cursor() (int, int) {
	x, y := f.cell.Cursor()
	return x + indent, y
}
