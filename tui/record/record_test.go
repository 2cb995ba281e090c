package record_test

import (
	"context"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
	"coopfield/tui/record"
)

func plan(t *testing.T) (*office, *desk.Desk, string, *pagetest.Driver) {
	t.Helper()
	o := newOffice(t, store.Officer)
	d := o.run()
	id := putPlan(t, d, putCoop(t, d))
	return o, d, id, open(t, planForm(d, id, nil))
}

func TestAFieldIsDurableWhenTheCursorLeavesItAndComputedLinesFollow(t *testing.T) {
	_, d, id, s := plan(t)
	s.Sees("Tổng kinh phí", "120.000.000")
	s.Press("pgdown", "tab", "tab")
	s.Press("ctrl+u")
	s.Type("150tr")
	s.Press("tab")
	if n, _ := held(t, d, store.Plan, id).Int("actions.a.cost"); n != 150_000_000 {
		t.Errorf("held: %d", n)
	}
	if len(sent[page.Saved](s)) == 0 {
		t.Error("the frame was not told")
	}
	s.Press("pgup")
	s.Sees("150.000.000", "chưa ghi thành lần sửa")
	failed(t, s)
}

func TestAHalfTypedFieldIsThereAfterTheProgramWasKilled(t *testing.T) {
	o, _, id, s := plan(t)
	s.Press("ctrl+u")
	s.Type("31/1")
	s.Press("backspace", "backspace")
	d := o.run() // nothing of the first run was closed
	s = open(t, planForm(d, id, nil))
	s.Sees("▸ Nộp ngày", "[31")
	if !said(s, "Mở lại bản nháp: 1 trường") || !said(s, "gõ sau cùng: Nộp ngày") {
		t.Errorf("told: %+v", s.Sent)
	}
	s.Press("ctrl+u")
	s.Type("31/12/2024")
	s.Press("ctrl+s")
	if got := held(t, d, store.Plan, id).Text("submitted_on"); got != "2024-12-31" {
		t.Errorf("held: %s", got)
	}
	s.SeesNot("chưa ghi thành lần sửa")
	failed(t, s)
}

func TestAnUnfinishedTextIsWhereTheFormOpensWhateverSectionItBeginsWith(t *testing.T) {
	o, _, id, s := plan(t)
	s.Press("pgdown", "tab", "tab", "ctrl+u")
	s.Type("150 t")
	d := o.run()
	begin := func(c *page.Context) page.Screen {
		return record.New(c, d, record.Options{Kind: store.Plan, ID: id, At: "funding", Read: planRead(nil)})
	}
	s = open(t, begin)
	s.Sees("▸ Kinh phí [150 t")
	s.Press("ctrl+u")
	s.Type("150tr")
	s.Press("tab")
	s = open(t, begin)
	s.Sees("Vốn của HTX")
}

func TestLeavingMakesOneChangeAndLookingMakesNone(t *testing.T) {
	_, d, id, s := plan(t)
	revisions := func() int {
		list, err := d.History(ctx, store.Plan, id)
		must(t, err)
		return len(list)
	}
	s.Press("esc", "esc")
	if revisions() != 1 || len(sent[page.Back](s)) != 1 {
		t.Errorf("%d revisions, sent %+v", revisions(), s.Sent)
	}
	s = open(t, planForm(d, id, nil))
	s.Press("ctrl+u")
	s.Type("1/4/2024")
	s.Press("tab", "pgdown", "end")
	s.Type(" trong năm")
	s.Press("esc", "esc")
	if revisions() != 2 || len(sent[page.Back](s)) != 1 {
		t.Errorf("%d revisions, sent %+v", revisions(), s.Sent)
	}
	failed(t, s)
}

func TestAFieldOfTheProvinceIsDimAndSaysWhy(t *testing.T) {
	_, d, id, s := plan(t)
	s.Press("tab", "tab")
	s.Sees("▸ Phê duyệt số", "chỉ cấp tỉnh được ghi quyết định")
	s.Type("12/QĐ")
	s.Press("ctrl+s")
	if got := held(t, d, store.Plan, id).Text("approved_no"); got != "" {
		t.Errorf("held: %s", got)
	}
}

func TestAFormThatMayNotBeWrittenTakesNothing(t *testing.T) {
	_, d, id, _ := plan(t)
	s := open(t, planForm(d, id, func(l *record.Layout) { l.Denied = "hồ sơ của đơn vị khác" }))
	s.Sees("! chỉ xem: hồ sơ của đơn vị khác")
	s.Press("enter")
	s.Type("1")
	s.Press("tab", "ctrl+n", "ctrl+s")
	if f, err := d.Edit(ctx, store.Plan, id); err != nil || len(f.Draft) > 0 {
		t.Errorf("%v %+v", err, f.Draft)
	}
}

func TestAnItemIsAddedNamedAndRemovedAndAllOfItTakenBack(t *testing.T) {
	_, d, id, s := plan(t)
	s.Press("pgdown", "ctrl+n")
	s.Sees("Việc 2", "[Hội đồng quản trị")
	s.Type("Mở lớp tập huấn")
	s.Press("enter", "tab")
	s.Type("20tr")
	s.Press("tab")
	acts := held(t, d, store.Plan, id).Sub("actions")
	if len(acts) != 2 {
		t.Fatalf("held: %v", acts)
	}
	s.Press("up", "ctrl+d")
	if c := sent[page.Confirm](s); len(c) == 0 || !strings.Contains(c[0].Body, "Mở lớp tập huấn") {
		t.Fatalf("asked: %+v", c)
	}
	agree(t, s)
	if acts := held(t, d, store.Plan, id).Sub("actions"); len(acts) != 1 {
		t.Errorf("held: %v", acts)
	}
	s.SeesNot("Việc 2")
	s.Press("ctrl+z")
	s.Sees("Việc 2", "Mở lớp tập huấn")
	if acts := held(t, d, store.Plan, id).Sub("actions"); len(acts) != 2 {
		t.Errorf("held: %v", acts)
	}
	for range 4 { // its cost, its text, and that it was added
		s.Press("ctrl+z")
	}
	if acts := held(t, d, store.Plan, id).Sub("actions"); len(acts) != 1 {
		t.Errorf("held: %v", acts)
	}
	failed(t, s)
}

func TestTabGoesThroughTheCellsOfALineAndDownStaysInTheColumn(t *testing.T) {
	_, d, id, s := plan(t)
	s.Press("pgdown", "pgdown")
	s.Type("1tr")
	s.Press("tab")
	s.Type("2tr")
	s.Press("down")
	s.Type("3tr")
	s.Press("shift+tab")
	s.Type("4tr")
	s.Press("shift+tab") // back to the last cell of the line before
	s.Press("ctrl+u")
	s.Type("5tr")
	s.Press("enter", "enter", "enter")
	doc := held(t, d, store.Plan, id)
	for p, want := range map[store.Path]int64{
		"funding.own.2024.planned": 1_000_000, "funding.own.2024.spent": 5_000_000,
		"funding.own.2025.planned": 4_000_000, "funding.own.2025.spent": 3_000_000,
	} {
		if n, _ := doc.Int(p); n != want {
			t.Errorf("%s is %d, %d wanted", p, n, want)
		}
	}
	s.Sees("▸ Mục tiêu tiêu chí", "[1.000.000")
	s.Type("12,5")
	s.Press("ctrl+s")
	if n, _ := held(t, d, store.Plan, id).Int("improve.3"); n != 1250 {
		t.Errorf("held: %d", n)
	}
	failed(t, s)
}

func TestWhatTheStoreRefusesStandsBesideTheFieldAndNothingIsLost(t *testing.T) {
	o := newOffice(t, store.Officer)
	d := o.run()
	coop := putCoop(t, d)
	s := open(t, func(c *page.Context) page.Screen {
		return record.New(c, d, record.Options{
			Kind:  store.Support,
			Start: func(ctx context.Context) (string, error) { return d.StartSupport(ctx, coop, "policy", "") },
			Read: func(context.Context, *desk.Form) (func() record.Layout, error) {
				return func() record.Layout {
					return record.Layout{Sections: []record.Section{{ID: "a", Title: "Hỗ trợ", Rows: []record.Row{
						{Path: "source", Label: "Nguồn"}, {Path: "type", Label: "Loại"},
					}}}}
				}, nil
			},
		})
	})
	s.Type("Ngân sách huyện")
	s.Press("tab", "ctrl+u", "up", "ctrl+s")
	s.Sees("▸ Loại")
	if !said(s, "Loại: ") {
		t.Errorf("told: %+v", s.Sent)
	}
	s.Type("training")
	s.Press("ctrl+s")
	list, err := d.Supports(ctx, coop)
	must(t, err)
	if len(list) != 1 || list[0].Typing || list[0].Source != "Ngân sách huyện" || list[0].Type != "training" {
		t.Errorf("held: %+v", list)
	}
	failed(t, s)
}

func TestARecordThatWasOnlyBegunLeavesNothing(t *testing.T) {
	o := newOffice(t, store.Officer)
	d := o.run()
	coop := putCoop(t, d)
	s := open(t, func(c *page.Context) page.Screen {
		return record.New(c, d, record.Options{
			Kind:  store.Support,
			Start: func(ctx context.Context) (string, error) { return d.StartSupport(ctx, coop, "training", "") },
			Read: func(context.Context, *desk.Form) (func() record.Layout, error) {
				return func() record.Layout {
					return record.Layout{Sections: []record.Section{{ID: "a", Rows: []record.Row{{Path: "source", Label: "Nguồn"}}}}}
				}, nil
			},
		})
	})
	s.Press("esc")
	list, err := d.Supports(ctx, coop)
	must(t, err)
	if len(list) != 0 || len(sent[page.Back](s)) != 1 {
		t.Errorf("held: %+v, sent %+v", list, s.Sent)
	}
}

func TestCtrlYGoesBackToTheOpeningAndBringsItBack(t *testing.T) {
	_, d, id, s := plan(t)
	s.Press("ctrl+u")
	s.Type("1/4/2024")
	s.Press("ctrl+s", "pgdown", "tab", "end")
	s.Type(" và Kế toán")
	s.Press("ctrl+y")
	agree(t, s)
	doc := held(t, d, store.Plan, id)
	if doc.Text("submitted_on") != "2024-03-01" || doc.Text("actions.a.who") != "Giám đốc" {
		t.Errorf("held: %v", doc)
	}
	s.Sees("[Giám đốc  ")
	s.Press("ctrl+y")
	agree(t, s)
	doc = held(t, d, store.Plan, id)
	if doc.Text("submitted_on") != "2024-04-01" || doc.Text("actions.a.who") != "Giám đốc và Kế toán" {
		t.Errorf("held: %v", doc)
	}
	s.Sees("[Giám đốc và Kế toán")
	failed(t, s)
}

func application(t *testing.T) (*desk.Desk, string, *pagetest.Driver) {
	t.Helper()
	o := newOffice(t, store.Officer)
	d := o.run()
	ids, err := d.Put(ctx, store.Registration, []desk.Input{{Doc: store.Doc{"cooperative": putCoop(t, d), "programme": "kh1185"}}})
	must(t, err)
	return d, ids[0], open(t, applicationForm(d, ids[0]))
}

func TestADigitSetsAStateAndALetterOpensItsNote(t *testing.T) {
	d, id, s := application(t)
	s.Press("1", "2")
	s.Sees("= tự tính từ bảng đánh giá", "✗ 54,0 điểm, cần 65,0")
	doc := held(t, d, store.Registration, id)
	if !doc.Bool("conditions.a.met") || doc.At("conditions.b.met") != false {
		t.Errorf("held: %v", doc.Sub("conditions"))
	}
	s.Press("1", "9") // the program computes this one
	s.Sees("✗ không")
	s.Type("xem bảng 2023")
	s.Press("enter", "ctrl+s")
	doc = held(t, d, store.Registration, id)
	if doc.Text("conditions.c.note") != "xem bảng 2023" || doc.At("conditions.c.met") != nil {
		t.Errorf("held: %v", doc.Sub("conditions"))
	}
	s.Press("ctrl+home", "delete", "ctrl+s")
	if v := held(t, d, store.Registration, id).At("conditions.a.met"); v != nil {
		t.Errorf("held: %v", v)
	}
	failed(t, s)
}

func TestClicksOpenSectionsAndPutTheCursorIntoCells(t *testing.T) {
	_, d, id, s := plan(t)
	_, y := place(s, "Kinh phí")
	click(s, 3, y)
	s.Sees("Vốn của HTX")
	x, y := place(s, "2025")
	click(s, x+36, y)
	s.Type("7tr")
	s.Press("ctrl+s")
	if n, _ := held(t, d, store.Plan, id).Int("funding.own.2025.spent"); n != 7_000_000 {
		t.Errorf("held: %v", held(t, d, store.Plan, id).Sub("funding"))
	}
	_, y = place(s, "Việc phải làm")
	click(s, 3, y)
	x, y = place(s, "+ thêm việc")
	click(s, x, y)
	click(s, x, y)
	s.Sees("Việc 2")
	failed(t, s)
}

func TestBeginningWhatWasTypedBeforeLeavesItAsItWas(t *testing.T) {
	o := newOffice(t, store.Officer)
	d := o.run()
	coop := putCoop(t, d)
	form := func(c *page.Context) page.Screen {
		return record.New(c, d, record.Options{
			Kind:  store.Registration,
			Start: func(ctx context.Context) (string, error) { return d.StartRegistration(ctx, coop, "") },
			Read: func(context.Context, *desk.Form) (func() record.Layout, error) {
				return func() record.Layout {
					return record.Layout{Sections: []record.Section{{ID: "a", Rows: []record.Row{{Path: "district_decision.no", Label: "Số"}}}}}
				}, nil
			},
		})
	}
	s := open(t, form)
	s.Type("12/QĐ")
	s.Press("tab")
	s = open(t, form)
	s.Sees("[12/QĐ")
	s.Press("esc")
	list, err := d.Registrations(ctx, coop)
	must(t, err)
	if len(list) != 1 || list[0].District.No != "12/QĐ" {
		t.Errorf("held: %+v", list)
	}
}

// slowly is a form whose silence after the last key never comes.
func slowly(make func(*page.Context) page.Screen) func(*page.Context) page.Screen {
	return func(c *page.Context) page.Screen {
		c.After = func(time.Duration, tea.Msg) tea.Cmd { return nil }
		return make(c)
	}
}

func TestLeavingAFieldSavesItWithoutWaitingForSilence(t *testing.T) {
	_, d, id, _ := plan(t)
	s := open(t, slowly(planForm(d, id, nil)))
	s.Press("ctrl+u")
	s.Type("1/4/2024")
	if got := held(t, d, store.Plan, id).Text("submitted_on"); got != "2024-03-01" {
		t.Fatalf("held before the cursor left: %s", got)
	}
	s.Press("tab")
	if got := held(t, d, store.Plan, id).Text("submitted_on"); got != "2024-04-01" {
		t.Errorf("held: %s", got)
	}
	s.Press("pgdown", "pgdown")
	s.Type("3tr")
	s.Press("tab") // within a line of several inputs too
	if n, _ := held(t, d, store.Plan, id).Int("funding.own.2024.planned"); n != 3_000_000 {
		t.Errorf("held: %d", n)
	}
	s.Type("2tr")
	must(t, s.Screen.(page.Flusher).Flush()) // the program ends in the middle of a field
	if n, _ := held(t, d, store.Plan, id).Int("funding.own.2024.spent"); n != 2_000_000 {
		t.Errorf("held: %d", n)
	}
}

func TestWhatChangedMeanwhileIsShownButNotUnderTheCursor(t *testing.T) {
	_, d, id, s := plan(t)
	s.Press("pgdown")
	for path, v := range map[store.Path]string{"actions.a.who": "Kế toán", "actions.a.text": "Việc khác"} {
		_, err := d.SaveField(ctx, store.Plan, id, path, v, "")
		must(t, err)
	}
	s.Send(page.Resumed{})
	s.Sees("[Kế toán", "▸ Việc     [Mua máy sấy cà phê")
}

func TestASectionThatTheLayoutDropsIsLeft(t *testing.T) {
	o := newOffice(t, store.Officer)
	d := o.run()
	id := putPlan(t, d, putCoop(t, d))
	s := open(t, planForm(d, id, func(l *record.Layout) {
		if f := len(l.Sections); held(t, d, store.Plan, id).Text("status") == "closed" {
			l.Sections = l.Sections[1:f]
		}
	}))
	_, err := d.SaveField(ctx, store.Plan, id, "status", "closed", "")
	must(t, err)
	s.Send(page.Resumed{})
	s.Sees("┌ Việc phải làm")
	s.Press("esc", "end")
	s.Sees("┌ Kinh phí")
	s.Press("home")
	s.Sees("┌ Việc phải làm")
	failed(t, s)
}

func TestAFormWithoutSectionsTakesKeys(t *testing.T) {
	o := newOffice(t, store.Officer)
	d := o.run()
	id := putPlan(t, d, putCoop(t, d))
	s := open(t, planForm(d, id, func(l *record.Layout) { l.Sections = nil }))
	s.Press("enter", "tab", "down", "pgdown", "home", "end", "ctrl+n", "ctrl+d", "ctrl+z", "ctrl+y", "ctrl+s", "esc")
	s.View()
	failed(t, s)
}
