package programme_test

import (
	"os"
	"strings"
	"testing"

	"coopfield/store/programme"
	"coopfield/store/scheme"
)

// other is an invented programme with other numbers.
func other(t *testing.T) *programme.Programme {
	t.Helper()
	file, err := os.ReadFile("testdata/programme-exit.toml")
	if err != nil {
		t.Fatal(err)
	}
	p, err := programme.Load("programme-exit.toml", file)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// result is a complete sheet of this total, of which criterion 3 has these
// points and criterion 4 has 2.
func result(total, three scheme.Points) *scheme.Result {
	return &scheme.Result{
		Total: total, Max: 100_00, Complete: true, Criteria: []scheme.CriterionResult{
			{ID: "3", Title: "Lợi nhuận", Points: three, Complete: true},
			{ID: "4", Title: "Vốn", Points: 200, Complete: true},
		},
	}
}

// frozen has 6 points in criterion 3, which the plan names, and 5 in 4.
func frozen() programme.Baseline {
	return programme.Baseline{Was: map[string]scheme.Points{"3": 600, "4": 500}, Improve: map[string]scheme.Points{"3": 800}}
}

// TestTheExitRuleHoldsTheTotalAndTheNamedCriteria: Kế hoạch 1185/KH-UBND,
// VI.2.a: from 80 to 100 points, and none of the criteria that the plan names
// for improvement below what it was.
func TestTheExitRuleHoldsTheTotalAndTheNamedCriteria(t *testing.T) {
	const below = "Tiêu chí 3: 5,5 điểm, thấp hơn ban đầu 6,0"
	for _, c := range []struct {
		total, three scheme.Points
		state        programme.State
		lacks        string
	}{
		{79_99, 600, programme.NotMet, "Tổng 79,99 điểm, còn thiếu 0,01 đến mức 80"},
		{80_00, 600, programme.Met, ""},
		{80_01, 600, programme.Met, ""},
		{100_00, 600, programme.Met, ""},
		{76_50, 600, programme.NotMet, "Tổng 76,5 điểm, còn thiếu 3,5 đến mức 80"},
		{80_00, 550, programme.NotMet, below},
		{80_00, 599, programme.NotMet, "Tiêu chí 3: 5,99 điểm, thấp hơn ban đầu 6,0"},
		{80_00, 650, programme.Met, ""},
		{80_00, 800, programme.Met, ""}, // the target is an aim, not the rule
		{79_99, 550, programme.NotMet, "Tổng 79,99 điểm, còn thiếu 0,01 đến mức 80|" + below},
	} {
		x := kh1185(t).Exit(result(c.total, c.three), frozen(), map[string]string{"3": "Mất mùa"})
		if lacks := strings.Join(x.Lacks, "|"); x.State != c.state || lacks != c.lacks {
			t.Errorf("%s with %s in 3: %s %q, want %s %q", c.total, c.three, x.State, lacks, c.state, c.lacks)
		}
		if x.ExitScore != 8000 || *x.Total != c.total || (x.TotalMet == programme.Met) != (c.total >= 8000) {
			t.Errorf("total %+v", x)
		}
		three, four := x.Criteria[0], x.Criteria[1]
		if !three.Named || *three.Was != 600 || *three.Now != c.three || *three.Target != 800 || three.Cause != "Mất mùa" ||
			three.Fell() != (c.three < 600) || (three.State == programme.NotMet) != (c.three < 600) {
			t.Errorf("the named criterion: %+v", three)
		}
		if four.Named || four.Target != nil || four.State != programme.Met || !four.Fell() {
			t.Errorf("a criterion that the plan does not name is information: %+v", four)
		}
	}
}

func TestWhatIsNotKnownIsNotMet(t *testing.T) {
	p := kh1185(t)
	open := result(90_00, 600)
	open.Complete, open.Missing = false, []string{"3a", "3b"}
	open.Criteria[0].Complete = false
	fallen := result(40_00, 500)
	fallen.Complete, fallen.Missing = false, []string{"9"}
	shut := result(90_00, 600)
	shut.Excluded = &scheme.Exclusion{Title: "Mới thành lập"}
	partial := result(90_00, 600)
	partial.Partial = true
	strange := frozen()
	strange.Improve["99"] = 100
	for name, c := range map[string]struct {
		r     *scheme.Result
		b     programme.Baseline
		state programme.State
		lacks string
	}{
		"not complete":       {open, frozen(), programme.Unknown, "Bảng đánh giá chưa đủ điểm, còn thiếu 2 mục"},
		"fallen already":     {fallen, frozen(), programme.NotMet, "Bảng đánh giá chưa đủ điểm, còn thiếu 1 mục|Tiêu chí 3: 5,0 điểm, thấp hơn ban đầu 6,0"},
		"not scored":         {shut, frozen(), programme.Unknown, "Không chấm điểm được: Mới thành lập"},
		"partial":            {partial, frozen(), programme.Unknown, "Bộ tiêu chí chưa có đủ điểm nên không so được với mức 80"},
		"no frozen sheet":    {result(90_00, 600), programme.Baseline{Improve: frozen().Improve}, programme.Unknown, "Chưa biết điểm ban đầu của tiêu chí 3"},
		"no named criterion": {result(90_00, 100), programme.Baseline{Was: frozen().Was}, programme.Met, ""},
		"no such criterion":  {result(90_00, 600), strange, programme.Unknown, "Kế hoạch nêu tiêu chí 99 mà bộ tiêu chí không có"},
	} {
		x := p.Exit(c.r, c.b, nil)
		if lacks := strings.Join(x.Lacks, "|"); x.State != c.state || lacks != c.lacks {
			t.Errorf("%s: %s %q, want %s %q", name, x.State, lacks, c.state, c.lacks)
		}
		if (x.Total == nil) != (x.TotalMet == programme.Unknown) {
			t.Errorf("%s: total %v is %s", name, x.Total, x.TotalMet)
		}
	}
}

func TestAnotherProgrammeHasAnotherExitRuleFromItsFileAlone(t *testing.T) {
	p := other(t)
	for _, c := range []struct {
		total scheme.Points
		state programme.State
		lacks string
	}{
		{72_24, programme.NotMet, "Tổng 72,24 điểm, còn thiếu 0,01 đến mức 72,25"},
		{72_25, programme.Met, ""},
		{72_26, programme.Met, ""},
	} {
		x := p.Exit(result(c.total, 100), frozen(), nil) // far below the baseline: the programme allows that
		if lacks := strings.Join(x.Lacks, "|"); x.State != c.state || lacks != c.lacks {
			t.Errorf("%s: %s %q", c.total, x.State, lacks)
		}
		if x.Criteria[0].State != programme.Met || !x.Criteria[0].Fell() {
			t.Errorf("criterion 3: %+v", x.Criteria[0])
		}
	}
}

// TestTheStageFollowsDaysAndEvents: Kế hoạch 1185/KH-UBND, III.1.c and VI.
func TestTheStageFollowsDaysAndEvents(t *testing.T) {
	chosen := map[programme.Event]string{programme.ProvinceDecision: "2021-11-02"}
	for _, c := range []struct {
		p         *programme.Programme
		day, want string
		on        map[programme.Event]string
	}{
		{kh1185(t), "2021-04-12", "", chosen},
		{kh1185(t), "2021-04-13", "select", nil},
		{kh1185(t), "2021-11-01", "select", chosen},
		{kh1185(t), "2021-11-02", "improve", chosen},
		{kh1185(t), "2024-01-01", "select", nil}, // nothing was chosen yet
		{kh1185(t), "2025-06-30", "improve", chosen},
		{kh1185(t), "2025-07-01", "conclude", chosen},
		{kh1185(t), "2025-07-01", "conclude", nil},
		{kh1185(t), "2026-01-01", "conclude", chosen}, // what is not concluded goes on
		{other(t), "2031-02-01", "chon", chosen},
		{other(t), "2031-02-01", "lam", map[programme.Event]string{programme.DistrictDecision: "2031-02-01"}},
	} {
		s, ok := c.p.StageOn(c.day, c.on)
		if s.ID != c.want || ok != (c.want != "") {
			t.Errorf("%s on %s: %q, want %q", c.p.ID, c.day, s.ID, c.want)
		}
	}
	if s, ok := kh1185(t).StageAfter(programme.ProvinceDecision); !ok || s.ID != "improve" {
		t.Errorf("after the province's decision: %q", s.ID)
	}
	if _, ok := other(t).StageAfter(programme.ProvinceDecision); ok {
		t.Error("a stage after an event that the programme does not have")
	}
}

// TestAgriculturalModelsAreThoseOfTheirField: Kế hoạch 1185/KH-UBND, IV.A.
func TestAgriculturalModelsAreThoseOfTheirField(t *testing.T) {
	n := 0
	for _, m := range kh1185(t).Models {
		if m.Agricultural() {
			n++
		}
		if m.Agricultural() != strings.HasPrefix(m.ID, "A-") {
			t.Errorf("%s (%s): %v", m.ID, m.Field, m.Agricultural())
		}
	}
	if n != 8 || !other(t).Models[0].Agricultural() || other(t).Models[1].Agricultural() {
		t.Errorf("%d agricultural models", n)
	}
}
