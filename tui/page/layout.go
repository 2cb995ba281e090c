package page

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"coopfield/tui/theme"
)

// Width returns the number of cells that s takes, escape sequences left out.
func Width(s string) int { return ansi.StringWidth(s) }

// Pad returns s cut or filled with spaces to exactly width cells.
func Pad(s string, width int) string {
	if width <= 0 {
		return ""
	}
	w := ansi.StringWidth(s)
	if w > width {
		s = ansi.Truncate(s, width, "")
		w = ansi.StringWidth(s)
	}
	if w == width {
		return s
	}
	return s + spaces(width-w)
}

// PadLeft is [Pad] with the text at the right, for numbers.
func PadLeft(s string, width int) string {
	w := ansi.StringWidth(s)
	if w >= width {
		return Pad(s, width)
	}
	return spaces(width-w) + s
}

const blank = "                                                                                                                                "

func spaces(n int) string {
	if n <= len(blank) {
		return blank[:max(n, 0)]
	}
	return strings.Repeat(" ", n)
}

// Cut shortens s to at most width cells; what is left out at the end is marked
// with the theme's ellipsis.
func Cut(t *theme.Theme, s string, width int) string {
	if width <= 0 {
		return ""
	}
	return ansi.Truncate(s, width, t.Glyph.Ellipsis)
}

// CutMiddle shortens plain text to at most width cells and keeps both ends,
// since the names of cooperatives differ there: "HTX Nông…Đăk Hà".
func CutMiddle(t *theme.Theme, s string, width int) string {
	w := ansi.StringWidth(s)
	if w <= width {
		return s
	}
	if width <= 0 {
		return ""
	}
	e := t.Glyph.Ellipsis
	keep := width - ansi.StringWidth(e)
	if keep < 2 {
		return ansi.Truncate(s, width, "")
	}
	head := (keep + 1) / 2
	return ansi.Cut(s, 0, head) + e + end(s, w, keep-head)
}

// CutLeft shortens plain text to at most width cells and keeps its end.
func CutLeft(t *theme.Theme, s string, width int) string {
	w := ansi.StringWidth(s)
	if w <= width {
		return s
	}
	if width <= 0 {
		return ""
	}
	e := t.Glyph.Ellipsis
	return e + end(s, w, width-ansi.StringWidth(e))
}

// end returns the last cells of s, which is w wide; a letter of two cells that
// stands half inside is left out.
func end(s string, w, cells int) string {
	tail := ansi.Cut(s, w-cells, w)
	for from := w - cells + 1; ansi.StringWidth(tail) > cells; from++ {
		tail = ansi.Cut(s, from, w)
	}
	return tail
}

// Lines returns exactly height lines of exactly width cells from the lines of
// s: longer ones are cut, missing ones are blank.
func Lines(s string, width, height int) []string {
	out := make([]string, 0, max(height, 0))
	for len(out) < height {
		line, rest, more := strings.Cut(s, "\n")
		out = append(out, Pad(line, width))
		if !more {
			break
		}
		s = rest
	}
	for len(out) < height {
		out = append(out, spaces(width))
	}
	return out
}

// Exact returns s as a block of exactly width×height cells.
func Exact(s string, width, height int) string {
	return strings.Join(Lines(s, width, height), "\n")
}

// Fit is [Exact] for lines that are already there.
func Fit(lines []string, width, height int) string {
	return Exact(strings.Join(lines, "\n"), width, height)
}

// Wrap breaks plain text into lines of at most width cells, at spaces where
// there are any.
func Wrap(s string, width int) []string {
	if width <= 0 {
		return nil
	}
	return strings.Split(ansi.Wrap(s, width, ""), "\n")
}

// Panel draws a bordered box of exactly width×height cells with title in its
// upper border and body inside, which has width-2 × height-2 cells. focused
// draws border and title in the focus style.
func Panel(t *theme.Theme, title, body string, width, height int, focused bool) string {
	return PanelNote(t, title, "", body, width, height, focused)
}

// PanelNote is [Panel] with a second text at the right of the upper border,
// such as "tối đa 6".
func PanelNote(t *theme.Theme, title, note, body string, width, height int, focused bool) string {
	if width < 4 || height < 2 {
		return Exact(body, width, height)
	}
	g, border, name := t.Glyph, t.Border, t.Title
	if focused {
		border, name = t.Focus, t.Focus
	}
	room := width - 2
	head := ""
	if title != "" {
		head = " " + CutMiddle(t, title, room-3) + " "
	}
	tail := ""
	if note != "" && room-Width(head)-Width(note)-3 >= 0 {
		tail = " " + note + " "
	}
	fill := strings.Repeat(g.Horizontal, max(room-Width(head)-Width(tail), 0))
	var b strings.Builder
	b.WriteString(border.Render(g.TopLeft))
	if head != "" {
		b.WriteString(name.Render(head))
	}
	b.WriteString(border.Render(fill))
	if tail != "" {
		b.WriteString(t.Dim.Render(tail))
	}
	b.WriteString(border.Render(g.TopRight))
	side := border.Render(g.Vertical)
	for _, line := range Lines(body, room, height-2) {
		b.WriteByte('\n')
		b.WriteString(side)
		b.WriteString(line)
		b.WriteString(side)
	}
	b.WriteByte('\n')
	b.WriteString(border.Render(g.BottomLeft + strings.Repeat(g.Horizontal, room) + g.BottomRight))
	return b.String()
}

// Columns puts blocks of the same height side by side.
func Columns(blocks ...string) string {
	if len(blocks) == 0 {
		return ""
	}
	split := make([][]string, len(blocks))
	height := 0
	for i, b := range blocks {
		split[i] = strings.Split(b, "\n")
		height = max(height, len(split[i]))
	}
	var out strings.Builder
	for y := range height {
		if y > 0 {
			out.WriteByte('\n')
		}
		for _, lines := range split {
			if y < len(lines) {
				out.WriteString(lines[y])
			} else {
				out.WriteString(spaces(Width(lines[0])))
			}
		}
	}
	return out.String()
}

// Rows puts blocks of the same width one above the other.
func Rows(blocks ...string) string { return strings.Join(blocks, "\n") }

// Overlay draws box over base with its upper left cell at x, y. What falls
// outside of base is cut off.
func Overlay(base, box string, x, y int) string {
	lines := strings.Split(base, "\n")
	for i, over := range strings.Split(box, "\n") {
		row := y + i
		if row < 0 || row >= len(lines) {
			continue
		}
		lines[row] = splice(lines[row], over, x)
	}
	return strings.Join(lines, "\n")
}

func splice(line, over string, x int) string {
	width := ansi.StringWidth(line)
	x = max(x, 0)
	if x >= width {
		return line
	}
	over = ansi.Truncate(over, width-x, "")
	to := x + ansi.StringWidth(over)
	return Pad(ansi.Cut(line, 0, x), x) + over + PadLeft(ansi.Cut(line, to, width), width-to)
}

// Split divides total cells among parts in proportion; the last part takes the
// rest, so that the sum is total.
func Split(total int, parts ...int) []int {
	sum := 0
	for _, p := range parts {
		sum += p
	}
	out := make([]int, len(parts))
	left := total
	for i, p := range parts {
		if i == len(parts)-1 {
			out[i] = max(left, 0)
			break
		}
		out[i] = min(total*p/max(sum, 1), left)
		left -= out[i]
	}
	return out
}
