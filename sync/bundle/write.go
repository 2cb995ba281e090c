package bundle

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	gosync "sync"

	"coopfield/store"
)

// Written says what [WriteOn] put on the disk.
type Written struct {
	Size int64
	Hash store.Hash // SHA-256 of the file
}

// WriteOn writes what produce gives to path so that it is really there:
// temporary name in the target folder, fsync, cache dropped, read back from the
// medium and compared with the hash taken while writing, renamed, folder
// synced. Until then path is untouched, and never has half a file; after an
// error nothing of the attempt is left, or if the medium is gone a temporary
// file that the next attempt removes.
//
// What produce says is returned as it is. Of the medium are "read-back"
// (Damaged: bad or counterfeit sticks give back other bytes than they took),
// "medium-gone", "read-only", "no-space" and "write".
func WriteOn(d Disk, path string, produce func(io.Writer) error) (w Written, err error) {
	tmp := tempName(path)
	if err := removeLeft(d, tmp); err != nil {
		return w, unwritable(path, err)
	}
	f, err := d.Create(tmp)
	if err != nil {
		return w, unwritable(path, err)
	}
	defer func() {
		if err != nil {
			_ = f.Close()
			_ = d.Remove(tmp)
		}
	}()
	c := counter{h: sha256.New(), w: f}
	buf := writers.Get().(*bufio.Writer)
	buf.Reset(&c)
	defer func() {
		buf.Reset(nil)
		writers.Put(buf)
	}()
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
	if err := readBack(d, path, tmp, w); err != nil {
		return w, err
	}
	if err := d.Rename(tmp, path); err != nil {
		return w, unwritable(path, err)
	}
	return w, nil
}

// readBack compares the medium's bytes with what was written. A medium that is
// gone by then is not a bad one.
func readBack(d Disk, path, tmp string, w Written) error {
	sum, n, err := d.ReadBack(tmp)
	if err != nil && trouble(err) == detailGone {
		return unwritable(path, err)
	}
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

// What can be wrong with a medium, besides bytes that it gives back wrong.
const (
	detailGone     = "medium-gone"
	detailReadOnly = "read-only"
	detailFull     = "no-space"
	detailWrite    = "write"
)

var troubles = map[string]struct{ message, hint string }{
	detailGone:     {"thẻ nhớ bị rút ra hoặc không đọc được khi đang ghi %s", "cắm lại thẻ nhớ rồi làm lại; nếu vẫn lỗi, dùng thẻ nhớ khác"},
	detailReadOnly: {"không được phép ghi %s: thẻ nhớ hoặc thư mục đang khóa ghi", "mở khóa ghi của thẻ nhớ, hoặc chọn thư mục khác"},
	detailFull:     {"thẻ nhớ hoặc ổ đĩa hết chỗ khi đang ghi %s", "xóa bớt tệp hoặc dùng thẻ nhớ khác"},
	detailWrite:    {"không ghi được tệp %s", "kiểm tra thẻ nhớ còn chỗ, không khóa ghi và chưa bị rút ra, rồi làm lại"},
}

// trouble says which of them an error of the operating system means.
func trouble(err error) string {
	switch {
	case isGone(err):
		return detailGone
	case isReadOnly(err):
		return detailReadOnly
	case isFull(err):
		return detailFull
	}
	return detailWrite
}

func unwritable(path string, cause error) error {
	detail := trouble(cause)
	t := troubles[detail]
	return &store.Error{
		Code: store.Internal, Detail: detail, Message: fmt.Sprintf(t.message, filepath.Base(path)),
		Kept: "dữ liệu trên máy còn nguyên", Hint: t.hint, Err: cause,
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
		Code: store.Internal, Detail: detailFull,
		Message: fmt.Sprintf("thẻ nhớ hoặc ổ đĩa không đủ chỗ: cần %d KB, còn %d KB", (need+1023)/1024, free/1024),
		Kept:    "dữ liệu trên máy còn nguyên", Hint: "xóa bớt tệp hoặc dùng thẻ nhớ khác",
	}
}

// chunk is how much is written and read back at once: sticks are slow in small
// pieces. Most bundles are smaller, so what holds it is used again.
const chunk = 1 << 20

var (
	writers = gosync.Pool{New: func() any { return bufio.NewWriterSize(nil, chunk) }}
	chunks  = gosync.Pool{New: func() any { return new([chunk]byte) }}
)

func hashAll(r io.Reader) ([]byte, int64, error) {
	h, buf := sha256.New(), chunks.Get().(*[chunk]byte)
	defer chunks.Put(buf)
	n, err := io.CopyBuffer(struct{ io.Writer }{h}, struct{ io.Reader }{r}, buf[:])
	return h.Sum(nil), n, err
}
