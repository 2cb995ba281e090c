package conflict

import (
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
)

func TestTheComparisonIsDrawn(t *testing.T) {
	s := disputed(t)
	pagetest.GoldenSizes(t, "compare", openCase(s.p, s.p.theCase(t)))
	pagetest.GoldenSizes(t, "compare-laptop", openCase(s.a, s.a.theCase(t)))
}

func TestAConflictIsDecidedByTheKeyboardAndTravelsBack(t *testing.T) {
	s := disputed(t)
	d := compare(t, s.p, s.p.theCase(t))
	d.Sees("▸3a Doanh thu", "còn 2 mục chưa chọn", "[4]", "B (sẵn)", "[2]", "A (sẵn)", "74,0 Khá")
	if note := d.Screen.(page.Noter).Note(); note != "1/1 lệch số liệu" {
		t.Errorf("the note is %q", note)
	}
	d.Press("f8")
	if m := last[page.Toast](d); !strings.Contains(m.Text, "2 mục chưa chọn") || sent[page.Confirm](d) > 0 {
		t.Fatalf("F8 with open fields said %q", m.Text)
	}
	d.Press("left") // A: 4 points
	d.Sees("[4]", "còn 1 mục chưa chọn", "75,0 Khá")
	d.Press("down", "right") // B: its evidence
	d.Sees("[sổ cái tháng 12]", "đã chọn đủ")
	d.Press("f8") // the reason is missing
	ask := last[page.Prompt](d)
	if !ask.Required {
		t.Error("a decision without a reason is offered")
	}
	d.Run(ask.Then("Đối chiếu báo cáo tài chính"))
	sure := last[page.Confirm](d)
	for _, part := range []string{
		"lấy A ở 2 mục", "lấy B ở 2 mục", "75,0 Khá", "máy của Cán bộ 1, Cán bộ 2", "vẫn còn trong Lịch sử", "Đối chiếu báo cáo",
	} {
		if !strings.Contains(sure.Body, part) {
			t.Errorf("the question lacks %q:\n%s", part, sure.Body)
		}
	}
	if !sure.Danger {
		t.Error("Enter alone decides")
	}
	d.Run(sure.Then)
	last[page.Back](d)
	if v := s.p.points(t, s.sheet, "self.3a"); v != int64(400) {
		t.Errorf("3a is %v", v)
	}
	if v := s.p.points(t, s.sheet, "evidence.3a"); v != "sổ cái tháng 12" {
		t.Errorf("its evidence is %v", v)
	}
	s.p.clock = s.p.clock.AddDate(0, 0, 1)
	s.exchange()
	for _, o := range []*office{s.a, s.b, s.p} {
		if rows, err := o.Conflicts(ctx); err != nil || len(rows) > 0 {
			t.Errorf("%s still sees %v, %v", o.writer.Person, rows, err)
		}
		if v := o.points(t, s.sheet, "self.7a"); v != int64(200) {
			t.Errorf("%s has 7a %v", o.writer.Person, v)
		}
	}
	l := list(t, s.a, nil)
	l.Sees("Tỉnh đã quyết định 1", "quyết định", "Đối chiếu báo cáo tài chính")
}

func TestLeavingKeepsChoicesAndTheReason(t *testing.T) {
	s := disputed(t)
	d := compare(t, s.p, s.p.theCase(t))
	d.Press("right", "f6")
	d.Run(last[page.Prompt](d).Keep("Theo biên"))
	d.Sees("Lý do: Theo biên")
	d.Press("esc")
	last[page.Back](d)
	if m := last[page.Toast](d); !strings.Contains(m.Text, "được giữ") {
		t.Errorf("leaving said %q", m.Text)
	}
	again := openCase(s.p, s.p.theCase(t))(d.C)
	d.Screen = again
	d.Run(again.Init())
	d.Sees("[2]", "Lý do: Theo biên", "còn 1 mục chưa chọn")
	d.Press("f6")
	if v := last[page.Prompt](d).Value; v != "Theo biên" {
		t.Errorf("the reason begins with %q", v)
	}
}

func TestAnotherValueIsReadByItsField(t *testing.T) {
	s := disputed(t)
	d := compare(t, s.p, s.p.theCase(t))
	d.Press("f4")
	d.Run(last[page.Prompt](d).Then("3,5"))
	d.Sees("khác: 3,5", "74,5 Khá")
	d.Press("f4")
	d.Run(last[page.Prompt](d).Then("ba rưỡi"))
	if err := last[page.Fail](d).Err; store.CodeOf(err) != store.Invalid || !strings.Contains(err.Error(), "3a") {
		t.Errorf("told %v", err)
	}
	d.Sees("khác: 3,5") // the older value stands
	d.Press("down", "f4")
	d.Run(last[page.Prompt](d).Then("  Biên bản ngày 05/12  "))
	d.Sees("đã chọn đủ")
	d.Press("f6")
	d.Run(last[page.Prompt](d).Then("Số đúng theo biên bản"))
	d.Press("f8")
	if body := last[page.Confirm](d).Body; !strings.Contains(body, "giá trị khác ở 2 mục") {
		t.Errorf("the question is %q", body)
	}
	d.Run(last[page.Confirm](d).Then)
	if v, e := s.p.points(t, s.sheet, "self.3a"), s.p.points(t, s.sheet, "evidence.3a"); v != int64(350) || e != "Biên bản ngày 05/12" {
		t.Errorf("3a is %v by %v", v, e)
	}
}

func TestOneSideIsTakenEverywhereFromThePalette(t *testing.T) {
	s := disputed(t)
	d := compare(t, s.p, s.p.theCase(t))
	var names []string
	for _, a := range d.Screen.(page.Actor).Actions() {
		names = append(names, a.Name)
		if strings.Contains(a.Name, "bản B") {
			d.Send(a.Msg)
		}
	}
	if len(names) != 2 {
		t.Errorf("the palette has %v", names)
	}
	d.Sees("đã chọn đủ", "72,0 Khá")
	d.Press("ctrl+d")
	d.Sees("còn 1 mục chưa chọn")
}

func TestALaptopOnlyReads(t *testing.T) {
	s := disputed(t)
	d := compare(t, s.a, s.a.theCase(t))
	d.Sees("Chỉ xem: chờ tỉnh quyết định")
	d.Press("left", "f4", "f6", "f8", "ctrl+d")
	d.SeesNot("[4]")
	if sent[page.Prompt](d)+sent[page.Confirm](d) > 0 {
		t.Error("a laptop is asked for a decision")
	}
	for _, h := range d.Screen.Keys() {
		if h.Key == "F8" {
			t.Error("the key line offers F8")
		}
	}
	l := list(t, s.a, nil)
	l.Sees("Chờ tỉnh quyết định 1", "quyết định về máy này cùng gói trả lời")
}

func TestACaseThatChangedMeanwhileKeepsTheChoices(t *testing.T) {
	s := together(t)
	late := newOffice(t, "c", "c", "dakha-03", "Cán bộ 3", store.Officer, "615", 5)
	late.quote(t, s.p, s.a.writer, s.p.writer)
	s.dispute()
	d := compare(t, s.p, s.p.theCase(t))
	d.Press("left", "down", "left")
	d.Press("f6")
	d.Run(last[page.Prompt](d).Then("Theo A"))
	d.Press("f8")
	then := last[page.Confirm](d).Then
	late.put(t, store.Assessment, s.sheet, store.Doc{"self": store.Doc{"3b": int64(100)}})
	s.p.receive(t, late.bundle(t))
	d.Run(then)
	if err := last[page.Fail](d).Err; store.DetailOf(err) != "case-changed" {
		t.Errorf("told %v", err)
	}
	d.Sees("[4]", "3b ", "Lý do: Theo A")
	if s.p.theCase(t) == "" {
		t.Error("the case is gone")
	}
}

func TestThreeVersionsAreComparedAndTheThirdIsReached(t *testing.T) {
	s := together(t)
	c := newOffice(t, "c", "c", "dakha-03", "Cán bộ 3", store.Officer, "615", 1)
	c.quote(t, s.p, s.a.writer, s.p.writer)
	for i, o := range []*office{s.a, s.b, c} {
		o.clock = o.clock.AddDate(0, 0, i+1)
		o.put(t, store.Assessment, s.sheet, store.Doc{"self": store.Doc{"3a": int64(100 * (i + 1)), "5": int64(500)}})
		s.p.receive(t, o.bundle(t))
	}
	id := s.p.theCase(t)
	pagetest.GoldenSizes(t, "three", openCase(s.p, id))
	d := compare(t, s.p, id)
	d.Sees("A · Cán bộ 1", "C · Cán bộ 3")
	d.Press("right", "right") // B, then C
	d.Sees("[3]")
	d.Press("right")
	d.Sees("[3]")
	d.Press("left", "left", "left")
	d.Sees("[1]")
}

func TestOfADuplicateTheKeptRecordIsChosen(t *testing.T) {
	s := together(t)
	s.a.clock, s.b.clock = s.a.clock.AddDate(0, 0, 1), s.b.clock.AddDate(0, 0, 2)
	one, two := coopDoc("HTX Cà phê Mẫu Đăk Hà"), coopDoc("HTX cà phê Mẫu Đăk Hà (trùng)")
	one["tax_code"], two["tax_code"] = "6100000001", "6100000001"
	one["phone"], two["phone"] = "0260 3800 001", "0260 3800 002"
	a, b := s.a.put(t, store.Cooperative, "", one), s.b.put(t, store.Cooperative, "", two)
	s.exchange()
	id := s.p.theCase(t)
	pagetest.GoldenSizes(t, "twins", openCase(s.p, id))
	d := compare(t, s.p, id)
	d.Sees("Giữ hồ sơ nào", "bản giữ", "còn 1 mục chưa chọn")
	k, err := s.p.Conflict(ctx, id)
	must(t, err)
	keep, key := k.Sides[0].Record, "left"
	other := k.Sides[1].Record
	if keep != a && keep != b {
		t.Fatalf("the sides are %s and %s", keep, other)
	}
	d.Press(key)
	d.Press("f6")
	d.Run(last[page.Prompt](d).Then("Hai máy cùng nhập một HTX"))
	d.Press("f8")
	if body := last[page.Confirm](d).Body; !strings.Contains(body, "Giữ A") || !strings.Contains(body, "vẫn đọc được") {
		t.Errorf("the question is %q", body)
	}
	d.Run(last[page.Confirm](d).Then)
	last[page.Back](d)
	reg, err := s.p.Register(ctx)
	must(t, err)
	held := map[string]bool{}
	for _, r := range reg.Rows {
		held[r.ID] = true
	}
	if !held[keep] || held[other] {
		t.Errorf("the register holds the kept one: %t, the other: %t", held[keep], held[other])
	}
}

func TestAResolvedCaseIsGone(t *testing.T) {
	s := disputed(t)
	id := s.p.theCase(t)
	k, err := s.p.Conflict(ctx, id)
	must(t, err)
	_, err = s.p.Resolve(ctx, id, k.All("A"), "Theo A")
	must(t, err)
	d := compare(t, s.p, id)
	d.Sees("không còn nữa")
	d.Press("left", "f8", "esc")
	last[page.Back](d)
}

var _ source = (*desk.Desk)(nil)
