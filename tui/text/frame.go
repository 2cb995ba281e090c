package text

// Frame are the words of the first and last line and of what they announce.
type Frame struct {
	Unsent    string // after ●n
	Conflicts string // after ▲n
	Saved     string // before the time of the last commit
	NotSaved  string // nothing committed yet
	Training  string // mark of a training store
	TooSmall  string // %d×%d needed, %d×%d there
	Page      string // "no such page" is a fault of the program: %s
}

var frameVI = Frame{
	Unsent:    "chưa đóng gói",
	Conflicts: "lệch số liệu",
	Saved:     "đã lưu",
	NotSaved:  "chưa lưu gì",
	Training:  "TẬP HUẤN",
	TooSmall:  "Cửa sổ quá nhỏ: cần %d×%d, đang có %d×%d. Hãy phóng to cửa sổ; dữ liệu vẫn còn nguyên.",
	Page:      "Chưa có màn hình %s",
}

var frameEN = Frame{
	Unsent:    "unsealed",
	Conflicts: "to compare",
	Saved:     "saved",
	NotSaved:  "nothing saved yet",
	Training:  "TRAINING",
	TooSmall:  "Window too small: %d×%d needed, %d×%d there. Enlarge it; nothing is lost.",
	Page:      "There is no screen %s",
}
