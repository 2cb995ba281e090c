package seal

import (
	"os"
	"path/filepath"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/tui/keys"
	"coopfield/tui/page/pagetest"
)

// A stick that is plugged in is where the file shall go: the outbox is chosen,
// never fallen into.
func TestAPluggedInStickIsWhereTheBundleGoesAndTheOutboxIsChosen(t *testing.T) {
	m := newModel(pagetest.Context("vi"), nil, func() {}, func() []string { return nil })
	v := november()
	m.take(looked{load: m.load, view: v})
	if got := m.folder(); got != v.drives[0] {
		t.Errorf("the bundle goes to %q", got)
	}
	m.turn(keys.Up) // back to the outbox, which stays chosen
	m.take(looked{load: m.load, view: v})
	if got := m.folder(); got != "" {
		t.Errorf("the outbox was chosen, the bundle goes to %q", got)
	}
}

func TestATypedPathTakesThePlaceOfTheStick(t *testing.T) {
	c := pagetest.Context("vi")
	m := newModel(c, nil, func() {}, func() []string { return nil })
	m.zone = where
	m.take(looked{load: m.load, view: november()})
	for _, r := range "/tmp/x" {
		m.key(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
	}
	if got := m.folder(); got != "/tmp/x" {
		t.Errorf("typed /tmp/x, the bundle goes to %q", got)
	}
}

// The stick that came back with a grant is named, so that a person has to type
// nothing but the fingerprint from paper.
func TestTheStickThatHoldsAGrantIsNamed(t *testing.T) {
	usb := t.TempDir()
	if err := os.WriteFile(filepath.Join(usb, "cap-quyen-dakha-01.coop"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	c := pagetest.Context("vi")
	m := newModel(c, nil, func() {}, func() []string { return nil })
	m.take(looked{load: m.load, view: &view{state: outside, drives: []string{usb}, granted: usb}})
	for _, id := range []string{"folder", "grant"} {
		if got := m.enrol.Field(id).Value(); got != usb {
			t.Errorf("%s is %q", id, got)
		}
	}
}
