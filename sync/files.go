package sync

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"coopfield/store"
	"coopfield/sync/trust"
)

// maxFile bounds a received file in bytes: 64 MiB of ops and a dozen
// attachments are far below.
const maxFile = 1 << 30

var (
	ageMagic   = []byte("age-encryption.org/v1\n")
	enrolMagic = []byte("coopfield-enrol: ")
)

// source is one file to be imported.
type source struct {
	path  string
	named bool   // by a person, not found in a folder
	label string // name for people, that of path if empty
	// In a dry run a bundle that was split is read from its parts, in order, and
	// sum is the hash of the whole; otherwise path is the whole.
	parts []string
	sum   string
	joins string // a place in a list, for the bundle with this hash, if it is whole
}

// sources lists the files that paths name: a file itself, of a folder its
// regular files in order of names. Hidden files and folders inside are left.
func sources(paths []string) ([]source, error) {
	var out []source
	for _, p := range paths {
		info, err := os.Stat(p)
		if err != nil {
			return nil, &store.Error{Code: store.NotFound, Message: fmt.Sprintf("không đọc được %q", p), Kept: "chưa nhập gì", Hint: "kiểm tra đường dẫn, cắm lại USB", Err: err}
		}
		if !info.IsDir() {
			out = append(out, source{path: p, named: true})
			continue
		}
		entries, err := os.ReadDir(p)
		if err != nil {
			return nil, &store.Error{Code: store.NotFound, Message: fmt.Sprintf("không đọc được thư mục %q", p), Kept: "chưa nhập gì", Hint: "cắm lại USB rồi thử lại", Err: err}
		}
		for _, e := range entries {
			if e.Type().IsRegular() && !strings.HasPrefix(e.Name(), ".") {
				out = append(out, source{path: filepath.Join(p, e.Name())})
			}
		}
	}
	return out, nil
}

// shownName returns the name for people of the file at path.
func shownName(files []source, path string) string {
	for i := range files {
		if files[i].label != "" && files[i].path == path {
			return files[i].label
		}
	}
	return filepath.Base(path)
}

// hash returns the SHA-256 of a file in hex and its first bytes.
func (f *source) hash() (sum string, head []byte, err error) {
	if f.parts == nil {
		return fileHash(f.path)
	}
	r, _, closeFile, err := f.open()
	if err != nil {
		return "", nil, err
	}
	defer closeFile()
	head = make([]byte, 256)
	n, err := r.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return "", nil, unreadable(f.label, err)
	}
	return f.sum, head[:n], nil // Join compared the hash
}

// fileHash returns the SHA-256 of a file in hex and its first bytes.
func fileHash(path string) (sum string, head []byte, err error) {
	f, err := os.Open(path)
	if err != nil {
		return "", nil, unreadable(path, err)
	}
	defer f.Close() //nolint:errcheck // only read from
	h := sha256.New()
	head = make([]byte, 256)
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return "", nil, unreadable(path, err)
	}
	head = head[:n]
	h.Write(head)
	if _, err := io.Copy(h, io.LimitReader(f, maxFile)); err != nil {
		return "", nil, unreadable(path, err)
	}
	return hex.EncodeToString(h.Sum(nil)), head, nil
}

func unreadable(path string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return &store.Error{Code: store.NotFound, Detail: "no-file", Message: fmt.Sprintf("không có tệp %q", path), Kept: "chưa nhập gì từ tệp này", Hint: "kiểm tra đường dẫn, cắm lại USB", Err: err}
	}
	return &store.Error{Code: store.Damaged, Detail: "unreadable", Message: fmt.Sprintf("không đọc được tệp %q", filepath.Base(path)), Kept: "chưa nhập gì từ tệp này", Hint: "sao lại tệp từ máy gửi, hoặc dùng USB khác", Err: err}
}

// keep copies path, whose content hashes to sum, into the inbox under that
// name, durably, and returns the copy's path. A copy that is there already is
// used; a file that reads differently now is Damaged.
func (s *Site) keep(path, sum string) (kept string, err error) {
	kept = filepath.Join(s.InboxDir(), sum)
	if info, err := os.Stat(kept); err == nil && info.Mode().IsRegular() {
		return kept, nil
	}
	in, err := os.Open(path)
	if err != nil {
		return "", unreadable(path, err)
	}
	defer in.Close() //nolint:errcheck // only read from
	return keepIn(s.InboxDir(), path, sum, io.LimitReader(in, maxFile))
}

// keepIn is keep for what in gives and any folder of the store; path is named
// when in gives other bytes than sum says.
func keepIn(dir, path, sum string, in io.Reader) (kept string, err error) {
	kept = filepath.Join(dir, sum)
	if info, err := os.Stat(kept); err == nil && info.Mode().IsRegular() {
		return kept, nil
	}
	if err := makeFolder(dir); err != nil {
		return "", cannotKeep(err)
	}
	tmp, err := os.CreateTemp(dir, newPrefix)
	if err != nil {
		return "", cannotKeep(err)
	}
	defer os.Remove(tmp.Name()) //nolint:errcheck // gone already once it was renamed
	h := sha256.New()
	_, err = io.Copy(io.MultiWriter(tmp, h), in)
	if err == nil {
		err = tmp.Sync()
	}
	if err = errors.Join(err, tmp.Close()); err != nil {
		return "", cannotKeep(err)
	}
	if hex.EncodeToString(h.Sum(nil)) != sum {
		return "", unreadable(path, errors.New("two readings differ"))
	}
	if err := trust.Rename(tmp.Name(), kept); err != nil {
		return "", cannotKeep(err)
	}
	if err := trust.SyncDir(dir); err != nil {
		return "", cannotKeep(errors.Join(err, os.Remove(kept))) // the next attempt syncs it
	}
	return kept, nil
}

// makeFolder makes a folder of the store so that it is there after a power cut:
// what is in it is only as durable as its own name.
func makeFolder(dir string) error {
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := makeFolder(filepath.Dir(dir)); err != nil {
		return err
	}
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return trust.SyncDir(filepath.Dir(dir))
}

func cannotKeep(err error) error {
	return &store.Error{Code: store.Internal, Detail: "inbox", Message: "không chép được tệp vào hộp nhận", Kept: "chưa nhập gì từ tệp này", Hint: "kiểm tra chỗ trống của ổ đĩa rồi nhập lại", Err: err}
}

// setAside moves a refused file's copy out of the way and keeps it.
func (s *Site) setAside(kept, sum string) error {
	if err := os.MkdirAll(s.RefusedDir(), 0o700); err != nil {
		return cannotKeep(err)
	}
	if err := trust.Rename(kept, filepath.Join(s.RefusedDir(), sum)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return cannotKeep(err)
	}
	if err := trust.SyncDir(s.RefusedDir()); err != nil {
		return cannotKeep(err)
	}
	return nil
}

// notABundle says what a file that is no bundle seems to be, for the message.
func notABundle(head []byte) error {
	switch {
	case bytes.HasPrefix(head, enrolMagic):
		return &store.Error{Code: store.Refused, Detail: detailNotABundle, Message: "đây là yêu cầu cấp quyền, không phải gói dữ liệu", Hint: "kho của tỉnh dùng coopfield enrol approve TỆP"}
	case bytes.HasPrefix(head, []byte("SQLite format 3")):
		return &store.Error{Code: store.Refused, Detail: detailNotABundle, Message: "đây là tệp kho dữ liệu, không phải gói", Hint: "không chép tệp kho; máy gửi cần đóng gói bằng coopfield seal"}
	case bytes.HasPrefix(head, []byte("-----BEGIN AGE")):
		return &store.Error{Code: store.Refused, Detail: detailNotABundle, Message: "gói đã bị chuyển sang dạng chữ khi gửi", Hint: "gửi lại tệp gốc, không dán nội dung vào thư"}
	}
	return &store.Error{Code: store.Refused, Detail: detailNotABundle, Message: "đây không phải gói coopfield", Hint: "chọn tệp .coop do máy gửi tạo ra"}
}

// detailNotABundle marks a file that is no bundle at all.
const detailNotABundle = "not-a-bundle"

func isBundle(head []byte) bool { return bytes.HasPrefix(head, ageMagic) }

// sortedKeys returns the keys of m in order.
func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
