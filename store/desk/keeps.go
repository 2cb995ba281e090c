package desk

import (
	"coopfield/store"
	"coopfield/store/oplog"
)

// keepsOther says why the writer of a same_as op may not name the record that it
// keeps, nil if one may. What is filed under a duplicate is shown and summed with
// the one that is kept, so that whoever marks it must be allowed to write there as
// well, wherever that was created, a second creation that is kept out apart. A
// record that is not held stands for nothing.
func (w *work) keepsOther(o *store.LoggedOp, s store.Subject) (denial, err error) {
	id, _ := o.Set[oplog.SameAsField].(string)
	if o.Kind != store.OpSameAs || id == "" {
		return nil, nil
	}
	e, err := w.entry(o.Typ, id)
	if err != nil {
		return nil, err
	}
	if err := w.load(e); err != nil {
		return nil, err
	}
	for _, x := range e.ops {
		if !creates(x) || claimed(x) {
			continue
		}
		if denial, err = w.permittedAny(o, s, homeOf(x, x.Set.Text)); err != nil || denial != nil {
			return denial, err
		}
	}
	return nil, nil
}

// permittedAny returns why no registered state of o's writer may write at a home,
// nil if one may. A cooperative is of any unit that it has had.
func (w *work) permittedAny(o *store.LoggedOp, s store.Subject, at home) (denial, err error) {
	writers, err := w.writersOf(o.Dev)
	if err != nil {
		return nil, err
	}
	for _, me := range writers {
		s.Cooperative, s.Unit = at.coop, at.unit
		if denial = store.Permit(me, s); denial == nil {
			return nil, nil
		}
		if at.coop == "" {
			continue
		}
		if denial, err = w.permittedFor(me, s); err != nil || denial == nil {
			return denial, err
		}
	}
	return denial, nil
}

// noteKept remembers to decide anew whether e may be kept instead of other
// records, after a creation of it came; with back also what was not permitted so
// far, after one was kept out or it moved to another unit.
func (w *work) noteKept(e *entry, back bool) error {
	if w.d.Me().Role != store.Province {
		return nil // only there another unit's record can come after what names it
	}
	same, err := w.same(e.kind)
	if err != nil {
		return err
	}
	for _, dup := range sortedKeys(same) {
		if same[dup] == e.id {
			w.contested = append(w.contested, key{e.kind, dup})
		}
	}
	if !back {
		return nil
	}
	ops, err := w.tx.WithVerdict(store.NotPermitted)
	if err != nil {
		return err
	}
	for i := range ops {
		if o := &ops[i]; o.Kind == store.OpSameAs && o.Typ == e.kind && o.Set.Text(oplog.SameAsField) == e.id {
			w.contested = append(w.contested, key{o.Typ, o.Ent})
		}
	}
	return nil
}
