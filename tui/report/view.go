package report

import (
	"fmt"
	"strings"

	"coopfield/store"
	"coopfield/tui/keys"
	"coopfield/tui/page"
)

// headLines stand above the table, footLines below it.
const headLines, footLines = 1, 2

// View draws the page.
func (m *Model) View() string {
	w := &m.c.Words.Report
	m.table.SetColumns(
		page.Column{Title: w.ColName, Weight: 1}, page.Column{Title: w.ColPeriod, Width: 10}, page.Column{Title: w.ColState, Width: 16},
	)
	lines := []string{m.fit(" " + fmt.Sprintf(w.Year, m.year))}
	lines = append(lines, strings.Split(m.table.View(m.width, max(m.height-headLines-footLines, 1), true), "\n")...)
	foot := []string{"", ""}
	if r := m.here(); r != nil {
		foot[0] = " " + m.about(r)
		if foot[1] = " " + w.NotFrozen; r.held != nil {
			foot[1] = " " + w.IsFrozen
		}
	}
	for _, s := range foot {
		lines = append(lines, m.fit(s))
	}
	return strings.Join(lines[:min(len(lines), m.height)], "\n")
}

// fit cuts or pads a line to the width.
func (m *Model) fit(s string) string { return page.Pad(page.Cut(m.c.Theme, s, m.width), m.width) }

// about says which section of the plan asks for the report, or whose it is.
func (m *Model) about(r *row) string {
	if r.held == nil {
		return fmt.Sprintf(m.c.Words.Report.Basis, r.template.Basis)
	}
	return strings.TrimSpace(r.held.UnitName + " " + r.held.DocumentNo)
}

func (m *Model) cells(i int) []page.Cell {
	w := &m.c.Words.Report
	r := &m.rows[i]
	if r.held == nil {
		name := r.template.Title
		if r.several {
			name += " (" + r.order.Programme + ")"
		}
		return []page.Cell{{Text: name}, {Text: r.order.Period}, {Text: w.Fresh}}
	}
	state := map[store.State]string{store.Final: w.Frozen, store.Void: w.Void, store.Draft: w.Draft}[r.held.State]
	return []page.Cell{{Text: r.held.Title}, {Text: r.held.Period}, {Text: state}}
}

// SetSize sets the size of the next View.
func (m *Model) SetSize(width, height int) { m.width, m.height = width, height }

// Title is the breadcrumb.
func (m *Model) Title() []string { return []string{m.c.Words.Report.Title} }

// Typing reports that no field has the focus.
func (m *Model) Typing() bool { return false }

// Cursor is hidden.
func (m *Model) Cursor() (int, int, bool) { return 0, 0, false }

// Keys are the keys that work here.
func (m *Model) Keys() []keys.Hint {
	w := &m.c.Words.Report
	return []keys.Hint{
		keys.For(keys.Print, w.KeyPrint), keys.For(keys.Finalise, w.KeyFreeze), keys.For(keys.Back, w.KeyBack), keys.For(keys.Help, w.KeyHelp),
	}
}
