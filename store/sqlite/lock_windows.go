package sqlite

import (
	"errors"
	"fmt"
	"os"
	"time"

	"golang.org/x/sys/windows"
)

// lockFile takes the exclusive lock of the operating system on f without
// waiting; held reports that another open file has it. The lock ends with the
// process, however it ends.
func lockFile(f *os.File) (held bool, err error) {
	var at windows.Overlapped
	err = windows.LockFileEx(windows.Handle(f.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &at)
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) || errors.Is(err, windows.ERROR_IO_PENDING) {
		return true, nil
	}
	return false, err
}

// renameFile moves a closed, synced file over another and makes the move durable.
// An antivirus may hold a fresh file for a moment, so it is tried again.
func renameFile(from, to string) error {
	src, err := windows.UTF16PtrFromString(from)
	if err != nil {
		return fmt.Errorf("renaming %s: %w", from, err)
	}
	dst, err := windows.UTF16PtrFromString(to)
	if err != nil {
		return fmt.Errorf("renaming to %s: %w", to, err)
	}
	err = patiently(func() error {
		// os.Rename does not ask for WRITE_THROUGH.
		return windows.MoveFileEx(src, dst, windows.MOVEFILE_REPLACE_EXISTING|windows.MOVEFILE_WRITE_THROUGH)
	}, isHeld, time.Sleep)
	if err != nil {
		return fmt.Errorf("renaming %s: %w", from, err)
	}
	return nil
}

// isHeld reports what Windows says of a file that another program has open.
func isHeld(err error) bool {
	return errors.Is(err, windows.ERROR_ACCESS_DENIED) || errors.Is(err, windows.ERROR_SHARING_VIOLATION)
}

// syncDir does nothing: Windows has no such call for folders. What is renamed is
// durable by itself, see renameFile.
func syncDir(string) error { return nil }
