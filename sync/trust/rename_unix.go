//go:build !windows

package trust

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// Rename moves a closed, synced file over path in the same folder and makes
// the move durable. Folders of some file systems cannot be synced (FAT, some
// network drives); there the move itself is all that can be had.
func Rename(from, path string) error {
	if err := os.Rename(from, path); err != nil {
		return fmt.Errorf("renaming: %w", err)
	}
	return SyncDir(filepath.Dir(path))
}

// SyncDir makes the names in a folder durable.
func SyncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("opening the folder to sync: %w", err)
	}
	defer func() { _ = d.Close() }() // opened for reading only
	err = d.Sync()
	if err == nil || errors.Is(err, syscall.ENOTSUP) || errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTTY) {
		return nil
	}
	return fmt.Errorf("syncing the folder: %w", err)
}

// chmodUnsupported reports that the file system keeps no permissions (FAT).
func chmodUnsupported(err error) bool {
	return errors.Is(err, syscall.ENOTSUP) || errors.Is(err, syscall.EPERM)
}
