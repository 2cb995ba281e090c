package sync

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"coopfield/store"
	"coopfield/sync/bundle"
)

// writeOptions say how the file of a bundle is put on its media.
type writeOptions struct {
	// PartSize splits the file into parts of at most so many bytes, header
	// included; 0 writes it in one piece. What fits one part is not split.
	PartSize int64
	// Also are further places that get a copy of the same bytes.
	Also []place
}

// place is where a file goes.
type place struct{ dir, name string }

// Copy is what became of a bundle at one place.
type Copy struct {
	Folder string   `json:"folder"`
	Files  []string `json:"files,omitempty"` // paths, in order of parts; none after an error
	Err    error    `json:"-"`               // a *store.Error, nil for a copy that was read back
}

// written is a bundle that lies on at least one medium.
type written struct {
	SHA256 string // of the whole file, also when it is split
	Size   int64  // of the whole file, in bytes
	Parts  int    // 1 in one piece
	Copies []Copy
}

// path returns the first file of the first copy.
func (w *written) path() string {
	for i := range w.Copies {
		if len(w.Copies[i].Files) > 0 {
			return w.Copies[i].Files[0]
		}
	}
	return ""
}

// err says which copies were not written, nil if all were.
func (w *written) err() error {
	for i := range w.Copies {
		if e := w.Copies[i].Err; e != nil {
			return &store.Error{
				Code: store.Internal, Detail: "copy", Message: "một bản sao chưa ghi được: " + messageOf(e),
				Kept: "bản kia đã ghi và kiểm tra lại", Hint: hintOf(e), Err: e,
			}
		}
	}
	return nil
}

func messageOf(err error) string {
	var e *store.Error
	if errors.As(err, &e) {
		return e.Message
	}
	return "lỗi ngoài dự kiến"
}

func hintOf(err error) string {
	var e *store.Error
	if errors.As(err, &e) {
		return e.Hint
	}
	return "thử lại với thẻ nhớ khác"
}

// writeBundle encrypts t to its recipients and writes it as dir/name and to
// every other place of o, each file read back from its medium. A place that
// fails does not spoil the others: its Copy says why; only when none was
// written is that the error. The device in the headers of parts is the laptop
// that t is from or for.
func (s *Site) writeBundle(ctx context.Context, dir, name string, t *bundle.Tar, recipients []string, o writeOptions) (*written, error) {
	places := distinct(append([]place{{dir, name}}, o.Also...))
	seal := func(dst io.Writer) error { return bundle.Seal(dst, t, recipients...) }
	size := sealedSize(t)
	if len(places) == 1 && o.PartSize == 0 {
		s.sweepPlace(places[0], t)
		path := filepath.Join(dir, name)
		if err := s.ready(places[0], size); err != nil {
			return nil, err
		}
		w, err := bundle.WriteOn(s.disk(), path, seal)
		if err != nil {
			return nil, err
		}
		return &written{SHA256: w.Hash.String(), Size: w.Size, Parts: 1, Copies: []Copy{{Folder: dir, Files: []string{path}}}}, nil
	}
	// The same bytes go to several files, and the header of a part names the
	// hash of the whole: the encrypted file is made in the store's folder first.
	if err := bundle.CheckSpace(s.Dir, size); err != nil {
		return nil, err
	}
	spool, done, err := s.spool()
	if err != nil {
		return nil, err
	}
	defer done()
	whole, err := bundle.WriteOn(bundle.OS, spool, seal)
	if err != nil {
		return nil, err
	}
	cuts := []bundle.Cut{{Length: whole.Size}}
	if o.PartSize != 0 {
		if cuts, err = bundle.Split(whole.Size, o.PartSize); err != nil {
			return nil, err
		}
	}
	from, err := os.Open(spool)
	if err != nil {
		return nil, cannotWrite(s.Dir, err)
	}
	defer from.Close() //nolint:errcheck // only read from
	w := &written{SHA256: whole.Hash.String(), Size: whole.Size, Parts: len(cuts)}
	job := copying{s: s, t: t, whole: whole, from: from, cuts: cuts}
	for _, p := range places {
		c := Copy{Folder: p.dir}
		if c.Err = ctx.Err(); c.Err == nil {
			c.Files, c.Err = job.to(p)
		}
		w.Copies = append(w.Copies, c)
	}
	if w.path() == "" {
		return nil, w.Copies[0].Err
	}
	return w, nil
}

// sealedSize returns bytes that are surely enough for t after encryption.
func sealedSize(t *bundle.Tar) int64 { return t.Size() + t.Size()/4096 + 64<<10 }

// distinct returns places without those that are named twice.
func distinct(places []place) []place {
	var out []place
	seen := map[string]bool{}
	for _, p := range places {
		key := filepath.Join(p.dir, p.name)
		if abs, err := filepath.Abs(key); err == nil {
			key = abs
		}
		if !seen[key] {
			out = append(out, p)
		}
		seen[key] = true
	}
	return out
}

// disk is what files are written through.
func (s *Site) disk() bundle.Disk {
	if s.Disk != nil {
		return s.Disk
	}
	return bundle.OS
}

// ready checks that a place is a folder with room for size bytes.
func (s *Site) ready(p place, size int64) error {
	if info, err := os.Stat(p.dir); err != nil || !info.IsDir() {
		return cannotWrite(p.dir, err)
	}
	return bundle.CheckSpace(p.dir, size)
}

// sweepPlace removes what an attempt left where the medium was pulled out while
// a bundle of the same chain was written.
func (s *Site) sweepPlace(p place, t *bundle.Tar) {
	bundle.Sweep(s.disk(), p.dir, fmt.Sprintf("coop_%s_%s_*", s.Trust().Province, laptopOf(&t.Manifest)))
}

// laptopOf returns the laptop that a bundle is from or for.
func laptopOf(m *bundle.Manifest) string {
	if m.Purpose == bundle.Down {
		return m.To
	}
	return m.Device
}

// copying is the encrypted file of one bundle on its way to its places.
type copying struct {
	s     *Site
	t     *bundle.Tar
	whole bundle.Written
	from  io.ReaderAt
	cuts  []bundle.Cut
}

// to writes all files at one place, or none.
func (c *copying) to(p place) (files []string, err error) {
	c.s.sweepPlace(p, c.t)
	if err := c.s.ready(p, c.whole.Size+int64(len(c.cuts))*bundle.PartHeaderSize); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			for _, f := range files {
				_ = c.s.disk().Remove(f) // a set that is not whole helps nobody
			}
			files = nil
		}
	}()
	for i := range c.cuts {
		path, err := c.part(p, i)
		if err != nil {
			return files, err
		}
		files = append(files, path)
	}
	return files, nil
}

// part writes the i-th file of a place: the whole if there is only one.
func (c *copying) part(p place, i int) (string, error) {
	cut := c.cuts[i]
	slice := io.NewSectionReader(c.from, cut.Offset, cut.Length)
	var head []byte
	name := p.name
	if n := len(c.cuts); n > 1 {
		sum, err := hashOf(slice)
		if err != nil {
			return "", err
		}
		h := bundle.PartHeader{
			Bundle: c.whole.Hash, Index: i + 1, Count: n, Offset: cut.Offset, Length: cut.Length, Hash: sum,
			Province: c.s.Trust().Province, Device: laptopOf(&c.t.Manifest),
		}
		if head, err = h.Encode(); err != nil {
			return "", err
		}
		name = bundle.PartName(name, i+1, n)
	}
	path := filepath.Join(p.dir, name)
	_, err := bundle.WriteOn(c.s.disk(), path, func(dst io.Writer) error {
		if _, err := slice.Seek(0, io.SeekStart); err != nil {
			return err
		}
		_, err := io.Copy(dst, io.MultiReader(bytes.NewReader(head), slice))
		return err
	})
	return path, err
}
