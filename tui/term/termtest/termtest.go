//go:build unix

// Package termtest drives a program in a pseudo-terminal the way a person
// does: it presses keys, types letters as an input method sends them, and reads
// the screen through a terminal emulator. Tests written with it read like a
// manual:
//
//	app := termtest.Start(t, exec.Command("coopfield", "demo"), 80, 24)
//	app.Sees("Bàn làm việc")
//	app.Press(termtest.F3)
//	app.Sees("Hợp tác xã")
//	app.Types("dak ha")
//
// Every wait is for a condition and ends at [Patience]; what failed is told
// with the whole screen. A frame may arrive in pieces, so a test waits for what
// it expects instead of comparing one look at the screen. The emulator never answers a question of the program.
package termtest

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/creack/pty"
	"github.com/hinshun/vt10x"

	gosync "sync"
)

// Patience is how long a condition is waited for, on a machine that is busy
// with other things.
const Patience = 20 * time.Second

// Key is what a terminal sends for one key.
type Key string

// The keys as an xterm sends them.
const (
	Enter    Key = "\r"
	Tab      Key = "\t"
	ShiftTab Key = "\x1b[Z"
	Esc      Key = "\x1b"
	Up       Key = "\x1b[A"
	Down     Key = "\x1b[B"
	Right    Key = "\x1b[C"
	Left     Key = "\x1b[D"
	PgUp     Key = "\x1b[5~"
	PgDn     Key = "\x1b[6~"
	Del      Key = "\x7f" // what Backspace and input methods send on most terminals
	BS       Key = "\x08" // and on the others
	F1       Key = "\x1bOP"
	F2       Key = "\x1bOQ"
	F3       Key = "\x1bOR"
	F4       Key = "\x1bOS"
	F5       Key = "\x1b[15~"
	F6       Key = "\x1b[17~"
	F7       Key = "\x1b[18~"
	F8       Key = "\x1b[19~"
	F9       Key = "\x1b[20~"
	F11      Key = "\x1b[23~"
)

// Ctrl returns ctrl with a letter: Ctrl('n').
func Ctrl(letter byte) Key { return Key(letter & 0x1f) }

// App is a program that runs in a pseudo-terminal.
type App struct {
	t   testing.TB
	cmd *exec.Cmd
	pty *os.File

	keys int // pressed so far

	mu    gosync.Mutex // protects the following
	vt    vt10x.Terminal
	raw   bytes.Buffer
	ended bool
	drawn time.Time // last output
	news  chan struct{}
	gone  chan struct{} // closed behind the last output
}

// Start runs cmd on a screen of cols×rows. The program is killed when the test
// ends.
func Start(t testing.TB, cmd *exec.Cmd, cols, rows int) *App {
	t.Helper()
	a := &App{t: t, cmd: cmd, news: make(chan struct{}, 1), gone: make(chan struct{})}
	a.vt = vt10x.New(vt10x.WithSize(cols, rows))
	if cmd.Env == nil {
		cmd.Env = os.Environ()
	}
	cmd.Env = append(cmd.Env, "TERM=xterm-256color", "LANG=vi_VN.UTF-8")
	f, err := pty.StartWithSize(cmd, size(cols, rows))
	if err != nil {
		t.Fatalf("starting %v: %v", cmd.Args, err)
	}
	a.pty = f
	go a.read()
	t.Cleanup(func() { a.stop() })
	return a
}

func size(cols, rows int) *pty.Winsize {
	return &pty.Winsize{Cols: uint16(cols), Rows: uint16(rows)}
}

func (a *App) read() {
	buf := make([]byte, 16<<10)
	for {
		n, err := a.pty.Read(buf)
		a.mu.Lock()
		a.raw.Write(buf[:n])
		_, _ = a.vt.Write(buf[:n])
		a.ended, a.drawn = err != nil, time.Now()
		a.mu.Unlock()
		select {
		case a.news <- struct{}{}:
		default:
		}
		if err != nil {
			close(a.gone)
			return
		}
	}
}

// Screen returns what is on the screen, a line each.
func (a *App) Screen() string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.vt.String()
}

// Cursor returns where the text cursor stands, from 0, and whether it is shown.
func (a *App) Cursor() (x, y int, shown bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	c := a.vt.Cursor()
	return c.X, c.Y, a.vt.CursorVisible()
}

// Before returns what stands before the text cursor in its field, that is
// behind the last "[" of the line, or behind "<" where the beginning of the
// text does not fit; false if no cursor stands in a field.
func (a *App) Before() (string, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	c := a.vt.Cursor()
	lines := strings.Split(a.vt.String(), "\n")
	if !a.vt.CursorVisible() || c.Y >= len(lines) {
		return "", false
	}
	line := []rune(lines[c.Y])
	line = line[:min(c.X, len(line))]
	for i := len(line) - 1; i >= 0; i-- {
		if line[i] == '[' || line[i] == '<' {
			return string(line[i+1:]), true
		}
	}
	return "", false
}

// Field waits until the text cursor stands in a field and returns what stands
// before it. The cursor is hidden while a frame is drawn, so the text is that of
// a whole frame.
func (a *App) Field() string {
	a.t.Helper()
	text := ""
	a.Until("cursor in a field", func(string) (ok bool) { text, ok = a.Before(); return ok })
	return text
}

// SeesBefore waits until text stands before the text cursor in its field.
func (a *App) SeesBefore(text string) {
	a.t.Helper()
	a.Until(fmt.Sprintf("%q before the cursor", text), func(string) bool {
		s, ok := a.Before()
		return ok && s == text
	})
}

// Raw returns every byte that the program sent.
func (a *App) Raw() string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.raw.String()
}

// Keys returns how many keys were pressed.
func (a *App) Keys() int { return a.keys }

// Press presses keys, one write each. Behind [Esc] the caller waits for what it
// does: a letter that follows at once is another key to every terminal.
func (a *App) Press(keys ...Key) {
	a.t.Helper()
	for _, k := range keys {
		a.keys++
		a.Send(string(k))
	}
}

// Types types letters, one write each.
func (a *App) Types(s string) {
	a.t.Helper()
	for _, r := range s {
		a.keys++
		a.Send(string(r))
	}
}

// Bursts sends each piece in one write, the way input methods do: some
// backspaces and the letters that take their place.
func (a *App) Bursts(pieces ...string) {
	a.t.Helper()
	for _, p := range pieces {
		a.keys += utf8.RuneCountInString(p)
		a.Send(p)
	}
}

// Paste sends s as a terminal sends what was pasted.
func (a *App) Paste(s string) {
	a.t.Helper()
	a.keys++
	a.Send("\x1b[200~" + s + "\x1b[201~")
}

// Send writes raw bytes in one write.
func (a *App) Send(s string) {
	a.t.Helper()
	if _, err := a.pty.Write([]byte(s)); err != nil {
		a.t.Fatalf("writing %q: %v\n%s", s, err, a.Screen())
	}
}

// Until waits until ok holds of the screen. It is asked again when something
// was drawn, and now and then for conditions that lie outside.
func (a *App) Until(what string, ok func(screen string) bool) {
	a.t.Helper()
	deadline := time.NewTimer(Patience)
	defer deadline.Stop()
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for {
		a.mu.Lock()
		screen, ended := a.vt.String(), a.ended
		a.mu.Unlock()
		if ok(screen) {
			return
		}
		if ended {
			a.t.Fatalf("the program ended without %s:\n%s", what, screen)
		}
		select {
		case <-a.news:
		case <-again.C:
		case <-deadline.C:
			a.t.Fatalf("no %s:\n%s", what, a.Screen())
		}
	}
}

// Rests waits until nothing was drawn for d, as a person does who reads what
// has just appeared.
func (a *App) Rests(d time.Duration) {
	a.t.Helper()
	a.Until("screen at rest", func(string) bool {
		a.mu.Lock()
		defer a.mu.Unlock()
		return time.Since(a.drawn) >= d
	})
}

// Sees waits until all texts are on the screen.
func (a *App) Sees(texts ...string) {
	a.t.Helper()
	a.Until(fmt.Sprintf("%q", texts), func(screen string) bool {
		for _, s := range texts {
			if !strings.Contains(screen, s) {
				return false
			}
		}
		return true
	})
}

// Loses waits until text is no longer on the screen.
func (a *App) Loses(text string) {
	a.t.Helper()
	a.Until(fmt.Sprintf("screen without %q", text), func(screen string) bool { return !strings.Contains(screen, text) })
}

// SeesLine waits until all parts stand in one line, in this order.
func (a *App) SeesLine(parts ...string) {
	a.t.Helper()
	a.Until(fmt.Sprintf("line with %q", parts), func(screen string) bool {
		return Line(screen, parts...) != ""
	})
}

// Line returns the first line of screen in which the parts follow each other,
// "" if there is none.
func Line(screen string, parts ...string) string {
next:
	for line := range strings.SplitSeq(screen, "\n") {
		rest := line
		for _, p := range parts {
			_, after, ok := strings.Cut(rest, p)
			if !ok {
				continue next
			}
			rest = after
		}
		return line
	}
	return ""
}

// Resize makes the terminal cols×rows.
func (a *App) Resize(cols, rows int) {
	a.t.Helper()
	a.mu.Lock()
	a.vt.Resize(cols, rows)
	a.mu.Unlock()
	if err := pty.Setsize(a.pty, size(cols, rows)); err != nil {
		a.t.Fatalf("resizing: %v", err)
	}
}

// Kill ends the program as a power cut would and waits until it is gone.
func (a *App) Kill() {
	a.t.Helper()
	a.signal(syscall.SIGKILL)
	a.wait()
}

// Signal sends sig and returns the exit code, when the program has ended.
func (a *App) Signal(sig syscall.Signal) int {
	a.t.Helper()
	a.signal(sig)
	return a.Ends()
}

// Ends waits until the program has ended by itself and returns its exit code,
// -1 if a signal ended it.
func (a *App) Ends() int {
	a.t.Helper()
	a.wait()
	return a.cmd.ProcessState.ExitCode()
}

func (a *App) signal(sig syscall.Signal) {
	a.t.Helper()
	if err := a.cmd.Process.Signal(sig); err != nil {
		a.t.Fatalf("sending %v: %v\n%s", sig, err, a.Screen())
	}
}

func (a *App) wait() {
	a.t.Helper()
	if a.cmd.ProcessState != nil {
		return
	}
	select {
	case <-a.gone: // the last of the program's side was closed
	case <-time.After(Patience):
		a.t.Fatalf("the program does not end:\n%s", a.Screen())
	}
	var exit *exec.ExitError
	if err := a.cmd.Wait(); err != nil && !errors.As(err, &exit) {
		a.t.Fatalf("waiting for the end: %v", err)
	}
}

func (a *App) stop() {
	if a.cmd.ProcessState == nil {
		_ = a.cmd.Process.Kill()
		_ = a.cmd.Wait()
	}
	_ = a.pty.Close()
}
