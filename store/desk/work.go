package desk

import (
	"context"
	"slices"

	"coopfield/store"
	"coopfield/store/oplog"
)

type key struct {
	kind store.Kind
	id   string
}

// entry is one record inside a transaction.
type entry struct {
	key
	was    *store.Record     // as stored when first read; nil = not there
	rec    *store.Record     // as the ops taken so far give it; nil = not there
	clash  *store.Case       // its open disagreement of revisions; nil if none
	ops    []*store.LoggedOp // all ops held, if loaded
	loaded bool
	stale  bool     // rec must be folded from ops before it is used
	dirty  bool     // rec must be saved
	listed []string // cooperatives under which it is in work.near
	unique bool     // its natural key was found free in this transaction
}

// work is one transaction of the log with what it has read and not yet
// written. Records are saved once, by flush, however many ops changed them.
type work struct {
	ctx     context.Context
	d       *Desk
	tx      store.Tx
	cat     *catalog
	people  *people
	entries map[key]*entry
	touched []*entry            // dirty ones, in order
	near    map[string][]*entry // yearly figures and sheets that changed, by cooperative
	wait    *waitlist
	sames   map[store.Kind]map[string]string // which records are the same as another one, if read
	open    map[string]store.Case            // open cases, if read
	sealed  map[int64]int64                  // epoch → last own seq in any bundle, if read
	got     *receipts                        // what the province has receipts for, if read
	forks   *bool                            // whether any op stands on a fork's other branch, if asked
	taken   map[natural]string               // natural keys given out in this transaction
	faults  map[store.Hash]string            // what is wrong with the form of an op, if asked before
	now     int64                            // ms UTC, for people
	seq     int64                            // own chain, if begun
	head    store.Hash
	begun   bool

	rulings  map[store.Hash]ruling // what was decided on single ops, if read; shared with the desk
	ruledNew bool                  // rulings differ from the desk's
	ruled    []*entry              // decisions that may say something else now

	opened    []store.Case    // cases opened by this transaction
	closed    *[]closing      // what finalised reports closed, if read
	reports   []*entry        // reports that may close something else now
	behind    []key           // records of which ops may be late no more, or only now
	contested []key           // records of which another creation may count
	changed   map[string]bool // cooperatives whose line of the register may differ
	shifted   map[int64]bool  // epochs of own ops of which some changed branch
	unsettled []branchOf      // chains whose branch that counts is decided again
	ep        *Epoch          // the open epoch of the own chain
}

// update runs f in one transaction and writes what it left behind.
func (d *Desk) update(ctx context.Context, f func(w *work) error) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	var w *work
	err := d.o.Log.Update(ctx, func(tx store.Tx) error {
		w = d.work(ctx, tx)
		if err := f(w); err != nil {
			return err
		}
		return w.finish()
	})
	if err == nil && w != nil {
		w.publish(w.changed)
	}
	return err
}

// publish makes known to the desk what a transaction, now committed, changed of
// what it keeps in memory.
func (w *work) publish(changed map[string]bool) {
	if w.ruledNew {
		w.d.rulings.Store(&w.rulings)
	}
	w.d.epoch.Store(w.ep)
	w.d.stale(changed)
}

func (d *Desk) work(ctx context.Context, tx store.Tx) *work {
	return &work{
		ctx: ctx, d: d, tx: tx, cat: d.catalog(), entries: map[key]*entry{}, near: map[string][]*entry{}, taken: map[natural]string{},
		now: d.o.Clock().UnixMilli(), changed: map[string]bool{}, ep: d.epoch.Load(),
	}
}

// finish writes the records and the end of the own chain.
func (w *work) finish() error {
	if err := w.rebranch(); err != nil {
		return err
	}
	if err := w.flush(); err != nil {
		return err
	}
	if w.begun {
		return w.tx.SetHead(w.d.o.Me.Dev, w.ep.Epoch, w.seq, w.head)
	}
	return nil
}

// entry reads a record, or returns what this transaction has of it.
func (w *work) entry(k store.Kind, id string) (*entry, error) {
	kk := key{k, id}
	if e := w.entries[kk]; e != nil {
		return e, nil
	}
	e := &entry{key: kk}
	r, err := w.tx.Record(k, id)
	switch {
	case err == nil:
		same, err := w.same(k)
		if err != nil {
			return nil, err
		}
		r.SameAs = same[id]
		e.was, e.rec = r, r
		if r.Conflict != "" {
			if err := w.cases(); err != nil {
				return nil, err
			}
			if c, ok := w.open[r.Conflict]; ok && c.Kind != store.CaseDuplicate {
				e.clash = &c
			}
		}
	case store.CodeOf(err) != store.NotFound:
		return nil, err
	}
	w.entries[kk] = e
	return e, nil
}

// record returns the view of a record as of now, nil if there is none.
func (w *work) record(k store.Kind, id string) (*store.Record, error) {
	e, err := w.entry(k, id)
	if err != nil {
		return nil, err
	}
	return w.view(e)
}

// view folds e anew if an op did not fit on top of what was there.
func (w *work) view(e *entry) (*store.Record, error) {
	if !e.stale {
		return e.rec, nil
	}
	if err := w.load(e); err != nil {
		return nil, err
	}
	if err := w.fold(e); err != nil {
		return nil, err
	}
	e.stale = false
	return e.rec, nil
}

// load reads all ops of e.
func (w *work) load(e *entry) error {
	if e.loaded {
		return nil
	}
	ops, err := w.tx.OpsOf(e.kind, e.id)
	if err != nil {
		return err
	}
	e.ops = make([]*store.LoggedOp, len(ops))
	for i := range ops {
		e.ops[i] = &ops[i]
	}
	e.loaded = true
	return nil
}

// counted returns the ops of e that take part in its state.
func (e *entry) counted() []store.LoggedOp {
	ops := make([]store.LoggedOp, 0, len(e.ops))
	for _, o := range e.ops {
		if o.Verdict == store.Counted {
			ops = append(ops, *o)
		}
	}
	return ops
}

// touch marks e to be saved.
func (w *work) touch(e *entry) {
	if !e.dirty {
		e.dirty = true
		w.touched = append(w.touched, e)
	}
}

// begin reads the end of the own chain.
func (w *work) begin() error {
	if w.begun {
		return nil
	}
	me := w.d.o.Me
	seq, head, err := w.tx.Head(me.Dev, w.ep.Epoch)
	if err != nil {
		return err
	}
	if w.seq = seq; w.seq > 0 {
		if err := w.guardNext(); err != nil {
			return err
		}
		if seq, head, err = w.tx.Head(me.Dev, w.ep.Epoch); err != nil {
			return err
		}
	}
	if seq == 0 && head.IsZero() {
		if head, err = w.genesis(w.ep.Epoch); err != nil {
			return err
		}
	}
	w.seq, w.head, w.begun = seq, head, true
	return nil
}

// take appends an op to the log. An op of another device is judged first, an
// own one was checked before it was made. It reports whether the op was new.
func (w *work) take(o *store.LoggedOp) (bool, error) {
	if err := w.overrule(o); err != nil {
		return false, err
	}
	fresh, err := w.tx.InsertOp(o)
	if err != nil || !fresh {
		return false, err
	}
	return true, w.enter(o)
}

// takeNew is take of an op that is new for certain.
func (w *work) takeNew(o *store.LoggedOp) error {
	if err := w.overrule(o); err != nil {
		return err
	}
	if err := w.tx.AppendOp(o); err != nil {
		return err
	}
	return w.enter(o)
}

// enter brings an op that was appended to its record.
func (w *work) enter(o *store.LoggedOp) error {
	if store.SpecOf(o.Typ) == nil {
		return nil // of a newer program: kept, not understood
	}
	e, err := w.entry(o.Typ, o.Ent)
	if err != nil {
		return err
	}
	if e.loaded && !slices.ContainsFunc(e.ops, func(x *store.LoggedOp) bool { return x.Hash == o.Hash }) {
		e.ops = append(e.ops, o)
	}
	if err := w.recall(e, o); err != nil {
		return err
	}
	if err := w.noteLate(e, o); err != nil {
		return err
	}
	if err := w.noteClaim(e, o); err != nil {
		return err
	}
	if o.Verdict != store.Counted {
		if o.Verdict == store.OnFork {
			w.shift(o)
		}
		w.wait.add(o)
		return nil
	}
	w.count(e, o)
	return w.wake(o)
}

// count lets an op take part in its record's state.
func (w *work) count(e *entry, o *store.LoggedOp) {
	w.touch(e)
	w.noteRuling(e)
	w.list(e, w.coopOf(e, o))
	if e.stale {
		return
	}
	fresh := e.rec == nil
	if !w.advance(e, o) {
		e.stale = true
	} else if fresh {
		e.rec.Written = oplog.WrittenSet(o)
	}
}

// list notes whose record changed.
func (w *work) list(e *entry, coop string) {
	if coop == "" {
		return
	}
	w.changed[coop] = true
	// Under each cooperative that an op names: only when all are judged is it known
	// which of them counts.
	if (e.kind == store.Annual || e.kind == store.Assessment) && !slices.Contains(e.listed, coop) {
		e.listed = append(e.listed, coop)
		w.near[coop] = append(w.near[coop], e)
	}
}

// coopOf returns the cooperative that an op is about, as far as it and its
// record say, "" if none.
func (w *work) coopOf(e *entry, o *store.LoggedOp) string {
	if o.Typ == store.Cooperative {
		return o.Ent
	}
	if c := o.Set.Text("cooperative"); c != "" {
		return c
	}
	if e.rec != nil {
		return e.rec.Doc.Text("cooperative")
	}
	return ""
}

// waitlist finds the ops that do not count yet by what may change that: their
// record, or the cooperative that they name. A record's are read when an op of
// it counts, since thousands may wait for something else.
type waitlist struct {
	by   map[key][]*store.LoggedOp
	seen map[store.Hash]*store.LoggedOp
}

// waiting returns what waits for an op of k. Some of it may count by now.
func (w *work) waiting(k key) ([]*store.LoggedOp, error) {
	if w.wait == nil {
		w.wait = &waitlist{by: map[key][]*store.LoggedOp{}, seen: map[store.Hash]*store.LoggedOp{}}
	}
	list, known := w.wait.by[k]
	if known {
		return list, nil
	}
	ops, err := w.tx.Waiting(k.kind, k.id)
	if err != nil {
		return nil, err
	}
	for i := range ops {
		o := &ops[i]
		if !mayWake(o) || (key{o.Typ, o.Ent}) != k && coopKey(o) != k && ownerKey(o) != k {
			continue
		}
		if one := w.wait.seen[o.Hash]; one != nil {
			o = one
		}
		w.wait.seen[o.Hash] = o
		list = append(list, o)
	}
	w.wait.by[k] = list
	return list, nil
}

// add notes an op that came in this transaction.
func (l *waitlist) add(o *store.LoggedOp) {
	if l == nil || !mayWake(o) {
		return // what was not read yet is read with it
	}
	l.seen[o.Hash] = o
	own, coop := key{o.Typ, o.Ent}, coopKey(o)
	for _, k := range []key{own, coop, ownerKey(o)} {
		if list, known := l.by[k]; known {
			l.by[k] = append(list, o)
		}
		if coop == own {
			break
		}
	}
}

// ownerKey returns the record that a file is put beside by o, none for any
// other op.
func ownerKey(o *store.LoggedOp) key {
	if o.Typ != store.Attachment {
		return key{}
	}
	return owner(o, nil)
}

// mayWake reports whether another op can make o count.
func mayWake(o *store.LoggedOp) bool {
	return !standsAside(o.Verdict) && o.Verdict != store.WaitVersion && !claimed(o)
}

// coopKey returns the cooperative that an op names.
func coopKey(o *store.LoggedOp) key {
	return key{store.Cooperative, store.CooperativeOf(o.Typ, o.Ent, o.Set)}
}

// wake judges anew what waited for an op that counts now, and what waited for
// that, until nothing changes. Verdicts only move towards counting here, so
// the order does not matter.
func (w *work) wake(o *store.LoggedOp) error {
	queue := []*store.LoggedOp{o}
	for len(queue) > 0 {
		o, queue = queue[0], queue[1:]
		candidates, err := w.awaiting(o)
		if err != nil {
			return err
		}
		for _, c := range candidates {
			if c.Verdict == store.Counted {
				continue
			}
			moved, err := w.reconsider(c)
			if err != nil {
				return err
			}
			if moved {
				queue = append(queue, c)
			}
		}
	}
	return nil
}

// reconsider judges a waiting op anew and reports whether it counts now.
func (w *work) reconsider(o *store.LoggedOp) (bool, error) {
	v, why, err := w.judge(o)
	if err == nil && v == store.Counted {
		v, why, err = w.contest(o)
	}
	if err != nil || v == o.Verdict && why == o.Why {
		return false, err
	}
	if err := w.tx.SetVerdict(o.Hash, v, why); err != nil {
		return false, err
	}
	o.Verdict, o.Why = v, why
	e, err := w.entry(o.Typ, o.Ent)
	if err != nil {
		return false, err
	}
	for _, x := range e.ops {
		if x.Hash == o.Hash {
			x.Verdict, x.Why = v, why
		}
	}
	if v != store.Counted {
		return false, nil
	}
	if err := w.noteClaim(e, o); err != nil {
		return false, err
	}
	w.count(e, o)
	return true, nil
}
