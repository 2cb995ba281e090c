//go:build unix

package main

import (
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"

	. "coopfield/tui/term/termtest"
)

// coopfield starts the command in a terminal of 80×24.
func coopfield(t testing.TB, args ...string) *App {
	t.Helper()
	cmd := exec.Command("coopfield", args...) // this binary, by TestMain
	cmd.Env = append(os.Environ(), "XDG_CONFIG_HOME="+t.TempDir(), "XDG_CACHE_HOME="+t.TempDir())
	forking.Lock()
	defer forking.Unlock()
	return Start(t, cmd, 80, 24)
}

// atDesk starts a demo on dir and waits for its first screen.
func atDesk(t testing.TB, dir string, more ...string) *App {
	t.Helper()
	app := coopfield(t, append([]string{"demo", "--data", dir}, more...)...)
	app.Sees("▸ Bàn làm việc", "Việc cần làm", "F3 HTX")
	app.Loses("đang đọc…")
	return app
}

// quit leaves the program and waits until its store is closed.
func quit(t testing.TB, app *App) {
	t.Helper()
	app.Press(Ctrl('q'))
	if code := app.Ends(); code != 0 {
		t.Fatalf("exit code %d:\n%s", code, app.Screen())
	}
}

// here is the item under the cursor of a sheet's list, "" while it is drawn.
func here(screen string) string {
	item := ""
	for line := range strings.SplitSeq(screen, "\n") {
		if rest, ok := strings.CutPrefix(line, "│▸"); ok {
			if item != "" {
				return ""
			}
			item, _, _ = strings.Cut(rest, " ")
		}
	}
	return item
}

// seek goes to an item of a sheet: behind the page of the year's figures, and
// down the list.
func seek(app *App, item string) {
	app.Until("sheet", func(screen string) bool { return here(screen) != "" })
	if Line(app.Screen(), "┌ Số liệu năm") != "" {
		app.Press(PgDn)
		app.Loses("┌ Số liệu năm")
	}
	at := ""
	for {
		app.Until("another item", func(screen string) bool { s := here(screen); return s != "" && s != at })
		if at = here(app.Screen()); at == item {
			return
		}
		app.Press(Down)
	}
}

// agree answers a dialog with the button yes. The dialog takes no key that was
// on its way when it opened, so it is read first.
func agree(app *App, yes string) {
	app.Sees(" "+yes+" ", "Enter đồng ý")
	app.Rests(400 * time.Millisecond)
	if !strings.Contains(app.Screen(), "[ "+yes+" ]") {
		app.Press(Left)
		app.Sees("[ " + yes + " ]")
	}
	app.Press(Enter)
	app.Loses("Enter đồng ý")
}

// told closes a dialog that says that something was done.
func told(app *App) {
	app.Sees("[ Đồng ý ]", "Enter đóng")
	app.Rests(400 * time.Millisecond)
	app.Press(Enter)
	app.Loses("Enter đóng")
}

// saved is the time in the frame of the last commit, "" if there was none.
func saved(screen string) string { return savedAt.FindString(screen) }

var savedAt = regexp.MustCompile(`đã lưu \d\d:\d\d:\d\d`)

// durable types what is sent in one write and waits until the frame says that
// it is saved, which it says behind the commit: in a later second than whatever
// was saved before.
func durable(app *App, typed func()) {
	app.Rests(time.Second) // longer than the silence that saves
	before := saved(app.Screen())
	app.Until("a new second", func(string) bool { return before < time.Now().Format("đã lưu 15:04:05") })
	typed()
	app.Until("saved after "+before, func(screen string) bool { return saved(screen) > before })
}
