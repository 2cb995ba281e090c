package recvfs

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	gosync "sync"
)

// Recorder keeps what happens to one folder.
type Recorder struct {
	dir string

	mu  gosync.Mutex
	log Log
	sql map[string]bool        // files that SQLite has opened: it tells of them itself
	has map[string]fs.FileInfo // the files that are there
	err error
}

// Record begins to keep what happens to dir, an absolute path, whose present
// content is on the medium.
func Record(dir string) (*Recorder, error) {
	if err := Register(); err != nil {
		return nil, err
	}
	base, err := ReadImage(dir)
	if err != nil {
		return nil, err
	}
	r := &Recorder{dir: filepath.Clean(dir), log: Log{Base: base}, sql: map[string]bool{}}
	if r.has, err = r.files(); err != nil {
		return nil, err
	}
	vfs.mu.Lock()
	defer vfs.mu.Unlock()
	vfs.dirs[r.dir] = r
	return r, nil
}

// Mark notes that the program has acknowledged something.
func (r *Recorder) Mark() { r.add(Event{Op: Mark}) }

// Stop ends the recording and returns it.
func (r *Recorder) Stop() (*Log, error) {
	vfs.mu.Lock()
	delete(vfs.dirs, r.dir)
	vfs.mu.Unlock()
	r.mu.Lock()
	defer r.mu.Unlock()
	r.look()
	return &r.log, r.err
}

// add notes an event, after what happened to other files before it.
func (r *Recorder) add(e ...Event) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.look()
	r.log.Events = append(r.log.Events, e...)
}

func (r *Recorder) opened(o *open) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.look()
	r.sql[o.path] = true
	if o.fresh {
		r.log.Events = append(r.log.Events, Event{Op: Create, Path: o.path})
	}
}

func (r *Recorder) removed(name string, dirSync bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.has, name) // so that nobody wonders where it is
	r.look()
	r.log.Events = append(r.log.Events, Event{Op: Remove, Path: name})
	if dirSync {
		r.log.Events = append(r.log.Events, Event{Op: SyncDir, Path: path.Dir(name)})
	}
}

// synced notes a sync. SQLite's VFS syncs the folder of a journal that it has
// just created with the journal's first sync.
func (r *Recorder) synced(o *open) {
	events := []Event{{Op: Sync, Path: o.path}}
	if o.fresh {
		o.fresh = false
		events = append(events, Event{Op: SyncDir, Path: path.Dir(o.path)})
	}
	r.add(events...)
}

// look notes what changed of the files that SQLite does not write. How they
// were written is not seen here: they count as being on the medium from the
// moment they are seen.
func (r *Recorder) look() {
	now, err := r.files()
	if err != nil {
		r.err = err
		return
	}
	gone := map[string]fs.FileInfo{}
	for name, before := range r.has {
		if now[name] == nil {
			gone[name] = before
		}
	}
	for name, info := range now {
		before := r.has[name]
		switch {
		case before == nil && r.moved(name, info, gone):
		case r.sql[name]:
		case before == nil || !os.SameFile(before, info) || before.Size() != info.Size() || !before.ModTime().Equal(info.ModTime()):
			data, err := os.ReadFile(filepath.Join(r.dir, filepath.FromSlash(name)))
			if err != nil {
				r.err = err
				return
			}
			r.log.Events = append(r.log.Events, Event{Op: Put, Path: name, Data: data})
		}
	}
	for name := range gone {
		r.log.Events = append(r.log.Events, Event{Op: Remove, Path: name}, Event{Op: SyncDir, Path: path.Dir(name)})
	}
	r.has = now
}

// moved reports whether the new name is a file of SQLite that had another name,
// such as a backup whose writing is complete.
func (r *Recorder) moved(name string, info fs.FileInfo, gone map[string]fs.FileInfo) bool {
	for old, before := range gone {
		if r.sql[old] && os.SameFile(before, info) {
			delete(gone, old)
			r.log.Events = append(r.log.Events, Event{Op: Sync, Path: old}, Event{Op: Rename, Path: old, To: name}, Event{Op: SyncDir, Path: path.Dir(name)})
			return true
		}
	}
	return false
}

// files lists the folder.
func (r *Recorder) files() (map[string]fs.FileInfo, error) {
	out := map[string]fs.FileInfo{}
	err := filepath.WalkDir(r.dir, func(p string, d fs.DirEntry, err error) error {
		if os.IsNotExist(err) {
			return nil // removed while we looked
		}
		if err != nil || !d.Type().IsRegular() || volatile(p) {
			return err
		}
		info, err := d.Info()
		if os.IsNotExist(err) {
			return nil
		}
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(r.dir, p)
		if err != nil {
			return err
		}
		out[filepath.ToSlash(rel)] = info
		return nil
	})
	return out, err
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
