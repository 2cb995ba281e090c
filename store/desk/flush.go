package desk

import (
	"cmp"
	"slices"
	"strings"

	"coopfield/store"
)

// flush saves what the ops of this transaction changed: records, summaries and
// cases. It may be called several times; nothing is left dirty.
func (w *work) flush() error {
	if err := w.settle(); err != nil {
		return err
	}
	if err := w.spread(); err != nil {
		return err
	}
	if err := w.summarise(); err != nil {
		return err
	}
	keys, err := w.save()
	if err != nil {
		return err
	}
	return w.duplicates(keys)
}

// settle folds what is stale.
func (w *work) settle() error {
	if err := w.remark(); err != nil {
		return err
	}
	for _, e := range w.touched {
		r, err := w.view(e)
		if err != nil {
			return err
		}
		if r != nil { // what counts now may be of a cooperative that no op of this transaction names
			w.list(e, r.Doc.Text("cooperative"))
		}
	}
	return nil
}

// spread carries a cooperative's unit and type to its records, whose lists,
// permissions and exclusions hang on them.
func (w *work) spread() error {
	for _, e := range slices.Clone(w.touched) {
		if e.kind != store.Cooperative || e.was == nil {
			continue
		}
		now := store.Doc{}
		if e.rec != nil {
			now = e.rec.Doc
		}
		if now["reporting_unit"] == e.was.Doc["reporting_unit"] && now["type"] == e.was.Doc["type"] {
			continue
		}
		keys, err := w.recordsOf(e.id)
		if err != nil {
			return err
		}
		for _, k := range keys {
			other, err := w.entry(k.kind, k.id)
			if err != nil {
				return err
			}
			if other.rec != nil {
				w.touch(other)
			}
		}
	}
	return nil
}

// recordsOf lists the records that name a cooperative in any op, itself first.
func (w *work) recordsOf(coop string) ([]key, error) {
	ops, err := w.tx.OpsOfCoop(coop)
	if err != nil {
		return nil, err
	}
	keys := []key{{store.Cooperative, coop}}
	seen := map[key]bool{keys[0]: true}
	for i := range ops {
		if k := (key{ops[i].Typ, ops[i].Ent}); !seen[k] {
			seen[k] = true
			keys = append(keys, k)
		}
	}
	return keys, nil
}

// unitOf returns the reporting unit of a record's cooperative, or the unit of
// a record that has none.
func (w *work) unitOf(r *store.Record) (string, error) {
	if r.Kind == store.Cooperative {
		return r.Doc.Text("reporting_unit"), nil
	}
	coop := r.Doc.Text("cooperative")
	if coop == "" {
		return r.Doc.Text("unit"), nil
	}
	c, err := w.record(store.Cooperative, coop)
	if err != nil || c == nil {
		return "", err
	}
	return c.Doc.Text("reporting_unit"), nil
}

// natural names a natural key of a kind.
type natural struct {
	kind store.Kind
	key  string
}

// naturalOf returns what r must be the only one of, "" for a void record.
func naturalOf(r *store.Record) string {
	if r == nil || r.State == store.Void {
		return ""
	}
	return store.NaturalKey(r.Kind, r.Doc)
}

// save writes the records that changed and their own cases, and returns the
// natural keys whose holders may have changed.
func (w *work) save() ([]natural, error) {
	var keys []natural
	alone := w.alone()
	for _, e := range w.touched {
		if err := w.clash(e); err != nil {
			return nil, err
		}
		news, err := w.noteSame(e)
		if err != nil {
			return nil, err
		}
		old, now := naturalOf(e.was), naturalOf(e.rec)
		for _, n := range []string{old, now} {
			if n == "" {
				continue
			}
			_, doubled := w.open[duplicateID(e.kind, n)]
			free := n == now && (e.unique || alone[e])
			if news || doubled || old != now && !free {
				keys = append(keys, natural{e.kind, n})
			}
		}
		if e.rec == nil {
			if e.was != nil {
				if err := w.tx.DropRecord(e.kind, e.id); err != nil {
					return nil, err
				}
			}
		} else {
			var err error
			if e.rec.Unit, err = w.unitOf(e.rec); err != nil {
				return nil, err
			}
			e.rec.Conflict = ""
			if e.clash != nil {
				e.rec.Conflict = e.clash.ID
			}
			if err := w.tx.SaveRecord(e.rec); err != nil {
				return nil, err
			}
		}
		e.was, e.dirty = e.rec, false
	}
	w.touched = nil
	slices.SortFunc(keys, func(a, b natural) int {
		return cmp.Or(strings.Compare(string(a.kind), string(b.kind)), strings.Compare(a.key, b.key))
	})
	return slices.Compact(keys), nil
}

// alone finds the new records of new cooperatives that no other record of this
// transaction shares its natural key with: none that is saved can.
func (w *work) alone() map[*entry]bool {
	holders := map[natural]*entry{}
	alone := map[*entry]bool{}
	for _, e := range w.touched {
		if e.was != nil || e.kind == store.Cooperative {
			continue
		}
		n := natural{e.kind, naturalOf(e.rec)}
		if n.key == "" || !w.newCoop(e.rec.Doc.Text("cooperative")) {
			continue
		}
		if other := holders[n]; other != nil {
			delete(alone, other)
			continue
		}
		holders[n], alone[e] = e, true
	}
	return alone
}
