package coop

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/vi"
	"coopfield/tui/coop/durable"
	"coopfield/tui/field"
	"coopfield/tui/keys"
	"coopfield/tui/leaf"
	"coopfield/tui/page"
)

// silence is how long after the last key the unfinished field is kept.
const silence = 400 * time.Millisecond

// sections are the fields of a cooperative in the order of the form. A test
// holds them against the form of the record, so that none is forgotten.
var sections = []struct {
	name   string
	fields []string
}{
	{"identity", []string{"name", "type", "tax_code", "registration_no", "registered_on", "status", "stopped_on", "ended_on"}},
	{"place", []string{"unit", "reporting_unit", "area", "address"}},
	{"people", []string{"phone", "email", "chair", "director", "controller"}},
	{"work", []string{"field", "report_field", "service_class", "model", "youth_founded"}},
	{"products", []string{"products"}},
	{"link_contracts", []string{"link_contracts"}},
	{"notes", []string{"notes"}},
}

// profile is the tab of the record's form.
type profile struct {
	m      *Model
	queue  *durable.Queue
	form   *field.Form
	cells  map[string]*cell
	doc    store.Doc       // with the draft laid over, as last read
	added  map[string]bool // items of products and contracts without a field yet
	isNew  bool
	denied string // why this person may not change it, "" if allowed

	editing bool
	dirty   bool   // something is not in an op yet
	touched bool   // and some of it was typed since the screen opened
	last    string // field that had the focus
	before  string // its value when it got the focus
	typed   int    // counts keys, to find the last before the silence
	undone  []step
	faults  int
	options map[bool][]field.Option // of units: communes only, or all
}

// step is one change that can be taken back.
type step struct{ path, value string }

// The messages of the form's commands.
type (
	quiet struct {
		id    string
		typed int
	}
	kept struct {
		id  string
		at  time.Time
		err error
	}
	committed struct {
		id    string
		told  bool // asked for with Ctrl+S: say what happened
		back  bool // the screen was being left
		typed int
		err   error
	}
	discarded struct {
		id  string
		err error
	}
	remove struct{ id, prefix string }
)

func newProfile(m *Model, f *desk.Form) *profile {
	p := &profile{
		m: m, queue: durable.New(m.desk, store.Cooperative, m.id), added: map[string]bool{},
		options: map[bool][]field.Option{},
	}
	if f.Record != nil {
		if err := store.Permit(m.desk.Me(), store.Subject{
			Kind: store.Cooperative, Op: store.OpPut, Cooperative: m.id, Unit: f.Doc.Text("reporting_unit"),
		}); err != nil {
			var e *store.Error
			if errors.As(err, &e) {
				p.denied = e.Message
			}
		}
	}
	p.fill(f)
	return p
}

// refresh takes a new reading, unless something typed is not in it.
func (p *profile) refresh(f *desk.Form) {
	p.isNew = f.IsNew
	if p.editing || p.queue.Waiting() > 0 {
		return
	}
	p.cells = nil
	p.fill(f)
}

func (p *profile) fill(f *desk.Form) {
	p.doc, p.isNew = f.Doc.Clone(), f.IsNew
	p.dirty = len(f.Draft) > 0
	p.build()
	for _, d := range f.Draft {
		c := p.cells[d.Path]
		if c == nil {
			continue
		}
		if d.Raw != "" {
			c.SetValue(d.Raw)
		}
		if f.Record != nil {
			c.was = fmt.Sprintf(p.m.c.Words.Coop.Before, orEmpty(p.m.names.Value(store.Cooperative, d.Path, p.shown(f.Record.Doc.At(d.Path))), p.m.c.Words.Coop.Empty))
		}
	}
}

// shown is a stored value as a person reads it.
func (p *profile) shown(v any) string {
	switch v := v.(type) {
	case string:
		return vi.FormatDate(v) // anything but a date stays as it is
	case int64:
		return vi.FormatInt(v)
	case bool:
		if v {
			return p.m.c.Words.Coop.Yes
		}
		return p.m.c.Words.Coop.No
	}
	return ""
}

// build makes the form anew from the record and the items that were added; what
// was typed stays.
func (p *profile) build() {
	spec, w := store.SpecOf(store.Cooperative), p.m.c
	old := p.cells
	p.cells = map[string]*cell{}
	var items []field.Item
	add := func(path, pattern string, f *store.Field) {
		c := p.newCell(path, f)
		if was := old[path]; was != nil {
			c.SetValue(was.Value())
			c.fault, c.of = was.fault, was.of
		} else {
			c.show(p.doc.At(path))
		}
		p.cells[path] = c
		items = append(items, field.Item{ID: path, Label: func() string { return w.Words.Coop.Fields[pattern] }, Field: c, Width: cellWidth(f)})
	}
	head := func(label func() string) {
		items = append(items, field.Item{Label: label, Field: heading{w}, Fixed: true})
	}
	for i, s := range sections {
		if i > 0 {
			head(func() string { return w.Words.Coop.Sections[s.name] })
		}
		for _, name := range s.fields {
			f := spec.Field(name)
			if f.Type != store.TypeMap {
				add(name, name, f)
				continue
			}
			for n, id := range p.itemIDs(name) {
				items = append(items, field.Item{Label: func() string {
					return "  " + fmt.Sprintf(itemTitle(w, name), n+1)
				}, Field: heading{w}, Fixed: true})
				for j := range f.Item.Fields {
					sub := &f.Item.Fields[j]
					add(name+"."+id+"."+sub.Name, name+".*."+sub.Name, sub)
				}
			}
			if p.denied == "" {
				items = append(items, field.Item{ID: "+" + name, Label: func() string { return "" }, Field: &button{w, func() string {
					if name == "products" {
						return w.Words.Coop.AddProduct
					}
					return w.Words.Coop.AddContract
				}}})
			}
		}
		if s.name == "work" {
			items = append(items, p.classItems()...)
		}
	}
	focused := ""
	if p.editing && p.form != nil {
		focused = p.form.Focused()
	}
	p.form = field.NewForm(w, items...)
	p.form.Blur()
	if focused != "" {
		p.form.Focus(focused)
	}
}

func itemTitle(c *page.Context, name string) string {
	if name == "products" {
		return c.Words.Coop.Product
	}
	return c.Words.Coop.Contract
}

// cellWidth keeps short values short, so that there is room for remarks.
func cellWidth(f *store.Field) int {
	switch f.Type {
	case store.TypeDate, store.TypeBool:
		return 14
	case store.TypeNumber:
		return 20
	case store.TypeEnum:
		return 24
	}
	switch f.Name {
	case "tax_code", "registration_no", "phone", "field":
		return 24
	}
	return 0
}

// itemIDs lists the items of a map in a stable order, those just added last.
func (p *profile) itemIDs(name string) []string {
	ids := slices.Sorted(maps.Keys(p.doc.Sub(name)))
	for _, key := range slices.Sorted(maps.Keys(p.added)) {
		if id, ok := strings.CutPrefix(key, name+"."); ok && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// text is the present value of a text field.
func (p *profile) text(path string) string {
	if c := p.cells[path]; c != nil {
		return strings.TrimSpace(c.Value())
	}
	return ""
}

// units are the options of a unit's field.
func (p *profile) units(communes bool) []field.Option {
	if o, ok := p.options[communes]; ok {
		return o
	}
	out := leaf.UnitOptions(p.m.desk.Units(), p.m.today(), communes)
	p.options[communes] = out
	return out
}

// today tells what a unit that has ended is now.
func (p *profile) today(id string) string {
	t, today := p.m.desk.Units(), p.m.today()
	u, ok := t.ByID(id)
	if !ok || u.Valid(today) {
		return ""
	}
	now, err := t.Current(id, today)
	if err != nil {
		return ""
	}
	return fmt.Sprintf(p.m.c.Words.Coop.UnitClosed, now.FullName())
}

func (m *Model) today() string { return m.c.Now().Format(time.DateOnly) }

// enter gives the form the focus from the tab line.
func (p *profile) enter(k keys.Press) tea.Cmd {
	switch k.Intent {
	case keys.Open, keys.Down, keys.NextField:
		id := p.last
		if id == "" || k.Intent == keys.Down {
			id = "name"
		}
		p.focus(id)
	}
	return nil
}

func (p *profile) focus(id string) {
	if p.form.Focus(id); p.form.Focused() == "" {
		p.form.Focus("name")
	}
	p.editing = true
	p.arrived()
}

// missing returns the first required field that holds nothing yet, otherwise if
// there is none.
func (p *profile) missing(otherwise string) string {
	for _, it := range p.form.Items() {
		if c := p.cells[it.ID]; c != nil && c.spec.Required && strings.TrimSpace(c.Value()) == "" {
			return it.ID
		}
	}
	return otherwise
}

// arrived remembers what the field held when it got the focus.
func (p *profile) arrived() {
	p.last, p.before = p.form.Focused(), ""
	if c := p.cells[p.last]; c != nil {
		p.before = c.Value()
	}
}

// item returns the prefix of the item that the focus is in, "" if in none.
func (p *profile) item() string {
	parts := strings.Split(p.form.Focused(), ".")
	if len(parts) < 3 {
		return ""
	}
	return parts[0] + "." + parts[1]
}
