package trust

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"golang.org/x/crypto/ssh"
)

// MaxDocument is the most bytes that a trust document may have.
const MaxDocument = 16 << 10

// Document is the entry "trust" of a grant: whom this laptop believes from now
// on, and its own certificate. It is believed only if the CA's fingerprint is
// the one that a person typed from paper, and if the bundle around it is signed
// by the office under [NamespaceTrust].
type Document struct {
	Province string        // the province's unit id, "62"
	Mode     Mode          //
	CA       ssh.PublicKey // certifies the office and every device
	Office   *ssh.Certificate
	Device   *ssh.Certificate // the laptop's own certificate
	Working  string           // age recipients of the province
	Recovery string
}

// Recipients returns whom a bundle for the province is encrypted to: the
// working and the recovery recipient, in this order.
func (d *Document) Recipients() []string { return []string{d.Working, d.Recovery} }

// Encode returns the document's text.
func (d *Document) Encode() ([]byte, error) {
	if err := d.check(); err != nil {
		return nil, err
	}
	return d.text(), nil
}

func (d *Document) text() []byte {
	return EncodeFields(
		Field{"coopfield-trust", "v1"}, Field{"province", d.Province}, Field{"mode", string(d.Mode)},
		Field{"ca", EncodeKey(d.CA)}, Field{"office", EncodeKey(d.Office)}, Field{"device", EncodeKey(d.Device)},
		Field{"working", d.Working}, Field{"recovery", d.Recovery},
	)
}

func (d *Document) check() error {
	if !ValidProvince(d.Province) || !d.Mode.Valid() || d.CA == nil || d.Office == nil || d.Device == nil {
		return errors.New("trust document with missing or malformed parts")
	}
	for _, s := range d.Recipients() {
		if _, err := ParseRecipient(s); err != nil {
			return err
		}
	}
	if err := CheckCert(d.Office, d.CA, OfficePrincipal(d.Province)); err != nil {
		return err
	}
	return CheckCert(d.Device, d.CA, CertPrincipal(d.Device))
}

// ParseDocument reads a trust document and checks that the CA in it certified
// both certificates. It is Refused with DetailTrust for a wrong form.
func ParseDocument(b []byte) (*Document, error) {
	r := ReadLines(b, MaxDocument)
	if v := r.Next("coopfield-trust"); v != "v1" {
		r.Fail(fmt.Errorf("unknown version %.20q", v))
	}
	d := &Document{
		Province: r.Next("province"), Mode: Parsed(r, "mode", ParseMode), CA: Parsed(r, "ca", ParseKey),
		Office: Parsed(r, "office", ParseCert), Device: Parsed(r, "device", ParseCert),
		Working: r.Next("working"), Recovery: r.Next("recovery"),
	}
	if r.err != nil {
		return nil, badDocument(r.err)
	}
	if err := d.check(); err != nil {
		return nil, badDocument(err)
	}
	if !bytes.Equal(d.text(), b) {
		return nil, badDocument(errors.New("not in canonical form"))
	}
	return d, nil
}

func badDocument(cause error) error {
	return refuse(DetailTrust, "phần tin cậy trong tệp cấp quyền không hợp lệ",
		"không dùng tệp này; đề nghị tỉnh cấp lại", cause)
}

// CheckCA compares the CA of a grant with the fingerprint that a person typed
// from paper. Another one is Refused with DetailNotOurCA.
func (d *Document) CheckCA(typed string) error {
	fp, err := ParseFingerprint(typed)
	if err == nil && fp == DevID(d.CA) {
		return nil
	}
	return refuse(DetailNotOurCA, "dấu vân tay của tỉnh không khớp với tệp cấp quyền",
		"gõ lại dấu vân tay từ giấy của tỉnh; nếu vẫn khác, gọi tỉnh và không dùng tệp này", err)
}

// Secret is the receipt secret shared by one laptop and the province: the key
// of the codes that are read over the phone.
type Secret [32]byte

// NewSecret takes a secret from rand.
func NewSecret(rand io.Reader) (Secret, error) {
	var s Secret
	if _, err := io.ReadFull(rand, s[:]); err != nil {
		return s, fmt.Errorf("reading randomness for a receipt secret: %w", err)
	}
	return s, nil
}

// Encode returns the entry "receipt-secret": 64 hex digits and LF.
func (s Secret) Encode() []byte { return []byte(hex.EncodeToString(s[:]) + "\n") }

// ParseSecret reads exactly the form of [Secret.Encode].
func ParseSecret(b []byte) (Secret, error) {
	var s Secret
	if len(b) != 65 || b[64] != '\n' || !IsHex(string(b[:64]), 64) {
		return s, badDocument(errors.New("not a receipt secret"))
	}
	_, err := hex.Decode(s[:], b[:64])
	return s, err
}
