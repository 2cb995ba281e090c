package visit

import (
	"errors"
	"regexp"
	"strconv"
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

// View draws a line of text without the focus from its beginning, wherever its
// cursor stood.
func (c *cell) View(width int, focused bool) string {
	f, line := plainField(c.Field).(*field.Text)
	if focused || !line || f.Height() > 1 || f.Value() == "" || width < 3 {
		return c.Field.View(width, focused)
	}
	return "[" + c.c.Theme.Field.Render(page.Pad(page.Cut(c.c.Theme, f.Value(), width-2), width-2)) + "]"
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
	if f, ok := c.Field.(interface{ Close() }); ok {
		f.Close()
	}
}

// Settle writes a number, date or time the usual way.
func (c *cell) Settle() {
	if f, ok := c.Field.(interface{ Settle() }); ok {
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
	case *clock:
		if at, ok := f.instant(on, zone); ok {
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
	case *clock:
		at, _ := v.(string)
		f.show(at)
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

// clock is an input for a time of the day: 8:30, 14h05, 1405.
type clock struct{ *field.Text }

var timeForm = regexp.MustCompile(`^(\d{1,2})\s*(?:[:.hHgG]\s*(\d{1,2})?|(\d{2}))?$`)

func newClock(c *page.Context) *clock {
	f := &clock{}
	f.Text = field.NewText(c, field.TextSpec{Check: func(s string) error {
		if _, _, ok := timeOf(s); !ok {
			return errors.New(c.Words.Visit.NotTime)
		}
		return nil
	}})
	return f
}

func timeOf(s string) (hour, minute int, ok bool) {
	m := timeForm.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return 0, 0, false
	}
	hour, _ = strconv.Atoi(m[1])
	minute, _ = strconv.Atoi(m[2] + m[3])
	return hour, minute, hour < 24 && minute < 60
}

// instant is the time on a day, RFC 3339 with the offset of the place.
func (f *clock) instant(on string, zone *time.Location) (string, bool) {
	h, m, ok := timeOf(f.Value())
	day, err := time.ParseInLocation(time.DateOnly, on, zone)
	if !ok || err != nil {
		return "", false
	}
	return time.Date(day.Year(), day.Month(), day.Day(), h, m, 0, 0, zone).Format(time.RFC3339), true
}

func (f *clock) show(instant string) {
	if at, err := time.Parse(time.RFC3339, instant); err == nil {
		f.SetValue(at.Format("15:04"))
		return
	}
	f.SetValue(instant)
}

// Settle writes a time as 08:30.
func (f *clock) Settle() {
	if h, m, ok := timeOf(f.Value()); ok {
		f.SetValue(time.Date(2000, 1, 1, h, m, 0, 0, time.UTC).Format("15:04"))
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
