//go:build unix

package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	. "coopfield/tui/term/termtest"
)

// codeRead is a receipt code as the province's screen shows it.
var codeRead = regexp.MustCompile(`\b[A-Z2-7]{4}-[A-Z2-7]{4}-[A-Z2-7]{4}\b`)

// sealInto seals into a folder by the screen F9, from wherever the person is.
func sealInto(app *App, folder string) {
	app.Press(F9)
	app.Sees("▸ Đóng gói", "Trong gói x", "F5 nhập trả lời")
	app.Types(folder)
	app.Sees("= " + folder)
	app.Press(F9)
	agree(app, "Đóng gói")
	app.Sees("đã ghi và kiểm tra lại")
	app.Press(Esc)
	app.Loses("▸ Đóng gói")
}

// answersInto writes the province's answers by the inbox and returns the code of
// the first laptop.
func answersInto(t *testing.T, app *App, folder string) string {
	t.Helper()
	app.Press(F9)
	app.Sees("Ghi trả lời cho các máy")
	app.Types(folder)
	app.Press(Ctrl('s'))
	app.Sees("Đã ghi trả lời", "đến thay đổi")
	code := codeRead.FindString(app.Screen())
	if code == "" {
		t.Fatalf("no code is read out:\n%s", app.Screen())
	}
	return code
}

// What happens to a stick and to a laptop in bad weeks, by screens alone: a stick
// is lost and sealed again, comes late after all, the receipt is read over the
// phone, the laptop dies and is put back from last week's backup, is lost then
// and cut off while a stick of it is on its way; and the auditor's page has every
// change.
func TestTheBadWeeksOfALaptopByTheKeyboard(t *testing.T) {
	t.Parallel()
	dir := newDemo(t)
	officer, province := filepath.Join(dir, demoOfficer), filepath.Join(dir, demoProvince)
	lost, sticks, back, late, paper := t.TempDir(), t.TempDir(), t.TempDir(), t.TempDir(), t.TempDir()
	ids, _ := finalSheets(t, officer)
	var sheet struct{ Cooperative string }
	if err := json.Unmarshal([]byte(must(t, "", "get", "assessment", ids[0], "--json", "--data", officer)), &sheet); err != nil {
		t.Fatal(err)
	}
	phone := func(data, number string) {
		must(t, `{"id":"`+sheet.Cooperative+`","phone":"`+number+`"}`, "put", "cooperative", "--data", data)
	}

	// Last week: the backup, and a stick that goes missing. It is sealed again.
	app := atDesk(t, dir)
	guarded(app, "Sao lưu", 3)
	app.Sees("Thư mục trên USB")
	app.Types(sticks)
	app.Press(Ctrl('s'))
	app.Sees("Đã sao lưu và kiểm tra lại")
	told(app)
	sealInto(app, lost)
	sealInto(app, sticks)
	quit(t, app)
	backups, err := filepath.Glob(filepath.Join(sticks, "sao-luu-*.age"))
	mustDo(t, err)
	if len(backups) != 1 {
		t.Fatalf("backups: %q", backups)
	}

	// The province takes in the second, then the first, which was found after all;
	// the backup on the stick is no bundle and no alarm.
	app = atDesk(t, dir, "--province")
	app.Press(F9)
	app.Sees("Hộp nhận", "F5 nhập gói")
	takeIn(app, sticks, "dakha-01 x0003")
	app.Sees("Đã nhập 1 gói")
	if strings.Contains(app.Screen(), "bị từ chối") {
		t.Errorf("an alarm:\n%s", app.Screen())
	}
	takeIn(app, lost, "dakha-01 x0002", "đã nhận trước đây")
	app.Sees("┌ Kết quả nhập", "đã nhận trước đây")
	code := answersInto(t, app, back)
	quit(t, app)

	// The answer takes its time: the code is typed, and the bundles turn green.
	app = atDesk(t, dir)
	app.Press(F9)
	app.Sees("Trong gói x", "F6 gõ mã")
	app.Press(F6)
	app.Sees("Nhập mã biên nhận", "12 chữ")
	app.Types(strings.ToLower(strings.ReplaceAll(code, "-", " ")))
	app.Press(Ctrl('s'))
	app.Sees("Mã đúng: tỉnh đã nhận mọi thay đổi", "✓ tỉnh đã nhận")
	quit(t, app)

	// What it writes now the province gets, and then the disk dies.
	phone(officer, "0260 3822 111")
	must(t, "", "seal", "--data", officer, "--to", sticks)
	fresh := filepath.Join(t.TempDir(), "may-moi")
	app = coopfield(t, "--data", fresh)
	app.Sees("Bước 1/4", "F6 phục hồi")
	app.Press(F6)
	app.Sees("Phục hồi từ bản sao lưu", "Tệp sao lưu")
	app.Types(backups[0])
	app.Press(Ctrl('s'))
	app.Sees("Mật khẩu lúc sao lưu")
	app.Press(Enter) // a training store has none
	app.Sees("Đã phục hồi kho từ bản sao lưu", "Máy mở kỳ ghi 2")
	told(app)
	app.Sees("▸ Bàn làm việc", "Cán bộ mẫu")
	sealInto(app, sticks)
	quit(t, app)
	app = atDesk(t, dir, "--province")
	app.Press(F9)
	app.Sees("Hộp nhận", "F5 nhập gói")
	takeIn(app, sticks, "dakha-01 x0004")
	app.Sees("┌ Kết quả nhập", "Đã nhập", "▲0")
	answersInto(t, app, back)
	quit(t, app)
	app = coopfield(t, "--data", fresh)
	app.Sees("▸ Bàn làm việc")
	app.Press(F9)
	app.Sees("Trong gói x", "F5 nhập trả lời")
	app.Press(F5)
	app.Sees("▸ Hộp nhận", "F5 nhập gói")
	takeIn(app, back, "gói của tỉnh")
	app.Sees("Đã nhập")
	quit(t, app)
	if got := must(t, "", "get", "cooperative", sheet.Cooperative, "--json", "--data", fresh); !strings.Contains(got, "0260 3822 111") {
		t.Errorf("what was written after the backup did not come back: %s", got)
	}

	// It is lost on the road and cut off; an honest stick of it comes late.
	phone(fresh, "0905 111 222")
	must(t, "", "seal", "--data", fresh, "--to", late)
	app = atDesk(t, dir, "--province")
	guarded(app, "Các máy", 9)
	app.Sees("tinh-62", "dakha-01")
	app.Press(Down)
	cutOff(app, "dakha-01")
	app.Sees("Đã thu hồi dakha-01")
	told(app)
	app.Press(F9)
	app.Sees("▸ Hộp nhận", "F5 nhập gói")
	takeIn(app, late, "dakha-01")
	app.Sees("┌ Kết quả nhập", "Đã nhập 1 gói", "1 để riêng")
	app.Press(F11)
	app.Sees("[Để riêng 1]", "sau khi khóa máy")
	app.Press(Enter)
	app.Sees("→ 0905 111 222", "F4 từ chối")
	app.Press(F4)
	app.Sees("Từ chối thay đổi này?", "Lý do")
	app.Types("Không liên lạc được người ghi")
	app.Press(Ctrl('s'))
	app.Sees("đã từ chối")
	quit(t, app)

	// Nothing is left to do about it, and the auditor's page has all of it.
	app = atDesk(t, dir, "--province")
	if strings.Contains(app.Screen(), "chờ thay đổi đi trước") {
		t.Errorf("what was refused waits still:\n%s", app.Screen())
	}
	guarded(app, "Bảng đối chiếu", 12)
	app.Sees("BẢNG ĐỐI CHIẾU DỮ LIỆU, TỈNH 62", "Các số cộng khớp", "F7 ghi ra để in")
	app.Press(F7)
	app.Sees("Ghi bảng đối chiếu để in")
	app.Types(paper)
	app.Press(Ctrl('s'))
	app.Sees("Mở tệp này bằng trình duyệt rồi in")
	told(app)
	quit(t, app)
	pages, err := filepath.Glob(filepath.Join(paper, "doi-chieu-*", "doi-chieu.txt"))
	mustDo(t, err)
	if len(pages) != 1 {
		t.Fatalf("pages: %q", pages)
	}
	text, err := os.ReadFile(pages[0])
	mustDo(t, err)
	for _, part := range []string{"Không liên lạc được người ghi", "Không còn việc nào chờ.", "Các số cộng khớp", "mất trên xe"} {
		if !strings.Contains(string(text), part) {
			t.Errorf("the auditor's page lacks %q:\n%s", part, text)
		}
	}
	if got := must(t, "", "get", "cooperative", sheet.Cooperative, "--json", "--data", province); strings.Contains(got, "0905") {
		t.Errorf("what was refused counts: %s", got)
	}
	healthy(t, fresh)
}
