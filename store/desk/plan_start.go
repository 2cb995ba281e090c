package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"coopfield/store"
	"coopfield/store/programme"
)

// The statuses of a completion plan.
const (
	PlanDrafted  = "drafted"  // đang lập
	PlanReviewed = "reviewed" // đã thẩm định
	PlanApproved = "approved" // đã phê duyệt
	PlanAdjusted = "adjusted" // đã điều chỉnh
	PlanClosed   = "closed"   // đã kết thúc
)

// PlanStatuses lists the statuses of a completion plan in their order.
func PlanStatuses() []string {
	return []string{PlanDrafted, PlanReviewed, PlanApproved, PlanAdjusted, PlanClosed}
}

// planHeld reports whether a plan was approved, now or before it was closed.
func planHeld(d store.Doc) bool {
	return d.Text("approved_no") != "" || d.Text("approved_on") != "" ||
		slices.Contains([]string{PlanApproved, PlanAdjusted, PlanClosed}, d.Text("status"))
}

// programmeNamed returns the newest revision of a programme; with "" the one
// that is held. Errors: NotFound; Usage, which lists the programmes, if "" could
// be several.
func (c *catalog) programmeNamed(id string) (*programme.Programme, error) {
	all := c.programmes()
	if p := all[id]; p != nil {
		return p, nil
	}
	ids := sortedKeys(all)
	switch {
	case id != "":
		return nil, &store.Error{
			Code: store.NotFound, Detail: "programme", Message: fmt.Sprintf("không có chương trình %q", id),
			Hint: "các chương trình đang có: " + strings.Join(ids, ", "),
		}
	case len(ids) == 1:
		return all[ids[0]], nil
	}
	return nil, &store.Error{
		Code: store.Usage, Detail: "programme", Message: "máy này có nhiều chương trình", Hint: "ghi rõ một trong các mã: " + strings.Join(ids, ", "),
	}
}

// ofFamily asks for the records of a kind of a cooperative, whichever of the
// records that are one it is named by.
func (w *work) ofFamily(k store.Kind, coop string) (store.Query, error) {
	kept, err := w.keptOf(store.Cooperative, coop)
	if err != nil {
		return store.Query{}, err
	}
	q, _, err := w.following(store.Query{Kind: k, Where: []store.Cond{{Field: "cooperative", Value: kept}}})
	return q, err
}

// sameCoop reports whether two ids name one cooperative.
func (w *work) sameCoop(a, b string) (bool, error) {
	if a == b {
		return true, nil
	}
	ka, err := w.keptOf(store.Cooperative, a)
	if err != nil {
		return false, err
	}
	kb, err := w.keptOf(store.Cooperative, b)
	return ka == kb, err
}

// isChosen reports whether the province chose an application.
func isChosen(registration store.Doc) bool {
	return registration.Text("province_decision.result") == ResultChosen
}

// chosenOf returns the applications of a cooperative that the province chose, by
// id.
func (w *work) chosenOf(coop string) ([]*store.Record, error) {
	q, err := w.ofFamily(store.Registration, coop)
	if err != nil {
		return nil, err
	}
	var out []*store.Record
	err = w.tx.Records(q, func(r *store.Record) error {
		if isChosen(r.Doc) {
			out = append(out, r)
		}
		return nil
	})
	return out, err
}

// planOf returns the plan of a cooperative in a programme, of several the one
// made last; nil if there is none.
func (w *work) planOf(coop, programmeID string) (*store.Record, error) {
	q, err := w.ofFamily(store.Plan, coop)
	if err != nil {
		return nil, err
	}
	var plan *store.Record
	err = w.tx.Records(q, func(r *store.Record) error {
		if r.Doc.Text("programme") == programmeID {
			plan = r
		}
		return nil
	})
	return plan, err
}

// typedPlanOf returns the id of the plan that is only typed so far, "" if there
// is none.
func (w *work) typedPlanOf(coop, programmeID string) (string, error) {
	heads, err := w.tx.Drafts()
	if err != nil {
		return "", err
	}
	for _, h := range heads {
		if h.Kind != store.Plan || !h.New {
			continue
		}
		f, err := w.form(h.Kind, h.ID)
		if err != nil {
			return "", err
		}
		same, err := w.sameCoop(f.Doc.Text("cooperative"), coop)
		if err != nil {
			return "", err
		}
		if f.IsNew && same && f.Doc.Text("programme") == programmeID {
			return h.ID, nil
		}
	}
	return "", nil
}

// StartPlan begins the completion plan of a pilot as a draft and returns its id;
// the plan that there is already, saved or typed, is returned instead. "" stands
// for the one programme that is held.
//
// Errors: NotFound for the cooperative or programme; Invalid, detail
// "not-chosen", for a cooperative that the province did not choose, whoever asks;
// Denied: who may write plans of the cooperative.
//
// Source: Kế hoạch 1185/KH-UBND, VI.2.a: the cooperatives that were chosen make
// a plan.
func (d *Desk) StartPlan(ctx context.Context, coop, programmeID string) (string, error) {
	doc, existing := store.Doc{"cooperative": coop, "status": PlanDrafted}, ""
	err := d.view(ctx, func(w *work) (err error) {
		existing, err = w.startPlan(doc, coop, programmeID)
		return err
	})
	if err != nil || existing != "" {
		return existing, err
	}
	return d.begin(ctx, store.Plan, doc)
}

func (w *work) startPlan(doc store.Doc, coop, programmeID string) (string, error) {
	p, err := w.cat.programmeNamed(programmeID)
	if err != nil {
		return "", err
	}
	doc["programme"] = p.ID
	held, err := w.planOf(coop, p.ID)
	if err != nil {
		return "", err
	}
	if held != nil {
		return held.ID, nil
	}
	if typed, err := w.typedPlanOf(coop, p.ID); err != nil || typed != "" {
		return typed, err
	}
	if err := w.startsAt(store.Plan, doc); err != nil {
		return "", err
	}
	chosen, err := w.chosenIn(coop, p.ID)
	if err != nil {
		return "", err
	}
	if chosen == nil {
		return "", &store.Error{
			Code: store.Invalid, Detail: "not-chosen", Message: w.coopName(coop) + " chưa được tỉnh chọn làm thí điểm nên chưa lập kế hoạch hoàn thiện",
			Kept: nothingWritten, Hint: "ghi quyết định lựa chọn của tỉnh vào hồ sơ đăng ký trước",
		}
	}
	return "", nil
}

// chosenIn returns the application by which the province chose a cooperative for
// a programme, nil if it did not.
func (w *work) chosenIn(coop, programmeID string) (*store.Record, error) {
	chosen, err := w.chosenOf(coop)
	if err != nil {
		return nil, err
	}
	for _, r := range chosen {
		if r.Doc.Text("programme") == programmeID {
			return r, nil
		}
	}
	return nil, nil
}
