package record

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/tui/field"
	"coopfield/tui/keys"
	"coopfield/tui/page"
)

// grid is several inputs in one line. The form sees one field: that of the cell
// that the cursor is in.
type grid struct {
	c     *page.Context
	cells []gridCell
	at    int  // of cells; the first that takes something at the beginning
	on    bool // the line has the focus
	width int  // of one cell in the last View
}

// gridCell is an input, or what is said in its place.
type gridCell struct {
	cell *cell
	said Said
}

var _ field.Popper = (*grid)(nil)

// step goes to the next input of the line and reports whether there is one.
func (f *grid) step(by int) bool {
	for i := f.at + by; i >= 0 && i < len(f.cells); i += by {
		if f.cells[i].cell != nil {
			f.at = i
			return true
		}
	}
	return false
}

// enter puts the cursor into the cell at n, or the nearest input before it.
func (f *grid) enter(n int) {
	f.at = min(max(n, 0), len(f.cells)-1)
	if f.cells[f.at].cell == nil && !f.step(-1) {
		f.step(1)
	}
}

// now is the input with the cursor, nil if the line has none.
func (f *grid) now() *cell {
	if f.at < 0 || f.at >= len(f.cells) {
		return nil
	}
	return f.cells[f.at].cell
}

// has reports whether the line has any input.
func (f *grid) has() bool {
	for _, c := range f.cells {
		if c.cell != nil {
			return true
		}
	}
	return false
}

// click puts the cursor into the cell drawn at column x.
func (f *grid) click(x int) {
	if f.width > 0 && x >= 0 {
		if n := x / (f.width + 1); n < len(f.cells) && f.cells[n].cell != nil {
			f.at = n
		}
	}
}

func (f *grid) Update(msg tea.Msg) bool {
	c := f.now()
	return c != nil && c.Update(msg)
}

func (f *grid) Wants(i keys.Intent) bool {
	c := f.now()
	return c != nil && c.Wants(i)
}

func (f *grid) Height() int { return 1 }

func (f *grid) Cursor() (int, int) {
	if c := f.now(); c != nil {
		x, _ := c.Cursor()
		return f.at*(f.width+1) + x, 0
	}
	return 0, 0
}

func (f *grid) CursorX() int {
	x, _ := f.Cursor()
	return x
}

func (f *grid) Value() string {
	if c := f.now(); c != nil {
		return c.Value()
	}
	return ""
}

func (f *grid) SetValue(s string) {
	if c := f.now(); c != nil {
		c.SetValue(s)
	}
}

// Valid is the remark of the cell with the cursor, elsewhere of the first that
// has one.
func (f *grid) Valid() error {
	if c := f.now(); f.on && c != nil {
		if err := c.Valid(); err != nil {
			return err
		}
	}
	for _, c := range f.cells {
		if c.cell != nil && (!f.on || c.cell != f.now()) {
			if err := c.cell.Valid(); err != nil {
				return err
			}
		}
	}
	return nil
}

func (f *grid) ReadBack() string {
	if c := f.now(); f.on && c != nil {
		return c.ReadBack()
	}
	return ""
}

func (f *grid) View(width int, focused bool) string {
	f.width = cellWidth(width, len(f.cells))
	parts := make([]string, len(f.cells))
	for i, c := range f.cells {
		if c.cell == nil {
			parts[i] = page.PadLeft(c.said.line(f.c, f.width-1), f.width-1) + " "
			continue
		}
		parts[i] = c.cell.View(f.width, focused && i == f.at)
	}
	return page.Pad(strings.Join(parts, " "), width)
}

// Popup is the open list of the cell with the cursor.
func (f *grid) Popup(width, height int) (string, bool) {
	if c := f.now(); c != nil {
		return c.Popup(width, height)
	}
	return "", false
}

// Close closes an open list.
func (f *grid) Close() {
	if c := f.now(); c != nil {
		c.Close()
	}
}

// Settle writes a number or date the usual way.
func (f *grid) Settle() {
	if c := f.now(); c != nil {
		c.Settle()
	}
}
