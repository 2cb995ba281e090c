package coop

import (
	"context"
	"errors"
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"

	"coopfield/store"
	"coopfield/store/scheme"
	"coopfield/store/vi"
	full "coopfield/tui/history"
	"coopfield/tui/keys"
	"coopfield/tui/page"
	"coopfield/tui/review"
)

// sheets is the tab of the assessments.
type sheets struct {
	m     *Model
	table *page.Table
	start *start // open dialog of a new sheet
	// wanted: the dialog was asked for while the record was being written; it
	// opens when the record has come.
	wanted bool
}

func newSheets(m *Model) *sheets {
	s := &sheets{m: m}
	s.table = page.NewTable(m.c, s.columns()...)
	return s
}

// stateWidth holds the longest state whole: "chốt, tỉnh đã nhận".
const stateWidth = 18

func (s *sheets) columns() []page.Column {
	w := s.m.c.Words.Coop.SheetCols
	return []page.Column{
		{Title: w["period"], Width: 8},
		{Title: w["points"], Width: 6, Right: true},
		{Title: w["rating"], Width: 16},
		{Title: w["state"], Min: stateWidth},
		{Title: w["occasion"], Width: 9, Drop: 2},
		{Title: w["scheme"], Width: 14, Drop: 1},
	}
}

func (s *sheets) refresh() {
	n := 0
	if s.m.card != nil {
		n = len(s.m.card.Assessments)
	}
	s.table.SetRows(n, s.row)
}

func (s *sheets) row(i int) []page.Cell {
	m, w, t := s.m, s.m.c.Words, s.m.c.Theme
	a := &m.card.Assessments[i]
	points, rating, style := standing(m.c, a.Summary)
	state, how := sheetState(m.c, a)
	if m.card.Typing[a.ID] {
		state = "~ " + w.Coop.States["typing"]
	}
	return []page.Cell{
		{Text: a.Period},
		{Text: points},
		{Text: rating, Style: &style},
		{Text: state, Style: &how},
		{Text: word(w.Coop.Occasions, a.Occasion), Style: &t.Dim},
		{Text: m.names.Scheme(a.Scheme), Style: &t.Dim},
	}
}

// standing is the points and the rating of a sheet; before it is complete it
// says how far it is instead of a rating.
func standing(c *page.Context, s store.Summary) (points, rating string, style lipgloss.Style) {
	w, t := c.Words, c.Theme
	points, rating, style = "–", "–", t.Dim
	if s.Known {
		points = vi.FormatPoints(s.Points)
	}
	switch {
	case s.Excluded != "":
		rating = w.Coop.States["excluded"]
	case s.Rating != "":
		rating, style = w.Coops.RatingName(s.Rating, ""), t.Rating(s.Rating)
	case s.Items > 0 && s.Done < s.Items:
		rating = fmt.Sprintf(w.Coop.Progress, s.Done, s.Items)
	}
	return points, rating, style
}

// sheetState says where a sheet is on its way: nháp, đã chốt, đã đóng gói,
// tỉnh đã nhận …
func sheetState(c *page.Context, a *store.ScoreRow) (string, lipgloss.Style) {
	w, t := c.Words.Coop.States, c.Theme
	switch {
	case a.Conflict:
		return t.Glyph.Up + " " + w["conflict"], t.Bad
	case a.State == store.Void:
		return w["void"], t.Dim
	case a.Returned:
		return "! " + w["returned"], t.Bad
	case a.Accepted:
		return t.Glyph.Check + " " + w["accepted"], t.Good
	case a.Got:
		return word(w, "short."+string(a.State)) + ", " + w["got"], t.Good
	case a.Sealed:
		return word(w, "short."+string(a.State)) + ", " + w["sealed"], t.Info
	case a.State == store.Final:
		return w["final"], t.Text
	}
	return "~ " + w["draft"], t.Warn
}

func word(m map[string]string, key string) string {
	if s, ok := m[key]; ok {
		return s
	}
	return key
}

// basis is the document that a scheme comes from, without its date and office.
func basis(s *scheme.Scheme) string {
	short, _, _ := strings.Cut(s.Basis, " ngày ")
	return short
}

// reviewed is the end of a decision on a sheet of the list.
type reviewed struct {
	id   string
	said string
	err  error
}

// here is the sheet under the cursor that the province may decide on, nil if it
// is none.
func (s *sheets) here() *store.ScoreRow {
	i := s.table.At()
	if i < 0 || s.m.card == nil || i >= len(s.m.card.Assessments) || s.m.desk.Me().Role != store.Province {
		return nil
	}
	return &s.m.card.Assessments[i]
}

// decidable reports whether the province may accept the sheet under the cursor or
// give it back: it is finalised, and no versions of it wait for a decision.
func (s *sheets) decidable() bool {
	a := s.here()
	return a != nil && a.State == store.Final && !a.Conflict
}

// decide accepts the sheet under the cursor or gives it back, after the person
// said so.
func (s *sheets) decide(accept bool) tea.Cmd {
	m, a, w := s.m, s.here(), &s.m.c.Words.Review
	switch {
	case a == nil:
		return page.Do(page.Toast{Text: w.NotProvince})
	case a.Conflict:
		return page.Do(page.Toast{Text: m.c.Words.Assess.Disputed, Level: page.Warn})
	case a.State != store.Final:
		return page.Do(page.Toast{Text: w.NotFinal})
	}
	points, rating, _ := standing(m.c, a.Summary)
	sheet := review.Sheet{ID: a.ID, Title: m.name(), Period: a.Period, Verdict: points + " " + rating}
	d, id := m.desk, a.ID
	if accept {
		return review.AskAccept(m.c, sheet, func() tea.Msg {
			return reviewed{id, w.Accepted, review.Accept(context.Background(), d, id)}
		})
	}
	return review.AskReturn(m.c, sheet, func(why string) tea.Cmd {
		return func() tea.Msg { return reviewed{id, w.Returned, review.Return(context.Background(), d, id, why)} }
	})
}

// decided follows a decision: the list is read anew.
func (s *sheets) decided(r reviewed) tea.Cmd {
	if r.err != nil {
		return page.Do(page.Fail{Err: plain(r.err)})
	}
	review.Keep(s.m.c, review.Unsent{ID: r.id})
	return tea.Batch(page.Do(page.Saved{At: s.m.c.Now()}), page.Do(page.Toast{Text: r.said, Level: page.Good}), s.m.read())
}

// plain takes out of err what a person is told.
func plain(err error) error {
	var e *store.Error
	if errors.As(err, &e) {
		return e
	}
	return err
}

func (s *sheets) press(p keys.Press) tea.Cmd {
	if s.table.Handle(p.Intent) {
		return nil
	}
	switch p.Intent {
	case keys.Finalise:
		return s.decide(true)
	case keys.Visit:
		return s.decide(false)
	case keys.History:
		if i := s.table.At(); i >= 0 {
			return full.Open(store.Assessment, s.m.card.Assessments[i].ID, nil)
		}
		return nil
	}
	if i := s.table.At(); p.Intent == keys.Open && i >= 0 {
		return page.Go("assess", s.m.card.Assessments[i].ID, nil)
	} else if p.Intent == keys.Open {
		return s.begin()
	}
	return nil
}
