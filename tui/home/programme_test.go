package home

import (
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	rules "coopfield/store/programme"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
)

// piloting is a board on which a programme has something for everybody.
func piloting(t *testing.T, role store.Role) *paper {
	t.Helper()
	list, err := rules.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	p := november()
	p.me = store.Writer{Role: role, Unit: "62", Principal: "kontum-01"}
	p.recovered, p.programme = nil, list[0]
	p.pilots = &desk.PilotBoard{Programme: list[0], Ready: 1, Rows: []desk.Pilot{
		{Name: "HTX Cà phê Đăk Mar", Planned: 3_500_000_000, Spent: 1_200_000_000}, {Name: "HTX Ngọk Réo", Planned: 500_000_000},
	}}
	p.board.Tasks = []desk.Task{
		{What: desk.TaskCandidates, N: 2, Entries: []desk.Entry{
			{Kind: store.Registration, ID: "r1", Title: "HTX Rau Măng Đen"}, {Kind: store.Registration, ID: "r2", Title: "HTX Sâm Tu Mơ Rông"},
		}},
		{What: desk.TaskPlans, N: 1, Entries: []desk.Entry{{Kind: store.Plan, ID: "p1", Title: "HTX Ngọk Réo", Note: "2024-11-02"}}},
		{What: desk.TaskPilots, N: 1, Entries: []desk.Entry{{Kind: store.Cooperative, ID: "c1", Title: "HTX Cà phê Đăk Mar", Note: "Tổng điểm 76,5, cần từ 80"}}},
		{What: desk.TaskDeadline, Title: "Sở báo cáo năm", Due: "2024-12-20", Before: true, Days: 26, Programme: "kh1185"},
		{What: desk.TaskDeadline, Title: "Danh sách thí điểm gửi Sở", Due: "2024-11-20", Days: -3, Open: 3, All: 10, Programme: "kh1185"},
		{What: desk.TaskDeadline, Title: "HTX gửi bảng tự chấm điểm", Due: "2024-11-15", Days: -8},
	}
	return p
}

func TestTheProgrammeOnHomeAtEverySize(t *testing.T) {
	pagetest.GoldenSizes(t, "programme", func(c *page.Context) page.Screen { return newModel(c, piloting(t, store.Province)) })
}

func TestWhatWaitsInTheProgrammeOpensWhereItIsDone(t *testing.T) {
	for _, x := range []struct{ key, page, id, tab string }{
		{"candidates", "programme", "", "candidates"},
		{"candidatesr2", "registration", "r2", ""},
		{"plans", "plan", "p1", ""},
		{"plansp1", "plan", "p1", ""},
		{"pilots", "programme", "", "pilots"},
		{"pilotsc1", "coop", "c1", "pilot"},
		{"deadlinekh1185Sở báo cáo năm2024-12-20", "programme", "", "deadlines"},
		{"deadlineHTX gửi bảng tự chấm điểm2024-11-15", "coops", "", ""},
	} {
		d, m := screen(t, piloting(t, store.Province))
		m.height = 60
		found := false
		for i, it := range m.items() {
			if it.key == x.key {
				m.cursor, found = i, true
			}
		}
		if !found {
			t.Errorf("%s is not on Home", x.key)
			continue
		}
		d.Press("enter")
		got, ok := last(t, d).(page.Navigate)
		if !ok || got.Page != x.page || got.ID != x.id || got.Args["tab"] != x.tab {
			t.Errorf("%s opened %+v", x.key, last(t, d))
		}
	}
}

func TestADeadlineSaysBeforeOrOnAndHowManyAreMissing(t *testing.T) {
	d, m := screen(t, piloting(t, store.Province))
	d.Resize(pagetest.Size{Width: 200, Height: 60})
	d.Sees("trước 20/12/2024 · còn 26 ngày", "Danh sách thí điểm gửi Sở (thiếu 3/10)", "hạn 20/11/2024 · quá hạn 3 ngày", "hạn 15/11/2024")
	m.desk.(*paper).me.Role = store.Officer
	d.SeesNot("thiếu 3/10")
}

func TestThePanelIsOfThisPersonsPilots(t *testing.T) {
	p := piloting(t, store.Province)
	d, _ := screen(t, p)
	d.Sees("Chương trình thí điểm", "Thí điểm 2/5", "Chi 1.200/4.000 triệu đồng", "Ctrl+X")
	if p.asked.Mine || p.asked.Programme != "kh1185" {
		t.Errorf("the province asked %+v", p.asked)
	}
	d.Press("ctrl+x")
	if got, ok := last(t, d).(page.Navigate); !ok || got.Page != "programme" {
		t.Errorf("Ctrl+X opened %+v", last(t, d))
	}
	o := piloting(t, store.Officer)
	d, _ = screen(t, o)
	d.Sees("2 HTX thí điểm")
	if !o.asked.Mine {
		t.Errorf("an officer asked %+v", o.asked)
	}
	o.pilots.Rows, o.board.Tasks = nil, nil
	d.Send(page.Resumed{})
	d.SeesNot("Chương trình thí điểm")
}
