package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"coopfield/store"
	"coopfield/store/vi"
)

// sealedThrough returns, by epoch, the last own op of the branch that counts
// that is in any bundle.
func (w *work) sealedThrough() (map[int64]int64, error) {
	if w.sealed != nil {
		return w.sealed, nil
	}
	exports, err := w.tx.Exports()
	if err != nil {
		return nil, err
	}
	sealed := map[int64]int64{}
	for i := range exports {
		e := &exports[i]
		aside, err := w.isAside(e.Head)
		if err != nil {
			return nil, err
		}
		if !aside {
			sealed[e.Epoch] = max(sealed[e.Epoch], e.To)
		}
	}
	w.sealed = sealed
	return sealed, nil
}

// sealedTo returns the last own op of an epoch that is in any bundle.
func (w *work) sealedTo(ep int64) (int64, error) {
	sealed, err := w.sealedThrough()
	return sealed[ep], err
}

// unsealed counts the own ops of every epoch that are in no bundle.
func (w *work) unsealed() (n int64, err error) {
	epochs, err := w.ownEpochs()
	if err != nil {
		return 0, err
	}
	for _, ep := range epochs {
		sealed, err := w.sealedTo(ep)
		if err != nil {
			return 0, err
		}
		to, _, err := w.tx.Head(w.d.o.Me.Dev, ep)
		if err != nil {
			return 0, err
		}
		n += max(to-sealed, 0)
	}
	return n, nil
}

// Unsealed counts the own ops of every epoch that are in no bundle yet. It
// reads a few indexed rows only.
func (d *Desk) Unsealed(ctx context.Context) (n int64, err error) {
	err = d.view(ctx, func(w *work) error {
		n, err = w.unsealed()
		return err
	})
	return n, err
}

// Pending returns what would leave with the next bundles, of every epoch.
func (d *Desk) Pending(ctx context.Context) (*Pending, error) {
	var p *Pending
	err := d.view(ctx, func(w *work) error {
		var err error
		if p, err = w.pendingRange(); err != nil {
			return err
		}
		return w.sumPending(p)
	})
	return p, err
}

// PendingRange is Pending without the sums for people: which ops would leave,
// and what they follow.
func (d *Desk) PendingRange(ctx context.Context) (*Pending, error) {
	var p *Pending
	err := d.view(ctx, func(w *work) error {
		var err error
		p, err = w.pendingRange()
		return err
	})
	return p, err
}

func (w *work) pendingRange() (*Pending, error) {
	p := &Pending{NextExport: 1, ByKind: map[store.Kind]int{}}
	epochs, err := w.ownEpochs()
	if err != nil {
		return nil, err
	}
	if !slices.Contains(epochs, w.ep.Epoch) {
		epochs = append(epochs, w.ep.Epoch)
	}
	for _, ep := range epochs {
		part, err := w.part(ep)
		if err != nil {
			return nil, err
		}
		if part.From <= part.To {
			p.Parts = append(p.Parts, *part)
		}
		if ep == w.ep.Epoch {
			p.Epoch, p.From, p.To, p.PrevHead, p.Head, p.Receipted = ep, part.From, part.To, part.PrevHead, part.Head, part.Receipted
		}
		aside, err := w.asideParts(ep)
		if err != nil {
			return nil, err
		}
		p.Parts = append(p.Parts, aside...)
	}
	exports, err := w.tx.Exports()
	if err != nil {
		return nil, err
	}
	for _, e := range exports {
		p.NextExport = max(p.NextExport, e.Export+1)
		p.PrevExport = e.Manifest
	}
	return p, nil
}

// part returns the end of an epoch's branch that counts which has no receipt.
func (w *work) part(ep int64) (*Part, error) {
	part := &Part{Epoch: ep, From: 1}
	var err error
	if part.To, part.Head, err = w.tx.Head(w.d.o.Me.Dev, ep); err != nil {
		return nil, err
	}
	if part.PrevHead, err = w.begins(ep); err != nil {
		return nil, err
	}
	if part.To == 0 {
		part.Head = part.PrevHead
	}
	got, err := w.receipted()
	if err != nil {
		return nil, err
	}
	if at := got.main[ep]; at.Seq > 0 {
		part.From, part.PrevHead, part.Receipted = at.Seq+1, at.Head, at
		return part, w.sendAgain(part)
	}
	return part, nil
}

// begins returns what the first op of an own epoch follows.
func (w *work) begins(ep int64) (store.Hash, error) {
	first, err := w.tx.At(w.d.o.Me.Dev, ep, 1)
	if err != nil {
		return store.Hash{}, err
	}
	for i := range first {
		if first[i].Verdict != store.OnFork {
			return first[i].Prev, nil
		}
	}
	return w.genesis(ep)
}

// sumPending counts what p sends, by kind and by cooperative.
func (w *work) sumPending(p *Pending) error {
	byCoop := map[string]int{}
	for _, part := range p.Parts {
		if part.Aside {
			if err := w.sumAside(p, part); err != nil {
				return err
			}
			continue
		}
		if err := w.sumPart(p, part, byCoop); err != nil {
			return err
		}
	}
	for id, n := range byCoop {
		c := CoopCount{ID: id, Ops: n}
		if id != "" {
			r, err := w.record(store.Cooperative, id)
			if err != nil {
				return err
			}
			if r != nil {
				c.Name = r.Doc.Text("name")
			}
		}
		p.ByCoop = append(p.ByCoop, c)
	}
	slices.SortFunc(p.ByCoop, func(a, b CoopCount) int { return cmp.Or(vi.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
	heads, err := w.tx.Drafts()
	p.Drafts = len(heads)
	return err
}

func (w *work) sumPart(p *Pending, part Part, byCoop map[string]int) error {
	me, ops := w.d.o.Me.Dev, 0
	err := w.tx.Sending(me, part.Epoch, part.From, part.To, func(s *store.Sending) error {
		ops += s.Ops
		p.Bytes += s.Bytes
		p.ByKind[s.Kind] += s.Ops
		byCoop[s.Coop] += s.Ops
		return nil
	})
	if err != nil {
		return err
	}
	p.Ops += ops
	sealed, err := w.sealedTo(part.Epoch)
	if err != nil {
		return err
	}
	if sealed < part.From {
		p.Unsealed += ops
		return nil
	}
	return w.tx.Sending(me, part.Epoch, sealed+1, part.To, func(s *store.Sending) error {
		p.Unsealed += s.Ops
		return nil
	})
}

// Outgoing calls f with each own line of the open epoch with from ≤ seq ≤ to,
// in order, as it was written.
func (d *Desk) Outgoing(ctx context.Context, from, to int64, f func(line []byte) error) error {
	return d.OutgoingPart(ctx, Part{Epoch: d.Epoch(), From: from, To: to}, f)
}

// OutgoingPart calls f with each own line of a part of what is pending, in
// order, as it was written.
func (d *Desk) OutgoingPart(ctx context.Context, p Part, f func(line []byte) error) error {
	return d.o.Log.View(ctx, func(tx store.Tx) error {
		if p.To < p.From {
			return nil
		}
		w := d.work(ctx, tx)
		if p.Aside {
			return w.asideLines(p, f)
		}
		head := store.Hash{}
		return tx.Lines(d.o.Me.Dev, p.Epoch, p.From, p.To, func(o *store.LoggedOp) error {
			if o.Verdict == store.OnFork || !head.IsZero() && o.Prev != head {
				return nil // the other branch of a fork
			}
			head = o.Hash
			return f(o.Line)
		})
	})
}

// Exported journals a written bundle and marks the records whose own ops have
// all left.
func (d *Desk) Exported(ctx context.Context, e store.ExportRow) error {
	return d.update(ctx, func(w *work) error {
		sealed, err := w.sealedThrough()
		if err != nil {
			return err
		}
		if err := w.tx.SaveExport(&e); err != nil {
			return err
		}
		if aside, err := w.isAside(e.Head); err != nil || aside {
			return err
		}
		before := sealed[e.Epoch]
		sealed[e.Epoch] = max(before, e.To)
		return w.tx.MarkSealed(d.o.Me.Dev, e.Epoch, before+1, e.To, sealed)
	})
}

// Receipted records that the province has a receipt for every own op up to p,
// within its epoch and branch. A receipt for less than is known changes nothing;
// one that names an op that is not held, or another one, is Refused, detail
// "restored": then this store was restored from a backup or copied, and
// [Desk.OpenEpochAfter] keeps the two histories apart.
func (d *Desk) Receipted(ctx context.Context, p Point) error {
	return d.update(ctx, func(w *work) error { return w.confirm(p) })
}

func (w *work) confirm(p Point) error {
	got, err := w.receipted()
	if err != nil {
		return err
	}
	ops, err := w.tx.At(w.d.o.Me.Dev, p.Epoch, p.Seq)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(ops, func(o store.LoggedOp) bool { return o.Hash == p.Head })
	switch {
	case i < 0 && got.has(p.Epoch, p.Seq):
		return nil
	case i < 0:
		return &store.Error{
			Code: store.Refused, Detail: "restored", Message: fmt.Sprintf("biên nhận ghi thay đổi số %d mà máy này không có", p.Seq),
			Kept: "dữ liệu trên máy giữ nguyên", Hint: "máy này đã được phục hồi từ bản sao; mở kỳ ghi mới rồi báo tỉnh",
		}
	case ops[i].Verdict == store.OnFork:
		if slices.Contains(got.aside, p) {
			return nil
		}
		return w.saveReceipt(got, p, true)
	case got.has(p.Epoch, p.Seq):
		return nil
	}
	from := got.main[p.Epoch].Seq + 1
	if err := w.saveReceipt(got, p, false); err != nil {
		return err
	}
	return w.tx.MarkGot(w.d.o.Me.Dev, p.Epoch, from, p.Seq, got.through())
}
