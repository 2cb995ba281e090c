package sync

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"coopfield/store"
	"coopfield/store/desk"
)

func accountSums(a *desk.Account) accountSection {
	x := accountSection{Head: "Tổng cộng", Names: []string{"Mục", "Số thay đổi"}}
	x.Rows = append(x.Rows, []string{"Có trong nhật ký", fmt.Sprint(a.Ops)}, []string{"Được tính", fmt.Sprint(a.Counted)})
	for _, v := range slices.Sorted(maps.Keys(a.Aside)) {
		x.Rows = append(x.Rows, []string{verdictWord(v), fmt.Sprint(a.Aside[v])})
	}
	if len(a.Faults) == 0 {
		x.Note = "Các số cộng khớp với số đếm của nhật ký: mọi thay đổi đều có mặt trong bảng này."
		return x
	}
	x.Bad = true
	x.Note = "CẢNH BÁO: các số cộng KHÔNG khớp với số đếm của nhật ký: " + strings.Join(a.Faults, "; ") + ". Chạy coopfield doctor."
	return x
}

// accountByDevice is the same sums by device, so that the columns can be added
// up by hand.
func accountByDevice(a *desk.Account) accountSection {
	x := accountSection{Head: "Tổng theo máy", Sum: true, Names: []string{"Máy", "Người", "Có trong nhật ký", "Được tính", "Chờ", "Để riêng"}}
	var all [4]int
	for i := range a.Devices {
		d := &a.Devices[i]
		sum := [4]int{d.Ops}
		for j := range d.Epochs {
			e := &d.Epochs[j]
			sum[1] += e.Counted
			sum[2] += e.Waiting
			sum[3] += e.Ops - e.Counted - e.Waiting
		}
		row := []string{deviceName(d), d.Writer.Person}
		for k, n := range sum {
			all[k] += n
			row = append(row, fmt.Sprint(n))
		}
		x.Rows = append(x.Rows, row)
	}
	row := []string{"Cộng", ""}
	for _, n := range all {
		row = append(row, fmt.Sprint(n))
	}
	x.Rows = append(x.Rows, row)
	return x
}

// accountOpen is what is not settled: disagreements, ops on which nobody has
// decided, and ops that a device has made and that did not come.
func accountOpen(a *desk.Account, rows []desk.ConflictRow) accountSection {
	x := accountSection{Head: "Còn chờ người quyết định", Names: []string{"Loại", "Hồ sơ hoặc máy", "Còn lại"}}
	titles := map[string]string{}
	for i := range rows {
		titles[rows[i].ID] = rows[i].Title
	}
	undecided := func(c *store.Case) bool { // a device stays marked when all of its second history is decided
		_, listed := titles[c.ID]
		return c.Kind != store.CaseFork || listed
	}
	names := map[string]string{}
	for i := range a.Devices {
		names[a.Devices[i].Writer.Dev] = deviceName(&a.Devices[i])
	}
	for i := range a.Open {
		c := &a.Open[i]
		if !undecided(c) {
			continue
		}
		about := orWord(titles[c.ID], string(c.Record)+" "+strings.Join(c.Records, ", "))
		if c.Kind == store.CaseFork && len(c.Records) > 0 {
			about = "máy " + orWord(names[c.Records[0]], c.Records[0])
		}
		x.Rows = append(x.Rows, []string{caseWord(c.Kind), about, fmt.Sprintf("%d bản", len(c.Heads))})
	}
	for i := range a.Devices {
		d := &a.Devices[i]
		for j := range d.Epochs {
			x.Rows = append(x.Rows, openOfEpoch(d, &d.Epochs[j])...)
		}
		for j := range d.Bundles {
			if b := &d.Bundles[j]; b.State == store.BundleHeld {
				x.Rows = append(x.Rows, []string{"gói chờ gói trước", "máy " + deviceName(d), fmt.Sprintf("gói x%04d chờ thay đổi %d–%d", b.Export, b.NeedFrom, b.NeedTo)})
			}
		}
	}
	if len(x.Rows) == 0 {
		x.Note = "Không còn việc nào chờ."
	}
	return x
}

// openOfEpoch is what is not settled of one chain.
func openOfEpoch(d *desk.AccountDevice, e *desk.AccountEpoch) (rows [][]string) {
	undecided := 0
	for i := range e.Quarrels {
		if e.Quarrels[i].Ruling == nil && e.Quarrels[i].Verdict != store.Counted {
			undecided++
		}
	}
	who := fmt.Sprintf("máy %s, kỳ %d", deviceName(d), e.Epoch)
	if undecided > 0 {
		rows = append(rows, []string{"thay đổi để riêng, chưa nhận hay từ chối", who, fmt.Sprintf("%d thay đổi", undecided)})
	}
	if e.Waiting > 0 {
		rows = append(rows, []string{"thay đổi chờ dữ liệu khác", who, fmt.Sprintf("%d thay đổi", e.Waiting)})
	}
	if len(e.Missing) > 0 {
		rows = append(rows, []string{"thay đổi chưa về", who, "số " + rangesText(e.Missing)})
	}
	return rows
}

// unitName names a unit as it is called, with its id.
func (s *Site) unitName(id string) string {
	t := s.Desk.Units()
	u, ok := t.ByID(id)
	if !ok {
		return "đơn vị " + id
	}
	return t.Label(u) + " (" + id + ")"
}

// deviceName is what the registry calls a device.
func deviceName(d *desk.AccountDevice) string {
	return orWord(d.Writer.Principal, "chưa có trong danh bạ ("+d.Writer.Dev[:min(8, len(d.Writer.Dev))]+")")
}
