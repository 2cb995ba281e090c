package desk

import (
	"context"
	"slices"

	"coopfield/store"
	"coopfield/store/vi"
)

// AmendDraft changes a finalised record by what was typed into its form (điều
// chỉnh), with the reason, and forgets the draft. The amendment stands on the
// revisions that the draft was begun on: where another one came in meanwhile
// both stand side by side and a person decides, and nobody signs what they have
// not seen. Errors are those of [Desk.Amend]; typed text that is no valid value
// is a gap. The draft is kept then.
func (d *Desk) AmendDraft(ctx context.Context, k store.Kind, id, why string) (store.Hash, error) {
	var rev store.Hash
	err := d.update(ctx, func(w *work) error {
		f, err := w.form(k, id)
		if err != nil {
			return err
		}
		patch := store.Doc{}
		for _, t := range f.Draft {
			if !notYet(&t) {
				patch.Put(t.Path, t.Value)
			}
		}
		if gaps := unread(f.Draft); len(gaps) > 0 {
			title, err := w.title(k, f.Doc)
			if err != nil {
				return err
			}
			return amendIncomplete(title, gaps)
		}
		if f.Record == nil || len(f.Base) == 0 || slices.Equal(f.Base, f.Record.Heads) {
			rev, err = w.act(k, id, store.OpAmend, patch, vi.Clean(why, true))
		} else {
			rev, err = w.amendAt(f, k, id, patch, vi.Clean(why, true))
		}
		if err != nil {
			return err
		}
		delete(d.drafting, key{k, id})
		return w.tx.DropDraft(k, id)
	})
	return rev, draftKept(err)
}

// amendAt amends the content at the base of a draft that is no longer the
// newest.
func (w *work) amendAt(f *Form, k store.Kind, id string, patch store.Doc, why string) (store.Hash, error) {
	if err := needOfficial(k); err != nil {
		return store.Hash{}, err
	}
	if why == "" {
		return store.Hash{}, noReason()
	}
	e, err := w.entry(k, id)
	if err != nil {
		return store.Hash{}, err
	}
	at, err := w.prior(e, f.Base)
	if err != nil {
		return store.Hash{}, err
	}
	title, err := w.title(k, at)
	if err != nil {
		return store.Hash{}, err
	}
	if f.Record.State == store.Void {
		return store.Hash{}, alreadyVoid(title)
	}
	set, err := w.revised(k, id, at, patch)
	if err != nil {
		return store.Hash{}, err
	}
	if len(set) == 0 {
		return store.Hash{}, noChange()
	}
	if err := w.allowed(k, store.OpAmend, id, at, set); err != nil {
		return store.Hash{}, err
	}
	now := at.Clone()
	now.Apply(set)
	gaps, err := w.gaps(k, id, now)
	if err != nil {
		return store.Hash{}, err
	}
	causes, err := w.causeGaps(k, id, now)
	if err != nil {
		return store.Hash{}, err
	}
	if gaps = append(gaps, causes...); len(gaps) > 0 {
		return store.Hash{}, amendIncomplete(title, gaps)
	}
	return w.make(change{kind: k, id: id, op: store.OpAmend, base: f.Base, set: now, why: why, ref: w.cat.refs(k, now)})
}

func noReason() error {
	return &store.Error{Code: store.Invalid, Detail: "why", Message: "chưa ghi lý do", Hint: "ghi lý do rồi làm lại"}
}

func alreadyVoid(title string) error {
	return &store.Error{Code: store.Conflict, Detail: "void", Message: title + " đã hủy", Hint: "lập hồ sơ mới"}
}

func noChange() error {
	return &store.Error{Code: store.Invalid, Detail: "no-change", Message: "không có gì thay đổi so với bản đã chốt", Hint: "sửa ít nhất một mục"}
}
