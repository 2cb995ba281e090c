package otherwise_test

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"golang.org/x/crypto/ssh"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/oplog"
	"coopfield/store/sqlite"
	"coopfield/sync/trust"
	"coopfield/tui/history"
	"coopfield/tui/otherwise"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
	"coopfield/tui/record/forms"
	"coopfield/tui/text"
	"coopfield/tui/visit"
)

var ctx = context.Background()

func must(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

// key signs ops as a device does.
type key struct{ s ssh.Signer }

func (k key) SignOp(line []byte) (string, error) { return trust.SignOp(k.s, line) }

// office is the store of one person.
type office struct {
	*desk.Desk
	db     *sqlite.DB
	writer store.Writer
}

func newOffice(tb testing.TB, principal string, role store.Role, unit string) *office {
	tb.Helper()
	db, err := sqlite.Open(ctx, filepath.Join(tb.TempDir(), "kho.db"), sqlite.Options{})
	must(tb, err)
	tb.Cleanup(func() { must(tb, db.Close()) })
	seed := sha256.Sum256([]byte(principal))
	s, err := ssh.NewSignerFromKey(ed25519.NewKeyFromSeed(seed[:]))
	must(tb, err)
	o := &office{db: db, writer: store.Writer{Person: principal, Dev: trust.DevID(s.PublicKey()), Principal: principal, Role: role, Unit: unit}}
	o.Desk, err = desk.New(ctx, desk.Options{
		Log: db, Signer: key{s}, Me: o.writer, Mode: desk.Training, Epoch: 1, Clock: pagetest.Context(text.VI).Now, Rand: rand.NewChaCha8(seed),
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

// ops are all ops of o, as a bundle brings them.
func (o *office) ops(tb testing.TB) []store.LoggedOp {
	tb.Helper()
	p, err := o.Pending(ctx)
	must(tb, err)
	var lines [][]byte
	must(tb, o.Outgoing(ctx, 1, p.To, func(line []byte) error {
		lines = append(lines, append([]byte(nil), line...))
		return nil
	}))
	ops, _, err := oplog.VerifyChain(o.writer.Dev, 1, 1, oplog.Genesis(o.writer.Dev, 1, store.Hash{}), lines)
	must(tb, err)
	return ops
}

// refused is a laptop of which the province refused the last change of an
// obstacle and of a visit.
func refused(t *testing.T) (o *office, obstacle, visited string) {
	t.Helper()
	o, p := newOffice(t, "dakha-01", store.Officer, "615"), newOffice(t, "tinh", store.Province, "62")
	coop := o.put(t, store.Cooperative, "", store.Doc{"name": "HTX Mẫu", "type": "htx", "unit": "23500", "reporting_unit": "615"})
	obstacle = o.put(t, store.Obstacle, "", store.Doc{"unit": "615", "text": "Thiếu vốn", "raised_on": "2024-11-01", "state": "open"})
	visited = o.put(t, store.Visit, "", store.Doc{"cooperative": coop, "on": "2024-10-12", "purpose": "periodic", "strengths": "Sổ sách đủ"})
	held := len(o.ops(t))
	o.put(t, store.Obstacle, obstacle, store.Doc{"text": "Thiếu đất"})
	o.put(t, store.Visit, visited, store.Doc{"strengths": "Không có gì"})
	all := o.ops(t)
	_, err := p.Receive(ctx, desk.Incoming{
		Epoch: 1, From: 1, To: int64(len(all)), PrevHead: all[0].Prev, Head: all[len(all)-1].Hash, Ops: all, Registered: o.writer,
		AcceptedThrough: &desk.Cut{Point: desk.Point{Epoch: 1, Seq: int64(held), Head: all[held-1].Hash}},
		Bundle:          store.BundleRow{SHA256: all[0].Hash.String(), Name: "x.coop", Received: 1},
	})
	must(t, err)
	for _, op := range all[held:] {
		must(t, p.RefuseOp(ctx, op.Hash, "ghi sau khi mất máy"))
	}
	_, err = o.Quoted(ctx, []store.Writer{p.writer}, p.ops(t), nil)
	must(t, err)
	return o, obstacle, visited
}

func TestEveryFormTellsOfARefusedChangeUntilItsHistoryWasSeen(t *testing.T) {
	o, obstacle, visited := refused(t)
	tell := otherwise.New(o.Desk, o.db)
	for _, x := range []struct {
		kind store.Kind
		id   string
		open func(c *page.Context) page.Screen
		want []string
	}{
		{store.Obstacle, obstacle, func(c *page.Context) page.Screen {
			s := forms.New(c, o.Desk, obstacle, page.Args{"kind": string(store.Obstacle)})
			s.(interface{ Tell(t *otherwise.Teller) }).Tell(tell)
			return s
		}, []string{"! Tỉnh không nhận 1 thay đổi của máy này: ", "đang tính Thiếu vốn, máy này ghi Thiếu đất"}},
		{store.Visit, visited, func(c *page.Context) page.Screen {
			return visit.New(c, o.Desk, store.Visit, visited, nil, visit.Options{Teller: tell})
		}, []string{"! Tỉnh không nhận 1 thay đổi của máy này: Ưu điểm", "Ưu điểm: đang tính Sổ sách đủ, máy này ghi"}},
	} {
		pagetest.Open(t, text.VI, pagetest.Size{Width: 100, Height: 30}, x.open).Sees(x.want...)
		for _, lang := range []text.Lang{text.VI, text.EN} {
			pagetest.Open(t, lang, pagetest.Size{Width: 60, Height: 20}, x.open).View() // exactly that size
		}
		pagetest.Open80(t, func(c *page.Context) page.Screen {
			return history.New(c, o.Desk, x.id, page.Args{"kind": string(x.kind)}, tell)
		})
		pagetest.Open80(t, x.open).SeesNot("Tỉnh không nhận")
	}
}
