package unlock_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"filippo.io/age"
	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/sync"
	"coopfield/sync/trust"
	"coopfield/tui/forgotten"
	"coopfield/tui/keys"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
	"coopfield/tui/unlock"
)

const right = "mật khẩu đủ dài 2024"

// vault makes the keys of a real store and returns what opens them.
func vault(t *testing.T) func([]byte) error {
	t.Helper()
	dir := t.TempDir()
	k, err := trust.Create(dir, trust.Real, trust.X25519, []byte(right))
	if err != nil {
		t.Fatal(err)
	}
	k.Close()
	return func(pass []byte) error {
		k, err := trust.Open(dir, pass)
		if err == nil {
			k.Close()
		}
		return err
	}
}

var enter = keys.Press{Intent: keys.Open, Key: pagetest.Key("enter")}

func screen(open func([]byte) error) func(*page.Context) page.Screen {
	return func(c *page.Context) page.Screen { return unlock.New(c, open, page.Navigate{Page: "home", Root: true}) }
}

func last(t *testing.T, d *pagetest.Driver) tea.Msg {
	t.Helper()
	if len(d.Sent) == 0 {
		t.Fatal("the screen asked the root for nothing")
	}
	return d.Sent[len(d.Sent)-1]
}

func TestTheScreenAtEverySize(t *testing.T) {
	pagetest.GoldenSizes(t, "unlock", screen(func([]byte) error { return nil }))
}

func TestAWrongPassphraseIsSaidBesideTheFieldAtEverySize(t *testing.T) {
	pagetest.GoldenSizes(t, "wrong", func(c *page.Context) page.Screen {
		s := screen(func([]byte) error { return &store.Error{Code: store.Locked} })(c)
		s.Update(pagetest.Key("x"))
		cmd := s.Update(enter)
		s.Update(cmd())
		return s
	})
}

func TestAWrongPassphraseKeepsNothingAndTheRightOneOpens(t *testing.T) {
	d := pagetest.Open80(t, screen(vault(t)))
	d.Type("sai rồi")
	d.Sees("*******")
	d.SeesNot("sai rồi")
	d.Press("enter")
	d.Sees("✗ mật khẩu không đúng", "Caps Lock")
	d.SeesNot("*")
	if len(d.Sent) != 0 {
		t.Fatalf("a wrong passphrase asked the root for %+v", d.Sent)
	}
	d.Type(right)
	d.SeesNot("mật khẩu không đúng")
	d.Press("enter")
	if n, ok := last(t, d).(page.Navigate); !ok || n.Page != "home" || !n.Root {
		t.Errorf("the right passphrase led to %+v", last(t, d))
	}
}

func TestAPassphraseTypedWithLooseMarksIsTheSame(t *testing.T) {
	var got []byte
	d := pagetest.Open80(t, screen(func(p []byte) error { got = bytes.Clone(p); return nil }))
	d.Paste("ma\u0302\u0323t kha\u0302\u0309u\r\n")
	d.Press("enter")
	if string(got) != "mật khẩu" {
		t.Errorf("opened with %q", got)
	}
}

func TestAnInputMethodMayTakeLettersBack(t *testing.T) {
	var got []byte
	d := pagetest.Open80(t, screen(func(p []byte) error { got = bytes.Clone(p); return nil }))
	d.Type("kho")
	d.Press("backspace", "ctrl+h")
	d.Type("hóa?q")
	d.Press("enter")
	if string(got) != "khóa?q" {
		t.Errorf("opened with %q", got)
	}
}

func TestWhileItOpensTheScreenSaysSoAndASecondEnterDoesNothing(t *testing.T) {
	calls := 0
	d := pagetest.Open80(t, screen(func([]byte) error { calls++; return nil }))
	d.Type("x")
	cmd := d.Screen.Update(enter)
	d.Sees("đang mở…")
	if d.Screen.Update(enter) != nil {
		t.Error("a second Enter tried again")
	}
	d.Run(cmd)
	if calls != 1 {
		t.Errorf("opened %d times", calls)
	}
}

func TestThePassphraseIsOverwrittenAfterTheAttempt(t *testing.T) {
	var kept []byte
	d := pagetest.Open80(t, screen(func(p []byte) error { kept = p; return errors.New("disk") }))
	d.Type("bí mật")
	d.Press("enter")
	for _, b := range kept {
		if b != 0 {
			t.Fatalf("%q is still in memory", kept)
		}
	}
	if f, ok := last(t, d).(page.Fail); !ok || f.Err == nil {
		t.Errorf("another error was told as %+v", last(t, d))
	}
	d.SeesNot("mật khẩu không đúng")
}

func TestEnterOnAnEmptyFieldAsksForThePassphrase(t *testing.T) {
	d := pagetest.Open80(t, screen(func([]byte) error { t.Error("opened with nothing"); return nil }))
	d.Press("enter")
	d.Sees("! chưa gõ mật khẩu")
}

func TestEscLeaves(t *testing.T) {
	d := pagetest.Open80(t, screen(nil))
	d.Press("esc")
	if _, ok := last(t, d).(page.Leave); !ok {
		t.Errorf("Esc asked for %+v", last(t, d))
	}
}

func TestTheFieldHasTheFocusAtOnce(t *testing.T) {
	d := pagetest.Open80(t, screen(nil))
	d.View()
	if _, _, ok := d.Screen.Cursor(); !ok || !d.Screen.Typing() {
		t.Error("the field has no cursor")
	}
}

func TestF6LeadsToTheProvincesKeyAndBackToTheField(t *testing.T) {
	about := func() (forgotten.About, error) { return forgotten.About{Install: "0123", Key: true}, nil }
	d := pagetest.Open80(t, func(c *page.Context) page.Screen {
		return unlock.NewWith(c, vault(t), page.Navigate{Page: "home"}, forgotten.Options{About: about})
	})
	d.Sees("bấm F6")
	d.Type("sai rồi")
	d.Press("enter")
	d.Type("nửa chừng")
	d.Press("f6")
	d.Sees("Dữ liệu còn nguyên", "Mã cài đặt", "0123")
	d.SeesNot("Mật khẩu [")
	if d.Screen.Typing() {
		t.Error("letters go into a field that is not shown")
	}
	d.Press("esc")
	d.Sees("Mật khẩu [")
	d.SeesNot("*") // half a passphrase does not lie about
	d.Type(right)
	d.Press("enter")
	if _, ok := last(t, d).(page.Navigate); !ok {
		t.Errorf("asked for %+v", last(t, d))
	}
}

func TestTheNewPassphraseGoesOnWhereTheOldOneWouldHave(t *testing.T) {
	set := ""
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	d := pagetest.Open80(t, func(c *page.Context) page.Screen {
		return unlock.NewWith(c, vault(t), page.Navigate{Page: "home"}, forgotten.Options{
			About: func() (forgotten.About, error) { return forgotten.About{Key: true}, nil },
			Open: func(got *trust.Identity, fresh []byte) (*sync.Restored, error) {
				if got.Secret() != id.String() {
					t.Error("another key")
				}
				set = string(fresh)
				return nil, nil //nolint:nilnil // a store brings nothing back
			},
		})
	})
	d.Press("f6", "down", "enter")
	d.Paste(strings.Join(trust.SheetLines(id.String()), "\n"))
	d.Type(right)
	d.Press("enter")
	d.Type(right)
	d.Press("enter", "enter")
	if _, ok := last(t, d).(page.Navigate); !ok || set != right {
		t.Errorf("set %q, asked for %+v", set, last(t, d))
	}
}
