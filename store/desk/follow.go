package desk

import (
	"slices"

	"coopfield/store"
)

// follows reports whether what a followup is about is held and is, or has been,
// of the cooperative that the followup names; else it would speak in another
// unit's record by naming a cooperative of its own. As for the units of a
// cooperative any op that counts is asked, so that the answer does not hang on
// the order of arrival. What has no cooperative is followed by whoever may.
func (w *work) follows(o *store.LoggedOp, prior store.Doc, coop string) (bool, error) {
	about := prior
	if about.Text("about.kind") == "" {
		about = o.Set
	}
	k := store.Kind(about.Text("about.kind"))
	if coop == "" || !hasCooperative(k) {
		return true, nil
	}
	e, err := w.entry(k, about.Text("about.record"))
	if err != nil {
		return false, err
	}
	if !e.stale && e.rec != nil && e.rec.Doc.Text("cooperative") == coop {
		return true, nil
	}
	if err := w.load(e); err != nil {
		return false, err
	}
	return slices.ContainsFunc(e.ops, func(x *store.LoggedOp) bool {
		return x.Verdict == store.Counted && x.Set.Text("cooperative") == coop
	}), nil
}

func hasCooperative(k store.Kind) bool {
	spec := store.SpecOf(k)
	return spec != nil && slices.ContainsFunc(spec.Fields, func(f store.Field) bool { return f.Name == "cooperative" })
}

// awaiting returns what an op that counts now may let count: what waits for its
// record, and the followups that wait for what they are about.
func (w *work) awaiting(o *store.LoggedOp) ([]*store.LoggedOp, error) {
	list, err := w.waiting(key{o.Typ, o.Ent})
	if err != nil || o.Typ == store.Cooperative || o.Set.Text("cooperative") == "" {
		return list, err
	}
	near, err := w.waiting(coopKey(o))
	if err != nil {
		return nil, err
	}
	list = slices.Clone(list)
	for _, c := range near {
		if c.Typ == store.Followup && c.Set.Text("about.record") == o.Ent {
			list = append(list, c)
		}
	}
	return list, nil
}
