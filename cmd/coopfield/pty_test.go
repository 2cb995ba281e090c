//go:build linux

package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"
	"golang.org/x/sys/unix"

	gosync "sync"

	"coopfield/store"
	"coopfield/sync"
)

// line is a command in a pseudo-terminal that asks and answers line by line.
type line struct {
	t    *testing.T
	cmd  *exec.Cmd
	tty  *os.File
	mu   gosync.Mutex // protects the following
	raw  bytes.Buffer
	news chan struct{}
	gone chan struct{}
}

// inTerminal runs the command in a terminal that never answers a question of
// the program's own.
func inTerminal(t *testing.T, args ...string) *line {
	t.Helper()
	l := &line{t: t, cmd: exec.Command("coopfield", args...), news: make(chan struct{}, 1), gone: make(chan struct{})}
	l.cmd.Env = append(os.Environ(), "TERM=xterm-256color", "XDG_CONFIG_HOME="+t.TempDir())
	f, err := pty.StartWithSize(l.cmd, &pty.Winsize{Cols: 80, Rows: 24})
	mustDo(t, err)
	l.tty = f
	go func() {
		defer close(l.gone)
		buf := make([]byte, 4096)
		for {
			n, err := f.Read(buf)
			l.mu.Lock()
			l.raw.Write(buf[:n])
			l.mu.Unlock()
			select {
			case l.news <- struct{}{}:
			default:
			}
			if err != nil {
				return
			}
		}
	}()
	t.Cleanup(func() {
		_ = l.cmd.Process.Kill()
		_ = f.Close()
		<-l.gone
	})
	return l
}

func (l *line) text() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.raw.String()
}

// sees waits until text was written n times.
func (l *line) sees(text string, n int) {
	l.t.Helper()
	deadline := time.After(30 * time.Second)
	for strings.Count(l.text(), text) < n {
		select {
		case <-l.news:
		case <-l.gone:
			if strings.Count(l.text(), text) < n {
				l.t.Fatalf("ended without %q:\n%s", text, l.text())
			}
		case <-deadline:
			l.t.Fatalf("no %q:\n%s", text, l.text())
		}
	}
}

func (l *line) types(s string) {
	l.t.Helper()
	_, err := l.tty.WriteString(s + "\r")
	mustDo(l.t, err)
}

// hidden types what must not be shown, once the terminal echoes no more.
func (l *line) hidden(s string) {
	l.t.Helper()
	for deadline := time.Now().Add(30 * time.Second); ; runtime.Gosched() {
		state, err := unix.IoctlGetTermios(int(l.tty.Fd()), unix.TCGETS)
		mustDo(l.t, err)
		if state.Lflag&unix.ECHO == 0 {
			break
		}
		if time.Now().After(deadline) {
			l.t.Fatalf("the terminal still echoes:\n%s", l.text())
		}
	}
	l.types(s)
}

func (l *line) exits() int {
	l.t.Helper()
	<-l.gone
	_ = l.cmd.Wait() // its state says more
	return l.cmd.ProcessState.ExitCode()
}

// lockedStore makes an officer's store that is locked with the passphrase.
func lockedStore(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "o")
	e := &env{ctx: context.Background()}
	_, _, err := e.createStore(dir, sync.InitOptions{Passphrase: []byte(passphrase), Self: sync.Self{
		Mode: "real", Role: store.Officer, Person: "Nguyễn Văn Mẫu", Unit: "615", Created: "2024-12-02T08:00:00+07:00",
	}})
	mustDo(t, err)
	return dir
}

func wantExit(t *testing.T, l *line, code int) {
	t.Helper()
	if got := l.exits(); got != code {
		t.Fatalf("exit code %d, want %d:\n%s", got, code, l.text())
	}
}

func TestVersionWritesNoEscape(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"--version"}, {"--help"}, {"score", "nosuch"}, {"list", "cooperative", "--data", t.TempDir()}} {
		app := inTerminal(t, args...)
		app.exits()
		if raw := app.text(); raw == "" || strings.Contains(raw, "\x1b") {
			t.Errorf("%v wrote %q", args, raw)
		}
	}
}

func TestThePassphraseIsAskedWithoutEcho(t *testing.T) {
	t.Parallel()
	dir := lockedStore(t)
	app := inTerminal(t, "list", "cooperative", "--data", dir)
	app.sees("Mật khẩu của kho (không hiện khi gõ):", 1)
	app.hidden(passphrase)
	wantExit(t, app, 0)
	app2 := inTerminal(t, "list", "cooperative", "--data", dir)
	app2.sees("Mật khẩu của kho", 1)
	app2.hidden("sai")
	wantExit(t, app2, 1)
	if raw := app.text() + app2.text(); strings.Contains(raw, "đủ") || strings.Contains(raw, "sai\r\n") {
		t.Errorf("echoed: %q", raw)
	}
	app2.sees("coopfield: ", 1)
}

func TestCtrlCAtAQuestionEndsAndChangesNothing(t *testing.T) {
	t.Parallel()
	dir := lockedStore(t)
	app := inTerminal(t, "list", "cooperative", "--data", dir)
	app.sees("Mật khẩu của kho", 1)
	_, err := app.tty.WriteString("\x03")
	mustDo(t, err)
	wantExit(t, app, 1)
	if !strings.Contains(app.text(), "đã dừng theo yêu cầu") {
		t.Errorf("%q", app.text())
	}
}

func TestInitAsksTwiceUntilBothAgree(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "o")
	app := inTerminal(t, "init", "--data", dir, "--role", "officer", "--name", "Y Hạnh", "--unit", "615")
	app.sees("Mật khẩu của kho", 1)
	app.hidden("một")
	app.sees("Gõ lại mật khẩu", 1)
	app.hidden("hai")
	app.sees("không giống nhau", 1)
	app.hidden(passphrase)
	app.sees("Gõ lại mật khẩu", 2)
	app.hidden(passphrase)
	wantExit(t, app, 0)
	app = inTerminal(t, "list", "cooperative", "--data", dir)
	app.sees("Mật khẩu của kho", 1)
	app.hidden(passphrase)
	wantExit(t, app, 0)
}

func TestAGrantAsksForTheFingerprintOnPaper(t *testing.T) {
	t.Parallel()
	_, p := trainingPair(t)
	dir := filepath.Join(t.TempDir(), "o")
	e := &env{ctx: context.Background()}
	_, _, err := e.createStore(dir, sync.InitOptions{Self: sync.Self{
		Mode: "training", Role: store.Officer, Person: "Y Hạnh", Unit: "615", Created: "2024-12-02T08:00:00+07:00",
	}})
	mustDo(t, err)
	var request []byte
	inside(t, dir, func(s *opened) {
		var err error
		request, _, err = s.EnrolRequest()
		mustDo(t, err)
	})
	grant, ca, err := e.approveDemo(p, request)
	mustDo(t, err)
	path := filepath.Join(t.TempDir(), "grant")
	mustDo(t, os.WriteFile(path, grant, 0o600))
	app := inTerminal(t, "import", "--data", dir, path)
	app.sees("Gõ dấu vân tay của tỉnh", 1)
	app.types(strings.Repeat("0000 ", 8))
	wantExit(t, app, 3)
	app = inTerminal(t, "import", "--data", dir, path)
	app.sees("ghi là của tỉnh 62", 1)
	app.types(ca[:4] + " " + ca[4:])
	wantExit(t, app, 0)
	app.sees("đã cấp quyền cho máy này", 1)
}
