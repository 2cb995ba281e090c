package coop

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

// cell is one field of the record in the form. To the input it adds what the
// store said of its present value, and what only a record knows.
type cell struct {
	field.Field
	path   store.Path
	spec   *store.Field
	frozen bool   // shown, not changed
	fault  string // what the store said …
	of     string // … of this value
	was    string // what the record holds, while the value is only a draft
	read   func(value string) string
}

// Update hands a key to the input, unless this person may not change it.
func (c *cell) Update(msg tea.Msg) bool { return !c.frozen && c.Field.Update(msg) }

// Wants asks the input.
func (c *cell) Wants(i keys.Intent) bool { return !c.frozen && c.Field.Wants(i) }

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

// ReadBack is what was understood.
func (c *cell) ReadBack() string {
	say := ""
	if c.read != nil {
		say = c.read(c.Value())
	} else {
		say = c.Field.ReadBack()
	}
	switch {
	case c.was == "":
		return say
	case say == "":
		return c.was
	}
	return c.was + "; " + say
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
	if f, ok := c.Field.(interface{ Settle() }); ok {
		f.Settle()
	}
}

// edit is what makes the cell's value durable: the value, or the typed text
// where it is none yet.
func (c *cell) edit() desk.Edit {
	return leaf.EditOf(c.path, c.spec, c.Field)
}

// show puts a stored value into the input.
func (c *cell) show(v any) { leaf.Show(c.Field, v) }

// newCell makes the input for a field of the record.
func (p *profile) newCell(path store.Path, spec *store.Field) *cell {
	c := p.m.c
	cl := &cell{path: path, spec: spec, frozen: p.denied != ""}
	cl.Field = leaf.Input(c, spec, leaf.Lists{
		Enum:  func(name, value string) string { return c.Words.Coop.Enum(name, value) },
		Units: p.units,
	})
	if spec.Type == store.TypeUnit {
		cl.read = p.today
	}
	return cl
}

// button is a line of the form that Enter presses.
type button struct {
	c    *page.Context
	word func() string
}

func (b *button) Update(msg tea.Msg) bool {
	k, ok := msg.(tea.KeyMsg)
	return ok && k.Type == tea.KeyEnter
}

func (b *button) Wants(i keys.Intent) bool { return i == keys.Open }
func (b *button) Height() int              { return 1 }
func (b *button) Cursor() (int, int)       { return 1, 0 }
func (b *button) CursorX() int             { return 1 }
func (b *button) Value() string            { return "" }
func (b *button) SetValue(string)          {}
func (b *button) Valid() error             { return nil }
func (b *button) ReadBack() string         { return "" }

func (b *button) View(width int, focused bool) string {
	s := "+ " + b.word()
	if focused {
		return page.Pad(b.c.Theme.Selected.Render(" "+page.Cut(b.c.Theme, s, width-2)+" "), width)
	}
	return page.Pad(" "+b.c.Theme.Dim.Render(page.Cut(b.c.Theme, s, width-1)), width)
}

// heading is a line between the fields.
type heading struct{ c *page.Context }

func (heading) Update(tea.Msg) bool    { return false }
func (heading) Wants(keys.Intent) bool { return false }
func (heading) Height() int            { return 1 }
func (heading) Cursor() (int, int)     { return 0, 0 }
func (heading) CursorX() int           { return 0 }
func (heading) Value() string          { return "" }
func (heading) SetValue(string)        {}
func (heading) Valid() error           { return nil }
func (heading) ReadBack() string       { return "" }

func (h heading) View(width int, _ bool) string {
	return h.c.Theme.Border.Render(strings.Repeat(h.c.Theme.Glyph.Horizontal, max(width, 0)))
}
