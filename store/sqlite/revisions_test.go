package sqlite_test

import (
	"strings"
	"testing"

	"coopfield/store"
)

func TestRevisionsNamesEveryOpOfTheKinds(t *testing.T) {
	db := open(t)
	var want []store.OpPlace
	update(t, db, func(tx store.Tx) error {
		for i, k := range []store.Kind{store.Cooperative, store.Visit, store.Assessment, store.Visit} {
			o := logged(t, store.Op{
				V: 1, ID: strings.Repeat("ab", 16), Dev: dev(1), Ep: 1, Seq: int64(i + 1), At: 4, Actor: "Nguyễn Văn An", App: "1.0", Typ: k,
				Ent: uuid('r', i), Kind: store.OpPut, Set: store.Doc{"on": "2024-12-05"},
			})
			if _, err := tx.InsertOp(o); err != nil {
				return err
			}
			if k == store.Visit {
				want = append(want, store.OpPlace{Hash: o.Hash, Kind: k, ID: o.Ent})
			}
		}
		return nil
	})
	view(t, db, func(tx store.Tx) error {
		var got []store.OpPlace
		must(t, tx.Revisions([]store.Kind{store.Visit}, func(p *store.OpPlace) error { got = append(got, *p); return nil }))
		equal(t, got, want)
		must(t, tx.Revisions(nil, func(*store.OpPlace) error { t.Error("an op of no kind"); return nil }))
		return nil
	})
}
