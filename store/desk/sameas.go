package desk

import (
	"context"
	"fmt"

	"coopfield/store"
	"coopfield/store/oplog"
	"coopfield/store/vi"
)

// SameAs says that two records are one: keep goes on, other is its duplicate. A
// same_as op stands on the duplicate and names keep; nothing else is written.
// The duplicate stays readable with its history, and lists, the register and
// sums leave it out; of a cooperative's duplicate the records that name it are
// shown and summed under the kept one, wherever it is named.
//
// keep "" takes an earlier decision back (same_as with null): other stands by
// itself again.
//
// Errors: NotFound; Invalid, detail "why" or "same-record"; Conflict, detail
// "same-as-chain" where either record is a duplicate already or other has
// duplicates of its own, "open-case" while other has revisions that disagree;
// Denied by the table of permissions.
func (d *Desk) SameAs(ctx context.Context, k store.Kind, keep, other, why string) (store.Hash, error) {
	var rev store.Hash
	err := d.update(ctx, func(w *work) error {
		if why = vi.Clean(why, true); why == "" {
			return noReason()
		}
		var err error
		rev, err = w.markSame(k, keep, other, why)
		return err
	})
	return rev, kept(err)
}

func (w *work) markSame(k store.Kind, keep, other, why string) (store.Hash, error) {
	if store.SpecOf(k) == nil || k == store.Decision || k == store.Attachment {
		return store.Hash{}, badKind(k)
	}
	if keep == other {
		return store.Hash{}, &store.Error{Code: store.Invalid, Detail: "same-record", Message: "hai mã là cùng một hồ sơ", Hint: "ghi mã hồ sơ giữ lại rồi mã hồ sơ trùng"}
	}
	dup, err := w.known(k, other)
	if err != nil {
		return store.Hash{}, err
	}
	set := store.Doc{oplog.SameAsField: nil}
	if keep != "" {
		kept, err := w.known(k, keep)
		if err != nil {
			return store.Hash{}, err
		}
		if err := w.allowed(k, store.OpSameAs, keep, kept.Doc, nil); err != nil {
			return store.Hash{}, err
		}
		set[oplog.SameAsField] = keep
	}
	if err := w.allowed(k, store.OpSameAs, other, dup.Doc, nil); err != nil {
		return store.Hash{}, err
	}
	e, err := w.entry(k, other)
	if err != nil {
		return store.Hash{}, err
	}
	if e.clash != nil {
		return store.Hash{}, w.undisputed(dup)
	}
	if err := w.mayMark(k, keep, other, dup); err != nil {
		return store.Hash{}, err
	}
	return w.make(change{kind: k, id: other, op: store.OpSameAs, base: dup.Heads, set: set, why: why, ref: w.cat.refs(k, dup.Doc)})
}

// mayMark refuses chains and circles, and to take back what was never said.
func (w *work) mayMark(k store.Kind, keep, other string, dup *store.Record) error {
	if keep == "" {
		if dup.SameAs == "" {
			return &store.Error{Code: store.Conflict, Detail: "not-same", Message: "hồ sơ này không được ghi là trùng", Hint: "không cần bỏ"}
		}
		return nil
	}
	kept, err := w.known(k, keep)
	if err != nil {
		return err
	}
	same, err := w.same(k)
	if err != nil {
		return err
	}
	chain := kept.SameAs != "" || dup.SameAs != ""
	for _, to := range same {
		chain = chain || to == other
	}
	if !chain {
		return nil
	}
	return &store.Error{
		Code: store.Conflict, Detail: "same-as-chain", Message: "một trong hai hồ sơ đã được ghi là trùng với hồ sơ khác",
		Hint: "chọn hồ sơ đang được giữ lại, hoặc bỏ quyết định trước rồi ghi lại",
	}
}

// resolveTwins keeps one of several records that have one natural key.
func (w *work) resolveTwins(c *Conflict, take map[store.Path]Choice, why string) (store.Hash, error) {
	choice, chosen := take[SameAsPath]
	at := c.sideOf(choice.Side)
	if chosen && choice.Side == "" {
		for i := range c.Sides {
			if choice.Value == c.Sides[i].Record {
				at = i
			}
		}
	}
	if at < 0 {
		return store.Hash{}, notChosen([]string{keepLabel})
	}
	keep := &c.Sides[at]
	if err := w.mayResolve(c.Kind, keep.Record, keep.Doc); err != nil {
		return store.Hash{}, err
	}
	if err := c.strangers(take); err != nil {
		return store.Hash{}, err
	}
	patch := store.Doc{}
	for i := range c.Fields {
		f := &c.Fields[i]
		choice, chosen := take[f.Path]
		if !chosen || f.Path == SameAsPath {
			continue
		}
		v, ok := c.value(f, choice)
		if !ok {
			return store.Hash{}, noSide(f, choice)
		}
		if err := f.fits(v, choice); err != nil {
			return store.Hash{}, err
		}
		f.put(patch, v)
	}
	var rev store.Hash
	var err error
	for i := range c.Sides { // first, so that the kept one is alone with its key
		if i == at {
			continue
		}
		if rev, err = w.markSame(c.Kind, keep.Record, c.Sides[i].Record, why); err != nil {
			return rev, err
		}
	}
	now := keep.Doc.Clone()
	now.Apply(patch)
	if len(store.Diff(keep.Doc, now)) == 0 {
		return rev, nil
	}
	r, err := w.known(c.Kind, keep.Record)
	if err != nil {
		return rev, err
	}
	if r.State == store.Final {
		return w.amendTwin(r, patch, why)
	}
	return w.patch(r, patch, r.Heads)
}

// amendTwin lays values of a duplicate over the finalised record that is kept.
func (w *work) amendTwin(r *store.Record, patch store.Doc, why string) (store.Hash, error) {
	set, err := w.revised(r.Kind, r.ID, r.Doc, patch)
	if err != nil {
		return store.Hash{}, err
	}
	if err := w.allowed(r.Kind, store.OpAmend, r.ID, r.Doc, set); err != nil {
		return store.Hash{}, err
	}
	now := r.Doc.Clone()
	now.Apply(set)
	title, err := w.title(r.Kind, r.Doc)
	if err != nil {
		return store.Hash{}, err
	}
	gaps, err := w.gaps(r.Kind, r.ID, now)
	if err != nil {
		return store.Hash{}, err
	}
	if len(gaps) > 0 {
		return store.Hash{}, amendIncomplete(title, gaps)
	}
	if len(set) == 0 {
		return store.Hash{}, fmt.Errorf("nothing to amend in %s", r.ID)
	}
	return w.make(change{kind: r.Kind, id: r.ID, op: store.OpAmend, base: r.Heads, set: now, why: why, ref: w.cat.refs(r.Kind, r.Doc)})
}
