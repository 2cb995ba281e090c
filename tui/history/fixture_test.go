package history

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/oplog"
	"coopfield/store/sqlite"
	"coopfield/sync/trust"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
)

var ctx = context.Background()

func must(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

// signer signs ops as a device does.
type signer struct{ s ssh.Signer }

func (k signer) SignOp(line []byte) (string, error) { return trust.SignOp(k.s, line) }

// office is the store of one person.
type office struct {
	*desk.Desk
	db     *sqlite.DB
	writer store.Writer
	clock  time.Time
}

type seeded struct{ r *rand.ChaCha8 }

func (s seeded) Read(p []byte) (int, error) { return s.r.Read(p) }

// newOffice opens a store; seed makes its ids the same in every run, key its
// device. Its clock stands at day of November 2024 until a test moves it.
func newOffice(tb testing.TB, seed, key, principal, person string, role store.Role, unit string, day int) *office {
	tb.Helper()
	db, err := sqlite.Open(ctx, filepath.Join(tb.TempDir(), "kho.db"), sqlite.Options{})
	must(tb, err)
	tb.Cleanup(func() { must(tb, db.Close()) })
	sum := sha256.Sum256([]byte(key))
	s, err := ssh.NewSignerFromKey(ed25519.NewKeyFromSeed(sum[:]))
	must(tb, err)
	o := &office{
		db: db, clock: time.Date(2024, 11, day, 8, 5, 0, 0, pagetest.Now.Location()),
		writer: store.Writer{Person: person, Dev: trust.DevID(s.PublicKey()), Principal: principal, Role: role, Unit: unit},
	}
	var r io.Reader = seeded{rand.NewChaCha8(sha256.Sum256([]byte(seed)))}
	o.Desk, err = desk.New(ctx, desk.Options{
		Log: db, Signer: signer{s}, Me: o.writer, Mode: desk.Training, Epoch: 1, Clock: func() time.Time { return o.clock }, Rand: r,
		App: "test", Session: "1",
	})
	must(tb, err)
	return o
}

func (o *office) put(tb testing.TB, k store.Kind, id string, doc store.Doc) string {
	tb.Helper()
	ids, err := o.Put(ctx, k, []desk.Input{{ID: id, Doc: doc}})
	must(tb, err)
	return ids[0]
}

// bundle is what package sync would hand over of all ops of o.
func (o *office) bundle(tb testing.TB) desk.Incoming {
	tb.Helper()
	p, err := o.Pending(ctx)
	must(tb, err)
	var lines [][]byte
	must(tb, o.Outgoing(ctx, 1, p.To, func(line []byte) error {
		lines = append(lines, append([]byte(nil), line...))
		return nil
	}))
	prev := oplog.Genesis(o.writer.Dev, 1, store.Hash{})
	ops, head, err := oplog.VerifyChain(o.writer.Dev, 1, 1, prev, lines)
	must(tb, err)
	sum := sha256.Sum256([]byte(head.String()))
	return desk.Incoming{
		Epoch: 1, From: 1, To: int64(len(ops)), PrevHead: prev, Head: head, Ops: ops, Registered: o.writer,
		Bundle: store.BundleRow{SHA256: hex.EncodeToString(sum[:]), Name: o.writer.Principal, Received: 1},
	}
}

func (o *office) receive(tb testing.TB, in desk.Incoming) {
	tb.Helper()
	_, err := o.Receive(ctx, in)
	must(tb, err)
}

// quote gives o what from holds of the writers' devices, as an answer does.
func (o *office) quote(tb testing.TB, from *office, writers ...store.Writer) {
	tb.Helper()
	var ops []store.LoggedOp
	must(tb, from.db.View(ctx, func(tx store.Tx) error {
		for _, w := range writers {
			if w.Dev == o.writer.Dev {
				continue
			}
			if err := tx.Range(w.Dev, 1, 1, 0, func(op *store.LoggedOp) error { ops = append(ops, *op); return nil }); err != nil {
				return err
			}
		}
		return nil
	}))
	_, err := o.Quoted(ctx, writers, ops, nil)
	must(tb, err)
}

// three are two officers of one district and the province, who hold the same
// sheet.
type three struct {
	t       testing.TB
	a, b, p *office
	coop    string
	sheet   string
}

const coopName = "HTX Nông nghiệp Mẫu Đăk Mar"

func coopDoc(name string) store.Doc {
	return store.Doc{"name": name, "type": "htx", "unit": "23500", "reporting_unit": "615", "registered_on": "2016-05-04"}
}

func sheetDoc(coop string) store.Doc {
	return store.Doc{
		"cooperative": coop, "period": "2024", "scheme": "tt01-2020", "months_active": int64(60_00), "months_stopped": int64(0),
		"facts": store.Doc{
			"capital_begin": int64(3_200_000_000), "capital_end": int64(4_150_000_000),
			"undivided_begin": int64(500_000_000), "undivided_end": int64(650_000_000), "revenue": int64(2_000_000_000),
		},
		"self": store.Doc{
			"1a": int64(500), "2a": int64(300), "3a": int64(300), "3b": int64(200), "3c": int64(300), "4a": int64(100), "4b": int64(100),
			"4c": int64(100), "5": int64(600), "6": int64(500), "7a": int64(100), "7b": int64(100), "7c": int64(100), "8": int64(500),
			"9": int64(300), "10": int64(700), "11": int64(600), "12": int64(600), "13": int64(500), "14": int64(500), "15": int64(300),
		},
	}
}

func together(tb testing.TB) *three {
	tb.Helper()
	s := &three{
		t: tb,
		a: newOffice(tb, "a", "a", "dakha-01", "Cán bộ 1", store.Officer, "615", 1),
		b: newOffice(tb, "b", "b", "dakha-02", "Cán bộ 2", store.Officer, "615", 1),
		p: newOffice(tb, "p", "p", "tinh", "Sở KH&ĐT", store.Province, "62", 20),
	}
	s.coop = s.a.put(tb, store.Cooperative, "", coopDoc(coopName))
	s.sheet = s.a.put(tb, store.Assessment, "", sheetDoc(s.coop))
	s.exchange()
	return s
}

// exchange brings everything to the province, and from there to the laptops.
func (s *three) exchange() {
	s.t.Helper()
	for _, o := range []*office{s.a, s.b} {
		if p, err := o.Pending(ctx); err != nil {
			s.t.Fatal(err)
		} else if p.To > 0 {
			s.p.receive(s.t, o.bundle(s.t))
		}
	}
	all := []store.Writer{s.a.writer, s.b.writer, s.p.writer}
	s.a.quote(s.t, s.p, all...)
	s.b.quote(s.t, s.p, all...)
}

// disputed lets both officers edit the sheet without knowing of each other.
func disputed(tb testing.TB) *three {
	tb.Helper()
	s := together(tb)
	s.dispute()
	return s
}

func (s *three) dispute() {
	tb := s.t
	tb.Helper()
	s.a.clock = s.a.clock.AddDate(0, 0, 1)
	s.b.clock = s.b.clock.AddDate(0, 0, 2)
	s.a.put(tb, store.Assessment, s.sheet, store.Doc{
		"self": store.Doc{"3a": int64(400), "7a": int64(200)}, "evidence": store.Doc{"3a": "BCTC năm 2024, trang 3"},
	})
	s.b.put(tb, store.Assessment, s.sheet, store.Doc{
		"self": store.Doc{"3a": int64(200), "5": int64(400)}, "evidence": store.Doc{"3a": "sổ cái tháng 12"},
	})
	s.exchange()
}

func screen(o *office, k store.Kind, id string, args page.Args) func(*page.Context) page.Screen {
	return func(c *page.Context) page.Screen {
		all := page.Args{"kind": string(k)}
		for n, v := range args {
			all[n] = v
		}
		return New(c, o.Desk, id, all, nil)
	}
}

func open(t *testing.T, o *office, k store.Kind, id string, args page.Args) *pagetest.Driver {
	t.Helper()
	return pagetest.Open80(t, screen(o, k, id, args))
}

// last is the newest message of a kind that the screen sent to the root.
func last[T any](d *pagetest.Driver) T {
	d.T.Helper()
	for i := len(d.Sent) - 1; i >= 0; i-- {
		if m, ok := d.Sent[i].(T); ok {
			return m
		}
	}
	var none T
	d.T.Fatalf("no %T was sent", none)
	return none
}
