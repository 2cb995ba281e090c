package trust

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/crypto/ssh"
)

// GenerateKey makes an Ed25519 key from 32 bytes of rand.
func GenerateKey(rand io.Reader) (ed25519.PrivateKey, error) {
	seed := make([]byte, ed25519.SeedSize)
	if _, err := io.ReadFull(rand, seed); err != nil {
		return nil, fmt.Errorf("reading randomness for a key: %w", err)
	}
	return ed25519.NewKeyFromSeed(seed), nil
}

// Plain returns the key that a certificate certifies, and any other key
// unchanged.
func Plain(pub ssh.PublicKey) ssh.PublicKey {
	if c, ok := pub.(*ssh.Certificate); ok {
		return c.Key
	}
	return pub
}

// DevID returns the name of a device in ops: the first 32 lowercase hex digits
// of the SHA-256 of its public key's SSH wire blob. A certificate has the DevID
// of the key it certifies. It equals the key's [Fingerprint].
func DevID(pub ssh.PublicKey) string { return Fingerprint(Plain(pub).Marshal()) }

// Fingerprint returns the first 32 lowercase hex digits of the SHA-256 of blob:
// an SSH key's wire blob, or the text of an age recipient.
func Fingerprint(blob []byte) string {
	sum := sha256.Sum256(blob)
	return hex.EncodeToString(sum[:16])
}

// RecipientFingerprint returns the [Fingerprint] of an age recipient's text.
func RecipientFingerprint(recipient string) string { return Fingerprint([]byte(recipient)) }

// FormatFingerprint shows a fingerprint in 8 groups of 4, to be read over the
// phone. Text that is no fingerprint is returned as it is.
func FormatFingerprint(fp string) string {
	if len(fp) != 32 {
		return fp
	}
	var b strings.Builder
	for i := 0; i < len(fp); i += 4 {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(fp[i : i+4])
	}
	return b.String()
}

// ParseFingerprint reads a fingerprint as people type it: 32 hex digits of
// either case, with or without spaces.
func ParseFingerprint(s string) (string, error) {
	s = strings.ToLower(strings.Join(strings.Fields(s), ""))
	if !IsHex(s, 32) {
		return "", fmt.Errorf("not a fingerprint of 32 hex digits: %q", s)
	}
	return s, nil
}

// EncodeKey returns the one-line OpenSSH form of a key or certificate, without
// comment: "ssh-ed25519 AAAA…".
func EncodeKey(pub ssh.PublicKey) string {
	return strings.TrimSuffix(string(ssh.MarshalAuthorizedKey(pub)), "\n")
}

// ParseKey reads a plain Ed25519 key in exactly the form of [EncodeKey].
func ParseKey(s string) (ssh.PublicKey, error) {
	pub, err := parseLine(s)
	if err != nil {
		return nil, err
	}
	if pub.Type() != ssh.KeyAlgoED25519 {
		return nil, fmt.Errorf("not an Ed25519 key: %s", pub.Type())
	}
	return pub, nil
}

// ParseCert reads a certificate of an Ed25519 key in exactly the form of
// [EncodeKey]. It says nothing of who signed it: see [CheckCert].
func ParseCert(s string) (*ssh.Certificate, error) {
	pub, err := parseLine(s)
	if err != nil {
		return nil, err
	}
	c, ok := pub.(*ssh.Certificate)
	if !ok {
		return nil, fmt.Errorf("not a certificate: %s", pub.Type())
	}
	return c, nil
}

func parseLine(s string) (ssh.PublicKey, error) {
	pub, _, _, _, err := ssh.ParseAuthorizedKey([]byte(s))
	if err != nil {
		return nil, fmt.Errorf("reading a public key: %w", err)
	}
	if EncodeKey(pub) != s {
		return nil, errors.New("a public key with options, comment or spaces")
	}
	return pub, nil
}

// IsHex reports whether s is n lowercase hex digits.
func IsHex(s string, n int) bool {
	if len(s) != n {
		return false
	}
	for i := range len(s) {
		if c := s[i]; (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}
