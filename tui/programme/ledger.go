package programme

import (
	"context"
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/keys"
	"coopfield/tui/page"
)

// ledgerList is the ledger of supports (sổ hỗ trợ), with loans (Kế hoạch
// 1185/KH-UBND, V, VI.2.b, VII.5).
type ledgerList struct {
	m            *Model
	all          *desk.Ledger
	types, years map[string]string // that were read
}

// ledgerShown bounds how many supports are listed; the sums are of all.
const ledgerShown = 500

func (s *ledgerList) fetch(ctx context.Context, d source, q query) (any, error) {
	ask := desk.LedgerQuery{
		Unit: q.facets["unit"], Source: q.facets["source"], Type: q.facets["type"], Year: q.facets["year"],
		Loans: q.facets["loans"] == yes, Mine: q.mine, Limit: ledgerShown,
		Agricultural: q.facets["agricultural"] == yes,
	}
	if q.facets["pilots"] == yes {
		ask.Programme = q.programme
	}
	return d.Ledger(ctx, ask) //nolint:wrapcheck // told as it is
}

func (s *ledgerList) take(read any) {
	s.all, _ = read.(*desk.Ledger)
	if s.types == nil {
		s.types, s.years = map[string]string{}, map[string]string{}
	}
	for i := range s.all.Rows {
		x := &s.all.Rows[i]
		s.m.unit(x.Unit, x.UnitName)
		if x.Type != "" {
			s.types[x.Type] = x.TypeName
		}
		if len(x.On) >= 4 {
			s.years[x.On[:4]] = x.On[:4]
		}
	}
}

func (s *ledgerList) rows() int {
	if s.all == nil {
		return 0
	}
	return len(s.all.Rows)
}

func (s *ledgerList) empty() string { return s.m.c.Words.Programme.NoSupports }

func (s *ledgerList) head(width int) []string {
	w, t := s.m.c.Words.Programme, s.m.c.Theme
	parts := []string{
		fmt.Sprintf(w.LedgerSum, orZero(million(s.all.Total.Approved)), orZero(million(s.all.Total.Disbursed))),
		fmt.Sprintf(w.LoansOpen, orZero(million(s.all.Loans))),
	}
	out := []string{" " + page.Cut(t, strings.Join(parts, " "+t.Glyph.Dot+" "), width-2)}
	if s.all.Closed {
		out = append(out, " "+t.Warn.Render(page.Cut(t, fmt.Sprintf(w.LedgerCut, len(s.all.Rows)), width-2)))
	}
	return out
}

func (s *ledgerList) columns(int) []page.Column {
	w := s.m.c.Words.Programme.Columns
	return []page.Column{
		{Title: w["on"], Width: 10},
		{Title: w["coop"], Min: 22, Weight: 2, Middle: true},
		{Title: w["type"], Min: 12, Weight: 1},
		{Title: w["source"], Min: 14, Weight: 1, Drop: 3},
		{Title: w["approved"], Width: 9, Right: true},
		{Title: w["disbursed"], Width: 9, Right: true},
		{Title: w["loan"], Width: 10, Right: true, Drop: 1},
		{Title: w["unit"], Width: 14, Middle: true, Drop: 4},
	}
}

func (s *ledgerList) row(i int) []page.Cell {
	t, x := s.m.c.Theme, &s.all.Rows[i]
	loan, style := "", t.Text
	if x.Loan {
		loan = orZero(million(x.Outstanding))
	}
	if x.Overdue {
		loan, style = "! "+loan, t.Bad
	}
	name := x.CoopName
	if x.Typing {
		name = "~ " + name
	}
	return []page.Cell{
		{Text: day(x.On)},
		{Text: name},
		{Text: x.TypeName},
		{Text: x.SourceTitle, Style: &t.Dim},
		{Text: millionOf(x.Approved)},
		{Text: millionOf(x.Disbursed)},
		{Text: loan, Style: &style},
		{Text: place(x.UnitName), Style: &t.Dim},
	}
}

func (s *ledgerList) panel(i, width int) []string {
	if i < 0 {
		return nil
	}
	m, w, t, x := s.m, s.m.c.Words.Programme, s.m.c.Theme, &s.all.Rows[i]
	l := m.lines(width)
	l.say(t.Title, join(", ", x.CoopName, x.TypeName))
	if x.Typing {
		l.item("~", t.Warn, w.Typing)
	}
	l.pair(w.Full["approved"], m.moneyOf(x.Approved))
	l.pair(w.Full["disbursed"], m.moneyOf(x.Disbursed))
	if x.Loan {
		l.pair(w.Full["repaid"], m.moneyOf(x.Repaid))
		style, due := t.Text, m.money(x.Outstanding)
		if x.Due != "" {
			due += ", " + fmt.Sprintf(m.c.Words.Home.Due, day(x.Due))
		}
		if x.Overdue {
			style, due = t.Bad, due+" "+t.Glyph.Dot+" "+w.Overdue
		}
		l.hang(w.Outstanding+": ", style, due)
	}
	l.pair(w.Columns["source"], x.SourceTitle)
	l.pair(w.BasisOf, x.Basis)
	l.pair(w.Fields["no"], x.DecisionNo)
	l.pair(w.Columns["on"], day(x.On))
	l.pair(w.Columns["state"], x.Status)
	l.pair(w.Note, x.Note)
	l.pair(w.Columns["unit"], x.UnitName)
	return l.out
}

func (s *ledgerList) press(in keys.Intent, i int) tea.Cmd {
	switch {
	case in == keys.Open && i >= 0:
		return record(store.Support, s.all.Rows[i].ID)
	case in == keys.New:
		s.begin(i)
		return nil
	case in == keys.Coops && i >= 0:
		return page.Go("coop", s.all.Rows[i].Cooperative, nil)
	}
	return nil
}

// begin asks for whom a new support is: the one under the cursor first, the others
// of the list, or any other.
func (s *ledgerList) begin(i int) {
	w := s.m.c.Words.Programme
	p := &picker{title: w.SupportFor, then: func(o option) tea.Cmd {
		if o.id == "" {
			return page.Go("coops", "", page.Args{"tab": "support"})
		}
		return page.Go("record", "", page.Args{"kind": string(store.Support), "coop": o.id})
	}}
	seen := map[string]bool{}
	offer := func(x *desk.LedgerLine) {
		if x.Cooperative != "" && !seen[x.Cooperative] {
			seen[x.Cooperative] = true
			p.add(option{x.Cooperative, x.CoopName}, place(x.UnitName), false)
		}
	}
	if i >= 0 {
		offer(&s.all.Rows[i])
	}
	for k := range s.all.Rows {
		offer(&s.all.Rows[k])
	}
	p.add(option{"", w.AnotherCoop}, "", false)
	s.m.pick = p
}

// record opens a record as a form; without an id it is a new one.
func record(k store.Kind, id string) tea.Cmd {
	return page.Go("record", id, page.Args{"kind": string(k)})
}

func (s *ledgerList) keys() []keys.Hint {
	w := s.m.c.Words.Programme
	if s.rows() == 0 {
		return []keys.Hint{keys.For(keys.New, w.KeyNew)}
	}
	return []keys.Hint{keys.For(keys.Open, w.KeyOpen), keys.For(keys.New, w.KeyNew), keys.For(keys.Coops, w.KeyCoop)}
}

func (s *ledgerList) facets() []facet {
	return []facet{s.m.sourceFacet(), s.m.namesFacet("type", s.types), s.m.unitFacet(), s.m.namesFacet("year", s.years), s.m.onFacet("loans"), s.m.onFacet("pilots"), s.m.onFacet("agricultural")}
}
