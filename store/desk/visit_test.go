package desk_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
)

// atTable is an officer with one cooperative whose first visit left three
// recommendations.
type atTable struct {
	*laptop
	coop, first string
}

func table(tb testing.TB) *atTable {
	tb.Helper()
	s := &atTable{laptop: open(tb, "dakha-01", store.Officer, "615")}
	doc := coop(1)
	doc["chair"], doc["director"], doc["controller"] = "A Chúp", "Y Hoa", "Trần Văn Bình"
	s.coop = s.put(tb, store.Cooperative, "", doc)
	s.put(tb, store.Annual, "", store.Doc{"cooperative": s.coop, "year": int64(2023), "figures": store.Doc{"members": int64(19), "charter_capital": int64(646_000_000), "tax_paid": int64(5)}})
	s.first = s.visited(tb, "2024-05-06", store.Doc{
		"r1": store.Doc{"text": "Lập sổ đăng ký thành viên", "who": "Y Hoa", "due": "2024-10-15"},
		"r2": store.Doc{"text": "Họp đại hội thành viên", "who": "A Chúp", "due": "2024-12-31"},
		"r3": store.Doc{"text": "Nộp báo cáo tài chính", "who": "Y Hoa", "due": "2024-11-30"},
	})
	return s
}

// visited puts and finalises a visit with recommendations.
func (s *atTable) visited(tb testing.TB, on string, recommendations store.Doc) string {
	tb.Helper()
	doc := minutes(s.coop, on)
	doc["recommendations"] = recommendations
	v := s.put(tb, store.Visit, "", doc)
	_, err := s.Finalise(ctx, store.Visit, v)
	must(tb, err)
	return v
}

// fill answers what is missing in a visit that was just begun.
func (s *atTable) fill(tb testing.TB, id string) *desk.Visit {
	tb.Helper()
	v, err := s.Visit(ctx, id)
	must(tb, err)
	for i := range v.Checks {
		s.save(tb, v)(v.SetCheck(v.Checks[i].ID, "met"))
	}
	s.save(tb, v)(v.SetText("ended", "2024-12-02T18:00:00+07:00"))
	if len(v.Team) == 0 {
		id, err := v.NewItem()
		must(tb, err)
		s.save(tb, v)(v.SetText("team."+id+".name", "Nguyễn Văn An"))
	}
	return v
}

// save makes edits of a visit durable.
func (s *atTable) save(tb testing.TB, v *desk.Visit) func([]desk.Edit, error) {
	return func(edits []desk.Edit, err error) {
		tb.Helper()
		must(tb, err)
		_, err = s.SaveFields(ctx, store.Visit, v.ID, edits...)
		must(tb, err)
	}
}

func (s *atTable) found(tb testing.TB, v *desk.Visit, item string, f desk.Found) {
	tb.Helper()
	i := slices.IndexFunc(v.Open, func(it desk.OpenItem) bool { return it.Item == item })
	e, err := v.SetFound(v.Open[i].ItemRef, f)
	must(tb, err)
	_, err = s.SaveFound(ctx, e)
	must(tb, err)
}

func (s *atTable) openNow(tb testing.TB) []string {
	tb.Helper()
	list, err := s.OpenItems(ctx, desk.OpenQuery{Cooperative: s.coop})
	must(tb, err)
	var out []string
	for _, it := range list.Items {
		out = append(out, strings.TrimSpace(it.Item+" "+it.Due+" "+it.State))
	}
	return out
}

func TestAVisitBeginsWithWhatIsKnown(t *testing.T) {
	s := table(t)
	id, err := s.StartVisit(ctx, s.coop, desk.VisitFollowUp)
	must(t, err)
	again, err := s.StartVisit(ctx, s.coop, desk.VisitFollowUp)
	must(t, err)
	equal(t, again, id)
	other, err := s.StartVisit(ctx, s.coop, desk.VisitComplaint)
	must(t, err)
	equal(t, other != id, true)
	v, err := s.Visit(ctx, id)
	must(t, err)
	equal(t, []string{v.Title, v.On, v.Purpose, v.Checklist.ID, string(v.State)}, []string{"Hợp tác xã nông nghiệp Đăk Hà số 1", "2024-12-02", "follow_up", "theo-doi", "draft"})
	names := func(list []desk.Person) (out []string) {
		for _, p := range list {
			out = append(out, p.Name+", "+p.Position)
		}
		return out
	}
	equal(t, names(v.Participants), []string{"A Chúp, Chủ tịch Hội đồng quản trị", "Y Hoa, Giám đốc", "Trần Văn Bình, Trưởng Ban kiểm soát (kiểm soát viên)"})
	equal(t, names(v.Team), []string{"Nguyễn Văn An, Trưởng đoàn"}) // of the last visit
	var figures []string
	for _, f := range v.Figures {
		if f.Value != nil {
			figures = append(figures, f.ID)
			equal(t, []any{f.Copied(), f.Year}, []any{true, int64(2023)})
		}
	}
	equal(t, figures, []string{"members", "charter_capital"})
	var open []string
	for _, it := range v.Open {
		open = append(open, it.Item)
		equal(t, []any{it.May, it.Found.State, it.Found.ID != "", it.Who != ""}, []any{true, "", true, true})
	}
	equal(t, open, []string{"r1", "r3", "r2"}) // by due date
	equal(t, []any{v.Open[0].Overdue, v.Open[0].Days, v.Open[1].Overdue, v.Open[2].Days}, []any{true, -48, true, 29})
	for _, purpose := range desk.VisitPurposes() {
		n, err := s.StartVisit(ctx, s.coop, purpose)
		must(t, err)
		v, err := s.Visit(ctx, n)
		must(t, err)
		if v.Checklist == nil || !v.Checklist.For(purpose) || len(v.Checks) == 0 {
			t.Errorf("no checklist for %s", purpose)
		}
		for _, c := range v.Checks {
			if c.Title == "" {
				t.Errorf("%s: check %s has no title", purpose, c.ID)
			}
		}
	}
	_, err = s.StartVisit(ctx, s.coop, "holiday")
	wantCode(t, err, store.Invalid, "purpose")
	_, err = s.StartVisit(ctx, id, desk.VisitPeriodic)
	wantCode(t, err, store.NotFound, "cooperative")
}

func TestAFollowUpVisitSettlesWhatWasRecommended(t *testing.T) {
	s := table(t)
	equal(t, s.openNow(t), []string{"r1 2024-10-15", "r3 2024-11-30", "r2 2024-12-31"})
	id, err := s.StartVisit(ctx, s.coop, desk.VisitFollowUp)
	must(t, err)
	v := s.fill(t, id)
	s.found(t, v, "r1", desk.Found{State: desk.FollowKept, Note: "đã lập sổ", Proof: "sổ số 02"})
	s.found(t, v, "r3", desk.Found{State: desk.FollowMoved})
	s.found(t, v, "r2", desk.Found{State: desk.FollowPartly})
	equal(t, s.openNow(t), []string{"r1 2024-10-15", "r3 2024-11-30", "r2 2024-12-31"}) // typed, not signed
	v, err = s.Visit(ctx, id)                                                           // as after a crash
	must(t, err)
	equal(t, v.Open[0].Found.Note+v.Open[0].Found.Proof, "đã lập sổsổ số 02")
	_, err = s.Finalise(ctx, store.Visit, id)
	var gaps *desk.GapError
	if !errors.As(err, &gaps) || len(gaps.Gaps) != 1 || gaps.Gaps[0].Path != "open.r3" {
		t.Fatalf("%v, %+v", err, gaps)
	}
	equal(t, v.Gaps(), gaps.Gaps)
	s.found(t, v, "r3", desk.Found{State: desk.FollowMoved, Due: "2025-01-31"})
	s.found(t, v, "r2", desk.Found{State: ""}) // taken back
	equal(t, v.Gaps()[0].Path, "open.r2")
	s.found(t, v, "r2", desk.Found{State: desk.FollowNotKept})
	rec, err := v.NewItem()
	must(t, err)
	for p, text := range map[string]string{"text": "Mở tài khoản riêng", "who": "Y Hoa", "due": "2025-03-01"} {
		s.save(t, v)(v.SetText("recommendations."+rec+"."+p, text))
	}
	_, err = s.Finalise(ctx, store.Visit, id)
	must(t, err)
	equal(t, s.openNow(t), []string{"r2 2024-12-31 not_kept", "r3 2025-01-31 moved", rec + " 2025-03-01"})
	drafts, err := s.Recovered(ctx)
	must(t, err)
	equal(t, len(drafts), 0)
	equal(t, s.get(t, store.Visit, s.first).State, store.Final) // nothing was reopened
	v, err = s.Visit(ctx, id)
	must(t, err)
	equal(t, len(v.Open), 3) // what it settled, in its own words
	equal(t, []string{v.Open[0].Found.State, v.Open[0].State}, []string{"kept", ""})
	_, err = v.SetFound(v.Open[0].ItemRef, desk.Found{State: desk.FollowPartly})
	wantCode(t, err, store.Conflict, "final")
	_, err = s.Put(ctx, store.Followup, []desk.Input{{ID: v.Open[0].Found.ID, Doc: store.Doc{"state": "not_kept"}}})
	wantCode(t, err, store.Conflict, "final")
	it, err := s.ItemHistory(ctx, v.Open[0].ItemRef)
	must(t, err)
	equal(t, []any{len(it.History), it.History[0].Visit == id, it.History[0].State, it.State}, []any{1, true, "kept", "kept"})
	before := s.state(t)
	must(t, s.Rebuild(ctx))
	equal(t, s.state(t), before)
	// Void, it says nothing any more.
	_, err = s.Void(ctx, store.Visit, id, "ghi nhầm hợp tác xã")
	must(t, err)
	equal(t, s.openNow(t), []string{"r1 2024-10-15", "r3 2024-11-30", "r2 2024-12-31"})
	before = s.state(t)
	must(t, s.Rebuild(ctx))
	equal(t, s.state(t), before)
}

func TestAVisitIsNotSignedWithoutWhatMinutesNeed(t *testing.T) {
	s := table(t)
	id, err := s.StartVisit(ctx, s.coop, desk.VisitPeriodic)
	must(t, err)
	v, err := s.Visit(ctx, id)
	must(t, err)
	edits, err := v.RemoveItem("team", v.Team[0].ID)
	s.save(t, v)(edits, err)
	s.save(t, v)(v.SetText("participants."+v.Participants[1].ID+".name", ""))
	s.save(t, v)(v.SetText("recommendations.x.text", "Niêm yết giá"))
	_, err = s.SaveField(ctx, store.Visit, id, "recommendations.x.due", nil, "cuối năm")
	must(t, err)
	for i := range v.Checks[1:] {
		s.save(t, v)(v.SetCheck(v.Checks[i+1].ID, "unmet"))
	}
	v, err = s.Visit(ctx, id)
	must(t, err)
	var paths []string
	for _, g := range v.Gaps() {
		paths = append(paths, g.Path)
	}
	equal(t, paths, []string{
		"recommendations.x.due", "ended", "team", "participants." + v.Participants[1].ID + ".name", "checks.dang-ky.state",
		"recommendations.x.who", "recommendations.x.due",
	})
	_, err = s.Finalise(ctx, store.Visit, id)
	var gaps *desk.GapError
	equal(t, errors.As(err, &gaps) && len(gaps.Gaps) == len(paths), true)
	all, err := s.Gaps(ctx, store.Visit, id)
	must(t, err)
	equal(t, len(all), len(paths))
	_, err = s.Get(ctx, store.Visit, id)
	wantCode(t, err, store.NotFound, "") // nothing was written
}

func TestAVisitSaysWhatIsWrongWithAValueAndKeepsTheRest(t *testing.T) {
	s := table(t)
	id, err := s.StartVisit(ctx, s.coop, desk.VisitPeriodic)
	must(t, err)
	v, err := s.Visit(ctx, id)
	must(t, err)
	for _, try := range []func() ([]desk.Edit, error){
		func() ([]desk.Edit, error) { return v.SetText("on", "hôm nay") },
		func() ([]desk.Edit, error) { return v.SetText("purpose", "holiday") },
		func() ([]desk.Edit, error) { return v.SetText("nothing", "x") },
		func() ([]desk.Edit, error) { return v.SetText("recommendations.a b.text", "x") },
		func() ([]desk.Edit, error) { return v.SetText("cooperative", s.first) },
		func() ([]desk.Edit, error) { return v.SetText("status", "final") },
		func() ([]desk.Edit, error) { return v.SetCheck("dang-ky", "maybe") },
		func() ([]desk.Edit, error) { return v.SetCheck("nothing", "met") },
		func() ([]desk.Edit, error) { n := int64(-1); return v.SetNumber("figures.members", &n) },
		func() ([]desk.Edit, error) { return v.RemoveItem("checks", "dang-ky") },
	} {
		before := v.Doc.Clone()
		edits, err := try()
		if store.CodeOf(err) != store.Invalid || edits != nil || !store.Equal(before, v.Doc) {
			t.Errorf("%v %v", edits, err)
		}
	}
	n := int64(21)
	s.save(t, v)(v.SetNumber("figures.members", &n))
	equal(t, []any{*v.Figures[0].Value, v.Figures[0].Copied()}, []any{int64(21), false})
	edits, err := v.SetText("strengths", "  Sổ sách\u0007 rõ ràng ")
	must(t, err)
	equal(t, edits, []desk.Edit{{Path: "strengths", Value: "Sổ sách rõ ràng"}})
	edits, err = v.SetText("strengths", "Sổ sách rõ ràng")
	must(t, err)
	equal(t, len(edits), 0) // nothing to save
}

func TestAnotherChecklistIsTakenBeforeAnythingIsChecked(t *testing.T) {
	s := table(t)
	id, err := s.StartVisit(ctx, s.coop, desk.VisitPeriodic)
	must(t, err)
	v, err := s.Visit(ctx, id)
	must(t, err)
	edits, err := v.SetChecklist(s.Desk, "giam-sat")
	s.save(t, v)(edits, err)
	equal(t, v.Checks[0].ID, "ke-hoach")
	s.save(t, v)(v.SetCheck("dan-chu", "met"))
	_, err = v.SetChecklist(s.Desk, "kiem-tra")
	wantCode(t, err, store.Conflict, "checks")
	_, err = v.SetChecklist(s.Desk, "không có")
	wantCode(t, err, store.NotFound, "checklist")
	_, err = s.Commit(ctx, store.Visit, id)
	must(t, err)
	_, err = s.Put(ctx, store.Visit, inputs(id, store.Doc{"checks": store.Doc{"dai-hoi": store.Doc{"state": "met"}}}))
	wantCode(t, err, store.Invalid, "checks.dai-hoi")
	last, err := s.StartVisit(ctx, s.coop, desk.VisitSupervision)
	must(t, err)
	_, err = s.Finalise(ctx, store.Visit, s.fill(t, id).ID)
	must(t, err)
	v, err = s.Visit(ctx, last)
	must(t, err)
	equal(t, []string{v.Check("dan-chu").Last, v.Check("dan-chu").LastOn}, []string{"met", "2024-12-02"})
}

func TestTheVisitsOfACooperativeAreListed(t *testing.T) {
	s := table(t)
	_, err := s.Attach(ctx, store.Visit, s.first, "biên bản.pdf", strings.NewReader(string(pdf)))
	must(t, err)
	id, err := s.StartVisit(ctx, s.coop, desk.VisitPeriodic)
	must(t, err)
	list, err := s.Visits(ctx, s.coop)
	must(t, err)
	equal(t, []any{len(list), list[0].ID == id, list[0].Typing, list[0].State, list[1].Typing}, []any{2, true, true, store.Draft, false})
	equal(t, []any{list[1].Promises, list[1].Open, list[1].Files, list[1].Lead, list[1].State}, []any{3, 3, 1, "Nguyễn Văn An", store.Final})
	files, err := s.Files(ctx, store.Visit, s.first)
	must(t, err)
	equal(t, []any{files[0].Name, files[0].MediaType, files[0].Size, files[0].Held, files[0].Ext}, []any{"biên bản.pdf", "application/pdf", int64(len(pdf)), true, ".pdf"})
}

func TestWhatWasTypedAtAVisitIsRecoveredAndForgottenWithIt(t *testing.T) {
	s := table(t)
	id, err := s.StartVisit(ctx, s.coop, desk.VisitPeriodic)
	must(t, err)
	v, err := s.Visit(ctx, id)
	must(t, err)
	s.found(t, v, "r1", desk.Found{State: desk.FollowKept})
	s.found(t, v, "r2", desk.Found{State: desk.FollowPartly, Note: "mới họp trù bị"})
	s.opts.Session = "s2"
	s.reopen(t)
	left, err := s.Recovered(ctx)
	must(t, err)
	equal(t, []any{len(left), left[0].Kind, left[0].ID == id, left[0].Title}, []any{1, store.Visit, true, "biên bản kiểm tra 02/12/2024 · Hợp tác xã nông nghiệp Đăk Hà số 1"})
	v, err = s.Visit(ctx, id)
	must(t, err)
	equal(t, left[0].Fields, v.Drafted)
	home, err := s.Home(ctx, 2024)
	must(t, err)
	equal(t, []any{home.Tasks[0].What, home.Tasks[0].N}, []any{desk.TaskRecovered, 1})
	must(t, s.Discard(ctx, store.Visit, id))
	left, err = s.Recovered(ctx)
	must(t, err)
	equal(t, len(left), 0)
	equal(t, len(s.openNow(t)), 3)
}

func TestAChecklistThatTheProvincePacksStandsForTheProgramsOwn(t *testing.T) {
	p := open(t, "tinh", store.Province, "62")
	c := p.put(t, store.Cooperative, "", coop(1))
	pack := func(file string) {
		t.Helper()
		_, err := p.Pack(ctx, []desk.PackFile{{Name: "x.toml", Data: []byte(file)}})
		must(t, err)
	}
	begins := func(purpose string) string {
		t.Helper()
		id, err := p.StartVisit(ctx, c, purpose)
		must(t, err)
		v, err := p.Visit(ctx, id)
		must(t, err)
		must(t, p.Discard(ctx, store.Visit, id))
		return v.Checklist.ID + " " + v.Checks[0].ID
	}
	const check = "[[check]]\nid = \"gia\"\ntitle = \"Niêm yết giá\"\n"
	pack("id = \"theo-doi\"\nrevision = 2\ntitle = \"Bản của tỉnh\"\n" + check)
	equal(t, []string{begins(desk.VisitFollowUp), begins(desk.VisitPeriodic)}, []string{"theo-doi gia", "kiem-tra dang-ky"})
	pack("id = \"cua-tinh\"\nrevision = 1\ntitle = \"Bảng kiểm của tỉnh\"\n" + check)
	equal(t, []string{begins(desk.VisitPeriodic), begins(desk.VisitComplaint)}, []string{"cua-tinh gia", "khieu-nai noi-dung"})
}
