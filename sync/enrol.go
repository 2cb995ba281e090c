package sync

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"coopfield/store"
	"coopfield/store/oplog"
	"coopfield/store/vi"
	"coopfield/sync/bundle"
	"coopfield/sync/trust"
)

// EnrolRequest returns the file by which this laptop asks to be enrolled and
// the fingerprint that is read to the province over the phone.
func (s *Site) EnrolRequest() (file []byte, fingerprint string, err error) {
	if s.IsProvince() {
		return nil, "", &store.Error{Code: store.Denied, Detail: "province", Message: "kho của tỉnh không cần xin cấp quyền", Hint: "chạy lệnh này ở máy của cán bộ"}
	}
	q := trust.NewRequest(s.Keys, s.Self.Person, s.Self.Unit, s.Self.Role)
	file, err = trust.EncodeRequest(q, s.Keys.Signer())
	return file, q.Fingerprint(), err
}

// ApproveOptions say as what a device is enrolled.
type ApproveOptions struct {
	As    string     // principal; "" = the unit's folded name and a counter
	Role  store.Role // must be what the request says, if given
	Unit  string     // must be what the request says, if given
	Coops []string   // cooperatives of an advisor
	CA    *trust.CA
}

// Approved is what an approval made.
type Approved struct {
	Device *trust.Device
	Grant  []byte // the file for the laptop, encrypted to it
}

// ReadRequest reads and verifies an enrolment request, so that its fingerprint
// can be compared before anything is approved.
func (s *Site) ReadRequest(file []byte) (*trust.Request, error) {
	if err := s.needProvince("cấp quyền"); err != nil {
		return nil, err
	}
	return trust.ParseRequest(file)
}

// Approve enrols the device of a request: the CA certifies its key, the
// registry rises by one, and the grant for the laptop is made. The registry is
// durable before the grant is returned; the same request approved again gives a
// new grant for the same entry, and a new request of the same device changes it.
func (s *Site) Approve(ctx context.Context, q *trust.Request, o ApproveOptions) (*Approved, error) {
	if err := s.needProvince("cấp quyền"); err != nil {
		return nil, err
	}
	if err := s.checkRequest(q, &o); err != nil {
		return nil, err
	}
	reg, d, err := s.enter(q, o)
	if err != nil {
		return nil, err
	}
	cert, err := o.CA.Issue(q.Key, d.Serial, d.Principal)
	if err != nil {
		return nil, err
	}
	settings, err := s.signed(reg, Change{What: "approve", Device: d.Principal})
	if err != nil {
		return nil, err
	}
	secret, err := trust.NewSecret(s.Rand)
	if err != nil {
		return nil, err
	}
	doc := *s.Trust()
	doc.Device = cert
	t, err := s.grant(ctx, d, &doc, secret, settings[settingRegistry], settings[settingRegSig])
	if err != nil {
		return nil, err
	}
	file, err := sealBytes(t, d.Age)
	if err != nil {
		return nil, err
	}
	chain, err := s.regrant(ctx, d, t.Hash.String())
	if err != nil {
		return nil, err
	}
	maps.Copy(settings, chain)
	settings[settingSecret+"/"+d.Dev] = secret.Encode()
	if reg.Version == s.Registry().Version { // nothing changed but the grant
		delete(settings, settingRegWhyOf+strconv.FormatInt(reg.Version, 10))
	}
	if err := s.adopt(ctx, reg, settings); err != nil {
		return nil, err
	}
	return &Approved{Device: reg.ByDev(d.Dev), Grant: file}, nil
}

// downChain is where the bundles back to one laptop stand.
type downChain struct {
	Export   int64  `json:"export"`
	Manifest string `json:"manifest"` // SHA-256 of the newest MANIFEST
	Grant    string `json:"grant"`    // SHA-256 of the grant's MANIFEST
}

func (s *Site) checkRequest(q *trust.Request, o *ApproveOptions) error {
	refuse := func(detail, message, hint string) error {
		return &store.Error{Code: store.Refused, Detail: detail, Message: message, Kept: "danh bạ máy không thay đổi", Hint: hint}
	}
	switch {
	case q.Mode != s.Self.Mode:
		return refuse("mode", "yêu cầu là của kho "+modeWord(q.Mode)+", kho này là kho "+modeWord(s.Self.Mode), "dùng đúng cặp kho tập huấn hoặc kho thật")
	case o.Role != "" && o.Role != q.Role:
		return refuse("role", fmt.Sprintf("yêu cầu ghi vai trò %s, không phải %s", q.Role, o.Role), "hỏi lại người gửi; máy đó tạo lại kho nếu ghi nhầm")
	case q.Role == store.Province:
		return refuse("role", "vai trò tỉnh không cấp qua yêu cầu", "mỗi tỉnh có một kho do coopfield init tạo")
	case q.Role != store.Advisor && len(o.Coops) > 0:
		return refuse("role", "chỉ tư vấn viên được giao danh sách hợp tác xã", "bỏ --coops")
	case o.As != "" && !trust.ValidPrincipal(o.As):
		return usageError(fmt.Sprintf("tên máy %q không dùng được", o.As), "dùng chữ thường không dấu, số và gạch ngang, ví dụ dakha-01")
	}
	if o.Unit != "" {
		u, err := s.Desk.Units().Resolve(o.Unit, s.Clock().Format(time.DateOnly))
		if err != nil {
			return err
		}
		if u.ID != q.Unit {
			return refuse("unit", fmt.Sprintf("yêu cầu ghi đơn vị %s, không phải %s", q.Unit, u.ID), "hỏi lại người gửi; máy đó tạo lại kho nếu ghi nhầm")
		}
	}
	if _, ok := s.Desk.Units().ByID(q.Unit); !ok {
		return refuse("unit", "đơn vị "+q.Unit+" trong yêu cầu không có trong danh mục", "cập nhật danh mục đơn vị của tỉnh trước")
	}
	return nil
}

func modeWord(m trust.Mode) string {
	if m == trust.Training {
		return "tập huấn"
	}
	return "thật"
}

// enter returns the registry with the device of q in it, raised unless it was
// there already with the same powers.
func (s *Site) enter(q *trust.Request, o ApproveOptions) (*trust.Registry, *trust.Device, error) {
	slices.Sort(o.Coops)
	coops := slices.Compact(o.Coops)
	if d := s.Registry().ByDev(q.Fingerprint()); d != nil {
		if d.Status != trust.Active {
			return nil, nil, &store.Error{Code: store.Refused, Detail: "revoked", Message: "máy " + d.Principal + " đã bị thu hồi", Kept: "danh bạ máy không thay đổi", Hint: "máy mới tạo kho mới và xin cấp quyền lại"}
		}
		if o.As != "" && o.As != d.Principal {
			return nil, nil, &store.Error{Code: store.Conflict, Detail: "principal", Message: "máy này đã có tên " + d.Principal, Kept: "danh bạ máy không thay đổi", Hint: "bỏ --as, tên máy không đổi được"}
		}
		if slices.Equal(coops, d.Coops) && d.Person == q.Person && d.Role == q.Role && d.Unit == q.Unit {
			return s.Registry(), d, nil
		}
	}
	reg, err := s.Registry().Raise()
	if err != nil {
		return nil, nil, err
	}
	if d := reg.ByDev(q.Fingerprint()); d != nil {
		d.Coops, d.Person, d.Role, d.Unit = coops, q.Person, q.Role, q.Unit
		return reg, d, nil
	}
	as := o.As
	if as == "" {
		u, _ := s.Desk.Units().ByID(q.Unit)
		as = reg.NextPrincipal(vi.Fold(u.Name))
	}
	if reg.ByPrincipal(as) != nil {
		return nil, nil, &store.Error{Code: store.Conflict, Detail: "principal", Message: "tên máy " + as + " đã cấp cho máy khác", Kept: "danh bạ máy không thay đổi", Hint: "chọn tên khác bằng --as"}
	}
	reg.Devices = append(reg.Devices, trust.Device{
		Principal: as, Dev: q.Fingerprint(), Serial: reg.NextSerial(), Person: q.Person, Role: q.Role, Unit: q.Unit,
		Coops: coops, Status: trust.Active, Key: q.Key, Age: q.Age,
	})
	return reg, &reg.Devices[len(reg.Devices)-1], nil
}

// grant lays out a laptop's first downstream bundle: whom to trust, its
// certificate, the registry, its receipt secret, and the register of its
// unit's cooperatives.
func (s *Site) grant(ctx context.Context, d *trust.Device, doc *trust.Document, secret trust.Secret, reg, sig []byte) (*bundle.Tar, error) {
	text, err := doc.Encode()
	if err != nil {
		return nil, err
	}
	quoted, err := s.quoteRegister(ctx, d)
	if err != nil {
		return nil, err
	}
	signer, err := s.Keys.CertSigner()
	if err != nil {
		return nil, err
	}
	return bundle.Build(&bundle.Content{
		Manifest: bundle.Manifest{
			Purpose: bundle.Down, Mode: s.Self.Mode, To: d.Principal, Recipients: []string{trust.RecipientFingerprint(d.Age)},
			Device: s.Principal(), Dev: s.Keys.Dev(), Epoch: 1, Export: 1, Schema: oplog.Version, App: s.App,
			ClaimedAt: s.Clock().Format(time.RFC3339), Install: s.Keys.Install(),
		},
		Quoted: quoted,
		Entries: []bundle.Entry{
			{Name: bundle.Trust, Data: text},
			{Name: bundle.Secret, Data: secret.Encode()},
			{Name: bundle.RegistryTxt, Data: reg},
			{Name: bundle.RegistrySig, Data: sig},
		},
	}, signer, trust.NamespaceTrust(s.Trust().Province))
}

// Quote is one line of quoted.jsonl.gz: another device's op, vouched for by the
// office's signature.
type Quote struct {
	Prev string `json:"prev"` // head before it, hex
	Line string `json:"line"`
}

// quoteRegister returns the ops of the cooperatives that a laptop works with:
// those of its unit, or those assigned to an advisor.
func (s *Site) quoteRegister(ctx context.Context, d *trust.Device) ([][]byte, error) {
	var out [][]byte
	err := s.Log.View(ctx, func(tx store.Tx) error {
		var ids []string
		err := tx.Register(func(r *store.RegisterRow) error {
			_, assigned := slices.BinarySearch(d.Coops, r.ID)
			if r.ReportingUnit == d.Unit || assigned {
				ids = append(ids, r.ID)
			}
			return nil
		})
		if err != nil {
			return err
		}
		for _, id := range ids {
			ops, err := tx.OpsOf(store.Cooperative, id)
			if err != nil {
				return err
			}
			for i := range ops {
				if ops[i].Verdict != store.Counted || ops[i].Dev == d.Dev {
					continue
				}
				b, err := json.Marshal(Quote{ops[i].Prev.String(), string(ops[i].Line)})
				if err != nil {
					return fmt.Errorf("quoting an op: %w", err)
				}
				out = append(out, b)
			}
		}
		return nil
	})
	return out, err
}
