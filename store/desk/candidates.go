package desk

import (
	"context"
	"slices"

	"coopfield/store"
	"coopfield/store/programme"
	"coopfield/store/vi"
)

// Candidates holds every application for a programme against it and ranks them:
// the eligible ones by priorities, entry score and the programme's own
// tie-breaks; behind them those of which something is not known, then the others.
// Ranks are those of all applications that are held, whatever q selects of them;
// the sums are of what it selects. Typed fields count. Applications whose
// revisions disagree are left out and counted.
//
// Errors: NotFound for the programme or unit; Usage if there are several
// programmes and none is named.
//
// Source: Kế hoạch 1185/KH-UBND, VI.1.c.
func (d *Desk) Candidates(ctx context.Context, q CandidateQuery) (*Candidates, error) {
	var c *Candidates
	err := d.view(ctx, func(w *work) (err error) {
		c, err = w.candidates(q)
		return err
	})
	return c, err
}

func (w *work) candidates(q CandidateQuery) (*Candidates, error) {
	p, err := w.cat.programmeNamed(q.Programme)
	if err != nil {
		return nil, err
	}
	in, err := w.unitNamed(q.Unit)
	if err != nil {
		return nil, err
	}
	lie := newPlaces(w.cat.units)
	all, open, err := w.applications(p)
	if err != nil {
		return nil, err
	}
	out := &Candidates{Programme: p, Min: p.PilotsMin, Open: open}
	order, tieAtCut := ranked(p, all)
	out.TieAtCut = tieAtCut
	for _, i := range order {
		c := all[i]
		if in != "" && !lie.covers(in, c.coop.Doc.Text("unit")) && !lie.covers(in, c.Unit) {
			continue
		}
		if q.Mine && !w.mine(&RegisterEntry{RegisterRow: store.RegisterRow{ID: c.Cooperative, ReportingUnit: c.Unit}}) {
			continue
		}
		switch c.Eligible {
		case programme.Met:
			out.Eligible++
		case programme.Unknown:
			out.Unknown++
		}
		if c.Province.Result == ResultChosen {
			out.Chosen++
		}
		out.Rows = append(out.Rows, *c)
	}
	return out, nil
}

// applications reads every application for a programme, by names, and counts
// those left out because their revisions disagree.
func (w *work) applications(p *programme.Programme) ([]*Candidate, int, error) {
	q, _, err := w.following(store.Query{Kind: store.Registration, Where: []store.Cond{{Field: "programme", Value: p.ID}}})
	if err != nil {
		return nil, 0, err
	}
	docs, recs, open := map[string]store.Doc{}, map[string]*store.Record{}, 0
	err = w.tx.Records(q, func(r *store.Record) error {
		if r.Conflict != "" {
			open++
			return nil
		}
		docs[r.ID], recs[r.ID] = r.Doc, r
		return nil
	})
	if err != nil {
		return nil, 0, err
	}
	heads, err := w.tx.Drafts()
	if err != nil {
		return nil, 0, err
	}
	for _, h := range heads {
		if h.Kind != store.Registration || recs[h.ID] == nil && !h.New {
			continue
		}
		f, err := w.form(h.Kind, h.ID)
		if err != nil {
			return nil, 0, err
		}
		if f.Doc.Text("programme") == p.ID && (recs[h.ID] != nil || f.IsNew) {
			docs[h.ID] = f.Doc
		}
	}
	var out []*Candidate
	for _, id := range sortedKeys(docs) {
		c, err := w.candidate(p, id, docs[id], recs[id])
		if err != nil {
			return nil, 0, err
		}
		if c.coop != nil {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b *Candidate) int { return vi.Compare(a.Name, b.Name) })
	return out, open, nil
}

// candidate holds one application against its programme. r is nil while it is
// only typed.
func (w *work) candidate(p *programme.Programme, id string, doc store.Doc, r *store.Record) (*Candidate, error) {
	c := &Candidate{RegistrationRow: RegistrationRow{
		ID: id, Cooperative: doc.Text("cooperative"), Programme: p.ID, Model: doc.Text("model"), SubmittedOn: doc.Text("submitted_on"),
		District: decisionOf(doc.Sub("district_decision")), Province: decisionOf(doc.Sub("province_decision")), SentOn: doc.Text("ministry_sent_on"),
		Typing: r == nil, Conflict: r != nil && r.Conflict != "",
	}}
	if m, ok := p.Model(c.Model); ok {
		c.ModelTitle = m.Title
	}
	kept, err := w.keptOf(store.Cooperative, c.Cooperative)
	if err != nil {
		return nil, err
	}
	if c.coop, err = w.record(store.Cooperative, kept); err != nil || c.coop == nil {
		c.Outcome = p.Evaluate(application(doc, nil, &EntryScore{}))
		return c, err
	}
	c.Cooperative, c.Name, c.Unit = kept, c.coop.Doc.Text("name"), c.coop.Doc.Text("reporting_unit")
	c.UnitName = unitName(w.cat.units, c.Unit)
	if c.values, err = w.applicantValues(c.coop, p); err != nil {
		return nil, err
	}
	if c.Entry, err = w.entryScore(p, doc.Text("entry_assessment")); err != nil {
		return nil, err
	}
	c.Outcome = p.Evaluate(application(doc, c.values, &c.Entry))
	c.Eligible = c.Outcome.Eligible
	plan, err := w.planOf(kept, p.ID)
	if err != nil {
		return nil, err
	}
	if plan != nil {
		c.Plan = plan.ID
	}
	return c, nil
}

// ranked orders the applications and gives them their places. tieAtCut: so many as
// the programme wants at least cannot be taken without dividing a tie.
func ranked(p *programme.Programme, all []*Candidate) (order []int, tieAtCut bool) {
	list := make([]programme.Entrant, len(all))
	for i, c := range all {
		list[i] = programme.Entrant{Outcome: c.Outcome, Values: c.values}
	}
	order, places := p.Rank(list)
	with := map[int]int{}
	for i, at := range places {
		all[i].Rank, all[i].Tied = at.Rank, at.Tied
		with[at.Rank]++
		if at.Equal {
			all[i].Ties = ties(p, at.Breaks, list[i].Values)
		}
	}
	for at, n := range with {
		if at > 0 && at <= p.PilotsMin && p.PilotsMin < at+n-1 {
			tieAtCut = true
		}
	}
	return order, tieAtCut
}

// couldBreak are the figures that are shown of equal applicants where the
// programme does not decide: what people look at to choose among them.
var couldBreak = []string{"members", "total_capital", "revenue", "profit"}

// ties lists the figures that decide between equal applicants, then those that
// could.
func ties(p *programme.Programme, breaks []*float64, values map[string]any) []TieFigure {
	var out []TieFigure
	shown := map[string]bool{}
	for i, b := range p.TieBreaks {
		out = append(out, TieFigure{ID: b.ID, Title: b.Title, Value: breaks[i], Decides: true})
		shown[b.Value.Source] = true
	}
	for _, id := range couldBreak {
		if shown[id] {
			continue
		}
		f, _ := store.FigureByID(id)
		t := TieFigure{ID: id, Title: f.Title, Unit: f.Unit}
		if v, ok := values[id].(float64); ok {
			t.Value = &v
		}
		out = append(out, t)
	}
	return out
}
