package text

// History are the words of the history of one record.
type History struct {
	Title   string
	Loading string
	Failed  string // Enter tries again
	Empty   string
	NoMatch string // %s what was searched

	ByRevision, ByField string // the two views
	Search              string // label of the search field
	Hint                string // in it while it is empty
	Only                string // %s field: what the list is narrowed to

	At, Did, Who, Changed, Where   string // columns of revisions
	Field, Now, Times, Last, ByWho string // columns of fields

	Created  string // the first op of a record
	Merged   string // an automatic merge
	MergedOf string // %d revisions
	Decided  string // a decision between versions, short
	Fields   string // %d
	Parallel string // what stands side by side: in the details

	Places   map[string]string // where a revision stands
	Accepted string            // %s when, %s who
	Returned string            // %s when, %s who, %s reason
	NoFields string
	Details  string

	KeyDetails, KeyOnly, KeyView, KeySearch, KeySheet, KeyBack, KeyHelp string
	OpenFor                                                             string // palette elsewhere: the history of this record
}

var historyVI = History{
	Title: "Lịch sử", Loading: "đang đọc lịch sử…", Failed: "Chưa đọc được lịch sử; Enter để đọc lại",
	Empty: "Hồ sơ này chưa có lần ghi nào.", NoMatch: "Không có trường nào khớp “%s”.",

	ByRevision: "Theo lần ghi", ByField: "Theo trường", Search: "Trường", Hint: "gõ số mục hoặc tên trường, như 3a", Only: "Chỉ trường: %s",

	At: "Lúc", Did: "Việc", Who: "Người", Changed: "Đổi", Where: "Nay ở",
	Field: "Trường", Now: "Giá trị nay", Times: "Lần", Last: "Lần cuối", ByWho: "Người",

	Created: "lập hồ sơ", Merged: "gộp tự động", MergedOf: "%d bản sửa song song không trùng trường, máy tự gộp; không ai mất gì", Fields: "%d trường", Decided: "quyết định",
	Parallel: "Sửa song song với: %s",

	Places: map[string]string{
		"unsealed": "chưa đóng gói", "sealed": "đã đóng gói", "got": "tỉnh đã nhận", "accepted": "tỉnh chấp nhận", "returned": "tỉnh trả lại",
		"sent": "tỉnh gửi về", "received": "đã nhận", "here": "của tỉnh",
	},
	Accepted: "Tỉnh chấp nhận: %s, %s", Returned: "Tỉnh trả lại: %s, %s. Lý do: %s", NoFields: "Lần này không đổi trường nào.", Details: "Chi tiết",

	KeyDetails: "cuộn chi tiết", KeyOnly: "chỉ trường này", KeyView: "cách xem", KeySearch: "tìm trường", KeySheet: "mở bảng", KeyBack: "về", KeyHelp: "phím",
	OpenFor: "Lịch sử: ai đổi gì, khi nào, vì sao",
}

var historyEN = History{
	Title: "History", Loading: "reading the history…", Failed: "The history could not be read; Enter tries again",
	Empty: "Nothing was written to this record yet.", NoMatch: "No field matches “%s”.",

	ByRevision: "By change", ByField: "By field", Search: "Field", Hint: "number of an item or name of a field, such as 3a", Only: "Only: %s",

	At: "When", Did: "What", Who: "Who", Changed: "Changed", Where: "Stands at",
	Field: "Field", Now: "Value now", Times: "Times", Last: "Last", ByWho: "Who",

	Created: "created", Merged: "joined", MergedOf: "%d parallel changes of different fields, joined by the program; nobody lost anything", Fields: "%d fields", Decided: "decided",
	Parallel: "Parallel to: %s",

	Places: map[string]string{
		"unsealed": "in no bundle", "sealed": "sealed", "got": "received", "accepted": "accepted", "returned": "given back",
		"sent": "from the province", "received": "received", "here": "the province's",
	},
	Accepted: "Accepted by the province: %s, %s", Returned: "Given back by the province: %s, %s. Reason: %s", NoFields: "No field was changed.", Details: "Details",

	KeyDetails: "scroll details", KeyOnly: "only this field", KeyView: "view", KeySearch: "find a field", KeySheet: "open sheet", KeyBack: "back", KeyHelp: "keys",
	OpenFor: "History: who changed what, when and why",
}
