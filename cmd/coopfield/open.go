package main

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/sqlite"
	"coopfield/sync"
	"coopfield/sync/trust"
)

// dbFile is the store's database within its folder.
const dbFile = "coopfield.db"

// logDir is the folder of the second log within it.
const logDir = "oplog"

// opened is a store that a command works on.
type opened struct {
	*sync.Site
	db *sqlite.DB
}

// Close releases the store. It is safe after a failed command: what was
// committed stays, the rest never was.
func (o *opened) Close() error {
	o.Keys.Close()
	return o.db.Close()
}

// openSite opens the store in e.data, asking for its passphrase if it has one.
func (e *env) openSite() (*opened, error) {
	needs, err := needsPassphrase(e.data)
	if err != nil {
		return nil, err
	}
	var pass []byte
	if needs {
		if pass, err = e.passphrase(false); err != nil {
			return nil, err
		}
	}
	s, err := e.unlock(pass)
	if err != nil {
		return nil, err
	}
	for _, n := range s.Notices() {
		e.reportOne(noticeError(n))
	}
	return s, nil
}

// noticeError puts a notice into the form in which a person is told.
func noticeError(n sync.Notice) *store.Error {
	return &store.Error{Code: store.Waiting, Detail: n.Detail, Message: n.Message, Kept: n.Kept, Hint: n.Hint}
}

// needsPassphrase reports whether the store in dir has a passphrase, and tells
// of a folder without a store what to do. Where it has one the process leaves no
// core from here on.
func needsPassphrase(dir string) (bool, error) {
	needs, err := trust.NeedsPassphrase(dir)
	if needs {
		keepMemoryPrivate()
	}
	if store.CodeOf(err) != store.NotFound {
		return needs, err
	}
	if aside := sync.MovedAside(dir); aside != "" {
		return false, &store.Error{
			Code: store.NotFound, Detail: "restore-cut", Message: "chưa có kho dữ liệu ở " + dir + ": lần phục hồi trước bị ngắt giữa chừng",
			Kept: "kho cũ còn nguyên ở " + aside,
			Hint: "chạy lại coopfield restore với bản sao lưu để làm tiếp; hoặc đổi tên thư mục kho cũ thành " + filepath.Base(dir) + " để dùng lại kho cũ", Err: err,
		}
	}
	return false, &store.Error{
		Code: store.NotFound, Detail: "no-store", Message: "chưa có kho dữ liệu ở " + dir,
		Hint: "tạo kho bằng coopfield init, hoặc xem thử bằng coopfield demo", Err: err,
	}
}

// unlock opens the store in e.data with its passphrase.
func (e *env) unlock(pass []byte) (*opened, error) {
	keys, err := trust.Open(e.data, pass)
	if err != nil {
		return nil, err
	}
	db, err := e.openDB(e.data, keys)
	if err != nil {
		keys.Close()
		return nil, err
	}
	site, err := sync.Open(e.ctx, sync.SiteOptions{
		Dir: e.data, Log: db, Keys: keys, Clock: time.Now, Rand: rand.Reader, App: version, Session: newSession(),
		Machine: sync.MachineID(),
	})
	if err != nil {
		keys.Close()
		return nil, errors.Join(err, db.Close())
	}
	return &opened{Site: site, db: db}, nil
}

// openDB opens the database in dir; what it keeps of a real store's content is
// sealed with the keys.
func (e *env) openDB(dir string, keys *trust.Keyring) (*sqlite.DB, error) {
	codec, err := keys.Codec()
	if err != nil {
		return nil, err
	}
	return sqlite.Open(e.ctx, filepath.Join(dir, dbFile), sqlite.Options{Clock: time.Now, Codec: codec, SecondLog: filepath.Join(dir, logDir)})
}

// newSession names this run of the program in drafts.
func newSession() string {
	var b [8]byte
	_, _ = rand.Read(b[:]) // crypto/rand does not fail: it ends the program instead
	return hex.EncodeToString(b[:])
}

// withSite opens the store for f and closes it.
func (e *env) withSite(f func(s *opened) error) (err error) {
	s, err := e.openSite()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }() // after a panic too
	err = f(s)
	if behind := s.db.SecondLogFault(); behind != nil {
		e.report(behind) // what was done is done; the next opening appends it
	}
	return err
}

func (e *env) withDesk(f func(d *desk.Desk) error) error {
	return e.withSite(func(s *opened) error { return f(s.Desk) })
}

// createStore makes a new store in dir: all of it, or nothing. It is built
// beside dir and moved into place when complete.
func (e *env) createStore(dir string, o sync.InitOptions) (dev, ca string, err error) {
	if err := mustBeEmpty(dir); err != nil {
		return "", "", err
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o700); err != nil {
		return "", "", cannotCreate(dir, err)
	}
	tmp, err := os.MkdirTemp(filepath.Dir(dir), ".coopfield-init-")
	if err != nil {
		return "", "", cannotCreate(dir, err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(tmp)) }()
	if o.Keys, err = trust.Create(tmp, o.Self.Mode, o.Ages, o.Passphrase); err != nil {
		return "", "", err
	}
	defer o.Keys.Close()
	db, err := e.openDB(tmp, o.Keys)
	if err != nil {
		return "", "", err
	}
	dev, ca, err = sync.Init(e.ctx, tmp, db, time.Now, o)
	if err = errors.Join(err, db.Close()); err != nil {
		return "", "", err
	}
	if err := os.Remove(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", "", cannotCreate(dir, err)
	}
	if err := trust.Rename(tmp, dir); err != nil {
		return "", "", cannotCreate(dir, err)
	}
	return dev, ca, trust.SyncDir(filepath.Dir(dir))
}

func mustBeEmpty(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(entries) == 0 {
		return nil
	}
	if err != nil {
		return cannotCreate(dir, err)
	}
	return &store.Error{
		Code: store.Conflict, Detail: "store-exists", Message: "thư mục " + dir + " đã có dữ liệu",
		Kept: "không thay đổi gì trong đó", Hint: "chọn thư mục trống bằng --data",
	}
}

func cannotCreate(dir string, err error) error {
	return &store.Error{Code: store.Internal, Message: "không tạo được kho dữ liệu ở " + dir, Kept: "chưa ghi gì", Hint: "kiểm tra quyền ghi và chỗ trống của ổ đĩa", Err: err}
}
