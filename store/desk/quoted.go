package desk

import (
	"context"
	"fmt"

	"coopfield/store"
)

// Quoted takes in ops of other devices that the office vouches for, outside
// their own chains: what this laptop needs of others' work. writers are the
// registry's entries; also runs in the same transaction and may be nil. It
// returns how many ops were new. Ops whose parents are not quoted wait.
func (d *Desk) Quoted(ctx context.Context, writers []store.Writer, ops []store.LoggedOp, also func(tx store.Tx) error) (int, error) {
	fresh := 0
	err := d.update(ctx, func(w *work) error {
		fresh = 0
		for _, me := range writers {
			news, err := w.meet(me, nil)
			if err == nil && news {
				err = w.rejudge(me.Dev)
			}
			if err != nil {
				return err
			}
		}
		for i := range ops {
			o := ops[i]
			o.Own, o.Verdict, o.Why = o.Dev == d.o.Me.Dev, store.Counted, ""
			isNew, err := w.take(&o)
			if err != nil {
				return fmt.Errorf("taking in quoted op %d: %w", i+1, err)
			}
			if isNew {
				fresh++
			}
		}
		if also == nil {
			return nil
		}
		return also(w.tx)
	})
	return fresh, err
}
