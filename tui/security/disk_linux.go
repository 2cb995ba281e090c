package security

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// DiskOf tells whether the disk under dir is encrypted, by what the kernel says
// of its block device. Other ways of encryption it does not see.
func DiskOf(dir string) Disk {
	info, err := os.Stat(dir)
	if err != nil {
		return DiskUnknown
	}
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return DiskUnknown
	}
	return blockDevice("/sys", fmt.Sprintf("dev/block/%d:%d", unix.Major(st.Dev), unix.Minor(st.Dev)))
}

// blockDevice looks at one device and at those that it is made of; sys is where
// the kernel shows them.
func blockDevice(sys, dev string) Disk {
	path := filepath.Join(sys, dev)
	if _, err := os.Stat(path); err != nil {
		return DiskUnknown // no block device: a network drive, an overlay
	}
	if uuid, err := os.ReadFile(filepath.Join(path, "dm", "uuid")); err == nil && strings.HasPrefix(string(uuid), "CRYPT-") {
		return DiskEncrypted
	}
	under, err := os.ReadDir(filepath.Join(path, "slaves"))
	if err != nil || len(under) == 0 {
		return DiskPlain
	}
	for _, u := range under {
		if got := blockDevice(path, filepath.Join("slaves", u.Name())); got != DiskEncrypted {
			return got
		}
	}
	return DiskEncrypted
}
