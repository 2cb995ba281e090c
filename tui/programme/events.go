package programme

import (
	"context"
	"fmt"
	"strconv"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/keys"
	"coopfield/tui/page"
)

// eventList is the trainings, communication and study visits for many (VII.1.đ).
type eventList struct {
	m    *Model
	list []desk.EventLine
}

func (s *eventList) fetch(ctx context.Context, d source, q query) (any, error) {
	return d.Events(ctx, desk.EventQuery{Unit: q.facets["unit"], Mine: q.mine}) //nolint:wrapcheck // told as it is
}

func (s *eventList) take(read any) {
	s.list, _ = read.([]desk.EventLine)
	for i := range s.list {
		s.m.unit(s.list[i].Unit, s.list[i].UnitName)
	}
}
func (s *eventList) rows() int         { return len(s.list) }
func (s *eventList) empty() string     { return s.m.c.Words.Programme.NoEvents }
func (s *eventList) head(int) []string { return nil }

func (s *eventList) columns(int) []page.Column {
	w := s.m.c.Words.Programme.Columns
	return []page.Column{
		{Title: w["on"], Width: 10},
		{Title: w["type"], Min: 14},
		{Title: w["place"], Min: 12, Drop: 2},
		{Title: w["coops"], Width: 4, Right: true},
		{Title: w["people"], Width: 6, Right: true},
		{Title: w["cost"], Width: 8, Right: true},
		{Title: w["unit"], Width: 14, Middle: true, Drop: 3},
	}
}

func (s *eventList) row(i int) []page.Cell {
	t, x := s.m.c.Theme, &s.list[i]
	title := x.TypeTitle
	if x.Typing {
		title = "~ " + title
	}
	people := ""
	if x.Participants > 0 {
		people = page.Count(int(x.Participants))
	}
	return []page.Cell{
		{Text: day(x.On)},
		{Text: title},
		{Text: x.Place},
		{Text: strconv.Itoa(len(x.Cooperatives))},
		{Text: people},
		{Text: millionOf(x.Cost)},
		{Text: place(x.UnitName), Style: &t.Dim},
	}
}

func (s *eventList) panel(i, width int) []string {
	if i < 0 {
		return nil
	}
	m, w, t, x := s.m, s.m.c.Words.Programme, s.m.c.Theme, &s.list[i]
	l := m.lines(width)
	l.say(t.Title, join(", ", x.TypeTitle, day(x.On)))
	if x.Typing {
		l.item("~", t.Warn, w.Typing)
	}
	l.pair(w.Columns["place"], x.Place)
	l.pair(w.Columns["cost"], m.moneyOf(x.Cost))
	l.pair(w.Columns["source"], x.SourceTitle)
	l.pair(w.Columns["unit"], x.UnitName)
	l.pair(w.Note, x.Note)
	if len(x.Cooperatives) > 0 {
		l.head(fmt.Sprintf(w.EventCoops, len(x.Cooperatives)))
		for _, e := range x.Cooperatives {
			l.item(t.Glyph.Dot, t.Text, e.Title)
		}
	}
	return l.out
}

func (s *eventList) press(in keys.Intent, i int) tea.Cmd {
	switch {
	case in == keys.New:
		return record(store.Event, "")
	case in == keys.Open && i >= 0:
		return record(store.Event, s.list[i].ID)
	}
	return nil
}

func (s *eventList) keys() []keys.Hint {
	w := s.m.c.Words.Programme
	if s.rows() == 0 {
		return []keys.Hint{keys.For(keys.New, w.KeyNew)}
	}
	return []keys.Hint{keys.For(keys.Open, w.KeyOpen), keys.For(keys.New, w.KeyNew)}
}

func (s *eventList) facets() []facet { return []facet{s.m.unitFacet()} }
