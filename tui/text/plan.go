package text

// Plan are the words of the completion plan of a pilot.
type Plan struct {
	Title    string
	Sections map[string]string // by id
	Hints    map[string]string // above a section
	Fields   map[string]string // by leaf or name

	// What it lacks.
	Ready      string // to leave the second stage
	PlanIs     string // %s status
	NotReady   string // %d reasons
	LacksHead  string
	GapsHead   string
	NoGaps     string
	NoSheet    string
	SheetLine  string // %s period, %s total, %s score
	Unfinished string // in place of a total
	Unknown    string // in place of points

	// The baseline.
	Frozen      string // %s period, %s total
	NotFrozen   string
	Lost        string
	Choices     string
	NoChoices   string
	Choice      string // %s period, %s occasion
	Occasions   map[string]string
	FreezeTitle string
	FreezeBody  string // %s period, %s period of the one before
	FreezeYes   string
	FrozenNow   string // %s period
	Criteria    string

	// Improvement, actions, money.
	Heads      map[string]string
	Action     string // %d
	AddAction  string
	NoActions  string
	States     map[string]string // of an action
	Followed   map[string]string // by the state of a followup
	Due        string            // %s day
	Late       string            // %s day
	ActionsSum string
	YearSums   string
	Sum        string

	// Help given.
	Given     string
	NoSupport string
	AddHelp   string
	Paid      string // %s sum

	KeySheet, KeyPrint, OpenCoop, OpenSheet string
}

var planVI = Plan{
	Title: "Kế hoạch hoàn thiện",
	Sections: map[string]string{
		"state": "Còn thiếu gì", "baseline": "Điểm ban đầu", "improve": "Tiêu chí", "actions": "Việc phải làm", "funding": "Kinh phí",
		"approval": "Phê duyệt", "copies": "Nơi nhận", "supports": "Hỗ trợ đã nhận",
	},
	Hints: map[string]string{
		"improve":  "Ghi mục tiêu ở tiêu chí cần cải thiện: khi kết thúc, tiêu chí đó không được thấp hơn ban đầu.",
		"baseline": "Chọn bảng đánh giá đã chốt; sửa bảng ấy về sau không đổi điểm ban đầu.",
		"copies":   "Ngày gửi bản đã phê duyệt.",
	},
	Fields: map[string]string{
		"status": "Tình trạng", "submitted_on": "Ngày trình",
		"approved_no": "Số phê duyệt", "approved_on": "Ngày phê duyệt", "approved_by": "Cơ quan", "adjust_reason": "Lý do điều chỉnh",
		"type": "Loại việc", "text": "Nội dung", "who": "Ai làm", "days": "Từ – đến", "cost": "Kinh phí", "state": "Kết quả",
		"followed": "Theo dõi",
	},
	PlanIs: "Kế hoạch: %s", Ready: "đủ điều kiện kết thúc giai đoạn 2", NotReady: "còn thiếu %d điều", LacksHead: "Để kết thúc giai đoạn 2", GapsHead: "Nội dung kế hoạch",
	NoGaps: "Kế hoạch đã ghi đủ", NoSheet: "Chưa có bảng nào sau điểm ban đầu", SheetLine: "Bảng mới nhất, kỳ %s: tổng %s, mức %s", Unfinished: "chưa đủ", Unknown: "–",

	Frozen: "Đã chốt bảng kỳ %s, tổng %s", NotFrozen: "Chưa chốt bảng nào làm điểm ban đầu", Lost: "Bảng đã chốt chưa có trong máy này",
	Choices: "Bảng có thể chốt", NoChoices: "Chưa có bảng đánh giá nào đã chốt theo bộ tiêu chí của chương trình.", Choice: "kỳ %s (%s)",
	Occasions:   map[string]string{"annual": "cả năm", "half_year": "nửa năm", "entry": "đăng ký", "exit": "kết thúc"},
	FreezeTitle: "Đổi điểm ban đầu?", FreezeBody: "Lấy bảng kỳ %s làm điểm ban đầu thay cho bảng kỳ %s.", FreezeYes: "Đổi",
	FrozenNow: "Đã chốt bảng kỳ %s làm điểm ban đầu", Criteria: "Điểm theo tiêu chí",

	Heads:  map[string]string{"target": "Mục tiêu", "was": "Ban đầu", "now": "Nay", "planned": "Dự kiến", "spent": "Đã chi"},
	Action: "Việc %d", AddAction: "thêm việc", NoActions: "Chưa ghi việc nào.",
	States:   map[string]string{"done": "đã xong", "partly": "xong một phần", "not_done": "chưa làm"},
	Followed: map[string]string{"kept": "đã thực hiện", "partly": "thực hiện một phần", "not_kept": "chưa thực hiện", "moved": "gia hạn"},
	Due:      "hạn %s", Late: "quá hạn %s", ActionsSum: "Kinh phí các việc", YearSums: "Cộng theo năm", Sum: "Cộng",

	Given: "Hỗ trợ theo kế hoạch này", NoSupport: "Chưa ghi hỗ trợ nào.", AddHelp: "ghi một hỗ trợ", Paid: "đã giải ngân %s",
	KeySheet: "đánh giá", KeyPrint: "in", OpenCoop: "Mở hợp tác xã", OpenSheet: "Mở bảng đánh giá mới nhất",
}

var planEN = Plan{
	Title: "Completion plan",
	Sections: map[string]string{
		"state": "What it lacks", "baseline": "Baseline", "improve": "Criteria", "actions": "Actions", "funding": "Money",
		"approval": "Approval", "copies": "Copies", "supports": "Help given",
	},
	Hints: map[string]string{
		"improve":  "A criterion with a target is named for improvement: at the end it may not be below its baseline.",
		"baseline": "Choose a finalised sheet; correcting it later does not change the baseline.",
		"copies":   "The day on which the approved plan was sent.",
	},
	Fields: map[string]string{
		"status": "Status", "submitted_on": "Submitted on",
		"approved_no": "Approval no.", "approved_on": "Approved on", "approved_by": "Approved by", "adjust_reason": "Reason to adjust",
		"type": "Kind", "text": "Action", "who": "Who", "days": "From – to", "cost": "Cost", "state": "Result",
		"followed": "Followed",
	},
	PlanIs: "Plan: %s", Ready: "ready to leave the second stage", NotReady: "%d things are missing", LacksHead: "To leave the second stage", GapsHead: "What the plan says",
	NoGaps: "The plan says all that is asked", NoSheet: "No sheet after the baseline yet", SheetLine: "Newest sheet, %s: total %s, asked %s", Unfinished: "not complete", Unknown: "–",

	Frozen: "Frozen: the sheet of %s, total %s", NotFrozen: "No sheet is frozen", Lost: "The frozen sheet is not held here",
	Choices: "Sheets that may be frozen", NoChoices: "No finalised sheet under the programme's scheme yet.", Choice: "%s (%s)",
	Occasions:   map[string]string{"annual": "year", "half_year": "half year", "entry": "entry", "exit": "exit"},
	FreezeTitle: "Change the baseline?", FreezeBody: "Takes the sheet of %s as the baseline in place of that of %s.", FreezeYes: "Change",
	FrozenNow: "The sheet of %s is frozen as the baseline", Criteria: "Points by criterion",

	Heads:  map[string]string{"target": "Target", "was": "Baseline", "now": "Now", "planned": "Planned", "spent": "Spent"},
	Action: "Action %d", AddAction: "add an action", NoActions: "No action yet.",
	States:   map[string]string{"done": "done", "partly": "partly done", "not_done": "not done"},
	Followed: map[string]string{"kept": "kept", "partly": "partly kept", "not_kept": "not kept", "moved": "moved"},
	Due:      "due %s", Late: "overdue since %s", ActionsSum: "What the actions cost", YearSums: "By year", Sum: "Sum",

	Given: "Help under this plan", NoSupport: "No help yet.", AddHelp: "record help given", Paid: "%s paid out",
	KeySheet: "assessment", KeyPrint: "print", OpenCoop: "Open the cooperative", OpenSheet: "Open the newest assessment",
}
