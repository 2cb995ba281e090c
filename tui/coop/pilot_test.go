package coop_test

import (
	"context"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/coop"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
	"coopfield/tui/text"
)

func record(tb testing.TB, d *desk.Desk, k store.Kind, doc store.Doc) string {
	tb.Helper()
	ids, err := d.Put(context.Background(), k, []desk.Input{{Doc: doc}})
	if err != nil {
		tb.Fatal(err)
	}
	return ids[0]
}

// figures are what the points that are computed need.
var figures = store.Doc{
	"capital_begin": int64(3_200_000_000), "capital_end": int64(4_150_000_000), "undivided_begin": int64(500_000_000), "undivided_end": int64(550_000_000),
}

// scored is a complete sheet, so that a baseline can be frozen and compared.
func scored(tb testing.TB, d *desk.Desk, coop, period string, over store.Doc) string {
	tb.Helper()
	points := store.Doc{
		"1a": int64(500), "2a": int64(300), "3a": int64(300), "3b": int64(200), "3c": int64(300), "4a": int64(100), "4b": int64(100), "4c": int64(100),
		"5": int64(600), "6": int64(500), "7a": int64(100), "7b": int64(100), "7c": int64(100), "8": int64(400), "9": int64(300), "10": int64(700),
		"11": int64(600), "12": int64(600), "13": int64(500), "14": int64(500), "15": int64(450),
	}
	doc := store.Doc{"cooperative": coop, "period": period, "scheme": "tt01-2020", "self": points, "checked": points.Clone(), "facts": figures.Clone()}
	doc.Sub("checked").Apply(over)
	for id := range over {
		doc.Put("reason."+id, "Rà soát lại hồ sơ")
	}
	return record(tb, d, store.Assessment, doc)
}

// pilot is a cooperative that the province chose, with a plan, money, a sheet
// that fell below its baseline, support and obstacles.
func pilot(tb testing.TB, o *office, name string) (*desk.Desk, string) {
	tb.Helper()
	o.role = store.Province
	d := o.run()
	id := put(tb, d, name, "6101234567")
	record(tb, d, store.Registration, store.Doc{
		"cooperative": id, "programme": "kh1185", "model": "A-a", "submitted_on": "2021-08-12",
		"district_decision": store.Doc{"no": "12/QĐ-UBND", "on": "2021-09-01", "result": "chosen"},
		"province_decision": store.Doc{"no": "300/UBND", "on": "2021-11-02", "result": "chosen"}, "ministry_sent_on": "2021-12-01",
	})
	frozen := scored(tb, d, id, "2020", nil)
	r, err := d.Get(context.Background(), store.Assessment, frozen)
	if err != nil {
		tb.Fatal(err)
	}
	plan := record(tb, d, store.Plan, store.Doc{
		"cooperative": id, "programme": "kh1185", "status": "approved", "approved_no": "45/QĐ-UBND", "approved_on": "2022-01-10",
		"baseline": store.Doc{"assessment": frozen, "revision": r.Rev.String()}, "improve": store.Doc{"8": int64(500), "9": int64(400)},
		"actions": store.Doc{
			"a": store.Doc{"text": "Huy động vốn góp", "to": "2022-12-31"}, "b": store.Doc{"text": "Máy sấy", "to": "2026-06-30"},
		},
		"funding": store.Doc{"own": store.Doc{"2022": store.Doc{"planned": int64(800_000_000), "spent": int64(500_000_000)}}},
	})
	scored(tb, d, id, "2024", store.Doc{"9": int64(200)})
	record(tb, d, store.Obstacle, store.Doc{"cooperative": id, "text": "Thiếu đất làm kho (hư cấu)", "raised_on": "2024-10-02", "state": "open"})
	record(tb, d, store.Obstacle, store.Doc{
		"cooperative": id, "text": "Thiếu vốn (hư cấu)", "raised_on": "2023-05-02", "state": "answered", "answer": "Cho vay từ Quỹ (hư cấu)", "answered_on": "2023-06-01",
	})
	for _, doc := range []store.Doc{
		{"type": "training", "on": "2023-04-15", "approved": int64(40_000_000), "disbursed": int64(40_000_000), "source": "recurrent", "status": "đã xong"},
		{
			"type": "preferential-loan", "on": "2023-09-15", "approved": int64(500_000_000), "disbursed": int64(500_000_000), "source": "fund-loan",
			"rate": int64(400), "due": "2024-09-15", "repaid": int64(120_000_000), "decision_no": "7/QĐ-MẪU",
		},
		{"type": "policy", "on": "2024-06-15", "approved": int64(900_000_000)},
	} {
		doc["cooperative"], doc["plan"] = id, plan
		record(tb, d, store.Support, doc)
	}
	return d, id
}

func TestTheProgrammesTabsAtEverySize(t *testing.T) {
	d, id := pilot(t, newOffice(t), longName)
	none := put(t, d, "HTX Mẫu chưa đăng ký", "")
	for _, lang := range []text.Lang{text.VI, text.EN} {
		for _, size := range pagetest.Sizes {
			s := pagetest.Open(t, lang, size, func(c *page.Context) page.Screen { return coop.New(c, d, id, page.Args{"tab": "pilot"}) })
			s.Golden("pilot")
			s.Press("right")
			s.Golden("support")
			s = pagetest.Open(t, lang, size, func(c *page.Context) page.Screen { return coop.New(c, d, none, page.Args{"tab": "pilot"}) })
			s.Golden("pilot-none")
		}
	}
}

func TestEnterOpensTheApplicationThePlanTheSheetAndAnObstacle(t *testing.T) {
	d, id := pilot(t, newOffice(t), "HTX Mẫu")
	s := show(t, d, id, page.Args{"tab": "pilot"})
	var pages []string
	for range 5 {
		s.Press("enter")
		list := sent[page.Navigate](s)
		n := list[len(list)-1]
		pages = append(pages, n.Page+n.Args["kind"])
		if n.ID == "" {
			t.Errorf("%s without an id", n.Page)
		}
		s.Press("down")
	}
	want := []string{"registration", "plan", "assess", "recordobstacle", "recordobstacle"}
	for i := range want {
		if pages[i] != want[i] {
			t.Fatalf("opened %v, %v wanted", pages, want)
		}
	}
}

func TestAPilotSaysWhatItStillLacksByCriterion(t *testing.T) {
	d, id := pilot(t, newOffice(t), "HTX Mẫu")
	s := pagetest.Open(t, text.VI, pagetest.Size{Width: 100, Height: 40}, func(c *page.Context) page.Screen {
		return coop.New(c, d, id, page.Args{"tab": "pilot"})
	})
	s.Sees("[Thí điểm 1]", "mô hình A-a", "được chọn · số 300/UBND", "gửi Bộ 01/12/2021", "số 45/QĐ-UBND", "việc 0/2 xong, 1 quá hạn",
		"500.000.000 trên 800.000.000 đ", "Tiêu chí 9: 2,0 điểm, thấp hơn ban đầu 3,0", "▼ tiêu chí 9: ban đầu 3,0, nay 2,0, mục tiêu 4,0",
		"✓ tiêu chí 8: ban đầu 4,0, nay 4,0, mục tiêu 5,0", "! Thiếu đất làm kho (hư cấu) (chờ 52 ngày)", "✓ Thiếu vốn (hư cấu): Cho vay từ Quỹ")
}

func TestCtrlNBeginsTheApplicationAndForAChosenOneThePlan(t *testing.T) {
	ctx := context.Background()
	o := newOffice(t)
	d := o.run()
	id := put(t, d, "HTX Mẫu", "")
	s := show(t, d, id, page.Args{"tab": "pilot"})
	s.Sees("Chưa đăng ký tham gia chương trình nào")
	s.Press("ctrl+n")
	list := sent[page.Navigate](s)
	if len(list) != 1 || list[0].Page != "registration" || list[0].ID != "" || list[0].Args["coop"] != id || list[0].Args["programme"] != "kh1185" {
		t.Fatalf("sent %+v", s.Sent)
	}
	if _, err := d.StartRegistration(ctx, id, "kh1185"); err != nil {
		t.Fatal(err)
	}
	s.Send(page.Resumed{})
	s.Sees("~ đang nhập", "▸ Đăng ký")
	s.Press("ctrl+n")
	if len(sent[page.Navigate](s)) != 1 || len(sent[page.Toast](s)) == 0 {
		t.Errorf("sent %+v", s.Sent)
	}
	o.role = store.Province
	d = o.run()
	other := put(t, d, "HTX Mẫu Hai", "")
	record(t, d, store.Registration, store.Doc{
		"cooperative": other, "programme": "kh1185", "province_decision": store.Doc{"on": "2021-11-02", "result": "chosen"},
	})
	s = show(t, d, other, page.Args{"tab": "pilot"})
	s.Sees("! chưa lập kế hoạch hoàn thiện")
	for _, key := range []string{"enter", "ctrl+n"} {
		s.Press("down", key)
		list = sent[page.Navigate](s)
		if n := list[len(list)-1]; n.Page != "plan" || n.ID != "" || n.Args["coop"] != other || n.Args["programme"] != "kh1185" {
			t.Fatalf("sent %+v", s.Sent)
		}
	}
}

func TestTheLedgerOfACooperativeHasItsSumsAndDrafts(t *testing.T) {
	o := newOffice(t)
	d, id := pilot(t, o, "HTX Mẫu")
	s := show(t, d, id, page.Args{"tab": "support"})
	s.Sees("[Hỗ trợ", "3 khoản, tính đồng · duyệt 1.440.000.000", "giải ngân 540.000.000", "còn nợ 380.000.000", "1 khoản vay quá hạn", "! 380.000.000")
	if _, err := d.StartSupport(context.Background(), id, "", ""); err != nil {
		t.Fatal(err)
	}
	s.Send(page.Resumed{})
	s.Sees("~ đang nhập", "3 khoản")
	s.Press("enter")
	list := sent[page.Navigate](s)
	if len(list) != 1 || list[0].Page != "record" || list[0].Args["kind"] != "support" || list[0].ID == "" {
		t.Fatalf("sent %+v", s.Sent)
	}
	s.Press("ctrl+n")
	list = sent[page.Navigate](s)
	if n := list[len(list)-1]; n.Page != "record" || n.ID != "" || n.Args["coop"] != id {
		t.Errorf("sent %+v", n)
	}
}
