//go:build unix

package main

import (
	"archive/tar"
	"compress/gzip"
	"database/sql"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// v1Stores unpacks stores that a program made whose only migration was the
// first, with one cooperative more than it assessed, sealed once and written on:
// "training" has an officer's o and a province's p, "real" an officer's o under
// the passphrase "mật khẩu đủ dài". None has a second log yet.
func v1Stores(t *testing.T, name string) string {
	t.Helper()
	dir := t.TempDir()
	file, err := os.Open(filepath.Join("testdata", "v1", name+".tgz"))
	mustDo(t, err)
	defer file.Close()
	plain, err := gzip.NewReader(file)
	mustDo(t, err)
	for r := tar.NewReader(plain); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return dir
		}
		mustDo(t, err)
		to := filepath.Join(dir, filepath.FromSlash(h.Name))
		if h.Typeflag == tar.TypeDir {
			mustDo(t, os.MkdirAll(to, 0o700))
			continue
		}
		data, err := io.ReadAll(r)
		mustDo(t, err)
		mustDo(t, os.WriteFile(to, data, 0o600))
	}
}

// A store of the first version is brought up to date by whatever opens it;
// doctor finds nothing in it, before and after it goes on, and it holds what the
// old program said it did.
func TestAStoreOfTheFirstVersionIsWholeToDoctor(t *testing.T) {
	t.Parallel()
	dir := v1Stores(t, "training")
	o, p := filepath.Join(dir, "o"), filepath.Join(dir, "p")
	healthy(t, o)
	healthy(t, p)
	if kept, err := filepath.Glob(filepath.Join(o, dbFile+".v1-*.bak")); err != nil || len(kept) != 1 {
		t.Errorf("the copy from before the migration: %q, %v", kept, err)
	}
	want, err := os.ReadFile(filepath.Join("testdata", "v1", "records.jsonl"))
	mustDo(t, err)
	got := ""
	for _, kind := range []string{"cooperative", "assessment", "annual"} {
		got += must(t, "", "list", kind, "--data", o, "--json")
	}
	if got != string(want) {
		t.Errorf("it holds\n%s\nand held\n%s", got, want)
	}
	usb := t.TempDir()
	must(t, "", "seal", "--data", o, "--to", usb)
	must(t, "", "import", usb, "--data", p)
	answered(t, p, o)
	if out := must(t, "", "list", "assessment", "--data", o); !strings.Contains(out, "[đã chốt, tỉnh đã nhận]") {
		t.Errorf("the sheet stands as %s", out)
	}
	healthy(t, o)
	healthy(t, p)
}

func TestARealStoreOfTheFirstVersionIsWholeToDoctor(t *testing.T) {
	t.Parallel()
	o := filepath.Join(v1Stores(t, "real"), "o")
	pw := filepath.Join(t.TempDir(), "pw")
	mustDo(t, os.WriteFile(pw, []byte("mật khẩu đủ dài\n"), 0o600))
	for range 2 { // the first time migrates it
		if out := must(t, "", "doctor", "--data", o, "--passphrase-file", pw); !strings.Contains(out, "Không thấy lỗi: đã đọc 6 thay đổi") {
			t.Error(out)
		}
	}
}

// What somebody changed in the old file is not made good by its migration.
func TestAnEditOfAStoreOfTheFirstVersionIsNamedByDoctor(t *testing.T) {
	t.Parallel()
	o := filepath.Join(v1Stores(t, "training"), "o")
	forking.RLock()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(o, dbFile))
	mustDo(t, err)
	_, err = db.Exec("UPDATE cooperative SET name = 'HTX Khác' WHERE name = 'HTX Mẫu Hai'")
	mustDo(t, errors.Join(err, db.Close()))
	forking.RUnlock()
	code, out, _ := ask("", "doctor", "--data", o)
	if code != 3 || !strings.Contains(out, "cooperative 01920000-0000-7000-8000-000000000002") {
		t.Errorf("exit code %d: %s", code, out)
	}
	must(t, "", "doctor", "--repair", "--data", o)
	healthy(t, o)
	if out := must(t, "", "list", "cooperative", "--data", o); !strings.Contains(out, "HTX Mẫu Hai") || strings.Contains(out, "HTX Khác") {
		t.Errorf("repaired to %s", out)
	}
}
