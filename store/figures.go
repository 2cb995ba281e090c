package store

// Figure is one yearly figure of a cooperative (chỉ tiêu).
type Figure struct {
	ID    string
	Title string // Vietnamese
	Unit  string // đồng, người, hộ, %, …
}

// Scale returns how many decimals the figure keeps, see [ScaleOf].
func (f Figure) Scale() int { return ScaleOf(f.Unit) }

// ScaleOf returns how many decimals numbers of a unit keep: none for đồng,
// người and năm, two for every other (sync protocol, The op log). Figures and
// the facts of schemes share the rule, so that one of the same id and unit
// reads the same integer.
func ScaleOf(unit string) int {
	switch unit {
	case "đồng", "người", "năm":
		return 0
	}
	return 2
}

// Figures lists the figures of an annual record in the order of the report on
// a cooperative's activity (báo cáo tình hình hoạt động). Figures that a
// scoring scheme asks for under the same id are filled in from here.
func Figures() []Figure { return figures }

// FigureByID returns the figure called id and reports whether there is one.
func FigureByID(id string) (Figure, bool) {
	for _, f := range figures {
		if f.ID == id {
			return f, true
		}
	}
	return Figure{}, false
}

var figures = []Figure{
	{"members", "Tổng số thành viên", "người"},
	{"official_members", "Thành viên chính thức", "người"},
	{"new_members", "Thành viên mới trong năm", "người"},
	{"women_members", "Thành viên nữ", "người"},
	{"women_managers", "Cán bộ quản lý nữ", "người"},
	{"households", "Số hộ thành viên", "hộ"},
	{"minority_households", "Số hộ đồng bào dân tộc thiểu số", "hộ"},
	{"workers", "Lao động thường xuyên", "người"},
	{"vulnerable_workers", "Lao động yếu thế", "người"},
	{"worker_income", "Thu nhập bình quân một lao động thường xuyên trong năm", "đồng"},
	{"managers", "Số cán bộ quản lý, điều hành", "người"},
	{"managers_degree", "Cán bộ quản lý có trình độ cao đẳng, đại học trở lên", "người"},
	{"managers_vocational", "Cán bộ quản lý có trình độ sơ cấp, trung cấp", "người"},
	{"managers_untrained", "Cán bộ quản lý chưa qua đào tạo", "người"},
	{"managers_young", "Cán bộ quản lý trẻ", "người"},
	{"charter_capital", "Vốn điều lệ", "đồng"},
	{"total_capital", "Tổng nguồn vốn", "đồng"},
	{"capital_begin", "Tổng nguồn vốn đầu năm", "đồng"},
	{"capital_end", "Tổng nguồn vốn cuối năm", "đồng"},
	{"undivided_begin", "Tài sản không chia đầu năm", "đồng"},
	{"undivided_end", "Tài sản không chia cuối năm", "đồng"},
	{"assets", "Tổng tài sản", "đồng"},
	{"revenue", "Tổng doanh thu bán hàng và cung cấp dịch vụ", "đồng"},
	{"revenue_planned", "Doanh thu kế hoạch trong năm", "đồng"},
	{"revenue_from_members", "Doanh thu từ thành viên", "đồng"},
	{"member_supply_share", "Tỷ lệ đáp ứng sản phẩm, dịch vụ cho thành viên", "%"},
	{"profit", "Lợi nhuận (lãi) trong năm", "đồng"},
	{"profit_before_tax", "Lợi nhuận (thu nhập) trước thuế", "đồng"},
	{"income", "Thu nhập sau khi hoàn thành nghĩa vụ tài chính", "đồng"},
	{"income_after_obligations", "Thu nhập sau khi hoàn thành các nghĩa vụ tài chính", "đồng"},
	{"fund_development", "Trích Quỹ đầu tư phát triển", "đồng"},
	{"fund_reserve", "Trích Quỹ dự phòng tài chính", "đồng"},
	{"fund_other", "Trích các quỹ khác", "đồng"},
	{"tax_paid", "Thuế và các khoản đã nộp ngân sách", "đồng"},
}

// mayBeNegative reports whether a figure can be below zero: amounts can (a
// loss), persons, households and shares cannot.
func mayBeNegative(id string) bool {
	f, ok := FigureByID(id)
	return !ok || f.Unit == "đồng"
}

func knownFigure(id string) bool { _, ok := FigureByID(id); return ok }
