package paper_test

import (
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/letterhead"
	"coopfield/store/programme"
	"coopfield/store/scheme"
	"coopfield/sync/paper"
)

func chosenList(tb testing.TB) *desk.PrintedChosen {
	tb.Helper()
	list, err := programme.Embedded()
	must(tb, err)
	set, err := letterhead.Embedded()
	must(tb, err)
	values := map[string]string{"province": "Kon Tum", "PROVINCE": "TỈNH KON TUM", "archive": "VT", "symbol": "SKHĐT"}
	return &desk.PrintedChosen{
		Programme: list[0], On: "2021-11-10", By: "Người Mẫu", Form: set.Form(letterhead.MinistryList), Values: values,
		Letterhead: set.For(store.Province, "province", "62", "2021-11-10"),
	}
}

func TestTheListToTheMinistryHasModelScoreAndDecisions(t *testing.T) {
	p := chosenList(t)
	points := scheme.Points(76_50)
	p.Rows = []desk.ChosenLine{
		{
			Name: "HTX Mẫu Một", Commune: "Xã Đăk Hring", Model: "Mô hình hợp tác xã giao thông vận tải",
			Entry:    desk.EntryScore{Points: &points, Complete: true, Rating: "Khá"},
			District: desk.DecisionSet{No: "12/QĐ-UBND", On: "2021-09-20", Result: desk.ResultChosen},
			Province: desk.DecisionSet{Result: desk.ResultChosen},
		},
		{Name: "HTX Mẫu Hai", Entry: desk.EntryScore{Points: &points}, Province: desk.DecisionSet{No: "7/QĐ-UBND", On: "2021-10-29", Result: desk.ResultChosen}},
	}
	p.Undecided, p.Open = 2, 1
	doc := paper.OfChosen(p)
	says(t, doc, "DANH SÁCH", "trình Bộ Kế hoạch và Đầu tư", "HTX Mẫu Một", "Mô hình hợp tác xã giao thông vận tải", "76,5", "Khá", "Số 12/QĐ-UBND", "20/09/2021",
		"Số ……………", "…/…/……", "Danh sách có 2 hợp tác xã.", "cần ít nhất 5 hợp tác xã, còn thiếu 3", "Còn 2 hợp tác xã đủ điều kiện chưa có quyết định của tỉnh",
		"Chưa tính 1 đăng ký còn lệch số liệu", "mẫu của Bộ chưa có", "(tạm tính)", "Kế hoạch số 1185/KH-UBND")
	if all := text(doc); strings.Count(all, "(tạm tính)") != 1 || strings.Contains(all, "..") {
		t.Errorf("the list says:\n%s", all)
	}
	p.Rows, p.Undecided, p.Open, p.Unit = nil, 0, 0, "Huyện Đăk Hà"
	doc = paper.OfChosen(p)
	says(t, doc, "Chưa có hợp tác xã nào được tỉnh chọn.", "Danh sách có 0 hợp tác xã./.", "(Huyện Đăk Hà)")
	if strings.Contains(text(doc), "còn thiếu") {
		t.Error("a unit is asked for what the province owes")
	}
}
