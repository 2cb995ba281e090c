//go:build soak && linux

package sync_test

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"coopfield/store"
	"coopfield/sync"
	"coopfield/sync/bundle"
)

// TestRealMedia mounts small file systems in a namespace of its own: one that is
// read-only, one that fills up, one that is pulled out. Run it with
//
//	go test -tags soak ./sync -run TestRealMedia
//
// It needs unshare(1) and a kernel that lets this person make namespaces.
func TestRealMedia(t *testing.T) {
	if os.Getenv("COOPFIELD_IN_NAMESPACE") == "" {
		c := exec.Command("unshare", "-Urm", os.Args[0], "-test.run", "^TestRealMedia$", "-test.v")
		c.Env = append(os.Environ(), "COOPFIELD_IN_NAMESPACE=1")
		out, err := c.CombinedOutput()
		t.Logf("%s", out)
		if err != nil {
			t.Fatal(err)
		}
		return
	}
	o, p := pair(t)
	o.big(t)
	mount := func(dir, options string) {
		must(t, os.MkdirAll(dir, 0o700))
		must(t, syscall.Mount("tmpfs", dir, "tmpfs", 0, options))
		t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) }) // one is gone by then
	}
	top := t.TempDir()

	locked := filepath.Join(top, "locked")
	mount(locked, "size=4m")
	out, err := o.SealTo(ctx, sync.SealOptions{To: []string{locked}, PartSize: bundle.MinPart})
	must(t, err)
	must(t, syscall.Mount("", locked, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""))
	if _, err := o.Seal(ctx, locked); store.DetailOf(err) != "read-only" || !strings.Contains(err.Error(), "khóa ghi") {
		t.Errorf("sealing to a read-only medium: %v", err)
	}
	if r := p.take(t, locked); last(r).State != sync.FileApplied {
		t.Errorf("importing %s from a read-only medium: %+v", out[0].Path, last(r))
	}

	full := filepath.Join(top, "full")
	mount(full, "size=256k")
	if _, err := o.Seal(ctx, full); store.DetailOf(err) != "no-space" {
		t.Errorf("a small medium, seen before writing: %v", err)
	}
	_, err = bundle.WriteVerified(filepath.Join(full, "x.coop"), func(w io.Writer) error {
		_, err := w.Write(make([]byte, 1<<20))
		return err
	})
	if store.DetailOf(err) != "no-space" {
		t.Errorf("a medium that fills up: %v", err)
	}
	if left := folder(t, full); len(left) != 0 {
		t.Errorf("left on the full medium: %v", left)
	}

	gone, good := filepath.Join(top, "gone"), filepath.Join(top, "good")
	mount(gone, "size=4m")
	mount(good, "size=4m")
	o.Disk = &unplug{Disk: bundle.OS, dir: gone}
	two, err := o.SealTo(ctx, sync.SealOptions{To: []string{gone, good}})
	o.Disk = nil
	if store.DetailOf(err) != "copy" || two[0].Copies[1].Err != nil {
		t.Errorf("one of two pulled out: %v", err)
	}
	if left := folder(t, good); len(left) != 1 {
		t.Errorf("the other one has %v", left)
	}
}

// unplug detaches a medium when its first file is read back.
type unplug struct {
	bundle.Disk
	dir string
}

func (u *unplug) ReadBack(name string) ([]byte, int64, error) {
	if filepath.Dir(name) == u.dir {
		if err := syscall.Unmount(u.dir, syscall.MNT_DETACH); err != nil {
			return nil, 0, err
		}
	}
	return u.Disk.ReadBack(name)
}
