package desk

import (
	"bytes"
	"slices"

	"coopfield/store"
	"coopfield/store/vi"
)

// coopsOf finds cooperatives in the register by the ids that records name, also
// by those of duplicates. Documents of cooperatives are not read.
type coopsOf struct {
	w      *work
	places *places
	reg    *Register
	rows   map[string]*RegisterEntry // made when first asked
	same   map[string]string         // duplicate → kept
}

func newCoopsOf(w *work, reg *Register) *coopsOf {
	return &coopsOf{w: w, places: newPlaces(w.cat.units), reg: reg}
}

// kept returns the id of the cooperative that counts for one that is named.
func (c *coopsOf) kept(id string) string {
	if c.same == nil {
		same, err := c.w.hidden(store.Cooperative)
		if err != nil || same == nil {
			same = map[string]string{}
		}
		c.same = same
	}
	if to := c.same[id]; to != "" {
		return to
	}
	return id
}

// row returns the line of a cooperative in the register, nil if it is not held.
func (c *coopsOf) row(id string) *RegisterEntry {
	if id == "" {
		return nil
	}
	if c.rows == nil {
		c.rows = make(map[string]*RegisterEntry, len(c.reg.Rows))
		for i := range c.reg.Rows {
			c.rows[c.reg.Rows[i].ID] = &c.reg.Rows[i]
		}
	}
	return c.rows[c.kept(id)]
}

// entry names a cooperative; one that is not held by its id.
func (c *coopsOf) entry(id string) Entry {
	e := Entry{Kind: store.Cooperative, ID: c.kept(id), Title: id}
	if r := c.row(id); r != nil {
		e.Title, e.Note = r.Name, r.ReportName
	}
	return e
}

// unitOf returns the reporting unit of today of a cooperative, "" if it is not
// held.
func (c *coopsOf) unitOf(id string) string {
	if r := c.row(id); r != nil {
		return r.ReportingUnit
	}
	return ""
}

// covers reports whether a record counts to a unit: by its cooperative, else by
// its own unit.
func (c *coopsOf) covers(by, coop, unit string) bool {
	if r := c.row(coop); r != nil {
		return c.places.coversCoop(by, r)
	}
	return unit != "" && c.places.covers(by, unit)
}

// mine reports whether a record is this person's work: of a cooperative that is,
// or of no cooperative and of the own unit.
func (c *coopsOf) mine(coop, unit string) bool {
	me := c.w.d.Me()
	if me.Role == store.Province {
		return true
	}
	if r := c.row(coop); r != nil {
		return c.w.mine(r)
	}
	return coop == "" && unit == me.Unit
}

// byName compares two names in Vietnamese order.
func byName(a, b string) int { return bytes.Compare(vi.SortKey(a), vi.SortKey(b)) }

// everyForm calls f for each record of a kind with its typed fields laid over,
// and for those only typed so far, whose record is nil. Voided ones are left out.
func (w *work) everyForm(k store.Kind, f func(id string, doc store.Doc, held *store.Record) error) error {
	q, any, err := w.following(store.Query{Kind: k})
	if err != nil {
		return err
	}
	heads, err := w.tx.Drafts()
	if err != nil {
		return err
	}
	heads = slices.DeleteFunc(heads, func(h store.DraftHead) bool { return h.Kind != k })
	typed := map[string]*Form{}
	for _, h := range heads {
		form, err := w.form(k, h.ID)
		if err != nil {
			return err
		}
		typed[h.ID] = form
	}
	if any {
		err = w.tx.Records(q, func(r *store.Record) error {
			doc := r.Doc
			if form := typed[r.ID]; form != nil {
				doc = form.Doc
			}
			if r.State == store.Void {
				return nil
			}
			return f(r.ID, doc, r)
		})
		if err != nil {
			return err
		}
	}
	for _, h := range heads {
		if form := typed[h.ID]; form.IsNew {
			if err := f(h.ID, form.Doc, nil); err != nil {
				return err
			}
		}
	}
	return nil
}
