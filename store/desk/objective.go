package desk

import (
	"context"
	"fmt"

	"coopfield/store"
	"coopfield/store/programme"
	"coopfield/store/vi"
)

// Objectives returns the objectives of a programme with their state by what this
// store holds (Kế hoạch 1185/KH-UBND, II.2), and the stage that the programme is
// in on a day, today for "". Errors: Invalid, detail "on"; NotFound or Usage,
// detail "programme".
func (d *Desk) Objectives(ctx context.Context, programmeID, on string) (*ObjectiveBoard, error) {
	if on == "" {
		on = d.today()
	}
	if !vi.ValidDate(on) {
		return nil, &store.Error{Code: store.Invalid, Detail: "on", Message: fmt.Sprintf("%q không phải là ngày", on), Hint: "ghi ngày như 2025-06-30"}
	}
	c, err := d.Closing(ctx, programmeID)
	if err != nil {
		return nil, err
	}
	p := c.Programme
	b := &ObjectiveBoard{Programme: p, On: on}
	if b.Stage, err = d.stageOn(ctx, p, on); err != nil {
		return nil, err
	}
	figures := objectiveFigures(c)
	for _, o := range p.Objectives {
		f, err := o.Reached(figures)
		if err != nil {
			return nil, err
		}
		b.Objectives = append(b.Objectives, ObjectiveLine{Finding: f, Value: o.Words(o.Value, figures), Target: o.Words(o.Target, figures)})
	}
	return b, nil
}

// objectiveFigures counts what the checks of objectives may name
// ([programme.ObjectiveVariables]).
func objectiveFigures(c *Closing) programme.ObjectiveFigures {
	p := c.Programme
	models, units := map[string]bool{}, map[string]bool{}
	f := programme.ObjectiveFigures{
		"pilots": float64(len(c.Pilots)), "pilots_min": float64(p.PilotsMin), "models": float64(len(p.Models)), "exit_score": float64(p.ExitScore) / 100,
		"pilots_assessed": float64(c.Assessed), "pilots_ready": float64(c.Good), "commendations": float64(c.Commended),
		"pilots_with_model": 0, "pilots_good": 0, "replication_plans": 0, "closing_report": 0,
	}
	for _, one := range c.Pilots {
		units[one.Unit] = true
		if _, of := p.Model(one.Model); of {
			models[one.Model] = true
			f["pilots_with_model"]++
		}
		if s := one.Latest; s != nil && s.State == store.Final && s.Exit != nil && s.Exit.TotalMet == programme.Met {
			f["pilots_good"]++
		}
	}
	for _, x := range c.Proposals {
		if x.Type == ProposalReplication && proposalSent(x.State) && !x.Typing {
			f["replication_plans"]++
		}
	}
	f["models_used"], f["replication_units"] = float64(len(models)), float64(len(units))
	f["replication_missing"] = float64(c.unsent)
	if c.Report != nil && c.Report.State == store.Final {
		f["closing_report"] = 1
	}
	return f
}

// stageOn returns the stage of a programme on a day. The events that a stage
// waits for happened with the first decision of each kind.
func (d *Desk) stageOn(ctx context.Context, p *programme.Programme, day string) (programme.Stage, error) {
	on := map[programme.Event]string{}
	first := func(e programme.Event, decision store.Doc) {
		if day := decision.Text("on"); day != "" && decision.Text("result") != "" && (on[e] == "" || day < on[e]) {
			on[e] = day
		}
	}
	err := d.view(ctx, func(w *work) error {
		return w.registrationsOf(p.ID, func(r *store.Record) error {
			first(programme.DistrictDecision, r.Doc.Sub("district_decision"))
			first(programme.ProvinceDecision, r.Doc.Sub("province_decision"))
			return nil
		})
	})
	s, _ := p.StageOn(day, on)
	return s, err
}
