package trust

import (
	"crypto/rand"
	"errors"
	"io"

	"golang.org/x/crypto/ssh"

	"coopfield/store"
)

// Lock takes the data key, the device's private key and the age identity out of
// the keyring, which can stay in use: what needs them fails with Locked until
// Unlock. Public keys, certificate and ids stay. Codecs made before are locked
// too. It is Denied for a training store, which has no passphrase to come back
// with.
func (k *Keyring) Lock() error {
	if k.mode == Training {
		return &store.Error{
			Code: store.Denied, Detail: "lock-training", Message: "kho tập huấn không có mật khẩu nên không cần khóa",
			Hint: "thoát chương trình khi rời máy",
		}
	}
	// What still asks for the identity gets one that opens nothing.
	none, err := newIdentity(X25519)
	if err != nil {
		return err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, c := range k.codecs {
		c.aead.Store(nil)
	}
	v := *k.v
	v.data = nil
	k.v.close()
	k.v, k.id, k.former, k.signer = &v, none, nil, locked{k.signer.PublicKey()}
	return nil
}

// Unlock puts the secrets back that Lock took out. Errors are those of Open;
// nothing changes then.
func (k *Keyring) Unlock(passphrase []byte) error {
	v, err := openVault(k.vault().dir, rand.Reader, passphrase)
	if err != nil {
		return err
	}
	fresh, err := load(v, k.mode)
	if err != nil {
		return err
	}
	if fresh.Dev() != k.Dev() {
		return damagedFile(v.dir, errors.New("the device key was exchanged"))
	}
	aead, err := contentCipher(v.data)
	if err != nil {
		return err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.v, k.id, k.former, k.signer = v, fresh.id, fresh.former, fresh.signer
	for _, c := range k.codecs {
		c.aead.Store(&aead)
	}
	return nil
}

func (k *Keyring) vault() *vault {
	k.mu.RLock()
	defer k.mu.RUnlock()
	return k.v
}

// unlocked returns the vault, or Locked.
func (k *Keyring) unlocked() (*vault, error) {
	if v := k.vault(); len(v.data) > 0 {
		return v, nil
	}
	return nil, errLocked()
}

func errLocked() error {
	return &store.Error{
		Code: store.Locked, Detail: "locked", Message: "kho đang khóa", Kept: "mọi việc đã lưu còn nguyên", Hint: "gõ mật khẩu để mở lại",
	}
}

// locked is a device key of which only the public half is known.
type locked struct{ pub ssh.PublicKey }

func (l locked) PublicKey() ssh.PublicKey { return l.pub }

func (l locked) Sign(io.Reader, []byte) (*ssh.Signature, error) { return nil, errLocked() }
