package forms_test

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
	"coopfield/tui/record/forms"
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
	tb.Cleanup(func() {
		if err := o.db.Close(); err != nil {
			tb.Error(err)
		}
	})
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

func putCoop(tb testing.TB, d *desk.Desk, name string) string {
	tb.Helper()
	ids, err := d.Put(ctx, store.Cooperative, []desk.Input{{Doc: store.Doc{
		"name": name, "type": "htx", "unit": "23500", "reporting_unit": "615", "registered_on": "2016-05-04", "status": "active",
	}}})
	must(tb, err)
	return ids[0]
}

// begin opens a new record, edit one that is there.
func begin(t *testing.T, d *desk.Desk, args page.Args) *pagetest.Driver {
	t.Helper()
	s := pagetest.Open80(t, func(c *page.Context) page.Screen { return forms.New(c, d, "", args) })
	failed(t, s)
	return s
}

func edit(t *testing.T, d *desk.Desk, k store.Kind, id string) *pagetest.Driver {
	t.Helper()
	s := pagetest.Open80(t, func(c *page.Context) page.Screen { return forms.New(c, d, id, page.Args{"kind": string(k)}) })
	failed(t, s)
	return s
}

// only is the one record of a kind, saved.
func only(t *testing.T, d *desk.Desk, k store.Kind) *store.Record {
	t.Helper()
	var out []*store.Record
	must(t, d.List(ctx, store.Query{Kind: k}, func(r *store.Record) error {
		out = append(out, r)
		return nil
	}))
	if len(out) != 1 {
		t.Fatalf("%d records of kind %s", len(out), k)
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
