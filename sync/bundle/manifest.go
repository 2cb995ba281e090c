package bundle

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"coopfield/store"
	"coopfield/sync/trust"
)

// Purpose is the direction of a bundle.
type Purpose string

// The purposes.
const (
	Up   Purpose = "up"   // from a laptop to the province
	Down Purpose = "down" // from the province to one laptop
)

// Seq is a place in a log: the receipted point.
type Seq struct {
	Seq  int64
	Head store.Hash
}

// File is one signed line about an entry: what it must be, packed and unpacked.
// The unpacked values are zero for entries that are not gzip.
type File struct {
	Name      string
	Size      int64
	Hash      store.Hash
	PlainSize int64
	PlainHash store.Hash
}

// Manifest is what the sender signs: to whom, from whom, which ops of which
// chain, and every file. A bundle can't be re-addressed, replayed as new or
// spliced without changing it.
type Manifest struct {
	Purpose       Purpose
	Mode          trust.Mode
	To            string   // province id upstream, principal downstream
	Recipients    []string // fingerprints of the age recipients
	Device        string   // principal of the sender
	Dev           string   // key id of the sender
	Epoch         int64
	Export        int64      // 1, 2, 3 … of this chain of bundles
	PrevExport    store.Hash // SHA-256 of the MANIFEST of export-1, zero for the first
	From, Through int64      // seqs of the ops carried, From..Through; both 0 for none
	PrevHead      store.Hash // head before the first op carried
	Head          store.Hash // head after the last; PrevHead when there is none
	Schema        int64      // version of the op encoding
	App           string     // program version
	ClaimedAt     string     // RFC 3339 with offset, as the sender's clock says
	Receipted     *Seq       // what the sender knows to be received, nil for nothing
	Install       string     // 32 lowercase hex digits
	Files         []File     // every entry after the signature, in order
	// Answered is the newest answer that came whole to the sender: its export and
	// the hash of its MANIFEST; nil for none. It is an extension, "x-answered: 7
	// <hex>" after the files, which older programs ignore.
	Answered *Seq
}

const extAnswered = "x-answered: "

var appForm = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z.+_-]{0,63}$`)

const manifestVersion = "v1"

// OpCount returns how many op lines the bundle must carry.
func (m *Manifest) OpCount() int64 {
	if m.From == 0 {
		return 0
	}
	return m.Through - m.From + 1
}

// Encode returns the MANIFEST. It fails if m breaks the grammar.
func (m *Manifest) Encode() ([]byte, error) {
	if err := m.check(); err != nil {
		return nil, fmt.Errorf("encoding the manifest: %w", err)
	}
	b := m.text()
	if m.Answered != nil {
		b = fmt.Appendf(b, "%s%d %s\n", extAnswered, m.Answered.Seq, m.Answered.Head)
	}
	if int64(len(b)) > Default.Manifest {
		return nil, tooLarge(fmt.Errorf("a manifest of %d bytes", len(b)))
	}
	return b, nil
}

// ManifestHash returns the SHA-256 of a MANIFEST's bytes: the next one's
// prev-export.
func ManifestHash(b []byte) store.Hash { return sha256.Sum256(b) }

func (m *Manifest) text() []byte {
	var ops, receipted string
	if m.From != 0 {
		ops = fmt.Sprintf("%d-%d", m.From, m.Through)
	}
	if m.Receipted != nil {
		receipted = fmt.Sprintf("%d %s", m.Receipted.Seq, m.Receipted.Head)
	}
	fields := []trust.Field{
		{Key: "coopfield-bundle", Value: manifestVersion},
		{Key: "purpose", Value: string(m.Purpose)},
		{Key: "mode", Value: string(m.Mode)},
		{Key: "to", Value: m.To + " " + strings.Join(m.Recipients, " ")},
		{Key: "device", Value: m.Device},
		{Key: "dev", Value: m.Dev},
		{Key: "epoch", Value: strconv.FormatInt(m.Epoch, 10)},
		{Key: "export", Value: strconv.FormatInt(m.Export, 10)},
		{Key: "prev-export", Value: trust.HashText(m.PrevExport)},
		{Key: "ops", Value: ops},
		{Key: "prev-head", Value: trust.HashText(m.PrevHead)},
		{Key: "head", Value: trust.HashText(m.Head)},
		{Key: "schema", Value: strconv.FormatInt(m.Schema, 10)},
		{Key: "app", Value: m.App},
		{Key: "claimed-at", Value: m.ClaimedAt},
		{Key: "receipted", Value: receipted},
		{Key: "install", Value: m.Install},
	}
	for i := range m.Files {
		fields = append(fields, trust.Field{Key: "file", Value: m.Files[i].text()})
	}
	return trust.EncodeFields(fields...)
}

func (f *File) text() string {
	if !packed(f.Name) {
		return fmt.Sprintf("%s %d %s - -", f.Name, f.Size, f.Hash)
	}
	return fmt.Sprintf("%s %d %s %d %s", f.Name, f.Size, f.Hash, f.PlainSize, f.PlainHash)
}

// ParseManifest reads a MANIFEST: the keys in their order, nothing else but
// lines whose key starts with "x-", which are ignored. It is Refused with
// DetailNewer for another version, DetailManifest for any other fault.
func ParseManifest(b []byte) (*Manifest, error) {
	if first, _, _ := bytes.Cut(b, []byte("\n")); bytes.HasPrefix(first, []byte("coopfield-bundle: v")) &&
		string(first) != "coopfield-bundle: "+manifestVersion {
		if _, err := strconv.ParseUint(string(first[len("coopfield-bundle: v"):]), 10, 31); err == nil {
			return nil, refuse(DetailNewer, fmt.Errorf("manifest begins %.40q", first))
		}
	}
	known, err := dropExtensions(b)
	if err != nil {
		return nil, refuse(DetailManifest, err)
	}
	l := trust.ReadLines(known, int(Default.Manifest))
	if v := l.Next("coopfield-bundle"); v != manifestVersion {
		l.Fail(fmt.Errorf("unknown version %.20q", v))
	}
	m := &Manifest{Purpose: Purpose(l.Next("purpose")), Mode: trust.Parsed(l, "mode", trust.ParseMode)}
	to := strings.Split(l.Next("to"), " ")
	m.To, m.Recipients = to[0], to[1:]
	m.Device, m.Dev = l.Next("device"), l.Next("dev")
	m.Epoch, m.Export = l.Number("epoch"), l.Number("export")
	m.PrevExport = trust.Parsed(l, "prev-export", trust.ParseHash)
	ops := trust.Parsed(l, "ops", parseRange)
	m.From, m.Through = ops[0], ops[1]
	m.PrevHead, m.Head = trust.Parsed(l, "prev-head", trust.ParseHash), trust.Parsed(l, "head", trust.ParseHash)
	m.Schema, m.App, m.ClaimedAt = l.Number("schema"), l.Next("app"), l.Next("claimed-at")
	m.Receipted = trust.Parsed(l, "receipted", parseSeq)
	m.Install = l.Next("install")
	for l.More() {
		m.Files = append(m.Files, trust.Parsed(l, "file", parseFile))
	}
	err = l.Err()
	if err == nil {
		err = m.check()
	}
	if err == nil && !bytes.Equal(m.text(), known) {
		err = errors.New("not in canonical form")
	}
	if err != nil {
		return nil, refuse(DetailManifest, err)
	}
	if len(known) != len(b) {
		m.Answered = answered(b)
	}
	return m, nil
}

// answered returns what a MANIFEST's extension says of answers, nil for nothing
// that is understood.
func answered(b []byte) *Seq {
	for line := range bytes.Lines(b) {
		text, ok := strings.CutPrefix(string(line), extAnswered)
		if !ok {
			continue
		}
		text = strings.TrimSuffix(text, "\n")
		s, err := parseSeq(text)
		if err != nil || s == nil || s.Seq < 1 || fmt.Sprintf("%d %s", s.Seq, s.Head) != text {
			return nil
		}
		return s
	}
	return nil
}

// dropExtensions returns b without its x- lines, each of which must be "x-key:
// value" and stand only once.
func dropExtensions(b []byte) ([]byte, error) {
	if int64(len(b)) > Default.Manifest {
		return nil, fmt.Errorf("longer than %d bytes", Default.Manifest)
	}
	if !bytes.Contains(b, []byte("\nx-")) {
		return b, nil
	}
	if err := trust.CheckText(strings.ReplaceAll(string(b), "\n", "")); err != nil {
		return nil, err
	}
	var out []byte
	seen := map[string]bool{}
	for line := range bytes.Lines(b) {
		if !bytes.HasPrefix(line, []byte("x-")) || len(out) == 0 {
			out = append(out, line...)
			continue
		}
		key, _, ok := strings.Cut(string(line), ": ")
		if !ok || seen[key] || !bytes.HasSuffix(line, []byte("\n")) {
			return nil, fmt.Errorf("malformed or repeated line %.40q", line)
		}
		seen[key] = true
	}
	return out, nil
}

func (m *Manifest) check() error {
	switch {
	case m.Purpose != Up && m.Purpose != Down:
		return fmt.Errorf("unknown purpose %.20q", m.Purpose)
	case !m.Mode.Valid():
		return fmt.Errorf("unknown mode %.20q", m.Mode)
	case !trust.ValidPrincipal(m.To) || len(m.Recipients) == 0 || len(m.Recipients) > 8:
		return errors.New("malformed address")
	case slices.ContainsFunc(m.Recipients, func(s string) bool { return !trust.IsHex(s, 32) }):
		return errors.New("malformed recipient")
	case !trust.ValidPrincipal(m.Device) || !trust.IsHex(m.Dev, 32) || !trust.IsHex(m.Install, 32):
		return errors.New("malformed sender")
	case m.Epoch < 1 || m.Export < 1 || m.Schema < 1:
		return errors.New("epoch, export and schema count from 1")
	case m.Epoch > store.MaxEpoch || m.Export > store.MaxSeq || m.Schema > store.MaxEpoch || m.Through > store.MaxSeq:
		return errors.New("epoch, export, schema or range of ops too large")
	case (m.Export == 1) != m.PrevExport.IsZero():
		return errors.New("prev-export is missing or one too many")
	case m.From < 0 || m.Through < m.From || m.From == 0 && m.Through != 0:
		return errors.New("malformed range of ops")
	case m.From == 0 && m.PrevHead != m.Head, m.From != 0 && (m.PrevHead.IsZero() || m.Head.IsZero() || m.PrevHead == m.Head):
		return errors.New("heads do not fit the range of ops")
	case !appForm.MatchString(m.App):
		return errors.New("malformed program version")
	case m.Receipted != nil && (m.Receipted.Seq < 1 || m.Receipted.Seq > store.MaxSeq || m.Receipted.Head.IsZero()):
		return errors.New("malformed receipted point")
	}
	if t, err := time.Parse(time.RFC3339, m.ClaimedAt); err != nil || t.Format(time.RFC3339) != m.ClaimedAt {
		return fmt.Errorf("malformed time %.40q", m.ClaimedAt)
	}
	return m.checkFiles()
}

// checkFiles requires the order of the container, which names ops first.
func (m *Manifest) checkFiles() error {
	if len(m.Files) == 0 || m.Files[0].Name != Ops || len(m.Files) > Default.Files {
		return errors.New("no ops file, or too many files")
	}
	var o order
	for i := range m.Files {
		f := &m.Files[i]
		s, err := o.next(f.Name, &Default)
		switch {
		case err != nil:
			return err
		case s.rank < 2 || s.down && m.Purpose != Down:
			return fmt.Errorf("a file named %.80q", f.Name)
		case f.Size < 0 || f.Size > s.limit:
			return fmt.Errorf("%s: size %d", f.Name, f.Size)
		case packed(f.Name) && !Default.fitsRatio(f.PlainSize, f.Size), !packed(f.Name) && (f.PlainSize != 0 || !f.PlainHash.IsZero()):
			return fmt.Errorf("%s: unpacked size %d", f.Name, f.PlainSize)
		}
		if h, ok := hashedName(f.Name); ok && h != f.Hash {
			return fmt.Errorf("%s: not named by its hash", f.Name)
		}
	}
	return o.complete()
}

func parseRange(s string) (r [2]int64, err error) {
	if s == "" {
		return r, nil
	}
	from, to, _ := strings.Cut(s, "-")
	if r[0], err = strconv.ParseInt(from, 10, 64); err != nil {
		return r, err
	}
	r[1], err = strconv.ParseInt(to, 10, 64)
	return r, err
}

func parseSeq(s string) (*Seq, error) {
	if s == "" {
		return nil, nil
	}
	seq, head, _ := strings.Cut(s, " ")
	n, err := strconv.ParseInt(seq, 10, 64)
	if err != nil {
		return nil, err
	}
	h, err := store.ParseHash(head)
	return &Seq{Seq: n, Head: h}, err
}

func parseFile(s string) (f File, err error) {
	p := strings.Split(s, " ")
	if len(p) != 5 {
		return f, fmt.Errorf("not five values: %.80q", s)
	}
	f.Name = p[0]
	if f.Size, err = strconv.ParseInt(p[1], 10, 64); err != nil {
		return f, err
	}
	if f.Hash, err = store.ParseHash(p[2]); err != nil || p[3] == "-" && p[4] == "-" {
		return f, err
	}
	if f.PlainSize, err = strconv.ParseInt(p[3], 10, 64); err != nil {
		return f, err
	}
	f.PlainHash, err = store.ParseHash(p[4])
	return f, err
}
