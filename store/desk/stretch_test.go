package desk_test

import (
	"fmt"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
)

// stretched is a bundle that comes n ops at a time.
func stretched(in desk.Incoming, n int) desk.Incoming {
	ops := in.Ops
	in.Ops = nil
	in.Stretches = func(f func(desk.Stretch) error) error {
		for i := 0; i < len(ops); i += n {
			if err := f(desk.Stretch{Ops: ops[i:min(i+n, len(ops))]}); err != nil {
				return err
			}
		}
		return nil
	}
	return in
}

// journeys are bundles whose ops hang together in every way that an import tells
// apart, in the order in which a province gets them.
func journeys(t *testing.T) map[string][]desk.Incoming {
	t.Helper()
	a, b := open(t, "dakha-01", store.Officer, "615"), open(t, "dakha-02", store.Officer, "615")
	c := a.put(t, store.Cooperative, "", coop(1))
	a.put(t, store.Annual, "", store.Doc{"cooperative": c, "year": int64(2023)})
	s := a.put(t, store.Assessment, "", full(c, "2024"))
	_, err := a.Finalise(ctx, store.Assessment, s)
	must(t, err)
	first := a.bundle(t, 1, 0)
	b.receive(t, a.bundle(t, 1, 1))
	a.put(t, store.Cooperative, c, store.Doc{"phone": "1"})
	a.put(t, store.Cooperative, "", coop(2))
	a.put(t, store.Cooperative, c, store.Doc{"notes": "hai"})
	b.put(t, store.Cooperative, c, store.Doc{"phone": "2"})
	b.put(t, store.Assessment, "", full(c, "2023"))
	twin := coop(3)
	twin["tax_code"] = coop(2)["tax_code"]
	b.put(t, store.Cooperative, "", twin)
	b.put(t, store.Visit, "", store.Doc{"cooperative": c, "on": "2024-05-06", "purpose": "periodic"})
	rest, all, mine := a.bundle(t, 5, 0), a.bundle(t, 1, 0), b.bundle(t, 1, 0)
	stopped := all
	stopped.AcceptedThrough = &desk.Cut{Point: desk.Point{Epoch: 1, Seq: 6, Head: all.Ops[5].Hash}}
	stranger := mine
	stranger.Registered.Unit = "611"
	_, _, _, one, other := forked(t, 1)
	return map[string][]desk.Incoming{
		"one after another":          {first, rest, mine},
		"all at once, then again":    {all, mine, all, first},
		"overlapping":                {first, all, mine},
		"the other one first":        {mine, all},
		"later one first":            {rest, first, rest},
		"cut off":                    {first, stopped, mine},
		"of another unit":            {all, stranger},
		"two histories of a machine": {one, other},
	}
}

func TestALargeBundleComesInAsASmallOneWould(t *testing.T) {
	for name, list := range journeys(t) {
		whole := open(t, "tinh", store.Province, "62")
		var want []*desk.Outcome
		for _, in := range list {
			want = append(want, whole.receive(t, in))
		}
		for _, n := range []int{1, 3} {
			p := open(t, "tinh", store.Province, "62")
			for i, in := range list {
				in = stretched(in, n)
				preview, err := p.Preview(ctx, in)
				must(t, err)
				got := p.receive(t, in)
				equal(t, preview.Items, got.Items)
				if len(got.Items) != len(want[i].Items) {
					t.Fatalf("%s, bundle %d by %d: %d items, want %d", name, i, n, len(got.Items), len(want[i].Items))
				}
				for j, it := range want[i].Items {
					if fmt.Sprint(got.Items[j]) != fmt.Sprint(it) {
						t.Fatalf("%s, bundle %d by %d: item %+v, want %+v", name, i, n, got.Items[j], it)
					}
				}
				say := func(o *desk.Outcome) string {
					return fmt.Sprint(o.State, o.Appended, o.Known, o.Aside, o.Fork, len(o.Cases), o.NeedFrom, o.NeedTo, len(o.Ready), o.Bundle.New, o.Bundle.From, o.Bundle.To)
				}
				equal(t, say(got), say(want[i]))
			}
			equal(t, p.state(t), whole.state(t))
		}
	}
}

func TestALargeBundleWhoseEndIsBrokenChangesNothing(t *testing.T) {
	o, p := open(t, "dakha-01", store.Officer, "615"), open(t, "tinh", store.Province, "62")
	for n := range 5 {
		o.put(t, store.Cooperative, "", coop(n))
	}
	before := p.state(t)
	for what, spoil := range map[string]func(in *desk.Incoming){
		"an op less":    func(in *desk.Incoming) { in.Ops = in.Ops[:4] },
		"another order": func(in *desk.Incoming) { in.Ops[3], in.Ops[4] = in.Ops[4], in.Ops[3] },
		"another head":  func(in *desk.Incoming) { in.Head = in.PrevHead },
	} {
		in := o.bundle(t, 1, 0)
		spoil(&in)
		_, err := p.Receive(ctx, stretched(in, 2))
		if store.DetailOf(err) != "op-chain" {
			t.Fatalf("%s: %v", what, err)
		}
		equal(t, p.state(t), before)
	}
}
