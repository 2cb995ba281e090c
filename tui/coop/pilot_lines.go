package coop

import (
	"fmt"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/programme"
	"coopfield/store/scheme"
	"coopfield/store/vi"
	full "coopfield/tui/history"
	"coopfield/tui/page"
)

// application adds one application, with the plan and the exit rule of a pilot.
func (p *pilots) application(r *desk.RegistrationRow) {
	w, c := &p.m.c.Words.Pilot, p.m.c
	p.pile = append(p.pile, entry{rule: p.title(r.Programme)})
	var parts []string
	add := func(s string) { parts = append(parts, s) }
	if r.SubmittedOn != "" {
		add(fmt.Sprintf(w.Submitted, vi.FormatDate(r.SubmittedOn)))
	}
	if r.Model != "" {
		add(fmt.Sprintf(w.Model, r.Model))
	}
	sign, style := p.state(r.Eligible)
	add(sign + " " + w.Eligible[string(r.Eligible)])
	if r.Entry.Points != nil && r.Entry.Complete {
		add(fmt.Sprintf(w.Entry, vi.FormatPoints(int64(*r.Entry.Points))))
	}
	if r.Typing {
		add("~ " + w.Typing)
	}
	if r.Conflict {
		add("! " + w.Conflict)
		style = c.Theme.Bad
	}
	p.pile = append(p.pile, entry{
		label: w.Application, style: style, text: p.join(parts), open: page.Go("registration", r.ID, nil), history: full.Open(store.Registration, r.ID, nil),
	})
	p.decided(w.District, &r.District, "")
	p.decided(w.Province, &r.Province, r.SentOn)
	for i := range p.read.pilots {
		if p.read.pilots[i].Registration == r.ID {
			p.pilot(r, &p.read.pilots[i])
		}
	}
}

// decided says what the district or the province decided.
func (p *pilots) decided(who string, d *desk.DecisionSet, sent string) {
	w, t := &p.m.c.Words.Pilot, p.m.c.Theme
	if d.Result == "" && d.No == "" && d.On == "" && sent == "" {
		p.say(t.Dim, who, w.Undecided)
		return
	}
	style := t.Text
	var parts []string
	switch d.Result {
	case desk.ResultChosen:
		parts, style = append(parts, t.Glyph.Check+" "+w.Results[d.Result]), t.Good
	case desk.ResultRefused:
		parts, style = append(parts, t.Glyph.Cross+" "+w.Results[d.Result]), t.Bad
	}
	if d.No != "" {
		parts = append(parts, fmt.Sprintf(w.No, d.No))
	}
	if d.On != "" {
		parts = append(parts, vi.FormatDate(d.On))
	}
	if sent != "" {
		parts = append(parts, fmt.Sprintf(w.Sent, vi.FormatDate(sent)))
	}
	if d.Note != "" {
		parts = append(parts, d.Note)
	}
	p.say(style, who, p.join(parts))
}

// pilot adds the plan of a pilot and what it still lacks.
func (p *pilots) pilot(r *desk.RegistrationRow, x *desk.Pilot) {
	w, t := &p.m.c.Words.Pilot, p.m.c.Theme
	if x.Plan == "" {
		p.pile = append(p.pile, entry{label: w.Plan, style: t.Warn, text: "! " + w.NoPlan, open: page.Go("plan", "", page.Args{"coop": p.m.id, "programme": r.Programme})})
	} else {
		p.pile = append(p.pile, entry{
			label: w.Plan, style: t.Text, text: p.join(p.plan(x)), open: page.Go("plan", x.Plan, nil), history: full.Open(store.Plan, x.Plan, nil),
		})
	}
	if x.Baseline != nil && x.Baseline.Total != nil {
		p.say(t.Dim, "", fmt.Sprintf(w.Baseline, vi.FormatPoints(int64(*x.Baseline.Total)), x.Baseline.Period))
	}
	head, style := "! "+fmt.Sprintf(w.Lacks, len(x.Lacks)), t.Warn
	if len(x.Lacks) == 0 {
		head, style = t.Glyph.Check+" "+w.Ready, t.Good
	}
	e := entry{label: w.Stage, style: style, text: head}
	if x.Latest != nil {
		e.text += ", " + fmt.Sprintf(w.BySheet, x.Latest.Period)
		e.open = page.Go("assess", x.Latest.Assessment, nil)
	}
	p.pile = append(p.pile, e)
	for _, s := range x.Lacks {
		p.say(t.Bad, "", t.Glyph.Cross+" "+s)
	}
	if x.Latest != nil && x.Latest.Exit != nil {
		p.criteria(x.Latest.Exit)
	}
}

// plan says where a plan stands.
func (p *pilots) plan(x *desk.Pilot) []string {
	w := &p.m.c.Words.Pilot
	parts := []string{p.m.names.Value(store.Plan, "status", orEmpty(x.PlanStatus, desk.PlanDrafted))}
	if x.ApprovedNo != "" {
		parts = append(parts, fmt.Sprintf(w.No, x.ApprovedNo), vi.FormatDate(x.ApprovedOn))
	}
	if x.Actions > 0 {
		s := fmt.Sprintf(w.Actions, x.ActionsDone, x.Actions)
		if x.ActionsOverdue > 0 {
			s += ", " + fmt.Sprintf(w.Overdue, x.ActionsOverdue)
		}
		parts = append(parts, s)
	}
	if x.Planned > 0 || x.Spent > 0 {
		parts = append(parts, fmt.Sprintf(w.Money, vi.FormatInt(x.Spent), vi.FormatInt(x.Planned)))
	}
	if x.Supported > 0 {
		parts = append(parts, fmt.Sprintf(w.Supported, vi.FormatInt(x.Supported)))
	}
	return parts
}

// criteria lists the criteria that the plan names, against the baseline.
func (p *pilots) criteria(e *programme.Exit) {
	w, t := &p.m.c.Words.Pilot, p.m.c.Theme
	for i := range e.Criteria {
		c := &e.Criteria[i]
		if !c.Named {
			continue
		}
		points := func(n *scheme.Points) string {
			if n == nil {
				return "–"
			}
			return vi.FormatPoints(int64(*n))
		}
		s := fmt.Sprintf(w.Criterion, c.ID, points(c.Was), points(c.Now))
		if c.Target != nil {
			s += ", " + fmt.Sprintf(w.Target, points(c.Target))
		}
		if c.Cause != "" {
			s += ": " + c.Cause
		}
		sign, style := p.state(c.State)
		if c.State == programme.NotMet {
			sign, style = t.Glyph.Down, t.Bad
		}
		p.say(style, "", sign+" "+s)
	}
}

func (p *pilots) obstacle(o *desk.ObstacleLine) {
	w, t := &p.m.c.Words.Pilot, p.m.c.Theme
	text, style := o.Text, t.Dim
	switch {
	case o.Waiting:
		text, style = "! "+text+" ("+fmt.Sprintf(w.Waits, o.Waits)+")", t.Warn
	case o.Answer != "":
		text = t.Glyph.Check + " " + text + ": " + o.Answer
	default:
		text += " (" + p.m.c.Words.Record.ObstacleStates[orEmpty(o.State, desk.ObstacleOpen)] + ")"
	}
	p.pile = append(p.pile, entry{
		label: vi.FormatDate(o.RaisedOn), style: style, text: text, open: page.Go("record", o.ID, page.Args{"kind": string(store.Obstacle)}),
		history: full.Open(store.Obstacle, o.ID, nil),
	})
}
