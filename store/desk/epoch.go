package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"coopfield/store"
	"coopfield/store/oplog"
)

// epochSetting is where the open epoch is kept; absent while it is the first.
const epochSetting = "desk.epoch"

// Why an epoch was opened: stable words, kept in the store.
const (
	WhyLogAhead = "log-ahead" // the second log had ops that the database lacked
	WhyMachine  = "machine"   // the same store runs on another machine
	WhyReceipt  = "receipt"   // the province has a receipt for ops that are not held
	WhyRestored = "restored"  // put back from a backup that may not be the newest state
	WhyHeldNext = "held-next" // an op at the next place of the own chain came from outside
	WhyByPerson = "person"    // somebody asked for it
	WhyRekeyed  = "rekeyed"   // the store writes with another key, which is another device
)

// Epoch is one epoch of this device's chain: the ops of one life of the store.
type Epoch struct {
	Epoch     int64      // from 1
	Continues store.Hash // the last own head known when it was opened; zero for none
	Why       string     // one of the words above, "" of the first
	At        int64      // ms UTC when it was opened; for people only
}

// storedEpoch is the form of the setting.
type storedEpoch struct {
	Epoch     int64  `json:"epoch"`
	Continues string `json:"continues"` // hex, "" for none
	Why       string `json:"why,omitempty"`
	At        int64  `json:"at,omitempty"`
}

// readEpoch returns the open epoch, the fallback if the store names none.
func readEpoch(tx store.Tx, fallback int64) (*Epoch, error) {
	data, err := tx.Setting(epochSetting)
	if err != nil || data == nil {
		return &Epoch{Epoch: max(fallback, 1)}, err
	}
	var s storedEpoch
	if err := json.Unmarshal(data, &s); err != nil {
		return nil, fmt.Errorf("reading the open epoch: %w", err)
	}
	e := &Epoch{Epoch: s.Epoch, Why: s.Why, At: s.At}
	if s.Continues != "" {
		if e.Continues, err = store.ParseHash(s.Continues); err != nil {
			return nil, fmt.Errorf("reading the open epoch: %w", err)
		}
	}
	return e, nil
}

// Epoch returns the number of the device's open epoch, from 1.
func (d *Desk) Epoch() int64 { return d.epoch.Load().Epoch }

// OpenedEpoch returns the open epoch with why and when it was opened.
func (d *Desk) OpenedEpoch() Epoch { return *d.epoch.Load() }

// OpenEpoch closes the device's epoch and opens the next one, whose genesis
// names the last own head that is held (sync protocol, Restored or cloned
// laptop). Whoever else may still write the old epoch, the two never claim one
// place of a chain. why is one of the words Why….
func (d *Desk) OpenEpoch(ctx context.Context, why string) (Epoch, error) {
	return d.OpenEpochAfter(ctx, 0, why)
}

// OpenEpochAfter is [Desk.OpenEpoch] with a number beyond after too: an epoch
// that others know of this device, though it is not held here, is not begun a
// second time.
func (d *Desk) OpenEpochAfter(ctx context.Context, after int64, why string) (Epoch, error) {
	var opened Epoch
	err := d.update(ctx, func(w *work) error {
		err := w.openEpoch(after, why)
		opened = *w.ep
		return err
	})
	return opened, err
}

// openEpoch opens the next epoch for the rest of this transaction and, once it
// is committed, for the desk.
func (w *work) openEpoch(after int64, why string) error {
	if w.begun { // ops of the old epoch were made in this transaction
		if err := w.tx.SetHead(w.d.o.Me.Dev, w.ep.Epoch, w.seq, w.head); err != nil {
			return err
		}
		w.begun = false
	}
	held, err := w.ownEpochs()
	if err != nil {
		return err
	}
	next := &Epoch{Epoch: max(w.ep.Epoch, after) + 1, Why: why, At: w.now}
	for _, ep := range held {
		next.Epoch = max(next.Epoch, ep+1)
	}
	if next.Continues, err = w.lastHead(next.Epoch); err != nil {
		return err
	}
	return w.saveEpoch(next)
}

// saveEpoch writes the open epoch.
func (w *work) saveEpoch(next *Epoch) error {
	s := storedEpoch{Epoch: next.Epoch, Why: next.Why, At: next.At}
	if !next.Continues.IsZero() {
		s.Continues = next.Continues.String()
	}
	data, err := json.Marshal(s)
	if err != nil {
		return fmt.Errorf("writing the open epoch: %w", err)
	}
	if err := w.tx.SetSetting(epochSetting, data); err != nil {
		return err
	}
	w.ep = next
	return nil
}

// ownEpochs returns the epochs of the own device of which ops are held, rising.
func (w *work) ownEpochs() ([]int64, error) { return w.tx.Epochs(w.d.o.Me.Dev) }

// lastHead returns the head of the newest own epoch before ep that holds ops,
// zero if there is none.
func (w *work) lastHead(ep int64) (store.Hash, error) {
	held, err := w.ownEpochs()
	if err != nil {
		return store.Hash{}, err
	}
	for _, e := range slices.Backward(held) {
		if e >= ep {
			continue
		}
		seq, head, err := w.tx.Head(w.d.o.Me.Dev, e)
		if err != nil || seq > 0 {
			return head, err
		}
	}
	return store.Hash{}, nil
}

// genesis returns the head before the first op of an own epoch: what that op
// follows, and before it is written what the epoch was opened with.
func (w *work) genesis(ep int64) (store.Hash, error) {
	me := w.d.o.Me.Dev
	if ep == w.ep.Epoch {
		if ep == 1 {
			return oplog.Genesis(me, 1, store.Hash{}), nil
		}
		if !w.ep.Continues.IsZero() {
			return oplog.Genesis(me, ep, w.ep.Continues), nil
		}
	}
	last, err := w.lastHead(ep)
	return oplog.Genesis(me, ep, last), err
}

// guardNext opens a new epoch if an op at the next place of the own chain is
// held already: it came from outside, so another copy of this store wrote it.
// To write that place again would be a fork.
func (w *work) guardNext() error {
	next, err := w.tx.At(w.d.o.Me.Dev, w.ep.Epoch, w.seq+1)
	if err != nil || len(next) == 0 {
		return err
	}
	w.begun = false
	return w.openEpoch(0, WhyHeldNext)
}
