package desk_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/scheme"
)

// save makes edits of a sheet durable and opens it anew.
func save(t *testing.T, o *laptop, id string, edits []desk.Edit, err error) *desk.Sheet {
	t.Helper()
	must(t, err)
	_, err = o.SaveFields(ctx, store.Assessment, id, edits...)
	must(t, err)
	s, err := o.Sheet(ctx, id)
	must(t, err)
	return s
}

func facts(s *desk.Sheet, ids ...string) string {
	var out []string
	for _, id := range ids {
		f := s.Fact(id)
		text := id + " –"
		if f.Value != nil {
			text = fmt.Sprintf("%s %d %s", id, *f.Value, f.State)
		}
		out = append(out, strings.TrimSpace(text))
	}
	return strings.Join(out, "; ")
}

func TestLastYearsFiguresAreCopiedMarkedAndConfirmed(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	c := o.put(t, store.Cooperative, "", coop(1))
	o.put(t, store.Assessment, "", full(c, "2023"))
	id := o.put(t, store.Assessment, "", withFacts(sheet(c, "2024"), "revenue", 7))
	s, err := o.Sheet(ctx, id)
	must(t, err)
	edits, err := s.CopyBefore()
	s = save(t, o, id, edits, err)
	equal(t, facts(s, "capital_end", "revenue", "managers"), "capital_end 4150000000 copied; revenue 7; managers –")
	equal(t, []int{s.Count(desk.Copied), len(s.Unsettled())}, []int{4, 4})
	edits, err = s.Confirm("capital_end")
	s = save(t, o, id, edits, err)
	equal(t, facts(s, "capital_end", "capital_begin"), "capital_end 4150000000 confirmed; capital_begin 3200000000 copied")
	edits, err = s.ConfirmCopied()
	s = save(t, o, id, edits, err)
	equal(t, []int{s.Count(desk.Copied), s.Count(desk.Confirmed), len(s.Unsettled())}, []int{0, 4, 0})
	edits, err = s.CopyBefore()
	must(t, err)
	equal(t, len(edits), 0) // nothing is copied over what is there
	_, err = o.Commit(ctx, store.Assessment, id)
	must(t, err)
	equal(t, o.get(t, store.Assessment, id).Doc.Text("facts_state.undivided_end"), "confirmed")
}

func withFacts(doc store.Doc, pairs ...any) store.Doc {
	for i := 0; i < len(pairs); i += 2 {
		doc.Put("facts."+pairs[i].(string), int64(pairs[i+1].(int)))
	}
	return doc
}

// TestAnEstimateIsReplacedByTheFinalFigureInAnAmendment follows a sheet from
// mid-December, when the year is not over, to the final figures.
func TestAnEstimateIsReplacedByTheFinalFigureInAnAmendment(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	c := o.put(t, store.Cooperative, "", coop(1))
	annual := o.put(t, store.Annual, "", store.Doc{
		"cooperative": c, "year": int64(2024), "estimate": true, "figures": store.Doc{"revenue": int64(1_900_000_000), "profit_before_tax": int64(5)},
	})
	doc := full(c, "2024")
	delete(doc.Sub("facts"), "revenue")
	id := o.put(t, store.Assessment, "", doc)
	s, err := o.Sheet(ctx, id)
	must(t, err)
	equal(t, facts(s, "revenue"), "revenue 1900000000 estimate")
	edits, err := s.TakeFinal()
	must(t, err)
	equal(t, len(edits), 0) // the year's figures are an estimate themselves
	_, err = o.Finalise(ctx, store.Assessment, id)
	must(t, err)

	o.put(t, store.Annual, annual, store.Doc{"estimate": false, "figures": store.Doc{"revenue": int64(2_100_000_000)}})
	s, err = o.Sheet(ctx, id)
	must(t, err)
	f := s.Fact("revenue")
	if f.Was == nil || *f.Was != 1_900_000_000 || !f.Contradicted() || *f.Year != 2_100_000_000 {
		t.Fatalf("revenue %+v", f)
	}
	s.State = store.Draft // open for correction
	edits, err = s.TakeFinal()
	must(t, err)
	_, err = o.SaveFields(ctx, store.Assessment, id, edits...)
	must(t, err)
	_, err = o.AmendDraft(ctx, store.Assessment, id, "số chính thức")
	must(t, err)
	r := o.get(t, store.Assessment, id)
	equal(t, fmt.Sprintln(r.State, r.Doc.At("facts.revenue"), r.Doc.At("facts_state.revenue")), "final 2100000000 confirmed\n")
	s, err = o.Sheet(ctx, id)
	must(t, err)
	equal(t, len(s.Unsettled()), 0)
}

// secondRevision is tt01-2020 with invented steps for 1a, with 3c under another
// id and with a lower maximum for 9, made up by one for 8.
func secondRevision(t *testing.T) store.RefRow {
	t.Helper()
	data, err := os.ReadFile("../scheme/data/scheme-tt01-2020.toml")
	must(t, err)
	text := strings.Replace(string(data), "revision    = 1", "revision    = 2", 1)
	for _, pair := range [][2]string{
		{
			"score = \"points\"\n    shows = \"(capital_begin + capital_end) / 2\"\n    todo = \"Phụ lục 1: các mức điểm (mức đầu 'Dưới 100 t…')\"",
			"score = \"steps\"\n    value = \"(capital_begin + capital_end) / 2\"\n    steps = [{ from = 4_000_000_000, points = 6 }, { from = 0, points = 3 }]",
		},
		{"id = \"3c\"", "id = \"3d\""},
		{
			"  max = 6\n  score = \"points\"\n  todo = \"Phụ lục 1: các mức điểm\"\n  [[group.criterion]]\n  id = \"9\"",
			"  max = 8\n  score = \"points\"\n  [[group.criterion]]\n  id = \"9\"",
		},
		{"chuỗi giá trị\"\n  max = 4", "chuỗi giá trị\"\n  max = 2"},
	} {
		if !strings.Contains(text, pair[0]) {
			t.Fatalf("no %q in the scheme", pair[0])
		}
		text = strings.Replace(text, pair[0], pair[1], 1)
	}
	return store.RefRow{Type: desk.RefScheme, ID: "tt01-2020", Revision: 2, SHA256: sumOf([]byte(text)), Data: []byte(text)}
}

func TestADraftGoesOnUnderANewerRevisionAsOneOp(t *testing.T) {
	o, p := open(t, "dakha-01", store.Officer, "615"), open(t, "tinh", store.Province, "62")
	c := o.put(t, store.Cooperative, "", coop(1))
	doc := full(c, "2024")
	doc.Put("evidence.3c", "Báo cáo tài chính")
	id := o.put(t, store.Assessment, "", doc)
	s, err := o.Sheet(ctx, id)
	must(t, err)
	if s.Newer() != nil {
		t.Fatal("there is no newer revision")
	}
	wantCode(t, o.MoveToRevision(ctx, id, 2), store.NotFound, "scheme")
	must(t, o.AddRefs(ctx, []store.RefRow{secondRevision(t)}))
	s, err = o.Sheet(ctx, id)
	must(t, err)
	newer := s.Newer()
	tr := s.Transfer(newer)
	equal(t, []scheme.Points{tr.Before.Total, tr.After.Total}, []scheme.Points{7500, 7500 - 300 - 300}) // 3c and 9 go; 1a stays as given
	// Typed as well: a field of an item that goes, unfinished.
	_, err = o.SaveFields(ctx, store.Assessment, id, desk.Edit{Path: "checked.3c", Raw: "3x"}, desk.Edit{Path: "self.8", Value: int64(600)})
	must(t, err)
	must(t, o.MoveToRevision(ctx, id, 2))
	wantCode(t, o.MoveToRevision(ctx, id, 2), store.Conflict, "same-revision")
	s, err = o.Sheet(ctx, id)
	must(t, err)
	equal(t, s.Scheme.Revision, int64(2))
	equal(t, len(s.Raw), 0)
	equal(t, s.Result.Total, tr.After.Total+100)
	_, err = s.SetPoints(scheme.Self, "3d", ptr(scheme.Points(400)))
	must(t, err)
	_, err = o.SaveFields(ctx, store.Assessment, id, desk.Edit{Path: "self.3d", Value: int64(400)})
	must(t, err)
	_, err = o.Commit(ctx, store.Assessment, id)
	must(t, err)
	r := o.get(t, store.Assessment, id)
	equal(t, fmt.Sprint(r.Doc.At("scheme_revision"), r.Doc.At("self.3c"), r.Doc.At("evidence.3c"), r.Doc.At("self.9"), r.Doc.At("self.3d")), "2 <nil> <nil> <nil> 400")
	h, err := o.History(ctx, store.Assessment, id)
	must(t, err)
	equal(t, len(h), 2)

	// The province waits for the revision, then counts the sheet under it.
	p.receive(t, o.bundle(t, 1, 0))
	equal(t, verdicts(t, p), map[store.Verdict]int{store.WaitScheme: 1})
	must(t, p.AddRefs(ctx, []store.RefRow{secondRevision(t)}))
	equal(t, verdicts(t, p), map[store.Verdict]int{})
	equal(t, p.get(t, store.Assessment, id).Summary, r.Summary)
	before := o.state(t)
	must(t, o.Rebuild(ctx))
	equal(t, o.state(t), before)
}

func TestAFinalSheetDoesNotMoveToAnotherRevision(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	id := o.put(t, store.Assessment, "", full(o.put(t, store.Cooperative, "", coop(1)), "2024"))
	_, err := o.Finalise(ctx, store.Assessment, id)
	must(t, err)
	must(t, o.AddRefs(ctx, []store.RefRow{secondRevision(t)}))
	wantCode(t, o.MoveToRevision(ctx, id, 2), store.Conflict, "final")
}

func TestFiguresAreRunUnderOtherRulesBesideTheSheet(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	c := o.put(t, store.Cooperative, "", coop(1))
	o.put(t, store.Annual, "", store.Doc{"cooperative": c, "year": int64(2024), "figures": store.Doc{"members": int64(50)}})
	must(t, o.AddRefs(ctx, []store.RefRow{secondRevision(t)}))
	doc := full(c, "2024")
	doc["scheme_revision"] = int64(1)
	id := o.put(t, store.Assessment, "", doc)
	_, err := o.Finalise(ctx, store.Assessment, id)
	must(t, err)
	s, err := o.Sheet(ctx, id)
	must(t, err)
	names := ""
	for _, x := range s.Schemes() {
		names += fmt.Sprintf("%s/%d ", x.ID, x.Revision)
	}
	equal(t, names, "tt01-2020/2 tt09-2017/1 ")
	next, err := s.Under(s.Schemes()[0])
	must(t, err)
	it, _ := next.Result.Item("1a")
	equal(t, fmt.Sprintln(*it.Points, it.How, len(next.Carried)), "3 computed 18\n") // 3,675 tỷ; not 3c, 9 and 1a
	other, err := s.Under(s.Schemes()[1])
	must(t, err)
	equal(t, other.Filled, []string{"members"})
	if s.Result.Total != 7500 || s.Scheme.Revision != 1 {
		t.Errorf("the sheet changed: %s", s.Result.Total)
	}
}
