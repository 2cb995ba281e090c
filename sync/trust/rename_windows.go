package trust

import (
	"errors"
	"fmt"
	"time"

	"golang.org/x/sys/windows"
)

// Rename moves a closed, synced file over path in the same folder and makes
// the move durable. An antivirus may hold a fresh file for a moment, so the
// move is tried for about 1.5 seconds.
func Rename(from, path string) error {
	src, err := windows.UTF16PtrFromString(from)
	if err != nil {
		return fmt.Errorf("renaming: %w", err)
	}
	dst, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return fmt.Errorf("renaming: %w", err)
	}
	for wait := 50 * time.Millisecond; ; wait *= 2 {
		// os.Rename does not ask for WRITE_THROUGH.
		err = windows.MoveFileEx(src, dst, windows.MOVEFILE_REPLACE_EXISTING|windows.MOVEFILE_WRITE_THROUGH)
		held := errors.Is(err, windows.ERROR_ACCESS_DENIED) || errors.Is(err, windows.ERROR_SHARING_VIOLATION)
		if err == nil || !held || wait > 800*time.Millisecond {
			break
		}
		time.Sleep(wait)
	}
	if err != nil {
		return fmt.Errorf("renaming: %w", err)
	}
	return nil
}

// SyncDir does nothing: Windows syncs names with WRITE_THROUGH.
func SyncDir(string) error { return nil }

// chmodUnsupported reports that the file system keeps no permissions.
func chmodUnsupported(error) bool { return true }
