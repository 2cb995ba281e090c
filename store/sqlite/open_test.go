package sqlite_test

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"coopfield/store"
	"coopfield/store/sqlite"
)

func TestOpen(t *testing.T) {
	t.Run("creates a store that only its owner reads", func(t *testing.T) {
		db := open(t)
		info, err := os.Stat(db.Path())
		must(t, err)
		if os.PathSeparator == '/' {
			equal(t, info.Mode().Perm(), 0o600)
		}
		must(t, db.Integrity(ctx))
	})
	t.Run("takes any path", func(t *testing.T) {
		dir := filepath.Join(t.TempDir(), "Đắk Hà 100% #1 & co")
		must(t, os.Mkdir(dir, 0o700))
		path := filepath.Join(dir, "kho dữ liệu.db")
		db := openAt(t, path, sqlite.Options{})
		update(t, db, func(tx store.Tx) error { return tx.SaveRecord(coopRecord(1)) })
		_, err := os.Stat(path + "-wal")
		must(t, err)
		equal(t, db.Path(), path)
	})
	t.Run("keeps what was written", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "kho.db")
		db, err := sqlite.Open(ctx, path, sqlite.Options{})
		must(t, err)
		update(t, db, func(tx store.Tx) error { return tx.SaveRecord(coopRecord(1)) })
		before := dump(t, db)
		must(t, db.Close())
		must(t, db.Close())
		if _, err := os.Stat(path + "-wal"); !errors.Is(err, os.ErrNotExist) {
			t.Error("the WAL is still there after Close")
		}
		equal(t, dump(t, openAt(t, path, sqlite.Options{})), before)
		wantCode(t, db.View(ctx, func(store.Tx) error { return nil }), store.Internal, "closed")
		wantCode(t, db.Update(ctx, func(store.Tx) error { return nil }), store.Internal, "closed")
	})
	t.Run("refuses a folder that is not there", func(t *testing.T) {
		_, err := sqlite.Open(ctx, filepath.Join(t.TempDir(), "none", "kho.db"), sqlite.Options{})
		wantCode(t, err, store.Internal, "cannot-open")
	})
	t.Run("refuses a file that is no database, untouched", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "kho.db")
		must(t, os.WriteFile(path, []byte(strings.Repeat("văn bản ", 100)), 0o600))
		_, err := sqlite.Open(ctx, path, sqlite.Options{})
		wantCode(t, err, store.Damaged, "not-a-store")
		b, err := os.ReadFile(path)
		must(t, err)
		equal(t, string(b), strings.Repeat("văn bản ", 100))
	})
	t.Run("refuses the database of another program, untouched", func(t *testing.T) {
		for _, id := range []string{"0", "5"} {
			path := filepath.Join(t.TempDir(), "kho.db")
			raw(t, path, "PRAGMA application_id = "+id+"; CREATE TABLE x (y)")
			before, err := os.ReadFile(path)
			must(t, err)
			_, err = sqlite.Open(ctx, path, sqlite.Options{})
			wantCode(t, err, store.Damaged, "not-a-store")
			_, err = sqlite.Open(ctx, path, sqlite.Options{ReadOnly: true})
			wantCode(t, err, store.Damaged, "not-a-store")
			after, err := os.ReadFile(path)
			must(t, err)
			equal(t, string(after) == string(before), true)
		}
	})
	t.Run("refuses a store of a newer program", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "kho.db")
		db, err := sqlite.Open(ctx, path, sqlite.Options{})
		must(t, err)
		must(t, db.Close())
		raw(t, path, "PRAGMA user_version = 99")
		_, err = sqlite.Open(ctx, path, sqlite.Options{})
		wantCode(t, err, store.Conflict, "newer-store")
		_, err = sqlite.Open(ctx, path, sqlite.Options{ReadOnly: true})
		wantCode(t, err, store.Conflict, "newer-store")
	})
	t.Run("refuses to run without WAL", func(t *testing.T) {
		if os.PathSeparator != '/' {
			return // the VFS without shared memory is one of Unix
		}
		_, err := sqlite.Open(ctx, filepath.Join(t.TempDir(), "kho.db"), sqlite.WithVFS(sqlite.Options{}, "unix-none"))
		wantCode(t, err, store.Internal, "pragma")
		if !strings.Contains(err.Error(), "journal_mode") {
			t.Errorf("%v does not name the setting", err)
		}
	})
}

// raw runs SQL on a file that no store has open.
func raw(t *testing.T, path, query string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path)
	must(t, err)
	_, err = db.Exec(query)
	must(t, err)
	must(t, db.Close())
}

func TestOpenReadOnly(t *testing.T) {
	t.Run("needs a store", func(t *testing.T) {
		_, err := sqlite.Open(ctx, filepath.Join(t.TempDir(), "kho.db"), sqlite.Options{ReadOnly: true})
		wantCode(t, err, store.NotFound, "no-store")
	})
	t.Run("reads beside a writer, and writes nothing", func(t *testing.T) {
		db := open(t)
		update(t, db, func(tx store.Tx) error { return tx.SaveRecord(coopRecord(1)) })
		ro := openAt(t, db.Path(), sqlite.Options{ReadOnly: true})
		equal(t, dump(t, ro), dump(t, db))
		wantCode(t, ro.Update(ctx, func(store.Tx) error { return nil }), store.Internal, "store")
	})
}

func TestVolumeIsRefused(t *testing.T) {
	for _, v := range []sqlite.Volume{
		{Type: "vfat"},
		{Type: "FAT32"},
		{Type: "exFAT"},
		{Type: "msdos"},
		{Type: "nfs"},
		{Type: "smbfs"},
		{Type: "fuse.sshfs"},
		{Type: "9p"},
		{Type: "NTFS", Network: true},
		{Type: "NTFS", Stick: true},
	} {
		dir := t.TempDir()
		_, err := sqlite.Open(ctx, filepath.Join(dir, "kho.db"), sqlite.Options{Volume: func(string) (sqlite.Volume, error) { return v, nil }})
		wantCode(t, err, store.Refused, "weak-volume")
		left, err := os.ReadDir(dir)
		must(t, err)
		equal(t, len(left), 0)
	}
	for _, v := range []sqlite.Volume{{}, {Type: "NTFS"}, {Type: "apfs"}, {Type: "ext4"}, {Type: "fuseblk"}} {
		must(t, sqlite.RefusalOf(v, "x"))
	}
	if _, err := sqlite.VolumeOf(t.TempDir()); err != nil {
		t.Error(err)
	}
	_, err := sqlite.VolumeOf(filepath.Join(t.TempDir(), "none"))
	equal(t, err == nil, false)
}

func TestForeignKeysAreKept(t *testing.T) {
	db := open(t)
	if err := db.ExecWriter("INSERT INTO op_verdict VALUES (x'00', 'fork', x'')"); err == nil {
		t.Error("a verdict of no op was accepted")
	}
	if err := db.ExecWriter("INSERT INTO draft_field VALUES ('annual', 'x', 'y', x'', x'', 1, '')"); err == nil {
		t.Error("a field of no draft was accepted")
	}
	must(t, db.Integrity(ctx))
	must(t, db.ExecWriter("PRAGMA foreign_keys = 0"))
	must(t, db.ExecWriter("INSERT INTO op_verdict VALUES (x'00', 'fork', x'')"))
	wantCode(t, db.Integrity(ctx), store.Damaged, "store-damaged")
}

// child starts this test binary as another process that runs TestChild.
func child(t *testing.T, job, path string) *exec.Cmd {
	t.Helper()
	exe, err := os.Executable()
	must(t, err)
	cmd := exec.Command(exe, "-test.run=^TestChild$")
	cmd.Env = append(os.Environ(), "COOPFIELD_TEST_CHILD="+job, "COOPFIELD_TEST_STORE="+path)
	return cmd
}

// TestChild is what another process does; by itself it does nothing.
func TestChild(t *testing.T) {
	path := os.Getenv("COOPFIELD_TEST_STORE")
	switch os.Getenv("COOPFIELD_TEST_CHILD") {
	case "open":
		_, err := sqlite.Open(ctx, path, sqlite.Options{})
		_, _ = os.Stdout.WriteString(string(store.CodeOf(err)) + "\n")
	case "drafts":
		writeDrafts(t, path)
	default:
		if flow, ok := strings.CutPrefix(os.Getenv("COOPFIELD_TEST_CHILD"), "powerloss-"); ok {
			playFlow(t, flow, path)
		}
	}
}

func TestSecondProcessIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kho.db")
	db, err := sqlite.Open(ctx, path, sqlite.Options{})
	must(t, err)
	answer := func() string {
		out, err := child(t, "open", path).Output()
		must(t, err)
		code, _, _ := strings.Cut(string(out), "\n")
		return code
	}
	equal(t, answer(), string(store.Busy))
	_, err = sqlite.Open(ctx, path, sqlite.Options{})
	wantCode(t, err, store.Busy, "store-busy")
	must(t, db.Close())
	equal(t, answer(), "")
}

func TestMigration(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kho.db")
	db, err := sqlite.Open(ctx, path, sqlite.Options{})
	must(t, err)
	update(t, db, func(tx store.Tx) error { return tx.SaveRecord(coopRecord(1)) })
	before := dump(t, db)
	must(t, db.Close())
	clock := func() time.Time { return time.Date(2024, 5, 6, 7, 8, 9, 0, time.UTC) }
	next := "CREATE TABLE later (x TEXT) STRICT; INSERT INTO later VALUES ('new');"

	t.Run("one that fails leaves the store as it was", func(t *testing.T) {
		defer sqlite.SetMigrations([]string{next + "INSERT INTO nowhere VALUES (1);"})()
		_, err := sqlite.Open(ctx, path, sqlite.Options{Clock: clock})
		wantCode(t, err, store.Internal, "store")
	})
	t.Run("one that breaks a reference is undone", func(t *testing.T) {
		defer sqlite.SetMigrations([]string{next + "CREATE TABLE child (h BLOB REFERENCES op (hash) DEFERRABLE INITIALLY DEFERRED) STRICT; INSERT INTO child VALUES (x'00');"})()
		_, err := sqlite.Open(ctx, path, sqlite.Options{Clock: clock})
		wantCode(t, err, store.Damaged, "store-damaged")
	})
	t.Run("the old program still opens it", func(t *testing.T) {
		db, err := sqlite.Open(ctx, path, sqlite.Options{})
		must(t, err)
		equal(t, dump(t, db), before)
		must(t, db.Close())
	})
	t.Run("keeps a checked copy and goes forward", func(t *testing.T) {
		defer sqlite.SetMigrations([]string{next})()
		_, err := sqlite.Open(ctx, path, sqlite.Options{ReadOnly: true})
		wantCode(t, err, store.Conflict, "older-store")
		db, err := sqlite.Open(ctx, path, sqlite.Options{Clock: clock})
		must(t, err)
		equal(t, dump(t, db), before)
		must(t, db.ExecWriter("UPDATE later SET x = 'used'"))
		must(t, db.Close())
	})
	copies, err := filepath.Glob(path + fmt.Sprintf(".v%d", sqlite.Migrations()) + "-20240506-070809*.bak")
	must(t, err)
	equal(t, len(copies), 3)
	equal(t, dump(t, openAt(t, copies[0], sqlite.Options{ReadOnly: true})), before)
}

func TestMigrationFromCommittedFile(t *testing.T) {
	old, err := os.ReadFile("testdata/v1.db")
	must(t, err)
	path := filepath.Join(t.TempDir(), "kho.db")
	must(t, os.WriteFile(path, old, 0o600))
	db := openAt(t, path, sqlite.Options{})
	must(t, db.Integrity(ctx))
	want, err := os.ReadFile("testdata/v1.dump")
	must(t, err)
	equal(t, dump(t, db), string(want))
}

func TestAMigratedStoreHasEveryDigestAndFitsItsTables(t *testing.T) {
	old, err := os.ReadFile("testdata/v1.db")
	must(t, err)
	path := filepath.Join(t.TempDir(), "kho.db")
	must(t, os.WriteFile(path, old, 0o600))
	db := openAt(t, path, sqlite.Options{})
	must(t, db.Examine(ctx, []string{"00000000000000000000000000000007"}, func(f store.Finding) {
		if f.Check != "op" && f.Check != "chain" { // its ops are invented and make no chain
			t.Errorf("%+v", f)
		}
	}))
}

func TestAnEditedSumOfTheLogIsNamed(t *testing.T) {
	for i, what := range []string{"count", "last", "sum"} {
		t.Run(what, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "kho.db")
			db := openAt(t, path, sqlite.Options{})
			fill(t, db, 3, coopRecord)
			update(t, db, func(tx store.Tx) error {
				_, err := tx.InsertOp(opOf(t, coopRecord(1), 1))
				return err
			})
			must(t, db.Close())
			raw, err := sql.Open("sqlite", path)
			must(t, err)
			var mac []byte
			must(t, raw.QueryRow("SELECT mac FROM guard WHERE tbl = 'op'").Scan(&mac))
			mac[8*i+1] ^= 1
			_, err = raw.Exec("UPDATE guard SET mac = ? WHERE tbl = 'op'", mac)
			must(t, err)
			must(t, raw.Close())
			var found []store.Finding
			must(t, openAt(t, path, sqlite.Options{}).Examine(ctx, nil, func(f store.Finding) { found = append(found, f) }))
			if !slices.ContainsFunc(found, func(f store.Finding) bool { return f.Check == "digest" && f.Where == "op" }) {
				t.Errorf("nobody notices that the %s of the log's sum was edited: %+v", what, found)
			}
		})
	}
}
