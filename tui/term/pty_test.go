//go:build unix

package term_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"github.com/hinshun/vt10x"

	gosync "sync"
)

// terminal is the demo program in a pseudo-terminal whose screen is a VT
// emulator that never answers a question.
type terminal struct {
	t    testing.TB
	cmd  *exec.Cmd
	pty  *os.File
	file string // what Flush wrote

	mu    gosync.Mutex // protects the following
	vt    vt10x.Terminal
	raw   bytes.Buffer
	news  chan struct{}
	ended bool
}

func start(t testing.TB, cols, rows int) *terminal {
	t.Helper()
	return startAs(t, filepath.Join(t.TempDir(), "flushed"), cols, rows)
}

func startAs(t testing.TB, file string, cols, rows int) *terminal {
	t.Helper()
	s := &terminal{t: t, file: file, news: make(chan struct{}, 1)}
	s.vt = vt10x.New(vt10x.WithSize(cols, rows))
	s.cmd = exec.Command(os.Args[0])
	s.cmd.Env = append(os.Environ(), demoVar+"="+s.file, "TERM=xterm-256color", "LANG=vi_VN.UTF-8")
	f, err := pty.StartWithSize(s.cmd, &pty.Winsize{Cols: uint16(cols), Rows: uint16(rows)})
	if err != nil {
		t.Fatal(err)
	}
	s.pty = f
	go s.read()
	t.Cleanup(func() {
		_ = s.cmd.Process.Kill()
		_ = s.cmd.Wait()
		_ = f.Close()
	})
	s.until("the first frame", func(screen string) bool { return strings.Contains(screen, "Tên") })
	return s
}

func (s *terminal) read() {
	buf := make([]byte, 4096)
	for {
		n, err := s.pty.Read(buf)
		s.mu.Lock()
		s.raw.Write(buf[:n])
		_, _ = s.vt.Write(buf[:n])
		s.ended = err != nil
		s.mu.Unlock()
		select {
		case s.news <- struct{}{}:
		default:
		}
		if err != nil {
			return
		}
	}
}

func (s *terminal) screen() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.vt.String()
}

// until waits for output until ok holds.
func (s *terminal) until(what string, ok func(screen string) bool) {
	s.t.Helper()
	deadline := time.After(20 * time.Second)
	for {
		if ok(s.screen()) {
			return
		}
		s.mu.Lock()
		ended := s.ended
		s.mu.Unlock()
		if ended && !ok(s.screen()) {
			s.t.Fatalf("ended without %s:\n%s", what, s.screen())
		}
		select {
		case <-s.news:
		case <-deadline:
			s.t.Fatalf("no %s:\n%s", what, s.screen())
		}
	}
}

func (s *terminal) sees(text string) {
	s.t.Helper()
	s.until(fmt.Sprintf("%q", text), func(screen string) bool { return strings.Contains(screen, text) })
}

func (s *terminal) send(b string) {
	s.t.Helper()
	if _, err := s.pty.Write([]byte(b)); err != nil {
		s.t.Fatal(err)
	}
}

// quit leaves with ctrl+q and returns what both fields held.
func (s *terminal) quit() (name, note string) {
	s.t.Helper()
	s.send("\x11")
	s.sees("ĐÃ XONG")
	b, err := os.ReadFile(s.file)
	if err != nil {
		s.t.Fatal(err)
	}
	name, note, _ = strings.Cut(string(b), "\n")
	return name, note
}

func want(t *testing.T, got, wanted string) {
	t.Helper()
	if got != wanted {
		t.Errorf("got %q, wanted %q", got, wanted)
	}
}

func TestInputMethodBurstWithDelGivesTheWord(t *testing.T) {
	s := start(t, 80, 24)
	for _, b := range []string{"vie", "\x7fê", "t", "\x7f\x7fệt"} {
		s.send(b)
	}
	s.sees("việt")
	name, _ := s.quit()
	want(t, name, "việt")
}

func TestInputMethodBurstWithBackspaceGivesTheWord(t *testing.T) {
	s := start(t, 80, 24)
	s.send("vie\x08êt\x08\x08ệt nam") // all in one write
	s.sees("việt nam")
	name, _ := s.quit()
	want(t, name, "việt nam")
}

func TestLetterSplitOverTwoReadsIsNotLost(t *testing.T) {
	s := start(t, 80, 24)
	s.send("a\xe1\xbb")
	s.sees("[a") // the first half was read
	s.send("\x87b")
	s.sees("aệb")
	name, _ := s.quit()
	want(t, name, "aệb")
}

func TestBurstLongerThanTheBufferIsNotLost(t *testing.T) {
	s := start(t, 80, 24)
	s.send(strings.Repeat("ệ", 300) + ".")
	s.sees("ệ.")
	name, _ := s.quit()
	want(t, name, strings.Repeat("ệ", 300)+".")
}

// A read that fills the buffer exactly must not wait for the next key.
func TestBurstOfExactlyTheBufferIsShownAtOnce(t *testing.T) {
	s := start(t, 80, 24)
	s.send(strings.Repeat("x", 255) + "!")
	s.sees("x!")
	name, _ := s.quit()
	want(t, name, strings.Repeat("x", 255)+"!")
}

func TestPasteOfDecomposedTextIsComposed(t *testing.T) {
	s := start(t, 80, 24)
	nfd := "tie\u0302\u0301ng Vie\u0323\u0302t"
	s.send("\x1b[200~" + nfd + "\r" + nfd + "\x1b[201~")
	s.sees("tiếng Việt tiếng Việt")
	s.send("\t") // the note keeps the newline
	s.send("\x1b[200~a\nb" + strings.Repeat("ệ", 300) + "\x1b[201~.")
	s.sees("ệ.")
	name, note := s.quit()
	want(t, name, "tiếng Việt tiếng Việt")
	want(t, note, "a\nb"+strings.Repeat("ệ", 300)+".")
}

func TestLoneMarkJoinsItsLetter(t *testing.T) {
	s := start(t, 80, 24)
	for _, b := range []string{"e", "\u0302", "\u0323", "m"} {
		s.send(b)
	}
	s.sees("ệm")
	name, _ := s.quit()
	want(t, name, "ệm")
}

// A terminal that never answers is not asked anything, so nothing can wait.
func TestSilentTerminalIsAskedNothing(t *testing.T) {
	s := start(t, 80, 24)
	s.mu.Lock()
	raw := s.raw.String()
	s.mu.Unlock()
	for _, q := range []string{"\x1b]10;?", "\x1b]11;?", "\x1b[6n", "\x1b[c"} {
		if strings.Contains(raw, q) {
			t.Errorf("the terminal was asked %q", q)
		}
	}
}

func (s *terminal) cursorAt(x, y int) {
	s.t.Helper()
	s.until(fmt.Sprintf("visible cursor at %d,%d", x, y), func(string) bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		c := s.vt.Cursor()
		return s.vt.CursorVisible() && c.X == x && c.Y == y
	})
}

func TestCursorIsParkedWhereTheTextIs(t *testing.T) {
	s := start(t, 80, 24)
	// Line 1 is the frame; "▸ Tên     [" takes 11 cells.
	s.cursorAt(11, 1)
	s.send("việt")
	s.cursorAt(15, 1)
	s.send("\x1b[D\x1b[D") // moves of the cursor alone are followed too
	s.cursorAt(13, 1)
	s.send("\tab\r")
	s.cursorAt(11, 3)
	s.send("\x1bOP") // an overlay without a field hides it
	s.until("hidden cursor", func(string) bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		return !s.vt.CursorVisible()
	})
}

func TestResizeWhileTypingLosesNothing(t *testing.T) {
	s := start(t, 80, 24)
	s.send("hợp tác")
	s.sees("hợp tác")
	s.mu.Lock()
	s.vt.Resize(100, 30)
	s.mu.Unlock()
	if err := pty.Setsize(s.pty, &pty.Winsize{Cols: 100, Rows: 30}); err != nil {
		t.Fatal(err)
	}
	s.send(" xã")
	s.until("the key line in line 30", func(screen string) bool {
		lines := strings.Split(screen, "\n")
		return strings.Contains(screen, "hợp tác xã") && len(lines) >= 30 && strings.Contains(lines[29], "F1")
	})
	name, _ := s.quit()
	want(t, name, "hợp tác xã")
}

func TestPanicRestoresTheScreenAndKeepsTheDraft(t *testing.T) {
	for what, key := range map[string]string{"in Update": "\x1bOS", "in a command": "\x1b[18~"} {
		t.Run(what, func(t *testing.T) {
			s := start(t, 80, 24)
			s.send("dở dang")
			s.sees("dở dang")
			s.send(key)
			s.sees("chương trình gặp lỗi ngoài dự kiến")
			s.until("its end", func(string) bool { return s.cmd.ProcessState != nil || s.wait() })
			s.mu.Lock()
			raw := s.raw.String()
			s.mu.Unlock()
			for _, off := range []string{"\x1b[?1049l", "\x1b[?2004l", "\x1b[?25h"} {
				if !strings.Contains(raw, off) {
					t.Errorf("%q was not sent", off)
				}
			}
			if strings.Contains(raw, "goroutine ") || strings.Contains(raw, "Caught") {
				t.Error("a Go trace was shown")
			}
			b, err := os.ReadFile(s.file)
			if err != nil {
				t.Fatal(err)
			}
			want(t, string(b), "dở dang\n")
			if !strings.Contains(s.screen(), "bao-loi.txt") {
				t.Errorf("the report is not named:\n%s", s.screen())
			}
		})
	}
}

func (s *terminal) wait() bool { _ = s.cmd.Wait(); return true }

func TestSignalsEndCleanlyAndFlush(t *testing.T) {
	for _, sig := range []syscall.Signal{syscall.SIGHUP, syscall.SIGTERM} {
		t.Run(sig.String(), func(t *testing.T) {
			s := start(t, 80, 24)
			s.send("dở")
			s.sees("dở")
			if err := s.cmd.Process.Signal(sig); err != nil {
				t.Fatal(err)
			}
			s.sees("ĐÃ XONG")
			_ = s.cmd.Wait()
			if code := s.cmd.ProcessState.ExitCode(); code != 0 {
				t.Errorf("exit code %d", code)
			}
			b, err := os.ReadFile(s.file)
			if err != nil {
				t.Fatal(err)
			}
			want(t, string(b), "dở\n")
		})
	}
}

// BenchmarkEcho measures a letter from the key to the screen, here and in the
// least program there is. Both wait for Bubble Tea's next frame, 60 a second.
func BenchmarkEcho(b *testing.B) {
	for name, file := range map[string]string{"coopfield": "", "bare": bareDemo} {
		b.Run(name, func(b *testing.B) {
			if file == "" {
				file = filepath.Join(b.TempDir(), "flushed")
			}
			s := startAs(b, file, 80, 24)
			for b.Loop() {
				s.send("ệ")
				s.sees("[ệ")
				s.send("\x7f")
				s.until("an empty field", func(screen string) bool { return !strings.Contains(screen, "[ệ") })
			}
		})
	}
}
