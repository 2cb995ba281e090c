package bundle

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
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

// unpack returns a gzip entry's content. It allocates what was declared, which
// [Bundle.checkFiles] bounded, and reads one byte more to find what was not.
func (b *Bundle) unpack(name string) ([]byte, error) {
	var f *File
	for i := range b.Manifest.Files {
		if b.Manifest.Files[i].Name == name {
			f = &b.Manifest.Files[i]
		}
	}
	e := b.entry(name)
	if f == nil || e == nil {
		return nil, refuse(DetailContainer, fmt.Errorf("no entry %s", name))
	}
	raw, err := b.read(e)
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
	src := bytes.NewReader(raw)
	z, err := gzip.NewReader(src)
	if err != nil {
		return nil, fmt.Errorf("unpacking: %w", err)
	}
	z.Multistream(false)
	plain := make([]byte, size)
	if _, err := io.ReadFull(z, plain); err != nil {
		return nil, fmt.Errorf("unpacking: %w", err)
	}
	var more [1]byte
	if n, err := io.ReadFull(z, more[:]); n != 0 || !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("unpacks to more than %d bytes, or is damaged: %w", size, err)
	}
	if src.Len() != 0 {
		return nil, errors.New("bytes after the packed data")
	}
	return plain, nil
}
