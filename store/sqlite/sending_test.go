package sqlite_test

import (
	"fmt"
	"testing"

	"coopfield/store"
)

func TestWhatIsSentIsSummedAndMarked(t *testing.T) {
	db := open(t)
	coop, score := coopRecord(1), scoreRecord(1)
	score.Doc["cooperative"] = coop.ID
	ops := []*store.LoggedOp{opOf(t, coop, 1), opOf(t, score, 2), opOf(t, coop, 3)}
	update(t, db, func(tx store.Tx) error {
		for _, o := range ops {
			if _, err := tx.InsertOp(o); err != nil {
				return err
			}
		}
		for _, r := range []*store.Record{coop, score} {
			r.Sealed, r.Got = false, false
			if err := tx.SaveRecord(r); err != nil {
				return err
			}
		}
		return nil
	})
	marks := func(tx store.Tx) string {
		a, err := tx.Record(store.Cooperative, coop.ID)
		must(t, err)
		b, err := tx.Record(store.Assessment, score.ID)
		must(t, err)
		return fmt.Sprint(a.Sealed, a.Got, b.Sealed, b.Got)
	}
	update(t, db, func(tx store.Tx) error {
		var lines []int64
		must(t, tx.Lines(dev(7), 1, 1, 0, func(o *store.LoggedOp) error { lines = append(lines, o.Seq, int64(len(o.Line))); return nil }))
		equal(t, lines, []int64{1, int64(len(ops[0].Line)), 2, int64(len(ops[1].Line)), 3, int64(len(ops[2].Line))})
		must(t, tx.SetVerdict(ops[2].Hash, store.OnFork, ""))
		sums := map[string]int{}
		must(t, tx.Sending(dev(7), 1, 1, 3, func(s *store.Sending) error {
			sums[string(s.Kind)+" "+s.Coop] = s.Ops
			equal(t, s.Bytes > 0, true)
			return nil
		}))
		equal(t, sums, map[string]int{"cooperative " + coop.ID: 1, "assessment " + coop.ID: 1})
		must(t, tx.SetVerdict(ops[2].Hash, store.Counted, "")) // on the branch that counts again

		equal(t, marks(tx), "false false false false")
		must(t, tx.SaveExport(&store.ExportRow{Export: 1, Epoch: 1, From: 1, To: 2, SHA256: "a"}))
		must(t, tx.MarkSealed(dev(7), 1, 1, 2, map[int64]int64{1: 2}))
		equal(t, marks(tx), "false false true false") // the cooperative has an op that stays
		must(t, tx.MarkGot(dev(7), 1, 1, 2, map[int64]int64{1: 2}))
		equal(t, marks(tx), "false false true true")
		must(t, tx.MarkGot(dev(7), 1, 3, 3, map[int64]int64{1: 3}))
		equal(t, marks(tx), "false true true true")
		must(t, tx.SaveExport(&store.ExportRow{Export: 2, Epoch: 1, From: 3, To: 3, SHA256: "b"}))
		must(t, tx.MarkSealed(dev(7), 1, 3, 3, map[int64]int64{1: 3}))
		equal(t, marks(tx), "true true true true")
		return nil
	})
}
