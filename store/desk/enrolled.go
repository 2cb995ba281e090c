package desk

import (
	"context"
	"fmt"
	"slices"

	"coopfield/store"
)

// Enrolled is one device as the registry names it: who writes there, and up to
// where it is believed, nil while all is. The zero Cut believes nothing.
type Enrolled struct {
	Writer   store.Writer
	Accepted *Cut
}

// SetPeople records how the registry names the writers of devices now and
// judges anew what hangs on that: what was refused and is allowed now, what lies
// beyond the last accepted op. also runs in the same transaction; it may be nil.
// The own device's ops are never judged by the own store.
func (d *Desk) SetPeople(ctx context.Context, people []Enrolled, also func(tx store.Tx) error) error {
	return d.update(ctx, func(w *work) error { return w.setPeople(people, also) })
}

func (w *work) setPeople(people []Enrolled, also func(tx store.Tx) error) error {
	for _, p := range people {
		if p.Writer.Dev == w.d.o.Me.Dev {
			continue
		}
		news, err := w.meet(p.Writer, p.Accepted)
		if err == nil && news {
			err = w.rejudge(p.Writer.Dev)
		}
		if err != nil {
			return err
		}
	}
	if also == nil {
		return nil
	}
	return also(w.tx)
}

// LastHeld returns the last op that is held of a device's newest epoch, on the
// branch that counts; the zero Point if none is.
func (d *Desk) LastHeld(ctx context.Context, dev string) (Point, error) {
	var p Point
	err := d.view(ctx, func(w *work) error {
		epochs, err := w.tx.Epochs(dev)
		if err != nil || len(epochs) == 0 {
			return err
		}
		p.Epoch = epochs[len(epochs)-1]
		p.Seq, p.Head, err = w.tx.Head(dev, p.Epoch)
		return err
	})
	return p, err
}

// LastOfEpochs returns the last op that is held of each epoch of a device, on the
// branch that counts, by epoch.
func (d *Desk) LastOfEpochs(ctx context.Context, dev string) ([]Point, error) {
	var out []Point
	err := d.view(ctx, func(w *work) error {
		epochs, err := w.tx.Epochs(dev)
		for i := 0; i < len(epochs) && err == nil; i++ {
			p := Point{Epoch: epochs[i]}
			if p.Seq, p.Head, err = w.tx.Head(dev, p.Epoch); p.Seq > 0 {
				out = append(out, p)
			}
		}
		return err
	})
	sortPoints(out)
	return out, err
}

// PointAt returns the op of a device at a place of its chain, on the branch that
// counts. NotFound, detail "point", if it is not held.
func (d *Desk) PointAt(ctx context.Context, dev string, ep, seq int64) (Point, error) {
	p := Point{Epoch: ep, Seq: seq}
	err := d.view(ctx, func(w *work) error {
		ops, err := w.tx.At(dev, ep, seq)
		if err != nil {
			return err
		}
		for i := range ops {
			if len(ops) == 1 || ops[i].Verdict != store.OnFork {
				p.Head = ops[i].Hash
			}
		}
		if p.Head.IsZero() {
			return &store.Error{
				Code: store.NotFound, Detail: "point", Message: fmt.Sprintf("chưa nhận thay đổi số %d, kỳ %d của máy này", seq, ep),
				Kept: "danh bạ máy không thay đổi", Hint: "chọn một thay đổi đã nhận; xem số cuối bằng coopfield enrol list",
			}
		}
		return nil
	})
	return p, err
}

// cutOf returns up to where the ops of a device are believed, as far as known.
func (w *work) cutOf(dev string) (*Cut, error) {
	p, err := w.loadPeople()
	if err != nil || p.By[dev] == nil {
		return nil, err
	}
	return p.By[dev].Accepted, nil
}

// rejudge decides anew what a device wrote and was refused or cut off, after
// the registry named its writer in another way.
func (w *work) rejudge(dev string) error {
	if office, err := w.ofProvince(dev); err != nil {
		return err
	} else if office {
		if err := w.recallAll(); err != nil {
			return err
		}
	}
	cut, err := w.cutOf(dev)
	if err != nil {
		return err
	}
	ops, err := w.tx.WithVerdict(store.NotPermitted, store.BeyondAccepted)
	if err != nil {
		return err
	}
	// Of a second creation another one's writer decides as well.
	ops = slices.DeleteFunc(ops, func(o store.LoggedOp) bool { return o.Dev != dev && !claimed(&o) })
	var keys []key
	moved := cut != nil
	for i := range ops {
		keys = append(keys, key{ops[i].Typ, ops[i].Ent})
		moved = moved || ops[i].Verdict == store.BeyondAccepted
	}
	if moved { // what was taken in before the registry cut it off, and what it gives back
		epochs, err := w.tx.Epochs(dev)
		if err != nil {
			return err
		}
		for _, ep := range epochs {
			if _, err := w.branch(dev, ep); err != nil {
				return err
			}
		}
	}
	if len(keys) == 0 {
		return nil
	}
	return w.decideAround(keys)
}
