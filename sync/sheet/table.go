package sheet

import (
	"fmt"
	"strconv"

	"github.com/pelletier/go-toml/v2"

	"coopfield/store"
)

// origin is the cell that a value comes from.
type origin struct {
	sheet  string
	row    int
	column string // as its heading is written; "" for the whole row
}

func (o origin) fault(file, message, hint string) store.FileFault {
	return store.FileFault{File: file, Sheet: o.sheet, Line: o.row, Column: o.column, Message: message, Hint: hint}
}

// A table is one table of a TOML file, or one row of a workbook. Its values are
// string, decimal, bool or civil.
type table struct {
	at     origin
	values map[string]any
	cells  map[string]origin // of the values, by key
	lists  map[string][]*table
}

type (
	decimal string // a number in decimals with a point
	civil   string // YYYY-MM-DD
)

func newTable(at origin) *table {
	return &table{at: at, values: map[string]any{}, cells: map[string]origin{}, lists: map[string][]*table{}}
}

func (t *table) put(key string, v any, at origin) { t.values[key], t.cells[key] = v, at }

// copy takes a value of another table, if that has it.
func (t *table) copy(from *table, key string) {
	if v, ok := from.values[key]; ok {
		t.put(key, v, from.cells[key])
	}
}

// says reports whether t has the value of o at key; with silent, also whether it
// has none.
func (t *table) says(o *table, key string, silent bool) bool {
	v, ok := t.values[key]
	return ok && v == o.values[key] || !ok && silent
}

// id returns the id of the table, "" if it has none.
func (t *table) id() string {
	s, _ := t.values["id"].(string)
	return s
}

// tableOf reads a TOML file into the tables of a layout. It returns an error for
// a key that the layout has no place for.
func tableOf(l *layout, file []byte) (*table, error) {
	var raw map[string]any
	if err := toml.Unmarshal(file, &raw); err != nil {
		return nil, fmt.Errorf("reading reference data: %w", err)
	}
	root, err := l.table(raw, &l.main, l.top())
	if err != nil {
		return nil, err
	}
	if l.spread != nil {
		l.spread(root)
	}
	return root, nil
}

// table reads one table; below are the sheets of the lists that it may have.
func (l *layout) table(raw map[string]any, of *list, below []string) (*table, error) {
	t := newTable(origin{sheet: of.sheet})
	for key, v := range raw {
		switch v := v.(type) {
		case []any:
			inside := l.inside(key, of, below)
			if inside == nil {
				return nil, noPlace(key)
			}
			for _, e := range v {
				m, ok := e.(map[string]any)
				if !ok {
					return nil, fmt.Errorf("an element of %s is no table", key)
				}
				row, err := l.table(m, inside, inside.below)
				if err != nil {
					return nil, err
				}
				t.lists[key] = append(t.lists[key], row)
			}
		default:
			if !l.has(of, key) {
				return nil, noPlace(key)
			}
			value, err := valueOf(v)
			if err != nil {
				return nil, fmt.Errorf("reading %s of %s: %w", key, of.sheet, err)
			}
			if value != false { // absent says the same, and a cell says no by being empty
				t.put(key, value, t.at)
			}
		}
	}
	return t, nil
}

// noPlace says that a file has what no sheet has a column for; a test gives every
// key of this program's files one.
func noPlace(key string) error {
	return refuse("no-column", fmt.Sprintf("bảng tính mẫu không có chỗ cho khóa %q của tệp đang dùng", key), "sửa thẳng tệp TOML rồi nạp bằng coopfield pack", nil)
}

// inside finds the list of that key; those of an item may stand in its criterion.
func (l *layout) inside(key string, of *list, below []string) *list {
	for _, sheet := range below {
		in := l.list(sheet)
		if in.key() == key {
			return in
		}
		if l.spread != nil && of.sheet == "criteria" {
			if in := l.inside(key, in, in.below); in != nil {
				return in
			}
		}
	}
	return nil
}

func (l *layout) has(of *list, key string) bool {
	for _, c := range of.columns {
		if c.key == key {
			return true
		}
	}
	return l.spread != nil && of.sheet == "criteria" && l.has(l.list("items"), key)
}

func valueOf(v any) (any, error) {
	switch v := v.(type) {
	case string, bool:
		return v, nil
	case int64:
		return decimal(strconv.FormatInt(v, 10)), nil
	case float64:
		return decimal(strconv.FormatFloat(v, 'f', -1, 64)), nil
	case toml.LocalDate:
		return civil(v.String()), nil
	}
	return nil, fmt.Errorf("a value of type %T", v)
}
