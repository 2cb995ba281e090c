// Package unit holds the administrative and reporting units: provinces,
// districts, communes, each with the days it existed, its parent and what it
// became.
//
// A statistics code is no key. On 1 July 2025 the districts ended and most
// codes of communes went to other communes: 23425 was Xã Đắk Hà and is Xã Tu
// Mơ Rông now. So a unit has an id of its own, a record keeps the unit that
// stood on its paper, and today's unit is found through the successors.
//
// The table is data: the embedded one is the first revision, packs of the
// province bring others. The package is pure; dates enter through parameters,
// as YYYY-MM-DD.
//
// Sources: codes of the General Statistics Office; Nghị quyết
// 202/2025/QH15; Nghị quyết 1677/NQ-UBTVQH15; Quyết định 19/2025/QĐ-TTg.
package unit

import (
	"fmt"
	"slices"
	"strings"
	gosync "sync"
	"unicode"
	"unicode/utf8"

	"coopfield/store"
	"coopfield/store/vi"
)

// The levels. Districts ended on 30 June 2025. A reporting unit is one that is
// no administrative unit, such as a branch office of the province.
const (
	LevelProvince  = "province"
	LevelDistrict  = "district"
	LevelCommune   = "commune"
	LevelReporting = "reporting"
)

// Unit is one unit in the time that it existed as it is written here.
type Unit struct {
	ID           string   // own id, never used again; it may hold dots ("23284.2025")
	Code         string   // statistics code, not unique over time
	Name         string   // as the statistics office writes it
	OfficialName string   // as the unit and its province write it
	Aliases      []string // other spellings in use
	Type         string   // Tỉnh, Thành phố, Huyện, Phường, Xã, Thị trấn …
	Level        string   // one of the levels above
	Parent       string   // id, "" for a province
	ValidFrom    string   // first day, "" = before all records
	ValidTo      string   // last day, "" = still
	Successor    string   // id of what it became, "" if nothing took its place
}

// Valid reports whether u existed on the day on.
func (u Unit) Valid(on string) bool {
	return (u.ValidFrom == "" || u.ValidFrom <= on) && (u.ValidTo == "" || on <= u.ValidTo)
}

// FullName returns the type and the official name: "Xã Đăk Hà".
func (u Unit) FullName() string { return u.Type + " " + u.OfficialName }

// Table is one checked revision of the units. It must not be changed after
// [Load], except for Revision.
type Table struct {
	Revision int64  // 1 unless the pack that brought it says otherwise
	SHA256   string // of the file's bytes, 64 lowercase hex digits

	units    []Unit // in the order of the file
	index    map[string]int
	codes    map[string][]int
	children map[string][]int
	search   func() []entry
}

// Units returns all units in the order of the file. The slice is shared.
func (t *Table) Units() []Unit { return t.units }

// ByID returns the unit of that id.
func (t *Table) ByID(id string) (Unit, bool) {
	i, ok := t.index[id]
	if !ok {
		return Unit{}, false
	}
	return t.units[i], true
}

// Resolve returns the unit that a person or a file means by ref. An exact id
// wins, also of a unit that has ended, which is kept as it was on paper.
// Otherwise ref is a code on the day on. No or several such units are a
// [store.NotFound] or [store.Invalid] that lists the ids to choose from.
func (t *Table) Resolve(ref, on string) (Unit, error) {
	ref = strings.TrimSpace(ref)
	if u, ok := t.ByID(ref); ok {
		return u, nil
	}
	if !vi.ValidDate(on) {
		return Unit{}, &store.Error{
			Code: store.Invalid, Detail: "date",
			Message: fmt.Sprintf("%q không phải là ngày", on), Hint: "ghi ngày theo dạng 2024-12-31",
		}
	}
	var then, ever []string
	var found Unit
	for _, i := range t.codes[ref] {
		u := t.units[i]
		ever = append(ever, u.ID+" ("+t.span(u)+")")
		if u.Valid(on) {
			then = append(then, u.ID)
			found = u
		}
	}
	switch {
	case len(then) == 1:
		return found, nil
	case len(then) > 1:
		return Unit{}, &store.Error{
			Code: store.Invalid, Detail: "unit",
			Message: fmt.Sprintf("mã %s có %d đơn vị vào ngày %s", ref, len(then), vi.FormatDate(on)),
			Hint:    "ghi một trong các id: " + strings.Join(then, ", "),
		}
	case len(ever) > 0:
		return Unit{}, &store.Error{
			Code: store.NotFound, Detail: "unit",
			Message: fmt.Sprintf("mã %s không có đơn vị nào vào ngày %s", ref, vi.FormatDate(on)),
			Hint:    "ghi một trong các id: " + strings.Join(ever, ", "),
		}
	}
	return Unit{}, t.unknown(ref, on)
}

// unknown tells that there is no unit ref, and lists those whose name it is.
func (t *Table) unknown(ref, on string) error {
	e := &store.Error{
		Code: store.NotFound, Detail: "unit",
		Message: fmt.Sprintf("không có đơn vị %q", ref),
		Hint:    "ghi id hoặc mã của đơn vị, như 615",
	}
	const most = 10
	var ids []string
	for _, u := range t.Find(vi.Fold(ref), on) {
		if len(ids) == most {
			ids = append(ids, "…")
			break
		}
		ids = append(ids, u.ID+" ("+t.Label(u)+")")
	}
	if ref != "" && len(ids) > 0 {
		e.Hint = "ghi một trong các id: " + strings.Join(ids, ", ")
	}
	return e
}

func (t *Table) span(u Unit) string {
	s := t.Label(u)
	if u.ValidFrom != "" {
		s += ", từ " + vi.FormatDate(u.ValidFrom)
	}
	if u.ValidTo != "" {
		s += ", đến " + vi.FormatDate(u.ValidTo)
	}
	return s
}

// Current returns what the unit of that id is on the day on: itself while it
// exists, then its successors. It is [store.NotFound] if there is no such
// unit, if it did not exist yet, or if it ended without a successor.
func (t *Table) Current(id, on string) (Unit, error) {
	u, ok := t.ByID(id)
	if !ok {
		return Unit{}, &store.Error{
			Code: store.NotFound, Detail: "unit",
			Message: fmt.Sprintf("không có đơn vị %q", id), Hint: "nhập bảng đơn vị mới hơn của tỉnh",
		}
	}
	for !u.Valid(on) {
		next, ok := t.ByID(u.Successor)
		if !ok || on < u.ValidFrom {
			return Unit{}, &store.Error{
				Code: store.NotFound, Detail: "unit",
				Message: fmt.Sprintf("%s không có vào ngày %s và không có đơn vị kế tục", t.Label(u), vi.FormatDate(on)),
				Hint:    "chọn đơn vị có vào ngày đó",
			}
		}
		u = next
	}
	return u, nil
}

// Children returns the units right under the one of that id on the day on, all
// that ever were for an empty on, in the order of the file.
func (t *Table) Children(id, on string) []Unit {
	var list []Unit
	for _, i := range t.children[id] {
		if u := t.units[i]; on == "" || u.Valid(on) {
			list = append(list, u)
		}
	}
	return list
}

// Ancestor returns the unit of that level that the one of that id is or lies
// in, and false if there is none: communes have no district since July 2025.
func (t *Table) Ancestor(id, level string) (Unit, bool) {
	for u, ok := t.ByID(id); ok; u, ok = t.ByID(u.Parent) {
		if u.Level == level {
			return u, true
		}
	}
	return Unit{}, false
}

// Under reports whether the unit of that id is ancestor or lies in it.
func (t *Table) Under(id, ancestor string) bool {
	for u, ok := t.ByID(id); ok; u, ok = t.ByID(u.Parent) {
		if u.ID == ancestor {
			return true
		}
	}
	return false
}

// Label writes a unit with the one it lies in: "Xã Đăk Hà, huyện Tu Mơ Rông".
func (t *Table) Label(u Unit) string {
	parent, ok := t.ByID(u.Parent)
	if !ok {
		return u.FullName()
	}
	first, size := utf8.DecodeRuneInString(parent.Type)
	return u.FullName() + ", " + string(unicode.ToLower(first)) + parent.Type[size:] + " " + parent.OfficialName
}

// entry is what is searched of one unit.
type entry struct {
	names []string // folded: all spellings, alone and behind the type, code and id
	all   string   // folded: the names and where it lies
}

func (t *Table) entries() []entry {
	list := make([]entry, len(t.units))
	for i, u := range t.units {
		e := &list[i]
		for _, name := range append([]string{u.OfficialName, u.Name}, u.Aliases...) {
			e.names = append(e.names, vi.Fold(name), vi.Fold(u.Type+" "+name))
		}
		e.names = append(e.names, vi.Fold(u.Code), vi.Fold(u.ID))
		e.all = strings.Join(e.names, "\n") + "\n" + vi.Fold(t.Label(u))
	}
	return list
}

// Find returns the units of the day on, all that ever were for an empty on,
// that a folded query fits ([vi.Fold]): those of exactly that name, code or id
// first, then those that begin with it, then the rest, each in Vietnamese
// order of names. An empty query finds all.
func (t *Table) Find(query, on string) []Unit {
	type hit struct {
		rank int
		unit Unit
	}
	var hits []hit
	for i, e := range t.search() {
		u := t.units[i]
		if (on != "" && !u.Valid(on)) || !vi.Contains(e.all, query) {
			continue
		}
		rank := 2
		for _, name := range e.names {
			switch {
			case name == query:
				rank = 0
			case strings.HasPrefix(name, query):
				rank = min(rank, 1)
			}
		}
		hits = append(hits, hit{rank, u})
	}
	c := vi.NewCollator()
	slices.SortStableFunc(hits, func(a, b hit) int {
		if a.rank != b.rank {
			return a.rank - b.rank
		}
		return c.Compare(a.unit.OfficialName, b.unit.OfficialName)
	})
	list := make([]Unit, len(hits))
	for i, h := range hits {
		list[i] = h.unit
	}
	return list
}

// newTable indexes checked units.
func newTable(units []Unit, sum string) *Table {
	t := &Table{
		Revision: 1, SHA256: sum, units: units,
		index: make(map[string]int, len(units)), codes: map[string][]int{}, children: map[string][]int{},
	}
	for i, u := range units {
		t.index[u.ID] = i
		t.codes[u.Code] = append(t.codes[u.Code], i)
		if u.Parent != "" {
			t.children[u.Parent] = append(t.children[u.Parent], i)
		}
	}
	t.search = gosync.OnceValue(t.entries)
	return t
}
