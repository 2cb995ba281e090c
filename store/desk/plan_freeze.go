package desk

import (
	"context"

	"coopfield/store"
)

// FreezeBaseline makes a finalised sheet the baseline of a completion plan: its
// id and the revision that counts now, so that no later correction of the sheet
// changes what the pilot is held against. It is typed into the plan like any
// field, and stands with the next [Desk.Commit].
//
// Errors: NotFound for the plan or the sheet; Invalid, detail "baseline", for a
// sheet that is not finalised, is of another cooperative or scores by another
// scheme than the programme; Conflict, detail "frozen", for a plan that was
// approved and is not being adjusted with a reason.
//
// Source: Kế hoạch 1185/KH-UBND, VI.2.a.
func (d *Desk) FreezeBaseline(ctx context.Context, plan, assessment string) error {
	var edits []Edit
	err := d.view(ctx, func(w *work) error {
		f, err := w.form(store.Plan, plan)
		if err != nil {
			return err
		}
		if f.Record == nil && len(f.Draft) == 0 {
			return notFound(store.Plan, plan)
		}
		now := f.Doc.Clone()
		now.Put("baseline", store.Doc{"assessment": assessment})
		if err := w.freezing(now, f.Doc); err != nil {
			return err
		}
		if f.Record != nil {
			if err := frozenStays(f.Record.Doc, now); err != nil {
				return err
			}
		}
		for _, p := range []store.Path{"baseline.assessment", "baseline.revision"} {
			edits = append(edits, Edit{Path: p, Value: now.Text(p)})
		}
		return w.allowed(store.Plan, store.OpPut, plan, f.Doc, store.Doc{"cooperative": f.Doc["cooperative"], "baseline": now["baseline"]})
	})
	if err != nil {
		return kept(err)
	}
	_, err = d.SaveFields(ctx, store.Plan, plan, edits...)
	return err
}

// freezing completes the baseline of a plan that names another sheet than
// before: without a revision the one that counts now is frozen. A revision that
// is named is taken as it is.
func (w *work) freezing(doc, before store.Doc) error {
	id, revision := doc.Text("baseline.assessment"), doc.Text("baseline.revision")
	if id == "" || revision != "" && (id == before.Text("baseline.assessment") || revision != before.Text("baseline.revision")) {
		return nil
	}
	r, err := w.known(store.Assessment, id)
	if err != nil {
		return err
	}
	if err := w.mayFreeze(r, doc); err != nil {
		return err
	}
	doc.Put("baseline.revision", r.Rev.String())
	return nil
}

// mayFreeze refuses a sheet that cannot be a plan's baseline.
func (w *work) mayFreeze(r *store.Record, plan store.Doc) error {
	title, err := w.title(store.Assessment, r.Doc)
	if err != nil {
		return err
	}
	refuse := func(why, hint string) error {
		return &store.Error{Code: store.Invalid, Detail: "baseline", Message: title + " " + why, Hint: hint}
	}
	same, err := w.sameCoop(r.Doc.Text("cooperative"), plan.Text("cooperative"))
	switch p := w.cat.programmes()[plan.Text("programme")]; {
	case err != nil:
		return err
	case !same:
		return refuse("không phải của hợp tác xã này", "chọn bảng đánh giá của hợp tác xã lập kế hoạch")
	case r.State != store.Final:
		return refuse("chưa chốt nên chưa làm điểm ban đầu được", "chốt bảng đánh giá trước")
	case p != nil && r.Doc.Text("scheme") != p.Scheme:
		return refuse("không theo bộ tiêu chí của chương trình", "chọn bảng đánh giá theo bộ tiêu chí "+p.Scheme)
	}
	return nil
}

// frozenStays refuses to change the frozen baseline of a plan that was approved,
// unless the plan is adjusted with a reason of its own.
func frozenStays(before, now store.Doc) error {
	if before.Text("baseline.assessment") == "" || !planHeld(before) || store.Equal(before.Sub("baseline"), now.Sub("baseline")) {
		return nil
	}
	reason := now.Text("adjust_reason")
	if now.Text("status") == PlanAdjusted && reason != "" && reason != before.Text("adjust_reason") {
		return nil
	}
	return &store.Error{
		Code: store.Conflict, Detail: "frozen", Message: "kế hoạch hoàn thiện đã được phê duyệt, điểm ban đầu không đổi được",
		Kept: "điểm ban đầu giữ nguyên", Hint: "ghi tình trạng điều chỉnh (adjusted) cùng lý do điều chỉnh (adjust_reason) của lần này rồi đổi",
	}
}
