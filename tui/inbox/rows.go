package inbox

import (
	"cmp"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/lipgloss"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/leaf"
	"coopfield/tui/page"
)

func base(path string) string { return filepath.Base(path) }

func number(r *store.BundleRow) string { return sprintf("x%04d", r.Export) }

// speak puts the words of the interface's language into the tables.
func (m *Model) speak() {
	w := &m.c.Words.Inbox
	m.lang = m.c.Words.Lang
	m.table.SetColumns(
		page.Column{Width: 1},
		page.Column{Title: w.Bundle, Min: 19, Weight: 2, Middle: true},
		page.Column{Title: w.Unit, Width: 10, Drop: 2},
		page.Column{Title: w.Date, Width: 5, Drop: 3},
		page.Column{Title: w.Items, Width: 5, Right: true, Drop: 1},
		page.Column{Title: w.State, Min: 22, Weight: 3},
	)
	m.setItemColumns()
	m.setFieldColumns()
}

// fieldHeads name the two values of a field: before and after, or of a decision
// of the province the one that was written here and the one that counts.
func (m *Model) fieldHeads() (from, to string) {
	w := &m.c.Words.Inbox
	switch m.item().What {
	case isChosen:
		return w.Here, w.Taken
	case isRefused:
		return w.Here, w.Counts
	}
	return w.Before, w.After
}

func (m *Model) setFieldColumns() {
	w := &m.c.Words.Inbox
	from, to := m.fieldHeads()
	m.partTab.SetColumns(
		page.Column{Title: w.Field, Min: 16, Weight: 3, Middle: true},
		page.Column{Title: from, Min: 12, Weight: 2},
		page.Column{Title: to, Min: 12, Weight: 2},
	)
}

// setItemColumns leaves out what no item has, so that the names get the room.
func (m *Model) setItemColumns() {
	w := &m.c.Words.Inbox
	what := w.What
	if m.list != preview { // it was taken in
		what = w.State
	}
	cols := []page.Column{
		{Width: 1},
		{Title: w.Name, Min: 32, Weight: 3, Middle: true, Lead: " · "},
		{Title: what, Width: 12},
	}
	m.changes, m.reasons = false, false
	if m.inside != nil {
		for i := range m.inside.items {
			m.changes = m.changes || len(m.inside.items[i].Fields) > 0
			m.reasons = m.reasons || m.inside.items[i].Why != ""
		}
	}
	if m.changes {
		cols = append(cols, page.Column{Title: w.Fields, Width: 6, Right: true, Drop: 2})
	}
	if m.reasons {
		cols = append(cols, page.Column{Title: w.Why, Min: 30, Weight: 2, Drop: 3})
	}
	m.itemTab.SetColumns(cols...)
}

// fileName is the sender and the bundle's number, or the file's own name where
// the sender is not known.
func (m *Model) fileName(e *entry) string {
	if e.row.Device == "" || e.row.Export == 0 {
		return shortName(e.name)
	}
	return e.row.Device + " " + number(&e.row)
}

// shortName leaves out of a bundle's file name what all of them have, so that
// the rest can be told apart: "dakha-01_e1_x0004_tra-loi.coop".
func shortName(name string) string {
	if rest, ok := strings.CutPrefix(name, "coop_"); ok {
		if _, rest, ok = strings.Cut(rest, "_"); ok {
			return rest
		}
	}
	return name
}

func (m *Model) fileRow(i int) []page.Cell {
	e := &m.entries[i]
	sign, style, words := m.sign(e)
	date, n := "", ""
	if e.day != "" {
		date = e.day[8:10] + "/" + e.day[5:7]
	}
	switch {
	case e.out != nil && len(e.out.Items) > 0:
		n = page.Count(len(e.out.Items))
	case e.row.To >= e.row.From && e.row.From > 0:
		n = page.Count(int(e.row.To - e.row.From + 1))
	}
	return []page.Cell{
		{Text: sign, Style: style}, {Text: m.fileName(e)}, {Text: e.unit}, {Text: date, Style: &m.c.Theme.Dim}, {Text: n}, {Text: words, Style: style},
	}
}

func (m *Model) itemRow(i int) []page.Cell {
	t := m.c.Theme
	it := m.inside.items[i]
	sign, style := m.what(it.What)
	cells := []page.Cell{{Text: sign, Style: style}, {Text: m.title(it)}, {Text: m.c.Words.Inbox.Each[string(it.What)], Style: style}}
	if m.changes {
		n := ""
		if len(it.Fields) > 0 {
			n = page.Count(len(it.Fields))
		}
		cells = append(cells, page.Cell{Text: n})
	}
	if m.reasons {
		cells = append(cells, page.Cell{Text: m.why(it), Style: &t.Dim})
	}
	return cells
}

// title names a record. The desk's title of a cooperative is its name alone;
// all others begin with their kind.
func (m *Model) title(it desk.Item) string {
	kind := m.c.Words.Coop.Kinds[string(it.Kind)]
	if kind == "" {
		kind = string(it.Kind)
	}
	switch {
	case it.Title == "":
		return kind
	case it.Kind == store.Cooperative:
		return kind + ": " + it.Title
	}
	r, n := utf8.DecodeRuneInString(it.Title)
	return string(unicode.ToUpper(r)) + it.Title[n:]
}

// why is the reason of an item, with words for the codes of fields; what people of
// the province wrote stays as it is.
func (m *Model) why(it desk.Item) string {
	if decided(it) {
		return it.Why
	}
	return leaf.Spoken(m.c.Words, it.Kind, it.Why)
}

func (m *Model) what(x desk.What) (string, *lipgloss.Style) {
	t := m.c.Theme
	switch x {
	case desk.IsNew:
		return "+", &t.Good
	case desk.IsNewer:
		return t.Glyph.Check, &t.Good
	case desk.IsEqual:
		return t.Glyph.Same, &t.Dim
	case desk.IsConflict:
		return "!", &t.Warn
	case desk.IsHeld:
		return t.Glyph.Wait, &t.Warn
	case desk.IsQuarantined, isRefused:
		return t.Glyph.Cross, &t.Bad
	case isChosen, isSame:
		return "!", &t.Warn
	}
	return "?", &t.Text
}

func (m *Model) fieldRow(i int) []page.Cell {
	t := m.c.Theme
	list := m.item().Fields
	if i >= len(list) {
		return nil
	}
	name, from, to := m.leaf(list[i])
	return []page.Cell{{Text: name}, m.value(from, &t.Dim), m.value(to, nil)}
}

// leaf names a field and its values as the rest of the interface does.
func (m *Model) leaf(f desk.Change) (name, from, to string) {
	if m.site == nil {
		return cmp.Or(f.Label, f.Path), f.From, f.To
	}
	k, names := m.item().Kind, leaf.New(m.c, m.site.Desk)
	return names.Label(k, f.Path, f.Label), names.Value(k, f.Path, f.From), names.Value(k, f.Path, f.To)
}

func (m *Model) value(s string, style *lipgloss.Style) page.Cell {
	if s == "" {
		return page.Cell{Text: m.c.Words.Inbox.Absent, Style: &m.c.Theme.Dim}
	}
	return page.Cell{Text: s, Style: style}
}
