package sqlite

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"strings"

	"coopfield/store"
	"coopfield/store/vi"
)

// collated are columns of Vietnamese words: their bytes do not sort as people
// do, so they are sorted by collation keys in memory.
var collated = map[string]bool{"field": true, "report_field": true, "model": true, "name": true}

// Records calls f for each record that q selects, sorted by q.Sort and then by
// id. Fields that have a plain column are compared in SQL, every other one on
// the opened document, where a missing field is "". Search words are looked for
// in the folded name, tax code and registration number of cooperatives, and in
// all text of other records with those of its cooperative. Missing values sort first. In an Update f may
// write; it sees records as they were.
func (t *tx) Records(q store.Query, f func(*store.Record) error) error {
	tab, err := tableOf(q.Kind)
	if err != nil {
		return err
	}
	s := plan(tab, q)
	doing := "listing " + tab.name
	if s.coops, err = t.coopsWith(s.words); err != nil {
		return err
	}
	window := window{skip: q.Offset, left: q.Limit, all: q.Limit <= 0}
	if s.sql {
		window.skip = 0
	}
	var sorted []sortable
	err = list(t, doing, s.query, s.args, tab.scan, func(row *recordRow) error {
		if window.full() {
			return nil
		}
		r, err := t.open(tab, row)
		if err != nil {
			return err
		}
		if !s.matches(r) {
			return nil
		}
		if s.sort != "" {
			sorted = append(sorted, sortable{r: r, key: sortKey(r, s.sort)})
			return nil
		}
		return window.pass(r, f)
	})
	if err != nil || s.sort == "" {
		return err
	}
	slices.SortFunc(sorted, func(a, b sortable) int {
		c := a.key.compare(b.key)
		if q.Desc {
			c = -c
		}
		return cmp.Or(c, strings.Compare(a.r.ID, b.r.ID))
	})
	for _, x := range sorted {
		if err := window.pass(x.r, f); err != nil {
			return err
		}
	}
	return nil
}

// window lets through what offset and limit ask for.
type window struct {
	skip, left int
	all        bool
}

func (w *window) full() bool { return !w.all && w.left == 0 }

func (w *window) pass(r *store.Record, f func(*store.Record) error) error {
	if w.skip > 0 {
		w.skip--
		return nil
	}
	if w.full() {
		return nil
	}
	w.left--
	return f(r)
}

// selection is how a query is answered.
type selection struct {
	query string
	args  []any
	sql   bool              // limit and offset stand in the query: nothing is left to do here
	conds []store.Cond      // to be compared on the opened document
	words []string          // to be looked for in the opened document
	coops map[string]string // folded names of the cooperatives in which a word stands, by id
	sort  string            // field to sort by in memory, "" if sorted
}

func plan(tab *table, q store.Query) selection {
	var s selection
	var where []string
	for _, c := range q.Where {
		column := tab.fields[c.Field]
		switch {
		case column == "", tab.codes[c.Field] && !allCodes(c):
			s.conds = append(s.conds, c)
		case tab.numbers[c.Field]:
			n, err := strconv.ParseInt(c.Value, 10, 64)
			if err != nil {
				where = append(where, "FALSE")
				continue
			}
			where, s.args = append(where, column+" = ?"), append(s.args, n)
		case len(c.Also) > 0:
			where, s.args = append(where, column+" IN (?"+strings.Repeat(", ?", len(c.Also))+")"), append(s.args, c.Value)
			for _, v := range c.Also {
				s.args = append(s.args, v)
			}
		default:
			where, s.args = append(where, column+" = ?"), append(s.args, c.Value)
		}
	}
	if n := len(q.Without); n > 0 {
		where = append(where, "id NOT IN (?"+strings.Repeat(", ?", n-1)+")")
		for _, id := range q.Without {
			s.args = append(s.args, id)
		}
	}
	words := strings.Fields(vi.Fold(q.Search))
	if tab.kind == store.Cooperative {
		for _, w := range words {
			where, s.args = append(where, "instr(folded, ?) > 0"), append(s.args, w)
		}
	} else {
		s.words = words
	}
	s.query = tab.all
	if len(where) > 0 {
		s.query += " WHERE " + strings.Join(where, " AND ")
	}
	s.query += s.order(tab, q)
	if len(s.conds) == 0 && len(s.words) == 0 && s.sort == "" && (q.Limit > 0 || q.Offset > 0) {
		s.sql = true
		limit := int64(-1)
		if q.Limit > 0 {
			limit = int64(q.Limit)
		}
		s.query += " LIMIT ? OFFSET ?"
		s.args = append(s.args, limit, q.Offset)
	}
	return s
}

// order returns the ORDER BY of q, or of the ids if the field must be sorted
// in memory.
func (s *selection) order(tab *table, q store.Query) string {
	field := q.Sort
	if field == "" {
		field = "id"
	}
	column := tab.collated[field]
	if column == "" && !collated[field] {
		column = tab.fields[field]
	}
	if column == "" {
		column = derivedOrder(tab, field)
	}
	if column == "" {
		s.sort = field
		return " ORDER BY id"
	}
	if q.Desc {
		column += " DESC"
	}
	if field == "id" {
		return " ORDER BY " + column
	}
	return " ORDER BY " + column + ", id"
}

// derivedOrder names the columns of what is not in the document but sorted by.
func derivedOrder(tab *table, field string) string {
	if store.SpecOf(tab.kind).Field(field) != nil {
		return ""
	}
	switch field {
	case "created", "changed":
		return field
	case "points", "max", "flags", "done":
		if tab.kind == store.Assessment {
			return field
		}
	}
	return ""
}

// allCodes reports whether what c asks for would stand in a column of codes.
func allCodes(c store.Cond) bool {
	return isCode(c.Value) && !slices.ContainsFunc(c.Also, func(v string) bool { return !isCode(v) })
}

func (s *selection) matches(r *store.Record) bool {
	for _, c := range s.conds {
		if !holds(r, c) {
			return false
		}
	}
	if len(s.words) == 0 {
		return true
	}
	var all strings.Builder
	r.Doc.Leaves(func(_ store.Path, v any) {
		if text, ok := v.(string); ok {
			all.WriteString(text)
			all.WriteByte(' ')
		}
	})
	folded := vi.Fold(all.String()) + " " + s.coops[r.Doc.Text("cooperative")]
	for _, w := range s.words {
		if !strings.Contains(folded, w) {
			return false
		}
	}
	return true
}

// coopsWith returns what is searched of the cooperatives in which one of the
// words stands, by id: records of theirs are found by it too.
func (t *tx) coopsWith(words []string) (map[string]string, error) {
	out := map[string]string{}
	for _, w := range words {
		err := t.each("searching the cooperatives", "SELECT id, folded FROM cooperative WHERE instr(folded, ?) > 0", []any{w}, func(scan func(...any) error) error {
			var id, folded string
			if err := scan(&id, &folded); err != nil {
				return fault("searching the cooperatives", err)
			}
			out[id] = folded
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// holds compares a field of the document as JSON writes it: numbers in their
// shortest decimal form.
func holds(r *store.Record, c store.Cond) bool {
	switch v := r.Doc.At(c.Field).(type) {
	case string:
		return v == c.Value || slices.Contains(c.Also, v)
	case bool:
		return strconv.FormatBool(v) == c.Value
	case int64:
		return store.FormatNumber(v, scaleOf(r.Kind, c.Field)) == c.Value
	case nil:
		return c.Value == ""
	}
	return false
}

// scaleOf returns the decimals of the number at path. Scales that only a
// scheme knows are 2, as of every number that is no đồng, person or year.
func scaleOf(kind store.Kind, path store.Path) int {
	head, rest, _ := strings.Cut(path, ".")
	f := store.SpecOf(kind).Field(head)
	for f != nil {
		switch f.Type {
		case store.TypeMap:
			var key string
			key, rest, _ = strings.Cut(rest, ".")
			f = f.Item
			if f.Type == store.TypeNumber && f.Scale < 0 {
				return looseScale(f.Scale, key)
			}
		case store.TypeObject:
			head, rest, _ = strings.Cut(rest, ".")
			f = (&store.Spec{Fields: f.Fields}).Field(head)
		default:
			return max(f.Scale, 0)
		}
	}
	return 2
}

func looseScale(scale int, key string) int {
	if fig, ok := store.FigureByID(key); ok && scale != store.ScaleByScheme {
		return fig.Scale()
	}
	return 2
}

// sortable is a record with what it is sorted by.
type sortable struct {
	r   *store.Record
	key key
}

// key orders missing values, then truth values and numbers, then text.
type key struct {
	rank int
	n    int64
	text []byte
}

func sortKey(r *store.Record, field string) key {
	switch v := r.Doc.At(field).(type) {
	case int64:
		return key{rank: 1, n: v}
	case bool:
		if v {
			return key{rank: 1, n: 1}
		}
		return key{rank: 1}
	case string:
		return key{rank: 2, text: vi.SortKey(v)}
	}
	return key{}
}

func (k key) compare(o key) int {
	return cmp.Or(cmp.Compare(k.rank, o.rank), cmp.Compare(k.n, o.n), bytes.Compare(k.text, o.text))
}
