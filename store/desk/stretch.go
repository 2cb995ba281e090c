package desk

import (
	"slices"
	"strings"

	"coopfield/store"
)

// keepDocs bounds of how many records the content before a large bundle is kept,
// to say which fields it changed.
const keepDocs = 1000

// takeIn takes a bundle in, a large one stretch by stretch, and returns the work
// that is to be finished.
func (w *work) takeIn(in Incoming) (*Outcome, *work, error) {
	if in.Stretches == nil {
		out, err := w.receive(in)
		return out, w, err
	}
	l := &large{
		in: in, w: w, next: in.From, prev: in.PrevHead, out: &Outcome{State: store.BundleApplied, Bundle: in.Bundle},
		at: map[key]int{}, before: map[key]*store.Record{}, again: map[key]bool{},
	}
	if err := in.Stretches(l.take); err != nil {
		return nil, l.w, err
	}
	if l.next != in.To+1 || l.prev != in.Head {
		return nil, l.w, brokenChain("the last op is not the head")
	}
	if err := l.review(); err != nil {
		return nil, l.w, err
	}
	return l.out, l.w, l.w.received(in, l.out)
}

// large is a bundle that is taken in stretch by stretch, as if each were a bundle
// of its own: that gives the same state, and only some ops and records are in
// memory at once.
type large struct {
	in     Incoming
	w      *work
	out    *Outcome
	next   int64
	prev   store.Hash
	held   *place // all of it is held
	begun  bool
	here   []store.Hash
	at     map[key]int // where an item is in out.Items
	before map[key]*store.Record
	docs   int          // records of before that have their content
	again  map[key]bool // items that must be looked at again in the end
}

// take is one stretch.
func (l *large) take(s Stretch) error {
	if l.begun {
		l.w = l.w.nextStretch()
	}
	noting := &noting{Tx: l.w.tx, saved: map[key]bool{}}
	l.w.tx = noting
	defer func() { l.w.tx = noting.Tx }()
	in := l.in
	in.Stretches, in.Also, in.Ops, in.Faults = nil, nil, s.Ops, s.Faults
	in.From, in.To, in.PrevHead = l.next, l.next+int64(len(s.Ops))-1, l.prev
	in.Head = s.Ops[len(s.Ops)-1].Hash
	l.next, l.prev = in.To+1, in.Head
	p, err := l.w.placeOf(in)
	if err != nil {
		return err
	}
	switch {
	case l.held != nil:
		p = *l.held
	case p.held && l.begun:
		return brokenChain("a stretch does not follow the one before")
	case p.held:
		l.held = &p
	}
	l.begun = true
	out, before, err := l.w.receiveOps(in, p)
	if err != nil {
		return err
	}
	if err := l.w.finish(); err != nil {
		return err
	}
	for i := range s.Ops {
		l.here = append(l.here, s.Ops[i].Hash)
	}
	l.add(out, before, noting.saved)
	return nil
}

// nextStretch returns the work of the next stretch, which knows what is not of
// single records.
func (w *work) nextStretch() *work {
	next := w.d.work(w.ctx, w.tx)
	next.now, next.people = w.now, w.people
	next.rulings, next.ruledNew, next.ep = w.rulings, w.ruledNew, w.ep
	next.changed = w.changed
	return next
}

// noting notes which records are saved.
type noting struct {
	store.Tx
	saved map[key]bool
}

func (n *noting) SaveRecord(r *store.Record) error {
	n.saved[key{r.Kind, r.ID}] = true
	return n.Tx.SaveRecord(r)
}

func (n *noting) DropRecord(k store.Kind, id string) error {
	n.saved[key{k, id}] = true
	return n.Tx.DropRecord(k, id)
}

// add joins what one stretch did with what those before it did. No text of an op
// is kept: it would hold its whole line.
func (l *large) add(out *Outcome, before map[key]*store.Record, saved map[key]bool) {
	all := l.out
	all.State, all.NeedFrom, all.NeedTo = out.State, out.NeedFrom, out.NeedTo
	all.Appended += out.Appended
	all.Known += out.Known
	all.Fork = all.Fork || out.Fork
	for _, c := range out.Cases {
		if !slices.ContainsFunc(all.Cases, func(o store.Case) bool { return o.ID == c.ID }) {
			all.Cases = append(all.Cases, c)
		}
	}
	for k := range saved {
		if _, known := l.at[k]; known {
			l.again[k] = true
		}
	}
	for _, it := range out.Items {
		k := key{it.Kind, it.ID}.clone()
		if _, known := l.at[k]; known {
			l.again[k] = true
			continue
		}
		if it.What == IsConflict {
			l.again[k] = true
		}
		it.Kind, it.ID, it.Title, it.Why = k.kind, k.id, strings.Clone(it.Title), strings.Clone(it.Why)
		l.at[k] = len(all.Items)
		all.Items = append(all.Items, it)
		l.keep(k, before[k])
	}
}

// clone returns k without what its texts are cut from.
func (k key) clone() key { return key{store.Kind(strings.Clone(string(k.kind))), strings.Clone(k.id)} }

// keep keeps how a record was before the bundle.
func (l *large) keep(k key, was *store.Record) {
	switch {
	case was == nil:
	case l.docs < keepDocs:
		l.docs++
		l.before[k] = was
	default:
		l.before[k] = &store.Record{Kind: k.kind, ID: k.id, Rev: was.Rev, Conflict: was.Conflict}
	}
}

// review says what became of the records on which later stretches, or what came
// after them, may have had a say.
func (l *large) review() error {
	w := l.w.nextStretch()
	l.w = w
	aside, err := l.aside()
	if err != nil {
		return err
	}
	for k := range aside {
		l.again[k] = true
	}
	for i := range l.out.Items {
		it := &l.out.Items[i]
		k := key{it.Kind, it.ID}
		if !l.again[k] && it.What != IsQuarantined && it.What != IsHeld || l.out.State == store.BundleHeld {
			continue
		}
		now, err := w.item(k, l.before[k], aside[k], l.out)
		if err != nil {
			return err
		}
		if was := l.before[k]; was != nil && was.Doc == nil {
			now.Fields = nil
		}
		if e := w.entries[k]; e.rec == nil {
			now.Title = it.Title // its ops, which say what it is, are forgotten
		}
		*it = now
		if len(w.entries) > keepDocs {
			clear(w.entries)
		}
	}
	if err := w.cases(); err != nil {
		return err
	}
	l.out.Cases = slices.DeleteFunc(l.out.Cases, func(c store.Case) bool { _, open := w.open[c.ID]; return !open })
	return nil
}

// aside counts the ops of the bundle that do not count, and returns for each
// record the one that says why.
func (l *large) aside() (map[key]*store.LoggedOp, error) {
	first := map[key]*store.LoggedOp{}
	if l.held != nil {
		return first, nil
	}
	const some = 1000
	for i := 0; i < len(l.here); i += some {
		hashes := l.here[i:min(i+some, len(l.here))]
		from := l.in.From + int64(i)
		ops, err := l.w.tx.Aside(l.in.Registered.Dev, l.in.Epoch, from, from+int64(len(hashes))-1)
		if err != nil {
			return nil, err
		}
		for j := range ops {
			if o := &ops[j]; hashes[o.Seq-from] == o.Hash {
				k := key{o.Typ, o.Ent}.clone()
				l.out.noteAside(&store.LoggedOp{Op: store.Op{Typ: k.kind, Ent: k.id}, Verdict: o.Verdict, Why: o.Why}, first)
			}
		}
	}
	return first, nil
}
