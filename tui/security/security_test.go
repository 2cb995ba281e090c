package security

import (
	"context"
	"crypto/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/sqlite"
	"coopfield/sync"
	"coopfield/sync/trust"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
)

var ctx = context.Background()

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

const old = "mật khẩu cũ đủ dài"

// openStore makes and opens a store with real keys and SQLite.
func openStore(t *testing.T, mode trust.Mode, role store.Role, unit string) *sync.Site {
	t.Helper()
	dir := t.TempDir()
	now := func() time.Time { return pagetest.Now }
	var pass []byte
	if mode == trust.Real {
		pass = []byte(old)
	}
	keys, err := trust.Create(dir, mode, trust.X25519, pass)
	must(t, err)
	codec, err := keys.Codec()
	must(t, err)
	db, err := sqlite.Open(ctx, filepath.Join(dir, "coopfield.db"), sqlite.Options{Clock: now, Codec: codec})
	must(t, err)
	self := sync.Self{Mode: mode, Role: role, Person: "Cán bộ 1", Unit: unit, Created: now().Format(time.RFC3339)}
	_, _, err = sync.Init(ctx, dir, db, now, sync.InitOptions{Self: self, Passphrase: pass, Keys: keys})
	must(t, err)
	s, err := sync.Open(ctx, sync.SiteOptions{Dir: dir, Log: db, Keys: keys, Clock: now, Rand: rand.Reader, App: "test", Session: "1"})
	must(t, err)
	t.Cleanup(func() {
		keys.Close()
		must(t, db.Close())
	})
	return s
}

func last[T tea.Msg](t *testing.T, d *pagetest.Driver) T {
	t.Helper()
	for i := len(d.Sent) - 1; i >= 0; i-- {
		if m, ok := d.Sent[i].(T); ok {
			return m
		}
	}
	var none T
	t.Fatalf("the root was asked for %+v, not for a %T", d.Sent, none)
	return none
}

type bench struct {
	*pagetest.Driver
	lock []int64
}

func open(t *testing.T, s *sync.Site, args page.Args) *bench {
	t.Helper()
	b := &bench{}
	b.Driver = pagetest.Open80(t, func(c *page.Context) page.Screen {
		return New(c, Options{
			Site: s, Changed: func() {}, SetLock: func(n int64) { b.lock = append(b.lock, n) },
			Disk: func(string) Disk { return DiskPlain }, Drives: func() []string { return nil },
		}, args)
	})
	return b
}

func (b *bench) answer(s string) {
	b.T.Helper()
	b.Run(last[page.Prompt](b.T, b.Driver).Then(s))
}

func TestThePassphraseIsChangedOnlyIfBothAreTheSame(t *testing.T) {
	s := openStore(t, trust.Real, store.Officer, "615")
	b := open(t, s, page.Args{"do": rowPass})
	b.answer(old)
	if p := last[page.Prompt](t, b.Driver); !p.Secret || p.Label != "Mật khẩu mới" {
		t.Errorf("asked %+v", p)
	}
	b.answer("đường lên Măng Đen")
	b.answer("đường lên Măng Đenn")
	if m := last[page.Toast](t, b.Driver); m.Level != page.Warn {
		t.Errorf("told %+v", m)
	}
	_, err := trust.Open(s.Dir, []byte(old))
	must(t, err)
	b.Press("enter")
	for _, p := range []string{old, "đường lên Măng Đen", "đường lên Măng Đen"} {
		b.answer(p)
	}
	if q := last[page.Confirm](t, b.Driver); !strings.Contains(q.Body, "nên sao lưu lại") {
		t.Errorf("told %+v", q)
	}
	if _, err := trust.Open(s.Dir, []byte(old)); store.CodeOf(err) != store.Locked {
		t.Errorf("the old passphrase: %v", err)
	}
	k, err := trust.Open(s.Dir, []byte("đường lên Măng Đen"))
	must(t, err)
	k.Close()
}

func TestABackupGetsANameOfItsOwnAndIsSeenAfterwards(t *testing.T) {
	s := openStore(t, trust.Training, store.Officer, "615")
	_, err := s.Desk.Put(ctx, store.Cooperative, []desk.Input{{Doc: store.Doc{"name": "HTX Mẫu", "type": "htx", "unit": "615", "reporting_unit": "615"}}})
	must(t, err)
	usb := t.TempDir()
	b := open(t, s, page.Args{"do": rowBackup})
	b.Sees("Chưa sao lưu lần nào", "!")
	b.answer(usb)
	if q := last[page.Confirm](t, b.Driver); !strings.Contains(q.Body, "Đã sao lưu và kiểm tra lại") {
		t.Errorf("told %+v", q)
	}
	files, err := filepath.Glob(filepath.Join(usb, "sao-luu-can-bo-1-*.age"))
	must(t, err)
	if len(files) != 1 {
		all, _ := os.ReadDir(usb)
		t.Fatalf("written: %v", all)
	}
	b.Sees("Lần cuối 23/11/2024", "đã đọc lại", "chưa ghi gì thêm")
	b.Send(backupTo{filepath.Join(usb, "khong", "co", "x.age")})
	last[page.Fail](t, b.Driver)
}

func TestTheCheckOpensWhatItFound(t *testing.T) {
	s := openStore(t, trust.Training, store.Officer, "615")
	b := open(t, s, page.Args{"do": rowCheck})
	if n := last[page.Navigate](t, b.Driver); n.Page != "doctor" {
		t.Fatalf("opened %+v", n)
	}
	d := pagetest.Open80(t, func(c *page.Context) page.Screen {
		c.Kept = b.C.Kept
		return Doctor(c, s)
	})
	d.Sees("Kết quả kiểm tra kho", "✓ Không thấy lỗi")
}

func TestTheTimeOfTheLockIsChosenAndKept(t *testing.T) {
	s := openStore(t, trust.Real, store.Officer, "615")
	if n := LockMinutes(ctx, s.Log); n != 15 {
		t.Errorf("locks after %d minutes where nobody chose", n)
	}
	b := open(t, s, page.Args{"do": rowLock})
	b.Sees("sau 30 phút")
	b.Press("enter", "enter", "enter")
	if n := LockMinutes(ctx, s.Log); n != 5 || b.lock[len(b.lock)-1] != 5 || len(b.lock) != 4 {
		t.Errorf("kept %d, told %v", n, b.lock)
	}
	training := open(t, openStore(t, trust.Training, store.Officer, "615"), page.Args{"do": rowLock})
	training.Sees("Kho tập huấn không có mật khẩu")
	if len(training.lock) != 0 {
		t.Error("a training store locks")
	}
}

func TestARequestIsApprovedAfterItsFingerprintWasCompared(t *testing.T) {
	p, laptop := openStore(t, trust.Training, store.Province, "62"), openStore(t, trust.Training, store.Officer, "615")
	file, fp, err := laptop.EnrolRequest()
	must(t, err)
	usb := t.TempDir()
	path := filepath.Join(usb, "yeu-cau.coopreq")
	must(t, os.WriteFile(path, file, 0o600))
	b := open(t, p, page.Args{"do": rowApprove})
	b.answer(path)
	q := last[page.Confirm](t, b.Driver)
	if !q.Danger || !strings.Contains(q.Body, trust.FormatFingerprint(fp)) || !strings.Contains(q.Body, "Cán bộ 1") {
		t.Fatalf("asked %+v", q)
	}
	if r := p.Registry(); len(r.Devices) != 1 {
		t.Fatal("approved before the answer")
	}
	b.Run(q.Then)
	done := last[page.Confirm](t, b.Driver)
	grants, err := filepath.Glob(filepath.Join(usb, "cap-quyen-*.coop"))
	must(t, err)
	if len(grants) != 1 || !strings.Contains(done.Body, grants[0]) {
		t.Fatalf("written %q, told %q", grants, done.Body)
	}
	ca, err := trust.OpenCA(trust.CADir(p.Dir), nil)
	must(t, err)
	defer ca.Close()
	r, err := laptop.Import(ctx, grants, sync.ImportOptions{CA: ca.Fingerprint()})
	must(t, err)
	must(t, sync.ImportError(r))

	list := pagetest.Open80(t, func(c *page.Context) page.Screen { return NewDevices(c, p) })
	list.Sees(laptop.Principal(), "đang dùng", "Cán bộ 1")
	list.Press("f8") // the office
	if m := last[page.Toast](t, list); !strings.Contains(m.Text, "văn phòng") {
		t.Errorf("told %+v", m)
	}
	list.Press("down", "f8")
	n := last[page.Navigate](t, list)
	if n.Page != "revoke" || n.ID != laptop.Principal() {
		t.Fatalf("opened %+v", n)
	}

	form := pagetest.Open80(t, func(c *page.Context) page.Screen { return NewRevoke(c, p, n.ID, func() {}) })
	form.Sees("mất máy", "Thu hồi "+n.ID)
	form.Press("f8")
	if m := last[page.Toast](t, form); !strings.Contains(m.Text, "vì sao") {
		t.Errorf("told %+v", m)
	}
	form.Type("Mất trên đường đi Sa Thầy")
	form.Press("f8")
	ask := last[page.Confirm](t, form)
	if !ask.Danger || !strings.Contains(ask.Body, "mất máy") {
		t.Errorf("asked %+v", ask)
	}
	form.Run(ask.Then)
	if d := p.Registry().ByPrincipal(n.ID); d.Status != trust.Lost {
		t.Errorf("the device is %s", d.Status)
	}
	history := pagetest.Open80(t, func(c *page.Context) page.Screen { return Changes(c, p) })
	history.Sees("thu hồi "+n.ID, "Mất trên đường đi Sa Thầy", "cấp quyền "+n.ID)
}

func TestACompromisedDeviceMustSayUpToWhere(t *testing.T) {
	p := openStore(t, trust.Training, store.Province, "62")
	form := pagetest.Open80(t, func(c *page.Context) page.Screen {
		m := NewRevoke(c, p, "dakha-01", func() {})
		m.device = &sync.DeviceRow{Held: desk.Point{Epoch: 1, Seq: 7}}
		m.form.Field("state").SetValue(string(trust.Compromised))
		m.form.Field("why").SetValue("Lộ khóa")
		return quiet{m}
	})
	form.Press("f8")
	if m := last[page.Toast](t, form); !strings.Contains(m.Text, "phải ghi rõ") {
		t.Errorf("told %+v", m)
	}
	form.Type("một")
	form.Press("f8")
	if m := last[page.Toast](t, form); !strings.Contains(m.Text, "1:1190") {
		t.Errorf("told %+v", m)
	}
	form.Press("ctrl+u")
	form.Type("0")
	form.Press("f8")
	if q := last[page.Confirm](t, form); !strings.Contains(q.Body, "không chấp nhận thay đổi nào") {
		t.Errorf("asked %+v", q)
	}
}

// quiet is a form that reads nothing.
type quiet struct{ *Revoke }

func (quiet) Init() tea.Cmd { return nil }

func TestTheSheetIsShownAsTextAsACodeAndWritten(t *testing.T) {
	s := openStore(t, trust.Real, store.Officer, "615")
	d := pagetest.Open(t, "vi", pagetest.Size{Width: 100, Height: 40}, func(c *page.Context) page.Screen { return Sheet(c, s) })
	d.Sees("TỜ PHỤC HỒI", s.Keys.Install())
	d.Press("f4")
	d.SeesNot("TỜ PHỤC HỒI CỦA")
	d.Sees("█")
	d.Press("f4", "f7")
	dir := t.TempDir()
	d.Run(last[page.Prompt](t, d).Then(dir))
	data, err := os.ReadFile(filepath.Join(dir, "to-phuc-hoi.txt"))
	must(t, err)
	if !strings.Contains(string(data), s.Keys.Install()) {
		t.Errorf("written %q", data)
	}
}

func TestAProvincesSheetNeedsItsCA(t *testing.T) {
	s := openStore(t, trust.Real, store.Province, "62")
	d := pagetest.Open80(t, func(c *page.Context) page.Screen { return Sheet(c, s) })
	d.SeesNot("Khóa phục hồi (")
	d.Press("f8")
	d.Run(last[page.Prompt](t, d).Then("sai"))
	if e := last[page.Fail](t, d); store.CodeOf(e.Err) != store.Locked {
		t.Errorf("a wrong passphrase: %v", e.Err)
	}
	d.Press("f8")
	d.Run(last[page.Prompt](t, d).Then(old))
	d.Sees("TỜ PHỤC HỒI CỦA TỈNH", "Tỉnh Kon Tum (62)")
}

// People read the name of the province, commands its code.
func TestTheProvinceIsNamed(t *testing.T) {
	b := open(t, openStore(t, trust.Training, store.Province, "62"), nil)
	b.Sees("Kon Tum (62)", "Tỉnh Kon Tum")
}
