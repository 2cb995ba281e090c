package trust

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	gosync "sync"

	"filippo.io/age"
	"golang.org/x/crypto/ssh"

	"coopfield/store"
)

// Mode keeps real work and training apart; a key, a bundle and a registry
// belong to one of them for ever.
type Mode string

// The modes.
const (
	Real     Mode = "real"
	Training Mode = "training"
)

// Valid reports whether m is a known mode.
func (m Mode) Valid() bool { return m == Real || m == Training }

// ParseMode reads a mode.
func ParseMode(s string) (Mode, error) {
	if m := Mode(s); m.Valid() {
		return m, nil
	}
	return "", fmt.Errorf("unknown mode %.20q", s)
}

// Keyring holds the opened keys of one store: its device key, its age identity
// and the data key that seals the store's content. It implements store.Signer.
//
// Files in DIR/keys: wrap (the data key under the passphrase), device and age
// (sealed), device.pub, age.pub, install, device-cert.pub after enrolment,
// recovery.age (the data key for the province's recovery identity). Of a province
// whose office has changed its keys also age.former, the identities that open what
// was encrypted before, device-former.pub, and while it changes them next, next.pub and next-cert.pub.
//
// Lock takes the secrets out of a keyring that stays in use, and Unlock puts
// them back.
type Keyring struct {
	mode    Mode
	install string

	mu     gosync.RWMutex // protects the following
	v      *vault
	signer ssh.Signer
	id     *Identity
	former []*Identity // that were in use before id, newest first
	// formerKeys are device keys that were in use before, oldest first.
	formerKeys []ssh.PublicKey
	cert       *ssh.Certificate
	codecs     []*codec // that Lock closes
}

var _ store.Signer = (*Keyring)(nil)

// KeyDir returns the folder of a store's keys.
func KeyDir(dir string) string { return filepath.Join(dir, "keys") }

const (
	deviceFile   = "device"
	ageFile      = "age"
	installFile  = "install"
	certFile     = "device-cert.pub"
	recoveryFile = "recovery.age"
)

// Create makes the keys of a new store in DIR/keys. A real store needs a
// passphrase, a training store has none; kind is that of its age identity. It is Conflict if there are keys
// already, Invalid if the passphrase does not fit the mode.
func Create(dir string, mode Mode, kind AgeKind, passphrase []byte) (*Keyring, error) {
	if err := fitPassphrase(mode, passphrase); err != nil {
		return nil, err
	}
	v, err := createVault(KeyDir(dir), rand.Reader)
	if err != nil {
		return nil, err
	}
	k := &Keyring{v: v, mode: mode}
	if k.signer, err = v.makeKey(deviceFile); err != nil {
		return nil, err
	}
	if k.id, err = v.makeIdentity(ageFile, kind); err != nil {
		return nil, err
	}
	var b [16]byte
	if _, err := io.ReadFull(rand.Reader, b[:]); err != nil {
		return nil, fmt.Errorf("reading randomness for an install id: %w", err)
	}
	k.install = hex.EncodeToString(b[:])
	if err := v.write(installFile, []byte(k.install+"\n")); err != nil {
		return nil, err
	}
	return k, v.lock(passphrase)
}

func fitPassphrase(mode Mode, passphrase []byte) error {
	switch {
	case !mode.Valid():
		return fmt.Errorf("unknown mode %q", mode)
	case mode == Real && len(passphrase) == 0:
		return &store.Error{
			Code: store.Invalid, Detail: "passphrase-needed", Message: "kho dữ liệu thật phải có mật khẩu",
			Hint: "đặt mật khẩu, hoặc tạo kho tập huấn bằng --training",
		}
	case mode == Training && len(passphrase) > 0:
		return &store.Error{
			Code: store.Invalid, Detail: "passphrase-training", Message: "kho tập huấn không dùng mật khẩu",
			Hint: "bỏ mật khẩu, hoặc bỏ --training",
		}
	}
	return nil
}

// NeedsPassphrase reports whether the keys of a store stand under a passphrase.
// It is NotFound if there are none.
func NeedsPassphrase(dir string) (bool, error) {
	w, err := readWrap(KeyDir(dir))
	if err != nil {
		return false, err
	}
	return w.kind != wrapNone, nil
}

// ModeOf returns the mode of the store in dir: training is what has no
// passphrase.
func ModeOf(dir string) (Mode, error) {
	needs, err := NeedsPassphrase(dir)
	if err != nil {
		return "", err
	}
	if needs {
		return Real, nil
	}
	return Training, nil
}

// Open opens the keys of the store in dir. It is NotFound without keys, Locked
// for a missing or wrong passphrase, Damaged if a key file cannot be read.
func Open(dir string, passphrase []byte) (*Keyring, error) {
	mode, err := ModeOf(dir)
	if err != nil {
		return nil, err
	}
	v, err := openVault(KeyDir(dir), rand.Reader, passphrase)
	if err != nil {
		return nil, err
	}
	return load(v, mode)
}

func load(v *vault, mode Mode) (*Keyring, error) {
	k := &Keyring{v: v, mode: mode}
	var err error
	if k.signer, err = v.loadKey(deviceFile); err != nil {
		return nil, err
	}
	if k.id, err = v.loadIdentity(ageFile); err != nil {
		return nil, err
	}
	if k.former, err = v.loadFormer(); err != nil {
		return nil, err
	}
	if k.formerKeys, err = v.loadFormerKeys(); err != nil {
		return nil, err
	}
	b, err := v.read(installFile)
	if err != nil {
		return nil, err
	}
	if k.install = trimLF(b); !IsHex(k.install, 32) {
		return nil, damagedFile(filepath.Join(v.dir, installFile), errors.New("not an install id"))
	}
	b, err = v.read(certFile)
	if err != nil || b == nil {
		return k, err
	}
	if k.cert, err = ParseCert(trimLF(b)); err != nil {
		return nil, damagedFile(filepath.Join(v.dir, certFile), err)
	}
	return k, nil
}

// PublicKey reads the device key of the store in dir without a passphrase.
func PublicKey(dir string) (ssh.PublicKey, error) {
	return publicKey(filepath.Join(KeyDir(dir), deviceFile+".pub"))
}

func publicKey(path string) (ssh.PublicKey, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading a public key: %w", err)
	}
	pub, err := ParseKey(trimLF(b))
	if err != nil {
		return nil, damagedFile(path, err)
	}
	return pub, nil
}

// Mode returns whether these are keys for real work or for training.
func (k *Keyring) Mode() Mode { return k.mode }

// Install returns the random id of this installation, 32 lowercase hex digits.
func (k *Keyring) Install() string { return k.install }

// Signer returns the plain device key.
func (k *Keyring) Signer() ssh.Signer {
	k.mu.RLock()
	defer k.mu.RUnlock()
	return k.signer
}

// Public returns the device's public key.
func (k *Keyring) Public() ssh.PublicKey { return k.Signer().PublicKey() }

// Dev returns the device's [DevID].
func (k *Keyring) Dev() string { return DevID(k.Public()) }

// SignOp signs an op line as this device: see the function [SignOp].
func (k *Keyring) SignOp(line []byte) (string, error) { return SignOp(k.Signer(), line) }

// DataKey returns a copy of the 32-byte key that seals the store's content.
// It is nil while the keyring is locked.
func (k *Keyring) DataKey() []byte {
	k.mu.RLock()
	defer k.mu.RUnlock()
	return bytes.Clone(k.v.data)
}

// AgeIdentity returns what opens files encrypted to this store: a laptop's own
// identity, or a province's working one.
func (k *Keyring) AgeIdentity() *Identity {
	k.mu.RLock()
	defer k.mu.RUnlock()
	return k.id
}

// Recipient returns the age recipient of [Keyring.AgeIdentity].
func (k *Keyring) Recipient() string { return k.AgeIdentity().Recipient() }

// Cert returns the certificate of the device key, nil before enrolment.
func (k *Keyring) Cert() *ssh.Certificate {
	k.mu.RLock()
	defer k.mu.RUnlock()
	return k.cert
}

// SetCert keeps the certificate that the province issued for this key. The
// caller has checked who signed it.
func (k *Keyring) SetCert(c *ssh.Certificate) error {
	if !bytes.Equal(c.Key.Marshal(), k.Public().Marshal()) {
		return refuse(DetailSignature, "chứng thư được cấp cho máy khác",
			"nhập đúng tệp cấp quyền của máy này", errors.New("certificate of another key"))
	}
	if err := k.vault().write(certFile, []byte(EncodeKey(c)+"\n")); err != nil {
		return err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.cert = c
	return nil
}

// CertSigner returns the device key with its certificate, which then travels in
// each signature. It is Denied before enrolment.
func (k *Keyring) CertSigner() (ssh.Signer, error) {
	cert := k.Cert()
	if cert == nil {
		return nil, &store.Error{
			Code: store.Denied, Detail: DetailNotEnrolled, Message: "máy này chưa được tỉnh cấp quyền",
			Kept: "mọi việc đã ghi còn nguyên và sẽ được đóng gói sau khi có quyền",
			Hint: "gửi yêu cầu bằng coopfield enrol request, rồi nhập tệp cấp quyền của tỉnh",
		}
	}
	s, err := ssh.NewCertSigner(cert, k.Signer())
	if err != nil {
		return nil, fmt.Errorf("using the certificate: %w", err)
	}
	return s, nil
}

// Rewrap puts the data key under a new passphrase; old keys stay open by it
// alone.
func (k *Keyring) Rewrap(passphrase []byte) error {
	if err := fitPassphrase(k.mode, passphrase); err != nil {
		return err
	}
	v, err := k.unlocked()
	if err != nil {
		return err
	}
	return v.lock(passphrase)
}

// WrapRecovery also encrypts the data key to the province's recovery recipient,
// so that a forgotten passphrase loses nothing: DIR/keys/recovery.age.
func (k *Keyring) WrapRecovery(recipient string) error {
	v, err := k.unlocked()
	if err != nil {
		return err
	}
	var b bytes.Buffer
	w, err := Encrypt(&b, recipient)
	if err != nil {
		return err
	}
	if _, err := w.Write([]byte(hex.EncodeToString(v.data) + "\n")); err != nil {
		return fmt.Errorf("wrapping the data key: %w", err)
	}
	if err := w.Close(); err != nil {
		return fmt.Errorf("wrapping the data key: %w", err)
	}
	return v.write(recoveryFile, b.Bytes())
}

// OpenRecovery opens the keys of the store in dir with the recovery identity
// instead of the passphrase; [Keyring.Rewrap] then sets a new one.
func OpenRecovery(dir string, recovery age.Identity) (*Keyring, error) {
	mode, err := ModeOf(dir)
	if err != nil {
		return nil, err
	}
	v := &vault{dir: KeyDir(dir), rand: rand.Reader}
	b, err := v.read(recoveryFile)
	if err != nil {
		return nil, err
	}
	if b == nil {
		return nil, &store.Error{
			Code: store.NotFound, Detail: "keys", Message: "kho này chưa có khóa phục hồi của tỉnh",
			Kept: "dữ liệu còn nguyên", Hint: "mở bằng mật khẩu; khóa phục hồi được tạo khi tỉnh cấp quyền",
		}
	}
	plain, err := Decrypt(bytes.NewReader(b), 256, recovery)
	if err != nil {
		return nil, err
	}
	if v.data, err = hex.DecodeString(trimLF(plain)); err != nil || len(v.data) != dataKeySize {
		return nil, damagedFile(filepath.Join(v.dir, recoveryFile), err)
	}
	return load(v, mode)
}

// Close forgets the data key.
func (k *Keyring) Close() { k.vault().close() }
