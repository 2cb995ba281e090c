package sqlite_test

import (
	"errors"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/oplog"
	"coopfield/store/sqlite"
)

func TestInsertOp(t *testing.T) {
	t.Run("keeps the bytes and all fields", func(t *testing.T) {
		db := open(t)
		o := logged(t, store.Op{
			V: 1, ID: strings.Repeat("ab", 16), Dev: dev(1), Ep: 2, Seq: 3, At: 4, Actor: "Nguyễn Văn An", App: "1.0", Typ: store.Annual,
			Ent: uuid('n', 1), Base: []store.Hash{hashOf("b", 1)}, Kind: store.OpAmend,
			Ref: map[string]store.RefData{"tt01-2020": {Revision: 2, SHA256: strings.Repeat("cd", 32)}},
			Set: store.Doc{"cooperative": uuid('c', 1), "figures": store.Doc{"members": int64(12), "revenue": nil}, "estimate": true},
			Why: "sửa \"số\" thành viên", Att: []string{strings.Repeat("ef", 32)}, Sig: "c2ln",
		})
		o.Own = false
		o.Verdict, o.Why = store.NotPermitted, "không được"
		update(t, db, func(tx store.Tx) error {
			fresh, err := tx.InsertOp(o)
			equal(t, fresh, true)
			return err
		})
		view(t, db, func(tx store.Tx) error {
			got, err := tx.Op(o.Hash)
			must(t, err)
			equal(t, *got, *o)
			return nil
		})
	})
	t.Run("an op that is held changes nothing", func(t *testing.T) {
		db := open(t)
		o := opOf(t, coopRecord(1), 1)
		update(t, db, func(tx store.Tx) error { _, err := tx.InsertOp(o); return err })
		before := dump(t, db)
		again := *o
		again.Own, again.Verdict, again.Why = false, store.OnFork, "nhánh khác"
		update(t, db, func(tx store.Tx) error {
			fresh, err := tx.InsertOp(&again)
			equal(t, fresh, false)
			return err
		})
		equal(t, dump(t, db), before)
	})
	t.Run("a line of a newer encoding is kept", func(t *testing.T) {
		db := open(t)
		o := opOf(t, coopRecord(1), 1)
		o.Line = []byte(strings.Replace(string(o.Line), `{"v":1,`, `{"v":9,"new":[],`, 1))
		o.V, o.Hash = 9, oplog.Hash(o.Prev, o.Line)
		o.Verdict = store.WaitVersion
		update(t, db, func(tx store.Tx) error { _, err := tx.InsertOp(o); return err })
		view(t, db, func(tx store.Tx) error {
			got, err := tx.WithVerdict(store.WaitVersion)
			must(t, err)
			equal(t, len(got), 1)
			equal(t, string(got[0].Line), string(o.Line))
			equal(t, got[0].V, int64(9))
			return nil
		})
	})
}

func TestOpIsAppendOnly(t *testing.T) {
	db := open(t)
	update(t, db, func(tx store.Tx) error { _, err := tx.InsertOp(opOf(t, coopRecord(1), 1)); return err })
	before := dump(t, db)
	for _, q := range []string{
		"UPDATE op SET line = x'00'", "UPDATE op SET own = 0", "UPDATE op SET seq = seq + 1", "DELETE FROM op",
		"INSERT OR REPLACE INTO op SELECT * FROM op",
	} {
		if err := db.ExecWriter(q); err == nil {
			t.Errorf("%s was accepted", q)
		}
	}
	equal(t, dump(t, db), before)
}

func TestOpNotFound(t *testing.T) {
	db := open(t)
	update(t, db, func(tx store.Tx) error {
		_, err := tx.Op(hashOf("x", 1))
		wantCode(t, err, store.NotFound, "")
		wantCode(t, tx.SetVerdict(hashOf("x", 1), store.OnFork, ""), store.NotFound, "")
		wantCode(t, tx.SetVerdict(hashOf("x", 1), store.Counted, ""), store.NotFound, "")
		return nil
	})
}

func TestOpLists(t *testing.T) {
	db := open(t)
	coop, score, other := coopRecord(1), scoreRecord(1), scoreRecord(2)
	event := &store.Record{Kind: store.Event, ID: uuid('e', 1), Doc: store.Doc{
		"type": "tập huấn", "cooperatives": store.Doc{coop.ID: true, uuid('c', 9): true},
	}}
	later := &store.Record{Kind: store.Assessment, ID: score.ID, Doc: store.Doc{"months_active": int64(1200)}}
	ops := []*store.LoggedOp{
		opOf(t, score, 5), opOf(t, coop, 2), opOf(t, other, 3), opOf(t, event, 4), opOf(t, later, 1),
	}
	update(t, db, func(tx store.Tx) error {
		for _, o := range ops {
			if _, err := tx.InsertOp(o); err != nil {
				return err
			}
		}
		return nil
	})
	seqs := func(t *testing.T, list []store.LoggedOp, err error) (out []int64) {
		t.Helper()
		must(t, err)
		for _, o := range list {
			out = append(out, o.Seq)
		}
		return out
	}
	update(t, db, func(tx store.Tx) error {
		t.Run("of a record in order of arrival", func(t *testing.T) {
			list, err := tx.OpsOf(store.Assessment, score.ID)
			equal(t, seqs(t, list, err), []int64{5, 1})
		})
		t.Run("of a cooperative with events and later edits", func(t *testing.T) {
			list, err := tx.OpsOfCoop(coop.ID)
			equal(t, seqs(t, list, err), []int64{5, 2, 4, 1})
			list, err = tx.OpsOfCoop(uuid('c', 9))
			equal(t, seqs(t, list, err), []int64{4})
		})
		t.Run("a range in order of seq, and f may write", func(t *testing.T) {
			var got []int64
			must(t, tx.Range(dev(7), 1, 2, 4, func(o *store.LoggedOp) error {
				got = append(got, o.Seq)
				return tx.SetVerdict(o.Hash, store.OnFork, "nhánh")
			}))
			equal(t, got, []int64{2, 3, 4})
			got = nil
			must(t, tx.Range(dev(7), 1, 4, 0, func(o *store.LoggedOp) error { got = append(got, o.Seq); return nil }))
			equal(t, got, []int64{4, 5})
			stop := errors.New("stop")
			equal(t, errors.Is(tx.Range(dev(7), 1, 1, 0, func(*store.LoggedOp) error { return stop }), stop), true)
		})
		t.Run("by verdict, cleared again", func(t *testing.T) {
			list, err := tx.WithVerdict(store.OnFork, store.WaitCoop)
			equal(t, seqs(t, list, err), []int64{2, 3, 4})
			must(t, tx.SetVerdict(ops[1].Hash, store.WaitCoop, "chờ"))
			must(t, tx.SetVerdict(ops[2].Hash, store.Counted, ""))
			must(t, tx.SetVerdict(ops[2].Hash, store.Counted, ""))
			list, err = tx.WithVerdict(store.WaitCoop)
			equal(t, seqs(t, list, err), []int64{2})
			equal(t, list[0].Why, "chờ")
			list, err = tx.WithVerdict(store.OnFork, store.Counted)
			equal(t, seqs(t, list, err), []int64{5, 3, 4, 1})
			list, err = tx.WithVerdict()
			equal(t, seqs(t, list, err), nil)
		})
		t.Run("what does not count, by place, by record and in numbers", func(t *testing.T) {
			list, err := tx.Aside(dev(7), 1, 1, 3)
			equal(t, seqs(t, list, err), []int64{2})
			list, err = tx.Aside(dev(7), 1, 3, 9)
			equal(t, seqs(t, list, err), []int64{4})
			list, err = tx.Aside(dev(7), 2, 1, 9)
			equal(t, seqs(t, list, err), nil)
			list, err = tx.Waiting(store.Cooperative, coop.ID)
			equal(t, seqs(t, list, err), []int64{2, 4})
			equal(t, list[0].Verdict, store.WaitCoop)
			list, err = tx.Waiting(store.Assessment, score.ID)
			equal(t, seqs(t, list, err), nil)
			list, err = tx.Waiting(ops[3].Typ, ops[3].Ent)
			equal(t, seqs(t, list, err), []int64{4})
			counts, err := tx.Verdicts()
			must(t, err)
			equal(t, counts, map[store.Verdict]int{store.OnFork: 1, store.WaitCoop: 1})
		})
		t.Run("forks share a place", func(t *testing.T) {
			fork := opOf(t, coopRecord(77), 2)
			fork.Own = false
			_, err := tx.InsertOp(fork)
			must(t, err)
			list, err := tx.At(dev(7), 1, 2)
			equal(t, seqs(t, list, err), []int64{2, 2})
			equal(t, list[0].Hash.String() < list[1].Hash.String(), true)
			list, err = tx.At(dev(7), 1, 99)
			equal(t, seqs(t, list, err), nil)
			n, err := tx.OwnSince(dev(7), 1, 1)
			must(t, err)
			equal(t, n, 4)
		})
		t.Run("heads", func(t *testing.T) {
			seq, head, err := tx.Head(dev(7), 1)
			must(t, err)
			equal(t, seq == 0 && head.IsZero(), true)
			must(t, tx.SetHead(dev(7), 1, 3, hashOf("h", 3)))
			must(t, tx.SetHead(dev(7), 1, 5, hashOf("h", 5)))
			seq, head, err = tx.Head(dev(7), 1)
			must(t, err)
			equal(t, seq == 5 && head == hashOf("h", 5), true)
		})
		return nil
	})
}

func TestDamagedOpIsReported(t *testing.T) {
	db := openAt(t, t.TempDir()+"/kho.db", sqlite.Options{})
	o := opOf(t, coopRecord(1), 1)
	o.Line = []byte("not a line")
	update(t, db, func(tx store.Tx) error { _, err := tx.InsertOp(o); return err })
	view(t, db, func(tx store.Tx) error {
		_, err := tx.Op(o.Hash)
		wantCode(t, err, store.Damaged, "store-damaged")
		return nil
	})
}
