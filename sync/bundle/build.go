package bundle

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"sort"
	gosync "sync"

	"golang.org/x/crypto/ssh"

	"coopfield/store"
	"coopfield/sync/trust"
)

// Content is what goes into a bundle. Build fills in Manifest.Files.
type Content struct {
	Manifest Manifest
	Ops      [][]byte // lines without LF, as logged
	Quoted   [][]byte // downstream: {"prev","line"} without LF
	// Entries are the other downstream files; Build puts them in order.
	Entries     []Entry
	Attachments []Attachment
}

// Entry is one downstream file: Trust, Secret, RegistryTxt, RegistrySig,
// Receipts, Expected, or [RefEntry].
type Entry struct {
	Name string
	Data []byte
}

// RefEntry returns the entry of one file of reference data.
func RefEntry(data []byte) Entry {
	return Entry{Name: refPrefix + ManifestHash(data).String(), Data: data}
}

// Attachment is one attached file, loaded only when its turn comes.
type Attachment struct {
	Hash store.Hash
	Size int64
	Load func() ([]byte, error)
}

// Tar is a signed container before encryption. It can be read at any place and
// more than once; only attachments are loaded as they are read.
type Tar struct {
	Manifest Manifest
	Hash     store.Hash // SHA-256 of the MANIFEST: the next one's prev-export
	parts    []part
	size     int64

	mu     gosync.Mutex // protects the two below
	loaded *part        // the attachment read last
	data   []byte
}

type part struct {
	off, size int64
	data      []byte
	load      func() ([]byte, error)
}

// Build packs c, hashes every file, signs the manifest under namespace and lays
// out the tar. signer carries its certificate ([trust.Keyring.CertSigner]).
// The same content, key and certificate give the same bytes. What does not fit
// one bundle is Invalid with DetailLimit.
func Build(c *Content, signer ssh.Signer, namespace string) (*Tar, error) {
	if _, ok := signer.PublicKey().(*ssh.Certificate); !ok {
		return nil, errors.New("a bundle is signed with a certificate")
	}
	t := &Tar{}
	m := c.Manifest
	m.Files = nil
	var files []part
	add := func(f File, p part) {
		m.Files = append(m.Files, f)
		p.size = f.Size
		files = append(files, p)
	}
	if err := pack(Ops, c.Ops, add); err != nil {
		return nil, err
	}
	if len(c.Quoted) > 0 {
		if err := pack(Quoted, c.Quoted, add); err != nil {
			return nil, err
		}
	}
	entries, err := sorted(c.Entries)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		add(File{Name: e.Name, Size: int64(len(e.Data)), Hash: ManifestHash(e.Data)}, part{data: e.Data})
	}
	for i := range c.Attachments {
		a := &c.Attachments[i]
		if a.Size > Default.Attachment {
			return nil, tooLarge(fmt.Errorf("an attachment of %d bytes", a.Size))
		}
		add(File{Name: attPrefix + a.Hash.String(), Size: a.Size, Hash: a.Hash}, part{load: a.load})
	}
	if len(m.Files) > Default.Files {
		return nil, tooLarge(fmt.Errorf("%d files", len(m.Files)))
	}
	text, err := m.Encode()
	if err != nil {
		return nil, err
	}
	sig, err := trust.Sign(signer, namespace, text)
	if err != nil {
		return nil, err
	}
	t.Manifest, t.Hash = m, ManifestHash(text)
	names := []string{nameManifest, nameSignature}
	files = append([]part{{size: int64(len(text)), data: text}, {size: int64(len(sig)), data: sig}}, files...)
	for i := range m.Files {
		names = append(names, m.Files[i].Name)
	}
	for i := range files {
		h, err := header(names[i], files[i].size)
		if err != nil {
			return nil, err
		}
		t.append(part{size: block, data: h})
		t.append(files[i])
		t.append(part{size: padding(files[i].size), data: zeros[:padding(files[i].size)]})
	}
	t.append(part{size: 2 * block, data: zeros[:]})
	if t.size > Default.Total {
		return nil, tooLarge(fmt.Errorf("a tar of %d bytes", t.size))
	}
	return t, nil
}

var zeros [2 * block]byte

func (t *Tar) append(p part) {
	if p.size == 0 {
		return
	}
	p.off = t.size
	t.size += p.size
	t.parts = append(t.parts, p)
}

// load returns the attachment's bytes and refuses other ones than were
// announced.
func (a *Attachment) load() ([]byte, error) {
	b, err := a.Load()
	if err != nil {
		return nil, fmt.Errorf("reading attachment %s: %w", a.Hash, err)
	}
	if int64(len(b)) != a.Size || ManifestHash(b) != a.Hash {
		return nil, &store.Error{
			Code: store.Damaged, Detail: "attachment", Message: "một tệp đính kèm trên máy này bị hỏng",
			Kept: "các dữ liệu khác còn nguyên", Hint: "chạy coopfield doctor, rồi phục hồi tệp từ bản sao lưu",
			Err: fmt.Errorf("attachment %s", a.Hash),
		}
	}
	return b, nil
}

// sorted returns the entries in the container's order.
func sorted(entries []Entry) ([]Entry, error) {
	out := append([]Entry(nil), entries...)
	for _, e := range out {
		s, ok := slotOf(e.Name, &Default)
		if !ok || s.rank < 4 || s.rank > 10 {
			return nil, fmt.Errorf("packing an entry named %.80q", e.Name)
		}
		if int64(len(e.Data)) > s.limit {
			return nil, tooLarge(fmt.Errorf("%s of %d bytes", e.Name, len(e.Data)))
		}
	}
	sort.SliceStable(out, func(i, j int) bool {
		a, _ := slotOf(out[i].Name, &Default)
		b, _ := slotOf(out[j].Name, &Default)
		return a.rank < b.rank || a.rank == b.rank && out[i].Name < out[j].Name
	})
	return out, nil
}

// pack gzips lines, LF after each, hashing both sides on the way.
func pack(name string, lines [][]byte, add func(File, part)) error {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	w := counter{h: sha256.New(), w: z}
	limit := Default.line(name)
	if len(lines) > Default.Lines {
		return tooLarge(fmt.Errorf("%s: %d lines", name, len(lines)))
	}
	for _, line := range lines {
		if int64(len(line)) > limit {
			return tooLarge(fmt.Errorf("%s: a line of %d bytes", name, len(line)))
		}
		if len(line) == 0 || bytes.IndexByte(line, '\n') >= 0 {
			return fmt.Errorf("packing %s: an empty line or one with a line feed", name)
		}
		if _, err := w.Write(line); err != nil {
			return fmt.Errorf("packing %s: %w", name, err)
		}
		if _, err := w.Write([]byte{'\n'}); err != nil {
			return fmt.Errorf("packing %s: %w", name, err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("packing %s: %w", name, err)
	}
	f := File{Name: name, Size: int64(b.Len()), Hash: ManifestHash(b.Bytes()), PlainSize: w.n}
	w.h.Sum(f.PlainHash[:0])
	if f.Size > Default.Packed || !Default.fitsRatio(f.PlainSize, f.Size) {
		return tooLarge(fmt.Errorf("%s: %d bytes packed, %d unpacked", name, f.Size, f.PlainSize))
	}
	add(f, part{data: b.Bytes()})
	return nil
}

// counter hashes and counts what passes to w.
type counter struct {
	h hash.Hash
	w io.Writer
	n int64
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.h.Write(p[:n])
	c.n += int64(n)
	return n, err
}
