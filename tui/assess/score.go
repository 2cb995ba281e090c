package assess

import (
	"slices"
	"strings"

	"coopfield/store/scheme"
	"coopfield/tui/page"
)

// progress counts the criteria that have all their points.
func (m *Model) progress() (have, of int) {
	for _, c := range m.sheet.Result.Criteria {
		if c.Complete {
			have++
		}
	}
	return have, len(m.sheet.Result.Criteria)
}

// standing is the rating, or how far the sheet is: a rating is told only of a
// complete sheet.
func (m *Model) standing() string {
	t, w, r := m.c.Theme, &m.c.Words.Assess, m.sheet.Result
	switch {
	case r.Excluded != nil:
		return t.Title.Render(w.Excluded)
	case r.Rating != nil:
		return t.Rating(r.Rating.ID).Render(w.RatingName(r.Rating.ID, r.Rating.Title))
	}
	have, of := m.progress()
	text := t.Warn.Render(sprintf(w.SoFar, have, of))
	if r.Partial && have == of {
		text = t.Warn.Render(w.PartialLine)
	}
	return text
}

// gap is the way to the next band, "" if there is none.
func (m *Model) gap() string {
	w, r := &m.c.Words.Assess, m.sheet.Result
	switch {
	case r.Excluded != nil || r.Partial || len(m.sheet.Scheme.Ratings) == 0:
		return ""
	case r.Next == nil:
		return w.Best
	}
	return sprintf(w.ToNext, total(r.ToNext), w.RatingName(r.Next.ID, r.Next.Title))
}

// signs are the flags and the texts that do not count.
func (m *Model) signs() string {
	t := m.c.Theme
	n := 0
	for i := range m.sheet.Items {
		if m.sheet.Items[i].Flag {
			n++
		}
	}
	text := ""
	if n > 0 {
		text = t.Warn.Render(t.Glyph.Flag + page.Count(n))
	}
	if n := len(m.sheet.Raw); n > 0 {
		text += " " + t.Bad.Render(t.Glyph.Cross+page.Count(n))
	}
	if n := len(m.fallen()); n > 0 {
		text += " " + t.Bad.Render(t.Glyph.Down+page.Count(n))
	}
	return strings.TrimSpace(text)
}

// scoreLine is the result folded into one line: total, standing, bar, gap to
// the next band, flags. The bar takes what room is left; on the narrowest
// terminal the word behind the count goes first.
func (m *Model) scoreLine(width int) string {
	t, w, r := m.c.Theme, &m.c.Words.Assess, m.sheet.Result
	dot := " " + t.Glyph.Dot + " "
	if r.Excluded != nil {
		return page.Pad(" "+m.standing()+": "+page.Cut(t, r.Excluded.Title, width-page.Width(w.Excluded)-4), width)
	}
	head, standing := " "+t.Title.Render(total(r.Total))+" "+w.Points+dot, m.standing()
	var ends []string
	for _, s := range []string{m.gap(), m.signs()} {
		if s != "" {
			ends = append(ends, s)
		}
	}
	right := strings.Join(ends, dot)
	if page.Width(head+standing+dot+right) > width && r.Rating == nil {
		have, of := m.progress()
		standing = t.Warn.Render(sprintf(w.SoFarShort, have, of))
	}
	left := head + standing
	if room := width - page.Width(left) - page.Width(right) - 3; room >= 4 {
		return page.Pad(left+" "+page.Bar(t, int64(r.Total), int64(r.Max), min(room, 40))+" "+right, width)
	}
	if right != "" {
		left += dot + right
	}
	return page.Pad(page.Cut(t, left, width), width)
}

// drawScore draws the result as a panel: total, bands, groups and years.
func (m *Model) drawScore(width, height int) string {
	t, w, r := m.c.Theme, &m.c.Words.Assess, m.sheet.Result
	inner := width - 2
	var lines []string
	add := func(s string) { lines = append(lines, " "+page.Cut(t, s, inner-1)) }
	add(t.Title.Render(total(r.Total)) + "/" + points(r.Max) + " " + w.Points)
	add(m.standing())
	add(page.Bar(t, int64(r.Total), int64(r.Max), inner-2))
	if g := m.gap(); g != "" {
		add(g)
	}
	if s := m.signs(); s != "" {
		add(s)
	}
	if bands := m.sheet.Scheme.Ratings; len(bands) > 0 && r.Excluded == nil && !r.Partial {
		add("")
		add(t.Title.Render(w.Bands))
		for _, b := range bands {
			mark := " "
			if r.Rating != nil && r.Rating.ID == b.ID {
				mark = t.Glyph.Cursor
			}
			add(mark + page.Pad(t.Rating(b.ID).Render(w.RatingName(b.ID, b.Title)), 12) + sprintf(w.From, points(b.From)))
		}
	}
	add("")
	add(t.Title.Render(w.Groups))
	for _, g := range r.Groups {
		sum := points(g.Points) + "/" + points(g.Max)
		add(page.Pad(g.ID, 4) + page.Bar(t, int64(g.Points), int64(g.Max), max(inner-16, 4)) + page.PadLeft(sum, 9))
	}
	m.exitLines(add, inner)
	m.yearLines(add, inner)
	m.openLines(add, inner)
	if r.Todo > 0 || m.sheet.Drafted > 0 {
		add("")
	}
	if r.Todo > 0 {
		for _, l := range page.Wrap(sprintf(w.Todos, r.Todo), inner-2) {
			add(t.Dim.Render(l))
		}
	}
	if n := m.sheet.Drafted; n > 0 && m.editable() {
		for _, l := range page.Wrap(sprintf(w.Drafted, n), inner-2) {
			add(t.Dim.Render(l))
		}
	}
	return page.Panel(t, w.Result, strings.Join(lines, "\n"), width, height, false)
}

// openLines names the items that still need points or a reason.
func (m *Model) openLines(add func(string), inner int) {
	t, w := m.c.Theme, &m.c.Words.Assess
	var missing, reasons []string
	for i := range m.sheet.Items {
		it := &m.sheet.Items[i]
		if m.unanswered(it) && m.sheet.Result.Excluded == nil {
			missing = append(missing, it.ID)
		}
		if unexplained(it) {
			reasons = append(reasons, it.ID)
		}
	}
	for _, part := range []struct {
		word string
		ids  []string
	}{{w.Missing, missing}, {w.Reasons, reasons}, {w.Book.FallenList, m.fallen()}} {
		if len(part.ids) == 0 || !m.editable() {
			continue
		}
		add("")
		for _, l := range page.Wrap(sprintf(part.word, strings.Join(part.ids, " ")), inner-2) {
			add(t.Warn.Render(l))
		}
	}
}

// yearLines adds the totals of the years before and their course.
func (m *Model) yearLines(add func(string), inner int) {
	t, w, years := m.c.Theme, &m.c.Words.Assess, m.sheet.Years
	if len(years) == 0 {
		return
	}
	add("")
	add(t.Title.Render(w.YearsTitle))
	var course []int64
	for _, y := range slices.Backward(years) {
		text := "–"
		switch {
		case y.Summary.Excluded != "":
			text = w.Excluded
		case y.Summary.Known:
			text = total(scheme.Points(y.Summary.Points))
			course = append(course, y.Summary.Points)
			if id := y.Summary.Rating; id != "" {
				text += " " + t.Rating(id).Render(w.RatingName(id, id))
			}
		}
		add(y.Period + "  " + text)
	}
	course = append(course, int64(m.sheet.Result.Total))
	if len(course) > 2 && inner > 12 {
		add(page.Spark(t, course))
	}
}
