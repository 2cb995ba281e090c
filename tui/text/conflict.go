package text

// Conflict are the words of the screens where versions of one record are
// compared ("lệch số liệu"; "tranh chấp" means a dispute inside a cooperative).
type Conflict struct {
	Title   string
	Loading string
	Failed  string // Enter tries again
	Gone    string // the case is not open any more

	Open, Aside, Decided             string // the three lists
	OpenLaptop, DecidedLaptop        string // the same on a laptop
	NoOpen, NoAside, NoDecided       string
	WaitLaptop                       string            // below the list of a laptop
	Record, What, Authors, When, Num string            // columns
	Did                              string            // column of decisions
	Cases                            map[string]string // by store.CaseKind and store.Verdict
	Why                              string            // label
	By                               string            // %s authors
	AndMore                          string            // %d further authors
	Note                             string            // %d of %d

	Field, Base, Take string // columns of the comparison
	Side              string // %s letter, %s author, %s date
	None              string // nothing is chosen
	Other             string // %s value
	OnlyOne           string // %s letter: pre-chosen
	Pre               string // %s letter: chosen beforehand
	Differ            string // %d items
	AsKept            string // of a duplicate: what the kept record says
	Total             string // first cell of the row of totals
	Now               string // %s effect of the present choice
	SoFar             string // behind points that are not complete
	NoPoints          string
	Refused           string // %s
	Left              string // %d fields
	AllChosen         string
	Reason            string // %s
	NoReason          string
	Merged            string // a side that the program joined
	FromUnit          string // %s author, %s unit
	Evidence          string // %s
	Stay              string // what counts meanwhile: nothing
	ReadOnly          string
	States            map[string]string
	After             map[string]string // by store.State: where the record stands after it
	WholeItem         string
	OnlySides         string // no own value: a reference to another record
	OtherTitle        string // %s field
	OtherBody         string
	OtherLabel        string
	OtherOffer        string
	NotUnderstood     string // %s field
	NothingDecided    string
	TypeAgain         string
	TakeAll           string // %s letter, %s author
	ReasonTitle       string
	ReasonBody        string
	ReasonLabel       string
	FirstLeft         string // %d fields
	ConfirmTitle      string
	ConfirmBody       string // %s title, %s counts
	ConfirmEffect     string // %s
	ConfirmWhere      string // %s authors
	ConfirmWhy        string // %s
	ConfirmTwins      string // %s kept, %s others
	Counts            string // %s side, %d fields
	CountOther        string // %d
	ConfirmYes        string
	Done              string
	Keep              string // Esc with choices

	ForkHead, ForkMain, ForkOther string // %s device; branches: %s letter
	ForkHow                       string
	ForkDone                      string // %d ops
	Op                            string // columns
	AdmitBranch                   string // title
	AdmitBranchBody               string // %d ops, %s device

	AsideHead   string // %s what, %s who
	AsideFields string
	Blocks      string // %d
	CannotAdmit string
	NotYet      string // nobody decided
	Ruled       string // %s admit or refuse, %s who, %s when, %s reason
	Rulings     map[string]string
	AdmitTitle  string
	AdmitBody   string
	RefuseTitle string
	RefuseBody  string
	WhyLabel    string
	AdmitDone   string // %d ops
	RefuseDone  string

	KeyOpen, KeyLists, KeyLeft, KeyRight, KeyOther, KeyReason, KeyDecide, KeyClear, KeyBack, KeyHelp, KeyHistory,
	KeyAdmit, KeyRefuse, KeyAdmitBranch, KeySides string
	OpenList string // palette everywhere
}

var conflictVI = Conflict{
	Title: "Đối chiếu số liệu", Loading: "đang đọc…", Failed: "Chưa đọc được; Enter để đọc lại",
	Gone: "Lệch số liệu này không còn nữa: đã có quyết định.",

	Open: "Lệch số liệu", Aside: "Để riêng", Decided: "Đã quyết định", OpenLaptop: "Chờ tỉnh quyết định", DecidedLaptop: "Tỉnh đã quyết định",
	NoOpen: "Không có hồ sơ nào lệch số liệu.", NoAside: "Không có thay đổi nào bị để riêng.", NoDecided: "Chưa có quyết định nào.",
	WaitLaptop: "Chỉ xem: tỉnh đối chiếu và quyết định; quyết định về máy này cùng gói trả lời. Các bản đều được giữ.",
	Record:     "Hồ sơ", What: "Vì sao", Authors: "Của ai", When: "Lúc", Num: "Mục", Did: "Quyết định",
	Cases: map[string]string{
		"parallel": "sửa song song", "put-on-final": "sửa bản đã chốt", "duplicate": "hồ sơ trùng", "fork": "hai lịch sử",
		"not-permitted": "không có quyền", "invalid-field": "sai mục", "beyond-accepted": "sau khi khóa máy", "late": "đến sau khi chốt kỳ",
		"refused": "đã từ chối",
	},
	Why: "Vì sao", By: "Của %s", AndMore: "và %d người", Note: "%d/%d lệch số liệu",

	Field: "Mục", Base: "Gốc", Take: "Lấy", Side: "%s · %s · %s", None: "chưa chọn", Other: "khác: %s", OnlyOne: "chỉ %s đổi, chọn sẵn", AsKept: "bản giữ", Pre: "%s (sẵn)", Differ: "khác nhau %d mục",
	Total: "Tổng điểm", Now: "Chọn như hiện nay: %s", SoFar: "tạm tính", NoPoints: "chưa có điểm", Refused: "không khớp bộ tiêu chí: %s",
	Left: "còn %d mục chưa chọn", AllChosen: "đã chọn đủ", Reason: "Lý do: %s", NoReason: "Chưa ghi lý do (F6)",
	Merged: "gộp tự động", FromUnit: "%s (%s)", Evidence: "căn cứ: %s", Stay: "chưa có bản nào được tính", ReadOnly: "Chỉ xem: chờ tỉnh quyết định. Các bản đều được giữ, không ai mất gì.",
	States:    map[string]string{"draft": "nháp", "final": "đã chốt", "void": "đã hủy"},
	After:     map[string]string{"draft": "Sau quyết định hồ sơ là bản nháp.", "final": "Sau quyết định bản này là bản đã chốt.", "void": "Sau quyết định hồ sơ là đã hủy."},
	WholeItem: "Mục này lấy nguyên từ một bản; sửa sau khi quyết định.", OnlySides: "Mục này chỉ lấy từ một bản.",
	OtherTitle: "Giá trị khác: %s", OtherBody: "Giá trị không có ở bản nào. Để trống là bỏ giá trị của mục này.", OtherLabel: "Giá trị", OtherOffer: "chọn",
	NotUnderstood: "Chưa hiểu giá trị của mục %s", NothingDecided: "các lựa chọn khác vẫn giữ, chưa quyết định gì", TypeAgain: "ghi lại, như 4,5 hoặc 13/04/2021",
	TakeAll:     "Lấy bản %s của %s ở mọi mục",
	ReasonTitle: "Lý do quyết định", ReasonBody: "Lý do đi cùng quyết định về mọi người đã ghi, và nằm trong Lịch sử.", ReasonLabel: "Lý do",
	FirstLeft: "Còn %d mục chưa chọn; con trỏ ở mục đầu tiên", ConfirmTitle: "Ghi quyết định?", ConfirmBody: "%s: %s.", ConfirmEffect: "Tổng điểm sau quyết định: %s.",
	ConfirmWhere: "Quyết định được ký và về máy của %s cùng gói trả lời. Giá trị không lấy vẫn còn trong Lịch sử.",
	ConfirmWhy:   "Lý do: %s", ConfirmTwins: "Giữ %s; hồ sơ kia (%s) vẫn đọc được, không đếm nữa.", Counts: "lấy %s ở %d mục", CountOther: "giá trị khác ở %d mục",
	ConfirmYes: "Ghi quyết định", Done: "Đã ghi quyết định; F9 ghi gói trả lời để gửi về", Keep: "Các lựa chọn được giữ cho lần mở sau",

	ForkHead: "Máy %s có hai lịch sử: kho được phục hồi từ bản sao lưu, hoặc ổ đĩa bị sao chép.", ForkMain: "nhánh %s, đang tính", ForkOther: "nhánh %s, để riêng",
	ForkHow:  "F8 nhận nhánh để riêng: các thay đổi của nó thành bản sửa bên cạnh, chỗ nào khác nhau thì hiện ở Lệch số liệu.",
	ForkDone: "Đã nhận %d thay đổi", Op: "Việc", AdmitBranch: "Nhận cả nhánh?",
	AdmitBranchBody: "%d thay đổi của máy %s được đưa vào hồ sơ. Chỗ khác với nhánh đang tính thành lệch số liệu để chọn, không mất bản nào.",

	AsideHead: "%s của %s", AsideFields: "Nội dung", Blocks: "%d thay đổi khác của hồ sơ này đang chờ nó", CannotAdmit: "Nội dung không ghi được vào hồ sơ nào: chỉ có thể để riêng.",
	NotYet: "Chưa ai quyết định.", Ruled: "Đã %s: %s, %s. Lý do: %s", Rulings: map[string]string{"admit": "nhận vào", "refuse": "từ chối"},
	AdmitTitle: "Nhận thay đổi này?", AdmitBody: "Thay đổi được tính vào hồ sơ như mọi thay đổi khác; quyết định được ký và về máy người ghi.",
	RefuseTitle: "Từ chối thay đổi này?", RefuseBody: "Thay đổi nằm yên ở Để riêng, không tính vào hồ sơ, không bị xóa; sau này vẫn nhận lại được.",
	WhyLabel: "Lý do", AdmitDone: "Đã nhận %d thay đổi", RefuseDone: "Đã từ chối; thay đổi vẫn được giữ",

	KeyOpen: "mở", KeyLists: "danh sách", KeyLeft: "chọn A", KeyRight: "chọn B", KeyOther: "giá trị khác", KeyReason: "lý do", KeyDecide: "ghi quyết định",
	KeyClear: "bỏ chọn", KeyBack: "về", KeyHelp: "phím", KeyHistory: "lịch sử", KeyAdmit: "nhận", KeyRefuse: "từ chối", KeyAdmitBranch: "nhận nhánh này", KeySides: "chọn bản",
	OpenList: "Đối chiếu số liệu: lệch số liệu và thay đổi để riêng",
}

var conflictEN = Conflict{
	Title: "Compare", Loading: "reading…", Failed: "Could not be read; Enter tries again",
	Gone: "This case is not open any more: it was decided.",

	Open: "To compare", Aside: "Set aside", Decided: "Decided", OpenLaptop: "Waits for the province", DecidedLaptop: "Decided by the province",
	NoOpen: "No record has versions to compare.", NoAside: "No change is set aside.", NoDecided: "Nothing was decided yet.",
	WaitLaptop: "Read only: the province compares and decides; the decision comes with its answer. All versions are kept.",
	Record:     "Record", What: "Why", Authors: "Of", When: "When", Num: "Items", Did: "Decision",
	Cases: map[string]string{
		"parallel": "parallel edits", "put-on-final": "finalised one edited", "duplicate": "duplicate", "fork": "two histories",
		"not-permitted": "not permitted", "invalid-field": "wrong field", "beyond-accepted": "after the cut", "late": "late for the period",
		"refused": "refused",
	},
	Why: "Why", By: "Of %s", AndMore: "and %d more", Note: "%d/%d to compare",

	Field: "Item", Base: "Base", Take: "Take", Side: "%s · %s · %s", None: "to choose", Other: "other: %s", OnlyOne: "only %s changed it", AsKept: "as kept", Pre: "%s (pre)", Differ: "%d items differ",
	Total: "Total", Now: "Chosen so: %s", SoFar: "so far", NoPoints: "no points", Refused: "does not fit the scheme: %s",
	Left: "%d items not chosen", AllChosen: "all chosen", Reason: "Reason: %s", NoReason: "No reason yet (F6)",
	Merged: "joined", FromUnit: "%s (%s)", Evidence: "evidence: %s", Stay: "no version counts so far", ReadOnly: "Read only: the province will decide. All versions are kept, nobody loses anything.",
	States:    map[string]string{"draft": "draft", "final": "finalised", "void": "void"},
	After:     map[string]string{"draft": "After the decision the record is a draft.", "final": "After the decision this is the finalised version.", "void": "After the decision the record is void."},
	WholeItem: "This is taken as a whole from one version; change it after the decision.", OnlySides: "This is taken from one version only.",
	OtherTitle: "Other value: %s", OtherBody: "A value that no version has. Empty removes the value.", OtherLabel: "Value", OtherOffer: "choose",
	NotUnderstood: "The value of %s was not understood", NothingDecided: "the other choices are kept, nothing is decided", TypeAgain: "type it again, such as 4,5 or 13/04/2021",
	TakeAll:     "Take version %s of %s everywhere",
	ReasonTitle: "Reason of the decision", ReasonBody: "The reason goes with the decision to all who wrote, and stands in the history.", ReasonLabel: "Reason",
	FirstLeft: "%d items not chosen; the cursor stands on the first", ConfirmTitle: "Write the decision?", ConfirmBody: "%s: %s.", ConfirmEffect: "Total after the decision: %s.",
	ConfirmWhere: "The decision is signed and goes to %s with the next answer. What is not taken stays in the history.",
	ConfirmWhy:   "Reason: %s", ConfirmTwins: "Keep %s; the other one (%s) stays readable and counts no more.", Counts: "%s in %d items", CountOther: "another value in %d items",
	ConfirmYes: "Write", Done: "The decision is written; F9 writes the answer", Keep: "The choices are kept for the next time",

	ForkHead: "Device %s has two histories: its store was restored from a backup, or its disk was copied.", ForkMain: "branch %s, counts", ForkOther: "branch %s, aside",
	ForkHow:  "F8 admits the branch that is aside: its changes stand beside the others, and what differs is compared.",
	ForkDone: "Changes admitted: %d", Op: "What", AdmitBranch: "Admit the whole branch?",
	AdmitBranchBody: "%d changes of device %s go into their records. What differs from the branch that counts is compared, no version is lost.",

	AsideHead: "%s of %s", AsideFields: "Content", Blocks: "%d more changes of this record wait for it", CannotAdmit: "The content fits no record: it can only stay aside.",
	NotYet: "Nobody decided yet.", Ruled: "It was %s: %s, %s. Reason: %s", Rulings: map[string]string{"admit": "admitted", "refuse": "refused"},
	AdmitTitle: "Admit this change?", AdmitBody: "It counts in its record like any other; the decision is signed and goes to its author.",
	RefuseTitle: "Refuse this change?", RefuseBody: "It stays aside, counts in no record and is not deleted; it can still be admitted later.",
	WhyLabel: "Reason", AdmitDone: "Changes admitted: %d", RefuseDone: "Refused; the change is kept",

	KeyOpen: "open", KeyLists: "list", KeyLeft: "take A", KeyRight: "take B", KeyOther: "other value", KeyReason: "reason", KeyDecide: "write decision",
	KeyClear: "unchoose", KeyBack: "back", KeyHelp: "keys", KeyHistory: "history", KeyAdmit: "admit", KeyRefuse: "refuse", KeyAdmitBranch: "admit branch", KeySides: "side",
	OpenList: "Compare: versions and changes set aside",
}
