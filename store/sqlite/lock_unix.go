//go:build unix

package sqlite

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// lockFile takes the exclusive lock of the operating system on f without
// waiting; held reports that another open file has it. The lock ends with the
// process, however it ends.
func lockFile(f *os.File) (held bool, err error) {
	for {
		err = unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
		switch {
		case errors.Is(err, unix.EINTR):
		case errors.Is(err, unix.EWOULDBLOCK):
			return true, nil
		default:
			return false, err
		}
	}
}

// renameFile moves a closed, synced file over another; syncDir makes it durable.
func renameFile(from, to string) error { return os.Rename(from, to) }

// syncDir makes the names in a folder durable. Some file systems do not know
// how and say so; the rename itself is then as durable as it gets.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	err = d.Sync()
	if errors.Is(err, unix.ENOTSUP) || errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOTTY) {
		err = nil
	}
	return errors.Join(err, d.Close())
}
