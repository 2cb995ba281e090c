//go:build unix

package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	. "coopfield/tui/term/termtest"
)

// keyF6 is F6 as an xterm sends it.
const keyF6 Key = "\x1b[17~"

// finalSheets are the finalised sheets of 2024 that a store holds, with the
// names of their cooperatives.
func finalSheets(t *testing.T, data string) (ids, names []string) {
	t.Helper()
	for line := range strings.Lines(must(t, "", "list", "assessment", "--where", "period=2024", "--where", "status=final", "--data", data, "--json")) {
		var sheet, coop struct{ ID, Cooperative, Name string }
		if err := json.Unmarshal([]byte(line), &sheet); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal([]byte(must(t, "", "get", "cooperative", sheet.Cooperative, "--json", "--data", data)), &coop); err != nil {
			t.Fatal(err)
		}
		ids, names = append(ids, sheet.ID), append(names, coop.Name)
	}
	return ids, names
}

// takeIn imports what lies in a folder by the inbox that stands open.
func takeIn(app *App, folder string, preview ...string) {
	app.Press(F5)
	app.Sees("Nhập gói", "Tệp hoặc thư mục")
	app.Types(folder)
	app.Press(Ctrl('s'))
	app.Sees(append([]string{"Xem trước", "F5 nhập tất cả hợp lệ"}, preview...)...)
	app.Press(F5)
	agree(app, "Nhập")
}

// sheetOf opens the sheet of 2024 of a cooperative by the register.
func sheetOf(app *App, name string) {
	app.Press(F3)
	app.Sees("theo tên ▲")
	app.Types(name)
	app.SeesLine("▸", name)
	app.Press(Enter)
	app.Sees("▸ "+name, "Trên giấy: ")
	app.Press(F5)
	app.SeesLine("▸ 2024")
	app.Press(Enter)
	app.Sees("Đánh giá 2024")
}

// Both officers' bundles come to the province, which decides their conflict,
// returns another sheet and answers; the sheet is corrected and sealed again.
func TestAProvincesDayByTheKeyboard(t *testing.T) {
	t.Parallel()
	dir := newDemo(t)
	officer, province := filepath.Join(dir, demoOfficer), filepath.Join(dir, demoProvince)
	second := secondOfficer(t, province)
	first, sticks, back, again := t.TempDir(), t.TempDir(), t.TempDir(), t.TempDir()
	must(t, "", "seal", "--data", officer, "--to", first)
	must(t, "", "import", first, "--data", province)
	ids, names := finalSheets(t, officer)
	shared, other, otherName := ids[0], ids[1], names[1]
	must(t, "", "accept", "assessment", shared, "--data", province)
	answered(t, province, officer, second)
	must(t, `{"self":{"3a":4},"evidence":{"3a":"BCTC năm 2024, trang 3"},"reason":{"3a":"Hợp đồng ghi sót"}}`,
		"amend", "assessment", shared, "--reason", "Bổ sung doanh thu", "--data", officer)
	must(t, `{"self":{"3a":2},"evidence":{"3a":"sổ cái tháng 12"},"reason":{"3a":"Theo sổ cái"}}`,
		"amend", "assessment", shared, "--reason", "Đối chiếu sổ cái", "--data", second)
	must(t, "", "seal", "--data", officer, "--to", sticks)
	must(t, "", "seal", "--data", second, "--to", sticks)

	// Two bundles in the inbox; the light goes on.
	app := atDesk(t, dir, "--province")
	app.Sees("▲0")
	app.Press(F9)
	app.Sees("Hộp nhận", "F5 nhập gói")
	takeIn(app, sticks, "dakha-01", "dakha-02")
	app.Sees("Đã nhập 2 gói", "1 lệch số liệu", "▲1")

	// The conflict: looked at, chosen, decided with a reason.
	app.Press(F11)
	app.Sees("[Lệch số liệu 1]", "sửa song song")
	app.Press(Enter)
	app.Sees("Cán bộ 2", "3a Doanh thu", "F8 ghi quyết định")
	for _, row := range []string{"▸3a Doanh thu", "▸   căn cứ", "▸   lý do lệch"} {
		app.SeesLine(row)
		app.Press(Left)
		app.SeesLine(row, "A")
		app.Press(Down)
	}
	app.Sees("đã chọn đủ")
	app.Press(F8)
	app.Sees("Lý do quyết định")
	app.Types("Theo báo cáo tài chính")
	app.Press(Ctrl('s'))
	agree(app, "Ghi quyết định")
	app.Sees("Đã ghi quyết định", "▲0")

	// Another sheet goes back with a comment on a criterion.
	sheetOf(app, otherName)
	app.Sees("chờ tỉnh xem xét", "F6 trả lại")
	seek(app, "3a")
	app.Press(Tab, Tab)
	app.SeesLine("▸Ý kiến của tỉnh")
	app.Types("Kèm trang BCTC")
	app.SeesLine("▸Ý kiến của tỉnh", "[Kèm trang BCTC")
	app.Press(keyF6)
	app.Sees("Trả lại bảng đánh giá", "Lý do trả lại", "1 ý kiến")
	app.Types("Thiếu căn cứ doanh thu")
	app.Press(Ctrl('s'))
	app.Sees("Đã trả lại")

	// The answers are written.
	app.Press(F9)
	app.Sees("Hộp nhận", "F9 ghi trả lời")
	app.Press(F9)
	app.Sees("Ghi trả lời cho các máy")
	app.Types(back)
	app.Press(Ctrl('s'))
	app.Sees("Đã ghi trả lời", "cho 2 máy", "dakha-01", "dakha-02", "đến thay đổi")
	quit(t, app)

	// At the laptop the answer comes in, and the returned sheet says why.
	app = atDesk(t, dir)
	app.Press(Ctrl('p'))
	app.Types("Hộp nhận")
	app.Press(Enter)
	app.Sees("▸ Hộp nhận", "F5 nhập gói")
	takeIn(app, back, "dakha-01")
	app.Sees("1 hồ sơ tỉnh trả lại")
	sheetOf(app, otherName)
	app.Sees("Tỉnh trả lại: Thiếu căn cứ doanh thu", "Ý kiến ở tiêu chí 3")
	app.SeesLine("▸3a")
	app.Press(Tab, Tab)
	app.SeesLine("▸Căn cứ")
	app.Types("BCTC trang 5")
	app.SeesLine("▸Căn cứ", "BCTC trang 5")
	app.Press(F8)
	agree(app, "Chốt")
	app.Sees("Đã chốt")
	app.Loses("Tỉnh trả lại")
	app.Press(F9)
	app.Sees("Trong gói x", "F9 đóng gói")
	app.Types(again)
	app.Sees("= " + again[:30])
	app.Press(F9)
	agree(app, "Đóng gói")
	app.Sees("đã ghi và kiểm tra lại")
	quit(t, app)

	// It is corrected at the province too, and everybody has the decision.
	must(t, "", "import", again, "--data", province)
	must(t, "", "accept", "assessment", other, "--data", province)
	answered(t, province, officer, second)
	for _, data := range []string{officer, second} {
		if got := points(t, data, shared, "3a"); got != 4 {
			t.Errorf("%s holds %v", data, got)
		}
	}
	mine, theirs := must(t, "", "get", "assessment", other, "--json", "--data", officer), must(t, "", "get", "assessment", other, "--json", "--data", province)
	if mine != theirs || !strings.Contains(mine, "BCTC trang 5") {
		t.Errorf("the laptop holds\n%s\nthe province\n%s", mine, theirs)
	}
	for line := range strings.Lines(must(t, "", "list", "assessment", "--where", "period=2024", "--data", officer)) {
		if strings.HasPrefix(line, other) && !strings.Contains(line, "[chấp nhận]") {
			t.Errorf("the list says %s", line)
		}
	}
}

// A laptop is lost and cut off while an honest stick of it is on its way: what
// comes late waits in the inbox until somebody admits it, with a reason.
func TestALateStickOfALostLaptopIsAdmittedByTheKeyboard(t *testing.T) {
	t.Parallel()
	dir := newDemo(t)
	officer, province := filepath.Join(dir, demoOfficer), filepath.Join(dir, demoProvince)
	early, late := t.TempDir(), t.TempDir()
	must(t, "", "seal", "--data", officer, "--to", early)
	must(t, "", "import", early, "--data", province)
	answered(t, province, officer)
	ids, _ := finalSheets(t, officer)
	var sheet struct{ Cooperative string }
	if err := json.Unmarshal([]byte(must(t, "", "get", "assessment", ids[0], "--json", "--data", officer)), &sheet); err != nil {
		t.Fatal(err)
	}
	must(t, `{"id":"`+sheet.Cooperative+`","phone":"0260 3822 111"}`, "put", "cooperative", "--data", officer)
	must(t, "", "seal", "--data", officer, "--to", late)
	must(t, "", "enrol", "revoke", "dakha-01", "--reason", "mất máy", "--data", province)

	app := atDesk(t, dir, "--province")
	app.Press(F9)
	app.Sees("Hộp nhận", "F5 nhập gói")
	takeIn(app, late, "dakha-01")
	app.Sees("Đã nhập 1 gói", "1 để riêng")
	app.Press(F11)
	app.Sees("[Để riêng 1]", "sau khi khóa máy")
	app.Press(Enter)
	app.Sees("Chưa ai quyết định", "→ 0260 3822 111", "F8 nhận · F4 từ chối")
	app.Press(F8)
	app.Sees("Nhận thay đổi này?", "về máy người ghi", "Lý do")
	app.Types("Ghi trước khi mất máy, đã gọi hỏi")
	app.Press(Ctrl('s'))
	app.Sees("Đã nhận 1 thay đổi")
	quit(t, app)

	if got := must(t, "", "get", "cooperative", sheet.Cooperative, "--json", "--data", province); !strings.Contains(got, "0260 3822 111") {
		t.Errorf("the province holds %s", got)
	}
	page := t.TempDir()
	must(t, "", "audit", "--data", province, "--to", page)
	text, err := os.ReadFile(filepath.Join(page, "doi-chieu.txt"))
	mustDo(t, err)
	for _, part := range []string{"nhận: Sở KH&ĐT (mẫu), Ghi trước khi mất máy, đã gọi hỏi", "Không còn việc nào chờ.", "Các số cộng khớp"} {
		if !strings.Contains(string(text), part) {
			t.Errorf("the auditor's page lacks %q:\n%s", part, text)
		}
	}
}
