package field

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store/vi"
	"coopfield/tui/keys"
	"coopfield/tui/page"
)

// Option is one entry of a choice.
type Option struct {
	ID    string
	Label string
	// Fold is what is searched, folded as [vi.Fold] does; "" is made of Label and ID
	// when the list opens, which takes a while for many thousands.
	Fold string
}

// ChoiceSpec says what may be chosen.
type ChoiceSpec struct {
	Required bool
	// Options lists what may be chosen, in the language of the interface.
	Options func() []Option
	Hint    string
}

// Choice is an input that takes one of a list. Enter opens the list, typing
// searches it without regard to marks, Esc closes it and changes nothing.
type Choice struct {
	c      *page.Context
	spec   ChoiceSpec
	id     string
	query  Text
	open   bool
	opts   []Option // while open
	folded []string
	found  []int
	at     int
	top    int
	width  int // of the widest label, while open
	x      int
}

// measured is how many options the width of an open list is taken from.
const measured = 500

var (
	_ Field  = (*Choice)(nil)
	_ Popper = (*Choice)(nil)
)

// NewChoice returns a field with nothing chosen.
func NewChoice(c *page.Context, spec ChoiceSpec) *Choice {
	return &Choice{c: c, spec: spec, query: Text{c: c, w: 1}}
}

// Options returns what may be chosen, for who offers it in another way than the
// open list.
func (f *Choice) Options() []Option { return f.spec.Options() }

func (f *Choice) show() {
	f.open, f.opts = true, f.spec.Options()
	f.folded = f.folded[:0]
	f.width = 12
	for i, o := range f.opts {
		if o.Fold == "" {
			o.Fold = vi.Fold(o.Label + " " + o.ID)
		}
		f.folded = append(f.folded, o.Fold)
		if i < measured {
			f.width = max(f.width, page.Width(o.Label)+3)
		}
	}
	f.query.SetValue("")
	f.find()
	for n, i := range f.found {
		if f.opts[i].ID == f.id {
			f.at = n
		}
	}
}

func (f *Choice) find() {
	q := vi.Fold(f.query.Value())
	f.found, f.at, f.top = vi.Nearest(len(f.folded), func(i int) string { return f.folded[i] }, q), 0, 0
}

// Close closes the list and changes nothing. Forms call it when the focus
// leaves.
func (f *Choice) Close() { f.open = false }

// Wants reports whether the field needs the key: Enter always, since it opens
// and chooses, and the keys that move in an open list.
func (f *Choice) Wants(i keys.Intent) bool {
	switch i {
	case keys.Open:
		return true
	case keys.Up, keys.Down, keys.PageUp, keys.PageDown, keys.Back:
		return f.open
	}
	return false
}

// Update handles a key and reports whether another option was chosen.
func (f *Choice) Update(msg tea.Msg) bool {
	k, ok := msg.(tea.KeyMsg)
	if !ok {
		return false
	}
	if !f.open {
		switch k.Type {
		case tea.KeyEnter:
			f.show()
		case tea.KeyRunes, tea.KeySpace:
			f.show()
			if strings.TrimSpace(string(k.Runes)) != "" && f.query.Update(k) {
				f.find()
			}
		case tea.KeyDelete, tea.KeyBackspace, tea.KeyCtrlH:
			// Backspace belongs to input methods: it must not empty a choice
			// that is closed. Delete does, where nothing is allowed.
			if k.Type == tea.KeyDelete && !f.spec.Required && f.id != "" {
				f.id = ""
				return true
			}
		}
		return false
	}
	last := max(len(f.found)-1, 0)
	switch k.Type {
	case tea.KeyUp:
		f.at = max(f.at-1, 0)
	case tea.KeyDown:
		f.at = min(f.at+1, last)
	case tea.KeyPgUp:
		f.at = max(f.at-8, 0)
	case tea.KeyPgDown:
		f.at = min(f.at+8, last)
	case tea.KeyEsc:
		f.open = false
	case tea.KeyEnter:
		if f.at >= len(f.found) {
			return false
		}
		f.open = false
		id := f.opts[f.found[f.at]].ID
		changed := id != f.id
		f.id = id
		return changed
	default:
		if f.query.Update(k) {
			f.find()
		}
	}
	return false
}

// Value returns the chosen id, "" if none.
func (f *Choice) Value() string { return f.id }

// SetValue chooses an id, also one that the list does not have: what a record
// holds is shown, not dropped.
func (f *Choice) SetValue(id string) { f.id, f.open = id, false }

// Label returns the label of the chosen option, its id if the list has none.
func (f *Choice) Label() string {
	for _, o := range f.spec.Options() {
		if o.ID == f.id {
			return o.Label
		}
	}
	return f.id
}

// Height is 1.
func (f *Choice) Height() int { return 1 }

// Cursor returns the place of the text cursor in the last View.
func (f *Choice) Cursor() (int, int) { return f.x, 0 }

// CursorX returns the column of the text cursor in the last View.
func (f *Choice) CursorX() int { return f.x }

// Valid remarks on a required choice left open and on an id that the list does
// not have.
func (f *Choice) Valid() error {
	w := &f.c.Words.Field
	if f.id == "" {
		if f.spec.Required {
			return remark(w.Required)
		}
		return nil
	}
	for _, o := range f.spec.Options() {
		if o.ID == f.id {
			return nil
		}
	}
	return remark(w.NotChoice)
}

// ReadBack is empty: the label is read already.
func (f *Choice) ReadBack() string { return "" }

// View draws the label, or what is searched for while the list is open.
func (f *Choice) View(width int, focused bool) string {
	sign := []rune(f.c.Theme.Glyph.Down)
	if f.open {
		s := f.query.viewLine(width, focused, sign)
		f.x = f.query.x
		return s
	}
	f.x = 1
	show := Text{c: f.c, spec: TextSpec{Hint: f.spec.Hint}, w: 1}
	show.buf.set(f.Label())
	show.buf.cur = 0
	return show.viewLine(width, focused, sign)
}

// Popup returns the open list: at most ten options, the one under the cursor
// marked.
func (f *Choice) Popup(width, height int) (string, bool) {
	if !f.open || width < 8 || height < 3 {
		return "", f.open
	}
	t := f.c.Theme
	rows := max(min(len(f.found), height-2, 10), 1)
	inner := min(f.width, width-2)
	f.top = max(min(f.top, f.at), f.at-rows+1)
	lines := make([]string, 0, rows)
	for n := f.top; n < min(f.top+rows, len(f.found)); n++ {
		o := f.opts[f.found[n]]
		label := page.Cut(t, o.Label, inner-3)
		if n == f.at {
			lines = append(lines, t.Selected.Render(page.Pad(t.Glyph.Cursor+" "+label, inner)))
		} else {
			lines = append(lines, "  "+label)
		}
	}
	if len(f.found) == 0 {
		lines = append(lines, t.Dim.Render(page.Cut(t, " "+f.c.Words.Field.NoMatch, inner)))
	}
	note := page.Count(min(f.at+1, len(f.found))) + "/" + page.Count(len(f.found))
	return page.PanelNote(t, "", note, strings.Join(lines, "\n"), inner+2, rows+2, true), true
}
