package desk

import (
	"context"
	"fmt"
	"maps"
	"strings"

	"coopfield/store"
	"coopfield/store/vi"
)

// A reorganisation of units: the districts of 1 July 2025 (Nghị quyết
// 203/2025/QH15, Nghị quyết 1677/NQ-UBTVQH15) and any later one. A record is of
// the unit to which its cooperative reports, so that one op a cooperative moves
// everything that hangs on it. The commune on paper stays as it was written.

// PlanTransfer says what a transfer would move, and what stands in its way. It
// writes nothing. Errors: Denied for anybody but the province; Invalid for a day,
// a successor or a key of To that is none; NotFound for a unit.
func (d *Desk) PlanTransfer(ctx context.Context, o TransferOrder) (*TransferPlan, error) {
	var p *TransferPlan
	err := d.view(ctx, func(w *work) error {
		t, err := w.transfer(&o)
		if err == nil {
			p, err = t.plan()
		}
		return err
	})
	return p, kept(err)
}

// Transfer moves every cooperative of a reporting unit to its successors, and
// what the unit itself has still to do, in one transaction: all of it or nothing.
// A second one finds nothing left to move and writes nothing; what arrives late
// for the old unit is moved by it. Errors are those of [Desk.PlanTransfer], and
// Waiting, detail "transfer", while somebody has to decide first where a
// cooperative goes; Invalid, detail "reason", without a legal basis.
func (d *Desk) Transfer(ctx context.Context, o TransferOrder) (*Transferred, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var out *Transferred
	m := &moving{d: d, ctx: ctx, changed: map[string]bool{}, tell: o.Tell}
	err := d.o.Log.Update(ctx, func(tx store.Tx) error {
		m.tx = tx
		w := m.work()
		t, err := w.transfer(&o)
		if err != nil {
			return err
		}
		p, err := t.plan()
		if err != nil {
			return err
		}
		out = &Transferred{Plan: p, Moved: len(p.Rows)}
		if len(p.Stuck) > 0 {
			return stuck(p)
		}
		if len(p.Rows)+len(p.Papers) == 0 {
			return nil
		}
		if t.reason == "" {
			return &store.Error{Code: store.Invalid, Detail: "reason", Message: "chưa ghi căn cứ chuyển đơn vị", Hint: "ghi nghị quyết hoặc quyết định sắp xếp đơn vị"}
		}
		out.ID, err = m.move(t, p)
		return err
	})
	if err != nil {
		return nil, kept(err)
	}
	if m.last != nil {
		m.last.publish(m.changed)
	}
	return out, nil
}

// stuck says which cooperatives nobody has decided on.
func stuck(p *TransferPlan) error {
	const most = 5
	var names []string
	for i := range p.Stuck {
		if i == most {
			names = append(names, fmt.Sprintf("và %d hồ sơ khác", len(p.Stuck)-most))
			break
		}
		name := p.Stuck[i].Name
		if name == "" {
			name = p.Stuck[i].Paper.Title
		}
		names = append(names, name+" ("+p.Stuck[i].Why+")")
	}
	return &store.Error{
		Code: store.Waiting, Detail: "transfer", Message: fmt.Sprintf("còn %d hồ sơ của %s chưa rõ chuyển về đâu: %s", len(p.Stuck), p.FromName, strings.Join(names, "; ")),
		Kept: "chưa chuyển hợp tác xã nào", Hint: "chọn đơn vị nhận cho từng hồ sơ rồi chuyển lại",
	}
}

// moving is the transaction of a transfer. It writes some cooperatives at a time:
// what hangs on each is saved again, and that of a whole unit would fill the
// memory.
type moving struct {
	d       *Desk
	ctx     context.Context
	tx      store.Tx
	last    *work
	changed map[string]bool // cooperatives whose line of the register may differ
	tell    func(done, total int)
}

// atOnce is how many cooperatives are written before what is remembered of them
// is let go.
const atOnce = 100

// work begins the next part, with what the one before it left.
func (m *moving) work() *work {
	w := m.d.work(m.ctx, m.tx)
	if m.last != nil {
		w.people, w.rulings, w.ruledNew, w.ep = m.last.people, m.last.rulings, m.last.ruledNew, m.last.ep
	}
	return w
}

// part does something in a part of its own.
func (m *moving) part(f func(w *work) error) error {
	w := m.work()
	if err := f(w); err != nil {
		return err
	}
	if err := w.finish(); err != nil {
		return err
	}
	maps.Copy(m.changed, w.changed)
	m.last = w
	return nil
}

// move writes the ops of a transfer and, last, the record of it.
func (m *moving) move(t *transfer, p *TransferPlan) (string, error) {
	named := store.Doc{}
	for from := 0; from < len(p.Rows); from += atOnce {
		rows := p.Rows[from:min(from+atOnce, len(p.Rows))]
		err := m.part(func(w *work) error {
			for i := range rows {
				named[rows[i].Cooperative] = true
				if err := w.moveTo(store.Cooperative, rows[i].Cooperative, "reporting_unit", rows[i].To, t.reason); err != nil {
					return placed(rows[i].Name, err)
				}
			}
			return nil
		})
		if err != nil {
			return "", err
		}
		if m.tell != nil {
			m.tell(from+len(rows), len(p.Rows))
		}
	}
	id := ""
	err := m.part(func(w *work) (err error) {
		for i := range p.Papers {
			paper := &p.Papers[i]
			if err := w.moveTo(paper.Kind, paper.ID, "unit", paper.To, t.reason); err != nil {
				return placed(paper.Title, err)
			}
		}
		if id, err = w.d.newID(); err != nil {
			return err
		}
		doc := store.Doc{"type": EventTransfer, "on": p.On, "note": t.reason}
		if len(named) > 0 {
			doc["cooperatives"] = named
		}
		_, err = w.create(store.Event, id, doc, 0)
		return err
	})
	return id, err
}

// moveTo writes where a record belongs from now on. A duplicate is written too: it
// stays beside the one that stands for it. The rest of the record is not judged
// again: a fault in it must not keep a whole unit from moving.
func (w *work) moveTo(k store.Kind, id, field, to, why string) error {
	r, err := w.known(k, id)
	if err != nil {
		return err
	}
	set := store.Doc{field: to}
	if r.Doc.Text(field) == to {
		return nil
	}
	if err := w.allowed(k, store.OpPut, id, r.Doc, set); err != nil {
		return err
	}
	_, err = w.make(change{kind: k, id: id, op: store.OpPut, base: r.Heads, set: set, why: why, ref: w.cat.refsAfter(k, r.Doc, set)})
	return err
}

// order checks who orders a transfer, and brings the order to ids.
func (t *transfer) order(o *TransferOrder) error {
	w := t.w
	if w.d.Me().Role != store.Province {
		return denied("chỉ cấp tỉnh được chuyển hợp tác xã giữa các đơn vị báo cáo", "báo tỉnh khi đơn vị được sắp xếp lại")
	}
	if t.on = o.On; !vi.ValidDate(o.On) {
		return &store.Error{Code: store.Invalid, Detail: "on", Message: fmt.Sprintf("%q không phải là ngày", o.On), Hint: "ghi ngày các đơn vị mới bắt đầu báo cáo, như 2025-07-01"}
	}
	from, err := w.cat.units.Resolve(o.From, vi.AddDays(o.On, -1))
	if err != nil {
		return err
	}
	t.from, t.reason = from, vi.Clean(o.Reason, false)
	t.to = map[string]string{}
	for _, k := range sortedKeys(o.To) {
		at, err := t.key(k)
		if err != nil {
			return err
		}
		if t.to[at], err = t.taker(o.To[k]); err != nil {
			return err
		}
	}
	return nil
}

// key brings what an order's To calls a cooperative, a paper or a unit to its id.
func (t *transfer) key(k string) (string, error) {
	if store.ValidID(k) {
		for _, kind := range append([]store.Kind{store.Cooperative}, unitKinds...) {
			if r, err := t.w.record(kind, k); err != nil || r != nil {
				return k, err
			}
		}
		return "", notFound(store.Cooperative, k)
	}
	u, err := t.w.cat.units.Resolve(k, vi.AddDays(t.on, -1))
	return u.ID, err
}

// taker returns the id of a unit that takes over: one that stands on the day.
func (t *transfer) taker(ref string) (string, error) {
	units := t.w.cat.units
	u, err := units.Resolve(ref, t.on)
	switch {
	case err != nil:
		return "", err
	case !u.Valid(t.on):
		return "", &store.Error{
			Code: store.Invalid, Detail: "to", Message: fmt.Sprintf("%s không có vào ngày %s", units.Label(u), vi.FormatDate(t.on)), Hint: "chọn đơn vị nhận còn hoạt động vào ngày đó",
		}
	case u.ID == t.from.ID:
		return "", &store.Error{Code: store.Invalid, Detail: "to", Message: units.Label(u) + " là đơn vị bàn giao", Hint: "chọn đơn vị nhận khác"}
	}
	return u.ID, nil
}
