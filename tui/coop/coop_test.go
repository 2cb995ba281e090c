package coop_test

import (
	"context"
	"encoding/binary"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/sqlite"
	"coopfield/tui/coop"
	"coopfield/tui/keys"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
	"coopfield/tui/text"
)

// stamp signs with what is checked by whoever takes a bundle in, not here.
type stamp struct{}

func (stamp) SignOp([]byte) (string, error) { return "c3RhbXA=", nil }

// office is one store of an officer of Đăk Hà; run opens it as another run of
// the program does.
type office struct {
	tb   testing.TB
	path string
	db   *sqlite.DB
	seed uint64
	role store.Role // officer if empty
}

func newOffice(tb testing.TB) *office {
	tb.Helper()
	return &office{tb: tb, path: filepath.Join(tb.TempDir(), "s.db")}
}

func (o *office) run() *desk.Desk {
	o.tb.Helper()
	if o.db != nil {
		if err := o.db.Close(); err != nil {
			o.tb.Fatal(err)
		}
	} else {
		o.tb.Cleanup(func() {
			if err := o.db.Close(); err != nil {
				o.tb.Error(err)
			}
		})
	}
	ctx := context.Background()
	db, err := sqlite.Open(ctx, o.path, sqlite.Options{})
	if err != nil {
		o.tb.Fatal(err)
	}
	o.db = db
	o.seed++
	var seed [32]byte
	binary.BigEndian.PutUint64(seed[:], o.seed)
	me := store.Writer{Person: "Cán bộ 1", Dev: strings.Repeat("ab", 16), Principal: "dakha-01", Role: store.Officer, Unit: "615"}
	if o.role != "" {
		me.Role, me.Unit = o.role, "62"
	}
	d, err := desk.New(ctx, desk.Options{
		Log: db, Signer: stamp{}, Mode: desk.Training, Epoch: 1, Clock: store.Clock(pagetest.Context(text.VI).Now),
		Rand: rand.NewChaCha8(seed), App: "test", Session: string(rune('a' + o.seed)), Me: me,
	})
	if err != nil {
		o.tb.Fatal(err)
	}
	return d
}

const longName = "Hợp tác xã Nông nghiệp Dịch vụ Thương mại Tổng hợp Du lịch cộng đồng Mẫu Đăk Hà số Một"

// put stores a cooperative and returns its id.
func put(tb testing.TB, d *desk.Desk, name, tax string) string {
	tb.Helper()
	ids, err := d.Put(context.Background(), store.Cooperative, []desk.Input{{Doc: store.Doc{
		"name": name, "type": "htx", "tax_code": tax, "unit": "23500", "reporting_unit": "615", "status": "active",
		"registered_on": "2016-05-04", "report_field": "nông nghiệp", "chair": "Người Mẫu Một", "phone": "0260 3800 001",
	}}})
	if err != nil {
		tb.Fatal(err)
	}
	return ids[0]
}

// sheet stores an assessment with points of some items and returns its id.
func sheet(tb testing.TB, d *desk.Desk, coop, period string, points store.Doc) string {
	tb.Helper()
	ids, err := d.Put(context.Background(), store.Assessment, []desk.Input{{Doc: store.Doc{
		"cooperative": coop, "period": period, "scheme": "tt01-2020", "self": points,
	}}})
	if err != nil {
		tb.Fatal(err)
	}
	return ids[0]
}

func show(t *testing.T, d *desk.Desk, id string, args page.Args) *pagetest.Driver {
	t.Helper()
	return pagetest.Open80(t, func(c *page.Context) page.Screen { return coop.New(c, d, id, args) })
}

func doc(t *testing.T, d *desk.Desk, id string) store.Doc {
	t.Helper()
	r, err := d.Get(context.Background(), store.Cooperative, id)
	if err != nil {
		t.Fatal(err)
	}
	return r.Doc
}

func ops(t *testing.T, d *desk.Desk, id string) int {
	t.Helper()
	h, err := d.History(context.Background(), store.Cooperative, id)
	if err != nil {
		t.Fatal(err)
	}
	return len(h)
}

func draft(t *testing.T, d *desk.Desk, id string) []store.DraftField {
	t.Helper()
	f, err := d.Edit(context.Background(), store.Cooperative, id)
	if err != nil {
		t.Fatal(err)
	}
	return f.Draft
}

func sent[T any](d *pagetest.Driver) (out []T) {
	for _, m := range d.Sent {
		if v, ok := m.(T); ok {
			out = append(out, v)
		}
	}
	return out
}

func told(d *pagetest.Driver, s string) bool {
	return slices.ContainsFunc(sent[page.Toast](d), func(t page.Toast) bool { return strings.Contains(t.Text, s) })
}

func TestTheTabsAtEverySize(t *testing.T) {
	d := newOffice(t).run()
	id := put(t, d, longName, "6101234567")
	sheet(t, d, id, "2023", store.Doc{"1a": int64(4_00), "1b": int64(1_00)})
	sheet(t, d, id, "2024", store.Doc{"1a": int64(5_00)})
	for _, lang := range []text.Lang{text.VI, text.EN} {
		for _, size := range pagetest.Sizes {
			s := pagetest.Open(t, lang, size, func(c *page.Context) page.Screen { return coop.New(c, d, id, nil) })
			s.Golden("profile")
			s.Press("enter", "tab", "tab")
			s.Golden("edit")
			s.Press("esc", "right")
			s.Golden("assess")
			s.Press("ctrl+n")
			s.Golden("start")
			s.Press("esc", "right", "right", "right")
			s.Golden("history")
		}
	}
}

func TestAFieldThatTheCursorLeftIsDurableBeforeAnySave(t *testing.T) {
	o := newOffice(t)
	d := o.run()
	id := put(t, d, "HTX Mẫu Đăk Hà", "")
	s := show(t, d, id, nil)
	s.Press("enter", "tab", "tab")
	s.Type("6101234567")
	s.Press("tab")
	if len(sent[page.Saved](s)) == 0 {
		t.Error("the frame was not told that it is saved")
	}
	if n := ops(t, d, id); n != 1 {
		t.Errorf("leaving a field made an op: %d", n)
	}
	// The machine loses power here; another run finds the field.
	d = o.run()
	f, err := d.Edit(context.Background(), store.Cooperative, id)
	if err != nil || f.Doc.Text("tax_code") != "6101234567" {
		t.Errorf("after the power came back: %v, %v", f.Doc, err)
	}
	list, err := d.Recovered(context.Background())
	if err != nil || len(list) != 1 || list[0].Title != "HTX Mẫu Đăk Hà" || list[0].Fields != 1 {
		t.Errorf("what is told: %+v, %v", list, err)
	}
}

func TestEscMakesOneOpOfEverythingTypedAndLosesNothing(t *testing.T) {
	d := newOffice(t).run()
	id := put(t, d, "HTX Mẫu", "")
	s := show(t, d, id, nil)
	s.Press("enter")
	s.Type(" Đăk Hà")
	s.Press("tab", "tab")
	s.Type("6101234567")
	s.Press("esc")
	got := doc(t, d, id)
	if got.Text("name") != "HTX Mẫu Đăk Hà" || got.Text("tax_code") != "6101234567" {
		t.Errorf("the record holds %v", got)
	}
	if n := ops(t, d, id); n != 2 {
		t.Errorf("%d ops, 2 wanted", n)
	}
	s.Press("esc")
	if len(sent[page.Back](s)) != 1 {
		t.Errorf("the second Esc did not leave: %+v", s.Sent)
	}
}

func TestCtrlSSavesWithoutLeavingTheField(t *testing.T) {
	d := newOffice(t).run()
	id := put(t, d, "HTX Mẫu", "")
	s := show(t, d, id, nil)
	s.Press("enter")
	s.Type(" Một")
	s.Press("ctrl+s")
	s.Type(" Hai")
	s.Press("ctrl+s")
	if got := doc(t, d, id).Text("name"); got != "HTX Mẫu Một Hai" {
		t.Errorf("the record holds %q", got)
	}
	if !told(s, "Đã ghi") {
		t.Errorf("nobody was told: %+v", s.Sent)
	}
}

func TestTheProgramsEndKeepsTheUnfinishedField(t *testing.T) {
	o := newOffice(t)
	d := o.run()
	id := put(t, d, "HTX Mẫu", "")
	c := pagetest.Context(text.VI)
	screen := coop.New(c, d, id, nil)
	screen.SetSize(80, 22)
	s := &pagetest.Driver{T: t, C: c, Screen: screen}
	s.Run(screen.Init())
	s.Press("enter")
	screen.Update(pagetest.Key("Đ")) // its commands never run
	if err := screen.(page.Flusher).Flush(); err != nil {
		t.Fatal(err)
	}
	if f := draft(t, o.run(), id); len(f) != 1 || f[0].Value != "HTX MẫuĐ" {
		t.Errorf("kept %+v", f)
	}
}

func TestWhatIsNoDateStaysAsTypedWithARemarkBesideTheField(t *testing.T) {
	d := newOffice(t).run()
	id := put(t, d, "HTX Mẫu", "")
	s := show(t, d, id, nil)
	s.Press("enter", "tab", "tab", "tab", "tab", "ctrl+u")
	s.Type("31/2/2016")
	s.Sees("31/2/2016", "✗")
	s.Press("esc")
	if got := doc(t, d, id).Text("registered_on"); got != "2016-05-04" {
		t.Errorf("the record holds %q", got)
	}
	if f := draft(t, d, id); len(f) != 1 || f[0].Raw != "31/2/2016" {
		t.Errorf("the draft holds %+v", f)
	}
	if !told(s, "Còn 1 mục phải sửa") {
		t.Errorf("nobody was told: %+v", s.Sent)
	}
	again := show(t, d, id, nil)
	again.Sees("31/2/2016")
}

func TestTwoDaysThatRunBackwardsAreNamedAsTheFormDoes(t *testing.T) {
	d := newOffice(t).run()
	id := put(t, d, "HTX Mẫu", "")
	s := show(t, d, id, nil)
	s.Press("enter", "tab", "tab", "tab", "tab", "tab", "tab", "tab")
	s.Type("1/1/2010")
	s.Press("ctrl+s")
	s.Sees(`sớm hơn "Ngày đăng ký"`)
	s.SeesNot("registered_on")
}

func TestATaxCodeOfAnotherCooperativeIsRefusedBesideTheField(t *testing.T) {
	d := newOffice(t).run()
	put(t, d, "HTX Thứ nhất", "6101234567")
	id := put(t, d, "HTX Thứ hai", "")
	s := show(t, d, id, nil)
	s.Press("enter", "tab", "tab")
	s.Type("6101234567")
	s.Press("ctrl+s")
	if got := doc(t, d, id).Text("tax_code"); got != "" {
		t.Errorf("two cooperatives have one tax code %q", got)
	}
	if f := draft(t, d, id); len(f) != 1 {
		t.Errorf("the typed code was lost: %+v", f)
	}
	if len(sent[page.Fail](s)) == 0 && !told(s, "phải sửa") {
		t.Errorf("nobody was told: %+v", s.Sent)
	}
}

func TestUndoTakesTheLastFieldBack(t *testing.T) {
	d := newOffice(t).run()
	id := put(t, d, "HTX Mẫu", "")
	s := show(t, d, id, nil)
	s.Press("enter")
	s.Type(" Nhầm")
	s.Press("tab", "ctrl+z")
	s.SeesNot("Nhầm")
	s.Press("esc")
	if got := doc(t, d, id).Text("name"); got != "HTX Mẫu" {
		t.Errorf("the record holds %q", got)
	}
}

func TestAUnitIsFoundWithoutMarksAndSaysWhatItIsToday(t *testing.T) {
	d := newOffice(t).run()
	id := put(t, d, "HTX Mẫu", "")
	s := show(t, d, id, nil)
	s.Press("enter", "tab", "tab", "tab", "tab", "tab", "tab", "tab", "tab")
	s.Type("dak mar")
	s.Sees("Xã Đăk Mar, huyện Đăk Hà")
	s.Press("enter")
	s.Press("esc")
	if got := doc(t, d, id).Text("unit"); got != "23512" {
		t.Errorf("the unit is %q", got)
	}
	s.Sees("Trên giấy: Xã Đăk Mar, huyện Đăk Hà")
}

func TestProductsAreAddedAndRemovedOneByOne(t *testing.T) {
	d := newOffice(t).run()
	id := put(t, d, "HTX Mẫu", "")
	s := show(t, d, id, nil)
	s.Press("enter", "ctrl+end", "up", "up")
	s.Sees("+ Thêm sản phẩm")
	s.Press("enter")
	s.Type("Cà phê bột")
	s.Press("tab", "tab")
	s.Type("4")
	s.Press("esc")
	products := doc(t, d, id).Sub("products")
	if len(products) != 1 {
		t.Fatalf("products: %v", products)
	}
	for item := range products {
		if got := products.Text(item + ".name"); got != "Cà phê bột" {
			t.Errorf("product %q", got)
		}
		if n, _ := products.Int(item + ".ocop"); n != 4_00 {
			t.Errorf("stars %d", n)
		}
	}
	s.Press("enter", "ctrl+d")
	asked := sent[page.Confirm](s)
	if len(asked) != 1 || !asked[0].Danger || !strings.Contains(asked[0].Body, "Cà phê bột") {
		t.Fatalf("asked %+v", asked)
	}
	s.Run(asked[0].Then)
	s.Press("esc")
	if products := doc(t, d, id).Sub("products"); len(products) != 0 {
		t.Errorf("products: %v", products)
	}
}

func TestANewCooperativeStaysADraftUntilItIsWhole(t *testing.T) {
	o := newOffice(t)
	d := o.run()
	id, err := d.NewID()
	if err != nil {
		t.Fatal(err)
	}
	s := show(t, d, id, nil)
	s.Sees("(hồ sơ mới)")
	s.Type("HTX Măng Đen")
	s.Press("esc")
	if !told(s, "phải sửa") {
		t.Errorf("nobody was told what is missing: %+v", s.Sent)
	}
	s.Press("esc")
	if !told(s, "Bản nháp") || len(sent[page.Back](s)) != 1 {
		t.Errorf("leaving: %+v", s.Sent)
	}
	d = o.run()
	s = show(t, d, id, nil)
	s.Sees("HTX Măng Đen", "~ nháp")
}

// Who types ahead asks for the sheet while the record is still being written.
func TestASheetAskedForTooEarlyBeginsOnceTheRecordIsWritten(t *testing.T) {
	d := newOffice(t).run()
	id, err := d.NewID()
	if err != nil {
		t.Fatal(err)
	}
	s := show(t, d, id, nil)
	s.Type("HTX Măng Đen")
	s.Press("tab", "enter", "enter")
	s.Want(keys.Assess)
	s.Press("ctrl+n") // the commune is missing, nothing will be written
	if n := len(sent[page.Toast](s)); n != 2 || !told(s, "Còn 1 mục phải sửa") {
		t.Errorf("nobody was told why no sheet begins: %+v", s.Sent)
	}
	s.SeesNot("Bảng đánh giá mới")
	s.Press("left", "down")
	for range 8 {
		s.Press("tab")
	}
	s.Type("dak mar")
	s.Press("enter")
	writing := s.Screen.Update(keys.Press{Intent: keys.Assess})
	s.Press("ctrl+n")
	s.SeesNot("Bảng đánh giá mới")
	s.Run(writing)
	s.Sees("Bảng đánh giá mới")
}

func TestTheTypedYearTakesThePlaceOfTheOfferedOne(t *testing.T) {
	d := newOffice(t).run()
	s := show(t, d, put(t, d, "HTX Mẫu", ""), page.Args{"tab": "assess"})
	s.Press("ctrl+n")
	s.Sees("[2024 ")
	s.Type("2023")
	s.Sees("[2023 ")
	s.Type("4") // it is the person's own now
	s.Sees("[20234 ")
	s.Press("esc")
	s.Press("ctrl+n")
	s.Press("backspace") // who edits the offered one keeps the rest of it
	s.Type("3")
	s.Sees("[2023 ")
}

func TestTheYearOfTheDeskIsOffered(t *testing.T) {
	d := newOffice(t).run()
	id := put(t, d, "HTX Mẫu", "")
	s := pagetest.Open80(t, func(c *page.Context) page.Screen {
		c.Year = 2022
		return coop.New(c, d, id, page.Args{"tab": "assess"})
	})
	s.Press("ctrl+n")
	s.Sees("[2022 ")
}

func TestANewRecordOpensAtTheRequiredFieldThatIsMissing(t *testing.T) {
	d := newOffice(t).run()
	id, err := d.NewID()
	if err != nil {
		t.Fatal(err)
	}
	for path, v := range map[string]any{"name": "HTX Măng Đen", "type": "htx"} {
		if _, err := d.SaveField(context.Background(), store.Cooperative, id, path, v, ""); err != nil {
			t.Fatal(err)
		}
	}
	s := show(t, d, id, nil)
	s.Type("dak mar")
	s.Sees("[dak mar")
	s.Press("enter", "esc")
	if doc(t, d, id).Text("unit") == "" {
		t.Error("what was typed went to another field than the commune")
	}
}

func TestASheetThatIsOnlyTypedIsListed(t *testing.T) {
	d := newOffice(t).run()
	id := put(t, d, "HTX Mẫu", "")
	sheet, err := d.StartAssessment(context.Background(), id, "2024", "tt01-2020")
	if err != nil {
		t.Fatal(err)
	}
	s := show(t, d, id, page.Args{"tab": "assess"})
	s.Sees("▸ 2024", "~ nháp, đang gõ")
	s.Press("enter")
	if n := sent[page.Navigate](s); len(n) != 1 || n[0].ID != sheet {
		t.Errorf("opened %+v", n)
	}
}

func TestASheetIsBegunForAYearAndAScheme(t *testing.T) {
	d := newOffice(t).run()
	id := put(t, d, "HTX Mẫu", "")
	s := show(t, d, id, page.Args{"tab": "assess"})
	s.Press("ctrl+n")
	s.Sees("2024")
	s.Press("ctrl+s")
	opened := sent[page.Navigate](s)
	if len(opened) != 1 || opened[0].Page != "assess" || opened[0].ID == "" {
		t.Fatalf("opened %+v", opened)
	}
	f, err := d.Edit(context.Background(), store.Assessment, opened[0].ID)
	if err != nil || f.Doc.Text("period") != "2024" || f.Doc.Text("cooperative") != id {
		t.Errorf("begun %v, %v", f.Doc, err)
	}
}

func TestARepealedSchemeSaysSoBeforeASheetIsBegun(t *testing.T) {
	d := newOffice(t).run()
	id := put(t, d, "HTX Mẫu", "")
	s := show(t, d, id, page.Args{"tab": "assess"})
	s.Press("ctrl+n", "ctrl+u")
	s.Type("2026")
	s.Sees("chỉ dùng nội bộ")
	s.Press("ctrl+u")
	s.Type("2010")
	s.Sees("✗", "hiệu lực")
	s.Press("ctrl+s")
	if n := sent[page.Navigate](s); len(n) != 0 {
		t.Errorf("a refused sheet was opened: %+v", n)
	}
}

func TestTheListOfSheetsSaysHowFarEachIs(t *testing.T) {
	d := newOffice(t).run()
	id := put(t, d, "HTX Mẫu", "")
	a := sheet(t, d, id, "2024", store.Doc{"1a": int64(5_00)})
	s := show(t, d, id, page.Args{"tab": "assess"})
	s.Sees("2024", "tạm tính", "~ nháp")
	s.Press("enter")
	if n := sent[page.Navigate](s); len(n) != 1 || n[0].ID != a {
		t.Errorf("opened %+v", n)
	}
}

func TestTheHistorySaysWhoChangedWhatFromWhatToWhat(t *testing.T) {
	d := newOffice(t).run()
	id := put(t, d, "HTX Mẫu", "")
	s := show(t, d, id, nil)
	s.Press("enter")
	s.Type(" Đăk Hà")
	s.Press("esc", "left")
	s.Sees("Cán bộ 1", "dakha-01", "HTX Mẫu → HTX Mẫu Đăk Hà", "Tên")
}

func TestTheRecordOfAnotherUnitIsShownAndNotChanged(t *testing.T) {
	o := newOffice(t)
	d := o.run()
	id := put(t, d, "HTX Mẫu", "")
	province := o.province()
	if _, err := province.Put(context.Background(), store.Cooperative, []desk.Input{{ID: id, Doc: store.Doc{"reporting_unit": "616"}}}); err != nil {
		t.Fatal(err)
	}
	d = o.run()
	s := show(t, d, id, nil)
	s.Sees("! Chỉ xem")
	s.Press("enter")
	s.Type("x")
	s.Press("esc")
	if got := doc(t, d, id).Text("name"); got != "HTX Mẫu" || len(draft(t, d, id)) != 0 {
		t.Errorf("the record was changed: %q", got)
	}
}

// province opens the store for the province's person.
func (o *office) province() *desk.Desk {
	o.tb.Helper()
	var seed [32]byte
	d, err := desk.New(context.Background(), desk.Options{
		Log: o.db, Signer: stamp{}, Mode: desk.Training, Epoch: 1, Clock: store.Clock(pagetest.Context(text.VI).Now),
		Rand: rand.NewChaCha8(seed), App: "test", Session: "p",
		Me: store.Writer{Person: "Tỉnh 1", Dev: strings.Repeat("cd", 16), Principal: "kontum-01", Role: store.Province, Unit: "62"},
	})
	if err != nil {
		o.tb.Fatal(err)
	}
	return d
}

func TestARecoveredDraftIsShownBesideWhatTheRecordHoldsAndStaysUntilDecided(t *testing.T) {
	o := newOffice(t)
	d := o.run()
	id := put(t, d, "HTX Mẫu", "")
	if _, err := d.SaveField(context.Background(), store.Cooperative, id, "name", "HTX Mẫu Đăk Hà", ""); err != nil {
		t.Fatal(err)
	}
	d = o.run()
	s := show(t, d, id, nil)
	s.Sees("HTX Mẫu Đăk Hà", "~ nháp")
	s.Press("enter")
	s.Sees("trước: HTX Mẫu")
	s.Press("esc", "esc")
	if len(draft(t, d, id)) != 1 || ops(t, d, id) != 1 || !told(s, "Bản nháp còn giữ") {
		t.Error("a draft that was only looked at was decided")
	}
	s = show(t, d, id, nil)
	s.Press("ctrl+s")
	if got := doc(t, d, id).Text("name"); got != "HTX Mẫu Đăk Hà" {
		t.Errorf("Ctrl+S left %q", got)
	}
}

func TestADraftIsDroppedOnlyAfterAQuestion(t *testing.T) {
	o := newOffice(t)
	d := o.run()
	id := put(t, d, "HTX Mẫu", "")
	if _, err := d.SaveField(context.Background(), store.Cooperative, id, "name", "Nhầm", ""); err != nil {
		t.Fatal(err)
	}
	s := show(t, d, id, nil)
	s.Press("ctrl+d")
	asked := sent[page.Confirm](s)
	if len(asked) != 1 || !asked[0].Danger || len(draft(t, d, id)) != 1 {
		t.Fatalf("asked %+v", asked)
	}
	s.Run(asked[0].Then)
	s.SeesNot("Nhầm", "~ nháp")
	if len(draft(t, d, id)) != 0 {
		t.Error("the draft is still there")
	}
}

func TestAfterAKillTheSpaceAtATextsEndIsStillThere(t *testing.T) {
	o := newOffice(t)
	d := o.run()
	id := put(t, d, "HTX Mẫu", "")
	s := show(t, d, id, nil)
	s.Press("enter") // into the name
	s.Type(" Đăk ")

	d = o.run() // killed
	s = show(t, d, id, nil)
	s.Press("enter")
	s.Type("Hà")
	s.Sees("[HTX Mẫu Đăk Hà")
	s.Press("esc")
	if name := doc(t, d, id).Text("name"); name != "HTX Mẫu Đăk Hà" {
		t.Errorf("the record holds %q", name)
	}
	if f := draft(t, d, id); len(f) != 0 {
		t.Errorf("a draft is left: %+v", f)
	}
}

func TestTheProfileGoesBackToItsOpeningAndForthAgain(t *testing.T) {
	d := newOffice(t).run()
	id := put(t, d, "HTX Mẫu Đăk Hà", "6100000001")
	s := show(t, d, id, nil)
	s.Press("enter")
	s.Type(" Một")
	s.Press("ctrl+s", "tab", "ctrl+y")
	ask := lastOf[page.Confirm](t, s)
	if !strings.Contains(ask.Body, "1 trường") || !ask.Danger {
		t.Errorf("the question is %+v", ask)
	}
	s.Run(ask.Then)
	if name := doc(t, d, id).Text("name"); name != "HTX Mẫu Đăk Hà" {
		t.Errorf("the name is %q", name)
	}
	s.Press("ctrl+y")
	s.Run(lastOf[page.Confirm](t, s).Then)
	if name := doc(t, d, id).Text("name"); name != "HTX Mẫu Đăk Hà Một" {
		t.Errorf("brought back is %q", name)
	}
	if n := ops(t, d, id); n != 4 {
		t.Errorf("the history has %d ops", n)
	}
}

func TestTheProvinceDecidesInTheListOfSheets(t *testing.T) {
	o := newOffice(t)
	d := o.run()
	id := put(t, d, "HTX Mẫu Đăk Hà", "6100000001")
	ids, err := d.Put(context.Background(), store.Assessment, []desk.Input{{Doc: store.Doc{
		"cooperative": id, "period": "2024", "scheme": "tt01-2020", "months_active": int64(60_00), "months_stopped": int64(0),
		"facts": store.Doc{
			"capital_begin": int64(3_200_000_000), "capital_end": int64(4_150_000_000),
			"undivided_begin": int64(500_000_000), "undivided_end": int64(650_000_000), "revenue": int64(2_000_000_000),
		},
		"self": store.Doc{
			"1a": int64(500), "2a": int64(300), "3a": int64(300), "3b": int64(200), "3c": int64(300), "4a": int64(100), "4b": int64(100),
			"4c": int64(100), "5": int64(600), "6": int64(500), "7a": int64(100), "7b": int64(100), "7c": int64(100), "8": int64(500),
			"9": int64(300), "10": int64(700), "11": int64(600), "12": int64(600), "13": int64(500), "14": int64(500), "15": int64(300),
		},
	}}})
	if err != nil {
		t.Fatal(err)
	}
	s := show(t, d, id, page.Args{"tab": "assess"})
	s.Press("f8")
	if m := lastOf[page.Toast](t, s); !strings.Contains(m.Text, "Chỉ tỉnh") {
		t.Errorf("an officer is told %q", m.Text)
	}
	p := o.province()
	s = show(t, p, id, page.Args{"tab": "assess"})
	s.Press("f6")
	if m := lastOf[page.Toast](t, s); !strings.Contains(m.Text, "chưa chốt") {
		t.Errorf("of a draft the province is told %q", m.Text)
	}
	if _, err := d.Finalise(context.Background(), store.Assessment, ids[0]); err != nil {
		t.Fatal(err)
	}
	s = show(t, o.province(), id, page.Args{"tab": "assess"})
	s.Press("f8")
	s.Run(lastOf[page.Confirm](t, s).Then)
	s.Sees("✓ tỉnh chấp nhận")
	s.Press("f6")
	s.Run(lastOf[page.Prompt](t, s).Then("Thiếu báo cáo tài chính"))
	s.Sees("! tỉnh trả lại")
	s.Press("ctrl+r")
	if n := lastOf[page.Navigate](t, s); n.Page != "history" || n.ID != ids[0] {
		t.Errorf("Ctrl+R opens %+v", n)
	}
}

func lastOf[T any](t *testing.T, d *pagetest.Driver) T {
	t.Helper()
	for i := len(d.Sent) - 1; i >= 0; i-- {
		if m, ok := d.Sent[i].(T); ok {
			return m
		}
	}
	var none T
	t.Fatalf("no %T was sent", none)
	return none
}
