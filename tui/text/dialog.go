package text

// Dialog are the words of overlays: questions, errors, progress.
type Dialog struct {
	Yes, No, OK, Cancel      string
	ErrorTitle               string
	Happened, Kept, Todo     string // the three parts of an error
	KeptNothing              string // Kept of an error that says none
	TodoUnknown              string // Hint of an error that says none
	InternalError            string // an error that has no sentence for people
	Choose, Write            string // hints under a dialog
	Required                 string // a prompt that was left empty
	QuitTitle                string
	QuitYes, QuitNo          string
	Progress                 string // %d of %d
	TimeLeft                 string // %s
	Cancelling, CancelHint   string
	Unheard                  string // of a key that was pressed while long work was under way
	Seconds, Minutes, Hours  string // %d
	CloseHint                string
	ScrollHint, LanguageDone string
	Close                    string // what is done needs no choice
	NoticeTitle              string // nothing failed: something happened to the store
	LockBusy                 string // %s why not to lock now
}

var dialogVI = Dialog{
	Yes: "Có", No: "Không", OK: "Đồng ý", Cancel: "Hủy",
	ErrorTitle: "Chưa thực hiện được",
	Happened:   "Đã xảy ra", Kept: "Đã giữ lại", Todo: "Việc cần làm",
	KeptNothing:   "Những gì đã lưu trước đó vẫn còn nguyên",
	TodoUnknown:   "Thử lại; nếu vẫn lỗi, báo cho người phụ trách kèm dòng chi tiết dưới đây",
	InternalError: "Chương trình gặp lỗi ngoài dự kiến",
	Choose:        "←→ chọn · Enter đồng ý · Esc hủy",
	Write:         "Ctrl+S đồng ý · Esc hủy",
	Required:      "Ô này không được để trống",
	QuitTitle:     "Thoát chương trình?",
	QuitYes:       "Thoát", QuitNo: "Ở lại",
	Progress: "%d trên %d", TimeLeft: "còn khoảng %s",
	Cancelling: "đang dừng…", CancelHint: "Esc dừng", Unheard: "phím bấm lúc đang làm không có tác dụng",
	Seconds: "%d giây", Minutes: "%d phút", Hours: "%d giờ",
	Close: "Enter đóng", CloseHint: "Esc đóng", ScrollHint: "↑↓ cuộn · Esc đóng", LanguageDone: "Giao diện: tiếng Việt",
	NoticeTitle: "Điều cần biết về kho dữ liệu", LockBusy: "chưa khóa được: %s",
}

var dialogEN = Dialog{
	Yes: "Yes", No: "No", OK: "OK", Cancel: "Cancel",
	ErrorTitle: "Not done",
	Happened:   "What happened", Kept: "What was kept", Todo: "What to do",
	KeptNothing:   "Everything saved before is still there",
	TodoUnknown:   "Try again; if it stays, tell the person in charge and pass on the detail below",
	InternalError: "The program met an unexpected fault",
	Choose:        "←→ choose · Enter accept · Esc cancel",
	Write:         "Ctrl+S accept · Esc cancel",
	Required:      "This may not be left empty",
	QuitTitle:     "Quit?",
	QuitYes:       "Quit", QuitNo: "Stay",
	Progress: "%d of %d", TimeLeft: "about %s left",
	Cancelling: "stopping…", CancelHint: "Esc stops", Unheard: "keys pressed during the work do nothing",
	Seconds: "%d s", Minutes: "%d min", Hours: "%d h",
	Close: "Enter close", CloseHint: "Esc closes", ScrollHint: "↑↓ scroll · Esc closes", LanguageDone: "Interface: English",
	NoticeTitle: "About this store", LockBusy: "not locked: %s",
}

// Palette are the words of the command palette.
type Palette struct {
	Title, Prompt, None, Hint string
	Switch                    string // the palette's entry for the other language
	Themes                    map[string]string
	ASCII, Unicode            string // borders and signs
	Dressed                   string
}

var paletteVI = Palette{
	Title: "Mọi việc", Prompt: "Tìm việc", None: "Không có việc nào tên như vậy",
	Hint: "gõ để tìm · ↑↓ chọn · Enter làm · Esc đóng", Switch: "Switch to English",
	Themes: map[string]string{
		"dark": "Giao diện: nền tối", "light": "Giao diện: nền sáng", "contrast": "Giao diện: tương phản cao", "mono": "Giao diện: không màu",
	},
	ASCII: "Kẻ khung bằng dấu thường (ASCII)", Unicode: "Kẻ khung bằng nét liền (Unicode)", Dressed: "Đã đổi giao diện",
}

var paletteEN = Palette{
	Title: "All actions", Prompt: "Find", None: "No action of that name",
	Hint: "type to find · ↑↓ choose · Enter run · Esc closes", Switch: "Chuyển sang tiếng Việt",
	Themes: map[string]string{
		"dark": "Theme: dark background", "light": "Theme: light background", "contrast": "Theme: high contrast", "mono": "Theme: no colours",
	},
	ASCII: "Draw borders with plain signs (ASCII)", Unicode: "Draw borders with lines (Unicode)", Dressed: "The theme is changed",
}

// Field are the words beside inputs.
type Field struct {
	Required, NotNumber, NotMoney, NotDate, NotChoice string
	PointsMax                                         string    // %s
	PointsStep                                        string    // %s
	Scale                                             string    // %d decimals at most
	TooLong                                           string    // %d letters at most
	Range                                             string    // %s to %s
	AtMost, AtLeast                                   string    // %s
	Weekdays                                          [7]string // Sunday first
	NoMatch                                           string
}

var fieldVI = Field{
	Required:  "chưa nhập",
	NotNumber: "không đọc được số; viết như 1.234,5", NotMoney: "không đọc được số tiền; viết như 3,5 tỷ hoặc 450.000.000",
	NotDate: "không đọc được ngày; viết như 13/4/2021 hoặc hôm nay", NotChoice: "chọn một mục trong danh sách",
	PointsMax: "tối đa %s điểm", PointsStep: "điểm theo bước %s", Scale: "tối đa %d chữ số sau dấu phẩy",
	TooLong: "tối đa %d chữ",
	Range:   "từ %s đến %s",
	AtMost:  "tối đa %s", AtLeast: "ít nhất %s",
	Weekdays: [7]string{"Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy"},
	NoMatch:  "không có mục nào khớp",
}

var fieldEN = Field{
	Required:  "missing",
	NotNumber: "not a number; write 1.234,5", NotMoney: "not an amount; write 3,5 tỷ or 450.000.000",
	NotDate: "not a date; write 13/4/2021 or today", NotChoice: "choose one of the list",
	PointsMax: "at most %s points", PointsStep: "points in steps of %s", Scale: "at most %d decimals",
	TooLong: "at most %d letters",
	Range:   "from %s to %s",
	AtMost:  "at most %s", AtLeast: "at least %s",
	Weekdays: [7]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
	NoMatch:  "nothing matches",
}

// Table are the words of tables.
type Table struct {
	Empty string // no rows
	Count string // %s of %s rows
}

var tableVI = Table{Empty: "Chưa có dòng nào", Count: "%s/%s dòng"}

var tableEN = Table{Empty: "No rows", Count: "%s of %s rows"}
