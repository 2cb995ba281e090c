package theme_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"coopfield/tui/theme"
)

func TestEverySignIsOneCellWide(t *testing.T) {
	for _, g := range []theme.Glyphs{theme.Unicode, theme.ASCII} {
		v := reflect.ValueOf(g)
		for i := range v.NumField() {
			signs, ok := v.Field(i).Interface().([]string)
			if !ok {
				signs = []string{v.Field(i).String()}
			}
			for _, s := range signs {
				if ansi.StringWidth(s) != 1 {
					t.Errorf("%s %q is %d cells wide", v.Type().Field(i).Name, s, ansi.StringWidth(s))
				}
			}
		}
	}
	for _, r := range strings.Join(theme.ASCII.Spark, "") + theme.ASCII.TopLeft + theme.ASCII.Flag {
		if r > 0x7e {
			t.Errorf("%q is not ASCII", r)
		}
	}
}

func TestNoColorKeepsDistinctionsWithoutColour(t *testing.T) {
	env := func(k string) string { return map[string]string{"NO_COLOR": "1", "TERM": "xterm-256color"}[k] }
	th := theme.New(theme.Detect(env, "linux"))
	if th.Name != theme.Mono {
		t.Fatalf("theme %s", th.Name)
	}
	for name, got := range map[string]string{"selected": th.Selected.Render("x"), "bad": th.Bad.Render("x"), "key": th.Key.Render("x")} {
		if got == "x" {
			t.Errorf("%s looks like text", name)
		}
		for _, colour := range []string{"[3", ";3", "[9", ";9", "[4;3", ";48", ";10"} {
			if strings.Contains(got, colour) && !strings.Contains(got, "\x1b[4m") {
				t.Errorf("%s has a colour: %q", name, got)
			}
		}
	}
}

func TestSixteenColoursAreEnough(t *testing.T) {
	env := func(k string) string { return map[string]string{"TERM": "linux", "LANG": "vi_VN.UTF-8"}[k] }
	o := theme.Detect(env, "linux")
	if o.Colours != 16 || o.ASCII {
		t.Errorf("options %+v", o)
	}
	for _, n := range theme.Names {
		o.Name = n
		th := theme.New(o)
		for _, s := range []string{th.Good.Render("x"), th.Selected.Render("x"), th.Rating("good").Render("x")} {
			if strings.Contains(s, "38;") || strings.Contains(s, "48;") {
				t.Errorf("%s uses more than 16 colours: %q", n, s)
			}
		}
	}
}

func TestAsciiWhereTheLocaleIsNotUTF8(t *testing.T) {
	env := func(k string) string { return map[string]string{"TERM": "vt100", "LANG": "C"}[k] }
	if !theme.Detect(env, "linux").ASCII {
		t.Error("line drawing in locale C")
	}
	forced := func(k string) string { return map[string]string{"COOPFIELD_ASCII": "1"}[k] }
	if !theme.Detect(forced, "windows").ASCII {
		t.Error("COOPFIELD_ASCII is ignored")
	}
}

func TestPlainAddsNothing(t *testing.T) {
	th := theme.Plain()
	if s := th.Selected.Render("x") + th.Bad.Render("y"); s != "xy" {
		t.Errorf("%q", s)
	}
}
