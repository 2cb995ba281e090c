package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"coopfield/store"
	"coopfield/store/scheme"
	"coopfield/store/vi"
)

// A Reference is reference data as a workbook has it.
type Reference struct {
	Type     string // of desk: a scheme or a programme
	ID       string // "" if its cell is empty
	Revision int64  // as the workbook has it, 0 if its cell is empty
	// Notes say in Vietnamese how the workbook was read; see [Book].
	Notes []string

	file   string
	l      *layout
	root   *table
	faults store.FileFaults // of cells
}

// ReadReference reads the workbook of a scheme or programme; its main sheet says
// which. Errors are those of [Read], and Invalid for a book that has no such
// sheet or whose sheets have no headings. What cells say is checked by
// [Reference.TOML].
func ReadReference(name string, data []byte) (*Reference, error) {
	b, err := Read(name, data)
	if err != nil {
		return nil, err
	}
	for _, l := range layouts() {
		if b.sheet(l.main.sheet) == nil {
			continue
		}
		r := &Reference{Type: l.typ, file: b.File, l: l}
		t := taker{Reference: r, b: b, heads: map[string]*head{}}
		if err := t.all(); err != nil {
			return nil, err
		}
		r.ID, r.Notes = r.root.id(), b.Notes
		if n, ok := r.root.values["revision"].(decimal); ok {
			if r.Revision, err = strconv.ParseInt(string(n), 10, 64); err != nil {
				r.Revision = 0 // the check says what is wrong with it
			}
		}
		return r, nil
	}
	return nil, refuse("workbook-sheets", fmt.Sprintf("tệp %s không có sheet scheme hoặc programme", b.File), "lấy tệp mẫu bằng: coopfield pack --template mau.xlsx", nil)
}

// sheet returns the sheet of that name, whatever its case; nil if there is none.
func (b *Book) sheet(name string) *Sheet {
	for i := range b.Sheets {
		if strings.EqualFold(b.Sheets[i].Name, name) {
			return &b.Sheets[i]
		}
	}
	return nil
}

// TOML writes the reference data as the file that laptops and auditors read, of
// that revision, and checks it by the rules of its type. The error is Invalid
// with [store.FileFaults], each with its sheet, row and column.
func (r *Reference) TOML(revision int64) ([]byte, error) {
	root := *r.root
	root.values, root.cells = cloned(r.root.values), cloned(r.root.cells)
	at := root.cells["revision"]
	if at.sheet == "" {
		at = r.root.at
	}
	root.put("revision", decimal(strconv.FormatInt(revision, 10)), at)
	file, lines := tomlOf(r.l, &root)
	faults := slices.Clone(r.faults)
	if err := r.l.check(r.file, file); err != nil {
		found := faultsOf(err)
		if found == nil {
			return nil, err
		}
		faults = append(faults, r.placed(found, lines)...)
	}
	if len(faults) == 0 {
		return file, nil
	}
	slices.SortStableFunc(faults, r.order)
	return nil, faults.Refuse("bad-"+r.Type, r.l.title)
}

// Same reports whether the workbook says the same as a TOML file of its type, but
// for the revision.
func (r *Reference) Same(file []byte) bool {
	root, err := tableOf(r.l, file)
	if err != nil || len(r.faults) > 0 {
		return false
	}
	if r.l.gather != nil {
		r.l.gather(root)
	}
	root.values["revision"] = decimal("1")
	held, _ := tomlOf(r.l, root)
	own, err := r.TOML(1)
	return err == nil && bytes.Equal(own, held)
}

// Canonical writes a TOML file of that type as [Reference.TOML] does. It returns
// an error for a file with keys that no sheet has a place for.
func Canonical(typ string, file []byte) ([]byte, error) {
	l := layoutOf(typ)
	if l == nil {
		return nil, fmt.Errorf("no workbook holds reference data of the type %q", typ)
	}
	root, err := tableOf(l, file)
	if err != nil {
		return nil, err
	}
	if l.gather != nil {
		l.gather(root)
	}
	out, _ := tomlOf(l, root)
	return out, nil
}

func cloned[V any](m map[string]V) map[string]V {
	out := make(map[string]V, len(m)+1)
	for k, v := range m {
		out[k] = v
	}
	return out
}

// faultsOf takes the faults out of what a check returned.
func faultsOf(err error) store.FileFaults {
	var own store.FileFaults
	if errors.As(err, &own) {
		return own
	}
	var of scheme.Faults
	if !errors.As(err, &of) {
		return nil
	}
	for _, f := range of {
		own = append(own, store.FileFault{File: f.File, Line: f.Line, Message: f.Message, Hint: f.Hint})
	}
	return own
}

// order puts faults in the order of the sheets, then of the rows.
func (r *Reference) order(a, b store.FileFault) int {
	rank := func(sheet string) int {
		return 1 + slices.IndexFunc(r.l.lists, func(l list) bool { return l.sheet == sheet })
	}
	if d := rank(a.Sheet) - rank(b.Sheet); d != 0 {
		return d
	}
	return a.Line - b.Line
}

// spoken turns what a cell holds into what a fault quotes.
func spoken(c Cell) string {
	if c.Kind == Date {
		return "ngày " + vi.FormatDate(c.Text)
	}
	return strconv.Quote(c.Text)
}
