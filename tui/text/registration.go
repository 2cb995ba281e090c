package text

// Registration are the words of an application for a programme.
type Registration struct {
	Title    string
	Sections map[string]string // by id
	Hints    map[string]string // above a section
	Fields   map[string]string // by leaf or name

	// What it comes to.
	Outcome      string            // %s eligible, %d of %d conditions, %d of %d priorities
	Eligible     map[string]string // of the whole application, by state
	WhyHead      string
	AllMet       string
	LookHead     string
	NothingToSee string
	NoEntry      string
	EntryLine    string            // %s points, %s asked
	FootScore    string            // %s points
	States       map[string]string // of one condition
	Unknown      string            // in place of points, a number or a word

	// What is chosen and typed.
	ModelHint string
	Sheet     string // %s period, %s occasion
	Occasions map[string]string
	Foreign   string // %s id of something that the programme does not have
	Year      string // %s
	Years     string // %d years of profit in a row
	Asked     string // %d years
	InFigures string // %s sum

	// Papers.
	There, NotThere          string
	Attach                   string
	AttachTitle, AttachLabel string
	Attached                 string
	OtherFiles               string

	// Conditions, priorities and decisions.
	Met, NotMet, Open string
	TickIgnored       string
	Ground            string // %s
	Chosen, Refused   string
	Short             map[string]string // results beside the section's name
	NeedsReason       string
	ProvinceOnly      string

	KeySheet, OpenSheet, OpenCoop, OpenCandidates, OpenPlan string
}

var registrationVI = Registration{
	Title: "Hồ sơ đăng ký",
	Sections: map[string]string{
		"state": "Kết quả", "form": "Đăng ký", "profit": "Lợi nhuận", "dossier": "Giấy tờ", "conditions": "Điều kiện", "priorities": "Ưu tiên",
		"decisions": "Quyết định",
	},
	Hints: map[string]string{
		"profit":     "Theo báo cáo tài chính trong hồ sơ. Tính lùi từ năm mới nhất, dừng ở năm lỗ hoặc thiếu.",
		"dossier":    "Đánh dấu giấy tờ đã nhận; kèm tệp nếu có.",
		"conditions": "Điều kiện tính được thì máy tính; còn lại người rà soát đánh dấu. Chưa rõ không tính là đạt.",
		"priorities": "Máy tính theo số liệu năm xét khi có; còn lại đánh dấu.",
		"decisions":  "Chọn hợp tác xã chưa đủ điều kiện thì ghi lý do.",
	},
	Fields: map[string]string{
		"programme": "Chương trình", "outcome": "Kết quả", "entry": "Điểm", "model": "Mô hình", "field": "Lĩnh vực", "submitted_on": "Ngày nộp",
		"entry_assessment": "Bản đánh giá", "profit_years": "Lãi liên tục", "district_decision": "Huyện (đơn vị báo cáo)",
		"province_decision": "Tỉnh", "ministry_sent_on": "Ngày gửi bộ", "result": "Kết quả", "no": "Số", "on": "Ngày", "note": "Lý do, ghi chú",
	},
	Outcome:  "%s: %d/%d điều kiện, %d/%d ưu tiên",
	Eligible: map[string]string{"met": "đủ điều kiện", "not_met": "chưa đủ điều kiện", "unknown": "chưa rõ"},
	WhyHead:  "Điều kiện còn thiếu", AllMet: "đạt mọi điều kiện", LookHead: "Cần xem lại", NothingToSee: "không có gì cần xem lại",
	NoEntry: "chưa chọn bản đánh giá", EntryLine: "điểm %s, cần từ %s", FootScore: "điểm %s",
	States: map[string]string{"met": "đạt", "not_met": "chưa đạt", "unknown": "chưa rõ"}, Unknown: "chưa rõ",

	ModelHint: "chọn một mô hình của chương trình", Sheet: "kỳ %s (%s)",
	Occasions: map[string]string{"annual": "cả năm", "half_year": "nửa năm", "entry": "đăng ký", "exit": "kết thúc"},
	Foreign:   "%s (không có trong chương trình)", Year: "Năm %s", Years: "%d năm", Asked: "chương trình yêu cầu %d năm", InFigures: "số liệu năm: %s",

	There: "có", NotThere: "thiếu", Attach: "kèm tệp", AttachTitle: "Kèm tệp vào hồ sơ", AttachLabel: "Đường dẫn của tệp", Attached: "Đã kèm tệp vào hồ sơ",
	OtherFiles: "Tệp khác của hồ sơ",

	Met: "đạt", NotMet: "chưa", Open: "?", TickIgnored: "đánh dấu khác với kết quả tính; kết quả tính được dùng", Ground: "· %s",
	Chosen: "được chọn", Refused: "không được chọn", Short: map[string]string{"chosen": "chọn", "refused": "không"}, NeedsReason: "chưa đủ điều kiện mà được chọn: ghi lý do", ProvinceOnly: "chỉ cấp tỉnh ghi mục này",

	KeySheet: "đánh giá", OpenSheet: "Mở bản đánh giá", OpenCoop: "Mở hợp tác xã", OpenCandidates: "Danh sách hồ sơ đăng ký", OpenPlan: "Mở kế hoạch hoàn thiện",
}

var registrationEN = Registration{
	Title: "Application",
	Sections: map[string]string{
		"state": "Outcome", "form": "Application", "profit": "Profit", "dossier": "Papers", "conditions": "Conditions", "priorities": "Priorities",
		"decisions": "Decisions",
	},
	Hints: map[string]string{
		"profit":     "By the financial reports of the dossier. Counted back from the newest year to a loss or a gap.",
		"dossier":    "Tick what was handed in; put the file beside it if there is one.",
		"conditions": "What can be computed is; a person ticks the rest. What is unknown does not count as met.",
		"priorities": "Computed on the figures of the entry year where they are known, else ticked.",
		"decisions":  "Choosing a cooperative that is not found eligible needs a reason.",
	},
	Fields: map[string]string{
		"programme": "Programme", "outcome": "Outcome", "entry": "Score", "model": "Model", "field": "Field", "submitted_on": "Submitted on",
		"entry_assessment": "Assessment", "profit_years": "Years of profit", "district_decision": "District (reporting unit)",
		"province_decision": "Province", "ministry_sent_on": "To the ministry on", "result": "Result", "no": "No.", "on": "On", "note": "Reason, note",
	},
	Outcome:  "%s: %d/%d conditions, %d/%d priorities",
	Eligible: map[string]string{"met": "eligible", "not_met": "not eligible", "unknown": "not known yet"},
	WhyHead:  "Conditions that lack", AllMet: "every condition is met", LookHead: "To be looked at", NothingToSee: "nothing",
	NoEntry: "no assessment is named", EntryLine: "%s points, asked %s", FootScore: "%s points",
	States: map[string]string{"met": "met", "not_met": "not met", "unknown": "not known"}, Unknown: "not known",

	ModelHint: "choose a model of the programme", Sheet: "%s (%s)",
	Occasions: map[string]string{"annual": "year", "half_year": "half year", "entry": "entry", "exit": "exit"},
	Foreign:   "%s (not in the programme)", Year: "Year %s", Years: "%d in a row", Asked: "the programme asks for %d", InFigures: "yearly figures: %s",

	There: "there", NotThere: "missing", Attach: "attach a file", AttachTitle: "Attach a file", AttachLabel: "Path of the file", Attached: "The file is attached",
	OtherFiles: "Other files",

	Met: "met", NotMet: "not met", Open: "?", TickIgnored: "the tick differs from what is computed; the computed one counts", Ground: "· %s",
	Chosen: "chosen", Refused: "not chosen", Short: map[string]string{"chosen": "yes", "refused": "no"}, NeedsReason: "chosen though not found eligible: give the reason", ProvinceOnly: "the province alone writes this",

	KeySheet: "assessment", OpenSheet: "Open the assessment", OpenCoop: "Open the cooperative", OpenCandidates: "List of applications", OpenPlan: "Open the completion plan",
}
