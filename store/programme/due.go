package programme

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"coopfield/store/vi"
)

// A Due is one deadline of one year.
type Due struct {
	Deadline Deadline
	Year     int    // that it is of; 0 for one that falls once
	On       string // YYYY-MM-DD, "" where the plan names no day
	// LastDay is the last day on which it is kept: the day before On where the plan
	// says "trước ngày", else On; "" where On is.
	LastDay string
	// Days left from the day asked for to LastDay: 0 = today is the last day,
	// negative = passed by so many days. It means nothing where On is "".
	Days int
}

// Passed reports whether its last day lies behind the day that was asked for.
func (d Due) Passed() bool { return d.On != "" && d.Days < 0 }

// Dues returns how deadlines fall: those whose last day is from..to, both
// included, counted from the day on, and those without a day, for which no time
// can be said. Days are YYYY-MM-DD; with a level only its deadlines count. The
// nearest comes first, those without a day last, else in the order given.
//
// A deadline of every year falls in each year once. "Before" a day (trước ngày)
// is kept up to the day before, "on" it (đến ngày, chậm nhất ngày) up to the day
// itself: before 1 January is 31 December of the year before. One of 29 February
// is kept up to 28 February in a year that has no 29th, also one before it,
// since the day that is named does not come.
//
// Source: Kế hoạch 1185/KH-UBND, VII.1.h and VII.6.g; Thông tư
// 01/2020/TT-BKHĐT, Điều 9.
func Dues(deadlines []Deadline, level, on, from, to string) []Due {
	var out []Due
	add := func(d Due) {
		if d.LastDay < from || d.LastDay > to {
			return
		}
		d.Days, _ = vi.DaysBetween(on, d.LastDay)
		out = append(out, d)
	}
	for _, d := range deadlines {
		switch {
		case level != "" && d.Level != level:
		case d.On != "":
			add(Due{Deadline: d, On: d.On, LastDay: lastDay(d.On, d.Before)})
		case d.Due != "":
			for year := yearOf(from); year <= yearOf(to)+1; year++ { // before 1 January is of the next year
				if year >= d.FromYear && (d.ToYear == 0 || year <= d.ToYear) {
					add(d.of(year))
				}
			}
		default:
			out = append(out, Due{Deadline: d})
		}
	}
	slices.SortStableFunc(out, func(a, b Due) int {
		if a.On == "" || b.On == "" {
			return cmp.Compare(b.On, a.On)
		}
		return cmp.Compare(a.LastDay, b.LastDay)
	})
	return out
}

// of lets a deadline of every year fall in one.
func (d Deadline) of(year int) Due {
	due := Due{Deadline: d, Year: year, On: fmt.Sprintf("%04d-%s", year, d.Due)}
	if vi.ValidDate(due.On) {
		due.LastDay = lastDay(due.On, d.Before)
		return due
	}
	due.LastDay = vi.LastDay(year, 2) // 29 February of a year without
	if due.On = due.LastDay; d.Before {
		due.On = vi.AddDays(due.LastDay, 1)
	}
	return due
}

func lastDay(on string, before bool) string {
	if before {
		return vi.AddDays(on, -1)
	}
	return on
}

// yearOf returns the year of a day, 0 of what is none.
func yearOf(day string) int {
	y, err := strconv.Atoi(day[:min(4, len(day))])
	if err != nil {
		return 0
	}
	return y
}

// Years returns the first and the last year of p, those of its stages.
func (p *Programme) Years() (first, last int) {
	for _, s := range p.Stages {
		if y := yearOf(s.From); y > 0 && (first == 0 || y < first) {
			first = y
		}
		last = max(last, yearOf(s.To), yearOf(s.Latest))
	}
	return first, last
}

// Dues returns how the deadlines of p fall, as [Dues] does; those of every year
// in the years of p alone.
func (p *Programme) Dues(level, on, from, to string) []Due {
	first, last := p.Years()
	list := slices.Clone(p.Deadlines)
	for i := range list {
		list[i].FromYear, list[i].ToYear = first, last
	}
	return Dues(list, level, on, from, to)
}
