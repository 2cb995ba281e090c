package sync_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// folderCopy is what a folder holds, folders before what is in them.
type folderCopy []fileCopy

type fileCopy struct {
	path string // within the folder
	data []byte // nil of a folder
}

func readFolder(tb testing.TB, dir string) (c folderCopy) {
	tb.Helper()
	must(tb, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		f := fileCopy{}
		if f.path, err = filepath.Rel(dir, path); err != nil {
			return err
		}
		if !d.IsDir() {
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			f.data = append([]byte{}, data...)
		}
		c = append(c, f)
		return nil
	}))
	return c
}

// write makes the folder dir.
func (c folderCopy) write(tb testing.TB, dir string) {
	tb.Helper()
	for _, f := range c {
		to := filepath.Join(dir, f.path)
		if f.data == nil {
			must(tb, os.MkdirAll(to, 0o700))
			continue
		}
		must(tb, os.WriteFile(to, f.data, 0o600))
	}
}

// copyTo makes the folder to as from is: of the template, or one that a laptop
// left.
func (s *simulation) copyTo(to, from string) {
	c := s.w.folders[from]
	if c == nil {
		c = readFolder(s.t, from)
	}
	c.write(s.t, to)
}
