package programme

import (
	"context"
	"fmt"
	"strconv"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"

	"coopfield/store/desk"
	rules "coopfield/store/programme"
	"coopfield/tui/keys"
	"coopfield/tui/page"
)

// deadlineList is who owes what to whom by when; before a day and on it are kept
// apart (Kế hoạch 1185/KH-UBND, VII.1.h, VII.6.g; Thông tư 01/2020/TT-BKHĐT,
// Điều 9).
type deadlineList struct {
	m    *Model
	list []desk.DeadlineLine
}

func (s *deadlineList) fetch(ctx context.Context, d source, q query) (any, error) {
	return d.Deadlines(ctx, desk.DeadlineQuery{On: q.today, Level: q.facets["level"], Mine: q.mine}) //nolint:wrapcheck // told as it is
}

func (s *deadlineList) take(read any)     { s.list, _ = read.([]desk.DeadlineLine) }
func (s *deadlineList) rows() int         { return len(s.list) }
func (s *deadlineList) empty() string     { return s.m.c.Words.Programme.NoDeadlines }
func (s *deadlineList) head(int) []string { return nil }

func (s *deadlineList) columns(int) []page.Column {
	w := s.m.c.Words.Programme.Columns
	return []page.Column{
		{Title: w["by"], Width: 17},
		{Title: w["left"], Width: 14},
		{Title: w["what"], Min: 34, Weight: 3},
		{Title: w["level"], Width: 9, Drop: 2},
		{Title: w["to"], Min: 12, Drop: 3},
		{Title: w["open"], Width: 9, Drop: 1},
	}
}

func (s *deadlineList) row(i int) []page.Cell {
	t, x := s.m.c.Theme, &s.list[i]
	left, style := s.left(x)
	state, how := s.state(x)
	return []page.Cell{
		{Text: s.by(x)},
		{Text: left, Style: &style},
		{Text: x.Deadline.Title},
		{Text: s.m.c.Words.Programme.Levels[x.Level], Style: &t.Dim},
		{Text: x.To, Style: &t.Dim},
		{Text: state, Style: &how},
	}
}

// by is the day as the plan says it: trước ngày, or đến ngày.
func (s *deadlineList) by(x *desk.DeadlineLine) string {
	w := s.m.c.Words.Programme
	switch {
	case x.On == "":
		return w.NoDay
	case x.Deadline.Before:
		return fmt.Sprintf(w.Before, day(x.On))
	}
	return fmt.Sprintf(w.On, day(x.On))
}

// left says how many days remain, in a style that the words say too.
func (s *deadlineList) left(x *desk.DeadlineLine) (string, lipgloss.Style) {
	w, t := s.m.c.Words.Programme, s.m.c.Theme
	switch {
	case x.On == "" || x.Done:
		return "", t.Dim
	case x.Days < 0:
		return "! " + fmt.Sprintf(w.Over, -x.Days), t.Bad
	case x.Days == 0:
		return "! " + s.m.c.Words.Home.DueToday, t.Bad
	case x.Days <= soon:
		return fmt.Sprintf(w.Left, x.Days), t.Warn
	}
	return fmt.Sprintf(w.Left, x.Days), t.Text
}

// soon is how many days before its last one a deadline is drawn as near, as on Home.
const soon = 14

func (s *deadlineList) state(x *desk.DeadlineLine) (string, lipgloss.Style) {
	w, t := s.m.c.Words.Programme, s.m.c.Theme
	switch {
	case x.Done:
		return t.Glyph.Check + " " + w.Done, t.Good
	case x.All > 0:
		return strconv.Itoa(x.All-x.Open) + "/" + strconv.Itoa(x.All), t.Text
	}
	return "?", t.Dim
}

func (s *deadlineList) panel(i, width int) []string {
	if i < 0 {
		return nil
	}
	m, w, t, x := s.m, s.m.c.Words.Programme, s.m.c.Theme, &s.list[i]
	l := m.lines(width)
	l.say(t.Title, x.Deadline.Title)
	if x.On == "" {
		l.item("?", t.Warn, orDash(x.Deadline.Todo))
	} else {
		left, style := s.left(x)
		l.hang(w.LastDay+": ", style, join(", ", day(x.LastDay), left))
		l.text(s.by(x))
	}
	l.pair(w.Columns["level"], w.Levels[x.Level])
	l.pair(w.Columns["to"], x.To)
	switch {
	case x.Done:
		l.item(t.Glyph.Check, t.Good, w.DoneLong)
	case x.All > 0:
		l.text(fmt.Sprintf(w.OpenOf, x.Open, x.All))
	default:
		l.say(t.Dim, w.OpenUnknown)
	}
	l.pair(w.From, x.ProgrammeTitle)
	return l.out
}

func (s *deadlineList) press(in keys.Intent, i int) tea.Cmd {
	if in != keys.Open || i < 0 {
		return nil
	}
	switch d := &s.list[i]; {
	case d.Level == "cooperative":
		return page.Go("coops", "", page.Args{"sheet": "due"})
	case d.Deadline.Asks == rules.AsksSelection:
		return s.m.show(candidates)
	case d.Deadline.Asks == rules.AsksReplication:
		return s.m.show(proposals)
	}
	return nil
}

func (s *deadlineList) keys() []keys.Hint {
	for i := range s.list {
		if s.list[i].Level == "cooperative" || s.list[i].Deadline.Asks != "" {
			return []keys.Hint{keys.For(keys.Open, s.m.c.Words.Programme.KeyOpen)}
		}
	}
	return nil
}

func (s *deadlineList) facets() []facet {
	return []facet{listFacet("level", func() []option {
		var out []option
		for _, id := range []string{"cooperative", "district", "province"} {
			out = append(out, option{id, s.m.c.Words.Programme.Levels[id]})
		}
		return out
	})}
}
