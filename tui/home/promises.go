package home

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/vi"
	"coopfield/tui/page"
)

// overdueItems lists what somebody was to do by a day that is past, first what
// is late the longest. Enter opens the visit or consultation that follows it up.
func (m *Model) overdueItems() []item {
	if m.overdue == nil || m.overdue.Overdue == 0 {
		return nil
	}
	w, th := m.c.Words.Home, m.c.Theme
	head := w.Overdue
	if m.desk.Me().Role == store.Advisor {
		head = w.OverdueKept
	}
	out := []item{{key: "overdue", sign: "!", style: th.Bad, head: fmt.Sprintf(head, page.Count(m.overdue.Overdue))}}
	for i := range m.overdue.Items {
		it := &m.overdue.Items[i]
		if i == 0 {
			out[0].open = follow(it)
		}
		if i == m.shown() {
			break
		}
		out = append(out, item{
			key: "overdue" + it.Record + it.Item, style: th.Text, entry: true, open: follow(it),
			head: it.CoopName, sub: m.date(it.Due) + " " + th.Glyph.Dot + " " + it.Text,
		})
	}
	return out
}

// date is a civil date, without its year if that is the present one.
func (m *Model) date(day string) string {
	s := vi.FormatDate(day)
	return strings.TrimSuffix(s, m.c.Now().Format("/2006"))
}

// follow begins what follows an item up; one that was begun today is gone on
// with.
func follow(it *desk.OpenItem) tea.Cmd {
	args := page.Args{"coop": it.Cooperative}
	switch it.Kind {
	case store.Consultation:
		return page.Go(string(store.Consultation), "", args)
	case store.Plan:
		args["purpose"] = desk.VisitPlanCheck
	default:
		args["purpose"] = desk.VisitFollowUp
	}
	return page.Go(string(store.Visit), "", args)
}

// meetingItems lists the appointments of consultations, those that were missed
// first. Enter begins the consultation.
func (m *Model) meetingItems() []item {
	if len(m.meetings) == 0 {
		return nil
	}
	w, th := m.c.Words.Home, m.c.Theme
	begin := func(a *desk.Appointment) tea.Cmd {
		return page.Go(string(store.Consultation), "", page.Args{"coop": a.Cooperative})
	}
	first := &m.meetings[0]
	out := []item{{key: "meetings", sign: ">", style: th.Text, head: fmt.Sprintf(w.Meetings, page.Count(len(m.meetings))), open: begin(first)}}
	for i := range m.meetings {
		if i == m.shown() {
			break
		}
		a := &m.meetings[i]
		out = append(out, item{
			key: "meeting" + a.Consultation, style: th.Text, entry: true, open: begin(a), head: a.CoopName,
			sub: m.date(a.On) + " " + th.Glyph.Dot + " " + m.days(a.Days),
		})
	}
	return out
}
