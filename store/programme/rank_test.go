package programme_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/programme"
)

// entrant has so many priorities and points; score < 0 = none.
func entrant(state programme.State, priorities int, score int64, values map[string]any) programme.Entrant {
	o := &programme.Outcome{Eligible: state, PrioritiesMet: priorities}
	if score >= 0 {
		o.Entry = points(score)
	}
	return programme.Entrant{Outcome: o, Values: values}
}

func ranks(places []programme.Place) []int {
	var out []int
	for _, p := range places {
		out = append(out, p.Rank)
	}
	return out
}

// Kế hoạch 1185/KH-UBND, VI.1.c: the plan names nothing that decides between equal
// ones, so they stay equal.
func TestEligibleOnesAreRankedByPrioritiesThenScoreAndTiesStayTies(t *testing.T) {
	p := kh1185(t)
	order, places := p.Rank([]programme.Entrant{
		entrant(programme.NotMet, 5, 9900, nil),
		entrant(programme.Met, 1, 9000, nil),
		entrant(programme.Met, 3, 6500, map[string]any{"total_capital": 1.0}),
		entrant(programme.Met, 3, 6500, map[string]any{"total_capital": 9.0}),
		entrant(programme.Unknown, 4, 8000, nil),
		entrant(programme.Met, 3, 6501, nil),
		entrant(programme.Met, 1, -1, nil),
	})
	if got := ranks(places); !slices.Equal(got, []int{0, 4, 2, 2, 0, 1, 5}) {
		t.Errorf("ranks %v", got)
	}
	if !slices.Equal(order, []int{5, 2, 3, 1, 6, 4, 0}) {
		t.Errorf("order %v", order)
	}
	if !places[2].Tied || !places[2].Equal || places[5].Tied || places[0].Tied {
		t.Errorf("ties: %+v", places)
	}
}

func TestTheProgrammesTieBreaksDecideInTheirOrder(t *testing.T) {
	p := twentyFive(t)
	v := func(members, capital float64) map[string]any {
		return map[string]any{"members": members, "total_capital": capital}
	}
	order, places := p.Rank([]programme.Entrant{
		entrant(programme.Met, 1, 7000, v(50, 900)),
		entrant(programme.Met, 1, 7000, v(51, 100)),
		entrant(programme.Met, 1, 7000, v(50, 901)),
		entrant(programme.Met, 1, 7000, v(50, 900)),
	})
	if got := ranks(places); !slices.Equal(got, []int{3, 1, 2, 3}) || !slices.Equal(order, []int{1, 2, 0, 3}) {
		t.Errorf("ranks %v, order %v", got, order)
	}
	if places[1].Tied || !places[1].Equal || !places[0].Tied || *places[2].Breaks[1] != 901 {
		t.Errorf("%+v", places)
	}
}

func TestATieIsNotBrokenByAFigureThatIsMissing(t *testing.T) {
	p := twentyFive(t)
	_, places := p.Rank([]programme.Entrant{
		entrant(programme.Met, 1, 7000, map[string]any{"members": 10.0, "total_capital": 5.0}),
		entrant(programme.Met, 1, 7000, map[string]any{"total_capital": 9.0}),
		entrant(programme.Met, 0, 7000, map[string]any{"members": 10.0}),
	})
	if got := ranks(places); !slices.Equal(got, []int{1, 1, 3}) || places[1].Breaks[0] != nil {
		t.Errorf("ranks %v", got)
	}
}

func TestLoadRefusesATieBreakOrGroundThatCannotWork(t *testing.T) {
	for add, want := range map[string]string{
		"[[tie_break]]\nid = \"a\"\ntitle = \"A\"\nvalue = \"members\"\norder = \"up\"\n":                                            `:20: thứ tự "up" không có`,
		"[[tie_break]]\nid = \"a\"\ntitle = \"A\"\norder = \"asc\"\n":                                                                `:16: "a" thiếu biểu thức value`,
		"[[tie_break]]\nid = \"a\"\ntitle = \"A\"\nvalue = \"name\"\norder = \"asc\"\n":                                              `:19: biểu thức "name" không hiểu được`,
		"[[tie_break]]\nid = \"a\"\ntitle = \"A\"\nvalue = \"members > 3\"\norder = \"asc\"\n":                                       "kết quả phải là một số",
		"[[tie_break]]\nid = \"a\"\ntitle = \"A\"\nvalue = \"none\"\norder = \"asc\"\n":                                              `biến "none" không có`,
		"[[priority]]\nid = \"a\"\ntitle = \"A\"\nany = true\n[[priority.ground]]\nid = \"a\"\ntitle = \"G\"\n":                      `:21: id "a" đã là của một ưu tiên`,
		"[[tie_break]]\nid = \"a\"\ntitle = \"A\"\nvalue = \"members\"\norder = \"asc\"\n[[tie_break]]\nid = \"a\"\ntitle = \"B\"\n": `id "a" đã có ở dòng 17`,
	} {
		_, err := programme.Load("p.toml", []byte(sound+add))
		if store.CodeOf(err) != store.Invalid || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", add, err)
		}
		var e *store.Error
		if errors.As(err, &e) && e.Hint == "" {
			t.Errorf("%q: no hint", add)
		}
	}
}

func TestATieBreakOfNoNumberIsNotKnown(t *testing.T) {
	p, err := programme.Load("p.toml", []byte(sound+"[[tie_break]]\nid = \"a\"\ntitle = \"A\"\nvalue = \"revenue / members\"\norder = \"asc\"\n"))
	if err != nil {
		t.Fatal(err)
	}
	_, places := p.Rank([]programme.Entrant{
		entrant(programme.Met, 0, 1, map[string]any{"revenue": 1.0, "members": 0.0}),
		entrant(programme.Met, 0, 1, map[string]any{"revenue": 6.0, "members": 2.0}),
	})
	if places[0].Breaks[0] != nil || *places[1].Breaks[0] != 3 || !places[0].Tied {
		t.Errorf("%+v", places)
	}
}

func TestThoseThatAreNotEligibleStandBehindByHowMuchTheyLack(t *testing.T) {
	p := kh1185(t)
	lacking := func(state programme.State, n, priorities int) programme.Entrant {
		e := entrant(state, priorities, 7000, nil)
		for range n {
			e.Outcome.Conditions = append(e.Outcome.Conditions, programme.Finding{State: state})
		}
		return e
	}
	order, places := p.Rank([]programme.Entrant{
		lacking(programme.NotMet, 2, 5), lacking(programme.NotMet, 1, 0), lacking(programme.Unknown, 3, 5), lacking(programme.Unknown, 1, 1),
		lacking(programme.Unknown, 1, 2),
	})
	if !slices.Equal(order, []int{4, 3, 2, 1, 0}) || !slices.Equal(ranks(places), []int{0, 0, 0, 0, 0}) {
		t.Errorf("order %v, ranks %v", order, ranks(places))
	}
}
