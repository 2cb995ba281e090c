package desk_test

import (
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
)

func TestADuplicateIsMarkedOnlyByWhoMayWriteBothRecords(t *testing.T) {
	o, p := open(t, "dakha-01", store.Officer, "615"), open(t, "tinh", store.Province, "62")
	c := o.put(t, store.Cooperative, "", coop(1))
	e := o.put(t, store.Event, "", store.Doc{"type": "tập huấn", "on": "2024-05-06", "unit": "615"})
	p.receive(t, o.bundle(t, 1, 0))
	mine, event := coop(2), store.Doc{"type": "hội nghị", "on": "2024-05-06", "unit": "616"}
	mine["reporting_unit"] = "616"
	ops := []store.Op{
		{Typ: store.Cooperative, Ent: id('c', 9), Set: mine},
		{Typ: store.Event, Ent: id('e', 9), Set: event},
	}
	first := forge(t, intruder(), ops...).Ops
	in := forge(t, intruder(), append(ops,
		store.Op{Typ: store.Cooperative, Ent: id('c', 9), Kind: store.OpSameAs, Base: []store.Hash{first[0].Hash}, Why: "x", Set: store.Doc{"same_as": c}},
		store.Op{Typ: store.Event, Ent: id('e', 9), Kind: store.OpSameAs, Base: []store.Hash{first[1].Hash}, Why: "x", Set: store.Doc{"same_as": e}},
		store.Op{Typ: store.Annual, Ent: id('n', 9), Set: store.Doc{"cooperative": id('c', 9), "year": int64(2024)}},
	)...)
	p.receive(t, in)
	equal(t, verdicts(t, p), map[store.Verdict]int{store.NotPermitted: 2})
	must(t, p.List(ctx, store.Query{Kind: store.Annual, Where: []store.Cond{{Field: "cooperative", Value: c}}}, func(r *store.Record) error {
		t.Errorf("figures of another unit stand in its place: %v", r.Doc)
		return nil
	}))
	equal(t, told(parcel(t, p, desk.Recipient{Writer: intruder()})), nil)
	before := p.state(t)
	must(t, p.Rebuild(ctx))
	equal(t, p.state(t), before)
	must(t, admitted(p, in.Ops[2].Hash))
	if p.get(t, store.Cooperative, id('c', 9)).SameAs != c {
		t.Error("what the province admits does not count")
	}
}

func admitted(p *laptop, op store.Hash) error {
	_, err := p.Admit(ctx, op, "đúng là một hợp tác xã")
	return err
}

func TestWhoNamesAnotherUnitsRecordIsToldNothingOfIt(t *testing.T) {
	for name, op := range map[string]func(c string) store.Op{
		"an edit": func(c string) store.Op { return store.Op{Typ: store.Cooperative, Ent: c, Set: store.Doc{"phone": "1"}} },
		"a record under it": func(c string) store.Op {
			return store.Op{Typ: store.Annual, Ent: id('n', 9), Set: store.Doc{"cooperative": c, "year": int64(2024)}}
		},
		"a second creation": func(c string) store.Op {
			d := coop(1)
			d["reporting_unit"] = "616"
			return store.Op{Typ: store.Cooperative, Ent: c, Set: d}
		},
	} {
		t.Run(name, func(t *testing.T) {
			o, p := open(t, "dakha-01", store.Officer, "615"), open(t, "tinh", store.Province, "62")
			d := coop(1)
			d["phone"] = "0260 386 0000"
			c := o.put(t, store.Cooperative, "", d)
			p.receive(t, o.bundle(t, 1, 0))
			p.put(t, store.Cooperative, c, store.Doc{"address": "thôn 1"})
			p.receive(t, forge(t, intruder(), op(c)))
			x := parcel(t, p, desk.Recipient{Writer: intruder()})
			for i := range x.Ops {
				t.Errorf("told of %s by %s: %v", x.Ops[i].Typ, x.Ops[i].Dev, x.Ops[i].Set)
			}
		})
	}
}

func TestWhatIsSaidOfOpsThatDoNotCountIsShort(t *testing.T) {
	p := open(t, "tinh", store.Province, "62")
	me := intruder()
	me.Person = strings.Repeat("x", 100_000)
	in := forge(t, me, store.Op{Typ: store.Event, Ent: id('e', 1), Set: store.Doc{"type": "tập huấn", "on": "2024-05-06", "unit": "616"}})
	in.Registered = intruder()
	p.receive(t, in)
	aside := parcel(t, p, desk.Recipient{Writer: intruder()}).Aside
	equal(t, len(aside), 1)
	if n := len([]rune(aside[0].Why)); n == 0 || n > 501 || aside[0].Kind != store.Event {
		t.Errorf("%d characters of %s", n, aside[0].Kind)
	}
}
