package desk

import (
	"cmp"
	"slices"
	"strconv"

	"coopfield/store"
	"coopfield/store/programme"
)

// build lays the document out for the screen.
func (v *PlanView) build() {
	v.Status, v.Held = v.Doc.Text("status"), planHeld(v.Doc)
	if v.Baseline != nil {
		v.Baseline.Improve = improved(v.Doc)
	}
	against := v.against()
	v.Criteria = criteriaOf(v.scheme, against)
	if v.Latest != nil && v.latest != nil {
		v.Latest.Exit = v.Programme.Exit(v.latest, against, v.cause)
	}
	v.Actions = planLines(v.Doc, v.Programme, v.standings, v.today)
	v.ActionsSum = 0
	for _, l := range v.Actions {
		if l.Cost != nil {
			v.ActionsSum += *l.Cost
		}
	}
	v.fund()
	v.copies()
	v.Gaps = append(formGaps(store.Plan, v.Doc, v.Raw), v.approvalGaps()...)
	v.Lacks = stageLacks(v.Doc, v.Baseline, v.Latest)
}

// against is what the plan holds sheets against.
func (v *PlanView) against() programme.Baseline {
	if v.Baseline != nil {
		return v.Baseline.rule()
	}
	return programme.Baseline{Improve: improved(v.Doc)}
}

// planLines are the actions of a plan by their days.
func planLines(plan store.Doc, p *programme.Programme, standings map[string]store.Standing, today string) []PlanLine {
	var out []PlanLine
	actions := plan.Sub("actions")
	for _, id := range sortedKeys(actions) {
		a := actions.Sub(id)
		l := PlanLine{
			ID: id, Type: a.Text("type"), TypeTitle: a.Text("type"), Text: a.Text("text"), Who: a.Text("who"), From: a.Text("from"), To: a.Text("to"),
			State: a.Text("state"),
		}
		if n, ok := a.Int("cost"); ok {
			l.Cost = &n
		}
		if p != nil {
			if e, ok := p.Action(l.Type); ok {
				l.TypeTitle = e.Title
			}
		}
		s, followed := standings[id]
		if !followed {
			s = store.Stand(l.To, store.PromiseSaid(store.Plan, a))
		}
		l.Standing = s
		l.Overdue = s.Open && s.Due != "" && s.Due < today
		out = append(out, l)
	}
	slices.SortStableFunc(out, func(a, b PlanLine) int {
		return cmp.Or(boolFirst(a.From != "", b.From != ""), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// fund lays the money out by source and year, with its sums.
func (v *PlanView) fund() {
	v.Funding, v.Years, v.Planned, v.Spent = nil, nil, 0, 0
	given := v.Doc.Sub("funding")
	add := func(id, title string) {
		l := FundLine{Source: id, Title: title, Years: map[string]Money{}}
		of := given.Sub(id)
		for _, year := range sortedKeys(of) {
			var m Money
			if n, ok := of.Int(year + ".planned"); ok {
				m.Planned = &n
				l.Planned += n
			}
			if n, ok := of.Int(year + ".spent"); ok {
				m.Spent = &n
				l.Spent += n
			}
			l.Years[year] = m
		}
		v.Planned, v.Spent = v.Planned+l.Planned, v.Spent+l.Spent
		v.Funding = append(v.Funding, l)
	}
	if v.Programme != nil {
		for _, s := range v.Programme.Funding {
			add(s.ID, s.Title)
		}
	}
	for _, id := range sortedKeys(given) {
		if !slices.ContainsFunc(v.Funding, func(l FundLine) bool { return l.Source == id }) {
			add(id, id)
		}
	}
	for _, year := range v.fundYears() {
		s := YearSum{Year: year}
		for _, l := range v.Funding {
			m := l.Years[year]
			s.Planned, s.Spent = s.Planned+orZero(m.Planned), s.Spent+orZero(m.Spent)
		}
		v.Years = append(v.Years, s)
	}
}

func orZero(n *int64) int64 {
	if n == nil {
		return 0
	}
	return *n
}

// fundYears are the years of the programme's stages and those of the money.
func (v *PlanView) fundYears() []string {
	var years []string
	first, last := "", ""
	if v.Programme != nil {
		for _, s := range v.Programme.Stages {
			if s.From != "" && (first == "" || s.From < first) {
				first = s.From
			}
			last = max(last, s.To)
		}
	}
	if len(first) >= 4 && len(last) >= 4 {
		from, _ := strconv.Atoi(first[:4])
		to, _ := strconv.Atoi(last[:4])
		for y := from; y <= to; y++ {
			years = append(years, strconv.Itoa(y))
		}
	}
	for _, l := range v.Funding {
		years = append(years, sortedKeys(l.Years)...)
	}
	slices.Sort(years)
	return slices.Compact(years)
}

// copies lists who gets the plan.
func (v *PlanView) copies() {
	v.Copies = nil
	sent := v.Doc.Sub("sent_to")
	if v.Programme != nil {
		for _, o := range v.Programme.Offices {
			v.Copies = append(v.Copies, PlanCopy{Office: o.ID, Title: o.Title, On: sent.Text(o.ID)})
		}
	}
	for _, id := range sortedKeys(sent) {
		if !slices.ContainsFunc(v.Copies, func(c PlanCopy) bool { return c.Office == id }) {
			v.Copies = append(v.Copies, PlanCopy{Office: id, Title: id, On: sent.Text(id)})
		}
	}
}
