package desk_test

import (
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
)

func about(kind store.Kind, record, item string) store.Doc {
	return store.Doc{"kind": string(kind), "record": record, "item": item}
}

func TestTwoPeopleAddRecommendationsToOneVisitAndAPersonDecides(t *testing.T) {
	s := together(t)
	doc := minutes(s.coop, "2024-05-04")
	doc["recommendations"] = store.Doc{"r1": store.Doc{"text": "lập sổ", "who": "Y Hoa", "due": "2024-10-15"}}
	v := s.a.put(t, store.Visit, "", doc)
	s.exchange(t)
	s.b.put(t, store.Visit, v, store.Doc{"recommendations": store.Doc{"b1": store.Doc{"text": "họp đại hội", "who": "A Chúp", "due": "2024-12-31"}}})
	s.a.put(t, store.Visit, v, store.Doc{"recommendations": store.Doc{"a1": store.Doc{"text": "nộp thuế", "who": "Y Hoa", "due": "2024-11-30"}}})
	s.exchange(t)
	rows, err := s.p.Conflicts(ctx)
	must(t, err)
	equal(t, []any{len(rows), rows[0].Kind, rows[0].Records[0]}, []any{1, store.Visit, v})
	c, err := s.p.Conflict(ctx, rows[0].ID)
	must(t, err)
	take := c.Pre() // each was added on one side alone: nothing is lost, and a person still says so
	for _, f := range c.Fields {
		if _, chosen := take[f.Path]; !chosen {
			t.Fatalf("nothing is chosen beforehand in %s", f.Path)
		}
	}
	_, err = s.p.Resolve(ctx, rows[0].ID, take, "cả hai cùng đi kiểm tra")
	must(t, err)
	s.exchange(t)
	for _, l := range []*laptop{s.a, s.p} {
		got := l.get(t, store.Visit, v)
		equal(t, []any{len(got.Doc.Sub("recommendations")), got.Conflict}, []any{3, ""})
	}
}

func TestTwoFollowupsOfOneDayThatDisagreeKeepTheItemOpen(t *testing.T) {
	s := together(t)
	doc := minutes(s.coop, "2024-05-04")
	doc["recommendations"] = store.Doc{"r1": store.Doc{"text": "lập sổ", "who": "Y Hoa", "due": "2024-10-15"}}
	v := s.a.put(t, store.Visit, "", doc)
	_, err := s.a.Finalise(ctx, store.Visit, v)
	must(t, err)
	s.exchange(t)
	s.a.put(t, store.Followup, "", store.Doc{"about": about(store.Visit, v, "r1"), "on": "2024-11-01", "state": "kept"})
	s.b.put(t, store.Followup, "", store.Doc{"about": about(store.Visit, v, "r1"), "on": "2024-11-01", "state": "partly"})
	s.exchange(t)
	cases, err := s.p.Conflicts(ctx)
	must(t, err)
	equal(t, len(cases), 0) // two records, side by side
	open := func(l *laptop) desk.OpenItem {
		t.Helper()
		list, err := l.OpenItems(ctx, desk.OpenQuery{Cooperative: s.coop})
		must(t, err)
		equal(t, list.N, 1)
		return list.Items[0]
	}
	for _, l := range []*laptop{s.a, s.b, s.p} {
		it := open(l)
		equal(t, []any{it.State, it.Disputed, it.Overdue}, []any{"partly", true, true})
		h, err := l.ItemHistory(ctx, it.ItemRef)
		must(t, err)
		equal(t, len(h.History), 2)
	}
	s.b.put(t, store.Followup, "", store.Doc{"about": about(store.Visit, v, "r1"), "on": "2024-11-05", "state": "kept", "proof": "sổ số 02"})
	s.exchange(t)
	for _, l := range []*laptop{s.a, s.b, s.p} {
		list, err := l.OpenItems(ctx, desk.OpenQuery{Cooperative: s.coop})
		must(t, err)
		equal(t, list.N, 0)
		before := l.state(t)
		must(t, l.Rebuild(ctx))
		equal(t, l.state(t), before)
	}
}

func TestAFollowupThatMovesSaysUntilWhen(t *testing.T) {
	s := table(t)
	put := func(doc store.Doc) error {
		doc["about"], doc["on"] = about(store.Visit, s.first, "r1"), "2024-11-01"
		_, err := s.Put(ctx, store.Followup, inputs("", doc))
		return err
	}
	wantCode(t, put(store.Doc{"state": "moved"}), store.Invalid, "due")
	wantCode(t, put(store.Doc{"state": "kept", "due": "2024-12-01"}), store.Invalid, "due")
	must(t, put(store.Doc{"state": "moved", "due": "2025-02-01"}))
	list, err := s.OpenItems(ctx, desk.OpenQuery{Mine: true, Overdue: true})
	must(t, err)
	equal(t, []any{list.N, list.Items[0].Item}, []any{1, "r3"})
	all, err := s.OpenItems(ctx, desk.OpenQuery{Mine: true, Limit: 2})
	must(t, err)
	equal(t, []any{all.N, all.Overdue, len(all.Items)}, []any{3, 1, 2})
}

func TestAPlanCheckWritesItsActionsIntoTheMinutesAndTheirHistory(t *testing.T) {
	s := table(t)
	plan := s.put(t, store.Plan, "", store.Doc{"cooperative": s.coop, "programme": "kh1185", "status": "drafted", "actions": store.Doc{
		"a1": store.Doc{"text": "Xây kho", "who": "A Chúp", "to": "2024-10-01"}, "a2": store.Doc{"text": "Mua máy", "who": "Y Hoa", "to": "2025-06-30"},
	}})
	list, err := s.OpenItems(ctx, desk.OpenQuery{Cooperative: s.coop, Kinds: []store.Kind{store.Plan}})
	must(t, err)
	equal(t, list.N, 0) // nobody approved it
	s.put(t, store.Plan, plan, store.Doc{"status": "approved"})
	loan := s.put(t, store.Support, "", store.Doc{"cooperative": s.coop, "plan": plan, "type": "preferential-loan", "on": "2024-03-01", "approved": int64(300_000_000)})
	s.put(t, store.Support, "", store.Doc{"cooperative": s.coop, "type": "training", "on": "2024-03-01"})
	id, err := s.StartVisit(ctx, s.coop, desk.VisitPlanCheck)
	must(t, err)
	v := s.fill(t, id)
	equal(t, []any{v.Doc.Text("plan") == plan, len(v.Supports), v.Supports[0].ID == loan, *v.Supports[0].Approved}, []any{true, 1, true, int64(300_000_000)})
	s.found(t, v, "a1", desk.Found{State: desk.FollowPartly, Note: "xong móng"})
	for _, r := range []string{"r1", "r2", "r3"} {
		s.found(t, v, r, desk.Found{State: desk.FollowKept})
	}
	_, err = s.SaveFields(ctx, store.Visit, id, desk.Edit{Path: "action_checks.a2.state", Value: "done"}) // as a command writes it
	must(t, err)
	equal(t, []string{v.Gaps()[0].Path, v.Gaps()[1].Path}, []string{"open.a2", "support_checks." + loan + ".state"})
	s.save(t, v)(v.SetSupport(loan, "done"))
	_, err = s.Finalise(ctx, store.Visit, id)
	must(t, err)
	doc := s.get(t, store.Visit, id).Doc
	equal(t, []string{doc.Text("action_checks.a1.state"), doc.Text("action_checks.a1.note"), doc.Text("action_checks.a2.state")}, []string{"partly", "xong móng", "done"})
	list, err = s.OpenItems(ctx, desk.OpenQuery{Cooperative: s.coop, Kinds: []store.Kind{store.Plan}})
	must(t, err)
	equal(t, []any{list.N, list.Items[0].Item, list.Items[0].State}, []any{1, "a1", "partly"})
}
