package sqlite

import "coopfield/store"

// Touched calls f with each record of which an op of dev is held, by kind and id.
func (t *tx) Touched(dev string, f func(kind store.Kind, id string) error) error {
	const doing = "reading which records a device wrote"
	type row struct{ kind, id string }
	scan := func(scan func(...any) error) (*row, error) {
		r := &row{}
		return r, scan(&r.kind, &r.id)
	}
	return list(t, doing, "SELECT DISTINCT typ, ent FROM op WHERE dev = ? ORDER BY typ, ent", []any{dev}, scan, func(r *row) error {
		return f(store.Kind(r.kind), r.id)
	})
}
