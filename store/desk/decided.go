package desk

import (
	"cmp"
	"context"
	"slices"

	"coopfield/store"
)

// Decided is one decision of the province: between versions of a record, on a
// duplicate, on a single op, or on a finalised record.
type Decided struct {
	Kind   store.Kind // of the record that it is about
	ID     string
	Title  string
	OpKind store.OpKind
	Ruling string // "admit" or "refuse" of a decision on a single op, "" otherwise
	Rev    store.Hash
	Actor  string
	Why    string
	At     int64 // ms UTC as claimed; for people only
}

// Decisions returns the newest decisions that are held, at most limit: on a
// laptop those that came back with an answer.
func (d *Desk) Decisions(ctx context.Context, limit int) ([]Decided, error) {
	var out []Decided
	err := d.view(ctx, func(w *work) error {
		devs, err := w.offices()
		if err != nil {
			return err
		}
		var revs []decidedRev
		for _, dev := range devs {
			list, err := w.decisionsOf(dev)
			if err != nil {
				return err
			}
			revs = append(revs, list...)
		}
		slices.SortFunc(revs, func(a, b decidedRev) int { return cmp.Or(cmp.Compare(b.at, a.at), compareHash(a.rev, b.rev)) })
		for _, r := range revs[:min(len(revs), limit)] {
			one, err := w.decided(r.rev)
			if err != nil {
				return err
			}
			out = append(out, one)
		}
		return nil
	})
	return out, err
}

type decidedRev struct {
	rev store.Hash
	at  int64
}

// decides are the kinds of op that the list shows.
var decides = []store.OpKind{store.OpResolve, store.OpSameAs, store.OpReturn, store.OpAccept}

// offices are the devices of the province, sorted.
func (w *work) offices() ([]string, error) {
	p, err := w.loadPeople()
	if err != nil {
		return nil, err
	}
	var out []string
	if w.d.Me().Role == store.Province {
		out = append(out, w.d.o.Me.Dev)
	}
	for dev, x := range p.By {
		if slices.ContainsFunc(x.States, func(s store.Writer) bool { return s.Role == store.Province }) && !slices.Contains(out, dev) {
			out = append(out, dev)
		}
	}
	slices.Sort(out)
	return out, nil
}

func (w *work) decisionsOf(dev string) ([]decidedRev, error) {
	epochs, err := w.tx.Epochs(dev)
	if err != nil {
		return nil, err
	}
	read := w.tx.Range
	if dev == w.d.o.Me.Dev {
		read = w.tx.Lines // an office's own log is long, and few of its ops are asked for
	}
	var out []decidedRev
	for _, ep := range epochs {
		err := read(dev, ep, 1, 0, func(o *store.LoggedOp) error {
			if slices.Contains(decides, o.Kind) && o.Verdict == store.Counted {
				out = append(out, decidedRev{o.Hash, o.At})
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	if dev != w.d.o.Me.Dev {
		return out, nil
	}
	for i := range out {
		o, err := w.tx.Op(out[i].rev)
		if err != nil {
			return nil, err
		}
		out[i].at = o.At
	}
	return out, nil
}

func (w *work) decided(rev store.Hash) (Decided, error) {
	o, err := w.tx.Op(rev)
	if err != nil {
		return Decided{}, err
	}
	out := Decided{Kind: o.Typ, ID: o.Ent, OpKind: o.Kind, Rev: o.Hash, Actor: o.Actor, Why: o.Op.Why, At: o.At}
	if o.Typ == store.Decision {
		out.Ruling, out.Kind, out.ID = o.Set.Text("kind"), store.Kind(o.Set.Text("about.kind")), o.Set.Text("about.record")
	}
	if store.SpecOf(out.Kind) == nil {
		return out, nil
	}
	r, err := w.record(out.Kind, out.ID)
	if err != nil || r == nil {
		return out, err
	}
	out.Title, err = w.title(out.Kind, r.Doc)
	return out, err
}
