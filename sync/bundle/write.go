package bundle

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"coopfield/store"
	"coopfield/sync/trust"
)

// Written says what [WriteVerified] put on the disk.
type Written struct {
	Size int64
	Hash store.Hash // SHA-256 of the file
}

// WriteVerified writes what produce gives to path so that it is really there:
// temporary name in the target folder, fsync, cache dropped, read back from the
// medium and compared with the hash taken while writing, renamed, folder
// synced. Until then path is untouched; after an error nothing of the attempt
// is left. A medium that gives back other bytes than it took (bad or
// counterfeit sticks) is Damaged with Detail "read-back".
func WriteVerified(path string, produce func(io.Writer) error) (w Written, err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".coopfield-*.tmp")
	if err != nil {
		return w, unwritable(path, err)
	}
	tmp := f.Name()
	defer func() {
		if err != nil {
			_ = f.Close()
			_ = os.Remove(tmp)
		}
	}()
	c := counter{h: sha256.New(), w: f}
	buf := bufio.NewWriterSize(&c, 1<<20)
	if err := produce(buf); err != nil {
		if ioErr := buf.Flush(); ioErr != nil { // it was the disk that failed
			err = unwritable(path, errors.Join(err, ioErr))
		}
		return w, err
	}
	if err := buf.Flush(); err != nil {
		return w, unwritable(path, err)
	}
	if err := f.Sync(); err != nil {
		return w, unwritable(path, err)
	}
	if err := f.Close(); err != nil {
		return w, unwritable(path, err)
	}
	w.Size = c.n
	c.h.Sum(w.Hash[:0])
	if err := readBack(tmp, w); err != nil {
		return w, err
	}
	if err := trust.Rename(tmp, path); err != nil {
		return w, unwritable(path, err)
	}
	return w, nil
}

// readBack compares the medium's bytes with what was written.
func readBack(path string, w Written) error {
	sum, n, err := hashUncached(path)
	if err == nil && (n != w.Size || !bytes.Equal(sum, w.Hash[:])) {
		err = fmt.Errorf("read back %d bytes with another hash", n)
	}
	if err == nil {
		return nil
	}
	return &store.Error{
		Code: store.Damaged, Detail: "read-back", Message: "tệp vừa ghi đọc lại không đúng: thẻ nhớ hoặc ổ đĩa có lỗi",
		Kept: "dữ liệu trên máy còn nguyên, chưa có gì được coi là đã gửi",
		Hint: "dùng thẻ nhớ khác rồi đóng gói lại", Err: err,
	}
}

func unwritable(path string, cause error) error {
	return &store.Error{
		Code: store.Internal, Detail: "write", Message: "không ghi được tệp " + filepath.Base(path),
		Kept: "dữ liệu trên máy còn nguyên", Hint: "kiểm tra thẻ nhớ còn chỗ, không khóa ghi và chưa bị rút ra, rồi làm lại",
		Err: cause,
	}
}

// CheckSpace returns an error with Detail "no-space" unless the file system of
// dir has need bytes free.
func CheckSpace(dir string, need int64) error {
	free, err := FreeSpace(dir)
	if err != nil {
		return unwritable(dir, err)
	}
	if free >= need {
		return nil
	}
	return &store.Error{
		Code: store.Internal, Detail: "no-space",
		Message: fmt.Sprintf("thẻ nhớ hoặc ổ đĩa không đủ chỗ: cần %d KB, còn %d KB", (need+1023)/1024, free/1024),
		Kept:    "dữ liệu trên máy còn nguyên", Hint: "xóa bớt tệp hoặc dùng thẻ nhớ khác",
	}
}

func hashAll(r io.Reader) ([]byte, int64, error) {
	h := sha256.New()
	n, err := io.CopyBuffer(struct{ io.Writer }{h}, struct{ io.Reader }{r}, make([]byte, 1<<20))
	return h.Sum(nil), n, err
}
