//go:build unix

package main

import (
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
