package paper_test

import (
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/sync/paper"
)

func TestThePaperOfAPlanHasBaselineActionsMoneyAndApproval(t *testing.T) {
	d := laptop(t)
	coop := coopOf(t, d)
	id := put(t, d, store.Plan, store.Doc{
		"cooperative": coop, "programme": "kh1185", "status": "drafted", "submitted_on": "2021-12-01", "improve": store.Doc{"9": int64(350)},
		"actions": store.Doc{
			"a": store.Doc{"type": "capital", "text": "Vận động góp vốn", "who": "Hội đồng quản trị", "from": "2022-01-01", "to": "2022-12-31", "cost": int64(12_500_000)},
			"b": store.Doc{"text": "Máy sấy"},
		},
		"funding": store.Doc{
			"own":    store.Doc{"2022": store.Doc{"planned": int64(12_500_000), "spent": int64(3_000_001)}},
			"mobile": store.Doc{"2023": store.Doc{"planned": int64(0)}},
		},
		"sent_to": store.Doc{"alliance": "2022-01-15"},
	})
	doc, err := paper.Plan(ctx, d, store.Plan, id)
	must(t, err)
	says(t, doc, "KẾ HOẠCH", "Địa chỉ: Thôn 3, Thị trấn Đăk Hà", "Hoàn thiện hợp tác xã thí điểm", "Kế hoạch số 1185/KH-UBND", "ngày 01 tháng 12 năm 2021", "Điểm ban đầu: ……………",
		"kết thúc cần từ 80 điểm, từng tiêu chí cần cải thiện không thấp hơn ban đầu", "3,5", "Huy động tăng vốn sản xuất:\nVận động góp vốn",
		"01/01/2022 – 31/12/2022", "12.500.000", "12,5\n3,000001", "Vốn của hợp tác xã và thành viên", "số …………… ngày …/…/……", "CƠ QUAN PHÊ DUYỆT",
		"- Liên minh Hợp tác xã tỉnh", "không kèm mẫu")
	if doc.State != "BẢN NHÁP" || doc.Firm || doc.Code != "" {
		t.Errorf("a plan with gaps is %q, firm %v", doc.State, doc.Firm)
	}
	if strings.Contains(text(doc), "Ngân sách huyện") {
		t.Error("a source without money stands on the paper")
	}

	p, err := d.PrintPlan(ctx, id)
	must(t, err)
	p.Plan.Gaps = nil
	for _, c := range []struct {
		status string
		held   bool
		want   string
	}{
		{"drafted", false, "Trình phê duyệt"}, {"approved", true, "Đã phê duyệt"}, {"adjusted", true, "Đã phê duyệt, đã điều chỉnh"}, {"closed", true, "Đã kết thúc"},
	} {
		p.Plan.Status, p.Plan.Held = c.status, c.held
		if doc := paper.OfPlan(p); doc.State != c.want || !doc.Firm {
			t.Errorf("%s is %q, firm %v", c.status, doc.State, doc.Firm)
		}
	}
	p.Province = desk.DecisionSet{No: "300/UBND", On: "2021-11-02"}
	says(t, paper.OfPlan(p), "số 300/UBND ngày 02/11/2021")
	p.Conflict = true
	if doc := paper.OfPlan(p); doc.Firm || doc.State != "LỆCH SỐ LIỆU, CHỜ QUYẾT ĐỊNH" {
		t.Errorf("a plan in conflict is %q", doc.State)
	}
	p.Conflict, p.Plan.Typed = false, 1
	if doc := paper.OfPlan(p); doc.Firm || doc.State != "BẢN NHÁP" {
		t.Errorf("a plan with typed fields is %q", doc.State)
	}
	_, err = paper.Plan(ctx, d, store.Plan, coop)
	if store.CodeOf(err) != store.NotFound {
		t.Errorf("a plan that is not there: %v", err)
	}
	k, err := d.PrintKind(ctx, id)
	if err != nil || k != store.Plan {
		t.Errorf("the id is of %q, %v", k, err)
	}
}

func TestAnEmptyPlanIsPrintedToBeFilledInByHand(t *testing.T) {
	d := laptop(t)
	id := put(t, d, store.Plan, store.Doc{"cooperative": coopOf(t, d), "programme": "kh1185"})
	doc, err := paper.Plan(ctx, d, store.Plan, id)
	must(t, err)
	says(t, doc, "I. HỢP TÁC XÃ", "III. CÁC VIỆC PHẢI LÀM", "IV. KINH PHÍ", "…………………")
}
