package desk

import (
	"context"
	"maps"
	"slices"
	"strings"

	"coopfield/store"
	"coopfield/store/letterhead"
	"coopfield/store/programme"
	"coopfield/store/scheme"
	"coopfield/store/vi"
)

// PrintedList is what the list of registrations of a programme says (danh sách
// đăng ký tham gia).
type PrintedList struct {
	Programme *programme.Programme
	Unit      string // full name of the unit that the list is of, "" = all that are held
	On        string // the day that it was made
	Rows      []RegistrationLine
	Open      int // registrations left out because their revisions disagree
	Training  bool
	By        store.Writer

	Letterhead letterhead.Letterhead
	Form       *letterhead.Form
	Values     map[string]string
}

// RegistrationLine is one cooperative that applies.
type RegistrationLine struct {
	ID          string
	Name        string // of the cooperative
	Commune     string
	Model       string // title
	SubmittedOn string
	Points      *scheme.Points // of the entry assessment in the programme's column, nil = not known
	Complete    bool           // no item lacks points
	Rating      string         // title of the band, "" if there is none
	Papers      int            // of the dossier that are there
	Lacking     []string       // titles of papers that are not
	Met         int            // mandatory conditions that are met, computed or ticked
	Unmet       []string       // titles of those that are not; of the rest nothing is known
	Priorities  int            // priority conditions that are met
	Decision    string         // result of the district's decision, "" while there is none
	DecisionNo  string
	DecisionOn  string
}

// PrintRegistrations gathers the list of who registered for a programme: of a
// unit and those below it, "" = all that are held, in Vietnamese order of names.
// What a registration does not say is left open.
//
// Errors: NotFound for the programme or the unit.
func (d *Desk) PrintRegistrations(ctx context.Context, programmeID, unit string) (*PrintedList, error) {
	var p *PrintedList
	err := d.view(ctx, func(w *work) (err error) {
		p, err = w.printRegistrations(programmeID, unit)
		return err
	})
	return p, err
}

func (w *work) printRegistrations(id, in string) (*PrintedList, error) {
	prog := w.cat.programmes()[id]
	if prog == nil {
		return nil, &store.Error{
			Code: store.NotFound, Detail: "programme", Message: "không có chương trình " + id,
			Hint: "các chương trình đang có: " + strings.Join(slices.Sorted(maps.Keys(w.cat.programmes())), ", "),
		}
	}
	p := &PrintedList{Programme: prog, On: w.d.today(), Training: w.d.o.Mode == Training, By: w.d.Me()}
	if in != "" {
		u, err := w.cat.units.Resolve(in, p.On)
		if err != nil {
			return nil, err
		}
		in, p.Unit = u.ID, u.FullName()
	}
	hidden, err := w.hidden(store.Registration)
	if err != nil {
		return nil, err
	}
	var list []*store.Record
	q := store.Query{Kind: store.Registration, Where: []store.Cond{{Field: "programme", Value: id}}, Without: sortedKeys(hidden)}
	if err := w.tx.Records(q, func(r *store.Record) error { list = append(list, r); return nil }); err != nil {
		return nil, err
	}
	lie := newPlaces(w.cat.units)
	for _, r := range list {
		coop, err := w.record(store.Cooperative, r.Doc.Text("cooperative"))
		if err != nil {
			return nil, err
		}
		if coop == nil || in != "" && !lie.covers(in, coop.Doc.Text("unit")) && !lie.covers(in, coop.Doc.Text("reporting_unit")) {
			continue
		}
		if r.Conflict != "" {
			p.Open++
			continue
		}
		line, err := w.registrationLine(prog, r, coop)
		if err != nil {
			return nil, err
		}
		p.Rows = append(p.Rows, line)
	}
	slices.SortStableFunc(p.Rows, func(a, b RegistrationLine) int { return vi.Compare(a.Name, b.Name) })
	set := w.cat.papers()
	p.Form = set.Form(letterhead.RegistrationList)
	p.Letterhead, p.Values = w.letterhead(set, p.By, p.On)
	p.Values["year"] = p.On[:4]
	return p, nil
}

// registrationLine reads one registration.
func (w *work) registrationLine(prog *programme.Programme, r, coop *store.Record) (RegistrationLine, error) {
	l := RegistrationLine{
		ID: r.ID, Name: coop.Doc.Text("name"), Commune: unitName(w.cat.units, coop.Doc.Text("unit")), Model: r.Doc.Text("model"),
		SubmittedOn: r.Doc.Text("submitted_on"), Decision: r.Doc.Text("district_decision.result"),
		DecisionNo: r.Doc.Text("district_decision.no"), DecisionOn: r.Doc.Text("district_decision.on"),
	}
	if m, ok := prog.Model(l.Model); ok {
		l.Model = m.Title
	}
	c, err := w.candidate(prog, r.ID, r.Doc, r)
	if err != nil {
		return l, err
	}
	for _, f := range c.Outcome.Dossier {
		if f.State == programme.Met {
			l.Papers++
		} else {
			l.Lacking = append(l.Lacking, f.Title)
		}
	}
	for _, f := range c.Outcome.Conditions {
		switch f.State {
		case programme.Met:
			l.Met++
		case programme.NotMet:
			l.Unmet = append(l.Unmet, f.Title)
		}
	}
	l.Priorities = c.Outcome.PrioritiesMet
	return l, w.entryPoints(&l, prog, r.Doc.Text("entry_assessment"))
}

// entryPoints reads what the entry assessment comes to in the column that the
// programme names. One that is not held, or does not fit its scheme, says
// nothing.
func (w *work) entryPoints(l *RegistrationLine, prog *programme.Programme, id string) error {
	r, err := w.record(store.Assessment, id)
	if err != nil || r == nil {
		return err
	}
	signed := *w
	signed.tx = undrafted{w.tx}
	s, err := signed.sheet(id)
	if err != nil {
		if store.CodeOf(err) == store.NotFound {
			return nil
		}
		return err
	}
	res, err := s.Scheme.Score(s.input, scheme.Options{Column: prog.ScoreColumn})
	if err != nil || res.Excluded != nil {
		return nil
	}
	l.Points, l.Complete = &res.Total, res.Complete
	if res.Rating != nil {
		l.Rating = res.Rating.Title
	}
	return nil
}
