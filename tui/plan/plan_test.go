package plan_test

import (
	"context"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
	"coopfield/tui/plan"
	"coopfield/tui/text"
)

func TestThePlanAtEverySize(t *testing.T) {
	d := newOffice(t).as(store.Province)
	coop, entry, _ := chosen(t, d)
	id := approved(t, d, coop, entry)
	for _, section := range []string{"state", "baseline", "improve", "actions", "funding", "approval", "copies", "supports"} {
		for _, lang := range []text.Lang{text.VI, text.EN} {
			for _, size := range pagetest.Sizes {
				s := pagetest.Open(t, lang, size, screen(d, id, page.Args{"at": section}))
				s.Golden(section)
				failed(t, s)
			}
		}
	}
}

func TestAPlanBeginsForAPilotAndSaysWhatItLacks(t *testing.T) {
	d := newOffice(t).as(store.Province)
	coop, _, _ := chosen(t, d)
	s := open(t, d, "", page.Args{"coop": coop})
	s.Sees("✗ còn thiếu 5 điều", "Kế hoạch chưa nêu tiêu chí cần cải thiện", "! chưa chốt bảng đánh giá làm điểm ban đầu")
	stranger := put(t, d, store.Cooperative, "", store.Doc{"name": "HTX Khác", "type": "htx", "unit": "23500", "reporting_unit": "615"})
	refused := pagetest.Open80(t, screen(d, "", page.Args{"coop": stranger}))
	told := sent[page.Fail](refused)
	if len(told) != 1 || store.DetailOf(told[0].Err) != "not-chosen" {
		t.Errorf("told %+v", told)
	}
}

// TestASheetIsFrozenAndCriteriaAreNamed goes the way of an officer from an empty
// plan to what the exit rule then says.
func TestASheetIsFrozenAndCriteriaAreNamed(t *testing.T) {
	d := newOffice(t).as(store.Province)
	coop, entry, _ := chosen(t, d)
	s := open(t, d, "", page.Args{"coop": coop, "at": "baseline"})
	s.Sees("! Chưa chốt bảng nào làm điểm ban đầu", "kỳ 2020 (cả năm)")
	s.Press("enter")
	failed(t, s)
	s.Sees("✓ Đã chốt bảng kỳ 2020, tổng 74,0", "1. Vốn của hợp tác xã: 6,0/7")
	s.Press("pgdown")
	s.Sees("Ban đầu", "! 0", "! 1,5")
	s.SeesNot("✗ 1,5")
	for range 8 {
		s.Press("down")
	}
	s.Type("4")
	s.Press("tab")
	s.Sees("[4 ", "✗ 1,5") // named now: the fall counts
	s.Press("ctrl+s")
	failed(t, s)
	plans, err := d.Plans(ctx, coop)
	must(t, err)
	doc := held(t, d, plans[0].ID)
	if doc.Text("baseline.assessment") != entry || doc.Text("baseline.revision") == "" || doc.At("improve.9") != int64(400) || plans[0].Record == nil {
		t.Errorf("%v", doc)
	}
}

func TestTheBaselineOfAnApprovedPlanIsNotTakenByAKey(t *testing.T) {
	d := newOffice(t).as(store.Province)
	coop, entry, later := chosen(t, d)
	put(t, d, store.Assessment, later, store.Doc{"checked": store.Doc{"9": int64(200)}})
	_, err := d.Finalise(ctx, store.Assessment, later)
	must(t, err)
	id := approved(t, d, coop, entry)
	s := open(t, d, id, page.Args{"at": "baseline"})
	s.Press("down", "enter")
	s.Sees("✓ kỳ 2020", "kỳ 2021", "✓ 2020")
	if told := sent[page.Toast](s); len(told) == 0 || !strings.Contains(told[len(told)-1].Text, "điểm ban đầu không đổi được") {
		t.Errorf("told %+v", told)
	}
	if held(t, d, id).Text("baseline.assessment") != entry || len(sent[page.Confirm](s)) != 0 {
		t.Error("an approved plan took another baseline")
	}
	put(t, d, store.Plan, id, store.Doc{"status": "adjusted"})
	s = open(t, d, id, page.Args{"focus": "adjust_reason"})
	s.Type("Bảng 2020 lập nhầm")
	s.Press("tab", "esc")
	for range 5 {
		s.Press("up")
	}
	s.Sees("▸Điểm ban đầu")
	s.Press("tab", "down", "enter")
	asked := sent[page.Confirm](s)
	if len(asked) != 1 || !strings.Contains(asked[0].Body, "kỳ 2021 làm điểm ban đầu thay cho bảng kỳ 2020") {
		t.Fatalf("asked %+v\n%s", asked, s.View())
	}
	s.Run(asked[0].Then)
	failed(t, s)
	s.Sees("✓ Đã chốt bảng kỳ 2021")
	s.Press("ctrl+s")
	failed(t, s)
	if held(t, d, id).Text("baseline.assessment") != later {
		t.Error("the adjusted plan kept its old baseline")
	}
}

func TestMoneyIsSummedWhileItIsTyped(t *testing.T) {
	d := newOffice(t).as(store.Province)
	coop, entry, _ := chosen(t, d)
	id := approved(t, d, coop, entry)
	s := open(t, d, id, page.Args{"focus": "funding.own.2022.spent"})
	s.Sees("Kinh phí", "81 %", "9.000.000")
	s.Press("ctrl+u")
	s.Type("10,5tr")
	s.Press("tab")
	failed(t, s)
	s.Sees("95 %", "10.500.000")
	if got := held(t, d, id).At("funding.own.2022.spent"); got != int64(10_500_000) {
		t.Errorf("spent %v", got)
	}
}

func TestAGapLeadsToItsField(t *testing.T) {
	d := newOffice(t).as(store.Province)
	coop, entry, _ := chosen(t, d)
	id := approved(t, d, coop, entry)
	put(t, d, store.Plan, id, store.Doc{"actions": store.Doc{"a2": store.Doc{"who": nil}}, "improve": store.Doc{"5": int64(500)}})
	s := open(t, d, id, nil)
	s.Sees("! tiêu chí 5: mục tiêu 5 thấp hơn ban đầu 6", "! Mua máy sấy cà phê: chưa ghi ai làm")
	s.Press("down", "down", "enter")
	s.Sees("▸Việc phải làm", "▸ Ai làm")
	s.Type("Giám đốc")
	s.Press("tab", "esc", "home")
	s.SeesNot("chưa ghi ai làm")
	failed(t, s)
}

func TestAnActionIsAddedAndStandsByItsFollowups(t *testing.T) {
	d := newOffice(t).as(store.Province)
	coop, entry, _ := chosen(t, d)
	id := approved(t, d, coop, entry)
	put(t, d, store.Followup, "", store.Doc{"about": store.Doc{"kind": "plan", "record": id, "item": "a2"}, "on": "2023-05-04", "state": "moved", "due": "2023-12-31"})
	s := open(t, d, id, page.Args{"at": "actions"})
	s.Sees("! 1/2", "✗ gia hạn, quá hạn 31/12/2023", "✓ đã thực hiện")
	s.Press("ctrl+n")
	s.Sees("Việc 3")
	s.Type("mo rong")
	failed(t, s)
}

func TestAnOfficerDoesNotWriteTheApprovalAndAnAdvisorNothing(t *testing.T) {
	o := newOffice(t)
	d := o.as(store.Province)
	coop, entry, _ := chosen(t, d)
	id := approved(t, d, coop, entry)
	d = o.as(store.Officer)
	s := open(t, d, id, page.Args{"at": "approval"})
	s.Sees("[01/12/2021  ]", " 45/QĐ-UBND")
	s.SeesNot("[45/QĐ-UBND")
	d = o.as(store.Advisor)
	s = open(t, d, id, page.Args{"at": "approval"})
	s.Sees("chỉ xem")
	s.SeesNot("[01/12/2021  ]")
}

func TestEnterAndF5LeadToTheNewestSheetAndTheHelpGiven(t *testing.T) {
	d := newOffice(t).as(store.Province)
	coop, entry, later := chosen(t, d)
	id := approved(t, d, coop, entry)
	went := func(s *pagetest.Driver) page.Navigate {
		t.Helper()
		list := sent[page.Navigate](s)
		if len(list) == 0 {
			t.Fatalf("nothing was opened:\n%s", s.View())
		}
		return list[len(list)-1]
	}
	s := open(t, d, id, nil)
	s.Sees("Bảng mới nhất, kỳ 2021: tổng 79,5, mức 80", "✗ Tiêu chí 9: 1,5 điểm, thấp hơn ban đầu 2,0")
	s.Press("enter")
	if n := went(s); n.Page != "assess" || n.ID != later {
		t.Errorf("went to %+v", n)
	}
	s = open(t, d, id, page.Args{"at": "supports"})
	s.Sees("đã giải ngân 700.000 đ")
	s.Press("enter")
	if n := went(s); n.Page != "record" || n.Args["kind"] != "support" || n.ID == "" {
		t.Errorf("went to %+v", n)
	}
	s.Press("down", "enter")
	if n := went(s); n.Page != "record" || n.ID != "" || n.Args["coop"] != coop {
		t.Errorf("went to %+v", n)
	}
}

// papers is a printer that remembers what it was asked for.
type papers struct{ asked []string }

func (p *papers) Folder() (string, bool) { return "giay", true }

func (p *papers) Print(_ context.Context, k store.Kind, id, dir string) ([]string, error) {
	p.asked = append(p.asked, string(k)+" "+id+" "+dir)
	return []string{"giay/ke-hoach.docx", "giay/ke-hoach.pdf"}, nil
}

func (p *papers) Open(path string) error {
	p.asked = append(p.asked, path)
	return nil
}

func TestF7WritesThePlanWithWhatIsTyped(t *testing.T) {
	d := newOffice(t).as(store.Province)
	coop, entry, _ := chosen(t, d)
	id := approved(t, d, coop, entry)
	p := &papers{}
	s := pagetest.Open80(t, func(c *page.Context) page.Screen {
		return plan.New(c, d, id, page.Args{"focus": "adjust_reason"}, p)
	})
	s.Type("Gộp")
	s.Press("f7")
	failed(t, s)
	if len(p.asked) != 1 || p.asked[0] != "plan "+id+" giay" || held(t, d, id).Text("adjust_reason") != "Gộp" {
		t.Fatalf("asked %q, typed %q", p.asked, held(t, d, id).Text("adjust_reason"))
	}
	told := sent[page.Confirm](s)
	if len(told) != 1 || !strings.Contains(told[0].Body, "giay/ke-hoach.pdf") {
		t.Fatalf("told %+v", told)
	}
	s.Run(told[0].Then)
	if len(p.asked) != 2 || p.asked[1] != "giay/ke-hoach.pdf" {
		t.Errorf("asked %q", p.asked)
	}
	s = open(t, d, id, nil)
	s.Press("f7")
	if list := sent[page.Toast](s); len(list) == 0 {
		t.Error("nothing is said where nothing can be printed")
	}
}
