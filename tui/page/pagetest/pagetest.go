// Package pagetest drives screens in tests: it makes their context, presses
// keys as the root does, runs commands to their end, and compares what is drawn
// with golden files at every size and language.
package pagetest

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"golang.org/x/text/unicode/norm"

	"coopfield/tui/keys"
	"coopfield/tui/page"
	"coopfield/tui/text"
	"coopfield/tui/theme"
)

var update = flag.Bool("update", false, "write the golden files anew")

// Size is a size of the terminal.
type Size struct{ Width, Height int }

// Sizes are the terminals that every screen must fit; a screen gets two lines
// less than the height, since the frame takes them.
var Sizes = []Size{{60, 20}, {80, 24}, {100, 30}, {200, 60}}

// FrameLines is what the root's frame takes of the height.
const FrameLines = 2

// Now is the time of tests.
var Now = time.Date(2024, 11, 23, 14, 32, 7, 0, time.FixedZone("ICT", 7*3600))

// Context returns a context with plain styles, a standing clock and an invented
// officer. Delayed messages arrive at once.
func Context(lang text.Lang) *page.Context {
	return &page.Context{
		Words: text.For(lang),
		Theme: theme.Plain(),
		Now:   func() time.Time { return Now },
		Status: func() page.Status {
			return page.Status{
				Who: "Cán bộ 1", Unit: "Phòng TC-KH Đăk Hà", Unsent: 12, Conflicts: 0, Saved: Now, Training: true,
			}
		},
		After:  func(_ time.Duration, msg tea.Msg) tea.Cmd { return page.Do(msg) },
		Width:  80,
		Height: 24 - FrameLines,
		Kept:   map[string]any{},
	}
}

// GoldenSizes opens the screen at every size and in both languages, checks that
// it draws exactly that size, and compares it with testdata/NAME-WxH-LANG.golden;
// go test -update writes the files.
func GoldenSizes(t *testing.T, name string, open func(*page.Context) page.Screen) {
	t.Helper()
	for _, lang := range []text.Lang{text.VI, text.EN} {
		for _, size := range Sizes {
			d := Open(t, lang, size, open)
			d.Golden(name)
		}
	}
}

// Golden compares block with testdata/NAME.golden, or writes it with -update.
func Golden(t *testing.T, name, block string) {
	t.Helper()
	file := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(block+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("no golden file (go test -update writes it): %v", err)
	}
	if got := block + "\n"; got != strings.ReplaceAll(string(want), "\r\n", "\n") {
		t.Errorf("%s differs; go test -update accepts it. Drawn:\n%s\nwanted:\n%s", file, got, want)
	}
}

// Exact fails unless block is exactly width×height cells, NFC and without emoji
// or variation selectors.
func Exact(t *testing.T, block string, width, height int) {
	t.Helper()
	lines := strings.Split(block, "\n")
	if len(lines) != height {
		t.Errorf("%d lines drawn, %d wanted:\n%s", len(lines), height, block)
	}
	for i, line := range lines {
		if w := page.Width(line); w != width {
			t.Errorf("line %d is %d cells wide, %d wanted: %q", i+1, w, width, line)
		}
	}
	if !norm.NFC.IsNormalString(block) {
		t.Error("what is drawn is not NFC")
	}
	for _, r := range block {
		if r >= 0x1F000 || r >= 0xFE00 && r <= 0xFE0F {
			t.Errorf("emoji or variation selector %U drawn", r)
		}
	}
}

// Driver is one screen under test.
type Driver struct {
	T      *testing.T
	C      *page.Context
	Screen page.Screen
	Sent   []tea.Msg // messages that were meant for the root, oldest first
	size   Size
}

// Open makes a screen of a terminal of that size and runs its Init to the end.
func Open(t *testing.T, lang text.Lang, size Size, open func(*page.Context) page.Screen) *Driver {
	t.Helper()
	c := Context(lang)
	c.Width, c.Height = size.Width, size.Height-FrameLines
	d := &Driver{T: t, C: c, size: size}
	d.Screen = open(c)
	d.Screen.SetSize(c.Width, c.Height)
	d.Run(d.Screen.Init())
	return d
}

// Open80 is [Open] in Vietnamese at 80×24.
func Open80(t *testing.T, open func(*page.Context) page.Screen) *Driver {
	t.Helper()
	return Open(t, text.VI, Size{80, 24}, open)
}

// Run runs a command and all that follow from it. Messages for the root are
// kept in Sent, all others go to the screen.
func (d *Driver) Run(cmd tea.Cmd) {
	d.T.Helper()
	queue := []tea.Cmd{cmd}
	for steps := 0; len(queue) > 0; steps++ {
		if steps > 10_000 {
			d.T.Fatal("the screen's commands do not come to an end")
		}
		cmd, queue = queue[0], queue[1:]
		if cmd == nil {
			continue
		}
		switch msg := cmd().(type) {
		case nil:
		case tea.BatchMsg:
			queue = append(queue, msg...)
		case page.Navigate, page.Back, page.Toast, page.Saved, page.Confirm, page.Prompt, page.Fail,
			page.Broadcast, page.Leave, page.Speak, tea.QuitMsg:
			d.Sent = append(d.Sent, msg)
		case page.Step:
			d.Sent = append(d.Sent, msg)
			queue = append(queue, msg.Next)
			if msg.Next == nil {
				queue = append(queue, d.Screen.Update(msg.End))
			}
		default:
			queue = append(queue, d.Screen.Update(msg))
		}
	}
}

// Send hands the screen a message and runs what follows.
func (d *Driver) Send(msg tea.Msg) {
	d.T.Helper()
	d.Run(d.Screen.Update(msg))
}

// Press presses keys by their names ("f8", "tab", "ctrl+s", "à") as the root
// would hand them to the screen.
func (d *Driver) Press(names ...string) {
	d.T.Helper()
	for _, name := range names {
		k := Key(name)
		if i, ok := keys.Translate(k, d.Screen.Typing()); ok {
			d.Send(keys.Press{Intent: i, Key: k})
		} else if d.Screen.Typing() {
			d.Send(k)
		}
	}
}

// Want sends an intent, as the palette does.
func (d *Driver) Want(i keys.Intent) {
	d.T.Helper()
	d.Send(keys.Press{Intent: i})
}

// Type types a text letter by letter.
func (d *Driver) Type(s string) {
	d.T.Helper()
	for _, r := range s {
		d.Press(string(r))
	}
}

// Paste pastes a text as a bracketed paste.
func (d *Driver) Paste(s string) {
	d.T.Helper()
	d.Send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(s), Paste: true})
}

// Resize changes the terminal's size.
func (d *Driver) Resize(size Size) {
	d.size = size
	d.C.Width, d.C.Height = size.Width, size.Height-FrameLines
	d.Screen.SetSize(d.C.Width, d.C.Height)
}

// View returns what the screen draws and fails unless it is exactly its size
// and its cursor lies within.
func (d *Driver) View() string {
	d.T.Helper()
	v := d.Screen.View()
	Exact(d.T, v, d.C.Width, d.C.Height)
	if x, y, ok := d.Screen.Cursor(); ok && (x < 0 || y < 0 || x >= d.C.Width || y >= d.C.Height) {
		d.T.Errorf("the cursor stands at %d,%d outside of %d×%d", x, y, d.C.Width, d.C.Height)
	}
	return v
}

// Sees fails unless the screen shows each text.
func (d *Driver) Sees(texts ...string) {
	d.T.Helper()
	v := d.View()
	for _, s := range texts {
		if !strings.Contains(v, s) {
			d.T.Errorf("%q is not shown:\n%s", s, v)
		}
	}
}

// SeesNot fails if the screen shows one of the texts.
func (d *Driver) SeesNot(texts ...string) {
	d.T.Helper()
	v := d.View()
	for _, s := range texts {
		if strings.Contains(v, s) {
			d.T.Errorf("%q is shown:\n%s", s, v)
		}
	}
}

// Golden compares the view with testdata/NAME-WxH-LANG.golden.
func (d *Driver) Golden(name string) {
	d.T.Helper()
	Golden(d.T, name+"-"+d.size.String()+"-"+string(d.C.Words.Lang), d.View())
}
