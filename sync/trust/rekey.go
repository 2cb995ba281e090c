package trust

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"filippo.io/age"
	"golang.org/x/crypto/ssh"
)

const (
	nextFile     = "next"     // the office's device key to be
	nextAgeFile  = "next-age" // its age identity to be, if that changes too
	nextCertFile = "next-cert.pub"
	formerFile   = "age.former"

	formerKeysFile = "device-former.pub" // public keys of before, a line each
)

// Next are the keys that an office is about to use, kept beside those in use
// until [Keyring.Promote]: a power cut leaves either the old ones or the new ones.
type Next struct {
	signer ssh.Signer
	cert   *ssh.Certificate
	age    string // recipient
}

// Public returns the device key's public half.
func (n *Next) Public() ssh.PublicKey { return n.signer.PublicKey() }

// Recipient returns the age recipient, which is the one in use if that stays.
func (n *Next) Recipient() string { return n.age }

// CertSigner returns the device key with its certificate.
func (n *Next) CertSigner() (ssh.Signer, error) {
	s, err := ssh.NewCertSigner(n.cert, n.signer)
	if err != nil {
		return nil, fmt.Errorf("using the new certificate: %w", err)
	}
	return s, nil
}

// Prepare makes a new device key and, if withAge, a new age identity of the kind in use, and keeps
// them beside those in use. What an earlier attempt left is replaced.
func (k *Keyring) Prepare(withAge bool) (*Next, error) {
	v, err := k.unlocked()
	if err != nil {
		return nil, err
	}
	if err := k.Discard(); err != nil {
		return nil, err
	}
	n := &Next{age: k.Recipient()}
	if withAge {
		id, err := v.makeIdentity(nextAgeFile, k.AgeIdentity().Kind())
		if err != nil {
			return nil, err
		}
		n.age = id.Recipient()
	}
	n.signer, err = v.makeKey(nextFile)
	return n, err
}

// Certify keeps the certificate that the CA issued for n.
func (k *Keyring) Certify(n *Next, c *ssh.Certificate) error {
	v, err := k.unlocked()
	if err != nil {
		return err
	}
	if !bytes.Equal(c.Key.Marshal(), n.Public().Marshal()) {
		return errors.New("keeping a certificate: of another key")
	}
	n.cert = c
	return v.write(nextCertFile, []byte(EncodeKey(c)+"\n"))
}

// Discard forgets the keys of a Prepare that is not to be.
func (k *Keyring) Discard() error {
	dir := k.vault().dir
	// The public half last: while it is there the rest is looked for.
	for _, name := range []string{nextAgeFile, nextAgeFile + ".pub", nextCertFile, nextFile, nextFile + ".pub"} {
		if err := os.Remove(filepath.Join(dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("removing a key that is not used: %w", err)
		}
	}
	return SyncDir(dir)
}

// Pending returns the id of the device key that Prepare has kept, "" for none.
func (k *Keyring) Pending() (string, error) {
	b, err := k.vault().read(nextFile + ".pub")
	if err != nil || b == nil {
		return "", err
	}
	pub, err := ParseKey(trimLF(b))
	if err != nil {
		return "", damagedFile(filepath.Join(k.vault().dir, nextFile+".pub"), err)
	}
	return DevID(pub), nil
}

// Settle finishes or forgets what a power cut has left of a change of the office's
// keys: dev is the office's key that the registry has in use.
func (k *Keyring) Settle(dev string) error {
	next, err := k.Pending()
	if err != nil || next == "" {
		return err
	}
	c := k.Cert()
	if next != dev || k.Dev() == dev && c != nil && DevID(c) == dev {
		return k.Discard() // not to be, or done but for this
	}
	return k.Promote()
}

// Promote puts the keys of Prepare into use. The age identity that was in use so
// far is kept, to open what was encrypted to it. It may be repeated after a power
// cut at any place.
func (k *Keyring) Promote() error {
	v, err := k.unlocked()
	if err != nil {
		return err
	}
	if err := v.promoteAge(); err != nil {
		return err
	}
	if err := v.promoteKey(); err != nil {
		return err
	}
	fresh, err := load(v, k.mode)
	if err != nil {
		return err
	}
	k.mu.Lock()
	k.id, k.former, k.formerKeys, k.signer, k.cert = fresh.id, fresh.former, fresh.formerKeys, fresh.signer, fresh.cert
	k.mu.Unlock()
	return k.Discard()
}

// promoteAge puts the new identity into use, after the old one is kept.
func (v *vault) promoteAge() error {
	if b, err := v.read(nextAgeFile); err != nil || b == nil {
		return err
	}
	next, err := v.loadIdentity(nextAgeFile)
	if err != nil {
		return err
	}
	now, err := v.loadIdentity(ageFile)
	if err != nil {
		return err
	}
	if now.Secret() != next.Secret() {
		former, err := v.loadFormer()
		if err != nil {
			return err
		}
		var b strings.Builder
		for _, id := range append([]*Identity{now}, former...) {
			if line := id.Secret() + "\n"; !strings.Contains(b.String(), line) {
				b.WriteString(line)
			}
		}
		if err := v.seal(formerFile, []byte(b.String())); err != nil {
			return err
		}
	}
	return v.keepIdentity(ageFile, next)
}

// promoteKey puts the new device key with its certificate into use, the
// certificate last: it tells [Keyring.Settle] that all is done.
func (v *vault) promoteKey() error {
	sealed, err := v.unseal(nextFile)
	if err != nil {
		return err
	}
	pub, err := v.read(nextFile + ".pub")
	if err != nil {
		return err
	}
	if err := v.retire(pub); err != nil {
		return err
	}
	cert, err := v.read(nextCertFile)
	if err != nil {
		return err
	}
	if err := v.seal(deviceFile, sealed); err != nil {
		return err
	}
	if err := v.write(deviceFile+".pub", pub); err != nil {
		return err
	}
	return v.write(certFile, cert)
}

// retire notes the public key that pub takes the place of.
func (v *vault) retire(pub []byte) error {
	now, err := v.read(deviceFile + ".pub")
	if err != nil || bytes.Equal(now, pub) {
		return err
	}
	former, err := v.read(formerKeysFile)
	if err != nil || bytes.Contains(former, now) {
		return err
	}
	return v.write(formerKeysFile, append(former, now...))
}

// Devs returns the ids of the device keys that have written this store: the one in
// use first, then those before it, oldest first.
func (k *Keyring) Devs() []string {
	out := []string{k.Dev()}
	k.mu.RLock()
	defer k.mu.RUnlock()
	for _, pub := range k.formerKeys {
		if dev := DevID(pub); dev != out[0] {
			out = append(out, dev)
		}
	}
	return out
}

// loadFormerKeys reads the public keys that were in use before.
func (v *vault) loadFormerKeys() (out []ssh.PublicKey, err error) {
	b, err := v.read(formerKeysFile)
	if err != nil {
		return nil, err
	}
	for line := range strings.Lines(string(b)) {
		pub, err := ParseKey(strings.TrimSuffix(line, "\n"))
		if err != nil {
			return nil, damagedFile(filepath.Join(v.dir, formerKeysFile), err)
		}
		out = append(out, pub)
	}
	return out, nil
}

// loadFormer reads the age identities that were in use before, newest first.
func (v *vault) loadFormer() ([]*Identity, error) {
	if b, err := v.read(formerFile); err != nil || b == nil {
		return nil, err
	}
	plain, err := v.unseal(formerFile)
	if err != nil {
		return nil, err
	}
	var out []*Identity
	for line := range strings.Lines(string(plain)) {
		id, err := ParseIdentity(strings.TrimSuffix(line, "\n"))
		if err != nil {
			return nil, damagedFile(filepath.Join(v.dir, formerFile), err)
		}
		out = append(out, id)
	}
	return out, nil
}

// Identities returns what opens files encrypted to this store, now or before.
func (k *Keyring) Identities() []age.Identity {
	k.mu.RLock()
	defer k.mu.RUnlock()
	out := []age.Identity{k.id}
	for _, id := range k.former {
		out = append(out, id)
	}
	return out
}

// FormerRecipients returns the age recipients that were in use before, newest
// first. There are none while the keyring is locked.
func (k *Keyring) FormerRecipients() []string {
	k.mu.RLock()
	defer k.mu.RUnlock()
	var out []string
	for _, id := range k.former {
		out = append(out, id.Recipient())
	}
	return slices.Clip(out)
}

// IdentityText returns the identities of [Keyring.Identities] as a file that age
// reads with -i.
func (k *Keyring) IdentityText() []byte {
	k.mu.RLock()
	defer k.mu.RUnlock()
	var b strings.Builder
	for _, id := range append([]*Identity{k.id}, k.former...) {
		b.WriteString(id.Secret() + "\n")
	}
	return []byte(b.String())
}
