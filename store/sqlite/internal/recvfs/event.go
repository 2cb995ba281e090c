package recvfs

import (
	"io/fs"
	"os"
	"path/filepath"
)

// Op says what an [Event] did.
type Op byte

// What can happen to the files of a folder.
const (
	Create   Op = iota // Path is a new empty file
	Write              // Data at Off of Path
	Truncate           // Path is cut or grown to Off bytes
	Sync               // what was done to the content of Path is on the medium
	Rename             // Path is now To
	Remove             // Path is gone
	SyncDir            // what was done to the names in the folder Path is on the medium
	Put                // Path holds Data, on the medium, at once
	Mkdir              // Path is a new folder
	Mark               // the program said that something is done
)

// Event is one thing that happened. Paths are relative to the folder, with
// slashes; the folder itself is ".".
type Event struct {
	Op   Op
	Path string
	To   string
	Off  int64
	Data []byte
}

// Image is the content of a folder: files by path.
type Image map[string][]byte

// Log is what happened to a folder, and what was in it before.
type Log struct {
	Base   Image
	Events []Event
}

// Marks counts the marks in the log.
func (l *Log) Marks() (n int) {
	for i := range l.Events {
		if l.Events[i].Op == Mark {
			n++
		}
	}
	return n
}

// ReadImage reads a folder. Locks and the shared memory of SQLite mean nothing
// to a machine that starts, and are left out.
func ReadImage(dir string) (Image, error) {
	img := Image{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() || volatile(path) {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		img[filepath.ToSlash(rel)], err = os.ReadFile(path)
		return err
	})
	return img, err
}

// Write makes dir hold what the image holds and nothing else.
func (img Image) Write(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if err := os.RemoveAll(filepath.Join(dir, e.Name())); err != nil {
			return err
		}
	}
	made := map[string]bool{dir: true}
	for name, data := range img {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if parent := filepath.Dir(path); !made[parent] {
			if err := os.MkdirAll(parent, 0o700); err != nil {
				return err
			}
			made[parent] = true
		}
		if err := os.WriteFile(path, data, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// volatile reports whether a file does not outlive the processes that use it.
func volatile(path string) bool {
	ext := filepath.Ext(path)
	base := filepath.Base(path)
	return ext == ".lock" || len(base) > 4 && base[len(base)-4:] == "-shm"
}
