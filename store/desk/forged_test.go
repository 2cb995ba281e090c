package desk_test

import (
	"fmt"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/oplog"
)

// forge makes a chain of ops that the use cases would not make, well encoded
// and hashed, as a changed program could send it.
func forge(tb testing.TB, me store.Writer, ops ...store.Op) desk.Incoming {
	tb.Helper()
	prev := oplog.Genesis(me.Dev, 1, store.Hash{})
	in := desk.Incoming{Epoch: 1, From: 1, To: int64(len(ops)), PrevHead: prev, Registered: me}
	var lines [][]byte
	for i, o := range ops {
		o.V, o.ID, o.Dev, o.Ep, o.Seq, o.Actor, o.App = 1, fmt.Sprintf("%032x", i), me.Dev, 1, int64(i+1), me.Person, "forged"
		if o.Kind == "" {
			o.Kind = store.OpPut
		}
		if o.Kind.Signed() {
			o.Sig = "c2ln"
		}
		line, err := oplog.Encode(&o)
		must(tb, err)
		lines = append(lines, line)
	}
	var err error
	in.Ops, in.Head, err = oplog.VerifyChain(me.Dev, 1, 1, prev, lines)
	must(tb, err)
	in.Bundle.SHA256 = in.Head.String()
	return in
}

func TestForgedOpsAreSetAsideOneByOne(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	c := o.put(t, store.Cooperative, "", coop(1))
	a := o.put(t, store.Assessment, "", full(c, "2024"))
	draft := o.get(t, store.Assessment, a).Rev
	_, err := o.Finalise(ctx, store.Assessment, a)
	must(t, err)
	final := o.get(t, store.Assessment, a).Rev
	other := store.Writer{Person: "X", Dev: devOf("x"), Principal: "dakha-09", Role: store.Officer, Unit: "615"}
	for _, tt := range []struct {
		name string
		op   store.Op
		want store.Verdict
	}{
		{"a field that is not", store.Op{Typ: store.Cooperative, Ent: id('c', 5), Set: store.Doc{"name": "A", "type": "htx", "unit": "1", "x": "y"}}, store.InvalidField},
		{"a new record without its required fields", store.Op{Typ: store.Cooperative, Ent: id('c', 5), Set: store.Doc{"phone": "1"}}, store.InvalidField},
		{"a status by hand", store.Op{Typ: store.Assessment, Ent: a, Base: []store.Hash{draft}, Set: store.Doc{"status": "final"}}, store.InvalidField},
		{"another natural key", store.Op{Typ: store.Assessment, Ent: a, Base: []store.Hash{draft}, Set: store.Doc{"period": "2023"}}, store.InvalidField},
		{"more points than there are", store.Op{Typ: store.Assessment, Ent: a, Base: []store.Hash{draft}, Set: store.Doc{"self": store.Doc{"1a": int64(9900)}}}, store.InvalidField},
		{"an item that is not", store.Op{Typ: store.Assessment, Ent: a, Base: []store.Hash{draft}, Set: store.Doc{"checked": store.Doc{"zz": int64(100)}}}, store.InvalidField},
		{"a cooperative that is finalised", store.Op{Typ: store.Cooperative, Ent: c, Kind: store.OpFinalise, Set: coop(1)}, store.InvalidField},
		{"approved points", store.Op{Typ: store.Assessment, Ent: a, Base: []store.Hash{draft}, Set: store.Doc{"approved": store.Doc{"1a": int64(100)}}}, store.NotPermitted},
		{"a return", store.Op{Typ: store.Assessment, Ent: a, Base: []store.Hash{final}, Kind: store.OpReturn, Why: "x"}, store.NotPermitted},
		{"another unit's cooperative", store.Op{Typ: store.Cooperative, Ent: id('c', 6), Set: store.Doc{"name": "A", "type": "htx", "unit": "1", "reporting_unit": "616"}}, store.NotPermitted},
		{"a base that nobody has", store.Op{Typ: store.Cooperative, Ent: c, Base: []store.Hash{{1}}, Set: store.Doc{"phone": "1"}}, store.WaitParent},
		{"a scheme that nobody has", store.Op{
			Typ: store.Assessment, Ent: id('a', 8), Set: sheet(c, "2023"),
			Ref: map[string]store.RefData{"tt01-2020": {Revision: 9, SHA256: sumOf(nil)}},
		}, store.WaitScheme},
		{"a figure of a cooperative that is not held", store.Op{Typ: store.Annual, Ent: id('n', 8), Set: store.Doc{"cooperative": id('c', 8), "year": int64(2024)}}, store.WaitCoop},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := open(t, "tinh", store.Province, "62")
			p.receive(t, o.bundle(t, 1, 0))
			before := p.get(t, store.Assessment, a)
			honest := store.Op{Typ: store.Event, Ent: id('e', 1), Set: store.Doc{"type": "tập huấn", "on": "2024-05-06", "unit": "615"}}
			out := p.receive(t, forge(t, other, tt.op, honest))
			equal(t, verdicts(t, p), map[store.Verdict]int{tt.want: 1})
			equal(t, out.Aside, 1)
			if out.Items[0].Why == "" {
				t.Fatal("nobody says why")
			}
			equal(t, p.get(t, store.Assessment, a), before)
			equal(t, p.get(t, store.Event, id('e', 1)).Doc.Text("type"), "tập huấn")
		})
	}
}

func TestAPutOnAFinalisedRevisionIsACaseAndChangesNothing(t *testing.T) {
	o, p, a := finalised(t)
	final := p.get(t, store.Assessment, a)
	other := store.Writer{Person: "X", Dev: devOf("x"), Principal: "dakha-09", Role: store.Officer, Unit: "615"}
	out := p.receive(t, forge(t, other, store.Op{
		Typ: store.Assessment, Ent: a, Base: []store.Hash{final.Rev}, Set: store.Doc{"self": store.Doc{"9": int64(0)}},
	}))
	equal(t, out.Items[0].What, desk.IsConflict)
	equal(t, cases(t, p)[0].Kind, store.CasePutOnFinal)
	r := p.get(t, store.Assessment, a)
	equal(t, r.Summary, final.Summary)
	equal(t, r.State, store.Final)
	_ = o
}

func TestATransferOfUnitMakesNoEarlierRecordUnlawful(t *testing.T) {
	o, p0 := open(t, "dakha-01", store.Officer, "615"), open(t, "tinh-0", store.Province, "62")
	c := o.put(t, store.Cooperative, "", coop(1))
	p0.receive(t, o.bundle(t, 1, 0))
	a := o.put(t, store.Assessment, "", full(c, "2024"))
	p0.put(t, store.Cooperative, c, store.Doc{"reporting_unit": "616"})
	late := o.bundle(t, 1, 0)
	moved := p0.bundle(t, 1, 0)
	p0.receive(t, late)
	equal(t, p0.get(t, store.Assessment, a).Unit, "616")
	equal(t, verdicts(t, p0), map[store.Verdict]int{})
	states := map[string]bool{}
	for _, order := range [][]desk.Incoming{{late, moved}, {moved, late}, {o.bundle(t, 1, 1), moved, late}} {
		p := open(t, "tinh", store.Province, "62")
		deliver(t, p, order)
		states[p.state(t)] = true
	}
	equal(t, len(states), 1)
}

func TestQuotedOpsAreReadOutsideTheirChain(t *testing.T) {
	o, b := open(t, "dakha-01", store.Officer, "615"), open(t, "dakha-02", store.Officer, "615")
	o.put(t, store.Event, "", store.Doc{"type": "tập huấn", "on": "2024-05-06"})
	c := o.put(t, store.Cooperative, "", coop(1))
	in := o.bundle(t, 1, 0)
	n, err := b.Quoted(ctx, []store.Writer{o.writer}, in.Ops[1:], nil)
	must(t, err)
	equal(t, n, 1)
	b.put(t, store.Assessment, "", full(c, "2024"))
	out := b.receive(t, in) // the chain itself comes later
	equal(t, fmt.Sprint(out.Appended, out.Known, out.Fork), "1 1 false")
	o.put(t, store.Cooperative, c, store.Doc{"phone": "1"})
	out = b.receive(t, o.bundle(t, 3, 0))
	equal(t, out.State, store.BundleApplied)
}
