package trust

import (
	"crypto/rand"
	"path/filepath"

	"golang.org/x/crypto/ssh"
)

// CA holds the opened keys that belong in a safe: the province's CA key and the
// recovery identity. Files in DIR/ca: wrap, ca and recovery (sealed), ca.pub,
// recovery.pub.
type CA struct {
	v        *vault
	mode     Mode
	signer   ssh.Signer
	recovery *Identity
}

// CADir returns the folder where init puts a province's CA; the commands that
// need it also take another one, such as on a stick.
func CADir(dir string) string { return filepath.Join(dir, "ca") }

const (
	caFile       = "ca"
	recoveryName = "recovery"
)

// CreateCA makes a CA key and a recovery identity in the folder caDir. Mode, kind and
// passphrase are as in [Create]; the passphrase may later differ from the
// store's ([CA.Rewrap]).
func CreateCA(caDir string, mode Mode, kind AgeKind, passphrase []byte) (*CA, error) {
	if err := fitPassphrase(mode, passphrase); err != nil {
		return nil, err
	}
	v, err := createVault(caDir, rand.Reader)
	if err != nil {
		return nil, err
	}
	c := &CA{v: v, mode: mode}
	if c.signer, err = v.makeKey(caFile); err != nil {
		return nil, err
	}
	if c.recovery, err = v.makeIdentity(recoveryName, kind); err != nil {
		return nil, err
	}
	return c, v.lock(passphrase)
}

// OpenCA opens the CA in the folder caDir. Errors are those of [Open].
func OpenCA(caDir string, passphrase []byte) (*CA, error) {
	w, err := readWrap(caDir)
	if err != nil {
		return nil, err
	}
	v, err := openVault(caDir, rand.Reader, passphrase)
	if err != nil {
		return nil, err
	}
	c := &CA{v: v, mode: Real}
	if w.kind == wrapNone {
		c.mode = Training
	}
	if c.signer, err = v.loadKey(caFile); err != nil {
		return nil, err
	}
	c.recovery, err = v.loadIdentity(recoveryName)
	return c, err
}

// CAPublic reads the CA's public key from its folder without a passphrase.
func CAPublic(caDir string) (ssh.PublicKey, error) {
	return publicKey(filepath.Join(caDir, caFile+".pub"))
}

// Mode returns whether this CA enrols real or training stores.
func (c *CA) Mode() Mode { return c.mode }

// Signer returns the CA's key.
func (c *CA) Signer() ssh.Signer { return c.signer }

// Public returns the CA's public key.
func (c *CA) Public() ssh.PublicKey { return c.signer.PublicKey() }

// Fingerprint returns the CA's fingerprint, which people carry on paper.
func (c *CA) Fingerprint() string { return DevID(c.Public()) }

// Recovery returns the province's recovery identity.
func (c *CA) Recovery() *Identity { return c.recovery }

// RecoveryRecipient returns the recipient of [CA.Recovery].
func (c *CA) RecoveryRecipient() string { return c.recovery.Recipient() }

// Issue certifies a device: see [IssueCert].
func (c *CA) Issue(pub ssh.PublicKey, serial uint64, principal string) (*ssh.Certificate, error) {
	return IssueCert(rand.Reader, c.signer, pub, serial, principal)
}

// Rewrap puts the CA's keys under a new passphrase of their own.
func (c *CA) Rewrap(passphrase []byte) error {
	if err := fitPassphrase(c.mode, passphrase); err != nil {
		return err
	}
	return c.v.lock(passphrase)
}

// Close forgets the key that opens the folder.
func (c *CA) Close() { c.v.close() }
