package programme

import (
	"context"
	"fmt"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	rules "coopfield/store/programme"
	"coopfield/store/vi"
	"coopfield/tui/keys"
	"coopfield/tui/page"
)

// candidateList is who applies, by rank, and the decisions on them (Kế hoạch
// 1185/KH-UBND, VI.1.c).
type candidateList struct {
	m      *Model
	all    *desk.Candidates
	marked map[string]bool // registrations
}

func newCandidates(m *Model) *candidateList {
	return &candidateList{m: m, marked: map[string]bool{}}
}

func (s *candidateList) fetch(ctx context.Context, d source, q query) (any, error) {
	return d.Candidates(ctx, desk.CandidateQuery{Programme: q.programme, Unit: q.facets["unit"], Mine: q.mine}) //nolint:wrapcheck // told as it is
}

func (s *candidateList) take(read any) {
	s.all, _ = read.(*desk.Candidates)
	held := map[string]bool{}
	for i := range s.all.Rows {
		r := &s.all.Rows[i]
		held[r.ID] = true
		s.m.unit(r.Unit, r.UnitName)
	}
	for id := range s.marked {
		if !held[id] {
			delete(s.marked, id)
		}
	}
}

func (s *candidateList) rows() int {
	if s.all == nil {
		return 0
	}
	return len(s.all.Rows)
}

func (s *candidateList) empty() string { return s.m.c.Words.Programme.NoCandidates }

func (s *candidateList) head(width int) []string {
	w, t := s.m.c.Words.Programme, s.m.c.Theme
	a := s.all
	parts := []string{fmt.Sprintf(w.Applied, len(a.Rows)), fmt.Sprintf(w.Eligible, a.Eligible)}
	if a.Unknown > 0 {
		parts = append(parts, fmt.Sprintf(w.NotKnown, a.Unknown))
	}
	if s.m.by() == desk.ProvinceDecides { // nobody else holds all that were chosen
		parts = append(parts, fmt.Sprintf(w.Chosen, a.Chosen, a.Min))
	} else {
		parts = append(parts, fmt.Sprintf(w.ChosenHere, a.Chosen))
	}
	if n := len(s.marked); n > 0 {
		parts = append(parts, fmt.Sprintf(w.Marked, n))
	}
	if a.Open > 0 {
		parts = append(parts, fmt.Sprintf(w.Disagree, a.Open))
	}
	out := []string{" " + page.Cut(t, strings.Join(parts, " "+t.Glyph.Dot+" "), width-2)}
	if a.TieAtCut && s.m.by() == desk.ProvinceDecides {
		out = append(out, " "+t.Warn.Render(page.Cut(t, "! "+fmt.Sprintf(w.TieAtCut, a.Min), width-2)))
	}
	return out
}

func (s *candidateList) columns(width int) []page.Column {
	w := s.m.c.Words.Programme.Columns
	conditions := 2
	if s.all != nil && s.all.Programme != nil {
		conditions = max(len(s.all.Programme.Conditions), page.Width(w["conditions"]))
	}
	return []page.Column{
		{Title: "", Width: 1},
		{Title: w["rank"], Width: 4, Right: true},
		{Title: w["coop"], Min: 22, Weight: 2, Middle: true},
		{Title: w["unit"], Width: 13, Middle: true, Drop: 4},
		{Title: w["model"], Width: 7, Drop: 5},
		{Title: w["conditions"], Width: conditions},
		{Title: w["priorities"], Width: 3, Right: true, Drop: 2},
		{Title: w["points"], Width: 6, Right: true},
		{Title: w["district"], Width: 7, Drop: 1},
		{Title: w["province"], Width: 7},
		{Title: w["sent"], Width: 10, Drop: 6},
	}
}

func (s *candidateList) row(i int) []page.Cell {
	m, t := s.m, s.m.c.Theme
	r := &s.all.Rows[i]
	mark := ""
	switch {
	case s.marked[r.ID]:
		mark = t.Glyph.Flag
	case r.Conflict:
		mark = t.Glyph.Up
	}
	rank, style := s.rank(r), m.style(rules.Unknown)
	letters, priorities := "", ""
	if r.Outcome != nil {
		style = m.style(r.Outcome.Eligible)
		for k := range r.Outcome.Conditions {
			letters += m.letter(r.Outcome.Conditions[k].State)
		}
		priorities = fmt.Sprintf("%d/%d", r.Outcome.PrioritiesMet, len(r.Outcome.Priorities))
	}
	district, dStyle := m.decision(r.District)
	province, pStyle := m.decision(r.Province)
	return []page.Cell{
		{Text: mark, Style: &t.Info},
		{Text: rank, Style: &style},
		{Text: r.Name},
		{Text: place(r.UnitName), Style: &t.Dim},
		{Text: r.Model, Style: &t.Dim},
		{Text: letters, Style: &style},
		{Text: priorities},
		{Text: points(r.Entry.Points)},
		{Text: district, Style: dStyle},
		{Text: province, Style: pStyle},
		{Text: day(r.SentOn), Style: &t.Dim},
	}
}

// rank is the place of a candidate, with the sign of a tie; a letter for one that
// has none.
func (s *candidateList) rank(r *desk.Candidate) string {
	switch {
	case r.Rank > 0 && r.Tied:
		return fmt.Sprint(r.Rank) + s.m.c.Theme.Glyph.Same
	case r.Rank > 0:
		return fmt.Sprint(r.Rank) + " "
	}
	return s.m.letter(r.Eligible) + " "
}

func (s *candidateList) here(i int) *desk.Candidate {
	if s.all == nil || i < 0 || i >= len(s.all.Rows) {
		return nil
	}
	return &s.all.Rows[i]
}

// panel says why a candidate stands where it stands.
func (s *candidateList) panel(i, width int) []string {
	r := s.here(i)
	if r == nil {
		return nil
	}
	m, w, t := s.m, s.m.c.Words.Programme, s.m.c.Theme
	l := m.lines(width)
	l.say(t.Title, r.Name)
	if r.Conflict {
		l.item(t.Glyph.Up, t.Bad, w.Conflict)
	}
	s.standing(l, r)
	if r.Outcome != nil {
		s.findings(l, r.Outcome)
	}
	l.pair(w.Columns["unit"], r.UnitName)
	l.pair(w.Columns["model"], join(" ", r.Model, r.ModelTitle))
	l.pair(w.Submitted, day(r.SubmittedOn))
	s.decisionLine(l, w.Columns["district"], r.District)
	s.decisionLine(l, w.Columns["province"], r.Province)
	l.pair(w.Columns["sent"], day(r.SentOn))
	return l.out
}

// standing says what the rank rests on: eligibility, score, and who shares it.
func (s *candidateList) standing(l *lines, r *desk.Candidate) {
	m, w, t := s.m, s.m.c.Words.Programme, s.m.c.Theme
	state := w.States[string(r.Eligible)]
	if r.Rank > 0 {
		state += ", " + fmt.Sprintf(w.RankOf, r.Rank, s.all.Eligible)
	}
	l.item(m.letter(r.Eligible), m.style(r.Eligible), state)
	entry := w.NoEntry
	if e := &r.Entry; e.Assessment != "" {
		entry = join(" ", points(e.Points), e.Rating, "("+e.Period+")")
		switch {
		case !e.Counts && e.Why != "":
			entry = join("; ", entry, e.Why)
		case !e.Complete:
			entry += ", " + w.NotComplete
		}
	}
	l.pair(w.Columns["points"], entry)
	if !r.Tied {
		return
	}
	var with []string
	for i := range s.all.Rows {
		if o := &s.all.Rows[i]; o.Rank == r.Rank && o.ID != r.ID {
			with = append(with, o.Name)
		}
	}
	l.item(t.Glyph.Same, t.Warn, fmt.Sprintf(w.TiedWith, strings.Join(with, ", ")))
	for _, f := range r.Ties {
		value := w.Unknown
		if f.Value != nil {
			value = join(" ", number(*f.Value), f.Unit)
		}
		why := w.TieShown
		if f.Decides {
			why = w.TieDecides
		}
		l.item(" "+t.Glyph.Dot, t.Text, f.Title+": "+value+" ("+why+")")
	}
}

// number writes a figure as people do, with at most two decimals.
func number(v float64) string { return vi.FormatScaled(int64(v*100+sign(v)/2), 2) }

func sign(v float64) float64 {
	if v < 0 {
		return -1
	}
	return 1
}

func (s *candidateList) findings(l *lines, o *rules.Outcome) {
	w := s.m.c.Words.Programme
	for _, group := range []struct {
		head string
		list []rules.Finding
	}{{w.Conditions, o.Conditions}, {w.Priorities, o.Priorities}, {w.Dossier, o.Dossier}} {
		if len(group.list) == 0 {
			continue
		}
		met := 0
		for i := range group.list {
			if group.list[i].State == rules.Met {
				met++
			}
		}
		l.head(fmt.Sprintf("%s %d/%d", group.head, met, len(group.list)))
		for i := range group.list {
			l.finding(&group.list[i], "")
		}
	}
	if o.ProfitYears != nil {
		l.text(fmt.Sprintf(w.ProfitYears, *o.ProfitYears))
	}
}

func (s *candidateList) decisionLine(l *lines, label string, d desk.DecisionSet) {
	m := s.m
	if d == (desk.DecisionSet{}) {
		return
	}
	result, _ := m.decision(d)
	l.pair(label, join(", ", result, d.No, day(d.On), d.Note))
}

func (s *candidateList) press(in keys.Intent, i int) tea.Cmd {
	m, w := s.m, s.m.c.Words.Programme
	r := s.here(i)
	switch {
	case in == keys.Open && r != nil:
		return page.Go("registration", r.ID, nil)
	case in == keys.Flag && r != nil:
		if s.marked[r.ID] {
			delete(s.marked, r.ID)
		} else {
			s.marked[r.ID] = true
		}
		m.lists[candidates].table.Handle(keys.Down)
	case in == keys.Finalise && r != nil:
		if m.by() == "" {
			return page.Do(page.Toast{Text: w.NotYours, Level: page.Warn})
		}
		m.choice = newChoosing(m, s.chosen(r))
	case in == keys.Reports && r != nil:
		return s.askSent()
	}
	return nil
}

// chosen are the candidates that are marked, in the order of the list, or the
// one under the cursor.
func (s *candidateList) chosen(here *desk.Candidate) []*desk.Candidate {
	var out []*desk.Candidate
	for i := range s.all.Rows {
		if s.marked[s.all.Rows[i].ID] {
			out = append(out, &s.all.Rows[i])
		}
	}
	if len(out) == 0 && here != nil {
		out = append(out, here)
	}
	return out
}

func (s *candidateList) keys() []keys.Hint {
	m, w := s.m, s.m.c.Words.Programme
	if s.rows() == 0 {
		return nil
	}
	out := []keys.Hint{keys.For(keys.Open, w.KeyOpen)}
	if m.by() != "" {
		out = append(out, keys.For(keys.Flag, w.KeyMark), keys.For(keys.Finalise, w.KeyDecide))
	}
	if m.prints.any() {
		out = append(out, keys.For(keys.Print, w.KeyList))
	}
	if m.by() == desk.ProvinceDecides {
		out = append(out, keys.For(keys.Reports, w.KeySent))
	}
	return out
}

func (s *candidateList) facets() []facet { return []facet{s.m.unitFacet()} }

// by is who this person decides for: the province, a district, or nobody.
func (m *Model) by() string {
	switch m.desk.Me().Role {
	case store.Province:
		return desk.ProvinceDecides
	case store.Officer:
		return desk.DistrictDecides
	}
	return ""
}

// unsent are the chosen ones that were not sent yet.
func (s *candidateList) unsent() []string {
	var out []string
	for i := range s.all.Rows {
		if r := &s.all.Rows[i]; r.Province.Result == desk.ResultChosen && r.SentOn == "" {
			out = append(out, r.ID)
		}
	}
	return out
}

// ids are the registrations of candidates.
func ids(of []*desk.Candidate) []string {
	out := make([]string, len(of))
	for i, r := range of {
		out[i] = r.ID
	}
	return slices.Clip(out)
}
