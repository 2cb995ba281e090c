package home

import (
	"context"
	"fmt"
	"strconv"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/vi"
	"coopfield/tui/keys"
	"coopfield/tui/page"
	"coopfield/tui/programme"
)

// programmeTask says what of a programme waits for this person (Kế hoạch
// 1185/KH-UBND, VI): candidates to decide on, plans to approve, pilots that still
// lack something. Enter opens the list, or the record if it is the only one.
func (m *Model) programmeTask(t *desk.Task, it *item) {
	w, th := m.c.Words.Home, m.c.Theme
	tab := "pilots"
	switch t.What {
	case desk.TaskCandidates:
		it.head, tab = fmt.Sprintf(w.Candidates, page.Count(t.N)), "candidates"
	case desk.TaskPlans:
		it.head = fmt.Sprintf(w.Plans, page.Count(t.N))
	default:
		it.sign, it.style, it.head = "~", th.Warn, fmt.Sprintf(w.PilotsLack, page.Count(t.N))
	}
	if t.N > 1 || t.What == desk.TaskPilots {
		it.open = programmeAt(tab, "")
	}
}

// programmeAt opens a tab of the programme's page.
func programmeAt(tab, programme string) tea.Cmd {
	args := page.Args{"tab": tab}
	if programme != "" {
		args["programme"] = programme
	}
	return page.Go("programme", "", args)
}

// soon is how many days before its last one a deadline is drawn as near.
const soon = 14

// deadline says by when something is due, before a day or on it, how many days
// are left, and how many are still waited for. One of a scheme opens the sheets,
// one of a programme its days.
func (m *Model) deadline(t *desk.Task, it item, sheets tea.Cmd) item {
	w, th := m.c.Words.Home, m.c.Theme
	it.key += t.Programme + t.Title + t.Due
	it.head, it.open = t.Title, sheets
	if t.Programme != "" {
		it.open = programmeAt("deadlines", t.Programme)
	}
	due := w.Due
	if t.Before {
		due = w.DueBefore
	}
	it.sub = fmt.Sprintf(due, vi.FormatDate(t.Due)) + " " + th.Glyph.Dot + " " + m.days(t.Days)
	if t.All > 0 && m.desk.Me().Role == store.Province {
		it.head += " (" + fmt.Sprintf(w.DueOpen, strconv.Itoa(t.Open), strconv.Itoa(t.All)) + ")"
	}
	switch {
	case t.Days < 0:
		it.sign, it.style = "!", th.Bad
	case t.Days <= soon:
		it.style = th.Warn
	}
	return it
}

// pilots reads the pilots of the programme that runs, of this person alone but at
// the province; nil while no programme is held.
func pilots(ctx context.Context, d source, today string) (*desk.PilotBoard, error) {
	id := programme.Current(d.Programmes(), today)
	if id == "" {
		return nil, nil
	}
	return d.Pilots(ctx, desk.PilotQuery{Programme: id, Mine: d.Me().Role != store.Province})
}

// programmeHeight is the height of the programme's panel.
const programmeHeight = 5

// hasProgramme reports whether there is something to say of a programme.
func (m *Model) hasProgramme() bool {
	if m.pilots == nil || m.board == nil {
		return false
	}
	for i := range m.board.Tasks {
		if m.board.Tasks[i].What == desk.TaskCandidates {
			return true
		}
	}
	return len(m.pilots.Rows) > 0
}

// viewProgramme says how many pilots there are, who may leave the second stage,
// and how the money stands.
func (m *Model) viewProgramme(width int) []string {
	w, t, b := m.c.Words.Home, m.c.Theme, m.pilots
	var planned, spent int64
	for i := range b.Rows {
		planned, spent = planned+b.Rows[i].Planned, spent+b.Rows[i].Spent
	}
	head := fmt.Sprintf(w.Pilots, len(b.Rows), b.Ready)
	if m.desk.Me().Role == store.Province && b.Programme != nil {
		head = fmt.Sprintf(w.PilotsOf, len(b.Rows), b.Programme.PilotsMin, b.Ready)
	}
	return []string{
		" " + page.Cut(t, head, width-2),
		" " + page.Cut(t, fmt.Sprintf(w.PilotsMoney, programme.Million(spent), programme.Million(planned)), width-2),
		" " + t.Key.Render(keys.Label(keys.Programme)) + t.Dim.Render(" "+w.KeyProgramme),
	}
}
