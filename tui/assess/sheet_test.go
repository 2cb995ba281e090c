package assess_test

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/tui/assess"
	"coopfield/tui/keys"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
	"coopfield/tui/text"
)

func TestFiguresAreEnteredInOneGo(t *testing.T) {
	d := newOffice(t, store.Officer).run()
	id, err := d.StartAssessment(ctx, putCoop(t, d, "htx"), "2024", "tt01-2020")
	must(t, err)
	s := open(t, d, id)
	s.Sees("Số liệu năm 2024", "Nguồn vốn đầu năm")
	s.Type("3,2 tỷ")
	s.Sees("ba tỷ hai trăm triệu")
	s.Press("enter")
	s.Type("4150tr")
	s.Press("ctrl+o", "down")
	s.Sees("[3.200.000.000", "[4.150.000.000", "ước")
	s.Type("nhiều")
	s.Press("down")
	doc, raw := held(t, d, id)
	if doc.At("facts.capital_end") != int64(4_150_000_000) || doc.At("facts_state.capital_end") != "estimate" || raw["facts.undivided_begin"] != "nhiều" {
		t.Errorf("kept %v %v", doc, raw)
	}
	s.Press("esc")
	s.Sees("Số liệu năm", "2/15", "1b Nguồn vốn")
}

func TestANewSheetThatNobodyTypedIntoBecomesNoRecord(t *testing.T) {
	d := newOffice(t, store.Officer).run()
	id, err := d.StartAssessment(ctx, putCoop(t, d, "htx"), "2024", "tt01-2020")
	must(t, err)
	s := open(t, d, id)
	s.Press("esc", "esc")
	if len(sent[page.Back](s)) != 1 {
		t.Fatal("the sheet did not close")
	}
	if _, err := d.Get(ctx, store.Assessment, id); store.CodeOf(err) != store.NotFound {
		t.Errorf("there is a record: %v", err)
	}
}

func TestACreditFundIsNotAssessedAndTheReasonIsShown(t *testing.T) {
	d := newOffice(t, store.Officer).run()
	id := putSheet(t, d, store.Doc{"cooperative": putCoop(t, d, "qtdnd"), "period": "2024", "scheme": "tt01-2020"})
	s := open(t, d, id)
	s.Sees("KHÔNG ĐÁNH GIÁ", "Quỹ tín dụng nhân dân")
	s.Press("f8")
	q := sent[page.Confirm](s)
	if len(q) != 1 || !strings.Contains(q[0].Body, "không đánh giá") {
		t.Errorf("asked %+v", q)
	}
}

func TestMonthsStoppedExcludeWhileTheyAreTyped(t *testing.T) {
	d := newOffice(t, store.Officer).run()
	s := open(t, d, full(t, d))
	s.Press("f5")
	for range 16 {
		s.Press("down")
	}
	s.Press("ctrl+u")
	s.Type("3")
	s.SeesNot("KHÔNG ĐÁNH GIÁ")
	s.Press("ctrl+u")
	s.Type("4")
	s.Sees("KHÔNG ĐÁNH GIÁ", "trên 3 tháng")
}

func TestAPartialSchemeShowsItsStepsAndGivesNoRating(t *testing.T) {
	d := newOffice(t, store.Officer).run()
	id := putSheet(t, d, store.Doc{
		"cooperative": putCoop(t, d, "htx"), "period": "2024", "scheme": "tt09-2017",
		"facts": store.Doc{"revenue": int64(4_400_000_000), "revenue_planned": int64(4_000_000_000)},
	})
	s := open(t, d, id)
	s.Sees("Bộ tiêu chí chưa đủ")
	s.Press("ctrl+home", "pgdown")
	s.Sees("110 %", "mức từ 100 %: 4 điểm", "còn 10 % tới mức sau (8 điểm)")
	s.Press("down")
	s.Sees("còn 600.000.000 đ tới mức sau (8 điểm)")
	s.SeesNot("Khá", "Tốt")
}

func TestInternalUseStandsOnTheSheet(t *testing.T) {
	d := newOffice(t, store.Officer).run()
	id := putSheet(t, d, sheetDoc(putCoop(t, d, "htx"), "2025"))
	open(t, d, id).Sees("Đánh giá nội bộ")
}

func TestTheProvinceMayWriteItsColumnOfADraft(t *testing.T) {
	d := newOffice(t, store.Province).run()
	open(t, d, half(t, d)).Sees("Tỉnh rà soát [")
}

func TestAnAdvisorOnlyReads(t *testing.T) {
	o := newOffice(t, store.Officer)
	id := half(t, o.run())
	o.role = store.Advisor
	s := open(t, o.run(), id)
	s.Sees("Chỉ xem")
	s.Press("tab")
	s.Type("3")
	if s.Screen.Typing() {
		t.Error("a field has the focus")
	}
}

func TestWhatIsTypedInAnotherRowIsNotLostByASlowCommit(t *testing.T) {
	d := newOffice(t, store.Officer).run()
	id := half(t, d)
	s := open(t, d, id)
	s.Type("2")
	slow := s.Screen.Update(press("ctrl+s"))
	s.Press("enter", "ctrl+u")
	s.Type("1")
	s.Run(slow)
	s.Sees("[1")
	s.Press("esc", "esc")
	if r := record(t, d, id); r.Doc.At("self.3b") != int64(200) || r.Doc.At("self.3c") != int64(100) {
		t.Errorf("the record holds %v", r.Doc.Sub("self"))
	}
}

func TestTheReasonOfAReturnStandsOnTop(t *testing.T) {
	o := newOffice(t, store.Officer)
	d := o.run()
	id := full(t, d)
	_, err := d.Finalise(ctx, store.Assessment, id)
	must(t, err)
	o.role = store.Province
	_, err = o.run().Return(ctx, store.Assessment, id, nil, "Thiếu báo cáo tài chính")
	must(t, err)
	o.role = store.Officer
	s := open(t, o.run(), id)
	if first := strings.Split(s.View(), "\n")[0]; !strings.Contains(first, "Tỉnh trả lại: Thiếu báo cáo tài chính") {
		t.Errorf("the first line is %q", first)
	}
}

func TestTheEndOfTheProgramKeepsTheLastKey(t *testing.T) {
	o := newOffice(t, store.Officer)
	d := o.run()
	id := half(t, d)
	s := open(t, d, id)
	s.Screen.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("2")}) // the silence never comes
	must(t, s.Screen.(page.Flusher).Flush())
	if doc, _ := held(t, o.run(), id); doc.At("self.3b") != int64(200) {
		t.Errorf("kept %v", doc.At("self.3b"))
	}
}

func TestAStaleSilenceSavesNothing(t *testing.T) {
	d := newOffice(t, store.Officer).run()
	s := open(t, d, half(t, d))
	old := s.Screen.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("2")})
	s.Screen.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(",")})
	s.Run(old)
	if n := len(sent[page.Saved](s)); n != 0 {
		t.Errorf("saved %d times before the silence", n)
	}
}

func TestAClickChoosesAnItemAndAField(t *testing.T) {
	d := newOffice(t, store.Officer).run()
	s := open(t, d, half(t, d))
	click := func(x, y int) {
		s.Send(tea.MouseMsg{X: x, Y: y, Button: tea.MouseButtonLeft, Action: tea.MouseActionPress})
	}
	for y, line := range strings.Split(s.View(), "\n") {
		if strings.Contains(line, "4b Quỹ dự phòng") {
			click(5, y)
		}
	}
	s.Sees("4b  Tỷ lệ trích lập Quỹ dự phòng")
	for y, line := range strings.Split(s.View(), "\n") {
		if strings.Contains(line, "Căn cứ") {
			click(60, y)
		}
	}
	s.Type("Sổ quỹ")
	s.Sees("▸Căn cứ", "[Sổ quỹ")
}

func TestTheWordsFollowTheLanguage(t *testing.T) {
	d := newOffice(t, store.Officer).run()
	s := open(t, d, half(t, d))
	s.Press("ctrl+u")
	s.Type("9")
	s.Sees("tối đa 3 điểm")
	s.C.Words = &text.English
	s.Screen.SetSize(80, 22)
	s.Sees("at most 3 points", "kept as typed")
	s.SeesNot("chưa tính")
}

func TestAfterAKillTheSheetOpensWhereSomebodyTyped(t *testing.T) {
	o := newOffice(t, store.Officer)
	d := o.run()
	id := half(t, d)
	s := open(t, d, id)
	s.Press("ctrl+home", "pgdown", "tab", "tab") // 1a: both columns, then the evidence
	s.Press("ctrl+u")
	s.Type("Sổ ")

	d = o.run() // killed
	s = open(t, d, id)
	s.Sees("▸Căn cứ", "[Sổ ")
	if !said(s, "gõ cuối: 1a Căn cứ") {
		t.Errorf("the place was not named: %v", s.Sent)
	}
	s.Type("cái")
	s.Sees("[Sổ cái")
	s.Type(" ")
	s.Press("ctrl+s") // the sheet is read anew under the cursor
	s.Type("quỹ")
	s.Sees("[Sổ cái quỹ")
	s.Press("esc", "esc")
	if got := record(t, d, id).Doc.Text("evidence.1a"); got != "Sổ cái quỹ" {
		t.Errorf("the record holds %q", got)
	}
}

func TestEnterStaysInAPointThatDoesNotCountUntilItIsPressedAgain(t *testing.T) {
	d := newOffice(t, store.Officer).run()
	s := open(t, d, half(t, d)) // stands in 3b, of three points
	s.Type("9")
	s.Press("enter")
	s.Sees("tối đa 3 điểm")
	if !said(s, "Enter lần nữa") {
		t.Errorf("nothing was said: %v", s.Sent)
	}
	s.Type("9") // another text is asked about anew
	s.Press("enter")
	s.Sees("tối đa 3 điểm")
	s.Press("enter")
	s.SeesNot("tối đa 3 điểm")
	s.Press("up", "down")
	s.SeesNot("tối đa 3 điểm") // an arrow leaves at once
}

func TestTheKeyOfFinalisingStandsInTheNarrowestLine(t *testing.T) {
	d := newOffice(t, store.Officer).run()
	id := half(t, d)
	for _, size := range pagetest.Sizes {
		s := pagetest.Open(t, text.VI, size, func(c *page.Context) page.Screen { return assess.New(c, d, id) })
		for _, where := range []string{"item", "figures"} {
			hints := s.Screen.Keys()
			line := page.KeyLine(s.C.Theme, append(hints[:6:6], keys.For(keys.Help, "phím")), size.Width)
			if !strings.Contains(line, "F8 chốt") {
				t.Errorf("%s at %s: %s", where, size, line)
			}
			s.Press("f5")
		}
	}
}
