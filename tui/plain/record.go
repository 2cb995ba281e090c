package plain

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/vi"
	"coopfield/tui/field"
	"coopfield/tui/leaf"
)

// skipped are fields that are asked elsewhere, follow from others or are set by
// the program.
var skipped = map[string]bool{
	"cooperative": true, "checklist": true, "checklist_revision": true, "plan": true,
	"action_checks": true, "support_checks": true,
}

// record asks for the fields of one record, those that given fixes left out, and
// makes one op of the answers.
func (p *plain) record(k store.Kind, id string, given store.Doc) error {
	f, err := p.desk.Edit(p.t.ctx, k, id)
	if err != nil {
		return err
	}
	if f.IsNew && len(f.Draft) == 0 && len(given) > 0 {
		if err := p.give(k, id, given); err != nil {
			return err
		}
		if f, err = p.desk.Edit(p.t.ctx, k, id); err != nil {
			return err
		}
	}
	r := &recording{p: p, kind: k, id: id, doc: f.Doc, raw: map[store.Path]string{}, given: given}
	for _, d := range f.Draft {
		if d.Raw != "" {
			r.raw[d.Path] = d.Raw
		}
	}
	err = p.t.form(r.questions())
	if err == nil {
		err = r.lists()
	}
	if err != nil && err != errStop { //nolint:errorlint // of this package, never wrapped
		return err
	}
	return p.write(k, id)
}

// give writes what a new record has before anything is asked.
func (p *plain) give(k store.Kind, id string, given store.Doc) error {
	var edits []desk.Edit
	for _, name := range slices.Sorted(maps.Keys(given)) {
		edits = append(edits, desk.Edit{Path: name, Value: given[name]})
	}
	_, err := p.desk.SaveFields(p.t.ctx, k, id, edits...)
	return err
}

// write makes one op of the draft and says what became of it. What cannot be
// written stays in the draft.
func (p *plain) write(k store.Kind, id string) error {
	f, err := p.desk.Edit(p.t.ctx, k, id)
	if err != nil {
		return err
	}
	if len(f.Draft) == 0 {
		p.t.say("%s", p.t.w.Unchanged)
		return nil
	}
	if _, err := p.desk.Commit(p.t.ctx, k, id); err != nil {
		p.t.say("%s", p.t.w.NotWritten)
		return err
	}
	p.t.say("%s", p.t.w.Written)
	return nil
}

// recording is one record whose fields are asked for.
type recording struct {
	p     *plain
	kind  store.Kind
	id    string
	doc   store.Doc
	raw   map[store.Path]string
	given store.Doc
}

// questions are those of the fields that stand alone or in a fixed part.
func (r *recording) questions() []question {
	var qs []question
	for i := range store.SpecOf(r.kind).Fields {
		f := &store.SpecOf(r.kind).Fields[i]
		if _, fixed := r.given[f.Name]; fixed || f.Derived || skipped[f.Name] {
			continue
		}
		switch f.Type {
		case store.TypeMap:
			if r.kind == store.Annual && f.Name == "figures" {
				qs = append(qs, r.figures()...)
			}
		case store.TypeObject:
			for j := range f.Fields {
				qs = append(qs, r.question(f.Name+"."+f.Fields[j].Name, &f.Fields[j]))
			}
		default:
			qs = append(qs, r.question(f.Name, f))
		}
	}
	return qs
}

// figures are the yearly figures in the order of the report.
func (r *recording) figures() []question {
	var qs []question
	for _, x := range store.Figures() {
		q := r.question("figures."+x.ID, &store.Field{Name: x.ID, Type: store.TypeNumber, Scale: x.Scale(), Signed: true})
		if x.Unit == "đồng" {
			q = r.asked("figures."+x.ID, &store.Field{Name: x.ID, Type: store.TypeNumber, Signed: true}, field.NewMoney(r.p.c, field.MoneySpec{}))
		}
		q.label = fmt.Sprintf(r.p.t.w.Figure, x.Title, x.Unit)
		qs = append(qs, q)
	}
	return qs
}

func (r *recording) question(path store.Path, spec *store.Field) question {
	return r.asked(path, spec, leaf.Input(r.p.c, spec, r.p.lists(r.kind)))
}

func (r *recording) asked(path store.Path, spec *store.Field, f field.Field) question {
	if raw, typed := r.raw[path]; typed {
		f.SetValue(raw)
	} else {
		leaf.Show(f, r.doc.At(path))
	}
	return question{id: path, label: r.p.names.Label(r.kind, path, ""), f: f, save: func() (string, error) {
		at, err := r.p.desk.SaveFields(r.p.t.ctx, r.kind, r.id, leaf.EditOf(path, spec, f))
		return r.p.saved(at), err
	}}
}

func (p *plain) saved(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return fmt.Sprintf(p.t.w.Saved, at.Format(time.TimeOnly))
}

// lists asks for the parts that may be several, such as products: those that are
// there, then more until none is added.
func (r *recording) lists() error {
	for i := range store.SpecOf(r.kind).Fields {
		f := &store.SpecOf(r.kind).Fields[i]
		if f.Type != store.TypeMap || f.Item == nil || f.Item.Type != store.TypeObject || skipped[f.Name] || f.Derived || f.Keys != nil {
			continue
		}
		if err := r.list(f); err != nil {
			return err
		}
	}
	return nil
}

func (r *recording) list(f *store.Field) error {
	t := r.p.t
	name, ok := t.w.Lists[f.Name]
	if !ok {
		name = r.p.names.Label(r.kind, f.Name, "")
	}
	for n, id := range slices.Sorted(maps.Keys(r.doc.Sub(f.Name))) {
		path := f.Name + "." + id
		t.say("")
		t.say(t.w.ItemOf, name, n+1, r.doc.Text(path+"."+f.Item.Fields[0].Name))
		if err := t.form(r.item(path, f, 0)); err != nil {
			return err
		}
	}
	for {
		s, err := t.line(fmt.Sprintf(t.w.Another, name))
		if err != nil {
			return err
		}
		if s == "" || s == "<" {
			return nil
		}
		if s == "." {
			return errStop
		}
		id, err := r.p.desk.NewID()
		if err != nil {
			return err
		}
		qs := r.item(f.Name+"."+id, f, 0)
		if !t.take(&qs[0], strings.TrimPrefix(s, `\`)) {
			continue
		}
		if err := t.form(qs[1:]); err != nil {
			return err
		}
	}
}

// item are the questions of one item of a list, from its nth field on.
func (r *recording) item(path store.Path, f *store.Field, n int) []question {
	var qs []question
	for i := range f.Item.Fields[n:] {
		sub := &f.Item.Fields[n+i]
		qs = append(qs, r.question(path+"."+sub.Name, sub))
	}
	return qs
}

// lists are the choices of a kind's fields.
func (p *plain) lists(k store.Kind) leaf.Lists {
	return leaf.Lists{
		Enum: func(name, value string) string { return p.names.Value(k, name, value) },
		Units: func(communes bool) []field.Option {
			return leaf.UnitOptions(p.desk.Units(), p.today(), communes)
		},
	}
}

func (p *plain) today() string { return p.c.Now().Format(time.DateOnly) }

// annual asks for a year's figures of a cooperative.
func (p *plain) annual(coop string) error {
	year, err := p.year()
	if err != nil {
		return err
	}
	id := ""
	err = p.desk.List(p.t.ctx, store.Query{Kind: store.Annual, Where: []store.Cond{
		{Field: "cooperative", Value: coop}, {Field: "year", Value: fmt.Sprint(year)},
	}}, func(r *store.Record) error {
		if id == "" {
			id = r.ID
		}
		return nil
	})
	if err != nil {
		return err
	}
	if id == "" {
		if id, err = p.drafted(store.Annual, func(d store.Doc) bool {
			y, _ := d.Int("year")
			return d.Text("cooperative") == coop && y == year
		}); err != nil {
			return err
		}
	}
	return p.record(store.Annual, id, store.Doc{"cooperative": coop, "year": year})
}

// drafted returns the id of a draft of kind k that fits, a new id if there is
// none.
func (p *plain) drafted(k store.Kind, fits func(store.Doc) bool) (string, error) {
	rows, err := p.desk.Recovered(p.t.ctx)
	if err != nil {
		return "", err
	}
	for i := range rows {
		if rows[i].Kind != k {
			continue
		}
		f, err := p.desk.Edit(p.t.ctx, k, rows[i].ID)
		if err != nil {
			return "", err
		}
		if fits(f.Doc) {
			return rows[i].ID, nil
		}
	}
	return p.desk.NewID()
}

func (p *plain) year() (int64, error) {
	for {
		s, err := p.t.line(p.t.w.Year)
		if err != nil {
			return 0, err
		}
		if s == "" || s == "." || s == "<" {
			return 0, errStop
		}
		n, _, err := vi.ParseNumber(s, 0)
		if err == nil && len(s) == 4 && n >= 1000 {
			return n, nil
		}
		p.t.say("%s", p.t.w.BadYear)
	}
}
