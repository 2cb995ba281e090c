package sheet

import (
	"coopfield/store/scheme"
)

// itemScoring are the keys of an item that say how it gets its points; a
// criterion without items has them itself.
func itemScoring() []column {
	return []column{
		{key: "score", title: "Cách cho điểm", form: choice, must: true, about: "chấm điểm: người chấm cho từ 0 đến điểm tối đa; theo mức: giá trị tính từ số liệu đạt mức nào thì được điểm mức đó (sheet steps); đạt/không đạt: điều kiện đúng thì được điểm tối đa, sai thì 0", choices: []option{
			{"points", "chấm điểm"}, {"steps", "theo mức"}, {"yesno", "đạt/không đạt"},
		}},
		{key: "value", title: "Biểu thức tính", form: expression, about: "bắt buộc khi theo mức hoặc đạt/không đạt; dùng id của sheet facts, prev?.ID là số liệu năm trước; thí dụ: managers > 0 ? 100.0 * managers_degree / managers : 0"},
		{key: "shows", title: "Biểu thức hiển thị", form: expression, about: "chỉ hiện bên cạnh mục để người chấm tham khảo, không cho điểm"},
		{key: "unit", title: "Đơn vị của giá trị", form: words, about: "thí dụ: %, đồng"},
		{key: "todo", title: "Còn thiếu", form: words, about: "điều văn bản còn phải cho biết; chưa rõ các mức điểm thì ghi ở đây và để trống sheet steps, không tự đặt ra"},
	}
}

func schemeLayout() *layout {
	id := func(about string) column {
		return column{key: "id", title: "Mã", form: name, must: true, about: about}
	}
	title := column{key: "title", title: "Tên", form: words, must: true, about: "nguyên văn"}
	most := func(must bool, about string) column {
		return column{key: "max", title: "Điểm tối đa", form: points, must: must, about: about}
	}
	return &layout{
		typ: Scheme, title: "bộ tiêu chí",
		guide: []string{
			"Mỗi nhóm có các tiêu chí, mỗi tiêu chí có các mục. Tiêu chí không chia mục thì có một dòng ở sheet items với mã và tên của chính tiêu chí.",
			"Tổng điểm tối đa của các mục phải bằng điểm tối đa của tiêu chí, của các tiêu chí bằng của nhóm, của các nhóm bằng của bộ tiêu chí.",
			"Đừng đổi mã của mục, tiêu chí, số liệu đã dùng: bảng nháp chuyển sang bản mới theo mã.",
		},
		check: func(file string, toml []byte) error { _, err := scheme.Load(file, toml); return err },
		main: list{sheet: "scheme", title: "Bộ tiêu chí", columns: []column{
			id("mã của bộ tiêu chí; giữ nguyên thì bản này thay bản cũ cho các bảng lập mới"),
			{key: "revision", title: "Số bản", form: whole, about: "để nguyên: chương trình tự đánh số bản tiếp theo; ghi số lớn hơn thì lấy số đó"},
			title,
			{key: "basis", title: "Căn cứ", form: words, about: "văn bản quy định"},
			{key: "valid_from", title: "Có hiệu lực từ ngày", form: day, about: "xét theo ngày cuối của kỳ đánh giá"},
			{key: "valid_to", title: "Hết hiệu lực sau ngày", form: day},
			{key: "repealed_by", title: "Bị thay thế bởi", form: words},
			{key: "internal_from", title: "Dùng nội bộ từ ngày", form: day, about: "sau khi hết hiệu lực vẫn dùng để đánh giá nội bộ"},
			{key: "internal_note", title: "Ghi chú khi dùng nội bộ", form: words, about: "in trên từng bảng"},
			{key: "score_column", title: "Cột điểm chính thức", form: choice, choices: columnOptions()},
			{key: "partial", title: "Chỉ có một phần", form: yes, about: "có: chưa đủ thang điểm nên không xếp loại"},
			{key: "period", title: "Kỳ đánh giá", form: choice, choices: []option{{"year", "năm"}, {"half_year", "nửa năm"}}},
			most(true, "của cả bộ tiêu chí"),
			{key: "point_step", title: "Bước điểm", form: points, about: "điểm là bội số của bước này, thí dụ 0,5; trống: đến hai chữ số thập phân"},
		}},
		lists: []list{
			{sheet: "ratings", title: "Mức xếp loại", path: []string{"rating"}, about: "từ cao xuống thấp, mức cuối từ 0 điểm", columns: []column{
				id(""), title, {key: "from", title: "Từ điểm", form: points, must: true, about: "từ điểm này trở lên"},
			}},
			{sheet: "exclusions", title: "Trường hợp không đánh giá", path: []string{"exclusion"}, columns: []column{
				id(""), title, {key: "when", title: "Điều kiện", form: expression, must: true, about: "biểu thức; dùng được coop_type, months_active, months_stopped và id của sheet facts"},
			}},
			{sheet: "facts", title: "Số liệu", path: []string{"fact"}, about: "số liệu trong năm, nhập một lần, các mục dùng chung", columns: []column{
				id("dùng trong biểu thức: chữ không dấu, số và _, bắt đầu bằng chữ"), title, {key: "unit", title: "Đơn vị tính", form: words, must: true, about: "đồng, người và năm là số nguyên; đơn vị khác có hai chữ số thập phân"},
			}},
			{sheet: "groups", title: "Nhóm tiêu chí", path: []string{"group"}, below: []string{"criteria"}, columns: []column{id(""), title, most(true, "")}},
			{
				sheet: "criteria", title: "Tiêu chí", path: []string{"group", "criterion"}, below: []string{"items"},
				up:      column{key: "group", title: "Nhóm", form: name, must: true, about: "mã của nhóm ở sheet groups"},
				columns: []column{id(""), title, most(false, "trống: chưa rõ, hoặc bằng tổng của các mục")},
			},
			{
				sheet: "items", title: "Mục chấm điểm", path: []string{"group", "criterion", "item"}, below: []string{"steps"},
				up: column{key: "criterion", title: "Tiêu chí", form: name, must: true, about: "mã của tiêu chí ở sheet criteria"},
				columns: append([]column{
					id("tiêu chí không chia mục: ghi mã của chính tiêu chí"),
					{key: "title", title: "Tên", form: words, must: true, about: "nguyên văn"},
					most(false, "trống: chưa rõ; bắt buộc khi theo mức hoặc đạt/không đạt"),
				}, itemScoring()...),
			},
			{
				sheet: "steps", title: "Mức điểm", path: []string{"group", "criterion", "item", "steps"}, inline: true, about: "của mục theo mức, từ cao xuống thấp; mức đầu tiên đạt được cho điểm",
				up: column{key: "item", title: "Mục", form: name, must: true, about: "mã của mục ở sheet items"},
				columns: []column{
					{key: "from", title: "Từ", form: number, about: "giá trị từ mốc này trở lên"},
					{key: "above", title: "Trên", form: number, about: "giá trị lớn hơn hẳn mốc này; mức cuối để trống cả hai thì nhận mọi giá trị còn lại"},
					{key: "points", title: "Điểm", form: points, must: true},
				},
			},
			{sheet: "deadlines", title: "Thời hạn hằng năm", path: []string{"deadline"}, columns: []column{
				id(""), title,
				{key: "level", title: "Cấp", form: choice, must: true, choices: levelOptions()},
				{key: "due", title: "Hạn", form: yearDay, must: true, about: "ngày/tháng hằng năm, thí dụ 15/12"},
			}},
		},
		spread: spreadCriteria, gather: gatherCriteria,
	}
}

func columnOptions() []option {
	return []option{{string(scheme.Self), "tự chấm"}, {string(scheme.Checked), "huyện rà soát"}, {string(scheme.Approved), "tỉnh rà soát"}}
}

func levelOptions() []option {
	return []option{{"cooperative", "hợp tác xã"}, {"district", "cấp huyện"}, {"province", "cấp tỉnh"}}
}

// spreadCriteria gives each criterion that is its own item a row on the sheet of
// items.
func spreadCriteria(root *table) {
	for _, g := range root.lists["group"] {
		for _, c := range g.lists["criterion"] {
			if len(c.lists["item"]) > 0 {
				continue
			}
			it := newTable(c.at)
			for _, key := range []string{"id", "title", "max"} {
				it.copy(c, key)
			}
			for _, col := range itemScoring() {
				it.copy(c, col.key)
				delete(c.values, col.key)
			}
			it.lists["steps"] = c.lists["steps"]
			delete(c.lists, "steps")
			c.lists["item"] = []*table{it}
		}
	}
}

// gatherCriteria takes such rows back into their criteria.
func gatherCriteria(root *table) {
	for _, g := range root.lists["group"] {
		for _, c := range g.lists["criterion"] {
			if len(c.lists["item"]) != 1 {
				continue
			}
			it := c.lists["item"][0]
			if !it.says(c, "id", false) || !it.says(c, "title", true) || !it.says(c, "max", true) {
				continue
			}
			for _, col := range itemScoring() {
				c.copy(it, col.key)
			}
			c.lists["steps"] = it.lists["steps"]
			delete(c.lists, "item")
			c.at = it.at // what is missing is missing there
		}
	}
}
