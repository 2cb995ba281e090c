package desk

import (
	"cmp"
	"slices"

	"coopfield/store"
)

// asideParts returns the unreceipted ends of an own epoch's branches that do
// not count: what a restored backup set aside leaves too, so that the province
// holds both histories.
func (w *work) asideParts(ep int64) ([]Part, error) {
	if some, err := w.forked(); err != nil || !some {
		return nil, err
	}
	aside, err := w.tx.Aside(w.d.o.Me.Dev, ep, 1, maxSeq)
	if err != nil {
		return nil, err
	}
	branch := map[store.Hash]*store.LoggedOp{}
	followed := map[store.Hash]bool{}
	for i := range aside {
		if o := &aside[i]; o.Own && o.Verdict == store.OnFork {
			branch[o.Hash] = o
			followed[o.Prev] = true
		}
	}
	got, err := w.receipted()
	if err != nil {
		return nil, err
	}
	received := map[store.Hash]Point{}
	for _, p := range got.aside {
		received[p.Head] = p
	}
	var parts []Part
	for h, o := range branch {
		if followed[h] {
			continue // not the end of a branch
		}
		p := Part{Epoch: ep, To: o.Seq, Head: h, From: o.Seq + 1, PrevHead: h, Aside: true}
		for o != nil {
			at, done := received[o.Hash]
			if done {
				p.Receipted = at
				break
			}
			p.From, p.PrevHead = o.Seq, o.Prev
			o = branch[o.Prev]
		}
		if p.From <= p.To {
			parts = append(parts, p)
		}
	}
	slices.SortFunc(parts, func(a, b Part) int { return cmp.Or(cmp.Compare(a.From, b.From), compareHash(a.Head, b.Head)) })
	return parts, nil
}

// maxSeq is beyond every op.
const maxSeq = 1 << 62

// asideOps returns the ops of a part that does not count, in order.
func (w *work) asideOps(p Part) ([]store.LoggedOp, error) {
	ops, err := w.tx.Aside(w.d.o.Me.Dev, p.Epoch, p.From, p.To)
	if err != nil {
		return nil, err
	}
	by := map[store.Hash]*store.LoggedOp{}
	for i := range ops {
		by[ops[i].Hash] = &ops[i]
	}
	var run []store.LoggedOp
	for o := by[p.Head]; o != nil; o = by[o.Prev] {
		run = append(run, *o)
		if o.Seq == p.From {
			break
		}
	}
	slices.Reverse(run)
	return run, nil
}

func (w *work) asideLines(p Part, f func(line []byte) error) error {
	ops, err := w.asideOps(p)
	if err != nil {
		return err
	}
	for i := range ops {
		if err := f(ops[i].Line); err != nil {
			return err
		}
	}
	return nil
}

// sumAside counts a part that does not count, by kind.
func (w *work) sumAside(p *Pending, part Part) error {
	ops, err := w.asideOps(part)
	if err != nil {
		return err
	}
	exports, err := w.tx.Exports()
	if err != nil {
		return err
	}
	sealed := slices.ContainsFunc(exports, func(e store.ExportRow) bool { return e.Head == part.Head })
	for i := range ops {
		p.Ops++
		p.Bytes += int64(len(ops[i].Line)) + 1
		p.ByKind[ops[i].Typ]++
		if !sealed {
			p.Unsealed++
		}
	}
	return nil
}

func sortPoints(points []Point) {
	slices.SortFunc(points, func(a, b Point) int {
		return cmp.Or(cmp.Compare(a.Epoch, b.Epoch), cmp.Compare(a.Seq, b.Seq), compareHash(a.Head, b.Head))
	})
}
