package bundle

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// hashUncached hashes a file after telling the kernel to forget its pages,
// which are clean after fsync, so that the bytes come from the medium.
func hashUncached(path string) ([]byte, int64, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, 0, fmt.Errorf("reading back: %w", err)
	}
	defer func() { _ = f.Close() }() // opened for reading only
	if err := unix.Fadvise(int(f.Fd()), 0, 0, unix.FADV_DONTNEED); err != nil {
		return nil, 0, fmt.Errorf("dropping the cache: %w", err)
	}
	return hashAll(f)
}
