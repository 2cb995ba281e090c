package desk_test

import (
	"context"
	"math/rand/v2"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
)

// verdictOf returns what became of an op here.
func (l *laptop) verdictOf(tb testing.TB, h store.Hash) store.Verdict {
	tb.Helper()
	var v store.Verdict
	must(tb, l.db.View(ctx, func(tx store.Tx) error {
		o, err := tx.Op(h)
		if err == nil {
			v = o.Verdict
		}
		return err
	}))
	return v
}

func (l *laptop) quarantine(tb testing.TB) []desk.Quarantined {
	tb.Helper()
	list, err := l.Quarantine(ctx)
	must(tb, err)
	return list
}

// intruder is a device of another unit that writes into the records of 615.
func intruder() store.Writer {
	return store.Writer{Person: "X", Dev: devOf("x"), Principal: "sathay-09", Role: store.Officer, Unit: "616"}
}

// lifted is a province that holds a cooperative of 615 and two edits of it by an
// intruder, the second on top of the first, both quarantined.
func lifted(t *testing.T) (p *laptop, c string, ops []store.Hash) {
	t.Helper()
	o := open(t, "dakha-01", store.Officer, "615")
	p = open(t, "tinh", store.Province, "62")
	c = o.put(t, store.Cooperative, "", coop(1))
	p.receive(t, o.bundle(t, 1, 0))
	base := p.get(t, store.Cooperative, c).Rev
	first := forge(t, intruder(), store.Op{Typ: store.Cooperative, Ent: c, Base: []store.Hash{base}, Set: store.Doc{"phone": "0260"}})
	both := forge(t, intruder(),
		store.Op{Typ: store.Cooperative, Ent: c, Base: []store.Hash{base}, Set: store.Doc{"phone": "0260"}},
		store.Op{Typ: store.Cooperative, Ent: c, Base: []store.Hash{first.Head}, Set: store.Doc{"address": "thôn 1"}},
	)
	p.receive(t, both)
	for i := range both.Ops {
		ops = append(ops, both.Ops[i].Hash)
	}
	return p, c, ops
}

func TestAnAdmittedOpCountsAndLetsWhatWaitedForItBeJudged(t *testing.T) {
	p, c, ops := lifted(t)
	equal(t, p.verdictOf(t, ops[0]), store.NotPermitted)
	equal(t, p.verdictOf(t, ops[1]), store.WaitParent)
	list := p.quarantine(t)
	equal(t, len(list), 1)
	q := list[0]
	equal(t, q.Op, ops[0])
	equal(t, q.Blocks, 1)
	if q.Title == "" || q.Why == "" || q.Principal != "sathay-09" || len(q.Fields) != 1 || !q.CanAdmit || q.Ruling != nil {
		t.Fatalf("%+v", q)
	}
	done, err := p.Admit(ctx, ops[0], "đã hỏi lại, đúng số điện thoại")
	must(t, err)
	equal(t, done, ops[:1])
	equal(t, p.get(t, store.Cooperative, c).Doc.Text("phone"), "0260")
	equal(t, p.verdictOf(t, ops[1]), store.NotPermitted)
	done, err = p.Admit(ctx, ops[1], "cũng đúng")
	must(t, err)
	equal(t, done, ops[1:])
	equal(t, p.get(t, store.Cooperative, c).Doc.Text("address"), "thôn 1")
	equal(t, len(p.quarantine(t)), 0)
	rulings, err := p.Rulings(ctx)
	must(t, err)
	equal(t, len(rulings), 2)
	if rulings[0].By != p.writer.Person || rulings[0].Why != "đã hỏi lại, đúng số điện thoại" || rulings[0].About != store.Cooperative || rulings[0].ID != c {
		t.Fatalf("%+v", rulings[0])
	}
}

func TestARefusedOpStaysAsideAndMayBeAdmittedLater(t *testing.T) {
	p, c, ops := lifted(t)
	must(t, p.RefuseOp(ctx, ops[0], "không phải của đơn vị"))
	equal(t, p.verdictOf(t, ops[0]), store.RefusedOp)
	q := p.quarantine(t)[0]
	if q.Ruling == nil || q.Ruling.Kind != "refuse" || q.Why != p.writer.Person+" từ chối: không phải của đơn vị" {
		t.Fatalf("%+v", q)
	}
	wantCode(t, p.RefuseOp(ctx, ops[0], "lần nữa"), store.Conflict, "decided")
	history, err := p.History(ctx, store.Cooperative, c)
	must(t, err)
	equal(t, len(history), 3) // never deleted
	_, err = p.Admit(ctx, ops[0], "xem lại thì đúng")
	must(t, err)
	equal(t, p.get(t, store.Cooperative, c).Doc.Text("phone"), "0260")
	must(t, p.RefuseOp(ctx, ops[0], "vẫn sai"))
	equal(t, p.get(t, store.Cooperative, c).Doc.Text("phone"), "")
	equal(t, p.verdictOf(t, ops[1]), store.WaitParent)
	var decisions []store.LoggedOp
	must(t, p.db.View(ctx, func(tx store.Tx) (err error) {
		decisions, err = tx.OpsOf(store.Decision, desk.DecisionID(ops[0]))
		return err
	}))
	equal(t, len(decisions), 3)
	equal(t, decisions[2].Base, []store.Hash{decisions[1].Hash})
}

func TestNobodyElseDecidesAndNotWithoutAReason(t *testing.T) {
	p, _, ops := lifted(t)
	for name, do := range map[string]func(l *laptop, why string) error{
		"admit":  func(l *laptop, why string) error { _, err := l.Admit(ctx, ops[0], why); return err },
		"refuse": func(l *laptop, why string) error { return l.RefuseOp(ctx, ops[0], why) },
		"branch": func(l *laptop, why string) error { _, err := l.AdmitBranch(ctx, ops[0], why); return err },
	} {
		t.Run(name, func(t *testing.T) {
			before := p.state(t)
			wantCode(t, do(p, " \u202e"), store.Invalid, "why")
			o := open(t, "dakha-07", store.Officer, "615")
			wantCode(t, do(o, "x"), store.Denied, string(store.NotPermitted))
			equal(t, p.state(t), before)
		})
	}
	_, err := p.Admit(ctx, store.Hash{1}, "x")
	equal(t, store.CodeOf(err), store.NotFound)
	_, err = p.Admit(ctx, ops[1], "x")
	wantCode(t, err, store.Conflict, "waits")
	c := p.put(t, store.Cooperative, "", coop(9))
	_, err = p.Admit(ctx, p.get(t, store.Cooperative, c).Rev, "x")
	wantCode(t, err, store.Conflict, "counted")
	_, err = p.AdmitBranch(ctx, ops[0], "x")
	wantCode(t, err, store.Conflict, "no-fork")
}

func TestAForgedDecisionIsNone(t *testing.T) {
	p, c, ops := lifted(t)
	right := store.Doc{"kind": "admit", "op": ops[0].String(), "about": store.Doc{"kind": "cooperative", "record": c}}
	with := func(k string, v any) store.Doc { d := right.Clone(); d[k] = v; return d }
	office := store.Writer{Person: "Tỉnh", Dev: devOf("office"), Principal: "tinh-62b", Role: store.Province, Unit: "62"}
	for _, tt := range []struct {
		name string
		me   store.Writer
		op   store.Op
		want store.Verdict
	}{
		{"by an officer", intruder(), store.Op{Ent: desk.DecisionID(ops[0]), Set: right}, store.NotPermitted},
		{"under another id", office, store.Op{Ent: desk.DecisionID(ops[1]), Set: right}, store.InvalidField},
		{"of another kind", office, store.Op{Ent: desk.DecisionID(ops[0]), Set: with("kind", "perhaps")}, store.InvalidField},
		{"of no op", office, store.Op{Ent: desk.DecisionID(ops[0]), Set: with("op", "abc")}, store.InvalidField},
		{"with more in it", office, store.Op{Ent: desk.DecisionID(ops[0]), Set: with("name", "x")}, store.InvalidField},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, _, _ = lifted(t)
			tt.me.Dev = devOf("forger")
			tt.op.Typ, tt.op.Kind, tt.op.Why = store.Decision, store.OpResolve, "vì"
			in := forge(t, tt.me, tt.op)
			p.receive(t, in)
			equal(t, p.verdictOf(t, in.Head), tt.want)
			equal(t, p.verdictOf(t, ops[0]), store.NotPermitted)
		})
	}
}

func TestAnInvalidFieldIsAdmittedOnlyIfItFitsTheRecord(t *testing.T) {
	o, p := open(t, "dakha-01", store.Officer, "615"), open(t, "tinh", store.Province, "62")
	c := o.put(t, store.Cooperative, "", coop(1))
	p.receive(t, o.bundle(t, 1, 0))
	base := []store.Hash{p.get(t, store.Cooperative, c).Rev}
	other := store.Writer{Person: "X", Dev: devOf("x"), Principal: "dakha-09", Role: store.Officer, Unit: "615"}
	a := full(c, "2024")
	a["occasion"], a["as_of"], a["scheme_revision"] = "annual", "2024-12-31", int64(1)
	a.Sub("self")["9"] = int64(99_999_00) // far beyond the scheme and the field
	in := forge(t, other,
		store.Op{Typ: store.Cooperative, Ent: c, Base: base, Set: store.Doc{"model": "x", "status": "sleeping"}},
		store.Op{Typ: store.Cooperative, Ent: c, Base: base, Set: store.Doc{"no_such_field": "x"}},
		store.Op{Typ: store.Cooperative, Ent: c, Base: base, Set: store.Doc{"phone": int64(5)}},
		store.Op{Typ: store.Cooperative, Ent: c, Base: base, Set: store.Doc{"phone": "1\u202e2"}},
		store.Op{Typ: store.Assessment, Ent: id('a', 1), Kind: store.OpFinalise, Set: a},
		store.Op{Typ: store.Cooperative, Ent: c, Base: base, Kind: store.OpNote, Set: store.Doc{"phone": "9"}},
	)
	p.receive(t, in)
	equal(t, verdicts(t, p), map[store.Verdict]int{store.InvalidField: 6})
	for _, i := range []int{1, 2, 3} {
		_, err := p.Admit(ctx, in.Ops[i].Hash, "cho qua")
		wantCode(t, err, store.Invalid, "not-projectable")
		must(t, p.RefuseOp(ctx, in.Ops[i].Hash, "không đọc được"))
	}
	for _, i := range []int{0, 4} {
		_, err := p.Admit(ctx, in.Ops[i].Hash, "số liệu đúng như trên giấy")
		must(t, err)
	}
	equal(t, p.get(t, store.Cooperative, c).Doc.Text("status"), "sleeping")
	r := p.get(t, store.Assessment, id('a', 1))
	equal(t, r.State, store.Final)
	_, err := p.GetJSON(ctx, store.Assessment, id('a', 1))
	must(t, err)
	before := p.state(t)
	must(t, p.Rebuild(ctx))
	equal(t, p.state(t), before)
}

func TestADecisionCountsOnTheAuthorsLaptopToo(t *testing.T) {
	o, p := open(t, "dakha-01", store.Officer, "615"), open(t, "tinh", store.Province, "62")
	c := o.put(t, store.Cooperative, "", coop(1))
	o.put(t, store.Cooperative, c, store.Doc{"phone": "1"})
	o.put(t, store.Cooperative, c, store.Doc{"address": "thôn 2"})
	in := o.bundle(t, 1, 0)
	in.AcceptedThrough = &desk.Cut{Point: desk.Point{Epoch: 1, Seq: 1, Head: in.Ops[0].Hash}}
	p.receive(t, in)
	equal(t, verdicts(t, p), map[store.Verdict]int{store.BeyondAccepted: 2})
	must(t, p.RefuseOp(ctx, in.Ops[1].Hash, "ghi sau khi mất máy"))
	back := p.bundle(t, 1, 0)
	_, err := o.Quoted(ctx, []store.Writer{p.writer}, back.Ops, nil)
	must(t, err)
	equal(t, o.verdictOf(t, in.Ops[1].Hash), store.RefusedOp)
	equal(t, o.verdictOf(t, in.Ops[2].Hash), store.WaitParent)
	equal(t, o.get(t, store.Cooperative, c).Doc.Text("phone"), "")
	o.put(t, store.Cooperative, c, store.Doc{"area": "Đăk Hà"}) // and works on from what counts
	next := o.bundle(t, 4, 4)
	next.AcceptedThrough = nil
	p.receive(t, next)
	equal(t, p.get(t, store.Cooperative, c).Doc.Text("area"), "Đăk Hà")
}

func TestTheOtherBranchOfAForkIsAdmittedAsRevisions(t *testing.T) {
	o, p := open(t, "dakha-01", store.Officer, "615"), open(t, "tinh", store.Province, "62")
	c := o.put(t, store.Cooperative, "", coop(1))
	start := o.bundle(t, 1, 0)
	clone := open(t, "dakha-01", store.Officer, "615")
	clone.opts.Rand = reader("restored")
	clone.reopen(t)
	clone.receive(t, start)
	p.receive(t, start)
	o.put(t, store.Cooperative, c, store.Doc{"phone": "1"})
	o.put(t, store.Cooperative, c, store.Doc{"address": "thôn 1"})
	clone.put(t, store.Cooperative, c, store.Doc{"area": "Đăk Hà"})
	clone.put(t, store.Annual, "", store.Doc{"cooperative": c, "year": int64(2024)})
	p.receive(t, o.bundle(t, 1, 0))
	p.receive(t, clone.bundle(t, 1, 0))
	list := p.quarantine(t)
	equal(t, len(list), 2)
	equal(t, list[1].Verdict, store.OnFork)
	done, err := p.AdmitBranch(ctx, list[1].Op, "máy khôi phục từ bản sao, số liệu đúng")
	must(t, err)
	equal(t, done, []store.Hash{list[0].Op, list[1].Op})
	equal(t, len(p.quarantine(t)), 0)
	r := p.get(t, store.Cooperative, c)
	// The kind is mergeable: both histories stand in it, whichever counted first.
	equal(t, r.Doc.Text("phone")+r.Doc.Text("address")+r.Doc.Text("area"), "1thôn 1Đăk Hà")
	equal(t, r.Merged, true)
	// What the province builds on the admitted branch does not turn the fork round.
	p.put(t, store.Cooperative, c, store.Doc{"model": "a"})
	p.receive(t, clone.bundle(t, 1, 0))
	equal(t, len(p.quarantine(t)), 0)
	before := p.state(t)
	must(t, p.Rebuild(ctx))
	equal(t, p.state(t), before)
}

func TestAnAmbiguousOrShortNameOfAnOpIsRefused(t *testing.T) {
	p, _, ops := lifted(t)
	got, err := p.FindOp(ctx, ops[0].String()[:8])
	must(t, err)
	equal(t, got, ops[0])
	_, err = p.FindOp(ctx, ops[0].String()[:7])
	equal(t, store.CodeOf(err), store.Usage)
	_, err = p.FindOp(ctx, "zzzzzzzzz")
	equal(t, store.CodeOf(err), store.Usage)
	_, err = p.FindOp(ctx, "00000000")
	wantCode(t, err, store.NotFound, "op")
}

// decideSome admits or refuses some of what is aside.
func (l *laptop) decideSome(tb testing.TB, r *rand.Rand) (n int) {
	tb.Helper()
	for _, q := range l.quarantine(tb) {
		var err error
		switch r.IntN(9) {
		case 0:
			_, err = l.Admit(ctx, q.Op, "nhận")
		case 1:
			err = l.RefuseOp(ctx, q.Op, "từ chối")
		default:
			continue
		}
		switch store.CodeOf(err) {
		case "":
			n++
		case store.Conflict, store.Invalid:
		default:
			tb.Fatal(err)
		}
	}
	return n
}

func TestAnyOrderOfOpsAndDecisionsGivesTheSameVerdicts(t *testing.T) {
	decided, takenOver, kinds := 0, 0, map[store.Verdict]int{}
	for seed := range uint64(4) {
		w := makeWorld(t, 100+seed)
		r := rand.New(rand.NewPCG(seed, 5))
		base := w.who[0].get(t, store.Cooperative, id('c', 0))
		edit := store.Op{Typ: store.Cooperative, Ent: id('c', 0), Base: base.Heads, Set: store.Doc{"phone": "666"}}
		w.bundles = append(w.bundles, forge(t, intruder(), edit,
			store.Op{Typ: store.Cooperative, Ent: id('c', 0), Base: []store.Hash{forge(t, intruder(), edit).Head}, Set: store.Doc{"phone": "667"}},
			store.Op{Typ: store.Cooperative, Ent: id('c', 0), Base: base.Heads, Set: store.Doc{"status": "none"}},
			store.Op{Typ: store.Event, Ent: id('e', 1), Set: store.Doc{"type": "tập huấn", "on": "2024-05-06"}},
		))
		w.bundles = append(w.bundles, takers(t)...)
		office := w.who[len(w.who)-1]
		for i := range w.bundles { // the registry cuts the second laptop off at some point
			if b := &w.bundles[i]; b.Registered.Dev == w.who[1].writer.Dev {
				b.AcceptedThrough = &desk.Cut{Point: desk.Point{Epoch: 1, Seq: 4}}
			}
		}
		deliver(t, office, w.bundles)
		before := office.last(t)
		for range 3 {
			decided += office.decideSome(t, r)
			office.act(t, r, 2)
		}
		w.bundles = append(w.bundles, office.bundle(t, before+1, 0))
		want := ""
		for round := range 3 {
			order := append([]desk.Incoming(nil), w.bundles...)
			if round > 0 {
				r.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
			}
			p := open(t, "tinh", store.Province, "62")
			deliver(t, p, order)
			got := p.state(t)
			if want == "" {
				want = got
				for v, n := range p.all(t) {
					kinds[v] += n
				}
				for _, q := range p.quarantine(t) {
					if strings.Contains(q.Why, "đã có ở đơn vị khác") {
						takenOver++
					}
				}
			}
			if got != want {
				t.Fatalf("seed %d, round %d: %s", seed, round, firstDifference(want, got))
			}
			must(t, p.Rebuild(ctx))
			if got := p.state(t); got != want {
				t.Fatalf("seed %d, round %d, rebuilt: %s", seed, round, firstDifference(want, got))
			}
		}
	}
	if takenOver == 0 {
		t.Error("nobody's second creation was kept out")
	}
	if decided < 6 {
		t.Errorf("only %d decisions came up", decided)
	}
	for _, v := range []store.Verdict{store.RefusedOp, store.OnFork, store.NotPermitted, store.BeyondAccepted, store.WaitParent} {
		if kinds[v] == 0 {
			t.Errorf("no op was %s: %v", v, kinds)
		}
	}
}

// all counts the ops that do not count.
func (l *laptop) all(tb testing.TB) (n map[store.Verdict]int) {
	tb.Helper()
	must(tb, l.db.View(context.Background(), func(tx store.Tx) (err error) {
		n, err = tx.Verdicts()
		return err
	}))
	return n
}

// takers create records of others once more, as their own, and write on top.
func takers(tb testing.TB) (out []desk.Incoming) {
	tb.Helper()
	for i, unit := range []string{"616", "617"} {
		me := store.Writer{Person: "X", Dev: devOf("taker " + unit), Principal: "ke-" + unit, Role: store.Officer, Unit: unit}
		var ops []store.Op
		for _, n := range []int{0, 1, 20, 21, 22} {
			d := coop(100*i + n)
			d["reporting_unit"] = unit
			ops = append(ops, store.Op{Typ: store.Cooperative, Ent: id('c', n), Set: d})
		}
		head := forge(tb, me, ops[:1]...).Head
		ops = append(ops,
			store.Op{Typ: store.Cooperative, Ent: id('c', 0), Base: []store.Hash{head}, Set: store.Doc{"phone": "999"}},
			store.Op{Typ: store.Annual, Ent: id('n', 500+i), Set: store.Doc{"cooperative": id('c', 0), "year": int64(2024)}},
		)
		out = append(out, forge(tb, me, ops[:3]...))
		rest := forge(tb, me, ops...)
		rest.From, rest.Ops, rest.PrevHead = 4, rest.Ops[3:], rest.Ops[2].Hash
		out = append(out, rest)
	}
	return out
}

// An officer's decision does not become one of the province by being admitted.
func TestWhatOnlyTheProvinceDecidesIsNotAdmitted(t *testing.T) {
	p, c, ops := lifted(t)
	forger := intruder()
	forger.Dev = devOf("forger")
	base := []store.Hash{p.get(t, store.Cooperative, c).Rev}
	in := forge(t, forger,
		store.Op{Typ: store.Decision, Ent: desk.DecisionID(ops[0]), Kind: store.OpResolve, Why: "vì", Set: store.Doc{"kind": "admit", "op": ops[0].String(), "about": store.Doc{"kind": "cooperative", "record": c}}},
		store.Op{Typ: store.Cooperative, Ent: c, Kind: store.OpResolve, Base: base, Why: "vì", Set: store.Doc{"phone": "666"}},
	)
	p.receive(t, in)
	for i := range in.Ops {
		before := p.state(t)
		_, err := p.Admit(ctx, in.Ops[i].Hash, "nhận")
		wantCode(t, err, store.Denied, string(store.NotPermitted))
		if !strings.Contains(err.Error(), "chỉ cấp tỉnh") {
			t.Error(err)
		}
		equal(t, p.state(t), before)
		must(t, p.RefuseOp(ctx, in.Ops[i].Hash, "không có quyền"))
	}
	equal(t, p.verdictOf(t, ops[0]), store.NotPermitted)
	equal(t, p.get(t, store.Cooperative, c).Doc.Text("phone"), "")
}
