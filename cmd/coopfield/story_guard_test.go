//go:build linux

package main

import (
	"path/filepath"
	"strings"
	"testing"

	"coopfield/sync"
	. "coopfield/tui/term/termtest"
)

func TestAMachineWithoutAStoreMakesOneByTheKeyboard(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "kho")
	app := coopfield(t, "--data", dir)
	app.Sees("Bước 1/4", "F8 tiếp")
	app.Press(F9) // leads nowhere yet
	app.Press(Enter)
	app.Types("dak ha")
	app.Sees("Huyện Đăk Hà")
	app.Press(Enter)
	app.Press(F8)
	app.Sees("Bước 2/4")
	app.Types("Nguyễn Văn Mẫu")
	app.Press(Esc)
	app.Sees("Bước 1/4")
	app.Press(F8)
	app.Sees("Bước 2/4", "Nguyễn Văn Mẫu")
	app.Press(F8)
	app.Sees("Bước 3/4")
	app.Types(passphrase)
	app.Press(Tab)
	app.Types(passphrase)
	app.Press(F8)
	app.Sees("Bước 4/4", "F8 tạo kho")
	app.Press(F8)
	app.Sees("Đã tạo kho dữ liệu", "Dấu vân tay của máy", "TỜ PHỤC HỒI")
	app.Press(Enter)
	app.Sees("▸ Bàn làm việc", "Nguyễn Văn Mẫu")
	if strings.Contains(app.Raw(), passphrase) {
		t.Error("the passphrase was shown")
	}
	quit(t, app)
	app = coopfield(t, "--data", dir)
	app.Sees("Mật khẩu")
	app.Types(passphrase)
	app.Press(Enter)
	app.Sees("▸ Bàn làm việc")
	quit(t, app)
}

func TestTheTrainingDataOpenWithoutAStore(t *testing.T) {
	t.Parallel()
	app := coopfield(t, "--data", filepath.Join(t.TempDir(), "kho"))
	app.Sees("Bước 1/4")
	app.Press(F5)
	app.Sees("▸ Bàn làm việc", "Cán bộ mẫu", "TẬP HUẤN")
	app.Press(F3)
	app.Sees("24/24 HTX")
	quit(t, app)
}

// A person types into a cooperative and walks away: the locked screen shows
// nothing of it, the passphrase brings back the same field, and what was typed
// is on the disk.
func TestALockedScreenShowsNothingAndComesBackToTheSameField(t *testing.T) {
	t.Parallel()
	dir := lockedStore(t)
	app := coopfield(t, "--data", dir)
	app.Sees("Mật khẩu")
	app.Types(passphrase)
	app.Press(Enter)
	app.Sees("▸ Bàn làm việc")
	app.Press(F3)
	app.Sees("Hợp tác xã")
	app.Press(Ctrl('n'))
	app.Sees("Tên")
	app.Types("HTX Bí mật Đăk Hà")
	app.Sees("HTX Bí mật Đăk Hà")
	before := app.Screen()
	app.Press(Ctrl('l'))
	app.Sees("Mở kho dữ liệu", "Mật khẩu")
	app.Loses("Bí mật")
	for _, secret := range []string{"Bí mật", "Đăk Hà", "Nguyễn Văn Mẫu", "Hợp tác xã ▸"} {
		if strings.Contains(app.Screen(), secret) {
			t.Errorf("%q is shown while locked:\n%s", secret, app.Screen())
		}
	}
	app.Types("sai rồi")
	app.Press(Enter)
	app.Sees("không đúng")
	app.Press(F3)
	app.Press(Ctrl('p'))
	app.Types(passphrase)
	app.Press(Enter)
	app.Sees("HTX Bí mật Đăk Hà")
	if line := Line(before, "Bí mật"); Line(app.Screen(), "Bí mật") != line {
		t.Errorf("another field came back:\n%s\nbefore:\n%s", app.Screen(), before)
	}
	app.Types(" Một")
	app.Sees("HTX Bí mật Đăk Hà Một")
	quit(t, app)
}

func TestAReceiptCodeIsTypedFromThePhone(t *testing.T) {
	t.Parallel()
	dir := newDemo(t)
	officer, province := filepath.Join(dir, demoOfficer), filepath.Join(dir, demoProvince)
	usb := t.TempDir()
	must(t, "", "seal", "--data", officer, "--to", usb)
	must(t, "", "import", usb, "--data", province)
	var code string
	inside(t, province, func(s *opened) {
		codes, err := s.ReceiptCodes(t.Context())
		mustDo(t, err)
		code = sync.FormatCode(strings.ReplaceAll(codes[0].Code, "-", ""))
	})
	app := atDesk(t, dir)
	app.Press(F9)
	app.Sees("F6 gõ mã", "đã đóng gói")
	app.Press(Key("\x1b[17~")) // F6
	app.Sees("Gõ 12 chữ")
	app.Types(strings.ToLower(code))
	app.Press(Ctrl('s'))
	app.Sees("Mã đúng: tỉnh đã nhận mọi thay đổi đến số", "tỉnh đã nhận")
	app.Press(Key("\x1b[24~")) // F12
	app.Sees("Tỉnh đã nhận gì", "Mọi thay đổi của máy này đã có biên nhận")
	quit(t, app)
}
