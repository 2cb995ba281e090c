//go:build unix

package main

import (
	"path/filepath"
	"strings"
	"testing"

	. "coopfield/tui/term/termtest"
)

// endsBefore waits until what stands before the cursor in its field ends so.
func endsBefore(app *App, text string) {
	app.Until(text+" before the cursor", func(string) bool {
		s, ok := app.Before()
		return ok && strings.HasSuffix(s, text)
	})
}

func TestBuiltInMethodsWriteVietnameseIntoTheRecord(t *testing.T) {
	t.Parallel()
	dir := newDemo(t)
	app, sheet := inEvidence(t, dir)
	app.Press(F2)
	app.SeesLine("HTX ▸", "VN:Telex")
	app.Types("Hopwj tacs xax ")
	endsBefore(app, "Hợp tác xã ")
	app.Bursts("Ddawks Haf, ", "Roo", "f", string(Del), "ng") // several keys in one read; a letter is taken back whole
	endsBefore(app, "Đắk Hà, Rng")
	app.Press(Del, Del)
	app.Bursts("owf Kowi, excel ")
	endsBefore(app, "Đắk Hà, Rờ Kơi, excel ")
	app.Press(F2)
	app.SeesLine("HTX ▸", "VN:VNI")
	app.Types("Ho75p ta1c xa4 2024 ")
	endsBefore(app, "excel Hợp tác xã 2024 ")
	app.Paste("tieengs Ho75p ")
	endsBefore(app, "2024 tieengs Ho75p ")

	// With the method on, UniKey's bursts still arrive.
	app.Bursts("vie", "\x7fê", "t", "\x7f\x7fệt", " Da", "\x08\x08Đa", "k\x7f\x7fắk ")
	endsBefore(app, "Ho75p việt Đắk ")
	app.Types("ho5p")
	want := "Hợp tác xã Đắk Hà, Rờ Kơi, excel Hợp tác xã 2024 tieengs Ho75p việt Đắk họp"
	endsBefore(app, "việt Đắk họp")

	// And outside a field they do nothing.
	app.Press(Esc)
	app.Until("no cursor", func(string) bool { _, _, shown := app.Cursor(); return !shown })
	app.Bursts("\x7fà", "\x7f\x7fệ", "\x08\x08ạt", "đ", "\x7fư", "Á")
	app.Press(F1)
	app.Sees("Ở màn hình này")
	app.Press(Esc)
	app.Loses("Ở màn hình này")
	if got := evidence(t, app, dir, sheet); got != want {
		t.Errorf("the store holds %q, wanted %q", got, want)
	}

	// The choice is the store's.
	app = atDesk(t, dir)
	app.SeesLine("HTX ▸", "VN:VNI")
	app.Press(F2)
	app.Sees("đã tắt")
	quit(t, app)
	app = atDesk(t, dir)
	if line := Line(app.Screen(), "VN:"); line != "" {
		t.Errorf("after F2 the frame says %q", line)
	}
}

// The last word of a field is settled when the field is left.
func TestLeavingAFieldSettlesItsLastWord(t *testing.T) {
	t.Parallel()
	dir := newDemo(t)
	app, sheet := inEvidence(t, dir)
	app.Press(F2)
	app.Types("bảng data")
	endsBefore(app, "bảng dât")
	app.Press(Tab)
	app.SeesLine(" Căn cứ", "[bảng data")
	if got := evidence(t, app, dir, sheet); got != "bảng data" {
		t.Errorf("the store holds %q", got)
	}
}

// The choice of the first steps goes into the store that they make; passphrases
// are never touched by it.
func TestFirstStepsCanBeTypedByTelex(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), "kho")
	app := coopfield(t, "--data", data)
	app.Sees("Bước 1/4", "F2 bộ gõ")
	app.Press(F2)
	app.SeesLine("HTX ▸", "VN:Telex")
	app.Press(Enter)
	app.Types("huyeenj Ddawks Haf")
	endsBefore(app, "huyện Đắk Hà")
	app.Sees("Huyện Đăk Hà, tỉnh Kon Tum")
	app.Press(Enter, F8)
	app.Sees("Bước 2/4")
	app.Types("Nguyeenx Vawn Maaux")
	endsBefore(app, "Nguyễn Văn Mẫu")
	app.Press(F8)
	app.Sees("Bước 3/4")
	app.SeesLine("HTX ▸", "VN:–")
	app.Types("matj khaaur1")
	app.Press(Tab)
	app.Types("matj khaaur1")
	endsBefore(app, "************")
	app.Press(F8)
	app.Sees("Bước 4/4")
	app.Press(F8)
	app.Sees("Kho nằm ở " + data[:min(len(data), 50)]) // the line cuts a longer one
	app.Press(Enter)
	app.Sees("▸ Bàn làm việc", "Nguyễn Văn Mẫu", "VN:Telex")
	quit(t, app)

	app = coopfield(t, "--data", data)
	app.Sees("Mật khẩu")
	app.Types("matj khaaur1")
	app.Press(Enter)
	app.Sees("▸ Bàn làm việc", "VN:Telex")
	app.Press(F3)
	app.Sees("0/0 HTX")
	app.Types("ddawks")
	endsBefore(app, "đắk")
	quit(t, app)
}
