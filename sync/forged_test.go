package sync_test

import (
	"crypto/rand"
	"encoding/hex"
	"path/filepath"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/oplog"
	"coopfield/sync"
)

// forge appends an own op that this program would have refused to make, signed
// with the laptop's real key, and returns its revision.
func (m *machine) forge(tb testing.TB, op store.Op) store.Hash {
	tb.Helper()
	if op.ID == "" {
		var raw [16]byte
		_, err := rand.Read(raw[:])
		must(tb, err)
		op.ID = hex.EncodeToString(raw[:])
	}
	if op.Actor == "" {
		op.Actor = m.Self.Person
	}
	op.V, op.Dev, op.Ep, op.At, op.App = 1, m.Keys.Dev(), 1, 1_733_000_000_000, "test"
	var head store.Hash
	must(tb, m.db.Update(ctx, func(tx store.Tx) error {
		seq, prev, err := tx.Head(op.Dev, 1)
		if err != nil {
			return err
		}
		if seq == 0 {
			prev = oplog.Genesis(op.Dev, 1, store.Hash{})
		}
		op.Seq = seq + 1
		if op.Kind.Signed() && op.Sig == "" {
			if op.Sig, err = m.Keys.SignOp(oplog.SigningBytes(&op)); err != nil {
				return err
			}
		}
		line, err := oplog.Encode(&op)
		if err != nil {
			return err
		}
		head = oplog.Hash(prev, line)
		if _, err := tx.InsertOp(&store.LoggedOp{Op: op, Line: line, Prev: prev, Hash: head, Own: true}); err != nil {
			return err
		}
		return tx.SetHead(op.Dev, 1, op.Seq, head)
	}))
	return head
}

// tell quotes all ops of a record to another laptop, as the province's answer
// does.
func tell(tb testing.TB, from, to *machine, k store.Kind, id string) {
	tb.Helper()
	var ops []store.LoggedOp
	must(tb, from.db.View(ctx, func(tx store.Tx) (err error) {
		ops, err = tx.OpsOf(k, id)
		return err
	}))
	var writers []store.Writer
	for _, d := range to.Registry().Devices {
		writers = append(writers, store.Writer{Person: d.Person, Dev: d.Dev, Principal: d.Principal, Role: d.Role, Unit: d.Unit})
	}
	_, err := to.Desk.Quoted(ctx, writers, ops, nil)
	must(tb, err)
}

// office is a province with two laptops of one district and one of another.
type office struct{ p, o, o2, n *machine }

func newOffice(tb testing.TB) office {
	tb.Helper()
	dir := tb.TempDir()
	p, ca := province(tb, filepath.Join(dir, "tinh"))
	return office{
		p: p, o: enrolled(tb, p, ca, filepath.Join(dir, "dakha-1"), "615"),
		o2: enrolled(tb, p, ca, filepath.Join(dir, "dakha-2"), "615"), n: enrolled(tb, p, ca, filepath.Join(dir, "ngochoi"), "611"),
	}
}

func onlyReport(tb testing.TB, r []sync.FileReport) *sync.FileReport {
	tb.Helper()
	if len(r) != 1 {
		tb.Fatalf("%d reports", len(r))
	}
	return &r[0]
}

func TestAnotherUnitsRecordIsQuarantined(t *testing.T) {
	w := newOffice(t)
	c := w.o.put(t, store.Cooperative, "", coop(1))
	w.p.take(t, w.o.seal(t).Path)
	base, err := w.p.Desk.Get(ctx, store.Cooperative, c)
	must(t, err)
	w.n.forge(t, store.Op{Typ: store.Cooperative, Ent: c, Kind: store.OpPut, Base: []store.Hash{base.Rev}, Set: store.Doc{"phone": "666"}})
	own := w.n.put(t, store.Cooperative, "", coop(2))
	r := onlyReport(t, w.p.take(t, w.n.seal(t).Path))
	if store.ExitCode(sync.ImportError([]sync.FileReport{*r})) != 4 || r.Outcome.Aside != 1 {
		t.Fatalf("report %+v", r.Outcome)
	}
	var found bool
	for _, it := range r.Outcome.Items {
		if it.ID == c {
			found = it.What == desk.IsQuarantined && it.Why != ""
		} else if it.ID == own && it.What != desk.IsNew {
			t.Errorf("what was permitted beside it: %+v", it)
		}
	}
	if !found {
		t.Errorf("items %+v", r.Outcome.Items)
	}
	now, err := w.p.Desk.Get(ctx, store.Cooperative, c)
	must(t, err)
	if now.Rev != base.Rev || now.Doc.Text("phone") != "" {
		t.Errorf("the quarantined edit counts: %v", now.Doc)
	}
	history, err := w.p.Desk.History(ctx, store.Cooperative, c)
	must(t, err)
	if len(history) != 2 || history[1].Verdict != store.NotPermitted {
		t.Errorf("the quarantined op is not kept: %+v", history)
	}
}

func TestApprovedPointsOfAnOfficerAreQuarantined(t *testing.T) {
	w := newOffice(t)
	c := w.o.put(t, store.Cooperative, "", coop(1))
	a := w.o.put(t, store.Assessment, "", full(c, "2024"))
	r, err := w.o.Desk.Get(ctx, store.Assessment, a)
	must(t, err)
	w.o.forge(t, store.Op{
		Typ: store.Assessment, Ent: a, Kind: store.OpPut, Base: []store.Hash{r.Rev}, Set: store.Doc{"approved": store.Doc{"1a": int64(600)}},
	})
	out := onlyReport(t, w.p.take(t, w.o.seal(t).Path)).Outcome
	if out.Aside != 1 {
		t.Fatalf("%+v", out)
	}
	now, err := w.p.Desk.Get(ctx, store.Assessment, a)
	must(t, err)
	if now.Doc.Sub("approved") != nil {
		t.Error("the officer's approved points count")
	}
	history, err := w.p.Desk.History(ctx, store.Assessment, a)
	must(t, err)
	if len(history) != 2 || history[1].Verdict != store.NotPermitted || !strings.Contains(history[1].Note, "tỉnh") {
		t.Errorf("%+v", history)
	}
}

func TestAnOpInAnothersNameIsQuarantined(t *testing.T) {
	w := newOffice(t)
	c := w.o.put(t, store.Cooperative, "", coop(1))
	r, err := w.o.Desk.Get(ctx, store.Cooperative, c)
	must(t, err)
	w.o.forge(t, store.Op{
		Typ: store.Cooperative, Ent: c, Kind: store.OpPut, Base: []store.Hash{r.Rev}, Set: store.Doc{"phone": "1"}, Actor: w.o2.Self.Person,
	})
	out := onlyReport(t, w.p.take(t, w.o.seal(t).Path)).Outcome
	if out.Aside != 1 || !strings.Contains(out.Items[0].Why, w.o2.Self.Person) {
		t.Fatalf("%+v", out)
	}
}

func TestAPutOnAFinalisedRevisionIsAConflict(t *testing.T) {
	w := newOffice(t)
	c := w.o.put(t, store.Cooperative, "", coop(1))
	a := w.o.put(t, store.Assessment, "", full(c, "2024"))
	rev, err := w.o.Desk.Finalise(ctx, store.Assessment, a)
	must(t, err)
	tell(t, w.o, w.o2, store.Cooperative, c)
	tell(t, w.o, w.o2, store.Assessment, a)
	_, err = w.o2.Desk.Put(ctx, store.Assessment, []desk.Input{{ID: a, Doc: store.Doc{"self": store.Doc{"9": int64(400)}}}})
	wantDetail(t, err, "final")
	w.o2.forge(t, store.Op{
		Typ: store.Assessment, Ent: a, Kind: store.OpPut, Base: []store.Hash{rev}, Set: store.Doc{"self": store.Doc{"9": int64(400)}},
	})
	w.p.take(t, w.o.seal(t).Path)
	r := onlyReport(t, w.p.take(t, w.o2.seal(t).Path))
	if store.ExitCode(sync.ImportError([]sync.FileReport{*r})) != 4 || len(r.Outcome.Cases) != 1 || r.Outcome.Cases[0].Kind != store.CasePutOnFinal {
		t.Fatalf("%+v", r.Outcome)
	}
	now, err := w.p.Desk.Get(ctx, store.Assessment, a)
	must(t, err)
	if n, _ := now.Doc.Sub("self")["9"].(int64); n != 300 || now.State != store.Final {
		t.Errorf("the finalised revision does not count: %v %v", now.State, now.Doc)
	}
}

func TestParallelEditsKeepBothAndTheAncestorCounts(t *testing.T) {
	w := newOffice(t)
	c := w.o.put(t, store.Cooperative, "", coop(1))
	a := w.o.put(t, store.Assessment, "", full(c, "2024"))
	tell(t, w.o, w.o2, store.Cooperative, c)
	tell(t, w.o, w.o2, store.Assessment, a)
	w.o.put(t, store.Assessment, a, store.Doc{"self": store.Doc{"9": int64(100)}})
	w.o2.put(t, store.Assessment, a, store.Doc{"self": store.Doc{"9": int64(200)}})
	w.p.take(t, w.o.seal(t).Path)
	r := onlyReport(t, w.p.take(t, w.o2.seal(t).Path))
	if store.ExitCode(sync.ImportError([]sync.FileReport{*r})) != 4 || len(r.Outcome.Cases) != 1 || r.Outcome.Cases[0].Kind != store.CaseParallel {
		t.Fatalf("%+v", r.Outcome)
	}
	now, err := w.p.Desk.Get(ctx, store.Assessment, a)
	must(t, err)
	if n, _ := now.Doc.Sub("self")["9"].(int64); n != 300 || len(now.Heads) != 2 || now.Conflict == "" {
		t.Errorf("not the ancestor with both heads: %v, %d heads", now.Doc, len(now.Heads))
	}
	history, err := w.p.Desk.History(ctx, store.Assessment, a)
	must(t, err)
	if len(history) != 3 {
		t.Errorf("%d revisions are readable, want 3", len(history))
	}
	_, err = w.p.Desk.Accept(ctx, store.Assessment, a, nil)
	if err == nil {
		t.Error("what is in conflict was accepted")
	}
}

func TestAForgedAuthorIsRefused(t *testing.T) {
	w := newOffice(t)
	c := w.o.put(t, store.Cooperative, "", coop(1))
	a := w.o.put(t, store.Assessment, "", full(c, "2024"))
	r, err := w.o.Desk.Get(ctx, store.Assessment, a)
	must(t, err)
	op := store.Op{Typ: store.Assessment, Ent: a, Kind: store.OpFinalise, Base: []store.Hash{r.Rev}, Set: r.Doc, Ref: nil}
	op.Sig, err = w.o2.Keys.SignOp([]byte("something else"))
	must(t, err)
	w.o.forge(t, op)
	// Our own laptop would not even seal it if it checked as the importer does.
	before := w.p.state(t)
	got := onlyReport(t, w.p.take(t, w.o.seal(t).Path))
	if got.State != sync.FileRefused {
		t.Fatalf("state %s", got.State)
	}
	wantDetail(t, got.Err, "op-signature")
	if after := w.p.state(t); after != before {
		t.Error("a refused bundle left something: " + firstDifference(before, after))
	}
	if !strings.Contains(got.Err.Error(), "chữ ký của người ghi") {
		t.Error(got.Err)
	}
}
