package scheme

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"coopfield/store"
)

// revised is the invented scheme with some of its lines replaced, as revision 2.
func revised(t testing.TB, pairs ...string) *Scheme {
	t.Helper()
	text := strings.NewReplacer(append([]string{"revision = 1", "revision = 2"}, pairs...)...).Replace(invented)
	s, err := Load("invented-2.toml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// secondRevision has steps for item 7, another maximum and title for items 6
// and 1, item 8 under another id, and the plan in another unit.
func secondRevision(t testing.TB) *Scheme {
	return revised(
		t,
		"title = \"Chấp hành\"\n  max = 12\n  score = \"points\"\n  todo = \"các mức điểm\"",
		"title = \"Chấp hành\"\n  max = 8\n  score = \"steps\"\n  value = \"share\"\n  steps = [{ from = 50, points = 8 }, { from = 0, points = 3 }]",
		"title = \"Vốn\"\n  max = 15", "title = \"Vốn của hợp tác xã\"\n  max = 15",
		"id = \"8\"", "id = \"8a\"",
		"title = \"Doanh thu kế hoạch\"\nunit = \"đồng\"", "title = \"Doanh thu kế hoạch\"\nunit = \"triệu đồng\"",
		"[[group]]\nid = \"I\"", "[[fact]]\nid = \"members\"\ntitle = \"Thành viên\"\nunit = \"người\"\n[[group]]\nid = \"I\"",
	)
}

func TestATransferSaysWhatDiffersAndWhatIsLost(t *testing.T) {
	s := inventedScheme(t)
	sh := inventedSheet()
	sh.Given[Self]["8"] = 500
	sh.Given[Checked] = map[string]Points{"7": 800}
	to := secondRevision(t)
	tr := to.Transfer(s, sh)
	got := map[string]string{}
	for _, c := range tr.Items {
		for _, w := range c.What {
			got[c.ID] += string(w) + " "
		}
		for _, col := range c.Lost {
			got[c.ID] += "-" + string(col) + " "
		}
	}
	want := map[string]string{"1": "title ", "7": "max scored -self ", "8": "gone -self ", "8a": "added "}
	if !maps.Equal(got, want) {
		t.Errorf("items %v, want %v", got, want)
	}
	if want := []FactChange{{"plan", "Doanh thu kế hoạch", Unit, true}, {"members", "Thành viên", Added, false}}; !slices.Equal(tr.Facts, want) {
		t.Errorf("figures %+v", tr.Facts)
	}
	// Before: 46 and item 8's 5. After: no plan, so item 2's 6 are missing; item
	// 7's 9 exceed their maximum, and the share of 55 % gives 8.
	if tr.Before.Total != 5100 || tr.After.Total != 5100-500-600-900+800 || tr.Refused != nil {
		t.Errorf("before %s, after %s (%v)", tr.Before.Total, tr.After.Total, tr.Refused)
	}
	if tr.Kept.Given[Checked]["7"] != 800 || len(tr.Kept.Given[Self]) != 0 {
		t.Errorf("kept %v", tr.Kept.Given)
	}
	if sh.Given[Self]["8"] != 500 || sh.Facts["plan"] == 0 {
		t.Error("the sheet was changed")
	}
}

func TestATransferThatExceedsASumIsRefusedWithTheReason(t *testing.T) {
	s := revised(t)
	low := revised(t, "title = \"Thành viên\"\nmax = 40", "title = \"Thành viên\"\nmax = 35", "title = \"Tài chính\"\nmax = 60", "title = \"Tài chính\"\nmax = 65",
		"from = 5_000_000_000, points = 15 }", "from = 5_000_000_000, points = 20 }", "title = \"Vốn\"\n  max = 15", "title = \"Vốn\"\n  max = 20")
	sh := inventedSheet()
	sh.Given[Self]["8"] = 1600 // with 12 and 9: 37 of 40
	tr := low.Transfer(s, sh)
	if store.CodeOf(tr.Refused) != store.Invalid || store.DetailOf(tr.Refused) != "group-above-max" {
		t.Errorf("refused %v", tr.Refused)
	}
}

// TestASheetGoesOnUnchangedUnderTheSameRules takes any sheet to the same scheme
// and back.
func TestASheetGoesOnUnchangedUnderTheSameRules(t *testing.T) {
	for _, s := range []*Scheme{inventedScheme(t), embeddedScheme(t, "tt09-2017"), embeddedScheme(t, "tt01-2020")} {
		rapid.Check(t, func(rt *rapid.T) {
			sh := randomSheet(rt, s)
			tr := s.Transfer(s, sh)
			if len(tr.Items)+len(tr.Facts) > 0 || tr.Refused != nil || tr.Before.Total != tr.After.Total {
				rt.Errorf("%+v", tr)
			}
			if !maps.Equal(tr.Kept.Facts, sh.Facts) || !maps.Equal(tr.Kept.Given[Self], sh.Given[Self]) && len(sh.Given[Self]) > 0 {
				rt.Errorf("kept %+v of %+v", tr.Kept, sh)
			}
			again, err := s.Rescore(s, sh, nil, nil)
			if err != nil {
				rt.Fatal(err)
			}
			if given := len(again.Carried); given > len(sh.Given[Self]) || len(again.Unused) > 0 {
				rt.Errorf("%d carried, unused %v", given, again.Unused)
			}
		})
	}
}

func TestFiguresAreScoredUnderAnotherSchemeAndPointsAreNot(t *testing.T) {
	s, other := inventedScheme(t), embeddedScheme(t, "tt09-2017")
	sh := inventedSheet() // revenue and income are figures of both
	r, err := other.Rescore(s, sh, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if it, _ := r.Result.Item("1b"); it.Points == nil || *it.Points != 600 || r.Result.Rating != nil {
		t.Errorf("revenue of two thousand million: %+v", it)
	}
	if !slices.Equal(r.Lacking, []string{"revenue_planned", "members", "fund_development", "fund_reserve"}) {
		t.Errorf("lacking %v", r.Lacking)
	}
	if !slices.Equal(r.Unused, []string{"capital", "plan", "debt", "share", "fund"}) || len(r.Carried) > 0 {
		t.Errorf("unused %v, carried %v", r.Unused, r.Carried)
	}
	filled, err := other.Rescore(s, sh, map[string]int64{"members": 50, "revenue": 1}, nil)
	if err != nil || !slices.Equal(filled.Filled, []string{"members"}) {
		t.Errorf("filled %v (%v)", filled.Filled, err)
	}
	if it, _ := filled.Result.Item("1c"); *it.Points != 400 { // income of two million a member
		t.Errorf("with members known: %+v", it)
	}
	sh.Given[Self]["7"] = 800 // would fit
	next, err := secondRevision(t).Rescore(s, sh, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(next.Carried) > 0 { // item 7 has steps now
		t.Errorf("carried %v", next.Carried)
	}
	if it, _ := next.Result.Item("7"); it.How != Computed || *it.Points != 800 {
		t.Errorf("item 7: %+v", it)
	}
	same, err := revised(t).Rescore(s, sh, nil, nil)
	if err != nil || !slices.Equal(same.Carried, []string{"7"}) || same.Result.Total != 4500 {
		t.Errorf("carried %v, total %s (%v)", same.Carried, same.Result.Total, err)
	}
}
