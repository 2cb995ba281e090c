package transfer

import (
	"slices"
	"strings"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/vi"
	"coopfield/tui/page"
)

// row is one line of a plan.
type row struct {
	key, name string
	to        string // name of the unit that takes over
	why       string // of one that nobody has placed
	waits     bool   // its revisions disagree
	coop      *desk.TransferRow
}

// lay makes the lines of the plan: first what somebody has to decide.
func (m *Model) lay() {
	m.rows = m.rows[:0]
	p := m.plan
	for i := range p.Stuck {
		s := &p.Stuck[i]
		r := row{key: s.Key(), name: s.Name, why: s.Why, waits: s.Case != ""}
		if s.Cooperative == "" {
			r.name = s.Paper.Title
		}
		m.rows = append(m.rows, r)
	}
	for i := range p.Papers {
		x := &p.Papers[i]
		m.rows = append(m.rows, row{key: x.ID, name: x.Title, to: x.ToName})
	}
	for i := range p.Rows {
		x := &p.Rows[i]
		m.rows = append(m.rows, row{key: x.Cooperative, name: x.Name, to: x.ToName, coop: x})
	}
	m.table.SetRows(len(m.rows), m.planCells)
}

// takers counts the units that take over.
func (m *Model) takers() int {
	seen := map[string]bool{}
	for i := range m.plan.Rows {
		seen[m.plan.Rows[i].To] = true
	}
	for i := range m.plan.Papers {
		seen[m.plan.Papers[i].To] = true
	}
	return len(seen)
}

func (m *Model) planCells(i int) []page.Cell {
	w, t, r := &m.c.Words.Transfer, m.c.Theme, &m.rows[i]
	short, _, _ := strings.Cut(r.to, ", ") // all of them lie in one province
	to := page.Cell{Text: short}
	switch {
	case r.waits:
		to = page.Cell{Text: "! " + w.Waits, Style: &t.Warn}
	case r.why != "":
		to = page.Cell{Text: "! " + w.Stuck, Style: &t.Warn}
	}
	cells := []page.Cell{{Text: r.name}, to, {}, {}, {}, {}, {}}
	if c := r.coop; c != nil {
		if c.Pilot {
			cells[2].Text = w.Pilot
		}
		for j, n := range []int{c.Plans, c.Drafts, c.OpenItems, c.Obstacles} {
			if n > 0 {
				cells[3+j].Text = page.Count(n)
			}
		}
	}
	return cells
}

func (m *Model) unitCells(i int) []page.Cell {
	u := &m.units[i]
	ended := page.Cell{}
	if u.EndedOn != "" {
		ended.Text = vi.FormatDate(u.EndedOn)
		if u.EndedOn < m.today() {
			ended.Text, ended.Style = "! "+ended.Text, &m.c.Theme.Warn
		}
	}
	return []page.Cell{{Text: u.Name}, {Text: page.Count(u.Coops)}, ended}
}

func (m *Model) madeCells(i int) []page.Cell {
	h := &m.made[i]
	return []page.Cell{{Text: h.FromName}, {Text: vi.FormatDate(h.On)}, {Text: page.Count(h.Coops)}, {Text: h.Reason}, {Text: h.By}}
}

// View draws the page.
func (m *Model) View() string {
	w, t := &m.c.Words.Transfer, m.c.Theme
	switch {
	case m.desk.Me().Role != store.Province:
		return m.said(w.NotProvince)
	case m.failed:
		return m.said(w.Failed)
	case m.plan != nil:
		return m.viewPlan()
	case !m.read:
		return m.said(w.Loading)
	}
	m.unitTable.SetColumns(
		page.Column{Title: w.Columns["unit"], Min: 20}, page.Column{Title: w.Columns["coops"], Width: 6, Right: true}, page.Column{Title: w.Columns["ended"], Width: 12},
	)
	m.madeTable.SetColumns(
		page.Column{Title: w.Columns["unit"], Min: 20}, page.Column{Title: w.Columns["on"], Width: 10}, page.Column{Title: w.Columns["coops"], Width: 5, Right: true},
		page.Column{Title: w.Columns["basis"], Min: 16, Drop: 1}, page.Column{Title: w.Columns["by"], Min: 14, Drop: 2},
	)
	lower := max(m.height/3, 5)
	upper := m.height - lower
	inner := m.width - 2
	var body []string
	for _, l := range page.Wrap(w.UnitsHow, inner-2) {
		body = append(body, t.Dim.Render(" "+l))
	}
	body = append(body, m.listed(m.unitTable, len(m.units), w.NoUnits, inner, upper-2-len(body), !m.onMade))
	made := m.listed(m.madeTable, len(m.made), w.NoMade, inner, lower-2, m.onMade)
	return page.Rows(
		page.Panel(t, w.Units, strings.Join(body, "\n"), m.width, upper, !m.onMade),
		page.Panel(t, w.Made, made, m.width, lower, m.onMade),
	)
}

// listed draws a table, or says why it is empty.
func (m *Model) listed(table *page.Table, n int, empty string, width, height int, focused bool) string {
	if n == 0 {
		return page.Exact(" "+m.c.Theme.Dim.Render(page.Cut(m.c.Theme, empty, width-2)), width, height)
	}
	return table.View(width, height, focused)
}

// said draws one paragraph alone.
func (m *Model) said(s string) string {
	var lines []string
	for _, l := range page.Wrap(s, m.width-4) {
		lines = append(lines, " "+l)
	}
	return page.Panel(m.c.Theme, m.c.Words.Transfer.Title, strings.Join(lines, "\n"), m.width, m.height, true)
}

// viewPlan draws what moves, with what is known of the line under the cursor
// beneath it.
func (m *Model) viewPlan() string {
	w, t, p := &m.c.Words.Transfer, m.c.Theme, m.plan
	inner := m.width - 2
	var head []string
	line := func(s string) { head = append(head, page.Pad(" "+page.Cut(t, s, inner-2), inner)) }
	if m.done != nil {
		line(t.Good.Render(t.Glyph.Check + " " + sprintf(w.Done, m.done.Moved)))
		for _, l := range page.Wrap(w.DoneHow, inner-2) {
			line(l)
		}
	} else {
		basis := m.order.Reason
		if basis == "" {
			basis = w.NoBasis
		}
		line(w.Basis + ": " + basis)
		sums := sprintf(w.Sums, len(p.Rows), m.takers(), len(p.Stuck))
		if len(p.Stuck) > 0 {
			sums = t.Warn.Render("! " + sums)
		}
		line(sums)
	}
	if len(p.Devices) > 0 {
		var names []string
		for _, d := range p.Devices {
			names = append(names, d.Title)
		}
		line(sprintf(w.Devices, strings.Join(names, ", ")))
	}
	title := sprintf(w.Plan, p.FromName, vi.FormatDate(p.On))
	if m.pick != nil {
		return page.Panel(t, title, m.viewPick(inner, m.height-2), m.width, m.height, true)
	}
	foot := m.detail(inner)
	m.table.SetColumns(
		page.Column{Title: w.Columns["coop"], Min: 18, Weight: 3, Middle: true}, page.Column{Title: w.Columns["to"], Min: 14, Weight: 2},
		page.Column{Title: w.Columns["pilot"], Width: 2}, page.Column{Title: w.Columns["plans"], Width: 3, Right: true, Drop: 1},
		page.Column{Title: w.Columns["drafts"], Width: 3, Right: true, Drop: 4}, page.Column{Title: w.Columns["open"], Width: 4, Right: true, Drop: 3},
		page.Column{Title: w.Columns["obstacles"], Width: 2, Right: true, Drop: 2},
	)
	room := m.height - 2 - len(head) - len(foot)
	list := m.listed(m.table, len(m.rows), w.Nothing, inner, room, true)
	return page.Panel(t, title, strings.Join(slices.Concat(head, []string{list}, foot), "\n"), m.width, m.height, true)
}

// detail says in two lines what is known of the line under the cursor.
func (m *Model) detail(inner int) []string {
	w, t := &m.c.Words.Transfer, m.c.Theme
	out := []string{t.Border.Render(strings.Repeat(t.Glyph.Horizontal, inner)), page.Pad("", inner), page.Pad("", inner)}
	at := m.table.At()
	if at < 0 || at >= len(m.rows) {
		return out
	}
	r := &m.rows[at]
	first, second := "", ""
	switch {
	case r.why != "":
		first = r.name
		second = t.Warn.Render(r.why)
	case r.coop == nil:
		first = r.name
		second = r.to
	default:
		c := r.coop
		now, _, _ := strings.Cut(m.plan.Names[c.UnitTo], ", ")
		first = sprintf(w.OnPaper, m.plan.Names[c.Unit], now)
		second = w.AlongTitle + ": " + m.along(c)
		if c.Told {
			second += " " + t.Glyph.Dot + " " + w.Told
		}
	}
	out[1] = page.Pad(" "+page.Cut(t, first, inner-2), inner)
	out[2] = page.Pad(" "+page.Cut(t, second, inner-2), inner)
	return out
}

// along says what goes with a cooperative.
func (m *Model) along(c *desk.TransferRow) string {
	w := &m.c.Words.Transfer
	var parts []string
	if c.Pilot {
		parts = append(parts, w.Along["pilot"])
	}
	for _, x := range []struct {
		n    int
		word string
	}{{c.Plans, "plans"}, {c.Drafts, "drafts"}, {c.OpenItems, "open"}, {c.Obstacles, "obstacles"}} {
		if x.n > 0 {
			parts = append(parts, sprintf(w.Along[x.word], x.n))
		}
	}
	if c.Twin {
		parts = append(parts, w.Twin)
	}
	if len(parts) == 0 {
		return w.AlongNone
	}
	return strings.Join(parts, ", ")
}

// viewPick draws the choice of a unit.
func (m *Model) viewPick(width, height int) string {
	w, t, p := &m.c.Words.Transfer, m.c.Theme, m.pick
	lines := []string{
		page.Pad(" "+t.Title.Render(page.CutMiddle(t, sprintf(w.PickTitle, p.title), width-2)), width),
		page.Pad(" "+p.query.View(width-2, true), width),
	}
	return strings.Join(append(lines, p.table.View(width, height-len(lines), true)), "\n")
}

// Cursor is where the search goes on, hidden on the lists.
func (m *Model) Cursor() (x, y int, ok bool) {
	if m.pick == nil {
		return 0, 0, false
	}
	return 2 + m.pick.query.CursorX(), 2, true
}
