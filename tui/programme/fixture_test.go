package programme

import (
	"context"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	rules "coopfield/store/programme"
	"coopfield/store/scheme"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
	"coopfield/tui/text"
)

// shelf is a desk that stands still.
type shelf struct {
	me         store.Writer
	programmes []*rules.Programme
	candidates *desk.Candidates
	pilots     *desk.PilotBoard
	objectives *desk.ObjectiveBoard
	needs      *desk.Needs
	deadlines  []desk.DeadlineLine
	ledger     *desk.Ledger
	obstacles  []desk.ObstacleLine
	events     []desk.EventLine
	closing    *desk.Closing
	proposals  []desk.ProposalLine
	offices    []desk.OfficeLine

	err      error // of reading
	refused  error // of writing
	asked    []any
	decided  []decision
	sent     []string
	sentOn   string
	answered map[string]string
}

type decision struct {
	programme, by string
	ids           []string
	set           desk.DecisionSet
}

func (s *shelf) note(q any) { s.asked = append(s.asked, q) }

func (s *shelf) Programmes() []*rules.Programme { return s.programmes }

func (s *shelf) Candidates(_ context.Context, q desk.CandidateQuery) (*desk.Candidates, error) {
	s.note(q)
	return s.candidates, s.err
}

func (s *shelf) Decide(_ context.Context, programmeID string, ids []string, by string, set desk.DecisionSet) error {
	if s.refused == nil {
		s.decided = append(s.decided, decision{programmeID, by, ids, set})
	}
	return s.refused
}

func (s *shelf) SentToMinistry(_ context.Context, ids []string, on string) error {
	if s.refused == nil {
		s.sent, s.sentOn = ids, on
	}
	return s.refused
}

func (s *shelf) Pilots(_ context.Context, q desk.PilotQuery) (*desk.PilotBoard, error) {
	s.note(q)
	return s.pilots, s.err
}

func (s *shelf) Objectives(context.Context, string, string) (*desk.ObjectiveBoard, error) {
	return s.objectives, s.err
}

func (s *shelf) Needs(_ context.Context, q desk.NeedQuery) (*desk.Needs, error) {
	s.note(q)
	return s.needs, s.err
}

func (s *shelf) Deadlines(_ context.Context, q desk.DeadlineQuery) ([]desk.DeadlineLine, error) {
	s.note(q)
	return s.deadlines, s.err
}

func (s *shelf) Ledger(_ context.Context, q desk.LedgerQuery) (*desk.Ledger, error) {
	s.note(q)
	return s.ledger, s.err
}

func (s *shelf) Obstacles(context.Context, desk.ObstacleQuery) ([]desk.ObstacleLine, error) {
	return s.obstacles, s.err
}

func (s *shelf) AnswerObstacle(_ context.Context, id, answer string) (store.Hash, error) {
	if s.refused == nil {
		s.answered[id] = answer
	}
	return store.Hash{}, s.refused
}

func (s *shelf) Events(context.Context, desk.EventQuery) ([]desk.EventLine, error) {
	return s.events, s.err
}

func (s *shelf) Closing(context.Context, string) (*desk.Closing, error) { return s.closing, s.err }

func (s *shelf) Proposals(context.Context, desk.ProposalQuery) ([]desk.ProposalLine, error) {
	return s.proposals, s.err
}

func (s *shelf) Offices(string) []desk.OfficeLine { return s.offices }
func (s *shelf) Me() store.Writer                 { return s.me }

// empty is the desk of a province that has the programme and nothing else.
func empty(t *testing.T) *shelf {
	t.Helper()
	list, err := rules.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	p := list[0]
	stage := p.Stages[1]
	return &shelf{
		me: store.Writer{Role: store.Province, Unit: "62"}, programmes: list, answered: map[string]string{},
		candidates: &desk.Candidates{Programme: p, Min: p.PilotsMin},
		pilots:     &desk.PilotBoard{Programme: p},
		objectives: &desk.ObjectiveBoard{Programme: p, Stage: stage},
		needs:      &desk.Needs{Programme: p},
		ledger:     &desk.Ledger{},
		closing:    &desk.Closing{Programme: p},
	}
}

func pts(n int64) *scheme.Points {
	p := scheme.Points(n)
	return &p
}

func money(n int64) *int64 { return &n }

func states(s string) []rules.State {
	out := []rules.State{}
	for _, r := range s {
		out = append(out, map[rune]rules.State{'+': rules.Met, '-': rules.NotMet, '?': rules.Unknown}[r])
	}
	return out
}

// candidate makes one with the conditions as signs.
func candidate(p *rules.Programme, id, name, conditions string, rank int, tied bool, points int64) desk.Candidate {
	o := &rules.Outcome{Eligible: rules.Met}
	for i, s := range states(conditions) {
		c := p.Conditions[i]
		f := rules.Finding{ID: c.ID, Title: c.Title, State: s}
		if c.Check != nil {
			f.Computed, f.Why = true, "đã tính từ hồ sơ"
		}
		o.Conditions = append(o.Conditions, f)
		switch {
		case s == rules.NotMet:
			o.Eligible = rules.NotMet
		case s == rules.Unknown && o.Eligible == rules.Met:
			o.Eligible = rules.Unknown
		}
	}
	for i, c := range p.Priorities {
		f := rules.Finding{ID: c.ID, Title: c.Title, State: rules.Unknown}
		if i < 2 {
			f.State = rules.Met
			o.PrioritiesMet++
		}
		for _, g := range c.Grounds {
			f.Grounds = append(f.Grounds, rules.Finding{ID: g.ID, Title: g.Title, State: rules.Unknown})
		}
		o.Priorities = append(o.Priorities, f)
	}
	for _, e := range p.Dossier {
		o.Dossier = append(o.Dossier, rules.Finding{ID: e.ID, Title: e.Title, State: rules.Met})
	}
	years := 3
	o.ProfitYears = &years
	return desk.Candidate{
		RegistrationRow: desk.RegistrationRow{
			ID: id, Cooperative: "c" + id, Name: name, Unit: "615", UnitName: "Huyện Đăk Hà, tỉnh Kon Tum", Programme: p.ID,
			Model: p.Models[2].ID, ModelTitle: p.Models[2].Title, SubmittedOn: "2021-05-20", Eligible: o.Eligible,
			Entry: desk.EntryScore{Assessment: "a" + id, Period: "2020", Points: pts(points), Complete: true, Counts: true, Rating: "Khá"},
		},
		Outcome: o, Rank: rank, Tied: tied,
	}
}

// province is a desk with something in every section.
func province(t *testing.T) *shelf {
	t.Helper()
	s := empty(t)
	p := s.programmes[0]
	households := 120.0
	first := candidate(p, "r1", "HTX Nông nghiệp Dịch vụ Tổng hợp Mẫu Đăk Hà", "+++++", 1, false, 7850)
	first.District = desk.DecisionSet{No: "45/QĐ-UBND", On: "2021-08-02", Result: desk.ResultChosen}
	first.Province = desk.DecisionSet{No: "812/QĐ-UBND", On: "2021-09-20", Result: desk.ResultChosen}
	second := candidate(p, "r2", "HTX Cà phê Mẫu Đăk Mar", "+++++", 2, true, 7200)
	third := candidate(p, "r3", "HTX Dược liệu Mẫu Tu Mơ Rông", "+++++", 2, true, 7200)
	for _, r := range []*desk.Candidate{&second, &third} {
		r.Ties = []desk.TieFigure{{ID: "households", Title: "Số hộ thành viên", Unit: "hộ", Value: &households}, {ID: "capital", Title: "Vốn"}}
	}
	fourth := candidate(p, "r4", "HTX Vận tải Mẫu Ngọc Hồi", "++?++", 0, false, 7000)
	fifth := candidate(p, "r5", "HTX Rau Mẫu Kon Plông", "+++-+", 0, false, 6050)
	fifth.Outcome.Conditions[3].Why = "entry_score = 60,5, cần từ 65"
	s.candidates = &desk.Candidates{
		Programme: p, Rows: []desk.Candidate{first, second, third, fourth, fifth}, Eligible: 3, Unknown: 1, Chosen: 1, Min: p.PilotsMin, TieAtCut: true,
	}
	s.pilots = board(p)
	s.objectives.Objectives = []desk.ObjectiveLine{
		{Finding: rules.Finding{ID: "pilots", Title: p.Objectives[0].Title, State: rules.Met}, Value: "7 hợp tác xã, 4 mô hình", Target: "tối thiểu 5 hợp tác xã"},
		{Finding: rules.Finding{ID: "all-good", Title: p.Objectives[1].Title, State: rules.Unknown}, Value: "2 hợp tác xã đạt", Target: "100%"},
		{Finding: rules.Finding{ID: "replication", Title: p.Objectives[2].Title, State: rules.NotMet, Why: "còn 3 đơn vị"}, Value: "2 phương án", Target: "5 đơn vị"},
	}
	s.needs.Rows = []desk.Need{
		{Year: "2022", Source: "province", Title: "Ngân sách tỉnh", Unit: "615", UnitName: "Huyện Đăk Hà, tỉnh Kon Tum", Planned: 1_200_000_000, Spent: 900_000_000, Approved: 1_000_000_000, Disbursed: 950_000_000, Pilots: 2, Supports: 3},
		{Year: "2022", Source: "own", Title: "Vốn của hợp tác xã", Unit: "615", UnitName: "Huyện Đăk Hà, tỉnh Kon Tum", Planned: 333_333_333, Pilots: 2},
		{Year: "2023", Source: "fund-loan", Title: "Vốn vay ưu đãi", Unit: "612", UnitName: "Huyện Ngọc Hồi, tỉnh Kon Tum", Approved: 500_000_000, Disbursed: 500_000_000, Repaid: 100_000_000, Supports: 1},
	}
	s.deadlines = days(p)
	s.ledger = supports()
	s.obstacles = []desk.ObstacleLine{
		{ID: "o1", CoopName: "HTX Cà phê Mẫu Đăk Mar", Unit: "615", UnitName: "Huyện Đăk Hà", Text: "Chưa có đất làm kho", RaisedOn: "2024-10-03", To: "UBND tỉnh", Waits: 51, Waiting: true},
		{ID: "o2", UnitName: "Huyện Ngọc Hồi", Text: "Thiếu cán bộ theo dõi", RaisedOn: "2023-03-01", State: desk.ObstacleAnswered, Answer: "Đã bố trí", AnsweredOn: "2023-05-02"},
	}
	s.events = []desk.EventLine{
		{
			ID: "e1", Type: "training", TypeTitle: "Tập huấn", On: "2023-06-12", Place: "Thành phố Kon Tum", Participants: 64, Cost: money(85_500_000),
			Source: "recurrent", SourceTitle: "Kinh phí sự nghiệp", Unit: "62", UnitName: "Tỉnh Kon Tum",
			Cooperatives: []desk.Entry{{ID: "c1", Title: "HTX Cà phê Mẫu Đăk Mar"}, {ID: "c2", Title: "HTX Rau Mẫu Kon Plông"}},
		},
	}
	s.closing = &desk.Closing{
		Programme: p, Pilots: s.pilots.Rows, Assessed: 1, Good: 1, MissingUnits: []desk.Entry{{ID: "612", Title: "Huyện Ngọc Hồi, tỉnh Kon Tum"}},
	}
	s.proposals = []desk.ProposalLine{
		{ID: "x1", Type: "replication", TypeTitle: "Phương án nhân rộng", Unit: "615", UnitName: "Huyện Đăk Hà", Period: "2026-2030", ModelTitle: p.Models[2].Title, Budget: money(2_500_000_000), State: "sent", StateTitle: "đã gửi"},
		{ID: "x2", Type: "commendation", TypeTitle: "Khen thưởng", Recipient: "HTX Cà phê Mẫu Đăk Mar", Form: "Bằng khen", Level: "UBND tỉnh", UnitName: "Huyện Đăk Hà", StateTitle: "đang lập"},
	}
	s.closing.Proposals, s.closing.Commended = s.proposals, 1
	for i, o := range p.Offices {
		s.offices = append(s.offices, desk.OfficeLine{Office: o, Mine: i == 0})
	}
	return s
}

func days(p *rules.Programme) []desk.DeadlineLine {
	due := func(id, on, last string, n int) rules.Due {
		d, _ := p.Deadline(id)
		return rules.Due{Deadline: d, Year: 2024, On: on, LastDay: last, Days: n}
	}
	return []desk.DeadlineLine{
		{Due: due("selection", "2024-11-20", "2024-11-20", -3), Level: "district", To: "Sở Kế hoạch và Đầu tư", Open: 3, All: 10},
		{Due: due("year", "2024-12-20", "2024-12-19", 26), Level: "province", To: "UBND tỉnh", ProgrammeTitle: p.Title},
		{Due: due("replication", "2025-09-30", "2025-09-30", 311), Level: "district", To: "Sở Kế hoạch và Đầu tư", Done: true},
		{Due: due("district-year", "", "", 0), Level: "district", To: "Sở Kế hoạch và Đầu tư"},
	}
}

func supports() *desk.Ledger {
	return &desk.Ledger{
		Rows: []desk.LedgerLine{
			{
				SupportLine: desk.SupportLine{ID: "s1", Type: "policy", TypeName: "Chính sách hỗ trợ", On: "2022-05-04", Approved: money(1_000_000_000), Disbursed: money(950_000_000)},
				Cooperative: "c1", CoopName: "HTX Cà phê Mẫu Đăk Mar", Unit: "615", UnitName: "Huyện Đăk Hà, tỉnh Kon Tum", Basis: "Nghị định số 193/2013/NĐ-CP", DecisionNo: "12/QĐ", SourceTitle: "Ngân sách tỉnh",
			},
			{
				SupportLine: desk.SupportLine{ID: "s2", Type: "preferential-loan", TypeName: "Vay vốn ưu đãi", On: "2023-02-01", Approved: money(500_000_000), Disbursed: money(500_000_000), Repaid: money(100_000_000), Due: "2024-02-01"},
				Cooperative: "c2", CoopName: "HTX Vận tải Mẫu Ngọc Hồi", Unit: "612", UnitName: "Huyện Ngọc Hồi, tỉnh Kon Tum", Loan: true, Outstanding: 400_000_000, Overdue: true, SourceTitle: "Quỹ hỗ trợ",
			},
			{
				SupportLine: desk.SupportLine{ID: "s3", Type: "training", TypeName: "Đào tạo", Typing: true},
				Cooperative: "c2", CoopName: "HTX Vận tải Mẫu Ngọc Hồi", UnitName: "Huyện Ngọc Hồi",
			},
		},
		Total: desk.Need{Approved: 1_500_000_000, Disbursed: 1_450_000_000}, Loans: 400_000_000,
	}
}

// board is three pilots: one that may leave, one that fell at a named criterion,
// and one without a plan.
func board(p *rules.Programme) *desk.PilotBoard {
	b := &desk.PilotBoard{Programme: p, Ready: 1}
	titles := []string{"Vốn và tài sản", "Doanh thu", "Kết quả kinh doanh", "Trích lập quỹ", "Mức độ đáp ứng", "Điều lệ", "Quản trị", "Kiểm soát", "Thông tin", "Tập huấn", "Thành viên", "Liên kết", "Cộng đồng", "Khen thưởng", "Môi trường"}
	for i, title := range titles {
		b.Criteria = append(b.Criteria, desk.PlanCriterion{ID: itoa(i + 1), Title: title, Max: 800})
	}
	exit := func(total int64, fell int) *rules.Exit {
		e := &rules.Exit{Total: pts(total), ExitScore: p.ExitScore, TotalMet: rules.Met, State: rules.Met}
		for i := range titles {
			c := rules.ExitCriterion{ID: itoa(i + 1), Title: titles[i], Was: pts(400), Now: pts(int64(400 + 50*(i%3))), State: rules.Met, Named: i < 3}
			if i < 3 {
				c.Target = pts(600)
			}
			if i == fell {
				c.Now, c.State, c.Cause = pts(350), rules.NotMet, "mất mùa"
				e.State = rules.NotMet
			}
			if i == 7 {
				c.Now, c.State = pts(300), rules.Met // not named: information
			}
			if i == 9 {
				c.Now = nil
			}
			e.Criteria = append(e.Criteria, c)
		}
		if total < int64(p.ExitScore) {
			e.TotalMet, e.State = rules.NotMet, rules.NotMet
		}
		return e
	}
	sheet := func(id string, e *rules.Exit) *desk.PilotSheet {
		return &desk.PilotSheet{Assessment: id, Period: "2024", Occasion: "exit", State: store.Final, Exit: e}
	}
	base := func() *desk.Baseline {
		return &desk.Baseline{Period: "2020", Improve: map[string]scheme.Points{"1": 600, "2": 600, "3": 600}}
	}
	m := p.Models[2]
	b.Rows = []desk.Pilot{
		{
			Cooperative: "c1", Name: "HTX Nông nghiệp Dịch vụ Tổng hợp Mẫu Đăk Hà", Unit: "615", UnitName: "Huyện Đăk Hà, tỉnh Kon Tum", Registration: "r1", Plan: "p1",
			PlanStatus: "approved", Model: m.ID, ModelTitle: m.Title, Agricultural: true, ApprovedNo: "77/QĐ-UBND", ApprovedOn: "2022-01-10", Baseline: base(),
			Latest: sheet("a1", exit(8450, -1)), Stage: "improve", Planned: 3_500_000_000, Spent: 1_234_567_890, Supported: 950_000_000, Actions: 9, ActionsDone: 6,
		},
		{
			Cooperative: "c2", Name: "HTX Cà phê Mẫu Đăk Mar", Unit: "615", UnitName: "Huyện Đăk Hà, tỉnh Kon Tum", Registration: "r2", Plan: "p2", PlanStatus: "adjusted",
			Model: m.ID, ModelTitle: m.Title, Baseline: base(), Latest: sheet("a2", exit(7650, 1)), Stage: "improve", Planned: 800_000_000, Spent: 200_000_000,
			Actions: 5, ActionsDone: 1, ActionsOverdue: 2, OpenItems: 3, ObstaclesN: 1,
			Lacks: []string{"Tổng điểm 76,5, cần từ 80", "Tiêu chí 2 Doanh thu: 3,5 điểm, thấp hơn ban đầu 4"},
		},
		{
			Cooperative: "c3", Name: "HTX Vận tải Mẫu Ngọc Hồi", Unit: "612", UnitName: "Huyện Ngọc Hồi, tỉnh Kon Tum", Registration: "r4",
			Lacks: []string{"Chưa có kế hoạch hoàn thiện", "Chưa có bảng đánh giá sau khi vào thí điểm"},
		},
	}
	return b
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return string(rune('0'+n/10)) + string(rune('0'+n%10))
}

// at opens a section of a desk.
func at(s *shelf, tab string) func(*page.Context) page.Screen {
	return func(c *page.Context) page.Screen { return newModel(c, s, page.Args{"tab": tab}, Prints{}) }
}

func open(t *testing.T, s *shelf, tab string) *pagetest.Driver {
	t.Helper()
	return pagetest.Open80(t, at(s, tab))
}

func english(t *testing.T, s *shelf, tab string) *pagetest.Driver {
	t.Helper()
	return pagetest.Open(t, text.EN, pagetest.Size{Width: 80, Height: 24}, at(s, tab))
}

// last is the newest message that was meant for the root.
func last(t *testing.T, d *pagetest.Driver) tea.Msg {
	t.Helper()
	if len(d.Sent) == 0 {
		t.Fatal("the root was asked for nothing")
	}
	return d.Sent[len(d.Sent)-1]
}

// sentOf returns the newest message of a type.
func sentOf[T any](t *testing.T, d *pagetest.Driver) T {
	t.Helper()
	for i := len(d.Sent) - 1; i >= 0; i-- {
		if m, ok := d.Sent[i].(T); ok {
			return m
		}
	}
	t.Fatalf("no such message among %+v", d.Sent)
	panic("unreachable")
}
