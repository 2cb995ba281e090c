package tui_test

import (
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/tui"
	"coopfield/tui/text"
	"coopfield/tui/theme"
)

// coloured is an interface on a terminal of 256 colours that remembers its look.
func coloured(t *testing.T, kept *tui.Look) *app {
	t.Helper()
	return open(t, text.VI, func(o *tui.Options) {
		o.Theme, o.Colours = theme.New(theme.Options{Colours: 256}), 256
		o.Look = func() tui.Look { return *kept }
		o.OnLook = func(l tui.Look) tea.Cmd { *kept = l; return nil }
	})
}

// pick runs the palette's entry of that name.
func (a *app) pick(name string) {
	a.press("ctrl+p")
	for _, r := range name {
		a.press(string(r))
	}
	a.press("enter")
}

func TestAThemeIsChosenByItsNameAndRemembered(t *testing.T) {
	for name, want := range map[string]theme.Name{"nen sang": theme.Light, "tuong phan": theme.Contrast, "khong mau": theme.Mono} {
		kept := tui.Look{}
		a := coloured(t, &kept)
		a.pick(name)
		if got := a.m.Context().Theme.Name; got != want || kept.Theme != want {
			t.Errorf("%s: the theme is %s, remembered is %s, want %s", name, got, kept.Theme, want)
		}
		next := coloured(t, &kept)
		if got := next.m.Context().Theme.Name; got != want {
			t.Errorf("%s: the next run has %s", name, got)
		}
	}
}

func TestBordersOfPlainSignsAreASCIIOnly(t *testing.T) {
	kept := tui.Look{}
	a := coloured(t, &kept)
	a.pick("ascii")
	if frame := a.m.View(); strings.ContainsAny(frame, "─│┌┐└┘▸●▲·…") {
		t.Errorf("there are other signs in:\n%s", frame)
	}
	if !kept.ASCII {
		t.Error("it is not remembered")
	}
	a.pick("unicode")
	if kept.ASCII || !strings.Contains(a.m.View(), "▸") {
		t.Error("it does not go back")
	}
}

func TestATerminalWithoutColoursKeepsTheChosenTheme(t *testing.T) {
	kept := tui.Look{Theme: theme.Light}
	a := open(t, text.VI, func(o *tui.Options) {
		o.Theme = theme.New(theme.Options{})
		o.Look = func() tui.Look { return kept }
		o.OnLook = func(l tui.Look) tea.Cmd {
			if l.Theme != "" {
				kept.Theme = l.Theme
			}
			kept.Lang = l.Lang
			return nil
		}
	})
	a.press("ctrl+g")
	if a.m.Context().Theme.Name != theme.Mono || kept.Theme != theme.Light || kept.Lang != text.EN {
		t.Errorf("shows %s, remembers %v", a.m.Context().Theme.Name, kept)
	}
	a.press("ctrl+p")
	if strings.Contains(a.m.View(), "Theme:") {
		t.Error("it offers themes")
	}
}

func TestTheLanguageOfTheLastRunSpeaksFirst(t *testing.T) {
	kept := tui.Look{Lang: text.EN}
	a := coloured(t, &kept)
	if a.m.Context().Words.Lang != text.EN {
		t.Error("it speaks Vietnamese")
	}
	if !slices.Contains(theme.Names, a.m.Context().Theme.Name) {
		t.Errorf("theme %q", a.m.Context().Theme.Name)
	}
}
