package main

import (
	"fmt"

	"coopfield/sync"
	"coopfield/sync/trust"
)

// enrolRekey gives the province's office new keys.
func (e *env) enrolRekey(o enrolFlags, f revokeFlags) error {
	return e.withSite(func(s *opened) error {
		if !s.IsProvince() { // before any key is asked for
			_, err := s.RekeyOffice(e.ctx, sync.RekeyOptions{})
			return err
		}
		ca, err := e.openCA(s, o)
		if err != nil {
			return err
		}
		defer ca.Close()
		r, err := s.RekeyOffice(e.ctx, sync.RekeyOptions{CA: ca, Status: trust.Status(f.status), Person: f.person, Age: o.age, Reason: f.reason})
		if err != nil {
			return err
		}
		if e.json {
			j := jsonDevice(&r.New)
			j["version"], j["working"], j["age_changed"], j["old"] = r.Version, trust.RecipientFingerprint(r.Working), r.Age, jsonDevice(&r.Old)
			return e.writeJSON(j)
		}
		fmt.Fprintf(e.stdout, "Đã đổi khóa văn phòng %s của %s, danh bạ bản %d\n  khóa mới: %s\n  khóa cũ:  %s (%s), chấp nhận đến: %s\n",
			r.New.Principal, r.New.Person, r.Version, trust.FormatFingerprint(r.New.Dev), trust.FormatFingerprint(r.Old.Dev), statusWord(r.Old.Status), pointWord(&r.Old))
		if r.Age {
			fmt.Fprintf(e.stdout, "  khóa nhận gói mới: %s; gói đóng cho khóa cũ vẫn đọc được\n", trust.FormatFingerprint(trust.RecipientFingerprint(r.Working)))
		}
		fmt.Fprintln(e.stdout, "  → gửi trả lời cho mọi máy ngay (coopfield answer): đến khi nhận được, máy cán bộ còn tin khóa cũ\n  → sao lưu kho (coopfield backup): bản sao lưu trước đó còn khóa cũ")
		return nil
	})
}
