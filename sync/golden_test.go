package sync_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/sqlite"
	"coopfield/sync"
	"coopfield/sync/trust"
)

// The golden files of a version (sync protocol, Threats: old program, new
// bundle) are what its program wrote, with keys of training stores that nothing
// else uses: an enrolment request, the grant, a bundle, the answer, a backup of
// each store before it took in the other's file, and a bundle and an answer of a
// program that is newer. golden-v<N>/want.txt is what the program of that version
// read in them. They are never written again; a new version adds a folder of its
// own (TestGoldenFilesAreWritten).

// goldenNames are the files of a version's folder.
var goldenNames = struct{ keys, request, grant, province, up, upNewer, laptop, down, downNewer, want string }{
	"may-khoa", "xin-cap-quyen.coop", "cap-quyen.coop", "tinh.age", "len.coop", "len-moi-hon.coop", "may.age", "ve.coop", "ve-moi-hon.coop", "want.txt",
}

func TestGoldenFilesOfEveryVersionAreReadAsTheyWere(t *testing.T) {
	versions, err := filepath.Glob("testdata/golden-v*")
	must(t, err)
	if len(versions) == 0 {
		t.Fatal("there are no golden files")
	}
	for _, dir := range versions {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			want := string(read(t, filepath.Join(dir, goldenNames.want)))
			if got := readGolden(t, dir); got != want {
				t.Errorf("the files of %s are read otherwise: %s", dir, firstDifference(want, got))
			}
		})
	}
}

// readGolden takes in what a folder holds and writes down what came of it.
func readGolden(t *testing.T, dir string) string {
	var b strings.Builder
	at := func(name string) string { return filepath.Join(dir, name) }
	say := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }

	say("# %s", goldenNames.province)
	p := restoredFrom(t, at(goldenNames.province))
	describe(t, &b, p)
	say("# %s", goldenNames.request)
	q, err := p.ReadRequest(read(t, at(goldenNames.request)))
	must(t, err)
	say("%s: %s, %s, unit %s", q.Fingerprint(), q.Person, q.Role, q.Unit)

	say("# %s", goldenNames.grant)
	fresh := unenrolled(t, at(goldenNames.keys), q)
	ca := trust.DevID(p.Trust().CA)
	reports, err := fresh.Import(ctx, []string{at(goldenNames.grant)}, sync.ImportOptions{CA: ca})
	must(t, err)
	must(t, sync.ImportError(reports))
	say("%s, registry %d, CA %s", fresh.Principal(), fresh.Registry().Version, ca)
	describe(t, &b, fresh)

	say("# %s", goldenNames.laptop)
	o := restoredFrom(t, at(goldenNames.laptop))
	describe(t, &b, o)

	for _, name := range []string{goldenNames.up, goldenNames.upNewer} {
		say("# %s", name)
		r := onlyReport(t, p.take(t, at(name)))
		must(t, r.Err)
		say("%s: %d appended, %d aside", r.State, r.Outcome.Appended, r.Outcome.Aside)
		describe(t, &b, p)
	}
	for _, name := range []string{goldenNames.down, goldenNames.downNewer} {
		say("# %s", name)
		r := onlyReport(t, o.take(t, at(name)))
		must(t, r.Err)
		took := r.Outcome.Took
		say("%s: %d ops of others, %d with a receipt now, %d returned", r.State, took.Ops, took.Got, took.Returned)
		points, err := o.Desk.ReceiptPoints(ctx)
		must(t, err)
		say("received %v", points)
		describe(t, &b, o)
	}
	// What is not understood yet is there, byte for byte, when all is read again.
	for _, m := range []*machine{p, o} {
		before := m.without(t)
		must(t, m.Desk.Rebuild(ctx))
		if after := m.without(t); after != before {
			t.Errorf("rebuilt from the log it differs: %s", firstDifference(before, after))
		}
	}
	return b.String()
}

// restoredFrom puts a backup back and opens it until the test ends.
func restoredFrom(t *testing.T, file string) *machine {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "kho")
	_, err := sync.Restore(ctx, restoring(file, dir))
	must(t, err)
	m := watched(t, dir, "A", nil)
	t.Cleanup(m.stop)
	return m
}

// unenrolled opens the store of a laptop that has keys and nothing else.
func unenrolled(t *testing.T, keys string, q *trust.Request) *machine {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "may")
	copyDir(t, keys, trust.KeyDir(dir))
	k, err := trust.Open(dir, nil)
	must(t, err)
	defer k.Close()
	db, err := sqlite.Open(ctx, filepath.Join(dir, "coopfield.db"), sqlite.Options{})
	must(t, err)
	_, _, err = sync.Init(ctx, dir, db, now, sync.InitOptions{
		Keys: k, Self: sync.Self{Mode: trust.Training, Role: q.Role, Person: q.Person, Unit: q.Unit, Created: "2024-12-02T08:00:00+07:00"},
	})
	must(t, err)
	must(t, db.Close())
	return open(t, dir)
}

// describe writes down which ops a store holds and what they come to. What a
// restored store writes itself is left out: it is another one at every run.
func describe(tb testing.TB, b *strings.Builder, m *machine) {
	tb.Helper()
	must(tb, m.db.View(ctx, func(tx store.Tx) error {
		for i := range m.Registry().Devices {
			d := &m.Registry().Devices[i]
			fmt.Fprintf(b, "%s: %s, %s, unit %s, %s\n", d.Principal, d.Dev, d.Role, d.Unit, d.Status)
			err := tx.Range(d.Dev, 1, 1, 0, func(o *store.LoggedOp) error {
				fmt.Fprintf(b, "  %d %s v%d %s %s %s %q\n", o.Seq, o.Hash, o.V, o.Kind, o.Typ, o.Ent, o.Verdict)
				return nil
			})
			if err != nil {
				return err
			}
		}
		for _, k := range []store.Kind{store.Cooperative, store.Annual, store.Assessment, store.Attachment} {
			err := tx.Records(store.Query{Kind: k}, func(r *store.Record) error {
				doc, err := json.Marshal(r.Doc)
				fmt.Fprintf(b, "%s %s %s %s got=%t %d points %q\n  %s\n", k, r.ID, r.State, r.Rev, r.Got, r.Summary.Points, r.ReturnReason, doc)
				return err
			})
			if err != nil {
				return err
			}
		}
		return nil
	}))
}

// TestGoldenFilesAreWritten writes the files of this version's program into the
// folder that COOPFIELD_GOLDEN names, which must not be there, and reads them.
// Without it the folder is a temporary one.
//
//	COOPFIELD_GOLDEN=testdata/golden-v2 go test -run TestGoldenFilesAreWritten ./sync
func TestGoldenFilesAreWritten(t *testing.T) {
	dir := os.Getenv("COOPFIELD_GOLDEN")
	if dir == "" {
		dir = filepath.Join(t.TempDir(), "golden")
	}
	must(t, os.Mkdir(dir, 0o755))
	writeGolden(t, dir)
	got := readGolden(t, dir)
	write(t, filepath.Join(dir, goldenNames.want), []byte(got))
	for _, part := range []string{"v2", `"wait-version"`, "returned", "got=true"} {
		if !strings.Contains(got, part) {
			t.Errorf("it never came to %q", part)
		}
	}
}
