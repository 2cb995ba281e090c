package desk

import (
	"cmp"
	"context"
	"slices"

	"coopfield/store"
)

const opsShown = 200

// CoopCard returns what the screen of one cooperative shows; NotFound if it is
// not held.
func (d *Desk) CoopCard(ctx context.Context, id string) (*CoopCard, error) {
	var c *CoopCard
	err := d.view(ctx, func(w *work) error {
		r, err := w.known(store.Cooperative, id)
		if err != nil {
			return err
		}
		c = &CoopCard{
			Record: r, Counts: map[store.Kind]int{},
			UnitName: unitName(w.cat.units, r.Doc.Text("unit")), ReportName: unitName(w.cat.units, r.Doc.Text("reporting_unit")),
		}
		twins, err := w.cardTwins(c, id)
		if err != nil {
			return err
		}
		if err := w.cardDrafts(c, r); err != nil {
			return err
		}
		slices.Reverse(c.Assessments)
		q, _, err := w.following(store.Query{Kind: store.Annual, Where: []store.Cond{{Field: "cooperative", Value: id}}})
		if err != nil {
			return err
		}
		err = w.tx.Records(q, func(a *store.Record) error { c.Annuals = append(c.Annuals, a); return nil })
		if err != nil {
			return err
		}
		slices.SortFunc(c.Annuals, func(a, b *store.Record) int {
			ya, _ := a.Doc.Int("year")
			yb, _ := b.Doc.Int("year")
			return cmp.Or(cmp.Compare(yb, ya), cmp.Compare(a.ID, b.ID))
		})
		if c.Classes, err = w.classes(id, ""); err != nil {
			return err
		}
		for _, one := range append([]string{id}, twins...) {
			if err := w.cardOps(c, one); err != nil {
				return err
			}
		}
		head, err := w.draftHead(store.Cooperative, id)
		if err == nil && head.Fields > 0 {
			c.Draft = head
		}
		return err
	})
	return c, err
}

// cardTwins names the cooperatives that this one stands for, and gathers the
// sheets of all of them; of sheets that are one only the kept one.
func (w *work) cardTwins(c *CoopCard, id string) ([]string, error) {
	twins, err := w.twinsOf(store.Cooperative, id)
	if err != nil {
		return nil, err
	}
	hidden, err := w.hidden(store.Assessment)
	if err != nil {
		return nil, err
	}
	past := w.past()
	for _, one := range append([]string{id}, twins...) {
		rows, err := past.scores(one)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			if hidden[row.ID] == "" {
				c.Assessments = append(c.Assessments, row)
			}
		}
		if one != id {
			c.Twins = append(c.Twins, Entry{Kind: store.Cooperative, ID: one, Title: w.coopName(one)})
		}
	}
	slices.SortStableFunc(c.Assessments, func(a, b store.ScoreRow) int { return cmp.Compare(a.Period, b.Period) })
	return twins, nil
}

// cardDrafts adds the sheets of a cooperative that are only typed so far, each
// behind the sheets of its period.
func (w *work) cardDrafts(c *CoopCard, coop *store.Record) error {
	heads, err := w.tx.Drafts()
	if err != nil {
		return err
	}
	past := w.past()
	for _, h := range heads {
		if h.Kind != store.Assessment || !h.New {
			continue
		}
		f, err := w.form(h.Kind, h.ID)
		if err != nil {
			return err
		}
		if !f.IsNew || f.Doc.Text("cooperative") != coop.ID {
			continue
		}
		row := store.ScoreRow{
			ID: h.ID, Cooperative: coop.ID, Period: f.Doc.Text("period"), Occasion: f.Doc.Text("occasion"), Scheme: f.Doc.Text("scheme"),
			State: store.Draft,
		}
		if s, err := w.cat.schemeOf(f.Doc); err == nil {
			prev, err := past.facts(s, f.Doc)
			if err != nil {
				return err
			}
			row.Summary = summarise(s, f.Doc, coop.Doc.Text("type"), prev)
		}
		if c.Typing == nil {
			c.Typing = map[string]bool{}
		}
		c.Typing[h.ID] = true
		at := len(c.Assessments)
		for at > 0 && c.Assessments[at-1].Period > row.Period {
			at--
		}
		c.Assessments = slices.Insert(c.Assessments, at, row)
	}
	return nil
}

// cardOps counts the cooperative's records and lists its newest ops.
func (w *work) cardOps(c *CoopCard, id string) error {
	ops, err := w.tx.OpsOfCoop(id)
	if err != nil {
		return err
	}
	seen := map[key]bool{}
	for i := range ops {
		if k := (key{ops[i].Typ, ops[i].Ent}); !seen[k] {
			seen[k] = true
			c.Counts[k.kind]++
		}
	}
	for _, o := range slices.Backward(ops) {
		if len(c.Recent) == opsShown {
			break
		}
		doc := o.Set
		r, err := w.record(o.Typ, o.Ent)
		if err != nil {
			return err
		}
		if r != nil {
			doc = r.Doc
		}
		c.Recent = append(c.Recent, CardOp{
			Kind: o.Typ, ID: o.Ent, Title: titleOf(o.Typ, doc, ""), OpKind: o.Kind, Rev: o.Hash, Actor: o.Actor, At: o.At,
			Why: o.Op.Why, Verdict: o.Verdict,
		})
	}
	return nil
}
