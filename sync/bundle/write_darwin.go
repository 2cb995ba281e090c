package bundle

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// hashUncached hashes a file with caching off, so that the bytes come from the
// medium.
func hashUncached(path string) ([]byte, int64, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, 0, fmt.Errorf("reading back: %w", err)
	}
	defer func() { _ = f.Close() }() // opened for reading only
	if _, err := unix.FcntlInt(f.Fd(), unix.F_NOCACHE, 1); err != nil {
		return nil, 0, fmt.Errorf("turning the cache off: %w", err)
	}
	return hashAll(f)
}
