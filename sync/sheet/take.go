package sheet

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"coopfield/store/vi"
)

// headRows is how far down a sheet its headings are looked for: old forms have a
// title above them.
const headRows = 15

// aside are headings of columns that a person keeps for himself.
var aside = []string{"ghi chu", "stt"}

// numbered finds the row that numbers the columns of a Vietnamese form.
var numbered = regexp.MustCompile(`^\(\d+\)$`)

// A taker takes the rows of a workbook into tables.
type taker struct {
	*Reference
	b     *Book
	heads map[string]*head
}

// A head is where the columns of a sheet stand.
type head struct {
	row     int            // the last one of the headings
	columns map[string]int // by key
	written map[string]string
	unknown map[int]string // headings of columns that no key has
	headed  map[int]bool   // columns with any heading
}

func (t *taker) all() error {
	if err := t.main(); err != nil {
		return err
	}
	known := map[string]map[string]*table{} // rows by sheet and id
	for i := range t.l.lists {
		l := &t.l.lists[i]
		s := t.b.sheet(l.sheet)
		if s == nil || len(s.Rows) == 0 {
			t.b.note("không có sheet %s (%s): coi như để trống", l.sheet, l.title)
			continue
		}
		above := map[string]*table{}
		if l.up.key != "" {
			above = known[t.above(l)]
		}
		own, err := t.list(l, s, above)
		if err != nil {
			return err
		}
		known[l.sheet] = own
	}
	for i := range t.b.Sheets {
		name := t.b.Sheets[i].Name
		if !strings.EqualFold(name, t.l.main.sheet) && !strings.EqualFold(name, guideSheet) && t.lower(name) == nil {
			t.b.note("sheet %q không được đọc: tên không có trong mẫu", name)
		}
	}
	if t.l.gather != nil {
		t.l.gather(t.root)
	}
	return nil
}

func (t *taker) lower(name string) *list { return t.l.list(strings.ToLower(name)) }

// above names the sheet whose rows those of l belong to.
func (t *taker) above(l *list) string {
	for i := range t.l.lists {
		for _, below := range t.l.lists[i].below {
			if below == l.sheet {
				return t.l.lists[i].sheet
			}
		}
	}
	return ""
}

// headings are those of the main sheet, whose keys stand below each other.
func headings() []column {
	return []column{{key: "key", title: "Khóa"}, {key: "value", title: "Giá trị"}, {key: "title", title: "Nội dung"}, {key: "about", title: "Giải thích"}}
}

func (t *taker) main() error {
	l := &t.l.main
	s := t.b.sheet(l.sheet)
	t.root = newTable(origin{sheet: l.sheet})
	h := findHead(s, headings())
	if h == nil || h.columns["value"] == 0 || h.columns["key"]+h.columns["title"] == 0 {
		return t.headless(l.sheet, "khóa, giá trị")
	}
	for i := range s.Rows {
		row := &s.Rows[i]
		if row.N <= h.row {
			continue
		}
		at := origin{sheet: l.sheet, row: row.N, column: h.written["value"]}
		c := mainColumn(l, row.at(h.columns["key"]).Text, row.at(h.columns["title"]).Text)
		cell := row.at(h.columns["value"])
		switch {
		case cell.Kind == Empty:
			if c != nil {
				t.root.cells[c.key] = at // what is missing is missing here
			}
		case c == nil:
			t.fault(at, "không rõ giá trị này là của nội dung nào", "giữ nguyên cột khóa của tệp mẫu")
		case t.root.values[c.key] != nil:
			t.fault(at, fmt.Sprintf("nội dung %q đã có ở dòng %d", c.key, t.root.cells[c.key].row), "giữ một dòng")
		default:
			if v := t.value(c, cell, at); v != nil {
				t.root.put(c.key, v, at)
			}
		}
	}
	return nil
}

func mainColumn(l *list, written ...string) *column {
	for _, w := range written {
		for i := range l.columns {
			if w != "" && l.columns[i].match(w) {
				return &l.columns[i]
			}
		}
	}
	return nil
}

func (t *taker) headless(sheet, want string) error {
	return refuse("workbook-headings", fmt.Sprintf("tệp %s: sheet %s không có dòng tiêu đề với các cột %s", t.file, sheet, want),
		"giữ nguyên dòng tiêu đề của tệp mẫu: coopfield pack --template mau.xlsx", nil)
}

// findHead looks for the row, or the two rows, that name the columns; nil if
// there is none.
func findHead(s *Sheet, columns []column) *head {
	var h *head
	for i := range s.Rows {
		row := &s.Rows[i]
		if row.N > headRows || h != nil && row.N > h.row+1 {
			break
		}
		found := map[string]int{}
		for n, c := range row.Cells {
			for j := range columns {
				if columns[j].match(c.Text) && (found[columns[j].key] == 0 || n < found[columns[j].key]) {
					found[columns[j].key] = n
				}
			}
		}
		if len(found) < 2 {
			continue
		}
		if h == nil {
			h = &head{columns: map[string]int{}, written: map[string]string{}, unknown: map[int]string{}, headed: map[int]bool{}}
		}
		h.row = row.N
		for key, n := range found {
			h.columns[key], h.written[key] = n, row.Cells[n].Text
		}
		for n, c := range row.Cells {
			h.headed[n] = true
			if _, named := h.unknown[n]; !named {
				h.unknown[n] = c.Text
			}
		}
	}
	if h != nil {
		for _, n := range h.columns {
			delete(h.unknown, n)
		}
		for n, text := range h.unknown {
			for _, a := range aside {
				if vi.Fold(text) == a {
					delete(h.unknown, n)
				}
			}
		}
	}
	return h
}

// list takes the rows of one sheet and hangs them below those above.
func (t *taker) list(l *list, s *Sheet, above map[string]*table) (map[string]*table, error) {
	columns := l.all()
	h := findHead(s, columns)
	if h == nil {
		return nil, t.headless(l.sheet, columns[0].key+", "+columns[1].key+" …")
	}
	own := map[string]*table{}
	for i := range s.Rows {
		row := &s.Rows[i]
		if row.N <= h.row || numbersColumns(row) {
			continue
		}
		at := origin{sheet: l.sheet, row: row.N}
		for n, heading := range h.unknown {
			if _, ok := row.Cells[n]; ok {
				t.fault(at.in(heading), "cột này không có trong mẫu", "sửa tên cột theo tệp mẫu, hoặc đổi tên thành Ghi chú để chương trình bỏ qua")
			}
		}
		for n := range row.Cells {
			if !h.headed[n] {
				t.b.note("sheet %s, dòng %d: chữ ở cột không có tiêu đề không được đọc", l.sheet, row.N)
			}
		}
		r := newTable(at)
		for j := range l.columns {
			c := &l.columns[j]
			cell := row.at(h.columns[c.key])
			if cell.Kind == Empty {
				continue
			}
			if v := t.value(c, cell, at.in(h.written[c.key])); v != nil {
				r.put(c.key, v, at.in(h.written[c.key]))
			}
		}
		parent := t.root
		if l.up.key != "" {
			parent = t.parent(l, row.at(h.columns[l.up.key]), at.in(l.up.key), above, len(r.values) > 0)
		}
		if len(r.values) == 0 {
			continue
		}
		if _, dup := own[r.id()]; !dup && r.id() != "" {
			own[r.id()] = r // known to those below it, wherever it hangs itself
		}
		if parent != nil {
			parent.lists[l.key()] = append(parent.lists[l.key()], r)
		}
	}
	return own, nil
}

func (o origin) in(column string) origin {
	o.column = column
	return o
}

// numbersColumns tells the row (1), (2), (3) below the headings of a form.
func numbersColumns(row *Row) bool {
	for _, c := range row.Cells {
		if !numbered.MatchString(c.Text) {
			return false
		}
	}
	return true
}

// parent finds the table that a row belongs to; nil if there is none, which is a
// fault of a row that says anything.
func (t *taker) parent(l *list, c Cell, at origin, above map[string]*table, says bool) *table {
	id, _ := t.value(&l.up, c, at).(string)
	switch p := above[id]; {
	case p != nil:
		return p
	case id == "" && c.Kind == Empty && says:
		t.fault(at, fmt.Sprintf("thiếu %q", l.up.key), "điền "+l.up.about)
	case id != "":
		t.fault(at, fmt.Sprintf("không có %q ở sheet %s", id, t.above(l)), "điền "+l.up.about)
	}
	return nil
}

func (t *taker) fault(at origin, message, hint string) {
	t.faults = append(t.faults, at.fault(t.file, message, hint))
}

// value reads a cell as its column wants it; nil if it is empty, says no, or is
// at fault.
func (t *taker) value(c *column, cell Cell, at origin) any {
	v, bad := read(c, cell)
	var said *vi.Error
	switch {
	case errors.As(bad, &said):
		t.fault(at, said.Message, said.Hint)
		return nil
	case bad != nil:
		t.fault(at, bad.Error(), "sửa ô này")
		return nil
	}
	if n, ok := v.(doubtful); ok {
		t.b.note("sheet %s, dòng %d, cột %s: %q được hiểu là %s", at.sheet, at.row, at.column, cell.Text, n.words)
		return n.decimal
	}
	return v
}
