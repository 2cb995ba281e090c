package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"coopfield/store"
	"coopfield/store/programme"
	"coopfield/store/scheme"
	"coopfield/store/vi"
)

// The levels that owe something in the reporting chain. Since 1 July 2025 there
// are no districts: any reporting unit stands at levelUnit.
const (
	levelCoop     = "cooperative"
	levelUnit     = "district"
	levelProvince = "province"
)

// levelsOfDeadlines are the levels in the order of the reporting chain.
var levelsOfDeadlines = []string{levelCoop, levelUnit, levelProvince}

// Deadlines returns the deadlines of the programmes and schemes that are held,
// from a month before the day asked for: the nearest first, those without a day
// last. One that the store knows to be kept says so, and how many are still
// waited for (Kế hoạch 1185/KH-UBND, VII.1.h, VII.6.g; Thông tư 01/2020/TT-BKHĐT,
// Điều 9). It reads no documents of cooperatives. Errors: Invalid, detail "on" or
// "level"; NotFound, detail "programme", for one that is not held.
func (d *Desk) Deadlines(ctx context.Context, q DeadlineQuery) ([]DeadlineLine, error) {
	if q.On == "" {
		q.On = d.today()
	}
	if err := d.checkDeadlines(&q); err != nil {
		return nil, err
	}
	from, to := vi.AddDays(q.On, -deadlineBehind), q.On[:4]
	if q.Ahead > 0 {
		to = vi.AddDays(q.On, q.Ahead)
	} else {
		year, err := strconv.Atoi(to)
		if err != nil {
			return nil, fmt.Errorf("reading the year of %s: %w", q.On, err)
		}
		to = fmt.Sprintf("%04d-12-31", year+1)
	}
	reg, err := d.Register(ctx)
	if err != nil {
		return nil, err
	}
	var out []DeadlineLine
	err = d.view(ctx, func(w *work) (err error) {
		out, err = w.deadlines(q, from, to, newKeeping(w, reg, q.On))
		return err
	})
	return out, err
}

func (d *Desk) checkDeadlines(q *DeadlineQuery) error {
	if !vi.ValidDate(q.On) {
		return &store.Error{
			Code: store.Invalid, Detail: "on", Message: fmt.Sprintf("%q không phải là ngày", q.On), Hint: "ghi ngày như 2024-12-15",
		}
	}
	if q.Level != "" && !slices.Contains(levelsOfDeadlines, q.Level) {
		return &store.Error{
			Code: store.Invalid, Detail: "level", Message: fmt.Sprintf("không có cấp %q", q.Level),
			Hint: "các cấp: cooperative (hợp tác xã), district (đơn vị báo cáo), province (tỉnh)",
		}
	}
	c := d.catalog()
	if q.Programme != "" && c.programmes()[q.Programme] == nil && len(c.schemes[q.Programme]) == 0 {
		return &store.Error{
			Code: store.NotFound, Detail: "programme", Message: fmt.Sprintf("không có chương trình hay bộ tiêu chí %q", q.Programme),
			Hint: "đang có: " + strings.Join(append(sortedKeys(c.programmes()), c.schemeIDs()...), ", "),
		}
	}
	return nil
}

func (w *work) deadlines(q DeadlineQuery, from, to string, k *keeping) ([]DeadlineLine, error) {
	level := q.Level
	if q.Mine {
		mine := levelOf(w.d.Me().Role)
		if mine == "" || level != "" && level != mine {
			return nil, nil
		}
		level = mine
	}
	var out []DeadlineLine
	programmes := w.cat.programmes()
	for _, id := range sortedKeys(programmes) {
		p := programmes[id]
		if q.Programme != "" && q.Programme != id {
			continue
		}
		for _, due := range p.Dues(level, q.On, from, to) {
			l := DeadlineLine{Programme: p.ID, ProgrammeTitle: p.Title, Due: due, Level: due.Deadline.Level, To: cmp.Or(due.Deadline.To, nextOf(due.Deadline.Level))}
			if err := k.ofProgramme(p, &l); err != nil {
				return nil, err
			}
			out = append(out, l)
		}
	}
	for _, s := range w.d.Schemes() {
		if q.Programme != "" && q.Programme != s.ID {
			continue
		}
		for _, due := range programme.Dues(schemeDeadlines(s), level, q.On, from, to) {
			day, err := scheme.LastDay(strconv.Itoa(due.Year))
			if err != nil {
				continue
			}
			if v := s.Valid(day); v.Err != nil || v.State != scheme.InForce {
				continue
			}
			l := DeadlineLine{Programme: s.ID, ProgrammeTitle: s.Title, Due: due, Level: due.Deadline.Level, To: due.Deadline.To}
			k.ofScheme(&l)
			out = append(out, l)
		}
	}
	slices.SortStableFunc(out, func(a, b DeadlineLine) int {
		if a.On == "" || b.On == "" {
			return boolFirst(a.On != "", b.On != "")
		}
		return cmp.Compare(a.LastDay, b.LastDay)
	})
	return out, nil
}

// schemeDeadlines are the deadlines of a scheme as those of a programme. None is
// "before" a day: the circular says "chậm nhất ngày" (Thông tư
// 01/2020/TT-BKHĐT, Điều 9).
func schemeDeadlines(s *scheme.Scheme) []programme.Deadline {
	out := make([]programme.Deadline, 0, len(s.Deadlines))
	for _, d := range s.Deadlines {
		to := nextOf(d.Level)
		if d.Level == levelProvince {
			to = "Bộ" // the chain ends at the ministry
		}
		out = append(out, programme.Deadline{ID: d.ID, Title: d.Title, Level: d.Level, Due: d.Due, To: to})
	}
	return out
}

// nextOf names who stands above a level in the reporting chain of the program,
// "" above the province.
func nextOf(level string) string {
	switch level {
	case levelCoop:
		return "Đơn vị báo cáo"
	case levelUnit:
		return "Tỉnh"
	}
	return ""
}

// levelOf returns the level that a person's program stands at, "" if no level's
// deadlines are that person's: the Alliance's advisors owe no report of it.
func levelOf(r store.Role) string {
	switch r {
	case store.Province:
		return levelProvince
	case store.Officer:
		return levelUnit
	}
	return ""
}
