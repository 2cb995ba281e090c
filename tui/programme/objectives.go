package programme

import (
	"context"
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store/desk"
	"coopfield/tui/keys"
	"coopfield/tui/page"
)

// objectiveBoard is the objectives of the programme with their state (II.2), and
// the needs of funding by year, source and unit with their sums (VII.1.b).
type objectiveBoard struct {
	m     *Model
	board *desk.ObjectiveBoard
	needs *desk.Needs
	list  []need
	years map[string]string // of all needs that were read
}

// need is one line: a sum of the desk, or of a year or of all.
type need struct {
	desk.Need
	sum bool
}

type objectivesRead struct {
	board *desk.ObjectiveBoard
	needs *desk.Needs
}

func (s *objectiveBoard) fetch(ctx context.Context, d source, q query) (any, error) {
	b, err := d.Objectives(ctx, q.programme, q.today)
	if err != nil {
		return nil, err //nolint:wrapcheck // told as it is
	}
	n, err := d.Needs(ctx, desk.NeedQuery{
		Programme: q.programme, Unit: q.facets["unit"], By: desk.UnitBy(q.facets["by"]), Mine: q.mine, Agricultural: q.facets["agricultural"] == yes,
	})
	if err != nil {
		return nil, err //nolint:wrapcheck // told as it is
	}
	return objectivesRead{b, n}, nil
}

func (s *objectiveBoard) take(read any) {
	r, _ := read.(objectivesRead)
	s.board, s.needs = r.board, r.needs
	if s.years == nil {
		s.years = map[string]string{}
	}
	for i := range s.needs.Rows {
		n := &s.needs.Rows[i]
		s.m.unit(n.Unit, n.UnitName)
		s.years[n.Year] = n.Year
	}
	s.list = sums(s.needs, s.m.lists[objectives].facets, s.m.c.Words.Programme.SumOf, s.m.c.Words.Programme.SumAll)
}

// sums puts a sum behind the needs of each year, and one of all at the end. The
// filters of year and source are of the shown lines, so the sums are too.
func sums(all *desk.Needs, facets map[string]string, ofYear, ofAll string) []need {
	var out []need
	var year, total need
	flush := func() {
		if year.Year != "" {
			out = append(out, year)
		}
		year = need{}
	}
	for i := range all.Rows {
		n := all.Rows[i]
		if y := facets["year"]; y != "" && n.Year != y {
			continue
		}
		if src := facets["source"]; src != "" && n.Source != src {
			continue
		}
		if n.Year != year.Year {
			flush()
			year = need{Need: desk.Need{Year: n.Year, Title: fmt.Sprintf(ofYear, n.Year)}, sum: true}
		}
		out = append(out, need{Need: n})
		add(&year.Need, &n)
		add(&total.Need, &n)
	}
	flush()
	if len(out) > 0 {
		total.Title, total.sum = ofAll, true
		out = append(out, total)
	}
	return out
}

func add(to, n *desk.Need) {
	to.Planned += n.Planned
	to.Spent += n.Spent
	to.Approved += n.Approved
	to.Disbursed += n.Disbursed
	to.Repaid += n.Repaid
	to.Supports += n.Supports
}

func (s *objectiveBoard) rows() int     { return len(s.list) }
func (s *objectiveBoard) empty() string { return s.m.c.Words.Programme.NoNeeds }

// head says how each objective stands; the titles are whole where there is room.
func (s *objectiveBoard) head(width int) []string {
	m, w, t := s.m, s.m.c.Words.Programme, s.m.c.Theme
	var out []string
	most := 1
	if m.height >= 28 {
		most = 2
	}
	for i := range s.board.Objectives {
		o := &s.board.Objectives[i]
		lead := " " + m.letter(o.State) + " "
		value := join(" / ", orDash(o.Value), o.Target)
		for k, line := range page.Wrap(o.Title, width-5) {
			if k == most-1 && page.Width(o.Title) > (width-5)*most {
				line = page.Cut(t, line+" …", width-5)
			}
			if k == most {
				break
			}
			if k > 0 {
				lead = "   "
			}
			out = append(out, m.style(o.State).Render(lead+line))
		}
		out = append(out, "   "+t.Dim.Render(page.Cut(t, value, width-5)))
	}
	if m.by() != desk.ProvinceDecides {
		out = append(out, " "+t.Warn.Render(page.Cut(t, w.HeldHere, width-2)))
	}
	if s.board.Stage.Title != "" {
		out = append(out, " "+t.Info.Render(page.Cut(t, s.board.Stage.Title, width-2)))
	}
	return append(out, " "+t.Title.Render(page.Cut(t, w.NeedsTitle, width-2)))
}

func (s *objectiveBoard) columns(int) []page.Column {
	w := s.m.c.Words.Programme.Columns
	return []page.Column{
		{Title: w["year"], Width: 4},
		{Title: w["source"], Min: 14, Weight: 2},
		{Title: w["unit"], Width: 14, Middle: true, Drop: 3},
		{Title: w["planned"], Width: 9, Right: true},
		{Title: w["spent"], Width: 9, Right: true},
		{Title: w["approved"], Width: 9, Right: true, Drop: 2},
		{Title: w["disbursed"], Width: 9, Right: true, Drop: 1},
	}
}

func (s *objectiveBoard) row(i int) []page.Cell {
	t, n := s.m.c.Theme, &s.list[i]
	style := &t.Text
	year := n.Year
	if n.sum {
		style, year = &t.Title, ""
	}
	return []page.Cell{
		{Text: year, Style: style},
		{Text: n.Title, Style: style},
		{Text: place(n.UnitName), Style: &t.Dim},
		{Text: million(n.Planned), Style: style},
		{Text: million(n.Spent), Style: style},
		{Text: million(n.Approved), Style: style},
		{Text: million(n.Disbursed), Style: style},
	}
}

// panel is the line in full đồng, and the objectives with their reasons.
func (s *objectiveBoard) panel(i, width int) []string {
	m, w := s.m, s.m.c.Words.Programme
	l := m.lines(width)
	if i >= 0 {
		n := &s.list[i]
		l.say(m.c.Theme.Title, join(", ", n.Title, yearOf(n, w.YearOf), n.UnitName))
		l.pair(w.Full["planned"], m.money(n.Planned))
		l.pair(w.Full["spent"], m.money(n.Spent))
		l.pair(w.Full["approved"], m.money(n.Approved))
		l.pair(w.Full["disbursed"], m.money(n.Disbursed))
		l.pair(w.Full["repaid"], m.money(n.Repaid))
		if !n.sum {
			l.text(fmt.Sprintf(w.Behind, n.Pilots, n.Supports))
		}
	}
	for k := range s.board.Objectives {
		l.finding(&s.board.Objectives[k].Finding, "")
	}
	return l.out
}

func yearOf(n *need, form string) string {
	if n.sum || n.Year == "" {
		return ""
	}
	return fmt.Sprintf(form, n.Year)
}

func (s *objectiveBoard) press(keys.Intent, int) tea.Cmd { return nil }
func (s *objectiveBoard) keys() []keys.Hint              { return nil }

func (s *objectiveBoard) facets() []facet {
	return []facet{s.m.unitFacet(), s.m.sourceFacet(), s.m.namesFacet("year", s.years), listFacet("by", func() []option {
		w := s.m.c.Words.Programme.ByUnits
		return []option{{string(desk.ByDistrict), w[string(desk.ByDistrict)]}, {string(desk.ByCommune), w[string(desk.ByCommune)]}}
	}), s.m.onFacet("agricultural")}
}

// sourceFacet narrows to a source of money that the programme names.
func (m *Model) sourceFacet() facet {
	return listFacet("source", func() []option {
		var out []option
		if p := m.rules(); p != nil {
			for _, e := range p.Funding {
				out = append(out, option{e.ID, e.Title})
			}
		}
		return out
	})
}
