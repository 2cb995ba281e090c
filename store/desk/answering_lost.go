package desk

import (
	"slices"

	"coopfield/store"
	"coopfield/store/oplog"
)

// lost takes the laptop's own ops that its store does not hold any more, in the
// order of its chains: it was restored from an older copy, and its next epoch
// says from where it went on (sync protocol, Restored or cloned laptop). What
// counts and what does not is decided there as it is here.
func (c *choice) lost() error {
	dev := c.to.Writer.Dev
	epochs, err := c.w.tx.Epochs(dev)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(epochs, func(ep int64) bool { return ep >= c.to.Epoch }) {
		epochs = append(epochs, c.to.Epoch) // nothing was written in it yet
	}
	gone := map[store.Hash]bool{}
	if err := c.admitted(epochs, gone); err != nil {
		return err
	}
	if len(epochs) < 2 && len(gone) == 0 && !c.to.All {
		return nil
	}
	var ops []store.LoggedOp
	for _, ep := range epochs {
		var mine []store.LoggedOp
		err := c.w.tx.Range(dev, ep, 1, 0, func(o *store.LoggedOp) error {
			mine = append(mine, *o)
			return nil
		})
		if err != nil {
			return err
		}
		for i := range mine {
			if o := &mine[i]; o.Seq == 1 && len(ops) > 0 {
				for _, h := range notBefore(ops, dev, ep, o.Prev) {
					gone[h] = true
				}
			}
		}
		if len(mine) == 0 && !c.to.Begins.IsZero() {
			for _, h := range notBefore(ops, dev, ep, c.to.Begins) {
				gone[h] = true
			}
		}
		ops = append(ops, mine...)
	}
	for i := range ops {
		if o := &ops[i]; (c.to.All || gone[o.Hash]) && !c.taken[o.Hash] {
			c.taken[o.Hash] = true
			c.ops = append(c.ops, *o)
		}
	}
	return nil
}

// admitted notes the ops of the laptop's second histories that a person admitted,
// with those that they follow: they count here and for everybody else, and nobody
// knows which of the histories the store that reads this holds.
func (c *choice) admitted(epochs []int64, gone map[store.Hash]bool) error {
	if err := c.w.cases(); err != nil {
		return err
	}
	dev := c.to.Writer.Dev
	if _, forked := c.w.open[forkID(dev)]; !forked {
		return nil
	}
	for _, ep := range epochs {
		t, err := c.w.tree(dev, ep)
		if err != nil {
			return err
		}
		by := make(map[store.Hash]*store.LoggedOp, len(t.all))
		for _, o := range t.all {
			by[o.Hash] = o
		}
		_, head, err := c.w.tx.Head(dev, ep)
		if err != nil {
			return err
		}
		counts := map[store.Hash]bool{}
		for o := by[head]; o != nil; o = by[o.Prev] {
			counts[o.Hash] = true
		}
		for _, o := range t.all {
			if o.Verdict != store.Counted {
				continue
			}
			for at := o; at != nil && !counts[at.Hash] && !gone[at.Hash]; at = by[at.Prev] {
				gone[at.Hash] = true
			}
		}
	}
	return nil
}

// notBefore returns which of a device's earlier ops an epoch that begins with
// the genesis head does not go on from.
func notBefore(ops []store.LoggedOp, dev string, ep int64, genesis store.Hash) []store.Hash {
	at := slices.IndexFunc(ops, func(o store.LoggedOp) bool { return oplog.Genesis(dev, ep, o.Hash) == genesis })
	if at < 0 && oplog.Genesis(dev, ep, store.Hash{}) != genesis {
		return nil // goes on from what did not come yet
	}
	before := map[store.Hash]bool{}
	epoch := int64(0)
	if at >= 0 {
		epoch = ops[at].Ep
		for next := ops[at].Hash; at >= 0; at-- { // ops stand in order of seq
			if o := &ops[at]; o.Hash == next && o.Ep == epoch {
				before[o.Hash], next = true, o.Prev
			}
		}
	}
	var out []store.Hash
	for i := range ops {
		if o := &ops[i]; o.Ep >= epoch && !before[o.Hash] {
			out = append(out, o.Hash)
		}
	}
	return out
}
