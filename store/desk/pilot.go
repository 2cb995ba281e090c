package desk

import (
	"bytes"
	"cmp"
	"context"
	"slices"

	"coopfield/store"
	"coopfield/store/programme"
	"coopfield/store/vi"
)

// Pilots returns the cooperatives that the province chose for a programme, with
// their plans, money and newest sheets against the exit rule. It reads the
// applications of the programme and what hangs on the chosen ones, nothing of
// other cooperatives.
//
// Errors: those of the programme: NotFound; Usage where "" could be several.
//
// Source: Kế hoạch 1185/KH-UBND, VI.1.c, VI.2.
func (d *Desk) Pilots(ctx context.Context, q PilotQuery) (*PilotBoard, error) {
	var out *PilotBoard
	err := d.view(ctx, func(w *work) (err error) {
		out, err = w.pilots(q)
		return err
	})
	return out, err
}

// Pilot returns a cooperative as pilot, once for each programme that the province
// chose it for; none for any other cooperative.
func (d *Desk) Pilot(ctx context.Context, coop string) ([]Pilot, error) {
	var out []Pilot
	err := d.view(ctx, func(w *work) error {
		chosen, err := w.chosenOf(coop)
		if err != nil {
			return err
		}
		typed, err := w.typedSheets()
		if err != nil {
			return err
		}
		for _, r := range chosen {
			p := w.cat.programmes()[r.Doc.Text("programme")]
			if p == nil {
				continue // of a pack that is not held yet
			}
			one, err := w.pilot(p, r, typed)
			if err != nil {
				return err
			}
			out = append(out, *one)
		}
		return nil
	})
	return out, err
}

func (w *work) pilots(q PilotQuery) (*PilotBoard, error) {
	p, err := w.cat.programmeNamed(q.Programme)
	if err != nil {
		return nil, err
	}
	if q.Unit, err = w.unitNamed(q.Unit); err != nil {
		return nil, err
	}
	lie := newPlaces(w.cat.units)
	out := &PilotBoard{Programme: p}
	if sc, err := w.cat.scheme(p.Scheme, 0); err == nil {
		out.Criteria = criteriaOf(sc, programme.Baseline{})
	}
	rq, any, err := w.pilotQuery(p, q)
	if err != nil || !any {
		return out, err
	}
	var chosen []*store.Record
	seen := map[string]bool{}
	err = w.tx.Records(rq, func(r *store.Record) error {
		if isChosen(r.Doc) {
			chosen = append(chosen, r)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	typed, err := w.typedSheets()
	if err != nil {
		return nil, err
	}
	for _, r := range chosen {
		one, err := w.pilot(p, r, typed)
		if err != nil {
			return nil, err
		}
		if seen[one.Cooperative] || !w.wanted(one, q, lie) {
			continue
		}
		seen[one.Cooperative] = true
		if len(one.Lacks) == 0 {
			out.Ready++
		}
		out.Rows = append(out.Rows, *one)
	}
	slices.SortStableFunc(out.Rows, func(a, b Pilot) int {
		return cmp.Or(bytes.Compare(vi.SortKey(a.UnitName), vi.SortKey(b.UnitName)), bytes.Compare(vi.SortKey(a.Name), vi.SortKey(b.Name)), cmp.Compare(a.Cooperative, b.Cooperative))
	})
	return out, nil
}

// pilotQuery asks for the applications of a programme; false if none can be
// wanted.
func (w *work) pilotQuery(p *programme.Programme, q PilotQuery) (store.Query, bool, error) {
	rq := store.Query{Kind: store.Registration, Where: []store.Cond{{Field: "programme", Value: p.ID}}}
	if q.Cooperative != "" {
		kept, err := w.keptOf(store.Cooperative, q.Cooperative)
		if err != nil {
			return rq, false, err
		}
		rq.Where = append(rq.Where, store.Cond{Field: "cooperative", Value: kept})
	}
	return w.following(rq)
}

// wanted reports whether q selects a pilot.
func (w *work) wanted(one *Pilot, q PilotQuery, lie *places) bool {
	if q.Agricultural && !one.Agricultural || q.Unit != "" && !lie.covers(q.Unit, one.Unit) && !lie.covers(q.Unit, one.commune) {
		return false
	}
	me := w.d.Me()
	if !q.Mine || me.Role == store.Province {
		return true
	}
	if me.Role == store.Advisor {
		_, mine := slices.BinarySearch(me.Coops, one.Cooperative)
		return mine
	}
	return one.Unit == me.Unit
}

// pilot reads everything about one application that the province chose.
func (w *work) pilot(p *programme.Programme, r *store.Record, typed map[string]*Form) (*Pilot, error) {
	id, err := w.keptOf(store.Cooperative, r.Doc.Text("cooperative"))
	if err != nil {
		return nil, err
	}
	coop, err := w.known(store.Cooperative, id)
	if err != nil {
		return nil, err
	}
	one := &Pilot{
		Cooperative: id, Name: coop.Doc.Text("name"), Unit: coop.Doc.Text("reporting_unit"), Registration: r.ID, Model: r.Doc.Text("model"),
		ModelTitle: r.Doc.Text("model"), ChosenOn: r.Doc.Text("province_decision.on"), Stage: pilotStage(p, r.Doc, w.d.today()),
		Conflict: r.Conflict != "", commune: coop.Doc.Text("unit"),
	}
	one.UnitName = unitName(w.cat.units, one.Unit)
	if m, ok := p.Model(one.Model); ok {
		one.ModelTitle, one.Agricultural = m.Title, m.Agricultural()
	}
	plan, err := w.pilotPlan(p, one)
	if err != nil {
		return nil, err
	}
	family, err := w.family(id)
	if err != nil {
		return nil, err
	}
	s, err := w.newestSheet(p, one.Baseline, family, r.Doc.Text("entry_assessment"), typed)
	if err != nil {
		return nil, err
	}
	if s != nil {
		one.Latest = &s.PilotSheet
		if one.Baseline == nil && s.result != nil {
			s.Exit = p.Exit(s.result, programme.Baseline{Improve: improved(plan)}, s.cause)
		}
	}
	one.Lacks = stageLacks(plan, one.Baseline, one.Latest)
	return one, w.pilotCounts(one)
}

// pilotPlan reads the plan of a pilot, saved or only typed; nil without one.
func (w *work) pilotPlan(p *programme.Programme, one *Pilot) (store.Doc, error) {
	r, err := w.planOf(one.Cooperative, p.ID)
	if err != nil {
		return nil, err
	}
	var doc store.Doc
	if r != nil {
		one.Plan, doc, one.Conflict = r.ID, r.Doc, one.Conflict || r.Conflict != ""
	} else {
		if one.Plan, err = w.typedPlanOf(one.Cooperative, p.ID); err != nil || one.Plan == "" {
			return nil, err
		}
		f, err := w.form(store.Plan, one.Plan)
		if err != nil {
			return nil, err
		}
		doc = f.Doc
	}
	one.PlanStatus, one.ApprovedNo, one.ApprovedOn = doc.Text("status"), doc.Text("approved_no"), doc.Text("approved_on")
	if one.Baseline, err = w.planBaseline(one.Plan, doc); err != nil {
		return nil, err
	}
	standings, err := w.standingsOf(store.Plan, one.Plan)
	if err != nil {
		return nil, err
	}
	for _, l := range planLines(doc, p, standings, w.d.today()) {
		one.Actions++
		if !l.Standing.Open {
			one.ActionsDone++
		}
		if l.Overdue {
			one.ActionsOverdue++
		}
	}
	v := &PlanView{Doc: doc, Programme: p}
	v.fund()
	one.Planned, one.Spent = v.Planned, v.Spent
	return doc, nil
}

// pilotCounts sums the help that a pilot was given under its plan, and what is
// open.
func (w *work) pilotCounts(one *Pilot) error {
	supports, err := w.supportsOf(one.Cooperative)
	if err != nil {
		return err
	}
	supports = slices.DeleteFunc(supports, func(s SupportLine) bool { return one.Plan == "" || s.Plan != one.Plan })
	one.Supported = disbursed(supports)
	open, err := w.openItems(OpenQuery{Cooperative: one.Cooperative, Limit: 1})
	if err != nil {
		return err
	}
	one.OpenItems = open.N
	waiting, err := w.obstacles(ObstacleQuery{Cooperative: one.Cooperative, Waiting: true})
	one.ObstaclesN = len(waiting)
	return err
}
