package text

// Visit are the words of a visit (kiểm tra) and of a consultation (tư vấn).
type Visit struct {
	Titles  map[string]string // breadcrumb, by kind
	Dated   string            // %s title, %s date
	Loading string
	Failed  string

	Sections map[string]string // in the list at the left
	Heads    map[string]string // of the panel at the right
	Hints    map[string]string // first line of a panel: which key does what
	Empty    map[string]string // of a panel without anything

	Checks  map[string]string // states of a line of the checklist, short
	Opens   map[string]string // of an open recommendation, short
	Actions map[string]string // of an action of the plan and of support, short
	Topics  map[string]string // of a topic of advice, short

	NoteHint, NoteHow  string
	OpenWho            string // %s who
	OpenDue            string // %s date
	OpenOver           string // %s date, %d days over
	OpenFrom           string // %s date of the visit that it comes from
	OpenWas            string // %s state, %s date of the last followup
	NoDue              string
	RecTitle           string // %d
	PromiseTitle       string // %d
	AddRec, AddPromise string
	RecText, RecWho    string
	NewDue             string
	RecDue             string
	RecMade            string // %s text
	RecTwice           string
	Remedy             string // %s what was not met
	Member, Person     string // %d
	AddMember          string
	AddPerson          string
	Name, Position     string
	Office             string
	SupportTitle       string // %d
	AddSupport         string
	Given              map[string]string // fields of support
	SupportKept        string            // it stands in the record and cannot be dropped
	Figures            map[string]string // short titles
	LastYear           string            // %s year, %s value
	Fields             map[string]string // labels of single fields
	NotTime            string
	Purposes           map[string]string
	RemoveTitle        string
	RemoveBody         string // %s
	RemoveYes          string
	NothingToRemove    string
	Before             string // %s value of a field that is only a draft

	AddFile                               string // label of the field of a path
	FileHint                              string
	FileAdded                             string // %s name, %s size
	FileTwice                             string // %s name: it is there already
	FileOpened                            string // %s name
	FileAway                              string // the content is on another machine
	FileNone                              string // the path leads to no file
	FileFolder                            string // the path leads to a folder
	FileLarge                             string // %s size
	FileEmpty                             string
	FileReading                           string
	NoColours                             string
	NoPreview                             string
	Types                                 map[string]string // by media type
	OtherType                             string
	NoShow                                string
	Answered                              string // %s obstacle, %s answer, %s date
	ActRec, ActPromise, ActFile, ActFinal string // palette

	Done              string // %d of %d
	GapsTitle         string // %d
	NoGaps            string
	GapOpen, GapMoved string // %s item
	GapChecks         string // %d lines
	GapEmpty          string // %s field
	GapEarly          string // %s item
	GapName           string
	GapPeople         map[string]string
	Returned          string // %s reason
	GapRaw            string // %s field, %s text
	Summary           string
	SumOpen           string // %d of %d
	SumChecks         string // %d met, %d unmet, %d not applicable, %d of %d
	SumRecs           string // %d
	SumFiles          string // %d
	States            map[string]string
	FinalTitle        string
	FinalBody         string // %s what, %s cooperative, %s summary
	FinalYes          string
	Finalised         string
	FinalNote         string
	VoidNote          string
	ReadNote          string
	AmendNote         string
	AmendTitle        string
	AmendBody         string
	AmendYes          string
	AmendReason       string
	AmendAsk          string
	Amended           string
	DropTitle         string
	DropBody          string
	DropYes           string
	Dropped           string
	Closed            string

	Recovered   string // %d fields
	RawKept     string // %d
	TypedLast   string // %s
	Committed   string
	NothingDone string
	KeptDraft   string
	KeptAmend   string
	NothingUndo string
	Undone      string // %s

	NoPaper    string
	PaperTitle string // of the question for the folder, and in the palette
	PaperElse  string // palette
	PaperBody  string
	PaperAsk   string
	PaperDone  string
	PaperOpen  string // the answer that opens the PDF
	PaperClose string

	ListEmpty map[string]string // by kind
	ListCols  map[string]string
	ListOpen  string            // %d open
	ListOver  string            // %d overdue
	Begin     map[string]string // by kind, palette
	NoCoop    string            // the cooperative is not written yet

	KeyMark, KeyRec, KeyPromise, KeySection, KeyFinal, KeyAmend, KeyPrint, KeySheet, KeyUndo, KeySave,
	KeyBack, KeyRemove, KeyDrop, KeyEdit, KeyAdd, KeyOpenFile, KeyNew, KeyFiles, KeyTry string
}

// Purpose is the word for why a visit is made.
func (v *Visit) Purpose(id string) string {
	if s, ok := v.Purposes[id]; ok {
		return s
	}
	return id
}

// Figure is what a figure is called in one short line.
func (v *Visit) Figure(id, otherwise string) string {
	if s, ok := v.Figures[id]; ok {
		return s
	}
	return otherwise
}

// Short is a title in a remark: its first words.
func (*Visit) Short(title string) string {
	const most = 40
	r := []rune(title)
	if len(r) <= most {
		return title
	}
	return string(r[:most]) + "…"
}

var visitVI = Visit{
	Titles: map[string]string{"visit": "Kiểm tra", "consultation": "Tư vấn"}, Dated: "%s %s",
	Loading: "đang mở…", Failed: "Chưa mở được; Enter để mở lại",

	Sections: map[string]string{
		"open": "Việc lần trước", "checks": "Bảng kiểm", "plan": "Kế hoạch, hỗ trợ", "figures": "Số liệu", "findings": "Nhận xét",
		"recommendations": "Kiến nghị", "opinion": "Ý kiến HTX", "people": "Thành phần", "general": "Thời gian, nơi", "files": "Tệp kèm",
		"end": "Kết thúc", "requests": "Yêu cầu", "advice": "Tư vấn", "commitments": "Cam kết", "support": "Hỗ trợ",
	},
	Heads: map[string]string{
		"open": "Việc của các lần trước còn mở", "checks": "Bảng kiểm", "plan": "Việc trong kế hoạch, hỗ trợ đã giao", "figures": "Số liệu khi kiểm tra",
		"findings": "Nhận xét", "recommendations": "Kiến nghị", "opinion": "Ý kiến của hợp tác xã", "people": "Thành phần, người ký",
		"general": "Thời gian, địa điểm, căn cứ", "files": "Tệp đính kèm", "end": "Kết thúc", "requests": "Yêu cầu của hợp tác xã",
		"advice": "Chủ đề, nội dung tư vấn", "commitments": "Hợp tác xã cam kết", "support": "Hỗ trợ đã giao",
	},
	Hints: map[string]string{
		"open": "1 đã làm · 2 một phần · 3 chưa làm · 4 dời hạn", "checks": "1 đạt · 2 chưa đạt · 3 không áp dụng · 4 chưa đạt, kiến nghị khắc phục · chữ: ghi chú",
		"plan": "1 xong · 2 một phần · 3 chưa làm · chữ: ghi chú", "topics": "1 có tư vấn · chữ: ghi hướng dẫn",
	},
	Empty: map[string]string{
		"open": "Không còn việc nào của các lần trước.", "checks": "Chưa chọn bảng kiểm; chọn ở mục Thời gian, nơi.",
		"plan": "Hợp tác xã này chưa có kế hoạch hoàn thiện.", "files": "Chưa có tệp nào.", "support": "Chưa ghi hỗ trợ nào.",
	},

	Checks:  map[string]string{"met": "đạt", "unmet": "chưa đạt", "not_applicable": "k/áp dụng"},
	Opens:   map[string]string{"kept": "đã làm", "partly": "một phần", "not_kept": "chưa làm", "moved": "dời hạn"},
	Actions: map[string]string{"done": "xong", "partly": "một phần", "not_done": "chưa làm"},
	Topics:  map[string]string{"true": "có"},

	NoteHint: "ghi chú", NoteHow: "gõ chữ để ghi chú",
	OpenWho: "%s làm", OpenDue: "hạn %s", OpenOver: "hạn %s, quá %d ngày", OpenFrom: "nêu ngày %s", OpenWas: "lần trước: %s (%s)", NoDue: "không ghi hạn",
	RecTitle: "Kiến nghị %d", PromiseTitle: "Cam kết %d", AddRec: "thêm kiến nghị", AddPromise: "thêm cam kết",
	RecText: "Nội dung", RecWho: "Ai làm", NewDue: "Hạn mới", RecDue: "Hạn", RecMade: "Đã thêm kiến nghị: %s", RecTwice: "Mục này đã có kiến nghị",
	Remedy: "Khắc phục: %s", Member: "Đoàn %d", Person: "Người dự %d", AddMember: "thêm người trong đoàn", AddPerson: "thêm người dự",
	Name: "Họ tên", Position: "Chức vụ", Office: "Cơ quan", SupportTitle: "Hỗ trợ %d", AddSupport: "ghi hỗ trợ đã giao",
	Given: map[string]string{
		"type": "Loại", "source": "Nguồn", "on": "Ngày", "approved": "Được duyệt", "disbursed": "Đã giao", "note": "Ghi chú", "decision_no": "Quyết định số",
		"rate": "Lãi suất %", "due": "Đến hạn",
	},
	SupportKept: "Hỗ trợ này đã ghi vào nhật ký, sửa lại chứ không bỏ được",
	Figures: map[string]string{
		"members": "Thành viên", "workers": "Lao động", "managers": "Cán bộ quản lý", "charter_capital": "Vốn điều lệ", "total_capital": "Tổng nguồn vốn",
		"revenue": "Doanh thu", "profit": "Lợi nhuận",
	},
	LastYear: "năm %s: %s",
	Fields: map[string]string{
		"on": "Ngày", "purpose": "Mục đích", "basis": "Căn cứ", "place": "Nơi làm việc", "lead_office": "Cơ quan chủ trì", "secretary": "Thư ký",
		"started": "Bắt đầu lúc", "ended": "Kết thúc lúc", "copies": "Số bản", "checklist": "Bảng kiểm", "plan": "Kế hoạch", "document_no": "Số biên bản",
		"strengths": "Ưu điểm", "shortcomings": "Hạn chế", "obstacles": "Khó khăn, vướng mắc", "opinion": "Ý kiến", "advisor": "Tư vấn viên",
		"requests": "Yêu cầu", "advice": "Hướng dẫn đã đưa", "next_on": "Hẹn lần sau",
	},
	NotTime: "ghi giờ như 8:30 hoặc 14h05",
	Purposes: map[string]string{
		"periodic": "định kỳ", "unplanned": "đột xuất", "follow_up": "phúc tra kiến nghị", "plan_check": "kiểm tra kế hoạch hoàn thiện",
		"complaint": "theo đơn thư", "supervision": "giám sát của đoàn thể",
	},
	RemoveTitle: "Bỏ mục này?", RemoveBody: "“%s” sẽ không còn trong hồ sơ; Ctrl+Z đưa trở lại.", RemoveYes: "Bỏ", NothingToRemove: "Ở đây không có mục nào để bỏ",
	Before: "trước: %s",

	AddFile: "Thêm tệp", FileHint: "đường dẫn tệp; dán được cả dấu ngoặc kép và file://", FileAdded: "Đã đính kèm %s, %s", FileTwice: "%s đã có trong hồ sơ này",
	FileOpened: "Đang mở %s bằng chương trình của máy", FileAway: "nội dung ở máy khác", FileNone: "không có tệp ở đường dẫn này",
	FileFolder: "đây là thư mục; chọn một tệp trong đó", FileLarge: "tệp %s, quá 25 MiB: quét cỡ nhỏ hơn hoặc chia ra", FileEmpty: "tệp trống",
	FileReading: "đang đọc tệp…", NoColours: "cửa sổ này không có màu nên không xem trước được; Enter mở bằng chương trình xem ảnh",
	NoPreview: "Enter mở bằng chương trình của máy",
	Types: map[string]string{
		"application/pdf": "PDF", "image/png": "ảnh PNG", "image/jpeg": "ảnh JPEG", "image/gif": "ảnh GIF", "image/tiff": "ảnh TIFF", "image/webp": "ảnh WebP",
		"application/x-ole-storage": "Word/Excel cũ", "application/zip": "tệp nén",
		"application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
		"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":       "Excel", "text/plain": "văn bản",
	},
	OtherType: "tệp", NoShow: "Máy này chưa có chương trình để mở tệp", Answered: "Tỉnh trả lời “%s”: %s (%s)",
	ActRec: "Thêm kiến nghị", ActPromise: "Thêm cam kết", ActFile: "Đính kèm tệp", ActFinal: "Chốt",

	Done: "%d/%d", GapsTitle: "Trước khi chốt còn %d việc", NoGaps: "Đủ để chốt. F8 chốt, F7 in biên bản.", GapRaw: "%s: “%s” chưa đúng", GapOpen: "chưa ghi kết quả: %s", GapMoved: "dời hạn tới ngày nào: %s", GapChecks: "bảng kiểm còn %d mục chưa ghi",
	GapEmpty: "chưa ghi %s", GapEarly: "%s: hạn sớm hơn ngày làm việc", GapName: "có người chưa ghi họ tên",
	GapPeople: map[string]string{"team": "chưa ghi ai trong đoàn", "participants": "chưa ghi người đại diện hợp tác xã"}, Returned: "Tỉnh trả lại: %s",
	Summary: "Tóm tắt", SumOpen: "việc lần trước: đã ghi %d/%d", SumChecks: "bảng kiểm: %d đạt, %d chưa đạt, %d không áp dụng (%d/%d mục)",
	SumRecs: "kiến nghị, cam kết mới: %d", SumFiles: "tệp kèm: %d",
	States:     map[string]string{"draft": "nháp", "final": "đã chốt", "void": "đã hủy"},
	FinalTitle: "Chốt?", FinalBody: "%s, %s.\n%s.\nChốt rồi thì không sửa được nữa; muốn sửa phải điều chỉnh và ghi lý do.", FinalYes: "Chốt", Finalised: "Đã chốt; F7 in biên bản",
	FinalNote: "Đã chốt, chỉ xem. F7 in biên bản, F8 Điều chỉnh và ghi lý do để sửa.", VoidNote: "Đã hủy, chỉ xem.", ReadNote: "Chỉ xem: hồ sơ này do người khác ghi.",
	AmendNote:  "Đang điều chỉnh bản đã chốt: F8 ghi lý do và ký lại, Ctrl+D bỏ điều chỉnh.",
	AmendTitle: "Điều chỉnh bản đã chốt?", AmendBody: "Các ô mở lại để sửa. Bản đã chốt vẫn còn nguyên trong Lịch sử; bản điều chỉnh được ký lại kèm lý do.",
	AmendYes: "Điều chỉnh", AmendReason: "Lý do điều chỉnh", AmendAsk: "Ghi rõ vì sao sửa bản đã chốt; lý do đi cùng hồ sơ lên tỉnh.",
	Amended: "Đã ghi bản điều chỉnh", DropTitle: "Bỏ điều chỉnh?", DropBody: "Mọi chỗ sửa từ khi mở lại trở về như bản đã chốt.", DropYes: "Bỏ", Dropped: "Hồ sơ trở về như bản đã chốt",
	Closed: "Hồ sơ này chỉ xem",

	Recovered: "Mở lại bản nháp: %d trường chưa ghi thành lần sửa", RawKept: "%d chỗ đang gõ dở được giữ nguyên", TypedLast: "gõ cuối: %s",
	Committed: "Đã ghi một lần sửa", NothingDone: "Chưa có gì mới để ghi", KeptDraft: "Bản nháp giữ nguyên ở Bàn làm việc", KeptAmend: "Điều chỉnh còn dở được giữ trong bản nháp",
	NothingUndo: "Không còn gì để hoàn tác", Undone: "Đã hoàn tác: %s",

	NoPaper: "Chưa in được ở máy này", PaperTitle: "In giấy để ký", PaperElse: "In giấy vào thư mục khác", PaperBody: "Giấy được ghi thành tệp DOCX và PDF, sẵn sàng để ký.", PaperAsk: "Ghi vào thư mục",
	PaperDone: "Đã ghi giấy để ký", PaperOpen: "Mở PDF", PaperClose: "Đóng",

	ListEmpty: map[string]string{"visit": "Chưa kiểm tra lần nào. Enter bắt đầu lần kiểm tra.", "consultation": "Chưa tư vấn lần nào. Enter bắt đầu lần tư vấn."},
	ListCols:  map[string]string{"on": "Ngày", "purpose": "Mục đích", "state": "Trạng thái", "open": "Còn mở", "unmet": "Chưa đạt", "files": "Tệp", "who": "Trưởng đoàn", "advisor": "Tư vấn viên"},
	ListOpen:  "%d việc", ListOver: "%d quá hạn",
	Begin:  map[string]string{"visit": "Bắt đầu lần kiểm tra", "consultation": "Bắt đầu lần tư vấn"},
	NoCoop: "Ghi hồ sơ hợp tác xã trước đã",

	KeyMark: "ghi từng dòng", KeyRec: "kiến nghị", KeyPromise: "cam kết", KeySection: "mục", KeyFinal: "chốt", KeyAmend: "điều chỉnh", KeyPrint: "in biên bản", KeySheet: "bản in",
	KeyUndo: "hoàn tác", KeySave: "ghi lần sửa", KeyBack: "về", KeyRemove: "bỏ mục", KeyDrop: "bỏ điều chỉnh", KeyEdit: "ghi", KeyAdd: "thêm", KeyOpenFile: "mở tệp",
	KeyNew: "lần mới", KeyFiles: "tệp", KeyTry: "thử lại",
}

var visitEN = Visit{
	Titles: map[string]string{"visit": "Visit", "consultation": "Advice"}, Dated: "%s %s",
	Loading: "opening…", Failed: "It could not be opened; Enter tries again",

	Sections: map[string]string{
		"open": "Open items", "checks": "Checklist", "plan": "Plan, support", "figures": "Figures", "findings": "Findings",
		"recommendations": "Recommended", "opinion": "Coop's opinion", "people": "People", "general": "Time, place", "files": "Files",
		"end": "Finish", "requests": "Requests", "advice": "Advice", "commitments": "Commitments", "support": "Support",
	},
	Heads: map[string]string{
		"open": "Open from earlier visits", "checks": "Checklist", "plan": "Actions of the plan, support given", "figures": "Figures at the visit",
		"findings": "Findings", "recommendations": "Recommendations", "opinion": "The cooperative's opinion", "people": "Participants, who signs",
		"general": "Time, place, basis", "files": "Attached files", "end": "Finish", "requests": "The cooperative's requests",
		"advice": "Topics and advice", "commitments": "The cooperative commits itself", "support": "Support given",
	},
	Hints: map[string]string{
		"open": "1 kept · 2 partly · 3 not kept · 4 moved", "checks": "1 met · 2 not met · 3 not applicable · 4 not met, recommend · letters: note",
		"plan": "1 done · 2 partly · 3 not done · letters: note", "topics": "1 advised on · letters: the advice",
	},
	Empty: map[string]string{
		"open": "Nothing is open from earlier visits.", "checks": "No checklist is chosen; see Time, place.",
		"plan": "This cooperative has no completion plan yet.", "files": "No file yet.", "support": "No support is noted yet.",
	},

	Checks:  map[string]string{"met": "met", "unmet": "not met", "not_applicable": "n/a"},
	Opens:   map[string]string{"kept": "kept", "partly": "partly", "not_kept": "not kept", "moved": "moved"},
	Actions: map[string]string{"done": "done", "partly": "partly", "not_done": "not done"},
	Topics:  map[string]string{"true": "yes"},

	NoteHint: "note", NoteHow: "letters write a note",
	OpenWho: "by %s", OpenDue: "due %s", OpenOver: "due %s, days over: %d", OpenFrom: "from %s", OpenWas: "before: %s (%s)", NoDue: "no due date",
	RecTitle: "Number %d", PromiseTitle: "Commitment %d", AddRec: "a recommendation", AddPromise: "a commitment",
	RecText: "Text", RecWho: "Who", NewDue: "New date", RecDue: "Due", RecMade: "Recommended: %s", RecTwice: "This has a recommendation already",
	Remedy: "Khắc phục: %s", Member: "Team %d", Person: "Present %d", AddMember: "a member of the team", AddPerson: "somebody present",
	Name: "Name", Position: "Position", Office: "Office", SupportTitle: "Support %d", AddSupport: "support given",
	Given: map[string]string{
		"type": "Type", "source": "Source", "on": "Date", "approved": "Approved", "disbursed": "Paid out", "note": "Note", "decision_no": "Decision no.",
		"rate": "Interest %", "due": "Due",
	},
	SupportKept: "This support is written already: change it, it cannot be dropped",
	Figures: map[string]string{
		"members": "Members", "workers": "Workers", "managers": "Managers", "charter_capital": "Charter capital", "total_capital": "Total capital",
		"revenue": "Revenue", "profit": "Profit",
	},
	LastYear: "in %s: %s",
	Fields: map[string]string{
		"on": "Date", "purpose": "Purpose", "basis": "Basis", "place": "Place", "lead_office": "Lead office", "secretary": "Secretary",
		"started": "Began at", "ended": "Ended at", "copies": "Copies", "checklist": "Checklist", "plan": "Plan", "document_no": "Minutes no.",
		"strengths": "Strengths", "shortcomings": "Shortcomings", "obstacles": "Obstacles", "opinion": "Opinion", "advisor": "Advisor",
		"requests": "Requests", "advice": "Advice given", "next_on": "Next on",
	},
	NotTime: "a time such as 8:30 or 14h05",
	Purposes: map[string]string{
		"periodic": "periodic", "unplanned": "unplanned", "follow_up": "follow-up", "plan_check": "check of the plan",
		"complaint": "complaint", "supervision": "supervision by organisations",
	},
	RemoveTitle: "Remove this?", RemoveBody: "“%s” will not be in the record; Ctrl+Z brings it back.", RemoveYes: "Remove", NothingToRemove: "Nothing here can be removed",
	Before: "before: %s",

	AddFile: "Add a file", FileHint: "path of a file; quotes and file:// may be pasted", FileAdded: "Attached %s, %s", FileTwice: "%s is in this record already",
	FileOpened: "Opening %s with the system's program", FileAway: "the content is on another machine", FileNone: "there is no file at this path",
	FileFolder: "this is a folder; choose a file in it", FileLarge: "%s is above 25 MiB: scan it smaller or split it", FileEmpty: "the file is empty",
	FileReading: "reading the file…", NoColours: "this window has no colours, so there is no preview; Enter opens it with the system's program",
	NoPreview: "Enter opens it with the system's program",
	Types: map[string]string{
		"application/pdf": "PDF", "image/png": "PNG picture", "image/jpeg": "JPEG picture", "image/gif": "GIF picture", "image/tiff": "TIFF picture", "image/webp": "WebP picture",
		"application/x-ole-storage": "old Office", "application/zip": "archive",
		"application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
		"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":       "Excel", "text/plain": "text",
	},
	OtherType: "file", NoShow: "This machine has no program to open it", Answered: "Answered on “%s”: %s (%s)",
	ActRec: "Add a recommendation", ActPromise: "Add a commitment", ActFile: "Attach a file", ActFinal: "Finalise",

	Done: "%d/%d", GapsTitle: "%d things before finalising", NoGaps: "Ready. F8 finalises, F7 prints the minutes.", GapRaw: "%s: “%s” is not right yet", GapOpen: "no state yet: %s", GapMoved: "moved to which day: %s", GapChecks: "lines of the checklist without a state: %d",
	GapEmpty: "nothing in: %s", GapEarly: "%s: due before the day of the visit", GapName: "somebody has no name",
	GapPeople: map[string]string{"team": "nobody of the team is named", "participants": "nobody of the cooperative is named"}, Returned: "Given back by the province: %s",
	Summary: "Summary", SumOpen: "open items: %d of %d noted", SumChecks: "checklist: %d met, %d not met, %d not applicable (%d of %d)",
	SumRecs: "new recommendations, commitments: %d", SumFiles: "files: %d",
	States:     map[string]string{"draft": "draft", "final": "finalised", "void": "void"},
	FinalTitle: "Finalise?", FinalBody: "%s, %s.\n%s.\nIt cannot be changed after that, only corrected with a reason.", FinalYes: "Finalise", Finalised: "Finalised; F7 prints the minutes",
	FinalNote: "Finalised, read only. F7 prints the minutes, F8 corrects it with a reason.", VoidNote: "Void, read only.", ReadNote: "Read only: somebody else writes this record.",
	AmendNote:  "Correcting a finalised record: F8 asks the reason and signs, Ctrl+D drops it.",
	AmendTitle: "Correct a finalised record?", AmendBody: "The fields open again. The finalised version stays in the history; the corrected one is signed with its reason.",
	AmendYes: "Correct", AmendReason: "Reason of the correction", AmendAsk: "Say why the finalised record is changed; the reason goes to the province with it.",
	Amended: "The correction is written", DropTitle: "Drop the correction?", DropBody: "Everything changed since goes back to the finalised version.", DropYes: "Drop", Dropped: "The record is as finalised",
	Closed: "This record is read only",

	Recovered: "Draft opened again: %d fields not yet one change", RawKept: "%d unfinished texts stand as typed", TypedLast: "typed last: %s",
	Committed: "One change written", NothingDone: "Nothing new to write", KeptDraft: "The draft stays on the desk", KeptAmend: "The correction is kept as a draft",
	NothingUndo: "Nothing to take back", Undone: "Taken back: %s",

	NoPaper: "This machine cannot print yet", PaperTitle: "Paper to sign", PaperElse: "Paper into another folder", PaperBody: "The paper is written as DOCX and PDF, ready to sign.", PaperAsk: "Into the folder",
	PaperDone: "The paper is written", PaperOpen: "Open the PDF", PaperClose: "Close",

	ListEmpty: map[string]string{"visit": "No visit yet. Enter begins one.", "consultation": "No advice yet. Enter begins one."},
	ListCols:  map[string]string{"on": "Date", "purpose": "Purpose", "state": "State", "open": "Open", "unmet": "Not met", "files": "File", "who": "Head", "advisor": "Advisor"},
	ListOpen:  "%d open", ListOver: "%d overdue",
	Begin:  map[string]string{"visit": "Begin a visit", "consultation": "Begin a consultation"},
	NoCoop: "The cooperative's record has to be written first",

	KeyMark: "each line", KeyRec: "recommend", KeyPromise: "commitment", KeySection: "section", KeyFinal: "finalise", KeyAmend: "correct", KeyPrint: "minutes", KeySheet: "print",
	KeyUndo: "undo", KeySave: "write change", KeyBack: "back", KeyRemove: "remove", KeyDrop: "drop correction", KeyEdit: "write", KeyAdd: "add", KeyOpenFile: "open file",
	KeyNew: "new", KeyFiles: "files", KeyTry: "try again",
}
