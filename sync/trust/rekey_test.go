package trust_test

import (
	"bytes"
	"crypto/rand"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"golang.org/x/crypto/ssh"

	"coopfield/store"
	"coopfield/sync/trust"
)

// withOffice is registry(t) whose office has the key s.
func withOffice(t *testing.T, s ssh.Signer) *trust.Registry {
	t.Helper()
	r := registry(t)
	r.Devices[0].Key, r.Devices[0].Dev = s.PublicKey(), trust.DevID(s.PublicKey())
	return r
}

// rekeyed is the next version of r with another office key, the one so far put
// out of use.
func rekeyed(t *testing.T, r *trust.Registry, s ssh.Signer, status trust.Status) *trust.Registry {
	t.Helper()
	next, err := r.Raise()
	if err != nil {
		t.Fatal(err)
	}
	was := next.Office()
	was.Status, was.Accepted = status, &trust.Point{Epoch: 1, Seq: 9, Head: store.Hash{9}}
	d := device(t, s, next.NextSerial(), "tinh-62")
	d.Role, d.Unit = store.Province, "62"
	next.Devices = append(next.Devices, d)
	return next
}

// signedBy verifies what s signed and returns its certificate.
func signedBy(t *testing.T, r *trust.Registry, s ssh.Signer, ca ssh.PublicKey) (*trust.Registry, *ssh.Certificate, error) {
	t.Helper()
	text, sig, err := trust.SignRegistry(r, s)
	if err != nil {
		t.Fatal(err)
	}
	return trust.VerifySigned(text, sig, "62", ca)
}

func TestANewOfficeKeySpeaksForTheProvinceAndTheOldOneNoMore(t *testing.T) {
	ca, oldKey, newKey := signer(t), signer(t), signer(t)
	_, oldOffice := certified(t, ca, oldKey, 1, "tinh-62")
	one := withOffice(t, oldKey)
	two := rekeyed(t, one, newKey, trust.Compromised)
	serial := two.Office().Serial
	_, newOffice := certified(t, ca, newKey, serial, "tinh-62")
	if two.Office().Dev != trust.DevID(newKey.PublicKey()) || two.ByDev(one.Office().Dev) == nil || two.Version != 2 {
		t.Fatalf("the new registry %+v", two)
	}
	got, by, err := signedBy(t, two, newOffice, ca.PublicKey())
	if err != nil {
		t.Fatal(err)
	}
	if newer, err := got.Succeeds(one, by); err != nil || !newer {
		t.Fatalf("a new key of the office: %v, %v", newer, err)
	}
	if newer, err := got.Succeeds(got, by); err != nil || newer {
		t.Errorf("the same once more: %v, %v", newer, err)
	}

	t.Run("the old key signs the next version", func(t *testing.T) {
		three, err := two.Raise()
		if err != nil {
			t.Fatal(err)
		}
		_, _, err = signedBy(t, three, oldOffice, ca.PublicKey())
		wantDetail(t, err, trust.DetailOldOffice)
		for i := range three.Devices { // and calls itself the one in use
			if three.Devices[i].Role == store.Province {
				three.Devices[i].Status, three.Devices[i].Accepted = trust.Active, nil
			}
		}
		if _, _, err := trust.SignRegistry(three, oldOffice); err == nil {
			t.Error("two keys in use were written")
		}
		three.Office().Status = trust.Active
		three.ByDev(two.Office().Dev).Status = trust.Retired
		forged, by, err := signedBy(t, three, oldOffice, ca.PublicKey())
		if err != nil {
			t.Fatal(err)
		}
		_, err = forged.Succeeds(two, by)
		wantDetail(t, err, trust.DetailOldOffice)
	})
	t.Run("what a thief signed does not stand against the new key", func(t *testing.T) {
		forged := withOffice(t, oldKey) // other devices, and a version far ahead
		forged.Version, forged.Prev = 40, store.Hash{4}
		if newer, err := got.Succeeds(forged, by); err != nil || !newer {
			t.Errorf("%v, %v", newer, err)
		}
	})
	t.Run("a new key that leaves the old one in use is refused", func(t *testing.T) {
		lone := withOffice(t, newKey)
		lone.Devices = lone.Devices[:1]
		lone.Devices[0].Serial, lone.Version, lone.Prev = serial, 2, store.Hash{1}
		x, by, err := signedBy(t, lone, newOffice, ca.PublicKey())
		if err != nil {
			t.Fatal(err)
		}
		_, err = x.Succeeds(one, by)
		wantDetail(t, err, trust.DetailRegistry)
	})
	t.Run("a key that another CA certified is refused", func(t *testing.T) {
		_, foreign := certified(t, signer(t), newKey, serial, "tinh-62")
		_, _, err := signedBy(t, two, foreign, ca.PublicKey())
		wantDetail(t, err, trust.DetailNotOurCA)
	})
	if keys := string(trust.RevokedKeys(two)); bytes.Contains([]byte(keys), []byte("tinh-62")) {
		t.Errorf("stock tools would refuse the office's old answers: %s", keys)
	}
}

func TestANameTwiceIsTheOfficesAlone(t *testing.T) {
	r := registry(t)
	d := device(t, signer(t), 9, "dakha-01")
	r.Devices = append(r.Devices, d)
	if _, err := r.Encode(); err == nil {
		t.Error("two laptops of one name were written")
	}
}

// copyTree copies the files of a folder over another.
func copyTree(t *testing.T, from, to string) {
	t.Helper()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
}

// A change of the office's keys is cut off after each of the files that it
// writes and removes: the keys settle on what the registry says.
func TestAChangeOfOfficeKeysMayBeCutOffAtEveryFile(t *testing.T) {
	base := t.TempDir()
	before := filepath.Join(base, "before")
	k, err := trust.Create(before, trust.Training, trust.X25519, nil)
	if err != nil {
		t.Fatal(err)
	}
	ca, old := signer(t), k.Dev()
	cert, err := trust.IssueCert(rand.Reader, ca, k.Public(), 1, "tinh-62")
	if err != nil {
		t.Fatal(err)
	}
	if err := k.SetCert(cert); err != nil {
		t.Fatal(err)
	}
	var sealed bytes.Buffer
	w, err := trust.Encrypt(&sealed, k.Recipient())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, "gói cũ"); err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	next, err := k.Prepare(true)
	if err != nil {
		t.Fatal(err)
	}
	if cert, err = trust.IssueCert(rand.Reader, ca, next.Public(), 2, "tinh-62"); err != nil {
		t.Fatal(err)
	}
	if err := k.Certify(next, cert); err != nil {
		t.Fatal(err)
	}
	dev := trust.DevID(next.Public())
	copyTree(t, before, filepath.Join(base, "prepared"))
	if err := k.Promote(); err != nil {
		t.Fatal(err)
	}
	check := func(t *testing.T, dir string) {
		t.Helper()
		k, err := trust.Open(dir, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := k.Settle(dev); err != nil {
			t.Fatal(err)
		}
		for range 2 { // as it goes on, and opened again
			if k.Dev() != dev || trust.DevID(k.Cert()) != dev || k.Recipient() != next.Recipient() || len(k.FormerRecipients()) != 1 || !slices.Equal(k.Devs(), []string{dev, old}) {
				t.Fatalf("dev %s, cert %s, recipient %s, former %v", k.Dev(), trust.DevID(k.Cert()), k.Recipient(), k.FormerRecipients())
			}
			if plain, err := trust.Decrypt(bytes.NewReader(sealed.Bytes()), 99, k.Identities()...); err != nil || string(plain) != "gói cũ" {
				t.Fatalf("what was sealed before: %q, %v", plain, err)
			}
			if k, err = trust.Open(dir, nil); err != nil {
				t.Fatal(err)
			}
		}
		if left, _ := filepath.Glob(filepath.Join(trust.KeyDir(dir), "next*")); len(left) > 0 {
			t.Errorf("left behind: %v", left)
		}
	}
	writes := []string{"age.former", "age", "age.pub", "device-former.pub", "device", "device.pub", "device-cert.pub"}
	removes := []string{"next-age", "next-age.pub", "next-cert.pub", "next", "next.pub"}
	for n := range len(writes) + len(removes) + 1 {
		dir := t.TempDir()
		copyTree(t, filepath.Join(base, "prepared"), filepath.Join(dir, "x"))
		dir = filepath.Join(dir, "x")
		for i, name := range append(append([]string{}, writes...), removes...)[:n] {
			path := filepath.Join(trust.KeyDir(dir), name)
			if i >= len(writes) {
				if err := os.Remove(path); err != nil {
					t.Fatal(err)
				}
				continue
			}
			b, err := os.ReadFile(filepath.Join(trust.KeyDir(before), name))
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, b, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		check(t, dir)
	}
	t.Run("the registry was not written", func(t *testing.T) {
		k, err := trust.Open(filepath.Join(base, "prepared"), nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := k.Settle(old); err != nil {
			t.Fatal(err)
		}
		if pending, err := k.Pending(); err != nil || pending != "" || k.Dev() != old || len(k.FormerRecipients()) != 0 {
			t.Errorf("pending %q, %v, dev %s", pending, err, k.Dev())
		}
	})
}
