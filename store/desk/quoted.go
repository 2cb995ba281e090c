package desk

import (
	"context"

	"coopfield/store"
)

// Quoted takes in ops of other devices that the office vouches for, outside
// their own chains: what this laptop needs of others' work. writers are the
// registry's entries; also runs in the same transaction and may be nil. It
// returns how many ops were new. Ops whose parents are not quoted wait.
func (d *Desk) Quoted(ctx context.Context, writers []store.Writer, ops []store.LoggedOp, also func(tx store.Tx) error) (int, error) {
	fresh := 0
	err := d.update(ctx, func(w *work) error {
		var out Took
		_, err := w.quote(writers, ops, &out)
		fresh = out.Ops
		if err != nil || also == nil {
			return err
		}
		return also(w.tx)
	})
	return fresh, err
}
