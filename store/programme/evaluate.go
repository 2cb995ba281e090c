package programme

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"coopfield/store/scheme"
	"coopfield/store/vi"
)

// A Tick is what a person said of a condition, a priority, a ground or a paper.
type Tick struct {
	Given *bool // nil = nothing
	Note  string
}

// An Application is what an [Outcome] is found from.
type Application struct {
	// Values are the cooperative's fields and figures that are known, as
	// [Check.Holds] takes them. The variables of the application itself are added
	// by [Programme.Evaluate].
	Values map[string]any
	Model  string // id; "" = none is chosen yet
	// Profit is the profit in đồng by financial year, from the papers.
	Profit map[int]int64
	// Entry is the score of the entry assessment, nil while it is not complete in
	// the programme's column.
	Entry *scheme.Points
	// Dossier, Conditions and Priorities are ticks by id. The tick of a ground
	// stands under its own id in Priorities.
	Dossier, Conditions, Priorities map[string]Tick
}

// ProfitYears counts the financial years with a profit in a row, back from the
// newest year of the papers: a loss or a profit of nothing ends the row, and so
// does a year without papers. nil if there is no year at all.
//
// Source: Kế hoạch 1185/KH-UBND, III.2.a: "có lãi liên tục".
func ProfitYears(profit map[int]int64) *int {
	if len(profit) == 0 {
		return nil
	}
	n := 0
	for y := slices.Max(slices.Collect(maps.Keys(profit))); profit[y] > 0; y-- {
		n++
	}
	return &n
}

// Evaluate holds an application against the programme. A condition with a check
// is computed where everything that it asks for is known; otherwise, and without
// a check, the tick of a person says whether it is met. What nobody knows is
// unknown and never met.
//
// Source: Kế hoạch 1185/KH-UBND, III.2 (conditions, priorities) and VI.1.b (papers).
func (p *Programme) Evaluate(a Application) *Outcome {
	o := &Outcome{ProfitYears: ProfitYears(a.Profit), Entry: a.Entry}
	complete := Met
	for _, e := range p.Dossier {
		f := ticked(e.ID, e.Title, a.Dossier[e.ID])
		complete = both(complete, f.State)
		o.Dossier = append(o.Dossier, f)
	}
	values := p.values(a, o, complete)
	o.Eligible = Met
	for _, c := range p.Conditions {
		f := p.finding(c.ID, c.Title, c.Check, values, a.Conditions[c.ID])
		f.Why = p.more(f.Why, c.Check, a, o)
		o.Eligible = both(o.Eligible, f.State)
		o.Conditions = append(o.Conditions, f)
	}
	for _, c := range p.Priorities {
		f := p.finding(c.ID, c.Title, c.Check, values, a.Priorities[c.ID])
		f.Why = p.more(f.Why, c.Check, a, o)
		if len(c.Grounds) > 0 {
			grounds(&f, c.Grounds, a.Priorities)
		}
		if f.State == Met {
			o.PrioritiesMet++
		}
		o.Priorities = append(o.Priorities, f)
	}
	return o
}

// values adds what the application itself says.
func (p *Programme) values(a Application, o *Outcome, complete State) map[string]any {
	v := maps.Clone(a.Values)
	if v == nil {
		v = map[string]any{}
	}
	v[varModel] = ""
	if _, ok := p.Model(a.Model); ok {
		v[varModel] = a.Model
	}
	if o.ProfitYears != nil {
		v[varProfitYears] = float64(*o.ProfitYears)
	}
	if complete != Unknown {
		v[varDossier] = complete == Met
	}
	if o.Entry != nil {
		v[varEntryScore] = pointsValue(*o.Entry)
	}
	return v
}

// both is what two findings come to where both have to be met.
func both(a, b State) State {
	switch {
	case a == NotMet || b == NotMet:
		return NotMet
	case a == Unknown || b == Unknown:
		return Unknown
	}
	return Met
}

func ticked(id, title string, t Tick) Finding {
	f := Finding{ID: id, Title: title, State: Unknown, Given: t.Given, Note: t.Note}
	if t.Given != nil {
		f.State = NotMet
		if *t.Given {
			f.State = Met
		}
	}
	return f
}

// finding runs a check, if there is one and everything that it names is known.
func (p *Programme) finding(id, title string, c *Check, values map[string]any, t Tick) Finding {
	f := ticked(id, title, t)
	if c == nil {
		return f
	}
	for _, n := range c.Names {
		if _, ok := values[n]; !ok {
			f.Missing = append(f.Missing, n)
		}
	}
	f.Why = p.said(c.Names, values)
	if len(f.Missing) > 0 {
		why := "chưa tính được, chưa có: " + named(f.Missing)
		if f.Why != "" {
			why = f.Why + "; " + why
		}
		f.Why = why
		return f
	}
	holds, _, err := c.Holds(values)
	if err != nil {
		f.Why = "biểu thức của chương trình không tính được với số liệu này; " + f.Why
		return f
	}
	f.Computed, f.State = true, NotMet
	if holds {
		f.State = Met
	}
	return f
}

// more says in full what two variables rest on: which years had a profit, and
// which papers are not there.
func (p *Programme) more(why string, c *Check, a Application, o *Outcome) string {
	if c == nil {
		return why
	}
	if slices.Contains(c.Names, varProfitYears) && o.ProfitYears != nil {
		why += " (" + profitSpan(a.Profit, *o.ProfitYears) + ")"
	}
	if slices.Contains(c.Names, varDossier) {
		var lacking []string
		for _, d := range o.Dossier {
			if d.State != Met {
				lacking = append(lacking, lower(d.Title))
			}
		}
		switch n := len(lacking); {
		case n > 2: // the list of papers says which
			why += fmt.Sprintf(" (còn %d giấy tờ chưa có)", n)
		case n > 0:
			why += fmt.Sprintf(" (còn %d giấy tờ chưa có: %s)", n, strings.Join(lacking, "; "))
		}
	}
	return why
}

// profitSpan says which years had a profit and what ended the row.
func profitSpan(profit map[int]int64, n int) string {
	newest := slices.Max(slices.Collect(maps.Keys(profit)))
	first := newest - n + 1
	span := ""
	switch n {
	case 0:
	case 1:
		span = fmt.Sprintf("năm %d; ", newest)
	default:
		span = fmt.Sprintf("năm %d đến %d; ", first, newest)
	}
	before, there := profit[first-1]
	switch {
	case !there:
		return span + fmt.Sprintf("năm %d chưa có số liệu", first-1)
	case before == 0:
		return span + fmt.Sprintf("năm %d không có lãi", first-1)
	}
	return span + fmt.Sprintf("năm %d lỗ %s đồng", first-1, vi.FormatInt(-before))
}

// grounds gives a priority that rests on one of several grounds its state: the
// grounds decide once a person has said something of one of them, otherwise the
// tick of the priority itself.
func grounds(f *Finding, list []Entry, ticks map[string]Tick) {
	said, state := false, NotMet
	for _, g := range list {
		x := ticked(g.ID, g.Title, ticks[g.ID])
		said = said || x.Given != nil
		switch {
		case x.State == Met:
			state = Met
		case x.State == Unknown && state != Met:
			state = Unknown
		}
		f.Grounds = append(f.Grounds, x)
	}
	if said {
		f.State = state
	}
}
