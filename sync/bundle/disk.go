package bundle

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"coopfield/sync/trust"
)

// Disk is what a bundle is written through: [OS], or in tests a medium that is
// pulled out, full or bad at a chosen step. Errors are those of the operating
// system.
type Disk interface {
	// Create makes a new empty file that only this person may read.
	Create(name string) (DiskFile, error)
	// ReadBack hashes a file as the medium gives it, not as the cache of the
	// operating system remembers it.
	ReadBack(name string) (sum []byte, size int64, err error)
	// Rename moves a closed file over another name in its folder, durably.
	Rename(from, to string) error
	Remove(name string) error
}

// DiskFile is one file that is being written.
type DiskFile interface {
	io.WriteCloser
	// Sync returns when the medium has what was written.
	Sync() error
}

// OS is the Disk of the operating system.
var OS Disk = osDisk{}

type osDisk struct{}

func (osDisk) Create(name string) (DiskFile, error) {
	return os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
}

func (osDisk) ReadBack(name string) ([]byte, int64, error) { return hashUncached(name) }
func (osDisk) Rename(from, to string) error                { return trust.Rename(from, to) }
func (osDisk) Remove(name string) error                    { return os.Remove(name) }

// tempName is the name under which a file is written until it was read back.
// It hangs on the final name alone, so that the next attempt finds and removes
// what an attempt left on a stick that was pulled out. The dot keeps it from
// being taken for a bundle.
func tempName(path string) string {
	return filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+".tmp")
}

// WriteVerified is [WriteOn] with [OS] for a file that a person names, after
// [CheckTarget].
func WriteVerified(path string, produce func(io.Writer) error) (Written, error) {
	if err := CheckTarget(path); err != nil {
		return Written{}, err
	}
	return WriteOn(OS, path, produce)
}

// Sweep removes from a folder what attempts to write files of these names left,
// such as "coop_62_dakha-01_*". It says nothing of what it cannot remove: the
// attempt that follows will.
func Sweep(d Disk, dir, pattern string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		if ok, _ := filepath.Match("."+pattern+".tmp", e.Name()); ok && e.Type().IsRegular() { // the pattern is ours
			_ = d.Remove(filepath.Join(dir, e.Name())) // the next write tells of it, if it matters
		}
	}
}

// removeLeft removes the temporary file of an earlier attempt.
func removeLeft(d Disk, tmp string) error {
	if err := d.Remove(tmp); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
