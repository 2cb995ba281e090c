package desk

import (
	"context"
	"slices"
	"strconv"

	"coopfield/store"
)

// Expect returns the expected list of a reporting unit and period by what this
// store holds: which active cooperatives have no sheet of the period yet ("ai
// chưa nộp"). A unit without cooperatives has an empty list.
func (d *Desk) Expect(ctx context.Context, unit, period string) (*ExpectedList, error) {
	var l ExpectedList
	err := d.view(ctx, func(w *work) error {
		a, err := w.answering()
		if err != nil {
			return err
		}
		l, err = a.expected(unit, a.units[unit], period)
		return err
	})
	return &l, err
}

// ExpectAll is [Desk.Expect] of every reporting unit that has cooperatives, by
// unit.
func (d *Desk) ExpectAll(ctx context.Context, period string) ([]ExpectedList, error) {
	var out []ExpectedList
	err := d.view(ctx, func(w *work) error {
		a, err := w.answering()
		if err != nil {
			return err
		}
		units := make([]string, 0, len(a.units))
		for u := range a.units {
			units = append(units, u)
		}
		slices.Sort(units)
		for _, u := range units {
			a.forget(u)
			l, err := a.expected(u, a.units[u], period)
			if err != nil {
				return err
			}
			out = append(out, l)
		}
		return nil
	})
	return out, err
}

// expected lists the active ones of coops with what is held of the period.
func (a *answering) expected(unit string, coops []string, period string) (ExpectedList, error) {
	l := ExpectedList{Unit: unit, Period: period}
	for _, id := range slices.Sorted(slices.Values(coops)) {
		f, err := a.folder(key{store.Cooperative, id})
		if err != nil {
			return l, err
		}
		if f.rec == nil || !expectedOf(f.rec) {
			continue
		}
		list, err := a.file(id)
		if err != nil {
			return l, err
		}
		l.Coops = append(l.Coops, expectedCoop(id, list, period))
	}
	return l, nil
}

// expectedOf reports whether a cooperative is active, so that its sheet is
// expected. One without a status is.
func expectedOf(r *store.Record) bool {
	s := r.Doc.Text("status")
	return s == "" || s == "active"
}

// expectedCoop says what is held of one cooperative and period: of several
// sheets the one that is furthest.
func expectedCoop(id string, list []*folder, period string) ExpectedCoop {
	x := ExpectedCoop{Cooperative: id}
	for _, f := range list {
		if f.rec == nil {
			continue
		}
		switch {
		case f.kind == store.Annual && yearText(f.rec.Doc) == period:
			x.Annual = true
		case f.kind == store.Assessment && f.rec.Doc.Text("period") == period && f.rec.Doc.Text("occasion") == "annual" &&
			rankOf(f.rec.State) > rankOf(store.State(x.State)):
			s, _ := standingOf(f.rec)
			x.Assessment, x.State, x.Standing = f.id, string(f.rec.State), string(s)
		}
	}
	return x
}

func rankOf(s store.State) int {
	return slices.Index([]store.State{store.Void, store.Draft, store.Final}, s)
}

func yearText(d store.Doc) string {
	y, _ := d.Int("year")
	return strconv.FormatInt(y, 10)
}
