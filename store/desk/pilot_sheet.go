package desk

import (
	"cmp"
	"slices"

	"coopfield/store"
	"coopfield/store/programme"
	"coopfield/store/scheme"
)

// judgedSheet is a sheet with what it comes to in the column of its programme.
type judgedSheet struct {
	PilotSheet
	doc    store.Doc
	result *scheme.Result // nil if it cannot be scored
	cause  map[string]string
}

// newestSheet returns the newest sheet of a pilot after its baseline, also one
// that is typed; nil if there is none. Without a baseline it is the newest one
// after the entry year. typed are the sheets with typed fields, by id; nil reads
// them. A draft counts as it is typed.
func (w *work) newestSheet(p *programme.Programme, b *Baseline, family []string, entry string, typed map[string]*Form) (*judgedSheet, error) {
	if typed == nil {
		var err error
		if typed, err = w.typedSheets(); err != nil {
			return nil, err
		}
	}
	rows, err := w.sheetsOf(family, p.Scheme)
	if err != nil {
		return nil, err
	}
	from := ""
	if b != nil {
		from = b.Period
	}
	var found []judgedSheet
	add := func(id string, state store.State, doc store.Doc) {
		s := judgedSheet{PilotSheet: PilotSheet{
			Assessment: id, Period: doc.Text("period"), Occasion: doc.Text("occasion"), State: state, Typing: typed[id] != nil,
		}, doc: doc}
		if after(&s, p, b, entry) {
			found = append(found, s)
		}
	}
	slices.SortFunc(rows, func(x, y store.ScoreRow) int { return cmp.Or(cmp.Compare(y.Period, x.Period), cmp.Compare(y.ID, x.ID)) })
	for i, row := range rows {
		if from != "" && yearOf(row.Period) < yearOf(from) || len(found) > 0 && row.Period != rows[i-1].Period && yearOf(row.Period) < yearOf(rows[i-1].Period) {
			break // an older one is never the newest
		}
		if f := typed[row.ID]; f != nil {
			add(row.ID, row.State, f.Doc)
			continue
		}
		r, err := w.record(store.Assessment, row.ID)
		if err != nil {
			return nil, err
		}
		if r != nil {
			add(r.ID, r.State, r.Doc)
		}
	}
	for _, id := range sortedKeys(typed) {
		f := typed[id]
		if f.IsNew && f.Doc.Text("scheme") == p.Scheme && slices.Contains(family, f.Doc.Text("cooperative")) {
			add(id, store.Draft, f.Doc)
		}
	}
	if len(found) == 0 {
		return nil, nil
	}
	slices.SortStableFunc(found, func(x, y judgedSheet) int {
		return cmp.Or(cmp.Compare(y.doc.Text("as_of"), x.doc.Text("as_of")), cmp.Compare(y.Period, x.Period),
			boolFirst(x.Occasion == "exit", y.Occasion == "exit"), cmp.Compare(y.Assessment, x.Assessment))
	})
	s := &found[0]
	return s, w.judgeSheet(s, p, b)
}

// after reports whether a sheet comes after a baseline, or without one after the
// entry year.
func after(s *judgedSheet, p *programme.Programme, b *Baseline, entry string) bool {
	switch {
	case b != nil && !b.Lost:
		return s.Assessment != b.Assessment && s.doc.Text("as_of") >= b.asOf
	case b != nil && s.Assessment == b.Assessment, s.Assessment == entry:
		return false
	}
	return yearOf(s.Period) > int64(p.EntryYear)
}

// judgeSheet holds a sheet against the exit rule.
func (w *work) judgeSheet(s *judgedSheet, p *programme.Programme, b *Baseline) error {
	r, err := w.resultIn(s.doc, p.ScoreColumn)
	if err != nil || r == nil {
		return err
	}
	s.result, s.cause = r, texts(s.doc.Sub("cause"))
	var against programme.Baseline
	if b != nil {
		against = b.rule()
	}
	s.Exit = p.Exit(r, against, s.cause)
	return nil
}

// typedSheets returns the sheets that have typed fields, by id.
func (w *work) typedSheets() (map[string]*Form, error) {
	heads, err := w.tx.Drafts()
	if err != nil {
		return nil, err
	}
	out := map[string]*Form{}
	for _, h := range heads {
		if h.Kind != store.Assessment {
			continue
		}
		f, err := w.form(h.Kind, h.ID)
		if err != nil {
			return nil, err
		}
		if f.IsNew {
			if err := w.completeAssessment(f.Doc); err != nil {
				continue // no scheme or period yet
			}
		}
		out[h.ID] = f
	}
	return out, nil
}
