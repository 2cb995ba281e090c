package sync

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/sync/trust"
)

// The province's book of receipts: what devices were told that it holds of them.
// It stands beside the second log and like it goes on where the database was put
// back from an older copy, since what has a receipt is never set aside for another
// history of the same device (sync protocol, What is a conflict: fork), and no op
// says what was told. One line is what one device was told up to then:
//
//	<dev> <base64 of the sealed JSON of a [desk.Given]>
//
// A line is appended with fsync after the database has it and before the receipt
// leaves. Lines only add up; one that a crash tore says nothing. A backup takes
// the book along. What was told after the backup from which a fresh machine is
// made, and stands nowhere but on the lost one, is lost.
const bookName = "issued"

// bookLines is how many lines a book may have for each device before it is
// written anew with one for each.
const bookLines = 64

func (s *Site) bookPath() string { return filepath.Join(s.Dir, "oplog", bookName) }

// issue makes durable what devices are about to be told.
func (s *Site) issue(ctx context.Context, points map[string][]desk.Point) error {
	if err := s.Desk.Issue(ctx, points); err != nil {
		return err
	}
	devs := make([]string, 0, len(points))
	for dev := range points {
		devs = append(devs, dev)
	}
	told, err := s.Desk.Issued(ctx, devs...)
	if err != nil {
		return err
	}
	return s.enterBook(told)
}

// recallIssued brings the book and the database together when a province's store
// is opened.
func (s *Site) recallIssued(ctx context.Context) error {
	if !s.IsProvince() || s.Registry() == nil {
		return nil
	}
	book, lines, err := s.readBook()
	if err != nil {
		return err
	}
	var devs []string
	for i := range s.Registry().Devices {
		devs = append(devs, s.Registry().Devices[i].Dev)
	}
	for dev := range book { // told by a newer registry than this one
		if !slices.Contains(devs, dev) {
			devs = append(devs, dev)
		}
	}
	told, err := s.Desk.Issued(ctx, devs...)
	if err != nil {
		return err
	}
	lost := map[string]*desk.Given{}
	for dev, in := range book {
		if all := told[dev].With(in); !all.Equal(told[dev]) {
			lost[dev], told[dev] = in, all
		}
	}
	if len(lost) > 0 {
		if err := s.Desk.Recall(ctx, lost); err != nil {
			return err
		}
	}
	s.bookMu.Lock()
	s.book = book
	s.bookMu.Unlock()
	if lines > bookLines*len(devs) {
		return s.rewriteBook(told)
	}
	return s.enterBook(told)
}

// enterBook appends what the book does not say yet.
func (s *Site) enterBook(told map[string]*desk.Given) error {
	s.bookMu.Lock()
	defer s.bookMu.Unlock()
	news := map[string]*desk.Given{}
	for dev, g := range told {
		old := s.book[dev]
		if old == nil {
			old = &desk.Given{}
		}
		if all := old.With(g); !all.Equal(old) {
			news[dev] = all
		}
	}
	if len(news) == 0 {
		return nil
	}
	lines, err := s.bookText(news)
	if err == nil {
		err = s.appendBook(lines)
	}
	if err != nil {
		return bookFault(err)
	}
	if s.book == nil {
		s.book = map[string]*desk.Given{}
	}
	for dev, g := range news {
		s.book[dev] = g
	}
	return nil
}

func bookFault(err error) error {
	return &store.Error{
		Code: store.Internal, Detail: "receipt-book", Message: "không ghi được sổ biên nhận (tệp oplog/" + bookName + ")", Kept: "dữ liệu trong kho còn nguyên; chưa cấp biên nhận mới nào",
		Hint: "kiểm tra dung lượng trống và quyền ghi của thư mục dữ liệu rồi làm lại", Err: err,
	}
}

// bookText writes a line for each device, in order.
func (s *Site) bookText(told map[string]*desk.Given) ([]byte, error) {
	codec, err := s.Keys.Codec()
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	for _, dev := range sortedDevs(told) {
		data, err := json.Marshal(told[dev])
		if err != nil {
			return nil, fmt.Errorf("writing what a device was told: %w", err)
		}
		sealed, err := codec.Seal(bookName, "given", dev, data)
		if err != nil {
			return nil, err
		}
		b.WriteString(dev + " " + base64.StdEncoding.EncodeToString(sealed) + "\n")
	}
	return b.Bytes(), nil
}

func sortedDevs(told map[string]*desk.Given) []string {
	devs := make([]string, 0, len(told))
	for dev := range told {
		devs = append(devs, dev)
	}
	slices.Sort(devs)
	return devs
}

func (s *Site) appendBook(lines []byte) (err error) {
	path := s.bookPath()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("making the folder of the book of receipts: %w", err)
	}
	_, err = os.Lstat(path)
	fresh := errors.Is(err, fs.ErrNotExist)
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return fmt.Errorf("opening the book of receipts: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if info, err := f.Stat(); err == nil && info.Size() > 0 {
		last := make([]byte, 1)
		if _, err := f.ReadAt(last, info.Size()-1); err != nil {
			return fmt.Errorf("reading the end of the book of receipts: %w", err)
		}
		if last[0] != '\n' { // torn by a crash
			lines = append([]byte("\n"), lines...)
		}
	}
	if _, err := f.Write(lines); err != nil {
		return fmt.Errorf("writing the book of receipts: %w", err)
	}
	if err := f.Sync(); err != nil {
		return fmt.Errorf("writing the book of receipts: %w", err)
	}
	if fresh {
		return trust.SyncDir(filepath.Dir(path))
	}
	return nil
}

// rewriteBook writes the book anew with a line for each device.
func (s *Site) rewriteBook(told map[string]*desk.Given) error {
	for dev, g := range told {
		if len(g.Points) == 0 {
			delete(told, dev)
		}
	}
	text, err := s.bookText(told)
	if err == nil {
		err = trust.WriteFile(s.bookPath(), text, 0o600)
	}
	if err != nil {
		return bookFault(err)
	}
	s.bookMu.Lock()
	defer s.bookMu.Unlock()
	s.book = told
	return nil
}

// readBook returns what the book says, and how many lines it has. A line that
// nobody can read says nothing.
func (s *Site) readBook() (map[string]*desk.Given, int, error) {
	data, err := os.ReadFile(s.bookPath())
	if errors.Is(err, fs.ErrNotExist) {
		return map[string]*desk.Given{}, 0, nil
	}
	if err != nil {
		return nil, 0, bookFault(err)
	}
	codec, err := s.Keys.Codec()
	if err != nil {
		return nil, 0, err
	}
	out, n := map[string]*desk.Given{}, 0
	for line := range strings.Lines(string(data)) {
		n++
		dev, text, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		sealed, err := base64.StdEncoding.DecodeString(text)
		if err != nil {
			continue
		}
		plain, err := codec.Open(bookName, "given", dev, sealed)
		if err != nil {
			continue
		}
		g := &desk.Given{}
		if err := json.Unmarshal(plain, g); err != nil {
			continue
		}
		if old := out[dev]; old != nil {
			g = old.With(g)
		}
		out[dev] = g
	}
	return out, n, nil
}

// takeOverBook adds the lines of the book in old to that of the unpacked store:
// lines only add up.
func takeOverBook(old, fresh string) error {
	more, err := os.ReadFile(filepath.Join(old, "oplog", bookName))
	if err != nil || len(more) == 0 {
		return nil //nolint:nilerr // what is not there or cannot be read stays where it is
	}
	to := filepath.Join(fresh, "oplog", bookName)
	then, err := os.ReadFile(to)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return cannotRestore(err)
	}
	if !bytes.HasPrefix(more, then) {
		more = slices.Concat(then, []byte("\n"), more)
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return cannotRestore(err)
	}
	if err := trust.WriteFile(to, more, 0o600); err != nil {
		return cannotRestore(err)
	}
	return nil
}
