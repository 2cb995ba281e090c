package scheme

import (
	"maps"
	"math"
)

// A Way is how a sheet may come from its points to a target: which figures
// would have to change for the scheme's own steps and conditions to give more,
// and which items only the assessor can give more. Nothing in it is guessed:
// an item whose steps the scheme does not know is in Open and moves nothing.
//
// Moves is the way on which figures change least: of all ways the sum over
// figures of [Move.Effort] is the smallest, as far as no two items share a
// figure; where they do the best of two searches counts, and each is tried on
// the sheet before it is told. A figure that must fall, such as the plan in a
// share of it, is taken only where no figure can rise instead.
type Way struct {
	Column  Column
	Total   Points // as the sheet stands
	Target  Points
	Reached Points // with all Moves
	Moves   []Move // at most one for each figure; empty if the target is reached
	Offers  []Offer
	Open    []Open
	// OpenRoom is what Open could give at most beside Moves, within the maxima
	// that are known of items, criteria and groups.
	OpenRoom Points
}

// Enough reports whether the moves alone reach the target.
func (w *Way) Enough() bool { return w.Reached >= w.Target }

// Lacks is what is missing of the target after all moves.
func (w *Way) Lacks() Points { return max(w.Target-w.Reached, 0) }

// A Move is one figure and what it needs to be.
type Move struct {
	Fact  string
	From  *int64   // scaled by the fact's unit; nil = not known yet
	To    int64    // the nearest value that does it
	Gain  Points   // of the total, after the moves before
	Items []string // whose points rise
}

// Effort is how much the figure changes as a share of itself: 0.25 for a
// quarter. One that begins at nothing counts as growing tenfold.
func (m Move) Effort() float64 { return effort(m.From, m.To) }

func effort(from *int64, to int64) float64 {
	at := 0.0
	if from != nil {
		at = float64(*from)
	}
	most := max(math.Abs(at), math.Abs(float64(to))/10)
	if most == 0 {
		return 0
	}
	return math.Abs(float64(to)-at) / most
}

// An Offer is one item that the steps could still give more.
type Offer struct {
	Item   string
	Points Points // now
	Better []Better
}

// Better is one step above an item's points and the figures of which one alone
// reaches it, every other one staying.
type Better struct {
	Points Points
	Needs  []Need // never empty; figures that rise first
}

// A Need is the nearest value of one figure that reaches a step.
type Need struct {
	Fact string
	From *int64
	To   int64
}

// WhyOpen says why the way cannot count on an item.
type WhyOpen string

// The reasons.
const (
	OpenNoSteps WhyOpen = "no-steps"   // the scheme knows no steps: the assessor gives the points
	OpenByHand  WhyOpen = "by-hand"    // points were given by hand, so figures change nothing
	OpenFigures WhyOpen = "no-figures" // several of its figures are not known
	OpenNone    WhyOpen = "no-figure"  // no single figure reaches a better step
)

// Open is an item that has less than its maximum and that no move can count on.
type Open struct {
	Item   string
	Why    WhyOpen
	Points *Points  // nil = none yet
	Room   Points   // what it may still get at most, by its own maximum and those above it
	Facts  []string // that are not known, of OpenFigures
}

// Way finds the way of sh to a target in the column of opt. A target that is
// reached, and a cooperative that is not assessed, have none. Errors are those
// of [Scheme.Score].
func (s *Scheme) Way(sh Sheet, opt Options, target Points) (Way, error) {
	r, err := s.Score(sh, opt)
	if err != nil {
		return Way{}, err
	}
	opt.Column = r.Column
	w := Way{Column: r.Column, Total: r.Total, Target: target, Reached: r.Total}
	if r.Excluded != nil {
		return w, nil
	}
	f := finder{s: s, sh: sh, opt: opt, given: sh.Facts, start: r, machine: machine{env: s.values(&sh)}}
	f.sh.Facts = maps.Clone(sh.Facts)
	if f.sh.Facts == nil {
		f.sh.Facts = map[string]int64{}
	}
	for i, it := range s.items {
		f.survey(&w, it, &r.Items[i])
	}
	f.plan(&w)
	w.OpenRoom = f.openRoom(&w)
	return w, nil
}

// survey says what an item can still give.
func (f *finder) survey(w *Way, it *Item, r *ItemResult) {
	if r.Points != nil && it.Max != nil && *r.Points >= *it.Max {
		return
	}
	o := Open{Item: it.ID, Why: OpenNoSteps, Points: r.Points, Room: f.room(it, r)}
	switch {
	case it.Kind == KindPoints:
	case r.How == Given:
		o.Why = OpenByHand
	default:
		if offer := f.offer(it, r); len(offer.Better) > 0 {
			w.Offers = append(w.Offers, offer)
			return
		}
		o.Why = OpenNone
		if lacking := f.lacking(it); len(lacking) > 1 {
			o.Why, o.Facts = OpenFigures, lacking
		}
	}
	if o.Room > 0 {
		w.Open = append(w.Open, o)
	}
}

// room is what an item may still get beside what the others have.
func (f *finder) room(it *Item, r *ItemResult) Points {
	room := f.s.Max
	if it.Max != nil {
		room = *it.Max - value(r.Points)
	}
	for i := range f.start.Criteria {
		if c := &f.start.Criteria[i]; c.ID == it.Criterion.ID && c.Max != nil {
			room = min(room, *c.Max-c.Points)
		}
	}
	for i := range f.start.Groups {
		if g := &f.start.Groups[i]; g.ID == it.Group.ID {
			room = min(room, g.Max-g.Points)
		}
	}
	return max(room, 0)
}

// lacking are the figures of an item's value that are not known.
func (f *finder) lacking(it *Item) []string {
	var out []string
	for _, id := range it.value.names {
		if _, ok := f.machine.env[id]; !ok {
			out = append(out, id)
		}
	}
	return out
}

// offer lists the steps above an item's points, the nearest first.
func (f *finder) offer(it *Item, r *ItemResult) Offer {
	out := Offer{Item: it.ID}
	if r.Points != nil {
		out.Points = *r.Points
	}
	for _, goal := range f.goals(it, r) {
		b := Better{Points: goal.points}
		for _, up := range []bool{true, false} {
			for _, id := range it.value.names {
				if n, ok := f.solve(it, goal, id, up); ok {
					b.Needs = append(b.Needs, n)
				}
			}
		}
		if len(b.Needs) > 0 {
			out.Better = append(out.Better, b)
		}
	}
	return out
}

// account enters the moves one after another into the sheet as it was and
// notes what each gives.
func (f *finder) account(w *Way) {
	for _, m := range w.Moves {
		f.set(m.Fact, m.From)
	}
	before := f.start
	for i := range w.Moves {
		m := &w.Moves[i]
		f.set(m.Fact, &m.To)
		now, ok := f.score()
		if !ok {
			continue // a sum is too high until the next move; that one accounts for both
		}
		m.Gain = now.Total - before.Total
		for j := range now.Items {
			if value(now.Items[j].Points) > value(before.Items[j].Points) {
				m.Items = append(m.Items, now.Items[j].ID)
			}
		}
		before = now
	}
	w.Reached = before.Total
	f.end = before
}

func value(p *Points) Points {
	if p == nil {
		return 0
	}
	return *p
}

// openRoom is what the open items could add to the sheet with all moves.
func (f *finder) openRoom(w *Way) Points {
	open := map[string]Points{}
	for _, o := range w.Open {
		open[o.Item] = o.Room
	}
	var total Points
	at := 0
	for gi := range f.s.Groups {
		var sum Points
		g := &f.s.Groups[gi]
		for ci := range g.Criteria {
			var room Points
			for _, it := range g.Criteria[ci].Items {
				room += open[it.ID]
			}
			if c := &f.end.Criteria[at]; c.Max != nil {
				room = min(room, *c.Max-c.Points)
			}
			sum += room
			at++
		}
		total += min(sum, g.Max-f.end.Groups[gi].Points)
	}
	return total
}
