//go:build unix

package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"coopfield/sync/trust"

	. "coopfield/tui/term/termtest"
)

// afresh sets the new passphrase where the province's key has opened.
func afresh(app *App, pass string) {
	app.Sees("Đã mở được bằng khóa của tỉnh", "Gõ lại")
	app.Types(pass)
	app.Press(Enter)
	app.SeesLine("▸", "Gõ lại")
	app.Types(pass)
	app.Press(Enter)
}

// Somebody forgot the passphrase of a laptop. Who keeps the province's keys comes
// with the sheet, and another time with the stick; by screens alone the store is
// opened and gets a new passphrase, at the start, on a locked screen, and from
// a backup on a new machine. No secret is ever on the screen.
func TestAForgottenPassphraseIsReplacedByTheKeyboard(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	const old, office = "mật khẩu đã quên", "mật khẩu trong két"
	file := func(name, pass string) string {
		path := filepath.Join(dir, name)
		mustDo(t, os.WriteFile(path, []byte(pass+"\n"), 0o600))
		return path
	}
	oldFile, officeFile := file("may.pw", old), file("tinh.pw", office)
	province, laptop := filepath.Join(dir, "tinh"), filepath.Join(dir, "may")
	request, grant, backup := filepath.Join(dir, "may.coopreq"), filepath.Join(dir, "may.coop"), filepath.Join(dir, "sao-luu.age")
	var made struct{ CA string }
	mustDo(t, json.Unmarshal([]byte(must(t, "", "init", "--json", "--data", province, "--role", "province", "--name", "Cán bộ tỉnh", "--unit", "62", "--passphrase-file", officeFile)), &made))
	must(t, "", "init", "--data", laptop, "--role", "officer", "--name", "Nguyễn Văn Mẫu", "--unit", "615", "--passphrase-file", oldFile)

	// Before the province enrols it nobody holds a key.
	app := coopfield(t, "--data", laptop)
	app.Sees("F6 quên mật khẩu")
	app.Press(keyF6)
	app.Sees("chưa có khóa phục hồi nào")
	app.Press(Esc)
	app.Sees("F6 quên mật khẩu")
	app.Press(Esc)
	app.Ends()

	must(t, "", "enrol", "request", "--data", laptop, "--passphrase-file", oldFile, "--to", request)
	must(t, "", "enrol", "approve", request, "--data", province, "--passphrase-file", officeFile, "--to", grant)
	must(t, "", "import", grant, "--data", laptop, "--passphrase-file", oldFile, "--ca", made.CA)
	must(t, "", "backup", backup, "--data", laptop, "--passphrase-file", oldFile)
	ca, err := trust.OpenCA(trust.CADir(province), []byte(office))
	mustDo(t, err)
	secret := ca.Recovery().Secret()
	ca.Close()
	lines := trust.SheetLines(secret)

	// The sheet is typed; a wrong line is named.
	app = coopfield(t, "--data", laptop)
	app.Sees("Mật khẩu [")
	app.Types("sai rồi")
	app.Press(Enter)
	app.Sees("mật khẩu không đúng")
	app.Press(keyF6)
	app.Sees("Dữ liệu còn nguyên", "Mã cài đặt", "Dấu vân tay")
	app.Press(Down)
	app.SeesLine("▸", "Tờ phục hồi")
	app.Press(Enter)
	app.Sees("Dòng 1")
	app.Types(strings.Replace(lines[0], "AGE", "AGF", 1))
	app.Press(Enter)
	app.Sees("Dòng 1 chép chưa đúng")
	app.Press(Ctrl('u'))
	for n, line := range lines {
		app.Sees("Dòng " + line[:1] + " [")
		app.Types(line)
		app.Press(Enter)
		if n < len(lines)-1 {
			app.Loses(line)
		}
	}
	afresh(app, "mật khẩu thứ hai")
	app.Sees("Đã đặt mật khẩu mới")
	app.Press(Enter)
	app.Sees("▸ Bàn làm việc", "Nguyễn Văn Mẫu")

	// The screen locks, and the stick opens it where it was.
	app.Press(F3)
	app.Sees("▸ Hợp tác xã")
	app.Press(Ctrl('l'))
	app.Sees("Mật khẩu [", "F6 quên mật khẩu")
	app.Press(keyF6)
	app.Sees("Dữ liệu còn nguyên", "Mã cài đặt")
	app.Press(Enter)
	app.SeesLine("▸", "Thư mục khóa CA")
	app.Types(province)
	app.Press(Tab)
	app.SeesLine("▸", "Mật khẩu khóa CA")
	app.Types(office)
	app.Press(Enter)
	afresh(app, "mật khẩu thứ ba")
	app.Sees("Đã đặt mật khẩu mới")
	app.Press(Enter)
	app.Sees("▸ Hợp tác xã")
	quit(t, app)
	shown := app.Raw()
	third := file("ba.pw", "mật khẩu thứ ba")
	must(t, "", "doctor", "--data", laptop, "--passphrase-file", third)
	if code, _, _ := ask("", "list", "cooperative", "--data", laptop, "--passphrase-file", oldFile); code == 0 {
		t.Error("the forgotten passphrase still opens the store")
	}

	// A new machine has the backup alone; the sheet is pasted.
	machine := filepath.Join(dir, "moi")
	app = coopfield(t, "--data", machine)
	app.Sees("Bước 1/4")
	app.Press(keyF6)
	app.Sees("Tệp sao lưu")
	app.Press(Ctrl('u'))
	app.Types(backup)
	app.Press(Ctrl('s'))
	app.Sees("Mật khẩu lúc sao lưu", "Quên mật khẩu…")
	app.Press(Tab, Tab)
	app.Sees("[ Quên mật khẩu… ]")
	app.Press(Enter)
	app.Sees("Dữ liệu trong tệp còn nguyên")
	app.Press(Down)
	app.SeesLine("▸", "Tờ phục hồi")
	app.Press(Enter)
	app.Sees("Dòng 1 [")
	app.Paste("TỜ PHỤC HỒI CỦA TỈNH\n\n    " + strings.Join(lines, "\n    ") + "\n\nGiữ trong két.\n")
	afresh(app, "mật khẩu máy mới")
	app.Sees("Đã đặt mật khẩu mới cho kho được phục hồi", "kỳ ghi 2")
	app.Press(Enter)
	app.Sees("▸ Bàn làm việc", "Nguyễn Văn Mẫu")
	quit(t, app)
	must(t, "", "doctor", "--data", machine, "--passphrase-file", file("moi.pw", "mật khẩu máy mới"))

	shown += app.Raw()
	for _, word := range []string{secret, strings.Join(lines[:2], ""), office, "mật khẩu thứ hai", "mật khẩu thứ ba", "mật khẩu máy mới"} {
		if strings.Contains(shown, word) {
			t.Errorf("a secret was on the screen: %d letters", len(word))
		}
	}
}
