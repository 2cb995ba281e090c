package programme

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store/desk"
	"coopfield/tui/keys"
	"coopfield/tui/page"
)

// officeList is the bodies that take part, with what they do and receive (VII).
type officeList struct {
	m    *Model
	list []desk.OfficeLine
}

func (s *officeList) fetch(_ context.Context, d source, q query) (any, error) {
	return d.Offices(q.programme), nil
}

func (s *officeList) take(read any)     { s.list, _ = read.([]desk.OfficeLine) }
func (s *officeList) rows() int         { return len(s.list) }
func (s *officeList) empty() string     { return s.m.c.Words.Programme.NoOffices }
func (s *officeList) head(int) []string { return nil }

func (s *officeList) columns(int) []page.Column {
	w := s.m.c.Words.Programme.Columns
	return []page.Column{
		{Title: "", Width: 1},
		{Title: w["office"], Min: 20},
		{Title: w["tasks"], Min: 20},
	}
}

func (s *officeList) row(i int) []page.Cell {
	t, x := s.m.c.Theme, &s.list[i]
	mark, style := "", &t.Text
	if x.Mine {
		mark, style = t.Glyph.Flag, &t.Info
	}
	return []page.Cell{{Text: mark, Style: style}, {Text: x.Title, Style: style}, {Text: x.Tasks, Style: &t.Dim}}
}

func (s *officeList) panel(i, width int) []string {
	if i < 0 {
		return nil
	}
	m, w, t, x := s.m, s.m.c.Words.Programme, s.m.c.Theme, &s.list[i]
	l := m.lines(width)
	l.say(t.Title, x.Title)
	if x.Mine {
		l.item(t.Glyph.Flag, t.Info, w.OfficeMine)
	}
	l.pair(w.Columns["tasks"], orUnknown(x.Tasks, w.NotSaid))
	l.pair(w.Receives, orUnknown(x.Receives, w.NotSaid))
	l.pair(w.OnlyField, x.Field)
	return l.out
}

func orUnknown(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

func (s *officeList) press(keys.Intent, int) tea.Cmd { return nil }
func (s *officeList) keys() []keys.Hint              { return nil }
func (s *officeList) facets() []facet                { return nil }
