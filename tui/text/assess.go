package text

// Assess are the words of the assessment sheet.
type Assess struct {
	Title   string // %s period
	Loading string
	Failed  string // the sheet could not be read; Enter tries again

	Facts, Papers           string // the two entries of the list that are no items
	FactsTitle, PapersTitle string
	Units                   map[string]string // by the unit's word in the scheme
	Columns                 map[string]string // self, checked, approved
	Max                     string            // %s points
	NoMax                   string
	GroupRest               string // %s group, %s points left
	Computed                string // label of what the facts give
	Met, NotMet             string // of a condition
	Value                   string // label of the value of a step table
	Step                    string // %s bound, %s points
	StepAbove               string // %s bound, %s points
	StepRest                string // %s points
	NextStep                string // %s distance, %s points
	NextStepDown            string // %s distance, %s points
	BestStep                string
	Evidence, Reason        string
	NeedReason              string // points differ and no reason stands there
	Comment                 string // %s of the province
	Now                     string // this year in the row of years
	NoYears                 string
	Todo                    string // %s what the scheme lacks
	CountsGiven             string // %s points, %s column
	CountsComputed          string // %s points
	CountsNone              string
	NotCounted              string // behind a remark on points
	OverGroup               string // %s group, %s points left
	OverCriterion           string // %s criterion, %s points left
	TooLarge                string // a figure
	NotTaken                string // the sheet refused it for another reason

	Year, State             string // heads of the page of figures
	States                  map[string]string
	MonthsActive            string
	MonthsStopped           string
	Months                  string
	FactsHint               string
	ReceivedOn, BoardName   string
	BoardOn, SupervisorName string
	SupervisorOn            string
	DocumentNo              string
	Known                   string // %d of %d figures

	Points       string    // behind the total
	SoFar        string    // %d of %d criteria
	SoFarShort   string    // the same on a narrow terminal
	Missing      string    // %s items without points
	Reasons      string    // %s items without a reason
	ColumnHeads  [5]string // over the points of the list: official, the three columns, the year before
	ToNext       string    // %s points, %s band
	Best         string    // no better band
	Result       string    // title of the panel at the right
	Bands        string
	From         string // %s points
	Groups       string
	YearsTitle   string
	Todos        string // %d items
	Drafted      string // %d typed fields
	Ratings      map[string]string
	Excluded     string // the cooperative is not assessed
	PartialNote  string
	PartialLine  string
	FinalNote    string
	VoidNote     string
	ReadNote     string // the role may write nothing here
	AmendNote    string
	ConflictNote string
	ConflictHere string // the same at the province, which decides
	Disputed     string // F8 and F6 wait for the decision
	RefusedNote  string // %s why
	AcceptedNote string

	Book AssessBook

	Filters map[string]string // unanswered, flagged, different, below
	None    string            // nothing passes the filter

	Recovered   string // %d fields
	RawKept     string // %d texts that are no values yet
	TypedLast   string // %s field, behind both
	StillHere   string // %s field, whose text does not count: Enter again leaves it
	Committed   string
	KeptDraft   string
	KeptAmend   string
	NothingUndo string
	Undone      string // %s field
	NoFlag      string // flags belong to items
	Closed      string // nothing may be changed here

	GapsTitle     string // %d
	GapsHint      string
	GapPoints     string // %s item, %s title
	GapReason     string // %s item, %s title
	GapRaw        string // %s item or figure, %s text
	FinalTitle    string
	FinalBody     string // %s cooperative, %s period, %s points and rating
	FinalExcluded string // %s cooperative, %s period, %s why
	FinalPartial  string // %s cooperative, %s period, %s points
	FinalYes      string
	Finalised     string
	AmendTitle    string
	AmendBody     string
	AmendYes      string
	AmendReason   string
	AmendAsk      string
	Amended       string
	DropTitle     string
	DropBody      string
	DropYes       string
	Dropped       string

	KeyField, KeyItem, KeyFlag, KeyFilter, KeyFinal, KeyAmend, KeySign, KeyConflict, KeyFacts, KeyUndo, KeySave, KeyState, KeyGroup,
	KeyNext, KeyBack, KeyDrop, KeyEdit, KeyFact, KeyReturn string
}

// RatingName is the word for a band by its id, and the scheme's own title for
// one that only the scheme knows.
func (a *Assess) RatingName(id, title string) string {
	if s, ok := a.Ratings[id]; ok {
		return s
	}
	return title
}

// Unit is the short form of a unit of the scheme.
func (a *Assess) Unit(unit string) string {
	if s, ok := a.Units[unit]; ok {
		return s
	}
	return unit
}

var assessVI = Assess{
	Title: "Đánh giá %s", Loading: "đang mở bảng đánh giá…", Failed: "Chưa mở được bảng đánh giá; Enter để mở lại",

	Facts: "Số liệu năm", Papers: "Nộp, thống nhất", FactsTitle: "Số liệu năm %s", PapersTitle: "Nộp bảng, thống nhất kết quả",
	Units:   map[string]string{"đồng": "đ", "người": "người", "năm": "năm", "%": "%"},
	Columns: map[string]string{"self": "Tự chấm", "checked": "Huyện rà soát", "approved": "Tỉnh rà soát"},
	Max:     "tối đa %s", NoMax: "chưa rõ tối đa", GroupRest: "nhóm %s còn %s điểm",
	Computed: "Tự tính", Met: "đạt", NotMet: "không đạt", Value: "Giá trị",
	Step: "mức từ %s: %s điểm", StepAbove: "mức trên %s: %s điểm", StepRest: "mức thấp nhất: %s điểm",
	NextStep: "còn %s tới mức sau (%s điểm)", NextStepDown: "giảm %s thì tới mức sau (%s điểm)", BestStep: "mức cao nhất",
	Evidence: "Căn cứ", Reason: "Lý do lệch", NeedReason: "điểm lệch: ghi lý do",
	Comment: "Ý kiến của tỉnh: %s", Now: "nay", NoYears: "chưa có bảng của các năm trước",
	Todo:        "%s – chưa có trong bộ tiêu chí; người chấm cho điểm",
	CountsGiven: "Tính %s điểm, cột %s", CountsComputed: "Tính %s điểm từ số liệu", CountsNone: "Chưa có điểm",
	NotCounted: "giữ nguyên chữ đã gõ, chưa tính", OverGroup: "quá điểm nhóm %s, chỉ còn %s", OverCriterion: "quá điểm tiêu chí %s, chỉ còn %s",
	TooLarge: "số quá lớn, kiểm tra đơn vị tính", NotTaken: "bảng đánh giá không nhận giá trị này",

	Year: "Năm", State: "Nguồn",
	States:       map[string]string{"estimate": "ước", "copied": "chép", "confirmed": "xác nhận"},
	MonthsActive: "Số tháng từ khi thành lập", MonthsStopped: "Số tháng ngừng trong năm", Months: "tháng",
	FactsHint:  "Ghi được 3,5 tỷ, 450tr. Ctrl+O: ước, xác nhận. Ctrl+N: chép số năm trước.",
	ReceivedOn: "Ngày nhận bảng tự chấm", BoardName: "HĐQT: người ký", BoardOn: "HĐQT thống nhất ngày",
	SupervisorName: "BKS: người ký", SupervisorOn: "BKS thống nhất ngày", DocumentNo: "Số văn bản",
	Known: "%d/%d",

	Points: "điểm", SoFar: "tạm tính %d/%d tiêu chí", SoFarShort: "tạm tính %d/%d", Missing: "Còn thiếu: %s", Reasons: "Cần lý do: %s",
	ColumnHeads: [5]string{"điểm", "Tự", "Huyện", "Tỉnh", "trước"}, ToNext: "còn %s đến mức %s", Best: "mức cao nhất",
	Result: "Kết quả", Bands: "Mức xếp loại", From: "từ %s", Groups: "Nhóm", YearsTitle: "Các năm",
	Todos: "%d mục chưa có thang điểm", Drafted: "%d trường chưa ghi thành lần sửa",
	Ratings:      map[string]string{"good": "Tốt", "fair": "Khá", "average": "Trung bình", "weak": "Yếu"},
	Excluded:     "Không đánh giá",
	PartialNote:  "Bộ tiêu chí chưa đủ: chốt không xếp loại",
	PartialLine:  "không xếp loại",
	FinalNote:    "Đã chốt, chỉ xem. F8 Điều chỉnh và ghi lý do để sửa.",
	VoidNote:     "Bảng đã hủy, chỉ xem.",
	ReadNote:     "Chỉ xem: bảng này do người khác ghi.",
	AmendNote:    "Đang điều chỉnh bảng đã chốt: F8 ghi lý do và ký lại, Ctrl+D bỏ điều chỉnh.",
	ConflictNote: "Lệch số liệu: dưới đây là số trước khi lệch; chờ tỉnh đối chiếu.",
	ConflictHere: "Lệch số liệu: dưới đây là số trước khi lệch. F11 đối chiếu và quyết định.",
	Disputed:     "Bảng đang lệch số liệu: tỉnh quyết định (F11) trước đã",
	RefusedNote:  "Điểm trong bảng không khớp bộ tiêu chí: %s",
	AcceptedNote: "Tỉnh đã chấp nhận.",

	Book:    assessBookVI,
	Filters: map[string]string{"unanswered": "Lọc: chưa chấm", "flagged": "Lọc: đánh dấu", "different": "Lọc: lệch điểm", "below": "Lọc: dưới ban đầu"},
	None:    "không có mục nào",

	Recovered: "Mở lại bản nháp: %d trường chưa ghi thành lần sửa", RawKept: "%d chỗ đang gõ dở được giữ nguyên",
	TypedLast: "gõ cuối: %s", StillHere: "%s chưa tính, lý do ở cạnh ô; Enter lần nữa để đi tiếp",
	Committed: "Đã ghi một lần sửa", KeptDraft: "Bản nháp giữ nguyên ở Bàn làm việc",
	KeptAmend:   "Điều chỉnh còn dở được giữ trong bản nháp",
	NothingUndo: "Không còn gì để hoàn tác", Undone: "Đã hoàn tác: %s", NoFlag: "Chọn một mục tiêu chí để đánh dấu", Closed: "Bảng này chỉ xem",

	GapsTitle: "Trước khi chốt còn %d việc", GapsHint: "↑↓ chọn · Enter tới chỗ đó · Esc đóng",
	GapPoints: "%s chưa có điểm: %s", GapReason: "%s chưa ghi lý do lệch: %s", GapRaw: "%s: “%s” chưa đúng",
	FinalTitle: "Chốt bảng đánh giá?", FinalBody: "%s, năm %s: %s.\nChốt rồi thì bảng không sửa được nữa; muốn sửa phải điều chỉnh và ghi lý do.",
	FinalExcluded: "%s, năm %s: không đánh giá.\n%s.\nChốt rồi thì bảng không sửa được nữa; muốn sửa phải điều chỉnh và ghi lý do.",
	FinalPartial:  "%s, năm %s: %s. Bộ tiêu chí chưa đủ nên không xếp loại.\nChốt rồi thì bảng không sửa được nữa; muốn sửa phải điều chỉnh và ghi lý do.",
	FinalYes:      "Chốt", Finalised: "Đã chốt bảng đánh giá",
	AmendTitle: "Điều chỉnh bảng đã chốt?", AmendBody: "Các ô mở lại để sửa. Bản đã chốt vẫn còn nguyên trong Lịch sử; bản điều chỉnh được ký lại kèm lý do.",
	AmendYes: "Điều chỉnh", AmendReason: "Lý do điều chỉnh", AmendAsk: "Ghi rõ vì sao sửa bảng đã chốt; lý do đi cùng bảng lên tỉnh.",
	Amended:   "Đã ghi bản điều chỉnh",
	DropTitle: "Bỏ điều chỉnh?", DropBody: "Mọi chỗ sửa từ khi mở lại trở về như bản đã chốt.", DropYes: "Bỏ", Dropped: "Bảng trở về như bản đã chốt",

	KeyField: "ô", KeyItem: "mục", KeyFlag: "đánh dấu", KeyFilter: "lọc", KeyFinal: "chốt", KeyAmend: "điều chỉnh", KeySign: "ký lại", KeyConflict: "đối chiếu", KeyFacts: "số liệu",
	KeyUndo: "hoàn tác", KeySave: "ghi lần sửa", KeyState: "nguồn số liệu", KeyGroup: "nhóm", KeyNext: "ô kế", KeyBack: "về", KeyDrop: "bỏ điều chỉnh",
	KeyEdit: "sửa", KeyFact: "dòng", KeyReturn: "về mục",
}

var assessEN = Assess{
	Title: "Assessment %s", Loading: "opening the sheet…", Failed: "The sheet could not be opened; Enter tries again",

	Facts: "Year's figures", Papers: "Received, agreed", FactsTitle: "Figures of %s", PapersTitle: "Received and agreed",
	Units:   map[string]string{"đồng": "đ", "người": "people", "năm": "years", "%": "%"},
	Columns: map[string]string{"self": "Own", "checked": "District", "approved": "Province"},
	Max:     "max %s", NoMax: "max unknown", GroupRest: "group %s has %s left",
	Computed: "Computed", Met: "met", NotMet: "not met", Value: "Value",
	Step: "step from %s: %s points", StepAbove: "step above %s: %s points", StepRest: "lowest step: %s points",
	NextStep: "%s to the next step (%s points)", NextStepDown: "%s less to the next step (%s points)", BestStep: "best step",
	Evidence: "Evidence", Reason: "Reason", NeedReason: "points differ: say why",
	Comment: "Province: %s", Now: "now", NoYears: "no sheet of earlier years",
	Todo:        "%s – not in the scheme; the assessor gives the points",
	CountsGiven: "Counts %s points, column %s", CountsComputed: "Counts %s points from the figures", CountsNone: "No points yet",
	NotCounted: "kept as typed, not counted", OverGroup: "above group %s, only %s left", OverCriterion: "above criterion %s, only %s left",
	TooLarge: "too large, check the unit", NotTaken: "the sheet does not take this",

	Year: "Year", State: "Source",
	States:       map[string]string{"estimate": "estimate", "copied": "copied", "confirmed": "confirmed"},
	MonthsActive: "Months since founding", MonthsStopped: "Months stopped in the year", Months: "months",
	FactsHint:  "3,5 tỷ and 450tr do. Ctrl+O: estimate, confirmed. Ctrl+N: copy last year.",
	ReceivedOn: "Sheet received on", BoardName: "Board: signed by", BoardOn: "Board agreed on",
	SupervisorName: "Supervisors: signed by", SupervisorOn: "Supervisors agreed on", DocumentNo: "Document no.",
	Known: "%d/%d",

	Points: "points", SoFar: "so far %d/%d criteria", SoFarShort: "so far %d/%d", Missing: "Missing: %s", Reasons: "Reason needed: %s",
	ColumnHeads: [5]string{"pts", "Own", "Distr", "Prov", "last"}, ToNext: "%s to %s", Best: "best band",
	Result: "Result", Bands: "Bands", From: "from %s", Groups: "Groups", YearsTitle: "Years",
	Todos: "%d items without steps", Drafted: "%d fields not yet one change",
	Ratings:      map[string]string{"good": "Good", "fair": "Fair", "average": "Average", "weak": "Weak"},
	Excluded:     "Not assessed",
	PartialNote:  "Partial scheme: finalised without a rating",
	PartialLine:  "no rating",
	FinalNote:    "Finalised, read only. F8 corrects it with a reason.",
	VoidNote:     "Void, read only.",
	ReadNote:     "Read only: somebody else writes this sheet.",
	AmendNote:    "Correcting a finalised sheet: F8 asks the reason and signs, Ctrl+D drops it.",
	ConflictNote: "Versions disagree: what counts, from before, is shown; the province will compare.",
	ConflictHere: "Versions disagree: what counts, from before, is shown. F11 compares and decides.",
	Disputed:     "The sheet has several versions: the province decides (F11) first",
	RefusedNote:  "The points do not fit the scheme: %s",
	AcceptedNote: "Accepted by the province.",

	Book:    assessBookEN,
	Filters: map[string]string{"unanswered": "Only unanswered", "flagged": "Only flagged", "different": "Only different", "below": "Only below baseline"},
	None:    "no item",

	Recovered: "Draft opened again: %d fields not yet one change", RawKept: "%d unfinished texts stand as typed",
	TypedLast: "typed last: %s", StillHere: "%s does not count, see beside it; Enter again goes on",
	Committed: "One change written", KeptDraft: "The draft stays on the desk",
	KeptAmend:   "The correction is kept as a draft",
	NothingUndo: "Nothing to take back", Undone: "Taken back: %s", NoFlag: "Choose an item to flag", Closed: "This sheet is read only",

	GapsTitle: "%d things before finalising", GapsHint: "↑↓ choose · Enter goes there · Esc closes",
	GapPoints: "%s has no points: %s", GapReason: "%s has no reason: %s", GapRaw: "%s: “%s” is not right yet",
	FinalTitle: "Finalise the sheet?", FinalBody: "%s, %s: %s.\nIt cannot be changed after that, only corrected with a reason.",
	FinalExcluded: "%s, %s: not assessed.\n%s.\nIt cannot be changed after that, only corrected with a reason.",
	FinalPartial:  "%s, %s: %s. The scheme is partial, so there is no rating.\nIt cannot be changed after that, only corrected with a reason.",
	FinalYes:      "Finalise", Finalised: "The sheet is finalised",
	AmendTitle: "Correct a finalised sheet?", AmendBody: "The fields open again. The finalised version stays in the history; the corrected one is signed with its reason.",
	AmendYes: "Correct", AmendReason: "Reason of the correction", AmendAsk: "Say why the finalised sheet is changed; the reason goes to the province with it.",
	Amended:   "The correction is written",
	DropTitle: "Drop the correction?", DropBody: "Everything changed since goes back to the finalised version.", DropYes: "Drop", Dropped: "The sheet is as finalised",

	KeyField: "field", KeyItem: "item", KeyFlag: "flag", KeyFilter: "filter", KeyFinal: "finalise", KeyAmend: "correct", KeySign: "sign again", KeyConflict: "compare", KeyFacts: "figures",
	KeyUndo: "undo", KeySave: "write change", KeyState: "source", KeyGroup: "group", KeyNext: "next field", KeyBack: "back", KeyDrop: "drop correction",
	KeyEdit: "edit", KeyFact: "row", KeyReturn: "back to item",
}
