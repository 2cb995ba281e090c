package trust

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"time"

	"golang.org/x/crypto/ssh"
)

var (
	principalForm = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{0,31}$`)
	provinceForm  = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{0,15}$`)
)

// ValidPrincipal reports whether s can be a principal: 1 to 32 characters of
// a-z, 0-9, "." and "-", so that it is safe in file names and patterns.
func ValidPrincipal(s string) bool { return principalForm.MatchString(s) }

// ValidProvince reports whether s can name a province: its unit's id, 1 to 16
// characters of a-z, 0-9, "." and "-".
func ValidProvince(s string) bool { return provinceForm.MatchString(s) }

// OfficePrincipal returns the principal of the office of province p, such as
// "tinh-62".
func OfficePrincipal(p string) string { return "tinh-" + p }

// IssueCert has the CA certify pub for principal under serial: a user
// certificate without end date, options or extensions. Serials are the
// registry's, 1 and up.
func IssueCert(rand io.Reader, ca ssh.Signer, pub ssh.PublicKey, serial uint64, principal string) (*ssh.Certificate, error) {
	pub = Plain(pub)
	if pub.Type() != ssh.KeyAlgoED25519 {
		return nil, fmt.Errorf("certifying a key of type %s", pub.Type())
	}
	if !ValidPrincipal(principal) || serial == 0 {
		return nil, fmt.Errorf("certifying %q with serial %d", principal, serial)
	}
	c := &ssh.Certificate{
		Key: pub, Serial: serial, CertType: ssh.UserCert, KeyId: principal,
		ValidPrincipals: []string{principal}, ValidBefore: ssh.CertTimeInfinity,
	}
	if err := c.SignCert(rand, ca); err != nil {
		return nil, fmt.Errorf("certifying %s: %w", principal, err)
	}
	return c, nil
}

// CheckCert reports whether our CA certified cert for principal, in exactly the
// form that [IssueCert] gives. The CA is compared first: a certificate checker
// alone accepts any CA. It is Refused with DetailNotOurCA or DetailSignature.
func CheckCert(cert *ssh.Certificate, ca ssh.PublicKey, principal string) error {
	if cert.SignatureKey == nil || !bytes.Equal(cert.SignatureKey.Marshal(), ca.Marshal()) {
		return refuse(DetailNotOurCA, "người ký không do tỉnh này cấp chứng thư",
			"kiểm tra xem tệp có phải của tỉnh khác; không nhập tệp này", nil)
	}
	var why error
	switch {
	case cert.CertType != ssh.UserCert:
		why = errors.New("not a user certificate")
	case cert.Key.Type() != ssh.KeyAlgoED25519 || cert.Signature == nil || cert.Signature.Format != ssh.KeyAlgoED25519:
		why = errors.New("not Ed25519")
	case len(cert.ValidPrincipals) != 1 || cert.ValidPrincipals[0] != principal || cert.KeyId != principal:
		why = fmt.Errorf("certificate for %q, want %q", cert.ValidPrincipals, principal)
	case len(cert.CriticalOptions) > 0 || len(cert.Extensions) > 0 || len(cert.Reserved) > 0:
		why = errors.New("certificate with options")
	case cert.ValidAfter != 0 || cert.ValidBefore != ssh.CertTimeInfinity:
		why = errors.New("certificate with dates")
	default:
		// The dates are open, so any time will do: no clock decides anything.
		checker := ssh.CertChecker{Clock: func() time.Time { return time.Unix(0, 0) }}
		why = checker.CheckCert(principal, cert)
	}
	if why != nil {
		return refuse(DetailSignature, "chứng thư của người ký không hợp lệ",
			"đề nghị tỉnh cấp lại chứng thư cho máy này", why)
	}
	return nil
}

// CertPrincipal returns the principal that a certificate is for, "" if it is
// not for exactly one.
func CertPrincipal(cert *ssh.Certificate) string {
	if len(cert.ValidPrincipals) != 1 {
		return ""
	}
	return cert.ValidPrincipals[0]
}
