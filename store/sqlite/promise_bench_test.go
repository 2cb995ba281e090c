package sqlite_test

import (
	"fmt"
	"testing"

	"coopfield/store"
)

// BenchmarkOpenPromises counts and lists what is overdue in a store of 35.000
// cooperatives with two visits each: 210.000 recommendations, a third of them
// followed.
//
//	go test ./store/sqlite -run - -bench OpenPromises
func BenchmarkOpenPromises(b *testing.B) {
	db := open(b)
	update(b, db, func(tx store.Tx) error {
		for n := range 35_000 {
			for k, on := range []string{"2023-05-06", "2024-05-06"} {
				v := uuid('v', 2*n+k)
				r := visitWith(v, uuid('c', n), on, store.Final, store.Doc{
					"r1": store.Doc{"text": "lập sổ đăng ký thành viên", "due": fmt.Sprintf("202%d-10-15", 3+k)},
					"r2": store.Doc{"text": "họp đại hội", "due": fmt.Sprintf("202%d-12-31", 4+k)}, "r3": store.Doc{"text": "nộp báo cáo"},
				})
				r.Unit = fmt.Sprint(600 + n%40)
				must(b, tx.SaveRecord(r))
				if k == 0 {
					must(b, tx.SaveRecord(follow(uuid('f', n), v, "r1", "2024-05-06", "kept", "", uuid('v', 2*n+1))))
				}
			}
		}
		return nil
	})
	for name, unit := range map[string]string{"province": "", "unit": "615"} {
		q := store.PromiseQuery{Open: true, Unit: unit, Before: "2024-12-02"}
		b.Run(name, func(b *testing.B) {
			for range b.N {
				must(b, db.View(ctx, func(tx store.Tx) error {
					if _, _, err := tx.CountPromises(q, "2024-12-02"); err != nil {
						return err
					}
					q := q
					q.Limit = 5
					return tx.Promises(q, func(*store.Promise) error { return nil })
				}))
			}
		})
	}
}
