package desk

import (
	"fmt"

	"coopfield/store"
	"coopfield/store/programme"
	"coopfield/store/scheme"
)

// Falls lists the criteria that have fewer points than the sheet's baseline.
func (s *Sheet) Falls() []Fall {
	if s.pilot == nil {
		return nil
	}
	return s.Baseline.falls(s.pilot, s.Doc)
}

// Exit says whether the pilot may leave the second stage by this sheet, live
// while it is typed. It is nil for a sheet that the exit rule does not ask: of a
// cooperative that is no pilot, the frozen sheet itself, and an older one.
//
// Source: Kế hoạch 1185/KH-UBND, VI.2.a.
func (s *Sheet) Exit() *programme.Exit {
	if s.judged == nil || s.exit == nil {
		return nil
	}
	return s.judged.Exit(s.exit, s.against, texts(s.Doc.Sub("cause")))
}

// Pilot is the result in the column of the baseline, nil without a baseline.
func (s *Sheet) Pilot() *scheme.Result { return s.pilot }

// scorePilot computes the results that the baseline is compared with and that
// the exit rule asks for.
func (s *Sheet) scorePilot() {
	if s.Baseline != nil && !s.Baseline.Lost {
		if s.pilot = s.inColumn(s.Baseline.Column); s.pilot == nil {
			s.pilot = s.Result
		}
	}
	switch {
	case s.judged == nil:
	case s.pilot != nil && s.pilot.Column == s.judged.ScoreColumn:
		s.exit = s.pilot
	default:
		s.exit = s.inColumn(s.judged.ScoreColumn)
	}
}

// inColumn is the result in a column, nil where its points are refused.
func (s *Sheet) inColumn(c scheme.Column) *scheme.Result {
	if c == s.Official {
		return s.Result
	}
	r, err := s.Scheme.Score(s.input, scheme.Options{Column: c})
	if err != nil {
		return nil
	}
	return &r
}

// around reads what a sheet is held against and may be compared with.
func (w *work) around(s *Sheet) error {
	coop, year := s.Doc.Text("cooperative"), yearOf(s.Period)
	var err error
	if s.Baseline, err = w.baseline(s.ID, s.Doc, s.Scheme); err != nil {
		return err
	}
	if s.judged, s.against, err = w.judging(s.ID, s.Doc, s.Scheme, s.Baseline); err != nil {
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
	r, err := w.resultIn(doc, b.Column)
	if err != nil || r == nil {
		return nil, err // gaps has said why it cannot be scored
	}
	return b.causeGaps(r, doc), nil
}

func (b *Baseline) causeGaps(r *scheme.Result, doc store.Doc) []Gap {
	var out []Gap
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
		q, err := w.ofFamily(k, coop)
		if err != nil {
			return nil, err
		}
		q.Sort = "programme"
		err = w.tx.Records(q, func(r *store.Record) error {
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
