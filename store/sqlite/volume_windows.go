package sqlite

import (
	"fmt"
	"strings"

	"golang.org/x/sys/windows"
)

// volumeOf asks the system about the file system that dir is on: that of the
// folder itself, when a link or a mounted folder on the way leads elsewhere.
func volumeOf(dir string) (Volume, error) {
	path, err := finalPath(dir)
	if err != nil {
		return Volume{}, fmt.Errorf("path %q: %w", dir, err)
	}
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return Volume{}, fmt.Errorf("path %q: %w", path, err)
	}
	var root [windows.MAX_LONG_PATH]uint16
	if err := windows.GetVolumePathName(name, &root[0], uint32(len(root))); err != nil {
		return Volume{}, fmt.Errorf("volume of %q: %w", path, err)
	}
	drive := windows.GetDriveType(&root[0])
	v := Volume{Network: drive == windows.DRIVE_REMOTE, Stick: drive == windows.DRIVE_REMOVABLE}
	var kind [windows.MAX_PATH + 1]uint16
	if err := windows.GetVolumeInformation(&root[0], nil, 0, nil, nil, nil, &kind[0], uint32(len(kind))); err != nil {
		if v.Network || v.Stick {
			return v, nil
		}
		return Volume{}, fmt.Errorf("file system of %q: %w", path, err)
	}
	v.Type = windows.UTF16ToString(kind[:])
	return v, nil
}

// finalPath returns where dir is once all links are followed: C:\Users could
// lead to a share of the office's server. Drives that emulate a disk do not know
// how to answer; of them the name itself is all there is. A folder that is not
// there is an error.
func finalPath(dir string) (string, error) {
	name, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return "", err
	}
	const share = windows.FILE_SHARE_READ | windows.FILE_SHARE_WRITE | windows.FILE_SHARE_DELETE
	h, err := windows.CreateFile(name, 0, share, nil, windows.OPEN_EXISTING, windows.FILE_FLAG_BACKUP_SEMANTICS, 0)
	if err != nil {
		return "", err
	}
	defer func() { _ = windows.CloseHandle(h) }() // opened for asking only
	var buf [windows.MAX_LONG_PATH]uint16
	n, err := windows.GetFinalPathNameByHandle(h, &buf[0], uint32(len(buf)), 0)
	if err != nil || n == 0 || n > uint32(len(buf)) {
		return dir, nil
	}
	return withoutPrefix(windows.UTF16ToString(buf[:n])), nil
}

// withoutPrefix takes off what marks a path as already in its final form:
// \\?\C:\x is C:\x, and \\?\UNC\server\share is \\server\share. A volume
// without a letter has no other name and keeps it.
func withoutPrefix(path string) string {
	if rest, ok := strings.CutPrefix(path, `\\?\UNC\`); ok {
		return `\\` + rest
	}
	if rest, ok := strings.CutPrefix(path, `\\?\`); ok && len(rest) > 1 && rest[1] == ':' {
		return rest
	}
	return path
}
