package desk_test

import (
	"os"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/programme"
	"coopfield/store/scheme"
)

// chosen is a cooperative that the province chose for kh1185, with a finalised
// sheet of 2020 as entry assessment, whose points of the district are the own
// ones but for 2 in item 9.
func chosen(t *testing.T, o *laptop, n int) (coopID, entry string) {
	t.Helper()
	coopID = o.put(t, store.Cooperative, "", coop(n))
	doc := full(coopID, "2020")
	checkedAs(doc, "9", 200)
	entry = o.put(t, store.Assessment, "", doc)
	_, err := o.Finalise(ctx, store.Assessment, entry)
	must(t, err)
	o.put(t, store.Registration, "", store.Doc{
		"cooperative": coopID, "programme": "kh1185", "model": "A-a", "entry_assessment": entry,
		"district_decision": store.Doc{"no": "12/UBND", "on": "2021-09-01", "result": "chosen"},
		"province_decision": store.Doc{"no": "300/UBND", "on": "2021-11-02", "result": "chosen"},
	})
	return coopID, entry
}

// planned is the plan of a chosen cooperative with its entry assessment frozen.
func planned(t *testing.T, o *laptop, coopID, entry string, over store.Doc) string {
	t.Helper()
	doc := store.Doc{
		"cooperative": coopID, "programme": "kh1185", "status": "approved", "submitted_on": "2021-12-01",
		"approved_no": "45/QĐ-UBND", "approved_on": "2022-01-10", "approved_by": "UBND huyện Đăk Hà",
		"baseline": store.Doc{"assessment": entry}, "improve": store.Doc{"5": int64(800), "9": int64(400)},
		"actions": store.Doc{
			"a1": store.Doc{"type": "capital", "text": "Huy động vốn góp", "who": "Hội đồng quản trị", "from": "2022-02-01", "to": "2022-12-31", "cost": int64(10_000_000)},
			"a2": store.Doc{"type": "technology", "text": "Máy sấy", "who": "Giám đốc", "from": "2022-01-01", "to": "2023-06-30"},
		},
		"funding": store.Doc{
			"own":      store.Doc{"2022": store.Doc{"planned": int64(8_000_000), "spent": int64(5_000_000)}},
			"province": store.Doc{"2022": store.Doc{"planned": int64(2_000_000)}, "2023": store.Doc{"planned": int64(1_000_000), "spent": int64(1_500_000)}},
		},
	}
	doc.Apply(over)
	return o.put(t, store.Plan, "", doc)
}

func paths(gaps []desk.Gap) string {
	out := make([]string, 0, len(gaps))
	for _, g := range gaps {
		out = append(out, g.Path)
	}
	return strings.Join(out, " ")
}

// TestAPlanBeginsOnlyForWhomTheProvinceChose: Kế hoạch 1185/KH-UBND, VI.1.c and
// VI.2.a; nobody may force it, the province neither.
func TestAPlanBeginsOnlyForWhomTheProvinceChose(t *testing.T) {
	p := open(t, "tinh", store.Province, "62")
	c := p.put(t, store.Cooperative, "", store.Doc{"name": "HTX A", "type": "htx", "unit": "23500", "reporting_unit": "615"})
	_, err := p.StartPlan(ctx, c, "kh1185")
	wantCode(t, err, store.Invalid, "not-chosen")
	reg := p.put(t, store.Registration, "", store.Doc{
		"cooperative": c, "programme": "kh1185", "district_decision": store.Doc{"on": "2021-09-01", "result": "chosen"},
	})
	_, err = p.StartPlan(ctx, c, "kh1185")
	wantCode(t, err, store.Invalid, "not-chosen")
	p.put(t, store.Registration, reg, store.Doc{"province_decision": store.Doc{"on": "2021-11-02", "result": "refused"}})
	_, err = p.StartPlan(ctx, c, "kh1185")
	wantCode(t, err, store.Invalid, "not-chosen")
	p.put(t, store.Registration, reg, store.Doc{"province_decision": store.Doc{"result": "chosen"}})
	_, err = p.StartPlan(ctx, c, "nowhere")
	wantCode(t, err, store.NotFound, "programme")
	_, err = p.StartPlan(ctx, id(1, 99), "kh1185")
	wantCode(t, err, store.NotFound, "cooperative")
	plan, err := p.StartPlan(ctx, c, "")
	must(t, err)
	again, err := p.StartPlan(ctx, c, "kh1185")
	must(t, err)
	equal(t, again, plan)
	v, err := p.Plan(ctx, plan)
	must(t, err)
	equal(t, []any{v.Record == nil, v.Status, v.Chosen, v.Registration, v.Stage, v.Held}, []any{true, "drafted", true, reg, "improve", false})
	equal(t, paths(v.Gaps), "submitted_on baseline improve actions")
	_, err = p.Commit(ctx, store.Plan, plan)
	must(t, err)
	again, err = p.StartPlan(ctx, c, "kh1185")
	must(t, err)
	equal(t, again, plan)
	all, err := p.Plans(ctx, c)
	must(t, err)
	equal(t, []any{len(all), all[0].ID}, []any{1, plan})
	_, err = p.Plan(ctx, id(1, 98))
	wantCode(t, err, store.NotFound, "")
}

func TestAnOfficerPlansForTheOwnUnitAndTheApprovalIsTheProvinces(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	p := open(t, "tinh", store.Province, "62")
	c, entry := chosen(t, p, 1)
	p.put(t, store.Cooperative, c, store.Doc{"reporting_unit": "615"})
	o.receive(t, p.bundle(t, 1, 0))
	plan, err := o.StartPlan(ctx, c, "kh1185")
	must(t, err)
	must(t, o.FreezeBaseline(ctx, plan, entry))
	_, err = o.Commit(ctx, store.Plan, plan)
	must(t, err)
	v, err := o.Plan(ctx, plan)
	must(t, err)
	for _, f := range []string{"approved_no", "approved_on", "approved_by"} {
		if v.May[f] == "" {
			t.Errorf("%s may be written by an officer", f)
		}
	}
	_, err = v.Set("approved_no", "1/QĐ")
	wantCode(t, err, store.Denied, "not-permitted")
	_, err = v.Set("baseline.revision", "x")
	wantCode(t, err, store.Invalid, "baseline.revision")
	edits, err := v.Set("improve.9", int64(450))
	must(t, err)
	equal(t, edits, []desk.Edit{{Path: "improve.9", Value: int64(450)}})
	if v.May["improve"] != "" || v.May["baseline"] != "" || *v.Criteria[8].Target != 450 {
		t.Errorf("may %v, criteria %+v", v.May, v.Criteria[8])
	}
	other := open(t, "dakglei-01", store.Officer, "610")
	other.receive(t, p.bundle(t, 1, 0))
	_, err = other.StartPlan(ctx, c, "kh1185")
	wantCode(t, err, store.Denied, "not-permitted")
}

// TestOnlyAFinalisedSheetOfTheProgrammeIsFrozen: the baseline is the assessment
// and its revision.
func TestOnlyAFinalisedSheetOfTheProgrammeIsFrozen(t *testing.T) {
	p := open(t, "tinh", store.Province, "62")
	c, entry := chosen(t, p, 1)
	other, _ := chosen(t, p, 2)
	plan, err := p.StartPlan(ctx, c, "kh1185")
	must(t, err)
	draft := p.put(t, store.Assessment, "", full(c, "2021"))
	stranger := p.put(t, store.Assessment, "", full(other, "2021"))
	_, err = p.Finalise(ctx, store.Assessment, stranger)
	must(t, err)
	old := p.put(t, store.Assessment, "", withPoints(full(c, "2019"), "scheme", "tt09-2017"))
	for _, sheet := range []string{draft, stranger, old} {
		wantCode(t, p.FreezeBaseline(ctx, plan, sheet), store.Invalid, "baseline")
		_, err := p.Put(ctx, store.Plan, []desk.Input{{Doc: store.Doc{"cooperative": c, "programme": "kh1185", "baseline": store.Doc{"assessment": sheet}}}})
		wantCode(t, err, store.Invalid, "baseline")
	}
	wantCode(t, p.FreezeBaseline(ctx, plan, id('a', 77)), store.NotFound, "")
	wantCode(t, p.FreezeBaseline(ctx, id('p', 77), entry), store.NotFound, "")
	must(t, p.FreezeBaseline(ctx, plan, entry))
	rev := p.get(t, store.Assessment, entry).Rev.String()
	v, err := p.Plan(ctx, plan)
	must(t, err)
	equal(t, []string{v.Doc.Text("baseline.assessment"), v.Doc.Text("baseline.revision"), v.Baseline.Period}, []string{entry, rev, "2020"})
	equal(t, []any{len(v.BaselineChoices), v.BaselineChoices[0].ID}, []any{1, entry})
	_, err = p.Commit(ctx, store.Plan, plan)
	must(t, err)
	equal(t, p.get(t, store.Plan, plan).Doc.Text("baseline.revision"), rev)
}

func TestTheBaselineOfAnApprovedPlanChangesOnlyWithAReason(t *testing.T) {
	p := open(t, "tinh", store.Province, "62")
	c, entry := chosen(t, p, 1)
	plan := planned(t, p, c, entry, nil)
	later := p.put(t, store.Assessment, "", full(c, "2021"))
	_, err := p.Finalise(ctx, store.Assessment, later)
	must(t, err)
	frozen := func() string { return p.get(t, store.Plan, plan).Doc.Text("baseline.assessment") }
	change := func(over store.Doc) error {
		over["baseline"] = store.Doc{"assessment": later}
		_, err := p.Put(ctx, store.Plan, []desk.Input{{ID: plan, Doc: over}})
		return err
	}
	wantCode(t, p.FreezeBaseline(ctx, plan, later), store.Conflict, "frozen")
	wantCode(t, change(store.Doc{}), store.Conflict, "frozen")
	wantCode(t, change(store.Doc{"status": "adjusted"}), store.Conflict, "frozen")
	wantCode(t, change(store.Doc{"adjust_reason": "chia tách"}), store.Conflict, "frozen")
	_, err = p.Put(ctx, store.Plan, []desk.Input{{ID: plan, Doc: store.Doc{"baseline": nil}}})
	wantCode(t, err, store.Conflict, "frozen")
	equal(t, frozen(), entry)
	must(t, change(store.Doc{"status": "adjusted", "adjust_reason": "chia tách"}))
	equal(t, []string{frozen(), p.get(t, store.Plan, plan).Doc.Text("baseline.revision")}, []string{later, p.get(t, store.Assessment, later).Rev.String()})

	// The reason of an earlier adjustment is none for the next one.
	wantCode(t, p.FreezeBaseline(ctx, plan, entry), store.Conflict, "frozen")
	v, err := p.Plan(ctx, plan)
	must(t, err)
	if v.May["baseline"] == "" {
		t.Error("the baseline of an approved plan may be written")
	}
	_, err = p.SaveField(ctx, store.Plan, plan, "adjust_reason", "sáp nhập lại", "")
	must(t, err)
	must(t, p.FreezeBaseline(ctx, plan, entry))
	_, err = p.Commit(ctx, store.Plan, plan)
	must(t, err)
	equal(t, frozen(), entry)

	// What does not touch the baseline needs no reason.
	p.put(t, store.Plan, plan, store.Doc{"funding": store.Doc{"own": store.Doc{"2022": store.Doc{"spent": int64(6_000_000)}}}})
	// A plan that nobody approved yet chooses freely.
	c2, entry2 := chosen(t, p, 2)
	draft := planned(t, p, c2, entry2, store.Doc{"status": "drafted", "approved_no": nil, "approved_on": nil, "approved_by": nil})
	p.put(t, store.Plan, draft, store.Doc{"baseline": nil})
}

// TestNothingThatComesLaterChangesAFrozenBaseline: a correction of the sheet, a
// new revision of the scheme, a new table of units.
func TestNothingThatComesLaterChangesAFrozenBaseline(t *testing.T) {
	p := open(t, "tinh", store.Province, "62")
	c, entry := chosen(t, p, 1)
	plan := planned(t, p, c, entry, nil)
	was, err := p.Plan(ctx, plan)
	must(t, err)
	if was.Baseline.Total == nil || *was.Baseline.Total != 7400 || was.Baseline.Criteria["9"] != 200 || len(was.Baseline.Criteria) != 15 {
		t.Fatalf("baseline %+v", was.Baseline)
	}
	same := func(what string) {
		t.Helper()
		now, err := p.Plan(ctx, plan)
		must(t, err)
		equal(t, now.Baseline.Criteria, was.Baseline.Criteria)
		equal(t, now.Baseline.Items, was.Baseline.Items)
		equal(t, []any{what, *now.Baseline.Total, now.Baseline.Lost}, []any{what, *was.Baseline.Total, false})
		equal(t, now.Criteria, was.Criteria)
	}
	_, err = p.Amend(ctx, store.Assessment, entry, store.Doc{"checked": store.Doc{"9": int64(300)}}, "sửa sau khi phê duyệt")
	must(t, err)
	same("an amended sheet")
	_, err = p.Pack(ctx, []desk.PackFile{{Name: "s.toml", Data: secondRevision(t).Data}})
	must(t, err)
	same("a new revision of the scheme")
	units, err := os.ReadFile("../unit/data/units-kontum.csv")
	must(t, err)
	_, err = p.Pack(ctx, []desk.PackFile{{Name: "u.csv", Data: []byte(strings.Replace(string(units), "Đăk Hà", "Đắk Hà", 1))}})
	must(t, err)
	same("a new table of units")
}

func TestGapsSayWhatAPlanLacksBeforeItIsApproved(t *testing.T) {
	p := open(t, "tinh", store.Province, "62")
	c, entry := chosen(t, p, 1)
	plan := planned(t, p, c, entry, nil)
	v, err := p.Plan(ctx, plan)
	must(t, err)
	equal(t, paths(v.Gaps), "")
	for _, tt := range []struct {
		path store.Path
		to   any
		want string
	}{
		{"submitted_on", nil, "submitted_on"},
		{"approved_no", nil, "approved_no"}, // approved_on still says that it was
		{"improve.5", int64(599), "improve.5"},
		{"improve.5", int64(600), ""}, // the baseline itself
		{"improve.5", int64(800), ""}, // the maximum
		{"improve.5", int64(801), "improve.5"},
		{"improve.99", int64(1), "improve.99"},
		{"actions.a1.who", nil, "actions.a1.who"},
		{"actions.a1.to", nil, "actions.a1.to"},
		{"actions.a1.to", "2022-01-31", "actions.a1.to"}, // the day before it begins
		{"actions.a1.to", "2022-02-01", ""},
		{"actions.a1.text", nil, "actions.a1.text"},
		{"actions.a1.type", nil, "actions.a1.type"},
		{"actions.a1.type", "dance", "actions.a1.type"},
		{"status", "adjusted", "adjust_reason"},
	} {
		v, err := p.Plan(ctx, plan)
		must(t, err)
		_, err = v.Set(tt.path, tt.to)
		must(t, err)
		equal(t, []any{tt.path, tt.to, paths(v.Gaps)}, []any{tt.path, tt.to, tt.want})
	}
	v, err = p.Plan(ctx, plan)
	must(t, err)
	for _, f := range []store.Path{"funding.own.2022.planned", "funding.province.2022.planned", "funding.province.2023.planned"} {
		_, err = v.Set(f, nil)
		must(t, err)
	}
	equal(t, []any{paths(v.Gaps), v.Gaps[0].Text}, []any{"funding", "chưa ghi nguồn của 10.000.000 đồng kinh phí các việc"})
	for _, id := range []string{"a1", "a2"} {
		_, err := v.RemoveAction(id)
		must(t, err)
	}
	equal(t, paths(v.Gaps), "actions")
}

func TestMoneyIsSummedBySourceAndYearAndActionsStandByTheirFollowups(t *testing.T) {
	p := open(t, "tinh", store.Province, "62")
	c, entry := chosen(t, p, 1)
	plan := planned(t, p, c, entry, nil)
	p.put(t, store.Support, "", store.Doc{"cooperative": c, "plan": plan, "type": "policy", "source": "province", "disbursed": int64(700_000), "on": "2022-05-01"})
	p.put(t, store.Support, "", store.Doc{"cooperative": c, "plan": plan, "type": "training", "on": "2022-06-01"})
	p.put(t, store.Support, "", store.Doc{"cooperative": c, "type": "training", "disbursed": int64(9), "on": "2020-06-01"})
	v, err := p.Plan(ctx, plan)
	must(t, err)
	equal(t, []any{v.Planned, v.Spent, v.Supported, len(v.Supports), v.ActionsSum}, []any{11_000_000, 6_500_000, 700_000, 2, 10_000_000})
	equal(t, v.Years, []desk.YearSum{{"2021", 0, 0}, {"2022", 10_000_000, 5_000_000}, {"2023", 1_000_000, 1_500_000}, {"2024", 0, 0}, {"2025", 0, 0}})
	for _, l := range v.Funding {
		want := map[string][]int64{"own": {8_000_000, 5_000_000}, "province": {3_000_000, 1_500_000}}[l.Source]
		if want == nil {
			want = []int64{0, 0}
		}
		equal(t, []int64{l.Planned, l.Spent}, want)
	}
	equal(t, []any{len(v.Funding), v.Funding[0].Source, len(v.Copies), v.Copies[4].Office}, []any{9, "central-investment", 7, "alliance"})
	line := func() string {
		t.Helper()
		v, err := p.Plan(ctx, plan)
		must(t, err)
		out := ""
		for _, l := range v.Actions {
			out += l.ID + ":" + l.Standing.State
			if l.Standing.Open {
				out += " open"
			}
			if l.Overdue {
				out += " late"
			}
			out += "; "
		}
		return out
	}
	equal(t, line(), "a2: open late; a1: open late; ") // by their days; today is in December 2024
	p.put(t, store.Plan, plan, store.Doc{"actions": store.Doc{"a1": store.Doc{"state": "done"}}})
	equal(t, line(), "a2: open late; a1:kept; ")
	open, err := p.OpenItems(ctx, desk.OpenQuery{Cooperative: c, Kinds: []store.Kind{store.Plan}})
	must(t, err)
	equal(t, []any{open.N, open.Items[0].Item}, []any{1, "a2"}) // the same everywhere
	p.put(t, store.Followup, "", store.Doc{"about": about(store.Plan, plan, "a1"), "on": "2023-05-04", "state": "partly"})
	p.put(t, store.Followup, "", store.Doc{"about": about(store.Plan, plan, "a2"), "on": "2023-05-04", "state": "moved", "due": "2024-12-02"})
	equal(t, line(), "a2:moved open; a1:partly open late; ") // what was found counts before what the plan says
	v, err = p.Plan(ctx, plan)
	must(t, err)
	equal(t, []string{v.Actions[0].TypeTitle, v.Actions[0].Standing.Due}, []string{"Ứng dụng tiến bộ khoa học - kỹ thuật", "2024-12-02"})
}

// TestTheExitRuleIsLiveWhileASheetIsTyped: Kế hoạch 1185/KH-UBND, VI.2.a.
func TestTheExitRuleIsLiveWhileASheetIsTyped(t *testing.T) {
	p := open(t, "tinh", store.Province, "62")
	c, entry := chosen(t, p, 1)
	doc := grown(c)
	checkedAs(doc, "9", 150, "10", 900, "11", 800, "12", 800)
	sheetID := p.put(t, store.Assessment, "", doc)
	open := func(id string) *desk.Sheet {
		t.Helper()
		s, err := p.Sheet(ctx, id)
		must(t, err)
		return s
	}
	half := full(c, "2020")
	half["occasion"], half["as_of"] = "half_year", "2020-06-30"
	older := p.put(t, store.Assessment, "", half)
	if open(older).Exit() != nil {
		t.Error("a sheet of the entry year is asked by the exit rule")
	}
	// A pilot without a plan is asked for the total already.
	x := open(sheetID).Exit()
	equal(t, []any{x.State, x.Total.String(), x.Criteria[8].Named}, []any{programme.NotMet, "79.5", false})
	equal(t, x.Lacks, []string{"Tổng 79,5 điểm, còn thiếu 0,5 đến mức 80"})
	if open(entry).Exit() != nil {
		t.Error("the entry assessment is asked by the exit rule")
	}
	planned(t, p, c, entry, nil)
	if open(entry).Exit() != nil || open(older).Exit() != nil {
		t.Error("the frozen sheet, or an older one, is asked by the exit rule")
	}
	s := open(sheetID)
	x = s.Exit()
	equal(t, []any{x.State, x.Lacks}, []any{programme.NotMet, []string{"Tổng 79,5 điểm, còn thiếu 0,5 đến mức 80", "Tiêu chí 9: 1,5 điểm, thấp hơn ban đầu 2,0"}})
	for _, tt := range []struct {
		nine  scheme.Points
		total string
		lacks int
	}{{150, "79.5", 2}, {200, "80", 0}, {250, "80.5", 0}} {
		n := tt.nine
		_, err := s.SetPoints(scheme.Checked, "9", &n)
		must(t, err)
		x = s.Exit()
		equal(t, []any{x.Total.String(), len(x.Lacks), x.Criteria[8].State == programme.Met}, []any{tt.total, tt.lacks, tt.lacks == 0})
	}
	_, err := s.SetPoints(scheme.Checked, "9", nil)
	must(t, err)
	x = s.Exit()
	if x.State == programme.Met || x.Total == nil && x.TotalMet != programme.Unknown {
		t.Errorf("without points: %+v", x)
	}
}
