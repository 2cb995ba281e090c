package text

// Report are the words of the page of a programme's reports.
type Report struct {
	Title       string
	Year        string // %d
	ColName     string
	ColPeriod   string
	ColState    string
	Fresh       string // it would be made from what is held now
	Frozen      string
	Void        string
	Draft       string
	Basis       string // %s section of the plan
	NotFrozen   string
	IsFrozen    string
	FreezeTitle string
	FreezeBody  string // %s title, %s period
	FreezeDone  string

	KeyPrint, KeyFreeze, KeyBack, KeyHelp string
}

var reportVI = Report{
	Title: "Báo cáo", Year: "Năm %d · ←→ đổi năm", ColName: "Báo cáo", ColPeriod: "Kỳ", ColState: "Số liệu",
	Fresh: "đang có", Frozen: "đã chốt", Void: "đã hủy", Draft: "bản nháp", Basis: "Kế hoạch, mục %s",
	NotFrozen:   "F7 ghi bản nháp từ số liệu đang có; F8 chốt để số liệu không đổi nữa.",
	IsFrozen:    "Đã chốt: F7 ghi lại đúng từng chữ như khi chốt.",
	FreezeTitle: "Chốt báo cáo?",
	FreezeBody:  "%s, kỳ %s. Nội dung và bản của từng hồ sơ được giữ lại; kỳ này đóng lại, thay đổi đến muộn phải chờ duyệt.",
	FreezeDone:  "Đã chốt báo cáo.",
	KeyPrint:    "ghi ra giấy", KeyFreeze: "chốt", KeyBack: "về", KeyHelp: "phím",
}

var reportEN = Report{
	Title: "Reports", Year: "Year %d · ←→ another year", ColName: "Report", ColPeriod: "Period", ColState: "Figures",
	Fresh: "as held now", Frozen: "frozen", Void: "void", Draft: "draft", Basis: "Plan, section %s",
	NotFrozen:   "F7 writes a draft from what is held; F8 freezes it, so that nothing in it changes.",
	IsFrozen:    "Frozen: F7 writes it again, word by word.",
	FreezeTitle: "Freeze the report?",
	FreezeBody:  "%s, period %s. Its text and the revision of each record are kept; the period is closed, and what comes late has to be approved.",
	FreezeDone:  "The report is frozen.",
	KeyPrint:    "to paper", KeyFreeze: "freeze", KeyBack: "back", KeyHelp: "keys",
}
