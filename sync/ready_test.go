package sync_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/oplog"
	"coopfield/sync"
)

func TestWhatWaitsInAHeldBundleIsToldWhenItGoesOn(t *testing.T) {
	o, p := pair(t)
	c := o.put(t, store.Cooperative, "", coop(1))
	first := o.seal(t)
	o.receipted(t, first)
	o.forge(t, store.Op{Typ: store.Cooperative, Ent: c, Kind: store.OpPut, Base: []store.Hash{revOf(t, o, c)}, Set: store.Doc{"reporting_unit": "616"}})
	second := o.seal(t)
	if r := p.take(t, second.Path); r[0].State != sync.FileHeld {
		t.Fatalf("not held: %+v", r[0])
	}
	reports := p.take(t, first.Path)
	if len(reports) != 2 || reports[1].SHA256 != second.SHA256 || reports[1].Outcome.Aside != 1 {
		t.Fatalf("the held bundle is not told of: %+v", reports)
	}
	if err := sync.ImportError(reports); store.CodeOf(err) != store.Waiting {
		t.Fatalf("error %v, want Waiting", err)
	}
}

// TestAHeldBundleGoesOnAfterACrash takes the missing bundle in as far as the
// commit, where the program ends before it goes on with what was held.
func TestAHeldBundleGoesOnAfterACrash(t *testing.T) {
	o, p := pair(t)
	c := o.put(t, store.Cooperative, "", coop(1))
	first := o.seal(t)
	o.receipted(t, first)
	o.put(t, store.Cooperative, c, store.Doc{"phone": "1"})
	second := o.seal(t)
	o.receipted(t, second)
	o.put(t, store.Cooperative, c, store.Doc{"phone": "2"})
	third := o.seal(t)
	for _, s := range []sync.Sealed{third, second} {
		if r := p.take(t, s.Path); r[0].State != sync.FileHeld {
			t.Fatalf("not held: %+v", r[0])
		}
	}
	out, err := p.Desk.Receive(ctx, o.incoming(t, first))
	must(t, err)
	if len(out.Ready) != 1 {
		t.Fatalf("%d bundles go on", len(out.Ready))
	}
	p.stop()
	p = open(t, p.dir)
	if r, err := p.Import(ctx, []string{first.Path}, sync.ImportOptions{DryRun: true}); err != nil || len(r) != 1 {
		t.Fatalf("a dry run took in what was held: %+v, %v", r, err)
	}
	reports := p.take(t, first.Path)
	var got []sync.FileState
	var sums []string
	for _, r := range reports {
		got, sums = append(got, r.State), append(sums, r.SHA256)
	}
	want := []sync.FileState{sync.FileApplied, sync.FileApplied, sync.FileKnown}
	if !slices.Equal(got, want) || !slices.Equal(sums, []string{second.SHA256, third.SHA256, first.SHA256}) {
		t.Fatalf("reports %v of %v", got, sums)
	}
	r, err := p.Desk.Get(ctx, store.Cooperative, c)
	must(t, err)
	if r.Doc.Text("phone") != "2" {
		t.Fatalf("phone %q", r.Doc.Text("phone"))
	}
	if r := p.take(t, first.Path); len(r) != 1 {
		t.Fatalf("taken in twice: %+v", r)
	}
}

// incoming is what the province's desk is given of a sealed bundle.
func (m *machine) incoming(tb testing.TB, s sync.Sealed) desk.Incoming {
	tb.Helper()
	dev := m.Keys.Dev()
	var lines [][]byte
	must(tb, m.Desk.Outgoing(ctx, s.From, s.Through, func(line []byte) error {
		lines = append(lines, bytes.Clone(line))
		return nil
	}))
	prev := oplog.Genesis(dev, 1, store.Hash{})
	ops, head, err := oplog.VerifyChain(dev, 1, s.From, prev, lines)
	must(tb, err)
	d := m.Registry().ByDev(dev)
	return desk.Incoming{
		Epoch: 1, From: s.From, To: s.Through, PrevHead: prev, Head: head, Ops: ops,
		Registered: store.Writer{Person: d.Person, Dev: d.Dev, Principal: d.Principal, Role: d.Role, Unit: d.Unit},
		Bundle:     store.BundleRow{SHA256: s.SHA256, Name: "first.coop"},
	}
}

func TestADryRunDoesNotSayThatItImported(t *testing.T) {
	o, p := pair(t)
	c := o.put(t, store.Cooperative, "", coop(1))
	o.forge(t, store.Op{Typ: store.Cooperative, Ent: c, Kind: store.OpPut, Base: []store.Hash{revOf(t, o, c)}, Set: store.Doc{"reporting_unit": "616"}})
	reports, err := p.Import(ctx, []string{o.seal(t).Path}, sync.ImportOptions{DryRun: true})
	must(t, err)
	err = sync.ImportError(reports)
	if store.CodeOf(err) != store.Waiting || strings.Contains(err.Error(), "đã nhập") {
		t.Fatalf("a dry run ends with %v", err)
	}
}

func TestADryRunSaysWhichBundleComesAfterWhich(t *testing.T) {
	o, p := pair(t)
	c := o.put(t, store.Cooperative, "", coop(1))
	var paths []string
	for n := range 3 {
		o.put(t, store.Cooperative, c, store.Doc{"phone": string(rune('1' + n))})
		s := o.seal(t)
		o.receipted(t, s)
		paths = append(paths, s.Path)
	}
	dry := func(paths ...string) (after []int64, err error) {
		t.Helper()
		reports, err := p.Import(ctx, paths, sync.ImportOptions{DryRun: true})
		must(t, err)
		for _, r := range reports {
			if r.State != sync.FilePreview {
				t.Fatalf("not previewed: %+v", r)
			}
			after = append(after, r.After)
			if r.After > 0 && !strings.Contains(r.Outcome.Items[0].Why, "vào sau gói x000") {
				t.Errorf("says of the record %q", r.Outcome.Items[0].Why)
			}
		}
		return after, sync.ImportError(reports)
	}
	if after, err := dry(paths...); err != nil || !slices.Equal(after, []int64{0, 1, 2}) {
		t.Errorf("in order: after %v, %v", after, err)
	}
	for name, some := range map[string][]string{"the first is missing": paths[1:], "one between is missing": {paths[0], paths[2]}, "the wrong way round": {paths[1], paths[0]}} {
		if _, err := dry(some...); store.CodeOf(err) != store.Waiting {
			t.Errorf("%s: %v, want Waiting", name, err)
		}
	}
	if err := sync.ImportError(p.take(t, paths...)); err != nil {
		t.Errorf("the import itself: %v", err)
	}
}

func revOf(tb testing.TB, m *machine, coop string) store.Hash {
	tb.Helper()
	r, err := m.Desk.Get(ctx, store.Cooperative, coop)
	must(tb, err)
	return r.Rev
}
