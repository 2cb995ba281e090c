//go:build unix

package main

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"coopfield/sync/trust"
	. "coopfield/tui/term/termtest"
)

// guarded opens a row of the page Security, counted from the first.
func guarded(app *App, row string, down int) {
	app.Press(Key("\x1b[21~")) // F10
	app.Sees("▸ Bảo mật", "┌ Bảo mật")
	for range down {
		app.Press(Down)
	}
	app.SeesLine("▸", row)
	app.Press(Enter)
}

// cutOff revokes the device under the cursor, after a try without a reason.
func cutOff(app *App, device string) {
	app.SeesLine("▸", device)
	app.Press(F8)
	app.Sees("Thu hồi "+device, "không theo ngày")
	app.Press(F8)
	app.Sees("ghi vài chữ vì sao thu hồi")
	app.Types("mất trên xe")
	app.Press(F8)
	app.Rests(400 * time.Millisecond)
	app.Press(Left)
	app.Sees("[ Thu hồi ]")
	app.Press(Enter)
}

// A laptop asks on its screen, the province approves it, compares by phone, and
// cuts it off when it is lost; the work goes by screens from end to end.
func TestALaptopIsApprovedEnrolledAndRevokedByTheKeyboard(t *testing.T) {
	t.Parallel()
	dir, usb := newDemo(t), t.TempDir()
	province, laptop := filepath.Join(dir, demoProvince), filepath.Join(t.TempDir(), "may-moi")
	must(t, "", "init", "--training", "--data", laptop, "--role", "officer", "--name", "Cán bộ 2", "--unit", "615")

	// The laptop writes its request to the stick and shows a fingerprint.
	app := coopfield(t, "--data", laptop)
	app.Sees("▸ Bàn làm việc", "Máy chưa được tỉnh cấp quyền")
	app.Press(F9)
	app.Sees("1. Xin cấp quyền", "Ghi yêu cầu vào")
	app.Types(usb)
	app.Press(F9)
	app.Sees("✓", ".coopreq")
	requests, err := filepath.Glob(filepath.Join(usb, "*.coopreq"))
	mustDo(t, err)
	if len(requests) != 1 {
		t.Fatalf("on the stick: %q", requests)
	}
	quit(t, app)

	// The province compares it and writes the grant.
	app = atDesk(t, dir, "--province")
	guarded(app, "Cấp quyền máy", 10)
	app.Sees("Tệp yêu cầu do máy cán bộ ghi ra")
	app.Types(requests[0])
	app.Press(Ctrl('s'))
	app.Sees("Cán bộ 2", "ĐỌC dấu vân tay", "Khác một ký tự")
	app.Rests(400 * time.Millisecond) // a dialog takes no key that was on its way
	app.Press(Left)
	app.Sees("[ Khớp, cấp quyền ]")
	app.Press(Enter) // the next dialog says where the grant is
	app.Sees("Đã cấp quyền cho dakha-02")
	told(app)
	quit(t, app)
	grants, err := filepath.Glob(filepath.Join(usb, "cap-quyen*.coop"))
	mustDo(t, err)
	if len(grants) != 1 {
		t.Fatalf("beside the request: %q", grants)
	}

	// It works on the laptop, by the screen where the fingerprint is typed from
	// paper, and then the laptop is lost.
	forking.RLock()
	authority, err := trust.OpenCA(trust.CADir(province), nil)
	forking.RUnlock()
	mustDo(t, err)
	ca := authority.Fingerprint()
	authority.Close()
	app = coopfield(t, "--data", laptop)
	app.Sees("▸ Bàn làm việc")
	app.Press(F9)
	app.Sees("1. Xin cấp quyền", "Ghi yêu cầu vào")
	app.Press(Tab)
	app.Types(grants[0])
	app.Press(Tab)
	app.Types(ca)
	app.Press(F5)
	app.Sees("dakha-02", "Trong gói x0001")
	quit(t, app)
	app = atDesk(t, dir, "--province")
	guarded(app, "Các máy", 9)
	app.Sees("tinh-62", "dakha-01", "dakha-02")
	app.Press(Down, Down)
	cutOff(app, "dakha-02")
	app.Sees("Đã thu hồi dakha-02, danh bạ bản 4")
	quit(t, app)
	app = atDesk(t, dir, "--province")
	guarded(app, "Lịch sử danh bạ", 11)
	app.Sees("┌ Lịch sử danh bạ", "thu hồi dakha-02", "mất trên xe", "cấp quyền dakha-02", "lập danh bạ khi tạo kho")
	if strings.Contains(app.Screen(), "1970") {
		t.Errorf("a date of nobody:\n%s", app.Screen())
	}
	quit(t, app)
	must(t, `{"name":"HTX Muộn","type":"htx","unit":"23500"}`, "put", "cooperative", "--data", laptop)
	late := t.TempDir()
	must(t, "", "seal", "--data", laptop, "--to", late)
	if code, out, _ := ask("", "import", late, "--data", province); code != 4 || !strings.Contains(out, "cách ly") {
		t.Errorf("a late stick: exit code %d\n%s", code, out)
	}
}

// A backup is made on the page Security; after the disk died the command that
// this page names puts it back, in the same terminal, and the screens go on.
func TestABackupIsMadeByTheKeyboardAndPutBackInTheTerminal(t *testing.T) {
	t.Parallel()
	dir, usb := newDemo(t), t.TempDir()
	app := atDesk(t, dir)
	guarded(app, "Sao lưu", 3)
	app.Sees("Thư mục trên USB")
	app.Types(usb)
	app.Press(Ctrl('s'))
	app.Sees("Đã sao lưu và kiểm tra lại")
	quit(t, app)
	app = atDesk(t, dir)
	guarded(app, "Phục hồi", 4)
	app.Sees("Phục hồi từ bản sao lưu", "coopfield restore")
	quit(t, app)
	files, err := filepath.Glob(filepath.Join(usb, "*.age"))
	mustDo(t, err)
	if len(files) != 1 {
		t.Fatalf("on the stick: %q", files)
	}
	fresh := filepath.Join(t.TempDir(), "may-moi")
	app = coopfield(t, "restore", files[0], "--data", fresh)
	app.Sees("Đã phục hồi kho vào", "coopfield answer --full dakha-01")
	if code := app.Ends(); code != 0 {
		t.Fatalf("exit code %d:\n%s", code, app.Screen())
	}
	if whole := strings.ReplaceAll(app.Screen(), "\n", ""); !strings.Contains(whole, "kỳ ghi số 2") { // the terminal breaks it anywhere
		t.Error(app.Screen())
	}
	app = coopfield(t, "--data", fresh)
	app.Sees("▸ Bàn làm việc", "Cán bộ mẫu")
	app.Press(F3)
	app.Sees("24/24 HTX")
	quit(t, app)
	healthy(t, fresh)
}
