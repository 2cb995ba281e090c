package assess

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/scheme"
	"coopfield/tui/page"
)

// entryKind says what a line of the list opens.
type entryKind int

const (
	facts  entryKind = iota // the figures of the year
	item                    // one item of the scheme
	papers                  // when the sheet came and who agreed
)

// entry is one line of the list that the cursor may stand on.
type entry struct {
	kind entryKind
	id   string // of the item
}

// entries returns the lines of the list that the filter lets pass. The one
// under the cursor stays until the cursor leaves it.
func (m *Model) entries() []entry {
	s := m.sheet
	out := make([]entry, 0, len(s.Items)+2)
	if m.filter == all {
		out = append(out, entry{kind: facts})
	}
	for i := range s.Items {
		it := &s.Items[i]
		e := entry{kind: item, id: it.ID}
		if e == m.at || m.passes(it) {
			out = append(out, e)
		}
	}
	if m.filter == all {
		out = append(out, entry{kind: papers})
	}
	return out
}

// unanswered reports whether an item still needs points, or a text in one of
// its columns does not count.
func (m *Model) unanswered(it *desk.SheetItem) bool {
	return it.Result.Points == nil || m.raw(it)
}

func (m *Model) raw(it *desk.SheetItem) bool {
	if len(m.sheet.Raw) == 0 {
		return false
	}
	for _, c := range scheme.Columns() {
		if _, ok := m.sheet.Raw[string(c)+"."+it.ID]; ok {
			return true
		}
	}
	return false
}

// differs reports whether two columns, or a given and a computed point, differ.
func differs(it *desk.SheetItem) bool {
	first := it.Result.Computed
	for _, c := range scheme.Columns() {
		p, ok := it.Given[c]
		switch {
		case !ok:
		case first == nil:
			first = &p
		case *first != p:
			return true
		}
	}
	return false
}

// unexplained reports whether an item's points differ without a reason.
func unexplained(it *desk.SheetItem) bool {
	return strings.TrimSpace(it.Reason) == "" && differs(it)
}

// paths lists the cells of an entry that may have the focus, in the order of Tab.
func (m *Model) paths(e entry) []store.Path {
	if !m.editable() {
		return nil
	}
	if m.reviewing {
		return m.reviewPaths(e)
	}
	var out []store.Path
	switch e.kind {
	case facts:
		for _, f := range m.sheet.Facts {
			out = append(out, "facts."+f.ID)
		}
		return append(out, "months_active", "months_stopped")
	case papers:
		return append(out, paperPaths...)
	}
	it := m.sheet.Item(e.id)
	if it == nil {
		return nil
	}
	for _, f := range it.Facts {
		out = append(out, "facts."+f)
	}
	for _, c := range scheme.Columns() {
		if m.sheet.CanWrite(c) {
			out = append(out, string(c)+"."+e.id)
		}
	}
	out = append(out, "evidence."+e.id, "reason."+e.id)
	if m.asksCause(it) {
		out = append(out, "cause."+it.Criterion.ID)
	}
	return out
}

var paperPaths = []store.Path{
	"received_on", "board_agreed.name", "board_agreed.on", "supervisor_agreed.name", "supervisor_agreed.on", "document_no",
}

// preferred is where the cursor goes in an entry: to the points of the column
// that is being filled in, else to the first cell.
func (m *Model) preferred(e entry) store.Path {
	all := m.paths(e)
	if len(all) == 0 {
		return ""
	}
	if e.kind != item {
		return all[0]
	}
	for _, c := range []scheme.Column{m.column, m.sheet.Official, scheme.Self, scheme.Checked, scheme.Approved} {
		if p := string(c) + "." + e.id; slices.Contains(all, p) {
			return p
		}
	}
	return all[0]
}

// like is the cell of e that is of the same kind as the one with the focus, so
// that ↓ goes down a column.
func (m *Model) like(e entry) store.Path {
	if c := m.cells[m.focus]; c != nil && e.kind == item && m.at.kind == item {
		if p := c.group + "." + e.id; slices.Contains(m.paths(e), p) && c.group != "facts" {
			return p
		}
	}
	return m.preferred(e)
}

// arrive gives the focus to a cell of the entry under the cursor.
func (m *Model) arrive(path store.Path) {
	m.focus = path
	if path == "" {
		return
	}
	c := m.cell(path)
	if col := scheme.Column(c.group); col.Valid() {
		m.column = col
	}
	m.before = m.stepOf(c)
}

// depart takes the focus away: the change can be undone, and a number is
// written the usual way.
func (m *Model) depart() {
	c := m.cells[m.focus]
	if c == nil {
		m.focus = ""
		return
	}
	m.push()
	m.warned = step{}
	if s, ok := c.f.(interface{ Settle() }); ok && (c.bad == "" || isText(c)) {
		typed := c.f.Value()
		s.Settle()
		if isText(c) && c.f.Value() != typed { // the last word was no syllable
			m.apply(c)
		}
	}
	m.focus = ""
}

// move puts the cursor on an entry; with typing the focus goes to path there.
func (m *Model) move(e entry, path store.Path) {
	m.depart()
	if e != m.at {
		m.scroll = 0
	}
	m.at = e
	if path != "" && slices.Contains(m.paths(e), path) {
		m.arrive(path)
	}
}

// step moves by n entries and reports whether there was one.
func (m *Model) step(n int) bool {
	list := m.entries()
	i := slices.Index(list, m.at) + n
	if i < 0 || i >= len(list) {
		return false
	}
	m.goTo(list[i])
	return true
}

// goTo moves to e and stays typing if it was.
func (m *Model) goTo(e entry) {
	path := store.Path("")
	if m.focus != "" {
		path = m.like(e)
	}
	m.move(e, path)
}

// vertical is ↑ and ↓: within a page of figures from line to line, elsewhere
// from item to item.
func (m *Model) vertical(n int) {
	if m.focus != "" && m.at.kind != item {
		list := m.paths(m.at)
		if i := slices.Index(list, m.focus) + n; i >= 0 && i < len(list) {
			m.move(m.at, list[i])
			return
		}
	}
	m.step(n)
}

// horizontal is Tab and Shift+Tab: from cell to cell, over the end of an entry
// into the next one.
func (m *Model) horizontal(n int) {
	list := m.paths(m.at)
	i := slices.Index(list, m.focus) + n
	if m.focus == "" {
		i = 0
		if n < 0 {
			i = len(list) - 1
		}
	}
	if i >= 0 && i < len(list) {
		m.move(m.at, list[i])
		return
	}
	entries := m.entries()
	j := slices.Index(entries, m.at) + n
	if len(list) == 0 || j < 0 || j >= len(entries) {
		return
	}
	list = m.paths(entries[j])
	if len(list) == 0 {
		return
	}
	to := list[0]
	if n < 0 {
		to = list[len(list)-1]
	}
	m.move(entries[j], to)
}

// advance is Enter in a cell: after a figure the next cell; after points their
// reason, if one is needed, else the same column of the next item.
//
// A text that does not count is left by a second Enter only, lest the person
// overlook its remark.
func (m *Model) advance() tea.Cmd {
	c := m.cells[m.focus]
	if c == nil {
		return nil
	}
	if c.bad != "" && m.warned != m.stepOf(c) {
		m.warned = m.stepOf(c)
		return page.Do(page.Toast{Text: sprintf(m.c.Words.Assess.StillHere, m.name(c.path)), Level: page.Warn})
	}
	m.onward(c)
	return nil
}

func (m *Model) onward(c *cell) {
	if m.at.kind != item || c.group == "facts" {
		if list := m.entries(); m.at.kind == facts && c.path == "months_stopped" && len(list) > 1 {
			m.move(list[1], m.preferred(list[1])) // the figures are done: to the points
			return
		}
		m.horizontal(1)
		return
	}
	it := m.sheet.Item(m.at.id)
	switch points := scheme.Column(c.group).Valid(); {
	case points && unexplained(it):
		m.move(m.at, "reason."+m.at.id)
		return
	case (points || c.group == "reason") && m.lacksCause(it):
		m.move(m.at, "cause."+it.Criterion.ID)
		return
	}
	list := m.entries()
	if i := slices.Index(list, m.at) + 1; i < len(list) {
		m.move(list[i], m.preferred(list[i]))
		return
	}
	m.depart() // behind the last one nothing more goes into its field
}

// group moves to the first item of the group before or after.
func (m *Model) group(n int) {
	var firsts []entry
	at, last := 0, ""
	for _, e := range m.entries() {
		g := m.groupOf(e)
		if g != last || len(firsts) == 0 {
			firsts = append(firsts, e)
			last = g
		}
		if e == m.at {
			at = len(firsts) - 1
		}
	}
	if len(firsts) == 0 {
		return
	}
	if n < 0 && firsts[at] != m.at {
		n = 0 // first to the head of this one
	}
	m.goTo(firsts[min(max(at+n, 0), len(firsts)-1)])
}

// groupOf names the group of an entry; the pages have one of their own.
func (m *Model) groupOf(e entry) string {
	switch e.kind {
	case facts:
		return "\x00facts"
	case papers:
		return "\x00papers"
	}
	return m.sheet.Item(e.id).Group.ID
}
