package forms_test

import (
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
	"coopfield/tui/record/forms"
	"coopfield/tui/text"
)

const coopName = "HTX Nông nghiệp Mẫu Đăk Hà"

func TestASupportIsWrittenWithWhatTheProgrammeOffers(t *testing.T) {
	o := newOffice(t)
	d := o.as(store.Officer)
	coop := putCoop(t, d, coopName)
	s := begin(t, d, page.Args{"kind": "support", "coop": coop})
	s.Sees("▸ Loại hỗ trợ")
	s.SeesNot("Lãi suất", "Còn nợ")
	s.Type("vay von")
	s.Press("enter")
	s.Sees("Lãi suất (%)", "Đến hạn", "Còn nợ", "chưa ghi đã giải ngân") // a loan has its terms
	s.Press("tab")
	s.Press("ctrl+u")
	s.Type("1/12/2024")
	s.Press("tab")
	s.Type("quy ho tro")
	s.Press("enter", "tab")
	s.Type("193")
	s.Press("enter", "tab")
	s.Type("12/QĐ-HT")
	s.Press("tab")
	s.Type("500tr")
	s.Press("tab")
	s.Type("300tr")
	s.Press("tab")
	s.Type("4,5")
	s.Press("tab")
	s.Type("1/10/2024")
	s.Press("tab")
	s.Type("100tr")
	s.Press("tab")
	s.Sees("200.000.000 đ, quá hạn 53 ngày")
	s.Press("ctrl+s")
	s.Sees("▸ Đến hạn", "✗ sớm hơn \"Ngày\"") // the store's own check, in the words of the form
	s.Press("ctrl+home", "tab", "ctrl+u")
	s.Type("1/10/2023")
	s.Press("ctrl+s")
	failed(t, s)
	doc := only(t, d, store.Support).Doc
	for p, want := range map[store.Path]any{
		"cooperative": coop, "type": "preferential-loan", "source": "fund-loan", "legal_basis": "nd193", "decision_no": "12/QĐ-HT",
		"approved": int64(500_000_000), "disbursed": int64(300_000_000), "rate": int64(450), "due": "2024-10-01", "repaid": int64(100_000_000), "on": "2023-10-01",
	} {
		if doc.At(p) != want {
			t.Errorf("%s is %v, %v wanted", p, doc.At(p), want)
		}
	}
}

func TestASupportWithoutATypeIsNotWrittenAndKept(t *testing.T) {
	o := newOffice(t)
	d := o.as(store.Officer)
	coop := putCoop(t, d, coopName)
	s := begin(t, d, page.Args{"kind": "support", "coop": coop})
	s.Press("tab", "tab", "tab", "tab")
	s.Type("12/QĐ-HT")
	s.Press("ctrl+s")
	if !said(s, "Loại hỗ trợ: ") {
		t.Errorf("told: %+v", s.Sent)
	}
	d = o.as(store.Officer)
	list, err := d.Recovered(ctx)
	must(t, err)
	if len(list) != 1 || list[0].Kind != store.Support {
		t.Fatalf("drafts: %+v", list)
	}
	s = edit(t, d, store.Support, list[0].ID)
	s.Sees("[12/QĐ-HT")
}

func TestMoreMoneyThanApprovedIsSaid(t *testing.T) {
	o := newOffice(t)
	d := o.as(store.Officer)
	s := begin(t, d, page.Args{"kind": "support", "coop": putCoop(t, d, coopName), "type": "training"})
	s.Press("tab", "tab", "tab", "tab", "tab")
	s.Type("10tr")
	s.Press("tab")
	s.Type("10.000.000")
	s.Press("tab")
	s.SeesNot("giải ngân nhiều hơn")
	s.Press("up")
	s.Press("ctrl+u")
	s.Type("10.000.001")
	s.Press("tab")
	s.Sees("! giải ngân nhiều hơn được duyệt")
}

func TestALoanIsOverdueFromTheDayAfterItsLast(t *testing.T) {
	o := newOffice(t)
	d := o.as(store.Officer)
	coop := putCoop(t, d, coopName)
	for due, over := range map[string]bool{"2024-11-22": true, "2024-11-23": false, "2024-11-24": false} {
		ids, err := d.Put(ctx, store.Support, []desk.Input{{Doc: store.Doc{
			"cooperative": coop, "type": "preferential-loan", "disbursed": int64(100_000_000), "repaid": int64(30_000_000), "due": due,
		}}})
		must(t, err)
		s := edit(t, d, store.Support, ids[0])
		s.Sees("70.000.000 đ")
		if over {
			s.Sees("quá hạn 1 ngày")
		} else {
			s.SeesNot("quá hạn")
		}
	}
}

func TestAnEventNamesItsCooperativesByPicking(t *testing.T) {
	o := newOffice(t)
	d := o.as(store.Officer)
	first, second := putCoop(t, d, coopName), putCoop(t, d, "HTX Mẫu Đăk Mar")
	s := begin(t, d, page.Args{"kind": "event"})
	s.Type("tham quan")
	s.Press("enter", "tab", "tab")
	s.Type("Hội trường Mẫu")
	s.Press("tab")
	s.Type("25")
	s.Press("pgdown")
	s.Sees("Chưa ghi hợp tác xã nào.")
	s.Type("dak mar")
	s.Press("enter")
	s.Sees("1. HTX Mẫu Đăk Mar")
	s.Type("dak ha")
	s.Press("enter", "ctrl+s")
	failed(t, s)
	doc := only(t, d, store.Event).Doc
	if coops := doc.Sub("cooperatives"); coops[first] != true || coops[second] != true || len(coops) != 2 {
		t.Errorf("held: %v", coops)
	}
	if doc.Text("type") != "study-visit" || doc.Text("unit") != "615" || doc.Text("place") != "Hội trường Mẫu" {
		t.Errorf("held: %v", doc)
	}
	s.Press("ctrl+home", "ctrl+d")
	c := sent[page.Confirm](s)
	if len(c) != 1 {
		t.Fatalf("asked: %+v", c)
	}
	s.Run(c[0].Then)
	s.Press("ctrl+s")
	if coops := only(t, d, store.Event).Doc.Sub("cooperatives"); len(coops) != 1 {
		t.Errorf("held: %v", coops)
	}
	s.Press("ctrl+z", "ctrl+s")
	if coops := only(t, d, store.Event).Doc.Sub("cooperatives"); len(coops) != 2 {
		t.Errorf("held: %v", coops)
	}
	failed(t, s)
}

func TestAnAdvisorPicksOnlyTheCooperativesThatAreAssigned(t *testing.T) {
	o := newOffice(t)
	d := o.as(store.Province)
	mine := putCoop(t, d, coopName)
	putCoop(t, d, "HTX Mẫu Đăk Mar")
	d = o.as(store.Advisor, mine)
	s := begin(t, d, page.Args{"kind": "event", "type": "training"})
	s.Press("pgdown", "enter")
	s.Sees("HTX Nông nghiệp Mẫu")
	s.SeesNot("Đăk Mar")
}

func TestACommendationAsksForOtherThingsThanAReplicationPlan(t *testing.T) {
	o := newOffice(t)
	d := o.as(store.Officer)
	s := begin(t, d, page.Args{"kind": "proposal", "type": "commendation", "coop": putCoop(t, d, coopName)})
	s.Sees("Đề nghị cho", "Đối tượng", "Hình thức", "đang soạn")
	s.SeesNot("Dự toán")
	s.Press("ctrl+end", "up", "up")
	s.Press("up")
	s = begin(t, d, page.Args{"kind": "proposal", "type": "replication"})
	s.Sees("Dự toán", "Giai đoạn")
	s.SeesNot("Đề nghị cho")
	s.Press("tab", "tab")
	s.Type("2026-2030")
	s.Press("ctrl+s")
	failed(t, s)
	doc := only(t, d, store.Proposal).Doc
	if doc.Text("period") != "2026-2030" || doc.Text("unit") != "615" || doc.Text("state") != desk.ProposalDrafted {
		t.Errorf("held: %v", doc)
	}
}

func TestTheProvinceAnswersAnObstacleAndAnOfficerMayNot(t *testing.T) {
	o := newOffice(t)
	d := o.as(store.Officer)
	s := begin(t, d, page.Args{"kind": "obstacle", "coop": putCoop(t, d, coopName)})
	s.Type("Thiếu đất làm kho")
	s.Press("ctrl+end", "up", "up")
	s.Sees("▸ Trả lời ", "chỉ cấp tỉnh được ghi")
	s.Type("x")
	s.Press("ctrl+s")
	failed(t, s)
	r := only(t, d, store.Obstacle)
	if r.Doc.Text("text") != "Thiếu đất làm kho" || r.Doc.Text("answer") != "" || r.Doc.Text("raised_on") != "2024-11-23" {
		t.Errorf("held: %v", r.Doc)
	}
	d = o.as(store.Province)
	s = edit(t, d, store.Obstacle, r.ID)
	s.Sees("chờ trả lời 0 ngày")
	s.Press("ctrl+end", "up", "up")
	s.Type("Huyện bố trí trong quý I")
	s.Press("tab")
	s.Sees("+ ghi là đã trả lời hôm nay")
	s.Press("ctrl+end", "enter", "ctrl+s")
	failed(t, s)
	doc := only(t, d, store.Obstacle).Doc
	if doc.Text("answered_on") != "2024-11-23" || doc.Text("state") != desk.ObstacleAnswered || doc.Text("answer") != "Huyện bố trí trong quý I" {
		t.Errorf("held: %v", doc)
	}
	s.SeesNot("ghi là đã trả lời", "chờ trả lời 0 ngày")
}

func TestTheWordsOfAnObstacleThatAVisitRaisedAreTheVisits(t *testing.T) {
	o := newOffice(t)
	d := o.as(store.Province)
	coop := putCoop(t, d, coopName)
	ids, err := d.Put(ctx, store.Visit, []desk.Input{{Doc: store.Doc{"cooperative": coop, "on": "2024-10-15", "purpose": "periodic"}}})
	must(t, err)
	made, err := d.Put(ctx, store.Obstacle, []desk.Input{{Doc: store.Doc{
		"cooperative": coop, "text": "Thiếu vốn", "raised_on": "2024-10-15", "state": "open", "visit": ids[0],
	}}})
	must(t, err)
	s := edit(t, d, store.Obstacle, made[0])
	s.Type("x")
	s.Sees("ghi trong biên bản kiểm tra ngày 15/10/2024")
	s.Press("ctrl+s")
	if doc := only(t, d, store.Obstacle).Doc; doc.Text("text") != "Thiếu vốn" {
		t.Errorf("held: %v", doc)
	}
}

func TestASupportOfAnotherUnitIsOnlyShown(t *testing.T) {
	o := newOffice(t)
	d := o.as(store.Province)
	ids, err := d.Put(ctx, store.Cooperative, []desk.Input{{Doc: store.Doc{
		"name": "HTX Mẫu Ngọc Hồi", "type": "htx", "unit": "23377", "reporting_unit": "611", "registered_on": "2016-05-04", "status": "active",
	}}})
	must(t, err)
	made, err := d.Put(ctx, store.Support, []desk.Input{{Doc: store.Doc{"cooperative": ids[0], "type": "training"}}})
	must(t, err)
	d = o.as(store.Officer)
	s := edit(t, d, store.Support, made[0])
	s.Sees("! chỉ xem: hồ sơ thuộc đơn vị báo cáo 611")
}

func TestTheFormsAtEverySize(t *testing.T) {
	o := newOffice(t)
	d := o.as(store.Officer)
	coop := putCoop(t, d, "HTX Nông nghiệp Dịch vụ Thương mại Tổng hợp Mẫu Số Sáu Mươi Đăk Hà")
	put := func(k store.Kind, doc store.Doc) string {
		ids, err := d.Put(ctx, k, []desk.Input{{Doc: doc}})
		must(t, err)
		return ids[0]
	}
	golden := func(name string, k store.Kind, id string, press ...string) {
		for _, lang := range []text.Lang{text.VI, text.EN} {
			for _, size := range pagetest.Sizes {
				s := pagetest.Open(t, lang, size, func(c *page.Context) page.Screen { return forms.New(c, d, id, page.Args{"kind": string(k)}) })
				s.Press(press...)
				s.Golden(name)
				failed(t, s)
			}
		}
	}
	golden("support", store.Support, put(store.Support, store.Doc{
		"cooperative": coop, "type": "preferential-loan", "source": "fund-loan", "legal_basis": "qd1804", "approved": int64(500_000_000),
		"disbursed": int64(500_000_000), "rate": int64(450), "due": "2024-10-01", "repaid": int64(120_000_000), "on": "2023-04-15", "decision_no": "12/QĐ-HT-MẪU",
	}), "tab", "tab", "tab")
	golden("event", store.Event, put(store.Event, store.Doc{
		"type": "training", "on": "2024-08-12", "place": "Hội trường Mẫu", "cooperatives": store.Doc{coop: true}, "participants": int64(40),
		"cost": int64(35_000_000), "source": "recurrent", "unit": "615",
	}), "pgdown")
	golden("proposal", store.Proposal, put(store.Proposal, store.Doc{
		"type": "replication", "unit": "615", "period": "2026-2030", "model": "A-a", "budget": int64(2_500_000_000), "state": "sent", "text": "Nhân rộng ra ba xã (hư cấu).",
	}))
	golden("obstacle", store.Obstacle, put(store.Obstacle, store.Doc{"cooperative": coop, "text": "Thiếu đất làm kho (hư cấu)", "raised_on": "2024-10-02", "state": "open"}))
}
