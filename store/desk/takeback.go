package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"coopfield/store"
	"coopfield/store/oplog"
)

// TakenBack says what became of the ops that the second log had and the
// database lacked.
type TakenBack struct {
	Ops  int            // taken into the database
	Fork bool           // some stand on another branch than what is held: both are kept
	Left map[int64]int  // by epoch: those that hang on nothing that is held
	Head map[int64]bool // epochs that went on
}

// TakeBack takes own ops in again that the database has lost, in the order in
// which they were written (sync protocol, The op log): what continues the own
// chain is appended, what parts from it is the other branch of a fork, and both
// branches are kept. The caller has checked each line and signature; the chain
// is checked here. Doing so twice changes nothing.
func (d *Desk) TakeBack(ctx context.Context, ops []store.LoggedOp) (*TakenBack, error) {
	var out *TakenBack
	err := d.update(ctx, func(w *work) error {
		t := newTakeBack(w)
		out = t.out
		for i := range ops {
			if err := t.op(ops[i]); err != nil {
				return fmt.Errorf("taking back op %d of epoch %d: %w", ops[i].Seq, ops[i].Ep, err)
			}
			if (i+1)%bulkPart == 0 {
				if err := w.flush(); err != nil {
					return err
				}
				w.forgetBut(store.Cooperative)
			}
		}
		return t.end()
	})
	return out, err
}

// takeBack is one run of TakeBack.
type takeBack struct {
	w      *work
	out    *TakenBack
	known  map[store.Hash]bool // taken back in this run
	ends   map[int64]*Point    // of the branch that counts, by epoch
	forked map[int64]bool
}

func newTakeBack(w *work) *takeBack {
	return &takeBack{
		w: w, out: &TakenBack{Left: map[int64]int{}, Head: map[int64]bool{}},
		known: map[store.Hash]bool{}, ends: map[int64]*Point{}, forked: map[int64]bool{},
	}
}

func (t *takeBack) op(o store.LoggedOp) error {
	w := t.w
	if o.Dev != w.d.o.Me.Dev {
		t.out.Left[o.Ep]++
		return nil
	}
	if _, err := w.tx.Op(o.Hash); err == nil {
		return nil
	} else if store.CodeOf(err) != store.NotFound {
		return err
	}
	hangs, err := t.hangs(&o)
	if err != nil {
		return err
	}
	if !hangs {
		t.out.Left[o.Ep]++
		return nil
	}
	end, err := t.endOf(o.Ep)
	if err != nil {
		return err
	}
	o.Own = true
	straight := !t.forked[o.Ep] && o.Seq == end.Seq+1 && (end.Seq == 0 || o.Prev == end.Head)
	if straight {
		if o.Verdict, o.Why, err = w.judge(&o); err != nil {
			return err
		}
	} else {
		t.forked[o.Ep] = true
		o.Verdict, o.Why = store.OnFork, whyFork
	}
	if _, err := w.take(&o); err != nil {
		return err
	}
	t.known[o.Hash] = true
	t.out.Ops++
	t.out.Head[o.Ep] = true
	if straight {
		end.Seq, end.Head = o.Seq, o.Hash
	}
	return nil
}

// hangs reports whether what o follows is held.
func (t *takeBack) hangs(o *store.LoggedOp) (bool, error) {
	if o.Seq == 1 {
		return o.Ep > 1 || o.Prev == oplog.Genesis(o.Dev, 1, store.Hash{}), nil
	}
	if t.known[o.Prev] {
		return true, nil
	}
	at, err := t.w.tx.At(o.Dev, o.Ep, o.Seq-1)
	return slices.ContainsFunc(at, func(x store.LoggedOp) bool { return x.Hash == o.Prev }), err
}

// endOf returns the end of an epoch's branch that counts.
func (t *takeBack) endOf(ep int64) (*Point, error) {
	if p := t.ends[ep]; p != nil {
		return p, nil
	}
	seq, head, err := t.w.tx.Head(t.w.d.o.Me.Dev, ep)
	if err != nil {
		return nil, err
	}
	t.ends[ep] = &Point{Epoch: ep, Seq: seq, Head: head}
	return t.ends[ep], nil
}

// end writes the ends of the chains, and decides which branches count.
func (t *takeBack) end() error {
	w := t.w
	w.got, w.forks, w.sealed = nil, nil, nil // asked again: an op they name may be held now
	for ep, p := range t.ends {
		if !t.out.Head[ep] {
			continue
		}
		if err := w.tx.SetHead(w.d.o.Me.Dev, ep, p.Seq, p.Head); err != nil {
			return err
		}
		if !t.forked[ep] {
			continue
		}
		if _, err := w.branch(w.d.o.Me.Dev, ep); err != nil {
			return err
		}
		on, err := w.onFork(w.d.o.Me.Dev, ep)
		if err != nil {
			return err
		}
		t.out.Fork = t.out.Fork || on // ops that were lost in the middle of the chain stand on the one branch
	}
	return nil
}

// quoteMine takes own ops back that this store has lost and the province holds.
// Such a store was restored or copied: it writes in a new epoch from now on.
func (w *work) quoteMine(ops []store.LoggedOp, out *Took) error {
	lost := ops[:0:0]
	for i := range ops {
		if _, err := w.tx.Op(ops[i].Hash); store.CodeOf(err) == store.NotFound {
			lost = append(lost, ops[i])
		} else if err != nil {
			return err
		}
	}
	if len(lost) == 0 {
		return nil
	}
	slices.SortFunc(lost, func(a, b store.LoggedOp) int {
		return cmp.Or(cmp.Compare(a.Ep, b.Ep), cmp.Compare(a.Seq, b.Seq), compareHash(a.Hash, b.Hash))
	})
	if last := lost[len(lost)-1].Ep; last >= w.ep.Epoch {
		if err := w.openEpoch(last, WhyReceipt); err != nil {
			return err
		}
		opened := *w.ep
		out.Opened = &opened
	}
	t := newTakeBack(w)
	for i := range lost {
		if err := t.op(lost[i]); err != nil {
			return fmt.Errorf("taking back op %d of epoch %d: %w", lost[i].Seq, lost[i].Ep, err)
		}
	}
	out.Back = t.out.Ops
	return t.end()
}
