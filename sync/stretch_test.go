package sync_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/oplog"
	"coopfield/sync"
	"coopfield/sync/bundle"
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

// A large bundle is verified while it is taken in: what is wrong at its end must
// leave nothing of its beginning, and nothing of it may stop what stands beside it.
func TestALargeBundleThatIsWrongInTheEndLeavesNothing(t *testing.T) {
	f := newForger(t)
	c := f.o.put(t, store.Cooperative, "", coop(1))
	a := f.o.put(t, store.Assessment, "", full(c, "2024"))
	f.o.many(t, 1200)
	_, err := f.o.Desk.Finalise(ctx, store.Assessment, a)
	must(t, err)
	const n = 1203
	var lines [][]byte
	must(t, f.o.Desk.Outgoing(ctx, 1, n, func(l []byte) error { lines = append(lines, bytes.Clone(l)); return nil }))
	with := func(at int, alter func(*store.Op)) []byte {
		op, err := oplog.Decode(lines[at])
		must(t, err)
		alter(op)
		line, err := oplog.Encode(op)
		must(t, err)
		other := slices.Clone(lines)
		other[at] = line
		return f.sealTar(f.entries(other...))
	}
	f.line = lines[0]
	honest := f.entries(lines...)
	plain := append(bytes.Join(lines, []byte("\n")), '\n')
	text := string(honest[0].body)
	_, head, _ := strings.Cut(text, "\nhead: ")
	head, _, _ = strings.Cut(head, "\n")
	for _, bad := range []struct {
		name, detail string
		file         []byte
	}{
		{"the last signature", "op-signature", with(n-1, func(o *store.Op) { o.Why += "x" })},
		{"an op of another device", oplog.DetailChain, with(n-2, func(o *store.Op) { o.Dev = f.other.Keys.Dev() })},
		{"an op out of turn", oplog.DetailChain, with(n-2, func(o *store.Op) { o.Seq++ })},
		{"another end than was signed", oplog.DetailChain, f.sealTar(f.signed(honest, []byte(strings.Replace(text, head, strings.Repeat("ab", 32), 1))))},
		{"other bytes than were signed", bundle.DetailHash, f.sealTar(f.packed(gz(t, plain, 1), int64(len(plain)), append(plain, ' '), n))},
		{"fewer ops than were signed", bundle.DetailManifest, f.sealTar(f.packed(gz(t, plain, 1), int64(len(plain)), plain, n+1))},
	} {
		t.Run(bad.name, func(t *testing.T) {
			before := f.p.state(t)
			path := write(t, filepath.Join(t.TempDir(), "x.coop"), bad.file)
			r := f.p.take(t, path)
			if r[0].State != sync.FileRefused || store.DetailOf(r[0].Err) != bad.detail {
				t.Fatalf("%s, %v; want %s", r[0].State, r[0].Err, bad.detail)
			}
			if after := f.p.state(t); after != before {
				t.Fatal("something of it stayed:", firstDifference(before, after))
			}
			if row := f.p.bundleRow(t, r[0].SHA256); row.State != store.BundleRefused || row.Detail != bad.detail {
				t.Fatalf("the journal says %s, %s", row.State, row.Detail)
			}
		})
	}
	bad := write(t, filepath.Join(t.TempDir(), "x.coop"), with(n-1, func(o *store.Op) { o.Why += "x" }))
	theirs := coop(9000)
	theirs["reporting_unit"] = "611"
	f.other.put(t, store.Cooperative, "", theirs)
	good, beside := write(t, filepath.Join(t.TempDir(), "y.coop"), f.sealTar(honest)), f.other.seal(t)
	reports := f.p.take(t, beside.Path, bad, good)
	for i, want := range []sync.FileState{sync.FileApplied, sync.FileRefused, sync.FileApplied} {
		if reports[i].State != want {
			t.Errorf("file %d: %s, %v", i, reports[i].State, reports[i].Err)
		}
	}
	if out := reports[2].Outcome; out.Appended != n || out.Aside != 0 {
		t.Errorf("%d taken in, %d aside", out.Appended, out.Aside)
	}
}
