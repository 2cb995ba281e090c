package desk

import (
	"context"
	"slices"

	"coopfield/store"
)

// TakeOver begins the chain of a new device in a store that another device has
// written so far: the office of a province with its new key. A device is its key,
// so the chain is a new one; it opens the next epoch of this store, whose genesis
// names the last head of the device before. Thus the new chain cannot be cut off
// from the old one unseen, and no two ops of the store share an epoch and number.
// d is a desk of the new device that has written nothing yet. people and also are
// those of [Desk.SetPeople], in the same transaction.
func (d *Desk) TakeOver(ctx context.Context, from string, people []Enrolled, also func(tx store.Tx) error) error {
	return d.update(ctx, func(w *work) error {
		epochs, err := w.tx.Epochs(from)
		if err != nil {
			return err
		}
		next := &Epoch{Epoch: w.ep.Epoch + 1, Why: WhyRekeyed, At: w.now}
		for _, ep := range slices.Backward(epochs) {
			next.Epoch = max(next.Epoch, ep+1)
			if next.Continues.IsZero() {
				if _, next.Continues, err = w.tx.Head(from, ep); err != nil {
					return err
				}
			}
		}
		if err := w.saveEpoch(next); err != nil {
			return err
		}
		return w.setPeople(people, also)
	})
}
