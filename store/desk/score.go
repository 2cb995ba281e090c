package desk

import (
	"fmt"
	"strconv"

	"coopfield/store"
	"coopfield/store/scheme"
)

// sheetOf is what the scheme scores of an assessment: d's content, the
// cooperative's type and the facts of the year before.
func sheetOf(d store.Doc, coopType string, prev map[string]int64) scheme.Sheet {
	sh := scheme.Sheet{
		CoopType: coopType, Facts: ints(d.Sub("facts")), Prev: prev,
		Given: make(map[scheme.Column]map[string]scheme.Points, 3), Reason: texts(d.Sub("reason")),
	}
	if n, ok := d.Int("months_active"); ok {
		sh.MonthsActive = &n
	}
	if n, ok := d.Int("months_stopped"); ok {
		sh.MonthsStopped = &n
	}
	for _, c := range scheme.Columns() {
		given := d.Sub(string(c))
		if len(given) == 0 {
			continue
		}
		m := make(map[string]scheme.Points, len(given))
		for id, v := range given {
			if n, ok := v.(int64); ok {
				m[id] = scheme.Points(n)
			}
		}
		sh.Given[c] = m
	}
	return sh
}

func ints(d store.Doc) map[string]int64 {
	m := make(map[string]int64, len(d))
	for id, v := range d {
		if n, ok := v.(int64); ok {
			m[id] = n
		}
	}
	return m
}

func texts(d store.Doc) map[string]string {
	if len(d) == 0 {
		return nil
	}
	m := make(map[string]string, len(d))
	for id, v := range d {
		if s, ok := v.(string); ok {
			m[id] = s
		}
	}
	return m
}

// summarise is what lists show of an assessment. Points that the scheme
// refuses leave the summary unknown; they cannot be put here, only come in.
func summarise(s *scheme.Scheme, d store.Doc, coopType string, prev map[string]int64) store.Summary {
	sum := store.Summary{Max: int64(s.Max), Items: len(s.Items())}
	for _, v := range d.Sub("flag") {
		if on, _ := v.(bool); on {
			sum.Flags++
		}
	}
	sh := sheetOf(d, coopType, prev)
	sh.Facts = s.Known(sh.Facts)
	r, err := s.Score(sh, scheme.Options{Column: s.ScoreColumn})
	if err != nil {
		return sum
	}
	sum.Points, sum.Known = int64(r.Total), r.Excluded == nil
	sum.Done = sum.Items - len(r.Missing)
	if r.Rating != nil {
		sum.Rating = r.Rating.ID
	}
	if r.Excluded != nil {
		sum.Excluded = r.Excluded.ID
	}
	return sum
}

// yearOf returns the year of a period, 0 if it has none.
func yearOf(period string) int64 {
	if len(period) < 4 {
		return 0
	}
	n, err := strconv.ParseInt(period[:4], 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// yearBefore returns the period one year earlier: "2023-H1" for "2024-H1".
func yearBefore(period string) string { return shiftYear(period, -1) }

func shiftYear(period string, by int64) string {
	y := yearOf(period)
	if y == 0 {
		return ""
	}
	return fmt.Sprintf("%04d%s", y+by, period[4:])
}

// figures returns an annual record's figures as facts of s: only those that s
// has, brought to the fact's scale. A figure that does not fit the coarser
// scale of the fact is left out rather than rounded.
func figures(s *scheme.Scheme, annual store.Doc) map[string]int64 {
	m := map[string]int64{}
	for id, v := range annual.Sub("figures") {
		n, ok := v.(int64)
		fig, known := store.FigureByID(id)
		fact, has := s.Fact(id)
		if !ok || !known || !has {
			continue
		}
		switch from, to := fig.Scale(), fact.Scale; {
		case from == to:
			m[id] = n
		case from < to:
			m[id] = n * 100
		case n%100 == 0:
			m[id] = n / 100
		}
	}
	return m
}
