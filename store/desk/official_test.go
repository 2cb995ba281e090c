package desk_test

import (
	"errors"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
)

func TestAnIncompleteSheetIsNotFinalisedAndSaysWhatIsMissing(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	c := o.put(t, store.Cooperative, "", coop(1))
	doc := full(c, "2024")
	delete(doc["self"].(store.Doc), "9")
	doc.Put("self.1b", int64(0))       // the facts give 1
	doc.Put("checked.1a", int64(4_00)) // self gives 5
	a := o.put(t, store.Assessment, "", doc)
	_, err := o.Finalise(ctx, store.Assessment, a)
	wantCode(t, err, store.Invalid, "incomplete")
	var gaps *desk.GapError
	if !errors.As(err, &gaps) {
		t.Fatal("the error carries no gaps")
	}
	var paths []string
	for _, g := range gaps.Gaps {
		paths = append(paths, g.Path)
	}
	equal(t, paths, []string{"self.9", "reason.1b", "reason.1a"})
	listed, err := o.Gaps(ctx, store.Assessment, a)
	must(t, err)
	equal(t, listed, gaps.Gaps)
	s, err := o.Sheet(ctx, a)
	must(t, err)
	equal(t, s.Gaps(), listed)
	o.put(t, store.Assessment, a, store.Doc{"self": store.Doc{"9": int64(300)}, "reason": store.Doc{"1b": "ước", "1a": "ghi trùng"}})
	_, err = o.Finalise(ctx, store.Assessment, a)
	must(t, err)
	equal(t, o.get(t, store.Assessment, a).State, store.Final)
}

func TestAnExcludedCooperativeIsFinalisedWithoutPoints(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	c := o.put(t, store.Cooperative, "", coop(1))
	doc := sheet(c, "2024")
	doc["months_stopped"] = int64(4_00)
	a := o.put(t, store.Assessment, "", doc)
	_, err := o.Finalise(ctx, store.Assessment, a)
	must(t, err)
	r := o.get(t, store.Assessment, a)
	equal(t, r.Summary.Excluded, "stopped-over-3-months")
	equal(t, r.Summary.Known, false)
}

func TestAPartialSchemeIsFinalisedWithoutARating(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	c := o.put(t, store.Cooperative, "", coop(1))
	a := o.put(t, store.Assessment, "", store.Doc{
		"cooperative": c, "period": "2024", "scheme": "tt09-2017",
		"facts": store.Doc{
			"revenue": int64(2e9), "revenue_planned": int64(1e9), "income": int64(1e8), "members": int64(20),
			"fund_development": int64(3e7), "fund_reserve": int64(1e7),
		},
	})
	_, err := o.Finalise(ctx, store.Assessment, a)
	must(t, err)
	r := o.get(t, store.Assessment, a)
	equal(t, r.Summary.Rating, "")
	if !r.Summary.Known || r.Summary.Points == 0 {
		t.Fatalf("summary %+v", r.Summary)
	}
}

// finalised returns an officer, the province, and a sheet that both hold, final.
func finalised(t *testing.T) (o, p *laptop, a string) {
	t.Helper()
	o, p = open(t, "dakha-01", store.Officer, "615"), open(t, "tinh", store.Province, "62")
	c := o.put(t, store.Cooperative, "", coop(1))
	a = o.put(t, store.Assessment, "", full(c, "2024"))
	_, err := o.Finalise(ctx, store.Assessment, a)
	must(t, err)
	p.receive(t, o.bundle(t, 1, 0))
	return o, p, a
}

func TestAFinalisedRecordChangesOnlyByAnAmendWithAReason(t *testing.T) {
	o, _, a := finalised(t)
	_, err := o.Put(ctx, store.Assessment, []desk.Input{{ID: a, Doc: store.Doc{"self": store.Doc{"9": int64(400)}}}})
	wantCode(t, err, store.Conflict, "final")
	_, err = o.Finalise(ctx, store.Assessment, a)
	wantCode(t, err, store.Conflict, "final")
	_, err = o.Amend(ctx, store.Assessment, a, store.Doc{"self": store.Doc{"9": int64(400)}}, " ")
	wantCode(t, err, store.Invalid, "why")
	_, err = o.Amend(ctx, store.Assessment, a, store.Doc{"self": store.Doc{"9": int64(300)}}, "không đổi")
	wantCode(t, err, store.Invalid, "no-change")
	_, err = o.Amend(ctx, store.Assessment, a, store.Doc{"self": store.Doc{"9": nil}}, "bỏ điểm")
	wantCode(t, err, store.Invalid, "incomplete")
	before := o.get(t, store.Assessment, a).Summary.Points
	_, err = o.Amend(ctx, store.Assessment, a, store.Doc{"self": store.Doc{"9": int64(400)}}, "cộng nhầm")
	must(t, err)
	r := o.get(t, store.Assessment, a)
	equal(t, r.Summary.Points, before+100)
	equal(t, r.State, store.Final)
	h, err := o.History(ctx, store.Assessment, a)
	must(t, err)
	equal(t, len(h), 3)
	equal(t, h[2].Why, "cộng nhầm")
	name := o.item(t, "9") + " (tự chấm)"
	equal(t, h[2].Fields, []desk.Change{{Path: "self.9", Label: name, From: "3", To: "4", Name: "9 " + name, Was: "3", Is: "4"}})
}

func (l *laptop) item(t *testing.T, id string) string {
	t.Helper()
	s, err := l.Scheme("tt01-2020", 0)
	must(t, err)
	it, ok := s.Item(id)
	if !ok {
		t.Fatal(id)
	}
	return it.Title
}

func TestOnlyTheProvinceReturnsAndAccepts(t *testing.T) {
	o, p, a := finalised(t)
	_, err := o.Return(ctx, store.Assessment, a, nil, "sai")
	wantCode(t, err, store.Denied, "not-permitted")
	_, err = o.Accept(ctx, store.Assessment, a, nil)
	wantCode(t, err, store.Denied, "not-permitted")
	_, err = p.Return(ctx, store.Assessment, a, store.Doc{"self": store.Doc{"1a": int64(0)}}, "sai")
	wantCode(t, err, store.Invalid, "self")
	patch := store.Doc{"approved": store.Doc{"1a": int64(400)}, "comments": store.Doc{"1": "thiếu báo cáo"}, "reason": store.Doc{"1a": "tính lại"}}
	_, err = p.Return(ctx, store.Assessment, a, patch, "thiếu căn cứ")
	must(t, err)
	r := p.get(t, store.Assessment, a)
	equal(t, r.State, store.Draft)
	equal(t, r.ReturnReason, "thiếu căn cứ")
	// The officer corrects what came back; the province's points stay in the document.
	o.receive(t, p.bundle(t, 1, 0))
	o.put(t, store.Assessment, a, store.Doc{"evidence": store.Doc{"1a": "BCTC trang 3"}})
	_, err = o.Finalise(ctx, store.Assessment, a)
	must(t, err)
	out := p.receive(t, o.bundle(t, 1, 0))
	equal(t, out.Aside, 0)
	equal(t, p.get(t, store.Assessment, a).State, store.Final)
	_, err = p.Accept(ctx, store.Assessment, a, nil)
	must(t, err)
	equal(t, p.get(t, store.Assessment, a).Accepted, true)
}

func TestNoteAndVoidLeaveTheContent(t *testing.T) {
	o, _, a := finalised(t)
	_, err := o.Note(ctx, store.Assessment, a, store.Doc{"months_active": int64(1)})
	wantCode(t, err, store.Invalid, "months_active")
	_, err = o.Note(ctx, store.Assessment, a, store.Doc{"document_no": "12/BC-TCKH"})
	must(t, err)
	equal(t, o.get(t, store.Assessment, a).State, store.Final)
	_, err = o.Void(ctx, store.Assessment, a, "")
	wantCode(t, err, store.Invalid, "why")
	_, err = o.Void(ctx, store.Assessment, a, "nhầm hợp tác xã")
	must(t, err)
	r := o.get(t, store.Assessment, a)
	equal(t, r.State, store.Void)
	_, err = o.Put(ctx, store.Assessment, []desk.Input{{ID: a, Doc: store.Doc{"document_no": nil}}})
	wantCode(t, err, store.Conflict, "void")
	o.put(t, store.Assessment, "", full(r.Doc.Text("cooperative"), "2024")) // a void one has no natural key
	_, err = o.Finalise(ctx, store.Cooperative, r.Doc.Text("cooperative"))
	wantCode(t, err, store.Usage, "")
}

func TestParallelSheetsWaitForAPersonAndTheAncestorCounts(t *testing.T) {
	o, p, a := finalised(t)
	_, err := o.Amend(ctx, store.Assessment, a, store.Doc{"self": store.Doc{"9": int64(400)}}, "A")
	must(t, err)
	_, err = p.Amend(ctx, store.Assessment, a, store.Doc{"self": store.Doc{"9": int64(200)}}, "B")
	must(t, err)
	out := p.receive(t, o.bundle(t, 1, 0))
	equal(t, out.Items[len(out.Items)-1].What, desk.IsConflict)
	r := p.get(t, store.Assessment, a)
	n, _ := r.Doc.Int("self.9")
	equal(t, n, int64(300))
	open := cases(t, p)
	equal(t, len(open), 1)
	equal(t, open[0].Fields, []string{"self.9"})
	equal(t, r.Conflict, open[0].ID)
	_, err = p.Put(ctx, store.Assessment, []desk.Input{{ID: a, Doc: store.Doc{"self": store.Doc{"9": int64(0)}}}})
	wantCode(t, err, store.Conflict, "final")
	_, err = p.Amend(ctx, store.Assessment, a, store.Doc{"self": store.Doc{"9": int64(0)}}, "C")
	wantCode(t, err, store.Conflict, "open-case")
}

func TestParallelEditsOfACooperativeAreMerged(t *testing.T) {
	o, p := open(t, "dakha-01", store.Officer, "615"), open(t, "tinh", store.Province, "62")
	c := o.put(t, store.Cooperative, "", coop(1))
	p.receive(t, o.bundle(t, 1, 0))
	o.put(t, store.Cooperative, c, store.Doc{"phone": "1"})
	p.put(t, store.Cooperative, c, store.Doc{"email": "a@b"})
	p.receive(t, o.bundle(t, 1, 0))
	r := p.get(t, store.Cooperative, c)
	equal(t, r.Merged, true)
	equal(t, r.Doc.Text("phone")+r.Doc.Text("email"), "1a@b")
	p.put(t, store.Cooperative, c, store.Doc{"phone": "2"}) // joins both heads
	equal(t, len(p.get(t, store.Cooperative, c).Heads), 1)
}

func TestWhatACooperativeIsReachesItsRecords(t *testing.T) {
	p := open(t, "tinh", store.Province, "62")
	doc := coop(1)
	doc["reporting_unit"] = "615"
	c := p.put(t, store.Cooperative, "", doc)
	a := p.put(t, store.Assessment, "", full(c, "2024"))
	equal(t, p.get(t, store.Assessment, a).Unit, "615")
	p.put(t, store.Cooperative, c, store.Doc{"reporting_unit": "616", "type": "qtdnd"})
	r := p.get(t, store.Assessment, a)
	equal(t, r.Unit, "616")
	equal(t, r.Summary.Excluded, "credit")
}

func TestTheYearBeforeCountsInTheNextYearsPoints(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	c := o.put(t, store.Cooperative, "", coop(1))
	a := o.put(t, store.Assessment, "", full(c, "2024"))
	with := o.get(t, store.Assessment, a).Summary.Points // 1b: capital grew within the year
	year := o.put(t, store.Annual, "", store.Doc{"cooperative": c, "year": int64(2023), "figures": store.Doc{"capital_end": int64(9e9)}})
	equal(t, o.get(t, store.Assessment, a).Summary.Points, with-100)
	o.put(t, store.Annual, year, store.Doc{"figures": store.Doc{"capital_end": int64(1)}})
	equal(t, o.get(t, store.Assessment, a).Summary.Points, with)
}
