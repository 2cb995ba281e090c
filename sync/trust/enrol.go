package trust

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"

	"golang.org/x/crypto/ssh"

	"coopfield/store"
)

var (
	unitForm = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z._-]{0,63}$`)
	coopForm = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z_-]{0,63}$`)
)

const maxPerson = 200 // bytes of a person's name

// CheckPerson says why a person of this name could not be enrolled: a store
// made for one would never get its work to the province.
func CheckPerson(name string) error { return CheckName("person", name, maxPerson) }

// Request asks a province to enrol one device: who, where, as what, and the two
// public keys. It is signed with the very key that it carries, so it proves
// only that the sender holds it; a person compares the fingerprint by phone.
type Request struct {
	Mode    Mode
	Person  string // name, NFC
	Unit    string // id of a unit
	Role    store.Role
	Install string // 32 lowercase hex digits
	Age     string // the laptop's own age recipient
	Key     ssh.PublicKey
}

// Fingerprint returns what both sides compare: the device key's fingerprint.
func (q *Request) Fingerprint() string { return DevID(q.Key) }

// NewRequest returns the request of an opened store.
func NewRequest(k *Keyring, person, unit string, role store.Role) *Request {
	return &Request{
		Mode: k.mode, Person: person, Unit: unit, Role: role,
		Install: k.install, Age: k.Recipient(), Key: k.Public(),
	}
}

func (q *Request) check() error {
	switch {
	case !q.Mode.Valid():
		return fmt.Errorf("unknown mode %q", q.Mode)
	case !q.Role.Valid():
		return fmt.Errorf("unknown role %q", q.Role)
	case !unitForm.MatchString(q.Unit):
		return fmt.Errorf("not a unit id: %q", q.Unit)
	case !IsHex(q.Install, 32):
		return errors.New("not an install id")
	case q.Key == nil || q.Key.Type() != ssh.KeyAlgoED25519:
		return errors.New("not an Ed25519 key")
	}
	if _, err := ParseRecipient(q.Age); err != nil {
		return err
	}
	return CheckPerson(q.Person)
}

func (q *Request) text() []byte {
	return EncodeFields(
		Field{"coopfield-enrol", "v1"}, Field{"mode", string(q.Mode)}, Field{"person", q.Person},
		Field{"unit", q.Unit}, Field{"role", string(q.Role)}, Field{"install", q.Install},
		Field{"age", q.Age}, Field{"key", EncodeKey(q.Key)},
	)
}

// EncodeRequest returns the file of a request: its text, then its armoured
// signature under NamespaceEnrol by s, the plain key that it names.
func EncodeRequest(q *Request, s ssh.Signer) ([]byte, error) {
	if err := q.check(); err != nil {
		return nil, &store.Error{
			Code: store.Invalid, Detail: DetailEnrol, Message: "yêu cầu cấp quyền chưa đúng",
			Kept: "kho dữ liệu còn nguyên", Hint: "xem lại họ tên, đơn vị và vai trò của kho này", Err: err,
		}
	}
	text := q.text()
	sig, err := Sign(s, NamespaceEnrol, text)
	if err != nil {
		return nil, err
	}
	b := append(text, sig...)
	_, err = ParseRequest(b)
	return b, err
}

// ParseRequest reads and verifies the file of a request. It is Refused with
// DetailEnrol for a wrong form, DetailSignature or DetailNamespace for a
// signature that does not hold.
func ParseRequest(b []byte) (*Request, error) {
	cut := bytes.Index(b, []byte("-----BEGIN "))
	if cut < 0 {
		return nil, badRequest(errors.New("no signature"))
	}
	text, sig := b[:cut], b[cut:]
	r := ReadLines(text, 16<<10)
	if v := r.Next("coopfield-enrol"); v != "v1" {
		r.Fail(fmt.Errorf("unknown version %.20q", v))
	}
	q := &Request{
		Mode: Parsed(r, "mode", ParseMode), Person: r.Next("person"), Unit: r.Next("unit"),
		Role: store.Role(r.Next("role")), Install: r.Next("install"), Age: r.Next("age"),
		Key: Parsed(r, "key", ParseKey),
	}
	if r.err != nil {
		return nil, badRequest(r.err)
	}
	if err := q.check(); err != nil {
		return nil, badRequest(err)
	}
	if !bytes.Equal(q.text(), text) {
		return nil, badRequest(errors.New("not in canonical form"))
	}
	pub, err := Verify(sig, NamespaceEnrol, text)
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(pub.Marshal(), q.Key.Marshal()) {
		return nil, badSignature(errors.New("request signed by another key"))
	}
	return q, nil
}

func badRequest(cause error) error {
	return refuse(DetailEnrol, "đây không phải yêu cầu cấp quyền hợp lệ",
		"đề nghị người gửi tạo lại bằng coopfield enrol request và sao lại tệp", cause)
}
