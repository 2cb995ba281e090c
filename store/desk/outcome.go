package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"coopfield/store"
)

// report says per record what the bundle did, for the person at the preview.
func (w *work) report(in Incoming, touched []key, before map[key]*store.Record, out *Outcome) error {
	aside, mine := map[key]*store.LoggedOp{}, map[key]bool{}
	here := make(map[store.Hash]bool, len(in.Ops))
	for i := range in.Ops {
		mine[key{in.Ops[i].Typ, in.Ops[i].Ent}] = true
		here[in.Ops[i].Hash] = true
	}
	if out.State != store.BundleHeld && len(in.Ops) > 0 {
		ops, err := w.tx.Aside(in.Registered.Dev, in.Epoch, in.From, in.To)
		if err != nil {
			return err
		}
		for i := range ops {
			if o := &ops[i]; here[o.Hash] {
				out.noteAside(o, aside)
			}
		}
	}
	done := map[key]bool{}
	for _, k := range touched {
		if done[k] || !mine[k] {
			continue
		}
		done[k] = true
		it, err := w.item(k, before[k], aside[k], out)
		if err != nil {
			return err
		}
		out.Items = append(out.Items, it)
	}
	out.Cases = w.opened
	return nil
}

// noteAside counts an op that does not count; first says of each record why.
func (out *Outcome) noteAside(o *store.LoggedOp, first map[key]*store.LoggedOp) {
	if o.Verdict != store.RefusedOp { // nothing waits any more
		out.Aside++
	}
	k := key{o.Typ, o.Ent}
	if one := first[k]; one == nil || !one.Verdict.Quarantined() {
		first[k] = o // not what merely waits for it
	}
}

func (w *work) item(k key, was *store.Record, aside *store.LoggedOp, out *Outcome) (Item, error) {
	e, err := w.entry(k.kind, k.id)
	if err != nil {
		return Item{}, err
	}
	it := Item{Kind: k.kind, ID: k.id, What: IsEqual}
	switch {
	case out.State == store.BundleHeld:
		it.What, it.Why = IsHeld, fmt.Sprintf("chờ thay đổi %d–%d của cùng máy", out.NeedFrom, out.NeedTo)
	case aside != nil && (aside.Verdict.Quarantined() || standsAside(aside.Verdict)):
		it.What, it.Why = IsQuarantined, aside.Why
	case aside != nil:
		it.What, it.Why = IsHeld, aside.Why
	case e.rec != nil && e.rec.Conflict != "" && (was == nil || was.Conflict == "" || was.Rev != e.rec.Rev):
		it.What, it.Why = IsConflict, caseWhy(w.open[e.rec.Conflict])
	case e.rec != nil && was == nil:
		it.What = IsNew
	case e.rec != nil && was.Rev != e.rec.Rev:
		it.What = IsNewer
	}
	doc := store.Doc{}
	switch {
	case e.rec != nil:
		doc = e.rec.Doc
	case aside != nil:
		doc = aside.Set
	}
	if it.Title, err = w.title(k.kind, doc); err != nil {
		return it, err
	}
	if was != nil && e.rec != nil && it.What != IsEqual {
		it.Fields = w.changes(e, was.Doc, e.rec.Doc)
	}
	return it, nil
}

func caseWhy(c store.Case) string {
	switch c.Kind {
	case store.CasePutOnFinal:
		return "sửa trên bản đã chốt mà không phải điều chỉnh"
	case store.CaseDuplicate:
		return "trùng hồ sơ đã có"
	case store.CaseParallel:
		return fmt.Sprintf("hai bản sửa song song, khác nhau %d mục", len(c.Fields))
	}
	return "máy có hai lịch sử"
}

// journal writes the bundle's row and lists held bundles that go on now.
func (w *work) journal(in Incoming, out *Outcome) error {
	b := in.Bundle
	b.State, b.Dev, b.Device, b.Epoch = out.State, in.Registered.Dev, in.Registered.Principal, in.Epoch
	b.From, b.To, b.Head = in.From, in.To, in.Head
	b.NeedFrom, b.NeedTo = out.NeedFrom, out.NeedTo
	b.New, b.Known, b.Cases, b.Aside, b.Fork = out.Appended, out.Known, len(out.Cases), out.Aside, out.Fork
	b.Message = ""
	if out.State == store.BundleHeld {
		b.Message = fmt.Sprintf("chờ thay đổi %d–%d", out.NeedFrom, out.NeedTo)
	}
	if b.Received == 0 {
		b.Received = w.now
	}
	out.Bundle = b
	if err := w.d.loadHeld(w.tx); err != nil {
		return err
	}
	if b.SHA256 != "" {
		if err := w.tx.SaveBundle(&b); err != nil {
			return err
		}
	}
	if out.Appended == 0 {
		return nil
	}
	var err error
	out.Ready, err = w.d.goOn(w.tx, func(h *store.BundleRow) bool {
		// Not the next one: asking the log for each would grow with their square.
		return h.Dev == b.Dev && h.Epoch == b.Epoch && h.SHA256 != b.SHA256 && h.From <= b.To+1
	})
	return err
}

// Continuing returns the held bundles whose predecessor is held by now, oldest
// first: where the program ended between taking that one in and going on with
// them, nothing else would.
func (d *Desk) Continuing(ctx context.Context) ([]store.BundleRow, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var rows []store.BundleRow
	err := d.o.Log.View(ctx, func(tx store.Tx) error {
		if err := d.loadHeld(tx); err != nil {
			return err
		}
		var err error
		rows, err = d.goOn(tx, func(*store.BundleRow) bool { return true })
		return err
	})
	return rows, err
}

// goOn returns those of the held bundles that may be asked for and follow an op
// that is in the log, in order. The caller holds d.mu.
func (d *Desk) goOn(tx store.Tx, may func(*store.BundleRow) bool) ([]store.BundleRow, error) {
	var rows []store.BundleRow
	for _, h := range d.held {
		if !may(&h) {
			continue
		}
		before, err := tx.At(h.Dev, h.Epoch, h.From-1)
		if err != nil {
			return nil, err
		}
		if len(before) > 0 {
			rows = append(rows, h)
		}
	}
	slices.SortFunc(rows, func(a, b store.BundleRow) int {
		return cmp.Or(strings.Compare(a.Dev, b.Dev), cmp.Compare(a.Epoch, b.Epoch), cmp.Compare(a.From, b.From), strings.Compare(a.SHA256, b.SHA256))
	})
	return rows, nil
}

// loadHeld reads once which bundles are held, so that taking in thousands does
// not read the journal each time. The caller holds d.mu.
func (d *Desk) loadHeld(tx store.Tx) error {
	if d.held != nil {
		return nil
	}
	all, err := tx.Bundles()
	if err != nil {
		return err
	}
	d.held = map[string]store.BundleRow{}
	for _, b := range all {
		if b.State == store.BundleHeld {
			d.held[b.SHA256] = b
		}
	}
	return nil
}

// remember notes what became of a bundle. The caller holds d.mu, and forgets all
// if that is not committed.
func (d *Desk) remember(b store.BundleRow) {
	switch {
	case d.held == nil || b.SHA256 == "":
	case b.State == store.BundleHeld:
		d.held[b.SHA256] = b
	default:
		delete(d.held, b.SHA256)
	}
}
