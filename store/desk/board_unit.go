package desk

import (
	"slices"

	"coopfield/store/unit"
)

// places tells in which units something stands, through the reorganisations: a
// record of the commune of 2025 stands in the district that all its parts lay
// in, and one of an old commune in the commune that it became. It is used in one
// transaction.
type places struct {
	t      *unit.Table
	before map[string][]string        // unit → those that became it
	memo   map[string]map[string]bool // unit → every unit that covers it
}

func newPlaces(t *unit.Table) *places {
	p := &places{t: t, before: map[string][]string{}, memo: map[string]map[string]bool{}}
	for _, u := range t.Units() {
		if u.Successor != "" {
			p.before[u.Successor] = append(p.before[u.Successor], u.ID)
		}
	}
	return p
}

// unitNamed returns the id of the unit that a query means: an id, or a code of
// today. Errors: NotFound or Invalid, which list the ids to choose from.
func (w *work) unitNamed(ref string) (string, error) {
	if ref == "" {
		return "", nil
	}
	u, err := w.cat.units.Resolve(ref, w.d.today())
	return u.ID, err
}

// covers reports whether what stands in the unit of that id counts to another
// unit: it is it, lies in it, became a part of it, or was made of parts that all
// lay in it. Where the parts lay in several, it counts to none of them: nobody
// can tell, and a sum would count it twice.
func (p *places) covers(by, id string) bool { return by == id || p.above(id)[by] }

// anyCovers reports whether what stands in the unit of that id counts to any of
// some units.
func (p *places) anyCovers(by map[string]bool, id string) bool {
	for one := range by {
		if p.covers(one, id) {
			return true
		}
	}
	return false
}

// above returns every unit that covers the one of that id, with itself.
func (p *places) above(id string) map[string]bool {
	if set := p.memo[id]; set != nil {
		return set
	}
	set := map[string]bool{id: true}
	p.memo[id] = set // also ends a circle, which a checked table has not
	var ups []string
	u, ok := p.t.ByID(id)
	if !ok {
		return set
	}
	ups = append(ups, u.Parent, u.Successor)
	ups = slices.DeleteFunc(ups, func(s string) bool { return s == "" })
	for _, up := range ups {
		for x := range p.forward(up) {
			set[x] = true
		}
	}
	for x := range p.back(id) {
		set[x] = true
	}
	return set
}

// forward is a unit with those that it lies in and those that it became.
func (p *places) forward(id string) map[string]bool {
	set := map[string]bool{}
	for queue := []string{id}; len(queue) > 0; queue = queue[1:] {
		u, ok := p.t.ByID(queue[0])
		if !ok || set[u.ID] {
			continue
		}
		set[u.ID] = true
		queue = append(queue, u.Parent, u.Successor)
	}
	return set
}

// back is what all parts of a unit lay in, or were: nothing of a unit that took
// nobody's place.
func (p *places) back(id string) map[string]bool {
	var common map[string]bool
	for _, part := range p.before[id] {
		one := map[string]bool{part: true}
		for u, ok := p.t.ByID(part); ok; u, ok = p.t.ByID(u.Parent) {
			one[u.ID] = true
		}
		for x := range p.back(part) {
			one[x] = true
		}
		if common == nil {
			common = one
			continue
		}
		for x := range common {
			if !one[x] {
				delete(common, x)
			}
		}
	}
	return common
}

// coversCoop reports whether a cooperative counts to a unit: by its commune, or
// by who reports for it.
func (p *places) coversCoop(by string, e *RegisterEntry) bool {
	return p.covers(by, e.Unit) || p.covers(by, e.ReportingUnit)
}

// districtOf returns the district that a cooperative lies or lay in, "" if that
// cannot be told.
func (p *places) districtOf(e *RegisterEntry) string {
	for _, id := range []string{e.Unit, e.ReportingUnit} {
		for _, up := range sortedKeys(p.above(id)) {
			if u, ok := p.t.ByID(up); ok && u.Level == unit.LevelDistrict {
				return up
			}
		}
	}
	return ""
}

// communeOf returns the commune of a day that a cooperative lies in, "" if that
// cannot be told.
func (p *places) communeOf(e *RegisterEntry, on string) string {
	for _, id := range []string{e.Unit, e.ReportingUnit} {
		u, err := p.t.Current(id, on)
		if err == nil && u.Level == unit.LevelCommune {
			return u.ID
		}
	}
	return ""
}
