package visit

import (
	"errors"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/field"
	"coopfield/tui/keys"
	"coopfield/tui/leaf"
	"coopfield/tui/page"
)

// cell is one input of the screen with what it writes to.
type cell struct {
	field.Field
	c     *page.Context
	id    string     // in its form
	owner owner      // the record that it belongs to
	key   string     // id of the followup or the support that owner says
	path  store.Path // leaf of that record
	typ   store.Type // how the leaf is written
	label func() string
	fault string        // what the store said …
	of    string        // … of this value
	was   func() string // shown beside it, such as the year's figure
	// frozen: it is shown, not changed. bare: its title stands in a line of its own.
	frozen, bare bool
}

// Update hands a key to the input, unless nothing may be changed.
func (c *cell) Update(msg tea.Msg) bool { return !c.frozen && c.Field.Update(msg) }

// View draws a text without the focus from its beginning, wherever its cursor
// stood.
func (c *cell) View(width int, focused bool) string {
	f := text(c.Field)
	lead := ""
	if a, ok := c.Field.(aside); ok {
		lead = a.lead()
	}
	inner := width - page.Width(lead) - 2
	if focused || f == nil || clean(f.Value()) == "" || inner < 2 {
		return c.Field.View(width, focused)
	}
	t, rows := c.c.Theme, f.Height()
	body := []string{page.Cut(t, f.Value(), inner)}
	if rows > 1 {
		body = nil
		for line := range strings.SplitSeq(f.Value(), "\n") {
			body = append(body, page.Wrap(line, inner-1)...)
		}
	}
	lines := make([]string, rows)
	for n := range lines {
		row, shut := "", "]"
		if n < len(body) {
			row = body[n]
		}
		if n == rows-1 && len(body) > rows {
			shut = t.Glyph.More
		}
		if n > 0 {
			lead = strings.Repeat(" ", page.Width(lead))
		}
		lines[n] = lead + "[" + t.Field.Render(page.Pad(row, inner)) + shut
	}
	return strings.Join(lines, "\n")
}

// Wants asks the input.
func (c *cell) Wants(i keys.Intent) bool { return !c.frozen && c.Field.Wants(i) }

// owner says which record a cell is a leaf of.
type owner int

const (
	ownRecord  owner = iota // the visit or consultation
	ownFound                // a followup of an open item
	ownSupport              // support given from a consultation
)

// Valid is the input's remark, or the store's while the value stands as it was
// refused.
func (c *cell) Valid() error {
	if err := c.Field.Valid(); err != nil {
		return err
	}
	if c.fault != "" && c.of == c.Value() {
		return errors.New(c.fault)
	}
	return nil
}

// ReadBack is what was understood, and what there is to compare with.
func (c *cell) ReadBack() string {
	say := c.Field.ReadBack()
	if c.was == nil || c.was() == "" {
		return say
	}
	if say == "" {
		return c.was()
	}
	return c.was() + "; " + say
}

// Popup is the open list of a choice.
func (c *cell) Popup(width, height int) (string, bool) {
	if p, ok := c.Field.(field.Popper); ok {
		return p.Popup(width, height)
	}
	return "", false
}

// Close closes an open list.
func (c *cell) Close() {
	if f, ok := plainField(c.Field).(interface{ Close() }); ok {
		f.Close()
	}
}

// Settle writes a number, date or time the usual way.
func (c *cell) Settle() {
	if f, ok := plainField(c.Field).(interface{ Settle() }); ok {
		f.Settle()
	}
}

// marked reports whether the cell is a line that takes a digit.
func (c *cell) marked() (*mark, bool) {
	f, ok := c.Field.(*mark)
	return f, ok
}

// plainField is the input under what sets it in.
func plainField(f field.Field) field.Field {
	switch f := f.(type) {
	case aside:
		return plainField(f.Field)
	case sentence:
		return plainField(f.Field)
	}
	return f
}

// text is the input for free text, nil if the field takes something else.
func text(f field.Field) *field.Text {
	t, _ := plainField(f).(*field.Text)
	return t
}

// edit is what makes the cell's value durable: the value, or the typed text
// where it is none yet. on is the day of the visit, for its times.
func (c *cell) edit(on string, zone *time.Location) desk.Edit {
	typed := c.Value()
	if strings.TrimSpace(typed) == "" {
		return desk.Edit{Path: c.path}
	}
	switch f := c.Field.(type) {
	case *field.Clock:
		if at, ok := f.Instant(on, zone); ok {
			return desk.Edit{Path: c.path, Value: at}
		}
		return desk.Edit{Path: c.path, Raw: typed}
	case *mark:
		if c.typ == store.TypeBool {
			return desk.Edit{Path: c.path, Value: true}
		}
		return desk.Edit{Path: c.path, Value: typed}
	}
	e := leaf.EditOf(c.path, &store.Field{Type: c.typ}, plainField(c.Field))
	if e.Value == "" {
		e.Value = nil
	}
	return e
}

// show puts a stored value into the input.
func (c *cell) show(v any) {
	switch f := c.Field.(type) {
	case *field.Clock:
		at, _ := v.(string)
		f.SetInstant(at)
	case *mark:
		id, _ := v.(string)
		if on, _ := v.(bool); on {
			id = "true"
		}
		f.SetValue(id)
	default:
		leaf.Show(plainField(c.Field), v)
	}
}

// button is a line that Enter presses.
type button struct {
	c     *page.Context
	word  func() string
	sign  string
	lines int
}

func (b *button) Update(msg tea.Msg) bool {
	k, ok := msg.(tea.KeyMsg)
	return ok && k.Type == tea.KeyEnter
}
func (b *button) Wants(i keys.Intent) bool { return i == keys.Open }
func (b *button) Height() int              { return max(b.lines, 1) }
func (b *button) Cursor() (int, int)       { return 1, 0 }
func (b *button) CursorX() int             { return 1 }
func (b *button) Value() string            { return "" }
func (b *button) SetValue(string)          {}
func (b *button) Valid() error             { return nil }
func (b *button) ReadBack() string         { return "" }
func (b *button) View(width int, focused bool) string {
	t := b.c.Theme
	var out []string
	for i, l := range page.Wrap(b.word(), max(width-4, 1)) {
		lead := "  "
		if i == 0 {
			lead = b.sign + " "
		}
		l = page.Pad(" "+lead+l, width)
		if focused {
			l = t.Selected.Render(l)
		}
		out = append(out, l)
	}
	b.lines = len(out)
	return strings.Join(out, "\n")
}

// words is a line between the inputs that nothing can be typed into.
type words struct {
	c     *page.Context
	say   func() string
	rule  bool // followed by a line
	lines int
}

func (w *words) Update(tea.Msg) bool    { return false }
func (w *words) Wants(keys.Intent) bool { return false }
func (w *words) Height() int            { return max(w.lines, 1) }
func (w *words) Cursor() (int, int)     { return 0, 0 }
func (w *words) CursorX() int           { return 0 }
func (w *words) Value() string          { return "" }
func (w *words) SetValue(string)        {}
func (w *words) Valid() error           { return nil }
func (w *words) ReadBack() string       { return "" }
func (w *words) View(width int, _ bool) string {
	t := w.c.Theme
	if w.rule {
		w.lines = 1
		return page.Pad(t.Border.Render(strings.Repeat(t.Glyph.Horizontal, max(width, 0))), width)
	}
	var out []string
	for _, l := range page.Wrap(w.say(), max(width, 1)) {
		out = append(out, page.Pad(t.Dim.Render(l), width))
	}
	w.lines = len(out)
	return strings.Join(out, "\n")
}
