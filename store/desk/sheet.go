package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"coopfield/store"
	"coopfield/store/scheme"
)

const yearsShown = 5

// Sheet opens an assessment, saved or only typed, for a screen: everything
// about it in memory. NotFound if there is none.
func (d *Desk) Sheet(ctx context.Context, id string) (*Sheet, error) {
	var s *Sheet
	err := d.view(ctx, func(w *work) error {
		var err error
		s, err = w.sheet(id)
		return err
	})
	return s, err
}

func (w *work) sheet(id string) (*Sheet, error) {
	f, err := w.form(store.Assessment, id)
	if err != nil {
		return nil, err
	}
	if f.IsNew {
		if len(f.Draft) == 0 {
			return nil, notFound(store.Assessment, id)
		}
		if err := w.completeAssessment(f.Doc); err != nil {
			return nil, err
		}
	}
	sc, err := w.cat.schemeOf(f.Doc)
	if err != nil {
		return nil, err
	}
	coop, err := w.known(store.Cooperative, f.Doc.Text("cooperative"))
	if err != nil {
		return nil, err
	}
	s := &Sheet{
		ID: id, Record: f.Record, Cooperative: coop, Scheme: sc, Doc: f.Doc, State: store.Draft, Title: coop.Doc.Text("name"),
		Period: f.Doc.Text("period"), Official: sc.ScoreColumn, Drafted: len(f.Draft), Raw: map[store.Path]string{}, me: w.d.Me(),
		unit: coop.Doc.Text("reporting_unit"),
	}
	s.Review = f.Review
	if f.Record != nil {
		s.State = f.Record.State
	}
	s.typed(f.Draft)
	if day, err := scheme.LastDay(s.Period); err == nil {
		s.Validity = sc.Valid(day)
	}
	past := w.past()
	if s.prev, err = past.facts(sc, s.Doc); err != nil {
		return nil, err
	}
	if s.Years, err = w.earlier(past, s); err != nil {
		return nil, err
	}
	if err := w.around(s); err != nil {
		return nil, err
	}
	s.build()
	return s, s.score()
}

// typed takes from the draft what the document does not say: how fields were
// typed, and which one last. A figure's source is noted with the figure, so of
// fields of one moment it counts least.
func (s *Sheet) typed(draft []store.DraftField) {
	s.Typed = map[store.Path]string{}
	at := int64(0)
	for i := range draft {
		f := &draft[i]
		switch {
		case notYet(f):
			s.Raw[f.Path] = f.Raw
		case f.Raw != "":
			s.Typed[f.Path] = f.Raw
		}
		if f.At > at || f.At == at && !strings.HasPrefix(f.Path, "facts_state.") {
			s.Newest, at = f.Path, f.At
		}
	}
}

// earlier reads the yearly sheets of the years before under the same scheme.
func (w *work) earlier(past *past, s *Sheet) ([]Earlier, error) {
	rows, err := past.scores(s.Cooperative.ID)
	if err != nil {
		return nil, err
	}
	var out []Earlier
	for _, row := range slices.Backward(rows) {
		if len(out) == yearsShown {
			break
		}
		if row.Scheme != s.Scheme.ID || row.Occasion != "annual" || row.Period >= s.Period || row.ID == s.ID || row.State == store.Void {
			continue
		}
		r, err := w.record(store.Assessment, row.ID)
		if err != nil {
			return nil, err
		}
		if r == nil {
			continue
		}
		e, err := w.earlierOf(past, r, s.Cooperative.Doc.Text("type"))
		if err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, nil
}

func (w *work) earlierOf(past *past, r *store.Record, coopType string) (Earlier, error) {
	e := Earlier{
		ID: r.ID, Period: r.Doc.Text("period"), State: r.State, Summary: r.Summary, Facts: ints(r.Doc.Sub("facts")),
		Official: map[string]scheme.Points{},
	}
	sc, err := w.cat.schemeOf(r.Doc)
	if err != nil {
		return e, nil // a revision that is not held: points only
	}
	prev, err := past.facts(sc, r.Doc)
	if err != nil {
		return e, err
	}
	sh := sheetOf(r.Doc, coopType, prev)
	e.Points = sh.Given
	sh.Facts = sc.Known(sh.Facts)
	res, err := sc.Score(sh, scheme.Options{Column: sc.ScoreColumn})
	if err != nil {
		return e, nil // what came in does not fit the scheme: the points as given stay readable
	}
	for i := range res.Items {
		if p := res.Items[i].Points; p != nil {
			e.Official[res.Items[i].ID] = *p
		}
	}
	return e, nil
}

// build lays the document out in the order of the scheme.
func (s *Sheet) build() {
	s.input = sheetOf(s.Doc, s.Cooperative.Doc.Text("type"), s.prev)
	s.input.Facts = s.Scheme.Known(s.input.Facts)
	if s.input.Reason == nil {
		s.input.Reason = map[string]string{}
	}
	s.items, s.facts = map[string]int{}, map[string]int{}
	year := figures(s.Scheme, s.annual)
	for i, f := range s.Scheme.Facts {
		s.facts[f.ID] = i
		sf := SheetFact{Fact: f, State: s.Doc.Text("facts_state." + f.ID)}
		if n, ok := s.input.Facts[f.ID]; ok {
			sf.Value = &n
		}
		if n, ok := s.prev[f.ID]; ok {
			sf.Prev = &n
		}
		if n, ok := year[f.ID]; ok {
			sf.Year, sf.Final = &n, !s.annual.Bool("estimate")
		}
		if n, ok := s.signed(f.ID); ok {
			sf.Was = &n
		}
		s.Facts = append(s.Facts, sf)
	}
	for i, it := range s.Scheme.Items() {
		s.items[it.ID] = i
		si := SheetItem{
			Item: it, Given: map[scheme.Column]scheme.Points{}, Evidence: s.Doc.Text("evidence." + it.ID),
			Reason: s.Doc.Text("reason." + it.ID), Flag: s.Doc.Bool("flag." + it.ID), Comment: s.Doc.Text("comments." + it.Criterion.ID),
		}
		for _, c := range scheme.Columns() {
			if p, ok := s.input.Given[c][it.ID]; ok {
				si.Given[c] = p
			}
		}
		s.Items = append(s.Items, si)
	}
}

// score recomputes Result. If the points are refused Result stays as it was.
func (s *Sheet) score() error {
	r, err := s.Scheme.Score(s.input, scheme.Options{Column: s.Official})
	if err != nil {
		if s.Result == nil {
			s.Result = &scheme.Result{Column: s.Official, Max: s.Scheme.Max}
			s.Refused = err
			return nil // what came in is shown even where it does not fit the scheme
		}
		return err
	}
	s.Result, s.Refused = &r, nil
	s.scorePilot()
	for i := range s.Items {
		s.Items[i].Result = r.Items[i]
	}
	return nil
}

// Item returns the item of that id, nil if the scheme has none.
func (s *Sheet) Item(id string) *SheetItem {
	i, ok := s.items[id]
	if !ok {
		return nil
	}
	return &s.Items[i]
}

// Fact returns the figure of that id, nil if the scheme has none.
func (s *Sheet) Fact(id string) *SheetFact {
	i, ok := s.facts[id]
	if !ok {
		return nil
	}
	return &s.Facts[i]
}

// CanWrite reports whether this person may write points of column c on this
// sheet as it stands.
func (s *Sheet) CanWrite(c scheme.Column) bool {
	if s.State != store.Draft {
		return false
	}
	return store.Permit(s.me, store.Subject{
		Kind: store.Assessment, Op: store.OpPut, Set: store.Doc{string(c): store.Doc{}}, Cooperative: s.Cooperative.ID, Unit: s.unit,
	}) == nil
}

// Gaps lists what is missing before the sheet can be finalised.
func (s *Sheet) Gaps() []Gap {
	var gaps []Gap
	if err := store.Validate(store.Assessment, s.Doc); err != nil {
		gaps = gapsOf(err)
	}
	for p, raw := range s.Raw {
		gaps = append(gaps, Gap{Path: p, Text: fmt.Sprintf("mục %s: %q chưa phải giá trị đúng", p, raw)})
	}
	slices.SortFunc(gaps, func(a, b Gap) int { return strings.Compare(a.Path, b.Path) })
	gaps = append(gaps, sheetGaps(s.Scheme, s.input)...)
	if s.pilot != nil {
		gaps = append(gaps, s.Baseline.causeGaps(s.pilot, s.Doc)...)
	}
	return gaps
}
