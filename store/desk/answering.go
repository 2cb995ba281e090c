package desk

import (
	"context"
	"slices"

	"coopfield/store"
)

// Recipient is one laptop that the province answers.
type Recipient struct {
	Writer store.Writer
	// Before are devices whose open work this one took over, by dev: what they
	// wrote counts as its own.
	Before []string
	// Coops are cooperatives that earlier answers spoke of: of one that went to
	// another unit since, it is told so much.
	Coops []string
	// Told reports whether an earlier answer held others' ops of a record: what
	// became of it is told too, though it is no longer accepted, or kept. nil =
	// nothing was told.
	Told func(k store.Kind, id string) bool
	// All gives it every op of its own back too, not only what it is known to have
	// lost.
	All bool
	// Epoch is the laptop's open epoch, of which no op may have come yet, and
	// Begins the head before its first; zero if it never said so.
	Epoch  int64
	Begins store.Hash
}

// Parcel is everything that one laptop is to know, whatever it was told before.
type Parcel struct {
	Receipts
	// Coops are the cooperatives that it works with now.
	Coops []string
	// Writers are the writers of Ops as the registry has named them so far, so
	// that what was lawful when it was written is so there too.
	Writers []store.Writer
	// Ops are others' ops, all of which count, cooperatives first, and of a
	// record parents before their children. What one of them needs as a
	// parent is among them or is the laptop's own. Behind them are its own that
	// it has lost, in the order of its chain, whether they count or not.
	Ops      []store.LoggedOp
	Expected ExpectedList
}

// Parcels calls f with the parcel of each recipient, on one snapshot of the log.
// Recipients of one unit one after another cost little more than one of them.
func (d *Desk) Parcels(ctx context.Context, to []Recipient, period string, f func(i int, p *Parcel) error) error {
	return d.view(ctx, func(w *work) error {
		a, err := w.answering()
		if err != nil {
			return err
		}
		for i := range to {
			if err := ctx.Err(); err != nil {
				return err
			}
			p, err := a.parcel(&to[i], period)
			if err != nil {
				return err
			}
			if err := f(i, p); err != nil {
				return err
			}
		}
		return nil
	})
}

// answering reads what several parcels need once.
type answering struct {
	w         *work
	units     map[string][]string          // active reporting unit → cooperatives, in order of names
	bundles   map[string][]store.BundleRow // by dev
	decisions map[key][]*store.LoggedOp    // on ops of a record, by that record
	unit      string                       // whose folders are kept
	folders   map[key]*folder
	files     map[string][]*folder // by cooperative
}

// folder is one record with its ops that count.
type folder struct {
	key
	rec  *store.Record // nil if nothing of it counts
	ops  []*store.LoggedOp
	devs map[string]bool // which devices wrote any op of it
}

func (w *work) answering() (*answering, error) {
	a := &answering{
		w: w, units: map[string][]string{}, bundles: map[string][]store.BundleRow{},
		decisions: map[key][]*store.LoggedOp{},
	}
	a.forget("")
	err := w.tx.Register(func(r *store.RegisterRow) error {
		a.units[r.ReportingUnit] = append(a.units[r.ReportingUnit], r.ID)
		return nil
	})
	if err != nil {
		return nil, err
	}
	rows, err := w.tx.Bundles()
	if err != nil {
		return nil, err
	}
	for _, b := range rows {
		a.bundles[b.Dev] = append(a.bundles[b.Dev], b)
	}
	return a, a.readDecisions()
}

// readDecisions reads what this office decided on single ops, with any of its
// keys.
func (a *answering) readDecisions() error {
	offices, err := a.w.offices()
	if err != nil {
		return err
	}
	var ids []string
	for _, dev := range offices {
		err := a.w.tx.Touched(dev, func(k store.Kind, id string) error {
			if k == store.Decision && !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	for _, id := range ids {
		ops, err := a.w.tx.OpsOf(store.Decision, id)
		if err != nil {
			return err
		}
		for i := range ops {
			if o := &ops[i]; o.Verdict == store.Counted {
				about := key{store.Kind(o.Set.Text("about.kind")), o.Set.Text("about.record")}
				a.decisions[about] = append(a.decisions[about], o)
			}
		}
	}
	return nil
}

// forget drops what was read for another unit.
func (a *answering) forget(unit string) {
	if a.unit != unit || a.folders == nil {
		a.unit, a.folders, a.files = unit, map[key]*folder{}, map[string][]*folder{}
	}
}

// file returns the folders of a cooperative: itself first, then all records
// that name it.
func (a *answering) file(coop string) ([]*folder, error) {
	if f, ok := a.files[coop]; ok {
		return f, nil
	}
	ops, err := a.w.tx.OpsOfCoop(coop)
	if err != nil {
		return nil, err
	}
	var list []*folder
	for _, k := range append([]key{{store.Cooperative, coop}}, keysOf(ops)...) {
		if f := a.folders[k]; f != nil {
			if !slices.Contains(list, f) {
				list = append(list, f)
			}
			continue
		}
		f, err := a.fill(k, ops)
		if err != nil {
			return nil, err
		}
		list = append(list, f)
	}
	a.files[coop] = list
	return list, nil
}

func keysOf(ops []store.LoggedOp) []key {
	var keys []key
	seen := map[key]bool{}
	for i := range ops {
		if k := (key{ops[i].Typ, ops[i].Ent}); !seen[k] {
			seen[k] = true
			keys = append(keys, k)
		}
	}
	return keys
}

// fill makes the folder of k from ops, among which are all of its own.
func (a *answering) fill(k key, ops []store.LoggedOp) (*folder, error) {
	f := &folder{key: k, devs: map[string]bool{}}
	a.folders[k] = f
	for i := range ops {
		o := &ops[i]
		if (key{o.Typ, o.Ent}) != k {
			continue
		}
		f.devs[o.Dev] = true
		if o.Verdict == store.Counted {
			f.ops = append(f.ops, o)
		}
	}
	f.ops = parentsFirst(f.ops)
	if store.SpecOf(k.kind) == nil {
		return f, nil // of a newer program
	}
	rec, err := a.w.tx.Record(k.kind, k.id)
	if store.CodeOf(err) == store.NotFound {
		return f, nil
	}
	f.rec = rec
	return f, err
}

// parentsFirst puts the ops of a record into an order in which parents come
// before their children. They came by several sticks: any order.
func parentsFirst(ops []*store.LoggedOp) []*store.LoggedOp {
	left := map[store.Hash]bool{}
	for _, o := range ops {
		left[o.Hash] = true
	}
	sorted := make([]*store.LoggedOp, 0, len(ops))
	for len(ops) > 0 {
		var wait []*store.LoggedOp
		for _, o := range ops {
			if slices.ContainsFunc(o.Base, func(b store.Hash) bool { return left[b] }) {
				wait = append(wait, o)
				continue
			}
			delete(left, o.Hash)
			sorted = append(sorted, o)
		}
		if len(wait) == len(ops) { // no history has a circle
			return append(sorted, wait...)
		}
		ops = wait
	}
	return sorted
}

// folder returns the folder of one record.
func (a *answering) folder(k key) (*folder, error) {
	if f := a.folders[k]; f != nil {
		return f, nil
	}
	ops, err := a.w.tx.OpsOf(k.kind, k.id)
	if err != nil {
		return nil, err
	}
	return a.fill(k, ops)
}

// coop returns the cooperative that a folder's record names, "" for none.
func (f *folder) coop() string {
	if f.kind == store.Cooperative {
		return f.id
	}
	for _, o := range f.ops {
		if c := o.Set.Text("cooperative"); c != "" {
			return c
		}
	}
	return ""
}

// parcel collects what one laptop is to know.
func (a *answering) parcel(to *Recipient, period string) (*Parcel, error) {
	a.forget(to.Writer.Unit)
	c := &choice{answering: a, to: to, own: map[string]bool{to.Writer.Dev: true}, coops: map[string]bool{}, taken: map[store.Hash]bool{}, seen: map[key]bool{}}
	for _, dev := range to.Before {
		c.own[dev] = true
	}
	p := &Parcel{}
	if to.Writer.Role == store.Advisor {
		p.Coops = slices.Clone(to.Writer.Coops)
	} else {
		p.Coops = slices.Clone(a.units[to.Writer.Unit])
	}
	for _, id := range p.Coops {
		c.coops[id] = true
	}
	if err := c.choose(p); err != nil {
		return nil, err
	}
	if err := c.lost(); err != nil {
		return nil, err
	}
	p.Ops = c.ops
	var err error
	if p.Writers, err = a.writers(p.Ops, to.Writer.Dev); err != nil {
		return nil, err
	}
	if err := a.receipts(to.Writer.Dev, p); err != nil {
		return nil, err
	}
	p.Expected, err = a.expected(to.Writer.Unit, p.Coops, period)
	return p, err
}

// writers returns the states of the writers of ops that the registry has named.
func (a *answering) writers(ops []store.LoggedOp, but string) ([]store.Writer, error) {
	var out []store.Writer
	seen := map[string]bool{but: true}
	for i := range ops {
		dev := ops[i].Dev
		if seen[dev] {
			continue
		}
		seen[dev] = true
		states, err := a.w.writersOf(dev)
		if err != nil {
			return nil, err
		}
		out = append(out, states...)
	}
	return out, nil
}
