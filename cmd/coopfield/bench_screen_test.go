//go:build unix

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	gosync "sync"
	"testing"
	"time"

	"github.com/creack/pty"
	"github.com/hinshun/vt10x"
)

// benchTerminal is a program in a pseudo-terminal that never answers.
type benchTerminal struct {
	b     *testing.B
	cmd   *exec.Cmd
	pty   *os.File
	began time.Time

	mu    gosync.Mutex // protects the following
	vt    vt10x.Terminal
	ended bool
	news  chan struct{}
}

func openTerminal(b *testing.B, program string, args ...string) *benchTerminal {
	b.Helper()
	s := &benchTerminal{b: b, vt: vt10x.New(vt10x.WithSize(80, 24)), news: make(chan struct{}, 1)}
	s.cmd = exec.Command(program, args...)
	s.cmd.Env = append(os.Environ(), "TERM=xterm-256color", "LANG=vi_VN.UTF-8")
	s.began = time.Now()
	f, err := pty.StartWithSize(s.cmd, &pty.Winsize{Cols: 80, Rows: 24})
	fatal(b, err)
	s.pty = f
	go s.read()
	return s
}

func (s *benchTerminal) read() {
	buf := make([]byte, 16<<10)
	for {
		n, err := s.pty.Read(buf)
		s.mu.Lock()
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

func (s *benchTerminal) screen() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.vt.String()
}

// until waits for output until ok holds and returns when that was.
func (s *benchTerminal) until(what string, ok func() bool) time.Time {
	s.b.Helper()
	deadline := time.After(time.Minute)
	for {
		if ok() {
			return time.Now()
		}
		s.mu.Lock()
		ended := s.ended
		s.mu.Unlock()
		if ended {
			s.b.Fatalf("ended without %s:\n%s", what, s.screen())
		}
		select {
		case <-s.news:
		case <-deadline:
			s.b.Fatalf("no %s:\n%s", what, s.screen())
		}
	}
}

// shows waits until the screen has all texts and returns how long that is after
// the start.
func (s *benchTerminal) shows(texts ...string) time.Duration {
	s.b.Helper()
	return s.until(fmt.Sprintf("%q", texts), func() bool {
		screen := s.screen()
		for _, t := range texts {
			if !strings.Contains(screen, t) {
				return false
			}
		}
		return true
	}).Sub(s.began)
}

func (s *benchTerminal) send(keys string) {
	s.b.Helper()
	_, err := s.pty.WriteString(keys)
	fatal(s.b, err)
}

// end leaves with a key and returns the most memory that was held, in bytes.
func (s *benchTerminal) end(key string) int64 {
	s.b.Helper()
	peak := peakOf(s.cmd.Process.Pid)
	s.send(key)
	s.until("its end", func() bool { s.mu.Lock(); defer s.mu.Unlock(); return s.ended })
	_ = s.cmd.Wait()
	_ = s.pty.Close()
	return peak
}

const (
	keyQuit   = "\x11" // Ctrl+Q
	keyBreak  = "\x03"
	keyCoops  = "\x1bOR" // F3
	keyDelete = "\x7f"
)

// What a first frame of Home has at its top and in its last line, before any
// data, and what has data.
var (
	homeFrame = []string{"Bàn làm việc", "F1 phím"}
	homeData  = "Đã đánh giá"
)

// BenchmarkFirstFrame is the time from the start of the process to the first
// frame with the large store, and to Home with its data; at most twice the bare
// program, which opens an empty SQLite file.
func BenchmarkFirstFrame(b *testing.B) {
	store, bare := largeStore(b), filepath.Join(b.TempDir(), "bare.db")
	var frame, data, least []time.Duration
	for b.Loop() {
		s := openTerminal(b, built(b, "bare"), bare)
		least = append(least, s.shows("Tên ["))
		s.end(keyBreak)
		s = openTerminal(b, built(b, "coopfield"), "--data", store)
		frame = append(frame, s.shows(homeFrame...))
		data = append(data, s.shows(homeData))
		s.end(keyQuit)
	}
	compare(b, frame, least)
	b.ReportMetric(ms(median(data)), "data-ms")
}

// BenchmarkMemory is the most memory that the program holds with the large
// store on Home, and with the list of cooperatives searched and scrolled: at
// most 150 MB.
func BenchmarkMemory(b *testing.B) {
	store := largeStore(b)
	var home, list int64
	for b.Loop() {
		s := openTerminal(b, built(b, "coopfield"), "--data", store)
		s.shows(homeData)
		home = max(home, s.end(keyQuit))
		s = openTerminal(b, built(b, "coopfield"), "--data", store)
		s.shows(homeData)
		s.send(keyCoops)
		s.shows("35.000/35.000")
		for _, key := range "dak ha 1" {
			s.send(string(key))
		}
		s.shows("Tìm [dak ha 1")
		for range 8 {
			s.send(keyDelete)
		}
		s.shows("35.000/35.000")
		list = max(list, s.end(keyQuit))
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(home)/1e6, "home-MB")
	b.ReportMetric(float64(list)/1e6, "list-MB")
}

// BenchmarkEcho is the time from a key to the screen where people type, in the
// large store: the search over 35.000 rows, a cooperative's form, an assessment's
// points; at most 1,3 times the bare program's. Both wait for Bubble Tea's next
// frame, 60 a second.
func BenchmarkEcho(b *testing.B) {
	dir := ownCopy(b, largeStore(b)) // typing makes drafts
	for _, c := range []struct {
		where, letter, shown string
		open                 func(s *benchTerminal)
	}{
		{"search", "ẵ", "Tìm [ẵ", func(s *benchTerminal) {
			s.send(keyCoops)
			s.shows("35.000/35.000")
		}},
		{"points", "7", "soát [7", func(s *benchTerminal) {
			s.send("\x1b[B\r") // the first sheet that is not complete
			s.shows("Huyện rà soát")
			s.send("\t")
		}},
		{"form", "ẵ", "ẵ", func(s *benchTerminal) {
			s.send(keyCoops)
			s.shows("35.000/35.000")
			s.send("9900000017")
			s.shows("1/35.000")
			s.send("\r")
			s.shows("[Hồ sơ]")
			s.send("\r")
			s.shows("Ctrl+Z hoàn tác")
		}},
	} {
		b.Run(c.where, func(b *testing.B) {
			least := openTerminal(b, built(b, "bare"), filepath.Join(b.TempDir(), "bare.db"))
			least.shows("Tên [")
			s := openTerminal(b, built(b, "coopfield"), "--data", dir)
			s.shows(homeData)
			c.open(s)
			var got, bare []time.Duration
			for b.Loop() {
				bare = append(bare, least.echo("ẵ", "ẵ")...)
				got = append(got, s.echo(c.letter, c.shown)...)
			}
			compare(b, got, bare)
			b.ReportMetric(ms(quantile(got, 95)), "p95-ms")
			b.ReportMetric(ms(quantile(bare, 95)), "bare-p95-ms")
			least.end(keyBreak)
			s.end(keyQuit)
		})
	}
}

// echo types a letter and takes it back, and returns how long each took to be
// seen.
func (s *benchTerminal) echo(letter, shown string) []time.Duration {
	s.b.Helper()
	has := func() bool { return strings.Contains(s.screen(), shown) }
	begin := time.Now()
	s.send(letter)
	there := s.until(shown, has)
	s.send(keyDelete)
	gone := s.until("no "+shown, func() bool { return !has() })
	return []time.Duration{there.Sub(begin), gone.Sub(there)}
}
