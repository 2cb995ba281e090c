package sqlite

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// volumeOf asks the system about the file system that dir is on.
func volumeOf(dir string) (Volume, error) {
	var s unix.Statfs_t
	if err := unix.Statfs(dir, &s); err != nil {
		return Volume{}, fmt.Errorf("statfs %s: %w", dir, err)
	}
	return Volume{
		Type:    unix.ByteSliceToString(s.Fstypename[:]),
		Network: s.Flags&unix.MNT_LOCAL == 0,
	}, nil
}
