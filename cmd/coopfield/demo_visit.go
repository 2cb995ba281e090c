package main

import (
	"errors"
	"fmt"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/vi"
)

// errEnough ends a list.
var errEnough = errors.New("enough")

// lastVisit puts an invented visit of last October into the training store, with
// recommendations that nobody followed up yet: what a follow-up visit begins with.
func (e *env) lastVisit(d *desk.Desk, today string) error {
	var coop *store.Record
	err := d.List(e.ctx, store.Query{Kind: store.Cooperative, Where: []store.Cond{{Field: "status", Value: "active"}}, Sort: "name"}, func(r *store.Record) error {
		coop = r
		return errEnough
	})
	if err != nil && !errors.Is(err, errEnough) || coop == nil {
		return err
	}
	year := vi.AddDays(today, -365)[:4]
	day := year + "-10-15"
	person := func(name, position, office string) store.Doc {
		return store.Doc{"name": name, "position": position, "office": office}
	}
	doc := store.Doc{
		"cooperative": coop.ID, "on": day, "purpose": desk.VisitPeriodic, "place": "Trụ sở hợp tác xã (hư cấu)",
		"started": day + "T08:00:00+07:00", "ended": day + "T10:30:00+07:00", "copies": int64(2),
		"strengths": "Hoạt động đều, thành viên tham gia đủ (hư cấu).", "shortcomings": "Sổ thành viên chưa cập nhật (hư cấu).",
		"opinion": "Hợp tác xã nhất trí.",
	}
	list := func(name string, items ...store.Doc) error {
		all := store.Doc{}
		for _, x := range items {
			id, err := d.NewID()
			if err != nil {
				return err
			}
			all[id] = x
		}
		doc[name] = all
		return nil
	}
	err = errors.Join(
		list("team", person("Cán bộ mẫu", "Trưởng đoàn", "Phòng TC-KH (mẫu)")),
		list("participants", person(coop.Doc.Text("chair"), "Chủ tịch Hội đồng quản trị", coop.Doc.Text("name"))),
		list(
			"recommendations",
			store.Doc{"text": "Cập nhật sổ đăng ký thành viên", "who": "Chủ tịch Hội đồng quản trị", "due": year + "-11-30"},
			store.Doc{"text": "Gửi báo cáo tình hình hoạt động đúng hạn", "who": "Giám đốc", "due": year + "-12-15"},
			store.Doc{"text": "Trích lập đủ các quỹ theo nghị quyết đại hội", "who": "Kế toán", "due": year + "-12-31"},
		),
	)
	if err != nil {
		return err
	}
	ids, err := d.Put(e.ctx, store.Visit, []desk.Input{{Doc: doc}})
	if err != nil {
		return fmt.Errorf("putting the sample visit: %w", err)
	}
	if _, err := d.Finalise(e.ctx, store.Visit, ids[0]); err != nil {
		return fmt.Errorf("finalising the sample visit: %w", err)
	}
	return nil
}
