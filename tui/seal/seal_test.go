package seal_test

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
	"coopfield/tui/seal"
)

var ctx = context.Background()

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// openStore makes and opens a training store with real keys and SQLite.
func openStore(t *testing.T, role store.Role, unit string) *sync.Site {
	t.Helper()
	dir := t.TempDir()
	now := func() time.Time { return pagetest.Now }
	db, err := sqlite.Open(ctx, filepath.Join(dir, "coopfield.db"), sqlite.Options{Clock: now})
	must(t, err)
	self := sync.Self{Mode: trust.Training, Role: role, Person: "Cán bộ 1", Unit: unit, Created: now().Format(time.RFC3339)}
	_, _, err = sync.Init(ctx, dir, db, now, sync.InitOptions{Self: self})
	must(t, err)
	keys, err := trust.Open(dir, nil)
	must(t, err)
	s, err := sync.Open(ctx, sync.SiteOptions{Dir: dir, Log: db, Keys: keys, Clock: now, Rand: rand.Reader, App: "test", Session: "1"})
	must(t, err)
	t.Cleanup(func() {
		keys.Close()
		must(t, db.Close())
	})
	return s
}

// approve answers a request as the province does and returns the grant's path
// and the CA's fingerprint.
func approve(t *testing.T, p *sync.Site, request string) (grant, ca string) {
	t.Helper()
	file, err := os.ReadFile(request)
	must(t, err)
	q, err := p.ReadRequest(file)
	must(t, err)
	authority, err := trust.OpenCA(trust.CADir(p.Dir), nil)
	must(t, err)
	defer authority.Close()
	a, err := p.Approve(ctx, q, sync.ApproveOptions{CA: authority})
	must(t, err)
	grant = filepath.Join(t.TempDir(), "cap-quyen.coop")
	must(t, os.WriteFile(grant, a.Grant, 0o600))
	return grant, authority.Fingerprint()
}

// enrolled returns a laptop that a province has enrolled.
func enrolled(t *testing.T) (laptop, province *sync.Site) {
	t.Helper()
	laptop, province = openStore(t, store.Officer, "615"), openStore(t, store.Province, "62")
	file, _, err := laptop.EnrolRequest()
	must(t, err)
	request := filepath.Join(t.TempDir(), "request")
	must(t, os.WriteFile(request, file, 0o600))
	grant, ca := approve(t, province, request)
	r, err := laptop.Import(ctx, []string{grant}, sync.ImportOptions{CA: ca})
	must(t, err)
	must(t, sync.ImportError(r))
	return laptop, province
}

func putCoop(t *testing.T, s *sync.Site, name string) string {
	t.Helper()
	ids, err := s.Desk.Put(ctx, store.Cooperative, []desk.Input{{Doc: store.Doc{"name": name, "type": "htx", "unit": "615", "reporting_unit": "615"}}})
	must(t, err)
	return ids[0]
}

func screen(s *sync.Site, changed func()) func(*page.Context) page.Screen {
	return func(c *page.Context) page.Screen { return seal.New(c, s, changed) }
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

func sent[T tea.Msg](d *pagetest.Driver) bool {
	for _, m := range d.Sent {
		if _, ok := m.(T); ok {
			return true
		}
	}
	return false
}

func stick(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "USB")
	must(t, os.Mkdir(dir, 0o700))
	return dir
}

func TestSealingSaysWhatGoesWritesAndVerifies(t *testing.T) {
	laptop, province := enrolled(t)
	putCoop(t, laptop, "HTX Nông nghiệp Mẫu Đăk Hà")
	putCoop(t, laptop, "HTX Cà phê Mẫu Đăk Mar")
	usb, changes := stick(t), 0
	d := pagetest.Open80(t, screen(laptop, func() { changes++ }))
	d.Sees("Trong gói x0001", "2 thay đổi · 2 hồ sơ", "HTX Nông nghiệp Mẫu Đăk Hà", "2 hồ sơ", "tỉnh 62", "khóa làm việc", "khóa dự phòng",
		"còn trống", "Chưa ghi gói nào")
	d.Type(usb)
	d.Sees("USB")
	d.Press("enter")
	q := last[page.Confirm](t, d)
	if !strings.Contains(q.Body, usb) || !strings.Contains(q.Body, "2 thay đổi") || sent[page.Step](d) {
		t.Fatalf("asked %+v", q)
	}
	d.Run(q.Then)
	d.Sees("Đã đóng gói, đã ghi và kiểm tra lại", "✓ Gói x0001 · thay đổi 1–2", "SHA-256", "USB", "… chờ biên nhận", "… đã đóng gói")
	if s := last[page.Step](t, d); s.Next != nil || changes != 1 {
		t.Errorf("progress %+v, the lights were counted %d times", s.Progress, changes)
	}
	files, err := filepath.Glob(filepath.Join(usb, "*"))
	must(t, err)
	if len(files) != 1 {
		t.Fatalf("written: %q", files)
	}
	r, err := province.Import(ctx, files, sync.ImportOptions{})
	must(t, err)
	must(t, sync.ImportError(r))
	if r[0].Outcome.Appended != 2 {
		t.Errorf("the province took in %d changes", r[0].Outcome.Appended)
	}
}

func TestNothingIsWrittenWithoutAYes(t *testing.T) {
	laptop, _ := enrolled(t)
	putCoop(t, laptop, "HTX Mẫu")
	d := pagetest.Open80(t, screen(laptop, func() {}))
	d.Press("f9")
	last[page.Confirm](t, d)
	if files, _ := filepath.Glob(filepath.Join(laptop.OutboxDir(), "*")); len(files) > 0 {
		t.Errorf("written: %q", files)
	}
}

func TestAnEmptyStoreHasNothingToSeal(t *testing.T) {
	laptop, _ := enrolled(t)
	d := pagetest.Open80(t, screen(laptop, func() {}))
	d.Sees("Chưa có thay đổi nào để đóng gói")
	d.Press("f9")
	if last[page.Toast](t, d).Level != page.Warn || sent[page.Confirm](d) {
		t.Errorf("asked %+v", d.Sent)
	}
}

func TestDraftsAreNamedAndStayBehind(t *testing.T) {
	laptop, _ := enrolled(t)
	id := putCoop(t, laptop, "HTX Mẫu Ngọk Réo")
	_, err := laptop.Desk.SaveField(ctx, store.Cooperative, id, "phone", "0260", "0260")
	must(t, err)
	d := pagetest.Open80(t, screen(laptop, func() {}))
	d.Sees("! 1 hồ sơ còn gõ dở không nằm trong gói: HTX Mẫu Ngọk Réo")
	d.Press("f9")
	if q := last[page.Confirm](t, d); !strings.Contains(q.Body, "1 hồ sơ còn gõ dở") {
		t.Errorf("asked %q", q.Body)
	}
}

func TestAFolderThatIsNotThereIsSaidBesideTheField(t *testing.T) {
	laptop, _ := enrolled(t)
	putCoop(t, laptop, "HTX Mẫu")
	d := pagetest.Open80(t, screen(laptop, func() {}))
	d.Type("/khong/co/usb")
	d.Sees("✗ không ghi được vào /khong/co", "cắm lại USB")
	d.Press("enter")
	if e := last[page.Fail](t, d); store.DetailOf(e.Err) != "target" || sent[page.Confirm](d) {
		t.Errorf("asked %+v", d.Sent)
	}
}

func TestWhatWasReceiptedTurnsGreen(t *testing.T) {
	laptop, _ := enrolled(t)
	putCoop(t, laptop, "HTX Mẫu")
	out, err := laptop.Seal(ctx, "")
	must(t, err)
	d := pagetest.Open80(t, screen(laptop, func() {}))
	d.Sees("… đã đóng gói", "Mọi thay đổi đã nằm trong gói trước")
	head, err := store.ParseHash(out[0].Head)
	must(t, err)
	must(t, laptop.Desk.Receipted(ctx, desk.Point{Epoch: 1, Seq: out[0].Through, Head: head}))
	d.Send(page.Resumed{})
	d.Sees("✓ tỉnh đã nhận", "Chưa có thay đổi nào")
}

// With nothing of its own to send a laptop still tells which answer came; it
// asks first, says what the bundle is, and has nothing to seal after that.
func TestABundleWithoutChangesTellsThatAnAnswerCame(t *testing.T) {
	laptop, province := enrolled(t)
	putCoop(t, laptop, "HTX Mẫu")
	out, err := laptop.Seal(ctx, "")
	must(t, err)
	take := func(s *sync.Site, path string) {
		reports, err := s.Import(ctx, []string{path}, sync.ImportOptions{})
		must(t, err)
		must(t, sync.ImportError(reports))
	}
	take(province, out[0].Path)
	answers, err := province.Answer(ctx, t.TempDir(), sync.AnswerOptions{})
	must(t, err)
	take(laptop, answers[0].Path)
	d := pagetest.Open80(t, screen(laptop, func() {}))
	d.Sees("báo cho tỉnh biết", "gói trả lời sau")
	d.SeesNot("Chưa có thay đổi nào")
	d.Press("f9")
	q := last[page.Confirm](t, d)
	if !strings.Contains(q.Body, "không có thay đổi mới") || strings.Contains(q.Body, "0 thay đổi") {
		t.Errorf("asked %q", q.Body)
	}
	d.Run(q.Then)
	d.Sees("Gói x0002 · báo đã nhận, không có thay đổi")
	d.Send(page.Resumed{})
	if plan, err := laptop.SealPlan(ctx, ""); err != nil || plan.Ack {
		t.Errorf("it is told again: %+v, %v", plan, err)
	}
}

func TestAMachineThatIsNotEnrolledAsksAndTakesItsGrantIn(t *testing.T) {
	laptop, province := openStore(t, store.Officer, "615"), openStore(t, store.Province, "62")
	putCoop(t, laptop, "HTX Mẫu")
	_, fp, err := laptop.EnrolRequest()
	must(t, err)
	usb := stick(t)
	d := pagetest.Open80(t, screen(laptop, func() {}))
	d.Sees("chưa được tỉnh cấp quyền", trust.FormatFingerprint(fp), "1 thay đổi vẫn nằm an toàn")
	d.Type(usb)
	d.Press("f9")
	files, err := filepath.Glob(filepath.Join(usb, "*.coopreq"))
	must(t, err)
	if len(files) != 1 {
		t.Fatalf("written: %q", files)
	}
	grant, ca := approve(t, province, files[0])
	d.Type(grant)
	d.Press("tab")
	d.Type(strings.Repeat("0", 32))
	d.Press("enter")
	if e := last[page.Fail](t, d); store.DetailOf(e.Err) != trust.DetailNotOurCA {
		t.Fatalf("a wrong fingerprint was told as %v", e.Err)
	}
	d.Press("ctrl+u")
	d.Type(strings.ToUpper(trust.FormatFingerprint(ca)))
	d.Press("f5")
	if m := last[page.Toast](t, d); !strings.Contains(m.Text, laptop.Principal()) || laptop.Principal() == "" {
		t.Errorf("told %q", m.Text)
	}
	d.Sees("Trong gói x0001", "tỉnh 62")
}

func TestAGrantNeedsItsFileAndAFingerprint(t *testing.T) {
	d := pagetest.Open80(t, screen(openStore(t, store.Officer, "615"), func() {}))
	d.Press("f5") // goes to the first field that is missing
	d.Type("/tmp/x.coop")
	d.Press("tab")
	d.Type("12 34")
	d.Press("f5")
	if m := last[page.Toast](t, d); !strings.Contains(m.Text, "32 ký tự") || sent[page.Step](d) {
		t.Errorf("sent %+v", d.Sent)
	}
}

func TestTheProvinceIsLedToItsInbox(t *testing.T) {
	d := pagetest.Open80(t, screen(openStore(t, store.Province, "62"), func() {}))
	d.Sees("Kho của tỉnh nhận gói")
	d.Press("f9")
	if n := last[page.Navigate](t, d); n.Page != "inbox" {
		t.Errorf("opened %+v", n)
	}
}

func TestEscGoesBack(t *testing.T) {
	laptop, _ := enrolled(t)
	d := pagetest.Open80(t, screen(laptop, func() {}))
	d.Press("esc")
	last[page.Back](t, d)
}

func TestASecondCopyIsWrittenInPartsToAnotherStick(t *testing.T) {
	laptop, province := enrolled(t)
	putCoop(t, laptop, "HTX Mẫu Đăk Hà")
	one, two := stick(t), stick(t)
	d := pagetest.Open80(t, screen(laptop, func() {}))
	d.Type(one)
	d.Press("tab")
	d.Type(one)
	d.Sees("! trùng nơi")
	d.Press("ctrl+u")
	d.Type(two)
	d.Sees("✓ còn ")
	d.Press("f9")
	q := last[page.Confirm](t, d)
	if !strings.Contains(q.Body, "Bản thứ hai ghi vào "+two) {
		t.Fatalf("asked %+v", q)
	}
	d.Run(q.Then)
	d.Sees("Đã đóng gói")
	for _, dir := range []string{one, two} {
		files, err := filepath.Glob(filepath.Join(dir, "*"))
		must(t, err)
		if len(files) != 1 {
			t.Fatalf("in %s: %q", dir, files)
		}
		r, err := province.Import(ctx, files, sync.ImportOptions{})
		must(t, err)
		must(t, sync.ImportError(r))
	}
}

func TestAReceiptCodeFromThePhoneTurnsBundlesGreen(t *testing.T) {
	laptop, province := enrolled(t)
	putCoop(t, laptop, "HTX Mẫu")
	usb := stick(t)
	_, err := laptop.Seal(ctx, usb)
	must(t, err)
	_, err = province.Import(ctx, []string{usb}, sync.ImportOptions{})
	must(t, err)
	codes, err := province.ReceiptCodes(ctx, laptop.Keys.Dev())
	must(t, err)
	changes := 0
	d := pagetest.Open80(t, screen(laptop, func() { changes++ }))
	d.Press("f6")
	d.Run(last[page.Prompt](t, d).Then("BBBB-BBBB-BBBB"))
	if e := last[page.Fail](t, d); store.CodeOf(e.Err) == "" || changes != 0 {
		t.Errorf("a wrong code: %v", e.Err)
	}
	d.Sees("… đã đóng gói")
	d.Press("f6")
	p := last[page.Prompt](t, d)
	if p.Value != "BBBB-BBBB-BBBB" {
		t.Errorf("what was typed is gone: %q", p.Value)
	}
	d.Run(p.Then(strings.ToLower(codes[0].Code)))
	if m := last[page.Toast](t, d); !strings.Contains(m.Text, "đến số 1") || changes != 1 {
		t.Errorf("told %q", m.Text)
	}
	d.Sees("✓ tỉnh đã nhận")
	d.Press("f12")
	if n := last[page.Navigate](t, d); n.Page != "receipts" {
		t.Errorf("opened %+v", n)
	}
	r := pagetest.Open80(t, func(c *page.Context) page.Screen { return seal.Receipts(c, laptop, func() {}) })
	r.Sees("✓ Tỉnh đã nhận mọi thay đổi đến số 1", "Mọi thay đổi của máy này đã có biên nhận")
}
