package sync_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"coopfield/store"
	"coopfield/sync"
)

// judged is a laptop and the copy of its disk, each of which wrote something: the
// rule for what nobody has told anything about prefers the copy.
type judged struct {
	p          *machine
	c          string
	told, copy sync.Sealed // what the laptop wrote, of which it is to get a receipt, and what the copy did
	kept, gone string      // e-mail of the one and of the other
}

func judge(t *testing.T, dir string) *judged {
	t.Helper()
	p, ca := province(t, filepath.Join(dir, "tinh"))
	o := enrolled(t, p, ca, filepath.Join(dir, "dakha"), "615")
	c := o.put(t, store.Cooperative, "", coop(1))
	must(t, sync.ImportError(p.take(t, o.seal(t).Path)))
	again := start(t, copyStore(t, o))
	o.put(t, store.Cooperative, c, store.Doc{"email": "a@b.vn"})
	again.put(t, store.Cooperative, c, store.Doc{"email": "b@b.vn"})
	j := &judged{p: p, c: c, told: o.seal(t), copy: again.seal(t), kept: "a@b.vn", gone: "b@b.vn"}
	mine, theirs := o.own(t), again.own(t)
	if bytes.Compare(mine[1][:], theirs[1][:]) < 0 {
		j.told, j.copy, j.kept, j.gone = j.copy, j.told, j.gone, j.kept
	}
	return j
}

// says is what counts once the province has both histories.
func (j *judged) says(t *testing.T, p *machine) string {
	t.Helper()
	p.take(t, j.copy.Path)
	p.take(t, j.told.Path)
	return p.record(t, store.Cooperative, j.c).Doc.Text("email")
}

// receipt gives the laptop a receipt.
func (j *judged) receipt(t *testing.T) {
	t.Helper()
	must(t, sync.ImportError(j.p.take(t, j.told.Path)))
	j.p.answerTo(t, sync.AnswerOptions{})
}

func TestWithoutAReceiptTheOtherHistoryWouldCount(t *testing.T) {
	j := judge(t, t.TempDir())
	if got := j.says(t, j.p); got != j.gone {
		t.Errorf("%q counts", got)
	}
}

// What a laptop was told stands, although the province's database is older.
func TestAProvinceWhoseDatabaseWasPutBackJudgesAForkAsBefore(t *testing.T) {
	j := judge(t, t.TempDir())
	old := copyStore(t, j.p)
	start(t, old).stop() // all of it is in one file then
	j.receipt(t)
	j.p.stop()
	data, err := os.ReadFile(filepath.Join(old, "coopfield.db"))
	must(t, err)
	must(t, os.WriteFile(filepath.Join(j.p.dir, "coopfield.db"), data, 0o600))
	for _, name := range []string{"coopfield.db-wal", "coopfield.db-shm"} {
		_ = os.Remove(filepath.Join(j.p.dir, name))
	}
	// The last line was being written when the power went.
	book := filepath.Join(j.p.dir, "oplog", "issued")
	line, err := os.ReadFile(book)
	must(t, err)
	must(t, os.WriteFile(book, append(line, line[:len(line)/2]...), 0o600))
	p := start(t, j.p.dir)
	if got := j.says(t, p); got != j.kept {
		t.Errorf("%q counts", got)
	}
	p.answerTo(t, sync.AnswerOptions{}) // goes on behind the torn line
	p.stop()
	must(t, os.WriteFile(filepath.Join(p.dir, "coopfield.db"), data, 0o600))
	p = start(t, p.dir)
	if got := j.says(t, p); got != j.kept {
		t.Errorf("%q counts the second time", got)
	}
	before := p.state(t)
	must(t, p.Desk.Rebuild(ctx))
	if after := p.state(t); after != before {
		t.Error(firstDifference(before, after))
	}
}

// A fork that was judged while the receipt was not known is judged anew.
func TestReceiptsTakenBackTurnAForkRound(t *testing.T) {
	j := judge(t, t.TempDir())
	old := copyStore(t, j.p)
	j.receipt(t)
	book, err := os.ReadFile(filepath.Join(j.p.dir, "oplog", "issued"))
	must(t, err)
	p := start(t, old)
	if got := j.says(t, p); got != j.gone {
		t.Fatalf("%q counts", got)
	}
	p.stop()
	must(t, os.MkdirAll(filepath.Join(old, "oplog"), 0o700))
	must(t, os.WriteFile(filepath.Join(old, "oplog", "issued"), book, 0o600))
	p = start(t, old)
	if got := p.record(t, store.Cooperative, j.c).Doc.Text("email"); got != j.kept {
		t.Errorf("%q counts", got)
	}
}

// The same by restore, from a backup of before the receipt.
func TestARestoredProvinceJudgesAForkAsBefore(t *testing.T) {
	dir := t.TempDir()
	j := judge(t, dir)
	file := filepath.Join(dir, "sao-luu.age")
	_, err := j.p.Backup(ctx, file)
	must(t, err)
	j.receipt(t)
	j.p.stop()
	_, err = sync.Restore(ctx, restoring(file, j.p.dir))
	must(t, err)
	p := start(t, j.p.dir)
	if got := j.says(t, p); got != j.kept {
		t.Errorf("%q counts", got)
	}
}

// A backup of after the receipt carries it to a fresh machine.
func TestABackupCarriesTheReceiptsThatWereGiven(t *testing.T) {
	dir := t.TempDir()
	j := judge(t, dir)
	j.receipt(t)
	file := filepath.Join(dir, "sao-luu.age")
	_, err := j.p.Backup(ctx, file)
	must(t, err)
	fresh := filepath.Join(dir, "may-moi")
	_, err = sync.Restore(ctx, restoring(file, fresh))
	must(t, err)
	p := start(t, fresh)
	if got := j.says(t, p); got != j.kept {
		t.Errorf("%q counts", got)
	}
}

// A book that grew long says the same in fewer lines.
func TestABookOfReceiptsIsWrittenAnewWhenItIsLong(t *testing.T) {
	j := judge(t, t.TempDir())
	old := copyStore(t, j.p)
	start(t, old).stop() // all of it is in one file then
	data, err := os.ReadFile(filepath.Join(old, "coopfield.db"))
	must(t, err)
	j.receipt(t)
	book, err := os.ReadFile(filepath.Join(j.p.dir, "oplog", "issued"))
	must(t, err)
	long := bytes.Repeat(append([]byte("nobody can read this\n"), book...), 200)
	must(t, os.MkdirAll(filepath.Join(old, "oplog"), 0o700))
	must(t, os.WriteFile(filepath.Join(old, "oplog", "issued"), long, 0o600))
	p := start(t, old)
	short, err := os.ReadFile(filepath.Join(old, "oplog", "issued"))
	must(t, err)
	if len(short) > len(book)+200 {
		t.Errorf("%d bytes of %d", len(short), len(long))
	}
	p.stop()
	must(t, os.WriteFile(filepath.Join(old, "coopfield.db"), data, 0o600))
	p = start(t, old)
	if got := j.says(t, p); got != j.kept {
		t.Errorf("%q counts", got)
	}
}
