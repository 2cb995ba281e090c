package sheet

import (
	"fmt"
	"strings"

	"coopfield/store/vi"
)

// The types of reference data that a workbook may hold, as store/desk names them.
const (
	Scheme    = "scheme"
	Programme = "programme"
)

// form says what the cells of a column hold, and how they stand in TOML.
type form string

const (
	words      form = "words"      // one line of text
	name       form = "name"       // an id: 1a, tt01-2020
	expression form = "expression" // of the expression language
	points     form = "points"     // at most two decimals
	number     form = "number"     // a threshold
	whole      form = "whole"
	yes        form = "yes" // có or không
	day        form = "day"
	yearDay    form = "yearDay" // a day of every year; MM-DD in TOML, ngày/tháng in a cell
	choice     form = "choice"
)

// A column is one key of a table.
type column struct {
	key, title, about string
	form              form
	must              bool
	choices           []option // of a choice
}

// An option is one value of a choice: as TOML has it and as a person reads it.
type option struct{ key, title string }

// A list is a sheet with one table a row. Of the main table it is a sheet with
// one key a row.
type list struct {
	sheet, title, about string
	path                []string // of the tables in TOML, such as group, criterion
	up                  column   // names the table of the list above that a row belongs to
	inline              bool     // stands in TOML as an array of inline tables
	columns             []column
	below               []string // sheets of lists inside a row
}

// key is the name of the list in its table.
func (l *list) key() string { return l.path[len(l.path)-1] }

// all returns the columns of the sheet, the one that names the table above first.
func (l *list) all() []column {
	if l.up.key == "" {
		return l.columns
	}
	return append([]column{l.up}, l.columns...)
}

// A layout says where each key of one type of reference data stands in a
// workbook.
type layout struct {
	typ, title string
	main       list
	lists      []list // those above before those inside
	guide      []string
	// check reads the TOML by the rules of its type.
	check func(file string, toml []byte) error
	// spread and gather turn tables of the file into those of the workbook and
	// back, where the file may write one thing in two ways; nil = as they are.
	spread, gather func(*table)
}

func (l *layout) list(sheet string) *list {
	for i := range l.lists {
		if l.lists[i].sheet == sheet {
			return &l.lists[i]
		}
	}
	return nil
}

// top returns the lists of the main table, in order.
func (l *layout) top() []string {
	var out []string
	for i := range l.lists {
		if len(l.lists[i].path) == 1 {
			out = append(out, l.lists[i].sheet)
		}
	}
	return out
}

func layouts() []*layout { return []*layout{schemeLayout(), programmeLayout()} }

// layoutOf returns the layout of a type, nil if it has none.
func layoutOf(typ string) *layout {
	for _, l := range layouts() {
		if l.typ == typ {
			return l
		}
	}
	return nil
}

// Heading returns the Vietnamese heading of a key of reference data, "" for one
// that no sheet has. path names the tables in TOML, "group.criterion.item"; ""
// is the main one.
func Heading(typ, path, key string) string {
	l := layoutOf(typ)
	if l == nil {
		return ""
	}
	for _, c := range l.columnsOf(path) {
		if c.key == key {
			return c.title
		}
	}
	return ""
}

// ListTitle returns what a list of tables is called, "" for an unknown one.
func ListTitle(typ, path string) string {
	if l := layoutOf(typ); l != nil {
		for i := range l.lists {
			if strings.Join(l.lists[i].path, ".") == path {
				return l.lists[i].title
			}
		}
	}
	return ""
}

// columnsOf returns the columns of the tables at path; those of an item may
// stand in its criterion.
func (l *layout) columnsOf(path string) []column {
	if path == "" {
		return l.main.columns
	}
	var out []column
	for i := range l.lists {
		if p := strings.Join(l.lists[i].path, "."); p == path || l.gather != nil && p == path+".item" {
			out = append(out, l.lists[i].columns...)
		}
	}
	return out
}

// match reports whether what a person wrote names a column: its key or heading,
// whatever the case and marks.
func (c *column) match(written string) bool {
	return strings.EqualFold(written, c.key) || vi.Fold(written) == vi.Fold(c.title)
}

// option finds what a cell of a choice says.
func (c *column) option(written string) (option, bool) {
	for _, o := range c.choices {
		if strings.EqualFold(written, o.key) || vi.Fold(written) == vi.Fold(o.title) {
			return o, true
		}
	}
	return option{}, false
}

// titles lists the options for a hint.
func (c *column) titles() string {
	var out []string
	for _, o := range c.choices {
		out = append(out, fmt.Sprintf("%s (%s)", o.title, o.key))
	}
	return strings.Join(out, ", ")
}
