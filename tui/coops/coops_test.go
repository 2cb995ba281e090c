package coops_test

import (
	"context"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/sqlite"
	"coopfield/tui/coops"
	"coopfield/tui/keys"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
	"coopfield/tui/text"
)

type unsigned struct{}

func (unsigned) SignOp([]byte) (string, error) { return "", nil }

// open returns a desk of the province over a store of its own.
func open(tb testing.TB) *desk.Desk {
	tb.Helper()
	db, err := sqlite.Open(context.Background(), filepath.Join(tb.TempDir(), "s.db"), sqlite.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := db.Close(); err != nil {
			tb.Error(err)
		}
	})
	var seed [32]byte
	binary.BigEndian.PutUint64(seed[:], 7)
	d, err := desk.New(context.Background(), desk.Options{
		Log: db, Signer: unsigned{}, Mode: desk.Training, Epoch: 1, Clock: store.Clock(pagetest.Context(text.VI).Now),
		Rand: rand.NewChaCha8(seed), App: "test", Session: "now",
		Me: store.Writer{Person: "Cán bộ 1", Dev: strings.Repeat("ab", 16), Principal: "kontum-01", Role: store.Province, Unit: "62"},
	})
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

// five are cooperatives whose names differ in marks, order and length.
func five(tb testing.TB) *desk.Desk {
	tb.Helper()
	d := open(tb)
	put := func(name, tax, commune, district, status string) {
		tb.Helper()
		doc := store.Doc{"name": name, "type": "htx", "unit": commune, "reporting_unit": district, "status": status, "report_field": "nông nghiệp"}
		if tax != "" {
			doc["tax_code"] = tax
		}
		if _, err := d.Put(context.Background(), store.Cooperative, []desk.Input{{Doc: doc}}); err != nil {
			tb.Fatal(err)
		}
	}
	put("HTX Nông nghiệp Mẫu Đăk Hà", "6101234567", "23500", "615", "active")
	put("HTX Cà phê Ánh Dương", "6101234568", "23503", "615", "active")
	put("HTX Đoàn Kết", "", "23503", "615", "stopped")
	put("HTX Dịch vụ Tổng hợp và Thương mại Sản xuất Nông nghiệp Công nghệ cao Ngọk Réo", "6101234570", "23509", "615", "active")
	put("HTX Ân Tình Sa Thầy", "6101234571", "23527", "616", "active")
	return d
}

func list(t *testing.T, d *desk.Desk, args page.Args) *pagetest.Driver {
	t.Helper()
	return pagetest.Open80(t, func(c *page.Context) page.Screen { return coops.New(c, d, args) })
}

func navigated(t *testing.T, d *pagetest.Driver) page.Navigate {
	t.Helper()
	for _, m := range slices.Backward(d.Sent) {
		if n, ok := m.(page.Navigate); ok {
			return n
		}
	}
	t.Fatalf("no page was opened: %+v", d.Sent)
	return page.Navigate{}
}

func TestTheListAtEverySize(t *testing.T) {
	d := five(t)
	pagetest.GoldenSizes(t, "coops", func(c *page.Context) page.Screen { return coops.New(c, d, nil) })
}

func TestThePickersAtEverySize(t *testing.T) {
	d := five(t)
	for _, lang := range []text.Lang{text.VI, text.EN} {
		for _, size := range pagetest.Sizes {
			open := func(c *page.Context) page.Screen { return coops.New(c, d, nil) }
			s := pagetest.Open(t, lang, size, open)
			s.Press("ctrl+t")
			s.Golden("filter")
			s.Press("enter")
			s.Golden("filter-unit")
			s.Press("esc", "esc", "ctrl+n")
			s.Type("anh duong")
			s.Golden("new")
		}
	}
}

func TestSearchFindsWithoutMarksWithEveryKey(t *testing.T) {
	for _, typed := range []string{"dak ha mau", "ĐĂK HÀ MẪU", "Đắk hà mẫu", "Mẫu Đăk Hà"} {
		s := list(t, five(t), nil)
		s.Type(typed)
		s.Sees("Mẫu Đăk Hà", "1/5 HTX")
		s.SeesNot("Ánh Dương")
	}
	s := list(t, five(t), nil)
	s.Type("6101234570")
	s.Sees("1/5 HTX", "Ngọk Réo")
}

func TestABurstOfAnInputMethodIsSearchedAsItEnds(t *testing.T) {
	s := list(t, five(t), nil)
	s.Type("doan ket")
	s.Press("backspace", "backspace", "backspace")
	s.Type("kết")
	s.Press("ctrl+h")
	s.Type("t")
	s.Sees("1/5 HTX", "Đoàn Kết")
}

func TestNamesStandInVietnameseOrder(t *testing.T) {
	v := list(t, five(t), nil).View()
	at := func(s string) int { return strings.Index(v, s) }
	order := []string{"HTX Ân Tình", "HTX Cà phê", "HTX Dịch vụ", "HTX Đoàn Kết", "HTX Nông"}
	for i := 1; i < len(order); i++ {
		if at(order[i-1]) < 0 || at(order[i-1]) > at(order[i]) {
			t.Errorf("%s does not stand before %s:\n%s", order[i-1], order[i], v)
		}
	}
}

func TestAnyColumnSortsBothWays(t *testing.T) {
	s := list(t, five(t), nil)
	s.Press("ctrl+o", "enter", "esc") // by name is chosen: Enter turns it round
	s.Sees("Tên▼", "theo tên ▼")
	s.Press("ctrl+o", "down", "enter", "esc")
	s.Sees("theo đơn vị báo cáo ▲")
}

func TestFiltersAreChipsAndCanBeTakenOff(t *testing.T) {
	s := list(t, five(t), nil)
	s.Press("ctrl+t", "enter") // reporting unit
	s.Type("sa thay")
	s.Press("enter")
	s.Sees("[Đơn vị báo cáo: Huyện Sa Thầy", "1/5 HTX", "Ân Tình")
	s.SeesNot("Ánh Dương")
	s.Press("ctrl+t", "ctrl+d", "esc")
	s.Sees("5/5 HTX", "Ctrl+T để lọc")
}

func TestTheDeskListsThoseAtWorkThatAreNotAssessed(t *testing.T) {
	s := list(t, five(t), page.Args{"year": "2024", "sheet": "due", "unit": "615"})
	s.Sees("3/5 HTX", "[Đơn vị báo cáo: Huyện Đăk Hà", "[Bảng đánh giá")
	s.SeesNot("Đoàn Kết")
}

func TestEnterOpensTheCooperativeUnderTheCursor(t *testing.T) {
	d := five(t)
	s := list(t, d, nil)
	s.Type("doan ket")
	s.Press("enter")
	n := navigated(t, s)
	r, err := d.Get(context.Background(), store.Cooperative, n.ID)
	if err != nil || n.Page != "coop" || r.Doc.Text("name") != "HTX Đoàn Kết" {
		t.Errorf("opened %+v (%v, %v)", n, r, err)
	}
}

func TestEscClearsTheSearchBeforeItLeaves(t *testing.T) {
	s := list(t, five(t), nil)
	s.Type("doan")
	s.Press("esc")
	s.Sees("5/5 HTX")
	if len(s.Sent) != 0 {
		t.Fatalf("Esc left the screen: %+v", s.Sent)
	}
	s.Press("esc")
	if _, ok := s.Sent[0].(page.Back); !ok {
		t.Errorf("Esc did not leave: %+v", s.Sent)
	}
}

func TestTheCursorStaysOnItsCooperativeAfterReturn(t *testing.T) {
	d := five(t)
	s := list(t, d, nil)
	s.Press("down", "down", "down")
	if _, err := d.Put(context.Background(), store.Cooperative, []desk.Input{{Doc: store.Doc{
		"name": "HTX An Bình", "type": "htx", "unit": "23500", "reporting_unit": "615",
	}}}); err != nil {
		t.Fatal(err)
	}
	s.Send(page.Resumed{})
	s.Sees("6/6 HTX", "▸ HTX Đoàn Kết")
}

func TestANewCooperativeIsComparedWithWhatIsThere(t *testing.T) {
	s := list(t, five(t), nil)
	s.Press("ctrl+n")
	s.Type("Hợp tác xã nông nghiệp Ánh Dương")
	s.Sees("Có thể đã có hồ sơ", "HTX Cà phê Ánh Dương")
	s.Press("tab")
	s.Type("6101234567")
	s.Sees("trùng mã số thuế 6101234567", "Mẫu Đăk Hà")
	s.Press("down", "enter")
	if n := navigated(t, s); n.Page != "coop" {
		t.Errorf("opened %+v", n)
	}
}

func TestOpeningTheOneThatIsThereLeavesNoDraft(t *testing.T) {
	d := five(t)
	s := list(t, d, nil)
	s.Press("ctrl+n")
	s.Type("Ánh Dương")
	s.Press("down", "enter")
	b, err := d.Home(context.Background(), 2024)
	if err != nil {
		t.Fatal(err)
	}
	for _, task := range b.Tasks {
		if task.What == desk.TaskDrafts || task.What == desk.TaskRecovered {
			t.Errorf("a draft stayed: %+v", task)
		}
	}
}

func TestEscKeepsTheTypedNameAsADraftAndSaysSo(t *testing.T) {
	d := five(t)
	s := list(t, d, nil)
	s.Press("ctrl+n")
	s.Type("HTX Măng Đen")
	s.Press("esc")
	told := false
	for _, m := range s.Sent {
		if toast, ok := m.(page.Toast); ok && strings.Contains(toast.Text, "HTX Măng Đen") {
			told = true
		}
	}
	if !told {
		t.Errorf("the person was not told: %+v", s.Sent)
	}
	b, err := d.Home(context.Background(), 2024)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(b.Tasks, func(k desk.Task) bool { return k.What == desk.TaskDrafts && k.N == 1 }) {
		t.Errorf("no draft on the desk: %+v", b.Tasks)
	}
}

func TestCtrlSBeginsTheRecordWithWhatWasTyped(t *testing.T) {
	d := five(t)
	s := list(t, d, nil)
	s.Press("ctrl+n")
	s.Type("HTX Măng Đen")
	s.Press("ctrl+s")
	n := navigated(t, s)
	f, err := d.Edit(context.Background(), store.Cooperative, n.ID)
	if err != nil || !f.IsNew || f.Doc.Text("name") != "HTX Măng Đen" || f.Doc.Text("type") != "htx" {
		t.Errorf("%+v: %+v, %v", n, f, err)
	}
}

// province is a register as large as the country's.
func province(b *testing.B) *desk.Desk {
	b.Helper()
	d := open(b)
	communes := []string{"23500", "23503", "23509", "23527"}
	names := []string{"Đăk Hà", "Ánh Dương", "Măng Đen", "Ngọk Réo", "Sa Thầy", "Đoàn Kết", "Tu Mơ Rông"}
	err := d.Bulk(context.Background(), func(w *desk.Batch) error {
		for i := range 35_000 {
			id, err := d.NewID()
			if err != nil {
				return err
			}
			doc := store.Doc{
				"name": fmt.Sprintf("HTX Nông nghiệp %s %s %d", names[i%7], names[i/7%7], i), "type": "htx",
				"tax_code": fmt.Sprintf("61%08d", i), "unit": communes[i%4], "reporting_unit": "615", "status": "active",
			}
			if _, err := w.Put(store.Cooperative, id, doc, pagetest.Now.UnixMilli(), false); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return d
}

// BenchmarkKeyOfSearch is one typed letter and the frame after it over 35.000
// cooperatives. The bar is 16 ms.
func BenchmarkKeyOfSearch(b *testing.B) {
	d := province(b)
	c := pagetest.Context(text.VI)
	s := coops.New(c, d, nil)
	s.SetSize(80, 22)
	s.Update(s.Init()())
	keys := []tea.KeyMsg{pagetest.Key("d"), pagetest.Key("a"), pagetest.Key("k"), pagetest.Key(" "), pagetest.Key("h"), pagetest.Key("a")}
	for i := 0; b.Loop(); i++ {
		if i%(2*len(keys)) < len(keys) {
			s.Update(keys[i%len(keys)])
		} else {
			s.Update(pagetest.Key("backspace"))
		}
		if s.View() == "" {
			b.Fatal("nothing drawn")
		}
	}
}

// BenchmarkScroll is one page down and the frame after it.
func BenchmarkScroll(b *testing.B) {
	d := province(b)
	s := coops.New(pagetest.Context(text.VI), d, nil)
	s.SetSize(80, 22)
	s.Update(s.Init()())
	down := pagetest.Key("pgdown")
	for b.Loop() {
		s.Update(keys.Press{Intent: keys.PageDown, Key: down})
		s.View()
	}
}

func TestEveryTaskOfTheDeskListsAsManyAsItCounts(t *testing.T) {
	d := five(t)
	ctx := context.Background()
	r, err := d.Register(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for i, points := range []store.Doc{{"1a": int64(100)}, {"1a": int64(200), "1b": int64(100)}} {
		doc := store.Doc{"cooperative": r.Rows[i].ID, "period": "2024", "scheme": "tt01-2020", "self": points}
		if i == 0 {
			doc["months_stopped"] = int64(12_00) // excluded, and not final yet
		}
		if _, err := d.Put(ctx, store.Assessment, []desk.Input{{Doc: doc}}); err != nil {
			t.Fatal(err)
		}
	}
	b, err := d.Home(ctx, 2024)
	if err != nil {
		t.Fatal(err)
	}
	lists := map[desk.TaskKind]string{
		desk.TaskNotAssessed: "due", desk.TaskIncomplete: "unfinished", desk.TaskNotFinal: "complete", desk.TaskReturned: "returned",
	}
	checked := 0
	for _, task := range b.Tasks {
		if sheet, ok := lists[task.What]; ok {
			list(t, d, page.Args{"year": "2024", "sheet": sheet}).Sees(fmt.Sprintf("%d/5 HTX", task.N))
			checked++
		}
	}
	if checked < 3 {
		t.Errorf("tasks: %+v", b.Tasks)
	}
}
