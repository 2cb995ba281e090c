package assess_test

import (
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/assess"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
	"coopfield/tui/text"
)

// submitted is a finalised sheet at the province.
func submitted(t *testing.T) (*office, *desk.Desk, string) {
	t.Helper()
	o := newOffice(t, store.Officer)
	d := o.run()
	id := full(t, d)
	_, err := d.Finalise(ctx, store.Assessment, id)
	must(t, err)
	o.role = store.Province
	return o, o.run(), id
}

func newest[T any](t *testing.T, d *pagetest.Driver) T {
	t.Helper()
	all := sent[T](d)
	if len(all) == 0 {
		var none T
		t.Fatalf("no %T was sent", none)
	}
	return all[len(all)-1]
}

func TestTheProvinceAcceptsWithItsPointsAndComments(t *testing.T) {
	o, d, id := submitted(t)
	s := open(t, d, id)
	s.Sees("chờ tỉnh xem xét", "F8 chấp nhận", "F6 trả lại", "Tỉnh rà soát [", "Ý kiến của tỉnh")
	if s.Screen.Typing() {
		t.Error("a field has the focus before anybody chose one")
	}
	s.Press("tab")
	s.Type("4")
	s.Press("tab")
	s.Type("Đối chiếu bảng cân đối")
	s.Press("f8")
	s.Sees("Trước khi chấp nhận còn 1 việc") // the province's points differ without a reason
	s.Press("enter")
	s.Type("Vốn góp chưa đủ")
	s.Press("f8")
	ask := newest[page.Confirm](t, s)
	for _, part := range []string{"về huyện cùng gói trả lời", "1 điểm tỉnh rà soát, 1 ý kiến"} {
		if !strings.Contains(ask.Body, part) {
			t.Errorf("the question lacks %q:\n%s", part, ask.Body)
		}
	}
	s.Run(ask.Then)
	s.Sees("Tỉnh đã chấp nhận")
	r := record(t, d, id)
	if !r.Accepted || r.Doc.At("approved.1a") != int64(400) || r.Doc.Text("comments.1") != "Đối chiếu bảng cân đối" {
		t.Errorf("accepted %t, with %v and %v", r.Accepted, r.Doc.Sub("approved"), r.Doc.Sub("comments"))
	}
	if list, err := d.Recovered(ctx); err != nil || len(list) > 0 {
		t.Errorf("a draft is left: %v, %v", list, err)
	}
	o.role = store.Officer
	open(t, o.run(), id).Sees("Tỉnh đã chấp nhận", "Đối chiếu bảng cân đối")
}

func TestAReturnedSheetOpensAtTheFirstComment(t *testing.T) {
	o, d, id := submitted(t)
	s := open(t, d, id)
	for range 3 { // to 3a, of criterion 3
		s.Press("down")
	}
	s.Press("down", "tab", "tab")
	s.Type("Thiếu sổ doanh thu")
	s.Press("f6")
	ask := newest[page.Prompt](t, s)
	if !ask.Required || !strings.Contains(ask.Body, "1 ý kiến") || !strings.Contains(ask.Body, "Lịch sử") {
		t.Errorf("the question is %+v", ask)
	}
	s.Run(ask.Keep("Thiếu căn"))
	s.Press("f6")
	if v := newest[page.Prompt](t, s).Value; v != "Thiếu căn" {
		t.Errorf("the reason begins with %q", v)
	}
	s.Run(newest[page.Prompt](t, s).Then("Thiếu căn cứ doanh thu"))
	if !said(s, "Đã trả lại") {
		t.Error("nothing was told")
	}
	o.role = store.Officer
	back := o.run()
	pagetest.GoldenSizes(t, "returned", func(c *page.Context) page.Screen { return assess.New(c, back, id) })
	mine := open(t, back, id)
	lines := strings.Split(mine.View(), "\n")
	if !strings.Contains(lines[0], "Tỉnh trả lại: Thiếu căn cứ doanh thu") || !strings.Contains(lines[1], "Ý kiến ở tiêu chí 3") {
		t.Errorf("on top stands\n%s\n%s", lines[0], lines[1])
	}
	mine.Sees("▸3a", "Ý kiến của tỉnh: Thiếu sổ doanh thu")
	mine.Press("esc", "ctrl+t") // no other filter has an item
	mine.Sees("Lọc: ý kiến tỉnh")
	mine.SeesNot(" 1a ", " 5 ")
	mine.Press("esc", "f8")
	mine.Run(newest[page.Confirm](t, mine).Then)
	if r := record(t, back, id); r.State != store.Final || r.ReturnReason != "" {
		t.Errorf("the sheet is %s, returned for %q", r.State, r.ReturnReason)
	}
	mine.SeesNot("Tỉnh trả lại")
	home, err := back.Home(ctx, 2024)
	must(t, err)
	for _, task := range home.Tasks {
		if task.What == desk.TaskReturned {
			t.Error("it is still a task")
		}
	}
}

func TestAReviewThatIsLeftIsKept(t *testing.T) {
	_, d, id := submitted(t)
	s := open(t, d, id)
	s.Press("tab", "tab")
	s.Type("Xem lại")
	s.Press("esc", "esc")
	if !said(s, "được giữ, chưa gửi đi") {
		t.Error("leaving did not say that it is kept")
	}
	open(t, d, id).Sees("[Xem lại", "chờ tỉnh xem xét")
	if n := ops(t, d, id); n != 2 {
		t.Errorf("%d ops were written", n)
	}
}

func TestAnOfficerNeitherAcceptsNorReturns(t *testing.T) {
	d := newOffice(t, store.Officer).run()
	id := full(t, d)
	_, err := d.Finalise(ctx, store.Assessment, id)
	must(t, err)
	s := open(t, d, id)
	s.Press("f6")
	if !said(s, "Chỉ tỉnh") || len(sent[page.Prompt](s)) > 0 {
		t.Error("F6 asks an officer for a return")
	}
	for _, h := range s.Screen.Keys() {
		if h.Key == "F6" {
			t.Error("the key line offers F6")
		}
	}
}

func TestTheProvinceMayStillCorrectFromThePalette(t *testing.T) {
	_, d, id := submitted(t)
	s := open(t, d, id)
	for _, a := range s.Screen.(page.Actor).Actions() {
		if a.Name == "Điều chỉnh bảng đã chốt" {
			s.Send(a.Msg)
		}
	}
	s.Run(newest[page.Confirm](t, s).Then)
	s.Sees("Đang điều chỉnh bảng đã chốt")
}

func TestTheReviewIsDrawn(t *testing.T) {
	_, d, id := submitted(t)
	pagetest.GoldenSizes(t, "review", func(c *page.Context) page.Screen { return assess.New(c, d, id) })
}

func TestTheSheetGoesBackToItsOpeningAndForthAgain(t *testing.T) {
	d := newOffice(t, store.Officer).run()
	id := half(t, d)
	s := open(t, d, id)
	s.Press("ctrl+y")
	if !said(s, "Chưa sửa gì") {
		t.Error("nothing to go back from is not told")
	}
	s.Type("2") // 3b
	s.Press("ctrl+s", "down")
	s.Type("1") // 3c, typed over
	s.Press("ctrl+y")
	ask := newest[page.Confirm](t, s)
	if !strings.Contains(ask.Body, "2 trường") || !strings.Contains(ask.Body, "còn trong Lịch sử") || !ask.Danger {
		t.Errorf("the question is %+v", ask)
	}
	s.Run(ask.Then)
	doc, _ := held(t, d, id)
	if doc.At("self.3b") != nil || doc.At("self.3c") != int64(300) {
		t.Errorf("held are %v", doc.Sub("self"))
	}
	if n := ops(t, d, id); n != 3 {
		t.Errorf("the history has %d ops; what was saved and what set it back must stay", n)
	}
	s.Press("ctrl+y")
	back := newest[page.Confirm](t, s)
	if back.Title != text.Vietnamese.Undo.BackTitle {
		t.Fatalf("asked %q", back.Title)
	}
	s.Run(back.Then)
	if doc, _ := held(t, d, id); doc.At("self.3b") != int64(200) {
		t.Errorf("brought back are %v", doc.Sub("self"))
	}
}

func TestTheHistoryOpensAtTheFieldUnderTheCursor(t *testing.T) {
	d := newOffice(t, store.Officer).run()
	s := open(t, d, half(t, d))
	s.Press("ctrl+r")
	n := newest[page.Navigate](t, s)
	if n.Page != "history" || n.Args["kind"] != "assessment" || n.Args["path"] != "self.3b" {
		t.Errorf("Ctrl+R opens %+v", n)
	}
}
