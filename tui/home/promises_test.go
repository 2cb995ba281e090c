package home

import (
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
	"coopfield/tui/text"
)

// late is a board with recommendations that are overdue and an appointment.
func late() *paper {
	p := november()
	p.recovered, p.board.Tasks = nil, p.board.Tasks[2:4]
	p.overdue = &desk.OpenList{N: 4, Overdue: 3, Items: []desk.OpenItem{
		{
			ItemRef: desk.ItemRef{Kind: store.Visit, Record: "v1", Item: "a"}, Cooperative: "c1", CoopName: "HTX Nông nghiệp Dịch vụ Thương mại Tổng hợp Mẫu Số Sáu Mươi Đăk Hà",
			Text: "Lập sổ đăng ký thành viên", Due: "2024-10-15", Days: -39, Overdue: true,
		},
		{
			ItemRef: desk.ItemRef{Kind: store.Plan, Record: "p1", Item: "b"}, Cooperative: "c2", CoopName: "HTX Mẫu Đăk Mar",
			Text: "Mua máy sấy", Due: "2024-11-01", Days: -22, Overdue: true,
		},
		{
			ItemRef: desk.ItemRef{Kind: store.Consultation, Record: "t1", Item: "c"}, Cooperative: "c3", CoopName: "HTX Mẫu Ngọk Réo",
			Text: "Gửi hồ sơ vay", Due: "2024-11-20", Days: -3, Overdue: true,
		},
	}}
	p.meetings = []desk.Appointment{{Consultation: "t2", Cooperative: "c4", CoopName: "HTX Mẫu Hà Mòn", On: "2024-11-25", Days: 2}}
	return p
}

func TestWhatIsOverdueAtEverySize(t *testing.T) {
	pagetest.GoldenSizes(t, "overdue", func(c *page.Context) page.Screen { return newModel(c, late()) })
}

func TestEnterOnAnOverdueItemBeginsWhatFollowsItUp(t *testing.T) {
	d := pagetest.Open(t, text.VI, pagetest.Size{Width: 100, Height: 60}, func(c *page.Context) page.Screen { return newModel(c, late()) })
	d.Sees("! 3 kiến nghị quá hạn", "15/10 · Lập sổ")
	for i, want := range []page.Navigate{
		{Page: "visit", Args: page.Args{"coop": "c1", "purpose": desk.VisitFollowUp}}, // the heading opens the first
		{Page: "visit", Args: page.Args{"coop": "c1", "purpose": desk.VisitFollowUp}},
		{Page: "visit", Args: page.Args{"coop": "c2", "purpose": desk.VisitPlanCheck}},
		{Page: "consultation", Args: page.Args{"coop": "c3"}},
		{Page: "consultation", Args: page.Args{"coop": "c4"}}, // the appointment
	} {
		if i > 0 {
			d.Press("down")
		}
		d.Press("enter")
		got, ok := last(t, d).(page.Navigate)
		if !ok || got.Page != want.Page || got.ID != "" || len(got.Args) != len(want.Args) || got.Args["coop"] != want.Args["coop"] || got.Args["purpose"] != want.Args["purpose"] {
			t.Errorf("%d: Enter opened %+v, not %+v", i, got, want)
		}
	}
}

func TestAnAdvisorsDeskSpeaksOfCommitmentsAndF6OfAdvice(t *testing.T) {
	for role, want := range map[store.Role]string{store.Advisor: "consult", store.Officer: "visit"} {
		p := late()
		p.me = store.Writer{Role: role, Principal: "a-01"}
		d := open(t, p)
		d.Press("f6")
		if got, ok := last(t, d).(page.Navigate); !ok || got.Page != "coops" || got.Args["tab"] != want {
			t.Errorf("%s: F6 opened %+v", role, got)
		}
		if role == store.Advisor {
			d.Sees("3 cam kết quá hạn")
		}
	}
}
