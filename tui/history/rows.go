package history

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/vi"
	"coopfield/tui/page"
)

// fieldRow is one field that was ever changed.
type fieldRow struct {
	path  store.Path
	label string // the desk's
	last  *desk.Revision
	now   string // what the newest revision that counts made of it
	times int
}

// byLeaf lists the fields of a history, each with its newest change.
func (m *Model) byLeaf(list []revision) []fieldRow {
	at := map[store.Path]int{}
	var out []fieldRow
	for i := range list { // newest first
		r := list[i].Revision
		if r == nil {
			continue
		}
		for _, f := range r.Fields {
			n, ok := at[f.Path]
			if !ok {
				n = len(out)
				at[f.Path] = n
				out = append(out, fieldRow{path: f.Path, label: f.Label})
			}
			out[n].times++
			if out[n].last == nil && r.Verdict == store.Counted {
				out[n].last, out[n].now = r, f.To
			}
		}
	}
	slices.SortFunc(out, func(a, b fieldRow) int { return comparePaths(a.path, b.path) })
	return out
}

// comparePaths orders the leaves of one record: first what is said about the
// items, each together, item 9 before item 10; then figures, then the rest.
func comparePaths(a, b store.Path) int {
	ka, kb := sortKey(a), sortKey(b)
	return cmp.Or(strings.Compare(ka, kb), strings.Compare(a, b))
}

// sortKey is a path by item first, with its number in three digits.
func sortKey(p store.Path) string {
	_, id, ok := strings.Cut(p, ".")
	if !ok {
		return "~" + p
	}
	n := strings.IndexFunc(id, func(r rune) bool { return !unicode.IsDigit(r) })
	if n < 0 {
		n = len(id)
	}
	if n == 0 {
		return "!" + p
	}
	num, _ := strconv.Atoi(id[:min(n, 6)])
	return " " + strconv.Itoa(1_000_000+num) + id[n:]
}

// narrow lists what the search and the chosen field leave.
func (m *Model) narrow() {
	m.rows = m.rows[:0]
	if m.byField {
		for i := range m.fields {
			if m.found(m.fields[i].path, m.fields[i].label) {
				m.rows = append(m.rows, i)
			}
		}
	} else {
		all := m.only == "" && m.search.Value() == ""
		for i := range m.list {
			if all || m.list[i].Revision != nil && len(m.shownFields(m.list[i].Revision)) > 0 {
				m.rows = append(m.rows, i)
			}
		}
	}
	m.top = 0
	m.table.SetColumns(m.columns()...)
	m.table.SetRows(len(m.rows), m.row)
}

// found reports whether a field is among those searched: every word is the
// beginning of one of its words, so that "3a" is not 13a.
func (m *Model) found(p store.Path, label string) bool {
	if m.only != "" && m.only != p {
		return false
	}
	q := strings.Fields(vi.Fold(m.search.Value()))
	if len(q) == 0 {
		return true
	}
	names := strings.FieldsFunc(vi.Fold(m.names.Full(m.kind, p, label)+" "+p), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	return !slices.ContainsFunc(q, func(word string) bool {
		return !slices.ContainsFunc(names, func(name string) bool { return strings.HasPrefix(name, word) })
	})
}

// shownFields are the changes of a revision that the search leaves.
func (m *Model) shownFields(r *desk.Revision) []desk.Change {
	if m.only == "" && m.search.Value() == "" {
		return r.Fields
	}
	var out []desk.Change
	for _, f := range r.Fields {
		if m.found(f.Path, f.Label) {
			out = append(out, f)
		}
	}
	return out
}

// did is what an op did, in words.
func (m *Model) did(r *desk.Revision) string {
	if r.OpKind == store.OpPut && len(r.Parents) == 0 {
		return m.c.Words.History.Created
	}
	if s, ok := m.c.Words.Coop.OpKinds[string(r.OpKind)]; ok {
		return s
	}
	return string(r.OpKind)
}

// didShort is did for a narrow column.
func (m *Model) didShort(r *desk.Revision) string {
	if r.OpKind == store.OpResolve {
		return m.c.Words.History.Decided
	}
	return m.did(r)
}

// place is where a revision stands on its way, and whether that asks for
// attention: it does not count, or was given back.
func (m *Model) place(r *revision) (words string, good, bad bool) {
	w := &m.c.Words.History
	if r.Revision == nil {
		return "", false, false
	}
	if r.Verdict != store.Counted {
		if s, ok := m.c.Words.Coop.Verdicts[string(r.Verdict)]; ok {
			return s, false, true
		}
		return string(r.Verdict), false, true
	}
	if r.reviewed != nil {
		if r.reviewed.OpKind == store.OpReturn {
			return w.Places["returned"], false, true
		}
		return w.Places["accepted"], true, false
	}
	me := m.desk.Me()
	switch {
	case me.Role == store.Province && r.Dev == me.Dev:
		return w.Places["here"], false, false
	case me.Role == store.Province:
		return w.Places["received"], true, false
	case r.Dev != me.Dev:
		return w.Places["sent"], false, false
	case r.Got:
		return w.Places["got"], true, false
	case r.Sealed:
		return w.Places["sealed"], false, false
	}
	return w.Places["unsealed"], false, false
}

// summary names the first fields of a revision: "Tự chấm 3a, Căn cứ 3a +2".
func (m *Model) summary(r *desk.Revision, width int) string {
	fields := m.shownFields(r)
	if m.only != "" && len(fields) == 1 {
		return m.step(&fields[0])
	}
	s := ""
	for i, f := range fields {
		label := m.names.Label(m.kind, f.Path, f.Label)
		next := s
		if i > 0 {
			next += ", "
		}
		next += label
		if rest := len(fields) - i - 1; rest > 0 {
			if page.Width(next)+len(" +99") > width {
				break
			}
		}
		s = next
		if i == len(fields)-1 {
			return s
		}
	}
	switch {
	case len(fields) == 0:
		return ""
	case s == "":
		return sprintf(m.c.Words.History.Fields, len(fields))
	}
	shown := strings.Count(s, ", ") + 1
	return s + " +" + strconv.Itoa(len(fields)-shown)
}

// step is a change from one value to another.
func (m *Model) step(f *desk.Change) string {
	from, to := m.names.Value(m.kind, f.Path, f.From), m.names.Value(m.kind, f.Path, f.To)
	if from == "" {
		return to
	}
	if to == "" {
		to = m.c.Words.Coop.Absent
	}
	return from + " → " + to
}
