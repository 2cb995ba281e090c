package trust

import (
	"crypto/cipher"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strconv"

	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/chacha20poly1305"

	"coopfield/store"
)

// How a passphrase becomes a key (sync protocol, At rest): Argon2id with 3
// passes over 64 MiB in 4 lanes, some 0.1 s on an office laptop.
const (
	argonTime    = 3
	argonMemory  = 64 << 10 // KiB
	argonThreads = 4
)

const (
	dataKeySize = chacha20poly1305.KeySize
	wrapArgon   = "argon2id"
	wrapNone    = "none"
	maxKeyFile  = 64 << 10
)

// wrap is the file that keeps a data key: under a passphrase, or openly.
type wrap struct {
	kind                  string
	time, memory, threads int64
	salt, sealed          []byte // sealed = nonce || ciphertext; the key itself for wrapNone
}

func newWrap(rand io.Reader, passphrase, dataKey []byte) (*wrap, error) {
	if len(passphrase) == 0 {
		return &wrap{kind: wrapNone, sealed: dataKey}, nil
	}
	w := &wrap{kind: wrapArgon, time: argonTime, memory: argonMemory, threads: argonThreads, salt: make([]byte, 16)}
	if _, err := io.ReadFull(rand, w.salt); err != nil {
		return nil, fmt.Errorf("reading randomness for a salt: %w", err)
	}
	sealed, err := seal(rand, w.passKey(passphrase), w.head(), dataKey)
	w.sealed = sealed
	return w, err
}

func (w *wrap) passKey(passphrase []byte) []byte {
	return argon2.IDKey(passphrase, w.salt, uint32(w.time), uint32(w.memory), uint8(w.threads), dataKeySize)
}

// head is the part of the file that the seal covers.
func (w *wrap) head() []byte {
	return EncodeFields(
		Field{"coopfield-wrap", "v1"}, Field{"kind", w.kind},
		Field{"time", strconv.FormatInt(w.time, 10)}, Field{"memory", strconv.FormatInt(w.memory, 10)},
		Field{"threads", strconv.FormatInt(w.threads, 10)}, Field{"salt", hex.EncodeToString(w.salt)},
	)
}

func (w *wrap) encode() []byte {
	return append(w.head(), EncodeFields(Field{"key", hex.EncodeToString(w.sealed)})...)
}

func parseWrap(b []byte) (*wrap, error) {
	r := ReadLines(b, maxKeyFile)
	if v := r.Next("coopfield-wrap"); v != "v1" {
		r.Fail(fmt.Errorf("unknown version %q", v))
	}
	w := &wrap{kind: r.Next("kind"), time: r.Number("time"), memory: r.Number("memory"), threads: r.Number("threads")}
	w.salt = Parsed(r, "salt", hex.DecodeString)
	w.sealed = Parsed(r, "key", hex.DecodeString)
	if r.err != nil {
		return nil, r.err
	}
	switch {
	case w.kind == wrapNone && len(w.sealed) == dataKeySize:
	// A later version may work harder, but not so hard that a file stops the machine.
	case w.kind == wrapArgon && w.time >= 1 && w.time <= 64 && w.memory >= 8*w.threads && w.memory <= 1<<20 &&
		w.threads >= 1 && w.threads <= 64 && len(w.salt) == 16:
	default:
		return nil, errors.New("unknown kind of wrap or its numbers out of range")
	}
	if string(w.encode()) != string(b) {
		return nil, errors.New("not in canonical form")
	}
	return w, nil
}

// open returns the data key; a missing or wrong passphrase is Locked.
func (w *wrap) open(passphrase []byte) ([]byte, error) {
	if w.kind == wrapNone {
		return w.sealed, nil
	}
	if len(passphrase) == 0 {
		return nil, &store.Error{
			Code: store.Locked, Detail: "passphrase-needed", Message: "cần mật khẩu để mở dữ liệu",
			Kept: "dữ liệu còn nguyên", Hint: "nhập mật khẩu, hoặc chỉ tệp mật khẩu bằng --passphrase-file",
		}
	}
	key, err := unseal(w.passKey(passphrase), w.head(), w.sealed)
	if err != nil {
		return nil, &store.Error{
			Code: store.Locked, Detail: "wrong-passphrase", Message: "mật khẩu không đúng",
			Kept: "dữ liệu còn nguyên", Hint: "thử lại; xem phím Caps Lock và bộ gõ tiếng Việt", Err: err,
		}
	}
	if len(key) != dataKeySize {
		return nil, errors.New("data key of wrong length")
	}
	return key, nil
}

// seal encrypts plain under key, bound to where it belongs: nonce || ciphertext.
func seal(rand io.Reader, key, place, plain []byte) ([]byte, error) {
	a, err := aead(key)
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, a.NonceSize(), a.NonceSize()+len(plain)+a.Overhead())
	if _, err := io.ReadFull(rand, nonce); err != nil {
		return nil, fmt.Errorf("reading randomness for a nonce: %w", err)
	}
	return a.Seal(nonce, nonce, plain, place), nil
}

func unseal(key, place, sealed []byte) ([]byte, error) {
	a, err := aead(key)
	if err != nil {
		return nil, err
	}
	if len(sealed) < a.NonceSize() {
		return nil, errors.New("sealed value too short")
	}
	return a.Open(nil, sealed[:a.NonceSize()], sealed[a.NonceSize():], place)
}

func aead(key []byte) (cipher.AEAD, error) {
	a, err := chacha20poly1305.NewX(key)
	if err != nil {
		return nil, fmt.Errorf("preparing the cipher: %w", err)
	}
	return a, nil
}
