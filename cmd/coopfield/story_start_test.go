//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	. "coopfield/tui/term/termtest"
)

// realStore makes a store with a passphrase and returns its folder.
func realStore(t testing.TB, passphrase string) string {
	t.Helper()
	dir := t.TempDir()
	pw := filepath.Join(dir, "pw")
	if err := os.WriteFile(pw, []byte(passphrase+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	data := filepath.Join(dir, "kho")
	must(t, "", "init", "--data", data, "--role", "officer", "--name", "Nguyễn Văn Mẫu", "--unit", "615", "--passphrase-file", pw)
	return data
}

func TestRealStoreAsksForItsPassphraseFirst(t *testing.T) {
	t.Parallel()
	const passphrase = "đường lên Măng Đen"
	app := coopfield(t, "--data", realStore(t, passphrase))
	app.Sees("Mật khẩu")
	if screen := app.Screen(); strings.Contains(screen, "Nguyễn Văn Mẫu") || strings.Contains(screen, "Việc cần làm") {
		t.Errorf("something is shown before the passphrase:\n%s", screen)
	}
	app.Types("sai rồi")
	app.Press(Enter)
	app.Sees("không đúng")
	if strings.Contains(app.Raw(), "sai rồi") {
		t.Error("the passphrase is shown")
	}
	app.Bursts("\x15", "ddường", "\x7f\x7f\x7f\x7f\x7f\x7fđường", " lên Măng Đen")
	app.Press(Enter)
	app.Sees("▸ Bàn làm việc", "Nguyễn Văn Mẫu")
	quit(t, app)
}

func TestSecondProgramOnAStoreIsRefusedInASentence(t *testing.T) {
	t.Parallel()
	dir := newDemo(t)
	first := atDesk(t, dir)
	second := coopfield(t, "demo", "--data", dir)
	second.Sees("kho dữ liệu này đang mở ở một cửa sổ khác", "= chưa ghi gì", "→ đóng cửa sổ coopfield kia")
	if code := second.Ends(); code != 1 {
		t.Errorf("exit code %d", code)
	}
	code, _, errs := ask("", "list", "cooperative", "--data", filepath.Join(dir, demoOfficer))
	if code != 1 || !strings.Contains(errs, "đang mở ở một cửa sổ khác") {
		t.Errorf("a command meanwhile: exit code %d, %s", code, errs)
	}
	// The first one is not disturbed, and behind it the store is free.
	first.Press(F3)
	first.Sees("24/24 HTX")
	quit(t, first)
	quit(t, atDesk(t, dir))
}

func TestInterfaceInEnglish(t *testing.T) {
	t.Parallel()
	app := coopfield(t, "demo", "--data", newDemo(t), "--lang", "en")
	app.Sees("To do", "Year 2024", "F3 coops")
	app.Press(F3)
	app.Sees("24 of 24", "Ctrl+N")
	app.Types("dak la 15")
	app.SeesLine("▸ HTX Mẫu Nông nghiệp Đăk La 15")
	app.Press(Enter)
	app.Sees("[Record]")
	app.Press(F5)
	app.SeesLine("▸ 2024")
	app.Press(Enter)
	app.Sees("TT 01/2020", "points")
	quit(t, app)
}
