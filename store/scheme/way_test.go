package scheme

import (
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"coopfield/store/vi"
)

// invented is a scheme for these tests alone: steps up and down, conditions,
// shares, a figure that two items use, and items without steps.
const invented = `
id = "invented"
revision = 1
title = "Bộ tiêu chí bịa để kiểm thử"
basis = "không có"
period = "year"
max = 100
point_step = 0.5
[[rating]]
id = "good"
title = "Tốt"
from = 80
[[rating]]
id = "fair"
title = "Khá"
from = 65
[[rating]]
id = "weak"
title = "Yếu"
from = 0
[[exclusion]]
id = "young"
title = "Chưa đủ 12 tháng"
when = "months_active < 12"
[[fact]]
id = "capital"
title = "Vốn"
unit = "đồng"
[[fact]]
id = "revenue"
title = "Doanh thu"
unit = "đồng"
[[fact]]
id = "plan"
title = "Doanh thu kế hoạch"
unit = "đồng"
[[fact]]
id = "debt"
title = "Nợ quá hạn"
unit = "đồng"
[[fact]]
id = "share"
title = "Tỷ lệ cung ứng"
unit = "%"
[[fact]]
id = "fund"
title = "Trích quỹ"
unit = "đồng"
[[fact]]
id = "income"
title = "Thu nhập"
unit = "đồng"
[[group]]
id = "I"
title = "Tài chính"
max = 60
  [[group.criterion]]
  id = "1"
  title = "Vốn"
  max = 15
  score = "steps"
  value = "capital"
  steps = [{ from = 5_000_000_000, points = 15 }, { from = 1_000_000_000, points = 10 }, { from = 100_000_000, points = 5 }, { from = 0, points = 0 }]
  [[group.criterion]]
  id = "2"
  title = "So với kế hoạch"
  max = 10
  score = "steps"
  value = "plan > 0 ? 100.0 * revenue / plan : 0"
  steps = [{ from = 120, points = 10 }, { from = 100, points = 6 }, { above = 0, points = 2 }, { points = 0 }]
  [[group.criterion]]
  id = "3"
  title = "Doanh thu"
  max = 15
  score = "steps"
  value = "revenue"
  steps = [{ from = 10_000_000_000, points = 15 }, { from = 2_000_000_000, points = 9 }, { from = 500_000_000, points = 4 }, { from = 0, points = 0 }]
  [[group.criterion]]
  id = "4"
  title = "Nợ quá hạn"
  max = 10
  score = "steps"
  value = "capital > 0 ? 100.0 * debt / capital : 0"
  steps = [{ above = 20, points = 0 }, { above = 5, points = 5 }, { from = 0, points = 10 }]
  [[group.criterion]]
  id = "5"
  title = "Trích quỹ"
  max = 10
  score = "yesno"
  value = "income > 0 and fund >= 0.2 * income"
[[group]]
id = "II"
title = "Thành viên"
max = 40
  [[group.criterion]]
  id = "6"
  title = "Cung ứng"
  max = 20
  score = "steps"
  value = "share"
  steps = [{ from = 75, points = 20 }, { from = 50, points = 12 }, { from = 25.5, points = 5 }, { from = 0, points = 0 }]
  [[group.criterion]]
  id = "7"
  title = "Chấp hành"
  max = 12
  score = "points"
  todo = "các mức điểm"
  [[group.criterion]]
  id = "8"
  title = "Cộng đồng"
  score = "points"
`

func inventedScheme(t testing.TB) *Scheme {
	t.Helper()
	s, err := Load("invented.toml", []byte(invented))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// inventedSheet has 5 + 6 + 9 + 5 + 0 points of figures in group I, 12 of
// them in group II, and 9 given: 46.
func inventedSheet() Sheet {
	return Sheet{
		Facts: map[string]int64{
			"capital": 600_000_000, "revenue": 2_000_000_000, "plan": 2_000_000_000, "debt": 60_000_000, "share": 55_00,
			"fund": 10_000_000, "income": 100_000_000,
		},
		Given: map[Column]map[string]Points{Self: {"7": 900}},
	}
}

func way(t testing.TB, s *Scheme, sh Sheet, target Points) Way {
	t.Helper()
	w, err := s.Way(sh, Options{Column: Self}, target)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// entered is the sheet with the moves of a way.
func entered(sh Sheet, moves []Move) Sheet {
	sh.Facts = maps.Clone(sh.Facts)
	if sh.Facts == nil {
		sh.Facts = map[string]int64{}
	}
	for _, m := range moves {
		sh.Facts[m.Fact] = m.To
	}
	return sh
}

func TestTheWayChangesFiguresAsLittleAsTheTargetNeeds(t *testing.T) {
	s := inventedScheme(t)
	if r := mustScore(t, s, inventedSheet(), Options{Column: Self}); r.Total != 4600 {
		t.Fatalf("the sheet has %s points", r.Total)
	}
	for _, c := range []struct {
		target Points
		want   string
	}{
		{4600, ""},
		{4650, "revenue 2400000000"},           // a fifth more gives 4
		{5100, "share 75"},                     // 5 are needed, a third more gives 8
		{5450, "revenue 2400000000, share 75"}, // each alone is too little
		{5850, "share 75, capital 1000000000"},
		{6200, "revenue 2400000000, share 75, capital 1000000000"}, // the debt is then 6 % of it: no more from there
		{6450, "revenue 2400000000, share 75, capital 1200000000"}, // 5 %
	} {
		w := way(t, s, inventedSheet(), c.target)
		got := ""
		for i, m := range w.Moves {
			if i > 0 {
				got += ", "
			}
			f, _ := s.Fact(m.Fact)
			got += m.Fact + " " + vi.FormatDecimal(m.To, f.Scale)
		}
		if got != c.want {
			t.Errorf("to %s: %q, want %q", c.target, got, c.want)
		}
	}
}

func TestWhatTheStepsCannotSayIsOpenAndNeverGuessed(t *testing.T) {
	s := inventedScheme(t)
	sh := inventedSheet()
	sh.Given[Self]["3"] = 400
	sh.Reason = map[string]string{"3": "sổ chưa khớp"}
	delete(sh.Facts, "fund")
	delete(sh.Facts, "income")
	w := way(t, s, sh, 10000)
	got := map[string]WhyOpen{}
	for _, o := range w.Open {
		got[o.Item] = o.Why
		if o.Item == "8" && (o.Room != 1900 || o.Points != nil) { // no maximum but the group's
			t.Errorf("item 8 has room for %s of %s", o.Room, o.Points)
		}
		if o.Item == "5" && !slices.Equal(o.Facts, []string{"fund", "income"}) {
			t.Errorf("item 5 lacks %v", o.Facts)
		}
		if o.Item == "7" && o.Room != 300 {
			t.Errorf("item 7 has room for %s", o.Room)
		}
	}
	want := map[string]WhyOpen{"3": OpenByHand, "5": OpenFigures, "7": OpenNoSteps, "8": OpenNoSteps}
	if !maps.Equal(got, want) {
		t.Errorf("open: %v, want %v", got, want)
	}
	for _, m := range w.Moves {
		if slices.Contains(m.Items, "3") || m.Fact == "fund" {
			t.Errorf("a move for what is open: %+v", m)
		}
	}
	if w.Enough() || w.Lacks() != 10000-w.Reached {
		t.Errorf("reached %s, lacks %s", w.Reached, w.Lacks())
	}
	// Group I: item 3 has 11 and item 5 has 10 left; group II: 40 are its limit,
	// 20 + 9 are given.
	if w.OpenRoom != 1100+1000+1100 {
		t.Errorf("open room %s", w.OpenRoom)
	}
}

func TestOneUnknownFigureIsAsked(t *testing.T) {
	s := inventedScheme(t)
	sh := inventedSheet()
	delete(sh.Facts, "share")
	w := way(t, s, sh, 10000)
	for _, m := range w.Moves {
		if m.Fact == "share" && m.From == nil && m.To == 75_00 && m.Gain == 2000 {
			return
		}
	}
	t.Errorf("moves %+v", w.Moves)
}

func TestAnExcludedCooperativeHasNoWay(t *testing.T) {
	s := inventedScheme(t)
	sh := inventedSheet()
	months := int64(11_00)
	sh.MonthsActive = &months
	if w := way(t, s, sh, 8000); len(w.Moves)+len(w.Offers)+len(w.Open) > 0 {
		t.Errorf("a way: %+v", w)
	}
}

func TestTheWayOfTheCircularNamesOnlyItsTwoConditions(t *testing.T) {
	s := embeddedScheme(t, "tt01-2020")
	given := fullSheet(s)
	delete(given, "1b")
	delete(given, "2b")
	sh := Sheet{
		Facts: map[string]int64{"capital_begin": 3e9, "capital_end": 3e9, "undivided_begin": 5e8, "undivided_end": 4e8},
		Given: map[Column]map[string]Points{Self: given},
	}
	w := way(t, s, sh, 10000)
	if !w.Enough() || len(w.Moves) != 2 || len(w.Open) != 0 {
		t.Fatalf("way %+v", w)
	}
	for _, m := range w.Moves {
		if want := map[string]int64{"capital_end": 3e9 + 1, "undivided_end": 5e8 + 1}[m.Fact]; m.To != want || m.Gain != 100 {
			t.Errorf("%s: %d gives %s", m.Fact, m.To, m.Gain)
		}
	}
}

// TestEveryNeedIsAtTheLimit tries each figure that an offer names: at it the
// item has the points, one less of the figure's unit it has fewer, one more it
// keeps them.
func TestEveryNeedIsAtTheLimit(t *testing.T) {
	for _, s := range []*Scheme{inventedScheme(t), embeddedScheme(t, "tt09-2017"), embeddedScheme(t, "tt01-2020")} {
		rapid.Check(t, func(rt *rapid.T) {
			sh := randomSheet(rt, s)
			w, err := s.Way(sh, Options{Column: Self}, s.Max)
			if err != nil {
				rt.Fatal(err)
			}
			for _, o := range w.Offers {
				for _, b := range o.Better {
					for _, n := range b.Needs {
						from := int64(0)
						if n.From != nil {
							from = *n.From
						}
						back := int64(-1)
						if n.To < from {
							back = 1
						}
						at := itemPoints(rt, s, sh, o.Item, n.Fact, n.To)
						short := itemPoints(rt, s, sh, o.Item, n.Fact, n.To+back)
						if at < b.Points || n.To != from && short >= b.Points {
							rt.Errorf("%s %s: %s = %d gives %s, one short %s, want %s", s.ID, o.Item, n.Fact, n.To, at, short, b.Points)
						}
					}
				}
			}
		})
	}
}

func itemPoints(t rapid.TB, s *Scheme, sh Sheet, item, fact string, v int64) Points {
	sh = entered(sh, []Move{{Fact: fact, To: v}})
	env := machine{env: s.values(&sh)}
	it, _ := s.Item(item)
	r := it.compute(&env)
	return value(r.Computed)
}

// TestTheWayReachesItsTargetWhenItsFiguresAreEntered is the promise that the
// screen makes, and that nothing in it could be left out.
func TestTheWayReachesItsTargetWhenItsFiguresAreEntered(t *testing.T) {
	for _, s := range []*Scheme{inventedScheme(t), embeddedScheme(t, "tt09-2017"), embeddedScheme(t, "tt01-2020")} {
		reached := 0
		rapid.Check(t, func(rt *rapid.T) {
			sh := randomSheet(rt, s)
			target := Points(rapid.Int64Range(0, int64(s.Max)).Draw(rt, "target"))
			w, err := s.Way(sh, Options{Column: Self}, target)
			if err != nil {
				rt.Fatal(err)
			}
			after, err := s.Score(entered(sh, w.Moves), Options{Column: Self})
			if err != nil || after.Total != w.Reached {
				rt.Fatalf("entered: %s (%v), promised %s", after.Total, err, w.Reached)
			}
			gain := w.Total
			for i, m := range w.Moves {
				gain += m.Gain
				if slices.ContainsFunc(w.Moves[:i], func(o Move) bool { return o.Fact == m.Fact }) {
					rt.Errorf("%s is named twice", m.Fact)
				}
			}
			if gain != w.Reached {
				rt.Errorf("the gains come to %s, promised %s", gain, w.Reached)
			}
			if !w.Enough() {
				return
			}
			reached++
			for i := range w.Moves {
				less := slices.Delete(slices.Clone(w.Moves), i, i+1)
				if r, err := s.Score(entered(sh, less), Options{Column: Self}); err == nil && r.Total >= target {
					rt.Errorf("%s is not needed", w.Moves[i].Fact)
				}
			}
		})
		if reached == 0 {
			t.Errorf("%s: no way reached its target", s.ID)
		}
	}
}

// TestNoOtherWayChangesLess compares the way with every choice of steps, where
// items share no figure.
func TestNoOtherWayChangesLess(t *testing.T) {
	s := inventedScheme(t)
	steps := map[string][]int64{"share": {25_50, 50_00, 75_00}, "fund": {20_000_000}, "capital": {100_000_000, 1_000_000_000, 5_000_000_000}}
	rapid.Check(t, func(rt *rapid.T) {
		sh := inventedSheet()
		sh.Facts["debt"] = 0 // its item stands at the best step whatever the capital
		sh.Facts["share"] = rapid.Int64Range(0, 80_00).Draw(rt, "share")
		sh.Facts["fund"] = rapid.Int64Range(0, 25_000_000).Draw(rt, "fund")
		sh.Facts["capital"] = rapid.Int64Range(1, 6_000_000_000).Draw(rt, "capital")
		sh.Given[Self]["3"], sh.Given[Self]["2"] = 900, 600 // revenue is out of the play
		sh.Given[Self]["5"] = 1000                          // and income
		if fund := sh.Facts["fund"]; fund < 20_000_000 {
			delete(sh.Given[Self], "5")
			sh.Facts["income"] = 100_000_000
		}
		sh.Reason = map[string]string{"2": "x", "3": "x", "5": "x"}
		target := Points(rapid.Int64Range(0, 90).Draw(rt, "target") * 100)
		w := way(t, s, sh, target)
		least := -1.0
		for _, share := range append(steps["share"], sh.Facts["share"]) {
			for _, fund := range append(steps["fund"], sh.Facts["fund"]) {
				for _, capital := range append(steps["capital"], sh.Facts["capital"]) {
					moves := []Move{{Fact: "share", To: share}, {Fact: "fund", To: fund}, {Fact: "capital", To: capital}}
					cost := 0.0
					for _, m := range moves {
						from := sh.Facts[m.Fact]
						cost += effort(&from, m.To)
					}
					if r := mustScore(t, s, entered(sh, moves), Options{Column: Self}); r.Total >= target && (least < 0 || cost < least) {
						least = cost
					}
				}
			}
		}
		got := 0.0
		for _, m := range w.Moves {
			got += m.Effort()
		}
		if w.Enough() != (least >= 0) || w.Enough() && got > least+1e-9 {
			rt.Errorf("the way costs %g, the cheapest %g: %+v", got, least, w.Moves)
		}
	})
}

func randomSheet(t *rapid.T, s *Scheme) Sheet {
	sh := Sheet{Facts: map[string]int64{}, Given: map[Column]map[string]Points{Self: {}}, Reason: map[string]string{}}
	for _, f := range s.Facts {
		if rapid.IntRange(0, 9).Draw(t, "known "+f.ID) == 0 {
			continue
		}
		most := int64(12_000_000_000)
		if f.Unit != "đồng" {
			most = 130_00
		}
		sh.Facts[f.ID] = rapid.Int64Range(0, most).Draw(t, f.ID)
	}
	for _, it := range s.Items() {
		if it.Max == nil || it.Kind != KindPoints && rapid.IntRange(0, 4).Draw(t, "by hand "+it.ID) > 0 {
			continue
		}
		sh.Given[Self][it.ID] = 100 * Points(rapid.Int64Range(0, int64(*it.Max)/100).Draw(t, "points "+it.ID))
		sh.Reason[it.ID] = "x"
	}
	return sh
}

func BenchmarkWay(b *testing.B) {
	s := inventedScheme(b)
	sh := inventedSheet()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.Way(sh, Options{Column: Self}, 8000); err != nil {
			b.Fatal(err)
		}
	}
}
