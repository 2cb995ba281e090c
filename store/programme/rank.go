package programme

import (
	"cmp"
	"slices"

	"coopfield/store/scheme"
)

// A TieBreak is a figure by which the programme puts one applicant before
// another where conditions, priorities and score do not.
type TieBreak struct {
	ID, Title string
	Value     *Formula
	Desc      bool // the greater one comes first
}

// An Entrant is one application to be ranked.
type Entrant struct {
	Outcome *Outcome
	Values  map[string]any // variables that are known, as in [Application]
}

// A Place is where an entrant stands.
type Place struct {
	// Rank is from 1 among the eligible; those that nothing tells apart have the
	// same, and the next one counts on behind them (1, 2, 2, 4). 0 of those that
	// are not, or not yet, eligible.
	Rank int
	// Tied: another eligible one has the same rank.
	Tied bool
	// Equal: another eligible one has as many priorities and the same score, so
	// that only a tie-break can tell them apart.
	Equal bool
	// Breaks are the values of the programme's tie-breaks, in its order, nil for
	// one that is not known.
	Breaks []*float64
}

// Rank orders entrants: the eligible ones first, by the number of priorities
// they meet, then by entry score, then by the programme's tie-breaks in their
// order; after them those of which something is not known yet, then the others,
// each by how much they meet. Where the value of a tie-break is not known of one
// of those it should tell apart, it does not decide and nor do those after it:
// nobody comes first because another's figure is missing.
//
// order has the indexes of list in that order, places stands beside list. Those
// that are equal keep their order in list.
//
// Source: Kế hoạch 1185/KH-UBND, VI.1.c with III.2.
func (p *Programme) Rank(list []Entrant) (order []int, places []Place) {
	places = make([]Place, len(list))
	for i := range list {
		order = append(order, i)
		for _, b := range p.TieBreaks {
			places[i].Breaks = append(places[i].Breaks, b.of(list[i].Values))
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return compareOutcomes(list[a].Outcome, list[b].Outcome) })
	from := 0
	for from < len(order) && list[order[from]].Outcome.Eligible == Met {
		to := from + 1
		for to < len(order) && compareOutcomes(list[order[from]].Outcome, list[order[to]].Outcome) == 0 {
			to++
		}
		for _, i := range order[from:to] {
			places[i].Equal = to-from > 1
		}
		p.breakTie(order[from:to], places, from+1, 0)
		from = to
	}
	return order, places
}

// compareOutcomes puts the better one first.
func compareOutcomes(a, b *Outcome) int {
	return cmp.Or(
		cmp.Compare(standing(a), standing(b)),
		cmp.Compare(unmet(a), unmet(b)),
		cmp.Compare(b.PrioritiesMet, a.PrioritiesMet),
		cmp.Compare(score(b), score(a)),
	)
}

func standing(o *Outcome) int {
	switch o.Eligible {
	case Met:
		return 0
	case Unknown:
		return 1
	}
	return 2
}

func unmet(o *Outcome) (n int) {
	for _, c := range o.Conditions {
		if c.State != Met {
			n++
		}
	}
	return n
}

// score is what an outcome is compared by; one without comes last.
func score(o *Outcome) scheme.Points {
	if o.Entry == nil {
		return -1
	}
	return *o.Entry
}

// breakTie gives ranks from first to a group that nothing before the tie-break
// at depth tells apart, and sorts it.
func (p *Programme) breakTie(group []int, places []Place, first, depth int) {
	known := func(i int) bool { return places[i].Breaks[depth] != nil }
	if len(group) == 1 || depth == len(p.TieBreaks) || !all(group, known) {
		for _, i := range group {
			places[i].Rank, places[i].Tied = first, len(group) > 1
		}
		return
	}
	compare := func(a, b int) int {
		c := cmp.Compare(*places[a].Breaks[depth], *places[b].Breaks[depth])
		if p.TieBreaks[depth].Desc {
			return -c
		}
		return c
	}
	slices.SortStableFunc(group, compare)
	for from := 0; from < len(group); {
		to := from + 1
		for to < len(group) && compare(group[from], group[to]) == 0 {
			to++
		}
		p.breakTie(group[from:to], places, first+from, depth+1)
		from = to
	}
}

func all(list []int, f func(int) bool) bool {
	return !slices.ContainsFunc(list, func(i int) bool { return !f(i) })
}

func (b *TieBreak) of(values map[string]any) *float64 {
	v, known, err := b.Value.Of(values)
	if err != nil || !known {
		return nil
	}
	return &v
}
