package programme

import (
	"context"
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	rules "coopfield/store/programme"
	"coopfield/tui/keys"
	"coopfield/tui/page"
)

// closingList is where the third stage stands: the closing assessments of the
// pilots, the report, and which units owe a replication plan (VI.3).
type closingList struct {
	m   *Model
	all *desk.Closing
}

func (s *closingList) fetch(ctx context.Context, d source, q query) (any, error) {
	return d.Closing(ctx, q.programme) //nolint:wrapcheck // told as it is
}

func (s *closingList) take(read any) { s.all, _ = read.(*desk.Closing) }

func (s *closingList) rows() int {
	if s.all == nil {
		return 0
	}
	return len(s.all.Pilots)
}

func (s *closingList) empty() string { return s.m.c.Words.Programme.NoPilots }

// head says what is done and what is missing.
func (s *closingList) head(width int) []string {
	m, w, t, a := s.m, s.m.c.Words.Programme, s.m.c.Theme, s.all
	n := len(a.Pilots)
	line := func(met bool, text string) string {
		state := given(met)
		if n == 0 {
			state = rules.Unknown
		}
		return " " + m.style(state).Render(m.letter(state)+" "+page.Cut(t, text, width-4))
	}
	out := []string{
		line(n > 0 && a.Assessed == n, fmt.Sprintf(w.ClosingAssessed, a.Assessed, n)),
		line(n > 0 && a.Good == n, fmt.Sprintf(w.ClosingGood, a.Good, n)),
	}
	if a.Report == nil {
		out = append(out, line(false, w.NoReport))
	} else {
		out = append(out, line(true, join(" "+t.Glyph.Dot+" ", w.ReportHeld, word(m.c.Words.Coop.States, string(a.Report.State)))))
	}
	missing := make([]string, len(a.MissingUnits))
	for i, u := range a.MissingUnits {
		missing[i] = place(u.Title)
	}
	if len(missing) == 0 {
		out = append(out, line(true, w.NoMissing))
	} else {
		out = append(out, line(false, fmt.Sprintf(w.MissingUnits, len(missing), strings.Join(missing, ", "))))
	}
	plans := 0
	for i := range a.Proposals {
		if a.Proposals[i].Type == desk.ProposalReplication {
			plans++
		}
	}
	return append(out, " "+page.Cut(t, fmt.Sprintf(w.ClosingProposals, plans, len(a.Proposals)-plans, a.Commended), width-2))
}

func (s *closingList) columns(int) []page.Column {
	w := s.m.c.Words.Programme.Columns
	return []page.Column{
		{Title: w["coop"], Min: 24, Middle: true},
		{Title: w["unit"], Width: 14, Middle: true, Drop: 2},
		{Title: w["total"], Width: 6, Right: true},
		{Title: w["exit"], Width: 18},
		{Title: w["sheet"], Width: 14, Drop: 1},
	}
}

func (s *closingList) row(i int) []page.Cell {
	m, w, t, p := s.m, s.m.c.Words.Programme, s.m.c.Theme, &s.all.Pilots[i]
	total, state, style, sheet := "–", "? "+w.NotAssessed, t.Warn, ""
	if p.Latest != nil && p.Latest.Exit != nil {
		e := p.Latest.Exit
		total, style = points(e.Total), m.style(e.State)
		state = m.letter(e.State) + " " + w.Exits[string(e.State)]
		sheet = join(" ", p.Latest.Period, word(m.c.Words.Coop.States, string(p.Latest.State)))
	}
	return []page.Cell{
		{Text: p.Name}, {Text: place(p.UnitName), Style: &t.Dim}, {Text: total}, {Text: state, Style: &style}, {Text: sheet, Style: &t.Dim},
	}
}

func (s *closingList) panel(i, width int) []string {
	if i < 0 {
		return nil
	}
	m, w, t, p := s.m, s.m.c.Words.Programme, s.m.c.Theme, &s.all.Pilots[i]
	l := m.lines(width)
	l.say(t.Title, p.Name)
	if p.Latest == nil {
		l.item("?", t.Warn, w.NotAssessedLong)
	}
	for _, x := range p.Lacks {
		l.item(t.Glyph.Cross, t.Bad, x)
	}
	if p.Latest != nil && p.Latest.Exit != nil {
		e := p.Latest.Exit
		if e.State == rules.Met {
			l.item(m.letter(e.State), m.style(e.State), w.LacksNothing)
		}
		l.pair(w.TotalOf, fmt.Sprintf("%s / %s", points(e.Total), points(&e.ExitScore)))
		(&pilotBoard{m: m}).criteria(l, e)
	}
	l.pair(w.Columns["unit"], p.UnitName)
	return l.out
}

func (s *closingList) press(in keys.Intent, i int) tea.Cmd {
	switch {
	case in == keys.Open && i >= 0 && s.all.Pilots[i].Latest != nil:
		return page.Go("assess", s.all.Pilots[i].Latest.Assessment, nil)
	case in == keys.Open && i >= 0:
		return page.Go("coop", s.all.Pilots[i].Cooperative, page.Args{"tab": "assess"})
	case in == keys.New:
		args := page.Args{"kind": string(store.Proposal), "type": desk.ProposalReplication}
		if i >= 0 {
			args["unit"] = s.all.Pilots[i].Unit
		}
		return page.Go("record", "", args)
	}
	return nil
}

func (s *closingList) keys() []keys.Hint {
	w := s.m.c.Words.Programme
	out := []keys.Hint{keys.For(keys.New, w.KeyProposal)}
	if s.rows() > 0 {
		out = append([]keys.Hint{keys.For(keys.Open, w.KeySheet)}, out...)
	}
	return out
}

func (s *closingList) facets() []facet { return nil }

// proposalList is the replication plans of the units for the next five years, and
// the commendations (VI.3, VII.6).
type proposalList struct {
	m     *Model
	list  []desk.ProposalLine
	types map[string]string // that were read
}

func (s *proposalList) fetch(ctx context.Context, d source, q query) (any, error) {
	return d.Proposals(ctx, desk.ProposalQuery{Programme: q.programme, Type: q.facets["what"], Unit: q.facets["unit"], Mine: q.mine}) //nolint:wrapcheck // told as it is
}

func (s *proposalList) take(read any) {
	s.list, _ = read.([]desk.ProposalLine)
	if s.types == nil {
		s.types = map[string]string{}
	}
	for i := range s.list {
		s.m.unit(s.list[i].Unit, s.list[i].UnitName)
		s.types[s.list[i].Type] = s.list[i].TypeTitle
	}
}
func (s *proposalList) rows() int         { return len(s.list) }
func (s *proposalList) empty() string     { return s.m.c.Words.Programme.NoProposals }
func (s *proposalList) head(int) []string { return nil }

func (s *proposalList) columns(int) []page.Column {
	w := s.m.c.Words.Programme.Columns
	return []page.Column{
		{Title: w["type"], Width: 14},
		{Title: w["unit"], Width: 14, Middle: true},
		{Title: w["recipient"], Min: 14, Middle: true, Weight: 2},
		{Title: w["period"], Width: 9, Drop: 2},
		{Title: w["budget"], Width: 9, Right: true, Drop: 1},
		{Title: w["state"], Width: 14},
	}
}

func (s *proposalList) row(i int) []page.Cell {
	t, x := s.m.c.Theme, &s.list[i]
	kind := x.TypeTitle
	if x.Typing {
		kind = "~ " + kind
	}
	return []page.Cell{
		{Text: kind},
		{Text: place(x.UnitName), Style: &t.Dim},
		{Text: join(" "+t.Glyph.Dot+" ", proposed(x), x.Form)},
		{Text: x.Period},
		{Text: millionOf(x.Budget)},
		{Text: x.StateTitle},
	}
}

// proposed is what or whom a proposal is about.
func proposed(x *desk.ProposalLine) string {
	switch {
	case x.Recipient != "":
		return x.Recipient
	case x.Cooperative.Title != "":
		return x.Cooperative.Title
	case x.ModelTitle != "":
		return x.ModelTitle
	}
	return x.Text
}

func (s *proposalList) panel(i, width int) []string {
	if i < 0 {
		return nil
	}
	m, w, t, x := s.m, s.m.c.Words.Programme, s.m.c.Theme, &s.list[i]
	l := m.lines(width)
	l.say(t.Title, join(", ", x.TypeTitle, x.UnitName))
	if x.Typing {
		l.item("~", t.Warn, w.Typing)
	}
	l.pair(w.Columns["state"], x.StateTitle)
	l.pair(w.Columns["recipient"], x.Recipient)
	l.pair(w.Columns["coop"], x.Cooperative.Title)
	l.pair(w.Columns["model"], join(" ", x.Model, x.ModelTitle))
	l.pair(w.Columns["period"], x.Period)
	if x.Budget != nil {
		l.pair(w.Columns["budget"], m.money(*x.Budget))
	}
	l.pair(w.FormOf, join(", ", x.Form, x.Level))
	l.pair(w.Fields["no"], x.DecisionNo)
	if x.Text != "" {
		l.text(x.Text)
	}
	return l.out
}

func (s *proposalList) press(in keys.Intent, i int) tea.Cmd {
	switch {
	case in == keys.New:
		return record(store.Proposal, "")
	case in == keys.Open && i >= 0:
		return record(store.Proposal, s.list[i].ID)
	}
	return nil
}

func (s *proposalList) keys() []keys.Hint {
	w := s.m.c.Words.Programme
	out := []keys.Hint{keys.For(keys.New, w.KeyProposal)}
	if s.rows() > 0 {
		out = append([]keys.Hint{keys.For(keys.Open, w.KeyOpen)}, out...)
	}
	return out
}

func (s *proposalList) facets() []facet {
	return []facet{s.m.unitFacet(), s.m.namesFacet("what", s.types)}
}
