//go:build unix

package main

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	. "coopfield/tui/term/termtest"
)

// inEvidence opens a new sheet in a terminal and puts the cursor into the
// evidence of its first item.
func inEvidence(t testing.TB, dir string) (app *App, sheet string) {
	t.Helper()
	sheet = begun(t, dir)
	app = atDesk(t, dir)
	openSheet(app)
	seek(app, "1a")
	app.Press(Tab, Tab)
	app.SeesLine("▸Căn cứ")
	return app, sheet
}

// evidence ends the program, leaving the sheet as a person does, and returns
// what the store holds.
func evidence(t testing.TB, app *App, dir, sheet string) string {
	t.Helper()
	app.Press(Ctrl('s'))
	app.Sees("Đã ghi")
	quit(t, app)
	var doc struct{ Evidence map[string]string }
	out := must(t, "", "get", "assessment", sheet, "--json", "--data", filepath.Join(dir, demoOfficer))
	if err := json.Unmarshal([]byte(out), &doc); err != nil {
		t.Fatal(err)
	}
	return doc.Evidence["1a"]
}

func TestInputMethodGivesTheWordInAFieldAndDoesNoHarmOutside(t *testing.T) {
	t.Parallel()
	dir := newDemo(t)
	app, _ := inEvidence(t, dir)
	app.Bursts("vie", "\x7fê", "t", "\x7f\x7fệt") // as most terminals send it
	app.SeesBefore("việt")
	app.Bursts(" nam", "\x08\x08am", " Da", "\x08\x08Đa", "k") // and as others do, with BS
	app.SeesBefore("việt nam Đak")
	app.Bursts("\x7f\x7fắk", " Ha\x7fà") // several corrections in one write
	app.SeesBefore("việt nam Đắk Hà")

	// The same bursts where no field has the focus: no letter is a command by
	// accident that changes anything, and nothing is undone.
	app.Press(Esc)
	app.SeesLine(" Căn cứ", "[việt nam Đắk Hà")
	app.Until("no cursor", func(string) bool { _, _, shown := app.Cursor(); return !shown })
	app.Bursts("vie", "\x7fê", "\x7f\x7fệ", "\x08\x08ệt")
	app.Press(F1)
	app.Sees("Ở màn hình này")
	app.Press(Esc)
	app.Loses("Ở màn hình này")
	app.SeesLine(" Căn cứ", "[việt nam Đắk Hà")
	quit(t, app)
	app = atDesk(t, dir)
	reopen(app)
	app.SeesLine("▸Căn cứ", "[việt nam Đắk Hà ")
}

func TestSplitLettersFloodsAndPastesArriveWhole(t *testing.T) {
	t.Parallel()
	dir := newDemo(t)
	app, sheet := inEvidence(t, dir)
	app.Send("a\xe1\xbb")
	app.SeesBefore("a") // the first half of ệ was read
	app.Send("\x87b ")
	app.SeesBefore("aệb ")
	app.Paste("tie\u0302\u0301ng Vie\u0323\u0302t ") // decomposed
	app.SeesBefore("aệb tiếng Việt ")
	app.Send(strings.Repeat("ệ", 300) + ".")
	app.Until("end of the flood", func(string) bool { s, _ := app.Before(); return strings.HasSuffix(s, "ệ.") })
	if got, want := evidence(t, app, dir, sheet), "aệb tiếng Việt "+strings.Repeat("ệ", 300)+"."; got != want {
		t.Errorf("the store holds %q", got)
	}
}

// The emulator never answers, so a program that waits for a terminal's answer
// would show nothing; a question is seen in what it sent.
func TestSilentTerminalSeesTheFirstFrameAndIsAskedNothing(t *testing.T) {
	t.Parallel()
	app := atDesk(t, newDemo(t))
	for _, question := range []string{"\x1b]10;?", "\x1b]11;?", "\x1b[6n", "\x1b[c"} {
		if strings.Contains(app.Raw(), question) {
			t.Errorf("the terminal was asked %q", question)
		}
	}
}

func TestResizeWhileTypingLosesNothing(t *testing.T) {
	t.Parallel()
	dir := newDemo(t)
	app, sheet := inEvidence(t, dir)
	want := ""
	for i, s := range [][2]int{{60, 20}, {100, 30}, {200, 60}, {80, 24}} {
		word := fmt.Sprintf("chữ%d", i)
		app.Bursts(word[:2])
		app.Resize(s[0], s[1])
		app.Bursts(word[2:])
		want += word
		app.Until(fmt.Sprintf("whole frame of %v", s), func(screen string) bool {
			lines := strings.Split(screen, "\n")
			return len(lines) >= s[1] && strings.Contains(lines[s[1]-1], "F1 phím") && strings.Contains(lines[0], "HTX ▸")
		})
		app.SeesBefore(want)
	}
	app.Resize(40, 10)
	app.Sees("60")
	app.Bursts("!")
	app.Resize(80, 24)
	app.SeesBefore(want + "!")
	if got := evidence(t, app, dir, sheet); got != want+"!" {
		t.Errorf("the store holds %q", got)
	}
}

func TestWhateverEndsTheProgramKeepsTheLastKey(t *testing.T) {
	t.Parallel()
	dir := newDemo(t)
	app, _ := inEvidence(t, dir)
	text := ""
	for i, end := range []struct {
		name string
		by   func(*App) int
	}{
		{"Ctrl+C", func(a *App) int { a.Press(Ctrl('c')); return a.Ends() }},
		{"SIGTERM", func(a *App) int { return a.Signal(syscall.SIGTERM) }},
		{"SIGINT", func(a *App) int { return a.Signal(syscall.SIGINT) }},
		{"SIGHUP", func(a *App) int { return a.Signal(syscall.SIGHUP) }},
	} {
		if i > 0 {
			app = atDesk(t, dir)
			reopen(app)
			app.SeesBefore(text)
		}
		word := fmt.Sprintf("chữ %d.", i)
		text += word
		app.Bursts(word)
		app.SeesBefore(text)
		if code := end.by(app); code != 0 {
			t.Errorf("%s: exit code %d:\n%s", end.name, code, app.Screen())
		}
	}
	app = atDesk(t, dir)
	reopen(app)
	app.SeesBefore(text)
}
