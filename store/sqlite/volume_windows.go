package sqlite

import (
	"fmt"

	"golang.org/x/sys/windows"
)

// volumeOf asks the system about the file system that dir is on.
func volumeOf(dir string) (Volume, error) {
	path, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return Volume{}, fmt.Errorf("path %q: %w", dir, err)
	}
	var root [windows.MAX_LONG_PATH]uint16
	if err := windows.GetVolumePathName(path, &root[0], uint32(len(root))); err != nil {
		return Volume{}, fmt.Errorf("volume of %q: %w", dir, err)
	}
	drive := windows.GetDriveType(&root[0])
	v := Volume{Network: drive == windows.DRIVE_REMOTE, Stick: drive == windows.DRIVE_REMOVABLE}
	var name [windows.MAX_PATH + 1]uint16
	if err := windows.GetVolumeInformation(&root[0], nil, 0, nil, nil, nil, &name[0], uint32(len(name))); err != nil {
		if v.Network || v.Stick {
			return v, nil
		}
		return Volume{}, fmt.Errorf("file system of %q: %w", dir, err)
	}
	v.Type = windows.UTF16ToString(name[:])
	return v, nil
}
