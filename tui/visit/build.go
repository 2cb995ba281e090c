package visit

import (
	"strconv"
	"strings"

	"github.com/charmbracelet/lipgloss"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/vi"
	"coopfield/tui/field"
	"coopfield/tui/leaf"
	"coopfield/tui/page"
)

// Lines of the inputs for free text.
const (
	noteLines    = 4
	promiseLines = 2
)

// builder collects the fields of one section.
type builder struct {
	m     *Model
	items []field.Item
}

// build makes the form of the section at anew. What is typed stays in the cells.
func (m *Model) build() {
	b := &builder{m: m}
	switch m.at {
	case secOpen:
		b.open()
	case secChecks:
		b.checks()
	case secPlan:
		b.supportChecks()
	case secFigures:
		b.figures()
	case secFindings:
		b.note("strengths")
		b.note("shortcomings")
		b.note("obstacles")
		b.answers()
	case secOpinion:
		b.note("opinion")
	case secRequests:
		b.note("requests")
	case secAdvice:
		b.topics()
		b.note("advice")
	case secRecs, secPromises:
		b.promises()
	case secSupport:
		b.supports()
	case secPeople:
		b.people()
	case secGeneral:
		b.general()
	case secFiles:
		b.fileList()
	case secEnd:
		b.end()
	}
	focused := ""
	if m.form != nil {
		focused = m.form.Focused()
	}
	m.form = field.NewForm(m.c, b.items...)
	if m.inForm && focused != "" {
		m.form.Focus(focused)
	}
	if !m.inForm {
		m.form.Blur()
	}
}

func none() string { return "" }

// put adds a cell; one of the same id that is there already keeps its input, so
// that nothing typed is lost and the cursor stays where it was.
func (b *builder) put(c *cell, width int, v any) *cell {
	if old := b.m.cells[c.id]; old != nil {
		old.label, old.was = c.label, c.was
		if f, ok := old.Field.(*mark); ok {
			if g, ok := c.Field.(*mark); ok {
				f.title, f.sub, f.ground, f.hint = g.title, g.sub, g.ground, g.hint
			}
		}
		c = old
	} else {
		b.fill(c, v)
		b.m.cells[c.id] = c
	}
	c.c, c.frozen = b.m.c, !b.m.editable()
	label := c.label
	switch c.Field.(type) {
	case *mark, aside:
		label = none
	}
	if c.bare {
		label = none
	}
	b.items = append(b.items, field.Item{ID: c.id, Label: label, Field: c, Width: width})
	return c
}

// fill shows in a new cell what is held, or as it was typed.
func (b *builder) fill(c *cell, v any) {
	if c.owner == ownRecord {
		if raw, ok := b.m.rec.raw()[c.path]; ok {
			c.SetValue(raw)
			return
		}
		if typed, ok := b.m.rec.typed()[c.path]; ok {
			c.SetValue(typed)
			return
		}
	}
	c.show(v)
}

// leaf adds an input for a leaf of the record.
func (b *builder) leaf(path store.Path, typ store.Type, label func() string, f field.Field, width int) *cell {
	return b.put(&cell{Field: f, id: path, path: path, typ: typ, label: label}, width, b.m.rec.doc().At(path))
}

func (b *builder) word(name string) func() string {
	return func() string { return b.m.c.Words.Visit.Fields[name] }
}

// head adds a line with a title.
func (b *builder) head(title func() string) {
	b.items = append(b.items, field.Item{Label: title, Field: &words{c: b.m.c, rule: true}, Fixed: true})
}

// say adds text.
func (b *builder) say(s func() string) {
	b.items = append(b.items, field.Item{Label: none, Field: &words{c: b.m.c, say: s}, Fixed: true})
}

// press adds a line that Enter presses.
func (b *builder) press(id, sign string, word func() string) {
	b.items = append(b.items, field.Item{ID: id, Label: none, Field: &button{c: b.m.c, sign: sign, word: word}})
}

func (b *builder) empty(name string) {
	b.say(func() string { return b.m.c.Words.Visit.Empty[name] })
}

// note adds a text of several lines under its title.
func (b *builder) note(name string) {
	if b.m.at != secOpinion && b.m.at != secRequests {
		b.say(b.word(name))
	}
	lines := max(min((b.m.height-8)/4, 3*noteLines), noteLines)
	if b.m.at == secOpinion || b.m.at == secRequests {
		lines *= 2
	}
	c := b.leaf(name, store.TypeNote, b.word(name), field.NewText(b.m.c, field.TextSpec{Lines: lines, Max: 5000}), 0)
	b.items[len(b.items)-1].Label = none
	c.bare = true
}

// aside adds the note of a line where there is one, or while it is opened.
func (b *builder) aside(c *cell, v string) {
	if v == "" && b.m.noting != c.id && (b.m.cells[c.id] == nil || strings.TrimSpace(b.m.cells[c.id].Value()) == "") {
		delete(b.m.cells, c.id)
		return
	}
	w := b.m.c
	c.Field = aside{Field: field.NewText(w, field.TextSpec{Lines: 2, Max: 2000, Hint: w.Words.Visit.NoteHint})}
	c.typ = store.TypeNote
	b.put(c, 0, v)
}

func (m *Model) newMark(choices []choice, word func(id string) string, title func() string) *mark {
	return &mark{c: m.c, choices: choices, word: word, title: title}
}

// open lists what earlier visits left open, each with what this one found.
func (b *builder) open() {
	list := b.m.rec.open()
	if len(list) == 0 {
		b.empty("open")
		return
	}
	for i := range list {
		it := &list[i]
		if !it.May {
			b.say(func() string { return it.Text + " (" + b.m.openSub(it) + ")" })
			continue
		}
		id := openID(it)
		w := b.m.c
		f := b.m.newMark(openChoices, func(id string) string { return w.Words.Visit.Opens[id] }, func() string { return it.Text })
		f.sub = func() (string, lipgloss.Style) {
			style := w.Theme.Dim
			if it.Overdue {
				style = w.Theme.Bad
			}
			return b.m.openSub(it), style
		}
		f.hint = w.Words.Visit.NoteHow
		own := cell{owner: ownFound, key: id, label: func() string { return it.Text }}
		state, due, note := own, own, own
		state.Field, state.id, state.path, state.typ = f, id+".state", "state", store.TypeEnum
		c := b.put(&state, 0, orNil(it.Found.State))
		if c.Value() == desk.FollowMoved {
			due.label = func() string { return w.Words.Visit.NewDue }
			due.Field, due.id, due.path, due.typ = aside{field.NewDate(w, true), due.label}, id+".due", "due", store.TypeDate
			b.put(&due, indent+page.Width(due.label())+17, orNil(it.Found.Due))
		}
		note.id, note.path = id+".note", "note"
		b.aside(&note, it.Found.Note)
	}
}

// openID names the line of an open item, however often it is read.
func openID(it *desk.OpenItem) string { return "open." + it.Item + "." + it.Record }

// openOf returns the item of a line, nil if there is none.
func (m *Model) openOf(id string) *desk.OpenItem {
	for i := range m.rec.open() {
		if it := &m.rec.open()[i]; openID(it) == id {
			return it
		}
	}
	return nil
}

func orNil(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// openSub says who was to do it, until when, and since when it is known.
func (m *Model) openSub(it *desk.OpenItem) string {
	w, dot := &m.c.Words.Visit, " "+m.c.Theme.Glyph.Dot+" "
	due := w.NoDue
	switch {
	case it.Due != "" && it.Overdue:
		due = sprintf(w.OpenOver, vi.FormatDate(it.Due), -it.Days)
	case it.Due != "":
		due = sprintf(w.OpenDue, vi.FormatDate(it.Due))
	}
	parts := []string{due}
	if it.Who != "" {
		parts = append(parts, sprintf(w.OpenWho, it.Who))
	}
	if it.Given != "" {
		parts = append(parts, sprintf(w.OpenFrom, vi.FormatDate(it.Given)))
	}
	if n := len(it.History); n > 0 {
		last := &it.History[n-1]
		parts = append(parts, sprintf(w.OpenWas, w.Opens[last.State], vi.FormatDate(last.On)))
	}
	return strings.Join(parts, dot)
}

func (b *builder) checks() {
	v, w := b.m.rec.visit(), b.m.c
	if len(v.Checks) == 0 {
		b.empty("checks")
	}
	for i := range v.Checks {
		x := &v.Checks[i]
		title := x.Title
		if title == "" {
			title = x.ID
		}
		n := i + 1
		f := b.m.newMark(checkChoices, func(id string) string { return w.Words.Visit.Checks[id] }, func() string { return sprintf("%d. %s", n, title) })
		f.ground = x.Basis
		f.sub = func() (string, lipgloss.Style) {
			if x.Last == "" || x.Last == "met" || f.value == "met" {
				return "", w.Theme.Dim
			}
			s := sprintf(w.Words.Visit.OpenWas, w.Words.Visit.Checks[x.Last], vi.FormatDate(x.LastOn))
			if x.LastNote != "" {
				s += ": " + x.LastNote
			}
			return s, w.Theme.Dim
		}
		path := "checks." + x.ID
		label := func() string { return title }
		b.put(&cell{Field: f, id: path + ".state", path: path + ".state", typ: store.TypeEnum, label: label}, 0, orNil(x.State))
		b.aside(&cell{id: path + ".note", path: path + ".note", label: label}, x.Note)
	}
}

func (b *builder) supportChecks() {
	v, w := b.m.rec.visit(), b.m.c
	if len(v.Supports) == 0 {
		b.empty("plan")
	}
	for i := range v.Supports {
		x := &v.Supports[i]
		title := b.m.supportText(&x.SupportLine)
		f := b.m.newMark(actionChoices, func(id string) string { return w.Words.Visit.Actions[id] }, func() string { return title })
		path := "support_checks." + x.ID
		label := func() string { return title }
		b.put(&cell{Field: f, id: path + ".state", path: path + ".state", typ: store.TypeEnum, label: label}, 0, orNil(x.State))
		b.aside(&cell{id: path + ".note", path: path + ".note", label: label}, x.Note)
	}
}

// supportText is one support in a line.
func (m *Model) supportText(s *desk.SupportLine) string {
	parts := []string{s.TypeName}
	if s.TypeName == "" {
		parts[0] = s.Type
	}
	for _, n := range []*int64{s.Disbursed, s.Approved} {
		if n != nil {
			parts = append(parts, vi.FormatMoney(*n))
			break
		}
	}
	if s.On != "" {
		parts = append(parts, vi.FormatDate(s.On))
	}
	if s.Note != "" {
		parts = append(parts, s.Note)
	}
	return strings.Join(parts, " "+m.c.Theme.Glyph.Dot+" ")
}

func (b *builder) figures() {
	v, w := b.m.rec.visit(), b.m.c
	for i := range v.Figures {
		x := &v.Figures[i]
		var f field.Field = field.NewNumber(w, field.NumberSpec{Scale: x.Scale()})
		if x.Unit == "đồng" {
			f = field.NewMoney(w, field.MoneySpec{})
		}
		c := b.leaf("figures."+x.ID, store.TypeNumber, func() string { return w.Words.Visit.Figure(x.ID, leaf.ShortTitle(x.Title)) }, f, 0)
		c.was = func() string {
			if x.Annual == nil {
				return ""
			}
			return sprintf(w.Words.Visit.LastYear, strconv.FormatInt(x.Year, 10), vi.FormatScaled(*x.Annual, x.Scale())+" "+x.Unit)
		}
	}
}

// answers shows what the province answered to obstacles of this visit.
func (b *builder) answers() {
	for i := range b.m.rec.visit().Obstacles {
		if o := &b.m.rec.visit().Obstacles[i]; o.Answer != "" {
			b.say(func() string {
				return sprintf(b.m.c.Words.Visit.Answered, o.Text, o.Answer, vi.FormatDate(o.Answered))
			})
		}
	}
}

func (b *builder) topics() {
	a, w := b.m.rec.consult(), b.m.c
	for i := range a.Topics {
		x := &a.Topics[i]
		title := x.Title
		if title == "" {
			title = x.ID
		}
		f := b.m.newMark(topicChoices, func(id string) string { return w.Words.Visit.Topics[id] }, func() string { return title })
		f.ground = x.Basis
		path := "topics." + x.ID
		var v any
		if x.On {
			v = true
		}
		b.put(&cell{Field: f, id: path, path: path, typ: store.TypeBool, label: func() string { return title }}, 0, v)
	}
}
