package desk

import (
	"cmp"
	"context"
	"slices"

	"coopfield/store"
)

// EventQuery selects events; empty fields do not.
type EventQuery struct {
	Cooperative string // that took part
	Unit        string // of the event, or of a cooperative that took part
	Type        string
	Source      string
	Year        string
	Mine        bool
}

// Events returns trainings, communication and study visits for many (Kế hoạch
// 1185/KH-UBND, VII.1.đ), newest first, also those only typed so far. Errors: those of a
// unit that is none.
func (d *Desk) Events(ctx context.Context, q EventQuery) ([]EventLine, error) {
	reg, err := d.Register(ctx)
	if err != nil {
		return nil, err
	}
	var out []EventLine
	err = d.view(ctx, func(w *work) (err error) {
		out, err = w.events(q, newCoopsOf(w, reg))
		return err
	})
	return out, err
}

func (w *work) events(q EventQuery, in *coopsOf) ([]EventLine, error) {
	unit, err := w.unitNamed(q.Unit)
	if err != nil {
		return nil, err
	}
	q.Unit = unit
	types := w.cat.supportTypes()
	var out []EventLine
	err = w.everyForm(store.Event, func(id string, doc store.Doc, held *store.Record) error {
		l := w.eventLine(id, doc, types, in)
		l.Typing = held == nil
		some := func(f func(coop string) bool) bool {
			return slices.ContainsFunc(l.Cooperatives, func(e Entry) bool { return f(e.ID) })
		}
		switch {
		case q.Type == "" && l.Type == EventTransfer: // a handover between units, no measure of a programme
		case q.Type != "" && l.Type != q.Type, q.Source != "" && l.Source != q.Source, q.Year != "" && yearPart(l.On) != q.Year:
		case q.Cooperative != "" && !some(func(c string) bool { return c == in.kept(q.Cooperative) }):
		case q.Unit != "" && !in.covers(q.Unit, "", l.Unit) && !some(func(c string) bool { return in.covers(q.Unit, c, "") }):
		case q.Mine && !in.mine("", l.Unit) && !some(func(c string) bool { return in.mine(c, "") }):
		default:
			out = append(out, l)
		}
		return nil
	})
	slices.SortStableFunc(out, func(a, b EventLine) int { return cmp.Or(cmp.Compare(b.On, a.On), cmp.Compare(b.ID, a.ID)) })
	return out, err
}

func (w *work) eventLine(id string, d store.Doc, types []SupportType, in *coopsOf) EventLine {
	l := EventLine{
		ID: id, Type: d.Text("type"), TypeTitle: d.Text("type"), On: d.Text("on"), Place: d.Text("place"), Source: d.Text("source"),
		SourceTitle: w.sourceTitle(d.Text("source")), Unit: d.Text("unit"), UnitName: unitName(w.cat.units, d.Text("unit")), Note: d.Text("note"),
	}
	for _, t := range types {
		if t.ID == l.Type {
			l.TypeTitle = t.Title
		}
	}
	if n, ok := d.Int("participants"); ok {
		l.Participants = n
	}
	if n, ok := d.Int("cost"); ok {
		l.Cost = &n
	}
	for _, coop := range sortedKeys(d.Sub("cooperatives")) {
		if e := in.entry(coop); d.Bool(store.Path("cooperatives."+coop)) && !slices.ContainsFunc(l.Cooperatives, func(o Entry) bool { return o.ID == e.ID }) {
			l.Cooperatives = append(l.Cooperatives, e)
		}
	}
	slices.SortStableFunc(l.Cooperatives, func(a, b Entry) int { return byName(a.Title, b.Title) })
	return l
}
