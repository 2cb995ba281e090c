package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"coopfield/store"
	"coopfield/store/scheme"
	"coopfield/store/vi"
)

// Gaps lists what is missing before a record can be finalised, with the draft
// laid over it: required fields, points that the official column lacks,
// differences without a reason. It is empty when nothing stands in the way.
func (d *Desk) Gaps(ctx context.Context, k store.Kind, id string) ([]Gap, error) {
	var gaps []Gap
	err := d.view(ctx, func(w *work) error {
		form, err := w.form(k, id)
		if err != nil {
			return err
		}
		gaps, err = w.signedGaps(k, id, form.Doc)
		if err != nil {
			return err
		}
		causes, err := w.causeGaps(k, id, form.Doc)
		gaps = append(append(gaps, causes...), unread(form.Draft)...)
		return err
	})
	return gaps, err
}

// unread lists the typed texts that are no valid value yet: a record is not
// signed without what somebody meant to write.
func unread(draft []store.DraftField) []Gap {
	var gaps []Gap
	for _, f := range draft {
		if notYet(&f) {
			gaps = append(gaps, Gap{Path: f.Path, Text: fmt.Sprintf("mục %s: %q chưa phải giá trị đúng", f.Path, f.Raw)})
		}
	}
	return gaps
}

func (w *work) gaps(k store.Kind, id string, doc store.Doc) ([]Gap, error) {
	var gaps []Gap
	if err := w.valid(k, doc); err != nil {
		gaps = append(gaps, gapsOf(err)...)
	}
	if k != store.Assessment {
		return gaps, nil
	}
	s, err := w.cat.schemeOf(doc)
	if err != nil {
		return gaps, nil // valid has said so
	}
	coop, err := w.record(store.Cooperative, doc.Text("cooperative"))
	if err != nil || coop == nil {
		return gaps, err
	}
	var prev map[string]int64
	if w.cat.usesPrev[s] {
		if prev, err = w.past().facts(s, doc); err != nil {
			return nil, err
		}
	}
	return append(gaps, sheetGaps(s, sheetOf(doc, coop.Doc.Text("type"), prev))...), nil
}

// gapsOf lists the faults of an error field by field.
func gapsOf(err error) []Gap {
	var out []Gap
	for _, e := range faultsOf(err) {
		out = append(out, Gap{Path: e.Detail, Text: e.Message})
	}
	return out
}

// sheetGaps lists what a sheet lacks under s. Points that the scheme refuses
// are a gap too; an excluded cooperative needs none.
func sheetGaps(s *scheme.Scheme, sh scheme.Sheet) []Gap {
	sh.Facts = s.Known(sh.Facts)
	r, err := s.Score(sh, scheme.Options{Column: s.ScoreColumn})
	if err != nil {
		return gapsOf(err)
	}
	var gaps []Gap
	reason := map[string]bool{}
	add := func(id, text string) {
		if reason[id] {
			return
		}
		reason[id] = true
		gaps = append(gaps, Gap{Path: "reason." + id, Item: id, Text: text})
	}
	if r.Excluded == nil {
		for _, id := range r.Missing {
			it, _ := s.Item(id)
			gaps = append(gaps, Gap{Path: string(s.ScoreColumn) + "." + id, Item: id, Text: fmt.Sprintf("mục %s chưa có điểm: %s", id, it.Title)})
		}
	}
	for _, c := range scheme.Columns() {
		if len(sh.Given[c]) == 0 {
			continue
		}
		rc, err := s.Score(sh, scheme.Options{Column: c})
		if err != nil {
			continue
		}
		for _, id := range rc.Unexplained {
			add(id, fmt.Sprintf("mục %s: điểm chấm khác điểm tính từ số liệu, chưa ghi lý do", id))
		}
	}
	for _, id := range s.ColumnsDiffer(sh) {
		add(id, fmt.Sprintf("mục %s: điểm các cột khác nhau, chưa ghi lý do lệch", id))
	}
	return gaps
}

// incomplete is the error of a finalise that gaps stand in the way of; it
// carries them as a GapError.
func incomplete(title string, gaps []Gap) error {
	return &store.Error{
		Code: store.Invalid, Detail: "incomplete", Message: fmt.Sprintf("%s còn thiếu %d mục", title, len(gaps)),
		Kept: "bản nháp giữ nguyên", Hint: "điền các mục trên rồi chốt lại",
		Err: &GapError{Gaps: gaps},
	}
}

// amendIncomplete is incomplete of an amendment; there may be no draft, so who
// knows of one says that it is kept.
func amendIncomplete(title string, gaps []Gap) error {
	return &store.Error{
		Code: store.Invalid, Detail: "incomplete", Message: fmt.Sprintf("%s sau điều chỉnh còn %d mục thiếu hoặc chưa đúng", title, len(gaps)),
		Hint: "bổ sung các mục đó vào nội dung điều chỉnh rồi làm lại",
		Err:  &GapError{Gaps: gaps},
	}
}

// GapError carries what stood in the way of finalising; take it out with
// errors.As.
type GapError struct{ Gaps []Gap }

// Error counts the gaps.
func (e *GapError) Error() string { return fmt.Sprintf("%d gaps", len(e.Gaps)) }

// Finalise signs a record as it is (chốt): only kinds that have a state, only
// complete records, once. Typed fields are committed first; typed text that is
// no valid value is a gap. The error of an incomplete record is Invalid, detail
// "incomplete", and carries a [GapError]; nothing is written then.
func (d *Desk) Finalise(ctx context.Context, k store.Kind, id string) (store.Hash, error) {
	var rev store.Hash
	err := d.update(ctx, func(w *work) error {
		if err := needOfficial(k); err != nil {
			return err
		}
		draft, err := w.tx.Draft(k, id)
		if err != nil {
			return err
		}
		if _, err := w.commit(k, id); err != nil {
			return err
		}
		r, err := w.known(k, id)
		if err != nil {
			return err
		}
		if err := w.mayEdit(r); err != nil {
			return err
		}
		if err := w.undisputed(r); err != nil {
			return err
		}
		gaps, err := w.signedGaps(k, id, r.Doc)
		if err != nil {
			return err
		}
		causes, err := w.causeGaps(k, id, r.Doc)
		if err != nil {
			return err
		}
		if gaps = append(append(gaps, causes...), unread(draft)...); len(gaps) > 0 {
			title, err := w.title(k, r.Doc)
			if err != nil {
				return err
			}
			return incomplete(title, gaps)
		}
		if err := w.allowed(k, store.OpFinalise, id, r.Doc, nil); err != nil {
			return err
		}
		if r, err = w.beforeSigning(r); err != nil {
			return err
		}
		rev, err = w.make(change{kind: k, id: id, op: store.OpFinalise, base: r.Heads, set: r.Doc.Clone(), ref: w.cat.refs(k, r.Doc)})
		if err != nil {
			return err
		}
		return w.afterSigning(k, id)
	})
	return rev, kept(err)
}

// Amend changes a finalised record (điều chỉnh): the patch is laid over it and
// the whole content signed, with the reason.
func (d *Desk) Amend(ctx context.Context, k store.Kind, id string, patch store.Doc, why string) (store.Hash, error) {
	return d.act(ctx, k, id, store.OpAmend, patch, why)
}

// Void takes a record out of every count (hủy); it stays readable.
func (d *Desk) Void(ctx context.Context, k store.Kind, id, why string) (store.Hash, error) {
	return d.act(ctx, k, id, store.OpVoid, nil, why)
}

// Return gives a finalised record back for correction (trả lại), with the
// reason; the patch may set approved, reason and comments. Province only.
func (d *Desk) Return(ctx context.Context, k store.Kind, id string, patch store.Doc, why string) (store.Hash, error) {
	return d.act(ctx, k, id, store.OpReturn, patch, why)
}

// Accept accepts a finalised record (chấp nhận); the patch may set approved,
// reason and comments. Province only.
func (d *Desk) Accept(ctx context.Context, k store.Kind, id string, patch store.Doc) (store.Hash, error) {
	return d.act(ctx, k, id, store.OpAccept, patch, "")
}

// Note sets numbers that the office gives after signing (minutes, decisions)
// on a finalised record, without opening it again.
func (d *Desk) Note(ctx context.Context, k store.Kind, id string, patch store.Doc) (store.Hash, error) {
	return d.act(ctx, k, id, store.OpNote, patch, "")
}

// settable are the fields that an op on a finalised record may set; nil = any.
var settable = map[store.OpKind][]string{
	store.OpReturn: {"approved", "reason", "comments"},
	store.OpAccept: {"approved", "reason", "comments"},
	store.OpNote:   {"document_no"},
}

func (d *Desk) act(ctx context.Context, k store.Kind, id string, op store.OpKind, patch store.Doc, why string) (store.Hash, error) {
	var rev store.Hash
	err := d.update(ctx, func(w *work) error {
		var err error
		rev, err = w.act(k, id, op, patch, vi.Clean(why, true))
		return err
	})
	return rev, kept(err)
}

func (w *work) act(k store.Kind, id string, op store.OpKind, patch store.Doc, why string) (store.Hash, error) {
	if err := needOfficial(k); err != nil {
		return store.Hash{}, err
	}
	r, err := w.known(k, id)
	if err != nil {
		return store.Hash{}, err
	}
	title, err := w.title(k, r.Doc)
	if err != nil {
		return store.Hash{}, err
	}
	switch {
	case op.NeedsReason() && why == "":
		return store.Hash{}, noReason()
	case r.State == store.Void:
		return store.Hash{}, alreadyVoid(title)
	case r.State != store.Final && op != store.OpVoid:
		return store.Hash{}, &store.Error{Code: store.Conflict, Detail: "not-final", Message: title + " chưa chốt", Hint: "sửa trực tiếp bản nháp rồi chốt"}
	}
	if err := w.undisputed(r); err != nil {
		return store.Hash{}, err
	}
	if fields, limited := settable[op]; limited {
		for f := range patch {
			if !slices.Contains(fields, f) {
				return store.Hash{}, &store.Error{
					Code: store.Invalid, Detail: f, Message: fmt.Sprintf("mục %s không ghi được bằng thao tác này", f),
					Hint: "các mục: " + strings.Join(fields, ", "),
				}
			}
		}
	}
	if op == store.OpReturn {
		patch = anew(r.Doc, patch)
	}
	set, err := w.revised(k, id, r.Doc, patch)
	if err != nil {
		return store.Hash{}, err
	}
	if len(set) == 0 && (op == store.OpAmend || op == store.OpNote) {
		return store.Hash{}, noChange()
	}
	if err := w.allowed(k, op, id, r.Doc, set); err != nil {
		return store.Hash{}, err
	}
	ref := w.cat.refs(k, r.Doc)
	if op == store.OpAmend {
		now := r.Doc.Clone()
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
		set, ref = now, w.cat.refs(k, now)
	}
	rev, err := w.make(change{kind: k, id: id, op: op, base: r.Heads, set: set, why: why, ref: ref})
	if err != nil || op != store.OpAmend && op != store.OpVoid {
		return rev, err
	}
	return rev, w.afterSigning(k, id)
}

// known returns a record that must exist.
func (w *work) known(k store.Kind, id string) (*store.Record, error) {
	r, err := w.record(k, id)
	if err != nil {
		return nil, err
	}
	if r == nil {
		return nil, notFound(k, id)
	}
	return r, nil
}

func notFound(k store.Kind, id string) error {
	return &store.Error{
		Code: store.NotFound, Message: fmt.Sprintf("không có hồ sơ %s %s", k, id), Hint: "kiểm tra lại mã, hoặc xem danh sách bằng lệnh list",
	}
}

// undisputed refuses to put a signature on a record in any open case.
func (w *work) undisputed(r *store.Record) error {
	if r.Conflict == "" {
		return nil
	}
	title, err := w.title(r.Kind, r.Doc)
	if err != nil {
		return err
	}
	return &store.Error{
		Code: store.Conflict, Detail: "open-case", Message: title + " đang lệch số liệu", Kept: "các bản đều được giữ",
		Hint: "chờ cấp tỉnh đối chiếu và quyết định",
	}
}

func needOfficial(k store.Kind) error {
	if Official(k) {
		return nil
	}
	return &store.Error{
		Code: store.Usage, Message: fmt.Sprintf("loại hồ sơ %s không có trạng thái chốt", k), Hint: "các loại có chốt: assessment, visit, consultation, report",
	}
}
