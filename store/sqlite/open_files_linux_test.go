package sqlite_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/sqlite"
)

// openFiles counts what this process has open in dir.
func openFiles(t *testing.T, dir string) (n int) {
	t.Helper()
	fds, err := os.ReadDir("/proc/self/fd")
	must(t, err)
	for _, fd := range fds {
		if to, err := os.Readlink(filepath.Join("/proc/self/fd", fd.Name())); err == nil && strings.HasPrefix(to, dir+"/") {
			n++
		}
	}
	return n
}

// Windows moves no folder in which a file is open: a store could not be put back
// from a backup while a connection that was given up still holds it.
func TestAConnectionThatWasLostLeavesNoFileOpen(t *testing.T) {
	dir := t.TempDir()
	db, err := sqlite.Open(ctx, filepath.Join(dir, "kho.db"), sqlite.Options{})
	must(t, err)
	save := func(tx store.Tx) error { return tx.SaveRecord(coopRecord(1)) }
	must(t, db.Update(ctx, save))
	if openFiles(t, dir) == 0 {
		t.Fatal("an open store has no file open")
	}
	db.LoseWriter()
	must(t, db.Update(ctx, save))
	must(t, db.Close())
	equal(t, openFiles(t, dir), 0)
}
