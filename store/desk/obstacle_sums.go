package desk

import (
	"cmp"
	"slices"
)

// ObstacleSum counts the obstacles of one year and reporting unit (Kế hoạch
// 1185/KH-UBND, VI.2, VII.5).
type ObstacleSum struct {
	Year           string // in which they were raised, "" = not said
	Unit, UnitName string
	All            int
	Waiting        int // for an answer
	Answered       int // also those that were removed (đã tháo gỡ) since
	Closed         int // removed, with an answer or without
}

// SumObstacles counts obstacles by year and unit, the newest year first, those
// without a day last; withdrawn ones are left out.
func SumObstacles(lines []ObstacleLine) []ObstacleSum {
	type at struct{ year, unit string }
	sums := map[at]*ObstacleSum{}
	for i := range lines {
		l := &lines[i]
		if l.State == ObstacleWithdrawn {
			continue
		}
		k := at{yearPart(l.RaisedOn), l.Unit}
		s := sums[k]
		if s == nil {
			s = &ObstacleSum{Year: k.year, Unit: k.unit, UnitName: l.UnitName}
			sums[k] = s
		}
		s.All++
		if l.Waiting {
			s.Waiting++
		}
		if l.Answer != "" || l.AnsweredOn != "" {
			s.Answered++
		}
		if l.State == ObstacleClosed {
			s.Closed++
		}
	}
	out := make([]ObstacleSum, 0, len(sums))
	for _, s := range sums {
		out = append(out, *s)
	}
	slices.SortFunc(out, func(a, b ObstacleSum) int {
		return cmp.Or(cmp.Compare(b.Year, a.Year), byName(a.UnitName, b.UnitName), cmp.Compare(a.Unit, b.Unit))
	})
	return out
}
