package desk

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"coopfield/store"
	"coopfield/store/vi"
)

// receiptSetting is where the last receipted own op is kept.
const receiptSetting = "desk.receipted"

// receipted returns the last own op that the province has a receipt for; the
// zero Point, which every op is beyond, if there is none.
func (w *work) receipted() (*Point, error) {
	if w.got != nil {
		return w.got, nil
	}
	data, err := w.tx.Setting(receiptSetting)
	if err != nil {
		return nil, err
	}
	p := &Point{}
	if len(data) > 0 {
		if err := json.Unmarshal(data, p); err != nil {
			return nil, fmt.Errorf("reading the last receipt: %w", err)
		}
	}
	w.got = p
	return p, nil
}

// sealedTo returns the last own op of an epoch that is in any bundle.
func (w *work) sealedTo(ep int64) (int64, error) {
	if w.sealed == nil {
		exports, err := w.tx.Exports()
		if err != nil {
			return 0, err
		}
		w.sealed = map[int64]int64{}
		for _, e := range exports {
			w.sealed[e.Epoch] = max(w.sealed[e.Epoch], e.To)
		}
	}
	return w.sealed[ep], nil
}

// Pending returns what would leave with the next bundle of the open epoch.
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
	me, ep := w.d.o.Me.Dev, w.d.o.Epoch
	p := &Pending{Epoch: ep, NextExport: 1, ByKind: map[store.Kind]int{}}
	var err error
	if p.To, p.Head, err = w.tx.Head(me, ep); err != nil {
		return nil, err
	}
	got, err := w.receipted()
	if err != nil {
		return nil, err
	}
	p.From = 1
	if p.PrevHead, err = w.genesis(); err != nil {
		return nil, err
	}
	if p.To == 0 {
		p.Head = p.PrevHead
	}
	if got.Epoch == ep && got.Seq > 0 {
		p.From, p.PrevHead, p.Receipted = got.Seq+1, got.Head, *got
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

// sumPending counts what p sends, by kind and by cooperative.
func (w *work) sumPending(p *Pending) error {
	me := w.d.o.Me.Dev
	byCoop := map[string]int{}
	err := w.tx.Sending(me, p.Epoch, p.From, p.To, func(s *store.Sending) error {
		p.Ops += s.Ops
		p.Bytes += s.Bytes
		p.ByKind[s.Kind] += s.Ops
		byCoop[s.Coop] += s.Ops
		return nil
	})
	if err != nil {
		return err
	}
	sealed, err := w.sealedTo(p.Epoch)
	if err != nil {
		return err
	}
	if p.Unsealed = p.Ops; sealed >= p.From {
		p.Unsealed = 0
		err = w.tx.Sending(me, p.Epoch, sealed+1, p.To, func(s *store.Sending) error {
			p.Unsealed += s.Ops
			return nil
		})
		if err != nil {
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

// Outgoing calls f with each own line of the open epoch with from ≤ seq ≤ to,
// in order, as it was written.
func (d *Desk) Outgoing(ctx context.Context, from, to int64, f func(line []byte) error) error {
	return d.o.Log.View(ctx, func(tx store.Tx) error {
		if to < from {
			return nil
		}
		head := store.Hash{}
		return tx.Lines(d.o.Me.Dev, d.o.Epoch, from, to, func(o *store.LoggedOp) error {
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
		before, err := w.sealedTo(e.Epoch)
		if err != nil {
			return err
		}
		if err := w.tx.SaveExport(&e); err != nil {
			return err
		}
		w.sealed[e.Epoch] = max(before, e.To)
		return w.tx.MarkSealed(d.o.Me.Dev, e.Epoch, before+1, e.To)
	})
}

// Receipted records that the province has a receipt for every own op up to p.
// A receipt for less than is known changes nothing; one that names an op that
// is not held, or another one, is Refused: then this store was restored from a
// backup or copied.
func (d *Desk) Receipted(ctx context.Context, p Point) error {
	return d.update(ctx, func(w *work) error {
		old, err := w.receipted()
		if err != nil {
			return err
		}
		if !old.beyond(p.Epoch, p.Seq) {
			return nil
		}
		ops, err := w.tx.At(d.o.Me.Dev, p.Epoch, p.Seq)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(ops, func(o store.LoggedOp) bool { return o.Hash == p.Head }) {
			return &store.Error{
				Code: store.Refused, Detail: "restored", Message: fmt.Sprintf("biên nhận ghi thay đổi số %d mà máy này không có", p.Seq),
				Kept: "dữ liệu trên máy giữ nguyên", Hint: "máy này đã được phục hồi từ bản sao; mở kỳ ghi mới rồi báo tỉnh",
			}
		}
		data, err := json.Marshal(p)
		if err != nil {
			return fmt.Errorf("writing the last receipt: %w", err)
		}
		if err := w.tx.SetSetting(receiptSetting, data); err != nil {
			return err
		}
		from := int64(1)
		if old.Epoch == p.Epoch {
			from = old.Seq + 1
		}
		w.got = &p
		return w.tx.MarkGot(d.o.Me.Dev, p.Epoch, from, p.Seq)
	})
}
