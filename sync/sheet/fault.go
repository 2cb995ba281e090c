package sheet

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"coopfield/store"
)

var (
	missingKey = regexp.MustCompile(`^thiếu (?:hoặc để trống )?"([a-z_]+)"`)
	addLine    = regexp.MustCompile(`^thêm dòng ([a-z_]+) = .*$`)
	otherLine  = regexp.MustCompile(`(trùng với(?: tiêu chí ở)?|đã có ở) dòng (\d+)`)
	tables     = regexp.MustCompile(`\[\[([a-z_.]+)\]\]`)
)

// placed gives each fault of the TOML file the cell that it comes from, and its
// words the sheets instead of the lines. What is wrong in a row that has an
// unreadable cell follows from that and is left out.
func (r *Reference) placed(found store.FileFaults, lines []origin) store.FileFaults {
	bad := map[string]bool{}
	row := func(sheet string, n int) string { return fmt.Sprint(sheet, "!", n) }
	for _, f := range r.faults {
		bad[row(f.Sheet, f.Line)] = true
	}
	at := func(line int) origin {
		if line < 1 || line > len(lines) {
			return origin{sheet: r.l.main.sheet}
		}
		return lines[line-1]
	}
	var out store.FileFaults
	for _, f := range found {
		o := at(f.Line)
		if bad[row(o.sheet, o.row)] {
			continue
		}
		if m := missingKey.FindStringSubmatch(f.Message); m != nil {
			if o.sheet == r.l.main.sheet {
				o = r.main(m[1])
			} else if o.column == "" {
				o.column = m[1]
			}
		}
		message := otherLine.ReplaceAllStringFunc(f.Message, func(s string) string {
			m := otherLine.FindStringSubmatch(s)
			n, err := strconv.Atoi(m[2])
			if err != nil {
				return s
			}
			other := at(n)
			return fmt.Sprintf("%s sheet %s, dòng %d", m[1], other.sheet, other.row)
		})
		out = append(out, o.fault(r.file, message, r.hint(f.Hint)))
	}
	return out
}

// main returns the cell of a key of the main sheet, or the sheet if the key has
// no row.
func (r *Reference) main(key string) origin {
	if o, ok := r.root.cells[key]; ok {
		return o
	}
	return origin{sheet: r.l.main.sheet}
}

// hint speaks of sheets and columns where the rules speak of tables and lines.
func (r *Reference) hint(hint string) string {
	if m := addLine.FindStringSubmatch(hint); m != nil {
		return "điền " + m[1]
	}
	hint = strings.ReplaceAll(hint, "thêm dòng này với chữ trong ngoặc kép", "điền ô này")
	hint = strings.ReplaceAll(hint, "bỏ dòng", "bỏ ô")
	return tables.ReplaceAllStringFunc(hint, func(s string) string {
		path := strings.Trim(s, "[]")
		for i := range r.l.lists {
			if strings.Join(r.l.lists[i].path, ".") == path {
				return "dòng ở sheet " + r.l.lists[i].sheet
			}
		}
		return s
	})
}
