package record

import (
	"errors"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/field"
	"coopfield/tui/keys"
	"coopfield/tui/leaf"
	"coopfield/tui/page"
)

// cell is one input of the form with the leaf that it writes.
type cell struct {
	field.Field
	c     *page.Context
	path  store.Path
	spec  *store.Field
	row   Row
	why   string // it is shown, not changed; "" if it may be
	sort  string // what kind of input it is: another one takes another input
	fault string // what the store said …
	of    string // … of this value
	was   string // what the record holds, while the value is only a draft
}

// Update hands a key to the input, unless nothing may be changed.
func (c *cell) Update(msg tea.Msg) bool { return c.why == "" && c.Field.Update(msg) }

// Wants asks the input.
func (c *cell) Wants(i keys.Intent) bool { return c.why == "" && c.Field.Wants(i) }

// Valid is the input's remark, or the store's while the value stands as it was
// refused. What may not be changed is nobody's fault here.
func (c *cell) Valid() error {
	if c.why != "" {
		return nil
	}
	if err := c.Field.Valid(); err != nil {
		return err
	}
	if c.fault != "" && c.of == c.Value() {
		return errors.New(c.fault)
	}
	return nil
}

// ReadBack is what was understood, with what is said beside it.
func (c *cell) ReadBack() string {
	if c.why != "" {
		return c.why
	}
	var parts []string
	for _, s := range []string{c.was, c.row.Beside, c.Field.ReadBack()} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, "; ")
}

// View draws the input; one that is only shown stands dim and without brackets,
// and a text without the cursor from its beginning.
func (c *cell) View(width int, focused bool) string {
	t := c.c.Theme
	if _, is := c.Field.(*tick); is {
		return c.Field.View(width, focused)
	}
	body := c.Value()
	if f, ok := c.Field.(*field.Choice); ok {
		body = f.Label()
	}
	rows := c.Height()
	switch {
	case c.why != "":
		lines := page.Wrap(body, max(width-1, 1))
		if body == "" {
			lines = []string{"–"}
		}
		return dimmed(c.c, lines, width, rows)
	case focused || c.text() == nil || strings.TrimSpace(body) == "" || width < 4:
		return c.Field.View(width, focused)
	}
	inner := width - 2
	lines := []string{page.Cut(t, body, inner)}
	if rows > 1 {
		lines = nil
		for l := range strings.SplitSeq(body, "\n") {
			lines = append(lines, page.Wrap(l, inner-1)...)
		}
	}
	out := make([]string, rows)
	for n := range out {
		row, shut := "", "]"
		if n < len(lines) {
			row = lines[n]
		}
		if n == rows-1 && len(lines) > rows {
			shut = t.Glyph.More
		}
		out[n] = "[" + t.Field.Render(page.Pad(row, inner)) + shut
	}
	return strings.Join(out, "\n")
}

func dimmed(c *page.Context, lines []string, width, rows int) string {
	out := make([]string, rows)
	for n := range out {
		s := ""
		if n < len(lines) {
			s = lines[n]
		}
		if n == rows-1 && len(lines) > rows {
			s = page.Cut(c.Theme, s+" "+lines[n+1], width-1)
		}
		out[n] = page.Pad(" "+c.Theme.Dim.Render(page.Cut(c.Theme, s, width-1)), width)
	}
	return strings.Join(out, "\n")
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

// Settle writes a number or date the usual way.
func (c *cell) Settle() {
	if f, ok := c.Field.(interface{ Settle() }); ok && c.why == "" {
		f.Settle()
	}
}

// text is the input for free text, nil if the cell takes something else.
func (c *cell) text() *field.Text {
	if f, ok := c.Field.(sentence); ok {
		return f.Text
	}
	f, _ := c.Field.(*field.Text)
	return f
}

// edit is what makes the cell's value durable: the value, or the typed text
// where it is none yet.
func (c *cell) edit() desk.Edit {
	return leaf.EditOf(c.path, c.spec, c.plain())
}

func (c *cell) plain() field.Field {
	if f, ok := c.Field.(sentence); ok {
		return f.Text
	}
	return c.Field
}

// show puts what the record holds into the input, or what was typed.
func (c *cell) show(v any, raw string) {
	if raw != "" {
		c.SetValue(raw)
		return
	}
	leaf.Show(c.plain(), v)
}

// sentence is a note of two lines: Enter leaves it instead of breaking its line.
type sentence struct{ *field.Text }

// Wants lets the text move within its lines, but not break them.
func (f sentence) Wants(i keys.Intent) bool { return i != keys.Open && f.Text.Wants(i) }

// sortOf names the kind of input that a row has.
func sortOf(r *Row, spec *store.Field) string {
	switch {
	case r.Input != nil:
		return "own"
	case r.Tick:
		return "tick"
	case r.Choices != nil:
		return "choice"
	case r.Money:
		return "money"
	case spec.Type == store.TypeNote:
		return "note " + page.Count(r.Lines)
	}
	return "spec " + page.Count(int(spec.Type))
}

// input makes the input of a row.
func (m *Model) input(cl *cell) field.Field {
	r, spec := &cl.row, *cl.spec
	spec.Required = spec.Required || r.Required
	switch {
	case r.Input != nil:
		return r.Input(m.c)
	case r.Choices != nil:
		return field.NewChoice(m.c, field.ChoiceSpec{Required: spec.Required, Hint: r.Hint, Options: func() []field.Option { return cl.row.Choices }})
	case r.Money:
		return field.NewMoney(m.c, field.MoneySpec{Required: spec.Required, Hint: r.Hint})
	case spec.Type == store.TypeNote:
		lines := r.Lines
		if lines == 0 {
			lines = 3
		}
		f := field.NewText(m.c, field.TextSpec{Required: spec.Required, Lines: lines, Max: 5000, Hint: r.Hint})
		if lines == 2 {
			return sentence{f}
		}
		return f
	case spec.Type == store.TypeText && r.Hint != "":
		return field.NewText(m.c, field.TextSpec{Required: spec.Required, Max: 500, Hint: r.Hint, AsTyped: leaf.AsTyped(spec.Name)})
	}
	return leaf.Input(m.c, &spec, leaf.Lists{
		Enum:  func(_, value string) string { return m.names.Value(m.o.Kind, cl.path, value) },
		Units: m.units,
	})
}

// width keeps short values short, so that there is room for remarks.
func (c *cell) width() int {
	switch {
	case c.row.Width > 0:
		return c.row.Width
	case c.row.Choices != nil || c.row.Input != nil:
		return 0
	}
	switch c.spec.Type {
	case store.TypeDate, store.TypeBool:
		return 14
	case store.TypeNumber:
		return 20
	case store.TypeEnum:
		return 24
	}
	return 0
}
