package desk_test

import (
	"os"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/programme"
)

// standings writes a list of candidates: rank, = for a tie, and what each is.
func standings(c *desk.Candidates) string {
	var out []string
	for _, r := range c.Rows {
		mark := map[programme.State]string{programme.Met: "", programme.Unknown: "?", programme.NotMet: "x"}[r.Eligible]
		if r.Rank > 0 {
			mark = string(rune('0' + r.Rank))
		}
		if r.Tied {
			mark += "="
		}
		out = append(out, r.Name[len(r.Name)-1:]+":"+mark)
	}
	return strings.Join(out, " ")
}

func candidates(t *testing.T, o *laptop, q desk.CandidateQuery) *desk.Candidates {
	t.Helper()
	c, err := o.Candidates(ctx, q)
	must(t, err)
	return c
}

// Kế hoạch 1185/KH-UBND, VI.1.c.
func TestCandidatesAreRankedAndTiesStayTiesWithTheirFigures(t *testing.T) {
	o := open(t, "tinh", store.Province, "62")
	young := store.Doc{"priorities": store.Doc{"youth": store.Doc{"met": true}}}
	two := store.Doc{"priorities": store.Doc{"youth": store.Doc{"met": true}, "community": store.Doc{"met": true}}}
	ids := map[int]string{}
	add := func(n int, points int64, over store.Doc) {
		c, r := applied(t, o, n, points, over)
		ids[n] = r
		o.put(t, store.Annual, "", store.Doc{"cooperative": c, "year": int64(2020), "figures": store.Doc{"members": int64(n)}})
	}
	add(1, 6500, young)
	add(2, 7000, young)
	add(3, 7000, young)
	add(4, 6500, two)
	add(5, 6450, two)
	add(6, 7500, store.Doc{"conditions": store.Doc{"law": nil}})
	c := candidates(t, o, desk.CandidateQuery{})
	equal(t, standings(c), "4:1 2:2= 3:2= 1:4 6:? 5:x")
	if c.Eligible != 4 || c.Unknown != 1 || c.Chosen != 0 || c.Min != 5 || c.TieAtCut {
		t.Errorf("%+v", c)
	}
	tie := c.Rows[1].Ties
	if len(tie) != 4 || tie[0].ID != "members" || *tie[0].Value != 2 || tie[0].Decides || tie[1].Value != nil || len(c.Rows[0].Ties) != 0 {
		t.Errorf("%+v", tie)
	}
	// A draft counts, and so does one that is only typed.
	_, err := o.SaveField(ctx, store.Registration, ids[6], "conditions.law.met", true, "")
	must(t, err)
	seven := o.put(t, store.Cooperative, "", coop(7))
	_, err = o.StartRegistration(ctx, seven, "")
	must(t, err)
	c = candidates(t, o, desk.CandidateQuery{Programme: "kh1185"})
	equal(t, standings(c), "4:1 2:2= 3:2= 1:4 6:5 5:x 7:x")
	equal(t, c.Rows[6].Typing, true)
	_, err = o.Candidates(ctx, desk.CandidateQuery{Programme: "none"})
	wantCode(t, err, store.NotFound, "programme")
	_, err = o.Candidates(ctx, desk.CandidateQuery{Unit: "none"})
	wantCode(t, err, store.NotFound, "unit")
}

func TestACutThroughATieIsPointedOut(t *testing.T) {
	o := open(t, "tinh", store.Province, "62")
	for n, points := range map[int]int64{1: 7000, 2: 7000, 3: 6900, 4: 6800, 5: 6700} {
		applied(t, o, n, points, nil)
	}
	equal(t, candidates(t, o, desk.CandidateQuery{}).TieAtCut, false)
	applied(t, o, 6, 6700, nil)
	equal(t, candidates(t, o, desk.CandidateQuery{}).TieAtCut, true)
}

func TestCandidatesOfAUnitKeepTheRanksOfAll(t *testing.T) {
	p := open(t, "tinh", store.Province, "62")
	_, a := applied(t, p, 1, 7000, nil)
	b, _ := applied(t, p, 2, 7500, nil)
	p.put(t, store.Cooperative, b, store.Doc{"reporting_unit": "611", "unit": "23377"})
	p.put(t, store.Cooperative, p.get(t, store.Registration, a).Doc.Text("cooperative"), store.Doc{"reporting_unit": "615"})
	c := candidates(t, p, desk.CandidateQuery{Unit: "615"})
	equal(t, standings(c), "1:2")
	equal(t, c.Eligible, 1)
	o := open(t, "dakha-01", store.Officer, "615")
	o.receive(t, p.bundle(t, 1, 0))
	equal(t, standings(candidates(t, o, desk.CandidateQuery{Mine: true})), "1:2")
	adv := openAdvisor(t, b)
	adv.receive(t, p.bundle(t, 1, 0))
	equal(t, standings(candidates(t, adv, desk.CandidateQuery{Mine: true})), "2:1")
	equal(t, len(candidates(t, p, desk.CandidateQuery{Mine: true}).Rows), 2)
}

func openAdvisor(t *testing.T, coops ...string) *laptop {
	t.Helper()
	l := open(t, "lienminh", store.Advisor, "62")
	l.opts.Me.Coops = coops
	l.reopen(t)
	return l
}

// The second programme names what decides between equal ones.
func TestAProgrammeOfAFileBringsItsOwnRules(t *testing.T) {
	p := open(t, "tinh", store.Province, "62")
	file, err := os.ReadFile("../programme/testdata/programme-twenty-five.toml")
	must(t, err)
	_, err = p.Pack(ctx, []desk.PackFile{{Name: "twenty-five.toml", Data: file}})
	must(t, err)
	equal(t, len(p.Programmes()), 2)
	_, err = p.Candidates(ctx, desk.CandidateQuery{})
	wantCode(t, err, store.Usage, "programme")
	for n, capital := range map[int]int64{1: 900, 2: 901, 3: 100} {
		c := p.put(t, store.Cooperative, "", coop(n))
		doc := full(c, "2021")
		id := p.put(t, store.Assessment, "", doc)
		members := int64(50)
		if n == 3 {
			members = 51
		}
		p.put(t, store.Annual, "", store.Doc{"cooperative": c, "year": int64(2021), "figures": store.Doc{
			"members": members, "total_capital": capital, "member_supply_share": int64(60_00),
		}})
		p.put(t, store.Registration, "", store.Doc{
			"cooperative": c, "programme": "twenty-five", "model": "X-1", "entry_assessment": id, "dossier": store.Doc{"form": store.Doc{"present": true}},
			"profit": store.Doc{"2021": int64(1), "2020": int64(1)}, "conditions": store.Doc{"law": store.Doc{"met": true}, "governance": store.Doc{"met": true}},
		})
	}
	c := candidates(t, p, desk.CandidateQuery{Programme: "twenty-five"})
	equal(t, standings(c), "3:1 2:2 1:3")
	equal(t, c.Min, 25)
	tie := c.Rows[0].Ties
	if len(tie) != 4 || !tie[0].Decides || !tie[1].Decides || tie[2].Decides || *tie[1].Value != 100 {
		t.Errorf("%+v", tie)
	}
	equal(t, len(candidates(t, p, desk.CandidateQuery{Programme: "kh1185"}).Rows), 0)
}

func TestADecisionIsWrittenIntoAllOrNone(t *testing.T) {
	p := open(t, "tinh", store.Province, "62")
	_, a := applied(t, p, 1, 7000, nil)
	_, b := applied(t, p, 2, 7000, nil)
	_, weak := applied(t, p, 3, 6000, nil)
	set := desk.DecisionSet{No: "12/QĐ-UBND", On: "2021-09-30", Result: desk.ResultChosen}
	none := func(regs ...string) {
		t.Helper()
		for _, r := range regs {
			if d := p.get(t, store.Registration, r).Doc.Sub("province_decision"); len(d) > 0 {
				t.Fatalf("written all the same: %v", d)
			}
		}
	}
	err := p.Decide(ctx, "kh1185", []string{a, b, weak}, desk.ProvinceDecides, set)
	wantCode(t, err, store.Invalid, "note")
	if !strings.Contains(err.Error(), "số 3") || strings.Contains(err.Error(), "số 1") || !strings.Contains(err.Error(), "chưa đạt: Nộp đầy đủ") {
		t.Errorf("%v", err)
	}
	wantCode(t, p.Decide(ctx, "kh1185", []string{a, idOfNobody}, desk.ProvinceDecides, set), store.NotFound, "")
	for detail, bad := range map[string]desk.DecisionSet{
		"result": {On: "2021-09-30", Result: "maybe"}, "on": {Result: desk.ResultChosen},
	} {
		wantCode(t, p.Decide(ctx, "kh1185", []string{a}, desk.ProvinceDecides, bad), store.Invalid, detail)
	}
	wantCode(t, p.Decide(ctx, "kh1185", []string{a}, desk.ProvinceDecides, desk.DecisionSet{On: "2024-12-03", Result: desk.ResultChosen}), store.Invalid, "on")
	wantCode(t, p.Decide(ctx, "kh1185", []string{a}, "commune", set), store.Usage, "")
	none(a, b, weak)

	must(t, p.Decide(ctx, "", []string{a, b}, desk.ProvinceDecides, set))
	set.Note = "mô hình duy nhất của huyện"
	must(t, p.Decide(ctx, "", []string{weak}, desk.ProvinceDecides, set))
	c := candidates(t, p, desk.CandidateQuery{})
	equal(t, c.Chosen, 3)
	equal(t, p.get(t, store.Registration, weak).Doc.Sub("province_decision"), store.Doc{
		"no": "12/QĐ-UBND", "on": "2021-09-30", "result": "chosen", "note": "mô hình duy nhất của huyện",
	})
	must(t, p.Decide(ctx, "", []string{weak}, desk.ProvinceDecides, desk.DecisionSet{}))
	none(weak)

	wantCode(t, p.SentToMinistry(ctx, []string{a, weak}, "2021-10-05"), store.Invalid, "not-chosen")
	wantCode(t, p.SentToMinistry(ctx, []string{a}, "2024-12-03"), store.Invalid, "on")
	must(t, p.SentToMinistry(ctx, []string{a, b}, "2021-10-05"))
	equal(t, p.get(t, store.Registration, b).Doc.Text("ministry_sent_on"), "2021-10-05")
	must(t, p.SentToMinistry(ctx, []string{b}, ""))
	equal(t, p.get(t, store.Registration, b).Doc.Text("ministry_sent_on"), "")
}

func TestWhatIsTypedIsSavedWithTheDecision(t *testing.T) {
	p := open(t, "tinh", store.Province, "62")
	_, a := applied(t, p, 1, 7000, store.Doc{"model": nil})
	_, err := p.SaveField(ctx, store.Registration, a, "model", "A-b", "")
	must(t, err)
	must(t, p.Decide(ctx, "", []string{a}, desk.ProvinceDecides, desk.DecisionSet{On: "2021-09-30", Result: desk.ResultChosen}))
	v, err := p.Registration(ctx, a)
	must(t, err)
	if v.Typed != 0 || v.Model.ID != "A-b" || v.Province.Result != desk.ResultChosen || v.Record.Conflict != "" {
		t.Errorf("%+v", v)
	}
}

func TestOnlyTheProvinceDecidesForTheProvince(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	_, a := applied(t, o, 1, 7000, nil)
	set := desk.DecisionSet{No: "7/QĐ-UBND", On: "2021-09-20", Result: desk.ResultChosen}
	wantCode(t, o.Decide(ctx, "", []string{a}, desk.ProvinceDecides, set), store.Denied, "not-permitted")
	wantCode(t, o.SentToMinistry(ctx, []string{a}, "2021-10-01"), store.Invalid, "not-chosen")
	must(t, o.Decide(ctx, "", []string{a}, desk.DistrictDecides, set))
	v, err := o.Registration(ctx, a)
	must(t, err)
	if v.District.No != "7/QĐ-UBND" || v.May["province_decision"] == "" || v.May["ministry_sent_on"] == "" || v.May["district_decision"] != "" {
		t.Errorf("%+v, may %v", v.District, v.May)
	}
	other := open(t, "ngochoi-01", store.Officer, "611")
	other.receive(t, o.bundle(t, 1, 0))
	set.No = "8/QĐ-UBND"
	wantCode(t, other.Decide(ctx, "", []string{a}, desk.DistrictDecides, set), store.Denied, "not-permitted")
}
