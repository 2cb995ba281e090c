package main

import (
	"path/filepath"

	"golang.org/x/sys/windows"
)

// shellOpen opens a file with the program that the person chose for its kind.
// The shell is asked itself: rundll32 with url.dll reads the path by the code page
// of the machine, and a name such as "Nguyễn" is then another.
func shellOpen(path string) (known bool, err error) {
	path, err = filepath.Abs(path)
	if err != nil {
		return true, err
	}
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return true, err
	}
	return true, windows.ShellExecute(0, nil, name, nil, nil, windows.SW_SHOWNORMAL)
}
