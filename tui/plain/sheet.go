package plain

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/scheme"
	"coopfield/store/vi"
	"coopfield/tui/field"
)

// sheets is the menu of a cooperative's assessments: those that are there, and a
// new one.
func (p *plain) sheets(coop string) error {
	w := p.t.w
	return p.t.menu(func() string { return w.Sheets }, func() ([]option, error) {
		card, err := p.desk.CoopCard(p.t.ctx, coop)
		if err != nil {
			return nil, err
		}
		var opts []option
		for i := range card.Assessments {
			a := &card.Assessments[i]
			state := p.c.Words.Coop.States[string(a.State)]
			opts = append(opts, option{fmt.Sprintf(w.OpenSheet, a.Period, p.names.Scheme(a.Scheme), state), func() error { return p.sheet(a.ID) }})
		}
		return append(opts, option{w.NewSheet, func() error { return p.newSheet(coop) }}), nil
	})
}

// newSheet asks for the year and the set of criteria, of which those in force for
// it stand first.
func (p *plain) newSheet(coop string) error {
	year, err := p.year()
	if err != nil {
		return err
	}
	period := fmt.Sprint(year)
	last, err := scheme.LastDay(period)
	if err != nil {
		return err
	}
	fits := slices.DeleteFunc(slices.Clone(p.desk.Schemes()), func(s *scheme.Scheme) bool { return s.Valid(last).State == scheme.NotInForce })
	slices.SortStableFunc(fits, func(a, b *scheme.Scheme) int { return rank(a, last) - rank(b, last) })
	var sheet string
	err = p.t.menu(func() string { return p.c.Words.Coop.Scheme }, func() ([]option, error) {
		if sheet != "" {
			return nil, errStop // chosen: the menu ends
		}
		var opts []option
		for _, s := range fits {
			name := s.Title
			if v := s.Valid(last); v.State == scheme.InternalUse {
				name += " (" + p.c.Words.Coop.Internal + ": " + v.Note + ")"
			}
			opts = append(opts, option{name, func() (err error) {
				sheet, err = p.desk.StartAssessment(p.t.ctx, coop, period, s.ID)
				return err
			}})
		}
		return opts, nil
	})
	if sheet != "" && errors.Is(err, errStop) {
		return p.sheet(sheet)
	}
	return err
}

// rank puts whole schemes before those that hold a part of their circular, which
// give no rating, and those in force before those of internal use.
func rank(s *scheme.Scheme, last string) int {
	n := 0
	if s.Partial {
		n += 2
	}
	if s.Valid(last).State != scheme.InForce {
		n++
	}
	return n
}

// sheet is the menu of one assessment.
func (p *plain) sheet(id string) error {
	w := p.t.w
	var s *desk.Sheet
	return p.t.menu(
		func() string { return fmt.Sprintf(w.SheetOf, s.Title, s.Period, p.names.Scheme(s.Scheme.ID)) },
		func() (opts []option, err error) {
			if s, err = p.desk.Sheet(p.t.ctx, id); err != nil {
				return nil, err
			}
			p.reviewed(s)
			if s.State == store.Final {
				p.t.say("%s", w.Closed)
				return []option{{w.Result, func() error { p.result(s); return nil }}}, nil
			}
			return []option{
				{w.Fill, func() error { return p.fill(s) }},
				{w.Result, func() error { p.result(s); return nil }},
				{w.Final, func() error { return p.finalise(s) }},
			}, nil
		})
}

// reviewed says what the province gave the sheet back with.
func (p *plain) reviewed(s *desk.Sheet) {
	if s.Review == nil || s.State == store.Final {
		return
	}
	p.t.say("! %s: %s", p.c.Words.Coop.States["returned"], s.Review.Why)
	for i := range s.Items {
		it := &s.Items[i]
		if it.Comment != "" && it == first(s, it.Criterion) {
			p.t.say("%s: %s", it.Criterion.ID, it.Comment)
		}
	}
}

// first is the first item of a criterion.
func first(s *desk.Sheet, c *scheme.Criterion) *desk.SheetItem {
	for i := range s.Items {
		if s.Items[i].Criterion == c {
			return &s.Items[i]
		}
	}
	return nil
}

// fill asks item by item: its figures, each once, then points, evidence and the
// reason.
func (p *plain) fill(s *desk.Sheet) error {
	var qs []question
	asked := map[string]bool{}
	for i := range s.Items {
		it := &s.Items[i]
		from := len(qs)
		for _, id := range it.Facts {
			if f := s.Fact(id); f != nil && !asked[id] {
				asked[id] = true
				qs = append(qs, p.fact(s, f))
			}
		}
		for _, c := range scheme.Columns() {
			if s.CanWrite(c) {
				qs = append(qs, p.given(s, it, c))
			}
		}
		qs = append(qs, p.words(s, "evidence."+it.ID, p.t.w.Evidence, it.Evidence), p.words(s, "reason."+it.ID, p.t.w.Reason, it.Reason))
		if id := it.Criterion.ID; s.Baseline.Names(id) && it.Item == it.Criterion.Items[len(it.Criterion.Items)-1] {
			qs = append(qs, p.words(s, "cause."+id, p.c.Words.Assess.Book.Cause, s.Doc.Text("cause."+id)))
		}
		most := p.t.w.NoLimit
		if it.Max != nil {
			most = fmt.Sprintf(p.t.w.Most, vi.FormatPoints(int64(*it.Max)))
		}
		qs[from].head = fmt.Sprintf("%s %s (%s)", it.ID, it.Title, most)
		for j := from; j < len(qs); j++ { // "/3a" finds the item from any of its questions
			if qs[j].id == "" {
				qs[j].id = it.ID
			}
		}
	}
	qs = append(qs, p.closing(s)...)
	err := p.t.form(qs)
	if err != nil && !errors.Is(err, errStop) {
		return err
	}
	p.total(s)
	return p.write(store.Assessment, s.ID)
}

// edit makes what a Set method of the sheet returned durable.
func (p *plain) edit(s *desk.Sheet, edits []desk.Edit, err error) (string, error) {
	if err != nil {
		return "", err
	}
	at, err := p.desk.SaveFields(p.t.ctx, store.Assessment, s.ID, edits...)
	if err != nil {
		return "", err
	}
	return p.saved(at), nil
}

// scaled is an input that reads an integer.
type scaled interface{ Int() (int64, bool) }

// number reads the integer of f, nil for none.
func number(f field.Field) *int64 {
	if strings.TrimSpace(f.Value()) == "" {
		return nil
	}
	n, ok := f.(scaled).Int()
	if !ok {
		return nil
	}
	return &n
}

func (p *plain) fact(s *desk.Sheet, x *desk.SheetFact) question {
	var f field.Field = field.NewNumber(p.c, field.NumberSpec{Scale: x.Scale})
	if x.Unit == "đồng" {
		f = field.NewMoney(p.c, field.MoneySpec{})
	}
	if x.Value != nil {
		f.(interface{ SetInt(int64) }).SetInt(*x.Value)
	}
	return question{label: fmt.Sprintf(p.t.w.Figure, x.Title, x.Unit), f: f, save: func() (string, error) {
		edits, err := s.SetFact(x.ID, number(f), "")
		return p.edit(s, edits, err)
	}}
}

func (p *plain) given(s *desk.Sheet, it *desk.SheetItem, c scheme.Column) question {
	spec := field.PointsSpec{Step: int64(s.Scheme.Step)}
	if it.Max != nil {
		spec.Max = int64(*it.Max)
	}
	f := field.NewPoints(p.c, spec)
	if n, ok := it.Given[c]; ok {
		f.SetInt(int64(n))
	}
	label := map[scheme.Column]string{scheme.Self: p.t.w.Self, scheme.Checked: p.t.w.Checked, scheme.Approved: p.t.w.Approved}[c]
	computed := func() string {
		if n := s.Item(it.ID).Result.Computed; n != nil {
			return ", " + fmt.Sprintf(p.t.w.Computed, vi.FormatPoints(int64(*n)))
		}
		return ""
	}
	return question{label: label, note: computed, f: f, save: func() (string, error) {
		edits, err := s.SetPoints(c, it.ID, (*scheme.Points)(number(f)))
		said, err := p.edit(s, edits, err)
		if err == nil {
			p.total(s)
		}
		return said, err
	}}
}

func (p *plain) words(s *desk.Sheet, path store.Path, label, now string) question {
	f := field.NewText(p.c, field.TextSpec{Max: 2000})
	f.SetValue(now)
	return question{label: label, f: f, save: func() (string, error) {
		edits, err := s.SetText(path, strings.TrimSpace(f.Value()))
		return p.edit(s, edits, err)
	}}
}

func (p *plain) day(s *desk.Sheet, path store.Path) question {
	f := field.NewDate(p.c, false)
	f.SetISO(s.Doc.Text(path))
	return question{id: path, label: p.names.Label(store.Assessment, path, ""), f: f, save: func() (string, error) {
		iso, _ := f.ISO()
		edits, err := s.SetText(path, iso)
		return p.edit(s, edits, err)
	}}
}

// closing are the questions of the whole sheet.
func (p *plain) closing(s *desk.Sheet) []question {
	months := func(path store.Path, label string, most int64) question {
		zero := int64(0)
		f := field.NewNumber(p.c, field.NumberSpec{Scale: 2, Min: &zero, Max: &most})
		if n, ok := s.Doc.Int(path); ok {
			f.SetInt(n)
		}
		return question{id: path, label: label, f: f, save: func() (string, error) {
			edits, err := s.SetNumber(path, number(f))
			return p.edit(s, edits, err)
		}}
	}
	name := func(path store.Path) question {
		q := p.words(s, path, p.names.Label(store.Assessment, path, ""), s.Doc.Text(path))
		q.id = path
		return q
	}
	qs := []question{
		months("months_active", p.t.w.Months, 1200_00), months("months_stopped", p.t.w.MonthsNot, 12_00),
		name("board_agreed.name"), p.day(s, "board_agreed.on"), name("supervisor_agreed.name"), p.day(s, "supervisor_agreed.on"),
		p.day(s, "received_on"),
	}
	qs[0].head = p.t.w.SheetEnd
	return qs
}

// total says what the sheet comes to.
func (p *plain) total(s *desk.Sheet) {
	r, w := s.Result, p.t.w
	if r == nil {
		return
	}
	p.t.say(w.Total, vi.FormatPoints(int64(r.Total)), vi.FormatPoints(int64(r.Max)))
	switch done := len(s.Items) - len(r.Missing); {
	case r.Excluded != nil:
		p.t.say("%s", r.Excluded.Title)
	case r.Rating != nil:
		p.t.say(w.Rated, r.Rating.Title)
	case done < len(s.Items):
		p.t.say(w.Provisional, done, len(s.Items))
	default:
		p.t.say("%s", w.NoRating)
	}
}

// result says the points, and what is missing before the sheet is finalised.
func (p *plain) result(s *desk.Sheet) {
	for _, it := range s.Items {
		points := "–"
		if n := it.Result.Points; n != nil {
			points = vi.FormatPoints(int64(*n))
		}
		p.t.say("%s %s: %s", it.ID, it.Title, points)
	}
	p.total(s)
	if s.State != store.Final {
		p.missing(s.Gaps())
	}
}

func (p *plain) missing(gaps []desk.Gap) {
	if len(gaps) == 0 {
		return
	}
	p.t.say(p.t.w.Missing, len(gaps))
	for _, g := range gaps {
		p.t.say("- %s", g.Text)
	}
}

func (p *plain) finalise(s *desk.Sheet) error {
	if gaps := s.Gaps(); len(gaps) > 0 {
		p.t.say("%s", p.t.w.CannotFinal)
		p.missing(gaps)
		return nil
	}
	return p.final(store.Assessment, s.ID, p.t.w.FinalAsk)
}

// final finalises a record after the person confirmed it.
func (p *plain) final(k store.Kind, id, ask string) error {
	ok, err := p.t.sure(ask)
	if err != nil || !ok {
		return err
	}
	if _, err := p.desk.Finalise(context.WithoutCancel(p.t.ctx), k, id); err != nil {
		var missing *desk.GapError
		if errors.As(err, &missing) {
			p.t.say("%s", p.t.w.CannotFinal)
			p.missing(missing.Gaps)
			return nil
		}
		return err
	}
	p.t.say("%s", p.t.w.Finalised)
	return nil
}
