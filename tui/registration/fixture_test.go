package registration_test

import (
	"context"
	"encoding/binary"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/sqlite"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
	"coopfield/tui/registration"
)

var ctx = context.Background()

// stamp signs with what is checked by whoever takes a bundle in, not here.
type stamp struct{}

func (stamp) SignOp([]byte) (string, error) { return "c3RhbXA=", nil }

// office is a store on the disk; as opens it as a new run of the program of
// somebody does.
type office struct {
	tb    testing.TB
	path  string
	db    *sqlite.DB
	runs  uint64
	asked int
}

func newOffice(tb testing.TB) *office {
	tb.Helper()
	o := &office{tb: tb, path: filepath.Join(tb.TempDir(), "kho.db")}
	tb.Cleanup(func() { must(tb, o.db.Close()) })
	return o
}

func (o *office) as(role store.Role, coops ...string) *desk.Desk {
	o.tb.Helper()
	if o.db != nil {
		must(o.tb, o.db.Close())
	}
	db, err := sqlite.Open(ctx, o.path, sqlite.Options{})
	must(o.tb, err)
	o.db = db
	o.runs++
	var seed [32]byte
	binary.BigEndian.PutUint64(seed[:], o.runs)
	unit := "615"
	if role != store.Officer {
		unit = "62"
	}
	d, err := desk.New(ctx, desk.Options{
		Log: db, Signer: stamp{}, Mode: desk.Training, Epoch: 1, Rand: rand.NewChaCha8(seed), App: "test", Session: string(rune('a' + o.runs)),
		Clock: func() time.Time { o.asked++; return pagetest.Now.Add(time.Duration(o.asked) * time.Millisecond) },
		Me:    store.Writer{Person: "Cán bộ 1", Dev: strings.Repeat("ab", 16), Principal: "dakha-01", Role: role, Unit: unit, Coops: coops},
	})
	must(o.tb, err)
	return d
}

func must(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

func put(tb testing.TB, d *desk.Desk, k store.Kind, id string, doc store.Doc) string {
	tb.Helper()
	ids, err := d.Put(ctx, k, []desk.Input{{ID: id, Doc: doc}})
	must(tb, err)
	return ids[0]
}

// putCoop puts a cooperative with an entry sheet of 75 points in the district's
// column, and the profit of two years.
func putCoop(tb testing.TB, d *desk.Desk, name string) string {
	tb.Helper()
	c := put(tb, d, store.Cooperative, "", store.Doc{
		"name": name, "type": "htx", "unit": "23500", "reporting_unit": "615", "registered_on": "2016-05-04", "status": "active",
	})
	points := store.Doc{}
	for item, n := range map[string]int64{
		"1a": 500, "2a": 300, "3a": 300, "3b": 200, "3c": 300, "4a": 100, "4b": 100, "4c": 100, "5": 600, "6": 500, "7a": 100, "7b": 100, "7c": 100,
		"8": 500, "9": 300, "10": 700, "11": 600, "12": 600, "13": 500, "14": 500, "15": 300,
	} {
		points[item] = n
	}
	id := put(tb, d, store.Assessment, "", store.Doc{
		"cooperative": c, "period": "2020", "scheme": "tt01-2020", "months_active": int64(48_00), "months_stopped": int64(0),
		"facts": store.Doc{
			"capital_begin": int64(3_200_000_000), "capital_end": int64(4_150_000_000), "undivided_begin": int64(500_000_000), "undivided_end": int64(650_000_000),
			"revenue": int64(2_000_000_000),
		},
		"self": points, "checked": points.Clone(),
	})
	_, err := d.Finalise(ctx, store.Assessment, id)
	must(tb, err)
	put(tb, d, store.Annual, "", store.Doc{"cooperative": c, "year": int64(2020), "figures": store.Doc{
		"profit": int64(120_000_000), "households": int64(50_00), "minority_households": int64(9_00),
	}})
	put(tb, d, store.Annual, "", store.Doc{"cooperative": c, "year": int64(2019), "figures": store.Doc{"profit": int64(-5_000_000)}})
	return c
}

// begin begins an application, edit opens one.
func begin(t *testing.T, d *desk.Desk, coop string) *pagetest.Driver {
	t.Helper()
	s := pagetest.Open80(t, func(c *page.Context) page.Screen { return registration.New(c, d, "", page.Args{"coop": coop}) })
	failed(t, s)
	return s
}

func edit(d *desk.Desk, id, at string) func(*page.Context) page.Screen {
	return func(c *page.Context) page.Screen { return registration.New(c, d, id, page.Args{"at": at}) }
}

// only is the one application, saved.
func only(t *testing.T, d *desk.Desk) *store.Record {
	t.Helper()
	var out []*store.Record
	must(t, d.List(ctx, store.Query{Kind: store.Registration}, func(r *store.Record) error {
		out = append(out, r)
		return nil
	}))
	if len(out) != 1 {
		t.Fatalf("%d applications", len(out))
	}
	return out[0]
}

func sent[T any](d *pagetest.Driver) (out []T) {
	for _, m := range d.Sent {
		if v, ok := m.(T); ok {
			out = append(out, v)
		}
	}
	return out
}

// failed fails the test if the root was told of an error.
func failed(t *testing.T, d *pagetest.Driver) {
	t.Helper()
	for _, f := range sent[page.Fail](d) {
		t.Errorf("the root was told: %v", f.Err)
	}
}

func said(d *pagetest.Driver, s string) bool {
	return slices.ContainsFunc(sent[page.Toast](d), func(m page.Toast) bool { return strings.Contains(m.Text, s) })
}
