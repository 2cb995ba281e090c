package desk

import (
	"fmt"
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
	Period     string // of it, "" if it is not held
	Column     scheme.Column
	// Keep: the programme refuses that a named criterion falls.
	Keep bool
	// Lost says that the frozen revision, or its scheme, is not held here, so that
	// nothing can be compared.
	Lost     bool
	Items    map[string]scheme.Points // by item, those that are known
	Criteria map[string]scheme.Points // by criterion, those that are complete
	Improve  map[string]scheme.Points // criteria that the plan names → the points it aims at
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

// baseline finds the plan that a sheet under sc is held against: one of a
// programme that scores by this scheme, with a frozen sheet of an earlier
// period or occasion. Of several the one made last counts. It is nil if there is
// none.
func (w *work) baseline(id string, doc store.Doc, sc *scheme.Scheme) (*Baseline, error) {
	if !store.ValidID(doc.Text("cooperative")) {
		return nil, nil
	}
	var plan *store.Record
	q := store.Query{Kind: store.Plan, Where: []store.Cond{{Field: "cooperative", Value: doc.Text("cooperative")}}}
	err := w.tx.Records(q, func(r *store.Record) error {
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
	b := &Baseline{
		Plan: plan.ID, Programme: plan.Doc.Text("programme"), Assessment: plan.Doc.Text("baseline.assessment"), Column: sc.ScoreColumn,
		Items: map[string]scheme.Points{}, Criteria: map[string]scheme.Points{}, Improve: map[string]scheme.Points{},
	}
	if p := w.cat.programmes()[b.Programme]; p != nil {
		b.Title, b.Column, b.Keep = p.Title, p.ScoreColumn, p.KeepBaseline
	}
	for criterion, v := range plan.Doc.Sub("improve") {
		if n, ok := v.(int64); ok {
			b.Improve[criterion] = scheme.Points(n)
		}
	}
	return b, w.freeze(b, doc, plan.Doc.Text("baseline.revision"))
}

// freeze reads the points of the frozen sheet.
func (w *work) freeze(b *Baseline, doc store.Doc, revision string) error {
	frozen, err := w.docOfRevision(b.Assessment, revision)
	if err != nil {
		return err
	}
	if frozen == nil || frozen.Text("cooperative") != doc.Text("cooperative") {
		b.Lost = true
		return nil
	}
	b.Period = frozen.Text("period")
	if frozen.Text("as_of") > doc.Text("as_of") { // an older sheet is not held against it
		b.Keep = false
	}
	sc, err := w.cat.schemeOf(frozen)
	if err != nil {
		b.Lost = true
		return nil // the revision that it was made with is not held
	}
	coop, err := w.record(store.Cooperative, doc.Text("cooperative"))
	if err != nil {
		return err
	}
	prev, err := w.past().facts(sc, frozen)
	if err != nil {
		return err
	}
	coopType := ""
	if coop != nil {
		coopType = coop.Doc.Text("type")
	}
	sh := sheetOf(frozen, coopType, prev)
	sh.Facts = sc.Known(sh.Facts)
	r, err := sc.Score(sh, scheme.Options{Column: b.Column})
	if err != nil {
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
	return nil
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

// falls lists the criteria of r that have fewer points than the baseline, in
// the order of the scheme. One that is not complete yet has not fallen.
func (b *Baseline) falls(r *scheme.Result, doc store.Doc) []Fall {
	var out []Fall
	for i := range r.Criteria {
		c := &r.Criteria[i]
		was, known := b.Criteria[c.ID]
		if !known || !c.Complete || c.Points >= was {
			continue
		}
		out = append(out, Fall{
			Criterion: c.ID, Title: c.Title, From: was, To: c.Points, Named: b.Names(c.ID), Cause: doc.Text("cause." + c.ID),
		})
	}
	return out
}

// Falls lists the criteria that have fewer points than the sheet's baseline.
func (s *Sheet) Falls() []Fall {
	if s.pilot == nil || s.pilot.Excluded != nil {
		return nil
	}
	return s.Baseline.falls(s.pilot, s.Doc)
}

// Pilot is the result in the column of the baseline, nil without a baseline.
func (s *Sheet) Pilot() *scheme.Result { return s.pilot }

// scorePilot computes the result that the baseline is compared with.
func (s *Sheet) scorePilot() {
	if s.Baseline == nil || s.Baseline.Lost {
		return
	}
	s.pilot = s.Result
	if s.Baseline.Column == s.Official {
		return
	}
	if r, err := s.Scheme.Score(s.input, scheme.Options{Column: s.Baseline.Column}); err == nil {
		s.pilot = &r
	}
}

// around reads what a sheet is held against and may be compared with.
func (w *work) around(s *Sheet) error {
	coop, year := s.Doc.Text("cooperative"), yearOf(s.Period)
	var err error
	if s.Baseline, err = w.baseline(s.ID, s.Doc, s.Scheme); err != nil {
		return err
	}
	if s.programmes, err = w.joined(coop, s.Scheme); err != nil {
		return err
	}
	s.others = w.cat.otherSchemes(s.Scheme)
	if r, err := w.annual(coop, year); err != nil {
		return err
	} else if r != nil {
		s.annual = r.Doc
	}
	if r, err := w.annual(coop, year-1); err != nil {
		return err
	} else if r != nil {
		s.annualBefore = r.Doc
	}
	return nil
}

// causeGaps lists the causes that a sheet lacks before it is finalised or
// corrected. What came in with a bundle is not asked: the answer would hang on
// whether the plan came before it.
func (w *work) causeGaps(k store.Kind, id string, doc store.Doc) ([]Gap, error) {
	if k != store.Assessment {
		return nil, nil
	}
	sc, err := w.cat.schemeOf(doc)
	if err != nil {
		return nil, nil // gaps has said so
	}
	b, err := w.baseline(id, doc, sc)
	if err != nil || b == nil || !b.Keep {
		return nil, err
	}
	coop, err := w.record(store.Cooperative, doc.Text("cooperative"))
	if err != nil || coop == nil {
		return nil, err
	}
	prev, err := w.past().facts(sc, doc)
	if err != nil {
		return nil, err
	}
	sh := sheetOf(doc, coop.Doc.Text("type"), prev)
	sh.Facts = sc.Known(sh.Facts)
	r, err := sc.Score(sh, scheme.Options{Column: b.Column})
	if err != nil {
		return nil, nil // gaps has said so
	}
	return b.causeGaps(&r, doc), nil
}

func (b *Baseline) causeGaps(r *scheme.Result, doc store.Doc) []Gap {
	var out []Gap
	if r.Excluded != nil {
		return nil
	}
	for _, f := range b.falls(r, doc) {
		if f.NeedsCause() {
			out = append(out, Gap{
				Path: "cause." + f.Criterion, Text: fmt.Sprintf("tiêu chí %s: %s điểm, thấp hơn ban đầu %s, chưa ghi nguyên nhân", f.Criterion, f.To.Spoken(), f.From.Spoken()),
			})
		}
	}
	return out
}

// A Target is a number of points that a sheet is to reach, and who says so.
type Target struct {
	Band      string // id of a band of the scheme, or ""
	Programme string // id of a programme that ends with it, or ""
	Title     string // of the band or programme
	Points    scheme.Points
	Column    scheme.Column // that counts towards it
}

// joined returns the programmes that score by sc and that the cooperative has a
// plan or an application for.
func (w *work) joined(coop string, sc *scheme.Scheme) ([]*programme.Programme, error) {
	var out []*programme.Programme
	seen := map[string]bool{}
	for _, k := range []store.Kind{store.Plan, store.Registration} {
		q := store.Query{Kind: k, Where: []store.Cond{{Field: "cooperative", Value: coop}}, Sort: "programme"}
		err := w.tx.Records(q, func(r *store.Record) error {
			p := w.cat.programmes()[r.Doc.Text("programme")]
			if p != nil && p.Scheme == sc.ID && !seen[p.ID] {
				seen[p.ID] = true
				out = append(out, p)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}
