package transfer

import (
	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store/desk"
	"coopfield/store/vi"
	"coopfield/tui/field"
	"coopfield/tui/keys"
	"coopfield/tui/page"
)

// picker is the choice of a unit that takes over.
type picker struct {
	keys   []string // of the order's To
	title  string
	units  []desk.TransferUnit
	folded []string
	found  []int
	query  *field.Text
	table  *page.Table
}

// choose opens the choice for the row under the cursor, or for all that nobody
// has placed yet.
func (m *Model) choose(all bool) tea.Cmd {
	w := &m.c.Words.Transfer
	p := &picker{units: m.plan.Units, query: field.NewText(m.c, field.TextSpec{Hint: w.PickHint}), table: page.NewTable(m.c)}
	if all {
		for i := range m.plan.Stuck {
			if s := &m.plan.Stuck[i]; s.Case == "" {
				p.keys = append(p.keys, s.Key())
			}
		}
		p.title = sprintf(w.PickAll, len(p.keys))
	} else if at := m.table.At(); at >= 0 {
		r := &m.rows[at]
		if r.waits {
			return page.Do(page.Toast{Text: w.CaseFirst, Level: page.Warn})
		}
		p.keys, p.title = []string{r.key}, r.name
	}
	if len(p.keys) == 0 {
		return nil
	}
	for _, u := range p.units {
		p.folded = append(p.folded, vi.Fold(u.Name+" "+u.ID))
	}
	p.table.SetColumns(page.Column{Title: w.Columns["unit"], Min: 20}, page.Column{Title: w.Columns["coops"], Width: 6, Right: true})
	p.find()
	m.pick = p
	return nil
}

func (p *picker) find() {
	q := vi.Fold(p.query.Value())
	p.found = vi.Nearest(len(p.folded), func(i int) string { return p.folded[i] }, q)
	p.table.SetRows(len(p.found), func(i int) []page.Cell {
		u := &p.units[p.found[i]]
		return []page.Cell{{Text: u.Name + " (" + u.ID + ")"}, {Text: page.Count(u.Coops)}}
	})
	p.table.Select(0)
}

func (p *picker) typed(msg tea.KeyMsg) {
	if p.query.Update(msg) {
		p.find()
	}
}

// picking is a key while a unit is chosen.
func (m *Model) picking(msg keys.Press) tea.Cmd {
	p := m.pick
	switch {
	case msg.Intent == keys.Back:
		m.pick = nil
	case msg.Intent == keys.Open:
		if at := p.table.At(); at >= 0 {
			to := p.units[p.found[at]].ID
			for _, k := range p.keys {
				m.order.To[k] = to
			}
			m.pick = nil
			m.keep()
			return m.look()
		}
	case p.table.Handle(msg.Intent):
	default:
		p.typed(msg.Key)
	}
	return nil
}
