package coop

import (
	"context"
	"fmt"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/vi"
	full "coopfield/tui/history"
	"coopfield/tui/keys"
	"coopfield/tui/page"
)

// given is the tab of the support of the cooperative: its part of the ledger
// (Kế hoạch 1185/KH-UBND, V; VI.2.b).
type given struct {
	m     *Model
	table *page.Table
	book  *desk.Ledger
	rows  []desk.LedgerLine // with those that are only typed, first
}

// support is what the tab is read from.
type support struct {
	book  *desk.Ledger
	typed []desk.SupportLine
}

func readSupport(ctx context.Context, d source, id string) (support, error) {
	book, err := d.Ledger(ctx, desk.LedgerQuery{Cooperative: id})
	if err != nil {
		return support{}, err //nolint:wrapcheck // told to the person as it is
	}
	s := support{book: book}
	all, err := d.Supports(ctx, id)
	for _, x := range all {
		if x.Typing {
			s.typed = append(s.typed, x)
		}
	}
	return s, err //nolint:wrapcheck // told to the person as it is
}

func newGiven(m *Model) *given {
	g := &given{m: m}
	g.table = page.NewTable(m.c, g.columns()...)
	return g
}

func (g *given) columns() []page.Column {
	w := g.m.c.Words.Pilot.Cols
	return []page.Column{
		{Title: w["on"], Width: 10},
		{Title: w["type"], Min: 16, Weight: 2},
		{Title: w["approved"], Width: 14, Right: true, Drop: 2},
		{Title: w["disbursed"], Width: 14, Right: true},
		{Title: w["state"], Width: 16},
		{Title: w["source"], Min: 20, Weight: 2, Drop: 3},
		{Title: w["decision"], Width: 16, Drop: 4},
	}
}

// take shows what was read.
func (g *given) take(s support) {
	g.book, g.rows = s.book, nil
	for i := range s.typed {
		g.rows = append(g.rows, desk.LedgerLine{SupportLine: s.typed[i]})
	}
	if s.book != nil {
		for i := range s.book.Rows {
			x := s.book.Rows[i]
			if !slices.ContainsFunc(g.rows, func(l desk.LedgerLine) bool { return l.ID == x.ID }) {
				g.rows = append(g.rows, x)
			}
		}
	}
	g.table.SetRows(len(g.rows), g.row)
}

func money(n *int64) string {
	if n == nil {
		return ""
	}
	return vi.FormatInt(*n)
}

func (g *given) row(i int) []page.Cell {
	x := &g.rows[i]
	state, style := g.state(x)
	return []page.Cell{
		{Text: vi.FormatDate(x.On)},
		{Text: x.TypeName},
		{Text: money(x.Approved)},
		{Text: money(x.Disbursed)},
		{Text: state, Style: &style},
		{Text: orEmpty(x.SourceTitle, x.Source)},
		{Text: x.DecisionNo, Style: &g.m.c.Theme.Dim},
	}
}

// state says what is still owed of a loan, of others the state as written.
func (g *given) state(x *desk.LedgerLine) (string, lipgloss.Style) {
	w, t := &g.m.c.Words.Pilot, g.m.c.Theme
	switch {
	case x.Typing:
		return "~ " + w.Typing, t.Warn
	case x.Overdue:
		return "! " + vi.FormatInt(x.Outstanding), t.Bad
	case x.Outstanding > 0:
		return fmt.Sprintf(w.Owes, vi.FormatInt(x.Outstanding)), t.Text
	case x.Loan && x.Disbursed != nil:
		return t.Glyph.Check + " " + w.Repaid, t.Good
	}
	return x.Status, t.Dim
}

func (g *given) press(p keys.Press) tea.Cmd {
	if g.table.Handle(p.Intent) {
		return nil
	}
	i := g.table.At()
	switch {
	case p.Intent == keys.History && i >= 0:
		return full.Open(store.Support, g.rows[i].ID, nil)
	case p.Intent == keys.Open && i >= 0:
		return page.Go("record", g.rows[i].ID, page.Args{"kind": string(store.Support)})
	case p.Intent == keys.Open:
		return g.begin()
	}
	return nil
}

// begin begins a support of the cooperative.
func (g *given) begin() tea.Cmd {
	if g.m.card == nil {
		return page.Do(page.Toast{Text: g.m.c.Words.Visit.NoCoop, Level: page.Warn})
	}
	return page.Go("record", "", page.Args{"kind": string(store.Support), "coop": g.m.id})
}

// view draws the sums and the list, and where there is room the sums by source.
func (g *given) view(width, height int) string {
	w, t := &g.m.c.Words.Pilot, g.m.c.Theme
	if len(g.rows) == 0 || g.book == nil {
		empty := w.NoSupport
		if g.book == nil && g.m.card != nil {
			empty = g.m.c.Words.Coop.Loading
		}
		return page.Fit([]string{"", " " + t.Dim.Render(page.Cut(t, empty, width-2))}, width, height)
	}
	parts := []string{
		fmt.Sprintf(w.Supports, len(g.book.Rows)), fmt.Sprintf(w.SumApproved, vi.FormatInt(g.book.Total.Approved)),
		fmt.Sprintf(w.SumDisbursed, vi.FormatInt(g.book.Total.Disbursed)),
	}
	if g.book.Loans > 0 {
		parts = append(parts, fmt.Sprintf(w.SumOwed, vi.FormatInt(g.book.Loans)))
	}
	var top []string
	for _, l := range flow(parts, " "+t.Glyph.Dot+" ", width-2) {
		top = append(top, " "+t.Title.Render(l))
	}
	over := 0
	for i := range g.rows {
		if g.rows[i].Overdue {
			over++
		}
	}
	if over > 0 {
		top = append(top, " "+t.Bad.Render("! "+page.Cut(t, fmt.Sprintf(w.LoansOver, over), width-4)))
	}
	below := g.sums(width)
	room := height - len(top) - len(below)
	if room < len(g.rows)+1 {
		below, room = nil, height-len(top)
	}
	return page.Exact(page.Rows(append(append(top, g.table.View(width, room, true)), below...)...), width, height)
}

// flow joins parts to lines of at most width cells without breaking one, so that
// an amount stays with its word.
func flow(parts []string, sep string, width int) []string {
	var out []string
	for _, s := range parts {
		if n := len(out); n > 0 && page.Width(out[n-1]+sep+s) <= width {
			out[n-1] += sep + s
			continue
		}
		out = append(out, s)
	}
	return out
}

// sums are the sums by source and year.
func (g *given) sums(width int) []string {
	w, t := &g.m.c.Words.Pilot, g.m.c.Theme
	out := []string{" " + t.Border.Render(strings.Repeat(t.Glyph.Horizontal, max(width-2, 0)))}
	for i := range g.book.Sums {
		s := &g.book.Sums[i]
		line := page.Pad(s.Year, 5) + page.PadLeft(fmt.Sprintf(w.SumOf, vi.FormatInt(s.Disbursed), vi.FormatInt(s.Approved)), 33) + "  " +
			orEmpty(s.Title, orEmpty(s.Source, w.NoSource))
		out = append(out, " "+t.Dim.Render(page.Cut(t, line, width-2)))
	}
	return out
}
