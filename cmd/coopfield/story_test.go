//go:build unix

package main

import (
	"path/filepath"
	"strings"
	"testing"

	. "coopfield/tui/term/termtest"
)

// answers are the points of every item of Thông tư 01/2020 in the order of the
// sheet: 24 + 24,5 + 29 = 77,5.
var answers = []struct{ item, points string }{
	{"1a", "5"},
	{"1b", "1"},
	{"2a", "4"},
	{"2b", "1"},
	{"3a", "3"},
	{"3b", "2"},
	{"3c", "3"},
	{"4a", "2"},
	{"4b", "2"},
	{"4c", "1"},
	{"5", "7"},
	{"6", "6"},
	{"7a", "1,5"},
	{"7b", "1"},
	{"7c", "1"},
	{"8", "5"},
	{"9", "3"},
	{"10", "6"},
	{"11", "6"},
	{"12", "6"},
	{"13", "5"},
	{"14", "3"},
	{"15", "3"},
}

// TestStrangerFromFirstStartToTheProvince follows a person who has never seen
// the program: a cooperative, its assessment, a crash, chốt, a bundle, and the
// same total at the province.
func TestStrangerFromFirstStartToTheProvince(t *testing.T) {
	t.Parallel()
	dir, stick := filepath.Join(t.TempDir(), "demo"), t.TempDir()
	app := atDesk(t, dir)

	// A new cooperative, its name by an input method that corrects as it goes.
	app.Press(F3)
	app.Sees("24/24 HTX", "Ctrl+N")
	app.Press(Ctrl('n'))
	app.Sees("Hợp tác xã mới", "Ctrl+S lập hồ sơ mới")
	app.Types("HTX ")
	app.Bursts("Nong", "\x7f\x7f\x7fông", " nghie", "\x7fệ", "p", " Lu", "\x7fú", "a", " Ddo", "\x7f\x7f\x7fĐỏ")
	app.SeesLine("Tên", "[HTX Nông nghiệp Lúa Đỏ ")
	app.Sees("Chưa có hồ sơ nào gần giống")
	app.Press(Ctrl('s'))
	app.SeesLine("Tên ", "[HTX Nông nghiệp Lúa Đỏ ")
	app.SeesLine("  Loại hình", "hợp tác xã")

	// What is left to say is its commune, found without marks.
	app.SeesLine("▸ Xã, phường")
	app.Types("dak ha")
	app.SeesLine("▸ Xã, phường", "[dak ha")
	app.SeesLine("│▸", "Đăk Hà")
	app.Press(Enter)
	app.SeesLine("Trên giấy: ", "Đăk Hà")

	// Its assessment of the year that the desk works on.
	app.Press(F5)
	app.Sees("Chưa có bảng đánh giá nào. Ctrl+N lập bảng mới.")
	app.Press(Ctrl('n'))
	app.Sees("Bảng đánh giá mới", "Ctrl+S lập bảng")
	app.SeesLine("Năm", "[2024 ")
	app.Press(Ctrl('s'))
	app.Sees("Số liệu năm 2024", "0,0 điểm · tạm tính 0/15 tiêu chí")

	// Figures as people say them; each is shown back in full.
	app.Types("3,2 tỷ")
	app.Sees("= 3.200.000.000 đ – ba tỷ hai trăm triệu")
	app.Press(Enter)
	app.SeesLine("Nguồn vốn đầu năm", "[3.200.000.000 ")
	app.Types("4,15 tỷ")
	app.Press(Enter)
	app.SeesLine("Nguồn vốn cuối năm", "[4.150.000.000 ")
	app.Types("450tr")
	app.Press(Enter)
	app.SeesLine("Tài sản không chia đầu năm", "[450.000.000 ")
	app.Types("500tr")
	app.Press(Enter)
	app.SeesLine("Tài sản không chia cuối năm", "[500.000.000 ")

	// Points, item by item, until the power goes in the middle of a field.
	app.Press(PgDn)
	app.SeesLine("▸1a")
	half := 8
	for _, a := range answers[:half] {
		app.SeesLine("┐┌ "+a.item+" ", "tối đa")
		app.Types(a.points)
		app.Press(Enter)
	}
	app.SeesLine("▸4b")
	app.Sees("21,0 điểm · tạm tính 3/15 tiêu chí")
	app.Press(Tab, Tab)
	app.SeesLine("▸Căn cứ")
	app.Bursts("Nghi", "\x7fị", " quye", "\x7fê", "\x7fế", "t da", "\x7f\x7fđa", "\x7fạ", "i ")
	app.SeesLine("▸Căn cứ", "[Nghị quyết đại  ")
	durable(app, func() { app.Bursts("ho") })
	app.SeesLine("▸Căn cứ", "[Nghị quyết đại ho ")
	app.Kill()

	// Again: the desk says what was kept of whom, and it stands in its field.
	keys := app.Keys()
	app = atDesk(t, dir)
	app.SeesLine("! Đã khôi phục 1 bản nháp")
	app.Sees("của bảng đánh giá 2024", "HTX Nông nghiệp Lúa Đỏ")
	app.Press(Enter)
	app.Sees("Đánh giá 2024", "21,0 điểm · tạm tính 3/15 tiêu chí")
	app.SeesLine("▸Căn cứ", "[Nghị quyết đại ho ")
	app.SeesLine("▸4b")
	app.Bursts("\x7fộ", "i")
	app.SeesLine("▸Căn cứ", "[Nghị quyết đại hội ")
	app.Press(ShiftTab, ShiftTab)
	app.SeesLine("▸Tự chấm")

	// F8 says what is missing until nothing is.
	app.Press(F8)
	app.Sees("Trước khi chốt còn 15 việc", "4b chưa có điểm")
	app.Press(Enter)
	app.Loses("Trước khi chốt")
	app.SeesLine("▸4b")
	for _, a := range answers[half:] {
		app.SeesLine("┐┌ "+a.item+" ", "tối đa")
		if a.item == "15" {
			app.Press(F8)
			app.Sees("Trước khi chốt còn 1 việc", "15 chưa có điểm")
			app.Press(Esc)
			app.Loses("Trước khi chốt")
			app.Sees("tạm tính 14/15 tiêu chí")
		}
		app.Types(a.points)
		if a.item != "15" {
			app.Press(Enter)
		}
	}
	app.Sees("77,5 điểm", "Khá")
	app.Press(Del) // the rating follows every key
	app.Sees("tạm tính 14/15 tiêu chí")
	app.Types("6")
	app.Sees("80,5 điểm", "Tốt")
	app.Press(Del)
	app.Types("3")
	app.Sees("77,5 điểm", "Khá")

	// Chốt, and a bundle on the stick.
	app.Press(F8)
	app.Sees("HTX Nông nghiệp Lúa Đỏ", "77,5")
	agree(app, "Chốt")
	app.Sees("Đã chốt")
	app.Press(F9)
	app.Sees("Trong gói x0002", "F9 đóng gói")
	app.Types(stick)
	app.Sees("= " + stick[:30])
	app.Press(F9)
	agree(app, "Đóng gói")
	app.Sees("đã ghi và kiểm tra lại")
	quit(t, app)
	t.Logf("keys from the first start to the bundle on the stick: %d", keys+app.Keys())
	officer := filepath.Join(dir, demoOfficer)
	coop, _, _ := strings.Cut(must(t, "", "list", "cooperative", "--data", officer, "--search", "lua do"), " ")
	sheet := must(t, "", "list", "assessment", "--data", officer, "--json", "--where", "cooperative="+coop)

	// The province looks at the bundle before it imports it.
	app = atDesk(t, dir, "--province")
	app.Press(F9)
	app.Sees("dakha-01 x0001", "F5 nhập gói")
	app.Press(F5)
	app.Sees("Nhập gói", "Tệp hoặc thư mục")
	app.Types(stick)
	app.Press(Ctrl('s'))
	app.Sees("Xem trước", "F5 nhập tất cả hợp lệ")
	app.SeesLine("▸", "dakha-01", "mới")
	app.Press(Enter)
	app.Sees("1/221", "HTX Mẫu Vận tải Đăk La 1")
	app.Press(Esc)
	app.Loses("1/221")
	app.Press(F5)
	agree(app, "Nhập")
	app.Sees("Đã nhập 1 gói")
	app.SeesLine("dakha-01 x0002", "221 mới")

	// And reads the same total in the same record.
	app.Press(F3)
	app.Sees("85/85 HTX")
	app.Types("lua do")
	app.SeesLine("▸", "HTX Nông nghiệp Lúa Đỏ", "77,5", "Khá")
	app.Press(Enter)
	app.Sees("▸ HTX Nông nghiệp Lúa Đỏ", "Trên giấy: ")
	app.Press(F5)
	app.SeesLine("▸ 2024", "77,5", "Khá", "đã chốt")
	app.Press(Enter)
	app.Sees("Đánh giá 2024", "77,5 điểm · Khá")
	quit(t, app)
	got := must(t, "", "list", "assessment", "--data", filepath.Join(dir, demoProvince), "--json", "--where", "cooperative="+coop)
	if got != sheet || !strings.Contains(got, `"evidence":{"4b":"Nghị quyết đại hội"}`) {
		t.Errorf("the province holds\n%s, the officer\n%s", got, sheet)
	}
}
