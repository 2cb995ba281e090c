package unit

import (
	"cmp"
	"fmt"
	"slices"

	"coopfield/store/vi"
)

// check tests what one line says of others.
func (l *loader) check() {
	for i, u := range l.units {
		l.checkParent(l.lines[i], u)
		l.checkSuccessor(l.lines[i], u)
	}
	l.checkCycles("parent", func(u Unit) string { return u.Parent })
	l.checkCycles("successor", func(u Unit) string { return u.Successor })
	l.checkCodes()
}

// parents says in which levels a unit of a level may lie.
var parents = map[string][]string{
	LevelDistrict:  {LevelProvince},
	LevelCommune:   {LevelDistrict, LevelProvince},
	LevelReporting: {LevelProvince, LevelDistrict, LevelCommune, LevelReporting},
}

func (l *loader) checkParent(line int, u Unit) {
	allowed := parents[u.Level]
	if u.Parent == "" {
		if allowed != nil {
			l.fault(line, fmt.Sprintf("đơn vị %s thiếu đơn vị cấp trên", u.ID), "ghi id của đơn vị cấp trên vào cột parent")
		}
		return
	}
	at, ok := l.index[u.Parent]
	if !ok {
		l.fault(line, fmt.Sprintf("đơn vị cấp trên %q không có trong tệp", u.Parent), "thêm đơn vị đó hoặc sửa cột parent")
		return
	}
	p := l.units[at]
	if !slices.Contains(allowed, p.Level) {
		l.fault(line, fmt.Sprintf("đơn vị cấp %s không nằm trong cấp %s", u.Level, p.Level), "sửa cột parent hoặc level")
	}
	if first(u) < first(p) || last(u) > last(p) {
		l.fault(line, fmt.Sprintf("đơn vị %s có hiệu lực ngoài thời gian của cấp trên %s", u.ID, p.ID),
			"sửa valid_from, valid_to của một trong hai đơn vị")
	}
}

func (l *loader) checkSuccessor(line int, u Unit) {
	if u.Successor == "" {
		return
	}
	at, ok := l.index[u.Successor]
	if !ok {
		l.fault(line, fmt.Sprintf("đơn vị kế tục %q không có trong tệp", u.Successor), "thêm đơn vị đó hoặc sửa cột successor")
		return
	}
	if u.ValidTo == "" {
		l.fault(line, fmt.Sprintf("đơn vị %s còn hiệu lực mà đã có đơn vị kế tục", u.ID), "ghi valid_to hoặc bỏ successor")
		return
	}
	s := l.units[at]
	if s.Level != u.Level {
		l.fault(line, fmt.Sprintf("đơn vị kế tục %s thuộc cấp %s, khác cấp %s", s.ID, s.Level, u.Level), "sửa cột successor")
	}
	if !s.Valid(vi.AddDays(u.ValidTo, 1)) {
		l.fault(line, fmt.Sprintf("đơn vị kế tục %s không có hiệu lực vào ngày sau %s", s.ID, vi.FormatDate(u.ValidTo)),
			"sửa valid_to của đơn vị này hoặc valid_from của đơn vị kế tục")
	}
}

// checkCycles refuses units that lead back to themselves along next.
func (l *loader) checkCycles(column string, next func(Unit) string) {
	const (
		fresh = iota
		onPath
		done
	)
	state := make([]byte, len(l.units))
	for start := range l.units {
		var path []int
		at, ok := start, true
		for ok && state[at] == fresh {
			state[at] = onPath
			path = append(path, at)
			at, ok = l.index[next(l.units[at])]
		}
		if ok && state[at] == onPath {
			l.fault(l.lines[at], fmt.Sprintf("cột %s của đơn vị %s dẫn vòng về chính nó", column, l.units[at].ID), "sửa cột "+column)
		}
		for _, i := range path {
			state[i] = done
		}
	}
}

// checkCodes refuses a code that two units of a level have on the same day.
func (l *loader) checkCodes() {
	order := make([]int, len(l.units))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := l.units[a], l.units[b]
		return cmp.Or(cmp.Compare(x.Level, y.Level), cmp.Compare(x.Code, y.Code), cmp.Compare(first(x), first(y)))
	})
	for k := 1; k < len(order); k++ {
		a, b := l.units[order[k-1]], l.units[order[k]]
		if a.Level == b.Level && a.Code == b.Code && first(b) <= last(a) {
			l.fault(l.lines[order[k]], fmt.Sprintf("mã %s cùng ngày thuộc cả %s (dòng %d) và %s", a.Code, a.ID, l.lines[order[k-1]], b.ID),
				"sửa mã hoặc ngày hiệu lực để mỗi ngày mã chỉ thuộc một đơn vị")
		}
	}
}

// first and last order the days of a unit where an open end is written "".
func first(u Unit) string { return u.ValidFrom }

func last(u Unit) string {
	if u.ValidTo == "" {
		return "9999-12-31"
	}
	return u.ValidTo
}
