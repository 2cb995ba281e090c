//go:build linux || darwin

package bundle

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// FreeSpace returns how many bytes this person may still write where dir is.
func FreeSpace(dir string) (int64, error) {
	var s unix.Statfs_t
	if err := unix.Statfs(dir, &s); err != nil {
		return 0, fmt.Errorf("asking for free space: %w", err)
	}
	return int64(min(s.Bavail, 1<<40)) * int64(s.Bsize), nil
}
