package coops

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/lipgloss"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/vi"
	"coopfield/tui/page"
)

// facetNames are the filters in the order of their list.
var facetNames = []string{"unit", "commune", "sheet", "rating", "type", "status", "field", "model"}

// sheetStates are the values of the facet "sheet", in order of the work.
var sheetStates = []string{"due", "none", "any", "unfinished", "complete", "returned", "final", "review", "accepted", "excluded", "conflict"}

// sortColumns are the orders that can be chosen.
var sortColumns = []string{"name", "reporting_unit", "unit", "type", "tax_code", "points", "rating", "status", "model"}

// score returns the sheet of a year, nil if there is none.
func score(e *desk.RegisterEntry, year string) *desk.Score {
	for i := len(e.Scores) - 1; i >= 0; i-- {
		if e.Scores[i].Period == year {
			return &e.Scores[i]
		}
	}
	return nil
}

// stateSign is the mark beside a state that says the same as its colour.
func (m *Model) stateSign(s *desk.Score) (sign string, style *lipgloss.Style) {
	t := m.c.Theme
	switch sheetState(s) {
	case "conflict":
		return t.Glyph.Up + " ", &t.Bad
	case "returned":
		return "! ", &t.Bad
	case "accepted":
		return t.Glyph.Check + " ", &t.Good
	}
	return "", &t.Dim
}

// sheetState says how far a sheet is, in one word: nháp, đã chốt, đã đóng gói,
// tỉnh đã nhận, chấp nhận, trả lại, lệch số liệu.
func sheetState(s *desk.Score) string {
	switch {
	case s == nil:
		return "none"
	case s.Conflict:
		return "conflict"
	case s.Excluded != "":
		return "excluded"
	case s.State == store.Final && s.Accepted:
		return "accepted"
	case s.State == store.Final && s.Got:
		return "got"
	case s.State == store.Final && s.Sealed:
		return "sealed"
	case s.State == store.Final:
		return "final"
	case s.Returned:
		return "returned"
	case s.Complete():
		return "complete"
	}
	return "unfinished"
}

// inSheet reports whether a cooperative is among those that a value of the
// facet "sheet" asks for, as the tasks of the desk count them: an excluded sheet
// that is not final waits for that too. "due" are the ones at work without a
// sheet.
func inSheet(e *desk.RegisterEntry, year, want string) bool {
	s := score(e, year)
	switch want {
	case "due":
		return s == nil && (e.Status == "active" || e.Status == "")
	case "none":
		return s == nil
	}
	if s == nil {
		return false
	}
	open := s.State == store.Draft
	switch want {
	case "any":
		return true
	case "unfinished":
		return open && !s.Returned && !s.Complete()
	case "complete":
		return open && !s.Returned && s.Complete()
	case "returned":
		return open && s.Returned
	case "final":
		return s.State == store.Final
	case "review":
		return s.State == store.Final && !s.Accepted && !s.Conflict
	case "accepted":
		return s.State == store.Final && s.Accepted
	case "excluded":
		return s.Excluded != ""
	case "conflict":
		return s.Conflict
	}
	return false
}

// match returns the rows that the search text and the facets leave, in order.
func (m *Model) match(facets map[string]string) []int {
	q := desk.RegisterQuery{
		Text: m.search.Value(), Unit: facets["unit"], Type: facets["type"], Field: facets["field"],
		Model: facets["model"], Rating: facets["rating"], Status: facets["status"],
	}
	if facets["commune"] != "" {
		q.Unit = facets["commune"] // lies in the reporting unit that was chosen before
	}
	rows := m.reg.Filter(q, m.sort)
	want := facets["sheet"]
	if want == "" {
		return rows
	}
	return slices.DeleteFunc(rows, func(i int) bool {
		return !inSheet(&m.reg.Rows[i], m.year, want)
	})
}

// columns are the columns of the table; the least needed go first where there
// is no room.
func (m *Model) columns() []page.Column {
	w := m.c.Words.Coops
	head := func(name string) string {
		s := w.Columns[name]
		if name == m.sort.Column {
			if m.sort.Desc {
				return s + m.c.Theme.Glyph.Down
			}
			return s + m.c.Theme.Glyph.Up
		}
		return s
	}
	// Where every cooperative is of one reporting unit its column says nothing.
	unit, sheet := 3, 4
	if m.oneUnit {
		unit, sheet = 11, 3
	}
	return []page.Column{
		{Title: head("name"), Min: 28, Middle: true},
		{Title: head("reporting_unit"), Width: 14, Middle: true, Drop: unit},
		{Title: head("unit"), Width: 18, Middle: true, Drop: 5},
		{Title: head("points"), Width: 6, Right: true},
		{Title: head("rating"), Width: 10, Drop: 1},
		{Title: head("spark"), Width: 6, Drop: 2},
		{Title: fmt.Sprintf(w.Columns["sheet"], m.year), Width: 14, Drop: sheet},
		{Title: head("type"), Width: 13, Drop: 6},
		{Title: head("tax_code"), Width: 13, Drop: 7},
		{Title: head("status"), Width: 14, Drop: 8},
		{Title: head("field"), Width: 12, Drop: 9},
		{Title: head("model"), Width: 20, Drop: 10},
	}
}

func (m *Model) row(i int) []page.Cell {
	w, t := m.c.Words, m.c.Theme
	e := &m.reg.Rows[m.shown[i]]
	name := e.Name
	if e.Conflict {
		name = t.Glyph.Up + " " + name
	}
	points, rating, style, spark := "–", "–", t.Dim, ""
	if s := e.Last(); s != nil {
		switch {
		case s.Excluded != "":
			rating = w.Coops.Excluded
		case s.Known && s.Rating != "":
			rating, style = w.Coops.RatingName(s.Rating, ""), t.Rating(s.Rating)
		}
		if s.Known {
			points = vi.FormatPoints(s.Points)
		}
		var known []int64
		for _, s := range e.Scores {
			if s.Known && s.Rating != "" {
				known = append(known, s.Points)
			}
		}
		spark = page.Spark(t, known)
	}
	s := score(e, m.year)
	sign, mark := m.stateSign(s)
	sheet := sign + w.Coops.Sheets[sheetState(s)]
	if s != nil && s.State == store.Draft && s.Excluded == "" && s.Done < s.Items {
		sheet += " " + strconv.Itoa(s.Done) + "/" + strconv.Itoa(s.Items)
	}
	cell := func(text string, s *lipgloss.Style) page.Cell { return page.Cell{Text: text, Style: s} }
	return []page.Cell{
		cell(name, nil), cell(place(e.ReportName), &t.Dim), cell(place(e.UnitName), &t.Dim), cell(points, nil), cell(rating, &style),
		cell(spark, &t.Info), cell(sheet, mark), cell(w.Coop.Enum("type", e.Type), &t.Dim), cell(e.TaxCode, &t.Dim),
		cell(w.Coop.Enum("status", e.Status), &t.Dim), cell(w.Coop.Enum("report_field", e.ReportField), &t.Dim), cell(e.Model, &t.Dim),
	}
}

// place is a unit without those it lies in, which the table has no room for.
func place(name string) string {
	s, _, _ := strings.Cut(name, ", ")
	return s
}

// sortNext moves the order to the column beside the present one.
func (m *Model) sortNext(n int) {
	i := slices.Index(sortColumns, m.sort.Column)
	i = (i + n + len(sortColumns)) % len(sortColumns)
	m.sort = desk.RegisterSort{Column: sortColumns[i]}
	m.narrow(m.hereID())
}
