package sheet

import (
	"coopfield/store/programme"
)

func programmeLayout() *layout {
	id := column{key: "id", title: "Mã", form: name, must: true, about: "hồ sơ đã lập ghi mã này: đừng đổi mã đã dùng"}
	title := column{key: "title", title: "Tên", form: words, must: true, about: "nguyên văn"}
	check := column{key: "check", title: "Biểu thức kiểm tra", form: expression, about: "để trống: người có trách nhiệm quyết định"}
	entries := func(sheet, key, heading string) list {
		return list{sheet: sheet, title: heading, path: []string{key}, columns: []column{id, title}}
	}
	return &layout{
		typ: Programme, title: "chương trình",
		guide: []string{
			"Bản mới thay bản cũ cho cả hồ sơ đang làm: hồ sơ chỉ ghi mã của chương trình và mã của từng dòng.",
			"Điều kế hoạch không ghi thì để trống hoặc ghi ở cột còn thiếu; không tự đặt ra.",
		},
		check: func(file string, toml []byte) error { _, err := programme.Load(file, toml); return err },
		main: list{sheet: "programme", title: "Chương trình", columns: []column{
			{key: "id", title: "Mã", form: name, must: true, about: "giữ nguyên thì bản này thay bản cũ"},
			{key: "revision", title: "Số bản", form: whole, about: "để nguyên: chương trình tự đánh số bản tiếp theo; ghi số lớn hơn thì lấy số đó"},
			title,
			{key: "basis", title: "Căn cứ", form: words, must: true, about: "kế hoạch, quyết định"},
			{key: "province", title: "Mã tỉnh", form: name, must: true},
			{key: "scheme", title: "Bộ tiêu chí", form: name, must: true, about: "mã của bộ tiêu chí mà các điểm thuộc về"},
			{key: "score_column", title: "Cột điểm", form: choice, must: true, choices: columnOptions()},
			{key: "pilots_min", title: "Số thí điểm tối thiểu", form: whole},
			{key: "entry_score", title: "Điểm đăng ký", form: points, must: true, about: "của bản đánh giá kèm hồ sơ, từ điểm này trở lên"},
			{key: "entry_year", title: "Năm của bản đánh giá kèm hồ sơ", form: whole, must: true},
			{key: "exit_score", title: "Điểm kết thúc giai đoạn hoàn thiện", form: points, must: true},
			{key: "closing_report", title: "Mẫu báo cáo tổng kết", form: name},
			{key: "never_below_baseline", title: "Tiêu chí nêu trong kế hoạch không được thấp hơn ban đầu", form: yes},
			{key: "profit_years", title: "Số năm có lãi liên tục", form: whole},
		}},
		lists: []list{
			{sheet: "stages", title: "Giai đoạn", path: []string{"stage"}, about: "theo thời gian, không chồng nhau", columns: []column{
				id, title,
				{key: "from", title: "Từ ngày", form: day},
				{key: "to", title: "Đến ngày", form: day, must: true},
				{key: "latest", title: "Chậm nhất", form: day, about: "ngày khác mà cùng kế hoạch ghi là hạn cuối"},
				{key: "after", title: "Sau sự kiện", form: choice, about: "thay cho từ ngày", choices: []option{
					{string(programme.DistrictDecision), "quyết định của huyện"}, {string(programme.ProvinceDecision), "quyết định của tỉnh"},
				}},
			}},
			{sheet: "objectives", title: "Mục tiêu", path: []string{"objective"}, columns: []column{
				id, title, check,
				{key: "open", title: "Còn chờ khi", form: expression},
				{key: "value", title: "Câu nêu kết quả", form: words},
				{key: "target", title: "Câu nêu đích", form: words},
			}},
			{sheet: "conditions", title: "Điều kiện bắt buộc", path: []string{"condition"}, columns: []column{id, title, check}},
			{sheet: "priorities", title: "Điều kiện ưu tiên", path: []string{"priority"}, below: []string{"grounds"}, columns: []column{
				id, title, check, {key: "any", title: "Có căn cứ ở sheet grounds", form: yes, about: "có: một trong các căn cứ là đủ"},
			}},
			{
				sheet: "grounds", title: "Căn cứ ưu tiên", path: []string{"priority", "ground"},
				up:      column{key: "priority", title: "Ưu tiên", form: name, must: true, about: "mã ở sheet priorities"},
				columns: []column{id, title},
			},
			entries("dossier", "dossier", "Giấy tờ của hồ sơ"),
			{sheet: "models", title: "Mô hình", path: []string{"model"}, columns: []column{id, {key: "field", title: "Lĩnh vực", form: words, must: true}, title}},
			entries("funding", "funding", "Nguồn kinh phí"),
			entries("legal_bases", "legal_basis", "Căn cứ pháp lý của hỗ trợ"),
			entries("actions", "action", "Việc hợp tác xã làm"),
			entries("supports", "support", "Hỗ trợ"),
			{sheet: "offices", title: "Cơ quan", path: []string{"office"}, columns: []column{
				id, title,
				{key: "tasks", title: "Nhiệm vụ", form: words},
				{key: "receives", title: "Được gửi", form: words},
				{key: "role", title: "Vai trò trong chương trình máy", form: choice, choices: []option{{"officer", "cán bộ"}, {"advisor", "tư vấn"}, {"province", "tỉnh"}}},
				{key: "field", title: "Chỉ theo dõi lĩnh vực", form: words},
			}},
			{sheet: "deadlines", title: "Thời hạn", path: []string{"deadline"}, about: "mỗi dòng có đúng một trong ba: hằng năm, một lần, còn thiếu", columns: []column{
				id, title,
				{key: "level", title: "Cấp", form: choice, must: true, choices: levelOptions()},
				{key: "due", title: "Hằng năm", form: yearDay, about: "ngày/tháng, thí dụ 30/6"},
				{key: "on", title: "Một lần vào ngày", form: day},
				{key: "before", title: "Trước ngày đó", form: yes, about: "có: phải xong trước ngày ấy; trống: đến hết ngày ấy"},
				{key: "todo", title: "Còn thiếu", form: words, about: "kế hoạch không ghi ngày"},
				{key: "to", title: "Gửi đến", form: words},
				{key: "asks", title: "Máy biết đã xong nhờ", form: name},
				{key: "report", title: "Mẫu báo cáo", form: name},
				{key: "period", title: "Kỳ của báo cáo", form: name, about: "trống: năm; H1, H2: nửa năm"},
			}},
			{sheet: "tie_breaks", title: "Khi ngang nhau", path: []string{"tie_break"}, columns: []column{
				id, title, {key: "value", title: "Biểu thức", form: expression, must: true}, {key: "order", title: "Thứ tự", form: name},
			}},
		},
	}
}
