package text

// Keys are the words of the key line and of the help, one for each intent.
type Keys struct {
	Title                                                    string // title of the help
	Here, Everywhere                                         string // headings of the help
	Open, Back, Up, Down, PageUp, PageDown                   string
	Home, End, Left, Right, NextField, PrevField             string
	Help, Coops, Flag, Assess, Visit, Print                  string
	Finalise, Bundle, Conflict, Reports, Programme           string
	Search, Palette, Undo, Filter, Sort, New, Delete         string
	SaveNow, Revert, History, Language, Lock, Quit           string
	Security, Input                                          string
	Type                                                     string // "type to search"
	FirstLine                                                string // heading of the help: what the signs of the first line mean
	Unsent, Unanswered, Conflicts, Saved, NotSaved, Training string // and what each says
	Badge                                                    string
	LockScreen                                               string // in the palette
	Lost                                                     string // first line of the help: what Enter opens
}

var keysVI = Keys{
	Title: "Phím", Here: "Ở màn hình này", Everywhere: "Ở mọi màn hình",
	Open: "mở", Back: "quay lại", Up: "lên", Down: "xuống", PageUp: "trang trước", PageDown: "trang sau",
	Home: "đầu", End: "cuối", Left: "sang trái", Right: "sang phải", NextField: "ô sau", PrevField: "ô trước",
	Help: "phím", Coops: "HTX", Flag: "đánh dấu", Assess: "đánh giá", Visit: "kiểm tra", Print: "bản in",
	Finalise: "chốt", Bundle: "gói", Conflict: "đối chiếu số liệu", Reports: "báo cáo", Programme: "chương trình thí điểm",
	Search: "tìm", Palette: "mọi việc", Undo: "hoàn tác", Filter: "lọc", Sort: "sắp xếp", New: "thêm mới", Delete: "bỏ",
	SaveNow: "lưu ngay", Revert: "trở về lúc mở", History: "lịch sử", Language: "English", Input: "bộ gõ tiếng Việt", Lock: "khóa màn hình", Security: "bảo mật", Quit: "thoát", Type: "gõ để tìm",
	FirstLine:  "Trên dòng đầu",
	Unsent:     "thay đổi trên máy này chưa nằm trong gói nào",
	Unanswered: "thay đổi của tỉnh chưa ghi vào gói trả lời nào",
	Conflicts:  "hồ sơ có hai bản khác nhau, chờ người chọn",
	Saved:      "đã nằm trên đĩa; mất điện cũng còn nguyên",
	NotSaved:   "từ khi mở chương trình chưa ghi gì mới",
	Training:   "kho tập huấn: số liệu bịa, không vào gói thật",
	Badge:      "bộ gõ của chương trình; VN:– là ô nhận đúng phím gõ",
	LockScreen: "Khóa màn hình",
	Lost:       "Enter: đọc “Khi thấy mất dữ liệu”",
}

var keysEN = Keys{
	Title: "Keys", Here: "On this screen", Everywhere: "Everywhere",
	Open: "open", Back: "back", Up: "up", Down: "down", PageUp: "page up", PageDown: "page down",
	Home: "first", End: "last", Left: "left", Right: "right", NextField: "next field", PrevField: "previous field",
	Help: "keys", Coops: "coops", Flag: "flag", Assess: "assess", Visit: "visits", Print: "print",
	Finalise: "finalise", Bundle: "bundle", Conflict: "compare", Reports: "reports", Programme: "pilot programme",
	Search: "search", Palette: "all actions", Undo: "undo", Filter: "filter", Sort: "sort", New: "new", Delete: "remove",
	SaveNow: "save now", Revert: "back to opening", History: "history", Language: "Tiếng Việt", Input: "Vietnamese typing", Lock: "lock the screen", Security: "security", Quit: "quit", Type: "type to search",
	FirstLine:  "In the first line",
	Unsent:     "changes of this machine that are in no bundle yet",
	Unanswered: "changes of the province that are in no answer yet",
	Conflicts:  "records with two versions; a person chooses",
	Saved:      "on the disk; a power cut loses nothing of it",
	NotSaved:   "nothing new was written since the program opened",
	Training:   "training store: invented data, no real bundle",
	Badge:      "Vietnamese typing; VN:– is a field that takes keys as typed",
	LockScreen: "Lock the screen",
	Lost:       "Enter: read “When data seems lost”",
}
