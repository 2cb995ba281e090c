package text

// Coop are the words of one cooperative.
type Coop struct {
	Title   string
	NewName string // in the breadcrumb while it has no name
	Loading string
	Failed  string

	Tabs map[string]string // profile, assess, history

	TaxCode, NoTaxCode string
	OnPaper            string // the unit as written on the paper
	Today              string // and what it is called today
	NotRated           string

	Sections map[string]string
	Fields   map[string]string            // label by path, item ids as "*"
	Enums    map[string]map[string]string // words by field and value
	Yes, No  string
	Empty    string

	Product, Contract       string // %d heading of an item
	AddProduct, AddContract string
	RemoveTitle, RemoveBody string // %s
	Remove                  string

	Before      string // %s of a field that is only a draft
	Committed   string // one op was made
	CommitNow   string // the action that makes it
	NotChanged  string
	Faults      string // %d fields to correct
	KeptDraft   string // leaving with faults
	Undone      string // %s field
	NothingUndo string
	DiscardTitle, DiscardBody,
	Discard, Discarded string
	Denied     string // this role may not write it
	UnitClosed string // %s: not in use today

	NoSheets   string
	SheetCols  map[string]string
	Occasions  map[string]string
	States     map[string]string
	Progress   string // %d of %d items
	Internal   string // beside a scheme that is only of internal use
	NewSheet   string
	StartSheet string
	Period     string
	Scheme     string
	StartHint  string
	BadPeriod  string
	Latest     string
	Figures    string

	NoHistory   string
	HistoryCols map[string]string
	Details     string
	OpKinds     map[string]string
	Kinds       map[string]string
	Verdicts    map[string]string
	Absent      string
	Reason      string
	Device      string
	Claimed     string // clocks decide nothing

	KeyOpen, KeyTab, KeyField, KeySave, KeyAssess, KeyNew, KeyUndo, KeyEdit, KeyHelp, KeyBack, KeyRemove, KeyDiscard string
}

// Enum is the word for a value of a field, the value itself if there is none.
func (c *Coop) Enum(field, value string) string {
	if s, ok := c.Enums[field][value]; ok {
		return s
	}
	return value
}

var coopVI = Coop{
	Title: "Hồ sơ hợp tác xã", NewName: "(hồ sơ mới)", Loading: "đang đọc hồ sơ…", Failed: "Chưa đọc được hồ sơ; Enter để đọc lại",
	Tabs:    map[string]string{"profile": "Hồ sơ", "assess": "Đánh giá", "visit": "Kiểm tra", "consult": "Tư vấn", "pilot": "Thí điểm", "support": "Hỗ trợ", "history": "Lịch sử"},
	TaxCode: "MST", NoTaxCode: "chưa có MST", OnPaper: "Trên giấy", Today: "Nay",
	NotRated: "chưa xếp loại",

	Sections: map[string]string{
		"identity": "Nhận diện", "place": "Địa bàn", "people": "Liên hệ", "work": "Ngành nghề",
		"products": "Sản phẩm", "link_contracts": "Hợp đồng liên kết", "notes": "Ghi chú",
	},
	Fields: map[string]string{
		"name": "Tên", "type": "Loại hình", "tax_code": "Mã số thuế", "registration_no": "Số giấy ĐKKD",
		"registered_on": "Ngày đăng ký", "status": "Tình trạng", "stopped_on": "Ngừng từ ngày", "ended_on": "Chấm dứt ngày",
		"unit": "Xã, phường", "reporting_unit": "Đơn vị báo cáo", "area": "Khu vực", "address": "Địa chỉ",
		"phone": "Điện thoại", "email": "Thư điện tử", "chair": "Chủ tịch HĐQT", "director": "Giám đốc",
		"controller": "Trưởng BKS", "field": "Ngành (VSIC)", "report_field": "Ngành báo cáo",
		"service_class": "Cung ứng SP, DV", "model": "Mô hình", "youth_founded": "HTX thanh niên", "notes": "Ghi chú",
		"products.*.name": "Tên sản phẩm", "products.*.main": "Sản phẩm chính", "products.*.ocop": "Hạng OCOP (sao)",
		"link_contracts.*.partner": "Đối tác", "link_contracts.*.product": "Sản phẩm",
		"link_contracts.*.from": "Từ ngày", "link_contracts.*.to": "Đến ngày", "link_contracts.*.value": "Giá trị",
		"cooperative": "Hợp tác xã", "period": "Năm", "occasion": "Dịp", "as_of": "Tính đến ngày", "scheme": "Bộ tiêu chí",
		"scheme_revision": "Bản của bộ tiêu chí", "facts.*": "Số liệu %s", "facts_state.*": "Nguồn số liệu %s",
		"months_active": "Số tháng hoạt động", "months_stopped": "Số tháng ngừng", "self.*": "Tự chấm %s",
		"checked.*": "Huyện rà soát %s", "approved.*": "Tỉnh rà soát %s", "evidence.*": "Căn cứ %s", "reason.*": "Lý do lệch %s",
		"cause.*": "Nguyên nhân %s", "comments.*": "Ý kiến của tỉnh %s", "flag.*": "Đánh dấu %s", "received_on": "Ngày nhận",
		"board_agreed.name": "HĐQT thống nhất", "board_agreed.on": "HĐQT thống nhất ngày",
		"supervisor_agreed.name": "BKS thống nhất", "supervisor_agreed.on": "BKS thống nhất ngày", "document_no": "Số văn bản",
		"year": "Năm", "figures.*": "Chỉ tiêu %s", "estimate": "Số ước", "source": "Nguồn",
	},
	Enums: map[string]map[string]string{
		"type":          {"htx": "hợp tác xã", "lhhtx": "liên hiệp HTX", "tht": "tổ hợp tác", "qtdnd": "quỹ tín dụng", "nhhtx": "ngân hàng HTX"},
		"status":        {"active": "đang hoạt động", "stopped": "tạm ngừng", "dissolved": "đã giải thể", "converted": "đã chuyển đổi"},
		"service_class": {"production": "sản xuất", "consumption": "tiêu dùng", "employment": "tạo việc làm", "mixed": "hỗn hợp"},
		"facts_state":   {"estimate": "ước", "copied": "chép sang", "confirmed": "đã xác nhận"},
	},
	Yes: "có", No: "không", Empty: "chưa ghi",
	Product: "Sản phẩm %d", Contract: "Hợp đồng %d", AddProduct: "Thêm sản phẩm", AddContract: "Thêm hợp đồng",
	RemoveTitle: "Bỏ mục này?", RemoveBody: "Bỏ “%s” khỏi hồ sơ. Giá trị cũ vẫn còn trong Lịch sử.", Remove: "Bỏ",

	Before: "trước: %s", Committed: "Đã ghi một lần sửa vào hồ sơ", CommitNow: "Ghi hồ sơ ngay", NotChanged: "Không có gì thay đổi",
	Faults:    "Còn %d mục phải sửa; chữ đã gõ vẫn giữ trong bản nháp",
	KeptDraft: "Bản nháp còn giữ nguyên và hiện ở Bàn làm việc", Undone: "Đã hoàn tác: %s", NothingUndo: "Không còn gì để hoàn tác",
	DiscardTitle: "Bỏ bản nháp?", DiscardBody: "Mọi trường gõ từ lần ghi trước trở về như cũ.",
	Discard: "Bỏ bản nháp", Discarded: "Hồ sơ trở về như lần ghi trước",
	Denied: "Chỉ xem: %s", UnitClosed: "hết hiệu lực, nay là %s",

	NoSheets: "Chưa có bảng đánh giá nào. Ctrl+N lập bảng mới.",
	SheetCols: map[string]string{
		"period": "Kỳ", "occasion": "Dịp", "points": "Điểm", "rating": "Xếp loại", "state": "Trạng thái", "scheme": "Bộ tiêu chí",
	},
	Occasions: map[string]string{"annual": "cả năm", "half_year": "6 tháng", "entry": "đầu vào", "exit": "đầu ra"},
	States: map[string]string{
		"draft": "nháp", "typing": "nháp, đang gõ", "final": "đã chốt", "void": "đã hủy", "sealed": "đã đóng gói", "got": "tỉnh đã nhận",
		"short.draft": "nháp", "short.final": "chốt", // before a comma
		"accepted": "tỉnh chấp nhận", "returned": "tỉnh trả lại", "conflict": "lệch số liệu", "excluded": "không đánh giá",
	},
	Progress: "tạm tính %d/%d", Internal: "chỉ dùng nội bộ",
	NewSheet: "Bảng đánh giá mới", StartSheet: "Lập bảng", Period: "Năm", Scheme: "Bộ tiêu chí",
	StartHint: "Tab ô kế · Ctrl+S lập bảng · Esc thôi", BadPeriod: "ghi năm bốn chữ số, như 2024",
	Latest: "Các kỳ gần đây", Figures: "Thay đổi gần đây",

	NoHistory: "Chưa có thay đổi nào.", Details: "Đã đổi gì",
	HistoryCols: map[string]string{"at": "Lúc", "did": "Việc", "record": "Hồ sơ", "who": "Người", "why": "Lý do"},
	OpKinds: map[string]string{
		"put": "ghi", "finalise": "chốt", "amend": "điều chỉnh", "void": "hủy", "return": "trả lại", "accept": "chấp nhận",
		"resolve": "quyết định lệch số liệu", "same_as": "gộp hồ sơ trùng", "attach": "đính kèm", "note": "ghi số văn bản",
	},
	Kinds: map[string]string{
		"cooperative": "Hồ sơ", "annual": "Số liệu năm", "assessment": "Bảng đánh giá", "visit": "Kiểm tra",
		"consultation": "Tư vấn", "followup": "Theo dõi", "registration": "Đăng ký tham gia", "plan": "Kế hoạch hoàn thiện",
		"support": "Hỗ trợ", "event": "Sự kiện", "obstacle": "Vướng mắc", "report": "Báo cáo", "proposal": "Đề xuất",
		"decision": "Quyết định", "attachment": "Tệp đính kèm",
	},
	Verdicts: map[string]string{
		"wait-parent": "chờ thay đổi trước", "wait-cooperative": "chờ hồ sơ HTX", "wait-scheme": "chờ bộ tiêu chí",
		"wait-version": "chờ bản chương trình mới", "invalid-field": "cách ly: sai mục", "not-permitted": "cách ly: không có quyền",
		"beyond-accepted": "cách ly: sau khi khóa máy", "fork": "để riêng: hai lịch sử", "late": "để riêng: kỳ đã chốt", "refused": "tỉnh từ chối",
	},
	Absent: "(trống)", Reason: "Lý do", Device: "Máy", Claimed: "Giờ theo máy đã ghi",
	KeyOpen: "mở", KeyTab: "thẻ", KeyField: "ô", KeySave: "ghi", KeyAssess: "đánh giá", KeyNew: "bảng mới", KeyUndo: "hoàn tác",
	KeyEdit: "sửa", KeyHelp: "phím", KeyBack: "về", KeyRemove: "bỏ mục", KeyDiscard: "bỏ nháp",
}

var coopEN = Coop{
	Title: "Cooperative", NewName: "(new record)", Loading: "reading…", Failed: "Could not be read; Enter tries again",
	Tabs:    map[string]string{"profile": "Record", "assess": "Assessments", "visit": "Visits", "consult": "Advice", "pilot": "Pilot", "support": "Support", "history": "History"},
	TaxCode: "Tax", NoTaxCode: "no tax code", OnPaper: "On paper", Today: "Today",
	NotRated: "not rated",

	Sections: map[string]string{
		"identity": "Identity", "place": "Place", "people": "Contact", "work": "Work",
		"products": "Products", "link_contracts": "Linkage contracts", "notes": "Notes",
	},
	Fields: map[string]string{
		"name": "Name", "type": "Type", "tax_code": "Tax code", "registration_no": "Registration no.",
		"registered_on": "Registered on", "status": "Status", "stopped_on": "Stopped on", "ended_on": "Ended on",
		"unit": "Commune", "reporting_unit": "Reporting unit", "area": "Area", "address": "Address",
		"phone": "Telephone", "email": "E-mail", "chair": "Chair", "director": "Director",
		"controller": "Controller", "field": "Branch (VSIC)", "report_field": "Branch reported",
		"service_class": "Supplies members", "model": "Model", "youth_founded": "Youth founded", "notes": "Notes",
		"products.*.name": "Product", "products.*.main": "Main product", "products.*.ocop": "OCOP stars",
		"link_contracts.*.partner": "Partner", "link_contracts.*.product": "Product",
		"link_contracts.*.from": "From", "link_contracts.*.to": "To", "link_contracts.*.value": "Value",
		"cooperative": "Cooperative", "period": "Year", "occasion": "Occasion", "as_of": "As of", "scheme": "Scheme",
		"scheme_revision": "Scheme revision", "facts.*": "Figure %s", "facts_state.*": "Source of %s",
		"months_active": "Months active", "months_stopped": "Months stopped", "self.*": "Own points %s",
		"checked.*": "District's points %s", "approved.*": "Province's points %s", "evidence.*": "Evidence %s", "reason.*": "Reason %s",
		"cause.*": "Cause %s", "comments.*": "Province's comment %s", "flag.*": "Flag %s", "received_on": "Received on",
		"board_agreed.name": "Board agreed", "board_agreed.on": "Board agreed on",
		"supervisor_agreed.name": "Supervisors agreed", "supervisor_agreed.on": "Supervisors agreed on", "document_no": "Document no.",
		"year": "Year", "figures.*": "Figure %s", "estimate": "Estimate", "source": "Source",
	},
	Enums: map[string]map[string]string{
		"type":   {"htx": "cooperative", "lhhtx": "union", "tht": "group", "qtdnd": "credit fund", "nhhtx": "coop bank"},
		"status": {"active": "active", "stopped": "stopped", "dissolved": "dissolved", "converted": "converted"},
		"report_field": {
			"nông nghiệp": "agriculture", "CN-TTCN": "industry, crafts", "TM-DV": "trade, services", "GTVT": "transport",
			"XD": "construction", "QTDND": "credit funds", "môi trường": "environment", "khác": "other",
		},
		"service_class": {"production": "production", "consumption": "consumption", "employment": "employment", "mixed": "mixed"},
		"facts_state":   {"estimate": "estimate", "copied": "copied", "confirmed": "confirmed"},
	},
	Yes: "yes", No: "no", Empty: "empty",
	Product: "Product %d", Contract: "Contract %d", AddProduct: "Add a product", AddContract: "Add a contract",
	RemoveTitle: "Remove this?", RemoveBody: "Remove “%s” from the record. The old value stays in the history.", Remove: "Remove",

	Before: "before: %s", Committed: "One change was written to the record", CommitNow: "Write the record now", NotChanged: "Nothing changed",
	Faults:    "%d fields to correct; what was typed is kept as a draft",
	KeptDraft: "The draft is kept and shown on the desk", Undone: "Taken back: %s", NothingUndo: "Nothing to take back",
	DiscardTitle: "Drop the draft?", DiscardBody: "Every field typed since the last change goes back.",
	Discard: "Drop the draft", Discarded: "The record is as at the last change",
	Denied: "Read only: %s", UnitClosed: "no longer in use, now %s",

	NoSheets: "No assessment yet. Ctrl+N begins one.",
	SheetCols: map[string]string{
		"period": "Period", "occasion": "Occasion", "points": "Points", "rating": "Rating", "state": "State", "scheme": "Scheme",
	},
	Occasions: map[string]string{"annual": "year", "half_year": "half year", "entry": "entry", "exit": "exit"},
	States: map[string]string{
		"draft": "draft", "typing": "draft, being typed", "final": "finalised", "void": "void", "sealed": "sealed", "got": "received",
		"short.draft": "draft", "short.final": "final",
		"accepted": "accepted", "returned": "given back", "conflict": "to compare", "excluded": "not rated",
	},
	Progress: "so far %d/%d", Internal: "internal use only",
	NewSheet: "New assessment", StartSheet: "Begin the sheet", Period: "Year", Scheme: "Scheme",
	StartHint: "Tab next · Ctrl+S begins · Esc leaves", BadPeriod: "a year of four digits, such as 2024",
	Latest: "Recent periods", Figures: "Recent changes",

	NoHistory: "No change yet.", Details: "What changed",
	HistoryCols: map[string]string{"at": "When", "did": "What", "record": "Record", "who": "Who", "why": "Why"},
	OpKinds: map[string]string{
		"put": "written", "finalise": "finalised", "amend": "corrected", "void": "voided", "return": "given back",
		"accept": "accepted", "resolve": "decided", "same_as": "joined", "attach": "attached", "note": "numbered",
	},
	Kinds: map[string]string{
		"cooperative": "Record", "annual": "Year's figures", "assessment": "Assessment", "visit": "Visit",
		"consultation": "Consultation", "followup": "Follow-up", "registration": "Registration", "plan": "Plan",
		"support": "Support", "event": "Event", "obstacle": "Obstacle", "report": "Report", "proposal": "Proposal",
		"decision": "Decision", "attachment": "Attachment",
	},
	Verdicts: map[string]string{
		"wait-parent": "waits for an earlier change", "wait-cooperative": "waits for the cooperative", "wait-scheme": "waits for the scheme",
		"wait-version": "waits for a newer program", "invalid-field": "quarantine: wrong field", "not-permitted": "quarantine: not permitted",
		"beyond-accepted": "quarantine: after the cut", "fork": "aside: two histories", "late": "aside: period closed", "refused": "refused",
	},
	Absent: "(empty)", Reason: "Reason", Device: "Device", Claimed: "Time as that machine claimed",
	KeyOpen: "open", KeyTab: "tab", KeyField: "field", KeySave: "write", KeyAssess: "assess", KeyNew: "new sheet", KeyUndo: "undo",
	KeyEdit: "edit", KeyHelp: "keys", KeyBack: "back", KeyRemove: "remove", KeyDiscard: "drop draft",
}
