// Package forms are the forms of single records of a programme: a support, an
// event for many, a proposal of the third stage, an obstacle (Kế hoạch
// 1185/KH-UBND, V, VI.3, VII.1.đ, VII.5). What may be chosen (types, sources,
// legal bases, models, offices) comes from the programmes that the store holds,
// never from here.
package forms

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/programme"
	"coopfield/store/vi"
	"coopfield/tui/field"
	"coopfield/tui/leaf"
	"coopfield/tui/page"
	"coopfield/tui/record"
)

// Source is what the forms read and write; *desk.Desk serves it.
type Source interface {
	record.Source
	Programmes() []*programme.Programme
	SupportTypes() []desk.SupportType
	StartSupport(ctx context.Context, coop, kind, consultation string) (string, error)
	Get(ctx context.Context, k store.Kind, id string) (*store.Record, error)
	Register(ctx context.Context) (*desk.Register, error)
	List(ctx context.Context, q store.Query, f func(*store.Record) error) error
	Me() store.Writer
}

// form is one of the forms.
type form struct {
	c     *page.Context
	d     Source
	kind  store.Kind
	args  page.Args
	names leaf.Names
	reg   atomic.Pointer[register]
	*record.Model
}

// New returns the form of a record. args: "kind" is support, event, proposal or
// obstacle; without an id a new one is begun, of the cooperative "coop" (a support
// needs one), of the "type", and "unit" where it is of a unit; "focus" is a leaf
// to begin at.
func New(c *page.Context, d Source, id string, args page.Args) page.Screen {
	f := &form{c: c, d: d, kind: store.Kind(args["kind"]), args: args, names: leaf.New(c, d)}
	o := record.Options{Kind: f.kind, ID: id, Start: f.start, Read: f.read, Focus: args["focus"]}
	f.Model = record.New(c, d, o)
	return f
}

// start begins a record as a draft.
func (f *form) start(ctx context.Context) (string, error) {
	coop := f.args["coop"]
	today := f.c.Now().Format(time.DateOnly)
	if f.kind == store.Support {
		return f.d.StartSupport(ctx, coop, f.args["type"], "") //nolint:wrapcheck // told to the person as it is
	}
	doc := store.Doc{}
	set := func(name, v string) {
		if v != "" {
			doc[name] = v
		}
	}
	unit := cmp.Or(f.args["unit"], f.d.Me().Unit)
	switch f.kind {
	case store.Event:
		set("on", today)
		set("type", f.args["type"])
		set("unit", unit)
		if coop != "" {
			doc["cooperatives"] = store.Doc{coop: true}
		}
	case store.Proposal:
		set("type", f.args["type"])
		set("cooperative", coop)
		set("unit", unit)
		set("state", desk.ProposalDrafted)
	case store.Obstacle:
		set("raised_on", today)
		set("state", desk.ObstacleOpen)
		set("cooperative", coop)
		if coop == "" {
			set("unit", unit)
		}
	default:
		return "", &store.Error{Code: store.Usage, Message: fmt.Sprintf("không có biểu mẫu cho loại hồ sơ %q", f.kind), Hint: "mở hồ sơ từ màn hình của nó"}
	}
	id, err := f.d.NewID()
	if err != nil {
		return "", err //nolint:wrapcheck // told to the person as it is
	}
	var edits []desk.Edit
	doc.Leaves(func(p store.Path, v any) { edits = append(edits, desk.Edit{Path: p, Value: v}) })
	_, err = f.d.SaveFields(ctx, f.kind, id, edits...)
	return id, err //nolint:wrapcheck // told to the person as it is
}

// known is what a form shows beside its record.
type known struct {
	doc     store.Doc
	coop    *store.Record // nil for none
	denied  string
	may     map[store.Path]string
	coops   []field.Option // of who may be named, with units
	plans   []field.Option
	visit   string            // day of the visit that raised an obstacle
	consult string            // day of the consultation that a support was given from
	titles  map[string]string // of cooperatives, by id
}

func (f *form) read(ctx context.Context, r *desk.Form) (func() record.Layout, error) {
	k := &known{doc: r.Doc, titles: map[string]string{}}
	if err := f.look(ctx, k); err != nil {
		return nil, err
	}
	f.permit(k, r)
	return func() record.Layout {
		l := f.layout(k)
		l.Denied, l.May = k.denied, k.may
		return l
	}, nil
}

// look reads what hangs on the record.
func (f *form) look(ctx context.Context, k *known) error {
	if id := k.doc.Text("cooperative"); id != "" {
		r, err := f.d.Get(ctx, store.Cooperative, id)
		if err != nil && store.CodeOf(err) != store.NotFound {
			return err //nolint:wrapcheck // told to the person as it is
		}
		if err == nil {
			k.coop = r
		}
	}
	switch f.kind {
	case store.Support:
		return f.lookSupport(ctx, k)
	case store.Event, store.Proposal:
		return f.lookCoops(ctx, k)
	}
	return f.lookObstacle(ctx, k)
}

// lookCoops lists the cooperatives that this person may name.
func (f *form) lookCoops(ctx context.Context, k *known) error {
	reg, err := f.d.Register(ctx)
	if err != nil {
		return err //nolint:wrapcheck // told to the person as it is
	}
	n := f.reg.Load()
	if n == nil || n.of != reg {
		n = f.named(reg)
		f.reg.Store(n)
	}
	k.titles, k.coops = n.titles, n.coops
	return nil
}

// register is the cooperatives of one state of the register, as choices.
type register struct {
	of     *desk.Register
	titles map[string]string
	coops  []field.Option
}

func (f *form) named(reg *desk.Register) *register {
	me := f.d.Me()
	n := &register{of: reg, titles: make(map[string]string, len(reg.Rows)), coops: make([]field.Option, 0, len(reg.Rows))}
	units := map[string]string{} // folded, since many cooperatives are of one
	for i := range reg.Rows {
		r := &reg.Rows[i]
		n.titles[r.ID] = r.Name
		if me.Role == store.Advisor && !slices.Contains(me.Coops, r.ID) {
			continue
		}
		if _, ok := units[r.ReportName]; !ok {
			units[r.ReportName] = vi.Fold(r.ReportName)
		}
		n.coops = append(n.coops, field.Option{ID: r.ID, Label: r.Name + " (" + r.ReportName + ")", Fold: r.Folded + " " + units[r.ReportName]})
	}
	return n
}

// permit asks what this person may write.
func (f *form) permit(k *known, r *desk.Form) {
	s := store.Subject{Kind: f.kind, Op: store.OpPut, Cooperative: k.doc.Text("cooperative"), Unit: k.doc.Text("unit"), Names: k.doc.Sub("cooperatives")}
	if k.coop != nil {
		s.Unit = k.coop.Doc.Text("reporting_unit")
	}
	k.may = map[store.Path]string{}
	if err := store.Permit(f.d.Me(), s); err != nil {
		var e *store.Error
		if errors.As(err, &e) {
			k.denied = e.Message
		}
		return
	}
	spec := store.SpecOf(f.kind)
	for i := range spec.Fields {
		name := spec.Fields[i].Name
		s.Set = store.Doc{name: ""}
		if store.Permit(f.d.Me(), s) != nil {
			k.may[name] = f.c.Words.Record.ProvinceOnly
		}
		if spec.Fields[i].Fixed && r.Record != nil {
			k.may[name] = f.c.Words.Record.Fixed
		}
	}
}

func (f *form) layout(k *known) record.Layout {
	w := &f.c.Words.Record
	title := w.Titles[string(f.kind)]
	l := record.Layout{}
	switch f.kind {
	case store.Support:
		l = f.support(k)
	case store.Event:
		l = f.event(k)
	case store.Proposal:
		l = f.proposal(k)
		title = cmp.Or(w.Titles[k.doc.Text("type")], title)
	case store.Obstacle:
		l = f.obstacle(k)
	}
	if k.coop != nil {
		l.Title = []string{k.coop.Doc.Text("name"), title}
	} else {
		l.Title = []string{title}
	}
	return l
}

// label is what a leaf is called.
func (f *form) label(p store.Path) string { return f.names.Label(f.kind, p, "") }

// row is an input with the usual label.
func (f *form) row(p store.Path) record.Row { return record.Row{Path: p, Label: f.label(p)} }

// pick is an input that takes one of a list. What the record holds already can
// stay, also where the list does not have it.
func (f *form) pick(k *known, p store.Path, list []field.Option) record.Row {
	r := f.row(p)
	if v := k.doc.Text(p); v != "" && !slices.ContainsFunc(list, func(o field.Option) bool { return o.ID == v }) {
		list = append(slices.Clone(list), field.Option{ID: v, Label: cmp.Or(k.titles[v], v)})
	}
	if list == nil {
		list = []field.Option{}
	}
	r.Choices = list
	return r
}

// unit is the reporting unit that a record without a cooperative belongs to.
func (f *form) unit() record.Row {
	r := f.row("unit")
	r.Choices = leaf.UnitOptions(f.d.Units(), f.c.Now().Format(time.DateOnly), false)
	return r
}

// entries joins what every programme that is held offers, each id once.
func (f *form) entries(of func(*programme.Programme) []programme.Entry) []field.Option {
	var out []field.Option
	for _, p := range f.d.Programmes() {
		for _, e := range of(p) {
			if !slices.ContainsFunc(out, func(o field.Option) bool { return o.ID == e.ID }) {
				out = append(out, field.Option{ID: e.ID, Label: e.Title})
			}
		}
	}
	return out
}

func funding(p *programme.Programme) []programme.Entry    { return p.Funding }
func legalBases(p *programme.Programme) []programme.Entry { return p.LegalBases }

func models(p *programme.Programme) []programme.Entry {
	out := make([]programme.Entry, len(p.Models))
	for i, m := range p.Models {
		out[i] = programme.Entry{ID: m.ID, Title: m.ID + ". " + m.Title}
	}
	return out
}

// worded are the options of a list of words, in the order of ids.
func worded(words map[string]string, ids ...string) []field.Option {
	out := make([]field.Option, len(ids))
	for i, id := range ids {
		out[i] = field.Option{ID: id, Label: words[id]}
	}
	return out
}
