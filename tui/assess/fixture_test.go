package assess_test

import (
	"context"
	"crypto/ed25519"
	"encoding/binary"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/sqlite"
	"coopfield/sync/trust"
	"coopfield/tui/assess"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
	"coopfield/tui/text"
)

var ctx = context.Background()

// key signs ops as a device does.
type key struct{ s ssh.Signer }

func (k key) SignOp(line []byte) (string, error) { return trust.SignOp(k.s, line) }

// office is a store on the disk; run opens it as a new run of the program does
// after the last one was killed.
type office struct {
	tb   testing.TB
	path string
	role store.Role
	db   *sqlite.DB
	runs uint64
}

func newOffice(tb testing.TB, role store.Role) *office {
	tb.Helper()
	o := &office{tb: tb, path: filepath.Join(tb.TempDir(), "kho.db"), role: role}
	tb.Cleanup(func() {
		if err := o.db.Close(); err != nil {
			tb.Error(err)
		}
	})
	return o
}

func (o *office) run() *desk.Desk {
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
	private := ed25519.NewKeyFromSeed(make([]byte, 32))
	signer, err := ssh.NewSignerFromKey(private)
	must(o.tb, err)
	d, err := desk.New(ctx, desk.Options{
		Log: db, Signer: key{signer}, Mode: desk.Training, Epoch: 1, Clock: pagetest.Context(text.VI).Now,
		Rand: rand.NewChaCha8(seed), App: "test", Session: string(rune('a' + o.runs)),
		Me: store.Writer{
			Person: "Cán bộ 1", Dev: trust.DevID(signer.PublicKey()), Principal: "dakha-01", Role: o.role, Unit: "615",
		},
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

const name = "HTX Nông nghiệp Mẫu Đăk Hà"

func putCoop(tb testing.TB, d *desk.Desk, kind string) string {
	tb.Helper()
	ids, err := d.Put(ctx, store.Cooperative, []desk.Input{{Doc: store.Doc{
		"name": name, "type": kind, "unit": "23500", "reporting_unit": "615", "registered_on": "2016-05-04",
	}}})
	must(tb, err)
	return ids[0]
}

func putSheet(tb testing.TB, d *desk.Desk, doc store.Doc) string {
	tb.Helper()
	ids, err := d.Put(ctx, store.Assessment, []desk.Input{{Doc: doc}})
	must(tb, err)
	return ids[0]
}

var money = store.Doc{
	"capital_begin": int64(3_200_000_000), "capital_end": int64(4_150_000_000),
	"undivided_begin": int64(500_000_000), "undivided_end": int64(650_000_000), "revenue": int64(2_000_000_000),
}

// sheetDoc is a sheet with figures and all points but those of some items.
func sheetDoc(coop, period string, without ...string) store.Doc {
	self := store.Doc{
		"1a": int64(500), "2a": int64(300), "3a": int64(300), "3b": int64(200), "3c": int64(300),
		"4a": int64(100), "4b": int64(100), "4c": int64(100), "5": int64(600), "6": int64(500),
		"7a": int64(100), "7b": int64(100), "7c": int64(100), "8": int64(500), "9": int64(300),
		"10": int64(700), "11": int64(600), "12": int64(600), "13": int64(500), "14": int64(500), "15": int64(450),
	}
	for _, id := range without {
		delete(self, id)
	}
	return store.Doc{
		"cooperative": coop, "period": period, "scheme": "tt01-2020", "facts": money.Clone(), "self": self,
		"months_active": int64(60_00), "months_stopped": int64(0),
	}
}

// half is the sheet of most tests: three earlier years, two items without
// points, one that the district sees otherwise.
func half(tb testing.TB, d *desk.Desk) string {
	tb.Helper()
	coop := putCoop(tb, d, "htx")
	for _, y := range []string{"2021", "2022", "2023"} {
		doc := sheetDoc(coop, y)
		doc.Put("self.1a", map[string]int64{"2021": 300, "2022": 300, "2023": 400}[y])
		doc.Put("facts.capital_end", int64(3_200_000_000))
		doc.Put("facts.capital_begin", int64(2_900_000_000))
		putSheet(tb, d, doc)
	}
	doc := sheetDoc(coop, "2024", "3b", "9")
	doc.Put("checked.1a", int64(400))
	doc.Put("evidence.1a", "Báo cáo tài chính 2024, trang 3")
	doc.Put("reason.1a", "Khoản phải trả ghi trùng")
	doc.Put("flag.3b", true)
	return putSheet(tb, d, doc)
}

// full is a sheet that lacks nothing.
func full(tb testing.TB, d *desk.Desk) string {
	tb.Helper()
	return putSheet(tb, d, sheetDoc(putCoop(tb, d, "htx"), "2024"))
}

func open(t *testing.T, d *desk.Desk, id string) *pagetest.Driver {
	t.Helper()
	return pagetest.Open80(t, func(c *page.Context) page.Screen { return assess.New(c, d, id) })
}

// said reports whether a toast said s.
func said(d *pagetest.Driver, s string) bool {
	for _, t := range sent[page.Toast](d) {
		if strings.Contains(t.Text, s) {
			return true
		}
	}
	return false
}

func sent[T any](d *pagetest.Driver) (out []T) {
	for _, m := range d.Sent {
		if v, ok := m.(T); ok {
			out = append(out, v)
		}
	}
	return out
}

// held returns what the store keeps of the sheet, with the draft laid over, and
// the texts that are no values.
func held(t *testing.T, d *desk.Desk, id string) (store.Doc, map[string]string) {
	t.Helper()
	s, err := d.Sheet(ctx, id)
	must(t, err)
	return s.Doc, s.Raw
}

func record(t *testing.T, d *desk.Desk, id string) *store.Record {
	t.Helper()
	r, err := d.Get(ctx, store.Assessment, id)
	must(t, err)
	return r
}

func ops(t *testing.T, d *desk.Desk, id string) int {
	t.Helper()
	h, err := d.History(ctx, store.Assessment, id)
	must(t, err)
	return len(h)
}
