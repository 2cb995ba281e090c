package sync

import (
	"bytes"
	"context"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/sync/bundle"
	"coopfield/sync/trust"
)

// sealBytes encrypts t into memory, for a file that someone else writes.
func sealBytes(t *bundle.Tar, recipients ...string) ([]byte, error) {
	var b bytes.Buffer
	err := bundle.Seal(&b, t, recipients...)
	return b.Bytes(), err
}

// takeGrant enrols this laptop: a person says that the CA is the province's,
// the registry must list this key, and trust, registry, receipt secret and the
// register of the unit's cooperatives are written in one transaction.
func (s *Site) takeGrant(ctx context.Context, p *prepared, o ImportOptions) (*desk.Outcome, error) {
	reg, err := s.checkGrant(p, o)
	if err != nil {
		return nil, err
	}
	out := &desk.Outcome{State: store.BundleApplied}
	ops, err := quotedOps(p.bundle, reg)
	if err != nil {
		return nil, err
	}
	settings, err := grantSettings(p.bundle)
	if err != nil {
		return nil, err
	}
	if o.DryRun {
		return out, nil
	}
	// The province's recovery key can open this store from now on, so that a
	// forgotten passphrase loses nothing; a training store has none to forget.
	if s.Self.Mode == trust.Real {
		if err := s.Keys.WrapRecovery(p.doc.Recovery); err != nil {
			return nil, err
		}
	}
	if err := s.Keys.SetCert(p.doc.Device); err != nil {
		return nil, err
	}
	if err := s.absorb(ctx, p, p.doc, reg, settings, desk.Taking{Writers: writersOf(reg), Ops: ops}, out); err != nil {
		return nil, err
	}
	return out, nil
}

// checkGrant asks for the CA's fingerprint, and checks the registry inside.
func (s *Site) checkGrant(p *prepared, o ImportOptions) (*trust.Registry, error) {
	doc := p.doc
	if s.Trust() != nil {
		if !bytes.Equal(s.Trust().CA.Marshal(), doc.CA.Marshal()) {
			return nil, &store.Error{Code: store.Refused, Detail: trust.DetailNotOurCA, Message: "tệp cấp quyền là của tỉnh khác", Kept: "không có gì thay đổi trên máy này", Hint: "máy này đã thuộc tỉnh " + s.Trust().Province + "; tạo kho khác nếu làm cho tỉnh mới"}
		}
	} else {
		typed := o.CA
		if typed == "" && o.AskCA != nil {
			var err error
			if typed, err = o.AskCA(doc.Province); err != nil {
				return nil, err
			}
		}
		if typed == "" {
			return nil, &store.Error{Code: store.Refused, Detail: trust.DetailNotOurCA, Message: "cần dấu vân tay của tỉnh (trên giấy) để tin tệp cấp quyền", Kept: "không có gì thay đổi trên máy này", Hint: "thêm --ca \"DẤU VÂN TAY\""}
		}
		if err := doc.CheckCA(typed); err != nil {
			return nil, err
		}
	}
	reg, _, err := s.registryIn(p.bundle, doc)
	if err != nil {
		return nil, err
	}
	if _, err := officeIn(reg, p.bundle.Cert); err != nil {
		return nil, err
	}
	if reg.ByCert(doc.Device) == nil {
		return nil, &store.Error{Code: store.Refused, Detail: bundle.DetailNotEnrolled, Message: "danh bạ máy trong tệp cấp quyền không có máy này", Kept: "không có gì thay đổi trên máy này", Hint: "đề nghị tỉnh cấp lại"}
	}
	return reg, nil
}

func grantSettings(b *bundle.Bundle) (map[string][]byte, error) {
	out := map[string][]byte{}
	for key, name := range map[string]string{
		settingTrust: bundle.Trust, settingRegistry: bundle.RegistryTxt, settingRegSig: bundle.RegistrySig, settingSecret: bundle.Secret,
	} {
		data, err := b.Entry(name)
		if err != nil {
			return nil, err
		}
		out[key] = data
	}
	_, err := trust.ParseSecret(out[settingSecret])
	return out, err
}

// registryIn returns the registry that a bundle carries, which the office signed
// and which never goes backwards, and the settings that keep it. A bundle
// without one leaves ours, which may be nil only in a grant, and those always
// carry one.
func (s *Site) registryIn(b *bundle.Bundle, doc *trust.Document) (*trust.Registry, map[string][]byte, error) {
	text, err := b.Entry(bundle.RegistryTxt)
	if err != nil || text == nil {
		return s.Registry(), nil, err
	}
	sig, err := b.Entry(bundle.RegistrySig)
	if err != nil {
		return nil, nil, err
	}
	reg, signer, err := trust.VerifySigned(text, sig, doc.Province, doc.CA)
	if err != nil {
		return nil, nil, err
	}
	if s.Registry() != nil {
		if _, err := reg.Succeeds(s.Registry(), signer); err != nil {
			return nil, nil, err
		}
	}
	return reg, map[string][]byte{settingRegistry: text, settingRegSig: sig}, nil
}
