package sync

import (
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"coopfield/store"
	"coopfield/sync/trust"
)

// Temporary files lie in the store's folder alone, readable by this person
// alone, under names that say nothing, and never hold anything in plain: what
// passes through them is encrypted before it is written. What a crash leaves
// is removed when the store is opened, which only one process can do at a time.
const (
	tempFolder = "tmp"    // of the store: encrypted bundles on their way to several files
	newPrefix  = ".new-"  // of a file that is being copied into the inbox
	keyPrefix  = ".tmp-"  // of a key file or setting that is being replaced
	spoolName  = "bundle" // in a folder of its own below tempFolder
)

// spool returns the path of a new temporary file and what removes it.
func (s *Site) spool() (path string, done func(), err error) {
	dir := filepath.Join(s.Dir, tempFolder)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", nil, cannotWrite(s.Dir, err)
	}
	own, err := os.MkdirTemp(dir, "")
	if err != nil {
		return "", nil, cannotWrite(s.Dir, err)
	}
	return filepath.Join(own, spoolName), func() { _ = os.RemoveAll(own) }, nil // what stays is removed at the next start
}

// sweep removes the temporary files that a crash left in the store's folder.
func (s *Site) sweep() error {
	if err := os.RemoveAll(filepath.Join(s.Dir, tempFolder)); err != nil {
		return cannotSweep(err)
	}
	folders := []string{s.Dir, trust.KeyDir(s.Dir), trust.CADir(s.Dir), s.InboxDir(), s.PartsDir()}
	sets, _ := os.ReadDir(s.PartsDir()) // none yet
	for _, set := range sets {
		folders = append(folders, filepath.Join(s.PartsDir(), set.Name()))
	}
	for _, dir := range folders {
		entries, _ := os.ReadDir(dir) // what is not there needs no sweeping
		for _, e := range entries {
			left := strings.HasPrefix(e.Name(), newPrefix) || strings.HasPrefix(e.Name(), keyPrefix)
			if !left || !e.Type().IsRegular() {
				continue
			}
			if err := os.Remove(filepath.Join(dir, e.Name())); err != nil {
				return cannotSweep(err)
			}
		}
	}
	return nil
}

func cannotSweep(err error) error {
	return &store.Error{
		Code: store.Internal, Detail: "temp", Message: "không dọn được tệp tạm trong kho", Kept: "dữ liệu còn nguyên",
		Hint: "kiểm tra quyền ghi của thư mục kho rồi mở lại", Err: err,
	}
}

// hashOf returns the SHA-256 of what r gives.
func hashOf(r io.Reader) (sum store.Hash, err error) {
	h := sha256.New()
	if _, err := io.Copy(h, r); err != nil {
		return sum, fmt.Errorf("hashing: %w", err)
	}
	h.Sum(sum[:0])
	return sum, nil
}
