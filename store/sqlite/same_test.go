package sqlite_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"coopfield/store"
	"coopfield/store/sqlite"
)

func TestARecordIsTheSameAsAnotherUntilItIsTakenBack(t *testing.T) {
	db := open(t)
	update(t, db, func(tx store.Tx) error {
		must(t, tx.SetSame(store.Cooperative, "b", "x"))
		must(t, tx.SetSame(store.Cooperative, "b", "a"))
		must(t, tx.SetSame(store.Annual, "c", "a"))
		must(t, tx.SetSame(store.Cooperative, "d", "a"))
		return tx.SetSame(store.Cooperative, "d", "")
	})
	view(t, db, func(tx store.Tx) error {
		same, err := tx.Same(store.Cooperative)
		must(t, err)
		equal(t, same, map[string]string{"b": "a"})
		return nil
	})
}

func TestAFileIsKeptSealedByItsContent(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kho.db")
	db := openAt(t, path, sqlite.Options{Codec: &scramble{seen: map[string]bool{}}})
	data := bytes.Repeat([]byte("bí mật của xã viên "), 1000)
	var name string
	update(t, db, func(tx store.Tx) (err error) {
		name, err = tx.SaveFile(data)
		must(t, err)
		again, err := tx.SaveFile(data)
		equal(t, again, name)
		return err
	})
	raw, err := os.ReadFile(path + "-wal")
	must(t, err)
	equal(t, bytes.Contains(raw, data[:100]), false)
	update(t, db, func(tx store.Tx) error {
		got, err := tx.File(name)
		must(t, err)
		equal(t, bytes.Equal(got, data), true)
		n := 0
		must(t, tx.Files(func(sha256 string, size int64) error {
			equal(t, sha256, name)
			equal(t, size, int64(len(data)))
			n++
			return nil
		}))
		equal(t, n, 1)
		must(t, tx.DropFile(name))
		_, err = tx.File(name)
		wantCode(t, err, store.NotFound, "")
		return nil
	})
}

func TestAFileOfOtherBytesIsDamaged(t *testing.T) {
	db := open(t)
	var name string
	update(t, db, func(tx store.Tx) (err error) {
		name, err = tx.SaveFile([]byte("nội dung"))
		return err
	})
	must(t, db.ExecWriter("UPDATE att SET data = x'00'"))
	view(t, db, func(tx store.Tx) error {
		_, err := tx.File(name)
		wantCode(t, err, store.Damaged, "store-damaged")
		return nil
	})
}
