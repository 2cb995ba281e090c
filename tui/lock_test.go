package tui_test

import (
	"errors"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/tui"
	"coopfield/tui/keys"
	"coopfield/tui/page"
	"coopfield/tui/text"
	"coopfield/tui/unlock"
)

// guarded is an app with a lock; its passphrase is "mở".
type guarded struct {
	*app
	idle   time.Duration
	closed int
	refuse error
}

func lockable(t *testing.T) *guarded {
	t.Helper()
	g := &guarded{}
	open := func(p []byte) error {
		if string(p) != "mở" {
			return errors.New("wrong")
		}
		return nil
	}
	g.app = openWith(t, func(o *tui.Options) {
		o.HelpPage = "coops"
		o.Lock = &tui.Lock{
			After: func() time.Duration { return g.idle },
			Close: func() error {
				if g.refuse == nil {
					g.closed++
				}
				return g.refuse
			},
			Screen: func(c *page.Context) page.Screen { return unlock.New(c, open, page.Unlocked{}) },
		}
	})
	return g
}

func openWith(t *testing.T, o optional) *app { return open(t, text.VI, o) }

func (g *guarded) pass(s string) {
	for _, r := range s {
		g.press(string(r))
	}
	g.press("enter")
}

func TestLockingCoversEverythingAndComesBackToTheSameField(t *testing.T) {
	g := lockable(t)
	g.press("f3")
	r := g.room["coops"]
	r.typing = true
	g.press("b", "í", "m")
	g.sees("bím", "Phòng ▸ coops")
	g.press("ctrl+l")
	g.sees("Mở kho", "Mật khẩu")
	g.seesNot("bím")
	g.seesNot("coops")
	if g.closed != 1 {
		t.Errorf("the keys were forgotten %d times", g.closed)
	}
	g.press("ctrl+p", "f3") // lead nowhere
	g.sees("Mật khẩu")
	g.pass("mở")
	g.sees("bím", "Phòng ▸ coops")
	g.press(".")
	g.sees("bím.")
}

func TestWhatArrivesWhileLockedWaits(t *testing.T) {
	g := lockable(t)
	g.press("ctrl+l")
	g.send(page.Fail{Err: errors.New("HTX Mẫu")})
	g.send(page.Toast{Text: "đã lưu HTX Mẫu"})
	g.seesNot("Chưa thực hiện được")
	g.seesNot("HTX Mẫu")
	g.pass("mở")
	g.sees("Chưa thực hiện được")
}

func TestADialogIsStillThereAfterUnlocking(t *testing.T) {
	g := lockable(t)
	g.send(page.Prompt{Title: "Lý do", Then: func(string) tea.Cmd { return nil }})
	g.press("s", "a", "i", "ctrl+q") // quits at once: nothing keeps it
	g = lockable(t)
	g.send(page.Prompt{Title: "Lý do"})
	g.press("đ", "o")
	g.now = g.now.Add(time.Hour)
	g.idle = time.Minute
	g.send(tui.IdleTick)
	g.seesNot("Lý do")
	g.pass("mở")
	g.sees("Lý do", "đo")
}

func TestAnUnusedKeyboardLocksAndLongWorkIsNotInterrupted(t *testing.T) {
	g := lockable(t)
	g.idle = 15 * time.Minute
	g.now = g.now.Add(14 * time.Minute)
	g.send(tui.IdleTick)
	g.press("x")
	g.now = g.now.Add(2 * time.Minute)
	g.send(tui.IdleTick)
	if g.closed != 0 {
		t.Fatal("locked while in use")
	}
	g.room["home"].keep = "một gói đang được ghi"
	g.now = g.now.Add(time.Hour)
	g.send(tui.IdleTick)
	g.press("ctrl+l")
	g.sees("chưa khóa được: một gói đang được ghi")
	if g.closed != 0 {
		t.Fatal("locked during long work")
	}
	g.room["home"].keep = ""
	g.now = g.now.Add(time.Hour)
	g.send(tui.IdleTick)
	g.sees("Mật khẩu")
	g.idle = 0
	g.pass("mở")
	g.now = g.now.Add(100 * time.Hour)
	g.send(tui.IdleTick)
	g.sees("Phòng ▸ home")
}

func TestWhatCannotBeSavedKeepsTheScreenOpen(t *testing.T) {
	g := lockable(t)
	g.room["home"].flush = errors.New("đĩa đầy")
	g.press("ctrl+l")
	g.sees("đĩa đầy")
	if g.closed != 0 {
		t.Error("locked with unsaved work")
	}
}

func TestHelpLeadsToWhatToDoWhenDataSeemLost(t *testing.T) {
	g := lockable(t)
	g.press("f1")
	g.sees("Khi thấy mất dữ liệu")
	g.press("enter")
	g.sees("Phòng ▸ coops")
	if keys.Label(keys.Lock) != "Ctrl+L" {
		t.Errorf("locked by %s", keys.Label(keys.Lock))
	}
}
