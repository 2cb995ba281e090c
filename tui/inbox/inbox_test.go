package inbox

import (
	"context"
	"crypto/rand"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/sqlite"
	"coopfield/sync"
	"coopfield/sync/trust"
	"coopfield/tui/keys"
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

// grantFor enrols a laptop and returns the grant's path and the CA's
// fingerprint.
func grantFor(t *testing.T, laptop, province *sync.Site) (path, ca string) {
	t.Helper()
	file, _, err := laptop.EnrolRequest()
	must(t, err)
	q, err := province.ReadRequest(file)
	must(t, err)
	authority, err := trust.OpenCA(trust.CADir(province.Dir), nil)
	must(t, err)
	defer authority.Close()
	a, err := province.Approve(ctx, q, sync.ApproveOptions{CA: authority})
	must(t, err)
	path = filepath.Join(t.TempDir(), "cap-quyen.coop")
	must(t, os.WriteFile(path, a.Grant, 0o600))
	return path, authority.Fingerprint()
}

func enrol(t *testing.T, laptop, province *sync.Site) {
	t.Helper()
	grant, ca := grantFor(t, laptop, province)
	r, err := laptop.Import(ctx, []string{grant}, sync.ImportOptions{CA: ca})
	must(t, err)
	must(t, sync.ImportError(r))
}

func pair(t *testing.T) (laptop, province *sync.Site) {
	t.Helper()
	laptop, province = openStore(t, store.Officer, "615"), openStore(t, store.Province, "62")
	enrol(t, laptop, province)
	return laptop, province
}

func put(t *testing.T, s *sync.Site, id, name string) string {
	t.Helper()
	doc := store.Doc{"name": name, "type": "htx", "unit": "615", "reporting_unit": "615"}
	ids, err := s.Desk.Put(ctx, store.Cooperative, []desk.Input{{ID: id, Doc: doc}})
	must(t, err)
	return ids[0]
}

// sealTo writes what waits into dir.
func sealTo(t *testing.T, s *sync.Site, dir string) sync.Sealed {
	t.Helper()
	out, err := s.Seal(ctx, dir)
	must(t, err)
	return out[0]
}

// receipted lets the laptop go on as after the province's receipt, so that its
// next bundle begins behind this one.
func receipted(t *testing.T, s *sync.Site, b sync.Sealed) {
	t.Helper()
	head, err := store.ParseHash(b.Head)
	must(t, err)
	must(t, s.Desk.Receipted(ctx, desk.Point{Epoch: 1, Seq: b.Through, Head: head}))
}

type driver struct{ *pagetest.Driver }

func open(t *testing.T, s *sync.Site, changed func()) driver {
	t.Helper()
	return driver{pagetest.Open80(t, func(c *page.Context) page.Screen {
		return newModel(c, s, changed, func() []string { return nil })
	})}
}

func last[T tea.Msg](d driver) T {
	d.T.Helper()
	for i := len(d.Sent) - 1; i >= 0; i-- {
		if m, ok := d.Sent[i].(T); ok {
			return m
		}
	}
	var none T
	d.T.Fatalf("the root was asked for %+v, not for a %T", d.Sent, none)
	return none
}

// name answers the question for a file or folder.
func (d driver) name(path string) {
	d.T.Helper()
	d.Press("ctrl+n")
	d.Run(last[page.Prompt](d).Then(path))
}

// importAll presses F5 in the preview and agrees.
func (d driver) importAll() {
	d.T.Helper()
	d.Press("f5")
	d.Run(last[page.Confirm](d).Then)
}

func (d driver) note() string { return d.Screen.(page.Noter).Note() }

func TestABundleIsLookedAtDownToItsFieldsAndThenTakenIn(t *testing.T) {
	laptop, province := pair(t)
	id := put(t, laptop, "", "HTX Nông nghiệp Mẫu Đăk Hà")
	put(t, laptop, "", "HTX Cà phê Mẫu Đăk Mar")
	usb := t.TempDir()
	first := sealTo(t, laptop, usb)
	changes := 0
	d := open(t, province, func() { changes++ })
	d.Sees("Chưa nhận gói nào", "F5")
	d.Press("f5")
	d.Run(last[page.Prompt](d).Then(usb))
	d.Sees("Xem trước", "✓ "+laptop.Principal()+" x0001", "23/11", "mới", "của Cán bộ 1", "2 thay đổi mới")
	if _, err := province.Desk.Get(ctx, store.Cooperative, id); store.CodeOf(err) != store.NotFound {
		t.Fatalf("the preview wrote something: %v", err)
	}
	d.Press("enter")
	d.Sees("+ Hồ sơ: HTX Nông nghiệp Mẫu Đăk Hà", "mới")
	d.Press("enter")
	d.Sees("mới hoàn toàn")
	d.Press("esc", "esc")
	d.importAll()
	d.Sees("Kết quả nhập", "mới")
	if m := last[page.Toast](d); m.Text != "Đã nhập 1 gói" || changes != 1 {
		t.Errorf("told %q, the lights were counted %d times", m.Text, changes)
	}
	if s := last[page.Step](d); s.Next != nil {
		t.Errorf("progress stays at %+v", s.Progress)
	}
	last[page.Saved](d)
	if _, err := province.Desk.Get(ctx, store.Cooperative, id); err != nil {
		t.Errorf("not taken in: %v", err)
	}
	receipted(t, laptop, first)
	put(t, laptop, id, "HTX Nông nghiệp Mẫu Đăk Hà đổi tên")
	second := sealTo(t, laptop, t.TempDir())
	d.name(second.Path)
	d.Sees("mới hơn")
	d.Press("enter")
	d.Sees("mới hơn", "Hồ sơ: HTX")
	d.Press("enter")
	d.Sees("Đang có", "Trong gói", "HTX Nông nghiệp Mẫu Đăk Hà", "đổi tên", "→")
	d.Press("esc", "esc", "esc")
	d.Sees("Hộp nhận", "✓ "+laptop.Principal()+" x0001")
	d.Press("enter")
	d.Sees("Hồ sơ: HTX Cà phê Mẫu Đăk Mar")
	d.Press("esc", "esc")
	last[page.Back](d)
}

func TestABundleThatWasTakenInIsKnown(t *testing.T) {
	laptop, province := pair(t)
	put(t, laptop, "", "HTX Mẫu")
	usb := t.TempDir()
	sealTo(t, laptop, usb)
	d := open(t, province, func() {})
	d.name(usb)
	d.importAll()
	d.name(usb)
	d.Sees("= "+laptop.Principal()+" x0001", "đã nhận trước đây", "1 đã có")
	d.SeesNot("thay đổi mới")
	d.Sent = nil
	d.Press("f5")
	if m := last[page.Toast](d); m.Level != page.Warn {
		t.Errorf("told %+v", m)
	}
	d.Press("enter")
	d.Sees("Hồ sơ: HTX Mẫu")
}

func TestAnAlteredBundleIsRefusedWithItsReasonAndTheOthersGoIn(t *testing.T) {
	laptop, province := pair(t)
	id := put(t, laptop, "", "HTX Mẫu")
	usb := t.TempDir()
	b := sealTo(t, laptop, usb)
	data, err := os.ReadFile(b.Path)
	must(t, err)
	data[len(data)-40] ^= 1
	must(t, os.WriteFile(filepath.Join(usb, "hong.coop"), data, 0o600))
	must(t, os.WriteFile(filepath.Join(usb, "anh.txt"), []byte("không phải gói"), 0o600))
	d := open(t, province, func() {})
	d.name(usb)
	if d.note() != "2 gói · 1 bị từ chối" {
		t.Errorf("note %q", d.note())
	}
	d.Sees("✗ hong.coop", "· anh.txt", "không dành cho kho này", "✓ "+laptop.Principal())
	d.Press("down")
	d.Sees("Lý do:", "Việc cần làm:")
	d.Press("enter")
	d.Sees("Lý do:", "Không có mục nào để xem")
	d.Press("esc")
	d.importAll()
	if m := last[page.Toast](d); m.Text != "Đã nhập 1 gói · 1 bị từ chối" || m.Level != page.Warn {
		t.Errorf("told %q", m.Text)
	}
	if _, err := province.Desk.Get(ctx, store.Cooperative, id); err != nil {
		t.Errorf("the valid bundle was not taken in: %v", err)
	}
	d.Press("esc")
	d.Sees("Hộp nhận", "✗ hong.coop")
	if d.note() != "2 gói · 1 bị từ chối" {
		t.Errorf("note %q", d.note())
	}
	for range 2 { // the refused one stands in one of the two rows
		d.Press("enter")
		v := d.View()
		d.Press("esc", "down")
		if strings.Contains(v, "Việc cần làm:") {
			return
		}
	}
	t.Error("the journal does not say what to do with the refused bundle")
}

func TestABundleWhosePredecessorIsMissingWaitsAndNamesTheRange(t *testing.T) {
	laptop, province := pair(t)
	put(t, laptop, "", "HTX Một")
	put(t, laptop, "", "HTX Hai")
	first := sealTo(t, laptop, t.TempDir())
	receipted(t, laptop, first)
	put(t, laptop, "", "HTX Ba")
	both := t.TempDir()
	second := sealTo(t, laptop, both)
	d := open(t, province, func() {})
	d.name(second.Path)
	d.Sees("… "+laptop.Principal()+" x0002", "chờ thay đổi 1-2", "nhập gói có các thay đổi còn thiếu")
	d.importAll()
	d.Press("esc")
	d.Sees("…", "chờ thay đổi 1-2")
	d.Press("enter")
	d.Sees("Hồ sơ: HTX Ba", "chờ")
	d.Press("esc")
	data, err := os.ReadFile(first.Path)
	must(t, err)
	must(t, os.WriteFile(filepath.Join(both, "a.coop"), data, 0o600))
	d.name(both)
	d.Sees("✓ "+laptop.Principal()+" x0001", "… "+laptop.Principal()+" x0002", "vào sau gói x0001")
	d.importAll()
	d.Press("esc")
	d.SeesNot("chờ thay đổi")
}

func TestAGrantAsksForTheFingerprintFromPaper(t *testing.T) {
	laptop, province := openStore(t, store.Officer, "615"), openStore(t, store.Province, "62")
	grant, ca := grantFor(t, laptop, province)
	d := open(t, laptop, func() {})
	d.name(grant)
	q := last[page.Prompt](d)
	if !strings.Contains(q.Title, "Dấu vân tay") {
		t.Fatalf("asked %+v", q)
	}
	d.Run(q.Then(strings.Repeat("0", 32)))
	d.Sees("✗", "dấu vân tay của tỉnh không khớp")
	d.name(grant)
	d.Run(last[page.Prompt](d).Then(trust.FormatFingerprint(ca)))
	d.Sees("✓", "tệp cấp quyền")
	d.importAll()
	if laptop.Principal() == "" {
		t.Error("the laptop is not enrolled")
	}
}

func TestAFolderThatIsNotThereAndAnEmptyOneAreTold(t *testing.T) {
	d := open(t, openStore(t, store.Province, "62"), func() {})
	d.name("/khong/co")
	if e := last[page.Fail](d); store.CodeOf(e.Err) != store.NotFound {
		t.Errorf("told %v", e.Err)
	}
	d.name(t.TempDir())
	if m := last[page.Toast](d); !strings.Contains(m.Text, "không có gói nào") {
		t.Errorf("told %q", m.Text)
	}
	d.Sees("Chưa nhận gói nào")
}

func TestStoppingLeavesWholeBundlesOnly(t *testing.T) {
	province := openStore(t, store.Province, "62")
	usb := t.TempDir()
	for range 3 {
		laptop := openStore(t, store.Officer, "615")
		enrol(t, laptop, province)
		put(t, laptop, "", "HTX Mẫu")
		sealTo(t, laptop, usb)
	}
	d := open(t, province, func() {})
	d.name(usb)
	m := d.Screen.(*Model)
	cmd := m.Update(agreed{})
	if m.Keep() == "" {
		t.Error("the program may quit while bundles are taken in")
	}
	begun := cmd().(page.Step)
	if begun.Total != 3 || !strings.HasPrefix(begun.Item, "coop_62_") {
		t.Errorf("progress %+v", begun.Progress)
	}
	begun.Cancel()
	d.Run(begun.Next)
	if msg := last[page.Toast](d); msg.Text != "Đã dừng: xong 1 trên 3 gói" {
		t.Errorf("told %q", msg.Text)
	}
	d.Press("esc")
	if len(m.entries) != 1 || m.Keep() != "" {
		t.Errorf("%d bundles were taken in", len(m.entries))
	}
}

// still is a screen whose store was read already.
type still struct{ *Model }

func (still) Init() tea.Cmd { return nil }

func november(c *page.Context) *Model {
	m := newModel(c, nil, func() {}, func() []string { return nil })
	m.read = true
	row := func(device string, export, from, to int64) store.BundleRow {
		return store.BundleRow{
			Device: device, Dev: device, Epoch: 1, Export: export, From: from, To: to, New: int(to - from + 1), State: store.BundleApplied,
			Name: "coop_62_" + device + "_e1_" + sprintf("x%04d", export) + ".coop",
		}
	}
	e := func(r store.BundleRow, unit, day string, state sync.FileState) entry {
		return entry{row: r, name: r.Name, unit: unit, person: "Cán bộ 1", day: day, state: state}
	}
	conflict := row("ngochoi-02", 17, 201, 212)
	conflict.Cases = 1
	known := row("dakha-01", 40, 1101, 1121)
	known.New, known.Known = 0, 21
	held := row("sathay-01", 9, 851, 870)
	held.NeedFrom, held.NeedTo, held.New = 801, 850, 0
	bad := store.BundleRow{Name: "tumorong-01_x0005.coop", Device: "tumorong-01", Export: 5, State: store.BundleRefused, Message: "chữ ký không khớp: không mở, không nhập"}
	m.fill([]entry{
		e(row("dakha-01", 41, 1122, 1158), "Đắk Hà", "2024-11-02", sync.FileApplied),
		e(conflict, "Ngọc Hồi", "2024-11-03", sync.FileApplied),
		e(known, "Đắk Hà", "2024-10-28", sync.FileApplied),
		e(held, "Sa Thầy", "2024-11-01", sync.FileHeld),
		{row: bad, name: bad.Name, state: sync.FileRefused},
	})
	return m
}

func TestTheJournalAtEverySize(t *testing.T) {
	pagetest.GoldenSizes(t, "journal", func(c *page.Context) page.Screen {
		m := november(c)
		m.table.Select(3)
		return still{m}
	})
}

func TestARefusedBundleAtEverySize(t *testing.T) {
	pagetest.GoldenSizes(t, "refused", func(c *page.Context) page.Screen {
		m := november(c)
		m.table.Select(4)
		return still{m}
	})
}

func inside3() []desk.Item {
	return []desk.Item{
		{Kind: store.Assessment, ID: "1", Title: "bảng đánh giá 2024 · HTX Nông nghiệp Mẫu Đăk Hà", What: desk.IsNewer, Fields: []desk.Change{
			{Path: "items.3a.self", Label: "3a Doanh thu · Tự chấm", From: "3", To: "4"},
			{Path: "items.3a.basis", Label: "3a Doanh thu · Căn cứ", From: "", To: "BCTC trang 3"},
		}},
		{Kind: store.Cooperative, ID: "2", Title: "HTX Mẫu Đăk Mar", What: desk.IsConflict, Why: "hai bản sửa song song, khác nhau 2 mục"},
		{Kind: store.Visit, ID: "3", Title: "kiểm tra 12/10/2024 · HTX Mẫu Ngọk Réo", What: desk.IsNew},
		{Kind: store.Plan, ID: "4", Title: "kế hoạch hoàn thiện · HTX Mẫu Ngọk Réo", What: desk.IsQuarantined, Why: "chỉ tỉnh được ghi mục approved_no"},
	}
}

func TestItemsAtEverySize(t *testing.T) {
	pagetest.GoldenSizes(t, "items", func(c *page.Context) page.Screen {
		m := november(c)
		m.list, m.depth = preview, items
		m.show(detail{items: inside3()})
		m.itemTab.Select(1)
		return still{m}
	})
}

func TestFieldsAtEverySize(t *testing.T) {
	pagetest.GoldenSizes(t, "fields", func(c *page.Context) page.Screen {
		m := november(c)
		m.list, m.depth = preview, items
		m.show(detail{items: inside3()})
		m.Update(keys.Press{Intent: keys.Open})
		return still{m}
	})
}

func TestTheNoteCountsBundlesAndRefusals(t *testing.T) {
	if n := november(pagetest.Context("vi")).Note(); n != "5 gói · 1 bị từ chối" {
		t.Errorf("note %q", n)
	}
}

func TestWhatAnotherReadingBroughtIsDropped(t *testing.T) {
	m := november(pagetest.Context("vi"))
	m.load = 2
	m.Update(loaded{load: 1})
	m.Update(opened{load: 1, detail: detail{items: inside3()}})
	if len(m.entries) != 5 || m.inside != nil {
		t.Error("an old reading is shown")
	}
}

func TestThePathBeginsWithTheStickThatIsPluggedIn(t *testing.T) {
	_, province := pair(t)
	drives, gone := []string{"/media/canbo/A"}, t.TempDir()
	d := driver{pagetest.Open80(t, func(c *page.Context) page.Screen {
		return newModel(c, province, func() {}, func() []string { return slices.Clone(drives) })
	})}
	d.Press("f5")
	if p := last[page.Prompt](d); p.Value != drives[0] || !slices.Equal(p.Choices, drives) {
		t.Errorf("asked %+v", p)
	}
	d.Run(last[page.Prompt](d).Then(gone))
	drives = []string{"/media/canbo/B"} // plugged in meanwhile
	d.Press("f5")
	if p := last[page.Prompt](d); p.Value != drives[0] || !slices.Equal(p.Choices, []string{"/media/canbo/B", gone}) {
		t.Errorf("asked again %+v", p)
	}
	drives = nil
	d.Press("f5")
	if p := last[page.Prompt](d); !strings.Contains(p.Body, "Không thấy USB") {
		t.Errorf("asked without a drive %+v", p)
	}
}

func TestTheYearAndTheNameStandWhereNothingElseIsToSay(t *testing.T) {
	d := pagetest.Open(t, "vi", pagetest.Size{Width: 60, Height: 20}, func(c *page.Context) page.Screen {
		m := november(c)
		m.list, m.depth = preview, items
		m.show(detail{items: []desk.Item{
			{Kind: store.Annual, ID: "1", Title: "số liệu năm 2021 · HTX Mẫu Vận tải Đăk La 1", What: desk.IsNew},
			{Kind: store.Assessment, ID: "2", Title: "bảng đánh giá 2022 · HTX Dịch vụ Nông nghiệp Tổng hợp Sản xuất Đăk Mar 12", What: desk.IsNew},
		}})
		return still{m}
	})
	d.Sees("Số liệu năm 2021 · HTX Mẫu V", "Đăk La 1", "Bảng đánh giá 2022 · HTX", "Mar 12")
	d.SeesNot("Trường", "Lý do")
	if n := d.Screen.(page.Noter).Note(); n != "" {
		t.Errorf("inside of a bundle the first line says %q", n)
	}
}

func TestTheProvinceAnswersAndTheLaptopSeesWhatCame(t *testing.T) {
	laptop, province := pair(t)
	put(t, laptop, "", "HTX Mẫu Đăk Hà")
	usb, back := t.TempDir(), t.TempDir()
	sealTo(t, laptop, usb)
	_, err := province.Import(ctx, []string{usb}, sync.ImportOptions{})
	must(t, err)
	d := open(t, province, func() {})
	d.Press("f9")
	p := last[page.Prompt](d)
	if !strings.Contains(p.Body, "biên nhận") {
		t.Errorf("asked %+v", p)
	}
	d.Run(p.Then(back))
	if n := last[page.Navigate](d); n.Page != "answers" {
		t.Fatalf("sent %+v", d.Sent)
	}
	codes, err := province.ReceiptCodes(ctx)
	must(t, err)
	page1 := pagetest.Open80(t, func(c *page.Context) page.Screen {
		c.Kept = d.C.Kept
		return Answers(c, func(string) string { return "Huyện Đắk Hà" })
	})
	page1.Sees("cho 1 máy", laptop.Principal(), "Huyện Đắk Hà", "✓", codes[0].Code, "đến thay đổi 1")
	page2 := pagetest.Open80(t, func(c *page.Context) page.Screen { return Codes(c, province) })
	page2.Sees("12 chữ", codes[0].Code)

	l := open(t, laptop, func() {})
	l.name(back)
	l.importAll()
	l.Sees("biên nhận cho 1 thay đổi")
	l.Press("f12")
	if n := last[page.Navigate](l); n.Page != "receipts" {
		t.Errorf("opened %+v", n)
	}
}

func TestWhatWaitsForAPersonLeadsToTheComparison(t *testing.T) {
	c := pagetest.Context("vi")
	m := november(c)
	m.province = true
	for _, x := range []struct {
		what desk.What
		tab  string
	}{{desk.IsQuarantined, "aside"}, {desk.IsConflict, ""}} {
		m.depth, m.list = items, received
		m.show(detail{items: []desk.Item{{Kind: store.Cooperative, ID: "1", Title: "HTX Mẫu", What: x.what, Why: "lý do"}}})
		got, ok := m.open()().(page.Navigate)
		if !ok || got.Page != "conflict" || got.Args["tab"] != x.tab {
			t.Errorf("%s leads to %+v", x.what, got)
		}
		m.list = preview
		if m.open(); m.depth != fields {
			t.Errorf("in a preview %s does not show its fields", x.what)
		}
	}
}

func TestAnswersAtEverySize(t *testing.T) {
	list := []sync.Answered{
		{
			Device: "dakha-01", Person: "Cán bộ 1", Unit: "615", Export: 7, Size: 38_000, Ops: 12, Records: 5, Refs: 1,
			Files: []string{"/media/canbo/USB TINH/coop_62_dakha-01_x0007.coop"},
			Codes: []sync.ReceiptCode{{Device: "dakha-01", Epoch: 1, Seq: 1170, Code: "KHTM-2QXR-9ZPA"}, {Device: "dakha-01", Epoch: 2, Seq: 12, Code: "MMPQ-7C3D-W2LA"}},
		},
		{Device: "ngochoi-02", Person: "Cán bộ 2", Unit: "611", Export: 3, Size: 9_000, Files: []string{"/media/canbo/USB TINH/coop_62_ngochoi-02_x0003.coop"}},
	}
	pagetest.GoldenSizes(t, "answers", func(c *page.Context) page.Screen {
		c.Kept = map[string]any{answersKept: list}
		return Answers(c, func(id string) string {
			return map[string]string{"615": "Huyện Đắk Hà", "611": "Huyện Ngọc Hồi"}[id]
		})
	})
}
