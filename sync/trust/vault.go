package trust

import (
	"crypto/ed25519"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/crypto/ssh"

	"coopfield/store"
)

// vault is a folder with a wrapped data key and private keys sealed under it.
type vault struct {
	dir  string
	rand io.Reader
	data []byte
}

const wrapFile = "wrap"

func createVault(dir string, rand io.Reader) (*vault, error) {
	if _, err := os.Lstat(filepath.Join(dir, wrapFile)); err == nil {
		return nil, &store.Error{
			Code: store.Conflict, Detail: "keys", Message: "thư mục " + dir + " đã có khóa",
			Kept: "khóa cũ còn nguyên", Hint: "chọn thư mục khác bằng --data",
		}
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("making the key folder: %w", err)
	}
	v := &vault{dir: dir, rand: rand, data: make([]byte, dataKeySize)}
	if _, err := io.ReadFull(rand, v.data); err != nil {
		return nil, fmt.Errorf("reading randomness for a data key: %w", err)
	}
	return v, nil
}

// lock writes the wrap. Creation does so last: without it the folder counts as
// empty, so a crash in between leaves nothing half made.
func (v *vault) lock(passphrase []byte) error {
	w, err := newWrap(v.rand, passphrase, v.data)
	if err != nil {
		return err
	}
	return v.write(wrapFile, w.encode())
}

func openVault(dir string, rand io.Reader, passphrase []byte) (*vault, error) {
	w, err := readWrap(dir)
	if err != nil {
		return nil, err
	}
	data, err := w.open(passphrase)
	if err != nil {
		return nil, err
	}
	return &vault{dir: dir, rand: rand, data: data}, nil
}

func readWrap(dir string) (*wrap, error) {
	path := filepath.Join(dir, wrapFile)
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &store.Error{
			Code: store.NotFound, Detail: "keys", Message: "không thấy khóa trong " + dir,
			Hint: "chạy coopfield init, hoặc chỉ đúng thư mục", Err: err,
		}
	}
	if err != nil {
		return nil, fmt.Errorf("reading the wrapped key: %w", err)
	}
	w, err := parseWrap(b)
	if err != nil {
		return nil, damagedFile(path, err)
	}
	return w, nil
}

func (v *vault) write(name string, b []byte) error {
	return WriteFile(filepath.Join(v.dir, name), b, 0o600)
}

// read returns a file's bytes, nil if there is none.
func (v *vault) read(name string) ([]byte, error) {
	b, err := os.ReadFile(filepath.Join(v.dir, name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading a key file: %w", err)
	}
	return b, nil
}

func (v *vault) seal(name string, plain []byte) error {
	sealed, err := seal(v.rand, v.data, []byte("coopfield-key v1 "+name), plain)
	if err != nil {
		return err
	}
	return v.write(name, sealed)
}

func (v *vault) unseal(name string) ([]byte, error) {
	b, err := v.read(name)
	if err != nil {
		return nil, err
	}
	plain, err := unseal(v.data, []byte("coopfield-key v1 "+name), b)
	if err != nil {
		return nil, damagedFile(filepath.Join(v.dir, name), err)
	}
	return plain, nil
}

// makeKey creates a sealed OpenSSH private key and its open public half.
func (v *vault) makeKey(name string) (ssh.Signer, error) {
	key, err := GenerateKey(v.rand)
	if err != nil {
		return nil, err
	}
	block, err := ssh.MarshalPrivateKey(key, "")
	if err != nil {
		return nil, fmt.Errorf("encoding a private key: %w", err)
	}
	if err := v.seal(name, pem.EncodeToMemory(block)); err != nil {
		return nil, err
	}
	s, err := ssh.NewSignerFromKey(key)
	if err != nil {
		return nil, fmt.Errorf("using a private key: %w", err)
	}
	return s, v.write(name+".pub", []byte(EncodeKey(s.PublicKey())+"\n"))
}

func (v *vault) loadKey(name string) (ssh.Signer, error) {
	b, err := v.unseal(name)
	if err != nil {
		return nil, err
	}
	raw, err := ssh.ParseRawPrivateKey(b)
	if err != nil {
		return nil, damagedFile(filepath.Join(v.dir, name), err)
	}
	key, ok := raw.(*ed25519.PrivateKey)
	if !ok {
		return nil, damagedFile(filepath.Join(v.dir, name), errors.New("not an Ed25519 key"))
	}
	s, err := ssh.NewSignerFromKey(*key)
	if err != nil {
		return nil, fmt.Errorf("using a private key: %w", err)
	}
	return s, nil
}

// makeIdentity creates a sealed age identity and its open recipient.
func (v *vault) makeIdentity(name string, kind AgeKind) (*Identity, error) {
	id, err := newIdentity(kind)
	if err != nil {
		return nil, err
	}
	return id, v.keepIdentity(name, id)
}

func (v *vault) keepIdentity(name string, id *Identity) error {
	if err := v.seal(name, []byte(id.Secret()+"\n")); err != nil {
		return err
	}
	return v.write(name+".pub", []byte(id.Recipient()+"\n"))
}

func (v *vault) loadIdentity(name string) (*Identity, error) {
	b, err := v.unseal(name)
	if err != nil {
		return nil, err
	}
	id, err := ParseIdentity(trimLF(b))
	if err != nil {
		return nil, damagedFile(filepath.Join(v.dir, name), err)
	}
	return id, nil
}

func trimLF(b []byte) string {
	if n := len(b); n > 0 && b[n-1] == '\n' {
		b = b[:n-1]
	}
	return string(b)
}

func (v *vault) close() { clear(v.data) }
