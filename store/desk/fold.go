package desk

import (
	"maps"

	"coopfield/store"
	"coopfield/store/oplog"
)

// advance lets o stand on e's view without reading e's other ops. It reports
// false where only all ops together can tell.
func (w *work) advance(e *entry, o *store.LoggedOp) bool {
	if e.clash != nil {
		return false
	}
	next, ok := oplog.Advance(stateOf(e.rec), *o)
	if !ok {
		return false
	}
	r := recordOf(&next)
	if e.rec != nil {
		r.Sealed, r.Got, r.Summary, r.Unit = e.rec.Sealed, e.rec.Got, e.rec.Summary, e.rec.Unit
	}
	if o.Own {
		r.Sealed, r.Got = false, false
	}
	e.rec = r
	return true
}

// stateOf is what oplog needs of a view to go on from it.
func stateOf(r *store.Record) oplog.State {
	if r == nil {
		return oplog.State{}
	}
	s := oplog.State{
		Kind: r.Kind, ID: r.ID, Counts: true, Doc: r.Doc, Status: r.State, Heads: r.Heads, Rev: r.Rev, Merged: r.Merged,
		SameAs: r.SameAs, Created: oplog.OpRef{At: r.Created}, Changed: oplog.OpRef{At: r.Changed, Actor: r.Actor},
	}
	if r.ReturnReason != "" {
		s.Returned = &oplog.OpRef{Why: r.ReturnReason}
	}
	if r.Accepted {
		s.Accepted = &oplog.OpRef{}
	}
	return s
}

func recordOf(s *oplog.State) *store.Record {
	r := &store.Record{
		Kind: s.Kind, ID: s.ID, Doc: s.Doc, Rev: s.Rev, Heads: s.Heads, State: s.Status, Merged: s.Merged,
		Accepted: s.Accepted != nil, SameAs: s.SameAs, Created: s.Created.At, Changed: s.Changed.At, Actor: s.Changed.Actor,
	}
	if s.Returned != nil {
		r.ReturnReason = s.Returned.Why
	}
	if r.Doc == nil {
		r.Doc = store.Doc{}
	}
	if r.State == "" {
		r.State = store.Draft // nothing counts while the first revisions disagree
	}
	return r
}

// fold computes e's view from all its ops.
func (w *work) fold(e *entry) error {
	s := oplog.Fold(oplog.RulesOf(e.kind), e.counted())
	e.clash = nil
	if len(s.Heads) == 0 {
		e.rec = nil
		return nil
	}
	e.rec = recordOf(&s)
	if c := s.Case; c != nil {
		e.clash = &store.Case{
			ID: caseID(c.Kind, string(e.kind), e.id), Kind: c.Kind, Record: e.kind, Records: []string{e.id}, Heads: c.Heads, Base: c.Base,
		}
		for _, f := range c.Fields {
			e.clash.Fields = append(e.clash.Fields, f.Path)
		}
		e.rec.Conflict = e.clash.ID
	}
	return w.sending(e)
}

// sending says whether e's own ops have left, and whether the province has
// them.
func (w *work) sending(e *entry) error {
	own := false
	e.rec.Sealed, e.rec.Got = true, true
	for _, o := range e.ops {
		if !o.Own || o.Verdict == store.OnFork {
			continue // the other branch of a fork leaves by itself
		}
		own = true
		upTo, err := w.sealedTo(o.Ep)
		if err != nil {
			return err
		}
		got, err := w.receipted()
		if err != nil {
			return err
		}
		e.rec.Sealed = e.rec.Sealed && o.Seq <= upTo
		e.rec.Got = e.rec.Got && got.has(o.Ep, o.Seq)
	}
	if !own {
		e.rec.Sealed, e.rec.Got = false, false
	}
	return nil
}

// docAt returns the content at base, of several revisions their merge. Where
// those disagree the first one speaks for all: only fields that are the same on
// every line are asked for then.
func docAt(e *entry, base []store.Hash) (store.Doc, error) {
	ops := e.counted()
	if len(base) > 1 {
		doc, _, err := oplog.DocAt(ops, oplog.MergeRev(base))
		if err == nil || store.CodeOf(err) != store.NotFound {
			return doc, err
		}
	}
	doc, _, err := oplog.DocAt(ops, base[0])
	return doc, err
}

// fieldsOnly returns set without the mark of a duplicate, which is no field.
func fieldsOnly(set store.Doc) store.Doc {
	if _, has := set[oplog.SameAsField]; !has {
		return set
	}
	set = maps.Clone(set)
	delete(set, oplog.SameAsField)
	return set
}
