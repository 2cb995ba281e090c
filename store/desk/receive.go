package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"coopfield/store"
	"coopfield/store/oplog"
)

// errPreview rolls a preview back.
var errPreview = errors.New("preview")

// Receive takes a verified bundle in, in one transaction (sync protocol,
// Importing, steps 9 to 12): what continues the device's chain is appended,
// what overlaps equally is known, what differs is a fork of which both branches
// are kept, what starts later is held. Each new op is judged and its record
// projected; what waited for it is judged anew. Receiving the same bundles in
// any order and any number of times gives the same state.
//
// A bundle that is held is no error: Outcome says what is missing. Refused,
// detail "op-chain", is a chain that does not hang together with its own start.
func (d *Desk) Receive(ctx context.Context, in Incoming) (*Outcome, error) {
	var out *Outcome
	err := d.Together(ctx, func(g *Group) (err error) {
		out, err = g.Receive(in)
		return err
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// Preview says what [Desk.Receive] would do, and does nothing.
func (d *Desk) Preview(ctx context.Context, in Incoming) (*Outcome, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var out *Outcome
	err := d.o.Log.Update(ctx, func(tx store.Tx) error {
		var err error
		if out, _, err = d.work(ctx, tx).takeIn(in); err != nil {
			return err
		}
		return errPreview
	})
	if !errors.Is(err, errPreview) {
		return nil, err
	}
	return out, nil
}

func (w *work) receive(in Incoming) (*Outcome, error) {
	p, err := w.placeOf(in)
	if err != nil {
		return nil, err
	}
	out, _, err := w.receiveOps(in, p)
	if err != nil {
		return nil, err
	}
	return out, w.received(in, out)
}

// received writes the journal and what goes with it.
func (w *work) received(in Incoming, out *Outcome) error {
	if err := w.journal(in, out); err != nil || in.Also == nil {
		return err
	}
	return in.Also(w.tx)
}

// placeOf checks a chain and says where it stands.
func (w *work) placeOf(in Incoming) (place, error) {
	if err := checkChain(in); err != nil {
		return place{}, err
	}
	return w.place(in)
}

// receiveOps takes ops in that stand at p, and returns also the records that they
// touched as they were before.
func (w *work) receiveOps(in Incoming, p place) (*Outcome, map[key]*store.Record, error) {
	me := in.Registered
	out := &Outcome{State: store.BundleApplied, Bundle: in.Bundle}
	news, err := w.meet(me, in.AcceptedThrough)
	if err != nil {
		return nil, nil, err
	}
	if len(in.Faults) == len(in.Ops) {
		w.faults = make(map[store.Hash]string, len(in.Ops))
		for i := range in.Ops {
			w.faults[in.Ops[i].Hash] = in.Faults[i]
		}
	}
	var touched []key
	if p.held {
		out.State, out.NeedFrom, out.NeedTo = store.BundleHeld, p.needFrom, p.needTo
		touched = recordsIn(in.Ops)
	} else if touched, err = w.append(in, p, out); err != nil {
		return nil, nil, err
	} else if err = w.takeFiles(in); err != nil {
		return nil, nil, err
	}
	if news {
		if err := w.rejudge(me.Dev); err != nil {
			return nil, nil, err
		}
	}
	if err := w.rebranch(); err != nil {
		return nil, nil, err
	}
	if out.Fork {
		if out.Fork, err = w.undecidedFork(me.Dev); err != nil {
			return nil, nil, err
		}
	}
	before := map[key]*store.Record{}
	for _, k := range touched {
		e, err := w.entry(k.kind, k.id)
		if err != nil {
			return nil, nil, err
		}
		before[k] = e.was
	}
	if err := w.flush(); err != nil {
		return nil, nil, err
	}
	return out, before, w.report(in, touched, before, out)
}

// checkChain refuses what is no chain of its device. Package sync has checked
// the lines; this keeps a slip there from reaching the log.
func checkChain(in Incoming) error {
	if len(in.Ops) == 0 {
		return nil
	}
	if in.Epoch == 1 && in.From == 1 && in.PrevHead != oplog.Genesis(in.Registered.Dev, 1, store.Hash{}) {
		return brokenChain("first op does not follow the genesis of the epoch")
	}
	prev := in.PrevHead
	for i := range in.Ops {
		o := &in.Ops[i]
		if o.Dev != in.Registered.Dev || o.Ep != in.Epoch || o.Seq != in.From+int64(i) || o.Prev != prev {
			return brokenChain(fmt.Sprintf("op %d is out of the chain", i))
		}
		prev = o.Hash
	}
	if prev != in.Head || in.To != in.From+int64(len(in.Ops))-1 {
		return brokenChain("the last op is not the head")
	}
	return nil
}

func brokenChain(why string) error {
	return &store.Error{
		Code: store.Refused, Detail: oplog.DetailChain, Message: "chuỗi thay đổi trong gói không liền nhau", Kept: "chưa nhập gì",
		Hint: "nhờ người gửi đóng gói lại", Err: errors.New(why),
	}
}

// place is where a bundle stands against what is held of its chain.
type place struct {
	held             bool
	needFrom, needTo int64
	straight         bool // continues the projected branch exactly
	forked           bool // the chain has, or will have, two branches
}

func (w *work) place(in Incoming) (place, error) {
	if len(in.Ops) == 0 {
		return place{}, nil
	}
	dev, ep := in.Registered.Dev, in.Epoch
	seq, head, err := w.tx.Head(dev, ep)
	if err != nil {
		return place{}, err
	}
	if err := w.cases(); err != nil {
		return place{}, err
	}
	_, forked := w.open[forkID(dev)]
	p := place{forked: forked}
	switch {
	case in.From > 1:
		before, err := w.tx.At(dev, ep, in.From-1)
		if err != nil {
			return p, err
		}
		if !slices.ContainsFunc(before, func(o store.LoggedOp) bool { return o.Hash == in.PrevHead }) {
			p.held, p.needFrom, p.needTo = true, seq+1, in.From-1
			if p.needFrom > p.needTo { // another branch, of which the beginning is missing
				p.needFrom = 1
			}
			return p, nil
		}
	}
	p.straight = !forked && in.From == seq+1 && (seq == 0 || in.PrevHead == head)
	return p, nil
}

// append takes the ops of a bundle that are new and returns the records that
// any of its ops touch.
func (w *work) append(in Incoming, p place, out *Outcome) ([]key, error) {
	dev, ep := in.Registered.Dev, in.Epoch
	own := dev == w.d.o.Me.Dev
	known, forked, err := w.overlap(in, p)
	if err != nil {
		return nil, err
	}
	p.forked = p.forked || forked
	out.Known = known
	unheld, err := w.unheld(in, p)
	if err == nil && unheld {
		err = w.foresee(in.Ops)
	}
	if err != nil {
		return nil, err
	}
	for i := known; i < len(in.Ops); i++ {
		o := in.Ops[i]
		o.Own, o.Verdict, o.Why = own, store.Counted, ""
		switch {
		case p.forked: // which branch counts is decided below
			o.Verdict, o.Why = store.OnFork, whyFork
		case in.AcceptedThrough.beyond(o.Ep, o.Seq):
			o.Verdict, o.Why = store.BeyondAccepted, whyBeyond
		case own: // made here once and lost since: what it stands on may be missing too
			if o.Verdict, o.Why, err = w.judge(&o); err != nil {
				return nil, err
			}
		}
		fresh := unheld
		if unheld {
			err = w.takeNew(&o)
		} else {
			fresh, err = w.take(&o)
		}
		if err != nil {
			return nil, fmt.Errorf("taking in op %d of epoch %d: %w", o.Seq, o.Ep, err)
		}
		if fresh {
			out.Appended++
		} else {
			out.Known++
		}
	}
	touched := recordsIn(in.Ops)
	if p.forked {
		out.Fork = true
		more, err := w.branch(dev, ep)
		return append(touched, more...), err
	}
	seq, _, err := w.tx.Head(dev, ep)
	if err != nil {
		return nil, err
	}
	if in.To > seq {
		if err := w.tx.SetHead(dev, ep, in.To, in.Head); err != nil {
			return nil, err
		}
	}
	return touched, nil
}

// unheld reports whether none of a bundle's ops is held for certain: they go on
// from the end of their chain and none stands in their places. A laptop may hold
// ops that an answer quoted to it without those before them.
func (w *work) unheld(in Incoming, p place) (bool, error) {
	if !p.straight || len(in.Ops) == 0 {
		return false, nil
	}
	held, err := w.tx.HeldFrom(in.Registered.Dev, in.Epoch, in.From)
	return err == nil && !held, err
}

// foresee reads the records of ops that are about to be taken in, so that the log
// is written while they are judged and nothing has to wait for it.
func (w *work) foresee(ops []store.LoggedOp) error {
	for i := range ops {
		o := &ops[i]
		if store.SpecOf(o.Typ) == nil {
			continue
		}
		e, err := w.entry(o.Typ, o.Ent)
		if err != nil {
			return err
		}
		if coop := w.coopOf(e, o); coop != "" {
			if _, err := w.entry(store.Cooperative, coop); err != nil {
				return err
			}
		}
	}
	return nil
}

// overlap returns how many ops at the start of a bundle are held already, and
// whether the rest of what overlaps differs. Equal hashes mean equal histories.
func (w *work) overlap(in Incoming, p place) (known int, forked bool, err error) {
	if len(in.Ops) == 0 || p.straight || p.forked {
		return 0, false, nil
	}
	seq, _, err := w.tx.Head(in.Registered.Dev, in.Epoch)
	if err != nil {
		return 0, false, err
	}
	last := int(min(seq, in.To) - in.From)
	if last < 0 {
		return 0, false, nil
	}
	at, err := w.tx.At(in.Registered.Dev, in.Epoch, in.Ops[last].Seq)
	if err != nil {
		return 0, false, err
	}
	for i := range at {
		if at[i].Hash == in.Ops[last].Hash {
			return last + 1, false, nil
		}
	}
	return 0, true, nil
}

// undecidedFork reports whether a person is still to say what is done with ops of
// a device's other history. The device stays marked when all of it is decided.
func (w *work) undecidedFork(dev string) (bool, error) {
	epochs, err := w.tx.Epochs(dev)
	if err != nil {
		return false, err
	}
	for _, ep := range epochs {
		if on, err := w.onFork(dev, ep); on || err != nil {
			return on, err
		}
	}
	return false, nil
}

// onFork reports whether an op of an epoch stands on its other branch.
func (w *work) onFork(dev string, ep int64) (bool, error) {
	aside, err := w.tx.Aside(dev, ep, 1, maxSeq)
	return slices.ContainsFunc(aside, func(o store.LoggedOp) bool { return o.Verdict == store.OnFork }), err
}

const (
	whyFork   = "máy này có hai lịch sử khác nhau (phục hồi hoặc sao chép ổ đĩa); nhánh này để riêng chờ tỉnh quyết định"
	whyBeyond = "ghi sau mốc đã chấp nhận của máy này; chờ người có thẩm quyền nhận hoặc từ chối"
)

func recordsIn(ops []store.LoggedOp) []key {
	var keys []key
	seen := map[key]bool{}
	for i := range ops {
		if k := (key{ops[i].Typ, ops[i].Ent}); !seen[k] && store.SpecOf(k.kind) != nil {
			seen[k] = true
			keys = append(keys, k)
		}
	}
	return keys
}
