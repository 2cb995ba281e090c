package desk

import (
	"context"
	"slices"

	"coopfield/store"
)

// bulkPart is how many records a Bulk keeps in memory before it writes them.
const bulkPart = 5_000

// Batch takes the records of a [Desk.Bulk]. It is used by one goroutine.
type Batch struct {
	w *work
	n int
}

// Bulk lets f fill a training store in one transaction: the records are
// checked as Put checks them and become signed ops like any other. A real store
// refuses with Denied.
func (d *Desk) Bulk(ctx context.Context, f func(b *Batch) error) error {
	if d.o.Mode != Training {
		return denied("chỉ kho tập huấn mới được đổ dữ liệu mẫu", "tạo kho tập huấn bằng lệnh sample hoặc demo")
	}
	return d.update(ctx, func(w *work) error { return f(&Batch{w: w}) })
}

// Put adds a record, whose id is made if it is "", and returns its id. at is
// the instant in ms UTC that the op claims, 0 = now. With final the record's
// first op finalises it; an incomplete one is Invalid, detail "incomplete".
func (b *Batch) Put(k store.Kind, id string, doc store.Doc, at int64, final bool) (string, error) {
	w := b.w
	if id == "" {
		var err error
		if id, err = w.d.newID(); err != nil {
			return "", err
		}
	}
	if b.n++; b.n%bulkPart == 0 {
		if err := w.flush(); err != nil {
			return "", err
		}
		w.forgetBut(store.Cooperative)
	}
	if !final {
		_, err := w.create(k, id, doc, at)
		return id, err
	}
	if err := needOfficial(k); err != nil {
		return "", err
	}
	_, err := w.createFinal(k, id, doc, at)
	return id, err
}

// Revision returns the revision of a record that was put before: what a plan
// freezes of a sheet. NotFound if there is none.
func (b *Batch) Revision(k store.Kind, id string) (store.Hash, error) {
	r, err := b.w.known(k, id)
	if err != nil {
		return store.Hash{}, err
	}
	return r.Rev, nil
}

// createFinal makes a record whose first op finalises it.
func (w *work) createFinal(k store.Kind, id string, given store.Doc, at int64) (store.Hash, error) {
	doc := store.Doc{}
	doc.Apply(given)
	doc, err := w.complete(k, id, doc)
	if err != nil {
		return store.Hash{}, err
	}
	if err := w.unique(k, id, doc); err != nil {
		return store.Hash{}, err
	}
	if err := w.allowed(k, store.OpFinalise, id, nil, doc); err != nil {
		return store.Hash{}, err
	}
	if gaps, err := w.gaps(k, id, doc); err != nil || len(gaps) > 0 {
		if err != nil {
			return store.Hash{}, err
		}
		title, err := w.title(k, doc)
		if err != nil {
			return store.Hash{}, err
		}
		return store.Hash{}, incomplete(title, gaps)
	}
	e, err := w.entry(k, id)
	if err != nil {
		return store.Hash{}, err
	}
	e.unique = true
	return w.make(change{kind: k, id: id, op: store.OpFinalise, set: doc, ref: w.cat.refs(k, doc), at: at})
}

// forgetBut drops what is saved from memory, but for one kind.
func (w *work) forgetBut(kind store.Kind) {
	for k := range w.entries {
		if k.kind != kind {
			delete(w.entries, k)
		}
	}
	clear(w.taken)
	clear(w.near)
	w.wait = nil // read again when needed
}

// AddRefs keeps new revisions of reference data and decides anew what waited
// for them.
func (d *Desk) AddRefs(ctx context.Context, refs []store.RefRow) error {
	var c *catalog
	err := d.update(ctx, func(w *work) error {
		for i := range refs {
			if err := w.tx.SaveRef(&refs[i]); err != nil {
				return err
			}
		}
		err := w.rereadRefs()
		c = w.cat
		return err
	})
	if err == nil {
		d.cat.Store(c)
		d.stale(map[string]bool{"": true})
	}
	return err
}

// rereadRefs reads the reference data again and decides anew what waited for it.
func (w *work) rereadRefs() error {
	all, err := w.tx.Refs()
	if err != nil {
		return err
	}
	if w.cat, err = newCatalog(all); err != nil {
		return err
	}
	ops, err := w.tx.WithVerdict(store.WaitScheme)
	if err != nil {
		return err
	}
	var keys []key
	for i := range ops {
		keys = append(keys, key{ops[i].Typ, ops[i].Ent})
	}
	return w.decideAround(keys)
}

// Rebuild judges every op of the devices that are known anew and computes
// every record and case from them. It must change nothing; doctor and tests
// compare the store before and after.
func (d *Desk) Rebuild(ctx context.Context) error {
	return d.update(ctx, (*work).rebuild)
}

func (w *work) rebuild() error {
	if v, ok := w.tx.(store.Digester); ok {
		if err := v.ClearViews(); err != nil { // also what no op ever made
			return err
		}
	}
	keys, err := w.everything()
	if err != nil {
		return err
	}
	var decisions []key
	for _, k := range keys {
		if k.kind == store.Decision {
			decisions = append(decisions, k)
		}
	}
	if err := w.restart(decisions); err != nil {
		return err
	}
	if err := w.recallAll(); err != nil {
		return err
	}
	if err := w.rebranch(); err != nil {
		return err
	}
	if err := w.cases(); err != nil {
		return err
	}
	for id, c := range w.open {
		if c.Kind != store.CaseFork {
			if err := w.tx.DropCase(id); err != nil {
				return err
			}
			delete(w.open, id)
		}
	}
	for _, k := range keys {
		if err := w.tx.DropRecord(k.kind, k.id); err != nil && store.CodeOf(err) != store.NotFound {
			return err
		}
	}
	// Cooperatives first: the records that name them are judged by them; then
	// reports, which close their period for others.
	var coops, reports, rest []key
	for _, k := range keys {
		switch k.kind {
		case store.Cooperative:
			coops = append(coops, k)
		case store.Report:
			reports = append(reports, k)
		default:
			rest = append(rest, k)
		}
	}
	for _, part := range [][]key{coops, reports, rest} {
		w.closed = nil
		for some := range slices.Chunk(part, bulkPart) {
			if err := w.decide(some); err != nil {
				return err
			}
			if err := w.flush(); err != nil {
				return err
			}
			w.forgetBut(store.Cooperative)
		}
	}
	w.changed[""] = true
	return nil
}

// everything lists the records that any op names, in order of the ops.
func (w *work) everything() ([]key, error) {
	people, err := w.loadPeople()
	if err != nil {
		return nil, err
	}
	devs := []string{w.d.o.Me.Dev}
	for dev := range people.By {
		if dev != w.d.o.Me.Dev {
			devs = append(devs, dev)
		}
	}
	slices.Sort(devs)
	var keys []key
	seen := map[key]bool{}
	for _, dev := range devs {
		err := w.opsBy(dev, func(o *store.LoggedOp) error {
			if k := (key{o.Typ, o.Ent}); !seen[k] && store.SpecOf(k.kind) != nil {
				seen[k] = true
				keys = append(keys, k)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return keys, nil
}

// opsBy calls f with each op of dev, epoch by epoch.
func (w *work) opsBy(dev string, f func(*store.LoggedOp) error) error {
	epochs, err := w.tx.Epochs(dev)
	if err != nil {
		return err
	}
	for _, ep := range epochs {
		if err := w.tx.Range(dev, ep, 1, 0, f); err != nil {
			return err
		}
	}
	return nil
}
