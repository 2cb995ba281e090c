package text

// Home are the words of the first screen.
type Home struct {
	Title   string
	Todo    string // left panel
	Year    string // %d
	Sync    string
	Loading string
	Nothing string // no task at all
	Failed  string // the board could not be read; Enter tries again

	Recovered   string // %d drafts
	RecoveredOf string // %d fields, %s of which cooperative, %s when
	Drafts      string // %d
	Returned    string // %d
	Conflicts   string // %d
	Quarantined string // %d
	Held        string // %d
	Incomplete  string // %d
	NotFinal    string // %d
	NotAssessed string // %d
	Unsealed    string // %d
	More        string // %d further entries

	DaysLeft  string // %d
	DaysOver  string // %d
	DueToday  string
	Due       string // %s date
	Assessed  string
	Excluded  string
	Unrated   string
	Mean      string
	NoMean    string
	LastOut   string // %s number, %s date
	NoOut     string
	Received  string // the province has it
	NotYet    string // no receipt so far
	LastIn    string // %s name, %s date
	Waiting   string // %d changes in no bundle
	NoWaiting string
	Aside     string // %d held, %d quarantined

	Open, Coops, Assess, Bundle, Years, Help string // key line
	OpenCoops, OpenAssess, OpenSeal, OpenInbox,
	PrevYear, NextYear string // palette
}

var homeVI = Home{
	Title: "Bàn làm việc", Todo: "Việc cần làm", Year: "Năm %d", Sync: "Đồng bộ",
	Loading: "đang đọc…", Nothing: "Không còn việc nào đang chờ.",
	Failed: "Chưa đọc được; Enter để đọc lại",

	Recovered: "Đã khôi phục %d bản nháp", RecoveredOf: "%d trường, của %s, lúc %s",
	Drafts: "%d hồ sơ đang sửa dở", Returned: "%d bảng tỉnh trả lại",
	Conflicts: "%d hồ sơ lệch số liệu", Quarantined: "%d thay đổi bị cách ly",
	Held: "%d gói chờ thay đổi đi trước", Incomplete: "%d bảng đánh giá còn dở",
	NotFinal: "%d bảng đủ điểm, chưa chốt", NotAssessed: "%d HTX chưa đánh giá năm nay",
	Unsealed: "%d thay đổi chưa đóng gói", More: "… và %d hồ sơ nữa",

	DaysLeft: "còn %d ngày", DaysOver: "quá hạn %d ngày", DueToday: "hết hạn hôm nay", Due: "hạn %s",
	Assessed: "Đã đánh giá", Excluded: "Không đánh giá", Unrated: "Chưa xếp loại",
	Mean: "Điểm TB", NoMean: "chưa có điểm",
	LastOut: "Gói cuối %s · %s", NoOut: "Chưa đóng gói lần nào",
	Received: "tỉnh đã nhận", NotYet: "chờ tỉnh báo nhận",
	LastIn: "Nhập gần nhất %s · %s", Waiting: "%d thay đổi chưa đóng gói",
	NoWaiting: "Mọi thay đổi đã nằm trong gói", Aside: "%d mục chờ · %d mục cách ly",

	Open: "mở", Coops: "HTX", Assess: "đánh giá", Bundle: "gói", Years: "năm", Help: "phím",
	OpenCoops: "Danh sách hợp tác xã", OpenAssess: "Bảng đánh giá trong năm",
	OpenSeal: "Đóng gói gửi đi", OpenInbox: "Hộp nhận: nhập gói",
	PrevYear: "Xem năm trước", NextYear: "Xem năm sau",
}

var homeEN = Home{
	Title: "Desk", Todo: "To do", Year: "Year %d", Sync: "Exchange",
	Loading: "reading…", Nothing: "Nothing waits.",
	Failed: "Could not be read; Enter tries again",

	Recovered: "%d drafts recovered", RecoveredOf: "%d fields, of %s, at %s",
	Drafts: "%d records being edited", Returned: "%d sheets given back by the province",
	Conflicts: "%d records to compare", Quarantined: "%d changes in quarantine",
	Held: "%d bundles wait for earlier changes", Incomplete: "%d assessments unfinished",
	NotFinal: "%d complete, not finalised", NotAssessed: "%d cooperatives not assessed",
	Unsealed: "%d changes in no bundle", More: "… and %d more",

	DaysLeft: "%d days left", DaysOver: "%d days overdue", DueToday: "due today", Due: "due %s",
	Assessed: "Assessed", Excluded: "Not rated", Unrated: "Without rating",
	Mean: "Mean", NoMean: "no points yet",
	LastOut: "Last bundle %s · %s", NoOut: "No bundle written yet",
	Received: "received", NotYet: "no receipt yet",
	LastIn: "Last import %s · %s", Waiting: "%d changes in no bundle",
	NoWaiting: "Every change is in a bundle", Aside: "%d held · %d in quarantine",

	Open: "open", Coops: "coops", Assess: "assess", Bundle: "bundle", Years: "year", Help: "keys",
	OpenCoops: "List of cooperatives", OpenAssess: "Assessments of the year",
	OpenSeal: "Seal a bundle", OpenInbox: "Inbox: import bundles",
	PrevYear: "Show the year before", NextYear: "Show the year after",
}
