package coop

import (
	"context"
	"fmt"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/vi"
	full "coopfield/tui/history"
	"coopfield/tui/keys"
	"coopfield/tui/page"
)

// visited is one visit or consultation in a list.
type visited struct {
	id, on, who, purpose string
	state                string
	style                lipgloss.Style
	open, promises       int
	unmet, files         int
}

// visits is the tab of the visits, or of the consultations, of a cooperative.
type visits struct {
	m     *Model
	kind  store.Kind
	table *page.Table
	list  []visited
	due   *desk.OpenList // what is open at the cooperative
}

// records is what the tabs of visits and consultations are read from.
type records struct {
	visits   []desk.VisitLine
	consults []desk.ConsultLine
	open     *desk.OpenList
}

func readRecords(ctx context.Context, d source, id string) (records, error) {
	var r records
	var err error
	if r.visits, err = d.Visits(ctx, id); err != nil {
		return r, err //nolint:wrapcheck // told to the person as it is
	}
	if r.consults, err = d.Consultations(ctx, id); err != nil {
		return r, err //nolint:wrapcheck // told to the person as it is
	}
	r.open, err = d.OpenItems(ctx, desk.OpenQuery{Cooperative: id})
	return r, err //nolint:wrapcheck // told to the person as it is
}

func newVisits(m *Model, k store.Kind) *visits {
	v := &visits{m: m, kind: k}
	v.table = page.NewTable(m.c, v.columns()...)
	return v
}

func (v *visits) columns() []page.Column {
	w := v.m.c.Words.Visit.ListCols
	out := []page.Column{{Title: w["on"], Width: 10}}
	who := w["advisor"]
	if v.kind == store.Visit {
		who = w["who"]
		out = append(out, page.Column{Title: w["purpose"], Width: 20, Drop: 1})
	}
	return append(out,
		page.Column{Title: w["state"], Min: 14},
		page.Column{Title: w["open"], Width: 9},
		page.Column{Title: w["unmet"], Width: 9, Right: true, Drop: 3},
		page.Column{Title: w["files"], Width: 4, Right: true, Drop: 4},
		page.Column{Title: who, Min: 12, Drop: 2},
	)
}

// take shows what was read.
func (v *visits) take(r records) {
	v.list = v.list[:0]
	v.due = r.open
	if v.kind == store.Visit {
		for i := range r.visits {
			x := &r.visits[i]
			l := visited{id: x.ID, on: x.On, who: x.Lead, purpose: v.m.c.Words.Visit.Purpose(x.Purpose), open: x.Open, promises: x.Promises, unmet: x.Unmet, files: x.Files}
			l.state, l.style = v.m.recordState(x.State, x.Typing || x.Drafted > 0, x.Conflict, x.Returned, x.Accepted, x.Sealed, x.Got)
			v.list = append(v.list, l)
		}
	} else {
		for i := range r.consults {
			x := &r.consults[i]
			l := visited{id: x.ID, on: x.On, who: x.Advisor, open: x.Open, promises: x.Promises, files: x.Files}
			l.state, l.style = v.m.recordState(x.State, x.Typing || x.Drafted > 0, x.Conflict, x.Returned, x.Accepted, x.Sealed, x.Got)
			v.list = append(v.list, l)
		}
	}
	v.table.SetRows(len(v.list), v.row)
}

// recordState says where a record is on its way, as of a sheet.
func (m *Model) recordState(s store.State, typing, conflict, returned, accepted, sealed, got bool) (string, lipgloss.Style) {
	if typing && s == store.Draft {
		return "~ " + m.c.Words.Coop.States["typing"], m.c.Theme.Warn
	}
	return sheetState(m.c, &store.ScoreRow{State: s, Conflict: conflict, Returned: returned, Accepted: accepted, Sealed: sealed, Got: got})
}

func (v *visits) row(i int) []page.Cell {
	w, t := v.m.c.Words.Visit, v.m.c.Theme
	l := &v.list[i]
	open, how := "", t.Dim
	if l.promises > 0 {
		open = fmt.Sprintf(w.Done, l.open, l.promises)
	}
	if l.open > 0 {
		how = t.Warn
	}
	out := []page.Cell{{Text: vi.FormatDate(l.on)}}
	if v.kind == store.Visit {
		out = append(out, page.Cell{Text: l.purpose})
	}
	return append(out, page.Cell{Text: l.state, Style: &l.style}, page.Cell{Text: open, Style: &how},
		page.Cell{Text: number(l.unmet)}, page.Cell{Text: number(l.files)}, page.Cell{Text: l.who, Style: &t.Dim})
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return page.Count(n)
}

// press moves in the list, opens one, or begins another.
func (v *visits) press(p keys.Press) tea.Cmd {
	if v.table.Handle(p.Intent) {
		return nil
	}
	i := v.table.At()
	switch {
	case p.Intent == keys.History && i >= 0:
		return full.Open(v.kind, v.list[i].id, nil)
	case p.Intent == keys.Open && i >= 0:
		return page.Go(string(v.kind), v.list[i].id, nil)
	case p.Intent == keys.Open:
		return v.begin()
	}
	return nil
}

// begin begins a visit or consultation of now. Nothing is asked; what it is for
// can be changed in it.
func (v *visits) begin() tea.Cmd {
	if v.m.card == nil {
		return page.Do(page.Toast{Text: v.m.c.Words.Visit.NoCoop, Level: page.Warn})
	}
	return page.Go(string(v.kind), "", page.Args{"coop": v.m.id})
}

// view draws the list, and above it what is open at the cooperative.
func (v *visits) view(width, height int) string {
	w, t := v.m.c.Words.Visit, v.m.c.Theme
	var top []string
	if v.due != nil && v.due.N > 0 {
		s, style := fmt.Sprintf(w.ListOpen, v.due.N), t.Warn
		if v.due.Overdue > 0 {
			s, style = s+", "+fmt.Sprintf(w.ListOver, v.due.Overdue), t.Bad
		}
		top = append(top, " "+style.Render("! "+page.Cut(t, s, width-4)))
	}
	if len(v.list) == 0 {
		top = append(top, "", " "+t.Dim.Render(page.Cut(t, w.ListEmpty[string(v.kind)], width-2)))
		return page.Fit(top, width, height)
	}
	return page.Exact(page.Rows(append(top, v.table.View(width, height-len(top), true))...), width, height)
}
