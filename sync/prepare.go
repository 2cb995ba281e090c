package sync

import (
	"bytes"
	"fmt"
	"strings"

	"filippo.io/age"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/oplog"
	"coopfield/sync/bundle"
	"coopfield/sync/trust"
)

// prepared is a file that went through steps 2 to 8 of an import: nothing has
// touched the database.
type prepared struct {
	src    source
	sum    string // SHA-256 of the file
	kept   string // copy in the inbox, "" for a dry run
	err    error  // why it is refused
	known  *store.BundleRow
	bundle *bundle.Bundle
	doc    *trust.Document // of a grant
	in     desk.Incoming
	hashes []store.Hash // of its ops
	look   bool         // nothing is taken in
	undone bool         // what is taken in of it is undone if a part proves wrong
	close  func()
	leave  func() // gives back the room that it takes in memory
}

// ops is how many ops it brings.
func (p *prepared) ops() int64 { return max(p.in.To-p.in.From+1, 0) }

// release closes the file, if it is open, and makes room for another.
func (p *prepared) release() {
	if p.close != nil {
		p.close()
		p.close = nil
	}
	if p.leave != nil {
		p.leave()
		p.leave = nil
	}
}

// decrypt opens the container of a file. close releases it.
func (s *Site) decrypt(src source, ids ...age.Identity) (sealed *bundle.Sealed, closeFile func(), err error) {
	r, size, closeFile, err := src.open()
	if err != nil {
		return nil, nil, err
	}
	if sealed, err = bundle.Open(r, size, bundle.Default, ids...); err != nil {
		closeFile()
		return nil, nil, s.explainRecipient(err)
	}
	return sealed, closeFile, nil
}

// explainRecipient says in whose hands a file belongs that is not for us.
func (s *Site) explainRecipient(err error) error {
	if store.DetailOf(err) != bundle.DetailRecipient {
		return err
	}
	e := &store.Error{Code: store.Refused, Detail: bundle.DetailRecipient, Err: err}
	e.Message, e.Kept, e.Hint = "gửi nhầm nơi: gói không mã hóa cho kho này", "không có gì thay đổi trên máy này", "chuyển tệp đến đúng nơi nhận; gói gửi lên chỉ tỉnh mở được"
	return e
}

// prepareAs carries out steps 2 to 8 for one file: decrypt, container, signature,
// manifest, sizes and hashes, op lines and their chain. p says for what: with
// look, to look at a file and take nothing in, an answer that the office signed
// with a key since put out of use is let pass; with undone, the op lines of a
// large bundle are verified while they are taken in.
func (s *Site) prepareAs(src source, as prepared) (*prepared, error) {
	sealed, closeFile, err := s.decrypt(src, s.Keys.Identities()...)
	if err != nil {
		return nil, err
	}
	p := &as
	p.close = closeFile
	if err := s.verify(p, sealed); err != nil {
		closeFile()
		return nil, err
	}
	return p, nil
}

func (s *Site) verify(p *prepared, sealed *bundle.Sealed) (err error) {
	switch {
	case sealed.IsGrant():
		return s.verifyGrant(p, sealed)
	case s.Trust() == nil:
		return &store.Error{Code: store.Refused, Detail: bundle.DetailNotEnrolled, Message: "máy này chưa được tỉnh cấp quyền", Kept: "không có gì thay đổi trên máy này", Hint: "nhập tệp cấp quyền của tỉnh trước"}
	case s.IsProvince():
		if p.bundle, err = sealed.Verify(s.wantUp()); err != nil {
			return err
		}
		return s.verifyOps(p)
	}
	return s.verifyDown(p, sealed)
}

// verifyOps is step 8: each line's encoding, the chain, the last head, and the
// author's signature on what is signed.
func (s *Site) verifyOps(p *prepared) error {
	m, d := &p.bundle.Manifest, p.bundle.Device
	in := desk.Incoming{
		Epoch: m.Epoch, From: m.From, To: m.Through, PrevHead: m.PrevHead, Head: m.Head, Registered: writerOf(d), Also: noteReply(m),
		Bundle: store.BundleRow{
			Device: m.Device, Dev: m.Dev, Epoch: m.Epoch, Export: m.Export, From: m.From, To: m.Through,
			Head: m.Head, Manifest: p.bundle.Hash.String(), ClaimedAt: m.ClaimedAt,
		},
	}
	in.AcceptedThrough = acceptedPoint(d)
	err := p.readOps(&in)
	if err != nil {
		return err
	}
	for _, name := range p.bundle.Attachments() {
		in.Files = append(in.Files, desk.File{
			SHA256: strings.TrimPrefix(name, "att/"), Load: func() ([]byte, error) { return p.bundle.Entry(name) },
		})
	}
	p.in = in
	return nil
}

// checkAuthor verifies the author's signature of an op whose kind carries one.
// An op of a newer encoding is held, not read.
func checkAuthor(op *store.LoggedOp, d *trust.Device) error {
	if op.V != oplog.Version {
		return nil
	}
	if err := oplog.CheckRead(&op.Op); err != nil {
		return opRefused(oplog.DetailForm, fmt.Sprintf("thay đổi số %d: %s", op.Seq, messageOf(err)), err)
	}
	if !op.Kind.Signed() {
		return nil
	}
	if err := trust.VerifyOp(d.Key, oplog.Unsigned(op.Line, op.Sig), op.Sig); err != nil {
		return opRefused("op-signature", fmt.Sprintf("chữ ký của người ghi ở thay đổi số %d không đúng", op.Seq), err)
	}
	return nil
}

func opRefused(detail, message string, err error) error {
	return &store.Error{Code: store.Refused, Detail: detail, Message: message, Kept: "không có gì thay đổi trên máy này", Hint: "không dùng gói này; gọi người gửi và báo cho tỉnh", Err: err}
}

// verifyGrant checks a grant against itself and against this laptop's keys.
// Whether its CA is the province's is for a person to say (CheckCA).
func (s *Site) verifyGrant(p *prepared, sealed *bundle.Sealed) error {
	if s.IsProvince() {
		return &store.Error{Code: store.Refused, Detail: bundle.DetailRole, Message: "tệp cấp quyền dành cho máy của cán bộ", Kept: "không có gì thay đổi trên máy này", Hint: "nhập tệp này ở máy đã gửi yêu cầu"}
	}
	doc, err := sealed.Document()
	if err != nil {
		return err
	}
	p.doc = doc
	if !bytes.Equal(doc.Device.Key.Marshal(), s.Keys.Public().Marshal()) {
		return &store.Error{Code: store.Refused, Detail: trust.DetailTrust, Message: "tệp cấp quyền là của máy khác", Kept: "không có gì thay đổi trên máy này", Hint: "nhập tệp này ở máy đã gửi yêu cầu"}
	}
	p.bundle, err = sealed.Verify(bundle.Want{
		Province: doc.Province, Mode: s.Self.Mode, Purpose: bundle.Down, Grant: true, To: trust.CertPrincipal(doc.Device),
		Recipients: []string{trust.RecipientFingerprint(s.Keys.Recipient())}, CA: doc.CA,
	})
	return err
}
