package sync_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"coopfield/store"
	"coopfield/sync"
	"coopfield/sync/bundle"
)

// pulled is a disk of which one folder is gone from a certain step on.
type pulled struct {
	bundle.Disk
	dir       string
	steps, at int
	err       error
}

func (p *pulled) step(name string) error {
	if filepath.Dir(name) != p.dir {
		return nil
	}
	if p.steps++; p.at > 0 && p.steps >= p.at {
		return p.err
	}
	return nil
}

func (p *pulled) Create(name string) (bundle.DiskFile, error) {
	if err := p.step(name); err != nil {
		return nil, err
	}
	f, err := p.Disk.Create(name)
	return pulledFile{f, p, name}, err
}

func (p *pulled) ReadBack(name string) ([]byte, int64, error) {
	if err := p.step(name); err != nil {
		return nil, 0, err
	}
	return p.Disk.ReadBack(name)
}

func (p *pulled) Rename(from, to string) error {
	if err := p.step(to); err != nil {
		return err
	}
	return p.Disk.Rename(from, to)
}

func (p *pulled) Remove(name string) error {
	if err := p.step(name); err != nil {
		return err
	}
	return p.Disk.Remove(name)
}

type pulledFile struct {
	bundle.DiskFile
	p    *pulled
	name string
}

func (f pulledFile) Write(b []byte) (int, error) {
	if err := f.p.step(f.name); err != nil {
		n, _ := f.DiskFile.Write(b[:len(b)/2])
		return n, err
	}
	return f.DiskFile.Write(b)
}

func (f pulledFile) Sync() error { return f.p.step(f.name) }
func (f pulledFile) Close() error {
	return errors.Join(f.p.step(f.name), f.DiskFile.Close())
}

func folder(tb testing.TB, dir string) []string {
	tb.Helper()
	entries, err := os.ReadDir(dir)
	must(tb, err)
	var out []string
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return out
}

// TestOneOfTwoSticksPulledOutDoesNotSpoilTheOther pulls a stick out at each step
// of a seal in parts to two of them.
func TestOneOfTwoSticksPulledOutDoesNotSpoilTheOther(t *testing.T) {
	o, p := pair(t)
	o.big(t)
	seal := func(d *pulled, dirs ...string) (sync.Sealed, error) {
		o.Disk = nil
		if d != nil {
			o.Disk = d
		}
		out, err := o.SealTo(ctx, sync.SealOptions{To: dirs, PartSize: bundle.MinPart})
		o.Disk = nil
		if len(out) != 1 {
			t.Fatalf("%d bundles, %v", len(out), err)
		}
		return out[0], err
	}
	a, b := t.TempDir(), t.TempDir()
	whole := &pulled{Disk: bundle.OS, dir: b}
	s, err := seal(whole, a, b)
	must(t, err)
	for i, f := range s.Copies[0].Files {
		if !bytes.Equal(read(t, f), read(t, s.Copies[1].Files[i])) || filepath.Base(f) != filepath.Base(s.Copies[1].Files[i]) {
			t.Fatalf("copies differ in part %d", i+1)
		}
	}
	if whole.steps < 15 {
		t.Fatalf("only %d steps", whole.steps)
	}
	for at := 1; at <= whole.steps; at++ {
		dirs := []string{t.TempDir(), t.TempDir()}
		bad, good := at%2, 1-at%2 // the failing one comes first and second in turn
		cause := []error{syscall.EIO, syscall.ENOENT, syscall.ENXIO}[at%3]
		s, err := seal(&pulled{Disk: bundle.OS, dir: dirs[bad], at: at, err: cause}, dirs...)
		if store.DetailOf(err) != "copy" || store.ExitCode(err) != 1 || !strings.Contains(err.Error(), "bản kia đã ghi") {
			t.Fatalf("step %d: %v", at, err)
		}
		if s.Copies[bad].Err == nil || len(s.Copies[bad].Files) != 0 || s.Copies[good].Err != nil || len(s.Copies[good].Files) != s.Parts || s.Path != s.Copies[good].Files[0] {
			t.Fatalf("step %d: %+v", at, s.Copies)
		}
		if got := folder(t, dirs[good]); len(got) != s.Parts {
			t.Errorf("step %d: the good stick has %v", at, got)
		}
		if d := store.DetailOf(s.Copies[bad].Err); d != "medium-gone" {
			t.Errorf("step %d: detail %q", at, d)
		}
		// Back in, what was left of the attempt is tidied by the next one.
		again, err := seal(nil, dirs[bad])
		must(t, err)
		for _, name := range folder(t, dirs[bad]) {
			if strings.HasPrefix(name, ".") {
				t.Errorf("step %d left %s", at, name)
			}
		}
		if at == whole.steps {
			r := p.take(t, s.Copies[good].Files...)
			if last(r).State != sync.FileApplied {
				t.Errorf("the good copy: %+v", last(r))
			}
			if r := p.take(t, again.Copies[0].Files...); last(r).State != sync.FileApplied {
				t.Errorf("the copy of the retry: %+v", last(r))
			}
		}
	}
	if left := folder(t, filepath.Join(o.dir, "tmp")); len(left) != 0 {
		t.Errorf("temporary files: %v", left)
	}
}

// TestASealThatFailsOnItsOnlyStickChangesNothing pulls the only stick out at each
// step: no journal row, no file, and the retry has the same number.
func TestASealThatFailsOnItsOnlyStickChangesNothing(t *testing.T) {
	o, _ := pair(t)
	o.put(t, store.Cooperative, "", coop(1))
	for at := 1; ; at++ {
		dir := t.TempDir()
		before := o.state(t)
		o.Disk = &pulled{Disk: bundle.OS, dir: dir, at: at, err: syscall.EIO}
		_, err := o.Seal(ctx, dir)
		o.Disk = nil
		if err == nil {
			if at < 7 {
				t.Fatalf("only %d steps", at)
			}
			return
		}
		if store.DetailOf(err) != "medium-gone" || store.ExitCode(err) != 1 {
			t.Fatalf("step %d: %v", at, err)
		}
		if after := o.state(t); after != before {
			t.Fatalf("step %d changed the store: %s", at, firstDifference(before, after))
		}
		for _, name := range folder(t, dir) {
			if !strings.HasPrefix(name, ".") {
				t.Errorf("step %d left %s", at, name)
			}
		}
	}
}

func TestAStickThatIsLockedOrFullIsSaidSo(t *testing.T) {
	o, _ := pair(t)
	o.put(t, store.Cooperative, "", coop(1))
	for errno, want := range map[syscall.Errno]string{syscall.EROFS: "khóa ghi", syscall.ENOSPC: "hết chỗ"} {
		dir := t.TempDir()
		o.Disk = &pulled{Disk: bundle.OS, dir: dir, at: 2, err: errno}
		_, err := o.Seal(ctx, dir)
		o.Disk = nil
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "còn nguyên") {
			t.Errorf("%v: %v", errno, err)
		}
	}
}

func TestAnImportLeavesTheStickAsItIs(t *testing.T) {
	o, p := pair(t)
	o.big(t)
	_, files := o.split(t)
	dir := filepath.Dir(files[0])
	write(t, filepath.Join(dir, "bad.coop"), []byte("age-encryption.org/v1\n"))
	print := func() (out []string) {
		entries, err := os.ReadDir(dir)
		must(t, err)
		for _, e := range entries {
			info, err := e.Info()
			must(t, err)
			out = append(out, e.Name()+info.ModTime().String()+string(read(t, filepath.Join(dir, e.Name()))))
		}
		return out
	}
	before := print()
	p.take(t, dir)
	if !slices.Equal(before, print()) {
		t.Error("an import changed the stick")
	}
}

// TestTemporaryFilesAreInTheStoreAloneAndGoAtTheNextStart plants what a crash may
// leave.
func TestTemporaryFilesAreInTheStoreAloneAndGoAtTheNextStart(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	o, p := pair(t)
	o.big(t)
	s, files := o.split(t)
	p.take(t, files[0])
	p.stop()
	planted := []string{
		filepath.Join(p.dir, "tmp", "123", "bundle"), filepath.Join(p.dir, "inbox", ".new-1"), filepath.Join(p.dir, "keys", ".tmp-1"),
		filepath.Join(p.PartsDir(), s.SHA256, ".new-2"), filepath.Join(p.dir, ".tmp-3"),
	}
	for _, f := range planted {
		write(t, f, []byte("x"))
	}
	p = open(t, p.dir)
	for _, f := range planted {
		if _, err := os.Lstat(f); err == nil {
			t.Errorf("%s is left", f)
		}
	}
	if r := p.take(t, files[1:]...); last(r).State != sync.FileApplied {
		t.Errorf("the kept part is gone: %+v", last(r))
	}
	if left := folder(t, os.Getenv("TMPDIR")); len(left) != 0 {
		t.Errorf("left in the system's folder: %v", left)
	}
	must(t, filepath.WalkDir(filepath.Join(p.dir, "inbox"), func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s may be read by others: %v", path, info.Mode())
		}
		return err
	}))
}
