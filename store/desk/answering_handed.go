package desk

import (
	"slices"

	"coopfield/store"
)

// inherits reports whether the province handed a cooperative over to the
// laptop's unit: then the work that the unit before left open goes with it.
func (c *choice) inherits(coop string) (bool, error) {
	if c.to.Writer.Role != store.Officer {
		return false, nil
	}
	f, err := c.folder(key{store.Cooperative, coop})
	if err != nil {
		return false, err
	}
	return c.handedTo(f, "reporting_unit")
}

// handedTo reports whether the province wrote the laptop's unit into a field of
// a record that was another unit's.
func (c *choice) handedTo(f *folder, field string) (bool, error) {
	for _, o := range f.ops {
		if len(o.Base) == 0 || o.Set.Text(field) != c.to.Writer.Unit {
			continue
		}
		if office, err := c.w.ofProvince(o.Dev); err != nil || office {
			return office, err
		}
	}
	return false, nil
}

// leftOpen reports whether r is work that the unit after has to go on with: what
// is not finalised or was given back, applications, plans and support, and what
// waits for an answer.
func leftOpen(r *store.Record) bool {
	if r.State == store.Void {
		return false
	}
	switch r.Kind {
	case store.Registration, store.Support:
		return true
	case store.Plan:
		return r.Doc.Text("status") != "closed"
	case store.Obstacle, store.Proposal:
		return waitsForAnswer(r)
	}
	return r.ReturnReason != "" || Official(r.Kind) && r.State == store.Draft
}

// handedPapers takes what the province handed over of a unit itself: records of
// no cooperative that are the laptop's unit's now.
func (c *choice) handedPapers() error {
	if c.to.Writer.Role != store.Officer {
		return nil
	}
	for _, k := range unitKinds {
		var ids []string
		q := store.Query{Kind: k, Where: []store.Cond{{Field: "unit", Value: c.to.Writer.Unit}}}
		err := c.w.tx.Records(q, func(r *store.Record) error {
			if r.Doc.Text("cooperative") == "" {
				ids = append(ids, r.ID)
			}
			return nil
		})
		if err != nil {
			return err
		}
		for _, id := range slices.Sorted(slices.Values(ids)) {
			f, err := c.folder(key{k, id})
			if err != nil {
				return err
			}
			if handed, err := c.handedTo(f, "unit"); err != nil || !handed {
				if err != nil {
					return err
				}
				continue
			}
			if err := c.whole(f.key); err != nil {
				return err
			}
		}
	}
	return nil
}
