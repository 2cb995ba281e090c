package seal

import (
	"cmp"
	"context"
	"path/filepath"
	"slices"

	"coopfield/store"
	"coopfield/sync"
	"coopfield/sync/trust"
)

// state says what the person can do here.
type state int

const (
	unread   state = iota
	failed         // the store could not be read
	sealing        // a bundle can be written
	outside        // not enrolled yet
	province       // the province receives, it seals nothing
)

// view is what one reading of the store gave. It is never changed.
type view struct {
	state   state
	plan    *sync.SealPlan // nil unless sealing
	target  error          // why the named folder cannot take a bundle
	rows    []row          // by cooperative
	kinds   []share        // over all
	records int
	drafts  []string // titles of what stays behind
	left    int      // records that stay behind
	exports []store.ExportRow
	through map[int64]int64 // by epoch the last own change with a receipt
	again   *place          // of the second copy, nil if there is none
	drives  []string
	prov    string // province that it is encrypted to

	ops         int64  // outside: changes that wait
	fingerprint string // outside, in groups
	granted     string // outside: the stick that holds a grant
}

// place is where the second copy goes.
type place struct {
	to     string
	folder string
	free   int64
	err    error
}

// row is what goes of one cooperative.
type row struct {
	name    string // "" for records of none
	ops     int
	records int
	kinds   []share
}

// share is how many changes and records of one kind go.
type share struct {
	kind    store.Kind
	ops     int
	records int
}

// look reads what sealing to a folder would do. Only an error that keeps the
// whole screen from being drawn is returned.
func look(ctx context.Context, s *sync.Site, to, again string, drives func() []string) (*view, error) {
	v := &view{drives: drives()}
	switch {
	case s.IsProvince():
		v.state = province
		return v, nil
	case s.Trust() == nil:
		v.state = outside
		_, fp, err := s.EnrolRequest()
		if err != nil {
			return nil, err
		}
		v.fingerprint = trust.FormatFingerprint(fp)
		p, err := s.Desk.Pending(ctx)
		if err == nil {
			v.ops = int64(p.Ops)
		}
		for _, d := range v.drives {
			if found, gerr := filepath.Glob(filepath.Join(d, "cap-quyen-*.coop")); gerr == nil && len(found) > 0 {
				v.granted = d
				break
			}
		}
		return v, err
	}
	v.state, v.prov = sealing, s.Trust().Province
	var err error
	if v.plan, err = s.SealPlan(ctx, to); store.DetailOf(err) == "target" {
		v.target = err
		v.plan, err = s.SealPlan(ctx, "")
	}
	if err != nil {
		return nil, err
	}
	if again != "" {
		v.again = &place{to: again}
		p, err := s.SealPlan(ctx, again)
		if v.again.err = err; err == nil {
			v.again.folder, v.again.free = p.Folder, p.Free
		}
	}
	if err := v.count(ctx, s); err != nil {
		return nil, err
	}
	known, err := s.Receipts(ctx)
	if err != nil {
		return nil, err
	}
	v.through = map[int64]int64{}
	for _, p := range known.Received {
		v.through[p.Epoch] = p.Seq
	}
	return v, v.behind(ctx, s)
}

// count divides what goes by cooperative and kind, and lists earlier bundles,
// the newest first.
func (v *view) count(ctx context.Context, s *sync.Site) error {
	type record struct {
		kind store.Kind
		id   string
	}
	coops := map[record]string{}
	ops := map[record]int{}
	err := s.Log.View(ctx, func(tx store.Tx) error {
		for _, p := range v.plan.Parts {
			if p.To < p.From {
				continue
			}
			err := tx.Range(s.Keys.Dev(), p.Epoch, p.From, p.To, func(o *store.LoggedOp) error {
				if !o.Own {
					return nil
				}
				r := record{o.Typ, o.Ent}
				ops[r]++
				if c := store.CooperativeOf(o.Typ, o.Ent, o.Set); c != "" {
					coops[r] = c
				}
				return nil
			})
			if err != nil {
				return err
			}
		}
		for r := range ops {
			if coops[r] != "" {
				continue
			}
			rec, err := tx.Record(r.kind, r.id)
			if store.CodeOf(err) == store.NotFound {
				continue
			}
			if err != nil {
				return err
			}
			coops[r] = store.CooperativeOf(r.kind, r.id, rec.Doc)
		}
		var err error
		v.exports, err = tx.Exports()
		return err
	})
	if err != nil {
		return err
	}
	slices.Reverse(v.exports)
	all := map[store.Kind]share{}
	byCoop := map[string]map[store.Kind]share{}
	add := func(m map[store.Kind]share, k store.Kind, n int) {
		x := m[k]
		m[k] = share{k, x.ops + n, x.records + 1}
	}
	for r, n := range ops {
		c := coops[r]
		if byCoop[c] == nil {
			byCoop[c] = map[store.Kind]share{}
		}
		add(byCoop[c], r.kind, n)
		add(all, r.kind, n)
	}
	v.records, v.kinds = len(ops), shares(all)
	for _, c := range v.plan.ByCoop { // in order of names
		kinds := shares(byCoop[c.ID])
		one := row{name: c.Name, ops: c.Ops, kinds: kinds}
		if one.name == "" {
			one.name = c.ID
		}
		for _, k := range kinds {
			one.records += k.records
		}
		v.rows = append(v.rows, one)
	}
	return nil
}

// shares returns the parts in a stable order, the largest first.
func shares(m map[store.Kind]share) []share {
	out := make([]share, 0, len(m))
	for _, x := range m {
		out = append(out, x)
	}
	slices.SortFunc(out, func(a, b share) int { return cmp.Or(b.ops-a.ops, cmp.Compare(a.kind, b.kind)) })
	return out
}

// shown bounds how many records that stay behind are named.
const shown = 3

// behind names what is typed but not saved.
func (v *view) behind(ctx context.Context, s *sync.Site) error {
	var heads []store.DraftHead
	var records []*store.Record
	err := s.Log.View(ctx, func(tx store.Tx) error {
		var err error
		if heads, err = tx.Drafts(); err != nil {
			return err
		}
		for _, h := range heads[:min(len(heads), shown)] {
			r, err := tx.Record(h.Kind, h.ID)
			if store.CodeOf(err) == store.NotFound {
				r, err = &store.Record{Kind: h.Kind, ID: h.ID, Doc: store.Doc{}}, nil
			}
			if err != nil {
				return err
			}
			records = append(records, r)
		}
		return nil
	})
	if err != nil {
		return err
	}
	v.left = len(heads)
	for _, r := range records {
		title, err := s.Desk.Title(ctx, r)
		if err != nil {
			return err
		}
		v.drafts = append(v.drafts, title)
	}
	return nil
}

// got reports whether the province has a receipt for the whole of a bundle.
func (v *view) got(e *store.ExportRow) bool { return e.To > 0 && e.To <= v.through[e.Epoch] }
