package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"coopfield/store"
)

// issuedSetting + dev is up to where the province gave receipts to a device.
const issuedSetting = "desk.issued/"

// Issue records that devices are told, or may be told, that the province holds
// everything of theirs up to these points. What has a receipt is never set aside
// for another history of the device (sync protocol, What is a conflict: fork).
func (d *Desk) Issue(ctx context.Context, points map[string][]Point) error {
	news := map[string][]Point{}
	err := d.o.Log.View(ctx, func(tx store.Tx) error {
		for dev, more := range points {
			held, err := issued(tx, dev)
			if err != nil {
				return err
			}
			if all := further(held, more); !slices.Equal(held, all) {
				news[dev] = all
			}
		}
		return nil
	})
	if err != nil || len(news) == 0 {
		return err
	}
	return d.update(ctx, func(w *work) error {
		for dev := range news {
			held, err := issued(w.tx, dev)
			if err != nil {
				return err
			}
			data, err := json.Marshal(further(held, points[dev]))
			if err != nil {
				return fmt.Errorf("writing which receipts were given: %w", err)
			}
			if err := w.tx.SetSetting(issuedSetting+dev, data); err != nil {
				return err
			}
		}
		return nil
	})
}

// further returns held with each epoch's furthest point.
func further(held, more []Point) []Point {
	out := slices.Clone(held)
	for _, p := range more {
		i := slices.IndexFunc(out, func(h Point) bool { return h.Epoch == p.Epoch })
		switch {
		case i < 0:
			out = append(out, p)
		case p.Seq > out[i].Seq:
			out[i] = p
		}
	}
	sortPoints(out)
	return out
}

// issued returns up to where a device was given receipts.
func issued(tx store.Tx, dev string) ([]Point, error) {
	data, err := tx.Setting(issuedSetting + dev)
	if err != nil {
		return nil, err
	}
	return parsePoints(data)
}

// receiptsFor returns the heads up to which the province gave receipts to a
// device: in its own store what it gave, on the laptop what answers said.
func (w *work) receiptsFor(dev string) (map[store.Hash]bool, error) {
	points, err := issued(w.tx, dev)
	if err != nil {
		return nil, err
	}
	if dev == w.d.o.Me.Dev {
		s, err := w.answers()
		if err != nil {
			return nil, err
		}
		points = append(points, s.Chains...)
	}
	heads := map[store.Hash]bool{}
	for _, p := range points {
		heads[p.Head] = true
	}
	return heads, nil
}

// receiptedFirst lets the branch with the province's receipt come before what
// is favoured otherwise, wherever the histories of a device part.
func (w *work) receiptedFirst(t *tree, dev string, favoured map[store.Hash]bool) (map[store.Hash]bool, error) {
	if t.parting() == 0 {
		return favoured, nil
	}
	heads, err := w.receiptsFor(dev)
	if err != nil || len(heads) == 0 {
		return favoured, err
	}
	got := map[store.Hash]bool{}
	for _, o := range slices.Backward(t.all) { // from the ends of the branches down
		if heads[o.Hash] || got[o.Hash] {
			got[o.Hash], got[o.Prev] = true, true
		}
	}
	out := map[store.Hash]bool{}
	for _, siblings := range append(slices.Collect(maps.Values(t.next)), t.first) {
		some := slices.ContainsFunc(siblings, func(o *store.LoggedOp) bool { return got[o.Hash] })
		for _, o := range siblings {
			out[o.Hash] = got[o.Hash] || !some && favoured[o.Hash]
		}
	}
	return out, nil
}
