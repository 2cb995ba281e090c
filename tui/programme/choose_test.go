package programme

import (
	"slices"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
	"coopfield/tui/text"
)

func TestTheProvinceChoosesSeveralAtOnce(t *testing.T) {
	s := province(t)
	d := open(t, s, "candidates")
	d.Press("f4", "f4", "f8") // the first two
	d.Sees("Quyết định của tỉnh cho 2 hợp tác xã", "HTX Nông nghiệp Dịch vụ Tổng hợp Mẫu Đăk Hà; HTX Cà phê Mẫu Đăk Mar")
	d.Type("812")
	d.Press("f8")
	want := decision{"kh1185", "province", []string{"r1", "r2"}, desk.DecisionSet{No: "812", On: "2024-11-23", Result: desk.ResultChosen}}
	if len(s.decided) != 1 || s.decided[0].programme != want.programme || s.decided[0].by != want.by ||
		!slices.Equal(s.decided[0].ids, want.ids) || s.decided[0].set != want.set {
		t.Fatalf("decided %+v, not %+v", s.decided, want)
	}
	d.SeesNot("Quyết định của tỉnh cho", "đánh dấu 2")
	if n := len(s.asked); n != 2 {
		t.Errorf("the list was read %d times, not again after the decision", n)
	}
}

func TestWithoutAMarkTheDecisionIsOnTheOneUnderTheCursor(t *testing.T) {
	s := province(t)
	d := open(t, s, "candidates")
	d.Press("down", "f8")
	d.Type("813")
	d.Press("tab", "tab", "enter", "down", "enter", "f8")
	if len(s.decided) != 1 || !slices.Equal(s.decided[0].ids, []string{"r2"}) || s.decided[0].set.Result != desk.ResultRefused {
		t.Errorf("decided %+v", s.decided)
	}
}

func TestChoosingOneThatIsNotEligibleWantsTheReason(t *testing.T) {
	for _, row := range []string{"r4", "r5"} { // a condition is not known; one is not met
		s := province(t)
		d := open(t, s, "candidates")
		for i := range s.candidates.Rows {
			if s.candidates.Rows[i].ID == row {
				d.Press("f8")
				break
			}
			d.Press("down")
		}
		d.Sees("1 hợp tác xã chưa đủ điều kiện")
		d.Type("9")
		d.Press("f8")
		d.Sees("ghi lý do chọn")
		if len(s.decided) != 0 {
			t.Fatalf("%s was decided without a reason: %+v", row, s.decided)
		}
		d.Type("UBND tỉnh đồng ý theo đề nghị của Sở")
		d.Press("f8")
		if len(s.decided) != 1 || s.decided[0].set.Note != "UBND tỉnh đồng ý theo đề nghị của Sở" {
			t.Errorf("%s: decided %+v", row, s.decided)
		}
	}
}

func TestRefusingOneThatIsNotEligibleNeedsNoReason(t *testing.T) {
	s := province(t)
	d := open(t, s, "candidates")
	d.Press("end", "f8")
	d.Type("9")
	d.Press("tab", "tab", "enter", "down", "enter", "f8")
	if len(s.decided) != 1 || s.decided[0].set.Result != desk.ResultRefused {
		t.Errorf("decided %+v", s.decided)
	}
}

func TestADecisionIsTakenBack(t *testing.T) {
	s := province(t)
	d := open(t, s, "candidates")
	d.Press("f8", "tab", "tab", "enter", "down", "down", "enter", "f8")
	if len(s.decided) != 1 || s.decided[0].set != (desk.DecisionSet{}) {
		t.Errorf("decided %+v", s.decided)
	}
}

func TestADecisionWithoutItsNumberIsNotWritten(t *testing.T) {
	s := province(t)
	d := open(t, s, "candidates")
	d.Press("f8", "f8")
	d.Sees("Số quyết định")
	if len(s.decided) != 0 {
		t.Errorf("decided %+v", s.decided)
	}
}

func TestWhatWasTypedStandsInTheDialogAgain(t *testing.T) {
	s := province(t)
	d := open(t, s, "candidates")
	d.Press("f8")
	d.Type("77/QĐ-UBND")
	d.Press("esc")
	d.SeesNot("77/QĐ-UBND")
	d.Press("f8")
	d.Sees("77/QĐ-UBND")
	s.refused = &store.Error{Code: store.Busy, Message: "kho đang bận"}
	d.Press("f8")
	if err := sentOf[page.Fail](t, d).Err; store.CodeOf(err) != store.Busy {
		t.Errorf("told %v", err)
	}
	d.Sees("77/QĐ-UBND")
	s.refused = nil
	d.Press("f8")
	if len(s.decided) != 1 {
		t.Errorf("decided %+v", s.decided)
	}
	d.Press("f8")
	d.SeesNot("77/QĐ-UBND")
}

func TestADistrictDecidesForItself(t *testing.T) {
	s := province(t)
	s.me = store.Writer{Role: store.Officer, Unit: "615"}
	d := open(t, s, "candidates")
	d.Press("f8")
	d.Sees("Quyết định của huyện cho 1 hợp tác xã")
	d.Type("45")
	d.Press("f8")
	if len(s.decided) != 1 || s.decided[0].by != "district" {
		t.Errorf("decided %+v", s.decided)
	}
	d.Press("f12")
	if sentOf[page.Toast](t, d).Text == "" || s.sent != nil {
		t.Error("a district noted what the province sent")
	}
}

func TestAnAdvisorDecidesNothing(t *testing.T) {
	s := province(t)
	s.me = store.Writer{Role: store.Advisor}
	d := open(t, s, "candidates")
	for _, k := range d.Screen.Keys() {
		if k.Word == d.C.Words.Programme.KeyDecide || k.Word == d.C.Words.Programme.KeySent {
			t.Errorf("an advisor is offered %+v", k)
		}
	}
	d.Press("f8")
	if got := sentOf[page.Toast](t, d).Text; !strings.Contains(got, "Chỉ huyện và tỉnh") {
		t.Errorf("told %q", got)
	}
	d.SeesNot("F8 ghi quyết định")
}

func TestTheProvinceNotesWhatWentToTheMinistry(t *testing.T) {
	s := province(t)
	d := open(t, s, "candidates")
	d.Press("f12")
	q := sentOf[page.Prompt](t, d)
	if q.Value != "23/11/2024" || !strings.Contains(q.Body, "1 hợp tác xã") {
		t.Fatalf("asked %+v", q)
	}
	d.Run(q.Then("không phải ngày"))
	if store.CodeOf(sentOf[page.Fail](t, d).Err) != store.Invalid || s.sent != nil {
		t.Errorf("no day was taken: %v", s.sent)
	}
	d.Press("f12")
	if q = sentOf[page.Prompt](t, d); q.Value != "không phải ngày" {
		t.Errorf("the next prompt begins with %q", q.Value)
	}
	d.Run(q.Then("25/9/2021"))
	if !slices.Equal(s.sent, []string{"r1"}) || s.sentOn != "2021-09-25" {
		t.Errorf("sent %v on %q", s.sent, s.sentOn)
	}
}

func TestNothingIsSentTwice(t *testing.T) {
	s := province(t)
	s.candidates.Rows[0].SentOn = "2021-09-25"
	d := open(t, s, "candidates")
	d.Press("f12")
	if _, ok := last(t, d).(page.Toast); !ok {
		t.Errorf("asked %+v", last(t, d))
	}
}

func TestTheDialogAtEverySize(t *testing.T) {
	for _, lang := range []text.Lang{text.VI, text.EN} {
		for _, size := range pagetest.Sizes {
			d := pagetest.Open(t, lang, size, at(province(t), "candidates"))
			d.Press("f4", "f4", "f4", "f4", "f8")
			d.Type("812/QĐ-UBND")
			d.Golden("choosing")
		}
	}
}

func TestOnlyTheProvinceCountsWhatAllWereChosen(t *testing.T) {
	s := province(t)
	d := open(t, s, "candidates")
	d.Sees("đã chọn 1, tối thiểu 5", "Suất thứ 5")
	s.me = store.Writer{Role: store.Officer, Unit: "615"}
	d = open(t, s, "candidates")
	d.Sees("tỉnh đã chọn 1")
	d.SeesNot("tối thiểu 5", "Suất thứ 5")
	d = open(t, s, "objectives")
	d.Sees("Chỉ tính theo dữ liệu có trên máy này")
	s.me.Role = store.Province
	d = open(t, s, "objectives")
	d.SeesNot("Chỉ tính theo dữ liệu có trên máy này")
}
