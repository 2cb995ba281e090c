package desk_test

import (
	"bytes"
	"fmt"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
)

// forked is a laptop whose finalised sheet the province accepted, and the copy
// of it that was restored from before the sheet and wrote something else.
func forked(t *testing.T, n int) (office *laptop, c, a string, first, copied desk.Incoming) {
	t.Helper()
	o := open(t, "dakha-01", store.Officer, "615")
	o.opts.Rand = reader(fmt.Sprint("first ", n))
	o.reopen(t)
	c = o.put(t, store.Cooperative, "", coop(1))
	again := open(t, "dakha-01", store.Officer, "615")
	again.opts.Rand = reader(fmt.Sprint("restored ", n))
	again.reopen(t)
	again.receive(t, o.bundle(t, 1, 0))
	a = o.put(t, store.Assessment, "", full(c, "2024"))
	_, err := o.Finalise(ctx, store.Assessment, a)
	must(t, err)
	again.put(t, store.Cooperative, c, store.Doc{"phone": "1"})
	office = open(t, "tinh-62", store.Province, "62")
	office.put(t, store.Cooperative, "", coop(2))
	first, copied = o.bundle(t, 1, 0), again.bundle(t, 1, 0)
	office.receive(t, first)
	_, err = office.Accept(ctx, store.Assessment, a, nil)
	must(t, err)
	return office, c, a, first, copied
}

func TestAnAcceptedRecordStaysWhenAForkArrives(t *testing.T) {
	smaller := 0
	for n := range 6 {
		office, c, a, first, copied := forked(t, n)
		if bytes.Compare(copied.Ops[1].Hash[:], first.Ops[1].Hash[:]) < 0 {
			smaller++
		}
		before := office.get(t, store.Assessment, a)
		out := office.receive(t, copied)
		if !out.Fork {
			t.Fatal("no fork")
		}
		equal(t, office.get(t, store.Assessment, a), before)
		equal(t, office.get(t, store.Cooperative, c).Doc.Text("phone"), "")
		equal(t, verdicts(t, office), map[store.Verdict]int{store.OnFork: 1})
		state := office.state(t)
		must(t, office.Rebuild(ctx))
		equal(t, office.state(t), state)

		// Whoever holds the same ops says the same, in whatever order they came.
		all := []desk.Incoming{first, copied, office.bundle(t, 2, 0)}
		want := ""
		for _, order := range [][]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}} {
			p := open(t, "tinh", store.Province, "62")
			p.receive(t, office.bundle(t, 1, 1)) // the office is known
			for _, i := range order {
				p.receive(t, all[i])
			}
			equal(t, p.get(t, store.Assessment, a).Doc, before.Doc)
			got := p.state(t)
			if want == "" {
				want = got
			}
			if got != want {
				t.Fatalf("order %v: %s", order, firstDifference(want, got))
			}
		}
	}
	if smaller == 0 || smaller == 6 {
		t.Fatalf("the copy's op has the smaller hash in %d of 6: not both cases came up", smaller)
	}
}

func TestTheProvincesWordCountsAlsoOnceItIsKnownAsTheProvinces(t *testing.T) {
	smaller := 0
	for n := range 6 {
		office, _, a, first, copied := forked(t, n)
		p := open(t, "tinh", store.Province, "62")
		p.receive(t, copied)
		p.receive(t, first)
		in := office.bundle(t, 1, 0)
		in.Registered.Role = store.Officer
		p.receive(t, in)
		if _, err := p.Get(ctx, store.Assessment, a); store.CodeOf(err) == store.NotFound {
			smaller++
		}
		in.Registered.Role = store.Province
		p.receive(t, in)
		equal(t, p.get(t, store.Assessment, a).Doc, office.get(t, store.Assessment, a).Doc)
		equal(t, verdicts(t, p), map[store.Verdict]int{store.OnFork: 1})
	}
	if smaller == 0 {
		t.Fatal("the sheet was never set aside before")
	}
}
