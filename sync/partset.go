package sync

import (
	"cmp"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"coopfield/store/vi"
	"coopfield/sync/bundle"
	"coopfield/sync/trust"
)

// partSet is the parts of one bundle that are at hand, open for reading.
type partSet struct {
	sum    string
	folder string // of the kept ones
	parts  []bundle.Part
	paths  []string // of parts, in the same order
	files  []*os.File
}

func (p *partSet) close() {
	for _, f := range p.files {
		_ = f.Close() // only read from
	}
	p.files = nil
}

func (p *partSet) missing() []int {
	headers := make([]*bundle.PartHeader, len(p.parts))
	for i := range p.parts {
		headers[i] = &p.parts[i].PartHeader
	}
	return bundle.Missing(headers)
}

// have counts the places that are filled beside the missing ones.
func (p *partSet) have(missing []int) int {
	n := map[int]bool{}
	for i := range p.parts {
		if !slices.Contains(missing, p.parts[i].Index) {
			n[p.parts[i].Index] = true
		}
	}
	return len(n)
}

// add opens one more part file, of which the header is read.
func (p *partSet) add(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return unreadable(path, err)
	}
	p.files = append(p.files, f)
	head := make([]byte, bundle.PartHeaderSize)
	if _, err := io.ReadFull(f, head); err != nil {
		return unreadable(path, err)
	}
	h, err := bundle.ParsePart(head)
	if err != nil {
		return err
	}
	p.parts, p.paths = append(p.parts, bundle.Part{PartHeader: *h, File: f}), append(p.paths, path)
	return nil
}

// openSet opens the parts of a bundle that lie in the inbox.
func (s *Site) openSet(sum string) (*partSet, error) {
	set := &partSet{sum: sum, folder: filepath.Join(s.PartsDir(), sum)}
	entries, err := os.ReadDir(set.folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, cannotKeep(err)
	}
	for _, e := range entries {
		if !trust.IsHex(e.Name(), 64) {
			continue
		}
		if err := set.add(filepath.Join(set.folder, e.Name())); err != nil {
			set.close()
			return nil, err
		}
	}
	return set, nil
}

// tidyParts removes the parts of a bundle that was taken in whole. It says
// nothing of a failure: they are removed with the next one.
func (s *Site) tidyParts(sum string) {
	if trust.IsHex(sum, 64) {
		_ = os.RemoveAll(filepath.Join(s.PartsDir(), sum))
	}
}

// tidyAllParts removes the parts of all bundles that were taken in: a crash may
// have come between the commit and [Site.tidyParts].
func (s *Site) tidyAllParts(ctx context.Context) {
	entries, _ := os.ReadDir(s.PartsDir()) // none
	for _, e := range entries {
		if s.known(ctx, e.Name()) != nil {
			s.tidyParts(e.Name())
		}
	}
}

// shown returns the name of a file for people.
func (f *source) shown() string { return vi.Clean(cmp.Or(f.label, filepath.Base(f.path)), false) }

// open opens a file, or the parts that make it up, for reading at any place.
func (f *source) open() (r io.ReaderAt, size int64, closeFile func(), err error) {
	if f.parts == nil {
		return openWhole(f.path)
	}
	set := &partSet{sum: f.sum}
	for _, path := range f.parts {
		if err := set.add(path); err != nil {
			set.close()
			return nil, 0, nil, err
		}
	}
	j := bundle.NewJoined(set.parts)
	return j, j.Size(), set.close, nil
}

func openWhole(path string) (r io.ReaderAt, size int64, closeFile func(), err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, 0, nil, unreadable(path, err)
	}
	info, err := f.Stat()
	if err != nil {
		_ = f.Close() // only read from
		return nil, 0, nil, unreadable(path, err)
	}
	return f, info.Size(), func() { _ = f.Close() }, nil
}
