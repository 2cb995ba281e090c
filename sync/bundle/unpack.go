package bundle

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"

	"coopfield/store"
)

// Ops returns the op lines without their LF, in order, after unpacking them
// within the limits and comparing size, hash and count with what was signed
// (the rest of import step 7). Nothing in them has been parsed. Errors are
// Refused: DetailHash, DetailLimit, DetailDamaged, DetailManifest.
func (b *Bundle) Ops() ([][]byte, error) {
	lines, err := b.lines(Ops)
	if err == nil && int64(len(lines)) != b.Manifest.OpCount() {
		err = refuse(DetailManifest, fmt.Errorf("%d ops where %d were signed", len(lines), b.Manifest.OpCount()))
	}
	return lines, err
}

// Large reports whether the bundle has so many op lines that [Bundle.EachOps]
// reads them in several stretches.
func (b *Bundle) Large(n int) bool {
	f := b.file(Ops)
	return b.Manifest.OpCount() > int64(n) || f != nil && f.PlainSize > stretchBytes
}

// stretchBytes ends a stretch of lines however few they are.
const stretchBytes = 8 << 20

// EachOps calls f with the op lines, in order, up to n at once, without holding
// all of them: a bundle unpacks to 64 MiB, and decoded ops take five times as
// much. Lines belong to f. The checks are those of [Bundle.Ops], but that size,
// hash and count are known only at the end: f must undo what it did when EachOps
// returns an error. An error of f is returned as it is.
func (b *Bundle) EachOps(n int, f func(lines [][]byte) error) error {
	if said := b.Manifest.OpCount(); said > int64(b.lim.Lines) {
		return refuse(DetailLimit, fmt.Errorf("%s: %d lines", Ops, said))
	}
	raw, file, err := b.raw(Ops)
	if err != nil {
		return err
	}
	u, err := newUnpacker(raw, file.PlainSize)
	if err != nil {
		return refuse(DetailHash, fmt.Errorf("%s: %w", Ops, err))
	}
	var count int
	var lines [][]byte
	var size int64
	for {
		line, err := u.line(b.lim.line(Ops))
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if len(lines) > 0 && (err != nil || len(lines) == n || size >= stretchBytes) {
			if err := f(lines); err != nil {
				return err
			}
			lines, size = nil, 0
		}
		if err != nil {
			break
		}
		if count++; count > b.lim.Lines {
			return refuse(DetailLimit, fmt.Errorf("%s: more than %d lines", Ops, b.lim.Lines))
		}
		lines = append(lines, line)
		size += int64(len(line))
	}
	if err := u.end(); err != nil {
		return refuse(DetailHash, fmt.Errorf("%s: %w", Ops, err))
	}
	if u.left.N > 0 || u.sum() != file.PlainHash {
		return refuse(DetailHash, fmt.Errorf("%s unpacks to other bytes", Ops))
	}
	if int64(count) != b.Manifest.OpCount() {
		return refuse(DetailManifest, fmt.Errorf("%d ops where %d were signed", count, b.Manifest.OpCount()))
	}
	return nil
}

// Quoted returns the lines of other devices' ops, {"prev","line"} each, none if
// the bundle has none. Errors are those of [Bundle.Ops].
func (b *Bundle) Quoted() ([][]byte, error) {
	if b.entry(Quoted) == nil {
		return nil, nil
	}
	return b.lines(Quoted)
}

// Entry returns the bytes of an entry by name, such as Receipts or "ref/…", nil
// if the bundle has none.
func (b *Bundle) Entry(name string) ([]byte, error) {
	e := b.entry(name)
	if e == nil {
		return nil, nil
	}
	return b.read(e)
}

// Refs returns the names of the reference data carried, "ref/<sha256>".
func (b *Bundle) Refs() []string { return b.named(refPrefix) }

// Attachments returns the names of the attachments carried, "att/<sha256>", in
// the manifest's order.
func (b *Bundle) Attachments() []string { return b.named(attPrefix) }

func (b *Bundle) named(prefix string) []string {
	var names []string
	for i := range b.entries {
		if n := b.entries[i].name; len(n) > len(prefix) && n[:len(prefix)] == prefix {
			names = append(names, n)
		}
	}
	return names
}

func (b *Bundle) lines(name string) ([][]byte, error) {
	plain, err := b.unpack(name)
	if err != nil {
		return nil, err
	}
	limit := b.lim.line(name)
	count := bytes.Count(plain, []byte("\n"))
	if count > b.lim.Lines {
		return nil, refuse(DetailLimit, fmt.Errorf("%s: %d lines", name, count))
	}
	lines := make([][]byte, 0, count)
	for line := range bytes.Lines(plain) {
		body, ok := bytes.CutSuffix(line, []byte("\n"))
		switch {
		case int64(len(body)) > limit:
			return nil, refuse(DetailLimit, fmt.Errorf("%s: a line of %d bytes", name, len(body)))
		case !ok || len(body) == 0:
			return nil, refuse(DetailManifest, fmt.Errorf("%s: an empty line or one without end", name))
		}
		lines = append(lines, body[:len(body):len(body)])
	}
	return lines, nil
}

// file returns what the manifest says of an entry, nil for none.
func (b *Bundle) file(name string) *File {
	for i := range b.Manifest.Files {
		if b.Manifest.Files[i].Name == name {
			return &b.Manifest.Files[i]
		}
	}
	return nil
}

// raw returns a gzip entry as it stands in the container, and what was signed
// of it.
func (b *Bundle) raw(name string) ([]byte, *File, error) {
	f, e := b.file(name), b.entry(name)
	if f == nil || e == nil {
		return nil, nil, refuse(DetailContainer, fmt.Errorf("no entry %s", name))
	}
	raw, err := b.read(e)
	return raw, f, err
}

// unpack returns a gzip entry's content. It allocates what was declared, which
// [Bundle.checkFiles] bounded, and reads one byte more to find what was not.
func (b *Bundle) unpack(name string) ([]byte, error) {
	raw, f, err := b.raw(name)
	if err != nil {
		return nil, err
	}
	plain, err := gunzip(raw, f.PlainSize)
	if err != nil {
		return nil, refuse(DetailHash, fmt.Errorf("%s: %w", name, err))
	}
	if ManifestHash(plain) != f.PlainHash {
		return nil, refuse(DetailHash, fmt.Errorf("%s unpacks to other bytes", name))
	}
	return plain, nil
}

// gunzip unpacks exactly one gzip member of exactly size bytes.
func gunzip(raw []byte, size int64) ([]byte, error) {
	u, err := newUnpacker(raw, size)
	if err != nil {
		return nil, err
	}
	plain := make([]byte, size)
	if _, err := io.ReadFull(u.z, plain); err != nil {
		return nil, fmt.Errorf("unpacking: %w", err)
	}
	return plain, u.end()
}

// unpacker reads one gzip member.
type unpacker struct {
	src  *bytes.Reader
	z    *gzip.Reader
	size int64
	left *io.LimitedReader // of size bytes, for lines
	r    *bufio.Reader     // over left, hashed
	h    hash.Hash
}

func newUnpacker(raw []byte, size int64) (*unpacker, error) {
	u := &unpacker{src: bytes.NewReader(raw), size: size}
	var err error
	if u.z, err = gzip.NewReader(u.src); err != nil {
		return nil, fmt.Errorf("unpacking: %w", err)
	}
	u.z.Multistream(false)
	u.h = sha256.New()
	u.left = &io.LimitedReader{R: u.z, N: size}
	u.r = bufio.NewReaderSize(io.TeeReader(u.left, u.h), 64<<10)
	return u, nil
}

// line returns the next line without its LF in a slice of its own, or io.EOF at
// the end of what was declared.
func (u *unpacker) line(limit int64) ([]byte, error) {
	var line []byte
	for {
		part, err := u.r.ReadSlice('\n')
		if err == nil && len(line) == 0 {
			line = bytes.Clone(part)
		} else {
			line = append(line, part...)
		}
		switch {
		case int64(len(line)) > limit+1:
			return nil, refuse(DetailLimit, fmt.Errorf("%s: a line of more than %d bytes", Ops, limit))
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && len(line) == 0:
			return nil, io.EOF
		case err != nil && !errors.Is(err, io.EOF):
			return nil, refuse(DetailHash, fmt.Errorf("%s: unpacking: %w", Ops, err))
		}
		body, ok := bytes.CutSuffix(line, []byte("\n"))
		if !ok || len(body) == 0 {
			return nil, refuse(DetailManifest, fmt.Errorf("%s: an empty line or one without end", Ops))
		}
		return body[:len(body):len(body)], nil
	}
}

// end finds what was not declared.
func (u *unpacker) end() error {
	var more [1]byte
	if n, err := io.ReadFull(u.z, more[:]); n != 0 || !errors.Is(err, io.EOF) {
		return fmt.Errorf("unpacks to more than %d bytes, or is damaged: %w", u.size, err)
	}
	if u.src.Len() != 0 {
		return errors.New("bytes after the packed data")
	}
	return nil
}

// sum returns the hash of what was read by lines.
func (u *unpacker) sum() (sum store.Hash) {
	u.h.Sum(sum[:0])
	return sum
}
