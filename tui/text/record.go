package text

// Record are the words of the form of a record, and of the forms of support,
// events, proposals and obstacles.
type Record struct {
	Loading, Failed string
	Denied          string // %s why
	Recovered       string // %d fields
	TypedLast       string // %s field
	Before          string // %s what the record holds
	Empty           string
	Yes, No         string // states of a line
	NoteHint        string // in an empty note
	NoteHow         string // beside a line with a note
	NotChanged      string
	Committed       string
	KeptDraft       string
	Faults          string // %d fields
	Unsaved         string // last line
	NothingUndo     string
	Undone          string // %s
	NothingToAdd    string
	NothingToRemove string
	RemoveTitle     string
	RemoveBody      string // %s
	RemoveYes       string
	DiscardTitle    string
	DiscardBody     string
	DiscardYes      string
	Discarded       string
	NoHistory       string
	CommitNow       string // palette

	KeyBack, KeyTry, KeyMark, KeyRemove, KeyAdd, KeySection, KeySave, KeyUndo, KeyDiscard string

	// The forms of single records of a programme.
	Titles         map[string]string // by kind, of a proposal also by type
	ProvinceOnly   string
	Fixed          string
	PaidMore       string
	Left           string // of a loan
	NotPaid        string
	LoanOver       string // %d days
	StatusHint     string
	FromConsult    string // %s day
	Attending      string
	NoneAttending  string
	AddAttending   string
	Period         string // of a proposal
	ProposalStates map[string]string
	ObstacleStates map[string]string
	OfVisit        string // %s day
	AnswerToday    string
	Waits          string // %d days
}

var recordVI = Record{
	Loading: "Đang đọc…", Failed: "Không đọc được hồ sơ này; Enter thử lại, Esc quay lại", Denied: "chỉ xem: %s",
	Recovered: "Mở lại bản nháp: %d trường chưa ghi thành lần sửa", TypedLast: "gõ sau cùng: %s", Before: "đang ghi: %s", Empty: "trống",
	Yes: "có", No: "không", NoteHint: "ghi chú", NoteHow: "gõ chữ để ghi chú",
	NotChanged: "Chưa sửa gì", Committed: "Đã ghi một lần sửa", KeptDraft: "Bản nháp giữ nguyên ở Bàn làm việc",
	Faults: "Còn %d mục phải sửa; chữ đã gõ vẫn giữ trong bản nháp", Unsaved: "chưa ghi thành lần sửa",
	NothingUndo: "Không còn gì để hoàn tác", Undone: "Đã hoàn tác: %s",
	NothingToAdd: "Ở đây không có gì để thêm", NothingToRemove: "Con trỏ không ở mục nào bỏ được",
	RemoveTitle: "Bỏ mục này?", RemoveBody: "Bỏ \"%s\" khỏi hồ sơ.\nCtrl+Z đưa trở lại.", RemoveYes: "Bỏ",
	DiscardTitle: "Bỏ phần đang gõ?", DiscardBody: "Những gì gõ từ lần ghi trước sẽ không còn.", DiscardYes: "Bỏ", Discarded: "Đã bỏ phần đang gõ",
	NoHistory: "Hồ sơ chưa ghi lần nào nên chưa có lịch sử", CommitNow: "Ghi ngay thành một lần sửa",
	KeyBack: "quay lại", KeyTry: "thử lại", KeyMark: "đánh dấu", KeyRemove: "bỏ mục", KeyAdd: "thêm", KeySection: "phần", KeySave: "ghi", KeyUndo: "hoàn tác", KeyDiscard: "bỏ nháp",

	Titles: map[string]string{
		"support": "Hỗ trợ", "event": "Sự kiện", "proposal": "Đề xuất", "obstacle": "Khó khăn, vướng mắc",
		"replication": "Phương án nhân rộng", "commendation": "Đề nghị khen thưởng",
	},
	ProvinceOnly: "chỉ cấp tỉnh được ghi", Fixed: "không đổi được sau khi đã ghi",
	PaidMore: "giải ngân nhiều hơn được duyệt", Left: "Còn nợ", NotPaid: "chưa ghi đã giải ngân", LoanOver: "quá hạn %d ngày",
	StatusHint: "đang giải ngân, đã xong, …", FromConsult: "ghi từ lần tư vấn ngày %s",
	Attending: "HTX tham gia", NoneAttending: "Chưa ghi hợp tác xã nào.", AddAttending: "thêm hợp tác xã: gõ để tìm", Period: "Giai đoạn",
	ProposalStates: map[string]string{
		"drafted": "đang soạn", "sent": "đã gửi", "submitted": "đã trình", "approved": "đã phê duyệt", "refused": "không được duyệt",
	},
	ObstacleStates: map[string]string{"open": "chờ trả lời", "answered": "đã trả lời", "closed": "đã tháo gỡ", "withdrawn": "rút lại"},
	OfVisit:        "ghi trong biên bản kiểm tra ngày %s", AnswerToday: "ghi là đã trả lời hôm nay", Waits: "chờ trả lời %d ngày",
}

var recordEN = Record{
	Loading: "Reading…", Failed: "This record cannot be read; Enter tries again, Esc goes back", Denied: "read only: %s",
	Recovered: "Draft opened again: %d fields not yet one change", TypedLast: "typed last: %s", Before: "held: %s", Empty: "empty",
	Yes: "yes", No: "no", NoteHint: "note", NoteHow: "a letter opens the note",
	NotChanged: "Nothing changed", Committed: "One change written", KeptDraft: "The draft stays on the desk",
	Faults: "%d fields to correct; what was typed is kept as a draft", Unsaved: "not yet one change",
	NothingUndo: "Nothing to take back", Undone: "Taken back: %s",
	NothingToAdd: "Nothing can be added here", NothingToRemove: "The cursor is in nothing that can be removed",
	RemoveTitle: "Remove it?", RemoveBody: "Removes \"%s\" from the record.\nCtrl+Z brings it back.", RemoveYes: "Remove",
	DiscardTitle: "Drop what was typed?", DiscardBody: "What was typed since the last change will be gone.", DiscardYes: "Drop", Discarded: "What was typed is dropped",
	NoHistory: "The record was never written, so it has no history", CommitNow: "Make one change now",
	KeyBack: "back", KeyTry: "try again", KeyMark: "mark", KeyRemove: "remove", KeyAdd: "add", KeySection: "part", KeySave: "save", KeyUndo: "undo", KeyDiscard: "drop draft",

	Titles: map[string]string{
		"support": "Support", "event": "Event", "proposal": "Proposal", "obstacle": "Obstacle",
		"replication": "Replication plan", "commendation": "Commendation",
	},
	ProvinceOnly: "only the province writes it", Fixed: "it cannot change once it is written",
	PaidMore: "more was paid out than approved", Left: "Still owed", NotPaid: "nothing paid out is written", LoanOver: "%d days overdue",
	StatusHint: "being paid out, finished, …", FromConsult: "given from the consultation of %s",
	Attending: "Cooperatives", NoneAttending: "No cooperative yet.", AddAttending: "add a cooperative: type to search", Period: "Years",
	ProposalStates: map[string]string{
		"drafted": "being drafted", "sent": "sent", "submitted": "submitted", "approved": "approved", "refused": "refused",
	},
	ObstacleStates: map[string]string{"open": "waits for an answer", "answered": "answered", "closed": "removed", "withdrawn": "withdrawn"},
	OfVisit:        "written in the minutes of the visit of %s", AnswerToday: "say that it was answered today", Waits: "waits for an answer for %d days",
}
