package sync

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"coopfield/store"
	"coopfield/sync/bundle"
)

// settingBackup keeps what the last backup was, for the reminder.
const settingBackup = "backup.last"

// BackupMark says when a backup was last written and read back.
type BackupMark struct {
	At     int64  `json:"at"`   // ms UTC by this clock, for people
	Name   string `json:"name"` // of the file, without its folder
	SHA256 string `json:"sha256"`
	Size   int64  `json:"size"`
	Ops    int64  `json:"ops"` // own ops that the store held then
}

// copier is a log that can write a checked copy of itself.
type copier interface {
	Backup(ctx context.Context, path string) error
}

// backupFolder begins the names of the folders in which a backup is put
// together, within the store's own folder, for its owner alone.
const backupFolder = ".sao-luu-"

// Backup writes a checked copy of the whole store to a new file at path: the
// database (VACUUM INTO, integrity and references read), the second log, the
// keys as they are wrapped and the received files, in one age file that the
// store's passphrase or the province's recovery identity opens (package
// documentation, Backups). It is read back from the medium and decrypted before
// it counts. A file that is there is Conflict; nothing of a failed attempt is
// left.
func (s *Site) Backup(ctx context.Context, path string) (mark *BackupMark, err error) {
	db, ok := s.Log.(copier)
	if !ok {
		return nil, &store.Error{Code: store.Internal, Detail: "backup", Message: "kho dữ liệu này không sao lưu được", Kept: "kho còn nguyên", Hint: "báo tỉnh: chương trình có lỗi"}
	}
	if path, err = s.backupTarget(path); err != nil {
		return nil, err
	}
	tmp, err := os.MkdirTemp(s.Dir, backupFolder) // 0700
	if err != nil {
		return nil, cannotBackup(err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(tmp)) }()
	files, err := s.backupFiles() // before the copy: a log that is behind it is made good
	if err != nil {
		return nil, err
	}
	if err := db.Backup(ctx, filepath.Join(tmp, storeFile)); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	files = append([]backupFile{{name: storeFile, path: filepath.Join(tmp, storeFile)}}, files...)
	m := backupManifest{made: s.Clock().Format(time.RFC3339), mode: s.Self.Mode, dev: s.Keys.Dev(), install: s.Keys.Install(), app: s.App}
	if err := m.measure(files); err != nil {
		return nil, cannotBackup(err)
	}
	if err := bundle.CheckSpace(filepath.Dir(path), m.total()+m.total()/1000+1<<20); err != nil {
		return nil, err
	}
	w, err := bundle.WriteOn(s.disk(), path, m.writer(s.Keys, s.recoveryRecipients(), files))
	if err != nil {
		return nil, err
	}
	if err := s.checkBackup(path, &m); err != nil {
		return nil, errors.Join(err, os.Remove(path))
	}
	return s.markBackup(context.WithoutCancel(ctx), path, w)
}

// storeFile is the name of the database within a store's folder and a backup.
const storeFile = "coopfield.db"

// backupTarget makes path absolute and refuses what a backup must not be
// written over or into.
func (s *Site) backupTarget(path string) (string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", cannotBackup(err)
	}
	if err := bundle.CheckFileName(filepath.Base(abs)); err != nil {
		return "", err
	}
	if _, err := os.Lstat(abs); !errors.Is(err, fs.ErrNotExist) {
		return "", &store.Error{Code: store.Conflict, Detail: "file-exists", Message: "đã có tệp " + abs, Kept: "chưa ghi gì, tệp đó còn nguyên", Hint: "chọn tên khác cho bản sao lưu", Err: err}
	}
	if info, err := os.Stat(filepath.Dir(abs)); err != nil || !info.IsDir() {
		return "", &store.Error{Code: store.NotFound, Detail: "target", Message: "không có thư mục " + filepath.Dir(abs), Kept: "chưa ghi gì, kho còn nguyên", Hint: "cắm lại USB hoặc chọn thư mục khác", Err: err}
	}
	if rel, err := filepath.Rel(s.Dir, abs); err == nil && filepath.IsLocal(rel) {
		return "", &store.Error{Code: store.Usage, Detail: "inside-store", Message: "không để bản sao lưu trong chính thư mục của kho", Kept: "chưa ghi gì", Hint: "ghi ra USB hoặc một ổ khác: mất máy thì còn bản sao"}
	}
	free, err := bundle.FreeSpace(s.Dir)
	if err != nil {
		return "", cannotBackup(err)
	}
	if info, err := os.Stat(filepath.Join(s.Dir, storeFile)); err == nil && free < info.Size()+info.Size()/10 {
		return "", bundle.CheckSpace(s.Dir, info.Size()+info.Size()/10)
	}
	return abs, nil
}

func cannotBackup(err error) error {
	return &store.Error{
		Code: store.Internal, Detail: "backup", Message: "không ghi được bản sao lưu", Kept: "kho dữ liệu còn nguyên",
		Hint: "kiểm tra dung lượng và quyền ghi của thư mục rồi thử lại", Err: err,
	}
}

// recoveryRecipients is the province's recovery recipient, once the store knows
// it.
func (s *Site) recoveryRecipients() []string {
	if s.Trust() == nil || s.Trust().Recovery == "" {
		return nil
	}
	return []string{s.Trust().Recovery}
}

// backupFolders are what a backup takes of a store's folder besides the
// database: the second log, the keys, the CA of a province that has left it
// there, received files, which held bundles need, and attachments.
var backupFolders = []string{"oplog", "keys", "ca", "inbox", "att"}

// backupFiles lists them.
func (s *Site) backupFiles() ([]backupFile, error) {
	var files []backupFile
	for _, folder := range backupFolders {
		root := filepath.Join(s.Dir, folder)
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			switch {
			case errors.Is(err, fs.ErrNotExist):
				return nil
			case err != nil:
				return err
			case path != root && strings.HasPrefix(d.Name(), "."), d.IsDir() && path == s.RefusedDir():
				if d.IsDir() {
					return fs.SkipDir
				}
				return nil
			case !d.Type().IsRegular():
				return nil
			}
			rel, err := filepath.Rel(s.Dir, path)
			if err != nil {
				return err
			}
			files = append(files, backupFile{name: filepath.ToSlash(rel), path: path})
			return nil
		})
		if err != nil {
			return nil, cannotBackup(err)
		}
	}
	return files, nil
}

// checkBackup decrypts the file that was written as a restore would and
// compares every hash.
func (s *Site) checkBackup(path string, want *backupManifest) error {
	got, err := readBackup(path, "", s.Keys.BackupIdentity())
	if err == nil && string(got.encode()) != string(want.encode()) {
		err = errors.New("the manifest read back differs")
	}
	if err == nil {
		return nil
	}
	return &store.Error{
		Code: store.Damaged, Detail: "read-back", Message: "bản sao lưu vừa ghi đọc lại không đúng", Kept: "đã xóa bản hỏng; kho dữ liệu còn nguyên",
		Hint: "dùng thẻ nhớ khác rồi sao lưu lại", Err: err,
	}
}

// markBackup notes that a backup was written, for the reminder.
func (s *Site) markBackup(ctx context.Context, path string, w bundle.Written) (*BackupMark, error) {
	mark := &BackupMark{At: s.Clock().UnixMilli(), Name: filepath.Base(path), SHA256: w.Hash.String(), Size: w.Size}
	err := s.Log.Update(ctx, func(tx store.Tx) error {
		epochs, err := tx.Epochs(s.Keys.Dev())
		if err != nil {
			return err
		}
		for _, ep := range epochs {
			seq, _, err := tx.Head(s.Keys.Dev(), ep)
			if err != nil {
				return err
			}
			mark.Ops += seq
		}
		data, err := json.Marshal(mark)
		if err != nil {
			return fmt.Errorf("noting the backup: %w", err)
		}
		return tx.SetSetting(settingBackup, data)
	})
	return mark, err
}

// LastBackup returns what the last backup was and how many own ops were written
// since, nil and all own ops if there was none.
func (s *Site) LastBackup(ctx context.Context) (mark *BackupMark, since int64, err error) {
	err = s.Log.View(ctx, func(tx store.Tx) error {
		data, err := tx.Setting(settingBackup)
		if err != nil {
			return err
		}
		if data != nil {
			mark = &BackupMark{}
			if err := json.Unmarshal(data, mark); err != nil {
				return fmt.Errorf("reading about the last backup: %w", err)
			}
		}
		epochs, err := tx.Epochs(s.Keys.Dev())
		if err != nil {
			return err
		}
		for _, ep := range epochs {
			seq, _, err := tx.Head(s.Keys.Dev(), ep)
			if err != nil {
				return err
			}
			since += seq
		}
		if mark != nil {
			since = max(since-mark.Ops, 0)
		}
		return nil
	})
	return mark, since, err
}
