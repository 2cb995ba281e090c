package text

// Plain are the words of the line by line mode.
type Plain struct {
	Welcome  string // %s person, %s unit
	Training string
	Hint     string
	FormHint string
	Help     string
	Choose   string
	Leave    string
	Quit     string
	Nothing  string // stands for an answer that is not there
	Yes      string // the word that confirms
	Sure     string // %s what will be done, %s Yes

	TooLong        string
	LeftOpen       string
	NotFound       string // %s words
	NoOption       string // %s words
	SeveralOptions string // %s words
	SayNumber      string
	NoNumber       string // %s typed, %d options
	Unexpected     string
	Bye            string

	Search, NewCoop string
	SearchFor       string
	NoCoop          string // %s words
	MoreCoops       string // %d that are not listed
	WhichCoop       string

	Profile, Annual, Sheets, Visits, Consults                              string
	Lists                                                                  map[string]string // what a list of items is called, by its field
	NewOf, Held                                                            string            // NewOf: %s what; Held: %s date, %s what, %s state
	MeetingOf                                                              string            // %s kind, %s cooperative, %s date
	MeetingClosed, FinalMeeting, Left, NothingLeft, Became, MovedTo, Noted string
	Year, BadYear                                                          string
	Saved                                                                  string // %s time
	Written                                                                string // the op was made
	NotWritten                                                             string // faults: it stays a draft
	Unchanged                                                              string
	ItemOf                                                                 string // %s list, %d number, %s first words
	Another                                                                string // %s what

	NewSheet, OpenSheet string // OpenSheet: %s period, %s scheme, %s state
	SheetOf             string // %s cooperative, %s period, %s scheme
	Fill, Result, Final string
	Figure              string // %s title, %s unit
	Most                string // %s points
	NoLimit             string
	Computed            string // %s points that the figures give
	Total               string // %s points, %s of
	Provisional         string // %d done, %d items
	Rated               string // %s rating
	NoRating            string
	Missing             string // %d things
	CannotFinal         string
	FinalAsk, Finalised string
	Closed              string
	Self, Checked       string
	Approved            string
	Evidence, Reason    string
	Months, MonthsNot   string
	SheetEnd            string
}

var plainVI = Plain{
	Welcome:  "coopfield, chế độ từng dòng. %s, %s.",
	Training: "Đây là dữ liệu tập huấn, không gửi lên tỉnh được.",
	Hint:     "Trả lời mỗi câu bằng một dòng rồi nhấn Enter. Mọi câu trả lời được lưu ngay.",
	FormHint: "Enter giữ nguyên, - xóa trống, < về câu trước, . dừng ở đây, ? xem cách trả lời, /chữ tới câu có chữ đó.",
	Help:     "Gõ câu trả lời rồi nhấn Enter. Enter giữ nguyên; - xóa trống; < về câu trước; . dừng, phần đã trả lời vẫn được lưu; /chữ tới câu có chữ đó. Câu trả lời bắt đầu bằng một trong các dấu này thì gõ thêm \\ ở trước.",
	Choose:   "Chọn số:",
	Leave:    "Quay lại",
	Quit:     "Thoát",
	Nothing:  "trống",
	Yes:      "đồng ý",
	Sure:     "%s Gõ \"%s\" để làm, Enter để thôi:",

	TooLong:        "✗ dòng quá dài nên chưa nhận; gõ lại ngắn hơn",
	LeftOpen:       "để trống, trả lời sau cũng được",
	NotFound:       "không có câu hỏi nào có chữ %q",
	NoOption:       "✗ không có lựa chọn nào có chữ %q; gõ ? để xem danh sách",
	SeveralOptions: "Có nhiều lựa chọn có chữ %q:",
	SayNumber:      "gõ số của lựa chọn",
	NoNumber:       "✗ %q không phải là số từ 0 đến %d",
	Unexpected:     "có lỗi ngoài dự kiến; phần đã lưu được giữ nguyên",
	Bye:            "Đã lưu mọi câu trả lời. Hẹn gặp lại.",

	Search: "Tìm hợp tác xã", NewCoop: "Thêm hợp tác xã",
	SearchFor: "Tên, mã số hoặc địa danh (không cần dấu):",
	NoCoop:    "không có hợp tác xã nào có chữ %q",
	MoreCoops: "còn %d hợp tác xã khác, gõ thêm chữ để tìm hẹp hơn",
	WhichCoop: "Chọn hợp tác xã",

	Profile: "Hồ sơ", Annual: "Số liệu năm", Sheets: "Đánh giá", Visits: "Kiểm tra", Consults: "Tư vấn",
	Lists: map[string]string{
		"recommendations": "Kiến nghị", "commitments": "Cam kết", "participants": "Đại diện hợp tác xã, người dự", "team": "Đoàn kiểm tra",
		"products": "Sản phẩm", "link_contracts": "Hợp đồng liên kết",
	},
	NewOf: "Lần mới: %s", Held: "Ngày %s, %s, %s", MeetingOf: "%s, %s, ngày %s",
	MeetingClosed: "Đã chốt; muốn sửa thì dùng lệnh amend.", FinalMeeting: "Chốt? Sau đó chỉ sửa được bằng điều chỉnh có lý do.",
	Left: "Xem phần còn thiếu", NothingLeft: "Không thiếu gì, có thể chốt.", Became: "Kết quả", MovedTo: "Hạn mới, nếu dời hạn", Noted: "Ghi nhận",
	Year: "Năm:", BadYear: "✗ năm gồm bốn chữ số, ví dụ 2024",
	Saved:      "đã lưu %s",
	Written:    "Đã ghi thành một thay đổi.",
	NotWritten: "Chưa ghi được; phần đã trả lời vẫn được giữ.",
	Unchanged:  "Không có gì thay đổi.",
	ItemOf:     "%s %d: %s",
	Another:    "%s: Enter nếu không thêm, hoặc gõ nội dung:",

	NewSheet: "Bảng đánh giá mới", OpenSheet: "Năm %s, %s, %s",
	SheetOf: "%s, đánh giá %s theo %s",
	Fill:    "Trả lời từng mục", Result: "Xem điểm và phần còn thiếu", Final: "Chốt",
	Figure: "%s (%s)", Most: "tối đa %s điểm", NoLimit: "chưa rõ điểm tối đa của mục này, tính theo nhóm", Computed: "theo số liệu là %s",
	Total: "Tổng %s trên %s điểm.", Provisional: "Tạm tính: đã có điểm %d trên %d mục.", Rated: "Xếp loại: %s.", NoRating: "Không xếp loại.",
	Missing: "Còn thiếu %d việc:", CannotFinal: "Chưa chốt được.", FinalAsk: "Chốt bảng đánh giá? Sau đó chỉ sửa được bằng điều chỉnh có lý do.", Finalised: "Đã chốt.",
	Closed: "Bảng đã chốt; muốn sửa thì dùng lệnh amend.",
	Self:   "Tự chấm", Checked: "Huyện rà soát", Approved: "Tỉnh rà soát", Evidence: "Căn cứ", Reason: "Lý do lệch",
	Months: "Số tháng hoạt động trong năm", MonthsNot: "Số tháng ngừng hoạt động",
	SheetEnd: "Cuối bảng",
}

var plainEN = Plain{
	Welcome:  "coopfield, line by line. %s, %s.",
	Training: "This is training data; it cannot be sent to the province.",
	Hint:     "Answer each question with one line and press Enter. Every answer is saved at once.",
	FormHint: "Enter keeps, - clears, < one back, . stops here, ? tells how to answer, /word goes to the question with that word.",
	Help:     "Type the answer and press Enter. Enter keeps; - clears; < goes one back; . stops, what was answered stays saved; /word goes to the question with that word. An answer that begins with one of these signs takes a \\ before it.",
	Choose:   "Number:",
	Leave:    "Back",
	Quit:     "Quit",
	Nothing:  "empty",
	Yes:      "yes",
	Sure:     "%s Type \"%s\" to do it, Enter to leave it:",

	TooLong:        "✗ the line is too long and was not taken; type a shorter one",
	LeftOpen:       "left empty, it can be answered later",
	NotFound:       "no question has the word %q",
	NoOption:       "✗ no choice has the word %q; type ? for the list",
	SeveralOptions: "Several choices have the word %q:",
	SayNumber:      "type the number of the choice",
	NoNumber:       "✗ %q is no number from 0 to %d",
	Unexpected:     "an unexpected fault; what was saved is kept",
	Bye:            "Every answer is saved. Good-bye.",

	Search: "Find a cooperative", NewCoop: "Add a cooperative",
	SearchFor: "Name, code or place (marks are not needed):",
	NoCoop:    "no cooperative has the word %q",
	MoreCoops: "%d more cooperatives, type more words to narrow the search",
	WhichCoop: "Choose a cooperative",

	Profile: "Record", Annual: "Yearly figures", Sheets: "Assessment", Visits: "Visits", Consults: "Advice",
	Lists: map[string]string{
		"recommendations": "Recommendation", "commitments": "Commitment", "participants": "Of the cooperative, and who else was there", "team": "Team",
		"products": "Product", "link_contracts": "Contract",
	},
	NewOf: "New: %s", Held: "%s, %s, %s", MeetingOf: "%s, %s, %s",
	MeetingClosed: "It is finalised; the amend command changes it.", FinalMeeting: "Finalise? After that only an amendment with a reason changes it.",
	Left: "See what is missing", NothingLeft: "Nothing is missing, it can be finalised.", Became: "Result", MovedTo: "New date, if moved", Noted: "Note",
	Year: "Year:", BadYear: "✗ a year has four digits, such as 2024",
	Saved:      "saved %s",
	Written:    "Written as one change.",
	NotWritten: "Not written yet; the answers are kept.",
	Unchanged:  "Nothing changed.",
	ItemOf:     "%s %d: %s",
	Another:    "%s: Enter for no more, or type it:",

	NewSheet: "New assessment", OpenSheet: "Year %s, %s, %s",
	SheetOf: "%s, assessment %s by %s",
	Fill:    "Answer item by item", Result: "See points and what is missing", Final: "Finalise",
	Figure: "%s (%s)", Most: "at most %s points", NoLimit: "the item's maximum is not known, its group's holds", Computed: "%s by the figures",
	Total: "Total %s of %s points.", Provisional: "Provisional: %d of %d items have points.", Rated: "Rating: %s.", NoRating: "No rating.",
	Missing: "%d things are missing:", CannotFinal: "It cannot be finalised yet.", FinalAsk: "Finalise the assessment? After that only an amendment with a reason changes it.", Finalised: "Finalised.",
	Closed: "The sheet is finalised; the amend command changes it.",
	Self:   "Self-assessed", Checked: "Checked by the district", Approved: "Approved by the province", Evidence: "Evidence", Reason: "Reason for the difference",
	Months: "Months active in the year", MonthsNot: "Months stopped",
	SheetEnd: "End of the sheet",
}
