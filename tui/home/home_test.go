package home

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	rules "coopfield/store/programme"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
	"coopfield/tui/text"
)

// paper is a board that stands still.
type paper struct {
	board     *desk.Home
	recovered []desk.Recovered
	overdue   *desk.OpenList
	meetings  []desk.Appointment
	obstacles []desk.ObstacleLine
	answers   map[string]string
	programme *rules.Programme
	pilots    *desk.PilotBoard
	asked     desk.PilotQuery
	refused   error // of an answer
	err       error
	me        store.Writer
	mode      string
	years     []int
}

func (p *paper) Home(_ context.Context, year int) (*desk.Home, error) {
	p.years = append(p.years, year)
	return p.board, p.err
}
func (p *paper) Recovered(context.Context) ([]desk.Recovered, error) { return p.recovered, p.err }
func (p *paper) OpenItems(context.Context, desk.OpenQuery) (*desk.OpenList, error) {
	return p.overdue, nil
}

func (p *paper) Appointments(context.Context, int) ([]desk.Appointment, error) {
	return p.meetings, nil
}

func (p *paper) Obstacles(_ context.Context, q desk.ObstacleQuery) ([]desk.ObstacleLine, error) {
	if !q.Waiting {
		panic("only what waits is asked for")
	}
	return slices.DeleteFunc(slices.Clone(p.obstacles), func(x desk.ObstacleLine) bool { return p.answers[x.ID] != "" }), nil
}

func (p *paper) AnswerObstacle(_ context.Context, id, answer string) (store.Hash, error) {
	if p.refused == nil {
		p.answers[id] = answer
	}
	return store.Hash{}, p.refused
}

func (p *paper) Programmes() []*rules.Programme {
	if p.programme == nil {
		return nil
	}
	return []*rules.Programme{p.programme}
}

func (p *paper) Pilots(_ context.Context, q desk.PilotQuery) (*desk.PilotBoard, error) {
	p.asked = q
	return p.pilots, p.err
}

func (p *paper) Me() store.Writer { return p.me }

func (p *paper) Mode() string { return p.mode }

func november() *paper {
	ms := pagetest.Now.UnixMilli()
	return &paper{
		me: store.Writer{Role: store.Officer, Unit: "615", Principal: "dakha-01"},
		recovered: []desk.Recovered{
			{Kind: store.Cooperative, ID: "c1", Title: "HTX Nông nghiệp Mẫu Đăk Hà", Fields: 3, At: ms - 3600_000},
			{Kind: store.Assessment, ID: "a9", Title: "HTX Cà phê Đăk Mar, 2024", Fields: 12, At: ms - 26*3600_000},
		},
		board: &desk.Home{
			Year: 2024, Assessed: 18, Coops: 25, Total: 23, Excluded: 1, Unsealed: 12, Held: 1,
			Ratings: []desk.RatingCount{
				{ID: "good", Title: "Tốt", N: 8},
				{ID: "fair", Title: "Khá", N: 6},
				{ID: "average", Title: "Trung bình", N: 3},
				{ID: "weak", Title: "Yếu", N: 1},
			},
			Means: []desk.YearMean{
				{Year: "2020", Mean: 61_50, N: 20},
				{Year: "2021", Mean: 63_00, N: 21},
				{Year: "2022", Mean: 66_25, N: 22},
				{Year: "2023", Mean: 70_00, N: 23},
				{Year: "2024", Mean: 71_50, N: 18},
			},
			LastExport: &store.ExportRow{Export: 41, At: ms - 21*24*3600_000}, LastGot: true,
			LastImport: &store.BundleRow{Device: "kontum-01", Received: ms - 20*24*3600_000},
			Tasks: []desk.Task{
				{What: desk.TaskRecovered, N: 2, Entries: []desk.Entry{{Kind: store.Cooperative, ID: "c1"}}},
				{What: desk.TaskReturned, N: 1, Entries: []desk.Entry{{Kind: store.Assessment, ID: "a1", Title: "HTX Mẫu Đăk Hà, 2023", Note: "thiếu báo cáo tài chính"}}},
				{What: desk.TaskIncomplete, N: 2, Entries: []desk.Entry{
					{Kind: store.Assessment, ID: "a2", Title: "HTX Nông nghiệp Dịch vụ Tổng hợp Sáu Mươi Chữ Đăk Mar, 2024", Note: "11/15"},
					{Kind: store.Assessment, ID: "a3", Title: "HTX Ngọk Réo, 2024", Note: "3/15"},
				}},
				{What: desk.TaskNotAssessed, N: 5},
				{What: desk.TaskDeadline, Title: "Cấp huyện tổng hợp kết quả phân loại, đánh giá gửi cấp tỉnh", Due: "2024-12-18", Days: 25},
				{What: desk.TaskDeadline, Title: "HTX gửi bảng tự chấm điểm", Due: "2024-11-15", Days: -8},
				{What: desk.TaskHeld, N: 1},
				{What: desk.TaskUnsealed, N: 12},
			},
		},
	}
}

func open(t *testing.T, p *paper) *pagetest.Driver {
	t.Helper()
	return pagetest.Open80(t, func(c *page.Context) page.Screen { return newModel(c, p) })
}

func last(t *testing.T, d *pagetest.Driver) tea.Msg {
	t.Helper()
	if len(d.Sent) == 0 {
		t.Fatal("the screen asked the root for nothing")
	}
	return d.Sent[len(d.Sent)-1]
}

func TestTheBoardAtEverySize(t *testing.T) {
	pagetest.GoldenSizes(t, "home", func(c *page.Context) page.Screen { return newModel(c, november()) })
}

func TestAnEmptyStoreIsDrawnToo(t *testing.T) {
	pagetest.GoldenSizes(t, "empty", func(c *page.Context) page.Screen {
		return newModel(c, &paper{me: store.Writer{Role: store.Officer}, board: &desk.Home{Year: 2024}})
	})
}

func TestTheProvincesBoardAtEverySize(t *testing.T) {
	pagetest.GoldenSizes(t, "province", func(c *page.Context) page.Screen {
		p := november()
		p.me = store.Writer{Role: store.Province, Unit: "62"}
		p.recovered, p.board.LastExport = nil, nil
		p.board.Tasks = append([]desk.Task{
			{What: desk.TaskReview, N: 12, Entries: []desk.Entry{{Kind: store.Assessment, ID: "a4", Title: "HTX Ngọk Réo", Note: "2024"}}},
			{What: desk.TaskReview, N: 3, Title: "2023"},
		}, p.board.Tasks[2:5]...)
		p.board.Received, p.board.Refused = 1234, 1
		p.board.LastImport = &store.BundleRow{Device: "dakha-01", Export: 41, Received: pagetest.Now.UnixMilli()}
		return newModel(c, p)
	})
}

func TestANewStoreSaysHowToBegin(t *testing.T) {
	for _, x := range []struct {
		me       store.Writer
		received int
		says     string
		pages    []string
	}{
		{store.Writer{Role: store.Officer}, 0, "F3, rồi Ctrl+N", []string{"coops", "seal"}},
		{store.Writer{Role: store.Officer, Principal: "dakha-01"}, 0, "F3, rồi Ctrl+N", []string{"coops"}},
		{store.Writer{Role: store.Advisor}, 0, "Chưa được giao", []string{"inbox", "seal"}},
		{store.Writer{Role: store.Province}, 0, "F10 ▸ Cấp quyền máy, rồi F9 nhập gói", []string{"security"}},
		{store.Writer{Role: store.Province}, 1, "F9 nhập gói", []string{"inbox"}},
	} {
		d := open(t, &paper{me: x.me, board: &desk.Home{Year: 2024, Received: x.received}})
		d.Sees(x.says)
		d.SeesNot("Không còn việc")
		for _, want := range x.pages {
			d.Press("enter")
			if got, ok := last(t, d).(page.Navigate); !ok || got.Page != want {
				t.Errorf("%+v: Enter opened %+v, not %s", x.me, got, want)
			}
			d.Press("down")
		}
		if enrol := strings.Contains(d.View(), "F9 xin cấp quyền"); enrol != (len(x.pages) == 2) {
			t.Errorf("%+v: told to enrol: %t", x.me, enrol)
		}
	}
}

func TestTheFrameStandsBeforeTheBoardIsRead(t *testing.T) {
	c := pagetest.Context(text.VI)
	m := newModel(c, november())
	m.SetSize(80, 22)
	pagetest.Exact(t, m.View(), 80, 22)
}

func TestARecoveredDraftIsToldFirstAndEnterOpensIt(t *testing.T) {
	d := open(t, november())
	d.Sees("Đã khôi phục 2 bản nháp", "3 trường, của HTX Nông nghiệp", "lúc 13:32", "12:32 22/11/2024")
	d.Press("enter")
	if got, ok := last(t, d).(page.Navigate); !ok || got.Page != "coop" || got.ID != "c1" {
		t.Errorf("Enter opened %+v", got)
	}
	d.Press("down", "down", "enter")
	if got, ok := last(t, d).(page.Navigate); !ok || got.Page != "assess" || got.ID != "a9" {
		t.Errorf("Enter on the second draft opened %+v", got)
	}
}

func TestARecoveredDraftOfAProgrammesRecordOpensItsForm(t *testing.T) {
	for kind, want := range map[store.Kind]string{
		store.Support: "record", store.Event: "record", store.Proposal: "record", store.Obstacle: "record", store.Registration: "registration", store.Plan: "plan",
	} {
		p := november()
		p.recovered = []desk.Recovered{{Kind: kind, ID: "x1", Title: "HTX Mẫu", Fields: 2}}
		d := open(t, p)
		d.Press("enter")
		got, ok := last(t, d).(page.Navigate)
		if !ok || got.Page != want || got.ID != "x1" || want == "record" && got.Args["kind"] != string(kind) {
			t.Errorf("Enter on a draft of kind %s opened %+v", kind, got)
		}
	}
}

func TestEnterOpensTheListOfWhatIsNotAssessed(t *testing.T) {
	p := november()
	p.board.Tasks = p.board.Tasks[3:4]
	d := open(t, p)
	d.Sees("5 HTX chưa đánh giá năm nay")
	d.Press("enter")
	got, ok := last(t, d).(page.Navigate)
	if !ok || got.Page != "coops" || got.Args["sheet"] != "due" || got.Args["year"] != "2024" {
		t.Errorf("Enter opened %+v", got)
	}
}

func TestEnterOpensWhatWaitsForTheProvincesReview(t *testing.T) {
	p := november()
	one := []desk.Entry{{Kind: store.Assessment, ID: "a4", Title: "HTX Ngọk Réo", Note: "2024"}}
	p.board.Tasks = []desk.Task{{What: desk.TaskReview, N: 12, Entries: one}, {What: desk.TaskReview, N: 3, Title: "2023"}}
	d := open(t, p)
	d.Sees("12 bảng chờ tỉnh xem", "3 bảng năm khác chờ tỉnh xem")
	for _, year := range []string{"2024", "2023"} {
		d.Press("enter")
		if got, ok := last(t, d).(page.Navigate); !ok || got.Page != "coops" || got.Args["sheet"] != "review" || got.Args["year"] != year {
			t.Errorf("Enter opened %+v", got)
		}
		d.Press("down", "down")
	}
	p.board.Tasks = []desk.Task{{What: desk.TaskReview, N: 1, Entries: one}}
	d = open(t, p)
	d.Press("enter")
	if got, ok := last(t, d).(page.Navigate); !ok || got.Page != "assess" || got.ID != "a4" {
		t.Errorf("Enter on the only one opened %+v", got)
	}
}

func TestOverdueAndComingDeadlinesReadDifferentlyWithoutColour(t *testing.T) {
	d := open(t, november())
	d.Press("end")
	d.Sees("hạn 18/12/2024 · còn 25 ngày", "quá hạn 8 ngày", "! HTX gửi")
}

func TestWhatWasOpenIsReadAgainOnReturn(t *testing.T) {
	p := november()
	d := open(t, p)
	d.Press("down", "down", "down", "down", "down")
	p.board.Tasks = p.board.Tasks[2:] // the returned sheet was finished meanwhile
	d.Send(page.Resumed{})
	if len(p.years) != 2 {
		t.Fatalf("read %d times", len(p.years))
	}
	d.SeesNot("Đã khôi phục")
	d.View()
}

func TestAResultOfAnotherYearIsDropped(t *testing.T) {
	p := november()
	d := open(t, p)
	stale := loaded{load: 0, year: 1999, board: &desk.Home{Year: 1999}}
	d.Send(stale)
	d.Sees("18/23")
	d.Press("left")
	d.Sees("Năm 2023")
	if p.years[len(p.years)-1] != 2023 {
		t.Errorf("read years %v", p.years)
	}
}

func TestATrainingStoreOpensAtTheNewestYearThatItHas(t *testing.T) {
	p := november()
	p.mode = desk.Training
	p.board.Means = p.board.Means[:3]
	d := open(t, p)
	d.Sees("Năm 2022")
	d.Press("right", "right")
	d.Sees("Năm 2024") // whoever turns the years stays where they turned to
}

func TestABoardThatCannotBeReadSaysSoAndReadsAgain(t *testing.T) {
	p := november()
	p.err = errors.New("đĩa lỗi")
	d := open(t, p)
	d.Sees("Chưa đọc được")
	if _, ok := last(t, d).(page.Fail); !ok {
		t.Errorf("the root was not told: %+v", d.Sent)
	}
	p.err = nil
	d.Press("enter")
	d.Sees("18/23")
}

func TestF9IsTheBundleForAnOfficerAndTheInboxForTheProvince(t *testing.T) {
	for role, want := range map[store.Role]string{store.Officer: "seal", store.Province: "inbox"} {
		p := november()
		p.me.Role = role
		d := open(t, p)
		d.Press("f9")
		if got, ok := last(t, d).(page.Navigate); !ok || got.Page != want {
			t.Errorf("%s: F9 opened %+v", role, got)
		}
	}
}
