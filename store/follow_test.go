package store_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"coopfield/store"
)

func TestAnItemStandsAsItsNewestDaySaid(t *testing.T) {
	line := func(on, state, due string) store.FollowLine { return store.FollowLine{On: on, State: state, Due: due} }
	for name, c := range map[string]struct {
		lines []store.FollowLine
		want  store.Standing
	}{
		"nobody":          {nil, store.Standing{Due: "2024-10-15", Open: true}},
		"kept":            {[]store.FollowLine{line("2024-11-01", "kept", "")}, store.Standing{State: "kept", Due: "2024-10-15"}},
		"partly":          {[]store.FollowLine{line("2024-11-01", "partly", "")}, store.Standing{State: "partly", Due: "2024-10-15", Open: true}},
		"moved":           {[]store.FollowLine{line("2024-11-01", "moved", "2024-12-31")}, store.Standing{State: "moved", Due: "2024-12-31", Open: true}},
		"moved, not kept": {[]store.FollowLine{line("2025-01-02", "not_kept", ""), line("2024-11-01", "moved", "2024-12-31")}, store.Standing{State: "not_kept", Due: "2024-12-31", Open: true}},
		"kept, then not":  {[]store.FollowLine{line("2024-11-01", "kept", ""), line("2024-11-02", "not_kept", "")}, store.Standing{State: "not_kept", Due: "2024-10-15", Open: true}},
		"two say kept":    {[]store.FollowLine{line("2024-11-01", "kept", ""), line("2024-11-01", "kept", "")}, store.Standing{State: "kept", Due: "2024-10-15"}},
		"they disagree":   {[]store.FollowLine{line("2024-11-01", "kept", ""), line("2024-11-01", "partly", "")}, store.Standing{State: "partly", Due: "2024-10-15", Open: true, Disputed: true}},
		"moved to two days": {
			[]store.FollowLine{line("2024-11-01", "moved", "2024-12-01"), line("2024-11-01", "moved", "2025-01-01")},
			store.Standing{State: "moved", Due: "2024-10-15", Open: true, Disputed: true},
		},
		"settled later": {
			[]store.FollowLine{line("2024-11-01", "kept", ""), line("2024-11-01", "not_kept", ""), line("2024-11-02", "kept", "")},
			store.Standing{State: "kept", Due: "2024-10-15"},
		},
	} {
		if got := store.Stand("2024-10-15", c.lines); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

func TestAPlanSaysItselfHowFarAnActionIsUntilSomebodyFollowsIt(t *testing.T) {
	for state, want := range map[string]store.Standing{
		"":         {Due: "2024-10-15", Open: true},
		"done":     {State: "kept", Due: "2024-10-15"},
		"partly":   {State: "partly", Due: "2024-10-15", Open: true},
		"not_done": {State: "not_kept", Due: "2024-10-15", Open: true},
		"xong":     {Due: "2024-10-15", Open: true},
	} {
		item := store.Doc{"to": "2024-10-15", "state": state}
		said := store.PromiseSaid(store.Plan, item)
		if got := store.Stand("2024-10-15", said); got != want {
			t.Errorf("%q: %+v, want %+v", state, got, want)
		}
		found := store.FollowLine{On: "2023-01-01", State: "partly"}
		if got := store.Stand("2024-10-15", append(said, found)); got != (store.Standing{State: "partly", Due: "2024-10-15", Open: true}) {
			t.Errorf("%q, then partly: %+v", state, got)
		}
		if store.PromiseSaid(store.Visit, item) != nil {
			t.Error("a recommendation says nothing of itself")
		}
	}
}

func TestWhereAnItemStandsDoesNotHangOnTheOrderOfArrival(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) store.FollowLine {
			l := store.FollowLine{
				On:    fmt.Sprintf("2024-11-%02d", rapid.IntRange(1, 3).Draw(t, "day")),
				State: rapid.SampledFrom([]string{"kept", "partly", "not_kept", "moved"}).Draw(t, "state"),
			}
			if l.State == "moved" {
				l.Due = rapid.SampledFrom([]string{"2024-12-01", "2025-01-01"}).Draw(t, "due")
			}
			return l
		}), 0, 6).Draw(t, "lines")
		want := store.Stand("2024-10-15", lines)
		if got := store.Stand("2024-10-15", rapid.Permutation(lines).Draw(t, "order")); got != want {
			t.Fatalf("%+v in another order, %+v", got, want)
		}
		if got := store.Stand("2024-10-15", slices.Concat(lines, lines)); got != want {
			t.Fatalf("%+v with every followup twice, %+v", got, want)
		}
	})
}
