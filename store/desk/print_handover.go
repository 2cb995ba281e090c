package desk

import (
	"context"
	"strings"

	"coopfield/store"
	"coopfield/store/letterhead"
)

// PrintedHandover is what the minutes of a transfer between units say (biên bản
// bàn giao).
type PrintedHandover struct {
	Handover *Handover
	Printed  string // the day: what hangs on the cooperatives is counted as of it
	Training bool
	By       store.Writer
	Takers   []string          // names of the units that take over, with their type: "Xã Đăk Hà"
	Communes map[string]string // name of each commune in the lists, by id

	Letterhead letterhead.Letterhead
	Form       *letterhead.Form
	Values     map[string]string
}

// PrintHandover gathers the minutes of a transfer. Errors are those of
// [Desk.Handover].
func (d *Desk) PrintHandover(ctx context.Context, id string) (*PrintedHandover, error) {
	h, err := d.Handover(ctx, id)
	if err != nil {
		return nil, err
	}
	p := &PrintedHandover{Handover: h, Printed: d.today(), Training: d.o.Mode == Training, By: d.Me(), Communes: map[string]string{}}
	err = d.view(ctx, func(w *work) error {
		set := w.cat.papers()
		if p.Form = set.Form(letterhead.Handover); len(p.Form.Signatures) == 0 { // a pack from before there was this paper
			if own, err := letterhead.Embedded(); err == nil {
				p.Form = own.Form(letterhead.Handover)
			}
		}
		p.Letterhead, p.Values = w.letterhead(set, p.By, h.On)
		p.Values["from"] = h.FromName
		if u, ok := w.cat.units.ByID(h.From); ok && u.Type != "" {
			p.Values["from"] = strings.ToLower(u.Type) + strings.TrimPrefix(h.FromName, u.Type)
		}
		if len(h.On) >= 4 {
			p.Values["year"] = h.On[:4]
		}
		full := func(id string) string {
			if u, ok := w.cat.units.ByID(id); ok {
				return u.FullName()
			}
			return id
		}
		for _, g := range h.Groups {
			p.Takers = append(p.Takers, full(g.To))
			for _, r := range g.Rows {
				p.Communes[r.Unit], p.Communes[r.UnitTo] = full(r.Unit), full(r.UnitTo)
			}
		}
		return nil
	})
	return p, err
}

// Of fills the values of one taker's signature block.
func (p *PrintedHandover) Of(taker string) map[string]string {
	values := map[string]string{"taker": taker, "TAKER": strings.ToUpper(taker)}
	for k, v := range p.Values {
		values[k] = v
	}
	return values
}
