package sync

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/crypto/ssh"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/sync/trust"
)

// RevokeOptions say what is still believed of a device.
type RevokeOptions struct {
	Device string       // principal or fingerprint
	Status trust.Status // lost, retired or compromised; "" = lost
	// Epoch and Seq are the last op that is accepted. 0, 0 = the last one that is
	// held, which a compromised device must say itself.
	Epoch, Seq int64
	// Earlier are the last ops accepted of epochs before Epoch, 0 = none of it; of
	// one that is not among them the last that is held.
	Earlier   map[int64]int64
	None      bool   // nothing is accepted, not even what was counted so far
	Successor string // principal of the device that takes over, "" for none
	Reason    string
}

// Revoked is what a revocation made.
type Revoked struct {
	Device   trust.Device
	Version  int64 // of the registry
	Beyond   int   // ops held beyond the point, which are set aside now
	Handed   []desk.Handed
	Previous trust.Status
}

// Revoke ends a device's part in the registry at a place of its own counter, one
// in each of its epochs, not at a date: what it wrote up to there stays counted, what comes later, from a
// stick that was under way or from whoever has the laptop now, is set aside until
// a named person decides. Ops that are held are judged anew at once. A revoked
// device may be revoked again with another status or point.
//
// Errors: Denied outside the province and for its own office; NotFound for a
// device or point that is not held; Usage for a compromised device without a
// point; Conflict, detail "revoked", where nothing would change; Refused, detail
// "successor".
func (s *Site) Revoke(ctx context.Context, o RevokeOptions) (*Revoked, error) {
	if err := s.needProvince("thu hồi máy"); err != nil {
		return nil, err
	}
	old, err := s.device(o.Device)
	if err != nil {
		return nil, err
	}
	if o.Status == "" {
		o.Status = trust.Lost
	}
	if err := s.checkRevoke(old, &o); err != nil {
		return nil, err
	}
	points, err := s.lastAccepted(ctx, old, o)
	if err != nil {
		return nil, err
	}
	reg, err := s.Registry().Raise()
	if err != nil {
		return nil, err
	}
	d := reg.ByDev(old.Dev)
	d.Status, d.Successor = o.Status, o.Successor
	d.AcceptThrough(points)
	if d.Status == old.Status && slices.Equal(d.Points(), old.Points()) && d.Successor == old.Successor {
		return nil, &store.Error{Code: store.Conflict, Detail: "revoked", Message: "máy " + d.Principal + " đã được thu hồi đúng như vậy", Kept: keptRegistry, Hint: "xem danh bạ bằng coopfield enrol list"}
	}
	if to := reg.ByPrincipal(o.Successor); to != nil && to.Role == store.Advisor {
		to.Coops = trust.SortCoops(append(slices.Clone(to.Coops), d.Coops...))
	}
	if err := s.raise(ctx, reg, Change{What: "revoke", Device: d.Principal, Why: o.Reason}); err != nil {
		return nil, err
	}
	out := &Revoked{Device: *reg.ByDev(d.Dev), Version: reg.Version, Previous: old.Status}
	list, err := s.Desk.Quarantine(ctx)
	if err != nil {
		return nil, err
	}
	for i := range list {
		if list[i].Dev == d.Dev && list[i].Verdict == store.BeyondAccepted {
			out.Beyond++
		}
	}
	if o.Successor != "" {
		out.Handed, err = s.Desk.HandedTo(ctx, d.Dev)
	}
	return out, err
}

const keptRegistry = "danh bạ máy không thay đổi"

// device returns the registry's entry of a principal or fingerprint.
func (s *Site) device(name string) (*trust.Device, error) {
	d := s.Registry().ByPrincipal(name)
	if fp, err := trust.ParseFingerprint(name); d == nil && err == nil {
		d = s.Registry().ByDev(fp)
	}
	if d == nil {
		return nil, &store.Error{Code: store.NotFound, Detail: "device", Message: fmt.Sprintf("không có máy %q trong danh bạ", name), Kept: keptRegistry, Hint: "xem tên máy bằng coopfield enrol list"}
	}
	return d, nil
}

func (s *Site) checkRevoke(d *trust.Device, o *RevokeOptions) error {
	refuse := func(message, hint string) error {
		return &store.Error{Code: store.Refused, Detail: "successor", Message: message, Kept: keptRegistry, Hint: hint}
	}
	switch {
	case d.Role == store.Province:
		return &store.Error{Code: store.Denied, Detail: "office", Message: "máy của văn phòng tỉnh không thu hồi bằng lệnh này", Kept: keptRegistry, Hint: "đổi khóa của văn phòng bằng coopfield enrol rekey-office"}
	case !o.Status.Valid() || o.Status == trust.Active:
		return usageError(fmt.Sprintf("trạng thái %q không dùng được", o.Status), "dùng lost (mất), retired (nghỉ, thay máy) hoặc compromised (lộ khóa)")
	case o.None && (o.Epoch != 0 || o.Seq != 0):
		return usageError("vừa ghi mốc chấp nhận vừa ghi không chấp nhận gì", "chỉ dùng một trong --accepted và --accepted-none")
	case o.Status == trust.Compromised && !o.None && o.Seq == 0:
		return usageError("máy lộ khóa cần ghi rõ chấp nhận đến đâu", "thêm --accepted KỲ:SỐ của thay đổi cuối cùng còn tin, hoặc --accepted-none")
	case o.Successor == "":
		return nil
	}
	to := s.Registry().ByPrincipal(o.Successor)
	switch {
	case to == nil || to.Status != trust.Active || to.Dev == d.Dev:
		return refuse(fmt.Sprintf("máy kế nhiệm %q không có hoặc không còn hoạt động", o.Successor), "cấp quyền cho máy mới trước, rồi ghi tên máy đó sau --successor")
	case to.Role != d.Role || to.Role == store.Officer && to.Unit != d.Unit:
		return refuse("máy kế nhiệm "+to.Principal+" khác vai trò hoặc khác đơn vị", "chọn máy cùng vai trò, cùng đơn vị, hoặc đổi bằng coopfield enrol change trước")
	}
	return nil
}

// maxPoints is of how many epochs a revocation names a point: a laptop begins an
// epoch when its disk was put back or copied, but whoever has its key may send any
// number of them. Nothing is believed of those in between that are too many.
const maxPoints = 256

// lastAccepted finds the ops that are named as the last ones accepted, one for
// each epoch. Of an epoch before the one that is named the last op held counts:
// whoever has the key could else write on in it.
func (s *Site) lastAccepted(ctx context.Context, d *trust.Device, o RevokeOptions) ([]trust.Point, error) {
	if o.None {
		return nil, nil
	}
	held, err := s.Desk.LastOfEpochs(ctx, d.Dev)
	if err != nil {
		return nil, err
	}
	last := max(o.Epoch, 1)
	var out []trust.Point
	for _, p := range held {
		_, named := o.Earlier[p.Epoch]
		if o.Seq == 0 || p.Epoch < last && !named {
			out = append(out, trust.Point(p))
		}
	}
	if o.Seq == 0 { // nothing is held: nothing is accepted
		return out[:min(len(out), maxPoints)], nil
	}
	for ep, seq := range o.Earlier {
		if ep >= last {
			return nil, usageError(fmt.Sprintf("mốc %d:%d đứng sau mốc cuối", ep, seq), "ghi các mốc theo thứ tự kỳ, ví dụ 1:1250,2:40")
		}
		if seq == 0 { // nothing of it
			out = append(out, trust.Point{Epoch: ep})
			continue
		}
		p, err := s.Desk.PointAt(ctx, d.Dev, ep, seq)
		if err != nil {
			return nil, err
		}
		out = append(out, trust.Point(p))
	}
	p, err := s.Desk.PointAt(ctx, d.Dev, last, o.Seq)
	if err != nil {
		return nil, err
	}
	out = append(out, trust.Point(p))
	slices.SortFunc(out, func(a, b trust.Point) int { return cmp.Compare(a.Epoch, b.Epoch) })
	if len(out) > maxPoints {
		out = append(out[:maxPoints-1], out[len(out)-1])
	}
	return out, nil
}

// ParsePoints reads the places that people type of a device's chain, by epoch:
// EPOCH:SEQ, several with commas between, 0 for none of an epoch; SEQ alone is of
// the first. The last one is epoch and seq, the others are earlier.
func ParsePoints(text string) (epoch, seq int64, earlier map[int64]int64, err error) {
	for one := range strings.SplitSeq(text, ",") {
		if one = strings.TrimSpace(one); epoch > 0 {
			if earlier == nil {
				earlier = map[int64]int64{}
			}
			earlier[epoch] = seq
		}
		before := epoch
		if ep, none := strings.CutSuffix(one, ":0"); none {
			one = ep + ":1"
			epoch, _, err = ParsePoint(one)
			seq = 0
		} else {
			epoch, seq, err = ParsePoint(one)
		}
		if err == nil && epoch <= before {
			err = usageError(fmt.Sprintf("mốc %q không theo thứ tự kỳ", text), "ghi các mốc theo thứ tự kỳ, ví dụ 1:1250,2:40")
		}
		if err != nil {
			return 0, 0, nil, err
		}
	}
	if seq == 0 {
		return 0, 0, nil, usageError(fmt.Sprintf("mốc %q không dùng được", text), "mốc cuối cần số từ 1; không chấp nhận gì thì dùng --accepted-none")
	}
	return epoch, seq, earlier, nil
}

// ParsePoint reads EPOCH:SEQ, or SEQ of the first epoch, as people type it.
func ParsePoint(text string) (epoch, seq int64, err error) {
	ep, n, two := strings.Cut(text, ":")
	if !two {
		ep, n = "1", text
	}
	epoch, err1 := strconv.ParseInt(ep, 10, 64)
	seq, err2 := strconv.ParseInt(n, 10, 64)
	if err1 != nil || err2 != nil || epoch < 1 || seq < 1 {
		return 0, 0, usageError(fmt.Sprintf("mốc %q không dùng được", text), "ghi KỲ:SỐ, ví dụ 1:1250")
	}
	return epoch, seq, nil
}

// ChangeOptions say what changes of an enrolled device; nil keeps it.
type ChangeOptions struct {
	Device string // principal or fingerprint
	Person *string
	Role   *store.Role
	Unit   *string // any reference that the table of units resolves
	Coops  *[]string
	Reason string
}

// ChangeDevice changes person, role, unit or assigned cooperatives of an active
// device. What was written under the old entry stays lawful.
func (s *Site) ChangeDevice(ctx context.Context, o ChangeOptions) (*trust.Device, error) {
	if err := s.needProvince("đổi danh bạ"); err != nil {
		return nil, err
	}
	old, err := s.device(o.Device)
	if err != nil {
		return nil, err
	}
	if old.Role == store.Province {
		return nil, &store.Error{Code: store.Denied, Detail: "office", Message: "mục của văn phòng tỉnh không đổi bằng lệnh này", Kept: keptRegistry, Hint: "tạo kho tỉnh với đúng tên và mã từ đầu"}
	}
	if old.Status != trust.Active {
		return nil, &store.Error{Code: store.Refused, Detail: "revoked", Message: "máy " + old.Principal + " đã bị thu hồi", Kept: keptRegistry, Hint: "máy mới tạo kho mới và xin cấp quyền lại"}
	}
	reg, err := s.Registry().Raise()
	if err != nil {
		return nil, err
	}
	d := reg.ByDev(old.Dev)
	if err := s.amend(d, o); err != nil {
		return nil, err
	}
	if d.Person == old.Person && d.Role == old.Role && d.Unit == old.Unit && slices.Equal(d.Coops, old.Coops) {
		return old, nil
	}
	if err := s.raise(ctx, reg, Change{What: "change", Device: d.Principal, Why: o.Reason}); err != nil {
		return nil, err
	}
	return s.Registry().ByDev(old.Dev), nil
}

func (s *Site) amend(d *trust.Device, o ChangeOptions) error {
	if o.Person != nil {
		if err := trust.CheckPerson(*o.Person); err != nil {
			return &store.Error{Code: store.Invalid, Detail: "person", Message: "họ tên không dùng được", Kept: keptRegistry, Hint: "ghi họ tên không quá 200 byte, không có ký tự điều khiển", Err: err}
		}
		d.Person = *o.Person
	}
	if o.Role != nil {
		if *o.Role != store.Officer && *o.Role != store.Advisor {
			return usageError(fmt.Sprintf("vai trò %q không dùng được", *o.Role), "dùng officer hoặc advisor")
		}
		if d.Role = *o.Role; d.Role != store.Advisor {
			d.Coops = nil
		}
	}
	if o.Unit != nil {
		u, err := s.Desk.Units().Resolve(*o.Unit, s.Clock().Format(time.DateOnly))
		if err != nil {
			return err
		}
		d.Unit = u.ID
	}
	if o.Coops != nil {
		if d.Role != store.Advisor {
			return &store.Error{Code: store.Refused, Detail: "role", Message: "chỉ tư vấn viên được giao danh sách hợp tác xã", Kept: keptRegistry, Hint: "bỏ --coops"}
		}
		d.Coops = trust.SortCoops(*o.Coops)
	}
	return nil
}

// Change says what one version of the registry changed, for people: it is kept
// beside the version and is no part of what the office signs.
type Change struct {
	Version int64  `json:"version"`
	What    string `json:"what"` // approve, change, revoke, rekey-office
	Device  string `json:"device"`
	By      string `json:"by"`
	Why     string `json:"why"`
	At      int64  `json:"at"` // ms UTC of this clock
}

// Names of the settings that keep every version of the registry, so that an
// auditor can follow the links back to the first.
const (
	settingRegistryOf = "registry/"     // + version: the text
	settingRegSigOf   = "registry.sig/" // + version: its signature
	settingRegWhyOf   = "registry.why/" // + version: Change as JSON
)

// raise signs the next version of the registry, writes it in one transaction
// with what else belongs to it, and judges anew what hangs on it.
func (s *Site) raise(ctx context.Context, reg *trust.Registry, c Change) error {
	settings, err := s.signed(reg, c)
	if err != nil {
		return err
	}
	return s.adopt(ctx, reg, settings)
}

// signed returns the settings that keep a version of the registry.
func (s *Site) signed(reg *trust.Registry, c Change) (map[string][]byte, error) {
	signer, err := s.Keys.CertSigner()
	if err != nil {
		return nil, err
	}
	return s.signedBy(reg, c, signer)
}

// signedBy is signed with a given key of the office.
func (s *Site) signedBy(reg *trust.Registry, c Change, signer ssh.Signer) (map[string][]byte, error) {
	text, sig, err := trust.SignRegistry(reg, signer)
	if err != nil {
		return nil, err
	}
	c.Version, c.By, c.At = reg.Version, s.writer().Person, s.Clock().UnixMilli()
	why, err := json.Marshal(c)
	if err != nil {
		return nil, fmt.Errorf("writing why the registry changed: %w", err)
	}
	n := strconv.FormatInt(reg.Version, 10)
	return map[string][]byte{
		settingRegistry: text, settingRegSig: sig,
		settingRegistryOf + n: text, settingRegSigOf + n: sig, settingRegWhyOf + n: why,
	}, nil
}

// adopt writes a registry and what else changes with it, and goes on with it.
func (s *Site) adopt(ctx context.Context, reg *trust.Registry, settings map[string][]byte) error {
	err := s.Desk.SetPeople(ctx, peopleOf(reg), func(tx store.Tx) error {
		if err := s.keepFirst(tx); err != nil {
			return err
		}
		return setAll(tx, settings)
	})
	if err == nil {
		s.believe(s.Trust(), reg)
	}
	return err
}

// keepFirst keeps the version in force as the first of the history, where the
// history has not begun.
func (s *Site) keepFirst(tx store.Tx) error {
	if s.Registry() == nil {
		return nil
	}
	n := strconv.FormatInt(s.Registry().Version, 10)
	if b, err := tx.Setting(settingRegistryOf + n); err != nil || b != nil {
		return err
	}
	for _, name := range []string{settingRegistry, settingRegSig} {
		b, err := tx.Setting(name)
		if err != nil {
			return err
		}
		if err := tx.SetSetting(name+"/"+n, b); err != nil {
			return err
		}
	}
	return nil
}

// peopleOf returns who stands behind the devices of a registry, and up to where.
func peopleOf(r *trust.Registry) []desk.Enrolled {
	out := make([]desk.Enrolled, len(r.Devices))
	for i := range r.Devices {
		d := &r.Devices[i]
		out[i] = desk.Enrolled{Writer: writerOf(d), Accepted: acceptedPoint(d)}
	}
	return out
}

// acceptedPoint returns up to where a device's ops are believed; nil if all are.
func acceptedPoint(d *trust.Device) *desk.Cut {
	switch {
	case d.Accepted != nil:
		cut := &desk.Cut{Point: desk.Point(*d.Accepted)}
		for _, p := range d.Earlier {
			cut.Earlier = append(cut.Earlier, desk.Point(p))
		}
		return cut
	case d.Status != trust.Active:
		return &desk.Cut{}
	}
	return nil
}

// DeviceRow is one line of the registry as people look at it.
type DeviceRow struct {
	trust.Device
	Held     desk.Point       // last op held of the device's newest epoch
	Bundle   *store.BundleRow // newest bundle received, nil if none
	Exported *store.ExportRow // unused on a province; the newest own bundle on a laptop
}

// Devices lists the registry in order of serial. NotFound before enrolment.
func (s *Site) Devices(ctx context.Context) ([]DeviceRow, error) {
	if s.Registry() == nil {
		return nil, &store.Error{Code: store.NotFound, Detail: "not-enrolled", Message: "máy này chưa có danh bạ của tỉnh", Hint: "nhập tệp cấp quyền của tỉnh bằng coopfield import"}
	}
	var bundles []store.BundleRow
	var exports []store.ExportRow
	err := s.Log.View(ctx, func(tx store.Tx) (err error) {
		if bundles, err = tx.Bundles(); err == nil {
			exports, err = tx.Exports()
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	out := make([]DeviceRow, len(s.Registry().Devices))
	for i := range s.Registry().Devices {
		row := DeviceRow{Device: s.Registry().Devices[i]}
		if row.Held, err = s.Desk.LastHeld(ctx, row.Dev); err != nil {
			return nil, err
		}
		for j := range bundles {
			b := &bundles[j]
			if b.Dev == row.Dev && b.State == store.BundleApplied && (row.Bundle == nil || b.Received >= row.Bundle.Received) {
				row.Bundle = b
			}
		}
		if row.Dev == s.Keys.Dev() && len(exports) > 0 {
			row.Exported = &exports[len(exports)-1]
		}
		out[i] = row
	}
	return out, nil
}

// Changes returns what each version of the registry changed, oldest first, as
// far as this store kept it.
func (s *Site) Changes(ctx context.Context) ([]Change, error) {
	var out []Change
	err := s.Log.View(ctx, func(tx store.Tx) error {
		for v := int64(1); s.Registry() != nil && v <= s.Registry().Version; v++ {
			b, err := tx.Setting(settingRegWhyOf + strconv.FormatInt(v, 10))
			if err != nil {
				return err
			}
			c := Change{Version: v}
			if len(b) > 0 {
				if err := json.Unmarshal(b, &c); err != nil {
					return fmt.Errorf("reading why the registry changed: %w", err)
				}
			}
			out = append(out, c)
		}
		return nil
	})
	return out, err
}
