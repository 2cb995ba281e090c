package scheme

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"coopfield/store"
	"coopfield/store/vi"
)

func embeddedScheme(t testing.TB, id string) *Scheme {
	t.Helper()
	s, ok := EmbeddedByID(id)
	if !ok {
		t.Fatalf("scheme %s is not embedded", id)
	}
	return s
}

// fullSheet gives every item of tt01-2020 its maximum, and the criteria of the
// third group, whose maxima are not known, 40 together.
func fullSheet(s *Scheme) map[string]Points {
	given := map[string]Points{"10": 700, "11": 700, "12": 700, "13": 700, "14": 700, "15": 500}
	for _, it := range s.Items() {
		if it.Max != nil {
			given[it.ID] = *it.Max
		}
	}
	return given
}

func mustScore(t testing.TB, s *Scheme, sh Sheet, opt Options) Result {
	t.Helper()
	r, err := s.Score(sh, opt)
	if err != nil {
		t.Fatalf("Score: %v", err)
	}
	return r
}

// Thông tư 01/2020/TT-BKHĐT, Điều 8: Tốt từ 80, Khá từ 65 đến dưới 80, Trung
// bình từ 50 đến dưới 65, Yếu dưới 50.
func TestBandsOfArticle8(t *testing.T) {
	s := embeddedScheme(t, "tt01-2020")
	cases := []struct {
		points Points
		want   string
	}{
		{10000, "good"},
		{8050, "good"},
		{8000, "good"},
		{7999, "fair"},
		{7950, "fair"},
		{6550, "fair"},
		{6500, "fair"},
		{6499, "average"},
		{6450, "average"},
		{5050, "average"},
		{5000, "average"},
		{4999, "weak"},
		{4950, "weak"},
		{0, "weak"},
	}
	for _, c := range cases {
		b, err := s.Rate(c.points)
		if err != nil || b.ID != c.want {
			t.Errorf("%s points rate %q (%v), want %q", c.points, b.ID, err, c.want)
		}
	}
	for _, p := range []Points{-1, 10001} {
		if _, err := s.Rate(p); store.CodeOf(err) != store.Invalid {
			t.Errorf("%s points give %v, want Invalid", p, err)
		}
	}
	if _, err := embeddedScheme(t, "tt09-2017").Rate(3000); !errors.Is(err, ErrPartial) {
		t.Errorf("a partial scheme gives %v, want ErrPartial", err)
	}
}

// Thông tư 01/2020/TT-BKHĐT, Điều 7: 30 + 30 + 40 điểm; the bands as they fall
// on whole sheets, with the gap to the next better one.
func TestSheetsRateAndTellTheGap(t *testing.T) {
	s := embeddedScheme(t, "tt01-2020")
	cases := []struct {
		less   Points // taken from the full 100
		rating string
		next   string
		gap    Points
	}{
		{0, "good", "", 0},
		{2000, "good", "", 0},
		{2050, "fair", "good", 50},
		{3500, "fair", "good", 1500},
		{3550, "average", "fair", 50},
	}
	for _, c := range cases {
		given := fullSheet(s)
		for left := c.less; left > 0; {
			for _, it := range s.Items() {
				cut := min(left, given[it.ID])
				given[it.ID] -= cut
				left -= cut
			}
		}
		r := mustScore(t, s, Sheet{Given: map[Column]map[string]Points{Self: given}}, Options{})
		if r.Total != s.Max-c.less || !r.Complete || r.Rating == nil || r.Rating.ID != c.rating {
			t.Errorf("%s points lost: total %s, rating %v, want %s", c.less, r.Total, r.Rating, c.rating)
		}
		if c.next == "" && r.Next != nil || c.next != "" && (r.Next == nil || r.Next.ID != c.next || r.ToNext != c.gap) {
			t.Errorf("%s points lost: next band %v in %s, want %q in %s", c.less, r.Next, r.ToNext, c.next, c.gap)
		}
	}
}

// Thông tư 01/2020/TT-BKHĐT, Điều 8: dưới 12 tháng hoạt động, ngừng trên 3
// tháng; Điều 1: quỹ tín dụng nhân dân and ngân hàng hợp tác xã.
func TestExclusionsOfArticle8(t *testing.T) {
	s := embeddedScheme(t, "tt01-2020")
	n := func(v int64) *int64 { return &v }
	cases := []struct {
		typ             string
		active, stopped *int64
		want            string
	}{
		{"htx", nil, nil, ""},
		{"", nil, nil, ""},
		{"htx", n(1200), n(300), ""},
		{"htx", n(1199), nil, "under-12-months"},
		{"htx", n(1201), n(301), "stopped-over-3-months"},
		{"htx", nil, n(299), ""},
		{"qtdnd", n(100), nil, "credit"},
		{"nhhtx", nil, nil, "credit"},
	}
	for _, c := range cases {
		r := mustScore(t, s, Sheet{
			CoopType: c.typ, MonthsActive: c.active, MonthsStopped: c.stopped,
			Given: map[Column]map[string]Points{Self: fullSheet(s)},
		}, Options{})
		got := ""
		if r.Excluded != nil {
			got = r.Excluded.ID
		}
		if got != c.want || (r.Rating == nil) != (c.want != "") {
			t.Errorf("%+v: excluded %q, rating %v, want excluded %q", c, got, r.Rating, c.want)
		}
	}
}

// Thông tư 09/2017/TT-BNNPTNT: just below, at and just above each step end.
func TestStepsOfCircular09(t *testing.T) {
	s := embeddedScheme(t, "tt09-2017")
	const ty = 1_000_000_000
	cases := []struct {
		item  string
		facts map[string]int64
		want  Points
	}{
		{"1a", map[string]int64{"revenue_planned": ty, "revenue": ty - 1}, 0},
		{"1a", map[string]int64{"revenue_planned": ty, "revenue": ty}, 400},
		{"1a", map[string]int64{"revenue_planned": ty, "revenue": ty + 1}, 400},
		{"1a", map[string]int64{"revenue_planned": ty, "revenue": ty/5*6 - 1}, 400},
		{"1a", map[string]int64{"revenue_planned": ty, "revenue": ty / 5 * 6}, 800},
		{"1a", map[string]int64{"revenue_planned": 7, "revenue": 7}, 400},
		{"1a", map[string]int64{"revenue_planned": 999_999_999_999_995, "revenue": 999_999_999_999_994}, 0},
		{"1a", map[string]int64{"revenue_planned": 0, "revenue": ty}, 0},
		{"1b", map[string]int64{"revenue": 0}, 400},
		{"1b", map[string]int64{"revenue": ty - 1}, 400},
		{"1b", map[string]int64{"revenue": ty}, 600},
		{"1b", map[string]int64{"revenue": 5*ty - 1}, 600},
		{"1b", map[string]int64{"revenue": 5 * ty}, 800},
		{"1b", map[string]int64{"revenue": 10*ty - 1}, 800},
		{"1b", map[string]int64{"revenue": 10 * ty}, 1000},
		{"1c", map[string]int64{"members": 10, "income": -1}, 0},
		{"1c", map[string]int64{"members": 10, "income": 0}, 0},
		{"1c", map[string]int64{"members": 10, "income": 1}, 200},
		{"1c", map[string]int64{"members": 10, "income": 9_999_999}, 200},
		{"1c", map[string]int64{"members": 10, "income": 10_000_000}, 400},
		{"1c", map[string]int64{"members": 10, "income": 49_999_999}, 400},
		{"1c", map[string]int64{"members": 10, "income": 50_000_000}, 700},
		{"1c", map[string]int64{"members": 10, "income": 99_999_999}, 700},
		{"1c", map[string]int64{"members": 10, "income": 100_000_000}, 1000},
		{"1c", map[string]int64{"members": 0, "income": 100_000_000}, 0},
		{"1d", map[string]int64{"income": 100, "fund_development": 19}, 0},
		{"1d", map[string]int64{"income": 100, "fund_development": 20}, 500},
		{"1d", map[string]int64{"income": 100, "fund_development": 21}, 500},
		{"1d", map[string]int64{"income": 0, "fund_development": 21}, 0},
		{"1d", map[string]int64{"income": 999_999_999_999_995, "fund_development": 199_999_999_999_999}, 500},
		{"1d", map[string]int64{"income": 999_999_999_999_995, "fund_development": 199_999_999_999_998}, 0},
		{"1e", map[string]int64{"income": 100, "fund_reserve": 4}, 0},
		{"1e", map[string]int64{"income": 100, "fund_reserve": 5}, 500},
	}
	for _, c := range cases {
		r := mustScore(t, s, Sheet{Facts: c.facts}, Options{})
		it, _ := r.Item(c.item)
		if it.How != Computed || it.Points == nil || *it.Points != c.want {
			t.Errorf("%s with %v: %s %v, want %s computed", c.item, c.facts, it.How, it.Points, c.want)
		}
		if r.Rating != nil || !r.Partial {
			t.Errorf("the partial scheme gives a rating: %v", r.Rating)
		}
	}
}

func TestStepTellsDistanceToTheNextBetter(t *testing.T) {
	s := embeddedScheme(t, "tt09-2017")
	r := mustScore(t, s, Sheet{Facts: map[string]int64{"revenue": 4_000_000_000, "income": -30, "members": 3}}, Options{})
	it, _ := r.Item("1b")
	if it.Step == nil || it.Step.Index != 2 || it.Step.Next.Points != 800 || it.Step.Distance != 1e9 || it.Step.Beyond {
		t.Errorf("revenue of 4 tỷ: %+v, want step 2 and 1 tỷ to 8 points", it.Step)
	}
	it, _ = r.Item("1c")
	if it.Step == nil || it.Step.Index != 4 || it.Step.Next.Points != 200 || it.Step.Distance != 10 || !it.Step.Beyond {
		t.Errorf("a loss of 10 a member: %+v, want the last step and more than 10 to 2 points", it.Step)
	}
	// Less can be better: 0–20 gives 6, above that 2.
	falling := strings.Replace(base, "{ from = 10, points = 6 },\n  { above = 0, points = 2 },\n  { points = 0 },",
		"{ above = 20, points = 2 },\n  { points = 6 },", 1)
	f, err := Load("falling.toml", []byte(falling))
	if err != nil {
		t.Fatal(err)
	}
	r = mustScore(t, f, Sheet{Facts: map[string]int64{"a": 50, "b": 20000}}, Options{})
	if it, _ := r.Item("1a"); it.Step == nil || it.Step.Next == nil || it.Step.Next.Points != 600 || it.Step.Distance != -5 || it.Step.Beyond {
		t.Errorf("a share of 25: %+v, want to fall by 5 to 6 points", it.Step)
	}
}

func TestNegativeValueBelowTheLastStepIsMissingAndSaysWhy(t *testing.T) {
	s := embeddedScheme(t, "tt09-2017")
	r := mustScore(t, s, Sheet{Facts: map[string]int64{"revenue": -1}}, Options{})
	it, _ := r.Item("1b")
	if it.How != Missing || it.Points != nil || it.Problem == "" {
		t.Errorf("negative revenue: %+v, want missing with a reason", it)
	}
}

func TestPreviousYearIsUsedWhereItIsKnown(t *testing.T) {
	s := embeddedScheme(t, "tt01-2020")
	facts := map[string]int64{"capital_begin": 100, "capital_end": 150}
	cases := []struct {
		name  string
		facts map[string]int64
		prev  map[string]int64
		want  *Points
	}{
		{"no year before: the opening figure", facts, nil, pts(100)},
		{"year before without the figure", facts, map[string]int64{"revenue": 1}, pts(100)},
		{"year before higher", facts, map[string]int64{"capital_end": 200}, pts(0)},
		{"year before equal", facts, map[string]int64{"capital_end": 150}, pts(0)},
		{"year before lower", facts, map[string]int64{"capital_end": 149}, pts(100)},
		{"ids of another scheme", facts, map[string]int64{"capital_end": 149, "other": 1}, pts(100)},
		{"named figure absent", map[string]int64{"capital_end": 150}, map[string]int64{"capital_end": 1}, nil},
	}
	for _, c := range cases {
		r := mustScore(t, s, Sheet{Facts: c.facts, Prev: c.prev}, Options{})
		it, _ := r.Item("1b")
		if !equalPoints(it.Computed, c.want) {
			t.Errorf("%s: 1b computed %v, want %v", c.name, it.Computed, c.want)
		}
	}
}

func pts(p Points) *Points { return &p }

func equalPoints(a, b *Points) bool { return a == nil && b == nil || a != nil && b != nil && *a == *b }

func TestExpressionThatFailsMakesItsItemMissing(t *testing.T) {
	for name, value := range map[string]string{
		"division by nothing":      "100 * a / b",
		"nothing over nothing":     "b / b",
		"last year without a rule": "a - prev?.a",
		"last year of nobody":      "prev.a",
	} {
		s, err := Load("f.toml", []byte(strings.Replace(base, "100 * a / b", value, 1)))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		r := mustScore(t, s, Sheet{Facts: map[string]int64{"a": 5, "b": 0}}, Options{})
		it, _ := r.Item("1a")
		if it.How != Missing || it.Problem == "" || !slices.Contains(r.Missing, "1a") {
			t.Errorf("%s: %+v, want missing with a reason", name, it)
		}
	}
}

func TestShareAtAStepReachesItHoweverItIsWritten(t *testing.T) {
	for _, value := range []string{"a / 100 * 100", "100 * (a / 100)", "a * 0.01 * 100", "100.0 * a / 100"} {
		for _, step := range []string{"7", "14", "28", "29", "55", "56", "57", "58"} {
			text := strings.Replace(base, "100 * a / b", value, 1)
			text = strings.Replace(text, "{ from = 10, points = 6 }", "{ from = "+step+", points = 6 }", 1)
			s, err := Load("f.toml", []byte(text))
			if err != nil {
				t.Fatal(err)
			}
			a, _ := vi.ParseDecimal(step, 0)
			r := mustScore(t, s, Sheet{Facts: map[string]int64{"a": a}}, Options{})
			if it, _ := r.Item("1a"); !equalPoints(it.Points, pts(600)) {
				t.Errorf("%s with a = %s does not reach the step from %s: value %v", value, step, step, *it.Value)
			}
		}
	}
}

// A Go int has 32 bits on the oldest laptops; numbers of an expression do not.
func TestLargeWholeNumbersAreComparedExactly(t *testing.T) {
	s, err := Load("f.toml", []byte(strings.Replace(base, "a > (prev?.a ?? 0)", "a >= 900_000_000_000_001", 1)))
	if err != nil {
		t.Fatal(err)
	}
	for a, want := range map[int64]Points{900_000_000_000_000: 0, 900_000_000_000_001: 100, 900_000_000_000_002: 100} {
		r := mustScore(t, s, Sheet{Facts: map[string]int64{"a": a}}, Options{})
		if it, _ := r.Item("1b"); !equalPoints(it.Points, &want) {
			t.Errorf("a = %d gives %v, want %s", a, it.Points, want)
		}
	}
}

func TestShowsIsBlankUntilItsFactsAreKnown(t *testing.T) {
	s := embeddedScheme(t, "tt01-2020")
	r := mustScore(t, s, Sheet{Facts: map[string]int64{"capital_begin": 3_200_000_000}}, Options{})
	if it, _ := r.Item("1a"); it.Shows != nil {
		t.Errorf("shows is %v with half of its facts, want blank", *it.Shows)
	}
	r = mustScore(t, s, Sheet{Facts: map[string]int64{"capital_begin": 3_200_000_000, "capital_end": 4_150_000_000}}, Options{})
	if it, _ := r.Item("1a"); it.Shows == nil || *it.Shows != 3_675_000_000 || it.How != Missing {
		t.Errorf("1a is %+v, want 3.675.000.000 shown and no points", it)
	}
	r = mustScore(t, s, Sheet{Facts: map[string]int64{"member_supply_share": 8550}}, Options{})
	if it, _ := r.Item("3b"); it.Shows == nil || *it.Shows != 85.5 {
		t.Errorf("3b shows %v, want 85.5", it.Shows)
	}
}

func TestColumnIsChosenOnceForTheSheet(t *testing.T) {
	s := embeddedScheme(t, "tt01-2020")
	sh := Sheet{
		Facts: map[string]int64{"capital_begin": 1, "capital_end": 2},
		Given: map[Column]map[string]Points{Self: {"5": 800, "6": 600}, Approved: {"5": 100}},
	}
	if r := mustScore(t, s, sh, Options{}); r.Column != Self || r.Total != 1500 {
		t.Errorf("without checked points: column %s, total %s, want self and 15", r.Column, r.Total)
	}
	sh.Given[Checked] = map[string]Points{"5": 700}
	r := mustScore(t, s, sh, Options{})
	if r.Column != Checked || r.Total != 800 || !slices.Contains(r.Missing, "6") {
		t.Errorf("column %s, total %s, missing %v, want checked, 8 and 6 missing", r.Column, r.Total, r.Missing)
	}
	if r := mustScore(t, s, sh, Options{Column: Approved}); r.Column != Approved || r.Total != 200 {
		t.Errorf("column %s, total %s, want approved and 2", r.Column, r.Total)
	}
	if got := s.ColumnsDiffer(sh); !slices.Equal(got, []string{"5"}) {
		t.Errorf("columns differ in %v, want 5", got)
	}
	sh.Reason = map[string]string{"5": "thiếu biên bản"}
	if got := s.ColumnsDiffer(sh); got != nil {
		t.Errorf("columns differ in %v though a reason is written", got)
	}
	if _, err := s.Score(sh, Options{Column: "mine"}); store.CodeOf(err) != store.Usage {
		t.Errorf("an unknown column gives %v, want Usage", err)
	}
}

func TestGivenPointsWinAndADifferenceNeedsAReason(t *testing.T) {
	s := embeddedScheme(t, "tt01-2020")
	sh := Sheet{
		Facts: map[string]int64{"capital_begin": 1, "capital_end": 2},
		Given: map[Column]map[string]Points{Self: {"1b": 0}},
	}
	r := mustScore(t, s, sh, Options{})
	it, _ := r.Item("1b")
	if it.How != Given || *it.Points != 0 || !equalPoints(it.Computed, pts(100)) || !it.NeedsReason || !slices.Equal(r.Unexplained, []string{"1b"}) {
		t.Errorf("1b is %+v, want 0 given, 1 computed, reason needed", it)
	}
	for _, reason := range []string{"", "  ", "vốn tăng do ghi trùng"} {
		sh.Reason = map[string]string{"1b": reason}
		r = mustScore(t, s, sh, Options{})
		if needs := strings.TrimSpace(reason) == ""; (len(r.Unexplained) > 0) != needs {
			t.Errorf("reason %q: unexplained %v", reason, r.Unexplained)
		}
	}
	sh.Given[Self]["1b"] = 100
	sh.Reason = nil
	if r := mustScore(t, s, sh, Options{}); len(r.Unexplained) != 0 {
		t.Errorf("equal points need a reason: %v", r.Unexplained)
	}
}

func TestWhatNoSheetMayHoldIsRefused(t *testing.T) {
	s := embeddedScheme(t, "tt01-2020")
	give := func(c Column, p map[string]Points) Sheet { return Sheet{Given: map[Column]map[string]Points{c: p}} }
	cases := []struct {
		name   string
		sheet  Sheet
		detail string
		lists  string
	}{
		{"above the maximum", give(Self, map[string]Points{"5": 850}), "points-above-max", ""},
		{"above the scheme where no maximum is known", give(Self, map[string]Points{"10": 10050}), "points-above-max", ""},
		{"above the maximum in another column", give(Approved, map[string]Points{"5": 850}), "points-above-max", ""},
		{"negative", give(Checked, map[string]Points{"5": -50}), "points-negative", ""},
		{"off the step", give(Self, map[string]Points{"5": 25}), "points-off-step", ""},
		{"group above its own maximum", give(Self, map[string]Points{"10": 2000, "11": 2050}), "group-above-max", ""},
		{"group above its maximum in another column", give(Approved, map[string]Points{"10": 2000, "11": 2050}), "group-above-max", ""},
		{"unknown item", give(Self, map[string]Points{"16": 100}), "unknown-item", "1a, 1b, 2a"},
		{"criterion with items", give(Self, map[string]Points{"1": 100}), "unknown-item", "1a, 1b, 2a"},
		{"reason for an unknown item", Sheet{Reason: map[string]string{"x": "y"}}, "unknown-item", "1a, 1b, 2a"},
		{"unknown fact", Sheet{Facts: map[string]int64{"turnover": 1}}, "unknown-fact", "capital_begin, capital_end"},
		{"unknown column", give("mine", map[string]Points{"5": 100}), "unknown-column", "approved"},
		{"fact too large", Sheet{Facts: map[string]int64{"revenue": 1e15 + 1}}, "fact-too-large", ""},
		{"last year's fact too large", Sheet{Prev: map[string]int64{"revenue": -1e15 - 1}}, "fact-too-large", ""},
	}
	for _, c := range cases {
		_, err := s.Score(c.sheet, Options{Column: Self})
		if store.CodeOf(err) != store.Invalid || store.DetailOf(err) != c.detail {
			t.Errorf("%s: %v (%s), want Invalid %s", c.name, err, store.DetailOf(err), c.detail)
			continue
		}
		if !strings.Contains(err.Error(), c.lists) {
			t.Errorf("%s: %q does not list what exists", c.name, err)
		}
	}
	if _, err := s.Score(give(Self, map[string]Points{"10": 2000, "11": 2000}), Options{}); err != nil {
		t.Errorf("exactly the group's maximum is refused: %v", err)
	}
}

func TestValidityByTheLastDayOfThePeriod(t *testing.T) {
	cases := []struct {
		scheme, period string
		want           ValidityState
	}{
		{"tt01-2020", "2019", NotInForce},
		{"tt01-2020", "2020", InForce}, // in force from 1/4/2020
		{"tt01-2020", "2024", InForce},
		{"tt01-2020", "2025-H1", InForce},
		{"tt01-2020", "2025", InternalUse}, // repealed from 18/9/2025, Thông tư 78/2025/TT-BTC
		{"tt01-2020", "2025-H2", InternalUse},
		{"tt01-2020", "2026", InternalUse},
		{"tt09-2017", "1999", InForce}, // carries no dates
	}
	for _, c := range cases {
		day, err := LastDay(c.period)
		if err != nil {
			t.Fatal(err)
		}
		v := embeddedScheme(t, c.scheme).Valid(day)
		if v.State != c.want || (v.Err != nil) != (c.want == NotInForce) || (v.Note != "") != (c.want == InternalUse) {
			t.Errorf("%s in %s: %+v, want %s", c.scheme, c.period, v, c.want)
		}
	}
	s, err := Load("f.toml", []byte(strings.Replace(base, "internal_from = 2021-01-01\ninternal_note = \"Nội bộ\"\n", "", 1)))
	if err != nil {
		t.Fatal(err)
	}
	for day, want := range map[string]ValidityState{
		"2019-12-31": NotInForce, "2020-01-01": InForce, "2020-12-31": InForce, "2021-01-01": NotInForce, "2020-02-30": NotInForce,
	} {
		if v := s.Valid(day); v.State != want {
			t.Errorf("on %s: %s, want %s", day, v.State, want)
		}
	}
	for _, bad := range []string{"", "24", "2024-", "2024-H3", "2024-Q1", "abcd", "0000", "1899", "3000", "2024 "} {
		if day, err := LastDay(bad); store.CodeOf(err) != store.Invalid {
			t.Errorf("LastDay(%q) = %q, %v, want Invalid", bad, day, err)
		}
	}
}

// drawSheet draws any sheet that Score does not refuse for its ids.
func drawSheet(t *rapid.T, s *Scheme) Sheet {
	sh := Sheet{Facts: map[string]int64{}, Given: map[Column]map[string]Points{}}
	amount := rapid.OneOf(rapid.Int64Range(-5, 5), rapid.Int64Range(0, 20_000_000_000), rapid.Int64Range(-1e15, 1e15))
	for _, f := range s.Facts {
		if rapid.Bool().Draw(t, "has "+f.ID) {
			sh.Facts[f.ID] = amount.Draw(t, f.ID)
		}
	}
	if rapid.Bool().Draw(t, "has prev") {
		sh.Prev = map[string]int64{}
		for _, f := range s.Facts {
			if rapid.Bool().Draw(t, "prev has "+f.ID) {
				sh.Prev[f.ID] = amount.Draw(t, "prev "+f.ID)
			}
		}
	}
	step := max(s.Step, 1)
	for _, c := range Columns() {
		sh.Given[c] = map[string]Points{}
		for _, it := range s.Items() {
			if !rapid.Bool().Draw(t, string(c)+" has "+it.ID) {
				continue
			}
			limit := Points(600)
			if it.Max != nil {
				limit = *it.Max
			}
			sh.Given[c][it.ID] = step * Points(rapid.Int64Range(0, int64(limit/step)).Draw(t, string(c)+" "+it.ID))
		}
	}
	return sh
}

func TestResultsKeepTheLawsOfAScore(t *testing.T) {
	for _, s := range Embedded() {
		t.Run(s.ID, rapid.MakeCheck(func(t *rapid.T) {
			sh := drawSheet(t, s)
			c := rapid.SampledFrom(append(Columns(), "")).Draw(t, "column")
			r, err := s.Score(sh, Options{Column: c})
			if err != nil {
				t.Fatal(err)
			}
			if r.Total < 0 || r.Total > r.Max {
				t.Fatalf("total %s outside 0..%s", r.Total, r.Max)
			}
			var sum, missing Points
			for i, it := range r.Items {
				if p, ok := sh.Given[r.Column][it.ID]; ok && (it.How != Given || *it.Points != p) {
					t.Fatalf("%s: given %s does not win: %+v", it.ID, p, it)
				}
				if (it.How == Missing) != (it.Points == nil) || (it.How == Missing) != slices.Contains(r.Missing, it.ID) {
					t.Fatalf("%s is missing in one place only: %+v", it.ID, it)
				}
				if it.Points != nil {
					sum += *it.Points
				} else {
					missing++
				}
				for _, f := range s.Items()[i].Facts {
					if _, known := sh.Facts[f]; !known && s.Items()[i].Kind != KindPoints && it.Computed != nil {
						t.Fatalf("%s is computed without %s", it.ID, f)
					}
				}
			}
			var groups Points
			for _, g := range r.Groups {
				if g.Points > g.Max {
					t.Fatalf("group %s has %s of %s", g.ID, g.Points, g.Max)
				}
				groups += g.Points
			}
			if sum != r.Total || groups != r.Total {
				t.Fatalf("items %s, groups %s, total %s", sum, groups, r.Total)
			}
			if r.Complete != (missing == 0) || (r.Rating != nil) != (r.Complete && !s.Partial && r.Excluded == nil) {
				t.Fatalf("complete %v with %d missing, rating %v", r.Complete, missing, r.Rating)
			}
		}))
	}
}

func TestMorePointsNeverRateLower(t *testing.T) {
	s := embeddedScheme(t, "tt01-2020")
	rapid.Check(t, func(t *rapid.T) {
		given := map[string]Points{}
		for _, it := range s.Items() {
			limit := Points(600)
			if it.Max != nil {
				limit = *it.Max
			}
			given[it.ID] = 50 * Points(rapid.Int64Range(0, int64(limit/50)).Draw(t, it.ID))
		}
		sh := Sheet{Given: map[Column]map[string]Points{Self: given}}
		before, err := s.Score(sh, Options{})
		if err != nil {
			t.Fatal(err)
		}
		id := rapid.SampledFrom(s.Items()).Draw(t, "raised").ID
		given[id] += 50
		after, err := s.Score(sh, Options{})
		if err != nil {
			if store.CodeOf(err) != store.Invalid {
				t.Fatal(err)
			}
			return // raised above a maximum
		}
		if after.Total != before.Total+50 || after.Rating.From < before.Rating.From {
			t.Fatalf("half a point more in %s: %s %s → %s %s", id, before.Total, before.Rating.ID, after.Total, after.Rating.ID)
		}
	})
}

func TestMoreRevenueNeverScoresLower(t *testing.T) {
	s := embeddedScheme(t, "tt09-2017")
	rapid.Check(t, func(t *rapid.T) {
		facts := map[string]int64{
			"revenue_planned": rapid.Int64Range(0, 2e10).Draw(t, "planned"),
			"revenue":         rapid.Int64Range(0, 2e10).Draw(t, "revenue"),
			"income":          rapid.Int64Range(-1e9, 1e9).Draw(t, "income"),
			"members":         rapid.Int64Range(0, 1000).Draw(t, "members"),
		}
		before, err := s.Score(Sheet{Facts: facts}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		facts["revenue"] += rapid.Int64Range(0, 1e10).Draw(t, "more")
		after, err := s.Score(Sheet{Facts: facts}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if after.Total < before.Total {
			t.Fatalf("more revenue: %s → %s", before.Total, after.Total)
		}
	})
}

func TestRoundingIsForgivenAndDifferencesAreNot(t *testing.T) {
	hundred := 100.0
	cases := []struct {
		a, b float64
		want bool
	}{
		{29 / hundred * 100, 29, true},
		{0.07 * hundred, 7, true},
		{7, 7.01, false},
		{1e13, 1e13 + 0.01, false}, // one hundredth, at the largest fact with decimals
		{4e15, 4e15 + 1, false},    // one đồng, in a sum of the largest facts
		{0, 1e-300, false},
	}
	for _, c := range cases {
		if almost(c.a, c.b) != c.want || almost(c.b, c.a) != c.want || almost(-c.a, -c.b) != c.want {
			t.Errorf("almost(%v, %v) is %v, want %v", c.a, c.b, !c.want, c.want)
		}
	}
}
