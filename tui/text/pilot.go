package text

// Pilot are the words of a cooperative's tabs of the programme: its application
// and plan, and the support that it was given.
type Pilot struct {
	NotApplied  string
	Obstacles   string
	Submitted   string // %s day
	Model       string // %s id
	Eligible    map[string]string
	Entry       string // %s points
	Typing      string
	Conflict    string
	Application string
	District    string
	Province    string
	Undecided   string
	Results     map[string]string
	No          string // %s number of a decision
	Sent        string // %s day
	Plan        string
	NoPlan      string
	Baseline    string // %s points, %s period
	Lacks       string // %d reasons
	Ready       string
	Stage       string
	BySheet     string // %s period
	Actions     string // %d done of %d
	Overdue     string // %d
	Money       string // %s spent of %s planned
	Supported   string // %s
	Criterion   string // %s id, %s at the baseline, %s now
	Target      string // %s points
	Waits       string // %d days
	NothingNew  string
	Choose      string
	Programme   string
	Offered     string
	NotOffered  string
	KeyNew      string // begin an application or a plan

	Cols         map[string]string // of the ledger
	Owes         string            // %s
	Repaid       string
	NoSupport    string
	Supports     string // %d
	SumApproved  string // %s
	SumDisbursed string // %s
	SumOwed      string // %s
	LoansOver    string // %d
	NoSource     string
	SumOf        string // %s disbursed, %s approved
	NewSupport   string // palette
	NewObstacle  string // palette
}

var pilotVI = Pilot{
	NotApplied: "Chưa đăng ký tham gia chương trình nào; Ctrl+N bắt đầu đăng ký.", Obstacles: "Khó khăn, vướng mắc",
	Submitted: "nộp %s", Model: "mô hình %s", Entry: "đầu vào %s điểm",
	Eligible: map[string]string{"met": "đủ điều kiện", "not_met": "không đủ điều kiện", "unknown": "chưa rõ đủ điều kiện"},
	Typing:   "đang nhập", Conflict: "lệch số liệu", Application: "Đăng ký", District: "Huyện", Province: "Tỉnh", Undecided: "chưa quyết định",
	Results: map[string]string{"chosen": "được chọn", "refused": "không được chọn"}, No: "số %s", Sent: "gửi Bộ %s",
	Plan: "Kế hoạch", NoPlan: "chưa lập kế hoạch hoàn thiện; Enter lập", Baseline: "ban đầu %s điểm, kỳ %s",
	Lacks: "chưa kết thúc được giai đoạn hoàn thiện: còn %d điều", Ready: "đủ điều kiện kết thúc giai đoạn hoàn thiện", Stage: "Hoàn thiện", BySheet: "theo bảng %s",
	Actions: "việc %d/%d xong", Overdue: "%d quá hạn", Money: "đã chi %s trên %s đ", Supported: "đã hỗ trợ %s đ",
	Criterion: "tiêu chí %s: ban đầu %s, nay %s", Target: "mục tiêu %s", Waits: "chờ %d ngày",
	NothingNew: "Đã đăng ký các chương trình đang có", Choose: "Đăng ký tham gia", Programme: "Chương trình", Offered: "Chưa đăng ký",
	NotOffered: "Chọn một chương trình trong danh sách", KeyNew: "đăng ký, lập kế hoạch",

	Cols: map[string]string{
		"on": "Ngày", "type": "Loại hỗ trợ", "approved": "Được duyệt", "disbursed": "Giải ngân", "state": "Tình trạng", "source": "Nguồn", "decision": "Quyết định",
	},
	Owes: "nợ %s", Repaid: "trả xong", NoSupport: "Chưa ghi khoản hỗ trợ nào; Ctrl+N ghi một khoản.",
	Supports: "%d khoản, tính đồng", SumApproved: "duyệt %s", SumDisbursed: "giải ngân %s", SumOwed: "còn nợ %s", LoansOver: "%d khoản vay quá hạn trả",
	NoSource: "chưa ghi nguồn", SumOf: "%s trên %s", NewSupport: "Ghi một khoản hỗ trợ", NewObstacle: "Ghi một khó khăn, vướng mắc",
}

var pilotEN = Pilot{
	NotApplied: "It has applied for no programme; Ctrl+N begins an application.", Obstacles: "Obstacles",
	Submitted: "handed in %s", Model: "model %s", Entry: "entry %s points",
	Eligible: map[string]string{"met": "eligible", "not_met": "not eligible", "unknown": "eligibility not known"},
	Typing:   "being typed", Conflict: "versions differ", Application: "Application", District: "District", Province: "Province", Undecided: "not decided",
	Results: map[string]string{"chosen": "chosen", "refused": "not chosen"}, No: "no. %s", Sent: "sent to the ministry %s",
	Plan: "Plan", NoPlan: "no completion plan yet; Enter begins it", Baseline: "baseline %s points, period %s",
	Lacks: "not ready to end the stage of improvement: %d lacking", Ready: "ready to end the stage of improvement", Stage: "Improvement", BySheet: "by the sheet of %s",
	Actions: "actions %d/%d done", Overdue: "%d overdue", Money: "spent %s of %s đ", Supported: "support %s đ",
	Criterion: "criterion %s: baseline %s, now %s", Target: "target %s", Waits: "waiting %d days",
	NothingNew: "It has applied for every programme there is", Choose: "Apply", Programme: "Programme", Offered: "Not applied for",
	NotOffered: "Choose a programme of the list", KeyNew: "apply, plan",

	Cols: map[string]string{
		"on": "Date", "type": "Kind of support", "approved": "Approved", "disbursed": "Paid out", "state": "State", "source": "Source", "decision": "Decision",
	},
	Owes: "owes %s", Repaid: "repaid", NoSupport: "No support is written yet; Ctrl+N writes one.",
	Supports: "%d supports, in đồng", SumApproved: "approved %s", SumDisbursed: "paid out %s", SumOwed: "still owed %s", LoansOver: "%d loans overdue",
	NoSource: "no source written", SumOf: "%s of %s", NewSupport: "Write a support", NewObstacle: "Write an obstacle",
}
