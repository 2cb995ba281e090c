package desk

import (
	"cmp"
	"context"
	"slices"

	"coopfield/store"
	"coopfield/store/programme"
	"coopfield/store/scheme"
)

// Plan opens a completion plan, saved or only typed, for a screen: everything
// about it in memory. NotFound if there is none.
func (d *Desk) Plan(ctx context.Context, id string) (*PlanView, error) {
	var v *PlanView
	err := d.view(ctx, func(w *work) (err error) {
		v, err = w.plan(id)
		return err
	})
	return v, err
}

// Plans returns the completion plans of a cooperative and of those that it stands
// for, newest first, also those that are only typed so far.
func (d *Desk) Plans(ctx context.Context, coop string) ([]*PlanView, error) {
	var out []*PlanView
	err := d.view(ctx, func(w *work) error {
		var ids []string
		if err := w.atTableOf(store.Plan, coop, func(t *tableRow) { ids = append(ids, t.id) }); err != nil {
			return err
		}
		slices.SortFunc(ids, func(a, b string) int { return cmp.Compare(b, a) })
		for _, id := range ids {
			v, err := w.plan(id)
			if err != nil {
				return err
			}
			out = append(out, v)
		}
		return nil
	})
	return out, err
}

func (w *work) plan(id string) (*PlanView, error) {
	f, coop, err := w.atTable(store.Plan, id)
	if err != nil {
		return nil, err
	}
	v := &PlanView{
		ID: id, Record: f.Record, Doc: f.Doc, Typed: len(f.Draft), Cooperative: coop, Programme: w.cat.programmes()[f.Doc.Text("programme")],
		UnitName: unitName(w.cat.units, coop.Doc.Text("reporting_unit")), today: w.d.today(), newID: w.d.newID,
	}
	v.Raw, v.TypedAs, v.Newest = typedOf(f.Draft)
	if err := w.planChosen(v); err != nil {
		return nil, err
	}
	if v.Baseline, err = w.planBaseline(id, v.Doc); err != nil {
		return nil, err
	}
	if err := w.planSheets(v); err != nil {
		return nil, err
	}
	all, err := w.supportsOf(coop.ID)
	if err != nil {
		return nil, err
	}
	v.Supports = slices.DeleteFunc(all, func(s SupportLine) bool { return s.Plan != id })
	v.Supported = disbursed(v.Supports)
	if v.standings, err = w.standingsOf(store.Plan, id); err != nil {
		return nil, err
	}
	v.May = w.mayNot(f, coop)
	v.build()
	return v, nil
}

// planChosen reads the application behind a plan.
func (w *work) planChosen(v *PlanView) error {
	q, err := w.ofFamily(store.Registration, v.Cooperative.ID)
	if err != nil {
		return err
	}
	return w.tx.Records(q, func(r *store.Record) error {
		if r.Doc.Text("programme") == v.Doc.Text("programme") && !v.Chosen {
			v.Registration, v.Chosen = r.ID, isChosen(r.Doc)
			v.Stage = pilotStage(v.Programme, r.Doc, v.today)
		}
		return nil
	})
}

// pilotStage returns the id of the stage that an applicant is in on a day.
func pilotStage(p *programme.Programme, registration store.Doc, day string) string {
	if p == nil {
		return ""
	}
	s, _ := p.StageOn(day, map[programme.Event]string{
		programme.DistrictDecision: registration.Text("district_decision.on"), programme.ProvinceDecision: registration.Text("province_decision.on"),
	})
	return s.ID
}

// planSheets reads the sheets that may be frozen, the scheme of the criteria and
// the newest sheet after the baseline.
func (w *work) planSheets(v *PlanView) error {
	p := v.Programme
	if p == nil {
		return nil
	}
	v.scheme, _ = w.cat.scheme(p.Scheme, 0) // one that is not held leaves the criteria empty
	if b := v.Baseline; b != nil {
		if doc, err := w.docOfRevision(b.Assessment, b.Revision); err != nil {
			return err
		} else if sc, err := w.cat.schemeOf(doc); doc != nil && err == nil {
			v.scheme = sc
		}
	}
	family, err := w.family(v.Cooperative.ID)
	if err != nil {
		return err
	}
	entry := ""
	if v.Registration != "" {
		r, err := w.known(store.Registration, v.Registration)
		if err != nil {
			return err
		}
		entry = r.Doc.Text("entry_assessment")
	}
	sheets, err := w.sheetsOf(family, p.Scheme)
	if err != nil {
		return err
	}
	for _, row := range sheets {
		if row.State == store.Final {
			v.BaselineChoices = append(v.BaselineChoices, row)
		}
	}
	slices.SortStableFunc(v.BaselineChoices, func(a, b store.ScoreRow) int {
		return cmp.Or(boolFirst(a.ID == entry, b.ID == entry), cmp.Compare(b.Period, a.Period), cmp.Compare(b.ID, a.ID))
	})
	s, err := w.newestSheet(p, v.Baseline, family, entry, nil)
	if err != nil || s == nil {
		return err
	}
	v.Latest, v.latest, v.cause = &s.PilotSheet, s.result, s.cause
	return nil
}

// sheetsOf returns the sheets of cooperatives that are one, under a scheme, in no
// order; void ones and duplicates are left out.
func (w *work) sheetsOf(family []string, schemeID string) ([]store.ScoreRow, error) {
	hidden, err := w.hidden(store.Assessment)
	if err != nil {
		return nil, err
	}
	var out []store.ScoreRow
	past := w.past()
	for _, coop := range family {
		rows, err := past.scores(coop)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			if row.Scheme == schemeID && row.State != store.Void && hidden[row.ID] == "" {
				out = append(out, row)
			}
		}
	}
	return out, nil
}

// standingsOf returns where the items of a record that holds stand after their
// followups.
func (w *work) standingsOf(k store.Kind, id string) (map[string]store.Standing, error) {
	out := map[string]store.Standing{}
	err := w.tx.Promises(store.PromiseQuery{Kinds: []store.Kind{k}, Records: []string{id}}, func(p *store.Promise) error {
		out[p.Item] = p.Standing
		return nil
	})
	return out, err
}

// mayNot says of each field of a plan that this person may not write why.
func (w *work) mayNot(f *Form, coop *store.Record) map[string]string {
	out := map[string]string{}
	for _, field := range store.SpecOf(store.Plan).Fields {
		err := store.Permit(w.d.Me(), store.Subject{
			Kind: store.Plan, Op: store.OpPut, Set: store.Doc{field.Name: true}, Cooperative: coop.ID, Unit: coop.Doc.Text("reporting_unit"),
		})
		if err == nil && f.Record != nil {
			err = w.mayEdit(f.Record)
		}
		if err == nil && field.Name == "baseline" && f.Record != nil {
			now := f.Doc.Clone()
			now["baseline"] = store.Doc{"assessment": "-"}
			err = frozenStays(f.Record.Doc, now)
		}
		if err == nil && field.Fixed {
			err = noFieldAt(field.Name)
		}
		if err != nil {
			out[field.Name] = faultsOf(err)[0].Message
		}
	}
	return out
}

func disbursed(list []SupportLine) int64 {
	sum := int64(0)
	for _, s := range list {
		if s.Disbursed != nil && !s.Typing {
			sum += *s.Disbursed
		}
	}
	return sum
}

// criteriaOf lists the criteria of a scheme with what a plan says of them.
func criteriaOf(sc *scheme.Scheme, b programme.Baseline) []PlanCriterion {
	if sc == nil {
		return nil
	}
	var out []PlanCriterion
	for _, g := range sc.Groups {
		for _, c := range g.Criteria {
			x := PlanCriterion{ID: c.ID, Title: c.Title}
			if c.Max != nil {
				x.Max = *c.Max
			}
			if was, known := b.Was[c.ID]; known {
				x.Was = &was
			}
			if target, named := b.Improve[c.ID]; named {
				x.Named, x.Target = true, &target
			}
			out = append(out, x)
		}
	}
	return out
}
