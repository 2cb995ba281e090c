package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"coopfield/store"
	"coopfield/store/oplog"
	"coopfield/store/vi"
)

// Resolve decides a disagreement: take says of every field of [Conflict] whose
// value counts, by its path. id is the case's, or its Seen: then the sides must
// still be those that the person was shown. The decision is a signed op on all
// heads with the reason; nobody but the province makes it. What was finalised
// on any side stays finalised (what was put on a finalised record leaves it
// so), which the content must be complete for; void only if all sides are.
// The record has one head afterwards.
//
// Of a duplicate the field [SameAsPath] says which record is kept; the others
// are marked as the same, and values taken from them become an op of the kept
// one. There only SameAsPath must be chosen. A fork is decided op by op, with
// Admit and RefuseOp.
//
// Errors: NotFound for a case that is not open; Conflict, detail "case-changed",
// when the sides are others than in Seen: the choices stay with the caller;
// Invalid, detail "not-chosen", naming the fields that are left; Invalid for a
// value that breaks a rule, with detail "incomplete" for a finalised record that
// would lack something; Invalid, detail "why"; Denied.
func (d *Desk) Resolve(ctx context.Context, id string, take map[store.Path]Choice, why string) (store.Hash, error) {
	var rev store.Hash
	err := d.update(ctx, func(w *work) error {
		c, err := w.conflictByID(id)
		if err != nil {
			return err
		}
		if strings.Contains(id, "@") && id != c.Seen {
			return &store.Error{
				Code: store.Conflict, Detail: "case-changed", Message: c.Title + ": các bản đã khác lúc mở",
				Kept: "các lựa chọn đã ghi vẫn giữ, chưa quyết định gì", Hint: "xem lại các bản rồi quyết định",
			}
		}
		if why = vi.Clean(why, true); why == "" {
			return noReason()
		}
		switch c.Case {
		case store.CaseFork:
			return &store.Error{
				Code: store.Usage, Detail: "fork", Message: "máy có hai lịch sử được quyết định theo từng thay đổi",
				Hint: "nhận (admit) hoặc từ chối (refuse) từng thay đổi của nhánh để riêng",
			}
		case store.CaseDuplicate:
			rev, err = w.resolveTwins(c, take, why)
		default:
			rev, err = w.resolve(c, take, why)
		}
		return err
	})
	return rev, kept(err)
}

// resolve decides between revisions of one record.
func (w *work) resolve(c *Conflict, take map[store.Path]Choice, why string) (store.Hash, error) {
	id := c.Records[0]
	if err := w.mayResolve(c.Kind, id, c.Sides[0].Doc); err != nil {
		return store.Hash{}, err
	}
	set, err := c.outcome(take)
	if err != nil {
		return store.Hash{}, err
	}
	if err := store.ValidateSet(c.Kind, fieldsOnly(set)); err != nil {
		return store.Hash{}, err
	}
	doc := c.Result(take)
	if err := w.lawful(c, doc); err != nil {
		return store.Hash{}, err
	}
	e, err := w.entry(c.Kind, id)
	if err != nil {
		return store.Hash{}, err
	}
	rev, err := w.make(change{kind: c.Kind, id: id, op: store.OpResolve, base: c.heads, set: set, why: why, ref: w.cat.refs(c.Kind, doc)})
	if err != nil {
		return rev, err
	}
	r, err := w.view(e)
	if err != nil {
		return rev, err
	}
	if r == nil || e.clash != nil || len(r.Heads) != 1 {
		return rev, fmt.Errorf("the resolution of case %s leaves it open", c.ID)
	}
	return rev, nil
}

// mayResolve asks the table of permissions for a resolution.
func (w *work) mayResolve(k store.Kind, id string, doc store.Doc) error {
	return w.allowed(k, store.OpResolve, id, doc, nil)
}

// outcome is the set of the op: the outcome of every field that differs.
func (c *Conflict) outcome(take map[store.Path]Choice) (store.Doc, error) {
	set, open := store.Doc{}, []string(nil)
	for i := range c.Fields {
		f := &c.Fields[i]
		choice, chosen := take[f.Path]
		if !chosen {
			open = append(open, f.Label)
			continue
		}
		v, ok := c.value(f, choice)
		if !ok {
			return nil, noSide(f, choice)
		}
		if err := f.fits(v, choice); err != nil {
			return nil, err
		}
		f.put(set, v)
	}
	if err := c.strangers(take); err != nil {
		return nil, err
	}
	if len(open) > 0 {
		return nil, notChosen(open)
	}
	return set, nil
}

// strangers refuses choices of fields that do not differ.
func (c *Conflict) strangers(take map[store.Path]Choice) error {
	for p := range take {
		if !slices.ContainsFunc(c.Fields, func(f ConflictField) bool { return f.Path == p }) {
			return &store.Error{
				Code: store.Invalid, Detail: p, Message: fmt.Sprintf("mục %s không lệch giữa các bản", p),
				Hint: "chỉ chọn các mục đang lệch; sửa mục khác sau khi quyết định",
			}
		}
	}
	return nil
}

func noSide(f *ConflictField, choice Choice) error {
	return &store.Error{
		Code: store.Invalid, Detail: f.Path, Message: fmt.Sprintf("mục %s: không có bản %s", f.Label, choice.Side), Hint: "chọn một trong các bản đang lệch",
	}
}

func notChosen(open []string) error {
	shown := open
	if len(shown) > 5 {
		shown = append(slices.Clone(shown[:5]), "…")
	}
	return &store.Error{
		Code: store.Invalid, Detail: "not-chosen", Message: fmt.Sprintf("còn %d mục chưa chọn: %s", len(open), strings.Join(shown, "; ")),
		Kept: "các lựa chọn đã ghi vẫn giữ, chưa quyết định gì", Hint: "chọn bản hoặc ghi giá trị khác cho từng mục",
	}
}

// fits refuses an own value for an item that is taken as a whole; it may be
// removed.
func (f *ConflictField) fits(v any, choice Choice) error {
	if choice.Side == "" && f.Whole && v != nil {
		return &store.Error{
			Code: store.Invalid, Detail: f.Path, Message: fmt.Sprintf("mục %s chỉ lấy nguyên từ một bản hoặc bỏ", f.Label),
			Hint: "chọn một bản; sửa mục này sau khi quyết định",
		}
	}
	return nil
}

// put writes the outcome of f into the set of an op.
func (f *ConflictField) put(set store.Doc, v any) {
	d := oplog.FieldDiff{Path: f.Path, Base: f.Base, Values: f.Values}
	d.Put(set, v)
}

// lawful checks the content that a resolution gives as any other content is. A
// finalised record must have all points of its official column; why columns
// differ is answered by the reason of the decision itself.
func (w *work) lawful(c *Conflict, doc store.Doc) error {
	if c.After == store.Void {
		return nil
	}
	if err := w.valid(c.Kind, doc); err != nil {
		return err
	}
	if c.After != store.Final {
		return nil
	}
	gaps, err := w.gaps(c.Kind, c.Records[0], doc)
	if err != nil {
		return err
	}
	gaps = slices.DeleteFunc(gaps, func(g Gap) bool { return strings.HasPrefix(g.Path, "reason.") })
	if len(gaps) == 0 {
		return nil
	}
	return &store.Error{
		Code: store.Invalid, Detail: "incomplete", Message: fmt.Sprintf("%s đã chốt, quyết định này để thiếu %d mục", c.Title, len(gaps)),
		Kept: "các lựa chọn đã ghi vẫn giữ, chưa quyết định gì", Hint: "chọn hoặc ghi giá trị cho các mục đó", Err: &GapError{Gaps: gaps},
	}
}
