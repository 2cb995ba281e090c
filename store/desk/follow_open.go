package desk

import (
	"cmp"
	"context"
	"slices"

	"coopfield/store"
	"coopfield/store/vi"
)

// OpenItems returns the recommendations, commitments and plan actions that are
// not kept yet. It reads plain columns, and documents only of the items that it
// returns.
func (d *Desk) OpenItems(ctx context.Context, q OpenQuery) (*OpenList, error) {
	var out *OpenList
	err := d.view(ctx, func(w *work) (err error) {
		out, err = w.openItems(q)
		return err
	})
	return out, err
}

func (w *work) openItems(q OpenQuery) (*OpenList, error) {
	today := w.d.today()
	pq, any, err := w.promiseQuery(q)
	if err != nil || !any {
		return &OpenList{}, err
	}
	out := &OpenList{}
	if out.N, out.Overdue, err = w.tx.CountPromises(pq, today); err != nil {
		return nil, err
	}
	pq.Limit = q.Limit
	var rows []store.Promise
	if err := w.tx.Promises(pq, func(p *store.Promise) error { rows = append(rows, *p); return nil }); err != nil {
		return nil, err
	}
	for i := range rows {
		it, err := w.openItem(&rows[i], today)
		if err != nil {
			return nil, err
		}
		out.Items = append(out.Items, it)
	}
	return out, nil
}

// promiseQuery says in plain columns what q selects; false if that can be
// nothing. Records that another one stands for are left out, and of a
// cooperative those that name a duplicate of it are asked for too.
func (w *work) promiseQuery(q OpenQuery) (store.PromiseQuery, bool, error) {
	pq := store.PromiseQuery{Open: true, Before: q.Until, Kinds: q.Kinds}
	if q.Overdue {
		pq.Before = w.d.today()
	}
	me := w.d.Me()
	if q.Mine && me.Role != store.Province {
		switch me.Role {
		case store.Advisor:
			pq.Kinds = both(pq.Kinds, store.Consultation)
			if len(me.Coops) == 0 && q.Cooperative == "" {
				return pq, false, nil
			}
			pq.Cooperatives = me.Coops
		default:
			pq.Kinds, pq.Unit = both(pq.Kinds, store.Visit, store.Plan), me.Unit
		}
		if len(pq.Kinds) == 0 {
			return pq, false, nil
		}
	}
	if q.Cooperative != "" {
		family, err := w.family(q.Cooperative)
		if err != nil {
			return pq, false, err
		}
		pq.Cooperatives = family
	}
	for _, k := range []store.Kind{store.Visit, store.Consultation, store.Plan} {
		hidden, err := w.hidden(k)
		if err != nil {
			return pq, false, err
		}
		pq.Without = append(pq.Without, sortedKeys(hidden)...)
	}
	return pq, true, nil
}

// both returns the kinds that stand in both lists; an empty first list is every kind.
func both(given []store.Kind, may ...store.Kind) []store.Kind {
	if len(given) == 0 {
		return may
	}
	return slices.DeleteFunc(slices.Clone(given), func(k store.Kind) bool { return !slices.Contains(may, k) })
}

// family returns a cooperative and those that it stands for.
func (w *work) family(coop string) ([]string, error) {
	twins, err := w.twinsOf(store.Cooperative, coop)
	return append([]string{coop}, twins...), err
}

// openItem reads the words of a promise.
func (w *work) openItem(p *store.Promise, today string) (OpenItem, error) {
	it := OpenItem{
		ItemRef: ItemRef{p.Kind, p.Record, p.Item}, Cooperative: p.Cooperative, CoopName: w.coopName(p.Cooperative), Given: p.Given,
		FirstDue: p.FirstDue, Due: p.Due, State: p.State, Disputed: p.Disputed,
	}
	if p.Due != "" {
		it.Days, _ = vi.DaysBetween(today, p.Due)
		it.Overdue = p.Due < today
	}
	r, err := w.record(p.Kind, p.Record)
	if err != nil {
		return it, err
	}
	if r != nil {
		item := store.Promises(p.Kind, r.Doc).Sub(p.Item)
		it.Text, it.Who = item.Text("text"), item.Text("who")
		it.said = store.PromiseSaid(p.Kind, item)
		it.Title = titleOf(p.Kind, r.Doc, "")
	}
	it.May = store.Permit(w.d.Me(), store.Subject{
		Kind: store.Followup, Op: store.OpPut, About: p.Kind, Cooperative: p.Cooperative, Unit: p.Unit,
	}) == nil
	return it, nil
}

// sortOpen orders items as a visit goes through them: what this person may
// follow first, then by due date, those without one last.
func sortOpen(items []OpenItem) {
	slices.SortStableFunc(items, func(a, b OpenItem) int {
		return cmp.Or(boolFirst(a.May, b.May), boolFirst(a.Due != "", b.Due != ""), cmp.Compare(a.Due, b.Due),
			cmp.Compare(a.Given, b.Given), cmp.Compare(a.Record, b.Record), cmp.Compare(a.Item, b.Item))
	})
}

func boolFirst(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// spot is the visit or consultation at which items are followed.
type spot struct {
	key
	on    string
	state store.State
	coop  string
}

// openAt returns what a visit or consultation goes through: while it is a draft
// what is open from earlier on, and always what it has followed itself.
func (w *work) openAt(at spot, kinds []store.Kind) ([]OpenItem, error) {
	found, err := w.foundAt(at)
	if err != nil {
		return nil, err
	}
	pq, _, err := w.promiseQuery(OpenQuery{Cooperative: at.coop, Kinds: kinds})
	if err != nil {
		return nil, err
	}
	pq.Open = false
	pq.Without = append(pq.Without, at.id)
	var rows []store.Promise
	if err := w.tx.Promises(pq, func(p *store.Promise) error { rows = append(rows, *p); return nil }); err != nil {
		return nil, err
	}
	today := w.d.today()
	var out []OpenItem
	for i := range rows {
		p := &rows[i]
		f, here := found[ItemRef{p.Kind, p.Record, p.Item}]
		if !here && (!p.Open || at.state != store.Draft || p.Given > at.on && at.on != "") {
			continue
		}
		it, err := w.openItem(p, today)
		if err != nil {
			return nil, err
		}
		if it.History, err = w.followedOf(&it, at); err != nil {
			return nil, err
		}
		it.stand()
		if here {
			it.Found = f
		} else if it.Found.ID, err = w.d.newID(); err != nil {
			return nil, err
		}
		out = append(out, it)
	}
	sortOpen(out)
	return out, nil
}

// stand says where an item stood before the record at hand followed it.
func (it *OpenItem) stand() {
	lines := slices.Clone(it.said)
	for _, f := range it.History {
		if !f.Void {
			lines = append(lines, store.FollowLine{On: f.On, State: f.State, Due: f.Due})
		}
	}
	s := store.Stand(it.FirstDue, lines)
	it.State, it.Due, it.Disputed = s.State, s.Due, s.Disputed
}

// followedOf returns the followups of an item, oldest first, without those of
// the record at hand.
func (w *work) followedOf(it *OpenItem, at spot) ([]Followed, error) {
	q := store.Query{Kind: store.Followup, Where: []store.Cond{{Field: "about.record", Value: it.Record}, {Field: "about.item", Value: it.Item}}}
	var out []Followed
	var list []*store.Record
	if err := w.tx.Records(q, func(r *store.Record) error { list = append(list, r); return nil }); err != nil {
		return nil, err
	}
	for _, r := range list {
		f := Followed{
			ID: r.ID, On: r.Doc.Text("on"), State: r.Doc.Text("state"), Due: r.Doc.Text("due"), Note: r.Doc.Text("note"), Proof: r.Doc.Text("proof"),
			Visit: r.Doc.Text("visit"), Consult: r.Doc.Text("consultation"), Actor: r.Actor,
		}
		if at.id != "" && (f.Visit == at.id || f.Consult == at.id) {
			continue
		}
		for _, p := range []key{{store.Visit, f.Visit}, {store.Consultation, f.Consult}} {
			if p.id == "" {
				continue
			}
			v, err := w.record(p.kind, p.id)
			if err != nil {
				return nil, err
			}
			f.Void = f.Void || v != nil && v.State == store.Void
		}
		out = append(out, f)
	}
	slices.SortStableFunc(out, func(a, b Followed) int { return cmp.Or(cmp.Compare(a.On, b.On), cmp.Compare(a.ID, b.ID)) })
	return out, nil
}

// ItemHistory returns one item with every followup of it, oldest first.
// NotFound if the record does not ask for it, or not any more.
func (d *Desk) ItemHistory(ctx context.Context, ref ItemRef) (*OpenItem, error) {
	var out *OpenItem
	err := d.view(ctx, func(w *work) error {
		var found *store.Promise
		err := w.tx.Promises(store.PromiseQuery{Kinds: []store.Kind{ref.Kind}, Records: []string{ref.Record}}, func(p *store.Promise) error {
			if p.Item == ref.Item {
				found = p
			}
			return nil
		})
		if err != nil {
			return err
		}
		if found == nil {
			return notFound(ref.Kind, ref.Record)
		}
		it, err := w.openItem(found, d.today())
		if err != nil {
			return err
		}
		it.History, err = w.followedOf(&it, spot{})
		out = &it
		return err
	})
	return out, err
}
