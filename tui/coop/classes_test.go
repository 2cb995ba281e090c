package coop_test

import (
	"context"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/coop"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
	"coopfield/tui/text"
)

// On 23/11/2024 the circular of 2020 and the decree of 2024 are both in force.
func TestTheCardSaysTheClassesOfTheDayAndWhatIsNotKnown(t *testing.T) {
	d := newOffice(t).run()
	ctx := context.Background()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	id := put(t, d, "HTX Mẫu", "6101234567")
	_, err := d.Put(ctx, store.Cooperative, []desk.Input{{ID: id, Doc: store.Doc{"report_field": "nông nghiệp", "service_class": "mixed"}}})
	must(err)
	_, err = d.Put(ctx, store.Annual, []desk.Input{{Doc: store.Doc{"cooperative": id, "year": int64(2023), "estimate": true, "figures": store.Doc{
		"members": int64(300), "official_members": int64(200), "revenue": int64(10_000_000_000),
	}}}})
	must(err)
	s := pagetest.Open(t, text.VI, pagetest.Size{Width: 200, Height: 60}, func(c *page.Context) page.Screen { return coop.New(c, d, id, nil) })
	s.Sees("Phân loại", "nhỏ: số liệu năm 2023, số ước: tổng số thành viên 300 người (Thông tư số 01/2020/TT-BKHĐT, Điều 4)",
		"chưa rõ: chưa có số liệu: tổng nguồn vốn (Thông tư số 01/2020/TT-BKHĐT, Điều 5)", "Hợp tác xã hỗn hợp")
	_, err = d.Put(ctx, store.Annual, []desk.Input{{Doc: store.Doc{"cooperative": id, "year": int64(2024), "figures": store.Doc{
		"members": int64(301), "official_members": int64(200), "revenue": int64(10_000_000_000), "total_capital": int64(0),
	}}}})
	must(err)
	s = pagetest.Open(t, text.VI, pagetest.Size{Width: 200, Height: 60}, func(c *page.Context) page.Screen { return coop.New(c, d, id, nil) })
	s.Sees("vừa: số liệu năm 2024: tổng số thành viên 301 người", "siêu nhỏ: số liệu năm 2024: tổng nguồn vốn 0 đồng", "vừa: Nông nghiệp, số liệu năm 2024")
}
