package sync_test

import (
	"strings"
	"testing"

	"coopfield/store"
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

func revOf(tb testing.TB, m *machine, coop string) store.Hash {
	tb.Helper()
	r, err := m.Desk.Get(ctx, store.Cooperative, coop)
	must(tb, err)
	return r.Rev
}
