package bundle

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"

	"filippo.io/age"
	"golang.org/x/crypto/ssh"

	"coopfield/store"
	"coopfield/sync/trust"
)

// Sealed is a bundle whose container is sound and of which nothing is believed
// yet.
type Sealed struct {
	r         io.ReaderAt
	size      int64
	lim       Limits
	entries   []entry
	manifest  []byte
	signature []byte
}

// Open decrypts a bundle in place and checks its container (import steps 3 and
// 4). The whole file is read and authenticated before it returns; src must
// stay open and unchanged while the bundle is used, and a later change is found
// when it is read. Errors are Refused: DetailRecipient, DetailDamaged,
// DetailContainer, DetailLimit.
func Open(src io.ReaderAt, size int64, lim Limits, ids ...age.Identity) (*Sealed, error) {
	// age adds 16 bytes to each 64 KiB and a header for its recipients.
	if size > lim.Total+lim.Total/4096+64<<10 {
		return nil, refuse(DetailLimit, fmt.Errorf("a file of %d bytes", size))
	}
	if err := checkHeader(src); err != nil {
		return nil, err
	}
	r, n, err := trust.DecryptAt(src, size, ids...)
	if err != nil {
		return nil, err
	}
	return OpenTar(r, n, lim)
}

// What the header of an encrypted file may have: an honest one has two or three
// recipients of at most 2 KiB. Each costs a trial of our key.
const (
	maxHeader     = 64 << 10
	maxRecipients = 16
)

// checkHeader refuses a file with more recipients than an honest one. What is
// no header at all is left to age.
func checkHeader(src io.ReaderAt) error {
	head := make([]byte, maxHeader)
	n, err := src.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return refuse(DetailDamaged, err)
	}
	before, _, found := bytes.Cut(head[:n], []byte("\n---"))
	if recipients := bytes.Count(before, []byte("\n-> ")); recipients > maxRecipients {
		return refuse(DetailLimit, fmt.Errorf("a header with %d recipients or more", recipients))
	}
	if !found && n == maxHeader {
		return refuse(DetailDamaged, fmt.Errorf("a header without end within %d bytes", n))
	}
	return nil
}

// OpenTar is [Open] for the tar inside: a bundle just built, or one that was
// decrypted for an audit.
func OpenTar(r io.ReaderAt, size int64, lim Limits) (*Sealed, error) {
	entries, err := walk(r, size, &lim)
	if err != nil {
		return nil, err
	}
	s := &Sealed{r: r, size: size, lim: lim, entries: entries}
	if s.manifest, err = s.read(&entries[0]); err != nil {
		return nil, err
	}
	s.signature, err = s.read(&entries[1])
	return s, err
}

// read returns an entry's bytes, hashed again: the file may have changed since
// the walk.
func (s *Sealed) read(e *entry) ([]byte, error) {
	b := make([]byte, e.size)
	if _, err := io.ReadFull(io.NewSectionReader(s.r, e.off, e.size), b); err != nil {
		return nil, refuse(DetailDamaged, err)
	}
	if ManifestHash(b) != e.sum {
		return nil, refuse(DetailDamaged, errors.New("file changed while it was read"))
	}
	return b, nil
}

func (s *Sealed) entry(name string) *entry {
	for i := range s.entries {
		if s.entries[i].name == name {
			return &s.entries[i]
		}
	}
	return nil
}

// IsGrant reports whether this is a laptop's first downstream bundle, which
// carries a trust document.
func (s *Sealed) IsGrant() bool { return s.entry(Trust) != nil }

// Document returns the trust document of a grant. It is the one thing that is
// read before a signature, because it brings the CA that the signature is
// checked against; believe it only after [trust.Document.CheckCA] and
// [Sealed.Verify]. It is Refused with trust.DetailTrust.
func (s *Sealed) Document() (*trust.Document, error) {
	e := s.entry(Trust)
	if e == nil {
		return nil, refuse(DetailContainer, errors.New("not a grant"))
	}
	b, err := s.read(e)
	if err != nil {
		return nil, err
	}
	return trust.ParseDocument(b)
}

// WriteTar writes the decrypted tar, for an auditor.
func (s *Sealed) WriteTar(dst io.Writer) error {
	if _, err := io.Copy(dst, io.NewSectionReader(s.r, 0, s.size)); err != nil {
		return fmt.Errorf("writing the decrypted bundle: %w", err)
	}
	return nil
}

// Want says what a bundle must be for us to believe it.
type Want struct {
	Province string // province id: which namespaces hold
	Mode     trust.Mode
	Purpose  Purpose
	Grant    bool   // a grant and nothing else; then Registry may be nil
	To       string // whom it must be addressed to: the province id, or our principal
	// Recipients are the fingerprints that the manifest must name, in order.
	Recipients []string
	// Formerly are such lists of before the province changed its age recipient.
	Formerly [][]string
	CA       ssh.PublicKey
	Registry *trust.Registry // who may send; nil looks nobody up
}

func (w *Want) namespace() string {
	switch {
	case w.Grant:
		return trust.NamespaceTrust(w.Province)
	case w.Purpose == Down:
		return trust.NamespaceDown(w.Province)
	default:
		return trust.NamespaceBundle(w.Province)
	}
}

// Bundle is a bundle whose signer, manifest and files are believed.
type Bundle struct {
	*Sealed
	Manifest Manifest
	Hash     store.Hash       // SHA-256 of the MANIFEST
	Cert     *ssh.Certificate // of the signer
	Device   *trust.Device    // the signer in the registry, nil without one
}

// Verify checks signature, signer, manifest, and each file's size and hash
// (import steps 5, 6 and 7 but for unpacking). Errors are Refused with the
// details of the package documentation, in that order.
func (s *Sealed) Verify(w Want) (*Bundle, error) {
	b := &Bundle{Sealed: s, Hash: ManifestHash(s.manifest)}
	if err := b.verifySigner(&w); err != nil {
		return nil, err
	}
	m, err := ParseManifest(s.manifest)
	if err != nil {
		return nil, err
	}
	b.Manifest = *m
	if err := b.checkManifest(&w); err != nil {
		return nil, err
	}
	return b, b.checkFiles()
}

func (b *Bundle) verifySigner(w *Want) error {
	pub, err := trust.Verify(b.signature, w.namespace(), b.manifest)
	if err != nil {
		return err
	}
	cert, ok := pub.(*ssh.Certificate)
	if !ok {
		return refuse(DetailNotOurCA, errors.New("signed without a certificate"))
	}
	if err := trust.CheckCert(cert, w.CA, trust.CertPrincipal(cert)); err != nil {
		return err
	}
	b.Cert = cert
	if w.Purpose == Down && trust.CertPrincipal(cert) != trust.OfficePrincipal(w.Province) {
		return refuse(DetailRole, fmt.Errorf("%s is not the office", trust.CertPrincipal(cert)))
	}
	if w.Registry == nil {
		return nil
	}
	if b.Device = w.Registry.ByCert(cert); b.Device == nil {
		return refuse(DetailNotEnrolled, fmt.Errorf("serial %d is not in version %d", cert.Serial, w.Registry.Version))
	}
	if (b.Device.Role == store.Province) != (w.Purpose == Down) {
		return refuse(DetailRole, fmt.Errorf("role %s sends %s", b.Device.Role, w.Purpose))
	}
	return nil
}

func (b *Bundle) checkManifest(w *Want) error {
	m := &b.Manifest
	switch {
	case m.Purpose != w.Purpose || b.IsGrant() != w.Grant:
		return refuse(DetailManifest, fmt.Errorf("purpose %s", m.Purpose))
	case m.To != w.To || !w.named(m.Recipients):
		return refuse(DetailAddress, fmt.Errorf("addressed to %s %v", m.To, m.Recipients))
	case m.Mode != w.Mode:
		return refuse(DetailMode, fmt.Errorf("mode %s", m.Mode))
	case m.Device != trust.CertPrincipal(b.Cert) || m.Dev != trust.DevID(b.Cert):
		return refuse(DetailManifest, fmt.Errorf("device %s is not its signer", m.Device))
	}
	return nil
}

// named reports whether a manifest names the recipients that it must.
func (w *Want) named(recipients []string) bool {
	return slices.Equal(recipients, w.Recipients) ||
		slices.ContainsFunc(w.Formerly, func(former []string) bool { return slices.Equal(recipients, former) })
}

// checkFiles compares what was found with what was signed.
func (b *Bundle) checkFiles() error {
	found, signed := b.entries[2:], b.Manifest.Files
	if len(found) != len(signed) {
		return refuse(DetailHash, fmt.Errorf("%d files signed, %d found", len(signed), len(found)))
	}
	for i := range signed {
		f, e := &signed[i], &found[i]
		if f.Name != e.name || f.Size != e.size || f.Hash != e.sum {
			return refuse(DetailHash, fmt.Errorf("%s is not the %s that was signed", e.name, f.Name))
		}
		if packed(f.Name) && !b.lim.fitsRatio(f.PlainSize, f.Size) {
			return refuse(DetailLimit, fmt.Errorf("%s unpacks to %d", f.Name, f.PlainSize))
		}
	}
	return nil
}
