package bundle

import (
	"archive/tar"
	"bufio"
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"

	"coopfield/store"
)

const block = 512

// header returns the only tar header that an entry of this name and size has:
// regular file, mode 0644, no owner, time zero, USTAR.
func header(name string, size int64) ([]byte, error) {
	var b bytes.Buffer
	err := tar.NewWriter(&b).WriteHeader(&tar.Header{
		Typeflag: tar.TypeReg, Name: name, Size: size, Mode: 0o644, ModTime: time.Unix(0, 0), Format: tar.FormatUSTAR,
	})
	if err != nil {
		return nil, fmt.Errorf("making a tar header: %w", err)
	}
	return b.Bytes(), nil
}

func padding(size int64) int64 { return -size & (block - 1) }

// entry is one file found in a tar, with the hash of its bytes as they stand.
type entry struct {
	name string
	off  int64
	size int64
	sum  store.Hash
}

// order accepts entry names in the container's order and each once.
type order struct {
	rank  int
	count int
	last  string
	names map[string]bool
}

func (o *order) next(name string, l *Limits) (slot, error) {
	s, ok := slotOf(name, l)
	if !ok {
		return s, fmt.Errorf("an entry named %.80q", name)
	}
	if o.names == nil {
		o.names = map[string]bool{}
	}
	// ref/ and att/ repeat; references are sorted, attachments in any order.
	if o.names[name] || s.rank < o.rank || s.rank == 10 && o.rank == 10 && name < o.last {
		return s, fmt.Errorf("entry %s repeated or out of order", name)
	}
	if s.rank >= 2 {
		o.count++
	}
	if o.count > l.Files {
		return s, errTooMany
	}
	o.names[name], o.rank, o.last = true, s.rank, name
	return s, nil
}

// complete checks that entries that belong together are together.
func (o *order) complete() error {
	switch n := o.names; {
	case n[RegistryTxt] != n[RegistrySig]:
		return errors.New("registry without signature")
	case n[Trust] != n[Secret] || n[Trust] && !n[RegistryTxt]:
		return errors.New("a grant that is not whole")
	}
	return nil
}

var errTooMany = errors.New("too many entries")

// walk reads a tar from its first to its last byte and hashes each entry. Each
// header must be exactly the one that [header] makes, so links, devices,
// paths, long names and spare bytes have no place to stand.
func walk(r io.ReaderAt, size int64, l *Limits) ([]entry, error) {
	if size > l.Total {
		return nil, refuse(DetailLimit, fmt.Errorf("a tar of %d bytes", size))
	}
	w := &walker{r: bufio.NewReaderSize(io.NewSectionReader(r, 0, size), int(min(max(size, block), 1<<20))), size: size}
	var o order
	for {
		name, n, err := w.header()
		if err != nil {
			return nil, asRefusal(DetailContainer, err)
		}
		if name == "" {
			break
		}
		s, err := o.next(name, l)
		if errors.Is(err, errTooMany) || err == nil && n > s.limit {
			return nil, refuse(DetailLimit, fmt.Errorf("entry %s of %d bytes: %w", name, n, err))
		}
		if err == nil && len(w.entries) < 3 && s.rank != len(w.entries) {
			err = fmt.Errorf("entry %s where %d stand before it", name, len(w.entries))
		}
		if err != nil {
			return nil, refuse(DetailContainer, err)
		}
		if err := w.body(name, n); err != nil {
			return nil, asRefusal(DetailContainer, err)
		}
	}
	if len(w.entries) < 3 {
		return nil, refuse(DetailContainer, errors.New("not a whole bundle"))
	}
	if err := o.complete(); err != nil {
		return nil, refuse(DetailContainer, err)
	}
	return w.entries, nil
}

type walker struct {
	r       *bufio.Reader
	size    int64
	off     int64
	entries []entry
}

func (w *walker) full(p []byte) error {
	n, err := io.ReadFull(w.r, p)
	w.off += int64(n)
	return readError(err)
}

// readError tells the end of a tar, which is the container's fault, from a
// chunk that does not decrypt, which is the stick's.
func readError(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return errors.New("ends too early")
	default:
		return refuse(DetailDamaged, err)
	}
}

// header reads the next header; at the end, which is two zero blocks and
// nothing more, the name is "".
func (w *walker) header() (string, int64, error) {
	var h [block]byte
	if err := w.full(h[:]); err != nil {
		return "", 0, err
	}
	if h == [block]byte{} {
		if err := w.full(h[:]); err != nil {
			return "", 0, err
		}
		if h != [block]byte{} || w.off != w.size {
			return "", 0, errors.New("bytes after the end")
		}
		return "", 0, nil
	}
	name, _, _ := bytes.Cut(h[:100], []byte{0})
	n, err := strconv.ParseInt(string(bytes.TrimRight(h[124:136], "\x00 ")), 8, 64)
	if err != nil || len(name) == 0 {
		return "", 0, errors.New("malformed header")
	}
	want, err := header(string(name), n)
	if err != nil || !bytes.Equal(want, h[:]) {
		return "", 0, fmt.Errorf("entry %.80q with another header than a bundle has", name)
	}
	return string(name), n, nil
}

func (w *walker) body(name string, size int64) error {
	e := entry{name: name, off: w.off, size: size}
	if size > w.size-w.off {
		return errors.New("ends too early")
	}
	sum := sha256.New()
	n, err := io.CopyN(sum, w.r, size)
	w.off += n
	if err != nil {
		return readError(err)
	}
	sum.Sum(e.sum[:0])
	var pad [block]byte
	p := pad[:padding(size)]
	if err := w.full(p); err != nil {
		return err
	}
	if pad != [block]byte{} {
		return errors.New("bytes between entries")
	}
	w.entries = append(w.entries, e)
	return nil
}
