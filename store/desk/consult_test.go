package desk_test

import (
	"errors"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
)

// adviser is a store of an advisor to whom the cooperative of s is assigned.
func (s *atTable) adviser(tb testing.TB) *laptop {
	tb.Helper()
	a := open(tb, "lienminh-01", store.Advisor, "62")
	a.writer.Coops = []string{s.coop}
	a.Rename(a.writer)
	a.quote(tb, s.laptop, s.writer, a.writer)
	return a
}

func saveConsult(tb testing.TB, l *laptop, c *desk.Consult) func([]desk.Edit, error) {
	return func(edits []desk.Edit, err error) {
		tb.Helper()
		must(tb, err)
		_, err = l.SaveFields(ctx, store.Consultation, c.ID, edits...)
		must(tb, err)
	}
}

func TestAnAdvisorSettlesCommitmentsAndSeesRecommendations(t *testing.T) {
	s := table(t)
	a := s.adviser(t)
	id, err := a.StartConsultation(ctx, s.coop)
	must(t, err)
	again, err := a.StartConsultation(ctx, s.coop)
	must(t, err)
	equal(t, again, id)
	c, err := a.Consult(ctx, id)
	must(t, err)
	equal(t, []any{c.On, c.Doc.Text("advisor"), len(c.Topics), c.CanWrite()}, []any{"2024-12-02", "Cán bộ lienminh-01", 8, true})
	equal(t, []any{len(c.Open), c.Open[0].May}, []any{3, false}) // the visit's, to be seen
	_, err = c.SetFound(c.Open[0].ItemRef, desk.Found{State: desk.FollowKept})
	wantCode(t, err, store.Denied, "not-permitted")
	save := saveConsult(t, a, c)
	save(c.SetTopic("ke-toan", true))
	save(c.SetTopic("lien-ket", true))
	save(c.SetTopic("lien-ket", false))
	save(c.SetText("requests", "Hỏi cách lập quỹ"))
	save(c.SetText("next_on", "2024-11-20"))
	item, err := c.NewItem()
	must(t, err)
	save(c.SetText("commitments."+item+".text", "Lập sổ quỹ"))
	_, err = a.Finalise(ctx, store.Consultation, id)
	var gaps *desk.GapError
	equal(t, errors.As(err, &gaps), true)
	var paths []string
	for _, g := range gaps.Gaps {
		paths = append(paths, g.Path)
	}
	equal(t, paths, []string{"advice", "next_on", "commitments." + item + ".who", "commitments." + item + ".due"})
	save(c.SetText("advice", "Trích quỹ sau thuế"))
	save(c.SetText("next_on", "2024-12-20"))
	save(c.SetText("commitments."+item+".who", "Y Hoa"))
	save(c.SetText("commitments."+item+".due", "2024-12-15"))
	equal(t, c.Gaps(), []desk.Gap(nil))
	_, err = a.Finalise(ctx, store.Consultation, id)
	must(t, err)
	mine, err := a.OpenItems(ctx, desk.OpenQuery{Mine: true})
	must(t, err)
	equal(t, []any{mine.N, mine.Overdue, mine.Items[0].Text, mine.Items[0].CoopName}, []any{1, 0, "Lập sổ quỹ", "Hợp tác xã nông nghiệp Đăk Hà số 1"})
	meetings, err := a.Appointments(ctx, 5)
	must(t, err)
	equal(t, []any{len(meetings), meetings[0].On, meetings[0].Days, meetings[0].CoopName}, []any{1, "2024-12-20", 18, "Hợp tác xã nông nghiệp Đăk Hà số 1"})

	// The next consultation, on the day, settles it.
	a.clock = a.clock.AddDate(0, 0, 18)
	next, err := a.StartConsultation(ctx, s.coop)
	must(t, err)
	c, err = a.Consult(ctx, next)
	must(t, err)
	equal(t, []any{c.Open[0].Item, c.Open[0].Overdue, c.Open[0].May}, []any{item, true, true})
	e, err := c.SetFound(c.Open[0].ItemRef, desk.Found{State: desk.FollowKept})
	must(t, err)
	_, err = a.SaveFound(ctx, e)
	must(t, err)
	saveConsult(t, a, c)(c.SetText("advice", "Giữ sổ như vậy"))
	given, err := a.StartSupport(ctx, s.coop, "training", next)
	must(t, err)
	_, err = a.Commit(ctx, store.Support, given)
	must(t, err)
	_, err = a.Finalise(ctx, store.Consultation, next)
	must(t, err)
	mine, err = a.OpenItems(ctx, desk.OpenQuery{Mine: true})
	must(t, err)
	equal(t, mine.N, 0)
	meetings, err = a.Appointments(ctx, 0)
	must(t, err)
	equal(t, len(meetings), 0)
	c, err = a.Consult(ctx, next)
	must(t, err)
	equal(t, []any{len(c.Supports), c.Supports[0].Type, c.Supports[0].Typing}, []any{1, "training", false})
	list, err := a.Consultations(ctx, s.coop)
	must(t, err)
	equal(t, []any{len(list), list[0].ID == next, list[1].Promises, list[1].Open}, []any{2, true, 1, 0})
	_, err = a.StartVisit(ctx, s.coop, desk.VisitPeriodic)
	wantCode(t, err, store.Denied, "not-permitted")
	before := a.state(t)
	must(t, a.Rebuild(ctx))
	equal(t, a.state(t), before)
}

func TestAnAdvisorWorksForAssignedCooperativesAlone(t *testing.T) {
	s := table(t)
	a := s.adviser(t)
	a.writer.Coops = []string{}
	a.Rename(a.writer)
	_, err := a.StartConsultation(ctx, s.coop)
	wantCode(t, err, store.Denied, "not-permitted")
	_, err = a.StartSupport(ctx, s.coop, "training", "")
	wantCode(t, err, store.Denied, "not-permitted")
	list, err := a.OpenItems(ctx, desk.OpenQuery{Mine: true})
	must(t, err)
	equal(t, list.N, 0)
}
