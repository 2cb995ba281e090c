package bundle_test

import (
	"bytes"
	"crypto/rand"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"

	"coopfield/store"
	"coopfield/sync/bundle"
	"coopfield/sync/trust"
)

func TestWhatIsSealedIsWhatIsRead(t *testing.T) {
	w := newWorld(t)
	for _, n := range []int{0, 1, 60} {
		c := w.up(n)
		tar := w.build(c)
		if err := tar.Check(w.wantUp()); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(tarBytes(t, tar), tarBytes(t, w.build(c))) {
			t.Fatal("the same content gave other bytes")
		}
		file := w.seal(tar)
		for _, id := range []age.Identity{w.working, w.recovery} {
			s, err := bundle.Open(bytes.NewReader(file), int64(len(file)), bundle.Default, id)
			if err != nil {
				t.Fatal(err)
			}
			b, err := s.Verify(w.wantUp())
			if err != nil {
				t.Fatal(err)
			}
			ops, err := b.Ops()
			if err != nil || len(ops) != n || b.Hash != tar.Hash || b.Device.Principal != "dakha-01" {
				t.Fatalf("%d ops, %v", len(ops), err)
			}
			for i := range ops {
				if !bytes.Equal(ops[i], c.Ops[i]) {
					t.Fatalf("op %d is %s", i, ops[i])
				}
			}
			names := b.Attachments()
			if len(names) != 1 {
				t.Fatal(names)
			}
			if a, err := b.Entry(names[0]); err != nil || string(a) != "biên bản đã ký\n" {
				t.Fatal(a, err)
			}
			if b.IsGrant() {
				t.Fatal("took it for a grant")
			}
		}
		_, err := bundle.Open(bytes.NewReader(file), int64(len(file)), bundle.Default, w.own)
		wantDetail(t, err, bundle.DetailRecipient)
	}
}

func TestEveryFlippedByteAndEveryTruncationIsRefused(t *testing.T) {
	w := newWorld(t)
	tar := w.build(w.up(3))
	plain, file, want := tarBytes(t, tar), w.seal(tar), w.wantUp()
	if _, err := acceptTar(plain, want); err != nil {
		t.Fatal(err)
	}
	if _, err := w.accept(file, want); err != nil {
		t.Fatal(err)
	}
	tried := 0
	try := func(what string, i int, err error) {
		tried++
		if c := store.CodeOf(err); c != store.Refused {
			t.Fatalf("%s at %d: %v (%s)", what, i, err, c)
		}
	}
	for _, mask := range []byte{1, 0x20, 0x80} {
		for i := range plain {
			plain[i] ^= mask
			_, err := acceptTar(plain, want)
			try("flip in the tar", i, err)
			plain[i] ^= mask
		}
		for i := range file {
			file[i] ^= mask
			_, err := w.accept(file, want)
			try("flip in the file", i, err)
			file[i] ^= mask
		}
	}
	for i := range plain {
		_, err := acceptTar(plain[:i], want)
		try("tar cut", i, err)
	}
	for i := range file {
		_, err := w.accept(file[:i], want)
		try("file cut", i, err)
	}
	_, err := acceptTar(append(plain, 0), want)
	try("a byte more", len(plain), err)
	_, err = acceptTar(append(plain, make([]byte, 512)...), want)
	try("a block more", len(plain), err)
	_, err = w.accept(append(file, 0), want)
	try("a byte more", len(file), err)
	t.Logf("%d altered files, none accepted", tried)
}

func TestForgeriesGetTheirCode(t *testing.T) {
	w := newWorld(t)
	stranger, otherCA := key(t), key(t)
	ns := trust.NamespaceBundle("62")
	for name, c := range map[string]struct {
		tar    func() (*bundle.Tar, error)
		want   func(*bundle.Want)
		detail string
	}{
		"other namespace": {func() (*bundle.Tar, error) { return bundle.Build(w.up(1), w.laptopC, trust.NamespaceDown("62")) }, nil, bundle.DetailNamespace},
		"other province":  {func() (*bundle.Tar, error) { return bundle.Build(w.up(1), w.laptopC, trust.NamespaceBundle("63")) }, nil, bundle.DetailNamespace},
		"foreign CA": {func() (*bundle.Tar, error) {
			return bundle.Build(w.up(1), certify(t, otherCA, w.laptop, 2, "dakha-01"), ns)
		}, nil, bundle.DetailNotOurCA},
		"unknown key": {func() (*bundle.Tar, error) {
			return bundle.Build(w.up(1), certify(t, w.ca, stranger, 2, "dakha-01"), ns)
		}, nil, bundle.DetailNotEnrolled},
		"unknown serial": {func() (*bundle.Tar, error) {
			return bundle.Build(w.up(1), certify(t, w.ca, w.laptop, 9, "dakha-01"), ns)
		}, nil, bundle.DetailNotEnrolled},
		"office sends up": {func() (*bundle.Tar, error) { return bundle.Build(w.up(1), w.officeC, ns) }, nil, bundle.DetailRole},
		"laptop sends down": {
			func() (*bundle.Tar, error) { return bundle.Build(w.up(1), w.laptopC, trust.NamespaceDown("62")) },
			func(q *bundle.Want) { q.Purpose = bundle.Down }, bundle.DetailRole,
		},
		"other address":    {func() (*bundle.Tar, error) { return w.build(w.up(1)), nil }, func(q *bundle.Want) { q.To = "63" }, bundle.DetailAddress},
		"other recipient":  {func() (*bundle.Tar, error) { return w.build(w.up(1)), nil }, func(q *bundle.Want) { q.Recipients = q.Recipients[:1] }, bundle.DetailAddress},
		"training to real": {func() (*bundle.Tar, error) { return w.build(w.up(1)), nil }, func(q *bundle.Want) { q.Mode = trust.Real }, bundle.DetailMode},
		"no grant":         {func() (*bundle.Tar, error) { return bundle.Build(w.up(1), w.laptopC, trust.NamespaceTrust("62")) }, func(q *bundle.Want) { q.Grant = true }, bundle.DetailManifest},
		"other principal": {func() (*bundle.Tar, error) {
			c := w.up(1)
			c.Manifest.Device = "dakha-02"
			return w.build(c), nil
		}, nil, bundle.DetailManifest},
		"other dev": {func() (*bundle.Tar, error) {
			c := w.up(1)
			c.Manifest.Dev = strings.Repeat("0", 32)
			return w.build(c), nil
		}, nil, bundle.DetailManifest},
		"fewer ops": {func() (*bundle.Tar, error) {
			c := w.up(3)
			c.Ops = c.Ops[:2]
			return w.build(c), nil
		}, nil, bundle.DetailManifest},
	} {
		t.Run(name, func(t *testing.T) {
			tar, err := c.tar()
			if err != nil {
				t.Fatal(err)
			}
			want := w.wantUp()
			if c.want != nil {
				c.want(&want)
			}
			_, err = acceptTar(tarBytes(t, tar), want)
			wantDetail(t, err, c.detail)
			var e *store.Error
			if !errors.As(err, &e) || e.Message == "" || e.Hint == "" || e.Kept == "" {
				t.Fatalf("says too little: %+v", e)
			}
		})
	}
	if _, err := bundle.Build(w.up(1), w.laptop, ns); err == nil {
		t.Fatal("signed without a certificate")
	}
}

// grant is the laptop's first downstream bundle.
func (w *world) grant(t *testing.T) *bundle.Content {
	t.Helper()
	cert, err := trust.IssueCert(rand.Reader, w.ca, w.laptop.PublicKey(), 2, "dakha-01")
	if err != nil {
		t.Fatal(err)
	}
	office, err := trust.IssueCert(rand.Reader, w.ca, w.office.PublicKey(), 1, "tinh-62")
	if err != nil {
		t.Fatal(err)
	}
	d := trust.Document{
		Province: "62", Mode: trust.Training, CA: w.ca.PublicKey(), Office: office, Device: cert,
		Working: w.recipients()[0], Recovery: w.recipients()[1],
	}
	doc, err := d.Encode()
	if err != nil {
		t.Fatal(err)
	}
	text, sig, err := trust.SignRegistry(w.registry, w.officeC)
	if err != nil {
		t.Fatal(err)
	}
	c := w.up(0)
	c.Attachments = nil
	m := &c.Manifest
	m.Purpose, m.To, m.Device, m.Dev = bundle.Down, "dakha-01", "tinh-62", trust.DevID(w.office.PublicKey())
	m.Recipients = fingerprints(w.own.Recipient().String())
	c.Quoted = [][]byte{[]byte(`{"prev":"00","line":"{}"}`)}
	c.Entries = []bundle.Entry{
		bundle.RefEntry([]byte("id = \"tt01\"\n")), bundle.RefEntry([]byte("id = \"tt09\"\n")),
		{Name: bundle.Receipts, Data: []byte("{}\n")},
		{Name: bundle.RegistrySig, Data: sig},
		{Name: bundle.RegistryTxt, Data: text},
		{Name: bundle.Secret, Data: trust.Secret{9}.Encode()},
		{Name: bundle.Trust, Data: doc},
	}
	return c
}

func TestGrantBringsItsOwnTrustAndIsCheckedAgainstIt(t *testing.T) {
	w := newWorld(t)
	tar, err := bundle.Build(w.grant(t), w.officeC, trust.NamespaceTrust("62"))
	if err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	if err := bundle.Seal(&file, tar, w.own.Recipient().String()); err != nil {
		t.Fatal(err)
	}
	s, err := bundle.Open(bytes.NewReader(file.Bytes()), int64(file.Len()), bundle.Default, w.own)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := s.Document()
	if err != nil || !s.IsGrant() {
		t.Fatal(err)
	}
	if err := doc.CheckCA(trust.DevID(w.ca.PublicKey())); err != nil {
		t.Fatal(err)
	}
	want := bundle.Want{
		Province: doc.Province, Mode: doc.Mode, Purpose: bundle.Down, Grant: true,
		To: trust.CertPrincipal(doc.Device), Recipients: fingerprints(w.own.Recipient().String()), CA: doc.CA,
	}
	b, err := believe(s, want)
	if err != nil {
		t.Fatal(err)
	}
	text, err := b.Entry(bundle.RegistryTxt)
	if err != nil {
		t.Fatal(err)
	}
	sig, err := b.Entry(bundle.RegistrySig)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := trust.VerifyRegistry(text, sig, "62", doc.CA); err != nil {
		t.Fatal(err)
	}
	if q, err := b.Quoted(); err != nil || len(q) != 1 || len(b.Refs()) != 2 {
		t.Fatal(q, err, b.Refs())
	}
	want.Grant = false
	_, err = believe(s, want)
	wantDetail(t, err, bundle.DetailNamespace)

	// A laptop can't grant itself trust, nor can upstream carry such entries.
	c := w.grant(t)
	if tar, err = bundle.Build(c, w.laptopC, trust.NamespaceTrust("62")); err != nil {
		t.Fatal(err)
	}
	want.Grant = true
	_, err = acceptTar(tarBytes(t, tar), want)
	wantDetail(t, err, bundle.DetailRole)
	c.Manifest.Purpose = bundle.Up
	if _, err := bundle.Build(c, w.laptopC, trust.NamespaceBundle("62")); err == nil {
		t.Fatal("an upstream bundle with a registry was built")
	}
	c = w.grant(t)
	c.Entries = c.Entries[:6]
	if _, err := bundle.Build(c, w.officeC, trust.NamespaceTrust("62")); err == nil {
		t.Fatal("half a grant was built")
	}
}

func TestVerifiedWriteLeavesAllOrNothing(t *testing.T) {
	dir := t.TempDir()
	const one = "age-encryption.org/v1\nmột" // another file would not be replaced
	path := filepath.Join(dir, bundle.FileName("62", "dakha-01", 1, 12))
	if filepath.Base(path) != "coop_62_dakha-01_e1_x0012.coop" {
		t.Fatal(path)
	}
	got, err := bundle.WriteVerified(path, func(w io.Writer) error { _, err := w.Write([]byte(one)); return err })
	if err != nil || got.Size != int64(len(one)) || got.Hash != bundle.ManifestHash([]byte(one)) {
		t.Fatal(got, err)
	}
	broken := errors.New("broken")
	_, err = bundle.WriteVerified(path, func(w io.Writer) error { _, _ = w.Write([]byte("hai")); return broken })
	if !errors.Is(err, broken) {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(path); err != nil || string(b) != one {
		t.Fatalf("%q %v", b, err)
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 1 {
		t.Fatalf("%v %v", files, err)
	}
	_, err = bundle.WriteVerified(filepath.Join(dir, "none", "x"), func(io.Writer) error { return nil })
	if store.DetailOf(err) != "medium-gone" {
		t.Fatal(err)
	}
	if err := bundle.CheckSpace(dir, 1); err != nil {
		t.Fatal(err)
	}
	if err := bundle.CheckSpace(dir, 1<<60); store.DetailOf(err) != "no-space" {
		t.Fatal(err)
	}
}
