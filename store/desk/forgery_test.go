package desk_test

import (
	"testing"
	"time"

	"coopfield/store"
	"coopfield/store/desk"
)

// accepted is a sheet that an officer finalised and the province accepted with
// points of its own.
func accepted(t *testing.T) (p *laptop, c, a string, rev store.Hash) {
	t.Helper()
	o := open(t, "dakha-01", store.Officer, "615")
	c = o.put(t, store.Cooperative, "", coop(1))
	a = o.put(t, store.Assessment, "", full(c, "2024"))
	_, err := o.Finalise(ctx, store.Assessment, a)
	must(t, err)
	p = open(t, "tinh", store.Province, "62")
	p.receive(t, o.bundle(t, 1, 0))
	rev, err = p.Accept(ctx, store.Assessment, a, store.Doc{"approved": store.Doc{"1a": int64(400)}, "reason": store.Doc{"1a": "thiếu chứng từ"}})
	must(t, err)
	return p, c, a, rev
}

func TestWhatAWholeContentLeavesOutIsJudgedToo(t *testing.T) {
	other := store.Writer{Person: "X", Dev: devOf("x"), Principal: "dakha-09", Role: store.Officer, Unit: "615"}
	for _, tt := range []struct {
		name string
		drop string
		want store.Verdict
	}{
		{"the province's points", "approved", store.NotPermitted},
		{"the period", "period", store.InvalidField},
		{"the cooperative", "cooperative", store.InvalidField},
		{"the day", "as_of", store.InvalidField},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, _, a, rev := accepted(t)
			before := p.get(t, store.Assessment, a)
			set := before.Doc.Clone()
			delete(set, tt.drop)
			p.receive(t, forge(t, other, store.Op{
				Typ: store.Assessment, Ent: a, Kind: store.OpAmend, Base: []store.Hash{rev}, Set: set, Why: "nhầm",
			}))
			equal(t, verdicts(t, p), map[store.Verdict]int{tt.want: 1})
			equal(t, p.get(t, store.Assessment, a), before)
		})
	}
}

func TestForgedChangesOfWhatARecordNeedsAreSetAside(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	c := o.put(t, store.Cooperative, "", coop(1))
	base := []store.Hash{o.get(t, store.Cooperative, c).Rev}
	other := store.Writer{Person: "X", Dev: devOf("x"), Principal: "dakha-09", Role: store.Officer, Unit: "615"}
	for _, tt := range []struct {
		name string
		op   store.Op
		want store.Verdict
	}{
		{"no name", store.Op{Typ: store.Cooperative, Ent: c, Base: base, Set: store.Doc{"name": nil}}, store.InvalidField},
		{"an empty name", store.Op{Typ: store.Cooperative, Ent: c, Base: base, Set: store.Doc{"name": ""}}, store.InvalidField},
		{"nobody's cooperative", store.Op{Typ: store.Cooperative, Ent: c, Base: base, Set: store.Doc{"reporting_unit": nil}}, store.InvalidField},
		{"born as nobody's", store.Op{Typ: store.Cooperative, Ent: id('c', 9), Set: coop(9)}, store.InvalidField},
		{"the neighbour's", store.Op{Typ: store.Cooperative, Ent: c, Base: base, Set: store.Doc{"reporting_unit": "616"}}, store.NotPermitted},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := open(t, "tinh", store.Province, "62")
			p.receive(t, o.bundle(t, 1, 0))
			before := p.get(t, store.Cooperative, c)
			p.receive(t, forge(t, other, tt.op))
			equal(t, verdicts(t, p), map[store.Verdict]int{tt.want: 1})
			equal(t, p.get(t, store.Cooperative, c), before)
		})
	}
}

func TestNobodyWritesInAnothersName(t *testing.T) {
	o, p := open(t, "dakha-01", store.Officer, "615"), open(t, "tinh", store.Province, "62")
	c := o.put(t, store.Cooperative, "", coop(1))
	in := o.bundle(t, 1, 0)
	in.Registered.Person = "Người khác"
	p.receive(t, in)
	equal(t, verdicts(t, p), map[store.Verdict]int{store.NotPermitted: 1})
	if _, err := p.Get(ctx, store.Cooperative, c); store.CodeOf(err) != store.NotFound {
		t.Fatalf("the record counts: %v", err)
	}
}

func TestNoRecordIsTakenByNamingOnesOwnCooperative(t *testing.T) {
	a, b, p := open(t, "dakha-01", store.Officer, "615"), open(t, "sathay-01", store.Officer, "616"), open(t, "tinh", store.Province, "62")
	theirs, mine := a.put(t, store.Cooperative, "", coop(1)), b.put(t, store.Cooperative, "", coop(2))
	ob := a.put(t, store.Obstacle, "", store.Doc{"cooperative": theirs, "text": "thiếu vốn"})
	own := b.put(t, store.Obstacle, "", store.Doc{"cooperative": mine, "text": "thiếu đất"})
	p.receive(t, a.bundle(t, 1, 0))
	p.receive(t, b.bundle(t, 1, 0))
	other := store.Writer{Person: "X", Dev: devOf("x"), Principal: "sathay-09", Role: store.Officer, Unit: "616"}
	before := p.get(t, store.Obstacle, ob)
	p.receive(t, forge(t, other,
		store.Op{Typ: store.Obstacle, Ent: ob, Base: []store.Hash{before.Rev}, Set: store.Doc{"cooperative": mine, "text": "không có gì"}},
		store.Op{Typ: store.Obstacle, Ent: own, Base: []store.Hash{p.get(t, store.Obstacle, own).Rev}, Set: store.Doc{"cooperative": theirs}},
	))
	equal(t, verdicts(t, p), map[store.Verdict]int{store.NotPermitted: 2})
	equal(t, p.get(t, store.Obstacle, ob), before)
	b.receive(t, a.bundle(t, 1, 0))
	_, err := b.Put(ctx, store.Obstacle, inputs(own, store.Doc{"cooperative": theirs}))
	wantCode(t, err, store.Denied, string(store.NotPermitted))
}

func TestAYearlySheetHasAYear(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	c := o.put(t, store.Cooperative, "", coop(1))
	_, err := o.Put(ctx, store.Assessment, inputs("", sheet(c, "2024-H1")))
	wantCode(t, err, store.Invalid, "period")
}

func TestFactsBeyondReckoningDoNotStopABundle(t *testing.T) {
	o, p := open(t, "dakha-01", store.Officer, "615"), open(t, "tinh", store.Province, "62")
	c := o.put(t, store.Cooperative, "", coop(1))
	p.receive(t, o.bundle(t, 1, 0))
	other := store.Writer{Person: "X", Dev: devOf("x"), Principal: "dakha-09", Role: store.Officer, Unit: "615"}
	s := full(c, "2024")
	s["occasion"], s["as_of"], s["scheme_revision"] = "annual", "2024-12-31", int64(1)
	s["facts"] = store.Doc{"capital_begin": int64(1), "capital_end": int64(1<<63 - 1), "undivided_begin": int64(-1 << 63), "undivided_end": int64(1<<63 - 1), "revenue": int64(1<<63 - 1)}
	for _, k := range []string{"10", "11", "12"} { // above the group's own maximum together with the rest
		s.Sub("self")[k] = int64(700)
	}
	p.receive(t, forge(t, other,
		store.Op{Typ: store.Annual, Ent: id('n', 1), Set: store.Doc{"cooperative": c, "year": int64(2024), "figures": store.Doc{"revenue": int64(-1 << 63)}}},
		store.Op{Typ: store.Assessment, Ent: id('a', 1), Kind: store.OpFinalise, Set: s},
	))
	equal(t, verdicts(t, p), map[store.Verdict]int{store.InvalidField: 2})
	_, err := p.Get(ctx, store.Assessment, id('a', 1))
	wantCode(t, err, store.NotFound, "")
}

func TestAFollowupBelongsToTheCooperativeOfWhatItFollows(t *testing.T) {
	a, p := open(t, "dakha-01", store.Officer, "615"), open(t, "tinh", store.Province, "62")
	c, d := a.put(t, store.Cooperative, "", coop(1)), a.put(t, store.Cooperative, "", coop(2))
	v := a.put(t, store.Visit, "", store.Doc{"cooperative": c, "on": "2024-05-06", "purpose": "periodic"})
	f := store.Doc{"about": store.Doc{"kind": "visit", "record": v, "item": "r1"}, "on": "2024-06-06", "state": "kept"}
	equal(t, a.get(t, store.Followup, a.put(t, store.Followup, "", f)).Doc.Text("cooperative"), c)
	wrong := f.Clone()
	wrong["cooperative"] = d
	_, err := a.Put(ctx, store.Followup, inputs("", wrong))
	wantCode(t, err, store.Invalid, "cooperative")
	p.receive(t, a.bundle(t, 1, 0))
	other := store.Writer{Person: "X", Dev: devOf("x"), Principal: "sathay-09", Role: store.Officer, Unit: "616"}
	p.receive(t, forge(t, other, store.Op{Typ: store.Followup, Ent: id('f', 1), Set: f}))
	equal(t, verdicts(t, p), map[store.Verdict]int{store.NotPermitted: 1})
}

func TestAFollowupWaitsForWhatItFollows(t *testing.T) {
	a, b, n := open(t, "dakha-01", store.Officer, "615"), open(t, "dakha-02", store.Officer, "615"), open(t, "sathay-01", store.Officer, "616")
	c, d := a.put(t, store.Cooperative, "", coop(1)), n.put(t, store.Cooperative, "", coop(2))
	coops := a.bundle(t, 1, 1)
	v := a.put(t, store.Visit, "", store.Doc{"cooperative": c, "on": "2024-05-06", "purpose": "periodic"})
	visits := a.bundle(t, 2, 2)
	b.receive(t, a.bundle(t, 1, 0))
	set := store.Doc{"about": store.Doc{"kind": "visit", "record": v, "item": "r1"}, "on": "2024-06-06", "state": "kept"}
	f := b.put(t, store.Followup, "", set)
	b.put(t, store.Followup, f, store.Doc{"state": "partly"})
	theirs := set.Clone()
	theirs["cooperative"] = d
	other := store.Writer{Person: "X", Dev: devOf("x"), Principal: "sathay-09", Role: store.Officer, Unit: "616"}
	forged := forge(t, other, store.Op{Typ: store.Followup, Ent: id('f', 1), Set: theirs})

	p := open(t, "tinh", store.Province, "62")
	p.receive(t, coops)
	p.receive(t, b.bundle(t, 1, 0))
	equal(t, verdicts(t, p), map[store.Verdict]int{store.WaitParent: 2})
	p.receive(t, visits)
	equal(t, verdicts(t, p), map[store.Verdict]int{})
	equal(t, p.get(t, store.Followup, f).Doc.Text("state"), "partly")

	all := []desk.Incoming{coops, visits, b.bundle(t, 1, 0), n.bundle(t, 1, 0), forged}
	want := ""
	for _, order := range [][]int{{0, 1, 2, 3, 4}, {4, 3, 2, 0, 1}, {2, 4, 0, 1, 3}, {0, 4, 2, 1, 3}, {3, 4, 0, 2, 1}} {
		p := open(t, "tinh", store.Province, "62")
		for _, i := range order {
			p.receive(t, all[i])
		}
		equal(t, verdicts(t, p), map[store.Verdict]int{store.WaitParent: 1})
		equal(t, p.get(t, store.Followup, f).Doc.Text("cooperative"), c)
		if _, err := p.Get(ctx, store.Followup, id('f', 1)); store.CodeOf(err) != store.NotFound {
			t.Fatalf("order %v: the forged followup counts: %v", order, err)
		}
		got := p.state(t)
		must(t, p.Rebuild(ctx))
		if again := p.state(t); again != got {
			t.Fatalf("order %v, rebuilt: %s", order, firstDifference(got, again))
		}
		if want == "" {
			want = got
		}
		if got != want {
			t.Fatalf("order %v: %s", order, firstDifference(want, got))
		}
	}
}

func TestAClockBefore1970KeepsNothingAtHome(t *testing.T) {
	o, p := open(t, "dakha-01", store.Officer, "615"), open(t, "tinh", store.Province, "62")
	o.clock = time.Date(1955, 1, 1, 0, 0, 0, 0, time.UTC)
	c := o.put(t, store.Cooperative, "", coop(1))
	p.receive(t, o.bundle(t, 1, 0))
	equal(t, verdicts(t, p), map[store.Verdict]int{})
	p.get(t, store.Cooperative, c)
}

func inputs(id string, doc store.Doc) []desk.Input { return []desk.Input{{ID: id, Doc: doc}} }
