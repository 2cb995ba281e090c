package programme

import (
	"cmp"
	"maps"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/vi"
	"coopfield/tui/keys"
	"coopfield/tui/page"
)

// facet is something by which a section can be narrowed.
type facet struct {
	id      string
	options func() []option
}

type option struct{ id, label string }

// name is the word for a value of the facet.
func (f facet) name(id string) string {
	for _, o := range f.options() {
		if o.id == id {
			return o.label
		}
	}
	return id
}

// The facets that belong to the whole page.
const (
	facetProgramme = "programme"
	facetMine      = "mine"
)

// yes is the value of a facet that is on or off.
const yes = "yes"

// unitFacet narrows to a reporting unit, of those that were read.
func (m *Model) unitFacet() facet {
	return facet{"unit", func() []option {
		var out []option
		for _, id := range slices.Collect(maps.Keys(m.units)) {
			out = append(out, option{id, place(m.units[id])})
		}
		slices.SortFunc(out, func(a, b option) int { return cmp.Or(vi.Compare(a.label, b.label), cmp.Compare(a.id, b.id)) })
		return out
	}}
}

// onFacet is one that is on or off.
func (m *Model) onFacet(id string) facet {
	return facet{id, func() []option { return []option{{yes, m.c.Words.Programme.Yes}} }}
}

// namesFacet narrows to one of the values that were read, by their ids.
func (m *Model) namesFacet(id string, names map[string]string) facet {
	return facet{id, func() []option {
		var out []option
		for _, id := range slices.Sorted(maps.Keys(names)) {
			out = append(out, option{id, names[id]})
		}
		return out
	}}
}

// listFacet narrows to one of what the programme names.
func listFacet(id string, options func() []option) facet { return facet{id, options} }

// picker is the open list of filters, of the values of one, or of what then is
// done with.
type picker struct {
	title, facet string
	all          []option
	notes        []string
	on           []bool
	at, top      int
	then         func(option) tea.Cmd // nil for filters
}

func (p *picker) add(o option, note string, on bool) {
	p.all, p.notes, p.on = append(p.all, o), append(p.notes, note), append(p.on, on)
}

// facetPicker lists the filters with what each is set to.
func (m *Model) facetPicker() *picker {
	w := m.c.Words.Programme
	p := &picker{title: w.FilterTitle}
	if all := m.desk.Programmes(); len(all) > 1 {
		p.add(option{facetProgramme, w.Facets[facetProgramme]}, m.programme, true)
	}
	if m.desk.Me().Role != store.Province {
		p.add(option{facetMine, w.Facets[facetMine]}, m.scope(), m.mine)
	}
	for _, f := range m.secs[m.at].facets() {
		note, v := w.Any, m.lists[m.at].facets[f.id]
		if v != "" {
			note = f.name(v)
		}
		p.add(option{f.id, w.Facets[f.id]}, note, v != "")
	}
	return p
}

func (m *Model) scope() string {
	if m.mine {
		return m.c.Words.Programme.Mine
	}
	return m.c.Words.Programme.Any
}

func (m *Model) pickPress(i keys.Intent) tea.Cmd {
	p := m.pick
	last := max(len(p.all)-1, 0)
	switch i {
	case keys.Up, keys.PrevField:
		p.at = max(p.at-1, 0)
	case keys.Down, keys.NextField:
		p.at = min(p.at+1, last)
	case keys.PageUp, keys.Home:
		p.at = 0
	case keys.PageDown, keys.End:
		p.at = last
	case keys.Back, keys.Filter:
		m.pick = nil
		if p.facet != "" {
			m.pick = m.facetPicker()
		}
	case keys.Open:
		if p.at < len(p.all) {
			return m.picked(p, p.all[p.at])
		}
		m.pick = nil
	}
	return nil
}

// picked opens the values of a filter, or sets it and reads anew.
func (m *Model) picked(p *picker, o option) tea.Cmd {
	if p.then != nil {
		m.pick = nil
		return p.then(o)
	}
	if p.facet == "" {
		m.pick = m.valuePicker(o)
		return nil
	}
	m.pick = nil
	switch l := m.lists[m.at]; {
	case p.facet == facetProgramme:
		m.programme = o.id
		for _, l := range m.lists {
			clear(l.facets)
			l.read = false
		}
		clear(m.units)
		return m.reread()
	case p.facet == facetMine:
		m.mine = o.id == yes
		return m.reread()
	case o.id == "":
		delete(l.facets, p.facet)
	default:
		l.facets[p.facet] = o.id
	}
	m.lists[m.at].asked = false
	return m.look()
}

// valuePicker lists the values of one filter.
func (m *Model) valuePicker(of option) *picker {
	w := m.c.Words.Programme
	p := &picker{title: of.label, facet: of.id}
	switch of.id {
	case facetProgramme:
		for _, r := range m.desk.Programmes() {
			p.add(option{r.ID, r.Title}, r.ID, r.ID == m.programme)
		}
		return p
	case facetMine:
		p.add(option{yes, w.Mine}, "", m.mine)
		p.add(option{"", w.Any}, "", !m.mine)
		return p
	}
	now := m.lists[m.at].facets[of.id]
	p.add(option{"", w.Any}, "", now == "")
	for _, f := range m.secs[m.at].facets() {
		if f.id != of.id {
			continue
		}
		for _, o := range f.options() {
			p.add(o, "", o.id == now)
		}
	}
	for i, on := range p.on {
		if on {
			p.at = i
		}
	}
	return p
}

// view draws the list as a box of at most width×height cells.
func (p *picker) view(c *page.Context, width, height int) string {
	t, w := c.Theme, c.Words.Programme
	label, note := page.Width(p.title), 0
	for i := range p.all {
		label = max(label, page.Width(p.all[i].label))
		note = max(note, page.Width(p.notes[i]))
	}
	note = min(note, width/3)
	inner := max(min(max(label+note+6, page.Width(w.FilterHint)+2), width-2), 1)
	rows := max(min(len(p.all), height-4), 1)
	p.top = max(min(p.top, p.at, len(p.all)-rows), p.at-rows+1, 0)
	var out []string
	if len(p.all) == 0 {
		out = append(out, " "+t.Dim.Render(page.Cut(t, w.NoFilter, inner-2)))
	}
	for n := p.top; n < min(p.top+rows, len(p.all)); n++ {
		mark := "  "
		if p.on[n] {
			mark = t.Glyph.Check + " "
		}
		said := page.Cut(t, p.notes[n], note)
		room := max(inner-page.Width(said)-5, 1)
		body := mark + page.Pad(page.CutMiddle(t, p.all[n].label, room), room) + " " + said + " "
		if n == p.at {
			out = append(out, t.Selected.Render(page.Pad(t.Glyph.Cursor+body, inner)))
		} else {
			out = append(out, page.Pad(" "+body, inner))
		}
	}
	out = append(out, " "+t.Dim.Render(page.Cut(t, w.FilterHint, inner-1)))
	return page.Panel(t, p.title, page.Fit(out, inner, len(out)), inner+2, len(out)+2, true)
}
