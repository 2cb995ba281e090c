package sync_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/sqlite"
	"coopfield/sync"
	"coopfield/sync/trust"
)

var ctx = context.Background()

func must(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

func wantDetail(tb testing.TB, err error, detail string) {
	tb.Helper()
	if store.DetailOf(err) != detail {
		tb.Fatalf("error %v has detail %q, want %q", err, store.DetailOf(err), detail)
	}
}

// machine is one store with real keys, files and SQLite.
type machine struct {
	*sync.Site
	db  *sqlite.DB
	dir string
}

// now is the clock of the stores that a test makes.
var now store.Clock = time.Now

// create makes a training store in dir.
func create(tb testing.TB, dir string, role store.Role, unit string) (ca string) {
	tb.Helper()
	must(tb, os.MkdirAll(dir, 0o700))
	db, err := sqlite.Open(ctx, filepath.Join(dir, "coopfield.db"), sqlite.Options{})
	must(tb, err)
	_, ca, err = sync.Init(ctx, dir, db, now, sync.InitOptions{Self: sync.Self{
		Mode: trust.Training, Role: role, Person: "Cán bộ " + filepath.Base(dir), Unit: unit, Created: "2024-12-02T08:00:00+07:00",
	}})
	must(tb, err)
	must(tb, db.Close())
	return ca
}

// open opens the store in dir until the test ends.
func open(tb testing.TB, dir string) *machine {
	tb.Helper()
	m := start(tb, dir)
	tb.Cleanup(m.stop)
	return m
}

func start(tb testing.TB, dir string) *machine {
	tb.Helper()
	keys, err := trust.Open(dir, nil)
	must(tb, err)
	db, err := sqlite.Open(ctx, filepath.Join(dir, "coopfield.db"), sqlite.Options{})
	must(tb, err)
	site, err := sync.Open(ctx, sync.SiteOptions{
		Dir: dir, Log: db, Keys: keys, Clock: now, Rand: rand.Reader, App: "test", Session: "s1",
	})
	must(tb, err)
	return &machine{site, db, dir}
}

func (m *machine) stop() {
	m.Keys.Close()
	_ = m.db.Close() // what a test asserts is committed long before
}

// province makes and opens a province's store and returns its CA's fingerprint.
func province(tb testing.TB, dir string) (*machine, string) {
	tb.Helper()
	ca := create(tb, dir, store.Province, "62")
	return open(tb, dir), ca
}

// enrolled makes an officer's store and enrols it with p.
func enrolled(tb testing.TB, p *machine, ca, dir, unit string) *machine {
	tb.Helper()
	create(tb, dir, store.Officer, unit)
	o := open(tb, dir)
	grant := approve(tb, p, o)
	path := dir + ".grant"
	must(tb, os.WriteFile(path, grant, 0o600))
	reports, err := o.Import(ctx, []string{path}, sync.ImportOptions{CA: ca})
	must(tb, err)
	must(tb, sync.ImportError(reports))
	return o
}

func approve(tb testing.TB, p, o *machine) []byte {
	tb.Helper()
	file, _, err := o.EnrolRequest()
	must(tb, err)
	q, err := p.ReadRequest(file)
	must(tb, err)
	authority, err := trust.OpenCA(trust.CADir(p.dir), nil)
	must(tb, err)
	defer authority.Close()
	a, err := p.Approve(ctx, q, sync.ApproveOptions{CA: authority})
	must(tb, err)
	return a.Grant
}

// pair is an officer and the province, enrolled with each other.
func pair(tb testing.TB) (o, p *machine) {
	tb.Helper()
	dir := tb.TempDir()
	p, ca := province(tb, filepath.Join(dir, "tinh"))
	return enrolled(tb, p, ca, filepath.Join(dir, "dakha"), "615"), p
}

func (m *machine) put(tb testing.TB, k store.Kind, id string, doc store.Doc) string {
	tb.Helper()
	ids, err := m.Desk.Put(ctx, k, []desk.Input{{ID: id, Doc: doc}})
	must(tb, err)
	return ids[0]
}

// seal seals into a new file beside the store.
func (m *machine) seal(tb testing.TB) sync.Sealed {
	tb.Helper()
	f, err := os.CreateTemp(filepath.Dir(m.dir), "*.coop")
	must(tb, err)
	must(tb, f.Close())
	must(tb, os.Remove(f.Name()))
	out, err := m.Seal(ctx, f.Name())
	must(tb, err)
	return out[0]
}

func (m *machine) take(tb testing.TB, paths ...string) []sync.FileReport {
	tb.Helper()
	reports, err := m.Import(ctx, paths, sync.ImportOptions{})
	must(tb, err)
	return reports
}

// receipted lets m know that the province holds its ops up to a bundle's end.
func (m *machine) receipted(tb testing.TB, s sync.Sealed) {
	tb.Helper()
	head, err := store.ParseHash(s.Head)
	must(tb, err)
	must(tb, m.Desk.Receipted(ctx, desk.Point{Epoch: 1, Seq: s.Through, Head: head}))
}

// state is the database without the journal of received files.
func (m *machine) state(tb testing.TB) string {
	tb.Helper()
	return m.without(tb, "bundle")
}

// without is the database but for some tables.
func (m *machine) without(tb testing.TB, tables ...string) string {
	tb.Helper()
	var b bytes.Buffer
	must(tb, m.db.Dump(ctx, &b))
	var keep strings.Builder
	for line := range strings.Lines(b.String()) {
		if table, _, _ := strings.Cut(line, " "); !slices.Contains(tables, table) {
			keep.WriteString(line)
		}
	}
	return keep.String()
}

func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return fmt.Sprintf("line %d\nwant %.600s\ngot  %.600s", i, x[i], y[i])
		}
	}
	return fmt.Sprintf("%d and %d lines", len(x), len(y))
}

func id(kind byte, n int) string {
	return fmt.Sprintf("0192%04x-%04x-7%03x-8000-%012x", n>>16, n&0xffff, kind, n)
}

func coop(n int) store.Doc {
	return store.Doc{
		"name": fmt.Sprintf("Hợp tác xã nông nghiệp Đăk Hà số %d", n), "type": "htx", "unit": "23500",
		"tax_code": fmt.Sprintf("61%08d", n), "registered_on": "2016-05-04",
	}
}

// full is a sheet with every item that the scheme cannot compute.
func full(coop, period string) store.Doc {
	return store.Doc{
		"cooperative": coop, "period": period, "scheme": "tt01-2020", "months_active": int64(60_00), "months_stopped": int64(0),
		"facts": store.Doc{
			"capital_begin": int64(3_200_000_000), "capital_end": int64(4_150_000_000),
			"undivided_begin": int64(500_000_000), "undivided_end": int64(650_000_000), "revenue": int64(2_000_000_000),
		},
		"self": store.Doc{
			"1a": int64(500), "2a": int64(300), "3a": int64(300), "3b": int64(200), "3c": int64(300), "4a": int64(100), "4b": int64(100), "4c": int64(100),
			"5": int64(600), "6": int64(500), "7a": int64(100), "7b": int64(100), "7c": int64(100), "8": int64(500), "9": int64(300),
			"10": int64(700), "11": int64(600), "12": int64(600), "13": int64(500), "14": int64(500), "15": int64(300),
		},
	}
}
