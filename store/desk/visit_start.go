package desk

import (
	"context"
	"fmt"
	"slices"
	"time"

	"coopfield/store"
)

// StartVisit begins a visit of a cooperative as a draft and returns its id. It
// has the day and hour of now, the checklist of its purpose, the place, the
// cooperative's people from the register, the team of the last visit, the
// figures of the newest year, and for a plan_check the approved plan. A visit of
// the same purpose that was begun today and is not finalised is returned instead.
//
// Errors: NotFound for the cooperative; Invalid for a purpose that there is not;
// Denied: who may write visits of the cooperative.
func (d *Desk) StartVisit(ctx context.Context, coop, purpose string) (string, error) {
	doc, existing := store.Doc{"cooperative": coop, "on": d.today(), "purpose": purpose}, ""
	err := d.view(ctx, func(w *work) (err error) {
		existing, err = w.startVisit(doc)
		return err
	})
	if err != nil || existing != "" {
		return existing, err
	}
	return d.begin(ctx, store.Visit, doc)
}

// begin makes the draft of a new record.
func (d *Desk) begin(ctx context.Context, k store.Kind, doc store.Doc) (string, error) {
	id, err := d.newID()
	if err != nil {
		return "", err
	}
	var edits []Edit
	doc.Leaves(func(p store.Path, v any) { edits = append(edits, Edit{Path: p, Value: v}) })
	_, err = d.SaveFields(ctx, k, id, edits...)
	return id, err
}

// startVisit fills in what a new visit begins with, or returns the one that was
// begun today.
func (w *work) startVisit(doc store.Doc) (string, error) {
	if err := w.startsAt(store.Visit, doc); err != nil {
		return "", err
	}
	existing, err := w.begunToday(store.Visit, doc, "purpose")
	if err != nil || existing != "" {
		return existing, err
	}
	coop, err := w.known(store.Cooperative, doc.Text("cooperative"))
	if err != nil {
		return "", err
	}
	doc["started"] = w.d.o.Clock().Format(time.RFC3339)
	setDefault(doc, "place", coop.Doc.Text("address"))
	if c := w.cat.lists().offered(doc.Text("purpose")); c != nil {
		doc["checklist"], doc["checklist_revision"] = c.ID, c.Revision
	}
	if err := w.registerPeople(doc, coop.Doc); err != nil {
		return "", err
	}
	if err := w.lastTeam(doc); err != nil {
		return "", err
	}
	annual, err := w.newestAnnual(coop.ID, doc.Text("on"))
	if err != nil {
		return "", err
	}
	if annual != nil {
		for _, id := range atVisit {
			if n, ok := annual.Doc.Int("figures." + id); ok {
				doc.Put("figures."+id, n)
			}
		}
	}
	if doc.Text("purpose") != VisitPlanCheck {
		return "", nil
	}
	plan, err := w.approvedPlanOf(coop.ID)
	if err == nil && plan != nil {
		doc["plan"] = plan.ID
	}
	return "", err
}

// startsAt checks that a record of this kind may be begun for the cooperative.
func (w *work) startsAt(k store.Kind, doc store.Doc) error {
	if err := w.valid(k, doc); err != nil {
		return err
	}
	if err := w.ofKept(k, doc); err != nil {
		return err
	}
	return w.allowed(k, store.OpPut, "", nil, doc)
}

// begunToday returns the draft of a kind, saved or typed, that this person began
// today for the same cooperative, with the same value in a field if one is named.
func (w *work) begunToday(k store.Kind, doc store.Doc, same string) (string, error) {
	fits := func(d store.Doc) bool {
		return d.Text("cooperative") == doc.Text("cooperative") && d.Text("on") == doc.Text("on") && (same == "" || d.Text(same) == doc.Text(same))
	}
	heads, err := w.tx.Drafts()
	if err != nil {
		return "", err
	}
	for _, h := range heads {
		if h.Kind != k {
			continue
		}
		f, err := w.form(h.Kind, h.ID)
		if err != nil {
			return "", err
		}
		if (f.Record == nil || f.Record.State == store.Draft) && fits(f.Doc) {
			return h.ID, nil
		}
	}
	found := ""
	q := store.Query{Kind: k, Where: []store.Cond{{Field: "cooperative", Value: doc.Text("cooperative")}, {Field: "on", Value: doc.Text("on")}, {Field: "status", Value: string(store.Draft)}}}
	err = w.tx.Records(q, func(r *store.Record) error {
		if fits(r.Doc) && r.Actor == w.d.Me().Person {
			found = r.ID
		}
		return nil
	})
	return found, err
}

// registerPeople puts the cooperative's people of the register among the
// participants, in the order of their offices.
func (w *work) registerPeople(doc, coop store.Doc) error {
	n := 0
	for _, p := range []struct{ field, position string }{
		{"chair", "Chủ tịch Hội đồng quản trị"}, {"director", "Giám đốc"}, {"controller", "Trưởng Ban kiểm soát (kiểm soát viên)"},
	} {
		name := coop.Text(p.field)
		if name == "" {
			continue
		}
		id, err := w.itemID(n)
		if err != nil {
			return err
		}
		n++
		doc.Put("participants."+id, store.Doc{"name": name, "position": p.position, "office": coop.Text("name")})
	}
	return nil
}

// itemID returns an id for the n-th of several items that are made at one
// moment, before every item that is made later.
func (w *work) itemID(n int) (string, error) {
	id, err := w.d.newID()
	return fmt.Sprintf("0%02d-%s", n, id), err
}

// lastTeam takes the team, the leading office and the secretary of the last
// visit that this person recorded.
func (w *work) lastTeam(doc store.Doc) error {
	me := w.d.Me()
	var last *store.Record
	q := store.Query{Kind: store.Visit, Sort: "on", Desc: true, Limit: lookedThrough}
	if me.Role != store.Province {
		q.Where = []store.Cond{{Field: "reporting_unit", Value: me.Unit}}
	}
	err := w.tx.Records(q, func(r *store.Record) error {
		if last == nil && r.State != store.Void && r.Actor == me.Person && len(r.Doc.Sub("team")) > 0 {
			last = r
		}
		return nil
	})
	if err != nil || last == nil {
		return err
	}
	for n, p := range personsOf(last.Doc, "team") {
		id, err := w.itemID(n)
		if err != nil {
			return err
		}
		person := store.Doc{}
		for f, v := range map[string]string{"name": p.Name, "position": p.Position, "office": p.Office} {
			setDefault(person, f, v)
		}
		doc.Put("team."+id, person)
	}
	setDefault(doc, "lead_office", last.Doc.Text("lead_office"))
	setDefault(doc, "secretary", last.Doc.Text("secretary"))
	return nil
}

// lookedThrough bounds how many of the newest visits are opened to find a team.
const lookedThrough = 20

// approvedPlanOf returns the plan of a cooperative that holds, the newest of
// several; nil if there is none.
func (w *work) approvedPlanOf(coop string) (*store.Record, error) {
	q, _, err := w.following(store.Query{Kind: store.Plan, Where: []store.Cond{{Field: "cooperative", Value: coop}}, Sort: "approved_on"})
	if err != nil {
		return nil, err
	}
	var plan *store.Record
	err = w.tx.Records(q, func(r *store.Record) error {
		if store.Given(r) {
			plan = r
		}
		return nil
	})
	return plan, err
}

// SetChecklist names another checklist for a visit, in its newest revision. What
// was found of checks that it does not have stands in the way: Conflict, detail
// "checks".
func (v *Visit) SetChecklist(d *Desk, id string) ([]Edit, error) {
	c, err := d.Checklist(id, 0)
	if err != nil {
		return nil, err
	}
	if err := editableAt(store.Visit, v.State); err != nil {
		return nil, err
	}
	for _, x := range v.Checks {
		if _, has := c.Check(x.ID); !has && (x.State != "" || x.Note != "") {
			return nil, &store.Error{
				Code: store.Conflict, Detail: "checks", Message: "đã ghi mục kiểm mà bảng kiểm kia không có: " + brief(x.Title), Kept: "bảng kiểm giữ nguyên",
				Hint: "bỏ trống các mục đã kiểm rồi đổi bảng kiểm",
			}
		}
	}
	var edits []Edit
	for p, value := range map[store.Path]any{"checklist": c.ID, "checklist_revision": c.Revision} {
		e, err := setLeaf(store.Visit, v.State, v.Doc, p, value)
		if err != nil {
			return nil, err
		}
		edits = append(edits, e...)
	}
	slices.SortFunc(edits, func(a, b Edit) int { return len(a.Path) - len(b.Path) })
	v.Checklist = c
	v.note("checklist", edits)
	return edits, nil
}
