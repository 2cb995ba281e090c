package trust

import (
	"bytes"
	"crypto/rand"
	"crypto/sha512"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"

	"golang.org/x/crypto/ssh"
)

// Namespaces that hold for every province: a record's author, and a request to
// enrol.
const (
	NamespaceRecord = "coopfield-record"
	NamespaceEnrol  = "coopfield-enrol"
)

// NamespaceBundle is what a device signs for province p.
func NamespaceBundle(p string) string { return "coopfield-bundle@" + p }

// NamespaceDown is what the office of province p signs for its laptops.
func NamespaceDown(p string) string { return "coopfield-down@" + p }

// NamespaceTrust is what the office of province p signs about keys: grants and
// the registry.
func NamespaceTrust(p string) string { return "coopfield-trust@" + p }

// MaxSignature is the most bytes that an armoured signature may have.
const MaxSignature = 16 << 10

const (
	sigHash = "sha512"
	sigType = "SSH SIGNATURE"
)

var sigMagic = [6]byte{'S', 'S', 'H', 'S', 'I', 'G'}

// The two structures of PROTOCOL.sshsig; ssh.Marshal maps them one to one.
type sigBlob struct {
	Magic                                              [6]byte
	Version                                            uint32
	PublicKey, Namespace, Reserved, HashAlg, Signature string
}

type sigBody struct {
	Magic                              [6]byte
	Namespace, Reserved, HashAlg, Hash string
}

func sigInput(namespace string, msg []byte) []byte {
	sum := sha512.Sum512(msg)
	return ssh.Marshal(sigBody{sigMagic, namespace, "", sigHash, string(sum[:])})
}

// SignBlob signs msg under namespace and returns the raw SSHSIG blob. With a
// certificate signer the certificate travels inside.
func SignBlob(s ssh.Signer, namespace string, msg []byte) ([]byte, error) {
	if namespace == "" {
		return nil, errors.New("signing without a namespace")
	}
	sig, err := s.Sign(rand.Reader, sigInput(namespace, msg))
	if err != nil {
		return nil, fmt.Errorf("signing under %s: %w", namespace, err)
	}
	return ssh.Marshal(sigBlob{
		sigMagic, 1, string(s.PublicKey().Marshal()), namespace, "", sigHash, string(ssh.Marshal(sig)),
	}), nil
}

// Sign is [SignBlob] in the armoured form that ssh-keygen -Y verify reads.
func Sign(s ssh.Signer, namespace string, msg []byte) ([]byte, error) {
	blob, err := SignBlob(s, namespace, msg)
	if err != nil {
		return nil, err
	}
	return armour(blob), nil
}

func armour(blob []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: sigType, Bytes: blob})
}

// Verify checks an armoured signature of msg and returns the key that made it:
// an Ed25519 key, or an *ssh.Certificate of one. Whether that key may be
// believed is the caller's next question ([CheckCert], [Registry]).
//
// Exactly one armoured form of a blob is accepted, the one [Sign] writes, so
// that no byte of it can change unnoticed. Errors are Refused with
// DetailNamespace for a signature made for another purpose, DetailSignature for
// everything else.
func Verify(armoured []byte, namespace string, msg []byte) (ssh.PublicKey, error) {
	blob, err := dearmour(armoured)
	if err != nil {
		return nil, badSignature(err)
	}
	return VerifyBlob(blob, namespace, msg)
}

func dearmour(armoured []byte) ([]byte, error) {
	if len(armoured) > MaxSignature {
		return nil, errors.New("signature too long")
	}
	block, rest := pem.Decode(armoured)
	if block == nil || len(rest) > 0 || block.Type != sigType {
		return nil, errors.New("not an armoured signature")
	}
	if !bytes.Equal(armour(block.Bytes), armoured) {
		return nil, errors.New("signature armoured in another form")
	}
	return block.Bytes, nil
}

// VerifyBlob is [Verify] for a raw blob.
func VerifyBlob(blob []byte, namespace string, msg []byte) (ssh.PublicKey, error) {
	var b sigBlob
	if len(blob) > MaxSignature {
		return nil, badSignature(errors.New("signature too long"))
	}
	if err := ssh.Unmarshal(blob, &b); err != nil {
		return nil, badSignature(err)
	}
	if b.Magic != sigMagic || b.Version != 1 || b.Reserved != "" || b.HashAlg != sigHash {
		return nil, badSignature(errors.New("unknown form of signature"))
	}
	pub, err := wireKey([]byte(b.PublicKey))
	if err != nil {
		return nil, badSignature(err)
	}
	if b.Namespace != namespace {
		return nil, refuse(DetailNamespace, "chữ ký này được ký cho việc khác hoặc cho tỉnh khác",
			"kiểm tra lại tệp: đây không phải loại tệp đang cần", fmt.Errorf("namespace %q, want %q", b.Namespace, namespace))
	}
	var sig ssh.Signature
	if err := ssh.Unmarshal([]byte(b.Signature), &sig); err != nil {
		return nil, badSignature(err)
	}
	if sig.Format != ssh.KeyAlgoED25519 || len(sig.Rest) > 0 {
		return nil, badSignature(errors.New("not a plain Ed25519 signature"))
	}
	if err := Plain(pub).Verify(sigInput(namespace, msg), &sig); err != nil {
		return nil, badSignature(err)
	}
	return pub, nil
}

// wireKey reads an Ed25519 key or certificate and requires the one encoding.
func wireKey(blob []byte) (ssh.PublicKey, error) {
	pub, err := ssh.ParsePublicKey(blob)
	if err != nil {
		return nil, err
	}
	if Plain(pub).Type() != ssh.KeyAlgoED25519 {
		return nil, fmt.Errorf("key of type %s", pub.Type())
	}
	if !bytes.Equal(pub.Marshal(), blob) {
		return nil, errors.New("key in another encoding")
	}
	return pub, nil
}

// SignatureNamespace returns the namespace that an armoured signature claims, ""
// if it is none. Nothing is verified: it serves only to say what a file
// pretends to be.
func SignatureNamespace(armoured []byte) string {
	blob, err := dearmour(armoured)
	if err != nil {
		return ""
	}
	var b sigBlob
	if ssh.Unmarshal(blob, &b) != nil {
		return ""
	}
	return b.Namespace
}

// SignOp signs an op line, whose sig field is still "", as its author and
// returns the base64 for that field. s is the plain device key.
func SignOp(s ssh.Signer, line []byte) (string, error) {
	if _, ok := s.PublicKey().(*ssh.Certificate); ok {
		return "", errors.New("ops are signed with the plain device key")
	}
	blob, err := SignBlob(s, NamespaceRecord, line)
	if err != nil {
		return "", err
	}
	return base64.StdEncoding.EncodeToString(blob), nil
}

// VerifyOp checks that sig is pub's signature of an op line whose sig field is
// "" again.
func VerifyOp(pub ssh.PublicKey, line []byte, sig string) error {
	blob, err := base64.StdEncoding.Strict().DecodeString(sig)
	if err != nil || base64.StdEncoding.EncodeToString(blob) != sig {
		return badSignature(errors.New("op signature is not plain base64"))
	}
	got, err := VerifyBlob(blob, NamespaceRecord, line)
	if err != nil {
		return err
	}
	if !bytes.Equal(got.Marshal(), Plain(pub).Marshal()) {
		return badSignature(errors.New("op signed by another key"))
	}
	return nil
}
