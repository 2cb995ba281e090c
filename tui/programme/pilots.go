package programme

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"

	"coopfield/store/desk"
	rules "coopfield/store/programme"
	"coopfield/tui/keys"
	"coopfield/tui/page"
)

// pilotBoard holds the pilots against their baseline, criterion by criterion
// (Kế hoạch 1185/KH-UBND, VI.2).
type pilotBoard struct {
	m     *Model
	board *desk.PilotBoard
	named map[string]bool // criteria that some plan names for improvement
	// numbers: the cells of the heat map have room for the points.
	numbers bool
}

func (s *pilotBoard) fetch(ctx context.Context, d source, q query) (any, error) {
	return d.Pilots(ctx, desk.PilotQuery{ //nolint:wrapcheck // told as it is
		Programme: q.programme, Unit: q.facets["unit"], Mine: q.mine, Agricultural: q.facets["agricultural"] == yes,
	})
}

func (s *pilotBoard) take(read any) {
	s.board, _ = read.(*desk.PilotBoard)
	s.named = map[string]bool{}
	for i := range s.board.Rows {
		p := &s.board.Rows[i]
		s.m.unit(p.Unit, p.UnitName)
		if p.Baseline != nil {
			for id := range p.Baseline.Improve {
				s.named[id] = true
			}
		}
	}
}

func (s *pilotBoard) rows() int {
	if s.board == nil {
		return 0
	}
	return len(s.board.Rows)
}

func (s *pilotBoard) empty() string { return s.m.c.Words.Programme.NoPilots }

func (s *pilotBoard) head(width int) []string {
	w, t := s.m.c.Words.Programme, s.m.c.Theme
	var planned, spent, given int64
	for i := range s.board.Rows {
		p := &s.board.Rows[i]
		planned, spent, given = planned+p.Planned, spent+p.Spent, given+p.Supported
	}
	parts := []string{
		fmt.Sprintf(w.PilotsReady, s.board.Ready, len(s.board.Rows)),
		fmt.Sprintf(w.PilotsMoney, orZero(million(planned)), orZero(million(spent)), orZero(million(given))),
	}
	g := t.Glyph
	legend := fmt.Sprintf(w.HeatLegend, g.Up, g.Down, g.Same)
	return []string{
		" " + page.Cut(t, strings.Join(parts, " "+g.Dot+" "), width-2),
		" " + t.Dim.Render(page.Cut(t, legend, width-2)),
	}
}

// numbersWidth is the width of the list from which the cells of the heat map
// have room for the points.
const numbersWidth = 130

func (s *pilotBoard) columns(width int) []page.Column {
	w := s.m.c.Words.Programme.Columns
	out := []page.Column{{Title: w["coop"], Min: 16, Middle: true}}
	cell := 2
	if s.numbers = width >= numbersWidth; s.numbers {
		cell = 6
	}
	for i, c := range s.board.Criteria {
		// Where there is no room those go first that no plan names.
		drop := 10 + i
		if !s.named[c.ID] {
			drop += 1000
		}
		out = append(out, page.Column{Title: c.ID, Width: cell, Drop: drop})
	}
	return append(out,
		page.Column{Title: w["total"], Width: 5, Right: true},
		page.Column{Title: w["lacks"], Width: 9},
		page.Column{Title: w["actions"], Width: 7, Drop: 2000},
		page.Column{Title: w["money"], Width: 17, Right: true, Drop: 2001},
		page.Column{Title: w["given"], Width: 7, Right: true, Drop: 2002},
		page.Column{Title: w["unit"], Width: 14, Middle: true, Drop: 2003},
	)
}

func (s *pilotBoard) row(i int) []page.Cell {
	m, t, p := s.m, s.m.c.Theme, &s.board.Rows[i]
	out := []page.Cell{{Text: p.Name}}
	exit := s.exit(p)
	for _, c := range s.board.Criteria {
		text, style := "", t.Dim
		if e := criterion(exit, c.ID); e != nil {
			text, style = s.heat(e, s.numbers)
		}
		out = append(out, page.Cell{Text: text, Style: &style})
	}
	total, tStyle := "–", t.Dim
	if exit != nil && exit.Total != nil {
		total, tStyle = points(exit.Total), m.style(exit.TotalMet)
	}
	state, sStyle := s.state(p)
	actions, aStyle := fmt.Sprintf("%d/%d", p.ActionsDone, p.Actions), t.Text
	if p.ActionsOverdue > 0 {
		actions, aStyle = actions+" !"+strconv.Itoa(p.ActionsOverdue), t.Bad
	}
	return append(out,
		page.Cell{Text: total, Style: &tStyle},
		page.Cell{Text: state, Style: &sStyle},
		page.Cell{Text: actions, Style: &aStyle},
		page.Cell{Text: orZero(million(p.Spent)) + "/" + orZero(million(p.Planned))},
		page.Cell{Text: orZero(million(p.Supported))},
		page.Cell{Text: place(p.UnitName), Style: &t.Dim},
	)
}

func (s *pilotBoard) exit(p *desk.Pilot) *rules.Exit {
	if p.Latest == nil {
		return nil
	}
	return p.Latest.Exit
}

func criterion(e *rules.Exit, id string) *rules.ExitCriterion {
	if e == nil {
		return nil
	}
	for i := range e.Criteria {
		if e.Criteria[i].ID == id {
			return &e.Criteria[i]
		}
	}
	return nil
}

// heat is the cell of a criterion: ▲ ▼ = against the baseline, behind it the
// points where there is room; ! a named one that fell, * one that did not.
func (s *pilotBoard) heat(e *rules.ExitCriterion, numbers bool) (string, lipgloss.Style) {
	t := s.m.c.Theme
	mark := ""
	if e.Named {
		mark = "*"
	}
	if e.Was == nil || e.Now == nil {
		style := t.Dim
		if e.Named {
			style = t.Warn
		}
		return "?" + mark, style
	}
	sign, style := t.Glyph.Same, t.Dim
	switch {
	case *e.Now > *e.Was:
		sign, style = t.Glyph.Up, t.Good
	case *e.Now < *e.Was:
		sign, style = t.Glyph.Down, t.Text
	}
	if e.Named && e.State == rules.NotMet {
		mark, style = "!", t.Bad
	}
	if numbers {
		mark += points(e.Now)
	}
	return sign + mark, style
}

// state is where a pilot stands, in two words with a sign.
func (s *pilotBoard) state(p *desk.Pilot) (string, lipgloss.Style) {
	w, t := s.m.c.Words.Programme, s.m.c.Theme
	switch exit := s.exit(p); {
	case len(p.Lacks) == 0 && exit != nil && exit.State == rules.Met:
		return t.Glyph.Check + " " + w.Ready, t.Good
	case exit != nil && exit.State == rules.NotMet:
		return t.Glyph.Cross + " " + fmt.Sprintf(w.LacksN, len(p.Lacks)), t.Bad
	}
	return "? " + fmt.Sprintf(w.LacksN, len(p.Lacks)), t.Warn
}

func (s *pilotBoard) panel(i, width int) []string {
	if i < 0 {
		return nil
	}
	m, w, t, p := s.m, s.m.c.Words.Programme, s.m.c.Theme, &s.board.Rows[i]
	l := m.lines(width)
	l.say(t.Title, p.Name)
	if len(p.Lacks) == 0 {
		l.item(t.Glyph.Check, t.Good, w.LacksNothing)
	}
	for _, x := range p.Lacks {
		l.item(t.Glyph.Cross, t.Bad, x)
	}
	exit := s.exit(p)
	if exit != nil {
		l.pair(w.TotalOf, fmt.Sprintf("%s / %s", points(exit.Total), points(&exit.ExitScore)))
		s.criteria(l, exit)
	}
	l.pair(w.MoneyOf, fmt.Sprintf(w.MoneyLine, m.money(p.Planned), m.money(p.Spent), m.money(p.Supported)))
	l.pair(w.Columns["actions"], fmt.Sprintf(w.ActionLine, p.ActionsDone, p.Actions, p.ActionsOverdue))
	if p.OpenItems+p.ObstaclesN > 0 {
		l.pair(w.Waiting, fmt.Sprintf(w.WaitingLine, p.OpenItems, p.ObstaclesN))
	}
	if p.Baseline != nil {
		l.pair(w.BaselineOf, p.Baseline.Period)
	}
	if p.Latest != nil {
		l.pair(w.SheetOf, join(", ", p.Latest.Period, word(m.c.Words.Coop.Occasions, p.Latest.Occasion), word(m.c.Words.Coop.States, string(p.Latest.State))))
	}
	l.pair(w.PlanOf, join(", ", word(w.PlanStates, p.PlanStatus), p.ApprovedNo, day(p.ApprovedOn)))
	if r := s.board.Programme; r != nil {
		if st, ok := r.Stage(p.Stage); ok {
			l.pair(w.StageOf, st.Title)
		}
	}
	l.pair(w.Columns["unit"], p.UnitName)
	l.pair(w.Columns["model"], join(" ", p.Model, p.ModelTitle))
	return l.out
}

// criteria lists the named criteria, then the others that fell, which are
// information (VI.2.a).
func (s *pilotBoard) criteria(l *lines, exit *rules.Exit) {
	w := s.m.c.Words.Programme
	for _, named := range []bool{true, false} {
		first := true
		for i := range exit.Criteria {
			e := &exit.Criteria[i]
			fell := e.Was != nil && e.Now != nil && *e.Now < *e.Was
			if e.Named != named || !named && !fell {
				continue
			}
			if first {
				l.head(map[bool]string{true: w.NamedCriteria, false: w.OthersFell}[named])
				first = false
			}
			sign, style := s.heat(e, false)
			text := fmt.Sprintf(w.CriterionLine, e.ID, e.Title, points(e.Was), points(e.Now))
			if e.Target != nil {
				text += ", " + fmt.Sprintf(w.TargetOf, points(e.Target))
			}
			l.item(sign, style, join("; ", text, e.Cause))
		}
	}
}

func (s *pilotBoard) press(in keys.Intent, i int) tea.Cmd {
	if i < 0 {
		return nil
	}
	p := &s.board.Rows[i]
	switch in {
	case keys.Open:
		if p.Plan == "" {
			return page.Go("coop", p.Cooperative, page.Args{"tab": "pilot"})
		}
		return page.Go("plan", p.Plan, nil)
	case keys.Assess:
		if p.Latest == nil {
			return page.Go("coop", p.Cooperative, page.Args{"tab": "assess"})
		}
		return page.Go("assess", p.Latest.Assessment, nil)
	}
	return nil
}

func (s *pilotBoard) keys() []keys.Hint {
	w := s.m.c.Words.Programme
	if s.rows() == 0 {
		return nil
	}
	return []keys.Hint{keys.For(keys.Open, w.KeyPlan), keys.For(keys.Assess, w.KeySheet)}
}

func (s *pilotBoard) facets() []facet {
	return []facet{s.m.unitFacet(), s.m.onFacet("agricultural")}
}
