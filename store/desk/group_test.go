package desk_test

import (
	"context"
	"errors"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
)

var errDisk = errors.New("the disk says no")

// faulty is a log on which saving one record fails once.
type faulty struct {
	store.Log
	id string
}

func (f *faulty) Update(ctx context.Context, do func(tx store.Tx) error) error {
	return f.Log.Update(ctx, func(tx store.Tx) error { return do(faultyTx{tx, f}) })
}

type faultyTx struct {
	store.Tx
	f *faulty
}

func (t faultyTx) SaveRecord(r *store.Record) error {
	if r.ID == t.f.id {
		t.f.id = ""
		return errDisk
	}
	return t.Tx.SaveRecord(r)
}

// neighbours are two laptops of one unit and one of another, each with a bundle
// or two; the last record of b is saved last.
func neighbours(t *testing.T) (a, b, c *laptop, last string) {
	t.Helper()
	a, b, c = open(t, "dakha-01", store.Officer, "615"), open(t, "dakha-02", store.Officer, "615"), open(t, "dakha-03", store.Officer, "615")
	for i, l := range []*laptop{a, b, c} {
		id := l.put(t, store.Cooperative, "", coop(i+1))
		l.put(t, store.Annual, "", store.Doc{"cooperative": id, "year": int64(2024)})
		last = l.put(t, store.Assessment, "", full(id, "2024"))
		if l == b {
			defer func(id string) { last = id }(last)
		}
	}
	return a, b, c, last
}

func TestABundleThatFailsInAGroupLeavesItsNeighboursApplied(t *testing.T) {
	a, b, c, last := neighbours(t)
	without, with := open(t, "tinh", store.Province, "62"), open(t, "tinh", store.Province, "62")
	for _, l := range []*laptop{a, c} {
		without.receive(t, l.bundle(t, 1, 0))
	}
	p := open(t, "tinh", store.Province, "62")
	p.opts.Log = &faulty{p.db, last}
	p.reopen(t)
	must(t, p.Together(ctx, func(g *desk.Group) error {
		_, err := g.Receive(a.bundle(t, 1, 0))
		must(t, err)
		if _, err = g.Receive(b.bundle(t, 1, 0)); !errors.Is(err, errDisk) {
			t.Fatalf("error %v", err)
		}
		out, err := g.Receive(c.bundle(t, 1, 0))
		must(t, err)
		equal(t, out.State, store.BundleApplied)
		return nil
	}))
	equal(t, p.state(t), without.state(t))
	for _, l := range []*laptop{a, b, c} {
		with.receive(t, l.bundle(t, 1, 0))
		p.receive(t, l.bundle(t, 1, 0)) // that of b now comes in
	}
	equal(t, verdicts(t, p), map[store.Verdict]int{})
	sameRecords(t, p, with)
}

// sameRecords compares two stores record by record: the order of arrival differs.
func sameRecords(t *testing.T, p, q *laptop) {
	t.Helper()
	for _, k := range []store.Kind{store.Cooperative, store.Annual, store.Assessment} {
		n := 0
		must(t, q.List(ctx, store.Query{Kind: k}, func(r *store.Record) error {
			n++
			equal(t, p.get(t, k, r.ID), r)
			return nil
		}))
		if n != 3 {
			t.Fatalf("%d of %s", n, k)
		}
	}
}

func TestAWriterThatABundleBroughtIsForgottenWithIt(t *testing.T) {
	_, b, _, last := neighbours(t)
	p := open(t, "tinh", store.Province, "62")
	p.opts.Log = &faulty{p.db, last}
	p.reopen(t)
	must(t, p.Together(ctx, func(g *desk.Group) error {
		if _, err := g.Receive(b.bundle(t, 1, 0)); !errors.Is(err, errDisk) {
			t.Fatalf("error %v", err)
		}
		_, err := g.Receive(b.bundle(t, 1, 0))
		return err
	}))
	equal(t, verdicts(t, p), map[store.Verdict]int{})
	p.reopen(t)
	b.put(t, store.Cooperative, "", coop(9))
	p.receive(t, b.bundle(t, 4, 0))
	equal(t, verdicts(t, p), map[store.Verdict]int{}) // its writer is known after a restart
}

func TestAGroupThatIsNotCommittedIsNothing(t *testing.T) {
	o, p := open(t, "dakha-01", store.Officer, "615"), open(t, "tinh", store.Province, "62")
	id := o.put(t, store.Cooperative, "", coop(1))
	o.put(t, store.Cooperative, id, store.Doc{"phone": "1"})
	before := p.state(t)
	err := p.Together(ctx, func(g *desk.Group) error {
		out, err := g.Receive(o.bundle(t, 2, 2))
		must(t, err)
		equal(t, out.State, store.BundleHeld)
		return errDisk
	})
	if !errors.Is(err, errDisk) {
		t.Fatalf("error %v", err)
	}
	equal(t, p.state(t), before)
	out := p.receive(t, o.bundle(t, 1, 1))
	equal(t, len(out.Ready), 0) // nothing is held
}

func TestAHeldBundleGoesOnWithinItsGroup(t *testing.T) {
	o, p := open(t, "dakha-01", store.Officer, "615"), open(t, "tinh", store.Province, "62")
	id := o.put(t, store.Cooperative, "", coop(1))
	o.put(t, store.Cooperative, id, store.Doc{"phone": "1"})
	late := o.bundle(t, 2, 2)
	must(t, p.Together(ctx, func(g *desk.Group) error {
		_, err := g.Receive(late)
		must(t, err)
		out, err := g.Receive(o.bundle(t, 1, 1))
		must(t, err)
		equal(t, len(out.Ready), 1)
		equal(t, out.Ready[0].SHA256, late.Bundle.SHA256)
		out, err = g.Receive(late)
		must(t, err)
		equal(t, out.State, store.BundleApplied)
		return nil
	}))
	equal(t, p.get(t, store.Cooperative, id).Doc.Text("phone"), "1")
}
