package desk

import (
	"cmp"
	"context"
	"slices"

	"coopfield/store"
)

// Visits returns the visits of a cooperative, newest first, also those that are
// only typed so far and those of cooperatives that it stands for.
func (d *Desk) Visits(ctx context.Context, coop string) ([]VisitLine, error) {
	var out []VisitLine
	err := d.view(ctx, func(w *work) error {
		return w.atTableOf(store.Visit, coop, func(t *tableRow) {
			l := VisitLine{
				ID: t.id, On: t.doc.Text("on"), Purpose: t.doc.Text("purpose"), State: t.state, Typing: t.rec == nil, Drafted: t.drafted,
				Promises: len(t.doc.Sub("recommendations")), Open: t.open, Files: t.files, DocumentNo: t.doc.Text("document_no"),
				Conflict: t.conflict, Returned: t.returned, Accepted: t.accepted, Sealed: t.sealed, Got: t.got,
			}
			if team := personsOf(t.doc, "team"); len(team) > 0 {
				l.Lead = team[0].Name
			}
			for id := range t.doc.Sub("checks") {
				if t.doc.Text("checks."+id+".state") == "unmet" {
					l.Unmet++
				}
			}
			out = append(out, l)
		})
	})
	slices.SortStableFunc(out, func(a, b VisitLine) int { return cmp.Or(cmp.Compare(b.On, a.On), cmp.Compare(b.ID, a.ID)) })
	return out, err
}

// tableRow is one visit or consultation in a list, with its draft laid over.
type tableRow struct {
	id       string
	rec      *store.Record // nil while it is only typed
	doc      store.Doc
	state    store.State
	drafted  int
	open     int // what it asked for and is not kept
	files    int
	conflict bool
	returned bool
	accepted bool
	sealed   bool
	got      bool
}

// atTableOf calls f for each record of a kind of a cooperative and of those that
// it stands for, and for those that are only typed so far.
func (w *work) atTableOf(k store.Kind, coop string, f func(*tableRow)) error {
	var rows []*tableRow
	seen := map[string]*tableRow{}
	err := w.recordsAt(k, coop, func(r *store.Record) {
		t := &tableRow{
			id: r.ID, rec: r, doc: r.Doc, state: r.State, conflict: r.Conflict != "", returned: r.ReturnReason != "", accepted: r.Accepted,
			sealed: r.Sealed, got: r.Got,
		}
		rows, seen[r.ID] = append(rows, t), t
	})
	if err != nil {
		return err
	}
	family, err := w.family(coop)
	if err != nil {
		return err
	}
	heads, err := w.tx.Drafts()
	if err != nil {
		return err
	}
	for _, h := range heads {
		if h.Kind != k {
			continue
		}
		form, err := w.form(k, h.ID)
		if err != nil {
			return err
		}
		if t := seen[h.ID]; t != nil {
			t.doc, t.drafted = form.Doc, h.Fields
		} else if form.IsNew && slices.Contains(family, form.Doc.Text("cooperative")) {
			rows = append(rows, &tableRow{id: h.ID, doc: form.Doc, state: store.Draft, drafted: h.Fields})
		}
	}
	for _, t := range rows {
		if err := w.countAt(k, t); err != nil {
			return err
		}
		f(t)
	}
	return nil
}

// countAt counts the files beside a record and what of it is still open.
func (w *work) countAt(k store.Kind, t *tableRow) error {
	if t.rec == nil {
		return nil
	}
	if err := w.tx.Records(ownedBy(k, t.id), func(*store.Record) error { t.files++; return nil }); err != nil {
		return err
	}
	n, _, err := w.tx.CountPromises(store.PromiseQuery{Kinds: []store.Kind{k}, Records: []string{t.id}, Open: true}, "")
	t.open = n
	return err
}

// recordsAt calls f for each record of a kind of a cooperative and of those that
// it stands for.
func (w *work) recordsAt(k store.Kind, coop string, f func(*store.Record)) error {
	q, any, err := w.following(store.Query{Kind: k, Where: []store.Cond{{Field: "cooperative", Value: coop}}})
	if err != nil || !any {
		return err
	}
	return w.tx.Records(q, func(r *store.Record) error { f(r); return nil })
}

func (w *work) visitsOf(coop string, f func(*store.Record)) error {
	return w.recordsAt(store.Visit, coop, f)
}
