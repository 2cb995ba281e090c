package assess_test

import (
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/tui/page"
)

func TestTypingAPointMovesTheTotal(t *testing.T) {
	d := newOffice(t, store.Officer).run()
	s := open(t, d, half(t, d))
	s.Sees("70,5 điểm", "tạm tính 13/15 tiêu chí", "3b Đáp ứng")
	s.Type("3") // the cursor stands in the first item without points
	s.Sees("73,5 điểm", "tạm tính 14/15 tiêu chí")
}

func TestTypingAFigureRecomputesEveryItemThatUsesIt(t *testing.T) {
	d := newOffice(t, store.Officer).run()
	s := open(t, d, half(t, d))
	s.Press("pgup")
	s.Sees("1a  Tổng nguồn vốn bình quân của HTX", "3.675.000.000 đ")
	s.Press("shift+tab") // from the points to the figure before them
	s.Press("ctrl+u")
	s.Type("2 tỷ")
	s.Sees("2.600.000.000 đ", "hai tỷ")
	s.Sees("69,5 điểm") // 1b: the capital no longer rises
	s.Press("tab")
	s.Sees("[2.000.000.000")
}

func TestPointsAboveTheMaximumStayTypedAndDoNotCount(t *testing.T) {
	o := newOffice(t, store.Officer)
	d := o.run()
	id := half(t, d)
	s := open(t, d, id)
	s.Press("pgup", "ctrl+u")
	s.Type("9")
	s.Sees("[9", "tối đa 6 điểm", "chưa tính", "65,5 điểm", "✗1")
	_, raw := held(t, d, id)
	if raw["self.1a"] != "9" {
		t.Errorf("kept %v", raw)
	}
	s.Press("ctrl+u")
	s.Type("6")
	s.Sees("71,5 điểm")
	s.SeesNot("chưa tính")
	if doc, raw := held(t, d, id); len(raw) != 0 || doc.At("self.1a") != int64(600) {
		t.Errorf("kept %v and %v", doc.At("self.1a"), raw)
	}
}

func TestPointsAboveTheGroupCountOnceThereIsRoom(t *testing.T) {
	d := newOffice(t, store.Officer).run()
	id := half(t, d)
	s := open(t, d, id)
	s.Press("pgdown", "pgdown") // group III: 7 + 6 + 6 + 5 + 5 + 4,5 of 40
	s.Sees("nhóm III còn 6,5 điểm")
	s.Press("ctrl+u")
	s.Type("111")
	s.Sees("quá điểm nhóm III, chỉ còn 13,5")
	s.Press("ctrl+u")
	s.Type("14")
	s.Sees("quá điểm nhóm III, chỉ còn 13,5")
	s.Press("down", "ctrl+u")
	s.Type("5")
	if doc, raw := held(t, d, id); len(raw) != 0 || doc.At("self.10") != int64(1400) {
		t.Errorf("kept %v and %v", doc.At("self.10"), raw)
	}
}

func TestOnlyTheOwnColumnsMayBeWritten(t *testing.T) {
	d := newOffice(t, store.Officer).run()
	s := open(t, d, half(t, d))
	s.Sees("Tự chấm [", "Huyện rà soát [", "Tỉnh rà soát –")
}

func TestEnterGoesDownTheColumnAndAsksForAReason(t *testing.T) {
	d := newOffice(t, store.Officer).run()
	s := open(t, d, half(t, d))
	s.Type("2")
	s.Press("enter")
	s.Sees("3c  Lợi nhuận")
	s.Press("pgup", "down") // 1b is computed as 1
	s.Type("0")
	s.Sees("ghi lý do")
	s.Press("enter")
	s.Type("Sổ sách chưa khớp")
	s.SeesNot("ghi lý do")
	s.Press("enter")
	s.Sees("2a  Tổng tài sản")
}

func TestWhatIsTypedIsDurableBeforeTheFrameSaysSo(t *testing.T) {
	d := newOffice(t, store.Officer).run()
	id := half(t, d)
	s := open(t, d, id)
	s.Type("2")
	if doc, _ := held(t, d, id); doc.At("self.3b") != int64(200) {
		t.Errorf("kept %v", doc.At("self.3b"))
	}
	if len(sent[page.Saved](s)) == 0 {
		t.Error("the frame was not told")
	}
	if n := ops(t, d, id); n != 1 {
		t.Errorf("%d ops while typing, 1 wanted", n)
	}
}

func TestAfterAKillTheUnfinishedTextStandsInItsField(t *testing.T) {
	o := newOffice(t, store.Officer)
	d := o.run()
	id := half(t, d)
	s := open(t, d, id)
	s.Type("2,")
	s.Type("x")

	d = o.run()
	s = open(t, d, id)
	s.Sees("[2,x", "70,5 điểm")
	if !said(s, "gõ dở") {
		t.Errorf("nothing was said: %v", s.Sent)
	}
	s.Press("backspace")
	s.Type("5")
	s.Sees("73,0 điểm")
}

func TestLeavingMakesOneChangeAndEscLosesNothing(t *testing.T) {
	d := newOffice(t, store.Officer).run()
	id := half(t, d)
	s := open(t, d, id)
	s.Type("2")
	s.Press("down", "down", "up")
	s.Press("esc", "esc")
	if len(sent[page.Back](s)) != 1 {
		t.Fatalf("the sheet did not close: %v", s.Sent)
	}
	if n := ops(t, d, id); n != 2 {
		t.Errorf("%d ops, 2 wanted", n)
	}
	if r := record(t, d, id); r.Doc.At("self.3b") != int64(200) {
		t.Errorf("the record holds %v", r.Doc.At("self.3b"))
	}
}

func TestLookingAtASheetChangesNothing(t *testing.T) {
	d := newOffice(t, store.Officer).run()
	id := half(t, d)
	s := open(t, d, id)
	s.Press("down", "pgdown", "f5", "esc", "esc")
	if len(sent[page.Back](s)) != 1 || ops(t, d, id) != 1 {
		t.Errorf("%d ops, messages %v", ops(t, d, id), s.Sent)
	}
}

func TestUndoTakesBackFieldAfterFieldDurably(t *testing.T) {
	d := newOffice(t, store.Officer).run()
	id := half(t, d)
	s := open(t, d, id)
	s.Type("2")
	s.Press("enter", "ctrl+u")
	s.Type("1")
	s.Sees("70,5 điểm") // + 2 − 2
	s.Press("ctrl+z")
	s.Sees("72,5 điểm", "3c  Lợi nhuận")
	s.Press("ctrl+z")
	s.Sees("70,5 điểm", "Tỷ lệ đáp ứng")
	s.Press("ctrl+z")
	if !said(s, "Không còn gì") {
		t.Error("nothing was said at the end of undo")
	}
	doc, _ := held(t, d, id)
	if doc.At("self.3b") != nil || doc.At("self.3c") != int64(300) {
		t.Errorf("kept %v and %v", doc.At("self.3b"), doc.At("self.3c"))
	}
}

func TestFlagsAndTheFilter(t *testing.T) {
	d := newOffice(t, store.Officer).run()
	id := half(t, d)
	s := open(t, d, id)
	s.Sees("⚑1")
	s.Press("down", "f4")
	s.Sees("⚑2")
	s.Press("ctrl+t")
	s.Sees("Lọc: chưa chấm", "3b ", " 9 ")
	s.SeesNot("1a ")
	s.Press("ctrl+t")
	s.Sees("Lọc: đánh dấu", "3b ", "3c ")
	s.Press("ctrl+t")
	s.Sees("Lọc: lệch điểm", "1a ")
	s.SeesNot("3c ")
	if doc, _ := held(t, d, id); !doc.Bool("flag.3c") {
		t.Error("the flag was not kept")
	}
	s.Press("esc", "f") // a letter works where no field has the focus
	s.Sees("⚑3")
	s.Press("esc") // out of the filter
	s.Sees("TT 01/2020")
}

func TestF8ListsWhatIsMissingAndJumpsThere(t *testing.T) {
	d := newOffice(t, store.Officer).run()
	s := open(t, d, half(t, d))
	s.Press("pgdown", "f8")
	s.Sees("Trước khi chốt còn 2 việc", "3b chưa có điểm", "9 chưa có điểm")
	s.Press("down", "enter")
	s.SeesNot("Trước khi chốt")
	s.Sees("Mức độ áp dụng tiến bộ")
	s.Type("2")
	s.Sees("72,5 điểm")
}

func TestACompleteSheetIsFinalisedAfterAQuestionThatStartsOnNo(t *testing.T) {
	d := newOffice(t, store.Officer).run()
	id := full(t, d)
	s := open(t, d, id)
	s.Sees("Khá", "còn 3,5 đến mức Tốt")
	s.Press("f8")
	q := sent[page.Confirm](s)
	if len(q) != 1 || !q[0].Danger || !strings.Contains(q[0].Body, "76,5 điểm, Khá") {
		t.Fatalf("asked %+v", q)
	}
	s.Run(q[0].Then)
	s.Sees("Đã chốt")
	if s.Screen.Typing() {
		t.Error("a field of a finalised sheet has the focus")
	}
	if r := record(t, d, id); r.State != store.Final {
		t.Errorf("state %s", r.State)
	}
	before := s.View()
	s.Type("9")
	s.Press("tab")
	if s.View() != before {
		t.Error("a finalised sheet changed")
	}
}

func TestACorrectionNamesItsReasonAndIsKeptUntilThen(t *testing.T) {
	o := newOffice(t, store.Officer)
	d := o.run()
	id := full(t, d)
	if _, err := d.Finalise(ctx, store.Assessment, id); err != nil {
		t.Fatal(err)
	}
	s := open(t, d, id)
	s.Press("f8")
	s.Run(sent[page.Confirm](s)[0].Then)
	s.Sees("Đang điều chỉnh")
	s.Press("home", "pgdown", "tab", "tab", "tab") // to the points of 1a
	s.Press("f5", "f5")

	d = o.run() // killed
	s = open(t, d, id)
	s.Sees("Đã chốt") // nothing was typed yet
	s.Press("f8")
	s.Run(sent[page.Confirm](s)[0].Then)
	s.Press("ctrl+home", "pgdown", "ctrl+u")
	s.Type("6")

	d = o.run() // killed again, now with something typed
	s = open(t, d, id)
	s.Sees("Đang điều chỉnh", "77,5 điểm")
	s.Press("f8")
	p := sent[page.Prompt](s)
	if len(p) != 1 || !p[0].Required {
		t.Fatalf("asked %+v", p)
	}
	s.Run(p[0].Then("Cộng nhầm"))
	s.Sees("Đã chốt")
	r := record(t, d, id)
	if r.State != store.Final || r.Doc.At("self.1a") != int64(600) {
		t.Errorf("%s, %v", r.State, r.Doc.At("self.1a"))
	}
	if f, err := d.Edit(ctx, store.Assessment, id); err != nil || len(f.Draft) != 0 {
		t.Errorf("a draft is left: %v %v", f.Draft, err)
	}
}

func TestADroppedCorrectionLeavesTheFinalisedSheet(t *testing.T) {
	d := newOffice(t, store.Officer).run()
	id := full(t, d)
	if _, err := d.Finalise(ctx, store.Assessment, id); err != nil {
		t.Fatal(err)
	}
	s := open(t, d, id)
	s.Press("f8")
	s.Run(sent[page.Confirm](s)[0].Then)
	s.Press("ctrl+home", "pgdown", "ctrl+u")
	s.Type("2")
	s.Sees("73,5 điểm")
	s.Press("ctrl+d")
	s.Run(sent[page.Confirm](s)[1].Then)
	s.Sees("Đã chốt", "76,5 điểm")
}
