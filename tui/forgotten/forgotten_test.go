package forgotten_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/sync"
	"coopfield/sync/trust"
	"coopfield/tui/forgotten"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
	"coopfield/tui/text"
)

const (
	old    = "mật khẩu đã quên 2024"
	caPass = "mật khẩu của két 2024"
	fresh  = "mật khẩu mới tinh 2024"
)

// world is a province's CA on a stick and a store that it enrolled.
type world struct {
	stick, dir string
	id         *trust.Identity
	lines      []string // of the recovery sheet
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{stick: t.TempDir(), dir: t.TempDir()}
	ca, err := trust.CreateCA(trust.CADir(w.stick), trust.Real, trust.X25519, []byte(caPass))
	must(t, err)
	defer ca.Close()
	k, err := trust.Create(w.dir, trust.Real, trust.X25519, []byte(old))
	must(t, err)
	must(t, k.WrapRecovery(ca.RecoveryRecipient()))
	k.Close()
	w.id = ca.Recovery()
	w.lines = trust.SheetLines(w.id.Secret())
	return w
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (w *world) options() forgotten.Options {
	return forgotten.Options{
		About: func() (forgotten.About, error) {
			return forgotten.About{Install: "0123456789abcdef0123456789abcdef", Print: "cc01 1677 7337 9385 95b1 d0e3 7853 9da2", Key: true}, nil
		},
		Check: func(id *trust.Identity) error {
			k, err := trust.OpenRecovery(w.dir, id)
			if err == nil {
				k.Close()
			}
			return err
		},
		Open: func(id *trust.Identity, pass []byte) (*sync.Restored, error) {
			_, err := sync.OpenByRecovery(w.dir, id, pass)
			return nil, err
		},
		Places: func() []string { return nil },
		Then:   page.Navigate{Page: "home"}, Left: page.Back{},
	}
}

func screen(o forgotten.Options) func(*page.Context) page.Screen {
	return func(c *page.Context) page.Screen { return forgotten.New(c, o) }
}

func sent[M tea.Msg](d *pagetest.Driver) bool {
	for _, m := range d.Sent {
		if _, ok := m.(M); ok {
			return true
		}
	}
	return false
}

// opens reports whether a passphrase opens the store.
func (w *world) opens(pass string) bool {
	k, err := trust.Open(w.dir, []byte(pass))
	if err == nil {
		k.Close()
	}
	return err == nil
}

// setFresh types the new passphrase twice and checks what became of the store.
func (w *world) setFresh(t *testing.T, d *pagetest.Driver) {
	t.Helper()
	d.Sees("Đã mở được bằng khóa của tỉnh", "Mật khẩu mới")
	d.Type("ngắn")
	d.Press("enter", "enter")
	d.Sees("ít nhất 8 chữ")
	d.Press("ctrl+u")
	d.Type(fresh)
	d.Press("enter")
	d.Type(fresh + "!")
	d.Press("enter")
	d.Sees("không giống nhau")
	if !w.opens(old) {
		t.Fatal("the passphrase was changed before both were the same")
	}
	d.Press("ctrl+u")
	d.Type(fresh)
	d.SeesNot(fresh)
	d.Press("enter")
	d.Sees("✓ Đã đặt mật khẩu mới", "Rút USB khóa CA")
	if !w.opens(fresh) || w.opens(old) {
		t.Error("the store does not open with the new passphrase alone")
	}
	d.Press("enter")
	if n, ok := d.Sent[len(d.Sent)-1].(page.Navigate); !ok || n.Page != "home" {
		t.Errorf("went to %+v", d.Sent[len(d.Sent)-1])
	}
}

func TestTheCAsFolderOpensTheStoreAndANewPassphraseIsSet(t *testing.T) {
	w := newWorld(t)
	d := pagetest.Open80(t, screen(w.options()))
	d.Sees("Dữ liệu còn nguyên", "Mã cài đặt", "0123456789abcdef0123456789abcdef", "cc01 1677")
	d.Press("enter")
	d.Sees("Thư mục khóa CA")
	d.Press("ctrl+s")
	d.Sees("Chưa ghi thư mục khóa CA")
	d.Type(w.dir)
	d.Press("enter")
	d.Type(caPass)
	d.Press("enter")
	d.Sees("Không thấy khóa CA trong thư mục này")
	d.Press("ctrl+u")
	d.Type(w.stick) // the stick, not the folder on it
	d.Press("enter")
	d.Type("sai rồi nhé")
	d.SeesNot("sai rồi")
	d.Press("enter")
	d.Sees("Mật khẩu khóa CA không đúng")
	d.Type(caPass)
	d.SeesNot(caPass)
	d.Press("enter")
	w.setFresh(t, d)
}

func TestAStickThatIsPluggedInIsNamed(t *testing.T) {
	w := newWorld(t)
	o := w.options()
	o.Places = func() []string { return []string{trust.CADir(w.stick), "/media/khac/ca"} }
	d := pagetest.Open(t, "vi", pagetest.Size{Width: 200, Height: 60}, screen(o))
	d.Press("enter")
	d.Sees("001/ca", "↑↓ chọn thư mục")
	d.Press("shift+tab", "down")
	d.Sees("/media/khac/ca")
	d.Press("down", "tab")
	d.Type(caPass)
	d.Press("enter")
	d.Sees("Đã mở được bằng khóa của tỉnh")
}

// The sheet is typed as people copy: without the number, in small letters,
// without the =; a wrong line is named, and what was typed before is hidden.
func TestTheSheetIsTypedLineByLineAndAWrongLineIsNamed(t *testing.T) {
	w := newWorld(t)
	d := pagetest.Open80(t, screen(w.options()))
	d.Press("down", "enter")
	d.Sees("Dòng 1")
	d.Press("enter")
	d.Sees("Chưa gõ dòng 1")
	for n, line := range w.lines {
		bare := strings.TrimSpace(strings.SplitN(line, ":", 2)[1])
		wrong := "Q" + bare[1:]
		if bare[0] == 'Q' {
			wrong = "P" + bare[1:]
		}
		d.Type(wrong)
		d.Press("enter")
		d.Sees("✗ Dòng " + string(rune('1'+n)) + " chép chưa đúng")
		d.Press("ctrl+u")
		if n == 1 {
			d.Type(w.lines[3])
			d.Press("enter")
			d.Sees("Đây là dòng 4; đang cần dòng 2")
			d.Press("ctrl+u")
		}
		typed := []string{line, bare, strings.ToLower(bare), strings.ReplaceAll(bare, " = ", " "), strings.ReplaceAll(line, " ", "")}[n%5]
		d.Type(typed)
		d.Sees(typed)
		d.Press("enter")
		d.SeesNot(typed)
	}
	w.setFresh(t, d)
}

func TestAPastedSheetOpensAndOneWithAWrongLineGoesOnFromThere(t *testing.T) {
	w := newWorld(t)
	paper := "TỜ PHỤC HỒI CỦA TỈNH\n\nĐơn vị: Tỉnh Kon Tum (62)\n\n    " + strings.Join(w.lines, "\n    ") + "\n\nKhi một máy quên mật khẩu:\n  1. Chép các dòng trên.\n"
	d := pagetest.Open80(t, screen(w.options()))
	d.Press("down", "enter")
	d.Paste(paper)
	d.Sees("Đã mở được bằng khóa của tỉnh")
	d.Press("esc", "enter", "esc") // the key is forgotten, nothing is set
	if !w.opens(old) {
		t.Fatal("something was changed")
	}
	d.Press("enter")
	d.Sees("Dòng 1")
	at := strings.Index(w.lines[2], ": ") + 2
	bad := w.lines[2][:at] + "2222" + w.lines[2][at+4:]
	if bad == w.lines[2] {
		bad = w.lines[2][:at] + "3333" + w.lines[2][at+4:]
	}
	d.Paste(strings.ReplaceAll(paper, w.lines[2], bad))
	d.Sees("✓ 2 dòng đã đúng", "✗ Dòng 3 chép chưa đúng")
	for _, l := range w.lines[2:] {
		d.Type(l)
		d.Press("enter")
	}
	w.setFresh(t, d)
}

func TestTheKeyInOneLineOpensToo(t *testing.T) {
	w := newWorld(t)
	d := pagetest.Open80(t, screen(w.options()))
	d.Press("down", "enter")
	d.Type(strings.ToLower(w.id.Secret()))
	d.SeesNot(strings.ToLower(w.id.Secret()))
	d.Press("enter")
	w.setFresh(t, d)
}

func TestAnotherProvincesKeyChangesNothing(t *testing.T) {
	w, other := newWorld(t), newWorld(t)
	before := wrapOf(t, w.dir)
	d := pagetest.Open80(t, screen(w.options()))
	d.Press("down", "enter")
	d.Paste(strings.Join(other.lines, "\n"))
	d.Sees("✗ Khóa này không mở được kho của máy này")
	d.Press("esc", "up", "enter")
	d.Type(other.stick)
	d.Press("enter")
	d.Type(caPass)
	d.Press("enter")
	d.Sees("✗ Khóa này không mở được kho của máy này")
	if !bytes.Equal(before, wrapOf(t, w.dir)) {
		t.Error("the wrapped key was written")
	}
	d.Press("esc", "esc")
	if !sent[page.Back](d) {
		t.Error("Esc did not lead back")
	}
}

func wrapOf(t *testing.T, dir string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(trust.KeyDir(dir), "wrap"))
	must(t, err)
	return b
}

func TestAStoreThatWasNeverEnrolledSaysThatNobodyCanOpenIt(t *testing.T) {
	w := newWorld(t)
	o := w.options()
	o.About = func() (forgotten.About, error) { return forgotten.About{}, nil }
	d := pagetest.Open80(t, screen(o))
	d.Sees("chưa có khóa phục hồi nào")
	d.Press("enter", "down", "enter")
	d.Sees("chưa có khóa phục hồi nào")
	d.Press("esc")
	if !sent[page.Back](d) {
		t.Error("Esc did not lead back")
	}
}

func TestABackupSaysWhatItBroughtBackAndAFailureLeadsAway(t *testing.T) {
	w := newWorld(t)
	fail := error(&store.Error{Code: store.Refused, Message: "tệp này không phải bản sao lưu"})
	o := forgotten.Options{
		Open:  func(*trust.Identity, []byte) (*sync.Restored, error) { return &sync.Restored{Epoch: 2}, fail },
		Told:  func(r *sync.Restored) string { return "Máy mở kỳ ghi 2" },
		Then:  page.Navigate{Page: "home"},
		Left:  page.Back{},
		After: page.Navigate{Page: "unlock"},
	}
	d := pagetest.Open80(t, screen(o))
	d.Sees("Dữ liệu trong tệp còn nguyên")
	d.SeesNot("Mã cài đặt")
	try := func() {
		d.Press("enter")
		d.Paste(strings.Join(w.lines, "\n"))
		d.Type(fresh)
		d.Press("enter")
		d.Type(fresh)
		d.Press("enter")
	}
	d.Press("down")
	try()
	told, away := sent[page.Fail](d), sent[page.Navigate](d)
	if !told || !away {
		t.Errorf("after an error: %+v", d.Sent)
	}
	d.SeesNot("Đã đặt")
	fail = nil
	try()
	d.Sees("Đã đặt mật khẩu mới cho kho được phục hồi", "Máy mở kỳ ghi 2")
}

func TestEachStepAtEverySize(t *testing.T) {
	w := newWorld(t)
	o := w.options()
	o.Places = func() []string { return []string{"/media/tinh/USB két/ca"} }
	steps := map[string]func(*pagetest.Driver){
		"choose": func(*pagetest.Driver) {},
		"folder": func(d *pagetest.Driver) { d.Press("enter", "ctrl+s") },
		"sheet": func(d *pagetest.Driver) {
			d.Press("down", "enter")
			d.Type("AGE- SECR ET-K EY-1 = XX")
			d.Press("enter")
		},
		"fresh": func(d *pagetest.Driver) {
			d.Press("down", "enter")
			d.Paste(strings.Join(w.lines, "\n"))
			d.Type("ngắn")
			d.Press("ctrl+s")
		},
	}
	for name, step := range steps {
		for _, lang := range []text.Lang{text.VI, text.EN} {
			for _, size := range pagetest.Sizes {
				d := pagetest.Open(t, lang, size, screen(o))
				step(d)
				d.Golden(name)
			}
		}
	}
}
