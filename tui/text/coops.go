package text

// Coops are the words of the list of cooperatives.
type Coops struct {
	Title   string
	Search  string // label of the search field
	Hint    string // in the empty search field
	Loading string
	None    string // nothing matches
	Empty   string // no cooperative in the store
	Failed  string
	Count   string // %s of %s
	Sorted  string // %s column

	Columns  map[string]string // heads, by the column's name in the sort order
	Facets   map[string]string // unit, type, model, rating, status, field, sheet
	Sheets   map[string]string // how far the year's sheet is
	Excluded string            // in place of a rating, short
	Any      string            // no filter
	Chip     string            // %s facet, %s value
	NoChips  string            // %s key
	Ratings  map[string]string // by the id of the band

	FilterTitle, FilterHint, ValueHint, SortTitle, SortHint, ClearAll string

	NewTitle, NewName, NewTax, NewBody, NewSimilar, NewNone, NewSame string
	NewSameTax                                                       string // %s
	NewHint, NewKept                                                 string // %s name

	Open, Find, Filter, Sort, New, Table, Help, Back string // key line
}

// RatingName is the word for a band by its id, and the scheme's own title for
// one that only the scheme knows; "" for none.
func (c *Coops) RatingName(id, title string) string {
	if s, ok := c.Ratings[id]; ok {
		return s
	}
	if title == "" {
		return id
	}
	return title
}

var coopsVI = Coops{
	Title: "Hợp tác xã", Search: "Tìm", Hint: "tên, mã số thuế, xã; gõ không dấu cũng được",
	Loading: "đang đọc danh sách…", None: "Không có hợp tác xã nào khớp. Esc xóa chữ tìm, Ctrl+T bỏ lọc.",
	Empty: "Chưa có hợp tác xã nào. Ctrl+N lập hồ sơ mới.", Failed: "Chưa đọc được danh sách; Enter để đọc lại",
	Count: "%s/%s HTX", Sorted: "theo %s",
	Columns: map[string]string{
		"name": "Tên", "reporting_unit": "Đơn vị báo cáo", "unit": "Xã, phường", "type": "Loại", "tax_code": "Mã số thuế",
		"points": "Điểm", "rating": "Xếp loại", "spark": "5 năm", "sheet": "Bảng năm %s", "status": "Tình trạng",
		"model": "Mô hình", "field": "Ngành",
	},
	Facets: map[string]string{
		"unit": "Đơn vị báo cáo", "commune": "Xã, phường", "type": "Loại hình", "model": "Mô hình", "rating": "Xếp loại gần nhất",
		"status": "Tình trạng", "field": "Ngành báo cáo", "sheet": "Bảng đánh giá năm %s",
	},
	Sheets: map[string]string{
		"due": "chưa đánh giá", "returned": "tỉnh trả lại", "none": "chưa có", "any": "đã có", "unfinished": "còn dở", "complete": "chưa chốt", "final": "đã chốt",
		"excluded": "không đánh giá", "conflict": "lệch số liệu", "review": "chờ tỉnh xem", "accepted": "chấp nhận", "got": "tỉnh đã nhận",
		"sealed": "đã đóng gói",
	},
	Excluded: "k.đánh giá", Any: "tất cả", Chip: "%s: %s", NoChips: "%s để lọc",
	Ratings:     map[string]string{"good": "Tốt", "fair": "Khá", "average": "Trung bình", "weak": "Yếu", "-": "chưa xếp loại"},
	FilterTitle: "Lọc theo", FilterHint: "Enter chọn · Ctrl+D bỏ · Esc xong", ValueHint: "gõ để tìm · Enter chọn · Esc lùi",
	SortTitle: "Sắp theo cột", SortHint: "Enter chọn; lần nữa đảo chiều · Esc xong", ClearAll: "Bỏ mọi bộ lọc",

	NewTitle: "Hợp tác xã mới", NewName: "Tên", NewTax: "Mã số thuế",
	NewBody:    "Ghi tên trên giấy đăng ký. Hồ sơ gần giống hiện ngay bên dưới.",
	NewSimilar: "Có thể đã có hồ sơ, ↑↓ chọn rồi Enter mở:", NewNone: "Chưa có hồ sơ nào gần giống.",
	NewSame: "trùng tên", NewSameTax: "trùng mã số thuế %s",
	NewHint: "Tab ô kế · Ctrl+S lập hồ sơ mới · Esc thôi", NewKept: "Bản nháp “%s” còn ở Bàn làm việc",

	Open: "mở", Find: "tìm", Filter: "lọc", Sort: "sắp", New: "HTX mới", Table: "bảng", Help: "phím", Back: "về",
}

var coopsEN = Coops{
	Title: "Cooperatives", Search: "Find", Hint: "name, tax code, commune; marks may be left out",
	Loading: "reading the list…", None: "No cooperative matches. Esc clears the text, Ctrl+T the filters.",
	Empty: "No cooperative yet. Ctrl+N begins one.", Failed: "The list could not be read; Enter tries again",
	Count: "%s of %s", Sorted: "by %s",
	Columns: map[string]string{
		"name": "Name", "reporting_unit": "Reporting unit", "unit": "Commune", "type": "Type", "tax_code": "Tax code",
		"points": "Points", "rating": "Rating", "spark": "5 yrs", "sheet": "Sheet %s", "status": "Status",
		"model": "Model", "field": "Branch",
	},
	Facets: map[string]string{
		"unit": "Reporting unit", "commune": "Commune", "type": "Type", "model": "Model", "rating": "Newest rating",
		"status": "Status", "field": "Branch", "sheet": "Assessment of %s",
	},
	Sheets: map[string]string{
		"due": "due", "returned": "given back", "none": "none", "any": "begun", "unfinished": "unfinished", "complete": "not final", "final": "finalised",
		"excluded": "not rated", "conflict": "to compare", "review": "to review", "accepted": "accepted", "got": "received",
		"sealed": "sealed",
	},
	Excluded: "not rated", Any: "all", Chip: "%s: %s", NoChips: "%s filters",
	Ratings:     map[string]string{"good": "Good", "fair": "Fair", "average": "Average", "weak": "Weak", "-": "not rated"},
	FilterTitle: "Filter by", FilterHint: "Enter chooses · Ctrl+D removes · Esc done", ValueHint: "type to find · Enter chooses · Esc back",
	SortTitle: "Sort by column", SortHint: "Enter chooses, again turns round · Esc done", ClearAll: "Remove all filters",

	NewTitle: "New cooperative", NewName: "Name", NewTax: "Tax code",
	NewBody:    "Write the name as registered. Similar records appear below at once.",
	NewSimilar: "It may be there already; ↑↓ and Enter open one:", NewNone: "No similar record.",
	NewSame: "same name", NewSameTax: "same tax code %s",
	NewHint: "Tab next · Ctrl+S new record · Esc leave", NewKept: "The draft “%s” stays on the desk",

	Open: "open", Find: "find", Filter: "filter", Sort: "sort", New: "new", Table: "table", Help: "keys", Back: "back",
}
