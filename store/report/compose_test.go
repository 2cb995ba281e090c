package report_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/programme"
	"coopfield/store/report"
	"coopfield/store/scheme"
)

var update = flag.Bool("update", false, "write the golden reports anew")

func kh1185(tb testing.TB) *programme.Programme {
	tb.Helper()
	list, err := programme.Embedded()
	if err != nil || len(list) == 0 {
		tb.Fatalf("%d programmes: %v", len(list), err)
	}
	return list[0]
}

func facts(tb testing.TB, template, period string) *report.Facts {
	tb.Helper()
	t, err := report.ByID(template)
	if err != nil {
		tb.Fatal(err)
	}
	p, err := report.ParsePeriod(period)
	if err != nil {
		tb.Fatal(err)
	}
	if err := t.Fits(p); err != nil {
		tb.Fatal(err)
	}
	pt := func(n scheme.Points) *scheme.Points { return &n }
	d := func(n int64) *int64 { return &n }
	return &report.Facts{
		Template: t, Programme: kh1185(tb), Period: p, On: "2024-12-18", Level: "province", Unit: "62", UnitName: "Tỉnh Kon Tum", Whole: true,
		Head: report.Head{Office: "SỞ MẪU", Number: "Số: {no}/BC-MẪU", Place: "Kon Tum", Recipients: []string{"Lưu: VT"}},
		Applications: []report.Application{
			{Name: "HTX Mẫu Một", Unit: "Huyện Đăk Hà", Model: "Mô hình A", State: programme.Met, Rank: 1, Points: pt(82_50), Priorities: 4, District: "đề nghị chọn, 1/QĐ-MẪU", Chosen: true},
			{Name: "HTX Mẫu Hai", Unit: "Huyện Đăk Hà", State: programme.Met, Rank: 2, Tied: true, Points: pt(75_00), Priorities: 3},
			{Name: "HTX Mẫu Ba | Bốn", Unit: "Huyện Đăk Tô", State: programme.NotMet, Points: pt(64_50), Lacks: []string{"Có lãi: không đạt; số năm có lãi liên tục: 2 năm"}},
			{Name: "HTX Mẫu Năm", Unit: "Huyện Đăk Tô", State: programme.Unknown, Lacks: []string{"Nộp đủ hồ sơ: chưa rõ"}},
		},
		Conflicted: 1, Tie: true,
		Pilots: []report.Pilot{
			{
				Name: "HTX Mẫu Một", Unit: "Huyện Đăk Hà", HasPlan: true, HasBaseline: true, Approved: "Số 5/QĐ, 14/12/2021", Sheet: "năm 2024, đã chốt", Was: pt(82_50), Now: pt(81_00), State: programme.NotMet,
				Lacks: []string{"Tiêu chí 8: 4,0 điểm, thấp hơn ban đầu 4,5"}, Planned: 900_000_000, Spent: 450_000_000, Actions: 6, Done: 4, Overdue: 1, Open: 2,
			},
			{Name: "HTX Mẫu Sáu", Unit: "Huyện Sa Thầy", HasPlan: true, HasBaseline: true, Approved: "Số 6/QĐ", Sheet: "năm 2024, đã chốt", Was: pt(80_00), Now: pt(80_00), State: programme.Met, Planned: 100},
			{Name: "HTX Mẫu Bảy", Unit: "Huyện Sa Thầy", State: programme.Unknown, Lacks: []string{"Chưa có kế hoạch hoàn thiện"}},
		},
		Money: []report.Money{
			{Year: "2023", Source: "Vốn của hợp tác xã", Planned: 600_000_000, Spent: 400_000_000},
			{Year: "2024", Source: "Vốn vay", Planned: 300_000_100, Spent: 50_000_000, Approved: 200_000_000, Disbursed: 150_000_000},
		},
		Supports: []report.Support{
			{Name: "HTX Mẫu Một", Type: "Vay vốn ưu đãi", Source: "Vốn vay", On: "2023-09-15", Approved: d(200_000_000), Disbursed: d(150_000_000), Loan: true, Outstanding: 100_000_000, Overdue: true},
			{Name: "HTX Mẫu Sáu", Type: "Tư vấn", On: "2024-05-15"},
		},
		Obstacles: []report.Obstacle{
			{Who: "HTX Mẫu Một", Text: "Thiếu kho", RaisedOn: "2024-03-01", Answer: "Đã giao xã", AnsweredOn: "2024-05-02"},
			{Who: "Huyện Sa Thầy", Text: "Chậm vốn", RaisedOn: "2024-08-01"},
		},
		Events:      []report.Event{{Type: "Tập huấn", On: "2024-08-12", Place: "Hội trường", Cooperatives: 3, Participants: 40, Cost: d(30_000_000)}},
		Deadlines:   []report.Deadline{{Title: "Sở báo cáo 6 tháng", LastDay: "2024-06-29", Known: true}, {Title: "Huyện báo cáo năm", Open: 3, All: 10, Known: true}, {Title: "Sơ kết"}},
		Objectives:  []report.Objective{{Title: "Chọn ít nhất 05", Target: "tối thiểu 5", Value: "3", State: programme.NotMet}, {Title: "100% đạt", State: programme.Unknown}},
		Proposals:   []report.Proposal{{Type: "Đề nghị khen thưởng", Unit: "Huyện Đăk Hà", Who: "Tập thể HTX Mẫu Một", State: "đã gửi", No: "9/QĐ", Budget: nil}},
		NoPlanUnits: []string{"Huyện Sa Thầy"},
	}
}

func TestEachTemplateSaysWhatThePlanAsksFor(t *testing.T) {
	for template, period := range map[string]string{
		report.HalfYear: "2024-H1", report.Year: "2024", report.MidTerm: "2021-2023", report.Closing: "2021-2025", report.Agriculture: "2024", report.Collective: "2024",
	} {
		r := report.Compose(facts(t, template, period))
		text := r.Text()
		path := filepath.Join("testdata", template+".golden")
		if *update {
			if err := os.WriteFile(path, []byte(text+"\n"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if text+"\n" != string(want) {
			t.Errorf("%s says:\n%s", template, text)
		}
		if back, err := report.Parse(text); err != nil || back.Text() != text {
			t.Errorf("%s is not read back: %v", template, err)
		}
	}
}

func TestFiguresOfAReportAreThoseOfItsFacts(t *testing.T) {
	r := report.Compose(facts(t, report.Year, "2024"))
	for id, want := range map[string]int64{
		"applications": 4, "eligible": 2, "not_eligible": 1, "unknown": 1, "pilots": 3, "ready": 1, "good": 2, "plans": 2,
		"planned": 900_000_100, "spent": 450_000_000, "approved": 200_000_000, "disbursed": 150_000_000, "outstanding": 100_000_000, "supports": 1,
		"obstacles": 2, "obstacles_open": 1, "events": 1, "objectives_met": 0,
	} {
		f, ok := r.Figure(id)
		if !ok || f.Value != want*100 || f.Title == "" {
			t.Errorf("%s is %+v, want %d", id, f, want)
		}
	}
	if err := store.Validate(store.Report, store.Doc{"template": r.Template, "period": r.Period, "unit": "62", "figures": r.FigureDoc(), "text": r.Text()}); err != nil {
		t.Error(err)
	}
}

func TestAUnitsReportAnswersForItsOwn(t *testing.T) {
	f := facts(t, report.Year, "2024")
	f.Whole, f.Level, f.UnitName = false, "unit", "Huyện Đăk Hà"
	text := report.Compose(f).Text()
	for _, not := range []string{"MỤC TIÊU CỦA KẾ HOẠCH", "còn thiếu 4", "vị trí cuối"} {
		if strings.Contains(text, not) {
			t.Errorf("a unit's report says %q", not)
		}
	}
	if !strings.Contains(text, "about: (Huyện Đăk Hà)") {
		t.Error("a unit's report does not name its unit")
	}
}

func TestAnEmptyProgrammeSaysSo(t *testing.T) {
	f := facts(t, report.Year, "2024")
	*f = report.Facts{Template: f.Template, Programme: f.Programme, Period: f.Period, On: f.On, Whole: true}
	text := report.Compose(f).Text()
	for _, want := range []string{
		"Chưa có hợp tác xã nào đăng ký tham gia.", "Chưa có hợp tác xã thí điểm.", "Hồ sơ chưa ghi kinh phí nào", "Trong kỳ không ghi nhận lần hỗ trợ nào.",
		"không có khó khăn, vướng mắc", "Trong kỳ không ghi nhận lớp, đợt nào.", "Không có mục nào thiếu",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in:\n%s", want, text)
		}
	}
}

func TestPeriodsAreReadAndHeldAgainstTheTemplate(t *testing.T) {
	for s, want := range map[string][2]string{
		"2024": {"2024-01-01", "2024-12-31"}, "2024-H1": {"2024-01-01", "2024-06-30"}, "2024-H2": {"2024-07-01", "2024-12-31"}, "2021-2025": {"2021-01-01", "2025-12-31"},
	} {
		p, err := report.ParsePeriod(s)
		if err != nil || p.From != want[0] || p.To != want[1] {
			t.Errorf("%s is %+v, %v", s, p, err)
		}
		for _, day := range want {
			if !p.Holds(day) || !p.Until(day) {
				t.Errorf("%s does not hold %s", s, day)
			}
		}
	}
	p, _ := report.ParsePeriod("2024-H1")
	if p.Holds("2023-12-31") || p.Holds("2024-07-01") || p.Holds("") || p.Until("2024-07-01") || !p.Until("2023-12-31") {
		t.Error("half a year holds a day beside it")
	}
	for _, s := range []string{"", "24", "2024-H3", "2024-Q1", "2025-2021", "2024-2024", "1980", "2200", "2024-2200", "2024 "} {
		if _, err := report.ParsePeriod(s); store.CodeOf(err) != store.Invalid {
			t.Errorf("%q: %v", s, err)
		}
	}
	for template, periods := range map[string]string{
		report.HalfYear: "2024-H1", report.Year: "2024", report.MidTerm: "2021-2023", report.Closing: "2021-2025", report.Agriculture: "2024 2024-H1 2021-2023", report.Collective: "2024",
	} {
		tm, err := report.ByID(template)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range []string{"2024", "2024-H1", "2021-2023", "2021-2025"} {
			p, _ := report.ParsePeriod(s)
			fits := strings.Contains(" "+periods+" ", " "+s+" ") || tm.ID == report.MidTerm && s == "2021-2025" || tm.ID == report.Closing && s == "2021-2023" || tm.ID == report.Agriculture
			if got := tm.Fits(p) == nil; got != fits {
				t.Errorf("%s for %s: %t", template, s, got)
			}
		}
	}
	if _, err := report.ByID("khong-co"); store.CodeOf(err) != store.NotFound {
		t.Errorf("an unknown template: %v", err)
	}
}
