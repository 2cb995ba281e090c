package text

// Frame are the words of the first and last line and of what they announce.
type Frame struct {
	Unsent    string // after ●n
	ToAnswer  string // the same at the province, whose changes leave in answers
	Conflicts string // after ▲n
	Saved     string // before the time of the last commit
	NotSaved  string // nothing committed yet
	Training  string // mark of a training store
	TooSmall  string // %d×%d needed, %d×%d there
	Page      string // "no such page" is a fault of the program: %s

	Input      string // badge of the built-in input method: %s
	InputNot   string // in place of the method where a field takes keys as typed
	InputOn    string // toast: %s method
	InputOff   string
	InputNew   string // actions: where the tone of hoà stands
	InputOld   string
	InputPlain string // and what a lone w is
	InputW     string
}

var frameVI = Frame{
	Unsent:    "chưa đóng gói",
	ToAnswer:  "chưa ghi trả lời",
	Conflicts: "lệch số liệu",
	Saved:     "đã lưu",
	NotSaved:  "chưa lưu gì",
	Training:  "TẬP HUẤN",
	TooSmall:  "Cửa sổ quá nhỏ: cần %d×%d, đang có %d×%d. Hãy phóng to cửa sổ; dữ liệu vẫn còn nguyên.",
	Page:      "Chưa có màn hình %s",

	Input:      "VN:%s",
	InputNot:   "–",
	InputOn:    "Bộ gõ %s đang bật; nếu máy có UniKey thì tắt một trong hai",
	InputOff:   "Bộ gõ của chương trình đã tắt",
	InputNew:   "Bỏ dấu kiểu mới: hoà, thuý",
	InputOld:   "Bỏ dấu kiểu cũ: hòa, thúy",
	InputPlain: "Bộ gõ: phím w đứng một mình là w",
	InputW:     "Bộ gõ: phím w đứng một mình là ư",
}

var frameEN = Frame{
	Unsent:    "unsealed",
	ToAnswer:  "unanswered",
	Conflicts: "to compare",
	Saved:     "saved",
	NotSaved:  "nothing saved yet",
	Training:  "TRAINING",
	TooSmall:  "Window too small: %d×%d needed, %d×%d there. Enlarge it; nothing is lost.",
	Page:      "There is no screen %s",

	Input:      "VN:%s",
	InputNot:   "–",
	InputOn:    "%s typing is on; of UniKey and this, keep one",
	InputOff:   "The program's own Vietnamese typing is off",
	InputNew:   "Tones the new way: hoà, thuý",
	InputOld:   "Tones the old way: hòa, thúy",
	InputPlain: "Typing: a lone w stays w",
	InputW:     "Typing: a lone w is ư",
}
