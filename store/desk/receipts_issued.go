package desk

import (
	"bytes"
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
			if all := further(held.Points, more); !slices.Equal(held.Points, all) {
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
			if held, err = w.issue(dev, held, points[dev]); err != nil {
				return err
			}
			data, err := held.encode()
			if err != nil {
				return err
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

// Given is what a device was told that the province holds of it.
type Given struct {
	Points []Point `json:"points"`
	// Aside are the creations of records up to there that did not count when they
	// got their receipt: it gives them nothing against a rival that did.
	Aside []store.Hash `json:"aside"`
}

// With returns what g and h say together.
func (g *Given) With(h *Given) *Given {
	out := &Given{Points: further(g.Points, h.Points), Aside: slices.Concat(g.Aside, h.Aside)}
	slices.SortFunc(out.Aside, compareHash)
	out.Aside = slices.Compact(out.Aside)
	return out
}

// Equal reports whether g and h say the same.
func (g *Given) Equal(h *Given) bool {
	return slices.Equal(g.Points, h.Points) && slices.Equal(g.Aside, h.Aside)
}

// Issued returns what devices were told.
func (d *Desk) Issued(ctx context.Context, devs ...string) (map[string]*Given, error) {
	out := map[string]*Given{}
	err := d.o.Log.View(ctx, func(tx store.Tx) error {
		for _, dev := range devs {
			g, err := issued(tx, dev)
			if err != nil {
				return err
			}
			out[dev] = g
		}
		return nil
	})
	return out, err
}

// Recall takes back what devices were told before this store was put back from a
// backup, and judges anew what hangs on it: which of two histories of a device
// counts, and whose a record is.
func (d *Desk) Recall(ctx context.Context, told map[string]*Given) error {
	return d.update(ctx, func(w *work) error {
		for _, dev := range sortedKeys(told) {
			if err := w.recallGiven(dev, told[dev]); err != nil {
				return err
			}
		}
		ops, err := w.tx.WithVerdict(store.NotPermitted)
		for i := range ops {
			if claimed(&ops[i]) {
				w.contested = append(w.contested, key{ops[i].Typ, ops[i].Ent})
			}
		}
		return err
	})
}

func (w *work) recallGiven(dev string, told *Given) error {
	held, err := issued(w.tx, dev)
	if err != nil {
		return err
	}
	all := held.With(told)
	if all.Equal(held) {
		return nil
	}
	data, err := all.encode()
	if err != nil {
		return err
	}
	if err := w.tx.SetSetting(issuedSetting+dev, data); err != nil {
		return err
	}
	epochs, err := w.tx.Epochs(dev)
	for _, ep := range epochs {
		w.unsettle(branchOf{dev, ep})
	}
	return err
}

// covers reports whether o had a receipt and counted then.
func (g *Given) covers(o *store.LoggedOp) bool {
	return slices.ContainsFunc(g.Points, func(p Point) bool { return p.Epoch == o.Ep && p.Seq >= o.Seq }) && !slices.Contains(g.Aside, o.Hash)
}

// issue adds points to what a device was given.
func (w *work) issue(dev string, held *Given, more []Point) (*Given, error) {
	out := &Given{Points: further(held.Points, more), Aside: slices.Clone(held.Aside)}
	for _, p := range out.Points {
		from := int64(1)
		for _, was := range held.Points {
			if was.Epoch == p.Epoch {
				from = was.Seq + 1
			}
		}
		if from > p.Seq {
			continue
		}
		ops, err := w.tx.Aside(dev, p.Epoch, from, p.Seq)
		if err != nil {
			return nil, err
		}
		for i := range ops {
			if creates(&ops[i]) {
				out.Aside = append(out.Aside, ops[i].Hash)
			}
		}
	}
	slices.SortFunc(out.Aside, compareHash)
	out.Aside = slices.Compact(out.Aside)
	return out, nil
}

// encode writes a setting: a list of points while that says all.
func (g *Given) encode() ([]byte, error) {
	var v any = g.Points
	if len(g.Aside) > 0 {
		v = g
	}
	data, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("writing which receipts were given: %w", err)
	}
	return data, nil
}

// issued returns up to where a device was given receipts.
func issued(tx store.Tx, dev string) (*Given, error) {
	data, err := tx.Setting(issuedSetting + dev)
	if err != nil {
		return nil, err
	}
	g := &Given{}
	if bytes.HasPrefix(data, []byte(`{"points":`)) {
		if err := json.Unmarshal(data, g); err != nil {
			return nil, fmt.Errorf("reading which receipts were given: %w", err)
		}
		return g, nil
	}
	g.Points, err = parsePoints(data)
	return g, err
}

// receiptsFor returns the heads up to which the province gave receipts to a
// device: in its own store what it gave, on the laptop what answers said.
func (w *work) receiptsFor(dev string) (map[store.Hash]bool, error) {
	given, err := issued(w.tx, dev)
	if err != nil {
		return nil, err
	}
	points := given.Points
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
