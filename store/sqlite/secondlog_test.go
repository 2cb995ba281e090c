package sqlite_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/sqlite"
)

// withLog is a store with a second log.
type withLog struct {
	path, dir string
	o         sqlite.Options
}

func newWithLog(tb testing.TB, codec store.Codec) withLog {
	tb.Helper()
	dir := tb.TempDir()
	return withLog{filepath.Join(dir, "kho.db"), filepath.Join(dir, "oplog"), sqlite.Options{Codec: codec, SecondLog: filepath.Join(dir, "oplog")}}
}

// run opens the store, does f and closes it.
func (l withLog) run(tb testing.TB, f func(db *sqlite.DB)) {
	tb.Helper()
	db, err := sqlite.Open(ctx, l.path, l.o)
	must(tb, err)
	f(db)
	must(tb, db.Close())
}

func (l withLog) text(tb testing.TB) string {
	tb.Helper()
	b, err := os.ReadFile(filepath.Join(l.dir, "1.log"))
	must(tb, err)
	return string(b)
}

// insert puts ops from..to into the store, each in a transaction of its own.
func insert(tb testing.TB, db *sqlite.DB, from, to int) {
	tb.Helper()
	for n := from; n <= to; n++ {
		update(tb, db, func(tx store.Tx) error {
			_, err := tx.InsertOp(opOf(tb, coopRecord(n), n))
			return err
		})
	}
}

func ahead(tb testing.TB, db *sqlite.DB) *store.LogAhead {
	tb.Helper()
	a, err := db.Ahead(ctx)
	must(tb, err)
	return a
}

func seqs(ops []store.LoggedOp) (out []int64) {
	for i := range ops {
		out = append(out, ops[i].Seq)
	}
	return out
}

func TestOwnOpsStandInTheSecondLogWhenUpdateReturns(t *testing.T) {
	l := newWithLog(t, nil)
	l.run(t, func(db *sqlite.DB) {
		insert(t, db, 1, 2)
		equal(t, strings.Count(l.text(t), "\n"), 2)
		update(t, db, func(tx store.Tx) error {
			other := opOf(t, coopRecord(9), 9)
			other.Own = false
			_, err := tx.InsertOp(other)
			must(t, err)
			must(t, tx.Step(func() error {
				_, err := tx.InsertOp(opOf(t, coopRecord(3), 3))
				return err
			}))
			undone := tx.Step(func() error {
				_, err := tx.InsertOp(opOf(t, coopRecord(4), 4))
				must(t, err)
				return os.ErrInvalid
			})
			equal(t, undone != nil, true)
			return nil
		})
		equal(t, strings.Count(l.text(t), "\n"), 3) // neither another's op nor one that was undone
		must(t, db.SecondLogFault())
		equal(t, len(ahead(t, db).Ops), 0)
	})
}

func TestSecondLogIsSealed(t *testing.T) {
	l := newWithLog(t, &scramble{seen: map[string]bool{}})
	l.run(t, func(db *sqlite.DB) { insert(t, db, 1, 1) })
	plain := newWithLog(t, nil)
	plain.run(t, func(db *sqlite.DB) { insert(t, db, 1, 1) })
	equal(t, l.text(t) == plain.text(t), false)
	equal(t, strings.HasPrefix(l.text(t), "1 "), true)
}

func TestACrashBetweenCommitAndSecondLogIsMadeGood(t *testing.T) {
	l := newWithLog(t, &scramble{seen: map[string]bool{}})
	l.run(t, func(db *sqlite.DB) { insert(t, db, 1, 4) })
	whole := l.text(t)
	lines := strings.SplitAfter(whole, "\n")
	for _, left := range []string{
		"", lines[0], strings.Join(lines[:2], ""), strings.Join(lines[:3], "") + lines[3][:len(lines[3])/2],
		strings.Join(lines[:3], "") + lines[3][:len(lines[3])-1], strings.Join(lines[:3], "") + strings.Repeat("\x00", 300),
	} {
		must(t, os.WriteFile(filepath.Join(l.dir, "1.log"), []byte(left), 0o600))
		l.run(t, func(db *sqlite.DB) {
			equal(t, len(ahead(t, db).Ops), 0)
			equal(t, len(ahead(t, db).Bad), 0)
		})
		now := strings.SplitAfter(l.text(t), "\n")
		equal(t, len(now), len(lines))
		for i := range lines { // sealed values differ, what they stand for does not
			equal(t, firstWords(now[i]), firstWords(lines[i]))
		}
	}
	cut, err := os.ReadFile(filepath.Join(l.dir, "1.log.cut"))
	must(t, err)
	equal(t, bytes.Contains(cut, []byte(lines[3][:len(lines[3])/2])), true) // kept aside
	must(t, os.RemoveAll(l.dir))
	l.run(t, func(*sqlite.DB) {})
	equal(t, strings.Count(l.text(t), "\n"), 4)
}

func firstWords(line string) string {
	parts := strings.SplitN(line, " ", 3)
	return strings.Join(parts[:len(parts)-1], " ")
}

func TestASecondLogAheadOfTheDatabaseGivesBackWhatIsMissing(t *testing.T) {
	l := newWithLog(t, &scramble{seen: map[string]bool{}})
	l.run(t, func(db *sqlite.DB) { insert(t, db, 1, 2) })
	old, err := os.ReadFile(l.path)
	must(t, err)
	l.run(t, func(db *sqlite.DB) { insert(t, db, 3, 5) })
	before := l.text(t)
	must(t, os.WriteFile(l.path, old, 0o600))
	l.run(t, func(db *sqlite.DB) {
		equal(t, seqs(ahead(t, db).Ops), []int64{3, 4, 5})
		equal(t, ahead(t, db).Ops[0].Line, opOf(t, coopRecord(3), 3).Line)
		other := opOf(t, coopRecord(77), 3) // written on before anybody took them back
		update(t, db, func(tx store.Tx) error { _, err := tx.InsertOp(other); return err })
		equal(t, l.text(t), before) // nothing may hide that they are missing
	})
	l.run(t, func(db *sqlite.DB) {
		equal(t, seqs(ahead(t, db).Ops), []int64{3, 4, 5})
		for _, o := range ahead(t, db).Ops {
			update(t, db, func(tx store.Tx) error { _, err := tx.InsertOp(&o); return err })
		}
		equal(t, len(ahead(t, db).Ops), 0)
	})
	equal(t, strings.Count(l.text(t), "\n"), 6)
	l.run(t, func(db *sqlite.DB) { equal(t, len(ahead(t, db).Ops), 0) })
	equal(t, strings.Count(l.text(t), "\n"), 6)
}

func TestLinesOfTheSecondLogThatCannotBeReadAreSetAsideAndKept(t *testing.T) {
	l := newWithLog(t, nil)
	l.run(t, func(db *sqlite.DB) { insert(t, db, 1, 2) })
	old, err := os.ReadFile(l.path)
	must(t, err)
	l.run(t, func(db *sqlite.DB) { insert(t, db, 3, 5) })
	must(t, os.WriteFile(l.path, old, 0o600))
	lines := strings.SplitAfter(l.text(t), "\n")
	lines[2] = lines[2][:80] + "!" + lines[2][81:]
	damaged := strings.Join(lines, "")
	must(t, os.WriteFile(filepath.Join(l.dir, "1.log"), []byte(damaged), 0o600))
	l.run(t, func(db *sqlite.DB) {
		a := ahead(t, db)
		equal(t, seqs(a.Ops), []int64{4, 5})
		equal(t, a.Bad, []int64{1})
		kept, err := db.GiveUpAhead(ctx, a.Bad...)
		must(t, err)
		b, err := os.ReadFile(kept[0])
		must(t, err)
		equal(t, string(b), damaged)
		insert(t, db, 6, 6)
	})
	equal(t, strings.Count(l.text(t), "\n"), 3)
}

func TestACommitStandsWhenTheSecondLogCannotBeWritten(t *testing.T) {
	l := newWithLog(t, nil)
	l.run(t, func(db *sqlite.DB) {
		must(t, os.Mkdir(filepath.Join(l.dir, "1.log"), 0o700)) // stands for any fault of the disk
		insert(t, db, 1, 2)
		wantCode(t, db.SecondLogFault(), store.Internal, "second-log")
		must(t, os.Remove(filepath.Join(l.dir, "1.log")))
		insert(t, db, 3, 3)
		must(t, db.SecondLogFault())
	})
	equal(t, strings.Count(l.text(t), "\n"), 3)
}

func TestOpsTakenBackAndTheSumOfTheLogAreOneCommit(t *testing.T) {
	l := newWithLog(t, nil)
	l.run(t, func(db *sqlite.DB) { insert(t, db, 1, 2) })
	old, err := os.ReadFile(l.path)
	must(t, err)
	l.run(t, func(db *sqlite.DB) { insert(t, db, 3, 4) })
	must(t, os.WriteFile(l.path, old, 0o600))
	l.run(t, func(db *sqlite.DB) {
		commits, broken := 0, true
		must(t, db.FailCommits(func() bool { commits++; return broken }))
		back := func() error {
			return db.Update(ctx, func(tx store.Tx) error {
				for n := 3; n <= 4; n++ {
					if _, err := tx.InsertOp(opOf(t, coopRecord(n), n)); err != nil {
						return err
					}
				}
				return nil
			})
		}
		equal(t, back() == nil, false)
		equal(t, seqs(ahead(t, db).Ops), []int64{3, 4})
		broken, commits = false, 0
		must(t, back())
		equal(t, commits, 1) // what follows a commit could fail with nobody told
		must(t, db.SecondLogFault())
		equal(t, len(ahead(t, db).Ops), 0)
		must(t, db.Examine(ctx, []string{opOf(t, coopRecord(1), 1).Dev}, func(f store.Finding) { t.Errorf("%+v", f) }))
	})
	equal(t, strings.Count(l.text(t), "\n"), 4)
}
