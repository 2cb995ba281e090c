package desk

import (
	"context"

	"coopfield/store"
)

// StartAssessment begins a yearly sheet as a draft and returns its id; a sheet
// of the same cooperative, scheme and period, saved or typed, is returned
// instead. Errors: NotFound for the cooperative or scheme, Invalid for a
// period that the scheme is not in force for.
func (d *Desk) StartAssessment(ctx context.Context, coop, period, schemeID string) (string, error) {
	doc := store.Doc{"cooperative": coop, "period": period, "scheme": schemeID}
	existing := ""
	err := d.view(ctx, func(w *work) error {
		var err error
		existing, err = w.startable(doc)
		return err
	})
	if err != nil || existing != "" {
		return existing, err
	}
	id, err := d.newID()
	if err != nil {
		return "", err
	}
	var edits []Edit
	doc.Leaves(func(p store.Path, v any) { edits = append(edits, Edit{Path: p, Value: v}) })
	_, err = d.SaveFields(ctx, store.Assessment, id, edits...)
	return id, err
}

// startable fills in what makes the sheet one of its kind and returns the id
// of the one that there is already.
func (w *work) startable(doc store.Doc) (string, error) {
	whole := doc.Clone()
	if err := w.completeAssessment(whole); err != nil {
		return "", err
	}
	if err := w.valid(store.Assessment, whole); err != nil {
		return "", err
	}
	if err := w.allowed(store.Assessment, store.OpPut, "", nil, doc); err != nil {
		return "", err
	}
	for _, f := range []string{"occasion", "as_of", "scheme_revision"} {
		doc[f] = whole[f]
	}
	want := store.NaturalKey(store.Assessment, doc)
	ids, err := w.tx.Natural(store.Assessment, want)
	if err != nil {
		return "", err
	}
	for _, id := range ids {
		r, err := w.record(store.Assessment, id)
		if err != nil {
			return "", err
		}
		if naturalOf(r) == want {
			return id, nil
		}
	}
	heads, err := w.tx.Drafts()
	if err != nil {
		return "", err
	}
	for _, h := range heads {
		if h.Kind != store.Assessment || !h.New {
			continue
		}
		f, err := w.form(h.Kind, h.ID)
		if err != nil {
			return "", err
		}
		if store.NaturalKey(store.Assessment, f.Doc) == want {
			return h.ID, nil
		}
	}
	return "", nil
}
