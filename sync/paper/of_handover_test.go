package paper_test

import (
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/sync/paper"
)

// handoverOf hands the cooperatives of d's unit over, as the province does, with
// two more in other communes.
func handoverOf(tb testing.TB, d *desk.Desk) string {
	tb.Helper()
	for _, c := range []string{"23512", "23521"} {
		coop := put(tb, d, store.Cooperative, store.Doc{"name": "HTX ở " + c, "type": "htx", "unit": c, "tax_code": "61000" + c})
		put(tb, d, store.Plan, store.Doc{"cooperative": coop, "programme": "kh1185"})
	}
	me := d.Me()
	office := me
	office.Role, office.Unit, office.Person = store.Province, "62", "Trần Thị Tỉnh"
	d.Rename(office)
	defer d.Rename(me)
	out, err := d.Transfer(ctx, desk.TransferOrder{From: "615", On: "2025-07-01", Reason: "Nghị quyết 1677/NQ-UBTVQH15"})
	must(tb, err)
	return out.ID
}

// The minutes name the basis, the sums and a list for each successor, leave open
// who was there, and have a block to sign for every party.
func TestTheMinutesOfAHandoverListWhatWentToWhom(t *testing.T) {
	d := laptop(t)
	put(t, d, store.Cooperative, store.Doc{"name": "HTX Mẫu", "type": "htx", "unit": "23500"})
	id := handoverOf(t, d)
	doc := printed(t, d, store.Event, id)
	says(t, doc, "BIÊN BẢN", "Bàn giao hồ sơ hợp tác xã của huyện Đăk Hà, tỉnh Kon Tum", "Căn cứ Nghị quyết 1677/NQ-UBTVQH15;",
		"các đơn vị nhận báo cáo từ ngày 01 tháng 7 năm 2025", "Bên nhận, xã Đăk Mar, tỉnh Quảng Ngãi: ông (bà) ……",
		"BÀN GIAO CHO XÃ ĐĂK HÀ, TỈNH QUẢNG NGÃI", "HTX ở 23512", "6100023512", "Xã Đăk Mar", "1 kế hoạch", "BÊN NHẬN: XÃ ĐĂK MAR", "BÊN NHẬN: XÃ ĐĂK HÀ",
		"tính đến ngày in 05/12/2024", "Đã chuyển trong sổ, áp dụng từ ngày 01/07/2025")
	var sums []string
	for _, b := range doc.Blocks {
		if table, ok := b.(paper.Table); ok && len(table.Columns) == 8 {
			for _, r := range table.Rows {
				sums = append(sums, strings.Join(r.Cells[1:5], "|"))
			}
		}
	}
	want := "Xã Đăk Hà, tỉnh Quảng Ngãi|2|0|1 Xã Đăk Mar, tỉnh Quảng Ngãi|1|0|1 Cộng|3|0|2"
	if got := strings.Join(sums, " "); got != want {
		t.Errorf("sums %q, want %q", got, want)
	}
	if len(doc.Signatures) != 4 || doc.Signatures[2].Name != "" {
		t.Errorf("signatures %+v", doc.Signatures)
	}
	if _, err := paper.Plan(ctx, d, store.Event, put(t, d, store.Event, store.Doc{"type": "tập huấn", "on": "2024-12-01"})); store.CodeOf(err) != store.NotFound {
		t.Errorf("an event that is no handover: %v", err)
	}
}
