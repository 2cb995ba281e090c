package coops

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store/desk"
	"coopfield/store/vi"
	"coopfield/tui/field"
	"coopfield/tui/keys"
	"coopfield/tui/page"
)

// choice is one line of a picker.
type choice struct {
	id, label, note string
	on              bool // chosen already
	folded          string
}

// picker is a list to choose from, above the table.
type picker struct {
	title, hint string
	facet       string // whose values these are, "" for the list of facets
	sorting     bool   // the list of columns
	all         []choice
	shown       []int
	at, top     int
	search      *field.Text // nil where the list is short
}

func (p *picker) key(msg tea.KeyMsg) {
	if p.search != nil && p.search.Update(msg) {
		p.find()
	}
}

func (p *picker) find() {
	q := ""
	if p.search != nil {
		q = vi.Fold(p.search.Value())
	}
	p.shown, p.at, p.top = vi.Nearest(len(p.all), func(i int) string { return p.all[i].folded }, q), 0, 0
}

func (p *picker) here() *choice {
	if p.at < len(p.shown) {
		return &p.all[p.shown[p.at]]
	}
	return nil
}

func (m *Model) pickPress(i keys.Intent) tea.Cmd {
	p := m.pick
	last := max(len(p.shown)-1, 0)
	switch i {
	case keys.Up, keys.PrevField:
		p.at = max(p.at-1, 0)
	case keys.Down, keys.NextField:
		p.at = min(p.at+1, last)
	case keys.PageUp, keys.Home:
		p.at = 0
	case keys.PageDown, keys.End:
		p.at = last
	case keys.Back:
		m.pick = nil
		if p.facet != "" {
			m.pick = m.facetPicker()
			m.pick.at = max(slices.Index(facetNames, p.facet), 0)
		}
	case keys.Delete:
		if c := p.here(); c != nil && p.facet == "" && !p.sorting {
			delete(m.facets, c.id)
			at := p.at
			m.narrow(m.hereID())
			m.pick = m.facetPicker()
			m.pick.at = at
		}
	case keys.Open:
		if c := p.here(); c != nil {
			m.choose(p, c)
		}
	}
	return nil
}

func (m *Model) choose(p *picker, c *choice) {
	switch {
	case p.sorting:
		m.sort = desk.RegisterSort{Column: c.id, Desc: c.id == m.sort.Column && !m.sort.Desc}
		at := p.at
		m.pick = m.sortPicker()
		m.pick.at = at
	case p.facet != "":
		if c.id == "" {
			delete(m.facets, p.facet)
		} else {
			m.facets[p.facet] = c.id
		}
		m.pick = nil
	case c.id == "":
		clear(m.facets)
		m.pick = nil
	default:
		m.pick = m.valuePicker(c.id)
		return
	}
	m.narrow(m.hereID())
}

// facetPicker lists the filters with what each is set to.
func (m *Model) facetPicker() *picker {
	w := m.c.Words.Coops
	p := &picker{title: w.FilterTitle, hint: w.FilterHint}
	for _, f := range facetNames {
		note := w.Any
		if v := m.facets[f]; v != "" {
			note = m.valueName(f, v)
		}
		p.all = append(p.all, choice{id: f, label: m.facetName(f), note: note, on: m.facets[f] != ""})
	}
	if len(m.facets) > 0 {
		p.all = append(p.all, choice{label: w.ClearAll})
	}
	p.find()
	return p
}

func (m *Model) sortPicker() *picker {
	w, t := m.c.Words.Coops, m.c.Theme
	p := &picker{title: w.SortTitle, hint: w.SortHint, sorting: true}
	for i, name := range sortColumns {
		c := choice{id: name, label: w.Columns[name], on: name == m.sort.Column}
		if c.on {
			c.note = t.Glyph.Up
			if m.sort.Desc {
				c.note = t.Glyph.Down
			}
			p.at = i
		}
		p.all = append(p.all, c)
	}
	at := p.at
	p.find()
	p.at = at
	return p
}

// valuePicker lists the values of one filter, with how many cooperatives each
// would leave beside the other filters.
func (m *Model) valuePicker(facet string) *picker {
	w := m.c.Words.Coops
	p := &picker{title: m.facetName(facet), hint: w.ValueHint, facet: facet}
	p.search = field.NewText(m.c, field.TextSpec{})
	others := maps.Clone(m.facets)
	delete(others, facet)
	count := map[string]int{}
	var rows []int
	if m.reg != nil {
		rows = m.match(others)
	}
	for _, i := range rows {
		e := &m.reg.Rows[i]
		switch facet {
		case "unit":
			count[e.ReportingUnit]++
		case "commune":
			count[e.Unit]++
		case "type":
			count[e.Type]++
		case "model":
			count[e.Model]++
		case "status":
			count[e.Status]++
		case "field":
			count[e.ReportField]++
		case "rating":
			id := "-"
			if s := e.Last(); s != nil && s.Rating != "" {
				id = s.Rating
			}
			count[id]++
		case "sheet":
			for _, v := range sheetStates {
				if inSheet(e, m.year, v) {
					count[v]++
				}
			}
		}
	}
	ids := slices.Collect(maps.Keys(count))
	names := map[string]string{}
	for _, id := range ids {
		names[id] = m.valueName(facet, id)
	}
	switch facet {
	case "sheet":
		slices.SortFunc(ids, func(a, b string) int {
			return cmp.Compare(slices.Index(sheetStates, a), slices.Index(sheetStates, b))
		})
	default:
		slices.SortFunc(ids, func(a, b string) int {
			return cmp.Or(vi.Compare(names[a], names[b]), cmp.Compare(a, b))
		})
	}
	p.all = []choice{{label: w.Any, note: page.Count(len(rows)), on: m.facets[facet] == "", folded: vi.Fold(w.Any)}}
	for _, id := range ids {
		if id == "" {
			continue // an empty value cannot be asked for
		}
		p.all = append(p.all, choice{
			id: id, label: names[id], note: page.Count(count[id]), on: m.facets[facet] == id, folded: vi.Fold(names[id] + " " + id),
		})
	}
	p.find()
	for n, i := range p.shown {
		if p.all[i].on {
			p.at = n
		}
	}
	return p
}

func (m *Model) facetName(f string) string {
	s := m.c.Words.Coops.Facets[f]
	if f == "sheet" {
		return fmt.Sprintf(s, m.year)
	}
	return s
}

// valueName is the word for a value of a filter.
func (m *Model) valueName(facet, id string) string {
	w := m.c.Words
	switch facet {
	case "type", "status":
		return w.Coop.Enum(facet, id)
	case "field":
		return w.Coop.Enum("report_field", id)
	case "rating":
		return w.Coops.RatingName(id, "")
	case "sheet":
		return w.Coops.Sheets[id]
	case "unit", "commune":
		if m.reg == nil {
			return id
		}
		for i := range m.reg.Rows {
			e := &m.reg.Rows[i]
			if facet == "unit" && e.ReportingUnit == id && e.ReportName != "" {
				return e.ReportName
			}
			if facet == "commune" && e.Unit == id && e.UnitName != "" {
				return e.UnitName
			}
		}
	}
	return id
}

// view draws the list as a box of at most width×height cells.
func (p *picker) view(c *page.Context, width, height int) string {
	t := c.Theme
	label, note := page.Width(p.title), 0
	for i := range p.all {
		label = max(label, page.Width(p.all[i].label))
		note = max(note, page.Width(p.all[i].note))
	}
	inner := max(min(max(label+note+6, page.Width(p.hint)+2), width-2), 1)
	head := 0
	if p.search != nil {
		head = 1
	}
	rows := max(min(len(p.all), height-3-head), 1)
	p.top = max(min(p.top, p.at, len(p.shown)-rows), p.at-rows+1, 0)
	var lines []string
	if p.search != nil {
		lines = append(lines, p.search.View(inner, true))
	}
	for n := p.top; n < min(p.top+rows, len(p.shown)); n++ {
		ch := p.all[p.shown[n]]
		mark := "  "
		if ch.on {
			mark = t.Glyph.Check + " "
		}
		room := max(inner-page.Width(ch.note)-5, 1)
		body := mark + page.Pad(page.CutMiddle(t, ch.label, room), room) + " " + ch.note + " "
		if n == p.at {
			lines = append(lines, t.Selected.Render(page.Pad(t.Glyph.Cursor+body, inner)))
		} else {
			lines = append(lines, page.Pad(" "+body, inner))
		}
	}
	for len(lines) < rows+head {
		lines = append(lines, "")
	}
	lines = append(lines, " "+t.Dim.Render(page.Cut(t, p.hint, inner-1)))
	return page.Panel(t, p.title, page.Fit(lines, inner, rows+head+1), inner+2, rows+head+3, true)
}
