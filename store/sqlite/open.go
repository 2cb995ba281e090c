package sqlite

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	gosync "sync"

	driver "modernc.org/sqlite"

	"coopfield/store"
)

const (
	// applicationID marks the file as a coopfield store: "coop".
	applicationID = 0x636f6f70
	// readers bounds the read-only pool; each has a page cache of its own.
	readers = 4
	// Page caches in KiB. Imports are a fifth faster with 40 MiB than with a few,
	// and no faster with 64, which takes 200.000 ops past the 256 MB that an import
	// may have (220 MB with 40). The memory is taken only as pages are touched.
	writerCache = 40 << 10
	readerCache = 8 << 10
	// walLimit is the size in bytes that the WAL file is cut to after a large
	// import has been checkpointed.
	walLimit = 64 << 20
	// walPages is how many pages of 4 KiB the WAL takes before it is moved into
	// the file. The commits of an import rewrite the same index pages: with
	// SQLite's 1000, moving them took a tenth of the time of taking bundles in.
	// What is not moved yet is read again after a power cut.
	walPages = 8000
)

// Options say how a store is opened.
type Options struct {
	// Codec seals what carries content; nil keeps it plain (training stores).
	Codec store.Codec
	// Clock names the copy made before a migration; nil numbers it only.
	Clock store.Clock
	// ReadOnly opens an existing file for View alone, without the lock: another
	// process may hold the store. Nothing is migrated.
	ReadOnly bool
	// SecondLog is the folder in which own ops are copied after each commit; ""
	// keeps no second copy.
	SecondLog string
	// Volume asks about the file system of a folder; nil asks the system.
	Volume func(dir string) (Volume, error)

	vfs string // VFS of SQLite, for tests
}

// DB is an open store. It serves store.Log and is safe for concurrent use.
type DB struct {
	path     string
	vault    vault
	clock    store.Clock
	lock     *os.File
	rw, ro   *sql.DB
	writer   chan *conn    // the one writing connection, nil inside if not open yet
	reading  chan *conn    // the reading connections that are open
	unopened chan struct{} // one for each reading connection that is not open
	closing  chan struct{}
	guarded  int64      // order of arrival up to which the log's sum is known to go; of the writer
	second   *secondLog // nil if there is none; whoever has the writer may use it
	once     gosync.Once
}

var _ store.Log = (*DB)(nil)

// Open opens the store in the file at path, or creates it in an existing
// folder. It migrates an older one forward after a checked copy. Errors: Busy
// if another process holds it, Refused for a file system that a commit is not
// safe on, Conflict for a store of a newer program, Damaged, NotFound with
// ReadOnly, Internal if SQLite does not take the settings that keep commits.
func Open(ctx context.Context, path string, o Options) (*DB, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, fault("resolving "+path, err)
	}
	if o.Codec == nil {
		o.Codec = store.Plain{}
	}
	driver.StrictPragmas(true)
	db := &DB{
		path: abs, vault: vault{o.Codec}, clock: o.Clock,
		writer: make(chan *conn, 1), reading: make(chan *conn, readers), unopened: make(chan struct{}, readers),
		closing: make(chan struct{}),
	}
	if err := db.open(ctx, o); err != nil {
		return nil, errors.Join(err, db.release())
	}
	return db, nil
}

func (db *DB) open(ctx context.Context, o Options) error {
	if o.ReadOnly {
		if err := db.openReaders(o); err != nil {
			return err
		}
		return db.checkReadable(ctx)
	}
	if o.Volume == nil {
		o.Volume = volumeOf
	}
	dir := filepath.Dir(db.path)
	volume, err := o.Volume(dir)
	if err != nil {
		return cannotOpen(err)
	}
	if err := volume.refusal(dir); err != nil {
		return err
	}
	if err := db.takeLock(); err != nil {
		return err
	}
	old, err := db.prepareFile()
	if err != nil {
		return err
	}
	if db.rw, err = sql.Open("sqlite", dsn(db.path, writerPragmas(), o.vfs, "")); err != nil {
		return fault("opening the writer", err)
	}
	db.rw.SetMaxOpenConns(1)
	w, err := newConn(ctx, db.rw)
	if err != nil {
		return err
	}
	db.writer <- w
	if err := checkPragmas(ctx, w); err != nil {
		return err
	}
	if err := db.migrate(ctx, w, old); err != nil {
		return err
	}
	if o.SecondLog != "" {
		if err := db.openSecondLog(w, o.SecondLog); err != nil {
			return err
		}
	}
	return db.openReaders(o)
}

func (db *DB) openReaders(o Options) (err error) {
	if _, err := os.Stat(db.path); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return &store.Error{Code: store.NotFound, Detail: "no-store", Message: "không có kho dữ liệu ở " + db.path, Hint: "kiểm tra thư mục dữ liệu, hoặc tạo kho bằng coopfield init", Err: err}
		}
		return cannotOpen(err)
	}
	if db.ro, err = sql.Open("sqlite", dsn(db.path, readerPragmas(), o.vfs, "ro")); err != nil {
		return fault("opening the readers", err)
	}
	db.ro.SetMaxOpenConns(readers)
	for range readers {
		db.giveBack(nil)
	}
	return nil
}

// writerPragmas are the settings of the writing connection. The driver runs
// them in its own order, so none may need another one first.
func writerPragmas() []string {
	p := []string{
		"busy_timeout(5000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)", "temp_store(MEMORY)",
		"trusted_schema(0)", "cell_size_check(1)", fmt.Sprintf("cache_size(-%d)", writerCache),
		"recursive_triggers(1)", // so that REPLACE cannot pass the trigger against DELETE
		fmt.Sprintf("journal_size_limit(%d)", walLimit), fmt.Sprintf("wal_autocheckpoint(%d)", walPages),
	}
	if runtime.GOOS == "darwin" {
		p = append(p, "fullfsync(1)", "checkpoint_fullfsync(1)")
	}
	return p
}

func readerPragmas() []string {
	return []string{
		"busy_timeout(5000)", "foreign_keys(1)", "temp_store(MEMORY)", "trusted_schema(0)", "cell_size_check(1)",
		fmt.Sprintf("cache_size(-%d)", readerCache),
	}
}

// dsn builds a file: URI, without which SQLite would ignore mode=ro.
func dsn(path string, pragmas []string, vfs, mode string) string {
	p := filepath.ToSlash(path)
	if !strings.HasPrefix(p, "/") {
		p = "/" + p // C:/… on Windows
	}
	q := url.Values{"_pragma": pragmas, "_txlock": {"immediate"}, "_defensive": {"1"}}
	if vfs != "" {
		q.Set("vfs", vfs)
	}
	if mode != "" {
		q.Set("mode", mode)
	}
	return "file:" + (&url.URL{Path: p}).EscapedPath() + "?" + q.Encode()
}

// checkPragmas reads back what keeps commits: a journal mode that cannot be
// set fails silently.
func checkPragmas(ctx context.Context, c *conn) error {
	for _, want := range [][2]string{{"journal_mode", "wal"}, {"synchronous", "2"}, {"foreign_keys", "1"}} {
		var got string
		if err := c.c.QueryRowContext(ctx, "PRAGMA "+want[0]).Scan(&got); err != nil {
			return fault("reading back "+want[0], err)
		}
		if got != want[1] {
			return &store.Error{
				Code: store.Internal, Detail: "pragma",
				Message: fmt.Sprintf("SQLite không nhận chế độ ghi an toàn (%s là %s, cần %s)", want[0], got, want[1]),
				Kept:    "chưa ghi gì",
				Hint:    "chuyển thư mục dữ liệu sang ổ cứng của máy rồi mở lại",
			}
		}
	}
	return nil
}

// prepareFile creates the file if there is none, with rights for its owner
// alone, and reads the header of one that is there before SQLite touches it.
// It reports whether there was a store. Only the holder of the lock may open
// the file besides SQLite: closing it drops the process's POSIX locks.
func (db *DB) prepareFile() (old bool, err error) {
	f, err := os.OpenFile(db.path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return false, cannotOpen(err)
	}
	var head [100]byte
	_, err = io.ReadFull(f, head[:])
	err = errors.Join(ignoreEOF(err), f.Close())
	switch {
	case err != nil:
		return false, cannotOpen(err)
	case head == [100]byte{}:
		return false, syncDirFault(filepath.Dir(db.path))
	case string(head[:16]) != "SQLite format 3\x00":
		return false, notOurs(db.path)
	}
	id, version := binary.BigEndian.Uint32(head[68:]), binary.BigEndian.Uint32(head[60:])
	if changes := binary.BigEndian.Uint32(head[40:]); id == 0 && changes != 0 {
		return false, notOurs(db.path) // it has tables, and they are not ours
	}
	return true, checkHeader(db.path, int64(id), int64(version))
}

func ignoreEOF(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil
	}
	return err
}

func syncDirFault(dir string) error {
	if err := syncDir(dir); err != nil {
		return cannotOpen(fmt.Errorf("syncing %s: %w", dir, err))
	}
	return nil
}

// checkHeader refuses a file of another program and a store of a newer one.
// Both numbers are 0 in a store whose first migration was cut off.
func checkHeader(path string, id, version int64) error {
	if id == 0 && version == 0 {
		return nil
	}
	if id != applicationID {
		return notOurs(path)
	}
	if version > int64(len(migrations)) {
		return &store.Error{
			Code: store.Conflict, Detail: "newer-store",
			Message: fmt.Sprintf("kho dữ liệu do bản coopfield mới hơn tạo ra (dạng %d, bản này biết đến dạng %d)", version, len(migrations)),
			Kept:    "chưa sửa gì trong kho",
			Hint:    "cài bản coopfield mới rồi mở lại",
		}
	}
	return nil
}

// checkReadable is checkHeader through SQLite, for a file that a running
// process may hold.
func (db *DB) checkReadable(ctx context.Context) error {
	c, err := newConn(ctx, db.ro)
	if err != nil {
		return err
	}
	<-db.unopened
	db.giveBack(c)
	var id, version int64
	if err := c.c.QueryRowContext(ctx, "PRAGMA application_id").Scan(&id); err != nil {
		return fault("reading application_id", err)
	}
	if err := c.c.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return fault("reading user_version", err)
	}
	if id != applicationID {
		return notOurs(db.path)
	}
	if err := checkHeader(db.path, id, version); err != nil {
		return err
	}
	if version < int64(len(migrations)) {
		return &store.Error{
			Code: store.Conflict, Detail: "older-store",
			Message: "kho dữ liệu ở dạng cũ, phải nâng cấp trước khi đọc",
			Kept:    "chưa sửa gì trong kho",
			Hint:    "mở kho bằng coopfield một lần để nâng cấp",
		}
	}
	return nil
}

func notOurs(path string) error {
	return &store.Error{
		Code: store.Damaged, Detail: "not-a-store",
		Message: "tệp " + path + " không phải kho dữ liệu của coopfield",
		Kept:    "chưa sửa gì trong tệp",
		Hint:    "chọn thư mục dữ liệu khác, hoặc khôi phục từ bản sao lưu",
	}
}

func cannotOpen(err error) error {
	return &store.Error{
		Code: store.Internal, Detail: "cannot-open",
		Message: "không mở được tệp của kho dữ liệu",
		Kept:    "chưa ghi gì",
		Hint:    "kiểm tra thư mục dữ liệu có tồn tại và có quyền đọc, ghi không",
		Err:     err,
	}
}

// Path returns the absolute path of the database file.
func (db *DB) Path() string { return db.path }

// Close waits for running transactions, moves the WAL into the file and gives
// the lock back. The store must not be used afterwards; a second Close does
// nothing.
func (db *DB) Close() (err error) {
	db.once.Do(func() {
		close(db.closing)
		if db.ro != nil {
			for range readers {
				select {
				case c := <-db.reading:
					err = errors.Join(err, c.close())
				case <-db.unopened:
				}
			}
		}
		if db.rw != nil {
			w := <-db.writer
			if w != nil {
				_, cerr := w.c.ExecContext(context.Background(), "PRAGMA wal_checkpoint(TRUNCATE)")
				err = errors.Join(err, fault("moving the WAL into the file", cerr), w.close())
			}
		}
		err = errors.Join(err, db.release())
	})
	return err
}

// release closes what is open without waiting for anybody.
func (db *DB) release() error {
	errs := []error{db.second.close()}
	for _, pool := range []chan *conn{db.reading, db.writer} {
		for range len(pool) {
			errs = append(errs, (<-pool).close())
		}
	}
	for _, p := range []*sql.DB{db.ro, db.rw} {
		if p != nil {
			errs = append(errs, fault("closing", p.Close()))
		}
	}
	if db.lock != nil {
		errs = append(errs, db.lock.Close())
	}
	return errors.Join(errs...)
}
