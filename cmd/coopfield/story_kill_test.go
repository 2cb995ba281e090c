//go:build unix

package main

import (
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	. "coopfield/tui/term/termtest"
)

// begun makes a sheet of 2024 for a new cooperative in the officer's store of a
// demo and returns the sheet's id.
func begun(t testing.TB, dir string) (sheet string) {
	t.Helper()
	data := filepath.Join(dir, demoOfficer)
	coop := strings.TrimSpace(must(t, `{"name":"HTX Nông nghiệp Lúa Đỏ","type":"htx","unit":"23500"}`, "put", "cooperative", "--data", data))
	return strings.TrimSpace(must(t, `{"cooperative":"`+coop+`","scheme":"tt01-2020","period":"2024"}`, "put", "assessment", "--data", data))
}

// openSheet opens the sheet of the one cooperative that has its name in the
// search.
func openSheet(app *App) {
	app.Press(F3)
	app.Sees("25/25 HTX")
	app.Types("lua do")
	app.SeesLine("▸ HTX Nông nghiệp Lúa Đỏ")
	app.Sees("1/25 HTX")
	app.Press(Enter)
	app.Sees("▸ HTX Nông nghiệp Lúa Đỏ", "Trên giấy: ")
	app.Press(F5)
	app.SeesLine("▸ 2024")
	app.Press(Enter)
	app.Sees("tiêu chí ", "Đánh giá 2024")
}

// reopen opens the sheet that was recovered, as a person does after a crash.
func reopen(app *App) {
	app.SeesLine("▸! Đã khôi phục 1 bản nháp")
	app.Sees("bảng đánh giá 2024", "HTX Nông nghiệp Lúa Đỏ")
	app.Press(Enter)
	app.Sees("tiêu chí ", "Đánh giá 2024")
}

// cutAtEveryKey types text into a field and cuts the power twice at every key:
// as soon as the letter is on the screen, and as soon as the frame says that it
// is saved. What was said to be saved stands there after each start, and nothing
// stands there that was never typed; the sheet opens in the field called label.
// It returns how many cuts there were.
func cutAtEveryKey(t *testing.T, text, label string, field func(*App), read func(string) string) (cuts int) {
	t.Helper()
	dir := newDemo(t)
	begun(t, dir)
	safe, typed := "", ""
	for {
		app := atDesk(t, dir)
		if safe == "" && Line(app.Screen(), "Đã khôi phục") == "" {
			openSheet(app)
			field(app)
		} else {
			reopen(app)
		}
		app.SeesLine("▸" + label)
		now := read(app.Field())
		if now != safe && now != typed {
			t.Fatalf("after cut %d the field holds %q; saved was %q, typed %q\n%s", cuts, now, safe, typed, app.Screen())
		}
		safe = now // durable, or it would not have come back
		if safe == text {
			return cuts
		}
		_, n := utf8.DecodeRuneInString(text[len(safe):])
		typed = text[:len(safe)+n]
		if saved(app.Screen()) != "" {
			t.Fatalf("a program that has just started says that it saved:\n%s", app.Screen())
		}
		app.Bursts(text[len(safe):len(typed)])
		app.Until("letter on the screen", func(string) bool { s, ok := app.Before(); return ok && read(s) == typed })
		if cuts%2 == 1 {
			app.Until("saved", func(screen string) bool { return saved(screen) != "" })
			safe = typed
		}
		app.Kill()
		cuts++
	}
}

func TestNothingSavedOfAFigureIsLostWhateverKeyThePowerGoesAt(t *testing.T) {
	t.Parallel()
	cuts := cutAtEveryKey(t, "4150000", "Nguồn vốn đầu năm", func(app *App) { app.Press(F5) }, func(s string) string { return strings.ReplaceAll(s, ".", "") })
	if cuts < 14 {
		t.Errorf("only %d cuts", cuts)
	}
}

func TestNothingSavedOfAnEvidenceIsLostWhateverKeyThePowerGoesAt(t *testing.T) {
	t.Parallel()
	cuts := cutAtEveryKey(t, "Sổ cái năm 2024", "Căn cứ", func(app *App) {
		seek(app, "1a")
		app.Press(Tab, Tab)
	}, func(s string) string { return s })
	if cuts < 24 {
		t.Errorf("only %d cuts", cuts)
	}
}
