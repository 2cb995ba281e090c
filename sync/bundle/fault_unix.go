//go:build !windows

package bundle

import (
	"errors"
	"io/fs"
	"syscall"
)

func anyOf(err error, numbers ...syscall.Errno) bool {
	for _, n := range numbers {
		if errors.Is(err, n) {
			return true
		}
	}
	return false
}

// isGone reports a medium that was there and is not, or that cannot be read: the
// folder of a stick that was pulled out vanishes, or its device does.
func isGone(err error) bool {
	return anyOf(err, syscall.EIO, syscall.ENXIO, syscall.ENODEV, syscall.ENOENT, syscall.ESTALE, syscall.ENOTCONN, syscall.ESHUTDOWN)
}

func isReadOnly(err error) bool {
	return anyOf(err, syscall.EROFS) || errors.Is(err, fs.ErrPermission)
}

func isFull(err error) bool {
	return anyOf(err, syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG)
}
