package keys_test

import (
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"golang.org/x/text/unicode/norm"

	"coopfield/tui/keys"
	"coopfield/tui/page/pagetest"
)

// isCommandKey reports whether a key can be a command while someone types:
// a function key, a ctrl combination, or a key without a letter.
func isCommandKey(name string) bool {
	switch name {
	case "enter", "esc", "up", "down", "pgup", "pgdown", "tab", "shift+tab":
		return true
	}
	return strings.HasPrefix(name, "ctrl+") || len(name) >= 2 && name[0] == 'f' && name[1] >= '1' && name[1] <= '9'
}

func TestEveryActionHasAFunctionKeyOrCtrlCombination(t *testing.T) {
	for i := keys.Open; i <= keys.Quit; i++ {
		if keys.Label(i) == "" {
			t.Errorf("intent %d has no binding", i)
		}
	}
	for _, b := range keys.Bindings {
		if len(b.Always.Keys()) == 0 || !isCommandKey(b.Always.Keys()[0]) {
			t.Errorf("intent %d is shown with %v", b.Intent, b.Always.Keys())
		}
		for _, k := range b.Always.Keys() {
			if !isCommandKey(k) {
				t.Errorf("%q is bound while typing", k)
			}
		}
	}
}

func TestNoBindingStealsWhatInputMethodsSend(t *testing.T) {
	forbidden := []string{"backspace", "ctrl+h", "ctrl+?", "ctrl+i", "ctrl+m", "ctrl+j", "ctrl+[", "ctrl+@", "delete", " ", "space"}
	for _, b := range keys.Bindings {
		for _, k := range append(slices.Clone(b.Always.Keys()), b.Resting.Keys()...) {
			if slices.Contains(forbidden, k) {
				t.Errorf("%q is bound", k)
			}
		}
	}
	for _, typing := range []bool{true, false} {
		for _, k := range []tea.KeyMsg{
			{Type: tea.KeyBackspace},
			{Type: tea.KeyCtrlH},
			{Type: tea.KeyDelete},
			{Type: tea.KeyCtrlAt},
			{Type: tea.KeyRunes, Runes: []rune{0}},
			{Type: tea.KeySpace, Runes: []rune{' '}},
			{Type: tea.KeyRunes, Runes: []rune("ấy")},
			{Type: tea.KeyRunes, Runes: []rune("q"), Paste: true},
			{Type: tea.KeyRunes, Runes: []rune("q"), Alt: true},
		} {
			if i, ok := keys.Translate(k, typing); ok {
				t.Errorf("%q (typing %t) is intent %d", k.String(), typing, i)
			}
		}
	}
}

func TestLettersAreNoCommandsWhileTyping(t *testing.T) {
	letters := []rune("ạảãáàăâđêôơưÀẶỆ")
	for r := ' '; r <= '~'; r++ {
		letters = append(letters, r)
	}
	for _, r := range letters {
		k := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}}
		if i, ok := keys.Translate(k, true); ok {
			t.Errorf("%q is intent %d while typing", r, i)
		}
	}
}

func TestFieldsKeepTheirEditingKeys(t *testing.T) {
	for _, name := range keys.Editing {
		if i, ok := keys.Translate(pagetest.Key(name), true); ok {
			t.Errorf("%q is intent %d while typing", name, i)
		}
	}
}

func TestF2SwitchesTheInputMethodEverywhere(t *testing.T) {
	for _, typing := range []bool{true, false} {
		if i, ok := keys.Translate(tea.KeyMsg{Type: tea.KeyF2}, typing); !ok || i != keys.Input {
			t.Errorf("F2 is intent %d, %t (typing %t)", i, ok, typing)
		}
	}
	for _, b := range keys.Bindings {
		if all := append(slices.Clone(b.Always.Keys()), b.Resting.Keys()...); b.Intent != keys.Input && slices.Contains(all, "f2") {
			t.Errorf("F2 is bound to %d too", b.Intent)
		}
	}
}

// Where no field has the focus, the letter that a command needs may arrive as the
// letter itself, Backspace and a marked one: only the first has a meaning.
func TestWhatAnInputMethodMakesOfALetterIsNoCommand(t *testing.T) {
	var letters []rune
	for _, r := range "aeiouydAEIOUYD" {
		letters = append(letters, r)
		for _, marks := range []string{"", "\u0302", "\u0306", "\u031b"} {
			for _, tone := range []string{"", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"} {
				if l := []rune(norm.NFC.String(string(r) + marks + tone)); len(l) == 1 && l[0] != r {
					letters = append(letters, l[0])
				}
			}
		}
	}
	letters = append(letters, []rune("đĐñÑčČƀɃĭŭŏ")...)
	marked := 0
	for _, r := range letters {
		if r < 0x80 {
			continue
		}
		marked++
		for _, k := range []tea.KeyMsg{
			{Type: tea.KeyBackspace},
			{Type: tea.KeyCtrlH},
			{Type: tea.KeyRunes, Runes: []rune{r}},
			{Type: tea.KeyRunes, Runes: []rune{r}, Paste: true},
			{Type: tea.KeyRunes, Runes: []rune{r, 'q'}},
			{Type: tea.KeyRunes, Runes: []rune(norm.NFD.String(string(r)))},
		} {
			if i, ok := keys.Translate(k, false); ok {
				t.Errorf("%q is intent %d", k.String(), i)
			}
		}
	}
	if marked < 134 {
		t.Errorf("only %d letters of Vietnamese were tried", marked)
	}
}

func TestOneKeyHasOneIntent(t *testing.T) {
	seen := map[string]keys.Intent{}
	for _, b := range keys.Bindings {
		for _, k := range append(slices.Clone(b.Always.Keys()), b.Resting.Keys()...) {
			if other, ok := seen[k]; ok {
				t.Errorf("%q is bound to %d and %d", k, other, b.Intent)
			}
			seen[k] = b.Intent
			if got := pagetest.Key(k); got.String() != k {
				t.Errorf("%q is no name of a key", k)
			}
			if i, ok := keys.Translate(pagetest.Key(k), false); !ok || i != b.Intent {
				t.Errorf("%q gives %d, %t", k, i, ok)
			}
		}
	}
}

func TestCapsLockDoesNotDisableLetters(t *testing.T) {
	if i, ok := keys.Translate(pagetest.Key("H"), false); !ok || i != keys.Coops {
		t.Errorf("H gives %d, %t", i, ok)
	}
}

func TestLabelsReadLikeAKeyboard(t *testing.T) {
	for name, want := range map[string]string{
		"f8": "F8", "ctrl+p": "Ctrl+P", "enter": "Enter", "up": "↑", "shift+tab": "Shift+Tab", "ctrl+pgup": "Ctrl+PgUp",
		"/": "/", "h": "h", "pgdown": "PgDn", "ctrl+home": "Ctrl+Home",
	} {
		if got := keys.KeyName(name); got != want {
			t.Errorf("%s is shown as %q", name, got)
		}
	}
}
