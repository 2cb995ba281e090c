package desk

import (
	"slices"

	"coopfield/store"
)

// branchOf names one chain.
type branchOf struct {
	dev string
	ep  int64
}

// favoured returns the ops of t in whose branch an op stands that the province
// names as a base: what it accepted, returned or merged must not be set aside
// because another history of the same device comes along. Whether the
// province's op counts is not asked, so that the answer hangs on the set of ops.
func (w *work) favoured(t *tree) (map[store.Hash]bool, error) {
	from := t.parting()
	if from == 0 {
		return nil, nil
	}
	named := map[store.Hash]bool{}
	asked := map[key]bool{}
	for _, o := range t.all {
		k := key{o.Typ, o.Ent}
		if o.Seq < from || asked[k] {
			continue
		}
		asked[k] = true
		ops, err := w.tx.OpsOf(k.kind, k.id)
		if err != nil {
			return nil, err
		}
		for i := range ops {
			if len(ops[i].Base) == 0 {
				continue
			}
			office, err := w.ofProvince(ops[i].Dev)
			if err != nil {
				return nil, err
			}
			if office {
				for _, b := range ops[i].Base {
					// What a person admitted stands beside the branch that counts, and
					// what the province builds on it does not turn that round.
					ruled, err := w.ruling(b)
					if err != nil {
						return nil, err
					}
					if ruled.kind != admit {
						named[b] = true
					}
				}
			}
		}
	}
	if cut, err := w.cutOf(t.all[0].Dev); err != nil {
		return nil, err
	} else if cut != nil {
		for _, p := range append([]Point{cut.Point}, cut.Earlier...) { // the registry says which history it accepts
			named[p.Head] = true
		}
	}
	for _, o := range slices.Backward(t.all) { // from the ends of the branches down
		if o.Seq >= from && named[o.Hash] {
			named[o.Prev] = true
		}
	}
	return named, nil
}

// parting returns the first seq at which there are several branches, 0 if there
// is one branch.
func (t *tree) parting() int64 {
	if len(t.first) > 1 {
		return 1
	}
	for _, o := range t.all {
		if len(t.next[o.Prev]) > 1 {
			return o.Seq
		}
	}
	return 0
}

// chosen returns the one of several ops after the same one that counts.
func chosen(siblings []*store.LoggedOp, favoured map[store.Hash]bool) *store.LoggedOp {
	for _, o := range siblings {
		if favoured[o.Hash] {
			return o
		}
	}
	return siblings[0]
}

// ofProvince reports whether a device is the province's: the registry has named
// its writer so, or it is this store's own.
func (w *work) ofProvince(dev string) (bool, error) {
	writers, err := w.writersOf(dev)
	return slices.ContainsFunc(writers, func(me store.Writer) bool { return me.Role == store.Province }), err
}

// recall notes the chains of which the province names an op that was set aside:
// which branch counts is decided again.
func (w *work) recall(e *entry, o *store.LoggedOp) error {
	if len(o.Base) == 0 || !o.Own && o.Verdict == store.Counted || !e.stale && e.rec != nil && containsAll(e.rec.Heads, o.Base) {
		return nil // all its bases count
	}
	if office, err := w.ofProvince(o.Dev); err != nil || !office {
		return err
	}
	for _, b := range o.Base {
		x, err := w.tx.Op(b)
		if store.CodeOf(err) == store.NotFound {
			continue
		}
		if err != nil {
			return err
		}
		if x.Verdict == store.OnFork {
			w.unsettle(branchOf{x.Dev, x.Ep})
		}
	}
	return nil
}

// recallAll notes every chain of which ops were set aside.
func (w *work) recallAll() error {
	ops, err := w.tx.WithVerdict(store.OnFork)
	for i := range ops {
		w.unsettle(branchOf{ops[i].Dev, ops[i].Ep})
	}
	return err
}

func (w *work) unsettle(b branchOf) {
	if !slices.Contains(w.unsettled, b) {
		w.unsettled = append(w.unsettled, b)
	}
}

// rebranch decides anew which branches of the chains noted count.
func (w *work) rebranch() error {
	for len(w.unsettled) > 0 || len(w.ruled) > 0 || len(w.contested) > 0 {
		if err := w.applyRulings(); err != nil {
			return err
		}
		if err := w.settleClaims(); err != nil {
			return err
		}
		if len(w.unsettled) == 0 {
			continue
		}
		b := w.unsettled[0]
		w.unsettled = w.unsettled[1:]
		if _, err := w.branch(b.dev, b.ep); err != nil {
			return err
		}
	}
	return w.settleLate()
}
