package history

import (
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
)

// lived is a sheet with a life: parallel edits, a decision, chốt, a return with
// a comment, chốt again, and acceptance.
func lived(t *testing.T) *three {
	t.Helper()
	s := disputed(t)
	rows, err := s.p.Conflicts(ctx)
	must(t, err)
	k, err := s.p.Conflict(ctx, rows[0].ID)
	must(t, err)
	_, err = s.p.Resolve(ctx, rows[0].ID, k.All("A"), "Theo báo cáo tài chính")
	must(t, err)
	s.exchange()
	days := func(n int) {
		for _, o := range []*office{s.a, s.b, s.p} {
			o.clock = o.clock.AddDate(0, 0, n)
		}
	}
	days(20)
	_, err = s.a.Finalise(ctx, store.Assessment, s.sheet)
	must(t, err)
	s.exchange()
	days(1)
	_, err = s.p.Return(ctx, store.Assessment, s.sheet, store.Doc{"comments": store.Doc{"3": "Thiếu sổ doanh thu"}}, "Thiếu căn cứ mục 3a")
	must(t, err)
	s.exchange()
	days(1)
	s.a.put(t, store.Assessment, s.sheet, store.Doc{"evidence": store.Doc{"3a": "Sổ doanh thu 2024"}})
	_, err = s.a.Finalise(ctx, store.Assessment, s.sheet)
	must(t, err)
	s.exchange()
	days(1)
	_, err = s.p.Accept(ctx, store.Assessment, s.sheet, nil)
	must(t, err)
	s.exchange()
	return s
}

func TestTheHistoryIsDrawn(t *testing.T) {
	s := lived(t)
	pagetest.GoldenSizes(t, "revisions", screen(s.p, store.Assessment, s.sheet, nil))
	pagetest.GoldenSizes(t, "fields", func(c *page.Context) page.Screen {
		m := newModel(c, s.p.Desk, s.sheet, page.Args{"kind": "assessment"})
		m.byField = true
		return m
	})
}

func TestWhoChangedAFieldIsFoundByItsNumber(t *testing.T) {
	s := lived(t)
	d := open(t, s.p, store.Assessment, s.sheet, nil)
	d.Press("ctrl+f")
	d.Type("3a tu cham")
	d.Sees("lập hồ sơ", "Cán bộ 1", "Cán bộ 2", "quyết định")
	d.SeesNot("trả lại", "chấp nhận")
	d.Press("enter", "right")
	if !strings.Contains(d.View(), "[Theo trường]") {
		t.Fatal("the view by field is not open")
	}
	d.Sees("Tự chấm 3a", "Tổng doanh thu")
	d.Press("enter")
	d.Sees("Chỉ trường: Tự chấm 3a", "3 → 4", "3 → 2")
	d.Press("esc")
	d.Sees("chấp nhận")
	d.Press("esc")
	last[page.Back](d)
}

func TestAnItemsNumberIsNoPartOfAnother(t *testing.T) {
	s := together(t)
	d := open(t, s.a, store.Assessment, s.sheet, nil)
	d.Press("right", "ctrl+f")
	d.Type("5")
	d.Sees("Tự chấm 5 ")
	d.SeesNot("Tự chấm 15", "Tự chấm 3a")
	d.Press("esc", "ctrl+f")
	d.Type("không có trường này")
	d.Sees("Không có trường nào khớp")
}

func TestParallelEditsStandSideBySide(t *testing.T) {
	s := disputed(t)
	d := open(t, s.p, store.Assessment, s.sheet, nil)
	d.Sees("│● 08:05 02/11/2024", "●  08:05 03/11/2024", "Sửa song song với: Cán bộ 2")
	one := open(t, together(t).p, store.Assessment, together(t).sheet, nil)
	one.SeesNot("│●")
}

func TestAnAutomaticMergeIsShown(t *testing.T) {
	s := together(t)
	s.a.clock, s.b.clock = s.a.clock.AddDate(0, 0, 1), s.b.clock.AddDate(0, 0, 2)
	s.a.put(t, store.Cooperative, s.coop, store.Doc{"phone": "0260 3800 001"})
	s.b.put(t, store.Cooperative, s.coop, store.Doc{"email": "mau@example.vn"})
	s.exchange()
	d := open(t, s.p, store.Cooperative, s.coop, nil)
	d.Sees("▸ =", "gộp tự động", "2 bản sửa song song", "Cán bộ 1, ghi", "Cán bộ 2, ghi")
	d.Golden("merged")
}

func TestEachRevisionSaysWhereItStands(t *testing.T) {
	s := lived(t)
	d := open(t, s.p, store.Assessment, s.sheet, nil)
	d.Sees("tỉnh chấp nhận", "tỉnh trả lại")
	d.Press("end", "up", "up", "up", "up")
	own := open(t, s.a, store.Assessment, s.sheet, nil)
	own.Sees("chưa đóng gói")
	p, err := s.a.Pending(ctx)
	must(t, err)
	must(t, s.a.Exported(ctx, store.ExportRow{Export: 1, Epoch: 1, From: 1, To: p.To, Head: p.Head, At: 1}))
	own = open(t, s.a, store.Assessment, s.sheet, nil)
	own.Press("end")
	own.Sees("đã đóng gói")
	must(t, s.a.Receipted(ctx, desk.Point{Epoch: 1, Seq: p.To, Head: p.Head}))
	own = open(t, s.a, store.Assessment, s.sheet, nil)
	own.Press("end")
	own.Sees("tỉnh đã nhận")
	own.SeesNot("chưa đóng gói")
}

func TestTheReasonAndTheReturnAreTold(t *testing.T) {
	s := lived(t)
	h, err := s.p.History(ctx, store.Assessment, s.sheet)
	must(t, err)
	for _, want := range []struct {
		kind store.OpKind
		sees []string
	}{
		{store.OpResolve, []string{"quyết định lệch số liệu · Sở KH&ĐT", "Lý do: Theo báo cáo tài chính"}},
		{store.OpReturn, []string{"trả lại · Sở KH&ĐT", "Lý do: Thiếu căn cứ mục 3a", "Ý kiến của tỉnh 3", "Thiếu sổ doanh thu"}},
		{store.OpFinalise, []string{"chốt · Cán bộ 1", "Máy dakha-01"}},
	} {
		for _, r := range h {
			if r.OpKind != want.kind {
				continue
			}
			d := open(t, s.p, store.Assessment, s.sheet, page.Args{"rev": r.Rev.String()})
			d.Sees(want.sees...)
			if want.kind == store.OpFinalise && strings.Contains(d.View(), "Tỉnh trả lại: Sở KH&ĐT") {
				d.Sees("Lý do: Thiếu căn cứ mục 3a")
			}
		}
	}
}

func TestADetailThatIsLongerThanItsBoxScrolls(t *testing.T) {
	s := lived(t)
	d := open(t, s.p, store.Assessment, s.sheet, nil)
	d.Press("end", "enter")
	before := d.View()
	d.Press("down", "down", "down")
	if d.View() == before {
		t.Error("the details do not scroll")
	}
	d.Press("esc")
	d.Press("f5")
	if n := last[page.Navigate](d); n.Page != "assess" || n.ID != s.sheet {
		t.Errorf("F5 opens %+v", n)
	}
}
