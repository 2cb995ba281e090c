package media

import "golang.org/x/sys/windows"

// Drives returns the roots of the removable drives that are plugged in, "E:\".
// It does not touch the drives, so that a broken one cannot make it wait.
func Drives() []string {
	mask, err := windows.GetLogicalDrives()
	if err != nil {
		return nil
	}
	var out []string
	for i := range 26 {
		root := string(rune('A'+i)) + `:\`
		name, err := windows.UTF16PtrFromString(root)
		if mask&(1<<i) == 0 || err != nil {
			continue
		}
		if windows.GetDriveType(name) == windows.DRIVE_REMOVABLE && len(out) < most {
			out = append(out, root)
		}
	}
	return out
}
