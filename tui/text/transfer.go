package text

// Transfer are the words of the page by which the province hands the cooperatives
// of a reporting unit over to its successors.
type Transfer struct {
	Title, Loading, Failed  string
	NotProvince             string
	Units, Made             string            // the two lists
	Columns                 map[string]string // of all tables
	NoUnits, NoMade         string
	UnitsHow                string
	Plan                    string // %s unit, %s day
	Basis, NoBasis          string
	Sums                    string // %d cooperatives, %d successors, %d stuck
	Devices                 string // %s laptops
	Nothing                 string
	Stuck, Waits            string
	Pilot, Twin             string // short, in a column
	OnPaper                 string // %s commune on paper, %s what it is on the day
	AlongTitle              string
	Along                   map[string]string // %d of each that hangs on a cooperative
	AlongNone               string
	Told                    string
	PickTitle               string // %s what goes there
	PickAll                 string // %d
	PickHint                string
	DayTitle, DayBody       string
	DayLabel, DayBad        string
	BasisTitle, BasisBody   string
	BasisLabel              string
	StuckFirst              string // %d
	CaseFirst               string
	AskTitle                string // %d cooperatives, %s unit
	AskBody                 string // %s day, %d drafts …
	AskLabel, AskWord       string // %s the word
	AskWrong                string
	Busy, Keep              string
	Done                    string // %d cooperatives
	DoneHow                 string
	KeyOpen, KeyPick        string
	KeyAll, KeyDay          string
	KeyBasis, KeyGo         string
	KeyPrint, KeyList       string
	KeyBack, KeyHelp        string
	KeyTake, KeyElse        string
	Begin, PrintThis, Other string // palette
}

var transferVI = Transfer{
	Title: "Sắp xếp đơn vị", Loading: "đang đọc…", Failed: "không đọc được; Enter đọc lại",
	NotProvince: "Chỉ cấp tỉnh chuyển hợp tác xã giữa các đơn vị báo cáo. Đơn vị của mình được sắp xếp lại thì báo tỉnh; hồ sơ mới về cùng gói trả lời.",
	Units:       "Đơn vị báo cáo", Made: "Đã bàn giao",
	Columns: map[string]string{
		"unit": "Đơn vị", "coops": "HTX", "ended": "Kết thúc", "coop": "Hợp tác xã, hồ sơ", "to": "Nơi nhận",
		"pilot": "TĐ", "plans": "KH", "drafts": "Dở", "open": "Việc", "obstacles": "VM", "on": "Từ ngày", "basis": "Căn cứ", "by": "Người chuyển",
	},
	NoUnits: "Chưa có hợp tác xã nào trong sổ.", NoMade: "Chưa có lần bàn giao nào.",
	UnitsHow: "Chọn đơn vị đã kết thúc để chuyển hợp tác xã cho đơn vị kế tục. Danh mục đơn vị mới hơn: nạp bằng lệnh coopfield pack.",
	Plan:     "%s · từ %s", Basis: "Căn cứ", NoBasis: "chưa ghi (F6)",
	Sums: "%d hợp tác xã về %d đơn vị · %d chưa rõ nơi nhận", Devices: "Máy còn ghi cho đơn vị cũ: %s",
	Nothing: "Đơn vị này không còn gì để chuyển.", Stuck: "chưa rõ", Waits: "lệch số liệu",
	Pilot: "T", Twin: "trùng", OnPaper: "Trên giấy: %s · từ ngày chuyển: %s", AlongTitle: "Đi theo",
	Along: map[string]string{
		"pilot": "thí điểm", "plans": "%d kế hoạch", "drafts": "%d hồ sơ chưa chốt", "open": "%d việc còn mở", "obstacles": "%d vướng mắc chờ trả lời",
	},
	AlongNone: "không có việc dở", Told: "chọn tay",
	PickTitle: "Nơi nhận: %s", PickAll: "%d hồ sơ chưa rõ", PickHint: "gõ tên hoặc mã để tìm",
	DayTitle: "Ngày chuyển", DayBody: "Ngày các đơn vị mới bắt đầu báo cáo. Sắp xếp năm 2025: 01/07/2025.", DayLabel: "Từ ngày", DayBad: "không đọc được ngày; ghi như 01/07/2025",
	BasisTitle: "Căn cứ", BasisBody: "Nghị quyết, quyết định sắp xếp đơn vị. Câu này vào lịch sử của từng hợp tác xã và vào biên bản.", BasisLabel: "Căn cứ",
	StuckFirst: "còn %d hồ sơ chưa rõ nơi nhận: Enter để chọn", CaseFirst: "hồ sơ đang lệch số liệu: quyết định ở mục Lệch số liệu (F11) trước",
	AskTitle: "Chuyển %d hợp tác xã của %s?",
	AskBody:  "Từ ngày %s các hợp tác xã này báo cáo cho đơn vị nhận; đánh giá, kế hoạch, kiến nghị, vướng mắc đi theo. Máy của đơn vị cũ không ghi tiếp được. Không có phím hoàn tác: muốn trả lại phải sửa từng hợp tác xã.",
	AskLabel: "Gõ chữ %s để đồng ý", AskWord: "chuyển", AskWrong: "chưa chuyển: chữ gõ vào không đúng",
	Busy: "Đang chuyển", Keep: "đang chuyển hợp tác xã cho đơn vị mới",
	Done: "Đã chuyển %d hợp tác xã.", DoneHow: "F7 in biên bản bàn giao. Ghi trả lời cho các máy ở Hộp nhận (F9) để đơn vị nhận có hồ sơ và đơn vị cũ biết.",
	KeyOpen: "xem", KeyPick: "nơi nhận", KeyAll: "mọi hồ sơ chưa rõ", KeyDay: "ngày", KeyBasis: "căn cứ", KeyGo: "chuyển", KeyPrint: "in biên bản", KeyList: "danh sách",
	KeyBack: "về", KeyHelp: "phím", KeyTake: "chọn", KeyElse: "thôi",
	Begin: "Chuyển hợp tác xã cho đơn vị kế tục", PrintThis: "In biên bản bàn giao", Other: "In biên bản vào thư mục khác",
}

var transferEN = Transfer{
	Title: "Reorganised units", Loading: "reading…", Failed: "cannot be read; Enter tries again",
	NotProvince: "Only the province moves cooperatives between reporting units. When your unit is reorganised tell the province; the new records come with its answer.",
	Units:       "Reporting units", Made: "Handed over",
	Columns: map[string]string{
		"unit": "Unit", "coops": "Coops", "ended": "Ended", "coop": "Cooperative, record", "to": "Goes to",
		"pilot": "PI", "plans": "PL", "drafts": "Dr", "open": "Open", "obstacles": "Ob", "on": "From", "basis": "Basis", "by": "Moved by",
	},
	NoUnits: "No cooperative is in the register.", NoMade: "Nothing was handed over yet.",
	UnitsHow: "Choose a unit that ended to move its cooperatives to its successors. A newer table of units comes with the command coopfield pack.",
	Plan:     "%s · from %s", Basis: "Basis", NoBasis: "not given (F6)",
	Sums: "%d cooperatives to %d units · %d without a successor", Devices: "Laptops that still write for the old unit: %s",
	Nothing: "This unit has nothing left to move.", Stuck: "unknown", Waits: "in conflict",
	Pilot: "P", Twin: "twin", OnPaper: "On paper: %s · on the day: %s", AlongTitle: "Goes along",
	Along: map[string]string{
		"pilot": "pilot", "plans": "%d plans", "drafts": "%d drafts", "open": "%d open items", "obstacles": "%d unanswered obstacles",
	},
	AlongNone: "no open work", Told: "chosen",
	PickTitle: "Goes to: %s", PickAll: "%d without a successor", PickHint: "type a name or code to search",
	DayTitle: "Day of the transfer", DayBody: "The day from which the new units report. Reform of 2025: 01/07/2025.", DayLabel: "From", DayBad: "not a day; write 01/07/2025",
	BasisTitle: "Basis", BasisBody: "The resolution or decision. It goes into the history of every cooperative and into the minutes.", BasisLabel: "Basis",
	StuckFirst: "%d have no successor yet: Enter chooses", CaseFirst: "its revisions disagree: decide that first (F11)",
	AskTitle: "Move %d cooperatives of %s?",
	AskBody:  "From %s they report to the units that take over; assessments, plans, recommendations and obstacles go along. The old unit's laptops cannot go on with them. There is no undo: to take it back each cooperative has to be changed.",
	AskLabel: "Type %s to agree", AskWord: "move", AskWrong: "nothing moved: another word was typed",
	Busy: "Moving", Keep: "cooperatives are being moved",
	Done: "%d cooperatives were moved.", DoneHow: "F7 prints the minutes. Write the answers in the inbox (F9), so that the new units get the records and the old one is told.",
	KeyOpen: "look", KeyPick: "goes to", KeyAll: "all unknown", KeyDay: "day", KeyBasis: "basis", KeyGo: "move", KeyPrint: "minutes", KeyList: "lists",
	KeyBack: "back", KeyHelp: "keys", KeyTake: "take", KeyElse: "leave",
	Begin: "Move cooperatives to a unit's successors", PrintThis: "Print the minutes", Other: "Print the minutes into another folder",
}
