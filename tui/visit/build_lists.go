package visit

import (
	"strings"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/vi"
	"coopfield/tui/field"
)

// promises lists recommendations or commitments with who and until when.
func (b *builder) promises() {
	w, group := b.m.c, b.m.promiseGroup()
	title, add := func() string { return w.Words.Visit.RecTitle }, func() string { return w.Words.Visit.AddRec }
	if b.m.at == secPromises {
		title, add = func() string { return w.Words.Visit.PromiseTitle }, func() string { return w.Words.Visit.AddPromise }
	}
	for i := range b.m.rec.promises() {
		p := &b.m.rec.promises()[i]
		n, path := i+1, group+"."+p.ID
		b.head(func() string { return sprintf(title(), n) })
		b.leaf(path+".text", store.TypeNote, func() string { return w.Words.Visit.RecText },
			sentence{field.NewText(w, field.TextSpec{Lines: promiseLines, Max: 2000})}, 0)
		b.leaf(path+".who", store.TypeText, func() string { return w.Words.Visit.RecWho }, field.NewText(w, field.TextSpec{Max: 500}), 0)
		b.leaf(path+".due", store.TypeDate, func() string { return w.Words.Visit.RecDue }, field.NewDate(w, false), 16)
	}
	if b.m.editable() {
		b.press("+"+group, "+", add)
	}
}

// promiseGroup is the field of the record that holds what somebody is to do.
func (m *Model) promiseGroup() string {
	if m.kind == store.Consultation {
		return "commitments"
	}
	return "recommendations"
}

func (b *builder) people() {
	w := b.m.c
	group := func(name string, list []desk.Person, title func(int) string, add func() string) {
		for i := range list {
			path := name + "." + list[i].ID
			b.head(func() string { return title(i + 1) })
			for _, f := range []struct {
				name  string
				label func() string
			}{
				{"name", func() string { return w.Words.Visit.Name }},
				{"position", func() string { return w.Words.Visit.Position }},
				{"office", func() string { return w.Words.Visit.Office }},
			} {
				b.leaf(path+"."+f.name, store.TypeText, f.label, field.NewText(w, field.TextSpec{Max: 500}), 0)
			}
		}
		if b.m.editable() {
			b.press("+"+name, "+", add)
		}
	}
	v := b.m.rec.visit()
	group("team", v.Team, func(n int) string { return sprintf(w.Words.Visit.Member, n) }, func() string { return w.Words.Visit.AddMember })
	group("participants", v.Participants, func(n int) string { return sprintf(w.Words.Visit.Person, n) }, func() string { return w.Words.Visit.AddPerson })
	b.head(none)
	b.leaf("secretary", store.TypeText, b.word("secretary"), field.NewText(w, field.TextSpec{Max: 500}), 0)
}

func (b *builder) general() {
	w := b.m.c
	line := func(name string) {
		b.leaf(name, store.TypeText, b.word(name), field.NewText(w, field.TextSpec{Max: 500}), 0)
	}
	b.leaf("on", store.TypeDate, b.word("on"), field.NewDate(w, true), 16)
	if b.m.kind == store.Consultation {
		line("advisor")
		b.leaf("next_on", store.TypeDate, b.word("next_on"), field.NewDate(w, false), 16)
		return
	}
	b.leaf("purpose", store.TypeEnum, b.word("purpose"), field.NewChoice(w, field.ChoiceSpec{Required: true, Options: func() []field.Option {
		var out []field.Option
		for _, p := range desk.VisitPurposes() {
			out = append(out, field.Option{ID: p, Label: w.Words.Visit.Purpose(p)})
		}
		return out
	}}), 0)
	line("basis")
	line("place")
	line("lead_office")
	b.leaf("started", store.TypeInstant, b.word("started"), field.NewClock(w), 10)
	b.leaf("ended", store.TypeInstant, b.word("ended"), field.NewClock(w), 10)
	most, least := int64(100), int64(0)
	b.leaf("copies", store.TypeNumber, b.word("copies"), field.NewNumber(w, field.NumberSpec{Min: &least, Max: &most}), 10)
	b.checklist()
}

// end lists what is missing before the record can be finalised.
func (b *builder) end() {
	w := b.m.c
	if b.m.editable() {
		gaps := b.m.gaps()
		if len(gaps) == 0 {
			b.say(func() string { return w.Theme.Glyph.Check + " " + w.Words.Visit.NoGaps })
		} else {
			b.say(func() string { return sprintf(w.Words.Visit.GapsTitle, len(gaps)) })
		}
		for i := range gaps {
			g := gaps[i]
			b.press(gapID(i), "!", func() string { return b.m.gapText(&g) })
		}
	}
	for _, l := range b.m.summary() {
		b.say(func() string { return w.Theme.Glyph.Dot + " " + l })
	}
}

// supports lists what was given from a consultation.
func (b *builder) supports() {
	w := b.m.c
	a := b.m.rec.consult()
	if len(a.Supports) == 0 {
		b.empty("support")
	}
	for i := range a.Supports {
		s := &a.Supports[i]
		n := i + 1
		b.head(func() string { return sprintf(w.Words.Visit.SupportTitle, n) })
		for _, f := range b.m.supportFields(s) {
			b.put(f.cell, f.width, f.value)
		}
	}
	if b.m.editable() {
		b.press("+support", "+", func() string { return w.Words.Visit.AddSupport })
	}
}

func (m *Model) textOf(id string) string {
	if c := m.cells[id]; c != nil {
		return strings.TrimSpace(c.Value())
	}
	return ""
}

// clean is a text without the spaces at its ends.
func clean(s string) string { return strings.TrimSpace(s) }

// shortDate is a civil date as people write it, as it stands if it is none.
func shortDate(s string) string { return vi.FormatDate(s) }
