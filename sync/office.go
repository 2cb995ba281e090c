package sync

import (
	"fmt"

	"golang.org/x/crypto/ssh"

	"coopfield/store"
	"coopfield/sync/bundle"
	"coopfield/sync/trust"
)

// verifyDown verifies an answer. Who the office is by now, the registry in the
// answer may be the first to tell: its key is looked up there, after that
// registry has shown that it may replace ours.
func (s *Site) verifyDown(p *prepared, sealed *bundle.Sealed) error {
	want := s.wantDown()
	want.Registry = nil
	b, err := sealed.Verify(want)
	if err != nil {
		return err
	}
	reg, _, err := s.registryOf(b)
	if err != nil {
		return err
	}
	if b.Device, err = officeIn(reg, b.Cert); err != nil && (!p.look || store.DetailOf(err) != trust.DetailOldOffice) {
		return err
	}
	p.bundle = b
	return nil
}

// officeIn returns the registry's entry of the office's key that signed a bundle.
// One that is out of use is Refused with trust.DetailOldOffice and returned all
// the same: nothing tells what it signed in its time from what a thief signs
// today. The next answer repeats what an old one brought.
func officeIn(reg *trust.Registry, cert *ssh.Certificate) (*trust.Device, error) {
	refuse := func(detail, message, hint string, err error) error {
		return &store.Error{Code: store.Refused, Detail: detail, Message: message, Kept: "không có gì thay đổi trên máy này", Hint: hint, Err: err}
	}
	d := reg.ByCert(cert)
	switch {
	case d == nil:
		return nil, refuse(bundle.DetailNotEnrolled, "người ký không có trong danh bạ máy của tỉnh", "gọi tỉnh; không dùng tệp này", fmt.Errorf("serial %d is not in version %d", cert.Serial, reg.Version))
	case d.Role != store.Province:
		return nil, refuse(bundle.DetailRole, "người ký không có quyền gửi loại gói này", "gọi tỉnh; không dùng tệp này", fmt.Errorf("role %s", d.Role))
	case d.Status != trust.Active:
		return d, refuse(trust.DetailOldOffice, "gói này ký bằng khóa cũ của văn phòng tỉnh, không còn hiệu lực", "xin tỉnh gói trả lời mới: gói mới nhắc lại mọi điều còn thiếu", fmt.Errorf("serial %d is %s", d.Serial, d.Status))
	}
	return d, nil
}

// trustAfter returns whom this laptop believes with a registry that the office's
// key in use has signed: that key, and the age recipient to which bundles go from
// now on. What changes is added to settings.
func (s *Site) trustAfter(reg *trust.Registry, b *bundle.Bundle, settings map[string][]byte) (*trust.Document, error) {
	doc, office := s.Trust(), reg.Office()
	if settings == nil || office == nil || reg.ByCert(b.Cert) == nil || trust.DevID(b.Cert) != office.Dev {
		return doc, nil
	}
	if trust.DevID(doc.Office) == office.Dev && doc.Working == office.Age {
		return doc, nil
	}
	next := *doc
	next.Office, next.Working = b.Cert, office.Age
	text, err := next.Encode()
	if err != nil {
		return nil, err
	}
	settings[settingTrust] = text
	return &next, nil
}

// formerly lists, for a province, what bundles named as their recipients that were
// sealed before its age recipient changed.
func (s *Site) formerly() (out [][]string) {
	for _, r := range s.Keys.FormerRecipients() {
		out = append(out, fingerprints([]string{r, s.Trust().Recovery}))
	}
	return out
}
