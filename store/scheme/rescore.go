package scheme

// Rescored is what the figures of a sheet come to under another scheme, beside
// the sheet itself, which stays as it is.
type Rescored struct {
	Scheme *Scheme
	Result Result
	// Carried are items whose points given by hand stand under both: another
	// revision of the sheet's own scheme that asks the same of the item. Points
	// are never carried to another scheme.
	Carried []string
	Lacking []string // figures of the scheme that the sheet does not have
	Unused  []string // figures of the sheet that the scheme does not ask
	// Filled are figures that the sheet does not have and that were known besides.
	Filled []string
}

// Rescore runs s over the figures of a sheet made under from, in the official
// column of s. Figures are the same if both schemes give them the same id and
// unit. Points given by hand are carried only within one scheme, for items that
// the assessor scores under both and where they still fit; without those that
// do not fit together the rest is scored.
//
// year and before are what is known besides of the year and of the one before,
// in the figures of s; they stand in where the sheet has nothing.
//
// Source: Facts first, points second: the figures of a year are kept beside the
// points, so that a new scheme can be run over old facts and both ratings shown.
func (s *Scheme) Rescore(from *Scheme, sh Sheet, year, before map[string]int64) (Rescored, error) {
	out := Rescored{Scheme: s}
	facts, prev := s.same(from, sh.Facts), s.same(from, sh.Prev)
	facts, out.Filled = s.fill(facts, year)
	prev, _ = s.fill(prev, before)
	for _, f := range s.Facts {
		if _, ok := facts[f.ID]; !ok {
			out.Lacking = append(out.Lacking, f.ID)
		}
	}
	for _, f := range from.Facts {
		if _, had := sh.Facts[f.ID]; !had {
			continue
		}
		if _, kept := facts[f.ID]; !kept {
			out.Unused = append(out.Unused, f.ID)
		}
	}
	next := Sheet{
		CoopType: sh.CoopType, MonthsActive: sh.MonthsActive, MonthsStopped: sh.MonthsStopped,
		Facts: facts, Prev: prev, Given: map[Column]map[string]Points{},
	}
	column := s.ScoreColumn
	if given := s.carry(from, sh.Given[column]); len(given) > 0 {
		next.Given[column] = given
		if r, err := s.Score(next, Options{Column: column}); err == nil {
			for _, it := range s.items {
				if _, ok := given[it.ID]; ok {
					out.Carried = append(out.Carried, it.ID)
				}
			}
			out.Result = r
			return out, nil
		}
		next.Given = nil // together they exceed a sum of s
	}
	r, err := s.Score(next, Options{Column: column})
	out.Result = r
	return out, err
}

// carry returns the given points that stand under s as they did under from.
func (s *Scheme) carry(from *Scheme, given map[string]Points) map[string]Points {
	if s.ID != from.ID {
		return nil
	}
	out := map[string]Points{}
	for id, p := range given {
		now, ok := s.Item(id)
		was, had := from.Item(id)
		if ok && had && now.Kind == KindPoints && was.Kind == KindPoints && s.fits(now, p) {
			out[id] = p
		}
	}
	return out
}

// fits reports whether an item can have points by itself.
func (s *Scheme) fits(it *Item, p Points) bool {
	return !s.checkPoints(Self, it.ID, p, nil)
}

// fill lays figures under those of a sheet and says which of them count.
func (s *Scheme) fill(facts, more map[string]int64) (map[string]int64, []string) {
	var filled []string
	for _, f := range s.Facts {
		n, ok := more[f.ID]
		if _, has := facts[f.ID]; !ok || has {
			continue
		}
		if facts == nil {
			facts = map[string]int64{}
		}
		facts[f.ID] = n
		filled = append(filled, f.ID)
	}
	return facts, filled
}

// same returns the figures of another scheme that s asks under the same id and
// unit.
func (s *Scheme) same(from *Scheme, facts map[string]int64) map[string]int64 {
	if facts == nil {
		return nil
	}
	out := make(map[string]int64, len(facts))
	for id, n := range facts {
		was, had := from.Fact(id)
		now, has := s.Fact(id)
		if had && has && was.Unit == now.Unit {
			out[id] = n
		}
	}
	return out
}
