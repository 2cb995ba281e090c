//go:build unix && !linux

package main

import (
	"os"
	"testing"
)

// watchTemp makes an empty folder the one for temporary files and returns what
// says which files are left in it.
func watchTemp(t *testing.T) func() []string {
	t.Helper()
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	return func() (names []string) {
		entries, err := os.ReadDir(dir)
		mustDo(t, err)
		for _, e := range entries {
			names = append(names, e.Name())
		}
		return names
	}
}
