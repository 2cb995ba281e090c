package desk_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
)

// state is all that must not hang on the order of arrival.
func (l *laptop) state(tb testing.TB) string {
	tb.Helper()
	var b bytes.Buffer
	must(tb, l.db.Dump(ctx, &b))
	var keep []string
	for line := range strings.Lines(b.String()) {
		if !strings.HasPrefix(line, "bundle") { // the journal counts what was new each time
			keep = append(keep, line)
		}
	}
	return strings.Join(keep, "")
}

func verdicts(tb testing.TB, l *laptop) map[store.Verdict]int {
	tb.Helper()
	out := map[store.Verdict]int{}
	must(tb, l.db.View(ctx, func(tx store.Tx) error {
		ops, err := tx.WithVerdict(store.WaitParent, store.WaitCoop, store.WaitScheme, store.WaitVersion, store.InvalidField,
			store.NotPermitted, store.BeyondAccepted, store.OnFork)
		for _, o := range ops {
			out[o.Verdict]++
		}
		return err
	}))
	return out
}

func cases(tb testing.TB, l *laptop) []store.Case {
	tb.Helper()
	var out []store.Case
	must(tb, l.db.View(ctx, func(tx store.Tx) error {
		var err error
		out, err = tx.Cases()
		return err
	}))
	return out
}

func TestTheProvinceReadsTheSameBytes(t *testing.T) {
	o, p := open(t, "dakha-01", store.Officer, "615"), open(t, "tinh", store.Province, "62")
	c := o.put(t, store.Cooperative, "", coop(1))
	a := o.put(t, store.Assessment, "", full(c, "2024"))
	_, err := o.Finalise(ctx, store.Assessment, a)
	must(t, err)
	in := o.bundle(t, 1, 0)
	preview, err := p.Preview(ctx, in)
	must(t, err)
	before := p.state(t)
	out := p.receive(t, in)
	if before == p.state(t) {
		t.Fatal("nothing was received")
	}
	equal(t, preview.Items, out.Items)
	equal(t, out.Appended, 3)
	equal(t, len(out.Items), 2)
	equal(t, out.Items[0].What, desk.IsNew)
	equal(t, out.Items[1].Title, "bảng đánh giá 2024 · Hợp tác xã nông nghiệp Đăk Hà số 1")
	mine, err := o.GetJSON(ctx, store.Assessment, a)
	must(t, err)
	theirs, err := p.GetJSON(ctx, store.Assessment, a)
	must(t, err)
	equal(t, string(theirs), string(mine))
	equal(t, p.get(t, store.Assessment, a).Summary, o.get(t, store.Assessment, a).Summary)
	equal(t, o.get(t, store.Assessment, a).Summary.Rating, "fair")
	again := p.receive(t, in)
	equal(t, again.Appended, 0)
	equal(t, again.Known, 3)
	equal(t, again.Items[0].What, desk.IsEqual)
}

func TestAPreviewChangesNothing(t *testing.T) {
	o, p := open(t, "dakha-01", store.Officer, "615"), open(t, "tinh", store.Province, "62")
	o.put(t, store.Cooperative, "", coop(1))
	before := p.state(t)
	_, err := p.Preview(ctx, o.bundle(t, 1, 0))
	must(t, err)
	equal(t, p.state(t), before)
}

func TestALaterBundleIsHeldUntilTheGapIsFilled(t *testing.T) {
	o, p := open(t, "dakha-01", store.Officer, "615"), open(t, "tinh", store.Province, "62")
	c := o.put(t, store.Cooperative, "", coop(1))
	for y := range 4 {
		o.put(t, store.Annual, "", store.Doc{"cooperative": c, "year": int64(2020 + y)})
	}
	late := o.bundle(t, 4, 5)
	out := p.receive(t, late)
	equal(t, out.State, store.BundleHeld)
	equal(t, fmt.Sprint(out.NeedFrom, out.NeedTo), "1 3")
	equal(t, out.Items[0].What, desk.IsHeld)
	out = p.receive(t, o.bundle(t, 1, 3))
	equal(t, len(out.Ready), 1)
	equal(t, out.Ready[0].SHA256, late.Bundle.SHA256)
	out = p.receive(t, late)
	equal(t, out.State, store.BundleApplied)
	equal(t, out.Appended, 2)
}

func TestWhatTheRoleMayNotDoIsQuarantined(t *testing.T) {
	o, p := open(t, "dakha-01", store.Officer, "615"), open(t, "tinh", store.Province, "62")
	// A laptop whose own store believes that it is the province's.
	evil := open(t, "ngochoi-01", store.Province, "611")
	c := o.put(t, store.Cooperative, "", coop(1))
	evil.receive(t, o.bundle(t, 1, 0))
	evil.put(t, store.Cooperative, c, store.Doc{"reporting_unit": "611"})
	a := full(c, "2024")
	a["approved"] = store.Doc{"1a": int64(600)}
	evil.put(t, store.Assessment, "", a)
	in := evil.bundle(t, 1, 0)
	in.Registered.Role = store.Officer
	p.receive(t, o.bundle(t, 1, 0))
	out := p.receive(t, in)
	equal(t, out.Aside, 2)
	equal(t, out.Items[0].What, desk.IsQuarantined)
	equal(t, verdicts(t, p), map[store.Verdict]int{store.NotPermitted: 2})
	equal(t, p.get(t, store.Cooperative, c).Doc.Text("reporting_unit"), "615")
	in.Registered.Role = store.Province // the registry names the writer anew
	p.receive(t, in)
	equal(t, verdicts(t, p), map[store.Verdict]int{})
	equal(t, p.get(t, store.Cooperative, c).Doc.Text("reporting_unit"), "611")
}

func TestOpsBeyondTheAcceptedPointAreQuarantined(t *testing.T) {
	o, p := open(t, "dakha-01", store.Officer, "615"), open(t, "tinh", store.Province, "62")
	c := o.put(t, store.Cooperative, "", coop(1))
	in := o.bundle(t, 1, 0)
	p.receive(t, in)
	o.put(t, store.Annual, "", store.Doc{"cooperative": c, "year": int64(2024)})
	o.put(t, store.Cooperative, c, store.Doc{"phone": "1"})
	next := o.bundle(t, 1, 0)
	next.AcceptedThrough = &desk.Cut{Point: desk.Point{Epoch: 1, Seq: 1, Head: in.Head}}
	p.receive(t, next)
	equal(t, verdicts(t, p), map[store.Verdict]int{store.BeyondAccepted: 2})
	next.AcceptedThrough = nil
	p.receive(t, next)
	equal(t, verdicts(t, p), map[store.Verdict]int{})
	equal(t, p.get(t, store.Cooperative, c).Doc.Text("phone"), "1")
	next.AcceptedThrough = &desk.Cut{Point: desk.Point{Epoch: 1, Seq: 2, Head: in.Head}}
	p.receive(t, next)
	equal(t, verdicts(t, p), map[store.Verdict]int{store.BeyondAccepted: 1})
	equal(t, p.get(t, store.Cooperative, c).Doc.Text("phone"), "")
}

func TestABrokenChainIsRefused(t *testing.T) {
	o, p := open(t, "dakha-01", store.Officer, "615"), open(t, "tinh", store.Province, "62")
	o.put(t, store.Cooperative, "", coop(1))
	o.put(t, store.Cooperative, "", coop(2))
	for name, spoil := range map[string]func(*desk.Incoming){
		"order":  func(in *desk.Incoming) { in.Ops[0], in.Ops[1] = in.Ops[1], in.Ops[0] },
		"device": func(in *desk.Incoming) { in.Registered.Dev = devOf("other") },
		"start":  func(in *desk.Incoming) { in.PrevHead[0]++ },
		"head":   func(in *desk.Incoming) { in.Head[0]++ },
		"epoch":  func(in *desk.Incoming) { in.Epoch = 2 },
		"length": func(in *desk.Incoming) { in.To++ },
	} {
		t.Run(name, func(t *testing.T) {
			in := o.bundle(t, 1, 0)
			spoil(&in)
			_, err := p.Receive(ctx, in)
			wantCode(t, err, store.Refused, "op-chain")
		})
	}
}

// world is what several laptops wrote: the bundles in which it leaves them.
type world struct {
	bundles []desk.Incoming
	who     []*laptop
}

// makeWorld lets three laptops of one office work side by side: they learn of
// each other's cooperatives, edit in parallel, create the same twice; one is
// restored from an old copy and goes on writing; one writes what it may not.
// The office of the province rules on what it has of either history so far.
func makeWorld(tb testing.TB, seed uint64) world {
	tb.Helper()
	r := rand.New(rand.NewPCG(seed, 7))
	names := []string{fmt.Sprintf("dakha-01-%d", seed), fmt.Sprintf("dakha-02-%d", seed), fmt.Sprintf("ngochoi-01-%d", seed)}
	units := []string{"615", "615", "611"}
	var w world
	for i, n := range names {
		w.who = append(w.who, open(tb, n, store.Officer, units[i]))
	}
	first := w.who[0]
	for i := range 3 {
		first.put(tb, store.Cooperative, id('c', i), coop(i))
	}
	w.who[2].put(tb, store.Cooperative, id('c', 10), coop(10))
	w.who[1].receive(tb, first.bundle(tb, 1, 0))
	first.act(tb, r, 6)
	// The clone has what the first one had when the copy was made.
	clone := open(tb, names[0], store.Officer, units[0])
	clone.opts.Rand = reader(names[0] + " restored")
	clone.opts.Me.Person = "Cán bộ máy phục hồi"
	clone.reopen(tb)
	clone.receive(tb, first.bundle(tb, 1, 0))
	if r.IntN(2) == 0 {
		w.who[1].receive(tb, first.bundle(tb, 1, 0))
	}
	w.who = append(w.who, clone)
	chance := rand.New(rand.NewPCG(seed, 8))
	office := open(tb, fmt.Sprintf("tinh-62-%d", seed), store.Province, "62")
	for range 3 {
		for _, l := range w.who {
			l.act(tb, r, 1+r.IntN(5))
		}
		if r.IntN(2) == 0 { // from now on the second one stands on what may be a branch set aside
			w.who[1].receive(tb, first.bundle(tb, 1, 0))
		}
		office.receive(tb, w.who[chance.IntN(len(w.who))].bundle(tb, 1, 0))
		office.rule(tb, chance)
	}
	w.who = append(w.who, office)
	for _, l := range w.who {
		last := l.last(tb)
		for from := int64(1); from <= last; {
			to := min(last, from+r.Int64N(6))
			w.bundles = append(w.bundles, l.bundle(tb, from, to))
			from = max(from+1, to-r.Int64N(3)+1) // some overlap, as bundles since the last receipt do
		}
	}
	return w
}

// act makes some random changes, of which some are refused here.
func (l *laptop) act(tb testing.TB, r *rand.Rand, n int) {
	tb.Helper()
	for range n {
		c := id('c', r.IntN(3))
		if l.writer.Unit == "611" {
			c = id('c', 10)
		}
		year := int64(2021 + r.IntN(2))
		var err error
		switch r.IntN(9) {
		case 0, 1:
			_, err = l.Put(ctx, store.Cooperative, []desk.Input{{ID: c, Doc: store.Doc{"phone": fmt.Sprint(r.IntN(5))}}})
		case 2:
			_, err = l.Put(ctx, store.Cooperative, []desk.Input{{ID: c, Doc: store.Doc{"area": fmt.Sprint(r.IntN(5))}}})
		case 3:
			_, err = l.Put(ctx, store.Annual, []desk.Input{{Doc: store.Doc{"cooperative": c, "year": year, "figures": store.Doc{"capital_end": int64(r.IntN(10))}}}})
		case 4:
			_, err = l.Put(ctx, store.Assessment, []desk.Input{{ID: id('a', r.IntN(3)), Doc: full(c, fmt.Sprint(year))}})
		case 5:
			_, err = l.Put(ctx, store.Assessment, []desk.Input{{ID: id('a', r.IntN(3)), Doc: store.Doc{"self": store.Doc{"9": int64(r.IntN(8) * 50)}}}})
		case 6:
			_, err = l.Finalise(ctx, store.Assessment, id('a', r.IntN(3)))
		case 7:
			_, err = l.Amend(ctx, store.Assessment, id('a', r.IntN(3)), store.Doc{"self": store.Doc{"8": int64(r.IntN(8) * 50)}}, "sửa")
		case 8:
			_, err = l.Put(ctx, store.Cooperative, []desk.Input{{ID: id('c', 20+r.IntN(3)), Doc: coop(20 + r.IntN(2))}})
		}
		switch store.CodeOf(err) {
		case "", store.Conflict, store.NotFound, store.Invalid, store.Denied:
		default:
			tb.Fatal(err)
		}
	}
}

// rule accepts or returns what it can.
func (l *laptop) rule(tb testing.TB, r *rand.Rand) {
	tb.Helper()
	for i := range 3 {
		var err error
		switch r.IntN(3) {
		case 0:
			_, err = l.Accept(ctx, store.Assessment, id('a', i), store.Doc{"approved": store.Doc{"9": int64(r.IntN(3) * 50)}, "reason": store.Doc{"9": "chấm lại"}})
		case 1:
			_, err = l.Return(ctx, store.Assessment, id('a', i), nil, "bổ sung")
		case 2:
			_, err = l.Put(ctx, store.Cooperative, []desk.Input{{ID: id('c', i), Doc: store.Doc{"phone": fmt.Sprint("0260", r.IntN(3))}}})
		}
		switch store.CodeOf(err) {
		case "", store.Conflict, store.NotFound, store.Invalid:
		default:
			tb.Fatal(err)
		}
	}
}

// deliver receives bundles in an order, and what was held when it goes on.
func deliver(tb testing.TB, p *laptop, bundles []desk.Incoming) {
	tb.Helper()
	by := map[string]desk.Incoming{}
	queue := bundles
	for len(queue) > 0 {
		in := queue[0]
		queue = queue[1:]
		by[in.Bundle.SHA256] = in
		out := p.receive(tb, in)
		for _, b := range out.Ready {
			queue = append([]desk.Incoming{by[b.SHA256]}, queue...)
		}
	}
}

func TestAnyOrderAndRepetitionOfBundlesGivesTheSameState(t *testing.T) {
	kinds := map[store.CaseKind]int{}
	aside := map[store.Verdict]int{}
	for seed := range uint64(5) {
		w := makeWorld(t, seed)
		r := rand.New(rand.NewPCG(seed, 99))
		want := ""
		for round := range 3 {
			order := append([]desk.Incoming(nil), w.bundles...)
			for range round * 4 {
				order = append(order, w.bundles[r.IntN(len(w.bundles))])
			}
			if round > 0 {
				r.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
			}
			p := open(t, "tinh", store.Province, "62")
			deliver(t, p, order)
			got := p.state(t)
			if round == 0 {
				want = got
				for _, c := range cases(t, p) {
					kinds[c.Kind]++
				}
				for v, n := range verdicts(t, p) {
					aside[v] += n
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
	for _, k := range []store.CaseKind{store.CaseFork, store.CaseDuplicate, store.CaseParallel} {
		if kinds[k] == 0 {
			t.Errorf("no case of kind %s came up", k)
		}
	}
	if aside[store.OnFork] == 0 || aside[store.WaitParent] == 0 {
		t.Errorf("not every verdict came up: %v", aside)
	}
}

func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return fmt.Sprintf("line %d\nwant %s\ngot  %s", i, x[i], y[i])
		}
	}
	return fmt.Sprintf("%d and %d lines", len(x), len(y))
}
