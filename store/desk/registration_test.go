package desk_test

import (
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/programme"
)

// applied is a sound application for kh1185: a finalised sheet of 2020 that comes
// to points (hundredths, from 46,00 to 75,00) in the district's column, three years of
// profit, all papers, every condition ticked. Overrides are laid over it.
func applied(t *testing.T, o *laptop, n int, points int64, over store.Doc) (coopID, regID string) {
	t.Helper()
	coopID = o.put(t, store.Cooperative, "", coop(n))
	doc := full(coopID, "2020")
	checkedAs(doc)
	const whole = 75_00 // of full, with the two items that figures give
	less := whole - points
	for _, item := range []string{"10", "11", "12", "13", "14"} {
		have, _ := doc.Int("checked." + item)
		take := min(have, less)
		less -= take
		doc.Put("checked."+item, have-take)
		doc.Put("reason."+item, "rà soát")
	}
	sheetID := o.put(t, store.Assessment, "", doc)
	_, err := o.Finalise(ctx, store.Assessment, sheetID)
	must(t, err)
	yes := store.Doc{"met": true}
	reg := store.Doc{
		"cooperative": coopID, "programme": "kh1185", "model": "A-a", "submitted_on": "2021-06-01", "entry_assessment": sheetID,
		"profit":     store.Doc{"2018": int64(1), "2019": int64(5), "2020": int64(9)},
		"dossier":    store.Doc{},
		"conditions": store.Doc{"law": yes.Clone(), "governance": yes.Clone()},
	}
	for _, p := range o.Programmes()[0].Dossier {
		reg.Put("dossier."+p.ID+".present", true)
	}
	reg.Apply(over)
	return coopID, o.put(t, store.Registration, "", reg)
}

func TestAnApplicationIsJudgedByItsPapersFiguresAndTicks(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	c, reg := applied(t, o, 1, 6500, nil)
	v, err := o.Registration(ctx, reg)
	must(t, err)
	if v.Outcome.Eligible != programme.Met || *v.Outcome.ProfitYears != 3 || v.Entry.Points.String() != "65" || !v.Entry.Counts || v.Entry.Rating != "Khá" {
		t.Fatalf("%+v, entry %+v", v.Outcome, v.Entry)
	}
	if v.UnitName == "" || v.Model.ID != "A-a" || len(v.EntryChoices) != 1 || v.EntryChoices[0].ID != v.Entry.Assessment {
		t.Errorf("%+v", v)
	}
	// The figures are those of the newest year up to the entry year.
	o.put(t, store.Annual, "", store.Doc{"cooperative": c, "year": int64(2019), "figures": store.Doc{"households": int64(50_00), "minority_households": int64(9_00)}})
	o.put(t, store.Annual, "", store.Doc{"cooperative": c, "year": int64(2021), "figures": store.Doc{"households": int64(50_00), "minority_households": int64(50_00)}})
	minority := func() programme.Finding {
		v, err := o.Registration(ctx, reg)
		must(t, err)
		return v.Outcome.Priorities[4]
	}
	if f := minority(); f.State != programme.NotMet || !strings.Contains(f.Why, "số hộ đồng bào dân tộc thiểu số: 9 hộ") {
		t.Errorf("figures of 2019: %+v", f)
	}
	o.put(t, store.Annual, "", store.Doc{"cooperative": c, "year": int64(2020), "figures": store.Doc{"households": int64(50_00), "minority_households": int64(10_00), "profit": int64(7)}})
	if f := minority(); f.State != programme.Met {
		t.Errorf("figures of 2020: %+v", f)
	}
	v, err = o.Registration(ctx, reg)
	must(t, err)
	if v.AnnualProfit[2020] != 7 || v.Outcome.PrioritiesMet != 1 {
		t.Errorf("profit of the yearly figures %v, %d priorities", v.AnnualProfit, v.Outcome.PrioritiesMet)
	}
	if f := v.Outcome.Priorities[2]; f.State != programme.NotMet || !f.Computed {
		t.Errorf("no link contract is known to be none: %+v", f)
	}
}

// Kế hoạch 1185/KH-UBND, III.2.a: the sheet of 2020, in the column after the
// district's review (VI.1.c).
func TestAnEntrySheetCountsOnlyWholeAndOfTheYear(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	c, reg := applied(t, o, 1, 6450, nil)
	dossier := func() (programme.Finding, desk.EntryScore) {
		v, err := o.Registration(ctx, reg)
		must(t, err)
		return v.Outcome.Conditions[3], v.Entry
	}
	if f, e := dossier(); f.State != programme.NotMet || !strings.Contains(f.Why, "64,5 điểm") {
		t.Errorf("half a point below: %+v %+v", f, e)
	}
	later := full(c, "2021")
	checkedAs(later)
	of2021 := o.put(t, store.Assessment, "", later)
	o.put(t, store.Registration, reg, store.Doc{"entry_assessment": of2021})
	if f, e := dossier(); f.State != programme.Unknown || e.Counts || !strings.Contains(e.Why, "năm 2020") || e.Points == nil {
		t.Errorf("of another year: %+v %+v", f, e)
	}
	half := full(c, "2020")
	half["occasion"] = "entry"
	unreviewed := o.put(t, store.Assessment, "", half)
	o.put(t, store.Registration, reg, store.Doc{"entry_assessment": unreviewed})
	if f, e := dossier(); f.State != programme.Unknown || e.Counts || !strings.Contains(e.Why, "huyện rà soát còn thiếu điểm") {
		t.Errorf("without the district's points: %+v %+v", f, e)
	}
	made := full(c, "2021") // for the application, whatever its year
	made["occasion"] = "entry"
	checkedAs(made)
	o.put(t, store.Registration, reg, store.Doc{"entry_assessment": o.put(t, store.Assessment, "", made)})
	if f, e := dossier(); f.State != programme.Met || !e.Counts || e.Why != "" {
		t.Errorf("made for the application: %+v %+v", f, e)
	}
	v, err := o.Registration(ctx, reg)
	must(t, err)
	equal(t, len(v.EntryChoices), 4)
	equal(t, v.EntryChoices[3].ID, of2021) // the only one that the programme does not ask for
}

func TestTypingChangesTheOutcomeBeforeAnythingIsSaved(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	_, reg := applied(t, o, 1, 7000, nil)
	v, err := o.Registration(ctx, reg)
	must(t, err)
	for _, step := range []struct {
		path  string
		value any
		want  programme.State
	}{
		{"profit.2019", int64(0), programme.NotMet},
		{"profit.2019", int64(1), programme.Met},
		{"model", "", programme.NotMet},
		{"model", "B-d", programme.Met},
		{"dossier.registration.present", nil, programme.Unknown},
		{"dossier.registration.present", true, programme.Met},
		{"conditions.law.met", false, programme.NotMet},
		{"conditions.law.met", true, programme.Met},
		{"entry_assessment", nil, programme.Unknown},
	} {
		edits, err := v.Set(step.path, step.value)
		must(t, err)
		if v.Outcome.Eligible != step.want || len(edits) != 1 {
			t.Errorf("%s = %v: %s, %d edits", step.path, step.value, v.Outcome.Eligible, len(edits))
		}
		_, err = o.SaveFields(ctx, store.Registration, reg, edits...)
		must(t, err)
	}
	if _, err := v.Set("priorities.youth.met", true); err != nil || v.Outcome.PrioritiesMet != 1 {
		t.Errorf("a ground: %v, %d", err, v.Outcome.PrioritiesMet)
	}
	again, err := o.Registration(ctx, reg)
	must(t, err)
	if again.Outcome.Eligible != programme.Unknown || again.Doc.Text("model") != "B-d" || again.Typed == 0 {
		t.Errorf("read again with what was typed: %s, %+v", again.Outcome.Eligible, again.Doc)
	}
	for path, value := range map[string]any{
		"model": "Z-z", "profit.20x0": int64(1), "profit.0020": int64(1), "dossier.none.present": true, "conditions.none.met": true,
		"priorities.none.met": true, "cooperative": "x", "programme": "x", "submitted_on": "hôm qua", "nothing": "x",
	} {
		if _, err := v.Set(path, value); store.CodeOf(err) != store.Invalid {
			t.Errorf("%s = %v: %v", path, value, err)
		}
	}
	if _, err := v.Set("province_decision.result", desk.ResultChosen); store.CodeOf(err) != store.Denied {
		t.Errorf("an officer decides as the province: %v", err)
	}
}

func TestWarningsSayWhatDoesNotFitAndStandInNobodysWay(t *testing.T) {
	o := open(t, "tinh", store.Province, "62")
	_, reg := applied(t, o, 1, 6400, store.Doc{
		"model": nil, "submitted_on": nil, "profit": store.Doc{"nam": int64(3)},
		"province_decision": store.Doc{"result": desk.ResultChosen}, "ministry_sent_on": "2021-09-30",
	})
	paths := func() string {
		v, err := o.Registration(ctx, reg)
		must(t, err)
		var out []string
		for _, g := range v.Warnings() {
			if g.Text == "" {
				t.Errorf("%s says nothing", g.Path)
			}
			out = append(out, g.Path)
		}
		return strings.Join(out, " ")
	}
	equal(t, paths(), "model submitted_on profit.nam province_decision.no province_decision.on province_decision.note district_decision.result")
	o.put(t, store.Registration, reg, store.Doc{
		"model": "A-a", "submitted_on": "2021-06-01", "profit": store.Doc{"nam": nil},
		"conditions":        store.Doc{"model": store.Doc{"met": false}},
		"province_decision": store.Doc{"result": nil}, "entry_assessment": nil,
	})
	equal(t, paths(), "entry_assessment conditions.model.met conditions.dossier.met ministry_sent_on")
}

func TestStartingAnApplicationTakesWhatIsKnownAndNeverASecondOne(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	doc := coop(1)
	doc["model"] = "A-c"
	c := o.put(t, store.Cooperative, "", doc)
	o.put(t, store.Assessment, "", full(c, "2021"))
	sheet := o.put(t, store.Assessment, "", full(c, "2020"))
	id, err := o.StartRegistration(ctx, c, "")
	must(t, err)
	v, err := o.Registration(ctx, id)
	must(t, err)
	equal(t, v.Doc, store.Doc{"cooperative": c, "programme": "kh1185", "model": "A-c", "submitted_on": "2024-12-02", "entry_assessment": sheet})
	if v.Record != nil || v.Typed != 5 {
		t.Errorf("%+v", v)
	}
	again, err := o.StartRegistration(ctx, c, "kh1185")
	must(t, err)
	equal(t, again, id)
	rows, err := o.Registrations(ctx, c)
	must(t, err)
	if len(rows) != 1 || !rows[0].Typing || rows[0].ModelTitle == "" {
		t.Errorf("%+v", rows)
	}
	_, err = o.Commit(ctx, store.Registration, id)
	must(t, err)
	if again, err = o.StartRegistration(ctx, c, "kh1185"); err != nil || again != id {
		t.Errorf("%s, %v", again, err)
	}
	_, err = o.StartRegistration(ctx, c, "none")
	wantCode(t, err, store.NotFound, "programme")
	_, err = o.StartRegistration(ctx, idOfNobody, "")
	wantCode(t, err, store.NotFound, "")
	other := open(t, "ngochoi-01", store.Officer, "611")
	foreign := coop(2)
	foreign["reporting_unit"] = "615"
	province := open(t, "tinh", store.Province, "62")
	theirs := province.put(t, store.Cooperative, "", foreign)
	other.receive(t, province.bundle(t, 1, 0))
	_, err = other.StartRegistration(ctx, theirs, "")
	wantCode(t, err, store.Denied, "not-permitted")
}

const idOfNobody = "01920000-0000-7000-8000-00000000dead"

func TestAPaperOfTheDossierHasItsFiles(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	c := o.put(t, store.Cooperative, "", coop(1))
	id, err := o.StartRegistration(ctx, c, "")
	must(t, err)
	_, err = o.AttachPaper(ctx, id, "none", "a.pdf", strings.NewReader("%PDF-1"))
	wantCode(t, err, store.Invalid, "paper")
	plan, err := o.AttachPaper(ctx, id, "business-plan", "phuong-an.pdf", strings.NewReader("%PDF-1"))
	must(t, err)
	report, err := o.AttachPaper(ctx, id, "activity-report", "phuong-an.pdf", strings.NewReader("%PDF-1"))
	must(t, err)
	again, err := o.AttachPaper(ctx, id, "business-plan", "phuong-an.pdf", strings.NewReader("%PDF-1"))
	must(t, err)
	if again != plan || report == plan {
		t.Errorf("%s %s %s", plan, report, again)
	}
	loose, err := o.Attach(ctx, store.Registration, id, "anh.txt", strings.NewReader("ảnh"))
	must(t, err)
	v, err := o.Registration(ctx, id)
	must(t, err)
	if v.Record == nil {
		t.Error("the application was not saved with its first file")
	}
	var got []string
	for _, f := range v.Files {
		got = append(got, f.ID+" "+f.Item)
	}
	equal(t, got, []string{loose + " ", report + " activity-report", plan + " business-plan"})
}
