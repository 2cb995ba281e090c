package desk_test

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/oplog"
	"coopfield/store/sqlite"
)

var ctx = context.Background()

func must(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

func wantCode(tb testing.TB, err error, code store.Code, detail string) {
	tb.Helper()
	if store.CodeOf(err) != code || store.DetailOf(err) != detail {
		tb.Fatalf("error %v has code %q, detail %q; want %q, %q", err, store.CodeOf(err), store.DetailOf(err), code, detail)
	}
}

func equal[T any](tb testing.TB, got, want T) {
	tb.Helper()
	if g, w := fmt.Sprintf("%+v", got), fmt.Sprintf("%+v", want); g != w {
		tb.Fatalf("got  %s\nwant %s", g, w)
	}
}

// signer signs with a real key; the form of the blob is package sync's.
type signer struct{ key ed25519.PrivateKey }

func (s signer) SignOp(line []byte) (string, error) {
	return base64.StdEncoding.EncodeToString(ed25519.Sign(s.key, line)), nil
}

// laptop is a store of one person with real SQLite.
type laptop struct {
	*desk.Desk
	db     *sqlite.DB
	writer store.Writer
	opts   desk.Options
	clock  time.Time
}

func devOf(name string) string {
	sum := sha256.Sum256([]byte(name))
	return hex.EncodeToString(sum[:16])
}

// seeded is randomness that a test can repeat.
type seeded struct{ r *rand.ChaCha8 }

func (s seeded) Read(p []byte) (int, error) { return s.r.Read(p) }

func reader(name string) io.Reader { return seeded{rand.NewChaCha8(sha256.Sum256([]byte(name)))} }

// open opens a store for a person; the name seeds its key and randomness.
func open(tb testing.TB, name string, role store.Role, unit string) *laptop {
	tb.Helper()
	return openAt(tb, filepath.Join(tb.TempDir(), name+".db"), name, role, unit, desk.Training)
}

func openAt(tb testing.TB, path, name string, role store.Role, unit, mode string) *laptop {
	tb.Helper()
	db, err := sqlite.Open(ctx, path, sqlite.Options{})
	must(tb, err)
	tb.Cleanup(func() { must(tb, db.Close()) })
	seed := sha256.Sum256([]byte(name))
	l := &laptop{db: db, clock: time.Date(2024, 12, 2, 8, 0, 0, 0, time.UTC)}
	l.writer = store.Writer{Person: "Cán bộ " + name, Dev: devOf(name), Principal: name, Role: role, Unit: unit}
	l.opts = desk.Options{
		Log: db, Signer: signer{ed25519.NewKeyFromSeed(seed[:])}, Me: l.writer, Mode: mode, Epoch: 1,
		Clock: func() time.Time { l.clock = l.clock.Add(time.Second); return l.clock },
		Rand:  reader(name), App: "test", Session: "s1",
	}
	l.reopen(tb)
	return l
}

// reopen starts the program anew over the same store.
func (l *laptop) reopen(tb testing.TB) {
	tb.Helper()
	d, err := desk.New(ctx, l.opts)
	must(tb, err)
	l.Desk = d
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

func sheet(coop, period string) store.Doc {
	return store.Doc{"cooperative": coop, "period": period, "scheme": "tt01-2020"}
}

// full is a sheet with every item that the scheme cannot compute.
func full(coop, period string) store.Doc {
	d := sheet(coop, period)
	d["months_active"], d["months_stopped"] = int64(60_00), int64(0)
	d["facts"] = store.Doc{
		"capital_begin": int64(3_200_000_000), "capital_end": int64(4_150_000_000),
		"undivided_begin": int64(500_000_000), "undivided_end": int64(650_000_000), "revenue": int64(2_000_000_000),
	}
	d["self"] = store.Doc{
		"1a": int64(500), "2a": int64(300), "3a": int64(300), "3b": int64(200), "3c": int64(300), "4a": int64(100), "4b": int64(100), "4c": int64(100),
		"5": int64(600), "6": int64(500), "7a": int64(100), "7b": int64(100), "7c": int64(100), "8": int64(500), "9": int64(300),
		"10": int64(700), "11": int64(600), "12": int64(600), "13": int64(500), "14": int64(500), "15": int64(300),
	}
	return d
}

func (l *laptop) put(tb testing.TB, k store.Kind, id string, doc store.Doc) string {
	tb.Helper()
	ids, err := l.Put(ctx, k, []desk.Input{{ID: id, Doc: doc}})
	must(tb, err)
	return ids[0]
}

func (l *laptop) get(tb testing.TB, k store.Kind, id string) *store.Record {
	tb.Helper()
	r, err := l.Get(ctx, k, id)
	must(tb, err)
	return r
}

// bundle is what package sync hands over of a laptop's ops from..to, 0 = the last.
func (l *laptop) bundle(tb testing.TB, from, to int64) desk.Incoming {
	tb.Helper()
	if to == 0 {
		to = l.last(tb)
	}
	var lines [][]byte
	must(tb, l.Outgoing(ctx, from, to, func(line []byte) error {
		lines = append(lines, append([]byte(nil), line...))
		return nil
	}))
	prev := oplog.Genesis(l.writer.Dev, 1, store.Hash{})
	if from > 1 {
		must(tb, l.db.View(ctx, func(tx store.Tx) error {
			return tx.Range(l.writer.Dev, 1, from, from, func(o *store.LoggedOp) error { prev = o.Prev; return nil })
		}))
	}
	ops, head, err := oplog.VerifyChain(l.writer.Dev, 1, from, prev, lines)
	must(tb, err)
	name := fmt.Sprintf("%s %d-%d %s", l.writer.Principal, from, to, head)
	sum := sha256.Sum256([]byte(name))
	return desk.Incoming{
		Epoch: 1, From: from, To: from + int64(len(ops)) - 1, PrevHead: prev, Head: head, Ops: ops, Registered: l.writer,
		Bundle: store.BundleRow{SHA256: hex.EncodeToString(sum[:]), Name: name},
	}
}

func (l *laptop) last(tb testing.TB) int64 {
	tb.Helper()
	p, err := l.Pending(ctx)
	must(tb, err)
	return p.To
}

func (l *laptop) receive(tb testing.TB, in desk.Incoming) *desk.Outcome {
	tb.Helper()
	out, err := l.Receive(ctx, in)
	must(tb, err)
	return out
}

func sumOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// minutes is a visit with everything that minutes need to be signed.
func minutes(coop, on string) store.Doc {
	return store.Doc{
		"cooperative": coop, "on": on, "purpose": "periodic", "started": on + "T08:00:00+07:00", "ended": on + "T10:30:00+07:00",
		"team":         store.Doc{"a": store.Doc{"name": "Nguyễn Văn An", "position": "Trưởng đoàn"}},
		"participants": store.Doc{"a": store.Doc{"name": "Y Hoa", "position": "Giám đốc"}},
	}
}
