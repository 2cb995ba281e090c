package main

import (
	"fmt"
	"strings"
	"time"

	"coopfield/store"
	"coopfield/sync"
	"coopfield/sync/trust"
)

// revokeFlags are the flags of enrol revoke and enrol change.
type revokeFlags struct {
	status, accepted, successor, reason, person string
	none                                        bool
}

func (f *revokeFlags) declare(e *env) {
	e.fs.StringVar(&f.status, "status", "", "")
	e.fs.StringVar(&f.accepted, "accepted", "", "")
	e.fs.BoolVar(&f.none, "accepted-none", false, "")
	e.fs.StringVar(&f.successor, "successor", "", "")
	e.fs.StringVar(&f.reason, "reason", "", "")
	e.fs.StringVar(&f.person, "person", "", "")
}

func (e *env) enrolRevoke(device string, o enrolFlags, f revokeFlags) error {
	r := sync.RevokeOptions{Device: device, Status: trust.Status(f.status), None: f.none, Successor: f.successor, Reason: f.reason}
	if f.accepted != "" {
		var err error
		if r.Epoch, r.Seq, r.Earlier, err = sync.ParsePoints(f.accepted); err != nil {
			return err
		}
	}
	return e.withSite(func(s *opened) error {
		if o.caDir != "" { // not needed to sign, but who names it must hold it
			ca, err := e.openCA(s, o)
			if err != nil {
				return err
			}
			ca.Close()
		}
		out, err := s.Revoke(e.ctx, r)
		if err != nil {
			return err
		}
		d := &out.Device
		if e.json {
			j := jsonDevice(d)
			j["version"], j["beyond"], j["handed"] = out.Version, out.Beyond, len(out.Handed)
			return e.writeJSON(j)
		}
		fmt.Fprintf(e.stdout, "Đã thu hồi máy %s của %s (%s), danh bạ bản %d\n  chấp nhận đến: %s\n", d.Principal, d.Person, statusWord(d.Status), out.Version, pointWord(d))
		if out.Beyond > 0 {
			fmt.Fprintf(e.stdout, "  %d thay đổi sau mốc này được cách ly: xem coopfield admit --list\n", out.Beyond)
		}
		if d.Successor != "" {
			fmt.Fprintf(e.stdout, "  máy kế nhiệm %s nhận %d hồ sơ còn dở ở lần trả lời tới\n", d.Successor, len(out.Handed))
			for _, h := range out.Handed {
				fmt.Fprintf(e.stdout, "    %s\n", h.Title)
			}
		}
		fmt.Fprintln(e.stdout, "  → gửi trả lời cho các máy (coopfield answer) để danh bạ mới đến nơi")
		return nil
	})
}

func (e *env) enrolChange(device string, o enrolFlags, f revokeFlags) error {
	c := sync.ChangeOptions{Device: device, Reason: f.reason}
	if f.person != "" {
		c.Person = &f.person
	}
	if o.unit != "" {
		c.Unit = &o.unit
	}
	if o.role != "" {
		role := store.Role(o.role)
		c.Role = &role
	}
	if o.coops != "" {
		ids, err := readCoops(o.coops)
		if err != nil {
			return err
		}
		c.Coops = &ids
	}
	if c.Person == nil && c.Unit == nil && c.Role == nil && c.Coops == nil {
		return usage("lệnh enrol change cần điều phải đổi", "thêm --unit, --role, --coops hoặc --person")
	}
	return e.withSite(func(s *opened) error {
		d, err := s.ChangeDevice(e.ctx, c)
		if err != nil {
			return err
		}
		if e.json {
			j := jsonDevice(d)
			j["version"] = s.Registry().Version
			return e.writeJSON(j)
		}
		fmt.Fprintf(e.stdout, "Máy %s: %s, %s, đơn vị %s; danh bạ bản %d\n", d.Principal, d.Person, d.Role, d.Unit, s.Registry().Version)
		return nil
	})
}

func (e *env) enrolList() error {
	return e.withSite(func(s *opened) error {
		rows, err := s.Devices(e.ctx)
		if err != nil {
			return err
		}
		if !e.json {
			fmt.Fprintf(e.stdout, "Danh bạ máy của tỉnh %s, bản %d\n", s.Registry().Province, s.Registry().Version)
		}
		for i := range rows {
			if err := e.writeDevice(s, &rows[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

func (e *env) writeDevice(s *opened, r *sync.DeviceRow) error {
	d := &r.Device
	if e.json {
		j := jsonDevice(d)
		j["version"] = s.Registry().Version
		if r.Held.Seq > 0 {
			j["held"] = map[string]any{"epoch": r.Held.Epoch, "seq": r.Held.Seq, "head": r.Held.Head.String()}
		}
		if b := r.Bundle; b != nil {
			j["last_bundle"] = map[string]any{"export": b.Export, "epoch": b.Epoch, "through": b.To, "received": b.Received, "sha256": b.SHA256}
		}
		return e.writeJSON(j)
	}
	bundle := "chưa nhận gói"
	if b := r.Bundle; b != nil {
		bundle = fmt.Sprintf("gói x%04d nhận %s", b.Export, time.UnixMilli(b.Received).Format("02/01/2006"))
	}
	fmt.Fprintf(e.stdout, "%-16s %-9s %-10s %-12s %s\n  %s · %s · %s\n", d.Principal, d.Role, d.Unit, statusWord(d.Status), d.Person,
		trust.FormatFingerprint(d.Dev), bundle, "chấp nhận đến "+pointWord(d))
	if d.Successor != "" {
		fmt.Fprintf(e.stdout, "  máy kế nhiệm: %s\n", d.Successor)
	}
	return nil
}

func jsonDevice(d *trust.Device) map[string]any {
	j := map[string]any{
		"device": d.Principal, "dev": d.Dev, "fingerprint": d.Dev, "serial": d.Serial, "person": d.Person, "role": d.Role, "unit": d.Unit,
		"status": d.Status, "accepted": nil, "successor": d.Successor,
	}
	if p := d.Accepted; p != nil {
		j["accepted"] = map[string]any{"epoch": p.Epoch, "seq": p.Seq, "head": p.Head.String()}
		var earlier []map[string]any
		for _, e := range d.Earlier {
			earlier = append(earlier, map[string]any{"epoch": e.Epoch, "seq": e.Seq, "head": trust.HashText(e.Head)})
		}
		if earlier != nil {
			j["accepted_earlier"] = earlier
		}
	}
	if len(d.Coops) > 0 {
		j["coops"] = d.Coops
	}
	return j
}

func statusWord(s trust.Status) string {
	switch s {
	case trust.Active:
		return "đang dùng"
	case trust.Lost:
		return "mất"
	case trust.Retired:
		return "đã nghỉ"
	case trust.Compromised:
		return "lộ khóa"
	}
	return string(s)
}

func pointWord(d *trust.Device) string {
	switch {
	case d.Accepted != nil:
		var all []string
		for _, p := range d.Points() {
			all = append(all, fmt.Sprintf("kỳ %d, thay đổi số %d", p.Epoch, p.Seq))
		}
		return strings.Join(all, "; ")
	case d.Status == trust.Active:
		return "mọi thay đổi"
	}
	return "không thay đổi nào"
}
