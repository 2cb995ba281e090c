package desk

import (
	"context"

	"coopfield/store"
	"coopfield/store/letterhead"
	"coopfield/store/programme"
)

// PrintedPlan is what the paper of a completion plan says (kế hoạch hoàn thiện;
// Kế hoạch 1185/KH-UBND, VI.2.a).
type PrintedPlan struct {
	Plan     *PlanView
	Commune  string // of the cooperative, in full
	Model    string // title, "" while none is chosen
	Province DecisionSet
	Conflict bool
	Training bool

	Form   *letterhead.Form
	Values map[string]string
}

// PrintPlan gathers the paper of a plan as it stands in its form. NotFound if
// there is none.
func (d *Desk) PrintPlan(ctx context.Context, id string) (*PrintedPlan, error) {
	var p *PrintedPlan
	err := d.view(ctx, func(w *work) error {
		v, err := w.plan(id)
		if err != nil {
			return err
		}
		p = &PrintedPlan{
			Plan: v, Commune: unitName(w.cat.units, v.Cooperative.Doc.Text("unit")), Conflict: v.Record != nil && v.Record.Conflict != "",
			Training: d.o.Mode == Training,
		}
		if v.Registration != "" {
			r, err := w.known(store.Registration, v.Registration)
			if err != nil {
				return err
			}
			p.Province, p.Model = decisionOf(r.Doc.Sub("province_decision")), modelTitle(v.Programme, r.Doc.Text("model"))
		}
		set := w.cat.papers()
		p.Form = formOr(set, letterhead.CompletionPlan)
		_, p.Values = w.letterhead(set, d.Me(), v.Doc.Text("submitted_on"))
		p.Values["coop"] = v.Cooperative.Doc.Text("name")
		return nil
	})
	return p, err
}

// modelTitle is what a programme calls a model, its id where it does not know it.
func modelTitle(p *programme.Programme, id string) string {
	if p != nil {
		if m, ok := p.Model(id); ok {
			return m.Title
		}
	}
	return id
}
