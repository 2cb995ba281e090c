package desk

import (
	"cmp"
	"context"

	"coopfield/store"
	"coopfield/store/programme"
)

// Closing returns where the third stage of a programme stands (Kế hoạch
// 1185/KH-UBND, VI.3): the exit assessments of its pilots, what is proposed for
// the years after, and the closing report. Only an assessment of the occasion
// "exit" closes a pilot. Errors: NotFound or Usage, detail "programme".
func (d *Desk) Closing(ctx context.Context, programmeID string) (*Closing, error) {
	p, err := d.catalog().programmeNamed(programmeID)
	if err != nil {
		return nil, err
	}
	reg, err := d.Register(ctx)
	if err != nil {
		return nil, err
	}
	var c *Closing
	err = d.view(ctx, func(w *work) (err error) {
		c, err = w.closing(p, newCoopsOf(w, reg))
		return err
	})
	return c, err
}

func (w *work) closing(p *programme.Programme, in *coopsOf) (*Closing, error) {
	c := &Closing{Programme: p}
	board, err := w.pilots(PilotQuery{Programme: p.ID})
	if err != nil {
		return nil, err
	}
	c.Pilots = board.Rows
	typed, err := w.typedSheets()
	if err != nil {
		return nil, err
	}
	for i := range c.Pilots {
		one := &c.Pilots[i]
		if one.Latest, err = w.exitSheet(p, one, typed); err != nil {
			return nil, err
		}
		if one.Latest == nil || one.Latest.State != store.Final {
			continue
		}
		c.Assessed++
		if one.Latest.Exit != nil && one.Latest.Exit.State == programme.Met {
			c.Good++
		}
	}
	if c.Proposals, err = w.proposals(ProposalQuery{Programme: p.ID}, in); err != nil {
		return nil, err
	}
	made, sent := map[string]bool{}, map[string]bool{}
	for _, x := range c.Proposals {
		switch {
		case x.Type == ProposalCommendation && x.DecisionNo != "":
			c.Commended++
		case x.Type == ProposalReplication && x.State != ProposalRefused && !x.Typing:
			made[x.Unit] = true
			if proposalSent(x.State) {
				sent[x.Unit] = true
			}
		}
	}
	seen := map[string]bool{}
	for _, one := range c.Pilots {
		if seen[one.Unit] {
			continue
		}
		seen[one.Unit] = true
		if !in.places.anyCovers(made, one.Unit) {
			c.MissingUnits = append(c.MissingUnits, Entry{ID: one.Unit, Title: one.UnitName})
		}
		if !in.places.anyCovers(sent, one.Unit) {
			c.unsent++
		}
	}
	c.Report, err = w.closingReport(p)
	return c, err
}

// exitSheet returns the newest exit assessment of a pilot after its baseline
// against the exit rule, nil if there is none.
func (w *work) exitSheet(p *programme.Programme, one *Pilot, typed map[string]*Form) (*PilotSheet, error) {
	if one.Latest != nil && one.Latest.Occasion == occasionExit {
		return one.Latest, nil
	}
	family, err := w.family(one.Cooperative)
	if err != nil {
		return nil, err
	}
	rows, err := w.sheetsOf(family, p.Scheme)
	if err != nil {
		return nil, err
	}
	var found *judgedSheet
	for _, row := range rows {
		if row.Occasion != occasionExit {
			continue
		}
		r, err := w.record(store.Assessment, row.ID)
		if err != nil {
			return nil, err
		}
		if r == nil || typed[row.ID] != nil {
			continue // what is typed is not closed; the newest one stands in Latest
		}
		s := &judgedSheet{PilotSheet: PilotSheet{Assessment: r.ID, Period: r.Doc.Text("period"), Occasion: occasionExit, State: r.State}, doc: r.Doc}
		if !after(s, p, one.Baseline, "") {
			continue
		}
		if found == nil || cmp.Or(cmp.Compare(s.doc.Text("as_of"), found.doc.Text("as_of")), cmp.Compare(s.Assessment, found.Assessment)) > 0 {
			found = s
		}
	}
	if found == nil {
		return nil, nil
	}
	return &found.PilotSheet, w.judgeSheet(found, p, one.Baseline)
}

// occasionExit is the occasion of an assessment that closes a pilot.
const occasionExit = "exit"

// closingReport returns the newest finalised report of the province by the
// programme's template of the closing report, else the newest draft; nil if
// none is held or the programme names no template (VI.3.a).
func (w *work) closingReport(p *programme.Programme) (*store.Record, error) {
	if p.ClosingReport == "" {
		return nil, nil
	}
	q, any, err := w.following(store.Query{Kind: store.Report, Where: []store.Cond{{Field: "template", Value: p.ClosingReport}, {Field: "level", Value: levelProvince}}})
	if err != nil || !any {
		return nil, err
	}
	var found *store.Record
	err = w.tx.Records(q, func(r *store.Record) error {
		final := r.State == store.Final
		switch {
		case r.State == store.Void:
		case found == nil, final && found.State != store.Final,
			final == (found.State == store.Final) && r.Doc.Text("period") >= found.Doc.Text("period"):
			found = r
		}
		return nil
	})
	return found, err
}
