package desk_test

import (
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/scheme"
)

func pts(n int64) *scheme.Points { p := scheme.Points(n); return &p }
func num(n int64) *int64         { return &n }

func TestTypedFieldsSurviveARestartAndBecomeOneOp(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	c := o.put(t, store.Cooperative, "", coop(1))
	a, err := o.StartAssessment(ctx, c, "2024", "tt01-2020")
	must(t, err)
	again, err := o.StartAssessment(ctx, c, "2024", "tt01-2020")
	must(t, err)
	equal(t, again, a)
	_, err = o.SaveField(ctx, store.Assessment, a, "self.1a", int64(500), "")
	must(t, err)
	_, err = o.SaveField(ctx, store.Assessment, a, "self.2a", nil, "3,,")
	must(t, err)
	ops := o.last(t)
	found, err := o.Recovered(ctx)
	must(t, err)
	equal(t, len(found), 0)
	o.opts.Session = "s2"
	o.reopen(t)
	found, err = o.Recovered(ctx)
	must(t, err)
	equal(t, len(found), 1)
	equal(t, found[0].Title, "bảng đánh giá 2024 · Hợp tác xã nông nghiệp Đăk Hà số 1")
	s, err := o.Sheet(ctx, a)
	must(t, err)
	equal(t, s.Raw["self.2a"], "3,,")
	equal(t, *s.Item("1a").Result.Points, scheme.Points(500))
	_, err = o.Commit(ctx, store.Assessment, a)
	must(t, err)
	equal(t, o.last(t), ops+1)
	r := o.get(t, store.Assessment, a)
	n, _ := r.Doc.Int("self.1a")
	equal(t, n, int64(500))
	form, err := o.Edit(ctx, store.Assessment, a)
	must(t, err)
	equal(t, len(form.Draft), 1) // what is no number yet stays typed
	again, err = o.StartAssessment(ctx, c, "2024", "tt01-2020")
	must(t, err)
	equal(t, again, a)
	must(t, o.Discard(ctx, store.Assessment, a))
	rev, err := o.Commit(ctx, store.Assessment, a)
	must(t, err)
	equal(t, rev, r.Rev)
	equal(t, o.last(t), ops+1)
}

func TestAFieldThatBreaksItsFormIsRefusedAtOnce(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	id, err := o.NewID()
	must(t, err)
	for p, v := range map[string]any{"naem": "x", "registered_on": "hôm qua", "type": "cty", "products.x.ocop": int64(9999), "status": true} {
		if _, err := o.SaveField(ctx, store.Cooperative, id, p, v, ""); store.CodeOf(err) != store.Invalid {
			t.Errorf("%s: %v", p, err)
		}
	}
	form, err := o.Edit(ctx, store.Cooperative, id)
	must(t, err)
	equal(t, len(form.Draft), 0)
}

func TestADraftThatIsNotCompleteIsKept(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	id, err := o.NewID()
	must(t, err)
	_, err = o.SaveField(ctx, store.Cooperative, id, "name", "HTX Mới", "")
	must(t, err)
	_, err = o.Commit(ctx, store.Cooperative, id)
	if store.CodeOf(err) != store.Invalid {
		t.Fatal(err)
	}
	form, err := o.Edit(ctx, store.Cooperative, id)
	must(t, err)
	equal(t, form.Doc.Text("name"), "HTX Mới")
	for p, v := range map[string]string{"type": "htx", "unit": "23500"} {
		_, err = o.SaveField(ctx, store.Cooperative, id, p, v, "")
		must(t, err)
	}
	_, err = o.Commit(ctx, store.Cooperative, id)
	must(t, err)
	equal(t, o.get(t, store.Cooperative, id).Doc.Text("reporting_unit"), "615")
}

func TestADraftOnARevisionThatMovedOnBecomesAParallelEdit(t *testing.T) {
	o, p := open(t, "dakha-01", store.Officer, "615"), open(t, "tinh", store.Province, "62")
	c := o.put(t, store.Cooperative, "", coop(1))
	a := o.put(t, store.Assessment, "", full(c, "2024"))
	p.receive(t, o.bundle(t, 1, 0))
	_, err := o.SaveField(ctx, store.Cooperative, c, "phone", "1", "")
	must(t, err)
	_, err = o.SaveField(ctx, store.Assessment, a, "self.9", int64(100), "")
	must(t, err)
	p.put(t, store.Cooperative, c, store.Doc{"email": "a@b"})
	p.put(t, store.Assessment, a, store.Doc{"self": store.Doc{"9": int64(200)}})
	o.receive(t, p.bundle(t, 1, 0))
	_, err = o.Commit(ctx, store.Cooperative, c)
	must(t, err)
	r := o.get(t, store.Cooperative, c)
	equal(t, r.Doc.Text("phone")+r.Doc.Text("email"), "1a@b")
	_, err = o.Commit(ctx, store.Assessment, a)
	must(t, err)
	equal(t, cases(t, o)[0].Fields, []string{"self.9"})
}

func TestASheetRecomputesAndSaysWhatToSave(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	c := o.put(t, store.Cooperative, "", coop(1))
	o.put(t, store.Assessment, "", full(c, "2023"))
	a := o.put(t, store.Assessment, "", full(c, "2024"))
	s, err := o.Sheet(ctx, a)
	must(t, err)
	equal(t, s.Result.Rating.ID, "fair")
	equal(t, len(s.Years), 1)
	equal(t, s.Years[0].Official["1a"], scheme.Points(500))
	equal(t, *s.Fact("capital_end").Prev, int64(4_150_000_000))
	total := s.Result.Total
	edits, err := s.SetPoints(scheme.Self, "9", pts(400))
	must(t, err)
	equal(t, s.Result.Total, total+100)
	equal(t, edits[0].Path, "self.9")
	_, err = s.SetPoints(scheme.Self, "9", pts(450))
	wantCode(t, err, store.Invalid, "points-above-max")
	equal(t, s.Result.Total, total+100)
	_, err = s.SetPoints(scheme.Approved, "9", pts(100))
	wantCode(t, err, store.Denied, "not-permitted")
	equal(t, s.CanWrite(scheme.Checked), true)
	// Capital is above last year's only from 4.150.000.001 on.
	equal(t, *s.Item("1b").Result.Points, scheme.Points(0))
	more, err := s.SetFact("capital_end", num(4_150_000_001), "confirmed")
	must(t, err)
	equal(t, *s.Item("1b").Result.Points, scheme.Points(100))
	edits = append(edits, more...)
	more, err = s.SetFlag("1a", true)
	must(t, err)
	edits = append(edits, more...)
	more, err = s.SetText("evidence.1a", "BCTC trang 3")
	must(t, err)
	edits = append(edits, more...)
	_, err = s.SetText("evidence.zz", "x")
	wantCode(t, err, store.Invalid, "evidence.zz")
	want := s.Result.Total
	_, err = o.SaveFields(ctx, store.Assessment, a, edits...)
	must(t, err)
	opened, err := o.Sheet(ctx, a)
	must(t, err)
	equal(t, opened.Result.Total, want)
	equal(t, opened.Doc, s.Doc)
	_, err = o.Finalise(ctx, store.Assessment, a) // commits what is typed first
	must(t, err)
	r := o.get(t, store.Assessment, a)
	equal(t, r.Summary.Points, int64(want))
	equal(t, r.Summary.Flags, 1)
	final, err := o.Sheet(ctx, a)
	must(t, err)
	_, err = final.SetPoints(scheme.Self, "9", pts(0))
	wantCode(t, err, store.Conflict, "final")
}

func TestATypedTextKeepsTheSpaceThatItsValueHasNot(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	c := o.put(t, store.Cooperative, "", coop(1))
	a, err := o.StartAssessment(ctx, c, "2024", "tt01-2020")
	must(t, err)
	_, err = o.SaveField(ctx, store.Assessment, a, "evidence.1a", "Sổ ", "Sổ ")
	must(t, err)
	s, err := o.Sheet(ctx, a)
	must(t, err)
	equal(t, s.Typed["evidence.1a"], "Sổ ")
	equal(t, s.Item("1a").Evidence, "Sổ")
	equal(t, len(s.Raw), 0)
	gaps, err := o.Gaps(ctx, store.Assessment, a)
	must(t, err)
	for _, g := range gaps {
		if g.Path == "evidence.1a" {
			t.Errorf("a space at the end stands in the way: %s", g.Text)
		}
	}
	_, err = o.Commit(ctx, store.Assessment, a)
	must(t, err)
	equal(t, o.get(t, store.Assessment, a).Doc.Text("evidence.1a"), "Sổ")
	form, err := o.Edit(ctx, store.Assessment, a)
	must(t, err)
	equal(t, len(form.Draft), 0)
}

func TestASheetSaysWhereSomebodyTypedLast(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	c := o.put(t, store.Cooperative, "", coop(1))
	a, err := o.StartAssessment(ctx, c, "2024", "tt01-2020")
	must(t, err)
	_, err = o.SaveField(ctx, store.Assessment, a, "self.3b", int64(100), "")
	must(t, err)
	_, err = o.SaveFields(ctx, store.Assessment, a, desk.Edit{Path: "facts.revenue", Value: int64(7)}, desk.Edit{Path: "facts_state.revenue", Value: "estimate"})
	must(t, err)
	s, err := o.Sheet(ctx, a)
	must(t, err)
	equal(t, s.Newest, "facts.revenue")
}

func TestASheetThatIsOnlyTypedStandsOnTheCardOfItsCooperative(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	c, other := o.put(t, store.Cooperative, "", coop(1)), o.put(t, store.Cooperative, "", coop(2))
	for _, period := range []string{"2022", "2024"} {
		o.put(t, store.Assessment, "", full(c, period))
	}
	a, err := o.StartAssessment(ctx, c, "2023", "tt01-2020")
	must(t, err)
	_, err = o.StartAssessment(ctx, other, "2023", "tt01-2020")
	must(t, err)
	_, err = o.SaveField(ctx, store.Assessment, a, "self.1a", int64(500), "")
	must(t, err)
	card, err := o.CoopCard(ctx, c)
	must(t, err)
	equal(t, len(card.Assessments), 3)
	row := card.Assessments[1]
	equal(t, row.ID+row.Period, a+"2023")
	equal(t, row.Summary.Points, int64(500))
	equal(t, len(card.Typing), 1)
	equal(t, card.Typing[a], true)
	_, err = o.Commit(ctx, store.Assessment, a)
	must(t, err)
	card, err = o.CoopCard(ctx, c)
	must(t, err)
	equal(t, len(card.Assessments), 3)
	equal(t, len(card.Typing), 0)
}
