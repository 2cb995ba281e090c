package paper_test

import (
	"slices"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/sync/paper"
)

func text(doc *paper.Document) string {
	return strings.ReplaceAll(strings.Join(doc.Text(), "\n"), "\u00a0", " ")
}

func says(tb testing.TB, doc *paper.Document, wants ...string) {
	tb.Helper()
	all := text(doc)
	for _, want := range wants {
		if !strings.Contains(all, want) {
			tb.Errorf("%q is not on the paper:\n%s", want, all)
		}
	}
}

func TestAPaperBearsTheStateOfItsRecord(t *testing.T) {
	for _, c := range []struct {
		p    desk.Printed
		want string
		firm bool
	}{
		{desk.Printed{State: store.Draft}, "BẢN NHÁP", false},
		{desk.Printed{State: store.Final}, "Đã chốt", true},
		{desk.Printed{State: store.Final, Accepted: true}, "Đã chốt, đã được cấp tỉnh chấp nhận", true},
		{desk.Printed{State: store.Draft, Returned: true}, "ĐÃ TRẢ LẠI, CHỜ SỬA", false},
		{desk.Printed{State: store.Final, Conflict: true}, "LỆCH SỐ LIỆU, CHỜ QUYẾT ĐỊNH", false},
		{desk.Printed{State: store.Void, Accepted: true}, "ĐÃ HỦY", false},
	} {
		d := laptop(t)
		coop := put(t, d, store.Cooperative, store.Doc{"name": "HTX Mẫu", "type": "htx", "unit": "23500"})
		p, err := d.Print(ctx, store.Consultation, consultOf(t, d, coop))
		must(t, err)
		p.State, p.Accepted, p.Returned, p.Conflict = c.p.State, c.p.Accepted, c.p.Returned, c.p.Conflict
		doc := paper.Of(p)
		if doc.State != c.want || doc.Firm != c.firm {
			t.Errorf("%+v is %q, firm %v", c.p, doc.State, doc.Firm)
		}
		// At the foot always; at the head too, where nobody should sign.
		head := "TẬP HUẤN: SỐ LIỆU KHÔNG CÓ THẬT, KHÔNG CÓ GIÁ TRỊ"
		if !c.firm {
			head += " · " + c.want
		}
		if lines := doc.Text(); lines[0] != head || lines[1] != c.want {
			t.Errorf("the pages say %q, want %q and %q", lines[:2], head, c.want)
		}
	}
}

func TestAScoreSheetRatesOnlyWhatMayBeRated(t *testing.T) {
	d := laptop(t)
	coop := put(t, d, store.Cooperative, store.Doc{"name": "HTX Mẫu", "type": "htx", "unit": "23500"})
	sheet := func(doc store.Doc) *paper.Document {
		doc["cooperative"] = coop
		return printed(t, d, store.Assessment, put(t, d, store.Assessment, doc))
	}
	excluded := sheet(store.Doc{"period": "2023", "scheme": "tt01-2020", "months_active": int64(60_00), "months_stopped": int64(4_00)})
	says(t, excluded, "Xếp loại: không tiến hành đánh giá và xếp loại: Ngừng hoạt động từ trên 3 tháng trong năm.", "Số tháng ngừng hoạt động trong năm: 4")
	if strings.Contains(text(excluded), "Tổng điểm:") {
		t.Error("an excluded cooperative has a total")
	}
	partial := sheet(store.Doc{"period": "2024", "scheme": "tt09-2017", "months_active": int64(60_00), "self": store.Doc{
		"1a": int64(800), "1b": int64(1000), "1c": int64(500), "1d": int64(500),
	}, "facts": store.Doc{
		"revenue_planned": int64(100), "revenue": int64(130), "income": int64(50), "members": int64(10), "fund_development": int64(20), "fund_reserve": int64(10),
	}})
	if all := text(partial); strings.Contains(all, "Phụ lục 2") || strings.Contains(all, "quy mô") || !strings.Contains(all, "Xếp loại: không xếp loại (bộ tiêu chí chỉ có một phần thang điểm).") {
		t.Errorf("a partial scheme is rated, or claims the form of another circular:\n%s", all)
	}
	internal := sheet(store.Doc{"period": "2025", "scheme": "tt01-2020", "occasion": "annual"})
	says(t, internal, "Ghi chú: Đánh giá nội bộ theo bộ tiêu chí của Thông tư 01/2020/TT-BKHĐT", "chưa xếp loại")
	half := sheet(store.Doc{"period": "2024-H1", "scheme": "tt01-2020", "occasion": "half_year", "cause": store.Doc{"9": "mất hợp đồng liên kết"}})
	says(t, half, "NĂM 2024 (6 THÁNG ĐẦU NĂM)", "NGUYÊN NHÂN GIẢM ĐIỂM", "- Tiêu chí 9: mất hợp đồng liên kết")
}

func TestMinutesAreNamedByTheirPurpose(t *testing.T) {
	d := laptop(t)
	coop := put(t, d, store.Cooperative, store.Doc{"name": "HTX Mẫu", "type": "htx", "unit": "23500"})
	for _, purpose := range desk.VisitPurposes() {
		doc := printed(t, d, store.Visit, put(t, d, store.Visit, store.Doc{"cooperative": coop, "on": "2024-12-05", "purpose": purpose}))
		about := strings.Join(doc.Header.About, " ")
		want := map[string]string{
			"periodic": "Kiểm tra tình hình", "unplanned": "Kiểm tra đột xuất", "follow_up": "Làm việc về kết quả thực hiện kiến nghị",
			"plan_check": "Kiểm tra việc thực hiện kế hoạch hoàn thiện", "complaint": "Làm việc về nội dung khiếu nại", "supervision": "Giám sát tình hình",
		}[purpose]
		if want == "" || !strings.HasPrefix(about, want) || !strings.Contains(about, "HTX Mẫu") || doc.Header.Kind != "BIÊN BẢN" {
			t.Errorf("%s: %s, %q", purpose, doc.Header.Kind, about)
		}
	}
}

func TestMinutesOfAPlanCheckTellOfActionsAndSupport(t *testing.T) {
	d := laptop(t)
	coop := put(t, d, store.Cooperative, store.Doc{"name": "HTX Mẫu", "type": "htx", "unit": "23500", "reporting_unit": "615"})
	plan := put(t, d, store.Plan, store.Doc{
		"cooperative": coop, "programme": "kh1185", "status": "approved",
		"actions": store.Doc{"a1": store.Doc{"text": "Mua máy sấy", "who": "Giám đốc", "to": "2024-10-31"}},
	})
	put(t, d, store.Support, store.Doc{
		"cooperative": coop, "plan": plan, "type": "Cho vay của Quỹ hỗ trợ phát triển hợp tác xã", "disbursed": int64(300_000_000), "on": "2024-08-01",
	})
	id := put(t, d, store.Visit, store.Doc{"cooperative": coop, "on": "2024-12-05", "purpose": "plan_check", "plan": plan, "action_checks": store.Doc{
		"a1": store.Doc{"state": "partly", "note": "xong móng"},
	}})
	doc := printed(t, d, store.Visit, id)
	says(t, doc, "KẾT QUẢ THỰC HIỆN KẾ HOẠCH HOÀN THIỆN", "Mua máy sấy", "31/10/2024", "Thực hiện một phần", "xong móng", "VIỆC SỬ DỤNG HỖ TRỢ", "300.000.000")
	if i := slices.Index(doc.Text(), "I. THÀNH PHẦN"); i < 0 {
		t.Error("the parts are not numbered from I")
	}
}

func TestANumberThatWasGivenStandsAsItWasGiven(t *testing.T) {
	d := laptop(t)
	coop := put(t, d, store.Cooperative, store.Doc{"name": "HTX Mẫu", "type": "htx", "unit": "23500"})
	for no, want := range map[string]string{"": "Số: ……………/BB-TCKH", "12": "Số: 12/BB-TCKH", "12/BB-ĐKT": "Số: 12/BB-ĐKT"} {
		doc := store.Doc{"cooperative": coop, "on": "2024-12-05", "purpose": "periodic"}
		if no != "" {
			doc["document_no"] = no
		}
		if got := printed(t, d, store.Visit, put(t, d, store.Visit, doc)).Header.Number; got != want {
			t.Errorf("%q is printed as %q, want %q", no, got, want)
		}
	}
}
