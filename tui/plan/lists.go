package plan

import (
	"slices"

	"coopfield/store/desk"
	"coopfield/store/vi"
	"coopfield/tui/field"
	"coopfield/tui/page"
	"coopfield/tui/record"
)

func (s *screen) actionsSection() record.Section {
	w, v := &s.c.Words.Plan, s.v
	x := record.Section{ID: "actions"}
	done := 0
	for i := range v.Actions {
		if !v.Actions[i].Standing.Open {
			done++
		}
	}
	x.Mark = record.Said{Text: page.Count(done) + "/" + page.Count(len(v.Actions))}
	if slices.ContainsFunc(v.Actions, func(l desk.PlanLine) bool { return l.Overdue }) {
		x.Mark.Look = record.Warn
	}
	x.Rows = append(x.Rows, record.Row{List: &record.List{
		Path: "actions", Add: w.AddAction, Empty: w.NoActions, Item: s.actionRows,
		Name: func(id string) string {
			if l := s.line(id); l != nil {
				return l.Text
			}
			return ""
		},
	}})
	if v.ActionsSum > 0 {
		x.Rows = append(x.Rows, record.Row{Head: true}, record.Row{Label: w.ActionsSum, Say: record.Text(vi.FormatMoney(v.ActionsSum))})
	}
	return x
}

// line is an action as it was read, nil for one that is just begun.
func (s *screen) line(id string) *desk.PlanLine {
	for i := range s.v.Actions {
		if s.v.Actions[i].ID == id {
			return &s.v.Actions[i]
		}
	}
	return nil
}

func (s *screen) actionRows(id string, n int) []record.Row {
	w, p := &s.c.Words.Plan, "actions."+id+"."
	rows := []record.Row{
		{Head: true, Label: sprintf(w.Action, n+1)},
		{Path: p + "type", Label: w.Fields["type"], Choices: s.types(id)},
		{Path: p + "text", Label: w.Fields["text"], Lines: 2},
		{Path: p + "who", Label: w.Fields["who"]},
		{Label: w.Fields["days"], Cells: []record.Row{{Path: p + "from"}, {Path: p + "to"}}},
		{Path: p + "cost", Label: w.Fields["cost"], Money: true, Width: 22},
		{Path: p + "state", Label: w.Fields["state"], Choices: s.states()},
	}
	l := s.line(id)
	if l == nil || l.Standing.State == "" && !l.Overdue {
		return rows
	}
	said := record.Said{Text: w.Followed[l.Standing.State]}
	due := w.Due
	switch {
	case l.Overdue:
		due, said.Look = w.Late, record.Bad
	case !l.Standing.Open:
		said.Look = record.Good
	}
	if l.Standing.Due != "" && l.Standing.Open {
		if said.Text != "" {
			said.Text += ", "
		}
		said.Text += sprintf(due, vi.FormatDate(l.Standing.Due))
	}
	return append(rows, record.Row{Label: w.Fields["followed"], Say: []record.Said{said}})
}

// types are the actions of the programme; what a plan says already may stay.
func (s *screen) types(id string) []field.Option {
	out := []field.Option{}
	if p := s.v.Programme; p != nil {
		for _, a := range p.Actions {
			out = append(out, field.Option{ID: a.ID, Label: a.Title})
		}
	}
	if l := s.line(id); l != nil && l.Type != "" && !slices.ContainsFunc(out, func(o field.Option) bool { return o.ID == l.Type }) {
		out = append(out, field.Option{ID: l.Type, Label: l.TypeTitle})
	}
	return out
}

func (s *screen) states() []field.Option {
	w := &s.c.Words.Plan
	out := make([]field.Option, 0, len(w.States))
	for _, id := range []string{"done", "partly", "not_done"} {
		out = append(out, field.Option{ID: id, Label: w.States[id]})
	}
	return out
}

// fundingSection is the money by source and year, planned and spent, with the
// sums of the years above.
func (s *screen) fundingSection() record.Section {
	w, v := &s.c.Words.Plan, s.v
	x := record.Section{ID: "funding"}
	if v.Planned > 0 {
		x.Mark.Text = page.Count(int(v.Spent*100/v.Planned)) + " %"
		if v.Spent > v.Planned {
			x.Mark.Look = record.Warn
		}
	}
	heads := []string{w.Heads["planned"], w.Heads["spent"]}
	sums := func(label string, planned, spent int64) record.Row {
		said := record.Said{Text: vi.FormatInt(spent)}
		if spent > planned {
			said.Look = record.Warn
		}
		return record.Row{Label: label, Cells: []record.Row{{Say: record.Text(vi.FormatInt(planned))}, {Say: []record.Said{said}}}}
	}
	x.Rows = append(x.Rows, record.Row{Label: w.YearSums, Heads: heads})
	for _, y := range v.Years {
		x.Rows = append(x.Rows, sums(y.Year, y.Planned, y.Spent))
	}
	x.Rows = append(x.Rows, sums(w.Sum, v.Planned, v.Spent))
	for i := range v.Funding {
		l := &v.Funding[i]
		x.Rows = append(x.Rows, record.Row{Head: true, Label: l.Title}, record.Row{Heads: heads})
		for _, y := range v.Years {
			p := "funding." + l.Source + "." + y.Year + "."
			x.Rows = append(x.Rows, record.Row{ID: p, Label: y.Year, Cells: []record.Row{
				{Path: p + "planned", Label: w.Heads["planned"], Money: true, Beside: l.Title}, {Path: p + "spent", Label: w.Heads["spent"], Money: true, Beside: l.Title},
			}})
		}
		x.Rows = append(x.Rows, sums(w.Sum, l.Planned, l.Spent))
	}
	return x
}
