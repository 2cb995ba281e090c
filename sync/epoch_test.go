package sync_test

import (
	"crypto/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/sqlite"
	"coopfield/sync"
	"coopfield/sync/trust"
)

// watched opens a store with its second log, on a machine.
func watched(tb testing.TB, dir, machineID string, clock store.Clock) *machine {
	tb.Helper()
	keys, err := trust.Open(dir, nil)
	must(tb, err)
	db, err := sqlite.Open(ctx, filepath.Join(dir, "coopfield.db"), sqlite.Options{SecondLog: filepath.Join(dir, "oplog")})
	must(tb, err)
	if clock == nil {
		clock = time.Now
	}
	site, err := sync.Open(ctx, sync.SiteOptions{
		Dir: dir, Log: db, Keys: keys, Clock: clock, Rand: rand.Reader, App: "test", Session: "s1", Machine: machineID,
	})
	must(tb, err)
	return &machine{site, db, dir}
}

func details(m *machine) string {
	var out []string
	for _, n := range m.Notices() {
		out = append(out, n.Detail)
		if n.Message == "" || n.Kept == "" || n.Hint == "" {
			out = append(out, "unsaid")
		}
	}
	return strings.Join(out, " ")
}

func copyDir(tb testing.TB, from, to string) {
	tb.Helper()
	must(tb, os.CopyFS(to, os.DirFS(from)))
}

// copyFile puts a file back, or removes what was not there.
func copyFile(tb testing.TB, from, to string) {
	tb.Helper()
	b, err := os.ReadFile(from)
	if os.IsNotExist(err) {
		must(tb, os.RemoveAll(to))
		return
	}
	must(tb, err)
	must(tb, os.WriteFile(to, b, 0o600))
}

func TestADatabasePutBackIsFilledFromTheSecondLogInANewEpoch(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "o")
	create(t, dir, store.Officer, "615")
	m := watched(t, dir, "A", nil)
	first := m.put(t, store.Cooperative, "", coop(1))
	m.stop()
	old := filepath.Join(t.TempDir(), "old.db")
	copyFile(t, filepath.Join(dir, "coopfield.db"), old)
	m = watched(t, dir, "A", nil)
	second := m.put(t, store.Cooperative, "", coop(2))
	sheet := m.put(t, store.Assessment, "", full(first, "2024"))
	_, err := m.Desk.Finalise(ctx, store.Assessment, sheet)
	must(t, err)
	before := m.state(t)
	m.stop()

	copyFile(t, old, filepath.Join(dir, "coopfield.db"))
	m = watched(t, dir, "A", nil)
	if got := details(m); got != desk.WhyLogAhead {
		t.Fatalf("notices %q", got)
	}
	if !strings.Contains(m.Notices()[0].Message, "thiếu 3 thay đổi") {
		t.Error(m.Notices()[0].Message)
	}
	if m.Desk.Epoch() != 2 || m.Desk.OpenedEpoch().Why != desk.WhyLogAhead {
		t.Errorf("epoch %+v", m.Desk.OpenedEpoch())
	}
	for _, id := range []string{first, second} {
		_, err := m.Desk.Get(ctx, store.Cooperative, id)
		must(t, err)
	}
	if got := m.state(t); withoutEpoch(got) != withoutEpoch(before) {
		t.Error(firstDifference(withoutEpoch(before), withoutEpoch(got)))
	}
	third := m.put(t, store.Cooperative, "", coop(3))
	m.stop()
	m = watched(t, dir, "A", nil)
	defer m.stop()
	if got := details(m); got != "" || m.Desk.Epoch() != 2 {
		t.Errorf("notices %q, epoch %d after all was taken back", got, m.Desk.Epoch())
	}
	_, err = m.Desk.Get(ctx, store.Cooperative, third)
	must(t, err)
	must(t, m.Desk.Rebuild(ctx))
}

// withoutEpoch leaves out the setting that names the open epoch.
func withoutEpoch(state string) string {
	var b strings.Builder
	for line := range strings.Lines(state) {
		if !strings.HasPrefix(line, `setting key="desk.epoch"`) {
			b.WriteString(line)
		}
	}
	return b.String()
}

func TestADatabasePutBackAndWrittenOnKeepsBothBranches(t *testing.T) {
	o, p := pair(t)
	dir := o.dir
	first := o.put(t, store.Cooperative, "", coop(1))
	o.stop()
	m := watched(t, dir, "A", nil)
	old := filepath.Join(t.TempDir(), "old.db")
	m.stop()
	copyFile(t, filepath.Join(dir, "coopfield.db"), old)
	m = watched(t, dir, "A", nil)
	lost := m.put(t, store.Cooperative, "", coop(2))
	m.stop()

	copyFile(t, old, filepath.Join(dir, "coopfield.db"))
	m = start(t, dir) // written on by a program that keeps no second log
	m.put(t, store.Cooperative, "", coop(3))
	m.put(t, store.Cooperative, "", coop(4))
	m.stop()
	m = watched(t, dir, "A", nil)
	defer m.stop()
	if got := details(m); got != sync.NoticeFork || m.Desk.Epoch() != 2 {
		t.Fatalf("notices %q, epoch %d", got, m.Desk.Epoch())
	}
	m.put(t, store.Cooperative, "", coop(5))
	pending, err := m.Desk.Pending(ctx)
	must(t, err)
	if len(pending.Parts) != 3 || pending.Ops != 5 {
		t.Fatalf("pending %+v", pending)
	}
	usb := t.TempDir()
	sealed, err := m.Seal(ctx, usb)
	must(t, err)
	if len(sealed) != 3 || !strings.Contains(sealed[2].Path, "_e2_x0003") {
		t.Fatalf("sealed %+v", sealed)
	}
	reports := p.take(t, usb)
	forked := false
	for _, r := range reports {
		if r.State == sync.FileRefused {
			t.Fatal(r.Err)
		}
		forked = forked || r.Outcome != nil && r.Outcome.Fork
	}
	if !forked {
		t.Error("the province found no fork")
	}
	ops := 0
	must(t, p.Log.View(ctx, func(tx store.Tx) error {
		for _, ep := range []int64{1, 2} {
			must(t, tx.Range(m.Keys.Dev(), ep, 1, 0, func(*store.LoggedOp) error { ops++; return nil }))
		}
		return nil
	}))
	if ops != 5 {
		t.Errorf("the province holds %d of 5 ops", ops)
	}
	for _, s := range sealed {
		head, err := store.ParseHash(s.Head)
		must(t, err)
		must(t, m.Desk.Receipted(ctx, desk.Point{Epoch: s.Epoch, Seq: s.Through, Head: head}))
	}
	if pending, err = m.Desk.Pending(ctx); err != nil || !pending.Empty() {
		t.Errorf("still pending: %+v %v", pending, err)
	}
	_, _ = first, lost
	before := m.state(t)
	must(t, m.Desk.Rebuild(ctx))
	if got := m.state(t); got != before {
		t.Error(firstDifference(before, got))
	}
}

func TestAnotherMachineUnderTheSameInstallOpensAnEpochOnce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "o")
	create(t, dir, store.Officer, "615")
	m := watched(t, dir, "", nil) // unknown: nothing is noted
	m.put(t, store.Cooperative, "", coop(1))
	m.stop()
	for i, step := range []struct {
		machine, want string
		epoch         int64
	}{{"A", "", 1}, {"A", "", 1}, {"", "", 1}, {"B", desk.WhyMachine, 2}, {"B", "", 2}, {"", "", 2}, {"B", "", 2}, {"A", desk.WhyMachine, 3}} {
		m := watched(t, dir, step.machine, nil)
		if got := details(m); got != step.want || m.Desk.Epoch() != step.epoch {
			t.Errorf("step %d: notices %q, epoch %d", i, got, m.Desk.Epoch())
		}
		if strings.Contains(m.state(t), `"`+step.machine+`"`) && step.machine != "" {
			t.Error("the machine's id stands in the store")
		}
		m.put(t, store.Cooperative, "", coop(10+i))
		m.stop()
	}
}

func TestAReceiptForWhatIsNotHeldOpensAnEpochOnce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "o")
	create(t, dir, store.Officer, "615")
	m := watched(t, dir, "A", nil)
	m.put(t, store.Cooperative, "", coop(1))
	m.stop()
	backup := filepath.Join(t.TempDir(), "old")
	copyDir(t, dir, backup)
	m = watched(t, dir, "A", nil)
	m.put(t, store.Cooperative, "", coop(2))
	p, err := m.Desk.Pending(ctx)
	must(t, err)
	m.stop()
	m = watched(t, backup, "A", nil) // all of the folder was put back: nothing here can tell
	defer m.stop()
	point := desk.Point{Epoch: 1, Seq: p.To, Head: p.Head}
	wantDetail(t, m.Desk.Receipted(ctx, point), "restored")
	n, err := m.FoundRestored(ctx, point)
	must(t, err)
	if n == nil || m.Desk.Epoch() != 2 {
		t.Fatalf("%v, epoch %d", n, m.Desk.Epoch())
	}
	wantDetail(t, m.Desk.Receipted(ctx, point), "restored")
	if n, err = m.FoundRestored(ctx, point); err != nil || n != nil || m.Desk.Epoch() != 2 {
		t.Errorf("again: %v %v, epoch %d", n, err, m.Desk.Epoch())
	}
	if n, err = m.FoundRestored(ctx, desk.Point{Epoch: 4, Seq: 1}); err != nil || n == nil || m.Desk.Epoch() != 5 {
		t.Errorf("beyond: %v %v, epoch %d", n, err, m.Desk.Epoch())
	}
	must(t, m.Desk.Receipted(ctx, desk.Point{Epoch: 1, Seq: 1, Head: headAt(t, m, 1)}))
}

func headAt(tb testing.TB, m *machine, seq int64) (h store.Hash) {
	tb.Helper()
	must(tb, m.Log.View(ctx, func(tx store.Tx) error {
		ops, err := tx.At(m.Keys.Dev(), 1, seq)
		h = ops[0].Hash
		return err
	}))
	return h
}

func TestASecondLogOfAnotherStoreIsSetAside(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a", "b"} {
		create(t, filepath.Join(dir, name), store.Officer, "615")
		m := watched(t, filepath.Join(dir, name), "A", nil)
		for n := range 3 {
			m.put(t, store.Cooperative, "", coop(n))
		}
		m.stop()
	}
	copyFile(t, filepath.Join(dir, "b", "oplog", "1.log"), filepath.Join(dir, "a", "oplog", "1.log"))
	m := watched(t, filepath.Join(dir, "a"), "A", nil)
	defer m.stop()
	if got := details(m); got != sync.NoticeLogDamaged || m.Desk.Epoch() != 1 {
		t.Fatalf("notices %q, epoch %d", got, m.Desk.Epoch())
	}
	kept, err := filepath.Glob(filepath.Join(dir, "a", "oplog", "1.log.hong*"))
	if err != nil || len(kept) != 1 {
		t.Fatal(kept, err)
	}
	n := 0
	must(t, m.Desk.List(ctx, store.Query{Kind: store.Cooperative}, func(*store.Record) error { n++; return nil }))
	if n != 3 {
		t.Errorf("%d records", n)
	}
	fresh, err := os.ReadFile(filepath.Join(dir, "a", "oplog", "1.log"))
	must(t, err)
	if lines := strings.Count(string(fresh), "\n"); lines != 3 {
		t.Errorf("%d lines in the new log", lines)
	}
}
