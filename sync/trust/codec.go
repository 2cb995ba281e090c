package trust

import (
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"sync/atomic"

	"golang.org/x/crypto/chacha20poly1305"

	"coopfield/store"
)

// contentLabel keeps the key of the store's content apart from every other use
// of the data key.
const contentLabel = "coopfield content v1"

// Codec returns what seals the content of the store's database (sync protocol,
// At rest): XChaCha20-Poly1305 under a key derived from the data key, each
// value bound to its table, column and row, so that it can be neither read nor
// moved. A training store, which has no passphrase and nothing real in it, is
// kept plain.
func (k *Keyring) Codec() (store.Codec, error) {
	if k.mode == Training {
		return store.Plain{}, nil
	}
	v, err := k.unlocked()
	if err != nil {
		return nil, err
	}
	aead, err := contentCipher(v.data)
	if err != nil {
		return nil, err
	}
	c := &codec{}
	c.aead.Store(&aead)
	k.mu.Lock()
	defer k.mu.Unlock()
	k.codecs = append(k.codecs, c)
	return c, nil
}

func contentCipher(data []byte) (cipher.AEAD, error) {
	key, err := hkdf.Key(sha256.New, data, nil, contentLabel, chacha20poly1305.KeySize)
	if err != nil {
		return nil, fmt.Errorf("deriving the content key: %w", err)
	}
	aead, err := chacha20poly1305.NewX(key)
	if err != nil {
		return nil, fmt.Errorf("making the content cipher: %w", err)
	}
	return aead, nil
}

// codec seals values as nonce | ciphertext | tag. The cipher is nil while its
// keyring is locked.
type codec struct{ aead atomic.Pointer[cipher.AEAD] }

func (c *codec) Seal(table, column, row string, plain []byte) ([]byte, error) {
	held := c.aead.Load()
	if held == nil {
		return nil, errLocked()
	}
	aead := *held
	out := make([]byte, aead.NonceSize(), aead.NonceSize()+len(plain)+aead.Overhead())
	if _, err := io.ReadFull(rand.Reader, out); err != nil {
		return nil, fmt.Errorf("reading randomness for a nonce: %w", err)
	}
	return aead.Seal(out, out, plain, place(table, column, row)), nil
}

func (c *codec) Open(table, column, row string, sealed []byte) ([]byte, error) {
	held := c.aead.Load()
	if held == nil {
		return nil, errLocked()
	}
	aead := *held
	n := aead.NonceSize()
	if len(sealed) < n+aead.Overhead() {
		return nil, unsealed(table, column, row, errors.New("shorter than any sealed value"))
	}
	plain, err := aead.Open(nil, sealed[:n], sealed[n:], place(table, column, row))
	if err != nil {
		return nil, unsealed(table, column, row, err)
	}
	return plain, nil
}

// place is the associated data of a value. Names of tables and columns hold no
// NUL, so two places never give the same bytes.
func place(table, column, row string) []byte {
	return []byte(table + "\x00" + column + "\x00" + row)
}

func unsealed(table, column, row string, err error) error {
	return &store.Error{
		Code: store.Damaged, Detail: "sealed-value", Message: "một giá trị trong kho đã bị sửa hoặc hỏng: bảng " + table + ", cột " + column + ", dòng " + row,
		Kept: "không dùng giá trị đó; các hồ sơ khác còn nguyên", Hint: "không sửa gì thêm; khôi phục từ bản sao lưu hoặc gọi người hỗ trợ của tỉnh", Err: err,
	}
}
