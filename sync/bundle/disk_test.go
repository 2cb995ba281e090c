package bundle_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"coopfield/store"
	"coopfield/sync/bundle"
)

// stick is a disk that is pulled out at one step: that step and all that follow
// fail, also the removal of what was written.
type stick struct {
	bundle.Disk
	steps int // done so far
	at    int // the step that fails, 0 for none
	err   error
	flip  func(name string) // before the bytes are read back
}

func (s *stick) step() error {
	if s.steps++; s.at > 0 && s.steps >= s.at {
		return s.err
	}
	return nil
}

func (s *stick) Create(name string) (bundle.DiskFile, error) {
	if err := s.step(); err != nil {
		return nil, err
	}
	f, err := s.Disk.Create(name)
	return &stickFile{f, s}, err
}

func (s *stick) ReadBack(name string) ([]byte, int64, error) {
	if err := s.step(); err != nil {
		return nil, 0, err
	}
	if s.flip != nil {
		s.flip(name)
	}
	return s.Disk.ReadBack(name)
}

func (s *stick) Rename(from, to string) error {
	if err := s.step(); err != nil {
		return err
	}
	return s.Disk.Rename(from, to)
}

func (s *stick) Remove(name string) error {
	if err := s.step(); err != nil {
		return err
	}
	return s.Disk.Remove(name)
}

type stickFile struct {
	bundle.DiskFile
	s *stick
}

func (f *stickFile) Write(p []byte) (int, error) {
	if err := f.s.step(); err != nil {
		n, _ := f.DiskFile.Write(p[:len(p)/2]) // half of it reached the medium
		return n, err
	}
	return f.DiskFile.Write(p)
}

func (f *stickFile) Sync() error {
	if err := f.s.step(); err != nil {
		return err
	}
	return nil // what is tested here is no power cut
}

func (f *stickFile) Close() error {
	err := f.s.step()
	return errors.Join(err, f.DiskFile.Close())
}

func names(t testing.TB, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return out
}

func TestAStickPulledOutAtAnyStepLeavesNoHalfFile(t *testing.T) {
	content := bytes.Repeat([]byte("gói dữ liệu "), 170_000) // several writes
	produce := func(w io.Writer) error {
		_, err := io.Copy(w, struct{ io.Reader }{bytes.NewReader(content)})
		return err
	}
	whole := &stick{Disk: bundle.OS}
	if _, err := bundle.WriteOn(whole, filepath.Join(t.TempDir(), "x.coop"), produce); err != nil {
		t.Fatal(err)
	}
	if whole.steps < 9 {
		t.Fatalf("only %d steps", whole.steps)
	}
	for _, c := range []struct {
		err    error
		detail string
	}{
		{syscall.EIO, "medium-gone"},
		{syscall.ENXIO, "medium-gone"},
		{syscall.ENODEV, "medium-gone"},
		{syscall.ENOENT, "medium-gone"},
		{syscall.ENOSPC, "no-space"},
		{syscall.EROFS, "read-only"},
		{syscall.EACCES, "read-only"},
		{syscall.EINVAL, "write"},
	} {
		for at := 1; at <= whole.steps; at++ {
			dir := t.TempDir()
			path := filepath.Join(dir, "x.coop")
			_, err := bundle.WriteOn(&stick{Disk: bundle.OS, at: at, err: &fs.PathError{Op: "write", Path: path, Err: c.err}}, path, produce)
			var e *store.Error
			if !errors.As(err, &e) {
				t.Fatalf("%v at step %d: %v", c.err, at, err)
			}
			// A step of the read-back is also told as such.
			if e.Detail != c.detail && e.Detail != "read-back" {
				t.Errorf("%v at step %d: detail %s", c.err, at, e.Detail)
			}
			if !strings.ContainsAny(e.Message, "ạảấầậẻệẽộổởớợụ") || e.Kept == "" || e.Hint == "" || strings.Contains(e.Error(), "write /") {
				t.Errorf("%v at step %d says %q", c.err, at, e.Error())
			}
			if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("%v at step %d: there is a file: %v", c.err, at, err)
			}
			// The stick is back: the retry works and removes what was left.
			if _, err := bundle.WriteOn(bundle.OS, path, produce); err != nil {
				t.Fatalf("retry after step %d: %v", at, err)
			}
			if got, err := os.ReadFile(path); err != nil || !bytes.Equal(got, content) {
				t.Fatalf("retry after step %d wrote something else: %v", at, err)
			}
			if left := names(t, dir); len(left) != 1 {
				t.Errorf("%v at step %d left %v", c.err, at, left)
			}
		}
	}
}

func TestAFileThatWasThereStaysUntilTheNewOneIsWhole(t *testing.T) {
	for at := 1; at <= 8; at++ {
		path := filepath.Join(t.TempDir(), "x.coop")
		if err := os.WriteFile(path, []byte("cũ"), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := bundle.WriteOn(&stick{Disk: bundle.OS, at: at, err: syscall.EIO}, path, func(w io.Writer) error { _, err := w.Write([]byte("mới")); return err })
		got, rerr := os.ReadFile(path)
		if rerr != nil || err != nil && string(got) != "cũ" || err == nil && string(got) != "mới" {
			t.Fatalf("step %d: %v, file %q, %v", at, err, got, rerr)
		}
	}
}

func TestEveryByteThatAStickGivesBackWrongIsFound(t *testing.T) {
	content := bytes.Repeat([]byte("0123456789"), 40)
	dir := t.TempDir()
	path := filepath.Join(dir, "x.coop")
	bad := map[string]func(name string, i int) error{
		"flipped": func(name string, i int) error {
			b := bytes.Clone(content)
			b[i] ^= 1 << (i % 8)
			return os.WriteFile(name, b, 0o600)
		},
		"cut": func(name string, i int) error { return os.Truncate(name, int64(i)) },
		"longer": func(name string, i int) error {
			return os.WriteFile(name, append(bytes.Clone(content), byte(i)), 0o600)
		},
	}
	tried, found := 0, 0
	for what, spoil := range bad {
		for i := range content {
			tried++
			d := &stick{Disk: bundle.OS, flip: func(name string) {
				if err := spoil(name, i); err != nil {
					t.Error(err)
				}
			}}
			_, err := bundle.WriteOn(d, path, func(w io.Writer) error { _, err := w.Write(content); return err })
			if store.DetailOf(err) == "read-back" && store.CodeOf(err) == store.Damaged {
				found++
			} else {
				t.Errorf("%s at %d: %v", what, i, err)
			}
		}
	}
	t.Logf("%d of %d found", found, tried)
	if left := names(t, dir); len(left) != 0 {
		t.Errorf("left %v", left)
	}
}

func TestWhatAnAttemptLeftIsSweptAndNothingElse(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{
		".coop_62_dakha-01_e1_x0002.coop.tmp", ".coop_62_dakha-01_e1_x0003_p1of3.coop.tmp",
		".coop_62_ngochoi-01_e1_x0002.coop.tmp", "coop_62_dakha-01_e1_x0001.coop", ".note.tmp", "anh.jpg",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, ".coop_62_dakha-01_x.tmp"), 0o700); err != nil {
		t.Fatal(err)
	}
	bundle.Sweep(bundle.OS, dir, "coop_62_dakha-01_*")
	bundle.Sweep(bundle.OS, filepath.Join(dir, "none"), "*")
	if got := fmt.Sprint(names(t, dir)); got != "[.coop_62_dakha-01_x.tmp .coop_62_ngochoi-01_e1_x0002.coop.tmp .note.tmp anh.jpg coop_62_dakha-01_e1_x0001.coop]" {
		t.Error(got)
	}
}

func TestNamesAreSafeOnSticks(t *testing.T) {
	for _, name := range []string{
		bundle.FileName("62", "dakha-01", 1, 12), bundle.FileName("62", "con", 999, 123456),
		bundle.PartFileName("62", "dakha-01", 1, 12, 12, 999), "gói tuần 3.coop", "x", "console.coop", "com10",
	} {
		if err := bundle.CheckFileName(name); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
	for _, name := range []string{bundle.FileName("62", "dakha-01", 99, 999999), bundle.PartFileName("62", strings.Repeat("a", 32), 9, 9999, 1, 999)} {
		if len(name) > 100 || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789_-.") != "" {
			t.Errorf("%q is not plain ASCII", name)
		}
	}
	for _, name := range []string{
		"", ".", "..", "con", "CON", "con.coop", "Aux.tar", "nul .txt", "prn.a.b", "COM1", "lpt9.coop", "com¹", "a:b", "a?b", "a*b", `a"b`, "a<b", "a|b", `a\b`, "a/b",
		"x.", "x ", " x", "x\n", "x\x1b[2J", "x\u202ecoop", strings.Repeat("x", 201), "\ufffd",
	} {
		if err := bundle.CheckFileName(name); store.CodeOf(err) != store.Usage {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestSplitCoversTheWholeOnce(t *testing.T) {
	for _, size := range []int64{0, 1, bundle.MinPart, bundle.MinPart + 1, 10 * bundle.MinPart, 1_000_003, 60_000_000} {
		for _, part := range []int64{bundle.MinPart, 100_001, bundle.DefaultPart} {
			cuts, err := bundle.Split(size, part)
			if err != nil {
				t.Errorf("%d by %d: %v", size, part, err)
			}
			end := int64(0)
			for _, c := range cuts {
				if c.Offset != end || c.Length > part || len(cuts) > 1 && c.Length+bundle.PartHeaderSize > part {
					t.Fatalf("%d by %d: cut %+v after %d", size, part, c, end)
				}
				end += c.Length
			}
			if end != size || (len(cuts) == 1) != (size <= part) {
				t.Errorf("%d by %d: %d cuts to %d", size, part, len(cuts), end)
			}
		}
	}
	for _, c := range [][2]int64{{1, bundle.MinPart - 1}, {1 << 30, bundle.MinPart}} {
		if _, err := bundle.Split(c[0], c[1]); store.DetailOf(err) != "part-size" {
			t.Errorf("%v: %v", c, err)
		}
	}
}
