package sqlite_test

import (
	"errors"
	"testing"

	"coopfield/store"
)

func appendOps(t *testing.T, tx store.Tx, from, to int) {
	t.Helper()
	for n := from; n <= to; n++ {
		must(t, tx.AppendOp(opOf(t, coopRecord(n), n)))
	}
}

func TestOpsThatAreAppendedAreThereForWhateverComesNext(t *testing.T) {
	t.Run("read after each number of them", func(t *testing.T) {
		db := open(t)
		update(t, db, func(tx store.Tx) error {
			next := 1
			for n := range 70 { // below, at and above what is handed over at once
				appendOps(t, tx, next, next+n-1)
				next += n
				got := 0
				must(t, tx.Range(dev(7), 1, 1, 0, func(o *store.LoggedOp) error {
					got++
					equal(t, o.Seq, int64(got))
					return nil
				}))
				equal(t, got, next-1)
				held, err := tx.HeldFrom(dev(7), 1, int64(next-1))
				must(t, err)
				equal(t, held, next > 1)
				held, err = tx.HeldFrom(dev(7), 1, int64(next))
				must(t, err)
				equal(t, held, false)
			}
			return nil
		})
	})
	t.Run("the same as those that are inserted", func(t *testing.T) {
		one, other := open(t), open(t)
		update(t, one, func(tx store.Tx) error {
			for n := 1; n <= 100; n++ {
				_, err := tx.InsertOp(opOf(t, scoreRecord(n), n))
				must(t, err)
			}
			return nil
		})
		update(t, other, func(tx store.Tx) error {
			for n := 1; n <= 100; n++ {
				must(t, tx.AppendOp(opOf(t, scoreRecord(n), n)))
			}
			return nil
		})
		equal(t, dump(t, other), dump(t, one))
	})
	t.Run("with a verdict", func(t *testing.T) {
		db := open(t)
		update(t, db, func(tx store.Tx) error {
			appendOps(t, tx, 1, 20)
			o := opOf(t, coopRecord(21), 21)
			o.Verdict, o.Why = store.WaitParent, "chờ"
			must(t, tx.AppendOp(o))
			appendOps(t, tx, 22, 40)
			got, err := tx.Waiting(store.Cooperative, o.Ent)
			must(t, err)
			equal(t, len(got), 1)
			aside, err := tx.Aside(dev(7), 1, 1, 40)
			must(t, err)
			equal(t, len(aside), 1)
			return nil
		})
	})
	t.Run("a verdict that is given later is seen", func(t *testing.T) {
		db := open(t)
		update(t, db, func(tx store.Tx) error {
			appendOps(t, tx, 1, 3)
			aside, err := tx.Aside(dev(7), 1, 1, 3)
			must(t, err)
			equal(t, len(aside), 0)
			must(t, tx.SetVerdict(opOf(t, coopRecord(2), 2).Hash, store.OnFork, "nhánh khác"))
			aside, err = tx.Aside(dev(7), 1, 1, 3)
			must(t, err)
			equal(t, len(aside), 1)
			return nil
		})
	})
}

func TestAnOpThatCanNotBeAppendedUndoesItsStep(t *testing.T) {
	wrong := func(t *testing.T, tx store.Tx) { // held already: AppendOp was told it is not
		t.Helper()
		appendOps(t, tx, 11, 40)
		must(t, tx.AppendOp(opOf(t, coopRecord(1), 1)))
		appendOps(t, tx, 41, 80)
	}
	for name, end := range map[string]func(tx store.Tx) error{
		"where something is read":    func(tx store.Tx) error { _, err := tx.Epochs(dev(7)); return err },
		"where something is written": func(tx store.Tx) error { return tx.SaveRecord(coopRecord(1)) },
		"where the step ends":        func(store.Tx) error { return nil },
	} {
		t.Run(name, func(t *testing.T) {
			db := open(t)
			update(t, db, func(tx store.Tx) error { appendOps(t, tx, 1, 10); return nil })
			before := dump(t, db)
			update(t, db, func(tx store.Tx) error {
				err := tx.Step(func() error { wrong(t, tx); return end(tx) })
				wantCode(t, err, store.Internal, "store")
				return nil
			})
			equal(t, dump(t, db), before)
			update(t, db, func(tx store.Tx) error { // and the transaction can go on
				wantCode(t, tx.Step(func() error { wrong(t, tx); return nil }), store.Internal, "store")
				must(t, tx.Step(func() error { appendOps(t, tx, 11, 30); return nil }))
				return nil
			})
			view(t, db, func(tx store.Tx) error {
				n, err := tx.Devs()
				must(t, err)
				equal(t, n[dev(7)], 30)
				return nil
			})
		})
	}
	t.Run("without a step the transaction is lost", func(t *testing.T) {
		db := open(t)
		update(t, db, func(tx store.Tx) error { appendOps(t, tx, 1, 10); return nil })
		before := dump(t, db)
		wantCode(t, db.Update(ctx, func(tx store.Tx) error { wrong(t, tx); return nil }), store.Internal, "store")
		wantCode(t, db.Update(ctx, func(tx store.Tx) error {
			wrong(t, tx)
			_, _ = tx.Epochs(dev(7)) // who does not listen is told again
			return nil
		}), store.Internal, "store")
		equal(t, dump(t, db), before)
	})
}

func TestWhatFailsWhileOpsAreAppendedLeavesTheStoreAsItWas(t *testing.T) {
	db := open(t)
	before := dump(t, db)
	own := errors.New("own")
	err := db.Update(ctx, func(tx store.Tx) error { appendOps(t, tx, 1, 200); return own })
	equal(t, errors.Is(err, own), true)
	func() {
		defer func() { equal(t, recover(), any("boom")) }()
		_ = db.Update(ctx, func(tx store.Tx) error { appendOps(t, tx, 1, 200); panic("boom") })
	}()
	must(t, db.ExecWriter("PRAGMA max_page_count = 1"))
	err = db.Update(ctx, func(tx store.Tx) error { appendOps(t, tx, 1, 200); return nil })
	wantCode(t, err, store.Internal, "disk-full")
	must(t, db.ExecWriter("PRAGMA max_page_count = 1000000"))
	equal(t, dump(t, db), before)
	view(t, db, func(tx store.Tx) error {
		wantCode(t, tx.AppendOp(opOf(t, coopRecord(1), 1)), store.Internal, "store")
		return nil
	})
	update(t, db, func(tx store.Tx) error { appendOps(t, tx, 1, 200); return nil })
}
