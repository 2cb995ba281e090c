package desk

import (
	"context"

	"coopfield/store"
)

// Title names a record in one line: what it is, of which cooperative, when.
func (d *Desk) Title(ctx context.Context, r *store.Record) (string, error) {
	var title string
	err := d.view(ctx, func(w *work) error {
		var err error
		title, err = w.title(r.Kind, r.Doc)
		return err
	})
	return title, err
}

// ParsePatch reads the fields that an amend or a note sets, as JSON, by the
// scales of the record that they are for. Errors are those of [store.Parse].
func (d *Desk) ParsePatch(ctx context.Context, k store.Kind, id string, data []byte) (store.Doc, error) {
	r, err := d.Get(ctx, k, id)
	if err != nil {
		return nil, err
	}
	_, patch, err := store.Parse(k, data, d.catalog().scalesFor(k, r.Doc))
	return patch, err
}
