package desk_test

import (
	"math"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
)

func TestAnIDNamesOneRecordOfOneKind(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	c := o.put(t, store.Cooperative, "", coop(1))
	_, err := o.Put(ctx, store.Annual, []desk.Input{{ID: c, Doc: store.Doc{"cooperative": c, "year": int64(2024)}}})
	wantCode(t, err, store.Conflict, "other-kind")
}

func TestANumberNearTheEndOfTheIntegersIsRefused(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	c := o.put(t, store.Cooperative, "", coop(1))
	for _, n := range []int64{math.MaxInt64, math.MaxInt64 / 100, math.MinInt64 + 1} {
		_, err := o.Put(ctx, store.Annual, []desk.Input{{Doc: store.Doc{"cooperative": c, "year": int64(2024), "figures": store.Doc{"profit": n}}}})
		wantCode(t, err, store.Invalid, "figures.profit")
	}
	o.put(t, store.Annual, "", store.Doc{"cooperative": c, "year": int64(2024), "figures": store.Doc{"profit": int64(9e15)}})
	o.put(t, store.Assessment, "", full(c, "2024"))
}

func TestAForgedFinalisationWithoutItsPointsDoesNotCount(t *testing.T) {
	o, p := open(t, "dakha-01", store.Officer, "615"), open(t, "tinh", store.Province, "62")
	c := o.put(t, store.Cooperative, "", coop(1))
	p.receive(t, o.bundle(t, 1, 0))
	other := store.Writer{Person: "X", Dev: devOf("x"), Principal: "dakha-09", Role: store.Officer, Unit: "615"}
	sheetOf := func(drop string) store.Doc {
		d := full(c, "2024")
		d["occasion"], d["as_of"], d["scheme_revision"] = "annual", "2024-12-31", int64(1)
		delete(d["self"].(store.Doc), drop)
		return d
	}
	op := func(n int, doc store.Doc) store.Op {
		return store.Op{Typ: store.Assessment, Ent: id('a', n), Kind: store.OpFinalise, Set: doc}
	}
	stopped := sheetOf("9")
	stopped["period"], stopped["as_of"], stopped["months_stopped"] = "2023", "2023-12-31", int64(4_00) // excluded: needs no points
	p.receive(t, forge(t, other, op(1, sheetOf("9")), op(2, stopped)))
	equal(t, verdicts(t, p), map[store.Verdict]int{store.InvalidField: 1})
	_, err := p.Get(ctx, store.Assessment, id('a', 1))
	wantCode(t, err, store.NotFound, "")
	equal(t, p.get(t, store.Assessment, id('a', 2)).State, store.Final)
}
