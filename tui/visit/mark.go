package visit

import (
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"

	"coopfield/tui/field"
	"coopfield/tui/keys"
	"coopfield/tui/page"
	"coopfield/tui/theme"
)

// choice is one state that a mark may have: its id in the record, and how it
// looks. The word comes from the language by the id.
type choice struct {
	id   string
	sign func(*theme.Theme) string
	tone func(*theme.Theme) lipgloss.Style
}

func check(t *theme.Theme) string { return t.Glyph.Check }
func cross(t *theme.Theme) string { return t.Glyph.Cross }
func half(*theme.Theme) string    { return "~" }
func dash(*theme.Theme) string    { return "-" }
func later(t *theme.Theme) string { return t.Glyph.Wait }

func good(t *theme.Theme) lipgloss.Style { return t.Good }
func warn(t *theme.Theme) lipgloss.Style { return t.Warn }
func bad(t *theme.Theme) lipgloss.Style  { return t.Bad }
func dim(t *theme.Theme) lipgloss.Style  { return t.Dim }
func info(t *theme.Theme) lipgloss.Style { return t.Info }

// The states in the order of their digits.
var (
	checkChoices  = []choice{{"met", check, good}, {"unmet", cross, bad}, {"not_applicable", dash, dim}}
	openChoices   = []choice{{"kept", check, good}, {"partly", half, warn}, {"not_kept", cross, bad}, {"moved", later, info}}
	actionChoices = []choice{{"done", check, good}, {"partly", half, warn}, {"not_done", cross, bad}}
	topicChoices  = []choice{{"true", check, good}}
)

// mark is a line that takes one of a few states by one digit: what was looked
// at, and how it was found. It wraps its title, so nothing of a law's wording is
// cut off.
//
// Letters are not its keys: an input method may turn them into others, and the
// screen gives them to the line's note instead.
type mark struct {
	c       *page.Context
	choices []choice
	word    func(id string) string // in the column of states, short
	title   func() string
	sub     func() (string, lipgloss.Style) // a second line, "" for none
	ground  string                          // shown while the line has the focus: Điều, khoản
	hint    string                          // shown where there is no ground
	value   string
	lines   int // of the last View
}

var _ field.Field = (*mark)(nil)

// Update sets the state by its digit, goes round with the space bar and takes it
// away with Delete. Backspace belongs to input methods and does nothing.
func (f *mark) Update(msg tea.Msg) bool {
	k, ok := msg.(tea.KeyMsg)
	if !ok || k.Paste {
		return false
	}
	was := f.value
	switch k.Type {
	case tea.KeyDelete:
		f.value = ""
	case tea.KeySpace:
		f.value = f.next()
	case tea.KeyRunes:
		n, err := strconv.Atoi(string(k.Runes))
		if len(k.Runes) != 1 || err != nil || n < 1 || n > len(f.choices) {
			return false
		}
		f.value = f.choices[n-1].id
	}
	return f.value != was
}

// next is the state behind the present one; behind the last there is none.
func (f *mark) next() string {
	if f.value == "" {
		return f.choices[0].id
	}
	for i, c := range f.choices[:len(f.choices)-1] {
		if c.id == f.value {
			return f.choices[i+1].id
		}
	}
	return ""
}

// chosen reports whether a key is the digit of a state, also of the present one.
func (f *mark) chosen(k tea.KeyMsg) bool {
	if k.Type != tea.KeyRunes || k.Paste || len(k.Runes) != 1 {
		return false
	}
	n := int(k.Runes[0] - '0')
	return n >= 1 && n <= len(f.choices)
}

// Wants reports false: moving and Enter are the form's.
func (f *mark) Wants(keys.Intent) bool { return false }

// Value is the id of the state, "" for none.
func (f *mark) Value() string { return f.value }

// SetValue sets the state.
func (f *mark) SetValue(id string) { f.value = id }

// Valid is nil: a line may stay open.
func (f *mark) Valid() error { return nil }

// ReadBack is the ground in the law, or that a letter opens the note.
func (f *mark) ReadBack() string {
	if f.ground == "" {
		return f.hint
	}
	return f.ground
}

// Height is the number of lines of the last View.
func (f *mark) Height() int { return max(f.lines, 1) }

// Cursor stands in the state.
func (f *mark) Cursor() (int, int) { return 1, 0 }

// CursorX is the column of Cursor.
func (f *mark) CursorX() int { return 1 }

// column is the width of the widest state with its sign.
func (f *mark) column() int {
	w := 0
	for _, c := range f.choices {
		w = max(w, page.Width(f.word(c.id))+2)
	}
	return w
}

// View draws the state between brackets and the title beside it.
func (f *mark) View(width int, focused bool) string {
	t := f.c.Theme
	col := min(f.column(), max(width/3, 3))
	state, style := "", t.Field
	for _, c := range f.choices {
		if c.id == f.value {
			state, style = c.sign(t)+" "+f.word(c.id), c.tone(t)
		}
	}
	body := page.Pad(page.Cut(t, state, col), col)
	if focused {
		body = t.Input.Render(body)
	} else {
		body = style.Render(body)
	}
	room := max(width-col-3, 1)
	var out []string
	for i, l := range page.Wrap(f.title(), room) {
		lead := strings.Repeat(" ", col+3)
		if i == 0 {
			lead = "[" + body + "] "
		}
		if focused {
			l = t.Focus.Render(l)
		}
		out = append(out, page.Pad(lead+l, width))
	}
	if f.sub != nil {
		if s, how := f.sub(); s != "" {
			for _, l := range page.Wrap(s, max(width-indent, 1)) {
				out = append(out, page.Pad(strings.Repeat(" ", indent)+how.Render(l), width))
			}
		}
	}
	f.lines = len(out)
	return strings.Join(out, "\n")
}

// aside is an input under its line, set in: the note, or a new date. Enter leaves
// it instead of breaking the line, since a note is a sentence or two.
type aside struct {
	field.Field
	label func() string // before the input, nil for none
}

const indent = 4

func (f aside) lead() string {
	s := strings.Repeat(" ", indent)
	if f.label != nil {
		s += f.label() + " "
	}
	return s
}

// Wants lets the note move within its lines, but not break them.
func (f aside) Wants(i keys.Intent) bool { return i != keys.Open && f.Field.Wants(i) }

// View draws the input set in.
func (f aside) View(width int, focused bool) string {
	lead := f.lead()
	lines := strings.Split(f.Field.View(max(width-page.Width(lead), 3), focused), "\n")
	for i := range lines {
		if i > 0 {
			lead = strings.Repeat(" ", page.Width(lead))
		}
		lines[i] = page.Pad(lead+lines[i], width)
	}
	return strings.Join(lines, "\n")
}

// Cursor is the input's, set in.
func (f aside) Cursor() (int, int) {
	x, y := f.Field.Cursor()
	return x + page.Width(f.lead()), y
}

// sentence is a text of some lines that Enter leaves, such as a recommendation.
type sentence struct{ field.Field }

// Wants lets the text move within its lines, but not break them.
func (f sentence) Wants(i keys.Intent) bool { return i != keys.Open && f.Field.Wants(i) }
