package scheme

// finder tries figures on a sheet of its own.
type finder struct {
	s       *Scheme
	sh      Sheet
	opt     Options
	machine machine
	given   map[string]int64 // the figures of the sheet
	start   Result           // of the sheet as it stands
	end     Result           // with all moves
}

// goal is a better step of an item: an index into its steps, or the condition
// of a yesno item.
type goal struct {
	points Points
	step   int
	higher bool // the value must rise over steps towards the first one
}

// goals are the steps that give an item more than it has, the fewest points
// first.
func (f *finder) goals(it *Item, r *ItemResult) []goal {
	have := Points(-1)
	if r.Points != nil {
		have = *r.Points
	}
	switch it.Kind {
	case KindYesNo:
		if have < *it.Max {
			return []goal{{points: *it.Max}}
		}
	case KindSteps:
		at := len(it.Steps)
		if r.Step != nil {
			at = r.Step.Index
		}
		var out []goal
		for j := len(it.Steps) - 1; j >= 0; j-- {
			if p := it.Steps[j].Points; p > max(have, 0) {
				out = append(out, goal{points: p, step: j, higher: j < at})
			}
		}
		return out
	}
	return nil
}

// solve finds the value of one figure, nearest to the present one upwards or
// downwards, with which an item reaches a goal; every other figure stays. The
// search halves an interval, so it supposes that the value keeps its direction
// between the figure and the goal. What it returns was tried: where the value
// turns back the search may miss a goal but never names a wrong one.
func (f *finder) solve(it *Item, g goal, fact string, up bool) (Need, bool) {
	n := Need{Fact: fact}
	at, known := f.sh.Facts[fact]
	if known {
		n.From = &at
	}
	if i, ok := f.s.factIndex[fact]; !ok || f.missing(it, fact) {
		return n, false // a variable that is no figure, or another figure is missing
	} else if scale := f.s.Facts[i].Scale; !known && !up {
		return n, false
	} else {
		defer f.restore(fact)
		if !known { // nothing at all may be what gives most
			f.machine.env[fact] = decimal(0, scale)
			if r := it.compute(&f.machine); r.Computed != nil && *r.Computed >= g.points {
				return n, true
			}
		}
		reaches := func(v int64) bool {
			f.machine.env[fact] = decimal(v, scale)
			return f.reaches(it, g)
		}
		to, ok := nearest(at, up, reaches)
		if !ok {
			return n, false
		}
		n.To = to
		f.machine.env[fact] = decimal(to, scale)
		r := it.compute(&f.machine)
		return n, r.Computed != nil && *r.Computed >= g.points
	}
}

// missing reports whether an item's value lacks another figure than fact.
func (f *finder) missing(it *Item, fact string) bool {
	for _, id := range it.value.names {
		if _, ok := f.machine.env[id]; !ok && id != fact {
			return true
		}
	}
	return false
}

// reaches reports whether the value is at the goal or beyond it.
func (f *finder) reaches(it *Item, g goal) bool {
	if it.Kind == KindYesNo {
		yes, err := f.machine.truth(it.value)
		return err == nil && yes
	}
	v, err := f.machine.number(it.value)
	if err != nil {
		return false
	}
	i, ok := reach(it.Steps, v)
	if g.higher {
		return ok && i <= g.step
	}
	return ok && i >= g.step
}

// nearest returns the value nearest to at, in one direction, that reaches.
// Figures of which there is some do not fall below nothing: a negative count or
// amount is no way to points.
func nearest(at int64, up bool, reaches func(int64) bool) (int64, bool) {
	limit, sign := int64(maxFact), int64(1)
	if !up {
		limit, sign = -maxFact, -1
		if at >= 0 {
			limit = 0
		}
	}
	if at == limit || (at > limit) == up {
		return 0, false
	}
	short, far := at, at
	for delta := int64(1); ; delta *= 2 {
		far = at + sign*delta
		if (far >= limit) == up {
			far = limit
		}
		if reaches(far) {
			break
		}
		if far == limit {
			return 0, false
		}
		short = far
	}
	for far-short > 1 || short-far > 1 {
		if mid := short + (far-short)/2; reaches(mid) {
			far = mid
		} else {
			short = mid
		}
	}
	return far, true
}

// set gives a figure a value, nil takes it away.
func (f *finder) set(fact string, v *int64) {
	if v == nil {
		delete(f.sh.Facts, fact)
	} else {
		f.sh.Facts[fact] = *v
	}
	f.restore(fact)
}

// restore lets expressions see a figure as the sheet has it.
func (f *finder) restore(fact string) {
	if v, ok := f.sh.Facts[fact]; ok {
		f.machine.env[fact] = decimal(v, f.s.Facts[f.s.factIndex[fact]].Scale)
		return
	}
	delete(f.machine.env, fact)
}

// score scores the sheet with the figures as they are set; false if the scheme
// refuses a sum.
func (f *finder) score() (Result, bool) {
	r, err := f.s.Score(f.sh, f.opt)
	return r, err == nil && r.Excluded == nil
}

// with scores the sheet with another value of one figure.
func (f *finder) with(fact string, v int64) (Result, bool) {
	old, had := f.sh.Facts[fact]
	f.sh.Facts[fact] = v
	r, ok := f.score()
	if f.sh.Facts[fact] = old; !had {
		delete(f.sh.Facts, fact)
	}
	return r, ok
}
