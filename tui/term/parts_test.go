package term

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"
	"pgregory.net/rapid"

	"coopfield/store"
)

// However the bytes arrive, each read ends between letters and sequences, and
// nothing is lost.
func TestReaderNeverSplitsALetterOrASequence(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pieces := rapid.SliceOfN(rapid.SampledFrom([]string{
			"a", "ệ", "đ", "日", "\x1b[A", "\x1b[1;5C", "\x1bOP", "\x1b[<0;10;20M", "\x7f", "\x08", " ",
		}), 0, 80).Draw(t, "pieces")
		all := strings.Join(pieces, "")
		in, out, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		defer in.Close()
		cut := rapid.SliceOfN(rapid.IntRange(1, 9), 200, 200).Draw(t, "cut")
		size := rapid.SampledFrom([]int{48, 256}).Draw(t, "size")
		r := NewReader(in)
		var got []byte
		buf := make([]byte, size)
		rest := []byte(all)
		for i := 0; len(rest) > 0; i++ {
			n := min(cut[i%len(cut)], len(rest))
			if size == 48 {
				n = len(rest) // overfull reads
			}
			if _, err := out.Write(rest[:n]); err != nil {
				t.Fatal(err)
			}
			rest = rest[n:]
			if len(rest) == 0 {
				_ = out.Close()
			}
			m, err := r.Read(buf)
			if err != nil && !errors.Is(err, io.EOF) {
				t.Fatal(err)
			}
			check(t, buf[:m])
			got = append(got, buf[:m]...)
		}
		_ = out.Close()
		for {
			m, err := r.Read(buf)
			if err != nil {
				break
			}
			check(t, buf[:m])
			got = append(got, buf[:m]...)
		}
		if string(got) != all {
			t.Fatalf("got %q, wanted %q", got, all)
		}
	})
}

func check(t *rapid.T, b []byte) {
	if len(b) == 0 {
		return
	}
	if i := bytes.LastIndexByte(b, 0x1b); i >= 0 && len(b)-i > 1 && b[i+1] == '[' {
		if end := bytes.IndexAny(b[i+2:], "ACM"); end < 0 {
			t.Fatalf("a sequence was cut: %q", b)
		}
	}
	if r, _ := utf8.DecodeLastRune(b); r == utf8.RuneError {
		t.Fatalf("a letter was cut: %q", b)
	}
}

func TestLoneEscapeIsAKeyAtOnce(t *testing.T) {
	if n := tail([]byte("ab\x1b"), false); n != 0 {
		t.Errorf("%d bytes held back", n)
	}
	if n := tail([]byte("ab\x1b"), true); n != 1 {
		t.Errorf("after a full read %d bytes held back", n)
	}
	if n := tail([]byte("\x1b["+strings.Repeat("1", 40)), false); n != 0 {
		t.Errorf("an endless sequence is held back")
	}
}

func TestWriterParksTheCursorOnlyOnTheAlternateScreen(t *testing.T) {
	f, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := NewWriter(f)
	said := func() string {
		b, err := os.ReadFile(f.Name())
		if err != nil {
			t.Fatal(err)
		}
		if err := f.Truncate(0); err != nil {
			t.Fatal(err)
		}
		if _, err := f.Seek(0, io.SeekStart); err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	write := func(s string) string {
		n, err := io.WriteString(w, s) // the way Bubble Tea writes what is no frame
		if err != nil || n != len(s) {
			t.Fatalf("%d of %d bytes: %v", n, len(s), err)
		}
		return said()
	}
	for _, c := range []struct{ in, want string }{
		{"hello", "hello"},
		{"\x1b[?1049h", "\x1b[?1049h"},
		{"frame" + mark(2, 4, true) + "\x1b[24;H", hide + "frame\x1b[24;H\x1b[5;3H" + show},
		{"only a line", hide + "only a line\x1b[5;3H" + show},
		{"frame" + mark(0, 0, false), hide + "frame"},
		{"frame" + mark(0, 0, true), hide + "frame\x1b[1;1H" + show},
		{"\x1b[?1049l", "\x1b[?1049l"},
		{"bye", "bye"},
	} {
		if got := write(c.in); got != c.want {
			t.Errorf("%q was written as %q, wanted %q", c.in, got, c.want)
		}
	}
}

func TestEnterWithinAPastedBurstIsANewline(t *testing.T) {
	now := time.Unix(0, 0)
	b := burst{on: true, now: func() time.Time { return now }}
	letters := func(s string, gap time.Duration) {
		for _, r := range s {
			now = now.Add(gap)
			b.key(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
		}
	}
	enter := func(gap time.Duration) bool {
		now = now.Add(gap)
		k, ok := b.key(tea.KeyMsg{Type: tea.KeyEnter}).(tea.KeyMsg)
		return ok && k.Paste && string(k.Runes) == "\n"
	}
	letters("hợp tác", time.Millisecond)
	if !enter(time.Millisecond) {
		t.Error("a pasted newline became Enter")
	}
	letters("xã", time.Millisecond)
	if !enter(time.Millisecond) {
		t.Error("the second line of the paste became Enter")
	}
	letters("hợp tác", 30*time.Millisecond)
	if enter(100 * time.Millisecond) {
		t.Error("a typed Enter became a newline")
	}
	letters("ệt", time.Millisecond) // an input method's burst is short
	if enter(time.Millisecond) {
		t.Error("Enter after a short burst became a newline")
	}
	letters("hợp tác", time.Millisecond)
	if enter(50 * time.Millisecond) {
		t.Error("Enter some time after a paste became a newline")
	}
	b.on = false
	letters("hợp tác", 0)
	if enter(0) {
		t.Error("a terminal that marks pastes needs no guessing")
	}
}

func TestKeysWithoutALetterAreDropped(t *testing.T) {
	f := filter{burst: burst{now: time.Now}}
	if f.filter(nil, tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{0}}) != nil {
		t.Error("NUL passed")
	}
	if f.filter(nil, tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("ệ")}) == nil {
		t.Error("a letter was dropped")
	}
	if f.filter(nil, tea.WindowSizeMsg{Width: 3}) == nil {
		t.Error("a size was dropped")
	}
}

func TestDebugNeverSaysWhatWasTyped(t *testing.T) {
	if s := describe(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("mật khẩu")}); strings.Contains(s, "mật") {
		t.Error(s)
	}
	if s := describe(tea.KeyMsg{Type: tea.KeyF8}); s != "key f8" {
		t.Error(s)
	}
}

func TestFailedFlushIsNotHidden(t *testing.T) {
	g := &guard{}
	full := errors.New("disk full")
	err := g.end(Options{Flush: func() error { return full }}, nil, false)
	if !errors.Is(err, full) {
		t.Errorf("%v", err)
	}
	err = g.end(Options{Flush: func() error { panic("again") }}, tea.ErrProgramPanic, false)
	var e *store.Error
	if !errors.As(err, &e) || e.Detail != "panic" || !strings.Contains(e.Kept, "chưa kịp lưu") {
		t.Errorf("%v", err)
	}
	if err := g.end(Options{}, context.Canceled, true); err != nil {
		t.Errorf("a signal ends with %v", err)
	}
	if err := g.end(Options{}, io.ErrUnexpectedEOF, false); store.DetailOf(err) != "terminal" || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("%v", err)
	}
}
