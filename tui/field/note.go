package field

import (
	"fmt"
	"strings"
	"unicode"

	"coopfield/tui/page"
)

var sprintf = fmt.Sprintf

// row is one visible line of a note: runes[from:to].
type row struct{ from, to int }

// wrap breaks runes into rows of at most width cells, after spaces where there
// are any. A newline belongs to no row. There is always at least one row.
func wrap(runes []rune, width int) []row {
	var rows []row
	from, w, space := 0, 0, -1
	for i := 0; i < len(runes); i++ {
		r := runes[i]
		if r == '\n' {
			rows = append(rows, row{from, i})
			from, w, space = i+1, 0, -1
			continue
		}
		rw := runeWidth(r)
		if w+rw > width && i > from {
			cut := i
			if space >= from {
				cut = space + 1
			}
			if unicode.IsSpace(r) && w == width { // a space at the edge hangs
				cut = i
			}
			rows = append(rows, row{from, cut})
			from, space = cut, -1
			w = 0
			for _, r := range runes[from:i] {
				w += runeWidth(r)
			}
		}
		w += rw
		if unicode.IsSpace(r) {
			space = i
		}
	}
	return append(rows, row{from, len(runes)})
}

// place returns the visible row of the cursor, its column in cells, and the rows.
func (f *Text) place() (int, int, []row) {
	rows := wrap(f.buf.runes, max(f.w, 1))
	at := len(rows) - 1
	for i, r := range rows {
		// Between two rows of one paragraph the cursor stands on the later one.
		if f.buf.cur < r.to || f.buf.cur == r.to && (i == len(rows)-1 || rows[i+1].from > r.to) {
			at = i
			break
		}
	}
	col := 0
	for _, r := range f.buf.runes[rows[at].from:f.buf.cur] {
		col += runeWidth(r)
	}
	return at, col, rows
}

// vertical moves the cursor by n visible rows and keeps its column.
func (f *Text) vertical(n int) {
	at, col, rows := f.place()
	to := min(max(at+n, 0), len(rows)-1)
	r := rows[to]
	end := r.to
	if to < len(rows)-1 && rows[to+1].from == r.to && end > r.from {
		end = f.buf.left(end) // behind the last rune would be the next row
	}
	i, w := r.from, 0
	for i < end {
		rw := runeWidth(f.buf.runes[i])
		if w+rw > col {
			break
		}
		w += rw
		i++
	}
	f.buf.cur = i
}

func (f *Text) viewNote(width int, focused bool) string {
	t := f.c.Theme
	if width < 3 {
		f.x, f.y = 0, 0
		return page.Exact("", width, f.spec.Lines)
	}
	inner := width - 2
	f.w = inner - 1 // the last column is for the cursor behind a full row
	at, col, rows := f.place()
	f.off = min(f.off, max(len(rows)-f.spec.Lines, 0))
	f.off = min(f.off, at)
	f.off = max(f.off, at-f.spec.Lines+1)
	style := t.Field
	if focused {
		style = t.Input
	}
	f.x, f.y = 1+min(col, inner-1), at-f.off
	lines := make([]string, f.spec.Lines)
	for i := range lines {
		body := ""
		if n := f.off + i; n < len(rows) {
			body = string(f.buf.runes[rows[n].from:rows[n].to])
		}
		if i == 0 && len(f.buf.runes) == 0 && f.spec.Hint != "" {
			lines[i] = "[" + t.Dim.Render(page.Pad(page.Cut(t, f.spec.Hint, inner), inner)) + "]"
			continue
		}
		open, shut := "[", "]"
		if i == 0 && f.off > 0 {
			open, shut = t.Glyph.Less, t.Glyph.Less
		}
		if i == f.spec.Lines-1 && f.off+f.spec.Lines < len(rows) {
			open, shut = t.Glyph.More, t.Glyph.More
		}
		lines[i] = open + style.Render(page.Pad(body, inner)) + shut
	}
	return strings.Join(lines, "\n")
}
