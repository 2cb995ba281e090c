package inbox

import (
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/sync"
	"coopfield/tui/assess"
	"coopfield/tui/coop"
	"coopfield/tui/history"
	"coopfield/tui/otherwise"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
	"coopfield/tui/seal"
	"coopfield/tui/text"
)

// answered lets the province answer all, and returns the file for s.
func answerFor(t *testing.T, province, s *sync.Site) string {
	t.Helper()
	list, err := province.Answer(ctx, t.TempDir(), sync.AnswerOptions{})
	must(t, err)
	for _, a := range list {
		if a.Dev == s.Desk.Me().Dev {
			return a.Path
		}
	}
	t.Fatalf("no answer for %s", s.Desk.Me().Dev)
	return ""
}

func taken(t *testing.T, s *sync.Site, path string) {
	t.Helper()
	r, err := s.Import(ctx, []string{path}, sync.ImportOptions{})
	must(t, err)
	if len(r) != 1 || r[0].State != sync.FileApplied {
		t.Fatalf("%s: %+v", path, r)
	}
}

func write(t *testing.T, s *sync.Site, k store.Kind, id string, doc store.Doc) string {
	t.Helper()
	ids, err := s.Desk.Put(ctx, k, []desk.Input{{ID: id, Doc: doc}})
	must(t, err)
	return ids[0]
}

// wholeSheet is a sheet with which nothing stands in the way of finalising.
func wholeSheet(coopID string) store.Doc {
	points := store.Doc{
		"1a": int64(500), "2a": int64(300), "3a": int64(300), "3b": int64(200), "3c": int64(300), "4a": int64(100), "4b": int64(100),
		"4c": int64(100), "5": int64(600), "6": int64(500), "7a": int64(100), "7b": int64(100), "7c": int64(100), "8": int64(500),
		"9": int64(300), "10": int64(700), "11": int64(600), "12": int64(600), "13": int64(500), "14": int64(500), "15": int64(300),
	}
	return store.Doc{
		"cooperative": coopID, "period": "2023", "scheme": "tt01-2020", "months_active": int64(60_00), "months_stopped": int64(0), "self": points,
		"facts": store.Doc{
			"capital_begin": int64(3_200_000_000), "capital_end": int64(4_150_000_000),
			"undivided_begin": int64(500_000_000), "undivided_end": int64(650_000_000), "revenue": int64(2_000_000_000),
		},
	}
}

// overruled are a laptop whose phone number and points the province did not
// choose, and the file that says so.
func overruled(t *testing.T) (a *sync.Site, coopID, sheet, file string) {
	t.Helper()
	province := openStore(t, store.Province, "62")
	a, b := openStore(t, store.Officer, "615"), openStore(t, store.Officer, "615")
	enrol(t, a, province)
	enrol(t, b, province)
	coopID = put(t, a, "", "HTX Nông nghiệp Mẫu Đăk Hà")
	sheet = write(t, a, store.Assessment, "", wholeSheet(coopID))
	_, err := a.Desk.Finalise(ctx, store.Assessment, sheet)
	must(t, err)
	taken(t, province, sealTo(t, a, t.TempDir()).Path)
	_, err = province.Desk.Accept(ctx, store.Assessment, sheet, nil)
	must(t, err)
	for _, s := range []*sync.Site{a, b} {
		taken(t, s, answerFor(t, province, s))
	}
	for _, x := range []struct {
		s      *sync.Site
		points int64
		phone  string
	}{{a, 400, "0260 111"}, {b, 200, "0260 222"}} {
		_, err := x.s.Desk.Amend(ctx, store.Assessment, sheet, store.Doc{"self": store.Doc{"3a": x.points}}, "tính lại doanh thu")
		must(t, err)
		write(t, x.s, store.Cooperative, coopID, store.Doc{"phone": x.phone})
		taken(t, province, sealTo(t, x.s, t.TempDir()).Path)
	}
	rows, err := province.Desk.Conflicts(ctx)
	must(t, err)
	for _, r := range rows {
		c, err := province.Desk.Conflict(ctx, r.ID)
		must(t, err)
		for _, side := range c.Sides {
			if side.Dev == b.Desk.Me().Dev {
				_, err = province.Desk.Resolve(ctx, r.ID, c.All(side.Letter), "theo sổ cái của HTX")
				must(t, err)
			}
		}
	}
	return a, coopID, sheet, answerFor(t, province, a)
}

func TestAnAnswerSaysWhichValuesTheProvinceDidNotTake(t *testing.T) {
	a, coopID, sheet, file := overruled(t)
	d := open(t, a, func() {})
	d.name(file)
	d.importAll()
	d.Sees("2 hồ sơ tỉnh quyết định khác", "2 trường của 2 hồ sơ", "F11")
	d.Press("enter")
	d.Sees("chọn khác", "Bảng đánh giá 2023", "Hồ sơ: HTX Nông nghiệp Mẫu Đăk Hà", "Ctrl+R", "theo sổ cái của HTX")
	d.SeesNot("Sẽ là") // it is done
	d.Press("down", "enter")
	d.Sees("Máy này ghi", "Tỉnh chọn", "0260 111", "0260 222")
	d.Press("ctrl+r")
	if n := last[page.Navigate](d); n.Page != "history" {
		t.Errorf("Ctrl+R leads to %q", n.Page)
	}
	d.Press("esc", "esc")
	d.name(file) // once more: nothing new is decided
	d.importAll()
	d.SeesNot("quyết định khác")

	pagetest.Open80(t, func(c *page.Context) page.Screen { return seal.Receipts(c, a, func() {}) }).Sees(
		"Tỉnh quyết định khác với máy này", "Bảng đánh giá 2023", "ở 1 mục: 3a.", "ở 1 mục: Điện thoại.", "Ctrl+R",
	)

	tell := otherwise.New(a.Desk, a.Log)
	sheetPage := func(c *page.Context) page.Screen { return assess.NewWith(c, a.Desk, sheet, assess.With{Teller: tell}) }
	coopPage := func(c *page.Context) page.Screen { return coop.NewTelling(c, a.Desk, coopID, nil, tell) }
	s := pagetest.Open80(t, sheetPage)
	s.Sees("Tỉnh chọn giá trị khác với máy này ở 1 mục: 3a.", "Ctrl+R")
	for range 20 {
		if s.Press("down"); strings.Contains(s.View(), "▸3a") {
			break
		}
	}
	s.Sees("!2/4", "! tự chấm: tỉnh chọn 2, máy này ghi 4")
	p := pagetest.Open80(t, coopPage)
	p.Sees("Tỉnh chọn giá trị khác với máy này ở 1 mục: Điện thoại.", "Điện thoại: tỉnh chọn 0260 222, máy này ghi 0260 111")

	for _, at := range []func(*page.Context) page.Screen{sheetPage, coopPage} {
		for _, lang := range []text.Lang{text.VI, text.EN} {
			pagetest.Open(t, lang, pagetest.Size{Width: 60, Height: 20}, at).View() // exactly that size
		}
	}

	// Who has looked at the history is told no more, in this run or a later one.
	pagetest.Open80(t, func(c *page.Context) page.Screen {
		return history.New(c, a.Desk, sheet, page.Args{"kind": string(store.Assessment)}, tell)
	})
	s.Send(page.Resumed{})
	s.SeesNot("Tỉnh chọn giá trị khác")
	pagetest.Open80(t, sheetPage).SeesNot("Tỉnh chọn giá trị khác")
	pagetest.Open80(t, coopPage).Sees("Tỉnh chọn giá trị khác")
	write(t, a, store.Cooperative, coopID, store.Doc{"phone": "0260 333"})
	pagetest.Open80(t, coopPage).SeesNot("Tỉnh chọn giá trị khác")
}

func TestARefusedChangeAndADuplicateAreItemsOfTheirOwn(t *testing.T) {
	list := otherwiseItems([]desk.Otherwise{
		{Kind: store.Cooperative, ID: "1", Title: "HTX Mẫu", Refused: 1, Why: "ghi sau khi mất máy", Lost: []desk.Change{{Path: "phone", From: "1", To: "2"}}},
		{Kind: store.Cooperative, ID: "2", Title: "HTX Hai", SameAs: "HTX Một", Why: "lập hai lần"},
	})
	m := november(pagetest.Context(text.VI))
	m.SetSize(80, 22)
	m.list, m.depth = results, items
	m.show(detail{items: list})
	view := m.View()
	for _, want := range []string{"✗ Hồ sơ: HTX Mẫu", "không nhận", "! Hồ sơ: HTX Hai", "trùng, bỏ", "ghi sau khi mất máy"} {
		if !strings.Contains(view, want) {
			t.Errorf("%q is not shown:\n%s", want, view)
		}
	}
	if m.open(); m.depth != fields || !strings.Contains(m.View(), "Đang tính") {
		t.Errorf("the fields are not shown:\n%s", m.View())
	}
}
