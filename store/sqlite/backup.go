package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"coopfield/store"
)

// Integrity reads the whole file and reports Damaged if a page, a row or a
// reference between rows is not as it must be.
func (db *DB) Integrity(ctx context.Context) error {
	c, err := db.borrow(ctx)
	if err != nil {
		return err
	}
	defer db.giveBack(c)
	return integrity(ctx, c)
}

func integrity(ctx context.Context, c *conn) error {
	err := checkRows(ctx, c, "PRAGMA integrity_check", 1, func(v []any) bool { return v[0] == "ok" })
	if err != nil {
		return err
	}
	return foreignKeys(ctx, c)
}

// Backup writes a checked copy of the store to path, which must not exist. The
// copy holds what is sealed in sealed form; whoever takes it off the machine
// encrypts it. Nothing is left at path if it fails.
func (db *DB) Backup(ctx context.Context, path string) error {
	c, err := db.borrow(ctx)
	if err != nil {
		return err
	}
	defer db.giveBack(c)
	return backup(ctx, c, path)
}

func backup(ctx context.Context, c *conn, path string) (err error) {
	if path, err = filepath.Abs(path); err != nil {
		return fault("resolving "+path, err)
	}
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return &store.Error{
			Code: store.Conflict, Detail: "file-exists", Message: "đã có tệp " + path,
			Kept: "chưa ghi gì, tệp đó còn nguyên", Hint: "chọn tên khác cho bản sao lưu", Err: err,
		}
	}
	partial := path + ".partial"
	if err := os.Remove(partial); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return copyFault(err)
	}
	// SQLite takes an empty file as it is, so nobody else ever reads this one.
	f, err := os.OpenFile(partial, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return copyFault(err)
	}
	if err := f.Close(); err != nil {
		return copyFault(err)
	}
	defer func() {
		if err != nil {
			_ = os.Remove(partial)
		}
	}()
	if _, err := c.c.ExecContext(ctx, "VACUUM INTO ?", partial); err != nil {
		return fault("copying to "+partial, err)
	}
	if err := checkCopy(ctx, partial); err != nil {
		return err
	}
	if err := syncFile(partial); err != nil {
		return copyFault(err)
	}
	if err := renameFile(partial, path); err != nil {
		return copyFault(err)
	}
	return syncDirFault(filepath.Dir(path))
}

func copyFault(err error) error {
	return &store.Error{
		Code: store.Internal, Detail: "backup",
		Message: "không ghi được bản sao lưu", Kept: "kho dữ liệu còn nguyên",
		Hint: "kiểm tra dung lượng và quyền ghi của thư mục rồi thử lại", Err: err,
	}
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// checkCopy opens the copy and reads all of it.
func checkCopy(ctx context.Context, path string) (err error) {
	pool, err := sql.Open("sqlite", dsn(path, readerPragmas(), "", "ro"))
	if err != nil {
		return fault("opening the copy", err)
	}
	defer func() { err = errors.Join(err, fault("closing the copy", pool.Close())) }()
	c, err := newConn(ctx, pool)
	if err != nil {
		return err
	}
	if err := integrity(ctx, c); err != nil {
		return fmt.Errorf("checking the copy: %w", errors.Join(err, c.close()))
	}
	return c.close()
}
