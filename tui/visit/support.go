package visit

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/field"
	"coopfield/tui/page"
)

// firstSupport is what a support is begun as: what an advisor brings most.
const firstSupport = "training"

// given is the end of beginning a support, or of dropping one.
type given struct {
	id  string // of the consultation
	new string // of the support, "" if one was dropped
	rec loaded
	err error
}

// supportField is one input of a support with its value.
type supportField struct {
	cell  *cell
	width int
	value any
}

// supportFields are the inputs of one support; a loan has its rate and due date.
func (m *Model) supportFields(s *desk.SupportLine) []supportField {
	w := m.c
	doc := m.rec.given(s.ID)
	add := func(name string, typ store.Type, f field.Field, width int) supportField {
		return supportField{&cell{
			Field: f, id: "support." + s.ID + "." + name, owner: ownSupport, key: s.ID, path: name, typ: typ,
			label: func() string { return w.Words.Visit.Given[name] },
		}, width, doc.At(name)}
	}
	line := func(name string) supportField {
		return add(name, store.TypeText, field.NewText(w, field.TextSpec{Max: 500}), 0)
	}
	money := func(name string) supportField {
		return add(name, store.TypeNumber, field.NewMoney(w, field.MoneySpec{}), 0)
	}
	out := []supportField{
		add("type", store.TypeEnum, field.NewChoice(w, field.ChoiceSpec{Required: true, Options: m.supportTypes}), 0),
		add("on", store.TypeDate, field.NewDate(w, false), 16), money("approved"), money("disbursed"), line("source"), line("decision_no"),
	}
	if m.loan(doc.Text("type")) {
		zero, most := int64(0), int64(100_00)
		out = append(out, add("rate", store.TypeNumber, field.NewNumber(w, field.NumberSpec{Scale: 2, Min: &zero, Max: &most}), 10),
			add("due", store.TypeDate, field.NewDate(w, false), 16))
	}
	return append(out, add("note", store.TypeNote, sentence{field.NewText(w, field.TextSpec{Lines: promiseLines, Max: 2000})}, 0))
}

func (m *Model) supportTypes() []field.Option {
	var out []field.Option
	for _, t := range m.d.SupportTypes() {
		out = append(out, field.Option{ID: t.ID, Label: t.Title})
	}
	return out
}

func (m *Model) loan(id string) bool {
	for _, t := range m.d.SupportTypes() {
		if t.ID == id {
			return t.Loan
		}
	}
	return false
}

// applySupport changes a support in memory and puts it into its queue.
func (m *Model) applySupport(c *cell, e desk.Edit) {
	set := store.Doc{}
	set.Put(e.Path, e.Value)
	m.rec.given(c.key).Apply(set)
	m.sink.addSupport(c.key, e)
	if c.path == "type" { // a loan has more fields
		m.build()
	}
}

// addSupport begins a support given from this consultation.
func (m *Model) addSupport() tea.Cmd {
	rd, q := m.begin(), m.sink
	coop := m.rec.coop().ID
	return func() tea.Msg {
		g := given{id: rd.id}
		if _, g.err = q.save(); g.err == nil {
			g.new, g.err = rd.d.StartSupport(context.Background(), coop, firstSupport, rd.id)
		}
		if g.err == nil {
			g.rec = rd.all()
		}
		return g
	}
}

// dropSupport forgets a support that stands in no op yet; one that does is part
// of what was written.
func (m *Model) dropSupport(id string) tea.Cmd {
	for i := range m.rec.consult().Supports {
		if s := &m.rec.consult().Supports[i]; s.ID == id && !s.Typing {
			return page.Do(page.Toast{Text: m.c.Words.Visit.SupportKept, Level: page.Warn})
		}
	}
	rd, q := m.begin(), m.sink
	return func() tea.Msg {
		g := given{id: rd.id, err: q.forgetSupport(id)}
		if g.err == nil {
			g.rec = rd.all()
		}
		return g
	}
}

func (m *Model) given(g given) tea.Cmd {
	switch {
	case g.id != m.id:
		return nil
	case g.err != nil:
		return page.Do(page.Fail{Err: plain(g.err)})
	}
	m.at, m.inForm, m.dirty = secSupport, true, true
	m.form = nil
	cmd := m.take(g.rec)
	if g.new != "" && m.form != nil {
		m.form.Focus("support." + g.new + ".type")
		m.arrived()
	}
	return tea.Batch(cmd, page.Do(page.Saved{At: m.c.Now()}))
}

// checklist adds the choice of the checklist that the visit follows.
func (b *builder) checklist() {
	d, w := b.m.d, b.m.c
	b.leaf("checklist", store.TypeEnum, b.word("checklist"), field.NewChoice(w, field.ChoiceSpec{Options: func() []field.Option {
		var out []field.Option
		for _, l := range d.Checklists() {
			out = append(out, field.Option{ID: l.ID, Label: l.Title})
		}
		return out
	}}), 0)
}
