package coop

import (
	"fmt"
	"strings"

	"coopfield/store"
	"coopfield/tui/otherwise"
	"coopfield/tui/page"
)

// lowHeight is the height below which a long name takes the line of the unit.
const lowHeight = 20

// sideWidth is the width from which the form has a panel beside it.
const sideWidth = 120

// View draws the card, the tabs and the open tab.
func (m *Model) View() string {
	w, t := m.c.Words.Coop, m.c.Theme
	head := append(m.viewCard(), m.viewTabs())
	height := max(m.height-len(head), 0)
	var body string
	switch {
	case m.failed:
		body = " " + t.Bad.Render("! "+page.Cut(t, w.Failed, m.width-4))
	case m.profile == nil:
		body = " " + t.Dim.Render(w.Loading)
	case m.tab == tabAssess:
		body = m.viewSheets(m.width, height)
	case m.tab == tabVisit:
		body = m.visits.view(m.width, height)
	case m.tab == tabConsult:
		body = m.advice.view(m.width, height)
	case m.tab == tabPilot:
		body = m.pilots.view(m.width, height)
	case m.tab == tabSupport:
		body = m.given.view(m.width, height)
	case m.tab == tabHistory:
		body = m.viewHistory(m.width, height)
	default:
		body = m.viewProfile(m.width, height)
	}
	out := page.Exact(strings.Join(head, "\n")+"\n"+page.Exact(body, m.width, height), m.width, m.height)
	if m.sheets.start != nil {
		box := m.sheets.start.view(m.sheets, m.width, m.height)
		return page.Overlay(out, box, m.startX(box), m.startY())
	}
	return out
}

func (m *Model) startX(box string) int {
	first, _, _ := strings.Cut(box, "\n")
	return max((m.width-page.Width(first))/2, 0)
}

// startY leaves room for the open list of schemes, so that the dialog does not
// jump when it opens.
func (m *Model) startY() int { return max((m.height-startHeight-2)/2, 0) }

// viewCard draws the name, whole where two lines hold it, and what identifies
// the cooperative.
func (m *Model) viewCard() []string {
	w, t := m.c.Words.Coop, m.c.Theme
	room := m.width - 2
	if m.profile == nil {
		return []string{" " + t.Title.Render(w.Title), "", ""}
	}
	p := m.profile
	name := page.Wrap(m.name(), room)
	if len(name) > 2 {
		name = []string{name[0], page.CutMiddle(t, strings.Join(name[1:], " "), room)}
	}
	dot := " " + t.Glyph.Dot + " "
	facts := []string{w.Enum("type", p.text("type"))}
	if tax := p.text("tax_code"); tax != "" {
		facts = append(facts, w.TaxCode+" "+tax)
	} else {
		facts = append(facts, w.NoTaxCode)
	}
	if s := p.text("status"); s != "" {
		facts = append(facts, w.Enum("status", s))
	}
	facts = append(facts, m.lastRating())
	line := " " + page.Cut(t, strings.Join(facts, dot), room)
	where := " " + t.Dim.Render(page.Cut(t, m.where(), room))
	var lines []string
	for _, n := range name {
		lines = append(lines, " "+t.Title.Render(n))
	}
	lines = append(lines, line)
	if len(name) == 1 || m.height >= lowHeight {
		lines = append(lines, where)
	}
	return lines
}

// where is the unit as on paper, and what it is called today.
func (m *Model) where() string {
	w, p := m.c.Words.Coop, m.profile
	units, id := m.desk.Units(), p.text("unit")
	u, ok := units.ByID(id)
	if !ok {
		return w.OnPaper + ": " + orEmpty(id, w.Empty)
	}
	s := w.OnPaper + ": " + units.Label(u)
	if now, err := units.Current(id, m.today()); err == nil && now.ID != u.ID {
		s += " " + m.c.Theme.Glyph.Dot + " " + w.Today + ": " + units.Label(now)
	}
	return s
}

func orEmpty(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// lastRating is the newest rating, with its period.
func (m *Model) lastRating() string {
	w := m.c.Words.Coop
	if m.card != nil {
		for i := range m.card.Assessments {
			a := &m.card.Assessments[i]
			if a.State == store.Void || a.Summary.Rating == "" {
				continue
			}
			points, rating, style := standing(m.c, a.Summary)
			return style.Render(rating) + " " + points + " (" + a.Period + ")"
		}
	}
	return w.NotRated
}

// viewTabs draws the line of tabs; the open one stands in brackets.
func (m *Model) viewTabs() string {
	w, t := m.c.Words.Coop, m.c.Theme
	counts := [tabs]int{}
	if m.card != nil {
		counts[tabAssess], counts[tabHistory] = len(m.card.Assessments), len(m.card.Recent)
		counts[tabVisit], counts[tabConsult] = len(m.visits.list), len(m.advice.list)
		counts[tabPilot], counts[tabSupport] = len(m.pilots.read.applied), len(m.given.rows)
	}
	note := ""
	if p := m.profile; p != nil && p.dirty {
		note = " ~ " + w.States["draft"] + " "
	}
	line := m.tabLine(counts, " ")
	if page.Width(line)+page.Width(note) >= m.width { // on a narrow terminal the names are enough
		line = m.tabLine([tabs]int{}, " ")
	}
	if page.Width(line)+page.Width(note) >= m.width {
		line = m.tabLine([tabs]int{}, "")
	}
	if note != "" && page.Width(line)+page.Width(note) >= m.width {
		note = "~"
	}
	fill := max(m.width-page.Width(line)-page.Width(note)-1, 0)
	return page.Pad(line+t.Border.Render(strings.Repeat(t.Glyph.Horizontal, fill))+t.Warn.Render(note)+t.Border.Render(t.Glyph.Horizontal), m.width)
}

// tabLine draws the names of the tabs with how much is in each, and room around
// those that are closed.
func (m *Model) tabLine(counts [tabs]int, room string) string {
	w, t := m.c.Words.Coop, m.c.Theme
	line := t.Glyph.Horizontal
	for i, name := range tabNames {
		label := w.Tabs[name]
		if counts[i] > 0 {
			label += " " + page.Count(counts[i])
		}
		if i == m.tab {
			style := t.Focus
			if m.profile != nil && m.profile.editing {
				style = t.Title
			}
			line += style.Render("[" + label + "]")
		} else {
			line += room + label + room
		}
		line += t.Border.Render(t.Glyph.Horizontal)
	}
	return line
}

// profileNotes stand above the form: why it may not be written, and what of it
// the province decided otherwise, field by field.
func (m *Model) profileNotes(width int) []string {
	w, t := m.c.Words.Coop, m.c.Theme
	var out []string
	if p := m.profile; p.denied != "" {
		out = append(out, " "+t.Warn.Render("! "+page.Cut(t, fmt.Sprintf(w.Denied, p.denied), width-4)))
	}
	for _, l := range otherwise.Notes(m.c, m.names, m.otherwise, width-1) {
		out = append(out, " "+t.Warn.Render(l))
	}
	return out
}

func (m *Model) viewProfile(width, height int) string {
	p := m.profile
	top := m.profileNotes(width)
	form, side := width, 0
	if width >= sideWidth && m.card != nil {
		side = width / 3
		form = width - side
	}
	body := p.form.View(form, max(height-len(top), 1))
	if side > 0 {
		body = page.Columns(body, m.viewSide(side, max(height-len(top), 1)))
	}
	return strings.Join(append(top, body), "\n")
}

// viewSide is the panels beside the form where there is room: the last periods
// and the newest changes.
func (m *Model) viewSide(width, height int) string {
	w, t := m.c.Words.Coop, m.c.Theme
	var sheets, ops []string
	for i := range m.card.Assessments {
		a := &m.card.Assessments[i]
		points, rating, style := standing(m.c, a.Summary)
		state, how := sheetState(m.c, a)
		sheets = append(sheets, " "+page.Pad(a.Period, 8)+page.PadLeft(points, 6)+"  "+style.Render(page.Pad(rating, 16))+how.Render(state))
	}
	for _, o := range m.card.Recent {
		ops = append(ops, " "+t.Dim.Render(m.moment(o.At))+"  "+page.Pad(word(w.OpKinds, string(o.OpKind)), 12)+" "+
			m.record(o))
	}
	upper := min(max(len(sheets)+2, 4), height/2)
	return page.Rows(
		page.Panel(t, w.Latest, strings.Join(sheets, "\n"), width, upper, false),
		page.Panel(t, w.Figures, strings.Join(ops, "\n"), width, height-upper, false),
	)
}

func (m *Model) viewSheets(width, height int) string {
	w, t := m.c.Words.Coop, m.c.Theme
	if m.sheets.table.Len() == 0 {
		return "\n " + t.Dim.Render(page.Cut(t, w.NoSheets, width-2))
	}
	return m.sheets.table.View(width, height, true)
}

// viewHistory draws the changes and, beside or below them, the chosen one.
func (m *Model) viewHistory(width, height int) string {
	w, t := m.c.Words.Coop, m.c.Theme
	if m.history.table.Len() == 0 {
		return "\n " + t.Dim.Render(page.Cut(t, w.NoHistory, width-2))
	}
	if width >= sideWidth {
		left := width * 3 / 5
		return page.Columns(m.history.table.View(left, height, !m.history.inside), m.history.panel(width-left, height))
	}
	upper := max(min(height/2, m.history.table.Len()+1), 3)
	return page.Rows(m.history.table.View(width, upper, !m.history.inside), m.history.panel(width, height-upper))
}

// Cursor is where the text cursor stands in the last View.
func (m *Model) Cursor() (x, y int, ok bool) {
	if st := m.sheets.start; st != nil {
		box := st.view(m.sheets, m.width, m.height)
		x, y, ok = st.form.Cursor()
		return x + m.startX(box) + 1, y + m.startY() + 1, ok
	}
	if m.profile == nil || !m.profile.editing || m.tab != tabProfile {
		return 0, 0, false
	}
	x, y, ok = m.profile.form.Cursor()
	y += len(m.viewCard()) + 1 + len(m.profileNotes(m.width))
	return x, y, ok && y < m.height
}
