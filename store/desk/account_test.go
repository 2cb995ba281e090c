package desk_test

import (
	"testing"

	"coopfield/store"
	"coopfield/store/oplog"
)

func TestEveryOpIsAccountedFor(t *testing.T) {
	w := makeWorld(t, 7)
	office := w.who[len(w.who)-1]
	w.bundles = append(w.bundles, forge(t, intruder(),
		store.Op{Typ: store.Event, Ent: id('e', 1), Set: store.Doc{"type": "tập huấn", "on": "2024-05-06", "unit": "616"}},
		store.Op{Typ: store.Event, Ent: id('e', 2), Set: store.Doc{"type": "tập huấn", "on": "2024-05-06", "unit": "615"}},
	))
	deliver(t, office, w.bundles)
	must(t, office.RefuseOp(ctx, office.quarantine(t)[0].Op, "sai"))
	a, err := office.Account(ctx)
	must(t, err)
	if len(a.Faults) > 0 {
		t.Fatal(a.Faults)
	}
	total, sum, told := 0, a.Counted, 0
	for _, n := range a.Aside {
		sum += n
	}
	for _, d := range a.Devices {
		for _, e := range d.Epochs {
			total += e.Ops
			told += len(e.Quarrels)
			if len(e.Missing) > 0 {
				t.Errorf("%s lacks %v", d.Writer.Principal, e.Missing)
			}
		}
	}
	equal(t, total, a.Ops)
	equal(t, sum, a.Ops)
	equal(t, told, len(office.quarantine(t)))
	if a.Aside[store.OnFork] == 0 || a.Aside[store.RefusedOp] != 1 || len(a.Decisions) == 0 || len(a.Open) == 0 {
		t.Fatalf("%+v", a.Aside)
	}
}

func TestAnAccountSaysWhatItLacks(t *testing.T) {
	o, p := open(t, "dakha-01", store.Officer, "615"), open(t, "tinh", store.Province, "62")
	for n := range 3 {
		o.put(t, store.Cooperative, "", coop(n))
	}
	p.receive(t, o.bundle(t, 1, 0))
	must(t, p.db.Update(ctx, func(tx store.Tx) error { // a fault of the program: an op behind a gap
		ops, err := tx.At(o.writer.Dev, 1, 3)
		if err != nil {
			return err
		}
		lost := ops[0]
		lost.Hash, lost.Seq = store.Hash{9}, 7
		if lost.Line, err = oplog.Encode(&lost.Op); err != nil {
			return err
		}
		_, err = tx.InsertOp(&lost)
		return err
	}))
	a, err := p.Account(ctx)
	must(t, err)
	for _, d := range a.Devices {
		if d.Writer.Dev == o.writer.Dev {
			equal(t, len(d.Epochs[0].Missing), 1)
			equal(t, d.Epochs[0].Missing[0].From, int64(4))
			equal(t, d.Epochs[0].Missing[0].To, int64(6))
		}
	}
}
