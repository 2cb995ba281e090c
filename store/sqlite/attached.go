package sqlite

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// SaveFile keeps an attached file by its content; one that is held stays.
func (t *tx) SaveFile(data []byte) (string, error) {
	sum := sha256.Sum256(data)
	name := hex.EncodeToString(sum[:])
	held, err := t.HasFile(name)
	if err != nil || held {
		return name, err
	}
	sealed, err := t.db.vault.seal("att", "data", name, data)
	if err != nil {
		return "", err
	}
	t.touch("att", name)
	_, err = t.exec("keeping a file", "INSERT INTO att (sha256, size, data) VALUES (?, ?, ?)", name, len(data), sealed)
	return name, err
}

// HasFile reports whether the file with this SHA-256 is held.
func (t *tx) HasFile(sha256 string) (bool, error) {
	n := 0
	_, err := t.row("looking for a file", "SELECT count(*) FROM att WHERE sha256 = ?", []any{sha256}, &n)
	return n > 0, err
}

// File returns an attached file. NotFound if it is not held, Damaged if its
// bytes are no longer those that were kept.
func (t *tx) File(name string) ([]byte, error) {
	var sealed []byte
	found, err := t.row("reading a file", "SELECT data FROM att WHERE sha256 = ?", []any{name}, &sealed)
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, notFound("tệp đính kèm này chưa có trong máy")
	}
	data, err := t.db.vault.open("att", "data", name, sealed)
	if err != nil {
		return nil, err
	}
	if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != name {
		return nil, damaged("một tệp đính kèm", fmt.Errorf("file %s hashes to something else", name))
	}
	return data, nil
}

// Files calls f for each attached file that is held, by SHA-256, with its size
// in bytes.
func (t *tx) Files(f func(sha256 string, size int64) error) error {
	const doing = "listing files"
	type row struct {
		name string
		size int64
	}
	return list(t, doing, "SELECT sha256, size FROM att ORDER BY sha256", nil, func(scan func(...any) error) (*row, error) {
		r := &row{}
		return r, scan(&r.name, &r.size)
	}, func(r *row) error { return f(r.name, r.size) })
}

// DropFile forgets a file that nothing names; one that is not there is
// forgotten already.
func (t *tx) DropFile(sha256 string) error {
	t.touch("att", sha256)
	_, err := t.exec("forgetting a file", "DELETE FROM att WHERE sha256 = ?", sha256)
	return err
}
