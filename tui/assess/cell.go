package assess

import (
	"slices"
	"strings"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/scheme"
	"coopfield/tui/field"
)

// cell is one input, named by the leaf of the sheet that it sets.
type cell struct {
	path  store.Path
	group string // facts, self, checked, approved, evidence, reason; the whole path of a single leaf
	id    string // fact or item
	f     field.Field
	state string // of a figure
	bad   string // why the sheet does not take the text, "" if it does
}

// cell returns the input of a leaf and makes it when it is first asked for.
func (m *Model) cell(path store.Path) *cell {
	if c, ok := m.cells[path]; ok {
		return c
	}
	c := &cell{path: path, group: path}
	if group, id, ok := strings.Cut(path, "."); ok && m.known(group, id) {
		c.group, c.id = group, id
	}
	c.f = m.input(c)
	if c.group == "facts" {
		c.state = m.sheet.Fact(c.id).State
	}
	if raw, ok := m.sheet.Raw[path]; ok {
		c.f.SetValue(raw)
	} else if typed, ok := m.sheet.Typed[path]; ok {
		c.f.SetValue(typed)
	} else {
		m.fill(c)
	}
	m.cells[path] = c
	return c
}

// known reports whether a group's leaf belongs to a figure or an item.
func (m *Model) known(group, id string) bool {
	switch group {
	case "facts":
		return m.sheet.Fact(id) != nil
	case "self", "checked", "approved", "evidence", "reason":
		return m.sheet.Item(id) != nil
	case "comments", "cause":
		return m.itemOf(id) != ""
	}
	return false
}

// itemOf returns the first item of a criterion, "" if there is none.
func (m *Model) itemOf(criterion string) string {
	for i := range m.sheet.Items {
		if it := &m.sheet.Items[i]; it.Criterion.ID == criterion {
			return it.ID
		}
	}
	return ""
}

func (m *Model) input(c *cell) field.Field {
	switch c.group {
	case "facts":
		f := m.sheet.Fact(c.id)
		if f.Unit == "đồng" {
			return field.NewMoney(m.c, field.MoneySpec{})
		}
		return field.NewNumber(m.c, field.NumberSpec{Scale: f.Scale})
	case "self", "checked", "approved":
		spec := field.PointsSpec{Step: int64(m.sheet.Scheme.Step)}
		if p := m.sheet.Item(c.id).Max; p != nil {
			spec.Max = int64(*p)
		}
		return field.NewPoints(m.c, spec)
	case "months_active", "months_stopped":
		zero, most := int64(0), int64(1200_00)
		if c.group == "months_stopped" {
			most = 12_00
		}
		return field.NewNumber(m.c, field.NumberSpec{Scale: 2, Min: &zero, Max: &most})
	case "received_on", "board_agreed.on", "supervisor_agreed.on":
		return field.NewDate(m.c, false)
	}
	return field.NewText(m.c, field.TextSpec{Max: 2000})
}

// number is a field that reads an integer.
type number interface {
	Int() (int64, bool)
	SetInt(int64)
	Settle()
}

// fill shows in c what the sheet holds.
func (m *Model) fill(c *cell) {
	v := m.sheet.Doc.At(c.path)
	switch f := c.f.(type) {
	case *field.Date:
		s, _ := v.(string)
		f.SetISO(s)
	case number:
		if n, ok := v.(int64); ok {
			f.SetInt(n)
		} else {
			c.f.SetValue("")
		}
	default:
		s, _ := v.(string)
		c.f.SetValue(s)
	}
}

// apply gives the sheet what c says now and puts it into the queue.
func (m *Model) apply(c *cell) {
	m.dirty = true
	m.typed++
	edits, bad := m.set(c)
	c.bad = bad
	if bad != "" {
		m.clear(c)
		m.sheet.Raw[c.path] = c.f.Value()
		m.queue.Add(desk.Edit{Path: c.path, Raw: c.f.Value()})
	}
	for _, e := range edits {
		if text := c.f.Value(); e.Path == c.path && e.Value != nil && isText(c) && e.Value != text {
			e.Raw = text // the value has no space at its end, what is typed has
		}
		m.queue.Add(e)
	}
	m.retry(c.path)
}

// isText reports whether c takes any text.
func isText(c *cell) bool {
	_, ok := c.f.(*field.Text)
	return ok
}

// set hands the sheet the value of c. bad says why it is none, or is not taken;
// then the sheet is as before.
func (m *Model) set(c *cell) (edits []desk.Edit, bad string) {
	s := m.sheet
	if err := c.f.Valid(); err != nil {
		return nil, err.Error()
	}
	text := strings.TrimSpace(c.f.Value())
	var n *int64
	day, isDate := c.f.(*field.Date)
	if f, ok := c.f.(number); ok && !isDate && text != "" {
		if v, ok := f.Int(); ok {
			n = &v
		}
	}
	var err error
	switch c.group {
	case "facts":
		state := c.state
		if n == nil {
			state = ""
		}
		edits, err = s.SetFact(c.id, n, state)
	case "self", "checked", "approved":
		edits, err = s.SetPoints(scheme.Column(c.group), c.id, (*scheme.Points)(n))
	case "months_active", "months_stopped":
		edits, err = s.SetNumber(c.path, n)
	default:
		if isDate {
			text, _ = day.ISO()
		}
		edits, err = s.SetText(c.path, text)
	}
	if err != nil {
		return nil, m.refusal(c, err)
	}
	return edits, ""
}

// clear takes the value of c out of the sheet in memory, so that a text which
// does not count leaves no older value counting in its place.
func (m *Model) clear(c *cell) {
	raw, had := m.sheet.Raw[c.path]
	switch c.group {
	case "facts":
		_, _ = m.sheet.SetFact(c.id, nil, "") // nothing to refuse in an absent value
	case "self", "checked", "approved":
		_, _ = m.sheet.SetPoints(scheme.Column(c.group), c.id, nil)
	case "months_active", "months_stopped":
		_, _ = m.sheet.SetNumber(c.path, nil)
	default:
		_, _ = m.sheet.SetText(c.path, "")
	}
	if had {
		m.sheet.Raw[c.path] = raw
	}
}

// retry tries the texts again that the sheet did not take, since what stood
// against them, such as the sum of a group, may be gone.
func (m *Model) retry(except store.Path) {
	if len(m.sheet.Raw) == 0 {
		return
	}
	var paths []store.Path
	for p := range m.sheet.Raw {
		if p != except {
			paths = append(paths, p)
		}
	}
	slices.Sort(paths)
	for _, p := range paths {
		c := m.cell(p)
		edits, bad := m.set(c)
		c.bad = bad
		for _, e := range edits {
			m.queue.Add(e)
		}
	}
}

// refusal says in the interface's words why the sheet did not take a value.
func (m *Model) refusal(c *cell, err error) string {
	w := &m.c.Words.Assess
	switch store.DetailOf(err) {
	case "fact-too-large":
		return w.TooLarge
	case "group-above-max", "points-above-max": // an item without a maximum of its own has its group's
		g := m.sheet.Item(c.id).Group
		return sprintf(w.OverGroup, g.ID, points(g.Max-m.given(scheme.Column(c.group), c.id, func(it *scheme.Item) bool { return it.Group == g })))
	case "criterion-above-max":
		cr := m.sheet.Item(c.id).Criterion
		if cr.Max != nil {
			return sprintf(w.OverCriterion, cr.ID, points(*cr.Max-m.given(scheme.Column(c.group), c.id, func(it *scheme.Item) bool { return it.Criterion == cr })))
		}
	}
	return w.NotTaken
}

// given sums the points of a column over some items, except one.
func (m *Model) given(col scheme.Column, except string, in func(*scheme.Item) bool) scheme.Points {
	var sum scheme.Points
	for i := range m.sheet.Items {
		it := &m.sheet.Items[i]
		if it.ID == except || !in(it.Item) {
			continue
		}
		if p, ok := it.Given[col]; ok {
			sum += p
		} else if it.Result.Computed != nil {
			sum += *it.Result.Computed
		}
	}
	return sum
}

// states is the order in which a figure's source goes round; a copied one is
// confirmed first.
var states = []string{desk.Copied, desk.Confirmed, "", desk.Estimate}

// nextState notes the next source of the figure under the cursor. From a copied
// one, confirmed by it, the cursor goes on to the next copied one.
func (m *Model) nextState() {
	c := m.cells[m.focus]
	if c == nil || c.group != "facts" || m.sheet.Fact(c.id).Value == nil || c.bad != "" {
		return
	}
	m.push()
	copied := c.state == desk.Copied
	if c.state = states[(slices.Index(states, c.state)+1)%len(states)]; c.state == desk.Copied {
		c.state = desk.Confirmed // nobody copies by hand
	}
	m.apply(c)
	m.before = m.stepOf(c)
	if copied {
		m.nextCopied()
	}
}

// step is one change that can be taken back: what stood there before.
type step struct {
	path  store.Path
	at    entry
	text  string
	state string
	flag  bool
	bulk  *[]step // several figures that changed at once
}

func (m *Model) stepOf(c *cell) step {
	return step{path: c.path, at: m.at, text: c.f.Value(), state: c.state}
}

// push keeps what the cell with the focus was, if it changed since.
func (m *Model) push() {
	c := m.cells[m.focus]
	if c == nil || m.before.path != c.path || m.before.text == c.f.Value() && m.before.state == c.state {
		return
	}
	m.undo = append(m.undo, m.before)
	m.before = m.stepOf(c)
}
