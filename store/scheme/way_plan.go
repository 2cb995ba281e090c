package scheme

import (
	"cmp"
	"maps"
	"math"
	"slices"
)

// option is one figure at one value.
type option struct {
	fact string
	from *int64
	to   int64
	gain Points // of the total, with every other figure as it is
	cost float64
}

// plan chooses the moves: by adding up what single figures give, which is
// right where items share none, and figure by figure, each on top of those
// before. Both are tried on the sheet, and what they have too much is given
// back.
func (f *finder) plan(w *Way) {
	if need := w.Target - w.Total; need > 0 {
		first := f.options(f.start, f.items())
		best := f.relaxed(f.knapsack(first, need), w.Target)
		if step := f.relaxed(f.climb(first, w.Target), w.Target); best == nil || step != nil && f.cost(step) < f.cost(best) {
			best = step
		}
		if best == nil { // no figures reach it: all that give something
			best = f.climb(first, f.s.Max+1)
		}
		for _, o := range best {
			w.Moves = append(w.Moves, Move{Fact: o.fact, From: o.from, To: o.to})
		}
		slices.SortFunc(w.Moves, func(a, b Move) int {
			return cmp.Or(cmp.Compare(a.Effort(), b.Effort()), cmp.Compare(f.s.factIndex[a.Fact], f.s.factIndex[b.Fact]))
		})
	}
	f.account(w)
}

func (f *finder) cost(list []option) float64 {
	sum := 0.0
	for _, o := range list {
		sum += o.cost
	}
	return sum
}

// items are the indices of those that figures can give points.
func (f *finder) items() []int {
	var out []int
	for i, it := range f.s.items {
		if it.Kind != KindPoints && f.start.Items[i].How != Given {
			out = append(out, i)
		}
	}
	return out
}

// options are the single figures that raise the total from now, each at every
// value that gives one of the items a better step.
func (f *finder) options(now Result, items []int) []option {
	var out []option
	for _, i := range items {
		it := f.s.items[i]
		for _, goal := range f.goals(it, &now.Items[i]) {
			for _, up := range []bool{true, false} {
				rises := false
				for _, id := range it.value.names {
					n, ok := f.solve(it, goal, id, up)
					if !ok || slices.ContainsFunc(out, func(o option) bool { return o.fact == id && o.to == n.To }) {
						rises = rises || ok && up
						continue
					}
					r, ok := f.with(id, n.To)
					if !ok || r.Total <= now.Total {
						continue
					}
					rises = rises || up
					out = append(out, option{id, n.From, n.To, r.Total - now.Total, effort(n.From, n.To)})
				}
				if rises {
					break // what must fall is for where nothing can rise
				}
			}
		}
	}
	return out
}

// knapsack is the cheapest choice of at most one value a figure whose gains add
// up to the need; nil if none do.
func (f *finder) knapsack(options []option, need Points) []option {
	byFact := map[string][]option{}
	for _, o := range options {
		byFact[o.fact] = append(byFact[o.fact], o)
	}
	type cell struct {
		cost   float64
		option *option
		before *cell
	}
	best := make([]*cell, need+1) // by points gained, those beyond the need counted as the need
	best[0] = &cell{}
	for _, fact := range slices.Sorted(maps.Keys(byFact)) {
		next := slices.Clone(best)
		for i := range byFact[fact] {
			o := &byFact[fact][i]
			for have, c := range best {
				if c == nil {
					continue
				}
				at := min(Points(have)+o.gain, need)
				if cost := c.cost + o.cost; next[at] == nil || cost < next[at].cost {
					next[at] = &cell{cost, o, c}
				}
			}
		}
		best = next
	}
	var out []option
	for c := best[need]; c != nil && c.option != nil; c = c.before {
		out = append(out, *c.option)
	}
	return out
}

// climb takes the figure that gives most of what is needed for its cost, then
// the next on top of it, until the target is reached or nothing gives any more.
func (f *finder) climb(options []option, target Points) []option {
	defer f.reset()
	var out []option
	now, items := f.start, f.items()
	for now.Total < target && len(options) > 0 {
		best, ratio := options[0], -1.0
		for _, o := range options {
			if r := float64(min(o.gain, target-now.Total)) / max(o.cost, 1e-12); r > ratio {
				best, ratio = o, r
			}
		}
		f.set(best.fact, &best.to)
		r, ok := f.score()
		if !ok {
			break
		}
		now = r
		if i := slices.IndexFunc(out, func(o option) bool { return o.fact == best.fact }); i >= 0 {
			out[i].to, out[i].cost = best.to, effort(out[i].from, best.to)
		} else {
			out = append(out, best)
		}
		options = f.options(now, items)
	}
	return out
}

// relaxed gives back what is more than the target needs: the whole of a
// figure's change, or the part of it beyond a nearer step; the dearest first.
// It is nil if the figures do not reach the target on the sheet.
func (f *finder) relaxed(list []option, target Points) []option {
	defer f.reset()
	for i := range list {
		f.set(list[i].fact, &list[i].to)
	}
	if r, ok := f.score(); !ok || r.Total < target {
		return nil
	}
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b option) int { return cmp.Compare(b.cost, a.cost) })
	out := make([]option, 0, len(list))
	for _, o := range list {
		f.set(o.fact, o.from)
		if r, ok := f.score(); ok && r.Total >= target {
			continue
		}
		last := o.to
		for _, to := range append(f.nearer(o), last) {
			f.set(o.fact, &to)
			if r, ok := f.score(); ok && r.Total >= target {
				o.to, o.cost = to, effort(o.from, to)
				break
			}
		}
		out = append(out, o)
	}
	return out
}

// nearer are the values of an option's figure short of its own at which some
// item reaches a better step, the nearest first.
func (f *finder) nearer(o option) []int64 {
	from := int64(math.MinInt64)
	if o.from != nil {
		from = *o.from
	}
	up := o.to > from
	var out []int64
	for _, i := range f.items() {
		it := f.s.items[i]
		if !slices.Contains(it.value.names, o.fact) {
			continue
		}
		for _, goal := range f.goals(it, &f.start.Items[i]) {
			if n, ok := f.solve(it, goal, o.fact, up); ok && n.To != o.to && (n.To < o.to) == up {
				out = append(out, n.To)
			}
		}
	}
	slices.Sort(out)
	if !up {
		slices.Reverse(out)
	}
	return slices.Compact(out)
}

// reset brings every figure back to what the sheet says.
func (f *finder) reset() {
	for _, fact := range f.s.Facts {
		if v, ok := f.given[fact.ID]; ok {
			f.set(fact.ID, &v)
		} else {
			f.set(fact.ID, nil)
		}
	}
}
