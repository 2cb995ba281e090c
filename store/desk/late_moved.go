package desk

import (
	"maps"
	"slices"

	"coopfield/store"
)

// moved returns the records of which some op may stand in a closed period though
// the record, as it counts now, does not: its date was changed, two histories of
// it disagree, or a person decided between them or admitted what the rules would
// not have let through. Whether such an op is late hangs on the report all the
// same, whichever came first.
func (w *work) moved(closed []closing) ([]key, error) {
	if len(closed) == 0 {
		return nil, nil
	}
	again, ok := w.tx.(store.Redone)
	if !ok {
		return nil, &store.Error{Code: store.Internal, Detail: "redone", Message: "nhật ký không cho biết hồ sơ nào đã ghi nhiều lần", Kept: "chưa ghi gì", Hint: "báo tỉnh: chương trình có lỗi"}
	}
	var keys []key
	for _, k := range store.Kinds() {
		if lateKinds[k] == "" {
			continue
		}
		fixed := store.SpecOf(k).Field(lateKinds[k]).Fixed
		least, ops := 2, []store.OpKind{store.OpPut, store.OpFinalise, store.OpAmend, store.OpResolve}
		if fixed { // only who decides between two histories changes it
			least, ops = 1, []store.OpKind{store.OpResolve}
		}
		var ids []string
		err := again.Redone(k, least, ops, func(id string) error {
			ids = append(ids, id)
			return nil
		})
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			in := fixed
			if !in {
				if in, err = w.everIn(k, id, closed); err != nil {
					return nil, err
				}
			}
			if in {
				keys = append(keys, key{k, id})
			}
		}
	}
	return w.disputed(keys)
}

// everIn reports whether an op sets the date of a record into a closed period.
func (w *work) everIn(k store.Kind, id string, closed []closing) (bool, error) {
	ops, err := w.tx.OpsOf(k, id)
	if err != nil {
		return false, err
	}
	for i := range ops {
		day := dayOf(k, ops[i].Set)
		for j := range closed {
			if closed[j].holds(day) {
				return true, nil
			}
		}
	}
	return false, nil
}

// disputed adds to keys the records that are in conflict and those of which an op
// was admitted.
func (w *work) disputed(keys []key) ([]key, error) {
	if err := w.cases(); err != nil {
		return nil, err
	}
	for _, id := range sortedKeys(w.open) {
		c := w.open[id]
		if lateKinds[c.Record] == "" {
			continue
		}
		for _, rec := range c.Records {
			keys = append(keys, key{c.Record, rec})
		}
	}
	if err := w.loadRulings(); err != nil {
		return nil, err
	}
	for _, h := range slices.SortedFunc(maps.Keys(w.rulings), compareHash) {
		if w.rulings[h].kind != admit {
			continue
		}
		o, err := w.tx.Op(h)
		if store.CodeOf(err) == store.NotFound {
			continue // decided before it comes
		}
		if err != nil {
			return nil, err
		}
		if lateKinds[o.Typ] != "" {
			keys = append(keys, key{o.Typ, o.Ent})
		}
	}
	return keys, nil
}
