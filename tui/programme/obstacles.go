package programme

import (
	"context"
	"fmt"
	"strconv"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/keys"
	"coopfield/tui/obstacle"
	"coopfield/tui/page"
)

// obstacleList is the obstacles (khó khăn, vướng mắc), those that wait first
// (Kế hoạch 1185/KH-UBND, VII.5). Enter answers one, as on Home.
type obstacleList struct {
	m    *Model
	list []desk.ObstacleLine
}

func (s *obstacleList) fetch(ctx context.Context, d source, q query) (any, error) {
	return d.Obstacles(ctx, desk.ObstacleQuery{Waiting: q.facets["waiting"] == yes, Mine: q.mine}) //nolint:wrapcheck // told as it is
}

func (s *obstacleList) take(read any) {
	s.list, _ = read.([]desk.ObstacleLine)
	for i := range s.list {
		s.m.unit(s.list[i].Unit, s.list[i].UnitName)
	}
}
func (s *obstacleList) rows() int         { return len(s.list) }
func (s *obstacleList) empty() string     { return s.m.c.Words.Programme.NoObstacles }
func (s *obstacleList) head(int) []string { return nil }

func (s *obstacleList) columns(int) []page.Column {
	w := s.m.c.Words.Programme.Columns
	return []page.Column{
		{Title: w["raised"], Width: 10},
		{Title: w["waits"], Width: 12},
		{Title: w["coop"], Min: 22, Middle: true},
		{Title: w["text"], Min: 16, Weight: 2},
		{Title: w["unit"], Width: 14, Middle: true, Drop: 1},
	}
}

func (s *obstacleList) row(i int) []page.Cell {
	w, t, x := s.m.c.Words.Programme, s.m.c.Theme, &s.list[i]
	state, style := t.Glyph.Check+" "+word(w.Obstacles, x.State), &t.Good
	if x.Waiting {
		state, style = t.Glyph.Wait+" "+strconv.Itoa(x.Waits)+" "+w.Days, &t.Warn
	}
	return []page.Cell{
		{Text: day(x.RaisedOn)},
		{Text: state, Style: style},
		{Text: obstacle.Whose(x)},
		{Text: x.Text},
		{Text: place(x.UnitName), Style: &t.Dim},
	}
}

func (s *obstacleList) panel(i, width int) []string {
	if i < 0 {
		return nil
	}
	m, w, t, x := s.m, s.m.c.Words.Programme, s.m.c.Theme, &s.list[i]
	l := m.lines(width)
	l.say(t.Title, obstacle.Whose(x))
	l.text(x.Text)
	l.pair(w.Columns["raised"], day(x.RaisedOn))
	l.pair(w.Columns["to"], x.To)
	if x.Waiting {
		l.item(t.Glyph.Wait, t.Warn, fmt.Sprintf(w.WaitsFor, x.Waits))
	} else {
		l.item(t.Glyph.Check, t.Good, join(", ", word(w.Obstacles, x.State), day(x.AnsweredOn)))
		l.pair(w.Answer, x.Answer)
	}
	l.pair(w.Columns["unit"], x.UnitName)
	return l.out
}

func (s *obstacleList) press(in keys.Intent, i int) tea.Cmd {
	switch {
	case in == keys.New:
		return record(store.Obstacle, "")
	case in == keys.Open && i >= 0:
		x := &s.list[i]
		if x.Waiting && s.m.desk.Me().Role == store.Province {
			return obstacle.Ask(s.m.c, s.m.desk, x)
		}
		return record(store.Obstacle, x.ID)
	}
	return nil
}

func (s *obstacleList) keys() []keys.Hint {
	w := s.m.c.Words.Programme
	open := w.KeyOpen
	if s.m.desk.Me().Role == store.Province {
		open = w.KeyAnswer
	}
	if s.rows() == 0 {
		return []keys.Hint{keys.For(keys.New, w.KeyNew)}
	}
	return []keys.Hint{keys.For(keys.Open, open), keys.For(keys.New, w.KeyNew)}
}

func (s *obstacleList) facets() []facet { return []facet{s.m.onFacet("waiting")} }
