package bundle

import (
	"errors"
	"io/fs"

	"golang.org/x/sys/windows"
)

func anyOf(err error, numbers ...error) bool {
	for _, n := range numbers {
		if errors.Is(err, n) {
			return true
		}
	}
	return false
}

// isGone reports a medium that was there and is not, or that cannot be read.
func isGone(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || anyOf(err, windows.ERROR_NOT_READY, windows.ERROR_GEN_FAILURE, windows.ERROR_CRC,
		windows.ERROR_DEVICE_NOT_CONNECTED, windows.ERROR_DEV_NOT_EXIST, windows.ERROR_NO_SUCH_DEVICE, windows.ERROR_IO_DEVICE,
		windows.ERROR_DEVICE_REMOVED, windows.ERROR_BAD_NETPATH, windows.ERROR_NETNAME_DELETED, windows.ERROR_INVALID_DRIVE)
}

func isReadOnly(err error) bool {
	return errors.Is(err, windows.ERROR_WRITE_PROTECT) || errors.Is(err, fs.ErrPermission)
}

func isFull(err error) bool {
	return anyOf(err, windows.ERROR_DISK_FULL, windows.ERROR_HANDLE_DISK_FULL, windows.ERROR_FILE_TOO_LARGE, windows.ERROR_DISK_QUOTA_EXCEEDED)
}
