package trust

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"sort"
	"strings"

	"golang.org/x/crypto/ssh"

	"coopfield/store"
)

// Status says what may still be believed of a device.
type Status string

// The statuses.
const (
	Active      Status = "active"      // works
	Lost        Status = "lost"        // the laptop is gone
	Retired     Status = "retired"     // the person or laptop left in order
	Compromised Status = "compromised" // someone else may have had the key
)

// Valid reports whether s is a known status.
func (s Status) Valid() bool {
	return s == Active || s == Lost || s == Retired || s == Compromised
}

// Point is a place in a device's log: revocation is by counter, not by date.
type Point struct {
	Epoch, Seq int64
	Head       store.Hash // hash of the op at Seq
}

// Device is the registry's entry of one key.
type Device struct {
	Principal string // "dakha-01"
	Dev       string // DevID of Key
	Serial    uint64 // of its certificate, unique, from 1
	Person    string
	Role      store.Role
	Unit      string
	Coops     []string // cooperatives assigned to an advisor, sorted
	Status    Status
	// Accepted is the last op that is believed, in the newest epoch of which any
	// is. nil means all of an active device and none of any other.
	Accepted *Point
	// Earlier are the last ops believed of the epochs before Accepted's, by epoch:
	// of one that is not among them none is, and so of one with Seq 0. nil means
	// all of them, as in a registry that was written when there was one point.
	Earlier   []Point
	Successor string // principal of the device that took over, or ""
	Key       ssh.PublicKey
	Age       string // the device's own age recipient
}

// Accepts reports whether the op (epoch, seq) is within what the registry
// accepts of d; others are quarantined, not lost.
func (d *Device) Accepts(epoch, seq int64) bool {
	if d.Accepted == nil {
		return d.Status == Active
	}
	switch {
	case epoch == d.Accepted.Epoch:
		return seq <= d.Accepted.Seq
	case epoch > d.Accepted.Epoch:
		return false
	case d.Earlier == nil:
		return true
	}
	return slices.ContainsFunc(d.Earlier, func(p Point) bool { return p.Epoch == epoch && seq <= p.Seq })
}

// Behind returns the first of the ops from to through of an epoch that is behind
// what the registry accepts of d, 0 if none is. A history that has another op at
// the last place accepted is not the one that was: there head, the hash of the op
// at through, differs.
func (d *Device) Behind(epoch, from, through int64, head store.Hash) int64 {
	if from == 0 {
		return 0
	}
	for _, p := range d.Points() {
		if p.Epoch == epoch && p.Seq == through && p.Head != head {
			return through
		}
	}
	n := int64(sort.Search(int(through-from+1), func(i int) bool { return !d.Accepts(epoch, from+int64(i)) }))
	if from+n > through {
		return 0
	}
	return from + n
}

// Points returns the last op believed of each epoch, by epoch; none while nothing
// is cut off or where nothing is believed.
func (d *Device) Points() []Point {
	if d.Accepted == nil {
		return nil
	}
	return append(slices.Clone(d.Earlier), *d.Accepted)
}

// AcceptThrough sets what is believed of d: the last op of each epoch, by epoch;
// none for nothing. Points of later epochs close those before them that are not
// named.
func (d *Device) AcceptThrough(points []Point) {
	d.Accepted, d.Earlier = nil, nil
	if len(points) == 0 {
		return
	}
	last := points[len(points)-1]
	d.Accepted = &last
	if last.Epoch == 1 {
		return
	}
	if points[0].Epoch > 1 { // else it would read as an older registry's single point
		d.Earlier = []Point{{Epoch: 1}}
	}
	d.Earlier = append(d.Earlier, points[:len(points)-1]...)
}

// Registry is the office's signed list of who is who. Versions only rise; each
// names the hash of the one before it.
type Registry struct {
	Province string
	Mode     Mode
	Version  int64      // from 1
	Prev     store.Hash // SHA-256 of the text of Version-1, zero for the first
	Devices  []Device   // in order of Serial
}

// ByDev returns the entry of a key id, nil if there is none.
func (r *Registry) ByDev(dev string) *Device {
	return r.find(func(d *Device) bool { return d.Dev == dev })
}

// ByPrincipal returns the entry of a principal, nil if there is none. Of the
// office, which keeps its name when its key is exchanged, it is the key in use.
func (r *Registry) ByPrincipal(p string) *Device {
	if d := r.find(func(d *Device) bool { return d.Principal == p && d.Status == Active }); d != nil {
		return d
	}
	return r.find(func(d *Device) bool { return d.Principal == p })
}

// ByCert returns the entry whose key, serial and principal are exactly those of
// a certificate, nil if there is none.
func (r *Registry) ByCert(c *ssh.Certificate) *Device {
	dev, p := DevID(c), CertPrincipal(c)
	return r.find(func(d *Device) bool { return d.Dev == dev && d.Serial == c.Serial && d.Principal == p })
}

// Office returns the entry of the province's own office, by the key in use; nil
// if there is none.
func (r *Registry) Office() *Device { return r.ByPrincipal(OfficePrincipal(r.Province)) }

func (r *Registry) find(is func(*Device) bool) *Device {
	for i := range r.Devices {
		if is(&r.Devices[i]) {
			return &r.Devices[i]
		}
	}
	return nil
}

// NextSerial returns the serial for the next certificate.
func (r *Registry) NextSerial() uint64 {
	if len(r.Devices) == 0 {
		return 1
	}
	return r.Devices[len(r.Devices)-1].Serial + 1
}

// NextPrincipal returns the next free principal of a unit, whose name is given
// folded (lower case, no marks): "Đắk Hà" folded is "dak ha" and gives
// "dakha-01". A number once given is never given again.
func (r *Registry) NextPrincipal(unitFolded string) string {
	stem := strings.Map(func(c rune) rune {
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
			return c
		}
		return -1
	}, strings.ToLower(unitFolded))
	if len(stem) > 24 {
		stem = stem[:24]
	}
	if stem == "" {
		stem = "may"
	}
	for n := 1; ; n++ {
		if p := fmt.Sprintf("%s-%02d", stem, n); r.ByPrincipal(p) == nil {
			return p
		}
	}
}

// Raise returns the next version of r with the same devices, to be changed and
// signed by the office.
func (r *Registry) Raise() (*Registry, error) {
	b, err := r.Encode()
	if err != nil {
		return nil, err
	}
	next := &Registry{
		Province: r.Province, Mode: r.Mode, Version: r.Version + 1,
		Prev: sha256.Sum256(b), Devices: slices.Clone(r.Devices),
	}
	for i := range next.Devices {
		next.Devices[i].Coops = slices.Clone(r.Devices[i].Coops)
		next.Devices[i].Earlier = slices.Clone(r.Devices[i].Earlier)
	}
	return next, nil
}

// Replaces checks that r may replace old: the same province and mode, never an
// older version, the same version only with the same bytes, the next one only
// with the right link; and no device is dropped or re-used for another key.
// Otherwise it is Refused with DetailRegistry. It reports whether r is newer.
func (r *Registry) Replaces(old *Registry) (newer bool, err error) {
	if r.Province != old.Province || r.Mode != old.Mode {
		return false, backwards(errors.New("registry of another province or mode"))
	}
	a, err := old.Encode()
	if err != nil {
		return false, err
	}
	b, err := r.Encode()
	if err != nil {
		return false, err
	}
	switch {
	case r.Version < old.Version:
		return false, backwards(fmt.Errorf("version %d after %d", r.Version, old.Version))
	case r.Version == old.Version && bytes.Equal(a, b):
		return false, nil
	case r.Version == old.Version:
		return false, backwards(fmt.Errorf("two texts of version %d", r.Version))
	case r.Version == old.Version+1 && r.Prev != sha256.Sum256(a):
		return false, backwards(fmt.Errorf("version %d does not link to ours", r.Version))
	}
	for i := range old.Devices {
		was := &old.Devices[i]
		is := r.ByDev(was.Dev)
		if is == nil || is.Serial != was.Serial || is.Principal != was.Principal {
			return false, backwards(fmt.Errorf("%s was dropped or renamed", was.Principal))
		}
	}
	return true, nil
}

func backwards(cause error) error {
	return refuse(DetailRegistry, "danh bạ máy trong tệp không nối tiếp danh bạ đang có",
		"nhập các tệp trả lời của tỉnh theo thứ tự; nếu vẫn lỗi, gọi tỉnh (kho tỉnh vừa phục hồi từ bản sao lưu thì tỉnh đổi khóa văn phòng rồi trả lời lại)", cause)
}

// SignRegistry returns the text of r and its signature (the entries "registry"
// and "registry.sig") by the office's certificate signer.
func SignRegistry(r *Registry, office ssh.Signer) (text, sig []byte, err error) {
	if text, err = r.Encode(); err != nil {
		return nil, nil, err
	}
	sig, err = Sign(office, NamespaceTrust(r.Province), text)
	return text, sig, err
}

// VerifyRegistry reads a registry whose text the office of province p signed
// under the CA. Errors are Refused: DetailSignature, DetailNamespace,
// DetailNotOurCA, DetailRegistry.
func VerifyRegistry(text, sig []byte, p string, ca ssh.PublicKey) (*Registry, error) {
	r, _, err := VerifySigned(text, sig, p, ca)
	return r, err
}

// VerifySigned is VerifyRegistry that also returns the certificate of the office's
// key that signed. That key must be the one in use by the registry itself.
func VerifySigned(text, sig []byte, p string, ca ssh.PublicKey) (*Registry, *ssh.Certificate, error) {
	pub, err := Verify(sig, NamespaceTrust(p), text)
	if err != nil {
		return nil, nil, err
	}
	cert, ok := pub.(*ssh.Certificate)
	if !ok {
		return nil, nil, badSignature(errors.New("registry signed without certificate"))
	}
	if err := CheckCert(cert, ca, OfficePrincipal(p)); err != nil {
		return nil, nil, err
	}
	r, err := ParseRegistry(text)
	if err != nil {
		return nil, nil, err
	}
	if r.Province != p {
		return nil, nil, backwards(fmt.Errorf("registry of province %s", r.Province))
	}
	if d := r.ByCert(cert); d == nil || d.Status != Active {
		return nil, nil, oldOffice(fmt.Errorf("signed with serial %d, which version %d does not have in use", cert.Serial, r.Version))
	}
	return r, cert, nil
}

// Succeeds checks that r, which signer signed, may replace old. While the office
// keeps its key it is [Registry.Replaces]. A newer key of the office, which only
// the CA can have certified, speaks for itself: it must say that the key known so
// far is out of use, and what that one signed, whatever its version and whoever
// had it, does not stand against it. An older key of the office says nothing any
// more: Refused with DetailOldOffice.
func (r *Registry) Succeeds(old *Registry, signer *ssh.Certificate) (newer bool, err error) {
	was := old.Office()
	if was == nil || was.Dev == DevID(signer) {
		return r.Replaces(old)
	}
	if r.Province != old.Province || r.Mode != old.Mode {
		return false, backwards(errors.New("registry of another province or mode"))
	}
	if signer.Serial <= was.Serial || old.ByDev(DevID(signer)) != nil {
		return false, oldOffice(fmt.Errorf("signed with serial %d, ours is %d", signer.Serial, was.Serial))
	}
	if is := r.ByDev(was.Dev); is == nil || is.Status == Active {
		return false, backwards(fmt.Errorf("the office's key of serial %d is not out of use", was.Serial))
	}
	return true, nil
}

func oldOffice(cause error) error {
	return refuse(DetailOldOffice, "tệp ký bằng khóa cũ của văn phòng tỉnh, không còn hiệu lực",
		"xin tỉnh gói trả lời mới: gói mới nhắc lại mọi điều còn thiếu; nếu tỉnh chưa đổi khóa, gọi tỉnh", cause)
}

// Before returns the key ids of the devices that p took over, directly or one
// after another: those whose Successor it is.
func (r *Registry) Before(p string) []string {
	var out []string
	todo := []string{p}
	for len(todo) > 0 {
		p, todo = todo[0], todo[1:]
		for i := range r.Devices {
			if d := &r.Devices[i]; d.Successor == p && !slices.Contains(out, d.Dev) {
				out = append(out, d.Dev)
				todo = append(todo, d.Principal)
			}
		}
	}
	return out
}
