package sync

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"filippo.io/age"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/sync/bundle"
	"coopfield/sync/trust"
)

// OpenedLog is a database that a restore opened to check it.
type OpenedLog interface {
	store.Log
	Integrity(ctx context.Context) error
	SecondLogFault() error // why the second log is behind the database
	Close() error
}

// RestoreOptions say what is put back, and where.
type RestoreOptions struct {
	File string // the backup
	Dir  string // the store's folder: absent, empty, or holding a store that is moved aside
	// Passphrase is the store's when the backup was made; nil asks nobody, and
	// fits a training store.
	Passphrase []byte
	// Recovery opens the backup instead of the passphrase; then NewPassphrase is
	// what the store gets.
	Recovery      age.Identity
	NewPassphrase []byte
	// OpenLog opens the database in a folder with the store's keys. InUse says
	// whether another process holds the store in a folder.
	OpenLog func(ctx context.Context, dir string, keys *trust.Keyring) (OpenedLog, error)
	InUse   func(dir string) (bool, error)
	Clock   store.Clock
	Rand    io.Reader
	App     string
	Machine string // what [MachineID] says
}

// Restored says what a restore did.
type Restored struct {
	Dir      string   `json:"dir"`
	Aside    string   `json:"aside,omitempty"` // where the store that was there stands now
	MadeAt   string   `json:"made_at"`         // of the backup, RFC 3339, as its clock claimed
	Dev      string   `json:"dev"`
	Epoch    int64    `json:"epoch"`
	Complete bool     `json:"complete"` // nothing was written after the backup
	Notices  []Notice `json:"notices,omitempty"`
	// Province and Principal say whose store it is; Principal is "" before
	// enrolment.
	Province  bool   `json:"-"`
	Principal string `json:"-"`
}

// Restore puts a store back from a backup: into a folder that is absent or
// empty, or beside a store that is there, which is moved to DIR.truoc-<time> and
// never deleted. Everything is unpacked and checked beside the folder and put in
// place by a rename at the end; until then nothing has changed.
//
// What the second log of the store that was there has written since is taken
// over, also if an earlier restore was cut off after it had moved it aside. The restored store opens a new epoch, since ops that it lacks may be on
// their way, unless that second log shows that the backup is complete: if it
// ends exactly where the backup's ends, then to go on from the backup is to go on
// from where this machine stopped, and no place of the chain can be written
// twice. On a fresh machine nothing shows it.
//
// Errors: Locked for a missing or wrong passphrase, Refused, Damaged, Busy for
// a store in use.
func Restore(ctx context.Context, o RestoreOptions) (out *Restored, err error) {
	there, err := o.checkTarget()
	if err != nil {
		return nil, err
	}
	tmp, err := os.MkdirTemp(filepath.Dir(o.Dir), ".coopfield-restore-") // 0700
	if err != nil {
		return nil, cannotRestore(err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(tmp)) }()
	m, err := o.unpack(tmp)
	if err != nil {
		return nil, err
	}
	keys, err := o.openKeys(tmp)
	if err != nil {
		return nil, err
	}
	defer keys.Close()
	if keys.Dev() != m.dev || keys.Install() != m.install || keys.Mode() != m.mode {
		return nil, brokenBackup(errors.New("the keys are not those that the manifest names"))
	}
	out = &Restored{Dir: o.Dir, MadeAt: m.made, Dev: m.dev}
	if there {
		out.Complete, err = takeOverLog(o.Dir, tmp, keys)
	} else if aside := MovedAside(o.Dir); aside != "" { // a restore was cut off; whether it is the newest nobody knows
		_, err = takeOverLog(aside, tmp, keys)
	}
	if err != nil {
		return nil, err
	}
	if err := o.check(ctx, tmp, keys, out); err != nil {
		return nil, err
	}
	return out, o.place(tmp, there, out)
}

func cannotRestore(err error) error {
	return &store.Error{Code: store.Internal, Detail: "restore", Message: "không phục hồi được kho dữ liệu", Kept: "chưa thay đổi gì; bản sao lưu và kho cũ còn nguyên", Hint: "kiểm tra dung lượng và quyền ghi của thư mục rồi thử lại", Err: err}
}

// checkTarget looks at the folder and reports whether a store is there.
func (o *RestoreOptions) checkTarget() (there bool, err error) {
	if o.Dir, err = filepath.Abs(o.Dir); err != nil {
		return false, cannotRestore(err)
	}
	if err := os.MkdirAll(filepath.Dir(o.Dir), 0o700); err != nil {
		return false, cannotRestore(err)
	}
	entries, err := os.ReadDir(o.Dir)
	switch {
	case errors.Is(err, fs.ErrNotExist), err == nil && len(entries) == 0:
		return false, nil
	case err != nil:
		return false, cannotRestore(err)
	}
	if _, err := trust.NeedsPassphrase(o.Dir); err != nil {
		if _, dberr := os.Lstat(filepath.Join(o.Dir, storeFile)); dberr != nil {
			return false, &store.Error{Code: store.Conflict, Detail: "folder-not-empty", Message: "thư mục " + o.Dir + " có dữ liệu khác, không phải kho", Kept: "chưa thay đổi gì trong đó", Hint: "chọn thư mục trống bằng --data", Err: err}
		}
	}
	held, err := o.InUse(o.Dir)
	if err != nil {
		return false, err
	}
	if held {
		return false, &store.Error{Code: store.Busy, Detail: "store-busy", Message: "kho dữ liệu này đang mở ở một cửa sổ khác", Kept: "chưa thay đổi gì", Hint: "đóng cửa sổ coopfield kia rồi thử lại"}
	}
	return true, nil
}

// unpack decrypts and checks all of the backup into an empty folder. The file is
// read through once before a byte is written.
func (o *RestoreOptions) unpack(dir string) (*backupManifest, error) {
	m, err := readBackup(o.File, "", o.identity())
	if err != nil {
		return nil, err
	}
	if err := bundle.CheckSpace(dir, m.total()+m.total()/10+1<<20); err != nil {
		return nil, err
	}
	return readBackup(o.File, dir, o.identity())
}

func (o *RestoreOptions) identity() age.Identity {
	if o.Recovery != nil {
		return o.Recovery
	}
	return &trust.BackupIdentity{Passphrase: o.Passphrase}
}

// openKeys opens the keys that were in the backup; with the recovery identity
// they get the new passphrase.
func (o *RestoreOptions) openKeys(dir string) (*trust.Keyring, error) {
	if o.Recovery == nil {
		return trust.Open(dir, o.Passphrase)
	}
	keys, err := trust.OpenRecovery(dir, o.Recovery)
	if err != nil {
		return nil, err
	}
	if err := keys.Rewrap(o.NewPassphrase); err != nil {
		keys.Close()
		return nil, err
	}
	return keys, nil
}

// takeOverLog brings the second log of the store in old into the unpacked one
// where it goes on from it, and reports whether it shows that nothing was
// written after the backup. A log of another install, or that does not begin as
// the backup's does, stays where it is.
func takeOverLog(old, fresh string, keys *trust.Keyring) (complete bool, err error) {
	id, err := os.ReadFile(filepath.Join(trust.KeyDir(old), "install"))
	if err != nil || string(bytes.TrimSpace(id)) != keys.Install() {
		return false, nil //nolint:nilerr // a store without keys, or another one, tells nothing
	}
	if err := takeOverBook(old, fresh); err != nil {
		return false, err
	}
	names, err := filepath.Glob(filepath.Join(old, "oplog", "*.log"))
	if err != nil || len(names) == 0 {
		return false, err
	}
	had, err := filepath.Glob(filepath.Join(fresh, "oplog", "*.log"))
	if err != nil {
		return false, err
	}
	complete = len(had) == len(names)
	for _, name := range names {
		to := filepath.Join(fresh, "oplog", filepath.Base(name))
		now, err := os.ReadFile(name)
		if err != nil {
			return false, nil //nolint:nilerr // what cannot be read stays where it is
		}
		then, err := os.ReadFile(to)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return false, cannotRestore(err)
		}
		if !bytes.HasPrefix(now, then) {
			complete = false
			continue
		}
		complete = complete && len(now) == len(then)
		if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
			return false, cannotRestore(err)
		}
		if err := trust.WriteFile(to, now, 0o600); err != nil {
			return false, cannotRestore(err)
		}
	}
	return complete, nil
}

// check opens the unpacked store as the program would, reads all of it, and
// opens the epoch in which it goes on.
func (o *RestoreOptions) check(ctx context.Context, dir string, keys *trust.Keyring, out *Restored) (err error) {
	log, err := o.OpenLog(ctx, dir, keys)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, log.Close()) }()
	if err := log.Integrity(ctx); err != nil {
		return err
	}
	s, err := Open(ctx, SiteOptions{Dir: dir, Log: log, Keys: keys, Clock: o.Clock, Rand: o.Rand, App: o.App, Session: "restore"})
	if err != nil {
		return err
	}
	// Ops that the second log had beyond the backup have opened an epoch already.
	ahead := s.Desk.OpenedEpoch().Why == desk.WhyLogAhead && slices.ContainsFunc(s.Notices(), func(n Notice) bool { return n.Detail != NoticePutBack })
	if !ahead && !out.Complete {
		if _, err := s.Desk.OpenEpoch(ctx, desk.WhyRestored); err != nil {
			return err
		}
	}
	if err := s.markPutBack(ctx); err != nil {
		return err
	}
	s.forgetNotice(NoticePutBack) // one of a backup that was made before the office had a new key
	if err := s.tellPutBack(ctx); err != nil {
		return err
	}
	out.Epoch, out.Notices = s.Desk.Epoch(), s.Notices()
	out.Province, out.Principal = s.IsProvince(), s.Principal()
	// The machine is met here, so that the next opening does not take what was
	// put back on another machine for a clone once more.
	if err := s.noteMachine(ctx, o.Machine); err != nil {
		return err
	}
	return log.SecondLogFault() // it is put in place whole, or not at all
}

// place moves the store that is there aside and the restored one into its
// place.
func (o *RestoreOptions) place(tmp string, there bool, out *Restored) error {
	if err := syncFolders(tmp); err != nil {
		return cannotRestore(err)
	}
	if there {
		aside, err := asideName(o.Dir, o.Clock())
		if err != nil {
			return cannotRestore(err)
		}
		if err := trust.Rename(o.Dir, aside); err != nil {
			return cannotRestore(err)
		}
		out.Aside = aside
	} else if err := os.Remove(o.Dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return cannotRestore(err)
	}
	if err := trust.Rename(tmp, o.Dir); err != nil {
		if there {
			err = errors.Join(err, trust.Rename(out.Aside, o.Dir))
		}
		return cannotRestore(err)
	}
	if err := trust.SyncDir(filepath.Dir(o.Dir)); err != nil {
		return &store.Error{
			Code: store.Internal, Detail: "restore", Message: "đã phục hồi kho, nhưng ổ đĩa chưa xác nhận là đã ghi xong",
			Kept: "bản sao lưu và kho cũ còn nguyên", Hint: "kiểm tra ổ đĩa, rồi chạy coopfield doctor trước khi làm việc tiếp", Err: err,
		}
	}
	return nil
}

// syncFolders makes the names in all folders of a tree durable: its files were
// synced when they were written.
func syncFolders(root string) error {
	return filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		return trust.SyncDir(path)
	})
}

// asideMark stands in the name of a store that was moved aside, before the time.
const asideMark = ".truoc-"

// MovedAside returns the newest folder to which a restore moved the store of
// dir, "" if there is none. A restore that is cut off between its two renames
// leaves no store in dir: then this is the one that was there.
func MovedAside(dir string) string {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return ""
	}
	entries, err := os.ReadDir(filepath.Dir(dir)) // sorted, so that the newest comes last
	if err != nil {
		return ""
	}
	newest := ""
	for _, e := range entries {
		path := filepath.Join(filepath.Dir(dir), e.Name())
		if !e.IsDir() || !strings.HasPrefix(e.Name(), filepath.Base(dir)+asideMark) {
			continue
		}
		if _, err := trust.NeedsPassphrase(path); err == nil {
			newest = path
		}
	}
	return newest
}

// asideName returns a free name beside dir.
func asideName(dir string, now time.Time) (string, error) {
	name := dir + asideMark + now.Format("20060102-150405")
	for n, try := 2, name; ; n++ {
		_, err := os.Lstat(try)
		if errors.Is(err, fs.ErrNotExist) {
			return try, nil
		}
		if err != nil {
			return "", err
		}
		try = fmt.Sprintf("%s-%d", name, n)
	}
}
