package bundle

import (
	"fmt"
	"io"
	"sort"

	"golang.org/x/crypto/ssh"

	"coopfield/sync/trust"
)

// Size returns the length of the tar in bytes.
func (t *Tar) Size() int64 { return t.size }

// ReadAt implements [io.ReaderAt].
func (t *Tar) ReadAt(p []byte, off int64) (n int, err error) {
	if off < 0 {
		return 0, fmt.Errorf("reading a tar at %d", off)
	}
	i := sort.Search(len(t.parts), func(i int) bool { return t.parts[i].off+t.parts[i].size > off })
	for ; n < len(p) && i < len(t.parts); i++ {
		c := &t.parts[i]
		data, err := t.bytes(c)
		if err != nil {
			return n, err
		}
		n += copy(p[n:], data[off+int64(n)-c.off:])
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// bytes returns a part's content and keeps the attachment read last, because a
// reader comes back for each piece of it.
func (t *Tar) bytes(p *part) ([]byte, error) {
	if p.load == nil {
		return p.data, nil
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.loaded == p {
		return t.data, nil
	}
	data, err := p.load()
	if err == nil {
		t.loaded, t.data = p, data
	}
	return data, err
}

// WriteTo implements [io.WriterTo]; each attachment is loaded once.
func (t *Tar) WriteTo(dst io.Writer) (written int64, err error) {
	for i := range t.parts {
		data, err := t.bytes(&t.parts[i])
		if err != nil {
			return written, err
		}
		n, err := dst.Write(data)
		written += int64(n)
		if err != nil {
			return written, fmt.Errorf("writing the tar: %w", err)
		}
	}
	return written, nil
}

// Check reads t as an importer would: container, signature, manifest, files,
// unpacking. The laptop can't decrypt what it seals, so this comes before.
func (t *Tar) Check(w Want) error {
	s, err := OpenTar(t, t.size, Default)
	if err != nil {
		return err
	}
	b, err := s.Verify(w)
	if err != nil {
		return err
	}
	if _, err := b.Ops(); err != nil {
		return err
	}
	_, err = b.Quoted()
	return err
}

// Write is [Build] followed by [Tar.WriteTo]: the plain container.
func Write(dst io.Writer, c *Content, signer ssh.Signer, namespace string) (*Tar, error) {
	t, err := Build(c, signer, namespace)
	if err != nil {
		return nil, err
	}
	_, err = t.WriteTo(dst)
	return t, err
}

// Seal encrypts t to all recipients, which are the province's two, or the
// laptop's own downstream.
func Seal(dst io.Writer, t *Tar, recipients ...string) error {
	w, err := trust.Encrypt(dst, recipients...)
	if err != nil {
		return err
	}
	if _, err := t.WriteTo(w); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return fmt.Errorf("encrypting the bundle: %w", err)
	}
	return nil
}
