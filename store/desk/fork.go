package desk

import (
	"maps"
	"slices"

	"coopfield/store"
)

func forkID(dev string) string { return caseID(store.CaseFork, dev) }

// branch decides which branch of a forked chain counts: from the beginning,
// wherever several ops follow one, the one of which the province gave a receipt,
// else the one in whose branch the province has built on an op, then the one with the smallest hash. That hangs on the set of
// ops alone. The ops of the other branches are set aside, the records that
// either touch are decided anew, and the device is marked.
func (w *work) branch(dev string, ep int64) ([]key, error) {
	tree, err := w.tree(dev, ep)
	if err != nil {
		return nil, err
	}
	favoured, err := w.favoured(tree)
	if err == nil {
		favoured, err = w.receiptedFirst(tree, dev, favoured)
	}
	if err != nil {
		return nil, err
	}
	counts := map[store.Hash]bool{}
	seq, head := follow(tree, tree.first, favoured, counts)
	if w.d.Me().Role == store.Province || dev == w.d.o.Me.Dev {
		if err := w.tx.SetHead(dev, ep, seq, head); err != nil {
			return nil, err
		}
	} else { // quoted: a chain with holes, of which nothing but its ops is held
		for _, ops := range tree.broken() {
			follow(tree, ops, favoured, counts)
		}
	}
	people, err := w.loadPeople()
	if err != nil {
		return nil, err
	}
	var cut *Cut
	if p := people.By[dev]; p != nil {
		cut = p.Accepted
	}
	var moved []key
	for _, o := range tree.all {
		v, why, err := w.standing(o, counts[o.Hash], cut)
		if err != nil {
			return nil, err
		}
		if v == o.Verdict || v == store.Counted && !standsAside(o.Verdict) {
			continue
		}
		if v == store.Counted {
			v = store.WaitParent // judged below
		}
		moved = append(moved, key{o.Typ, o.Ent})
		if err := w.setVerdict(o, v, why); err != nil {
			return nil, err
		}
	}
	if err := w.forkCase(dev); err != nil {
		return nil, err
	}
	return moved, w.decideAround(moved)
}

// follow notes the ops of the branch that counts from ops on, of which one
// counts, and returns its end.
func follow(t *tree, ops []*store.LoggedOp, favoured, counts map[store.Hash]bool) (seq int64, head store.Hash) {
	for ; len(ops) > 0; ops = t.next[head] {
		o := chosen(ops, favoured)
		seq, head = o.Seq, o.Hash
		counts[head] = true
	}
	return seq, head
}

// broken returns the ops that stand behind a hole, those with one predecessor
// together.
func (t *tree) broken() [][]*store.LoggedOp {
	held := map[store.Hash]bool{}
	for _, o := range t.all {
		held[o.Hash] = true
	}
	var out [][]*store.LoggedOp
	for _, o := range t.all {
		if o.Seq > 1 && !held[o.Prev] {
			held[o.Prev] = true
			out = append(out, t.next[o.Prev])
		}
	}
	return out
}

// tree is a chain with its branches; ops that follow the same one stand in
// order of their hashes.
type tree struct {
	all   []*store.LoggedOp // in order of seq, then hash
	first []*store.LoggedOp
	next  map[store.Hash][]*store.LoggedOp
}

func (w *work) tree(dev string, ep int64) (*tree, error) {
	t := &tree{next: map[store.Hash][]*store.LoggedOp{}}
	err := w.tx.Range(dev, ep, 1, 0, func(o *store.LoggedOp) error {
		c := *o
		t.all = append(t.all, &c)
		if o.Seq == 1 {
			t.first = append(t.first, &c)
		} else {
			t.next[o.Prev] = append(t.next[o.Prev], &c)
		}
		return nil
	})
	return t, err
}

// forkCase marks a device that wrote two histories: the case names the first
// op of every branch of every epoch, and the op before the first parting.
func (w *work) forkCase(dev string) error {
	c := store.Case{ID: forkID(dev), Kind: store.CaseFork, Records: []string{dev}}
	epochs, err := w.tx.Epochs(dev) // an earlier one may not have come yet
	if err != nil {
		return err
	}
	for _, ep := range epochs {
		t, err := w.tree(dev, ep)
		if err != nil {
			return err
		}
		for _, o := range t.all {
			siblings := t.next[o.Prev]
			if o.Seq == 1 {
				siblings = t.first
			}
			if len(siblings) < 2 {
				continue
			}
			if len(c.Heads) == 0 && o.Seq > 1 {
				c.Base = o.Prev
			}
			c.Heads = append(c.Heads, o.Hash)
		}
	}
	if len(c.Heads) == 0 {
		return nil
	}
	slices.SortFunc(c.Heads, compareHash)
	if err := w.cases(); err != nil {
		return err
	}
	old, was := w.open[c.ID]
	return w.saveCase(c, old, was)
}

// setVerdict writes a verdict here and where the op is in memory.
func (w *work) setVerdict(o *store.LoggedOp, v store.Verdict, why string) error {
	if err := w.tx.SetVerdict(o.Hash, v, why); err != nil {
		return err
	}
	if (o.Verdict == store.OnFork) != (v == store.OnFork) {
		w.shift(o)
	}
	if e := w.entries[key{o.Typ, o.Ent}]; e != nil {
		for _, x := range e.ops {
			if x.Hash == o.Hash {
				x.Verdict, x.Why = v, why
			}
		}
		e.stale = true
	}
	return nil
}

// shift notes that an own op came onto another branch than it was on.
func (w *work) shift(o *store.LoggedOp) {
	if !o.Own {
		return
	}
	if w.shifted == nil {
		w.shifted = map[int64]bool{}
	}
	w.shifted[o.Ep] = true
}

// remark looks anew at the records with own ops of the epochs in which some came
// onto another branch: receipts are counted along the branch that counts, so that
// a record may have one less or more of which no op moved.
func (w *work) remark() error {
	if len(w.shifted) == 0 {
		return nil
	}
	w.got, w.forks, w.sealed = nil, nil, nil
	for _, ep := range slices.Sorted(maps.Keys(w.shifted)) {
		err := w.tx.Range(w.d.o.Me.Dev, ep, 1, 0, func(o *store.LoggedOp) error {
			if !o.Own || store.SpecOf(o.Typ) == nil {
				return nil
			}
			e, err := w.entry(o.Typ, o.Ent)
			if err != nil {
				return err
			}
			e.stale = true
			w.touch(e)
			return nil
		})
		if err != nil {
			return err
		}
	}
	w.shifted = nil
	return nil
}

// standing says how an op stands by its place in the chain and by what a person
// of the province decided on it: Counted if nothing but its content is to be
// judged.
func (w *work) standing(o *store.LoggedOp, onBranch bool, cut *Cut) (store.Verdict, string, error) {
	ruled, err := w.ruling(o.Hash)
	if err != nil {
		return "", "", err
	}
	switch {
	case ruled.kind == refuse:
		why, err := w.refusal(ruled)
		return store.RefusedOp, why, err
	case ruled.kind == admit:
		return store.Counted, "", nil
	case !onBranch:
		return store.OnFork, whyFork, nil
	case !o.Own && cut.beyond(o.Ep, o.Seq):
		return store.BeyondAccepted, whyBeyond, nil
	}
	return store.Counted, "", nil
}

// standsAside reports whether an op with verdict v is kept out by its place in
// the chain or by a person, whatever it holds.
func standsAside(v store.Verdict) bool {
	return v == store.OnFork || v == store.BeyondAccepted || v == store.RefusedOp
}

// decideAround decides anew, from nothing, every op of the records named and of
// all records of their cooperatives: after ops stopped counting, what stood on
// them may no longer count either.
func (w *work) decideAround(keys []key) error {
	all := map[key]bool{}
	var list []key
	add := func(k key) {
		if !all[k] {
			all[k] = true
			list = append(list, k)
		}
	}
	for _, k := range keys {
		coops, err := w.coopsOf(k)
		if err != nil {
			return err
		}
		for _, coop := range coops {
			group, err := w.recordsOf(coop)
			if err != nil {
				return err
			}
			for _, g := range group {
				add(g)
			}
		}
		add(k)
	}
	for _, k := range slices.Clone(list) { // the files beside them
		ops, err := w.tx.OpsOfCoop(k.id)
		if err != nil {
			return err
		}
		for i := range ops {
			if ops[i].Typ == store.Attachment {
				add(key{store.Attachment, ops[i].Ent})
			}
		}
	}
	return w.decide(list)
}

// coopsOf returns the cooperatives that any op of a record names.
func (w *work) coopsOf(k key) ([]string, error) {
	if k.kind == store.Cooperative {
		return []string{k.id}, nil
	}
	e, err := w.entry(k.kind, k.id)
	if err != nil {
		return nil, err
	}
	if err := w.load(e); err != nil {
		return nil, err
	}
	var coops []string
	for _, o := range e.ops {
		if c := o.Set.Text("cooperative"); c != "" && !slices.Contains(coops, c) {
			coops = append(coops, c)
		}
	}
	return coops, nil
}

// decide judges all ops of some records from nothing, round by round until
// none more counts, and folds the records. Verdicts that the place in the chain
// gives (a fork, the registry's cut) stay.
func (w *work) decide(keys []key) error {
	type was struct {
		v   store.Verdict
		why string
	}
	old := map[store.Hash]was{}
	var open []*store.LoggedOp
	entries := make([]*entry, 0, len(keys))
	for _, k := range keys {
		e, err := w.entry(k.kind, k.id)
		if err != nil {
			return err
		}
		if err := w.load(e); err != nil {
			return err
		}
		entries = append(entries, e)
		for _, o := range e.ops {
			if o.Verdict == store.OnFork || o.Verdict == store.BeyondAccepted {
				continue
			}
			old[o.Hash] = was{o.Verdict, o.Why}
			o.Verdict = undecided
			open = append(open, o)
		}
		e.stale = true
		w.touch(e)
		w.noteRuling(e)
		for _, o := range e.ops {
			w.list(e, w.coopOf(e, o))
		}
	}
	if err := w.judgeAll(open, entries); err != nil {
		return err
	}
	w.wait = nil // read again when needed
	for _, e := range entries {
		e.stale = true
		moved := false
		for _, o := range e.ops {
			before, known := old[o.Hash]
			if !known || before.v == o.Verdict && before.why == o.Why {
				continue
			}
			if err := w.tx.SetVerdict(o.Hash, o.Verdict, o.Why); err != nil {
				return err
			}
			moved = moved || creates(o) && (before.why == whyClaimed || claimed(o))
		}
		if moved {
			if err := w.noteKept(e, true); err != nil {
				return err
			}
		}
	}
	return nil
}
