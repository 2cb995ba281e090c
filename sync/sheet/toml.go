package sheet

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

// A writer writes TOML and keeps which cell each line comes from.
type writer struct {
	l     *layout
	out   bytes.Buffer
	lines []origin
}

// write puts out one line.
func (w *writer) write(at origin, format string, args ...any) {
	fmt.Fprintf(&w.out, format+"\n", args...)
	w.lines = append(w.lines, at)
}

// tomlOf writes the tables of a layout as its TOML file, always in the same way.
func tomlOf(l *layout, root *table) ([]byte, []origin) {
	w := &writer{l: l}
	w.write(origin{sheet: l.main.sheet, row: 1}, "# %s", strings.ToUpper(l.title[:1])+l.title[1:])
	w.values(&l.main, root, "")
	for _, sheet := range l.top() {
		w.list(l.list(sheet), root)
	}
	return w.out.Bytes(), w.lines
}

func (w *writer) values(of *list, t *table, indent string) {
	columns := of.columns
	if w.l.gather != nil && of.sheet == "criteria" {
		columns = append(columns[:len(columns):len(columns)], itemScoring()...)
	}
	for _, c := range columns {
		if v, ok := t.values[c.key]; ok {
			w.write(t.cells[c.key], "%s%s = %s", indent, c.key, literal(v))
		}
	}
}

func (w *writer) list(of *list, in *table) {
	rows := in.lists[of.key()]
	if len(rows) == 0 {
		return
	}
	indent := strings.Repeat("  ", len(of.path)-1)
	if of.inline {
		w.inline(of, rows, strings.Repeat("  ", max(0, len(of.path)-2)))
		return
	}
	for _, t := range rows {
		w.write(t.at, "")
		w.write(t.at, "%s[[%s]]", indent, strings.Join(of.path, "."))
		w.values(of, t, indent)
		if w.l.gather != nil && of.sheet == "criteria" && len(t.lists["item"]) == 0 {
			w.list(w.l.list("steps"), t)
		}
		for _, sheet := range of.below {
			w.list(w.l.list(sheet), t)
		}
	}
}

// inline writes an array with one element a line.
func (w *writer) inline(of *list, rows []*table, indent string) {
	w.write(rows[0].at, "%s%s = [", indent, of.key())
	for _, t := range rows {
		var pairs []string
		for _, c := range of.columns {
			if v, ok := t.values[c.key]; ok {
				pairs = append(pairs, c.key+" = "+literal(v))
			}
		}
		w.write(t.at, "%s  { %s },", indent, strings.Join(pairs, ", "))
	}
	w.write(rows[len(rows)-1].at, "%s]", indent)
}

// literal writes a value. Text has no control characters: cells are cleaned, and
// files with such are refused.
func literal(v any) string {
	switch v := v.(type) {
	case decimal:
		return string(v)
	case civil:
		return string(v)
	case bool:
		return strconv.FormatBool(v)
	case string:
		return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(v) + `"`
	}
	return `""`
}
