package text

// Review are the words of the province's review of a finalised sheet, and of
// what a laptop shows of it.
type Review struct {
	Note         string // above a sheet that waits for the province
	NoteAgain    string // the same of one that was accepted
	Comment      string // label of the province's comment on a criterion
	CommentOf    string // %s criterion: its name in remarks
	AcceptTitle  string
	AcceptBody   string // %s cooperative, %s period, %s points and rating
	With         string // %d points, %d comments that go along
	AcceptYes    string
	Accepted     string
	ReturnTitle  string
	ReturnBody   string // %s cooperative, %s period
	ReturnLabel  string
	Returned     string
	GapsTitle    string // %d
	Kept         string // leaving with points or comments that were not sent
	NotProvince  string
	NotFinal     string
	Comments     string // filter: items with a comment of the province
	ReturnedHead string // %s reason, first line of a returned sheet
	ReturnedHow  string // what to do then
	ReturnedWait string // what the province waits for then
	CommentsOf   string // %s numbers of criteria

	KeyAccept, KeyReturn, KeyHistory string
	AcceptThis, ReturnThis           string // palette
	AmendThis                        string // palette, of the province
}

var reviewVI = Review{
	Note:      "Đã chốt, chờ tỉnh xem xét: F8 chấp nhận, F6 trả lại. Điểm tỉnh và ý kiến gõ ngay tại từng mục.",
	NoteAgain: "Tỉnh đã chấp nhận, chỉ xem. F6 trả lại nếu phải làm lại.",
	Comment:   "Ý kiến của tỉnh", CommentOf: "Ý kiến tiêu chí %s",
	AcceptTitle: "Chấp nhận bảng đánh giá?",
	AcceptBody:  "%s, năm %s: %s.\nQuyết định được ký và về huyện cùng gói trả lời; bảng giữ nguyên như đã chốt.",
	With:        "Kèm theo: %d điểm tỉnh rà soát, %d ý kiến.",
	AcceptYes:   "Chấp nhận", Accepted: "Đã chấp nhận bảng đánh giá",
	ReturnTitle: "Trả lại bảng đánh giá",
	ReturnBody:  "%s, năm %s.\nBảng mở lại thành nháp ở máy người lập, lý do hiện trên đầu bảng. Bản đã chốt vẫn còn trong Lịch sử.",
	ReturnLabel: "Lý do trả lại", Returned: "Đã trả lại; lý do và ý kiến về huyện cùng gói trả lời",
	GapsTitle: "Trước khi chấp nhận còn %d việc", Kept: "Điểm và ý kiến đang ghi được giữ, chưa gửi đi",
	NotProvince: "Chỉ tỉnh chấp nhận hoặc trả lại", NotFinal: "Bảng chưa chốt thì chưa chấp nhận hay trả lại được",
	Comments:     "Lọc: ý kiến tỉnh",
	ReturnedHead: "Tỉnh trả lại: %s", ReturnedHow: "Sửa theo ý kiến, rồi F8 chốt lại và đóng gói gửi tỉnh.", ReturnedWait: "Chờ máy lập bảng sửa và gửi lại; F9 ghi gói trả lời để máy đó biết.", CommentsOf: "Ý kiến ở tiêu chí %s (Ctrl+T lọc).",

	KeyAccept: "chấp nhận", KeyReturn: "trả lại", KeyHistory: "lịch sử",
	AcceptThis: "Chấp nhận bảng đánh giá", ReturnThis: "Trả lại bảng đánh giá, kèm lý do", AmendThis: "Điều chỉnh bảng đã chốt",
}

var reviewEN = Review{
	Note:      "Finalised, waits for the province: F8 accepts, F6 gives back. Points and comments are typed at each item.",
	NoteAgain: "Accepted by the province, read only. F6 gives it back if it must be done again.",
	Comment:   "Province's comment", CommentOf: "Comment on criterion %s",
	AcceptTitle: "Accept the sheet?",
	AcceptBody:  "%s, %s: %s.\nThe decision is signed and goes to the district with the next answer; the sheet stays as finalised.",
	With:        "With it go: %d points of the province, %d comments.",
	AcceptYes:   "Accept", Accepted: "The sheet is accepted",
	ReturnTitle: "Give the sheet back",
	ReturnBody:  "%s, %s.\nIt opens again as a draft at its author, with the reason on top. The finalised version stays in the history.",
	ReturnLabel: "Reason", Returned: "Given back; reason and comments go to the district with the next answer",
	GapsTitle: "%d things before accepting", Kept: "Points and comments are kept and not sent yet",
	NotProvince: "Only the province accepts or gives back", NotFinal: "A sheet that is not finalised is neither accepted nor given back",
	Comments:     "Only with a comment",
	ReturnedHead: "Given back by the province: %s", ReturnedHow: "Correct it, then F8 finalises it again, and seal it for the province.", ReturnedWait: "The laptop that wrote it has to correct and seal it; F9 writes the answer that tells it.", CommentsOf: "Comments on criteria %s (Ctrl+T filters).",

	KeyAccept: "accept", KeyReturn: "give back", KeyHistory: "history",
	AcceptThis: "Accept the sheet", ReturnThis: "Give the sheet back with a reason", AmendThis: "Correct the finalised sheet",
}
