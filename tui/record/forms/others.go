package forms

import (
	"context"
	"fmt"
	"slices"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/vi"
	"coopfield/tui/field"
	"coopfield/tui/page"
	"coopfield/tui/record"
)

var sprintf = fmt.Sprintf

// event is the form of a training, communication or study visit for many
// cooperatives (VII.1.đ, VII.5).
func (f *form) event(k *known) record.Layout {
	w := &f.c.Words.Record
	var types []field.Option
	for _, t := range f.d.SupportTypes() {
		if !t.Loan {
			types = append(types, field.Option{ID: t.ID, Label: t.Title})
		}
	}
	note := f.row("note")
	note.Lines = 2
	coops := k.doc.Sub("cooperatives")
	var order []string
	for id := range coops {
		order = append(order, id)
	}
	slices.SortFunc(order, func(a, b string) int { return vi.Compare(k.name(a), k.name(b)) })
	pick := slices.DeleteFunc(slices.Clone(k.coops), func(o field.Option) bool { return coops[o.ID] != nil })
	mark := record.Said{}
	if len(order) > 0 {
		mark.Text = page.Count(len(order))
	}
	return record.Layout{Sections: []record.Section{
		{ID: "event", Title: w.Titles["event"], Rows: []record.Row{
			f.pick(k, "type", types), f.row("on"), f.row("place"), f.row("participants"), f.row("cost"), f.pick(k, "source", f.entries(funding)),
			f.unit(), note,
		}},
		{ID: "cooperatives", Title: w.Attending, Mark: mark, Rows: []record.Row{{List: &record.List{
			Path: "cooperatives", Order: order, Empty: w.NoneAttending, Add: w.AddAttending, Pick: pick,
			Name: k.name,
			Item: func(id string, n int) []record.Row {
				return []record.Row{{ID: "coop." + id, Word: page.Count(n+1) + ". " + k.name(id)}}
			},
		}}}},
	}}
}

func (k *known) name(id string) string {
	if s := k.titles[id]; s != "" {
		return s
	}
	return id
}

// proposal is the form of a replication plan or a commendation (VI.3).
func (f *form) proposal(k *known) record.Layout {
	w := &f.c.Words.Record
	kind := k.doc.Text("type")
	period := f.row("period")
	period.Label, period.Width = w.Period, 20
	text := f.row("text")
	text.Lines = 5
	state := f.pick(k, "state", worded(w.ProposalStates, desk.ProposalDrafted, desk.ProposalSent, desk.ProposalSubmitted, desk.ProposalApproved, desk.ProposalRefused))
	state.Width = 28
	rows := []record.Row{f.row("type"), f.unit(), period}
	if kind == desk.ProposalCommendation {
		rows = append(rows, f.row("recipient.name"), f.row("recipient.type"))
	}
	rows = append(rows, f.pick(k, "cooperative", k.coops), f.pick(k, "model", f.entries(models)))
	if kind == desk.ProposalReplication {
		rows = append(rows, f.row("budget"))
	}
	if kind == desk.ProposalCommendation {
		rows = append(rows, f.row("form"), f.row("level"))
	}
	return record.Layout{Sections: []record.Section{{ID: "proposal", Title: w.Titles["proposal"], Rows: append(rows, state, f.row("decision_no"), text)}}}
}

// lookObstacle reads the day of the visit that raised an obstacle.
func (f *form) lookObstacle(ctx context.Context, k *known) error {
	if id := k.doc.Text("visit"); id != "" {
		r, err := f.d.Get(ctx, store.Visit, id)
		if err == nil {
			k.visit = r.Doc.Text("on")
		}
	}
	return nil
}

// obstacle is the form of an obstacle (VII.5): raised by a unit or cooperative,
// answered by the province. The words of one that a visit raised are the visit's.
func (f *form) obstacle(k *known) record.Layout {
	w := &f.c.Words.Record
	text := f.row("text")
	text.Lines = 4
	var rows []record.Row
	if id := k.doc.Text("visit"); id != "" {
		text.Denied = fmtDay(w.OfVisit, k.visit)
		rows = append(rows, record.Row{
			ID: "visit", Word: fmtDay(w.OfVisit, k.visit), Sign: f.c.Theme.Glyph.Sep,
			Press: func() tea.Cmd { return page.Go(string(store.Visit), id, nil) },
		})
	}
	var to []field.Option
	for _, p := range f.d.Programmes() {
		for _, o := range p.Offices {
			if !slices.ContainsFunc(to, func(x field.Option) bool { return x.ID == o.Title }) {
				to = append(to, field.Option{ID: o.Title, Label: o.Title})
			}
		}
	}
	if k.doc.Text("cooperative") == "" {
		rows = append(rows, f.unit())
	}
	answer := f.row("answer")
	answer.Lines = 4
	state := f.pick(k, "state", worded(w.ObstacleStates, desk.ObstacleOpen, desk.ObstacleAnswered, desk.ObstacleClosed, desk.ObstacleWithdrawn))
	state.Width = 28
	rows = append([]record.Row{text, f.row("raised_on"), f.pick(k, "to", to)}, append(rows, answer, f.row("answered_on"), state)...)
	if k.doc.Text("answer") != "" && k.doc.Text("answered_on") == "" && k.may["answer"] == "" {
		rows = append(rows, record.Row{ID: "today", Word: w.AnswerToday, Sign: "+", Press: func() tea.Cmd {
			return f.Put(desk.Edit{Path: "answered_on", Value: f.c.Now().Format(time.DateOnly)}, desk.Edit{Path: "state", Value: desk.ObstacleAnswered})
		}})
	}
	foot := []record.Said{}
	if days, ok := waits(k.doc, f.c.Now().Format(time.DateOnly)); ok {
		foot = append(foot, record.Said{Text: sprintf(w.Waits, days), Look: record.Warn})
	}
	return record.Layout{Foot: foot, Sections: []record.Section{{ID: "obstacle", Title: w.Titles["obstacle"], Rows: rows}}}
}

// waits is how many days an obstacle has waited for an answer; false for one that
// does not wait.
func waits(d store.Doc, today string) (int, bool) {
	switch d.Text("state") {
	case desk.ObstacleClosed, desk.ObstacleWithdrawn:
		return 0, false
	}
	if d.Text("answer") != "" || d.Text("answered_on") != "" || d.Text("raised_on") == "" {
		return 0, false
	}
	return vi.DaysBetween(d.Text("raised_on"), today)
}
