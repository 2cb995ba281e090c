package bundle_test

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"strings"
	"testing"

	"filippo.io/age"
	"golang.org/x/crypto/ssh"

	"coopfield/store"
	"coopfield/sync/bundle"
	"coopfield/sync/trust"
)

// world is one province with an office and one laptop, with real keys.
type world struct {
	t                 testing.TB
	ca, office        ssh.Signer // plain keys
	laptop            ssh.Signer
	officeC, laptopC  ssh.Signer // with certificates
	working, recovery *age.X25519Identity
	own               *age.X25519Identity // the laptop's
	registry          *trust.Registry
}

func key(t testing.TB) ssh.Signer {
	t.Helper()
	k, err := trust.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	s, err := ssh.NewSignerFromKey(k)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func identity(t testing.TB) *age.X25519Identity {
	t.Helper()
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func certify(t testing.TB, ca, k ssh.Signer, serial uint64, principal string) ssh.Signer {
	t.Helper()
	c, err := trust.IssueCert(rand.Reader, ca, k.PublicKey(), serial, principal)
	if err != nil {
		t.Fatal(err)
	}
	s, err := ssh.NewCertSigner(c, k)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func newWorld(t testing.TB) *world {
	t.Helper()
	w := &world{
		t: t, ca: key(t), office: key(t), laptop: key(t),
		working: identity(t), recovery: identity(t), own: identity(t),
	}
	w.officeC = certify(t, w.ca, w.office, 1, "tinh-62")
	w.laptopC = certify(t, w.ca, w.laptop, 2, "dakha-01")
	entry := func(s ssh.Signer, serial uint64, principal string, role store.Role, unit string, id *age.X25519Identity) trust.Device {
		return trust.Device{
			Principal: principal, Dev: trust.DevID(s.PublicKey()), Serial: serial, Person: "Y Hạnh",
			Role: role, Unit: unit, Status: trust.Active, Key: s.PublicKey(), Age: id.Recipient().String(),
		}
	}
	w.registry = &trust.Registry{Province: "62", Mode: trust.Training, Version: 1, Devices: []trust.Device{
		entry(w.office, 1, "tinh-62", store.Province, "62", w.working),
		entry(w.laptop, 2, "dakha-01", store.Officer, "615", w.own),
	}}
	return w
}

func (w *world) recipients() []string {
	return []string{w.working.Recipient().String(), w.recovery.Recipient().String()}
}

func fingerprints(recipients ...string) []string {
	var fps []string
	for _, r := range recipients {
		fps = append(fps, trust.RecipientFingerprint(r))
	}
	return fps
}

// up is what the laptop seals: n ops and one attachment.
func (w *world) up(n int) *bundle.Content {
	c := &bundle.Content{Manifest: bundle.Manifest{
		Purpose: bundle.Up, Mode: trust.Training, To: "62", Recipients: fingerprints(w.recipients()...),
		Device: "dakha-01", Dev: trust.DevID(w.laptop.PublicKey()), Epoch: 1, Export: 1,
		PrevHead: store.Hash{1}, Head: store.Hash{2}, From: 1, Through: int64(n), Schema: 1, App: "0.1.0",
		ClaimedAt: "2026-11-23T08:15:00+07:00", Install: strings.Repeat("ab", 16),
	}}
	if n == 0 {
		c.Manifest.From, c.Manifest.Through, c.Manifest.Head = 0, 0, store.Hash{1}
	}
	for i := range n {
		c.Ops = append(c.Ops, fmt.Appendf(nil, `{"v":1,"op":"%032x","seq":%d,"why":"Hợp tác xã Đăk Hring"}`, i*7919, i+1))
	}
	att := []byte("biên bản đã ký\n")
	c.Attachments = []bundle.Attachment{attachment(att)}
	return c
}

func attachment(b []byte) bundle.Attachment {
	return bundle.Attachment{Hash: bundle.ManifestHash(b), Size: int64(len(b)), Load: func() ([]byte, error) { return b, nil }}
}

func (w *world) wantUp() bundle.Want {
	return bundle.Want{
		Province: "62", Mode: trust.Training, Purpose: bundle.Up, To: "62",
		Recipients: fingerprints(w.recipients()...), CA: w.ca.PublicKey(), Registry: w.registry,
	}
}

func (w *world) build(c *bundle.Content) *bundle.Tar {
	w.t.Helper()
	t, err := bundle.Build(c, w.laptopC, trust.NamespaceBundle("62"))
	if err != nil {
		w.t.Fatal(err)
	}
	return t
}

func (w *world) seal(t *bundle.Tar) []byte {
	w.t.Helper()
	var b bytes.Buffer
	if err := bundle.Seal(&b, t, w.recipients()...); err != nil {
		w.t.Fatal(err)
	}
	return b.Bytes()
}

func tarBytes(t testing.TB, b *bundle.Tar) []byte {
	t.Helper()
	var buf bytes.Buffer
	if n, err := b.WriteTo(&buf); err != nil || n != b.Size() {
		t.Fatal(n, err)
	}
	return buf.Bytes()
}

// accept runs steps 3 to 7 of the import on an encrypted file.
func (w *world) accept(file []byte, want bundle.Want) (*bundle.Bundle, error) {
	s, err := bundle.Open(bytes.NewReader(file), int64(len(file)), bundle.Default, w.working)
	if err != nil {
		return nil, err
	}
	return believe(s, want)
}

// acceptTar runs steps 4 to 7 on a plain tar.
func acceptTar(b []byte, want bundle.Want) (*bundle.Bundle, error) {
	s, err := bundle.OpenTar(bytes.NewReader(b), int64(len(b)), bundle.Default)
	if err != nil {
		return nil, err
	}
	return believe(s, want)
}

func believe(s *bundle.Sealed, want bundle.Want) (*bundle.Bundle, error) {
	b, err := s.Verify(want)
	if err != nil {
		return nil, err
	}
	if _, err := b.Ops(); err != nil {
		return nil, err
	}
	_, err = b.Quoted()
	return b, err
}

func wantDetail(t testing.TB, err error, detail string) {
	t.Helper()
	if store.CodeOf(err) != store.Refused || store.DetailOf(err) != detail {
		t.Fatalf("got %v (%s/%s), want a refusal %q", err, store.CodeOf(err), store.DetailOf(err), detail)
	}
}
