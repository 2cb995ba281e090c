package desk

import (
	"bytes"
	"cmp"
	"context"
	"slices"

	"coopfield/store"
	"coopfield/store/vi"
)

// Handovers returns the transfers that were made, newest first, without their
// groups.
func (d *Desk) Handovers(ctx context.Context) ([]Handover, error) {
	var out []Handover
	err := d.view(ctx, func(w *work) error {
		var ids []string
		err := w.tx.Records(store.Query{Kind: store.Event, Sort: "on", Desc: true}, func(r *store.Record) error {
			if r.Doc.Text("type") == EventTransfer && r.SameAs == "" {
				ids = append(ids, r.ID)
			}
			return nil
		})
		if err != nil {
			return err
		}
		for _, id := range ids {
			h, _, err := w.handover(id)
			if err != nil {
				return err
			}
			out = append(out, *h)
		}
		return nil
	})
	slices.SortStableFunc(out, func(a, b Handover) int { return cmp.Compare(b.Made, a.Made) })
	return out, err
}

// Handover returns one transfer with what went to whom. NotFound if the id is of
// no transfer.
func (d *Desk) Handover(ctx context.Context, id string) (*Handover, error) {
	var out *Handover
	err := d.view(ctx, func(w *work) error {
		h, moves, err := w.handover(id)
		if err == nil {
			out, err = h, w.groups(h, moves)
		}
		return err
	})
	return out, err
}

// handover reads the record of a transfer, and the ops that it is of: those that
// its maker wrote right before it with its reason.
func (w *work) handover(id string) (*Handover, []store.LoggedOp, error) {
	r, err := w.known(store.Event, id)
	if err != nil {
		return nil, nil, err
	}
	ops, err := w.tx.OpsOf(store.Event, id)
	if err != nil {
		return nil, nil, err
	}
	at := slices.IndexFunc(ops, func(o store.LoggedOp) bool { return len(o.Base) == 0 && o.Verdict == store.Counted })
	if at < 0 || ops[at].Set.Text("type") != EventTransfer {
		return nil, nil, notFound(store.Event, id)
	}
	made := &ops[at]
	h := &Handover{
		ID: id, On: r.Doc.Text("on"), Reason: made.Set.Text("note"), Made: made.At, By: made.Actor, Coops: len(made.Set.Sub("cooperatives")),
	}
	moves, err := w.movesBefore(made)
	if err != nil || len(moves) == 0 {
		return h, nil, err
	}
	if h.From, err = w.movedFrom(&moves[0]); err != nil {
		return nil, nil, err
	}
	h.FromName = unitName(w.cat.units, h.From)
	return h, moves, nil
}

// movesBefore returns the ops of a transfer in the order they were written. A
// transaction writes them one after another, with the record of it last.
func (w *work) movesBefore(made *store.LoggedOp) ([]store.LoggedOp, error) {
	var moves []store.LoggedOp
	left := made.Set.Sub("cooperatives")
	for seq := made.Seq - 1; seq > 0; seq-- {
		ops, err := w.tx.At(made.Dev, made.Ep, seq)
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(ops, func(o store.LoggedOp) bool { return o.Verdict == store.Counted })
		if i < 0 || movedTo(&ops[i]) == "" || ops[i].Op.Why != made.Set.Text("note") || ops[i].Typ == store.Cooperative && left[ops[i].Ent] == nil {
			break
		}
		moves = append(moves, ops[i])
	}
	slices.Reverse(moves)
	return moves, nil
}

// movedTo returns where an op moves its record to, "" if that is not what it does.
func movedTo(o *store.LoggedOp) string {
	if o.Kind != store.OpPut || len(o.Base) == 0 || len(o.Set) != 1 {
		return ""
	}
	if o.Typ == store.Cooperative {
		return o.Set.Text("reporting_unit")
	}
	return o.Set.Text("unit")
}

// movedFrom returns where the record of an op stood before it.
func (w *work) movedFrom(o *store.LoggedOp) (string, error) {
	e, err := w.entry(o.Typ, o.Ent)
	if err != nil {
		return "", err
	}
	if err := w.load(e); err != nil {
		return "", err
	}
	doc, err := docAt(e, o.Base)
	if o.Typ == store.Cooperative {
		return doc.Text("reporting_unit"), err
	}
	return doc.Text("unit"), err
}

// groups fills in what went to whom, and what hangs on it today.
func (w *work) groups(h *Handover, moves []store.LoggedOp) error {
	twins, err := w.hidden(store.Cooperative)
	if err != nil {
		return err
	}
	by := map[string]*HandoverGroup{}
	var rows []TransferRow
	units := map[string]bool{}
	for i := range moves {
		o := &moves[i]
		to := movedTo(o)
		if by[to] == nil {
			by[to] = &HandoverGroup{To: to, ToName: unitName(w.cat.units, to)}
		}
		r, err := w.known(o.Typ, o.Ent)
		if err != nil {
			return err
		}
		if o.Typ != store.Cooperative {
			title, err := w.title(o.Typ, r.Doc)
			if err != nil {
				return err
			}
			by[to].Papers = append(by[to].Papers, TransferPaper{Kind: o.Typ, ID: o.Ent, Title: title, To: to, ToName: by[to].ToName})
			continue
		}
		units[r.Doc.Text("reporting_unit")] = true
		row := TransferRow{
			Cooperative: o.Ent, Name: r.Doc.Text("name"), TaxCode: r.Doc.Text("tax_code"), Unit: r.Doc.Text("unit"), To: to, ToName: by[to].ToName, Twin: twins[o.Ent] != "",
		}
		if u, err := w.cat.units.Current(row.Unit, h.On); err == nil {
			row.UnitTo = u.ID
		}
		rows = append(rows, row)
	}
	if err := w.weigh(sortedKeys(units), rows); err != nil {
		return err
	}
	for i := range rows {
		by[rows[i].To].Rows = append(by[rows[i].To].Rows, rows[i])
	}
	for _, to := range sortedKeys(by) {
		h.Groups = append(h.Groups, *by[to])
	}
	slices.SortStableFunc(h.Groups, func(a, b HandoverGroup) int { return bytes.Compare(vi.SortKey(a.ToName), vi.SortKey(b.ToName)) })
	return nil
}
