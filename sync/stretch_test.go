package sync_test

import (
	"os"
	"testing"

	"coopfield/store"
	"coopfield/sync"
)

func TestABundleOfThousandsOfOpsIsTakenInWhole(t *testing.T) {
	o, p := pair(t)
	o.many(t, 1000)
	first := o.seal(t)
	o.many(t, 1100) // the second bundle brings those of the first again
	second := o.seal(t)
	p.take(t, first.Path)
	reports, err := p.Import(ctx, []string{second.Path}, sync.ImportOptions{DryRun: true})
	must(t, err)
	if n := len(reports[0].Outcome.Items); n != 2100 {
		t.Fatalf("%d items in the preview", n)
	}
	checked, err := p.Check(ctx, second.Path)
	must(t, err)
	if len(checked.Ops) != 2100 || checked.Ops[2099].Hash != checked.Manifest.Head {
		t.Fatalf("%d ops", len(checked.Ops))
	}
	reports = p.take(t, second.Path)
	must(t, sync.ImportError(reports))
	if out := reports[0].Outcome; out.Appended != 1100 || out.Known != 1000 || len(out.Items) != 2100 || out.Aside != 0 {
		t.Fatalf("%d appended, %d items, %d aside", out.Appended, len(out.Items), out.Aside)
	}
	n := 0
	must(t, p.Desk.List(ctx, store.Query{Kind: store.Cooperative}, func(*store.Record) error { n++; return nil }))
	if n != 2100 {
		t.Fatalf("%d cooperatives", n)
	}
	data, err := os.ReadFile(second.Path)
	must(t, err)
	data[len(data)-1] ^= 1
	bad := second.Path + ".hong"
	must(t, os.WriteFile(bad, data, 0o600))
	if r := p.take(t, bad); r[0].State != sync.FileRefused {
		t.Fatalf("a damaged one is %s", r[0].State)
	}
}
