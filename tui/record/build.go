package record

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/tui/field"
	"coopfield/tui/leaf"
	"coopfield/tui/page"
)

var sprintf = fmt.Sprintf

// builder collects the fields of one section.
type builder struct {
	m     *Model
	items []field.Item
	n     int
	item  string // prefix of the item whose rows are made, "" outside of lists
}

// build makes the form of the section at anew. What is typed stays in the cells.
func (m *Model) build() {
	b := &builder{m: m}
	m.items, m.lists = map[string]string{}, nil
	m.presses, m.notes = map[string]func() tea.Cmd{}, map[string]store.Path{}
	if m.section() == nil && len(m.layout.Sections) > 0 { // the layout has it no more
		m.at = m.layout.Sections[0].ID
	}
	if s := m.section(); s != nil {
		for i := range s.Rows {
			b.row(&s.Rows[i])
		}
	}
	focused := ""
	if m.form != nil {
		focused = m.form.Focused()
	}
	m.form = field.NewForm(m.c, b.items...)
	if !m.inForm {
		m.form.Blur()
	} else if focused != "" {
		m.form.Focus(focused)
	}
}

func none() string { return "" }

// put adds a line of the form.
func (b *builder) put(id, label string, f field.Field, width int, fixed bool) {
	say := none
	if label != "" {
		say = func() string { return label }
	}
	if b.item != "" {
		b.m.items[id] = b.item
	}
	b.items = append(b.items, field.Item{ID: id, Label: say, Field: f, Width: width, Fixed: fixed})
}

// name is the id of a row without a path.
func (b *builder) name(r *Row) string {
	b.n++
	if r.ID != "" {
		return "=" + r.ID
	}
	return "=" + page.Count(b.n)
}

func (b *builder) row(r *Row) {
	c := b.m.c
	switch {
	case r.List != nil:
		b.list(r.List)
	case len(r.Cells) > 0:
		b.grid(r)
	case len(r.Heads) > 0:
		b.put("", r.Label, &heads{c: c, titles: r.Heads}, 0, true)
	case r.Tick:
		b.tick(r)
	case r.Word != "":
		b.put(b.name(r), r.Label, &button{c: c, word: r.Word, sign: r.Sign, presses: r.Press != nil, said: r.Say, forbidden: r.Denied}, 0, false)
		b.m.presses[b.items[len(b.items)-1].ID] = r.Press
	case r.Head:
		b.put("", "", &rule{c: c, title: r.Label}, 0, true)
	case r.Path != "":
		cl := b.cell(r)
		b.put(cl.path, r.Label, cl, cl.width(), false)
	default:
		b.put("", r.Label, &words{c: c, said: r.Say}, 0, true)
	}
}

// cell is the input of a row. One of the same leaf and kind that is there already
// stays, so that nothing typed is lost and the cursor stays where it was.
func (b *builder) cell(r *Row) *cell {
	m := b.m
	spec := specAt(m.o.Kind, r.Path)
	if spec == nil {
		spec = &store.Field{Name: r.Path[strings.LastIndexByte(r.Path, '.')+1:]}
	}
	cl := m.cells[r.Path]
	if sort := sortOf(r, spec); cl == nil || cl.sort != sort {
		cl = &cell{c: m.c, path: r.Path, spec: spec, sort: sort, row: *r}
		if !r.Tick {
			cl.Field = m.input(cl)
		} else {
			cl.Field = &tick{c: m.c, row: &cl.row}
		}
		m.fill(cl)
		m.cells[r.Path] = cl
	}
	cl.row, cl.why = *r, m.why(r)
	cl.row.Denied = cl.why
	return cl
}

// fill shows in a cell what is held, or as it was typed.
func (m *Model) fill(cl *cell) {
	cl.was = ""
	raw := ""
	if f := m.rec; f != nil {
		for i := range f.Draft {
			if f.Draft[i].Path != cl.path {
				continue
			}
			raw = f.Draft[i].Raw
			if f.Record != nil {
				cl.was = sprintf(m.c.Words.Record.Before, m.held(cl.path, f.Record.Doc.At(cl.path)))
			}
		}
	}
	cl.show(m.doc.At(cl.path), raw)
	if said := m.refused[cl.path]; said != "" {
		cl.fault, cl.of = said, cl.Value()
	}
}

// rawOf is what was typed into a leaf that is no value yet.
func (m *Model) rawOf(p store.Path) string {
	if m.rec != nil {
		for i := range m.rec.Draft {
			if m.rec.Draft[i].Path == p {
				return m.rec.Draft[i].Raw
			}
		}
	}
	return ""
}

// why says why a row may not be written, "" if it may.
func (m *Model) why(r *Row) string {
	if m.layout.Denied != "" {
		return m.layout.Denied
	}
	if r.Denied != "" {
		return r.Denied
	}
	for p := r.Path; p != ""; {
		if why := m.layout.May[p]; why != "" {
			return why
		}
		i := strings.LastIndexByte(p, '.')
		if i < 0 {
			break
		}
		p = p[:i]
	}
	return ""
}

// tick adds a line with a state, and its note where there is one or while it is
// opened.
func (b *builder) tick(r *Row) {
	m := b.m
	id := r.Path
	if id == "" {
		id = b.name(r)
		row := *r
		if row.Denied == "" {
			row.Denied = m.layout.Denied
		}
		b.put(id, "", &shownTick{tick{c: m.c, row: &row}}, 0, false)
	} else {
		b.put(id, "", b.cell(r), 0, false)
	}
	if r.Note == "" {
		return
	}
	m.notes[id] = r.Note
	held := m.doc.Text(r.Note) != "" || m.cells[r.Note] != nil && m.cells[r.Note].Value() != "" || m.rawOf(r.Note) != ""
	if !held && m.noting != r.Note {
		return
	}
	note := b.cell(&Row{Path: r.Note, Label: r.Label, Lines: 2, Hint: m.c.Words.Record.NoteHint, Denied: denyNote(r, m)})
	b.put(r.Note, "", below{note}, 0, false)
}

// denyNote lets a note be written below a state that the program computed.
func denyNote(r *Row, m *Model) string {
	if r.Path == "" || r.Value != "" {
		return m.layout.Denied
	}
	return r.Denied
}

// shownTick is a state that nobody sets: why stands beside it.
type shownTick struct{ tick }

func (f *shownTick) ReadBack() string {
	if f.row.Denied != "" {
		return f.row.Denied
	}
	return f.tick.ReadBack()
}

// grid adds a line of several inputs.
func (b *builder) grid(r *Row) {
	g := &grid{c: b.m.c, at: -1}
	id := r.ID
	for i := range r.Cells {
		sub := &r.Cells[i]
		if sub.Path == "" {
			said := Said{}
			if len(sub.Say) > 0 {
				said = sub.Say[0]
			}
			g.cells = append(g.cells, gridCell{said: said})
			continue
		}
		if sub.Denied == "" {
			sub.Denied = r.Denied
		}
		cl := b.cell(sub)
		if cl.row.Label == "" {
			cl.row.Label = r.Label
		}
		if b.item != "" {
			b.m.items[cl.path] = b.item
		}
		if id == "" {
			id = cl.path
		}
		g.cells = append(g.cells, gridCell{cell: cl})
	}
	g.enter(0)
	if old, ok := b.m.gridAt(id + "#"); ok {
		g.enter(old.at)
		g.on = old.on
	}
	b.put(id+"#", r.Label, g, 0, !g.has())
}

// list adds the items of a list, what adds one, and what is said without any.
func (b *builder) list(l *List) {
	m := b.m
	b.m.lists = append(b.m.lists, l)
	ids := m.itemIDs(l)
	for n, id := range ids {
		b.item = l.Path + "." + id
		for _, r := range l.Item(id, n) {
			b.row(&r)
		}
		b.item = ""
	}
	if len(ids) == 0 && l.Empty != "" {
		b.put("", "", &words{c: m.c, said: []Said{{Text: l.Empty, Look: Dim}}}, 0, true)
	}
	if m.why(&Row{Path: l.Path}) != "" {
		return
	}
	if l.Pick != nil {
		id := "?" + l.Path
		pick := m.picks[id]
		if pick == nil {
			pick = &picker{}
			pick.Choice = field.NewChoice(m.c, field.ChoiceSpec{Hint: l.Add, Options: func() []field.Option { return pick.options }})
			m.picks[id] = pick
		}
		pick.options = l.Pick
		b.put(id, "", pick, 0, false)
		return
	}
	if l.Add != "" {
		b.put("+"+l.Path, "", &button{c: m.c, word: l.Add, sign: "+", presses: true}, 0, false)
	}
}

// picker chooses an item to add.
type picker struct {
	*field.Choice
	options []field.Option
}

// itemIDs are the items of a list in the order to show: as the layout says, then
// those that it does not name, those just added last.
func (m *Model) itemIDs(l *List) []string {
	here := map[string]bool{}
	for id := range m.doc.Sub(l.Path) {
		here[id] = true
	}
	if f := m.rec; f != nil { // one of which only an unfinished text is typed
		for i := range f.Draft {
			if rest, ok := strings.CutPrefix(f.Draft[i].Path, l.Path+"."); ok && f.Draft[i].Raw != "" && !m.gone[f.Draft[i].Path] {
				id, _, _ := strings.Cut(rest, ".")
				here[id] = true
			}
		}
	}
	var out []string
	for _, id := range l.Order {
		if here[id] {
			out = append(out, id)
			delete(here, id)
		}
	}
	added := map[string]bool{}
	for _, key := range m.added {
		if id, ok := strings.CutPrefix(key, l.Path+"."); ok {
			added[id] = true
		}
	}
	for _, id := range slices.Sorted(maps.Keys(here)) {
		if !added[id] {
			out = append(out, id)
		}
	}
	for _, key := range m.added {
		if id, ok := strings.CutPrefix(key, l.Path+"."); ok && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// units are the options of a unit's field.
func (m *Model) units(communes bool) []field.Option {
	if o, ok := m.options[communes]; ok {
		return o
	}
	out := leaf.UnitOptions(m.d.Units(), m.c.Now().Format(dateOnly), communes)
	m.options[communes] = out
	return out
}

// gridAt returns the line of inputs with that id in the form as it stands.
func (m *Model) gridAt(id string) (*grid, bool) {
	if m.form == nil {
		return nil, false
	}
	g, ok := m.form.Field(id).(*grid)
	return g, ok
}
