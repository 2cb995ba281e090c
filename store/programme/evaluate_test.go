package programme_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"coopfield/store/programme"
	"coopfield/store/scheme"
)

func twentyFive(t *testing.T) *programme.Programme {
	t.Helper()
	file, err := os.ReadFile("testdata/programme-twenty-five.toml")
	if err != nil {
		t.Fatal(err)
	}
	p, err := programme.Load("programme-twenty-five.toml", file)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func yes() programme.Tick { b := true; return programme.Tick{Given: &b} }
func no() programme.Tick  { b := false; return programme.Tick{Given: &b} }

func points(n int64) *scheme.Points { p := scheme.Points(n); return &p }

// sound is an application that meets every condition of p.
func soundFor(p *programme.Programme) programme.Application {
	a := programme.Application{
		Values: map[string]any{}, Model: p.Models[0].ID, Profit: map[int]int64{}, Entry: points(int64(p.EntryScore)),
		Dossier: map[string]programme.Tick{}, Conditions: map[string]programme.Tick{}, Priorities: map[string]programme.Tick{},
	}
	for y := range p.ProfitYears {
		a.Profit[p.EntryYear-y] = 1
	}
	for _, d := range p.Dossier {
		a.Dossier[d.ID] = yes()
	}
	for _, c := range p.Conditions {
		if c.Check == nil {
			a.Conditions[c.ID] = yes()
		}
	}
	return a
}

func found(t *testing.T, list []programme.Finding, id string) programme.Finding {
	t.Helper()
	i := slices.IndexFunc(list, func(f programme.Finding) bool { return f.ID == id })
	if i < 0 {
		t.Fatalf("no finding %s", id)
	}
	return list[i]
}

func TestASoundApplicationIsEligible(t *testing.T) {
	p := kh1185(t)
	o := p.Evaluate(soundFor(p))
	if o.Eligible != programme.Met || len(o.Conditions) != 5 || len(o.Priorities) != 5 || len(o.Dossier) != 5 {
		t.Fatalf("%+v", o)
	}
	for _, id := range []string{"model", "profit", "dossier"} {
		if f := found(t, o.Conditions, id); !f.Computed || f.Why == "" {
			t.Errorf("%s: %+v", id, f)
		}
	}
	if f := found(t, o.Conditions, "law"); f.Computed || f.Why != "" || f.Given == nil {
		t.Errorf("law: %+v", f)
	}
}

// Kế hoạch 1185/KH-UBND, III.2.a: "đạt loại Khá (từ 65 điểm)". The limit is that of
// the file, one hundredth of a point below, at and above it.
func TestEntryScoreAtItsLimit(t *testing.T) {
	for _, p := range []*programme.Programme{kh1185(t), twentyFive(t)} {
		for by, want := range map[scheme.Points]programme.State{-1: programme.NotMet, 0: programme.Met, 1: programme.Met} {
			a := soundFor(p)
			a.Entry = points(int64(p.EntryScore + by))
			if f := found(t, p.Evaluate(a).Conditions, "dossier"); f.State != want || !strings.Contains(f.Why, a.Entry.Spoken()+" điểm") {
				t.Errorf("%s: %s points: %+v", p.ID, a.Entry, f)
			}
		}
		a := soundFor(p)
		a.Entry = nil
		if f := found(t, p.Evaluate(a).Conditions, "dossier"); f.State != programme.Unknown || !slices.Equal(f.Missing, []string{"entry_score"}) {
			t.Errorf("%s: without a score: %+v", p.ID, f)
		}
	}
}

// Kế hoạch 1185/KH-UBND, III.2.a: "có lãi liên tục trong 03 năm tài chính gần nhất".
func TestYearsOfProfitCountInARowFromTheNewest(t *testing.T) {
	p := kh1185(t)
	for _, c := range []struct {
		name   string
		profit map[int]int64
		years  int // -1 = not known
		want   programme.State
		why    string
	}{
		{"two years", map[int]int64{2020: 5, 2019: 5}, 2, programme.NotMet, "năm 2019 đến 2020; năm 2018 chưa có số liệu"},
		{"three years", map[int]int64{2020: 5, 2019: 5, 2018: 1}, 3, programme.Met, "năm 2018 đến 2020"},
		{"four years", map[int]int64{2020: 5, 2019: 5, 2018: 1, 2017: 2}, 4, programme.Met, ""},
		{"a gap", map[int]int64{2020: 5, 2019: 5, 2017: 1, 2016: 2}, 2, programme.NotMet, "năm 2018 chưa có số liệu"},
		{"a loss before three", map[int]int64{2020: 5, 2019: 5, 2018: 5, 2017: -1}, 3, programme.Met, "năm 2017 lỗ 1 đồng"},
		{"a loss within", map[int]int64{2020: 5, 2019: -3_000_000, 2018: 5, 2017: 5}, 1, programme.NotMet, "năm 2020; năm 2019 lỗ 3.000.000 đồng"},
		{"nothing earned", map[int]int64{2020: 5, 2019: 0, 2018: 5, 2017: 5}, 1, programme.NotMet, "năm 2019 không có lãi"},
		{"one đồng", map[int]int64{2020: 1, 2019: 1, 2018: 1}, 3, programme.Met, ""},
		{"a loss in the newest", map[int]int64{2020: -1, 2019: 5, 2018: 5, 2017: 5}, 0, programme.NotMet, "năm 2020 lỗ 1 đồng"},
		{"no papers", nil, -1, programme.Unknown, "chưa có: số năm có lãi liên tục"},
	} {
		a := soundFor(p)
		a.Profit = c.profit
		o := p.Evaluate(a)
		if got := o.ProfitYears; (got == nil) != (c.years < 0) || got != nil && *got != c.years {
			t.Errorf("%s: %v years, want %d", c.name, got, c.years)
		}
		if f := found(t, o.Conditions, "profit"); f.State != c.want || !strings.Contains(f.Why, c.why) {
			t.Errorf("%s: %s, %s", c.name, f.State, f.Why)
		}
	}
	other := twentyFive(t)
	for years, want := range map[int]programme.State{1: programme.NotMet, 2: programme.Met, 3: programme.Met} {
		a := soundFor(other)
		a.Profit = map[int]int64{}
		for y := range years {
			a.Profit[2021-y] = 7
		}
		if f := found(t, other.Evaluate(a).Conditions, "profit"); f.State != want {
			t.Errorf("two years of profit asked for, %d there: %s", years, f.State)
		}
	}
}

// Kế hoạch 1185/KH-UBND, III.2.b: "20% trở lên hộ người đồng bào dân tộc thiểu số".
func TestTwentyPercentOfHouseholdsAtTheLimit(t *testing.T) {
	p := kh1185(t)
	for _, c := range []struct {
		values map[string]any
		want   programme.State
	}{
		{map[string]any{"households": 1000.0, "minority_households": 199.0}, programme.NotMet},
		{map[string]any{"households": 1000.0, "minority_households": 200.0}, programme.Met},
		{map[string]any{"households": 1000.0, "minority_households": 201.0}, programme.Met},
		{map[string]any{"households": 5.0, "minority_households": 1.0}, programme.Met},
		{map[string]any{"households": 0.0, "minority_households": 0.0}, programme.NotMet},
		{map[string]any{"households": 1000.0}, programme.Unknown},
		{nil, programme.Unknown},
	} {
		a := soundFor(p)
		a.Values = c.values
		o := p.Evaluate(a)
		f := found(t, o.Priorities, "minority-20")
		if f.State != c.want || (o.PrioritiesMet == 1) != (c.want == programme.Met) {
			t.Errorf("%v: %s, %d priorities", c.values, f.State, o.PrioritiesMet)
		}
		if f.Why == "" {
			t.Errorf("%v: no reason", c.values)
		}
	}
}

// Kế hoạch 1185/KH-UBND, VI.1.b.
func TestAPaperThatIsMissingOrNotSaidLeavesTheDossierOpen(t *testing.T) {
	p := kh1185(t)
	a := soundFor(p)
	a.Dossier["business-plan"] = no()
	f := found(t, p.Evaluate(a).Conditions, "dossier")
	if f.State != programme.NotMet || !strings.Contains(f.Why, "còn 1 giấy tờ chưa có: phương án sản xuất kinh doanh") {
		t.Errorf("a paper that is not there: %+v", f)
	}
	delete(a.Dossier, "business-plan")
	o := p.Evaluate(a)
	if f = found(t, o.Conditions, "dossier"); f.State != programme.Unknown || !slices.Contains(f.Missing, "dossier_complete") || o.Eligible != programme.Unknown {
		t.Errorf("a paper of which nothing is said: %+v", f)
	}
}

func TestWhatIsUnknownIsNeverMet(t *testing.T) {
	p := kh1185(t)
	o := p.Evaluate(programme.Application{})
	if o.Eligible == programme.Met || o.PrioritiesMet != 0 || o.ProfitYears != nil || o.Entry != nil {
		t.Fatalf("%+v", o)
	}
	for _, f := range slices.Concat(o.Conditions, o.Priorities, o.Dossier) {
		if f.State == programme.Met {
			t.Errorf("%s is met by nothing", f.ID)
		}
	}
	if f := found(t, o.Conditions, "model"); f.State != programme.NotMet || f.Why != "mô hình đăng ký: chưa chọn" {
		t.Errorf("no model: %+v", f)
	}
	a := soundFor(p)
	a.Model = "Z-z"
	if f := found(t, p.Evaluate(a).Conditions, "model"); f.State != programme.NotMet {
		t.Errorf("a model of no programme: %+v", f)
	}
	a = soundFor(p)
	delete(a.Conditions, "law")
	if o := p.Evaluate(a); o.Eligible != programme.Unknown {
		t.Errorf("one condition open: %s", o.Eligible)
	}
	a.Conditions["law"] = no()
	if o := p.Evaluate(a); o.Eligible != programme.NotMet {
		t.Errorf("one condition not met: %s", o.Eligible)
	}
}

func TestATickCountsOnlyWhereNothingIsComputed(t *testing.T) {
	p := kh1185(t)
	a := soundFor(p)
	a.Conditions["profit"] = no()
	if f := found(t, p.Evaluate(a).Conditions, "profit"); f.State != programme.Met || !f.Computed || f.Given == nil || *f.Given {
		t.Errorf("a tick against a computed condition: %+v", f)
	}
	a.Profit, a.Conditions["profit"] = nil, programme.Tick{Given: yes().Given, Note: "xem báo cáo giấy"}
	if f := found(t, p.Evaluate(a).Conditions, "profit"); f.State != programme.Met || f.Computed || f.Note != "xem báo cáo giấy" || len(f.Missing) != 1 {
		t.Errorf("a tick where a figure is missing: %+v", f)
	}
}

// Kế hoạch 1185/KH-UBND, III.2.b: "Một trong các căn cứ sau".
func TestOneOfTheGroundsIsEnough(t *testing.T) {
	p := kh1185(t)
	for _, c := range []struct {
		name  string
		ticks map[string]programme.Tick
		want  programme.State
	}{
		{"nothing said", nil, programme.Unknown},
		{"one met", map[string]programme.Tick{"women": no(), "youth": yes()}, programme.Met},
		{"one not met, others open", map[string]programme.Tick{"women": no()}, programme.Unknown},
		{"none met", map[string]programme.Tick{"women": no(), "area": no(), "vulnerable": no(), "youth": no()}, programme.NotMet},
		{"the priority itself", map[string]programme.Tick{"inclusion": yes()}, programme.Met},
		{"grounds against the priority itself", map[string]programme.Tick{"inclusion": yes(), "women": no(), "area": no(), "vulnerable": no(), "youth": no()}, programme.NotMet},
	} {
		a := soundFor(p)
		a.Priorities = c.ticks
		o := p.Evaluate(a)
		f := found(t, o.Priorities, "inclusion")
		if f.State != c.want || len(f.Grounds) != 4 || (o.PrioritiesMet == 1) != (c.want == programme.Met) {
			t.Errorf("%s: %+v", c.name, f)
		}
	}
}

func TestRulesOfAnotherProgrammeComeFromItsFileAlone(t *testing.T) {
	p := twentyFive(t)
	a := soundFor(p)
	if o := p.Evaluate(a); o.Eligible != programme.Unknown || len(o.Conditions) != 6 {
		t.Fatalf("the sixth condition: %+v", o)
	}
	for share, want := range map[float64]programme.State{59.99: programme.NotMet, 60: programme.Met, 60.01: programme.Met} {
		a.Values = map[string]any{"member_supply_share": share, "youth_founded": true}
		o := p.Evaluate(a)
		if o.Eligible != want || o.PrioritiesMet != 1 {
			t.Errorf("%v %%: %s, %d priorities", share, o.Eligible, o.PrioritiesMet)
		}
	}
	if p.PilotsMin != 25 || len(p.TieBreaks) != 2 || !p.TieBreaks[1].Desc {
		t.Errorf("%+v", p)
	}
}

func TestEveryVariableIsDescribed(t *testing.T) {
	all := programme.Described()
	if len(all) != len(programme.Variables()) {
		t.Fatalf("%d of %d", len(all), len(programme.Variables()))
	}
	for _, v := range all {
		if v.Title == "" || !slices.Contains([]string{"number", "text", "bool", "items"}, v.Type) {
			t.Errorf("%+v", v)
		}
	}
}
