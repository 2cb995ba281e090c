package text

// Inbox are the words of the inbox of bundles.
type Inbox struct {
	Title   string
	Preview string // breadcrumb of what an import would do
	Results string // breadcrumb of what it did
	Loading string
	Failed  string // the journal could not be read; Enter tries again
	Empty   string
	EmptyTo string // what to do then
	Note    string // %s bundles
	Refused string // %d, behind the note

	Bundle, Unit, Date, Items, State string // columns
	Name, What, Fields, Why          string // columns of items
	Field, Before, After             string // columns of fields
	Here, Taken, Counts              string // of a decision of the province, in place of before and after
	Absent                           string // a field without a value
	NoItems                          string
	NoFields                         string // an item without changes to show
	AllNew                           string // an item that is new as a whole

	New        string // state of a file
	Known      string
	Equal      string
	OfProvince string // a file of the province that changes no record here
	InAnswer   string // inside of one
	Conflicts  string // %d
	Aside      string // %d
	Fork       string
	Held       string // %d, %d missing range
	HeldAfter  string // %s file that brings it
	PartLacks  string // %s numbers of the missing parts, %d of how many
	PartWhole  string // %d which part, %d of how many
	Skipped    string
	Grant      string
	NewOps     string // %s
	KnownOps   string // %s

	Each map[string]string // what an import means for a record, by desk.What

	From     string // %s person
	Happened string // labels of a refusal
	Kept     string
	Todo     string
	Again    string // what to do with a refused file of the journal
	HeldTodo string // what to do with a held file
	ForkTodo string

	AskTitle, AskBody, AskLabel string
	AskDrives                   string // heading of the drives that may be chosen
	AskNoDrive                  string
	CATitle, CABody, CALabel    string
	Reading                     string // title of the progress
	Importing                   string
	Confirm                     string
	ConfirmBody                 string // %d bundles
	ConfirmBad                  string // %d refused
	ConfirmYes                  string
	Nothing                     string // nothing to import in what was named
	NoneValid                   string
	Done                        string // %d taken in
	DoneBad                     string // %d refused
	Stopped                     string // %d of %d
	Keep                        string

	Decide                            string // what Enter does at an item that waits for a person
	TookGot, TookRecords              string // %s
	TookReturned, TookOps             string // %s
	TookRefs                          string // %s
	TookNothing                       string
	TookSkipped                       string // %s numbers
	TookLacking, TookLost             string // the second with %s
	TookUnfounded                     string // with %s
	TookOpened                        string // %d epoch
	TookOthers                        string // %s records that the province decided otherwise
	TookOtherwise                     string // %s fields, %s records
	Otherwise                         string // which keys show more of one
	AnswerTitle, AnswerBody           string
	AnswerLabel, AnswerBusy           string
	Answered                          string // title of the page
	AnsweredNone                      string
	AnsweredAll                       string // %d laptops
	AnsweredOne                       string // %s laptop, %s person, %s unit
	AnsweredHolds                     string // %s number, %s size
	HoldsOps, HoldsRecords, HoldsRefs string // %s
	CodesTitle, CodesBody, CodesNone  string
	CodeAt                            string // %s last change
	CodeAtEpoch                       string // %s last change, %d epoch
	KeyAnswer, KeyCodes, KeyReceipts  string

	KeyDecide                                              string
	KeyOpen, KeyImport, KeyOther, KeyAll, KeyBack, KeyHelp string
}

var inboxVI = Inbox{
	Title: "Hộp nhận", Preview: "Xem trước", Results: "Kết quả nhập",
	Loading: "đang đọc hộp nhận…", Failed: "Chưa đọc được hộp nhận; Enter để đọc lại",
	Empty: "Chưa nhận gói nào.", EmptyTo: "F5: chọn tệp hoặc thư mục trên USB, xem trước rồi nhập.",
	Note: "%s gói", Refused: "%d bị từ chối",

	Bundle: "Gói", Unit: "Đơn vị", Date: "Ngày", Items: "Mục", State: "Kết quả",
	Name: "Hồ sơ", What: "Sẽ là", Fields: "Trường", Why: "Lý do",
	Field: "Trường", Before: "Đang có", After: "Trong gói", Absent: "(trống)",
	Here: "Máy này ghi", Taken: "Tỉnh chọn", Counts: "Đang tính",
	NoItems: "Không có mục nào để xem trong gói này.", NoFields: "Hồ sơ này không đổi trường nào so với bản đang có.",
	InAnswer: "Gói của tỉnh gồm biên nhận, hồ sơ trả lại, quyết định, danh bạ. Nhập xong: F12 xem tỉnh đã nhận gì, hồ sơ trả lại có ở bàn làm việc.",
	AllNew:   "Hồ sơ này mới hoàn toàn: mọi trường đều mới; xem đủ sau khi nhập.",

	New: "mới", Known: "đã nhận trước đây", Equal: "không có gì mới", OfProvince: "gói của tỉnh", Conflicts: "%d lệch số liệu", Aside: "%d chờ hoặc để riêng",
	Fork: "máy có hai lịch sử", Held: "chờ thay đổi %d-%d", HeldAfter: "vào sau gói %s",
	PartLacks: "thiếu phần %s/%d", PartWhole: "phần %d/%d, đã đủ",
	Skipped: "không dành cho kho này, bỏ qua", Grant: "tệp cấp quyền",
	NewOps: "%s thay đổi mới", KnownOps: "%s đã có",

	Each: map[string]string{
		"new": "mới", "newer": "mới hơn", "equal": "đã có", "conflict": "lệch số liệu", "held": "chờ", "quarantined": "để riêng",
		"chosen": "chọn khác", "refused": "không nhận", "same": "trùng, bỏ",
	},

	From: "của %s", Happened: "Lý do", Kept: "Đã giữ", Todo: "Việc cần làm",
	Again:    "giữ nguyên tệp gốc, nhờ máy gửi sao lại hoặc đóng gói lại, rồi nhập tệp mới",
	HeldTodo: "nhập gói có các thay đổi còn thiếu; gói này tự được nhận ngay sau đó, không mất gì",
	ForkTodo: "cả hai lịch sử đều được giữ; hỏi người dùng máy đó đã phục hồi hay sao chép kho chưa",

	AskTitle: "Nhập gói", AskBody: "Ghi đường dẫn tệp .coop, hoặc thư mục có nhiều gói. Chương trình chỉ xem trước, chưa nhập gì.",
	AskLabel: "Tệp hoặc thư mục", AskDrives: "chọn USB đang cắm hoặc nơi vừa xem", AskNoDrive: "Không thấy USB nào đang cắm.",
	CATitle: "Dấu vân tay của tỉnh", CABody: "Tệp cấp quyền chỉ được tin khi khớp với dấu vân tay trên tờ giấy của tỉnh. Gõ từ giấy, không chép từ tệp.",
	CALabel: "8 nhóm, mỗi nhóm 4 ký tự",
	Reading: "Đang kiểm tra gói", Importing: "Đang nhập gói",
	Confirm: "Nhập?", ConfirmBody: "Nhập %d gói hợp lệ vào kho. Mỗi gói vào trọn vẹn hoặc không vào; không gói nào chặn gói khác.",
	ConfirmBad: "%d gói bị từ chối không được nhập; tệp được giữ riêng kèm lý do.", ConfirmYes: "Nhập",
	Nothing: "không có gói nào ở đó", NoneValid: "không có gói nào nhập được",
	Done: "Đã nhập %d gói", DoneBad: "%d bị từ chối", Stopped: "Đã dừng: xong %d trên %d gói",
	Keep: "đang nhập gói",

	Decide:  "Enter mở đối chiếu số liệu để xem và quyết định",
	TookGot: "biên nhận cho %s thay đổi", TookRecords: "%s hồ sơ có kết quả mới", TookReturned: "%s hồ sơ tỉnh trả lại", TookOps: "%s thay đổi của nơi khác",
	TookRefs: "%s tệp dữ liệu tham chiếu", TookNothing: "trả lời của tỉnh, không có gì mới", TookSkipped: "chưa thấy gói trả lời %s",
	TookUnfounded: "%s thay đổi của máy này không còn tính, vì dựa vào quyết định mà kho tỉnh đã mất khi phục hồi. Vẫn còn đủ trong lịch sử của hồ sơ; việc nào còn cần thì ghi lại rồi gửi.",
	TookLacking:   "Còn thiếu nội dung của gói trả lời trước: nhập gói đó, hoặc đóng gói gửi tỉnh để được gửi lại.",
	TookLost:      "Tỉnh có thay đổi số %s mà máy này không có: máy đã được phục hồi từ bản sao hoặc sao chép.", TookOpened: "Đã mở kỳ ghi %d; dữ liệu trên máy giữ nguyên, công việc tiếp tục bình thường.",
	TookOthers: "%s hồ sơ tỉnh quyết định khác", TookOtherwise: "Tỉnh quyết định khác với máy này ở %s trường của %s hồ sơ: Enter xem từng trường, F11 ▸ Tỉnh đã quyết định.",
	Otherwise:   "Enter xem từng trường; Ctrl+R xem cả hai bản, người quyết định và lý do.",
	AnswerTitle: "Ghi trả lời cho các máy", AnswerBody: "Mỗi máy đang dùng được một gói: biên nhận, hồ sơ trả lại, quyết định, danh bạ, dữ liệu tham chiếu. Máy chưa chắc có gì thì gói mang nấy; gói thất lạc được gói sau bù.",
	AnswerLabel: "Ghi vào thư mục (để trống: hộp gửi của kho)", AnswerBusy: "Đang ghi trả lời, đọc lại và kiểm tra",
	Answered: "Đã ghi trả lời", AnsweredNone: "Chưa ghi trả lời nào từ khi mở chương trình.", AnsweredAll: "Đã ghi và kiểm tra lại gói cho %d máy. Chuyển tệp, hoặc đọc mã biên nhận qua điện thoại trước:",
	AnsweredOne: "%s · %s · %s", AnsweredHolds: "gói %s · %s", HoldsOps: "%s thay đổi của nơi khác", HoldsRecords: "%s kết quả hồ sơ", HoldsRefs: "%s tệp dữ liệu tham chiếu",
	CodesTitle: "Mã biên nhận đọc qua điện thoại", CodesBody: "Đọc 12 chữ cho đúng máy. Người ở máy đó bấm F9, F6 rồi gõ; mã của máy khác không dùng được.", CodesNone: "Chưa máy nào gửi gì để có biên nhận.",
	CodeAt: "đến thay đổi %s", CodeAtEpoch: "đến thay đổi %s của kỳ ghi %d",
	KeyAnswer: "ghi trả lời", KeyCodes: "mã biên nhận", KeyReceipts: "tỉnh đã nhận",

	KeyDecide: "đối chiếu", KeyOpen: "xem", KeyImport: "nhập gói", KeyOther: "tệp khác", KeyAll: "nhập tất cả hợp lệ", KeyBack: "về", KeyHelp: "phím",
}

var inboxEN = Inbox{
	Title: "Inbox", Preview: "Preview", Results: "Imported",
	Loading: "reading the inbox…", Failed: "The inbox could not be read; Enter tries again",
	Empty: "No bundle received yet.", EmptyTo: "F5: choose a file or a folder on the stick, look at it, then import.",
	Note: "%s bundles", Refused: "%d refused",

	Bundle: "Bundle", Unit: "Unit", Date: "Date", Items: "Items", State: "Outcome",
	Name: "Record", What: "Would be", Fields: "Fields", Why: "Reason",
	Field: "Field", Before: "Held here", After: "In the bundle", Absent: "(empty)",
	Here: "Written here", Taken: "Province chose", Counts: "Counts now",
	NoItems: "There is no item to show in this bundle.", NoFields: "This record changes no field of what is held.",
	InAnswer: "What the province sends are receipts, returned records, decisions and the registry. Once it is taken in, F12 shows the receipts; what was returned is on the desk.",
	AllNew:   "This record is new as a whole; all its fields can be seen after the import.",

	New: "new", Known: "received before", Equal: "nothing new", OfProvince: "of the province", Conflicts: "to compare: %d", Aside: "waiting or quarantined: %d",
	Fork: "two histories of one machine", Held: "waits for changes %d-%d", HeldAfter: "follows bundle %s",
	PartLacks: "lacks part %s of %d", PartWhole: "part %d of %d, all here",
	Skipped: "no bundle for this store, left out", Grant: "grant",
	NewOps: "new changes: %s", KnownOps: "held before: %s",

	Each: map[string]string{
		"new": "new", "newer": "newer", "equal": "held", "conflict": "to compare", "held": "waits", "quarantined": "quarantined",
		"chosen": "chosen anew", "refused": "refused", "same": "duplicate",
	},

	From: "of %s", Happened: "Reason", Kept: "Kept", Todo: "What to do",
	Again:    "keep the file, ask the sender to copy or seal it again, then import the new one",
	HeldTodo: "import the bundle with the missing changes; this one follows by itself and nothing is lost",
	ForkTodo: "both histories are kept; ask whether that machine was restored or copied",

	AskTitle: "Import", AskBody: "Name a .coop file, or a folder with several. This is only a look; nothing is imported yet.",
	AskLabel: "File or folder", AskDrives: "choose a stick, or what was looked at last", AskNoDrive: "No stick is plugged in.",
	CATitle: "The province's fingerprint", CABody: "A grant is trusted only if it matches the fingerprint on the province's paper. Type it from the paper, do not copy it from a file.",
	CALabel: "8 groups of 4 digits",
	Reading: "Checking bundles", Importing: "Importing bundles",
	Confirm: "Import?", ConfirmBody: "Import %d valid bundles. Each goes in as a whole or not at all, and none stops another.",
	ConfirmBad: "%d refused bundles are not imported; they are set aside with the reason.", ConfirmYes: "Import",
	Nothing: "there is no bundle", NoneValid: "no bundle can be imported",
	Done: "Bundles imported: %d", DoneBad: "refused: %d", Stopped: "Stopped: %d of %d bundles done",
	Keep: "bundles are being imported",

	Decide:  "Enter opens the comparison, to look and decide",
	TookGot: "receipts for changes: %s", TookRecords: "records with news: %s", TookReturned: "records returned: %s", TookOps: "changes of others: %s",
	TookRefs: "reference data: %s", TookNothing: "answer of the province, nothing new", TookSkipped: "answers that did not come: %s",
	TookUnfounded: "%s changes of this machine count no more: they stand on a decision that the province's store lost when it was put back. They are whole in the history of their records; what is still needed is written and sent again.",
	TookLacking:   "Something of an earlier answer is missing: take that one in, or seal a bundle so that it is sent again.",
	TookLost:      "The province has change %s and this machine has not: it was restored from a backup or copied.", TookOpened: "Epoch %d was opened; the data on this machine stay and work goes on.",
	TookOthers: "records decided otherwise: %s", TookOtherwise: "The province decided otherwise than this machine, fields: %s, records: %s. Enter shows each; F11 ▸ Decided by the province.",
	Otherwise:   "Enter shows the fields; Ctrl+R shows both versions, who decided and why.",
	AnswerTitle: "Write the answers", AnswerBody: "Each active laptop gets one bundle: receipts, returned records, decisions, registry, reference data. It carries what the laptop may not have; a lost one is made good by the next.",
	AnswerLabel: "Folder (empty: the store's outbox)", AnswerBusy: "Writing answers, reading back and checking",
	Answered: "Answers written", AnsweredNone: "No answer was written since the program opened.", AnsweredAll: "Laptops with a bundle, written and read back: %d. Take the files to them, or read the codes over the phone first:",
	AnsweredOne: "%s · %s · %s", AnsweredHolds: "bundle %s · %s", HoldsOps: "changes of others: %s", HoldsRecords: "records: %s", HoldsRefs: "reference data: %s",
	CodesTitle: "Receipt codes for the phone", CodesBody: "Read the 12 letters to the right machine. There F9, then F6, and type; a code of another machine does not work.", CodesNone: "No machine has sent anything yet.",
	CodeAt: "up to change %s", CodeAtEpoch: "up to change %s of epoch %d",
	KeyAnswer: "write answers", KeyCodes: "receipt codes", KeyReceipts: "receipts",

	KeyDecide: "compare", KeyOpen: "look", KeyImport: "import", KeyOther: "other files", KeyAll: "import all valid", KeyBack: "back", KeyHelp: "keys",
}
