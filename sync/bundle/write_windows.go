package bundle

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"unsafe"

	"golang.org/x/sys/windows"
)

// hashUncached hashes a file opened without buffering, so that the bytes come
// from the medium. Windows wants such reads whole sectors long and into memory
// aligned to them; 4096 suits every disk.
func hashUncached(path string) ([]byte, int64, error) {
	const sector = 4096
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return nil, 0, fmt.Errorf("reading back: %w", err)
	}
	f, err := windows.CreateFile(name, windows.GENERIC_READ, windows.FILE_SHARE_READ|windows.FILE_SHARE_DELETE, nil,
		windows.OPEN_EXISTING, windows.FILE_FLAG_NO_BUFFERING|windows.FILE_FLAG_SEQUENTIAL_SCAN, 0)
	if err != nil {
		return nil, 0, fmt.Errorf("reading back: %w", err)
	}
	defer func() { _ = windows.CloseHandle(f) }() // opened for reading only
	buf := make([]byte, chunk+sector)
	skip := int(-uintptr(unsafe.Pointer(&buf[0])) & (sector - 1))
	buf = buf[skip : skip+chunk]
	h, total := sha256.New(), int64(0)
	for {
		var n uint32
		err := windows.ReadFile(f, buf, &n, nil)
		h.Write(buf[:n])
		total += int64(n)
		if errors.Is(err, windows.ERROR_HANDLE_EOF) || err == nil && n < chunk {
			return h.Sum(nil), total, nil
		}
		if err != nil {
			return nil, total, fmt.Errorf("reading back: %w", err)
		}
	}
}

// FreeSpace returns how many bytes this person may still write where dir is.
func FreeSpace(dir string) (int64, error) {
	name, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return 0, fmt.Errorf("asking for free space: %w", err)
	}
	var free uint64
	if err := windows.GetDiskFreeSpaceEx(name, &free, nil, nil); err != nil {
		return 0, fmt.Errorf("asking for free space: %w", err)
	}
	return int64(min(free, 1<<62)), nil
}
