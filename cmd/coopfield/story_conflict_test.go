//go:build unix

package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"coopfield/sync/trust"
	. "coopfield/tui/term/termtest"
)

// secondOfficer enrols another laptop of the demo's unit and returns its store.
func secondOfficer(t *testing.T, province string) string {
	t.Helper()
	dir := t.TempDir()
	data, request, grant := filepath.Join(dir, "b"), filepath.Join(dir, "b.req"), filepath.Join(dir, "b.grant")
	must(t, "", "init", "--training", "--data", data, "--role", "officer", "--name", "Cán bộ 2", "--unit", "615")
	must(t, "", "enrol", "request", "--data", data, "--to", request)
	must(t, "", "enrol", "approve", request, "--data", province, "--to", grant)
	forking.RLock()
	ca, err := trust.OpenCA(trust.CADir(province), nil)
	forking.RUnlock()
	if err != nil {
		t.Fatal(err)
	}
	defer ca.Close()
	must(t, "", "import", grant, "--data", data, "--ca", ca.Fingerprint())
	return data
}

// answered brings the province's answers to the laptops.
func answered(t *testing.T, province string, laptops ...string) {
	t.Helper()
	dir := t.TempDir()
	must(t, "", "answer", "--data", province, "--to", dir)
	for _, data := range laptops {
		if code, out, errs := ask("", "import", dir, "--data", data); code != 0 && code != 3 { // those of others are refused
			t.Fatalf("exit code %d\n%s%s", code, out, errs)
		}
	}
}

// points is what a store holds for an item of a sheet.
func points(t *testing.T, data, sheet, item string) float64 {
	t.Helper()
	var doc struct{ Self map[string]float64 }
	if err := json.Unmarshal([]byte(must(t, "", "get", "assessment", sheet, "--json", "--data", data)), &doc); err != nil {
		t.Fatal(err)
	}
	return doc.Self[item]
}

// Two laptops correct one accepted sheet without knowing of each other; the
// province compares the versions and decides by the keyboard alone, and the
// decision reaches both.
func TestAConflictIsDecidedByTheKeyboardAndReachesBothLaptops(t *testing.T) {
	t.Parallel()
	dir := newDemo(t)
	officer, province := filepath.Join(dir, demoOfficer), filepath.Join(dir, demoProvince)
	second := secondOfficer(t, province)
	usb := t.TempDir()
	must(t, "", "seal", "--data", officer, "--to", usb)
	must(t, "", "import", usb, "--data", province)
	list := must(t, "", "list", "assessment", "--where", "period=2024", "--where", "status=final", "--data", officer, "--json")
	var sheet struct{ ID string }
	if err := json.Unmarshal([]byte(strings.SplitN(list, "\n", 2)[0]), &sheet); err != nil {
		t.Fatal(err)
	}
	must(t, "", "accept", "assessment", sheet.ID, "--data", province)
	answered(t, province, second)
	must(t, `{"self":{"3a":4},"evidence":{"3a":"BCTC năm 2024, trang 3"},"reason":{"3a":"Hợp đồng ghi sót"}}`,
		"amend", "assessment", sheet.ID, "--reason", "Bổ sung doanh thu", "--data", officer)
	must(t, `{"self":{"3a":2},"evidence":{"3a":"sổ cái tháng 12"},"reason":{"3a":"Theo sổ cái"}}`,
		"amend", "assessment", sheet.ID, "--reason", "Đối chiếu sổ cái", "--data", second)
	later := t.TempDir()
	must(t, "", "seal", "--data", officer, "--to", later)
	must(t, "", "seal", "--data", second, "--to", later)
	if code, out, errs := ask("", "import", later, "--data", province); code != 4 {
		t.Fatalf("importing both: exit code %d\n%s%s", code, out, errs)
	}

	app := coopfield(t, "demo", "--data", dir, "--province")
	app.Sees("▸ Bàn làm việc", "1 hồ sơ lệch số liệu", "▲1")
	app.Press(F11)
	app.Sees("[Lệch số liệu 1]", "sửa song song")
	app.Press(Enter)
	app.Sees("Cán bộ 2", "3a Doanh thu", "chưa chọn", "F8 ghi quyết định")
	app.Press(F8) // nothing is chosen yet
	app.Sees("mục chưa chọn; con trỏ ở mục đầu tiên")
	app.Press(Left)
	app.SeesLine("▸3a Doanh thu", "[4]", "A")
	for _, row := range []string{"▸   căn cứ", "▸   lý do lệch"} {
		app.Press(Down)
		app.SeesLine(row)
		app.Press(Left)
		app.SeesLine(row, "│ A ")
	}
	app.Sees("đã chọn đủ")
	app.Press(F8)
	app.Sees("Lý do quyết định")
	app.Types("Theo báo cáo tài chính")
	app.Press(Ctrl('s'))
	app.Sees("Ghi quyết định?", "lấy A ở", "về máy của")
	agree(app, "Ghi quyết định")
	app.Sees("Đã ghi quyết định", "Không có hồ sơ nào lệch số liệu")
	app.Sees("▲0")
	quit(t, app)

	if got := points(t, province, sheet.ID, "3a"); got != 4 {
		t.Errorf("the province holds %v", got)
	}
	answered(t, province, officer, second)
	for name, data := range map[string]string{"the first": officer, "the second": second} {
		if got := points(t, data, sheet.ID, "3a"); got != 4 {
			t.Errorf("%s laptop holds %v", name, got)
		}
		history := must(t, "", "history", "assessment", sheet.ID, "--data", data, "--json")
		for _, part := range []string{`"kind":"resolve"`, "Theo báo cáo tài chính", "Đối chiếu sổ cái"} {
			if !strings.Contains(history, part) {
				t.Errorf("%s laptop's history lacks %q", name, part)
			}
		}
	}
	app = coopfield(t, "demo", "--data", dir)
	app.Sees("▸ Bàn làm việc")
	app.Press(F11)
	app.Sees("[Tỉnh đã quyết định", "Theo báo cáo tài chính")
	quit(t, app)
}
