package field

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/tui/keys"
	"coopfield/tui/page"
)

// Item is one field of a [Form].
type Item struct {
	ID    string
	Label func() string // in the language of the interface
	Field Field
	Width int  // cells of the field; 0 is all there is for texts and choices, 20 for numbers
	Fixed bool // shown, but never focused
}

// Event is what a form made of a message.
type Event struct {
	Handled bool   // the form used the message
	Changed string // id of the field whose text changed, "" if none
	Left    string // id of the field that the focus left: save it now
}

// Form moves the focus among fields and, if asked, draws them one above the
// other with label, input and remark. It saves nothing by itself.
type Form struct {
	c     *page.Context
	items []Item
	at    int // focused item, -1 if none
	top   int // first visible line of the last View
	x, y  int
	shown bool // the cursor is within the last View
	left  int  // column of the inputs in the last View
	lines []int
}

// NewForm returns a form with the focus on its first field that may have it.
func NewForm(c *page.Context, items ...Item) *Form {
	f := &Form{c: c, items: items, at: -1}
	f.at = f.next(-1, 1)
	return f
}

// Items returns the fields of the form.
func (f *Form) Items() []Item { return f.items }

// Field returns a field by id, nil if there is none.
func (f *Form) Field(id string) Field {
	for _, it := range f.items {
		if it.ID == id {
			return it.Field
		}
	}
	return nil
}

// Focused returns the id of the field with the focus, "" if none has it.
func (f *Form) Focused() string {
	if f.at < 0 {
		return ""
	}
	return f.items[f.at].ID
}

// Typing reports whether a field has the focus.
func (f *Form) Typing() bool { return f.at >= 0 }

// Blur takes the focus away and returns the id of the field that had it.
func (f *Form) Blur() string {
	id := f.leave()
	f.at = -1
	return id
}

// Focus gives the focus to a field and returns the id of the one it left, "" if
// that is the same.
func (f *Form) Focus(id string) string {
	for i, it := range f.items {
		if it.ID == id && !it.Fixed {
			return f.move(i)
		}
	}
	return ""
}

func (f *Form) move(to int) string {
	if to == f.at {
		return ""
	}
	left := f.leave()
	f.at = to
	return left
}

// leave closes lists and writes numbers the usual way.
func (f *Form) leave() string {
	if f.at < 0 {
		return ""
	}
	it := f.items[f.at]
	if c, ok := it.Field.(interface{ Close() }); ok {
		c.Close()
	}
	if s, ok := it.Field.(interface{ Settle() }); ok {
		s.Settle()
	}
	return it.ID
}

// next returns the nearest field after from in direction by that may have the
// focus, from itself if there is none.
func (f *Form) next(from, by int) int {
	for i := from + by; i >= 0 && i < len(f.items); i += by {
		if !f.items[i].Fixed {
			return i
		}
	}
	return from
}

// Update hands a key to the focused field, or moves the focus: Tab, ↓ and Enter
// forward, Shift+Tab and ↑ back. Keys that neither needs are not handled.
func (f *Form) Update(msg tea.Msg) Event {
	if f.at < 0 {
		return Event{}
	}
	it := f.items[f.at]
	switch msg := msg.(type) {
	case tea.KeyMsg:
		if it.Field.Update(msg) {
			return Event{Handled: true, Changed: it.ID}
		}
		return Event{Handled: true}
	case keys.Press:
		if it.Field.Wants(msg.Intent) {
			if it.Field.Update(msg.Key) {
				return Event{Handled: true, Changed: it.ID}
			}
			return Event{Handled: true}
		}
		switch msg.Intent {
		case keys.NextField, keys.Down, keys.Open:
			return f.step(1)
		case keys.PrevField, keys.Up:
			return f.step(-1)
		}
	}
	return Event{}
}

// step moves the focus; at either end it stays and says that it did nothing, so
// that a screen may go on to its next panel.
func (f *Form) step(by int) Event {
	to := f.next(f.at, by)
	if to == f.at {
		return Event{}
	}
	return Event{Handled: true, Left: f.move(to)}
}

// Click gives the focus to the field drawn at line y of the last View.
func (f *Form) Click(y int) Event {
	y += f.top
	for i, first := range f.lines {
		if !f.items[i].Fixed && y >= first && y < first+f.items[i].Field.Height() {
			return Event{Handled: true, Left: f.move(i)}
		}
	}
	return Event{}
}

// Valid returns the id and the remark of the first field that is not valid.
func (f *Form) Valid() (string, error) {
	for _, it := range f.items {
		if err := it.Field.Valid(); err != nil {
			return it.ID, err
		}
	}
	return "", nil
}

// Cursor is where the text cursor stands in the last View.
func (f *Form) Cursor() (x, y int, ok bool) { return f.x, f.y, f.shown && f.at >= 0 }

// Column is the column in which the inputs begin in the last View.
func (f *Form) Column() int { return f.left }

// roomy is the room right of a field from which its remark stands beside it;
// with less, the remark of the focused field takes the form's last line.
const roomy = 24

// View draws the fields in exactly width×height cells and keeps the focused one
// visible. A remark begins with ✗, what was read with =.
func (f *Form) View(width, height int) string {
	t := f.c.Theme
	label := 0
	for _, it := range f.items {
		label = max(label, page.Width(it.Label()))
	}
	label = min(label, max(width/3, 8))
	f.left = label + 3
	var lines []string
	f.lines = f.lines[:0]
	f.shown = false
	rest := width - label - 5 // a mark, two spaces, and room for a ✗ behind the field
	below := ""
	narrow := false
	row := 0
	for i, it := range f.items {
		w := rest
		if it.Width > 0 {
			w = min(it.Width, rest)
		} else if _, ok := it.Field.(interface{ short() }); ok {
			w = min(20, rest) // numbers, money, points and dates have a remark beside them
		}
		f.lines = append(f.lines, len(lines))
		focused := i == f.at
		said := f.remark(it.Field, focused)
		beside := rest - w + 1
		if beside < roomy {
			narrow = true // the last line stays free, so that nothing jumps
		}
		switch {
		case focused && page.Width(said) > beside:
			below, said = said, ""
			narrow = true
		case beside < roomy && it.Field.Valid() != nil && !focused:
			said = t.Bad.Render(t.Glyph.Cross)
		case beside < roomy:
			said = ""
		}
		name := page.Pad(page.Cut(t, it.Label(), label), label)
		mark := "  "
		drawn := it.Field.View(w, focused)
		if focused {
			mark, name = t.Glyph.Cursor+" ", t.Focus.Render(name)
			row = len(lines)
		}
		for n, l := range strings.Split(drawn, "\n") {
			if n == 0 {
				lines = append(lines, mark+name+" "+l+" "+page.Cut(t, said, max(beside, 0)))
			} else {
				lines = append(lines, page.Pad("", label+3)+l)
			}
		}
	}
	visible := height
	if narrow {
		visible--
	}
	f.scrollTo(row, visible, len(lines))
	out := page.Lines(strings.Join(lines[f.top:], "\n"), width, visible)
	if narrow {
		out = append(out, page.Pad("  "+page.Cut(t, below, width-2), width))
	}
	block := strings.Join(out, "\n")
	return f.finish(block, row, label, width, visible)
}

// finish places the cursor and draws an open list over the block.
func (f *Form) finish(block string, row, label, width, visible int) string {
	if f.at < 0 {
		return block
	}
	x, y := f.items[f.at].Field.Cursor()
	f.x, f.y = label+3+x, row-f.top+y
	f.shown = f.y >= 0 && f.y < visible && f.x < width
	p, ok := f.items[f.at].Field.(Popper)
	if !ok {
		return block
	}
	under := row - f.top + 1
	room := visible - under
	above := row - f.top
	if room < 5 && above > room {
		if list, open := p.Popup(width-label-3, above); open {
			return page.Overlay(block, list, label+3, above-strings.Count(list, "\n")-1)
		}
		return block
	}
	if list, open := p.Popup(width-label-3, room); open && list != "" {
		return page.Overlay(block, list, label+3, under)
	}
	return block
}

func (f *Form) scrollTo(row, visible, total int) {
	cursor, end := row, row
	if f.at >= 0 {
		fl := f.items[f.at].Field
		_, y := fl.Cursor()
		cursor, end = row+y, row+fl.Height()-1
	}
	f.top = min(f.top, row)
	f.top = max(f.top, end-visible+1)
	f.top = min(f.top, cursor) // of a field higher than the form
	f.top = max(min(f.top, total-visible), 0)
}

// remark returns what stands beside a field. A field that is being typed into is
// not blamed for being empty.
func (f *Form) remark(fl Field, focused bool) string {
	t := f.c.Theme
	if err := fl.Valid(); err != nil {
		if focused && strings.TrimSpace(fl.Value()) == "" {
			return ""
		}
		return t.Bad.Render(t.Glyph.Cross + " " + err.Error())
	}
	if s := fl.ReadBack(); s != "" {
		return t.Dim.Render(t.Glyph.Same + " " + s)
	}
	return ""
}
