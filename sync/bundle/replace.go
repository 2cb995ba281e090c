package bundle

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"coopfield/store"
)

// ours are the beginnings of files that this program hands out and that a newer
// one may take the place of: bundles, grants and their parts, requests, and the
// sheets for the safe. A backup, which begins as a bundle does, is none of them.
var ours = []string{"age-encryption.org/v1\n", partMagic + "\n", "coopfield-enrol: v1\n", "TỜ PHỤC HỒI CỦA "}

// backupStanza stands in the header of every backup.
const backupStanza = "\n-> coopfield-store "

// CheckTarget returns an error for a file that a person names and that must not
// be written: [CheckFileName], [MayReplace].
func CheckTarget(path string) error {
	if err := CheckFileName(filepath.Base(path)); err != nil {
		return err
	}
	return MayReplace(path)
}

// MayReplace returns an error with code Conflict and detail "file-exists" where
// something stands at path that is not a file of this program: what a person
// wrote is not put out of the world by a name typed wrong. Nothing there and an
// empty file may both be written.
func MayReplace(path string) error {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	var head []byte
	if err == nil && info.Mode().IsRegular() {
		if info.Size() == 0 {
			return nil
		}
		head, err = headOf(path)
	}
	for _, begin := range ours {
		if err == nil && bytes.HasPrefix(head, []byte(begin)) && !bytes.Contains(head, []byte(backupStanza)) {
			return nil
		}
	}
	return &store.Error{
		Code: store.Conflict, Detail: "file-exists", Message: "đã có " + path + ", không phải tệp mà chương trình này ghi để gửi đi",
		Kept: "chưa ghi gì, tệp đó còn nguyên", Hint: "chọn tên khác, hoặc chỉ một thư mục để dùng tên có sẵn", Err: err,
	}
}

// headOf reads the first bytes of a file: the whole header of any age file.
func headOf(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("looking at %s: %w", path, err)
	}
	defer f.Close() //nolint:errcheck // only read from
	head, err := io.ReadAll(io.LimitReader(f, 64<<10))
	if err != nil {
		return nil, fmt.Errorf("looking at %s: %w", path, err)
	}
	return head, nil
}
