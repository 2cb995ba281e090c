package plain

import (
	"errors"
	"fmt"
	"strings"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/vi"
	"coopfield/tui/field"
)

// meeting is what is recorded at a cooperative's table: a visit or a
// consultation.
type meeting struct {
	kind  store.Kind
	id    string
	title string // name of the cooperative
	on    string
	state store.State
	doc   store.Doc
	open  []desk.OpenItem
	gaps  func() []desk.Gap
	text  func(store.Path, string) ([]desk.Edit, error)
	found func(desk.ItemRef, desk.Found) (desk.FoundEdit, error)
	// own are the questions that only this kind has, lists its lists of items.
	own   func() []question
	lists []string
}

// visits is the menu of a cooperative's visits.
func (p *plain) visits(coop string) error {
	return p.t.menu(func() string { return p.t.w.Visits }, func() ([]option, error) {
		rows, err := p.desk.Visits(p.t.ctx, coop)
		if err != nil {
			return nil, err
		}
		var opts []option
		for i := range rows {
			x := &rows[i]
			opts = append(opts, p.dated(x.On, p.c.Words.Visit.Purposes[x.Purpose], x.State, func() error { return p.visit(x.ID) }))
		}
		for _, purpose := range desk.VisitPurposes() {
			name := fmt.Sprintf(p.t.w.NewOf, p.c.Words.Visit.Titles["visit"]+", "+p.c.Words.Visit.Purposes[purpose])
			opts = append(opts, option{name, func() error {
				id, err := p.desk.StartVisit(p.t.ctx, coop, purpose)
				if err != nil {
					return err
				}
				return p.visit(id)
			}})
		}
		return opts, nil
	})
}

// consults is the menu of a cooperative's consultations.
func (p *plain) consults(coop string) error {
	return p.t.menu(func() string { return p.t.w.Consults }, func() ([]option, error) {
		rows, err := p.desk.Consultations(p.t.ctx, coop)
		if err != nil {
			return nil, err
		}
		var opts []option
		for i := range rows {
			x := &rows[i]
			opts = append(opts, p.dated(x.On, x.Advisor, x.State, func() error { return p.consult(x.ID) }))
		}
		name := fmt.Sprintf(p.t.w.NewOf, p.c.Words.Visit.Titles["consultation"])
		return append(opts, option{name, func() error {
			id, err := p.desk.StartConsultation(p.t.ctx, coop)
			if err != nil {
				return err
			}
			return p.consult(id)
		}}), nil
	})
}

// dated is a line of one that is there.
func (p *plain) dated(on, what string, s store.State, do func() error) option {
	return option{fmt.Sprintf(p.t.w.Held, vi.FormatDate(on), what, p.c.Words.Visit.States[string(s)]), do}
}

func (p *plain) visit(id string) error {
	return p.meet(func() (*meeting, error) {
		v, err := p.desk.Visit(p.t.ctx, id)
		if err != nil {
			return nil, err
		}
		m := &meeting{
			kind: store.Visit, id: id, title: v.Title, on: v.On, state: v.State, doc: v.Doc, open: v.Open,
			gaps: v.Gaps, text: v.SetText, found: v.SetFound, lists: []string{"recommendations", "participants", "team"},
		}
		m.own = func() []question { return p.checks(m, v) }
		return m, nil
	})
}

func (p *plain) consult(id string) error {
	return p.meet(func() (*meeting, error) {
		c, err := p.desk.Consult(p.t.ctx, id)
		if err != nil {
			return nil, err
		}
		m := &meeting{
			kind: store.Consultation, id: id, title: c.Title, on: c.On, state: c.State, doc: c.Doc, open: c.Open,
			gaps: c.Gaps, text: c.SetText, found: c.SetFound, lists: []string{"commitments"},
		}
		m.own = func() []question { return p.topics(m, c) }
		return m, nil
	})
}

// meet is the menu of one visit or consultation, read anew each time.
func (p *plain) meet(read func() (*meeting, error)) error {
	w := p.t.w
	var m *meeting
	return p.t.menu(
		func() string {
			return fmt.Sprintf(w.MeetingOf, p.c.Words.Visit.Titles[string(m.kind)], m.title, vi.FormatDate(m.on))
		},
		func() (opts []option, err error) {
			if m, err = read(); err != nil {
				return nil, err
			}
			if m.state == store.Final {
				p.t.say("%s", w.MeetingClosed)
				return nil, nil
			}
			return []option{
				{w.Fill, func() error { return p.answer(m) }},
				{w.Left, func() error {
					if gaps := m.gaps(); len(gaps) > 0 {
						p.missing(gaps)
						return nil
					}
					p.t.say("%s", w.NothingLeft)
					return nil
				}},
				{w.Final, func() error {
					if gaps := m.gaps(); len(gaps) > 0 {
						p.t.say("%s", w.CannotFinal)
						p.missing(gaps)
						return nil
					}
					return p.final(m.kind, m.id, w.FinalMeeting)
				}},
			}, nil
		})
}

// answer asks what is recorded of one meeting: what is open from before, what the
// kind has of its own, the texts, then the lists. What is found of open items
// becomes records of their own when the meeting is finalised.
func (p *plain) answer(m *meeting) error {
	qs := p.opens(m)
	qs = append(qs, m.own()...)
	qs = append(qs, p.texts(m)...)
	err := p.t.form(qs)
	r := &recording{p: p, kind: m.kind, id: m.id, doc: m.doc, raw: map[store.Path]string{}}
	for _, name := range m.lists {
		if err == nil {
			err = r.list(store.SpecOf(m.kind).Field(name))
		}
	}
	if err != nil && !errors.Is(err, errStop) {
		return err
	}
	return p.write(m.kind, m.id)
}

// opens are the questions of what earlier meetings left open.
func (p *plain) opens(m *meeting) []question {
	var qs []question
	w := &p.c.Words.Visit
	for i := range m.open {
		x := &m.open[i]
		if !x.May {
			continue
		}
		due := w.NoDue
		if x.Due != "" {
			due = fmt.Sprintf(w.OpenDue, vi.FormatDate(x.Due))
		}
		if x.Overdue {
			due = fmt.Sprintf(w.OpenOver, vi.FormatDate(x.Due), -x.Days)
		}
		state := p.choice(desk.FollowStates(), w.Opens)
		state.SetValue(x.Found.State)
		until := field.NewDate(p.c, false)
		until.SetISO(x.Found.Due)
		note := field.NewText(p.c, field.TextSpec{Max: 2000})
		note.SetValue(x.Found.Note)
		save := func() (string, error) {
			f := x.Found
			f.State, f.Note = state.Value(), strings.TrimSpace(note.Value())
			f.Due, _ = until.ISO()
			e, err := m.found(x.ItemRef, f)
			if err != nil {
				return "", err
			}
			at, err := p.desk.SaveFound(p.t.ctx, e)
			return p.saved(at), err
		}
		head := strings.Join([]string{x.Text, x.Who, due}, ", ")
		qs = append(
			qs,
			question{id: "open", head: head, label: p.t.w.Became, f: state, save: save},
			question{id: "open", label: p.t.w.MovedTo, f: until, save: save},
			question{id: "open", label: p.t.w.Noted, f: note, save: save},
		)
	}
	return qs
}

// choice is a field of a few words.
func (p *plain) choice(ids []string, words map[string]string) *field.Choice {
	return field.NewChoice(p.c, field.ChoiceSpec{Options: func() []field.Option {
		out := make([]field.Option, len(ids))
		for i, id := range ids {
			out[i] = field.Option{ID: id, Label: words[id]}
		}
		return out
	}})
}

// keep makes what a Set method returned durable.
func (p *plain) keep(m *meeting, edits []desk.Edit, err error) (string, error) {
	if err != nil {
		return "", err
	}
	at, err := p.desk.SaveFields(p.t.ctx, m.kind, m.id, edits...)
	return p.saved(at), err
}

// checks are the questions of the checklist and the figures.
func (p *plain) checks(m *meeting, v *desk.Visit) []question {
	var qs []question
	for i := range v.Checks {
		x := &v.Checks[i]
		state := p.choice([]string{"met", "unmet", "not_applicable"}, p.c.Words.Visit.Checks)
		state.SetValue(x.State)
		head := x.Title
		if x.Basis != "" {
			head += " (" + x.Basis + ")"
		}
		qs = append(qs, question{id: x.ID, head: head, label: p.t.w.Became, f: state, save: func() (string, error) {
			edits, err := v.SetCheck(x.ID, state.Value())
			return p.keep(m, edits, err)
		}}, p.line(m, "checks."+x.ID+".note", p.t.w.Noted, x.Note))
	}
	for i := range v.Figures {
		x := &v.Figures[i]
		var f field.Field = field.NewNumber(p.c, field.NumberSpec{Scale: x.Scale()})
		if x.Unit == "đồng" {
			f = field.NewMoney(p.c, field.MoneySpec{})
		}
		if x.Value != nil {
			f.(interface{ SetInt(int64) }).SetInt(*x.Value)
		}
		qs = append(qs, question{id: x.ID, label: fmt.Sprintf(p.t.w.Figure, x.Title, x.Unit), f: f, save: func() (string, error) {
			edits, err := v.SetNumber("figures."+x.ID, number(f))
			return p.keep(m, edits, err)
		}})
	}
	return qs
}

// topics are the questions of what was advised on.
func (p *plain) topics(m *meeting, c *desk.Consult) []question {
	var qs []question
	for i := range c.Topics {
		x := &c.Topics[i]
		on := p.choice([]string{"true"}, p.c.Words.Visit.Topics)
		if x.On {
			on.SetValue("true")
		}
		qs = append(qs, question{id: x.ID, label: x.Title, f: on, save: func() (string, error) {
			edits, err := c.SetTopic(x.ID, on.Value() != "")
			return p.keep(m, edits, err)
		}})
	}
	return qs
}

// texts are the fields of words and days, in the order of the record's form.
func (p *plain) texts(m *meeting) []question {
	var qs []question
	spec := store.SpecOf(m.kind)
	for i := range spec.Fields {
		f := &spec.Fields[i]
		if f.Derived || f.Fixed || skipped[f.Name] || f.Name == "document_no" {
			continue
		}
		switch f.Type {
		case store.TypeInstant:
			qs = append(qs, p.hour(m, f.Name))
		case store.TypeText, store.TypeNote:
			q := p.line(m, f.Name, p.names.Label(m.kind, f.Name, ""), m.doc.Text(f.Name))
			q.id = f.Name
			qs = append(qs, q)
		case store.TypeDate:
			day := field.NewDate(p.c, f.Required)
			day.SetISO(m.doc.Text(f.Name))
			qs = append(qs, question{id: f.Name, label: p.names.Label(m.kind, f.Name, ""), f: day, save: func() (string, error) {
				iso, _ := day.ISO()
				edits, err := m.text(f.Name, iso)
				return p.keep(m, edits, err)
			}})
		}
	}
	return qs
}

// hour is the question of a time on the day of the meeting.
func (p *plain) hour(m *meeting, name string) question {
	f := field.NewClock(p.c)
	f.SetInstant(m.doc.Text(name))
	return question{id: name, label: p.names.Label(m.kind, name, ""), f: f, save: func() (string, error) {
		at, _ := f.Instant(m.on, p.c.Now().Location())
		edits, err := m.text(name, at)
		return p.keep(m, edits, err)
	}}
}

// line is the question of one text.
func (p *plain) line(m *meeting, path store.Path, label, now string) question {
	f := field.NewText(p.c, field.TextSpec{Max: 5000})
	f.SetValue(now)
	return question{label: label, f: f, save: func() (string, error) {
		edits, err := m.text(path, strings.TrimSpace(f.Value()))
		return p.keep(m, edits, err)
	}}
}
