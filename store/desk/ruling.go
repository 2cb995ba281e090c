package desk

import (
	"maps"

	"coopfield/store"
)

// ruling is what the province decided on one op: admit, refuse or nothing.
type ruling struct {
	kind string
	head store.Hash // the op that says so
	id   string     // of the decision's record
}

// ruling returns what was decided on the op with hash h.
func (w *work) ruling(h store.Hash) (ruling, error) {
	if err := w.loadRulings(); err != nil {
		return ruling{}, err
	}
	return w.rulings[h], nil
}

// loadRulings reads the decisions once in the life of a desk: every op that
// comes asks for them.
func (w *work) loadRulings() error {
	if w.rulings != nil {
		return nil
	}
	if p := w.d.rulings.Load(); p != nil {
		w.rulings = *p
		return nil
	}
	all := map[store.Hash]ruling{}
	err := w.tx.Records(store.Query{Kind: store.Decision}, func(r *store.Record) error {
		if h, one, ok := rulingOf(r); ok {
			all[h] = one
		}
		return nil
	})
	if err != nil {
		return err
	}
	w.rulings, w.ruledNew = all, true
	return nil
}

// rulingOf reads a decision from its record; while two of them disagree neither
// counts and the record holds what they stand on.
func rulingOf(r *store.Record) (store.Hash, ruling, bool) {
	if r == nil {
		return store.Hash{}, ruling{}, false
	}
	h, err := store.ParseHash(r.Doc.Text("op"))
	kind := r.Doc.Text("kind")
	if err != nil || kind != admit && kind != refuse {
		return store.Hash{}, ruling{}, false
	}
	return h, ruling{kind: kind, head: r.Rev, id: r.ID}, true
}

// noteRuling remembers that what e decides may differ, if it is a decision.
func (w *work) noteRuling(e *entry) {
	w.noteReport(e)
	if e.kind == store.Decision {
		w.ruled = append(w.ruled, e)
	}
}

// applyRulings judges anew the ops on which something else was decided, and
// with them the chain that they stand in.
func (w *work) applyRulings() error {
	if len(w.ruled) == 0 {
		return nil
	}
	if err := w.loadRulings(); err != nil {
		return err
	}
	list := w.ruled
	w.ruled = nil
	var keys []key
	for _, e := range list {
		h, changed, err := w.takeRuling(e)
		if err != nil {
			return err
		}
		if !changed {
			continue
		}
		o, err := w.tx.Op(h)
		if store.CodeOf(err) == store.NotFound {
			continue // decided before it comes
		}
		if err != nil {
			return err
		}
		w.unsettle(branchOf{o.Dev, o.Ep})
		if store.SpecOf(o.Typ) != nil {
			keys = append(keys, key{o.Typ, o.Ent})
		}
	}
	for len(w.unsettled) > 0 {
		b := w.unsettled[0]
		w.unsettled = w.unsettled[1:]
		if _, err := w.branch(b.dev, b.ep); err != nil {
			return err
		}
	}
	return w.decideAround(keys)
}

// takeRuling reads what a decision's record says now, and of which op.
func (w *work) takeRuling(e *entry) (h store.Hash, changed bool, err error) {
	r, err := w.view(e)
	if err != nil {
		return h, false, err
	}
	h, now, ok := rulingOf(r)
	if !ok {
		for old, was := range w.rulings {
			if was.id == e.id {
				h, ok = old, true
			}
		}
		if !ok {
			return h, false, nil
		}
	}
	if w.rulings[h] == now {
		return h, false, nil
	}
	next := maps.Clone(w.rulings) // others read the old ones
	if next[h] = now; now.kind == "" {
		delete(next, h)
	}
	w.rulings, w.ruledNew = next, true
	return h, true, nil
}

// refusal says who refused an op and why.
func (w *work) refusal(r ruling) (string, error) {
	o, err := w.tx.Op(r.head)
	if store.CodeOf(err) == store.NotFound {
		return "đã bị từ chối", nil
	}
	if err != nil {
		return "", err
	}
	return o.Actor + " từ chối: " + o.Op.Why, nil
}

// overrule gives an op that arrives the verdict of its place in the chain or,
// if a person has decided on it, of that, and judges what it holds.
func (w *work) overrule(o *store.LoggedOp) error {
	ruled, err := w.ruling(o.Hash)
	if err != nil {
		return err
	}
	switch ruled.kind {
	case admit:
		o.Verdict, o.Why = store.Counted, ""
	case refuse:
		o.Verdict = store.RefusedOp
		o.Why, err = w.refusal(ruled)
		return err
	}
	if o.Own || o.Verdict != store.Counted {
		return nil
	}
	if o.Verdict, o.Why, err = w.judge(o); err == nil && o.Verdict == store.Counted {
		o.Verdict, o.Why, err = w.contest(o)
	}
	return err
}

// restart forgets every decision and reads them anew from their ops, before
// anything that hangs on them is judged; then it notes every chain in which ops
// stand aside or were decided on.
func (w *work) restart(decisions []key) error {
	w.rulings, w.ruledNew = map[store.Hash]ruling{}, true
	if err := w.decide(decisions); err != nil {
		return err
	}
	list := w.ruled
	w.ruled = nil
	for _, e := range list {
		if _, _, err := w.takeRuling(e); err != nil {
			return err
		}
	}
	ops, err := w.tx.WithVerdict(store.OnFork, store.BeyondAccepted, store.RefusedOp)
	if err != nil {
		return err
	}
	for i := range ops {
		w.unsettle(branchOf{ops[i].Dev, ops[i].Ep})
	}
	for h := range w.rulings {
		o, err := w.tx.Op(h)
		if store.CodeOf(err) == store.NotFound {
			continue
		}
		if err != nil {
			return err
		}
		w.unsettle(branchOf{o.Dev, o.Ep})
	}
	return nil
}
