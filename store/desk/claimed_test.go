package desk_test

import (
	"fmt"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
)

// rivalry is a record of 615 and a second creation of its id by somebody of 616.
type rivalry struct {
	k      store.Kind
	id     string
	honest desk.Incoming
	made   store.Hash    // its creation
	rival  desk.Incoming // what it needs, the second creation, and an edit on top of it
	second store.Hash
}

// rivalries are records that o makes, of several kinds, and how a device of
// another unit creates them once more.
func rivalries(t *testing.T, o *laptop, name string) map[string]rivalry {
	t.Helper()
	c := o.put(t, store.Cooperative, "", coop(1))
	me := store.Writer{Person: "X", Dev: devOf(name), Principal: "sathay-09", Role: store.Officer, Unit: "616"}
	mine, theirs := coop(2), coop(3)
	mine["reporting_unit"], theirs["reporting_unit"] = "616", "616"
	own := store.Op{Typ: store.Cooperative, Ent: id('c', 9), Set: mine}
	figures := func(coop string, n int64) store.Doc {
		return store.Doc{"cooperative": coop, "year": int64(2024), "figures": store.Doc{"capital_end": n}}
	}
	annual := o.put(t, store.Annual, "", figures(c, 5))
	event := o.put(t, store.Event, "", store.Doc{"type": "tập huấn", "on": "2024-05-06"})
	sheetID := o.put(t, store.Assessment, "", sheet(c, "2024"))
	honest := o.bundle(t, 1, 0)
	period := sheet(id('c', 9), "2024")
	period.Apply(store.Doc{"occasion": "annual", "as_of": "2024-12-31", "scheme_revision": int64(1)})
	out := map[string]rivalry{}
	for what, r := range map[string]struct {
		k    store.Kind
		id   string
		set  store.Doc
		edit store.Doc
	}{
		"a cooperative":  {store.Cooperative, c, theirs, store.Doc{"phone": "666"}},
		"yearly figures": {store.Annual, annual, figures(id('c', 9), 6), store.Doc{"figures": store.Doc{"capital_end": int64(7)}}},
		"an event":       {store.Event, event, store.Doc{"type": "hội nghị", "on": "2024-05-06", "unit": "616"}, store.Doc{"type": "họp"}},
		"a sheet": {
			store.Assessment, sheetID, period, store.Doc{"self": store.Doc{"9": int64(50)}},
		},
	} {
		second := store.Op{Typ: r.k, Ent: r.id, Set: r.set}
		x := rivalry{k: r.k, id: r.id, honest: honest}
		for i := range honest.Ops {
			if o := &honest.Ops[i]; o.Ent == r.id {
				x.made, second.Ref = o.Hash, o.Ref
			}
		}
		first := forge(t, me, own, second)
		x.second = first.Head
		x.rival = forge(t, me, own, second, store.Op{Typ: r.k, Ent: r.id, Base: []store.Hash{first.Head}, Set: r.edit})
		out[what] = x
	}
	return out
}

// orders calls f with every order of some bundles.
func orders(bundles []desk.Incoming, f func(order []desk.Incoming)) {
	var next func(done, rest []desk.Incoming)
	next = func(done, rest []desk.Incoming) {
		if len(rest) == 0 {
			f(done)
		}
		for i := range rest {
			others := append(append([]desk.Incoming(nil), rest[:i]...), rest[i+1:]...)
			next(append(append([]desk.Incoming(nil), done...), rest[i]), others)
		}
	}
	next(nil, bundles)
}

// A device that read the id of another unit's record must not come to write in it
// by creating it once more, whichever comes first.
func TestASecondCreationTakesNoRecordOver(t *testing.T) {
	edits := map[store.Kind]store.Doc{
		store.Cooperative: {"area": "b"}, store.Annual: {"figures": store.Doc{"capital_begin": int64(1)}}, store.Event: {"place": "b"},
		store.Assessment: {"self": store.Doc{"9": int64(0)}},
	}
	for _, evidence := range []string{"the province built on it", "the province gave a receipt", "nothing"} {
		for _, dev := range []string{"x", "y"} { // before and behind the honest device
			if dev == "y" && evidence != "nothing" {
				continue
			}
			o := open(t, "dakha-01", store.Officer, "615")
			for what, r := range rivalries(t, o, dev) {
				t.Run(fmt.Sprintf("%s, %s, device %s", what, evidence, dev), func(t *testing.T) {
					bundles := []desk.Incoming{r.rival, r.honest}
					if evidence == "the province built on it" {
						office := open(t, "tinh-62", store.Province, "62")
						office.receive(t, r.honest)
						office.put(t, r.k, r.id, edits[r.k])
						bundles = append(bundles, office.bundle(t, 1, 0))
					}
					kept := evidence != "nothing" || o.writer.Dev < devOf(dev) // else neither has more to say for itself
					states := map[string]bool{}
					orders(bundles, func(order []desk.Incoming) {
						p := open(t, "tinh", store.Province, "62")
						if evidence == "the province gave a receipt" {
							must(t, p.Issue(ctx, map[string][]desk.Point{o.writer.Dev: {{Epoch: 1, Seq: r.honest.To, Head: r.honest.Head}}}))
						}
						deliver(t, p, order)
						checkKept(t, p, &r, kept)
						states[rebuilt(t, p)] = true
					})
					equal(t, len(states), 1)
				})
			}
		}
	}
}

// rebuilt returns the state of a store, which a replay must not change.
func rebuilt(t *testing.T, p *laptop) string {
	t.Helper()
	before := p.state(t)
	must(t, p.Rebuild(ctx))
	if after := p.state(t); after != before {
		t.Fatal(firstDifference(before, after))
	}
	return before
}

// checkKept: the record is of one of both, and nothing of the other counts in it.
func checkKept(t *testing.T, p *laptop, r *rivalry, kept bool) {
	t.Helper()
	out, unit := r.second, "615"
	if !kept {
		out, unit = r.made, "616"
	}
	equal(t, p.verdictOf(t, out), store.NotPermitted)
	if kept {
		equal(t, p.verdictOf(t, r.rival.Head), store.WaitParent)
	}
	if now := p.get(t, r.k, r.id); now.Unit != unit || now.Conflict != "" {
		t.Errorf("%+v", now)
	}
}

// The rival's own receipt, which covers what was set aside too, must not help it.
func TestASecondCreationGainsNothingByItsReceipt(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	for what, r := range rivalries(t, o, "x") {
		t.Run(what, func(t *testing.T) {
			p := open(t, "tinh", store.Province, "62")
			point := func(in desk.Incoming) map[string][]desk.Point {
				return map[string][]desk.Point{in.Registered.Dev: {{Epoch: 1, Seq: in.To, Head: in.Head}}}
			}
			p.receive(t, r.honest)
			must(t, p.Issue(ctx, point(r.honest)))
			p.receive(t, r.rival)
			must(t, p.Issue(ctx, point(r.rival)))
			checkKept(t, p, &r, true)
			rebuilt(t, p)
			p.put(t, store.Event, "", store.Doc{"type": "họp", "on": "2024-05-06"})
			o2 := r.honest.Registered
			o2.Coops = []string{id('c', 1)} // the registry changes, upon which all is judged anew
			must(t, p.SetPeople(ctx, []desk.Enrolled{{Writer: o2}}, nil))
			checkKept(t, p, &r, true)
		})
	}
}

// Whoever is of the record's unit, and the same device after its disk was put
// back, gains nothing by creating a record again: a person decides between both.
func TestASecondCreationWithinTheUnitIsAConflict(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	p := open(t, "tinh", store.Province, "62")
	c := o.put(t, store.Cooperative, "", coop(1))
	p.receive(t, o.bundle(t, 1, 0))
	colleague := store.Writer{Person: "Y", Dev: devOf("y"), Principal: "dakha-02", Role: store.Officer, Unit: "615"}
	d := coop(1)
	d["phone"], d["reporting_unit"], d["name"] = "1", "615", "HTX khác"
	p.receive(t, forge(t, colleague, store.Op{Typ: store.Cooperative, Ent: c, Set: d}))
	equal(t, verdicts(t, p), map[store.Verdict]int{})
	if p.get(t, store.Cooperative, c).Conflict == "" {
		t.Error("two names of one cooperative, and no conflict")
	}
}

// What a person decides goes before any rule, and can be taken back.
func TestAPersonDecidesBetweenCreations(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	for what, r := range rivalries(t, o, "x") {
		t.Run(what, func(t *testing.T) {
			p := open(t, "tinh", store.Province, "62")
			p.receive(t, r.rival)
			p.receive(t, r.honest)
			checkKept(t, p, &r, false)
			wantCode(t, p.RefuseOp(ctx, r.rival.Ops[0].Hash, "x"), store.Conflict, "counted") // it has no rival
			must(t, p.RefuseOp(ctx, r.second, "không phải hồ sơ của đơn vị này"))
			equal(t, p.verdictOf(t, r.made), store.Counted)
			equal(t, p.get(t, r.k, r.id).Unit, "615")
			rebuilt(t, p)
			_, err := p.Admit(ctx, r.second, "xem lại")
			must(t, err)
			equal(t, p.verdictOf(t, r.made), store.Counted)
			equal(t, p.verdictOf(t, r.second), store.Counted)
			rebuilt(t, p)
		})
	}
}

// Whose a record is must not decide otherwise on who may keep it instead of
// another one, whatever comes first.
func TestWhoMayKeepARecordInsteadOfAnotherDoesNotHangOnTheOrder(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	kept, twin := o.put(t, store.Cooperative, "", coop(1)), o.put(t, store.Cooperative, "", coop(2))
	mine, second := coop(3), coop(4)
	mine["reporting_unit"], second["reporting_unit"] = "616", "616"
	make := store.Op{Typ: store.Cooperative, Ent: id('c', 9), Set: mine}
	rival := forge(t, intruder(), make,
		store.Op{Typ: store.Cooperative, Ent: id('c', 9), Kind: store.OpSameAs, Base: []store.Hash{forge(t, intruder(), make).Head}, Why: "x", Set: store.Doc{"same_as": kept}},
		store.Op{Typ: store.Cooperative, Ent: kept, Set: second},
	)
	honest := o.bundle(t, 1, 0)
	_, err := o.SameAs(ctx, store.Cooperative, kept, twin, "trùng")
	must(t, err)
	mark := o.bundle(t, honest.To+1, 0)
	office := open(t, "tinh-62", store.Province, "62")
	office.receive(t, honest)
	office.put(t, store.Cooperative, kept, store.Doc{"area": "b"})
	states := map[string]bool{}
	orders([]desk.Incoming{honest, mark, rival, office.bundle(t, 1, 0)}, func(order []desk.Incoming) {
		p := open(t, "tinh", store.Province, "62")
		deliver(t, p, order)
		if v := p.verdictOf(t, rival.Ops[1].Hash); v != store.NotPermitted {
			for i := range order {
				t.Log(order[i].Bundle.Name)
			}
			t.Errorf("%s", v)
		}
		equal(t, p.verdictOf(t, rival.Ops[2].Hash), store.NotPermitted)
		equal(t, p.get(t, store.Cooperative, twin).SameAs, kept)
		states[rebuilt(t, p)] = true
	})
	equal(t, len(states), 1)
}
