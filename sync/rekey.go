package sync

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/sync/trust"
)

// RekeyOptions say how a province's office changes its keys.
type RekeyOptions struct {
	CA     *trust.CA    // the opened CA key; it certifies the new office key
	Status trust.Status // of the key so far: retired, lost or compromised; "" = retired
	Person string       // who keeps the office from now on; "" = as before
	Age    bool         // also a new age recipient, to which laptops seal
	Reason string
}

// Rekeyed is what a change of the office's keys made.
type Rekeyed struct {
	Old, New trust.Device // entries of the registry
	Version  int64        // of the registry
	Working  string       // age recipient to which laptops seal from now on
	Age      bool         // it is a new one
}

// RekeyOffice gives the province's store a new device key, certified by the CA,
// and raises the registry by a version signed with it, in which the key so far is
// out of use: what it wrote up to now stays valid, anything else of it is set
// aside, and its answers are refused by whoever knows this version. Laptops learn
// of it from the next answer, whose registry the CA's certificate vouches for. The
// store goes on in a new chain of ops ([desk.Desk.TakeOver]). With Age it also has
// a new age identity; the one so far is kept and opens what was sealed to it.
//
// The keys are made durable beside the old ones, the registry is written in one
// transaction, and then they are put into use; opening the store finishes that
// after a power cut. Nothing else may use the site meanwhile, and what was read of
// its Desk before is that of the old key.
//
// Errors: Denied outside the province; Locked or Refused, detail "ca", without its
// CA key; Usage for another status; Invalid, detail "person".
func (s *Site) RekeyOffice(ctx context.Context, o RekeyOptions) (*Rekeyed, error) {
	if err := s.checkRekey(&o); err != nil {
		return nil, err
	}
	old := s.Registry().ByDev(s.Keys.Dev())
	if old == nil {
		return nil, &store.Error{Code: store.Damaged, Detail: "registry", Message: "danh bạ máy không có khóa mà kho tỉnh đang dùng", Kept: keptRegistry, Hint: "chạy coopfield doctor và gọi người hỗ trợ"}
	}
	next, err := s.Keys.Prepare(o.Age)
	if err != nil {
		return nil, err
	}
	reg, settings, err := s.rekeyed(ctx, old, next, o)
	if err != nil {
		return nil, errors.Join(err, s.Keys.Discard())
	}
	d, err := s.takeOver(ctx, old.Dev, reg, settings)
	if err != nil {
		return nil, errors.Join(err, s.Keys.Discard())
	}
	if err := s.Keys.Promote(); err != nil {
		return nil, &store.Error{Code: store.Internal, Detail: "rekey", Message: "đã ghi danh bạ mới nhưng chưa đặt xong tệp khóa", Kept: "khóa mới đã nằm trong thư mục keys", Hint: "mở lại chương trình: việc đổi khóa được làm nốt khi mở kho", Err: err}
	}
	s.Desk = d
	s.forgetNotice(NoticePutBack)
	if err := s.load(ctx); err != nil {
		return nil, err
	}
	return &Rekeyed{Old: *reg.ByDev(old.Dev), New: *reg.Office(), Version: reg.Version, Working: next.Recipient(), Age: o.Age}, nil
}

func (s *Site) checkRekey(o *RekeyOptions) error {
	if err := s.needProvince("đổi khóa văn phòng"); err != nil {
		return err
	}
	if o.Status == "" {
		o.Status = trust.Retired
	}
	switch {
	case !o.Status.Valid() || o.Status == trust.Active:
		return usageError(fmt.Sprintf("trạng thái %q không dùng được", o.Status), "dùng retired (đổi người, đổi máy), lost (mất) hoặc compromised (lộ khóa)")
	case o.CA == nil:
		return &store.Error{Code: store.Locked, Detail: "ca", Message: "cần khóa CA để đổi khóa văn phòng", Kept: keptRegistry, Hint: "cắm USB giữ khóa CA và thêm --ca-dir THƯ_MỤC"}
	case !bytes.Equal(o.CA.Public().Marshal(), s.Trust().CA.Marshal()):
		return &store.Error{Code: store.Refused, Detail: "ca", Message: "khóa CA trong thư mục này không phải của kho này", Kept: keptRegistry, Hint: "chọn đúng thư mục giữ khóa CA của tỉnh " + s.Trust().Province}
	case o.Person != "" && trust.CheckPerson(o.Person) != nil:
		return &store.Error{Code: store.Invalid, Detail: "person", Message: "họ tên không dùng được", Kept: keptRegistry, Hint: "ghi họ tên không quá 200 byte, không có ký tự điều khiển", Err: trust.CheckPerson(o.Person)}
	}
	return nil
}

// rekeyed makes the next version of the registry and what is written with it.
func (s *Site) rekeyed(ctx context.Context, old *trust.Device, next *trust.Next, o RekeyOptions) (*trust.Registry, map[string][]byte, error) {
	reg, err := s.Registry().Raise()
	if err != nil {
		return nil, nil, err
	}
	// What stands in this store is what the office signed: nobody else writes here.
	points, err := s.lastAccepted(ctx, old, RevokeOptions{})
	if err != nil {
		return nil, nil, err
	}
	was := reg.ByDev(old.Dev)
	was.Status = o.Status
	was.AcceptThrough(points)
	serial := reg.NextSerial()
	cert, err := o.CA.Issue(next.Public(), serial, old.Principal)
	if err != nil {
		return nil, nil, err
	}
	if err := s.Keys.Certify(next, cert); err != nil {
		return nil, nil, err
	}
	is := *old
	is.Dev, is.Serial, is.Key, is.Age, is.Accepted, is.Earlier = trust.DevID(cert), serial, next.Public(), next.Recipient(), nil, nil
	self := s.Self
	if o.Person != "" {
		is.Person, self.Person = o.Person, o.Person
	}
	reg.Devices = append(reg.Devices, is)
	signer, err := next.CertSigner()
	if err != nil {
		return nil, nil, err
	}
	settings, err := s.signedBy(reg, Change{What: "rekey-office", Device: old.Principal, Why: o.Reason}, signer)
	if err != nil {
		return nil, nil, err
	}
	doc := *s.Trust()
	doc.Office, doc.Device, doc.Working = cert, cert, next.Recipient()
	if settings[settingTrust], err = doc.Encode(); err != nil {
		return nil, nil, err
	}
	settings[settingPutBack] = nil
	settings[settingSelf], err = json.Marshal(self)
	return reg, settings, err
}

// takeOver writes the registry and returns the desk at which the new key writes.
func (s *Site) takeOver(ctx context.Context, from string, reg *trust.Registry, settings map[string][]byte) (*desk.Desk, error) {
	d, err := s.deskOf(ctx, writerOf(reg.Office()))
	if err != nil {
		return nil, err
	}
	return d, d.TakeOver(ctx, from, peopleOf(reg), func(tx store.Tx) error {
		if err := s.keepFirst(tx); err != nil {
			return err
		}
		return setAll(tx, settings)
	})
}
