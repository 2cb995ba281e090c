package visit_test

import (
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
)

// followUp opens a follow-up visit of a cooperative with n open recommendations.
func followUp(t *testing.T, n int) (*office, *desk.Desk, string, *pagetest.Driver) {
	t.Helper()
	o := newOffice(t, store.Officer)
	d := o.run()
	coop := putCoop(t, d, coopName)
	putYear(t, d, coop)
	earlier(t, d, coop, n)
	s := begin(t, d, store.Visit, coop)
	failed(t, s)
	return o, d, coop, s
}

func states(v *desk.Visit) (out []string) {
	for i := range v.Open {
		out = append(out, v.Open[i].Found.State)
	}
	return out
}

func TestWhatIsOpenFromEarlierComesFirstAndOneDigitGoesToTheNext(t *testing.T) {
	_, d, coop, s := followUp(t, 3)
	s.Sees("Việc của các lần trước còn mở", "phúc tra kiến nghị", "▸  [          ] Lập sổ đăng ký", "quá 54 ngày", "Hội đồng quản trị làm")
	s.Press("1")
	s.Sees("[✓ đã làm  ] Lập sổ", "▸  [          ] Công khai báo cáo")
	s.Press("3", "2")
	s.Sees("┌ Bảng kiểm ", "▸  [           ] 1. Có hồ sơ")
	if got := strings.Join(states(look(t, d, only(t, d, store.Visit, coop))), " "); got != "kept not_kept partly" {
		t.Errorf("held: %s", got)
	}
	s.Press("1", "2", "3")
	s.Sees("┌ Số liệu khi kiểm tra")
	v := look(t, d, only(t, d, store.Visit, coop))
	if v.Checks[0].State != "met" || v.Checks[1].State != "unmet" || v.Checks[2].State != "not_applicable" {
		t.Errorf("held: %+v", v.Checks)
	}
	failed(t, s)
}

func TestADigitIsDurableBeforeTheFrameSaysSo(t *testing.T) {
	_, d, coop, s := followUp(t, 1)
	before := len(sent[page.Saved](s))
	s.Press("1")
	if len(sent[page.Saved](s)) == before {
		t.Error("the frame was not told")
	}
	if got := states(look(t, d, only(t, d, store.Visit, coop))); got[0] != "kept" {
		t.Errorf("held: %v", got)
	}
}

func TestALetterOpensTheNoteOfALineAndABurstChangesNoState(t *testing.T) {
	_, d, coop, s := followUp(t, 1)
	s.Press("1", "2", "up") // back on the first check
	s.Press("backspace", "ctrl+h", "9", "0")
	s.Sees("▸  [✗ chưa đạt ] 1. Có hồ sơ")
	s.Press("c")
	s.Press("backspace")
	s.Type("chưa lập sổ")
	s.Sees("[chưa lập sổ ")
	s.Press("enter")
	s.Sees("▸  [           ] 2. ")
	v := look(t, d, only(t, d, store.Visit, coop))
	if v.Checks[0].State != "unmet" || v.Checks[0].Note != "chưa lập sổ" {
		t.Errorf("held: %+v", v.Checks[0])
	}
}

func TestANoteLeftEmptyIsGone(t *testing.T) {
	_, _, _, s := followUp(t, 0)
	s.Press("x", "backspace", "enter", "up", "up")
	s.SeesNot("[ghi chú")
}

func TestANoteBeforeItsStateIsKept(t *testing.T) {
	o, _, coop, s := followUp(t, 1)
	s.Type("đang in sổ")
	d := o.run()
	s = reopen(t, d, store.Visit, only(t, d, store.Visit, coop))
	s.Press("ctrl+home")
	s.Sees("[đang in sổ ")
	s.Press("1")
	v := look(t, d, only(t, d, store.Visit, coop))
	if f := v.Open[0].Found; f.State != "kept" || f.Note != "đang in sổ" {
		t.Errorf("held: %+v", f)
	}
	failed(t, s)
}

func TestAnItemThatIsMovedIsAskedForItsNewDate(t *testing.T) {
	_, d, coop, s := followUp(t, 2)
	s.Press("4")
	s.Sees("▸      Hạn mới [")
	s.Type("31/12/2024")
	s.Press("enter")
	s.Sees("▸  [          ] Tổ chức")
	if f := look(t, d, only(t, d, store.Visit, coop)).Open[0].Found; f.State != "moved" || f.Due != "2024-12-31" {
		t.Errorf("held: %+v", f)
	}
	s.Press("up", "up", "1") // after all it was done
	s.SeesNot("Hạn mới")
	if f := look(t, d, only(t, d, store.Visit, coop)).Open[0].Found; f.State != "kept" || f.Due != "" {
		t.Errorf("held: %+v", f)
	}
}

func TestFourOnALineMakesItsRecommendationAndGoesOn(t *testing.T) {
	_, d, coop, s := followUp(t, 0)
	s.Press("pgup", "pgdown") // a visit without open items begins with the checklist
	s.Sees("▸  [           ] 1. ")
	s.Press("4")
	s.Sees("[✗ chưa đạt ] 1. ", "▸  [           ] 2. ")
	v := look(t, d, only(t, d, store.Visit, coop))
	if len(v.Recommendations) != 1 {
		t.Fatalf("held: %+v", v.Recommendations)
	}
	r := v.Recommendations[0]
	if r.Text != "Khắc phục: "+v.Checks[0].Title || r.Who != "Hội đồng quản trị" || r.Due != "2024-12-23" || v.Checks[0].State != "unmet" {
		t.Errorf("held: %+v %+v", r, v.Checks[0])
	}
	s.Press("up", "4") // not twice
	if v := look(t, d, only(t, d, store.Visit, coop)); len(v.Recommendations) != 1 || !said(s, "đã có kiến nghị") {
		t.Errorf("held: %+v, told %+v", v.Recommendations, s.Sent)
	}
	s.Press("ctrl+n") // another one, empty
	s.Sees("┌ Kiến nghị ", "▸ Nội dung    [   ")
	failed(t, s)
}

func TestARecommendationTakesWhoAndWhenFromTheOneBefore(t *testing.T) {
	_, d, coop, s := followUp(t, 1)
	s.Press("ctrl+n")
	s.Type("Mở sổ quỹ")
	s.Press("enter", "ctrl+u")
	s.Type("Kế toán")
	s.Press("enter", "ctrl+u")
	s.Type("15/12/2024")
	s.Press("enter")
	s.Sees("▸              + thêm kiến nghị")
	s.Press("enter")
	s.Sees("Kiến nghị 2")
	s.Press("ctrl+n", "ctrl+n") // one that is empty is not begun twice
	s.SeesNot("Kiến nghị 3")
	v := look(t, d, only(t, d, store.Visit, coop))
	if n := len(v.Recommendations); n != 2 {
		t.Fatalf("%d recommendations", n)
	}
	for _, r := range v.Recommendations {
		if r.Who != "Kế toán" || r.Due != "2024-12-15" {
			t.Errorf("held: %+v", r)
		}
	}
	failed(t, s)
}

func TestUndoTakesBackALineANoteAndAnItem(t *testing.T) {
	_, d, coop, s := followUp(t, 1)
	id := only(t, d, store.Visit, coop)
	s.Press("3")
	s.Press("ctrl+n")
	s.Type("Mở sổ quỹ")
	s.Press("ctrl+d") // asked, since there is a text
	agree(t, s)
	if v := look(t, d, id); len(v.Recommendations) != 0 {
		t.Fatalf("held: %+v", v.Recommendations)
	}
	s.Press("ctrl+z")
	if v := look(t, d, id); len(v.Recommendations) != 1 || v.Recommendations[0].Text != "Mở sổ quỹ" || v.Recommendations[0].Who == "" {
		t.Fatalf("held: %+v", v.Recommendations)
	}
	s.Press("ctrl+z") // the text
	s.Press("ctrl+z") // the item itself
	if v := look(t, d, id); len(v.Recommendations) != 0 {
		t.Errorf("held: %+v", v.Recommendations)
	}
	s.Press("ctrl+z")
	s.Sees("▸  [          ] Lập sổ")
	if got := states(look(t, d, id)); got[0] != "" {
		t.Errorf("held: %v", got)
	}
	s.Press("ctrl+z")
	if !said(s, "Không còn gì để hoàn tác") {
		t.Errorf("told %+v", s.Sent)
	}
	failed(t, s)
}

func TestAfterAKillTheCursorStandsWhereItWasTyped(t *testing.T) {
	o, d, coop, s := followUp(t, 1)
	id := only(t, d, store.Visit, coop)
	s.Press("1", "pgdown", "pgdown")
	s.Type("Sổ sách đầy đủ, rõ")
	s.View()

	d = o.run()
	s = reopen(t, d, store.Visit, id)
	s.Sees("┌ Nhận xét", "[Sổ sách đầy đủ, rõ")
	if !said(s, "Mở lại bản nháp") {
		t.Errorf("told %+v", s.Sent)
	}
	s.Type(" ràng")
	if v := look(t, d, id); v.Doc.Text("strengths") != "Sổ sách đầy đủ, rõ ràng" || v.Open[0].Found.State != "kept" {
		t.Errorf("held: %q %+v", v.Doc.Text("strengths"), v.Open[0].Found)
	}
}

func TestALastKeyIsFlushed(t *testing.T) {
	o, d, coop, _ := followUp(t, 1)
	id := only(t, d, store.Visit, coop)
	s := reopen(t, d, store.Visit, id)
	s.Press("pgdown", "pgdown", "pgdown")
	s.C.After = func(time.Duration, tea.Msg) tea.Cmd { return nil } // whatever is left to a timer is lost
	s.Type("tốt")
	f, ok := s.Screen.(page.Flusher)
	if !ok {
		t.Fatal("the screen is no flusher")
	}
	must(t, f.Flush())
	d = o.run()
	if v := look(t, d, id); v.Doc.Text("strengths") != "tốt" {
		t.Errorf("held: %q", v.Doc.Text("strengths"))
	}
}

func TestLeavingMakesOneChangeAndTheDraftOfWhatBecameOfItemsStays(t *testing.T) {
	_, d, coop, s := followUp(t, 2)
	id := only(t, d, store.Visit, coop)
	s.Press("1", "pgdown", "1", "2")
	s.Press("esc")
	if len(sent[page.Back](s)) > 0 {
		t.Error("one Esc left the screen")
	}
	s.Press("esc")
	if len(sent[page.Back](s)) != 1 {
		t.Fatalf("told %+v", s.Sent)
	}
	h, err := d.History(ctx, store.Visit, id)
	must(t, err)
	if len(h) != 1 {
		t.Errorf("%d ops", len(h))
	}
	if v := look(t, d, id); v.Open[0].Found.State != "kept" || v.Checks[0].State != "met" {
		t.Errorf("held: %+v", v.Open[0].Found)
	}
}

func TestAClickGoesToASectionAndToALine(t *testing.T) {
	_, _, _, s := followUp(t, 2)
	s.View()
	click(s, 3, 5)
	s.Sees("┌ Kiến nghị ")
	click(s, 3, 2)
	s.View()
	click(s, 40, 5) // the second check
	s.Sees("▸  [           ] 2. ")
	wheel(s, -1)
	s.Sees("▸  [           ] 1. ")
}

func TestRevertGoesBackToTheOpeningAndBackAgain(t *testing.T) {
	_, d, coop, s := followUp(t, 1)
	id := only(t, d, store.Visit, coop)
	s.Press("pgdown", "1", "1", "ctrl+s")
	s = reopen(t, d, store.Visit, id)
	s.Press("pgdown", "3", "ctrl+y")
	agree(t, s)
	if v := look(t, d, id); v.Checks[0].State != "met" || v.Checks[2].State != "" {
		t.Errorf("held: %+v", v.Checks)
	}
	s.Press("ctrl+y")
	agree(t, s)
	if v := look(t, d, id); v.Checks[2].State != "not_applicable" {
		t.Errorf("held: %+v", v.Checks)
	}
	failed(t, s)
}

func TestAVisitThatWasOnlyLookedAtLeavesNothing(t *testing.T) {
	_, d, coop, s := followUp(t, 1)
	s.Press("pgdown", "esc", "esc")
	if len(sent[page.Back](s)) != 1 {
		t.Fatalf("told %+v", s.Sent)
	}
	if list, err := d.Visits(ctx, coop); err != nil || len(list) != 1 {
		t.Errorf("held: %+v %v", list, err)
	}
	failed(t, s)
}

func TestWhoBeginsTheFirstVisitLeadsItsTeam(t *testing.T) {
	d := newOffice(t, store.Officer).run()
	coop := putCoop(t, d, coopName)
	s := begin(t, d, store.Visit, coop)
	if v := look(t, d, only(t, d, store.Visit, coop)); len(v.Team) != 1 || v.Team[0].Name != "Cán bộ 1" {
		t.Errorf("held: %+v", v.Team)
	}
	failed(t, s)
}

func TestTimesAreReadAsPeopleWriteThem(t *testing.T) {
	_, d, coop, s := followUp(t, 0)
	id := only(t, d, store.Visit, coop)
	section(s, "Thời gian, địa điểm")
	for range 5 {
		s.Press("tab")
	}
	for typed, want := range map[string]string{"8h05": "T08:05:00+07:00", "13:30": "T13:30:00+07:00", "9g": "T09:00:00+07:00", "14.15": "T14:15:00+07:00", "0745": "T07:45:00+07:00"} {
		s.Press("ctrl+u")
		s.Type(typed)
		if got := look(t, d, id).Doc.Text("started"); got != "2024-11-23"+want {
			t.Errorf("%q is read as %s", typed, got)
		}
	}
	s.Press("ctrl+u")
	s.Type("25:00")
	s.Sees("ghi giờ như 8:30")
	if v := look(t, d, id); v.Doc.Text("started") != "" || v.Raw["started"] != "25:00" {
		t.Errorf("held: %q %v", v.Doc.Text("started"), v.Raw)
	}
	s.Press("f8")
	s.Sees("Bắt đầu lúc: “25:00” chưa đúng")
	failed(t, s)
}

func TestAnotherPurposeBringsItsSections(t *testing.T) {
	_, d, coop, s := followUp(t, 1)
	section(s, "Thời gian, địa điểm")
	s.Press("tab", "enter")
	s.Type("ke hoach")
	s.Press("enter", "tab")
	s.Sees("Kế hoạch, hỗ trợ", "kiểm tra kế hoạch hoàn thiện · nháp", "▸ Căn cứ")
	if v := look(t, d, only(t, d, store.Visit, coop)); v.Purpose != desk.VisitPlanCheck {
		t.Errorf("held: %s", v.Purpose)
	}
	failed(t, s)
}

func TestPeopleAreAddedAndRemoved(t *testing.T) {
	_, d, coop, s := followUp(t, 0)
	id := only(t, d, store.Visit, coop)
	section(s, "Thành phần")
	s.Press("ctrl+n")
	s.Type("Cán bộ Mẫu Hai")
	s.Press("enter")
	s.Type("Chuyên viên")
	v := look(t, d, id)
	if len(v.Team) != 2 || v.Team[1].Name != "Cán bộ Mẫu Hai" || v.Team[1].Position != "Chuyên viên" || v.Team[1].Office != "Phòng TC-KH huyện Đăk Hà" {
		t.Errorf("held: %+v", v.Team)
	}
	s.Press("ctrl+d")
	agree(t, s)
	if v := look(t, d, id); len(v.Team) != 1 {
		t.Errorf("held: %+v", v.Team)
	}
	failed(t, s)
}

func TestDigitsThatCameAsOneAreEachOfTheirOwnLine(t *testing.T) {
	_, d, coop, s := followUp(t, 2)
	s.Send(pagetest.Key("13"))
	s.Send(pagetest.Key("21chưa rõ"))
	v := look(t, d, only(t, d, store.Visit, coop))
	if got := strings.Join(states(v), " "); got != "kept not_kept" || v.Checks[0].State != "unmet" || v.Checks[1].State != "met" || v.Checks[2].Note != "chưa rõ" {
		t.Errorf("held: %s %+v", got, v.Checks)
	}
}

func TestAVisitThatWasGoneOnWithIsNeverDropped(t *testing.T) {
	o, _, coop, s := followUp(t, 1)
	section(s, "Thời gian, địa điểm")
	s.Press("tab", "tab")
	s.Type("Kế hoạch 12/KH-MẪU")
	d := o.run()
	s = begin(t, d, store.Visit, coop) // the same one, begun today
	s.Press("esc", "esc")
	if v := look(t, d, only(t, d, store.Visit, coop)); v.Doc.Text("basis") != "Kế hoạch 12/KH-MẪU" {
		t.Errorf("held: %q", v.Doc.Text("basis"))
	}
	failed(t, s)
}
