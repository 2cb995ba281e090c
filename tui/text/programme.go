package text

// Programme are the words of the page of a programme.
type Programme struct {
	Title    string
	Tabs     map[string]string // by the first section of a tab
	Sections map[string]string
	Opens    map[string]string // palette: opens a section
	Panel    string            // details of the row under the cursor
	Loading  string
	Failed   string // Enter tries again
	None     string // no programme is held
	NoneHow  string
	Mine     string // only what is this person's work
	Any      string // no filter
	Yes      string
	Unknown  string
	NotSaid  string // the plan does not say
	Typing   string // a record that stands in no op yet

	Letters map[string]string // one letter for met, not_met, unknown
	States  map[string]string // of eligibility
	Results map[string]string // chosen, refused
	Exits   map[string]string // of the exit rule
	Levels  map[string]string // cooperative, district, province
	Columns map[string]string
	Full    map[string]string // sums in full
	Facets  map[string]string
	Fields  map[string]string // of the decision's dialog
	ByUnits map[string]string // district, commune

	FilterTitle, FilterHint, NoFilter string

	Applied, Eligible, NotKnown string // %d
	Chosen                      string // %d, %d at least
	ChosenHere                  string // %d
	HeldHere                    string
	Marked, Disagree            string // %d
	TieAtCut                    string // %d place
	NoCandidates                string
	Conflict                    string
	Conditions, Priorities      string
	Dossier                     string
	ProfitYears                 string // %d
	Ticked                      string // %s letter that a person gave
	RankOf                      string // %d of %d
	NoEntry, NotComplete        string
	TiedWith                    string // %s names
	TieDecides, TieShown        string
	Submitted                   string
	NotYours                    string
	NothingToSend               string
	SentTitle, SentLabel        string
	SentBody, SentDone          string            // %d
	DecideTitle                 map[string]string // by district, province; %d
	DecideHint                  string
	WhyChosen, NotEligible      string // %d
	Decided                     string // %d, %s result

	NoPilots                  string
	PilotsReady               string // %d of %d
	PilotsMoney               string // %s planned, %s spent, %s supported
	HeatLegend                string // %s up, %s down, %s same
	Ready                     string
	LacksN                    string // %d
	LacksNothing              string
	TotalOf                   string
	MoneyOf                   string
	MoneyLine                 string // %s planned, %s spent, %s supported
	ActionLine                string // %d done of %d, %d overdue
	Waiting                   string
	WaitingLine               string // %d open items, %d obstacles
	BaselineOf, SheetOf       string
	PlanOf, StageOf           string
	PlanStates                map[string]string
	CriterionLine             string // %s id, %s title, %s was, %s now
	TargetOf                  string // %s
	NamedCriteria, OthersFell string
	NotAssessed               string
	NotAssessedLong           string
	NeedsTitle, NoNeeds       string
	SumOf                     string // %s year
	SumAll                    string
	YearOf                    string // %s
	Behind                    string // %d pilots, %d supports
	NoDeadlines, NoDay        string
	Before, On                string // %s day
	Over, Left                string // %d days
	Done, DoneLong            string
	LastDay, From             string
	OpenOf                    string // %d of %d
	OpenUnknown               string
	NoSupports                string
	LedgerSum                 string // %s approved, %s disbursed
	LoansOpen                 string // %s
	LedgerCut                 string // %d rows
	Outstanding, Overdue      string
	BasisOf                   string
	SupportFor, AnotherCoop   string
	NoObstacles               string
	Obstacles                 map[string]string // states
	Days                      string
	WaitsFor                  string // %d days
	Answer                    string
	NoEvents                  string
	EventCoops                string // %d
	ClosingAssessed           string // %d of %d
	ClosingGood               string // %d of %d
	ClosingProposals          string // %d, %d, %d
	ReportHeld, NoReport      string
	NoMissing                 string
	MissingUnits              string // %d, %s names
	NoProposals, FormOf, Note string
	NoOffices, OfficeMine     string
	Receives, OnlyField       string
	KeyOpen, KeyMark          string
	KeyDecide, KeyRecord      string
	KeyList, KeySent          string
	KeyPlan, KeySheet         string
	KeyNew, KeyAnswer         string
	KeyProposal, KeyCoop      string
	KeyTab, KeyPanel          string
	KeyFilter                 string
	KeyField, KeyBack         string
	KeyHelp                   string
}

var programmeVI = Programme{
	Title: "Chương trình thí điểm",
	Tabs: map[string]string{
		"candidates": "Ứng viên", "pilots": "Thí điểm", "objectives": "Mục tiêu", "deadlines": "Thời hạn", "ledger": "Hỗ trợ",
		"closing": "Tổng kết", "offices": "Cơ quan",
	},
	Sections: map[string]string{
		"candidates": "Ứng viên", "pilots": "Thí điểm", "objectives": "Mục tiêu", "deadlines": "Thời hạn", "ledger": "Sổ hỗ trợ",
		"obstacles": "Khó khăn, vướng mắc", "events": "Tập huấn, tuyên truyền, tham quan", "closing": "Đánh giá kết thúc",
		"proposals": "Nhân rộng, khen thưởng", "offices": "Cơ quan",
	},
	Opens: map[string]string{
		"candidates": "Chương trình: ứng viên và lựa chọn", "pilots": "Chương trình: hợp tác xã thí điểm", "objectives": "Chương trình: mục tiêu và nhu cầu kinh phí",
		"deadlines": "Chương trình: thời hạn", "ledger": "Chương trình: sổ hỗ trợ", "obstacles": "Chương trình: khó khăn, vướng mắc",
		"events": "Chương trình: tập huấn, tuyên truyền, tham quan", "closing": "Chương trình: đánh giá kết thúc, tổng kết",
		"proposals": "Chương trình: phương án nhân rộng, khen thưởng", "offices": "Chương trình: cơ quan thực hiện",
	},
	Panel: "Chi tiết", Loading: "đang đọc…", Failed: "Chưa đọc được; Enter để đọc lại",
	None: "Chưa có chương trình", NoneHow: "Kho này chưa có chương trình thí điểm nào: nhập gói dữ liệu của tỉnh có chương trình",
	Mine: "của tôi", Any: "tất cả", Yes: "chỉ các mục này", Unknown: "chưa rõ", NotSaid: "kế hoạch không ghi", Typing: "Đang gõ dở, chưa ghi",

	Letters: map[string]string{"met": "Đ", "not_met": "K", "unknown": "?"},
	States:  map[string]string{"met": "Đủ điều kiện", "not_met": "Không đủ điều kiện", "unknown": "Chưa rõ: còn điều kiện chưa biết"},
	Results: map[string]string{"chosen": "Chọn", "refused": "Không", "withdrawn": "Thu hồi quyết định"},
	Exits:   map[string]string{"met": "Đạt", "not_met": "Chưa đạt", "unknown": "Chưa đủ điểm"},
	Levels:  map[string]string{"cooperative": "HTX", "district": "Đơn vị", "province": "Tỉnh"},
	Columns: map[string]string{
		"rank": "Hạng", "coop": "Hợp tác xã", "unit": "Đơn vị", "model": "Mô hình", "conditions": "ĐK", "priorities": "ƯT", "points": "Điểm",
		"district": "Huyện", "province": "Tỉnh", "sent": "Gửi Bộ", "total": "Tổng", "lacks": "Ra GĐ 2", "actions": "Việc", "money": "Chi/dự kiến",
		"given": "Hỗ trợ", "year": "Năm", "source": "Nguồn", "planned": "Dự kiến", "spent": "Đã chi", "approved": "Duyệt", "disbursed": "Giải ngân",
		"by": "Hạn", "left": "Còn", "what": "Nội dung", "level": "Cấp", "to": "Gửi", "open": "Đã có", "on": "Ngày", "type": "Loại", "loan": "Dư nợ",
		"raised": "Ngày nêu", "waits": "Chờ", "text": "Nội dung", "place": "Nơi", "coops": "HTX", "people": "Người", "cost": "Kinh phí",
		"exit": "Kết quả", "sheet": "Bảng điểm", "recipient": "Đề xuất cho", "period": "Giai đoạn", "budget": "Kinh phí", "state": "Trạng thái",
		"office": "Cơ quan", "tasks": "Nhiệm vụ",
	},
	Full: map[string]string{
		"planned": "Dự kiến theo kế hoạch hoàn thiện", "spent": "Đã chi theo kế hoạch", "approved": "Hỗ trợ được duyệt", "disbursed": "Đã giải ngân", "repaid": "Đã trả nợ vay",
	},
	Facets: map[string]string{
		"programme": "Chương trình", "mine": "Phạm vi", "unit": "Đơn vị", "agricultural": "Nông nghiệp", "level": "Cấp", "source": "Nguồn", "type": "Loại",
		"year": "Năm", "loans": "Vốn vay", "waiting": "Chờ trả lời", "what": "Loại đề xuất", "by": "Cộng theo", "pilots": "HTX có kế hoạch",
	},
	Fields:      map[string]string{"no": "Số quyết định", "on": "Ngày", "result": "Kết quả", "note": "Ghi chú, lý do"},
	ByUnits:     map[string]string{"district": "huyện, kể cả trước 7/2025", "commune": "xã, phường nay"},
	FilterTitle: "Lọc", FilterHint: "Enter chọn · Esc đóng", NoFilter: "Mục này không có gì để lọc",

	Applied: "%d đăng ký", Eligible: "%d đủ điều kiện", NotKnown: "%d chưa rõ", Chosen: "đã chọn %d, tối thiểu %d", ChosenHere: "tỉnh đã chọn %d", HeldHere: "Chỉ tính theo dữ liệu có trên máy này; số của cả tỉnh xem ở máy của tỉnh", Marked: "đánh dấu %d",
	Disagree: "%d lệch số liệu, chưa tính", TieAtCut: "Suất thứ %d rơi vào các hợp tác xã ngang nhau: tỉnh phải quyết định",
	NoCandidates: "Chưa có đăng ký tham gia nào; mở hợp tác xã, thẻ Thí điểm để đăng ký.", Conflict: "Lệch số liệu: chọn bản đúng ở F11 trước khi quyết định",
	Conditions: "Điều kiện bắt buộc", Priorities: "Điều kiện ưu tiên", Dossier: "Hồ sơ", ProfitYears: "Có lãi liên tục %d năm theo báo cáo tài chính đã nộp",
	Ticked: "người xét ghi %s", RankOf: "hạng %d trong %d", NoEntry: "chưa có bảng đánh giá đầu vào", NotComplete: "chưa đủ điểm, tạm tính",
	TiedWith: "Ngang với: %s", TieDecides: "chương trình xét", TieShown: "để tham khảo", Submitted: "Ngày nộp",
	NotYours: "Chỉ huyện và tỉnh ghi quyết định lựa chọn", NothingToSend: "Không có hợp tác xã được chọn nào chờ gửi Bộ",
	SentTitle: "Đã gửi danh sách lên Bộ", SentBody: "Ghi ngày gửi cho %d hợp tác xã được chọn.", SentLabel: "Ngày gửi", SentDone: "Đã ghi ngày gửi Bộ cho %d hợp tác xã",
	DecideTitle: map[string]string{"district": "Quyết định của huyện cho %d hợp tác xã", "province": "Quyết định của tỉnh cho %d hợp tác xã"},
	DecideHint:  "F8 ghi quyết định · Esc đóng, giữ nội dung đã gõ",
	WhyChosen:   "Có %d hợp tác xã chưa đủ điều kiện: ghi lý do chọn", NotEligible: "%d hợp tác xã chưa đủ điều kiện: chọn thì phải ghi lý do",
	Decided: "Đã ghi quyết định cho %d hợp tác xã: %s",

	NoPilots: "Chưa có hợp tác xã thí điểm nào.", PilotsReady: "%d/%d đủ ra giai đoạn 2", PilotsMoney: "triệu đồng: dự kiến %s, chi %s, hỗ trợ %s",
	HeatLegend: "%s tăng %s giảm %s giữ ? chưa rõ · nêu trong kế hoạch: * giữ được, ! giảm",
	Ready:      "đủ", LacksN: "thiếu %d", LacksNothing: "Không còn thiếu gì để ra giai đoạn 2", TotalOf: "Tổng điểm / điểm phải đạt", MoneyOf: "Kinh phí",
	MoneyLine: "dự kiến %s, đã chi %s, được hỗ trợ %s", ActionLine: "xong %d/%d, quá hạn %d", Waiting: "Còn chờ", WaitingLine: "%d kiến nghị, cam kết; %d vướng mắc",
	BaselineOf: "Bảng ban đầu", SheetOf: "Bảng mới nhất", PlanOf: "Kế hoạch hoàn thiện", StageOf: "Giai đoạn",
	PlanStates:    map[string]string{"": "chưa có", "drafted": "đang lập", "reviewed": "đã thẩm định", "approved": "đã duyệt", "adjusted": "đã điều chỉnh", "closed": "đã kết thúc"},
	CriterionLine: "%s %s: ban đầu %s, nay %s", TargetOf: "mục tiêu %s", NamedCriteria: "Tiêu chí nêu trong kế hoạch", OthersFell: "Tiêu chí khác bị giảm, để biết",
	NotAssessed: "chưa đánh giá", NotAssessedLong: "Chưa có bảng đánh giá kết thúc", NeedsTitle: "Nhu cầu kinh phí, triệu đồng", NoNeeds: "Chưa có kinh phí nào trong kế hoạch và sổ hỗ trợ.",
	SumOf: "Cộng năm %s", SumAll: "Tổng cộng", YearOf: "năm %s", Behind: "Gồm %d hợp tác xã thí điểm, %d khoản hỗ trợ",
	NoDeadlines: "Không có thời hạn nào.", NoDay: "chưa ghi ngày", Before: "trước %s", On: "đến %s", Over: "quá %d ngày", Left: "còn %d ngày", Done: "xong", DoneLong: "Đã có, không còn gì phải gửi",
	LastDay: "Ngày cuối", From: "Theo", OpenOf: "Còn thiếu %d trong %d", OpenUnknown: "Chưa rõ đã gửi hay chưa",
	NoSupports: "Chưa có khoản hỗ trợ nào; Ctrl+N để thêm.", LedgerSum: "triệu đồng: duyệt %s, giải ngân %s", LoansOpen: "dư nợ vay %s",
	LedgerCut: "Chỉ liệt kê %d khoản mới nhất; tổng tính trên tất cả. Ctrl+T để lọc.", Outstanding: "Dư nợ", Overdue: "quá hạn", BasisOf: "Căn cứ", SupportFor: "Hỗ trợ mới cho", AnotherCoop: "Hợp tác xã khác: chọn trong danh sách",
	NoObstacles: "Không có khó khăn, vướng mắc nào.", Obstacles: map[string]string{"": "chờ trả lời", "open": "chờ trả lời", "answered": "đã trả lời", "closed": "đã tháo gỡ", "withdrawn": "rút lại"},
	Days: "ngày", WaitsFor: "Chờ trả lời %d ngày", Answer: "Trả lời", NoEvents: "Chưa có đợt tập huấn, tuyên truyền, tham quan nào; Ctrl+N để thêm.", EventCoops: "Hợp tác xã tham gia: %d",
	ClosingAssessed: "Đã đánh giá kết thúc %d/%d hợp tác xã thí điểm", ClosingGood: "Đạt điều kiện ra giai đoạn 2: %d/%d",
	ClosingProposals: "Phương án nhân rộng: %d · đề nghị khen thưởng: %d, đã khen: %d",
	ReportHeld:       "Đã có báo cáo tổng kết", NoReport: "Chưa có báo cáo tổng kết", NoMissing: "Các đơn vị có thí điểm đều đã gửi phương án nhân rộng",
	MissingUnits: "%d đơn vị chưa gửi phương án nhân rộng: %s", NoProposals: "Chưa có phương án nhân rộng hay đề xuất khen thưởng nào; Ctrl+N để thêm.", FormOf: "Hình thức, cấp", Note: "Ghi chú",
	NoOffices: "Chương trình không ghi cơ quan nào.", OfficeMine: "Cơ quan của máy này", Receives: "Nhận", OnlyField: "Chỉ lĩnh vực",

	KeyOpen: "mở", KeyMark: "đánh dấu", KeyDecide: "quyết định", KeyRecord: "ghi", KeyList: "in danh sách", KeySent: "gửi Bộ", KeyPlan: "kế hoạch",
	KeySheet: "bảng điểm", KeyNew: "thêm", KeyAnswer: "trả lời", KeyProposal: "đề xuất mới", KeyCoop: "HTX", KeyTab: "thẻ", KeyPanel: "chi tiết",
	KeyFilter: "lọc", KeyField: "ô sau", KeyBack: "quay lại", KeyHelp: "phím",
}

var programmeEN = Programme{
	Title: "Pilot programme",
	Tabs: map[string]string{
		"candidates": "Candidates", "pilots": "Pilots", "objectives": "Objectives", "deadlines": "Deadlines", "ledger": "Support",
		"closing": "Closing", "offices": "Offices",
	},
	Sections: map[string]string{
		"candidates": "Candidates", "pilots": "Pilots", "objectives": "Objectives", "deadlines": "Deadlines", "ledger": "Ledger",
		"obstacles": "Obstacles", "events": "Trainings, visits", "closing": "Closing assessments",
		"proposals": "Replication, commendation", "offices": "Offices",
	},
	Opens: map[string]string{
		"candidates": "Programme: candidates and selection", "pilots": "Programme: pilots", "objectives": "Programme: objectives and needs of funding",
		"deadlines": "Programme: deadlines", "ledger": "Programme: ledger of support", "obstacles": "Programme: obstacles",
		"events": "Programme: trainings, communication, visits", "closing": "Programme: closing assessments, conclusion",
		"proposals": "Programme: replication plans, commendations", "offices": "Programme: offices",
	},
	Panel: "Details", Loading: "reading…", Failed: "Could not be read; Enter tries again",
	None: "No programme", NoneHow: "No programme is held here: import the province's data pack that has one",
	Mine: "mine", Any: "all", Yes: "only these", Unknown: "not known", NotSaid: "the plan does not say", Typing: "Being typed, not written yet",

	Letters: map[string]string{"met": "Y", "not_met": "N", "unknown": "?"},
	States:  map[string]string{"met": "Meets every condition", "not_met": "Does not meet every condition", "unknown": "Not known: a condition is open"},
	Results: map[string]string{"chosen": "Taken", "refused": "No", "withdrawn": "Decision withdrawn"},
	Exits:   map[string]string{"met": "Met", "not_met": "Not met", "unknown": "Points missing"},
	Levels:  map[string]string{"cooperative": "Coop", "district": "Unit", "province": "Province"},
	Columns: map[string]string{
		"rank": "Rank", "coop": "Cooperative", "unit": "Unit", "model": "Model", "conditions": "Con", "priorities": "Pri", "points": "Points",
		"district": "Distr.", "province": "Prov.", "sent": "Ministry", "total": "Total", "lacks": "Exit", "actions": "Actions", "money": "Spent/plan",
		"given": "Support", "year": "Year", "source": "Source", "planned": "Planned", "spent": "Spent", "approved": "Approved", "disbursed": "Paid out",
		"by": "Due", "left": "Left", "what": "What", "level": "Level", "to": "To", "open": "There", "on": "Day", "type": "Type", "loan": "Loan left",
		"raised": "Raised", "waits": "Waits", "text": "Text", "place": "Place", "coops": "Coop", "people": "People", "cost": "Cost",
		"exit": "Result", "sheet": "Sheet", "recipient": "For", "period": "Period", "budget": "Budget", "state": "State",
		"office": "Office", "tasks": "Tasks",
	},
	Full: map[string]string{
		"planned": "Planned in completion plans", "spent": "Spent under the plans", "approved": "Support approved", "disbursed": "Paid out", "repaid": "Loans repaid",
	},
	Facets: map[string]string{
		"programme": "Programme", "mine": "Scope", "unit": "Unit", "agricultural": "Agricultural", "level": "Level", "source": "Source", "type": "Type",
		"year": "Year", "loans": "Loans", "waiting": "Waiting", "what": "Type of proposal", "by": "Sums by", "pilots": "With a plan",
	},
	Fields:      map[string]string{"no": "Decision no.", "on": "Day", "result": "Result", "note": "Note, reason"},
	ByUnits:     map[string]string{"district": "district, also of old", "commune": "commune of today"},
	FilterTitle: "Filter", FilterHint: "Enter chooses · Esc closes", NoFilter: "Nothing to filter here",

	Applied: "applications: %d", Eligible: "eligible: %d", NotKnown: "not known: %d", Chosen: "chosen %d, at least %d", ChosenHere: "chosen: %d", HeldHere: "By what this machine holds; the province has the figures of all", Marked: "marked: %d",
	Disagree: "versions differ, left out: %d", TieAtCut: "Place %d falls among equals: the province has to decide",
	NoCandidates: "Nobody applied yet; open a cooperative, tab Pilot, to apply.", Conflict: "Versions differ: choose the right one at F11 before deciding",
	Conditions: "Conditions", Priorities: "Priorities", Dossier: "Papers", ProfitYears: "Years of profit in a row by the papers: %d",
	Ticked: "a person ticked %s", RankOf: "rank %d of %d", NoEntry: "no entry assessment yet", NotComplete: "points missing, provisional",
	TiedWith: "Equal to: %s", TieDecides: "the programme decides by it", TieShown: "for information", Submitted: "Handed in",
	NotYours: "Only district and province record a selection", NothingToSend: "No chosen cooperative waits to be sent to the ministry",
	SentTitle: "The list went to the ministry", SentBody: "Records the day for chosen cooperatives: %d.", SentLabel: "Day", SentDone: "The day is recorded, cooperatives: %d",
	DecideTitle: map[string]string{"district": "Decision of the district, cooperatives: %d", "province": "Decision of the province, cooperatives: %d"},
	DecideHint:  "F8 records the decision · Esc closes, what was typed is kept",
	WhyChosen:   "Not eligible: %d. Say why they are chosen", NotEligible: "Not eligible: %d. To choose them needs a reason",
	Decided: "The decision is recorded, cooperatives: %d (%s)",

	NoPilots: "There is no pilot yet.", PilotsReady: "ready: %d of %d", PilotsMoney: "million đồng: planned %s, spent %s, supported %s",
	HeatLegend: "%s up %s down %s same ? not known · named in the plan: * kept, ! fell",
	Ready:      "ready", LacksN: "lacks %d", LacksNothing: "Nothing is missing to leave stage 2", TotalOf: "Total / to be reached", MoneyOf: "Money",
	MoneyLine: "planned %s, spent %s, supported %s", ActionLine: "done %d of %d, overdue %d", Waiting: "Waiting", WaitingLine: "items: %d; obstacles: %d",
	BaselineOf: "Baseline", SheetOf: "Newest sheet", PlanOf: "Completion plan", StageOf: "Stage",
	PlanStates:    map[string]string{"": "none", "drafted": "drafted", "reviewed": "reviewed", "approved": "approved", "adjusted": "adjusted", "closed": "closed"},
	CriterionLine: "%s %s: was %s, is %s", TargetOf: "target %s", NamedCriteria: "Criteria named in the plan", OthersFell: "Other criteria that fell, for information",
	NotAssessed: "not assessed", NotAssessedLong: "There is no closing assessment yet", NeedsTitle: "Needs of funding, million đồng", NoNeeds: "No money stands in plans or in the ledger.",
	SumOf: "Sum of %s", SumAll: "All", YearOf: "year %s", Behind: "Pilots: %d, supports: %d",
	NoDeadlines: "There is no deadline.", NoDay: "no day named", Before: "before %s", On: "by %s", Over: "%d days over", Left: "%d days", Done: "done", DoneLong: "It is there, nothing is left to be sent",
	LastDay: "Last day", From: "From", OpenOf: "Missing: %d of %d", OpenUnknown: "Not known whether it was sent",
	NoSupports: "No support yet; Ctrl+N adds one.", LedgerSum: "million đồng: approved %s, paid out %s", LoansOpen: "loans left %s",
	LedgerCut: "Only the newest %d are listed; sums are of all. Ctrl+T filters.", Outstanding: "Left of the loan", Overdue: "overdue", BasisOf: "Legal basis", SupportFor: "New support for", AnotherCoop: "Another cooperative: from the list",
	NoObstacles: "There is no obstacle.", Obstacles: map[string]string{"": "waits", "open": "waits", "answered": "answered", "closed": "solved", "withdrawn": "withdrawn"},
	Days: "days", WaitsFor: "Waits for an answer, days: %d", Answer: "Answer", NoEvents: "No training or visit yet; Ctrl+N adds one.", EventCoops: "Cooperatives that took part: %d",
	ClosingAssessed: "Closing assessments: %d of %d pilots", ClosingGood: "May leave stage 2: %d of %d",
	ClosingProposals: "Replication plans: %d · commendations proposed: %d, given: %d",
	ReportHeld:       "The closing report is there", NoReport: "No closing report yet", NoMissing: "Every unit with pilots sent its replication plan",
	MissingUnits: "Units without a replication plan: %d: %s", NoProposals: "No replication plan or commendation yet; Ctrl+N adds one.", FormOf: "Form, level", Note: "Note",
	NoOffices: "The programme names no office.", OfficeMine: "The office of this machine", Receives: "Receives", OnlyField: "Only the field",

	KeyOpen: "open", KeyMark: "mark", KeyDecide: "decide", KeyRecord: "record", KeyList: "print list", KeySent: "to ministry", KeyPlan: "plan",
	KeySheet: "sheet", KeyNew: "new", KeyAnswer: "answer", KeyProposal: "new proposal", KeyCoop: "coop", KeyTab: "tabs", KeyPanel: "details",
	KeyFilter: "filter", KeyField: "next field", KeyBack: "back", KeyHelp: "keys",
}
