package trust_test

import (
	"bytes"
	"crypto/rand"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"

	"coopfield/store"
	"coopfield/sync/trust"
)

func signer(t testing.TB) ssh.Signer {
	t.Helper()
	key, err := trust.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	s, err := ssh.NewSignerFromKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func certified(t testing.TB, ca, key ssh.Signer, serial uint64, principal string) (*ssh.Certificate, ssh.Signer) {
	t.Helper()
	c, err := trust.IssueCert(rand.Reader, ca, key.PublicKey(), serial, principal)
	if err != nil {
		t.Fatal(err)
	}
	s, err := ssh.NewCertSigner(c, key)
	if err != nil {
		t.Fatal(err)
	}
	return c, s
}

func wantDetail(t testing.TB, err error, detail string) {
	t.Helper()
	if store.CodeOf(err) != store.Refused || store.DetailOf(err) != detail {
		t.Fatalf("got %v (%s/%s), want a refusal %q", err, store.CodeOf(err), store.DetailOf(err), detail)
	}
}

func TestFingerprintIsReadWithAndWithoutSpaces(t *testing.T) {
	fp := trust.DevID(signer(t).PublicKey())
	shown := trust.FormatFingerprint(fp)
	if len(strings.Fields(shown)) != 8 || len(shown) != 39 {
		t.Fatalf("shown as %q", shown)
	}
	for _, s := range []string{fp, shown, strings.ToUpper(shown), " " + fp + " "} {
		if got, err := trust.ParseFingerprint(s); err != nil || got != fp {
			t.Fatalf("%q read as %q, %v", s, got, err)
		}
	}
	for _, s := range []string{"", fp[1:], fp + "0", strings.Replace(fp, fp[:1], "g", 1)} {
		if _, err := trust.ParseFingerprint(s); err == nil {
			t.Fatalf("%q was read", s)
		}
	}
}

func TestCertificateKeepsTheDevIDOfItsKey(t *testing.T) {
	key := signer(t)
	c, _ := certified(t, signer(t), key, 1, "dakha-01")
	if trust.DevID(c) != trust.DevID(key.PublicKey()) {
		t.Fatal("certificate changed the device id")
	}
}

func TestEveryAlteredByteOfASignatureIsRefused(t *testing.T) {
	_, s := certified(t, signer(t), signer(t), 7, "dakha-01")
	msg := []byte("coopfield-bundle: v1\n")
	sig, err := trust.Sign(s, "coopfield-bundle@62", msg)
	if err != nil {
		t.Fatal(err)
	}
	for i := range sig {
		for _, mask := range []byte{1, 0x20, 0x80} {
			b := bytes.Clone(sig)
			b[i] ^= mask
			pub, err := trust.Verify(b, "coopfield-bundle@62", msg)
			if err == nil {
				// The bytes of the CA's signature inside are not this check's business.
				if err = trust.CheckCert(pub.(*ssh.Certificate), s.PublicKey().(*ssh.Certificate).SignatureKey, "dakha-01"); err == nil {
					t.Fatalf("byte %d ^ %#x accepted", i, mask)
				}
			}
		}
	}
	for n := range sig {
		if _, err := trust.Verify(sig[:n], "coopfield-bundle@62", msg); err == nil {
			t.Fatalf("first %d bytes accepted", n)
		}
	}
	_, err = trust.Verify(append(sig, '\n'), "coopfield-bundle@62", msg)
	wantDetail(t, err, trust.DetailSignature)
	_, err = trust.Verify(sig, "coopfield-down@62", msg)
	wantDetail(t, err, trust.DetailNamespace)
	_, err = trust.Verify(sig, "coopfield-bundle@62", append(msg, ' '))
	wantDetail(t, err, trust.DetailSignature)
}

func TestOpSignatureHoldsForItsAuthorAlone(t *testing.T) {
	a, b := signer(t), signer(t)
	line := []byte(`{"v":1,"sig":""}`)
	sig, err := trust.SignOp(a, line)
	if err != nil {
		t.Fatal(err)
	}
	if err := trust.VerifyOp(a.PublicKey(), line, sig); err != nil {
		t.Fatal(err)
	}
	wantDetail(t, trust.VerifyOp(b.PublicKey(), line, sig), trust.DetailSignature)
	wantDetail(t, trust.VerifyOp(a.PublicKey(), append(line, ' '), sig), trust.DetailSignature)
	wantDetail(t, trust.VerifyOp(a.PublicKey(), line, sig+"\n"), trust.DetailSignature)
	wantDetail(t, trust.VerifyOp(a.PublicKey(), line, ""), trust.DetailSignature)
	_, cs := certified(t, b, a, 1, "x-01")
	if _, err := trust.SignOp(cs, line); err == nil {
		t.Fatal("an op was signed with a certificate")
	}
}

func TestOnlyOurCertificatesInOurFormPass(t *testing.T) {
	ca, other, key := signer(t), signer(t), signer(t)
	good, _ := certified(t, ca, key, 1, "dakha-01")
	if err := trust.CheckCert(good, ca.PublicKey(), "dakha-01"); err != nil {
		t.Fatal(err)
	}
	foreign, _ := certified(t, other, key, 1, "dakha-01")
	wantDetail(t, trust.CheckCert(foreign, ca.PublicKey(), "dakha-01"), trust.DetailNotOurCA)
	wantDetail(t, trust.CheckCert(good, ca.PublicKey(), "dakha-02"), trust.DetailSignature)
	for name, change := range map[string]func(*ssh.Certificate){
		"serial":          func(c *ssh.Certificate) { c.Serial++ },
		"host":            func(c *ssh.Certificate) { c.CertType = ssh.HostCert },
		"two principals":  func(c *ssh.Certificate) { c.ValidPrincipals = append(c.ValidPrincipals, "x") },
		"any principal":   func(c *ssh.Certificate) { c.ValidPrincipals = nil },
		"critical option": func(c *ssh.Certificate) { c.CriticalOptions = map[string]string{"force-command": "x"} },
		"extension":       func(c *ssh.Certificate) { c.Extensions = map[string]string{"permit-pty": ""} },
		"end date":        func(c *ssh.Certificate) { c.ValidBefore = 1 << 40 },
		"start date":      func(c *ssh.Certificate) { c.ValidAfter = 1 },
	} {
		for _, resign := range []bool{false, true} {
			if name == "serial" && resign {
				continue
			}
			c := *good
			change(&c)
			if resign {
				if err := c.SignCert(rand.Reader, ca); err != nil {
					t.Fatal(err)
				}
			}
			t.Run(name, func(t *testing.T) {
				wantDetail(t, trust.CheckCert(&c, ca.PublicKey(), "dakha-01"), trust.DetailSignature)
			})
		}
	}
}

func TestStockSSHKeygenAgrees(t *testing.T) {
	if _, err := exec.LookPath("ssh-keygen"); err != nil {
		t.Fatal("this test needs ssh-keygen: install openssh-client")
	}
	ca, key := signer(t), signer(t)
	_, s := certified(t, ca, key, 7, "dakha-01")
	msg := []byte("Đắk Hà\n")
	sig, err := trust.Sign(s, trust.NamespaceBundle("62"), msg)
	if err != nil {
		t.Fatal(err)
	}
	r := &trust.Registry{Province: "62", Mode: trust.Training, Version: 1, Devices: []trust.Device{device(t, key, 7, "dakha-01")}}
	dir := t.TempDir()
	write := func(name string, b []byte) string {
		p := filepath.Join(dir, name)
		if err := os.WriteFile(p, b, 0o600); err != nil {
			t.Fatal(err)
		}
		return p
	}
	run := func(msg []byte, args ...string) bool {
		c := exec.Command("ssh-keygen", append([]string{
			"-Y", "verify", "-f", write("allowed_signers", trust.AllowedSigners(ca.PublicKey(), "62")), "-s", write("sig", sig),
		}, args...)...)
		c.Stdin = bytes.NewReader(msg)
		out, err := c.CombinedOutput()
		t.Logf("%v: %s", args, out)
		return err == nil
	}
	if !run(msg, "-I", "dakha-01", "-n", "coopfield-bundle@62") {
		t.Fatal("ssh-keygen refuses a good signature")
	}
	if run(msg, "-I", "dakha-02", "-n", "coopfield-bundle@62") || run(msg, "-I", "dakha-01", "-n", "coopfield-down@62") ||
		run(append(msg, ' '), "-I", "dakha-01", "-n", "coopfield-bundle@62") {
		t.Fatal("ssh-keygen accepts a wrong principal, namespace or message")
	}
	r.Devices[0].Status = trust.Compromised
	if run(msg, "-I", "dakha-01", "-n", "coopfield-bundle@62", "-r", write("revoked_keys", trust.RevokedKeys(r))) {
		t.Fatal("ssh-keygen accepts a revoked key")
	}

	// The other way: what ssh-keygen signs, we verify; it wraps lines elsewhere,
	// so its blob is taken out of its armour.
	ids := filepath.Join(dir, "id")
	if out, err := exec.Command("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", ids).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	c := exec.Command("ssh-keygen", "-Y", "sign", "-f", ids, "-n", trust.NamespaceRecord)
	c.Stdin = bytes.NewReader(msg)
	out, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	body := strings.Join(strings.Split(strings.TrimSpace(string(out)), "\n")[1:], "")
	pubLine, err := os.ReadFile(ids + ".pub")
	if err != nil {
		t.Fatal(err)
	}
	pub, err := trust.ParseKey(strings.Join(strings.Fields(string(pubLine))[:2], " "))
	if err != nil {
		t.Fatal(err)
	}
	if err := trust.VerifyOp(pub, msg, strings.TrimSuffix(body, "-----END SSH SIGNATURE-----")); err != nil {
		t.Fatal(err)
	}
}

func device(t testing.TB, key ssh.Signer, serial uint64, principal string) trust.Device {
	t.Helper()
	return trust.Device{
		Principal: principal, Dev: trust.DevID(key.PublicKey()), Serial: serial, Person: "Y Thị Hạnh",
		Role: store.Officer, Unit: "615", Status: trust.Active, Key: key.PublicKey(),
		Age: "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj",
	}
}

func TestKeyringOpensWithItsPassphraseAlone(t *testing.T) {
	dir := t.TempDir()
	pass := []byte("mật khẩu dài")
	k, err := trust.Create(dir, trust.Real, trust.X25519, pass)
	if err != nil {
		t.Fatal(err)
	}
	again, err := trust.Open(dir, pass)
	if err != nil {
		t.Fatal(err)
	}
	if again.Dev() != k.Dev() || !bytes.Equal(again.DataKey(), k.DataKey()) || again.Recipient() != k.Recipient() ||
		again.Install() != k.Install() || again.Mode() != trust.Real {
		t.Fatal("another keyring came back")
	}
	if pub, err := trust.PublicKey(dir); err != nil || trust.DevID(pub) != k.Dev() {
		t.Fatalf("public key: %v", err)
	}
	for _, wrong := range []string{"", "mật khẩu dà", "Mật khẩu dài"} {
		if _, err := trust.Open(dir, []byte(wrong)); store.CodeOf(err) != store.Locked {
			t.Fatalf("passphrase %q: %v", wrong, err)
		}
	}
	if _, err := trust.Create(dir, trust.Real, trust.X25519, pass); store.CodeOf(err) != store.Conflict {
		t.Fatalf("keys were made twice: %v", err)
	}
	if err := k.Rewrap([]byte("mật khẩu mới")); err != nil {
		t.Fatal(err)
	}
	if _, err := trust.Open(dir, pass); store.CodeOf(err) != store.Locked {
		t.Fatalf("the old passphrase still opens: %v", err)
	}
	if again, err = trust.Open(dir, []byte("mật khẩu mới")); err != nil || !bytes.Equal(again.DataKey(), k.DataKey()) {
		t.Fatalf("the new passphrase does not open: %v", err)
	}
	files, err := os.ReadDir(trust.KeyDir(dir))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		b, err := os.ReadFile(filepath.Join(trust.KeyDir(dir), f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if info, _ := f.Info(); runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
			t.Fatalf("%s has mode %v", f.Name(), info.Mode())
		}
		for _, secret := range []string{"OPENSSH PRIVATE", "AGE-SECRET-KEY", string(k.DataKey())} {
			if bytes.Contains(b, []byte(secret)) {
				t.Fatalf("%s holds a secret openly", f.Name())
			}
		}
	}
}

func TestTrainingKeyringHasNoPassphrase(t *testing.T) {
	dir := t.TempDir()
	if _, err := trust.Create(dir, trust.Training, trust.X25519, []byte("x")); store.CodeOf(err) != store.Invalid {
		t.Fatalf("training took a passphrase: %v", err)
	}
	if _, err := trust.Create(dir, trust.Real, trust.X25519, nil); store.CodeOf(err) != store.Invalid {
		t.Fatalf("real took no passphrase: %v", err)
	}
	if _, err := trust.Open(dir, nil); store.CodeOf(err) != store.NotFound {
		t.Fatalf("an empty folder opened: %v", err)
	}
	k, err := trust.Create(dir, trust.Training, trust.X25519, nil)
	if err != nil {
		t.Fatal(err)
	}
	if needs, err := trust.NeedsPassphrase(dir); err != nil || needs {
		t.Fatalf("needs a passphrase: %v %v", needs, err)
	}
	again, err := trust.Open(dir, nil)
	if err != nil || again.Dev() != k.Dev() || again.Mode() != trust.Training {
		t.Fatalf("did not come back: %v", err)
	}
	if _, err := again.CertSigner(); store.CodeOf(err) != store.Denied {
		t.Fatalf("sealed before enrolment: %v", err)
	}
}

func TestAlteredKeyFilesAreDamagedNotBelieved(t *testing.T) {
	dir := t.TempDir()
	if _, err := trust.Create(dir, trust.Training, trust.X25519, nil); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"wrap", "device", "age", "install"} {
		path := filepath.Join(trust.KeyDir(dir), name)
		good, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		bad := bytes.Clone(good)
		bad[len(bad)/2] ^= 0x80
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := trust.Open(dir, nil); store.CodeOf(err) != store.Damaged {
			t.Fatalf("%s: %v", name, err)
		}
		if err := os.WriteFile(path, good, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func TestRecoveryIdentityOpensAForgottenStore(t *testing.T) {
	dir := t.TempDir()
	k, err := trust.Create(filepath.Join(dir, "o"), trust.Real, trust.X25519, []byte("quên rồi"))
	if err != nil {
		t.Fatal(err)
	}
	ca, err := trust.CreateCA(filepath.Join(dir, "ca"), trust.Training, trust.X25519, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := trust.OpenRecovery(filepath.Join(dir, "o"), ca.Recovery()); store.CodeOf(err) != store.NotFound {
		t.Fatalf("recovered without a wrap: %v", err)
	}
	if err := k.WrapRecovery(ca.RecoveryRecipient()); err != nil {
		t.Fatal(err)
	}
	if ca, err = trust.OpenCA(filepath.Join(dir, "ca"), nil); err != nil {
		t.Fatal(err)
	}
	again, err := trust.OpenRecovery(filepath.Join(dir, "o"), ca.Recovery())
	if err != nil || again.Dev() != k.Dev() || !bytes.Equal(again.DataKey(), k.DataKey()) {
		t.Fatalf("not recovered: %v", err)
	}
	_, err = trust.OpenRecovery(filepath.Join(dir, "o"), k.AgeIdentity())
	wantDetail(t, err, trust.DetailRecipient)
}
