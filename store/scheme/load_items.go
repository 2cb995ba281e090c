package scheme

import (
	"github.com/expr-lang/expr/types"
)

func (l *loader) group(t *node, g *Group) {
	l.keys(t, "id", "title", "max", "criterion")
	g.ID = l.id(t, "nhóm", l.groups)
	g.Title = l.text(t, "title", true)
	limit := l.points(t, "max", true)
	if limit != nil {
		g.Max = *limit
	}
	list := l.tables(t, "criterion", maxCriteria)
	if len(list) == 0 {
		l.fault(t.line, "thêm [[group.criterion]]", "nhóm %q không có tiêu chí nào", g.ID)
	}
	g.Criteria = make([]Criterion, len(list)) // never grown: items point into it
	maxima := make([]*Points, len(list))
	for i, c := range list {
		l.criterion(c, g, &g.Criteria[i])
		maxima[i] = g.Criteria[i].Max
	}
	if limit != nil {
		l.sum(t.child("max").line, "các tiêu chí", "nhóm "+g.ID, g.Max, maxima)
	}
}

// sum checks the maxima of parts against their whole: equal when all are
// known, else no more than the whole.
func (l *loader) sum(line int, parts, whole string, limit Points, maxima []*Points) {
	var sum Points
	known := true
	for _, m := range maxima {
		if m == nil {
			known = false
			continue
		}
		sum += *m
	}
	switch {
	case known && len(maxima) > 0 && sum != limit:
		l.fault(line, "sửa max cho hai bên khớp nhau", "tổng điểm tối đa %s là %s, khác %s của %s", parts, sum, limit, whole)
	case sum > limit:
		l.fault(line, "sửa max cho hai bên khớp nhau", "tổng điểm tối đa %s đã là %s, vượt %s của %s", parts, sum, limit, whole)
	}
}

// itemKeys are the keys of an item, and of a criterion that is its own item.
var itemKeys = []string{"id", "title", "max", "score", "value", "shows", "unit", "steps", "todo"}

func (l *loader) criterion(t *node, g *Group, c *Criterion) {
	c.ID = l.id(t, "tiêu chí", l.crits)
	c.Title = l.text(t, "title", true)
	c.Max = l.points(t, "max", false)
	if t.child("item") == nil {
		l.keys(t, itemKeys...)
		it := &Item{ID: c.ID, Title: c.Title, Max: c.Max, Group: g, Criterion: c}
		if _, taken := l.ids[c.ID]; c.ID != "" && !taken { // a clash is told at the end, see allGroups
			l.ids[c.ID] = t.child("id").line
		}
		l.item(t, it)
		return
	}
	l.keys(t, "id", "title", "max", "item")
	list := l.tables(t, "item", maxItems)
	if len(list) == 0 {
		l.fault(t.line, "thêm [[group.criterion.item]], hoặc bỏ item và ghi score cho tiêu chí", "tiêu chí %q không có mục nào", c.ID)
		return
	}
	var maxima []*Points
	for _, i := range list {
		l.keys(i, itemKeys...)
		it := &Item{
			ID: l.id(i, "mục", l.ids), Title: l.text(i, "title", true), Max: l.points(i, "max", false),
			Group: g, Criterion: c,
		}
		maxima = append(maxima, it.Max)
		l.item(i, it)
	}
	if c.Max != nil {
		l.sum(t.child("max").line, "các mục", "tiêu chí "+c.ID, *c.Max, maxima)
		return
	}
	var total Points
	for _, m := range maxima {
		if m == nil {
			return
		}
		total += *m
	}
	c.Max = &total
}

// item reads what says how it gets its points and adds it to the scheme.
func (l *loader) item(t *node, it *Item) {
	if t.child("score") == nil {
		l.fault(t.line, "thêm score = \"points\", \"steps\" hoặc \"yesno\"", "mục %q không ghi cách cho điểm", it.ID)
	}
	it.Kind = Kind(l.choice(t, "score", string(KindPoints), string(KindPoints), string(KindSteps), string(KindYesNo)))
	it.Unit = l.text(t, "unit", false)
	it.Todo = l.text(t, "todo", false)
	it.Shows, it.shows = l.expression(t, "shows", l.itemEnv, types.Float64)
	want := types.Float64
	if it.Kind == KindYesNo {
		want = types.Bool
	}
	it.Value, it.value = l.expression(t, "value", l.itemEnv, want)

	switch v := t.child("value"); {
	case it.Kind == KindPoints && v != nil:
		l.fault(v.line, "đổi value thành shows, hoặc đổi score", "mục %q do người chấm cho điểm nên không có value", it.ID)
	case it.Kind != KindPoints && v == nil:
		l.fault(t.line, "thêm value = \"biểu thức\"", "mục %q tính từ số liệu nhưng thiếu value", it.ID)
	}
	if it.Kind != KindPoints && t.child("max") == nil {
		l.fault(t.line, "thêm max", "mục %q tính từ số liệu nhưng thiếu điểm tối đa", it.ID)
	}
	if it.Max != nil && l.s.Step > 0 && *it.Max%l.s.Step != 0 {
		l.fault(t.child("max").line, "sửa max hoặc point_step",
			"điểm tối đa %s của mục %q không chia hết cho bước điểm %s", it.Max, it.ID, l.s.Step)
	}
	switch steps := t.child("steps"); {
	case it.Kind == KindSteps:
		l.steps(t, it)
	case steps != nil:
		l.fault(steps.line, "bỏ steps, hoặc ghi score = \"steps\"", "mục %q không chấm theo mức nhưng có steps", it.ID)
	}
	if it.ID != "" {
		l.s.itemIndex[it.ID] = len(l.s.items)
	}
	l.s.items = append(l.s.items, it)
	it.Criterion.Items = append(it.Criterion.Items, it)
}

func (l *loader) steps(t *node, it *Item) {
	list := l.tables(t, "steps", maxSteps)
	if len(list) == 0 {
		l.fault(t.line, "thêm steps = [{ from = …, points = … }, …]", "mục %q thiếu các mức điểm", it.ID)
		return
	}
	for i, e := range list {
		st, ok := l.step(e, it)
		if !ok {
			continue
		}
		if n := len(it.Steps); n > 0 {
			prev := it.Steps[n-1]
			falls := st.Rest || st.Bound < prev.Bound || st.Bound == prev.Bound && prev.Strict && !st.Strict
			if prev.Rest || !falls {
				l.fault(e.line, "xếp các mức theo mốc giảm dần, mức không có mốc đứng cuối",
					"mức %d của mục %q không bao giờ đạt tới", i+1, it.ID)
			}
		}
		it.Steps = append(it.Steps, st)
	}
	if n := len(it.Steps); n == len(list) {
		last := it.Steps[n-1]
		if !last.Rest && (last.Bound > 0 || last.Strict) {
			l.fault(list[n-1].line, "thêm mức cuối không có from, hoặc có from = 0",
				"các mức của mục %q bỏ trống phần thấp nhất", it.ID)
		}
	}
}

func (l *loader) step(e *node, it *Item) (Step, bool) {
	before := len(l.faults)
	l.keys(e, "from", "above", "points")
	from, hasFrom := l.bound(e, "from")
	over, hasOver := l.bound(e, "above")
	p := l.points(e, "points", true)
	if hasFrom && hasOver {
		l.fault(e.line, "giữ một trong hai", "một mức không có cả from và above")
	}
	if p != nil && it.Max != nil && *p > *it.Max {
		l.fault(e.line, "sửa điểm của mức hoặc max", "mức cho %s điểm, vượt điểm tối đa %s của mục %q", p, describe(it.Max), it.ID)
	}
	if p != nil && l.s.Step > 0 && *p%l.s.Step != 0 {
		l.fault(e.line, "sửa điểm của mức hoặc point_step", "điểm %s của mức không chia hết cho bước điểm %s", p, l.s.Step)
	}
	if len(l.faults) > before {
		return Step{}, false
	}
	st := Step{Bound: from, Points: *p, Rest: !hasFrom && !hasOver}
	if hasOver {
		st.Bound, st.Strict = over, true
	}
	return st, true
}
