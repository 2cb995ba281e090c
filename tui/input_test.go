package tui_test

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/tui"
	"coopfield/tui/field"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
	"coopfield/tui/telex"
	"coopfield/tui/text"
)

// first is the frame's first line.
func (a *app) first() string { return strings.SplitN(a.m.View(), "\n", 2)[0] }

func TestF2ChoosesTelexVNIAndNothing(t *testing.T) {
	var kept []telex.Options
	a := open(t, text.VI, func(o *tui.Options) {
		o.OnInput = func(in telex.Options) tea.Cmd { kept = append(kept, in); return nil }
	})
	a.room["home"].typing = true
	for _, step := range []struct{ badge, keys, want string }{
		{"VN:Telex", "hopwj", "hợp"}, {"VN:VNI", " ta1c", "hợp tác"}, {"", " xax", "hợp tác xax"},
	} {
		a.press("f2")
		if got := a.first(); step.badge != "" && !strings.Contains(got, step.badge) || step.badge == "" && strings.Contains(got, "VN:") {
			t.Errorf("the frame says %q, wanted %q", got, step.badge)
		}
		for _, r := range step.keys {
			a.press(string(r))
		}
		if got := a.room["home"].f.Value(); got != step.want {
			t.Errorf("%s: the field has %q, wanted %q", step.badge, got, step.want)
		}
	}
	if len(kept) != 3 || kept[0].Method != telex.Telex || kept[1].Method != telex.VNI || kept[2].Method != telex.Off {
		t.Errorf("remembered %v", kept)
	}
}

func TestF2WorksInADialogAndNotOnALockedScreen(t *testing.T) {
	a := open(t, text.VI)
	said := ""
	a.send(page.Prompt{Title: "Lý do", Then: func(s string) tea.Cmd { said = s; return nil }})
	a.press("f2", "l", "y", "s", " ", "d", "o", "enter", "enter")
	if said != "lý do" {
		t.Errorf("the prompt gave %q", said)
	}
	a.send(page.Prompt{Title: "Tệp", AsTyped: true, Then: func(s string) tea.Cmd { said = s; return nil }})
	if got := a.first(); !strings.Contains(got, "VN:–") {
		t.Errorf("over a field that takes keys as typed the frame says %q", got)
	}
	a.press("b", "a", "s", "enter", "enter")
	if said != "bas" {
		t.Errorf("a path came out as %q", said)
	}
	b := lockable(t)
	b.press("f2", "ctrl+l")
	if got := b.first(); strings.Contains(got, "VN:") {
		t.Errorf("the locked screen says %q", got)
	}
	b.press("f2")
	b.pass("mở")
	if got := b.first(); !strings.Contains(got, "VN:Telex") {
		t.Errorf("after the lock the frame says %q", got)
	}
}

func TestPassphrasesAreTakenAsTyped(t *testing.T) {
	a := open(t, text.VI)
	r := a.room["home"]
	r.typing, r.f = true, field.NewText(r.c, field.TextSpec{Secret: true})
	a.press("f2")
	for _, k := range "matj khaaur" {
		a.press(string(k))
	}
	if got := r.f.Value(); got != "matj khaaur" {
		t.Errorf("the passphrase is %q", got)
	}
	if got := a.first(); !strings.Contains(got, "VN:–") {
		t.Errorf("the frame says %q", got)
	}
}

func TestPaletteChoosesWhereTheToneStands(t *testing.T) {
	a := open(t, text.VI)
	a.room["home"].typing = true
	a.press("f2", "ctrl+p")
	for _, r := range "booj gox" { // the palette is typed into with the method that is on
		a.press(string(r))
	}
	if got := a.m.View(); !strings.Contains(got, "Bộ gõ tiếng Việt") {
		t.Fatalf("the palette does not offer the method:\n%s", got)
	}
	a.press("esc", "ctrl+p")
	for _, r := range "kieeru mowis" {
		a.press(string(r))
	}
	a.press("enter")
	for _, r := range "hoaf" {
		a.press(string(r))
	}
	if got := a.room["home"].f.Value(); got != "hoà" {
		t.Errorf("the field has %q", got)
	}
}

// A burst of the system's input method where no field has the focus.
func TestBurstOutsideAFieldDoesNothing(t *testing.T) {
	for method := range telex.VNI + 1 {
		a := open(t, text.VI)
		for range method {
			a.press("f2")
		}
		a.send(page.Toast{})
		before := a.m.View()
		r := a.room["home"]
		told := len(r.got)
		for _, letter := range []string{"à", "ệ", "đ", "ư", "ơ", "ạ", "Á", "ĩ"} {
			a.press("backspace", letter, "ctrl+h", letter)
			a.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("x" + letter)})
		}
		if len(r.got) != told || a.m.View() != before || a.quit {
			t.Errorf("with %v a burst did something: %q", method, r.got)
		}
	}
}

func TestBadgeFitsEverySizeInBothLanguages(t *testing.T) {
	for _, lang := range []text.Lang{text.VI, text.EN} {
		for _, size := range pagetest.Sizes {
			a := open(t, lang)
			a.size(size.Width, size.Height)
			a.press("f2")
			a.send(page.Toast{})
			pagetest.Exact(t, a.m.View(), size.Width, size.Height)
			if !strings.Contains(a.first(), "VN:Telex") || !strings.Contains(a.first(), "14:32") {
				t.Errorf("%v %v: %q", lang, size, a.first())
			}
			a.send(page.Navigate{Page: "long"})
			for name, r := range a.room {
				if strings.HasPrefix(name, "Hợp") {
					r.note = "một ghi chú khá dài của màn hình"
				}
			}
			pagetest.Exact(t, a.m.View(), size.Width, size.Height)
			if !strings.Contains(a.first(), "VN:Telex") {
				t.Errorf("%v %v: %q", lang, size, a.first())
			}
		}
	}
}
