package page

import (
	"strconv"
	"strings"

	"github.com/charmbracelet/lipgloss"

	"coopfield/tui/keys"
	"coopfield/tui/theme"
)

// Column is one column of a [Table].
type Column struct {
	Title  string
	Width  int  // cells; 0 shares what is left by Weight
	Weight int  // share of the rest, 1 if zero
	Min    int  // cells that a sharing column needs
	Right  bool // numbers
	Middle bool // long names are cut in the middle, not at the end
	// Lead, with Middle, ends a beginning that is never cut: with " · " the year
	// of "bảng đánh giá 2024 · HTX …" stays, and the name loses its middle.
	Lead string
	// Drop says how soon the column is left out when the table is too narrow:
	// the highest first, 0 never.
	Drop int
}

// Cell is one cell of a [Table].
type Cell struct {
	Text  string          // plain text
	Style *lipgloss.Style // nil for plain
}

// Table shows rows of which it only ever asks for the visible ones, so that
// 35.000 rows scroll at the cost of twenty.
type Table struct {
	c     *Context
	cols  []Column
	n     int
	row   func(int) []Cell
	at    int
	top   int
	page  int // visible rows of the last View
	wide  []int
	drawn int // width that wide was computed for
}

// NewTable returns a table without rows.
func NewTable(c *Context, cols ...Column) *Table {
	return &Table{c: c, cols: cols, page: 1, drawn: -1}
}

// SetColumns replaces the columns, such as after the language changed.
func (t *Table) SetColumns(cols ...Column) { t.cols, t.drawn = cols, -1 }

// SetRows says that there are n rows and that row returns the cells of one, in
// the order of the columns. The cursor stays on its number, or on the last row.
func (t *Table) SetRows(n int, row func(int) []Cell) {
	t.n, t.row = n, row
	t.Select(t.at)
}

// Len returns the number of rows.
func (t *Table) Len() int { return t.n }

// At returns the number of the row under the cursor, -1 if there are no rows.
func (t *Table) At() int {
	if t.n == 0 {
		return -1
	}
	return t.at
}

// Select puts the cursor on row i, or on the nearest there is.
func (t *Table) Select(i int) {
	t.at = max(min(i, t.n-1), 0)
	t.reveal()
}

func (t *Table) reveal() {
	t.top = min(t.top, t.at)
	t.top = max(t.top, t.at-t.page+1)
	t.top = max(min(t.top, t.n-t.page), 0)
}

// Handle moves the cursor and reports whether i was one of its intents.
func (t *Table) Handle(i keys.Intent) bool {
	switch i {
	case keys.Up:
		t.Select(t.at - 1)
	case keys.Down:
		t.Select(t.at + 1)
	case keys.PageUp:
		t.Select(t.at - t.page)
	case keys.PageDown:
		t.Select(t.at + t.page)
	case keys.Home:
		t.Select(0)
	case keys.End:
		t.Select(t.n - 1)
	default:
		return false
	}
	return true
}

// Position returns "12/35.000".
func (t *Table) Position() string { return Count(min(t.at+1, t.n)) + "/" + Count(t.n) }

// View draws the head and the visible rows in exactly width×height cells. The
// row under the cursor carries the theme's cursor sign, so that it shows
// without colour too.
func (t *Table) View(width, height int, focused bool) string {
	th := t.c.Theme
	if height < 1 || width < 1 {
		return ""
	}
	t.page = max(height-1, 1)
	t.reveal()
	if t.drawn != width {
		t.wide, t.drawn = widths(t.cols, width-2), width
	}
	lines := make([]string, 0, height)
	var b strings.Builder
	b.WriteString("  ")
	for i, c := range t.cols {
		t.cell(&b, i, c.Title)
	}
	lines = append(lines, th.Title.Render(Pad(b.String(), width)))
	if t.n == 0 {
		lines = append(lines, th.Dim.Render(Pad("  "+t.c.Words.Table.Empty, width)))
	}
	for i := t.top; i < t.n && len(lines) < height; i++ {
		line := t.line(i, width, focused)
		if focused { // a click elsewhere would open what this screen's keys do not see
			line = t.c.Clickable(line, func() bool {
				again := t.at == i
				t.Select(i)
				return again
			})
		}
		lines = append(lines, line)
	}
	return Fit(lines, width, height)
}

func (t *Table) line(i, width int, focused bool) string {
	th := t.c.Theme
	cells := t.row(i)
	var b strings.Builder
	here := i == t.at
	if here {
		b.WriteString(th.Glyph.Cursor + " ")
	} else {
		b.WriteString("  ")
	}
	for n := range t.cols {
		if n >= len(cells) {
			break
		}
		style := cells[n].Style
		if style == nil || here && focused {
			t.cell(&b, n, cells[n].Text)
			continue
		}
		var one strings.Builder
		t.cell(&one, n, cells[n].Text)
		b.WriteString(style.Render(one.String()))
	}
	line := Pad(b.String(), width)
	if here && focused {
		return th.Selected.Render(line)
	}
	return line
}

// cell writes text in the width of column i and one space behind it.
func (t *Table) cell(b *strings.Builder, i int, text string) {
	w := t.wide[i]
	if w == 0 {
		return
	}
	if strings.IndexByte(text, '\n') >= 0 {
		text = strings.ReplaceAll(text, "\n", " ")
	}
	switch {
	case Width(text) > w && t.cols[i].Middle:
		text = cutBehind(t.c.Theme, text, t.cols[i].Lead, w)
	case Width(text) > w:
		text = Cut(t.c.Theme, text, w)
	}
	if t.cols[i].Right {
		b.WriteString(PadLeft(text, w))
	} else {
		b.WriteString(Pad(text, w))
	}
	b.WriteByte(' ')
}

// cutBehind cuts the middle of what stands behind lead, or of the whole where
// that leaves too little of it.
func cutBehind(th *theme.Theme, text, lead string, width int) string {
	const least = 8
	if i := strings.Index(text, lead); lead != "" && i >= 0 {
		i += len(lead)
		if room := width - Width(text[:i]); room >= least {
			return text[:i] + CutMiddle(th, text[i:], room)
		}
	}
	return CutMiddle(th, text, width)
}

// widths divides room among the columns, one cell between them; columns are
// dropped, the highest Drop first, until the others have their minimum.
func widths(cols []Column, room int) []int {
	out := make([]int, len(cols))
	gone := make([]bool, len(cols))
	for {
		fixed, weight := 0, 0
		need := 0
		for i, c := range cols {
			if gone[i] {
				continue
			}
			fixed++ // the space behind it
			if c.Width > 0 {
				fixed += c.Width
				continue
			}
			weight += max(c.Weight, 1)
			need += max(c.Min, 1)
		}
		if worst := droppable(cols, gone); fixed+need > room && worst >= 0 {
			gone[worst] = true
			continue
		}
		rest := max(room-fixed, 0)
		for i, c := range cols {
			switch {
			case gone[i]:
				out[i] = 0
			case c.Width > 0:
				out[i] = c.Width
			default:
				share := rest * max(c.Weight, 1) / max(weight, 1)
				out[i] = max(share, 0)
				rest -= share
				weight -= max(c.Weight, 1)
			}
		}
		return out
	}
}

func droppable(cols []Column, gone []bool) int {
	worst := -1
	for i, c := range cols {
		if !gone[i] && c.Drop > 0 && (worst < 0 || c.Drop > cols[worst].Drop) {
			worst = i
		}
	}
	return worst
}

// Count writes n with points between the thousands, "35.000".
func Count(n int) string {
	s := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, s = "-", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "." + s[i:]
	}
	return sign + s
}
