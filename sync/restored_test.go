package sync_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/sync"
)

// template is an enrolled pair of stores that histories are copied from.
type template struct{ dir string }

func newTemplate(tb testing.TB) template {
	tb.Helper()
	o, p := pair(tb)
	o.stop()
	p.stop()
	m := watched(tb, o.dir, "A", nil) // it has met its machine
	m.stop()
	return template{filepath.Dir(o.dir)}
}

// life is one laptop through its history.
type life struct {
	tb      testing.TB
	r       *rand.Rand
	base    string // folder of this history
	dir     string
	m       *machine
	id      string // of the machine
	jump    time.Duration
	written int
	sealed  []sync.Sealed
	files   []string
	alarms  []string
}

func (t template) life(tb testing.TB, base string, r *rand.Rand) *life {
	tb.Helper()
	l := &life{tb: tb, r: r, base: base, dir: filepath.Join(base, "o"), id: "A"}
	copyDir(tb, filepath.Join(t.dir, "dakha"), l.dir)
	l.start()
	return l
}

func (t template) province(tb testing.TB, base string) *machine {
	tb.Helper()
	dir := filepath.Join(base, "tinh")
	copyDir(tb, filepath.Join(t.dir, "tinh"), dir)
	return start(tb, dir)
}

func (l *life) start() {
	l.tb.Helper()
	l.m = watched(l.tb, l.dir, l.id, func() time.Time { return time.Now().Add(l.jump) })
	for _, n := range l.m.Notices() {
		l.alarms = append(l.alarms, n.Detail)
	}
}

func (l *life) again() { l.m.stop(); l.start() }

func (l *life) write(n int) {
	l.tb.Helper()
	for range n {
		l.written++
		l.m.put(l.tb, store.Cooperative, "", coop(l.r.IntN(1<<30)))
	}
}

func (l *life) seal() {
	l.tb.Helper()
	dir, err := os.MkdirTemp(l.base, "usb")
	must(l.tb, err)
	out, err := l.m.Seal(ctx, dir)
	if store.DetailOf(err) == "nothing" {
		return
	}
	must(l.tb, err)
	for _, s := range out {
		l.sealed = append(l.sealed, s)
		l.files = append(l.files, s.Path)
	}
}

// receipt brings the receipt of one of the bundles that were sealed.
func (l *life) receipt(i int) {
	l.tb.Helper()
	s := l.sealed[i]
	head, err := store.ParseHash(s.Head)
	must(l.tb, err)
	p := desk.Point{Epoch: s.Epoch, Seq: s.Through, Head: head}
	err = l.m.Desk.Receipted(ctx, p)
	if store.DetailOf(err) == "restored" {
		n, err := l.m.FoundRestored(ctx, p)
		must(l.tb, err)
		if n != nil {
			l.alarms = append(l.alarms, n.Detail)
		}
		return
	}
	must(l.tb, err)
}

// cutLog takes the last lines, or a half of one, off the second log: a crash
// between commit and append.
func (l *life) cutLog() {
	l.tb.Helper()
	path := filepath.Join(l.dir, "oplog", "1.log")
	b, err := os.ReadFile(path)
	if os.IsNotExist(err) {
		return
	}
	must(l.tb, err)
	lines := strings.SplitAfter(string(b), "\n")
	keep := max(len(lines)-1-1-l.r.IntN(2), 0)
	text := strings.Join(lines[:keep], "")
	if last := lines[keep]; l.r.IntN(2) == 0 && len(last) > 2 {
		text += last[:l.r.IntN(len(last)-1)]
	}
	must(l.tb, os.WriteFile(path, []byte(text), 0o600))
}

// honest is one step that no detector may take for a restore or a clone.
func (l *life) honest() {
	l.tb.Helper()
	switch l.r.IntN(9) {
	case 0:
		l.again()
	case 1:
		l.m.stop()
		l.cutLog()
		l.start()
	case 2: // killed: the WAL is left behind
		left := filepath.Join(l.base, fmt.Sprint("left", l.r.Int()))
		copyDir(l.tb, l.dir, left)
		l.m.stop()
		must(l.tb, os.RemoveAll(l.dir))
		must(l.tb, os.Rename(left, l.dir))
		l.start()
	case 3: // moved to another folder
		l.m.stop()
		to := filepath.Join(l.base, fmt.Sprint("moved", l.r.Int()))
		must(l.tb, os.Rename(l.dir, to))
		l.dir = to
		l.start()
	case 4:
		l.jump = time.Duration(l.r.IntN(20)-10) * 365 * 24 * time.Hour
	case 5: // the system does not say which machine it is
		l.m.stop()
		l.id = ""
		l.start()
		l.id = "A"
	case 6:
		must(l.tb, os.Setenv("USER", fmt.Sprint("nguoi-dung-", l.r.IntN(100))))
		l.again()
	case 7:
		l.seal()
	case 8:
		if len(l.sealed) > 0 {
			l.receipt(l.r.IntN(len(l.sealed)))
		}
	}
	l.write(l.r.IntN(3))
}

func TestHonestHistoriesRaiseNoAlarm(t *testing.T) {
	t.Setenv("USER", os.Getenv("USER")) // put back at the end
	tpl := newTemplate(t)
	alarms := 0
	for n := range honestHistories {
		base, err := os.MkdirTemp(t.TempDir(), "h")
		must(t, err)
		l := tpl.life(t, base, rand.New(rand.NewPCG(1, uint64(n))))
		l.write(1)
		for range 2 + l.r.IntN(4) {
			l.honest()
		}
		if len(l.alarms) > 0 || l.m.Desk.Epoch() != 1 {
			alarms++
			t.Errorf("history %d: alarms %q, epoch %d", n, l.alarms, l.m.Desk.Epoch())
		}
		if n%5 == 0 {
			l.seal()
			p := tpl.province(t, base)
			files := append(append([]string(nil), l.files...), l.files...)
			l.r.Shuffle(len(files), func(i, j int) { files[i], files[j] = files[j], files[i] })
			if forked(t, p, files) {
				alarms++
				t.Errorf("history %d: the province calls it a fork", n)
			}
			p.stop()
		}
		l.m.stop()
		must(t, os.RemoveAll(base))
	}
	t.Logf("%d false alarms in %d honest histories", alarms, honestHistories)
}

// forked imports files at the province and reports whether it found two
// histories of a device.
func forked(tb testing.TB, p *machine, files []string) bool {
	tb.Helper()
	for _, f := range files {
		for _, r := range p.take(tb, f) {
			if r.State == sync.FileRefused {
				tb.Fatalf("%s: %v", f, r.Err)
			}
		}
	}
	found := false
	must(tb, p.Log.View(ctx, func(tx store.Tx) error {
		cases, err := tx.Cases()
		for _, c := range cases {
			found = found || c.Kind == store.CaseFork
		}
		return err
	}))
	return found
}

// dbFiles are the database with what SQLite keeps beside it.
var dbFiles = []string{"coopfield.db", "coopfield.db-wal", "coopfield.db-shm"}

func TestEveryRestoreAndCloneIsFound(t *testing.T) {
	tpl := newTemplate(t)
	found := 0
	for n := range lossHistories {
		base, err := os.MkdirTemp(t.TempDir(), "h")
		must(t, err)
		l := tpl.life(t, base, rand.New(rand.NewPCG(2, uint64(n))))
		l.write(1 + l.r.IntN(3))
		for range l.r.IntN(3) {
			l.honest()
		}
		kind := n % len(losses)
		if losses[kind].happens(tpl, l) {
			found++
		} else {
			t.Errorf("history %d: %s was not found", n, losses[kind].what)
		}
		l.m.stop()
		must(t, os.RemoveAll(base))
	}
	t.Logf("%d restores and clones found of %d", found, lossHistories)
}

// losses are the ways in which a store goes back or is doubled; happens carries
// one out and reports whether it was found, wherever that can be.
var losses = []struct {
	what    string
	happens func(tpl template, l *life) bool
}{
	{"a database put back", func(_ template, l *life) bool {
		before := l.setAside()
		l.write(1 + l.r.IntN(4))
		l.m.stop()
		l.putBack(before, dbFiles...)
		l.start()
		return l.alarmed(desk.WhyLogAhead) && l.holdsAll()
	}},
	{"a database put back and written on", func(_ template, l *life) bool {
		before := l.setAside()
		l.write(1 + l.r.IntN(4))
		l.m.stop()
		l.putBack(before, dbFiles...)
		l.m = start(l.tb, l.dir) // by a program without a second log
		l.write(1 + l.r.IntN(4))
		l.again()
		return l.alarmed(sync.NoticeFork) && l.holdsAll()
	}},
	{"a folder copied to another machine", func(_ template, l *life) bool {
		l.m.stop()
		l.id = "B"
		l.start()
		return l.alarmed(desk.WhyMachine)
	}},
	{"a folder put back, of which the province had more", func(_ template, l *life) bool {
		before := l.setAside()
		l.write(1 + l.r.IntN(4))
		l.seal()
		l.m.stop()
		l.folderBack(before)
		l.start()
		l.write(l.r.IntN(3))
		l.receipt(len(l.sealed) - 1)
		return l.alarmed(desk.WhyReceipt)
	}},
	{"a folder put back and written on before any answer", func(tpl template, l *life) bool {
		before := l.setAside()
		l.write(1 + l.r.IntN(4))
		l.seal()
		l.m.stop()
		l.folderBack(before)
		l.start()
		l.write(1 + l.r.IntN(4))
		l.seal()
		return l.provinceFinds(tpl)
	}},
	{"two copies on machines that nobody can tell apart", func(tpl template, l *life) bool {
		l.m.stop()
		copied := l.setAside()
		l.start()
		l.write(1 + l.r.IntN(4))
		l.seal()
		l.m.stop()
		l.dir = copied
		l.start()
		l.write(1 + l.r.IntN(4))
		l.seal()
		return l.provinceFinds(tpl)
	}},
}

// setAside copies the folder as a backup tool would while nothing is written.
func (l *life) setAside() string {
	l.tb.Helper()
	to := filepath.Join(l.base, fmt.Sprint("aside", l.r.Int()))
	copyDir(l.tb, l.dir, to)
	return to
}

func (l *life) putBack(from string, names ...string) {
	l.tb.Helper()
	for _, name := range names {
		copyFile(l.tb, filepath.Join(from, name), filepath.Join(l.dir, name))
	}
}

func (l *life) folderBack(from string) {
	l.tb.Helper()
	must(l.tb, os.RemoveAll(l.dir))
	must(l.tb, os.Rename(from, l.dir))
}

func (l *life) alarmed(why string) bool {
	return len(l.alarms) == 1 && l.alarms[0] == why && l.m.Desk.Epoch() == 2
}

// holdsAll reports whether every op ever written is held.
func (l *life) holdsAll() bool {
	l.tb.Helper()
	held := 0
	must(l.tb, l.m.Log.View(ctx, func(tx store.Tx) error {
		return tx.Range(l.m.Keys.Dev(), 1, 1, 0, func(*store.LoggedOp) error { held++; return nil })
	}))
	return held == l.written
}

// provinceFinds brings every bundle in any order to the province, which must
// hold every op of both histories in the end.
func (l *life) provinceFinds(tpl template) bool {
	l.tb.Helper()
	p := tpl.province(l.tb, l.base)
	defer p.stop()
	files := append([]string(nil), l.files...)
	l.r.Shuffle(len(files), func(i, j int) { files[i], files[j] = files[j], files[i] })
	found, held := forked(l.tb, p, files), 0
	must(l.tb, p.Log.View(ctx, func(tx store.Tx) error {
		return tx.Range(l.m.Keys.Dev(), 1, 1, 0, func(*store.LoggedOp) error { held++; return nil })
	}))
	return found && held == l.written
}
