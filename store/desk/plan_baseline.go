package desk

import (
	"strings"

	"coopfield/store"
	"coopfield/store/programme"
	"coopfield/store/scheme"
)

// A Baseline is what a pilot's sheet is held against: the sheet that its
// completion plan froze, in the column of points that its programme names.
//
// Source: Kế hoạch 1185/KH-UBND, VI.2.a: no criterion that the plan names for
// improvement may fall below what it was.
type Baseline struct {
	Plan       string // id
	Programme  string // id
	Title      string // of the programme, "" if it is not held
	Assessment string // id of the frozen sheet
	Revision   string // of it that counts, "" if the plan names none
	Period     string // of it, "" if it is not held
	Column     scheme.Column
	// Keep: the programme refuses that a named criterion falls.
	Keep bool
	// Lost says that the frozen revision, or its scheme, is not held here, so that
	// nothing can be compared.
	Lost     bool
	Total    *scheme.Points           // of the frozen sheet, nil while it is not complete
	Items    map[string]scheme.Points // by item, those that are known
	Criteria map[string]scheme.Points // by criterion, those that are complete
	Improve  map[string]scheme.Points // criteria that the plan names → the points it aims at

	asOf  string // of the frozen sheet
	older bool   // the sheet at hand is older than it
}

// A Fall is a criterion that has fewer points than the baseline.
type Fall struct {
	Criterion, Title string
	From, To         scheme.Points
	Named            bool   // by the plan, for improvement
	Cause            string // what the sheet says of it
}

// NeedsCause reports whether the sheet is not finalised before a cause is
// written.
func (f *Fall) NeedsCause() bool { return f.Named && strings.TrimSpace(f.Cause) == "" }

// Names reports whether a fall of a criterion asks for its cause: the plan names
// it for improvement and its programme refuses that it falls.
func (b *Baseline) Names(criterion string) bool {
	if b == nil || b.Lost || !b.Keep {
		return false
	}
	_, named := b.Improve[criterion]
	return named
}

// rule is the baseline as the exit rule takes it.
func (b *Baseline) rule() programme.Baseline {
	if b.Lost {
		return programme.Baseline{Improve: b.Improve}
	}
	return programme.Baseline{Was: b.Criteria, Improve: b.Improve}
}

// falls lists the criteria of r that have fewer points than the baseline, in
// the order of the scheme. One that is not complete yet has not fallen.
func (b *Baseline) falls(r *scheme.Result, doc store.Doc) []Fall {
	var out []Fall
	for _, c := range programme.Compare(r, b.rule(), b.Keep, texts(doc.Sub("cause"))) {
		if c.Fell() {
			out = append(out, Fall{Criterion: c.ID, Title: c.Title, From: *c.Was, To: *c.Now, Named: b.Names(c.ID), Cause: c.Cause})
		}
	}
	return out
}

// baseline finds the plan that a sheet under sc is held against: one of a
// programme that scores by this scheme, with a frozen sheet of an earlier
// period or occasion. Of several the one made last counts. It is nil if there is
// none.
func (w *work) baseline(id string, doc store.Doc, sc *scheme.Scheme) (*Baseline, error) {
	if !store.ValidID(doc.Text("cooperative")) {
		return nil, nil
	}
	q, err := w.ofFamily(store.Plan, doc.Text("cooperative"))
	if err != nil {
		return nil, err
	}
	var plan *store.Record
	err = w.tx.Records(q, func(r *store.Record) error {
		frozen := r.Doc.Text("baseline.assessment")
		p := w.cat.programmes()[r.Doc.Text("programme")]
		if frozen == "" || frozen == id || p != nil && p.Scheme != sc.ID {
			return nil
		}
		if plan == nil || r.ID > plan.ID {
			plan = r
		}
		return nil
	})
	if err != nil || plan == nil {
		return nil, err
	}
	b, err := w.planBaseline(plan.ID, plan.Doc)
	if err != nil {
		return nil, err
	}
	if b.Column == "" {
		b.Column = sc.ScoreColumn
	}
	if b.asOf > doc.Text("as_of") { // an older sheet is not held against it
		b.Keep, b.older = false, true
	}
	return b, nil
}

// planBaseline reads what a plan froze, nil if it names no sheet. The points are
// those of the revision that it names, by the scheme revision that this was made
// with: nothing that came later changes them.
func (w *work) planBaseline(id string, plan store.Doc) (*Baseline, error) {
	if plan.Text("baseline.assessment") == "" {
		return nil, nil
	}
	b := &Baseline{
		Plan: id, Programme: plan.Text("programme"), Assessment: plan.Text("baseline.assessment"), Revision: plan.Text("baseline.revision"),
		Items: map[string]scheme.Points{}, Criteria: map[string]scheme.Points{}, Improve: improved(plan),
	}
	if p := w.cat.programmes()[b.Programme]; p != nil {
		b.Title, b.Column, b.Keep = p.Title, p.ScoreColumn, p.KeepBaseline
	}
	frozen, err := w.docOfRevision(b.Assessment, b.Revision)
	if err != nil {
		return nil, err
	}
	if frozen != nil {
		same, err := w.sameCoop(frozen.Text("cooperative"), plan.Text("cooperative"))
		if err != nil {
			return nil, err
		}
		if !same {
			frozen = nil
		}
	}
	if frozen == nil {
		b.Lost = true
		return b, nil
	}
	b.Period, b.asOf = frozen.Text("period"), frozen.Text("as_of")
	return b, w.freeze(b, frozen)
}

// improved are the criteria that a plan names for improvement.
func improved(plan store.Doc) map[string]scheme.Points {
	out := map[string]scheme.Points{}
	for criterion, n := range ints(plan.Sub("improve")) {
		out[criterion] = scheme.Points(n)
	}
	return out
}

// freeze reads the points of the frozen sheet.
func (w *work) freeze(b *Baseline, frozen store.Doc) error {
	r, err := w.resultIn(frozen, b.Column)
	if err != nil {
		return err
	}
	if r == nil { // the revision that it was made with is not held
		b.Lost = true
		return nil
	}
	for i := range r.Items {
		if p := r.Items[i].Points; p != nil {
			b.Items[r.Items[i].ID] = *p
		}
	}
	for i := range r.Criteria {
		if c := &r.Criteria[i]; c.Complete {
			b.Criteria[c.ID] = c.Points
		}
	}
	if r.Complete && r.Excluded == nil {
		b.Total = &r.Total
	}
	return nil
}

// resultIn returns what a sheet comes to in a column, "" for the official one of
// its scheme; nil if its scheme is not held or refuses its points.
func (w *work) resultIn(doc store.Doc, c scheme.Column) (*scheme.Result, error) {
	sc, err := w.cat.schemeOf(doc)
	if err != nil {
		return nil, nil
	}
	if c == "" {
		c = sc.ScoreColumn
	}
	coop, err := w.record(store.Cooperative, doc.Text("cooperative"))
	if err != nil {
		return nil, err
	}
	prev, err := w.past().facts(sc, doc)
	if err != nil {
		return nil, err
	}
	coopType := ""
	if coop != nil {
		coopType = coop.Doc.Text("type")
	}
	sh := sheetOf(doc, coopType, prev)
	sh.Facts = sc.Known(sh.Facts)
	r, err := sc.Score(sh, scheme.Options{Column: c})
	if err != nil {
		return nil, nil
	}
	return &r, nil
}

// docOfRevision returns a sheet as it was at a revision, or as it is where the
// plan names none; nil if it is not held.
func (w *work) docOfRevision(id, revision string) (store.Doc, error) {
	e, err := w.entry(store.Assessment, id)
	if err != nil {
		return nil, err
	}
	h, err := store.ParseHash(revision)
	if err != nil {
		if e.rec == nil {
			return nil, nil
		}
		return e.rec.Doc, nil
	}
	if err := w.load(e); err != nil {
		return nil, err
	}
	doc, err := docAt(e, []store.Hash{h})
	if store.CodeOf(err) == store.NotFound {
		return nil, nil
	}
	return doc, err
}

// judging returns the programme by whose exit rule a sheet is judged, with what
// it is held against: that of the baseline, or of a cooperative that the
// province chose and that has none yet, for sheets after the entry year. The
// programme is nil for any other sheet.
func (w *work) judging(id string, doc store.Doc, sc *scheme.Scheme, b *Baseline) (*programme.Programme, programme.Baseline, error) {
	var none programme.Baseline
	if b != nil {
		if b.older {
			return nil, none, nil
		}
		return w.cat.programmes()[b.Programme], b.rule(), nil
	}
	coop := doc.Text("cooperative")
	if !store.ValidID(coop) {
		return nil, none, nil
	}
	chosen, err := w.chosenOf(coop)
	if err != nil {
		return nil, none, err
	}
	for _, r := range chosen {
		p := w.cat.programmes()[r.Doc.Text("programme")]
		if p == nil || p.Scheme != sc.ID || yearOf(doc.Text("period")) <= int64(p.EntryYear) || r.Doc.Text("entry_assessment") == id {
			continue
		}
		plan, err := w.planOf(coop, p.ID)
		if err != nil {
			return nil, none, err
		}
		if plan == nil {
			return p, none, nil
		}
		if plan.Doc.Text("baseline.assessment") != id {
			return p, programme.Baseline{Improve: improved(plan.Doc)}, nil
		}
	}
	return nil, none, nil
}
