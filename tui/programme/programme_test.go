package programme

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	rules "coopfield/store/programme"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
)

func TestEverySectionAtEverySize(t *testing.T) {
	for _, name := range names {
		t.Run(name, func(t *testing.T) { pagetest.GoldenSizes(t, name, at(province(t), name)) })
	}
}

func TestEverySectionIsDrawnEmptyToo(t *testing.T) {
	for _, name := range names {
		t.Run(name, func(t *testing.T) { pagetest.GoldenSizes(t, "empty-"+name, at(empty(t), name)) })
	}
}

func TestAStoreWithoutAProgrammeSaysSo(t *testing.T) {
	s := empty(t)
	s.programmes = nil
	d := open(t, s, "")
	d.Sees("Chưa có chương trình", "nhập gói dữ liệu của tỉnh")
	if len(s.asked) != 0 {
		t.Errorf("asked %v", s.asked)
	}
	d.Press("f7", "right", "f8", "enter", "ctrl+t")
	d.View()
	d.Press("esc", "left")
	s.programmes = province(t).programmes
	d.Send(page.Resumed{})
	d.Sees("Kế hoạch số 1185", "0 đăng ký")
}

func TestTheArrowsGoThroughEverySectionAndBack(t *testing.T) {
	s := province(t)
	d := open(t, s, "candidates")
	for _, name := range names[1:] {
		d.Press("right")
		d.Sees(d.C.Words.Programme.Sections[name])
		if got := d.Screen.Title()[1]; got != d.C.Words.Programme.Sections[name] {
			t.Errorf("%s is titled %q", name, got)
		}
	}
	d.Press("right")
	d.Sees("[Ứng viên]")
	d.Press("left")
	d.Sees("[Cơ quan]")
	reads := len(s.asked)
	for range names {
		d.Press("right")
	}
	if len(s.asked) != reads {
		t.Error("a section that was read is read again for nothing")
	}
	d.Send(page.Resumed{})
	d.Press("right")
	if len(s.asked) != reads+1 {
		t.Errorf("after another page the section was read %d times", len(s.asked)-reads)
	}
}

func TestAnOlderAnswerIsDropped(t *testing.T) {
	s := province(t)
	d := open(t, s, "candidates")
	m := d.Screen.(*Model)
	old := loaded{candidates, m.lists[candidates].load, empty(t).candidates, nil}
	d.Send(page.Resumed{})
	d.Send(old)
	d.Sees("5 đăng ký")
}

func TestAReadingThatFailedIsTriedAgain(t *testing.T) {
	s := province(t)
	s.err = errors.New("disk")
	d := open(t, s, "pilots")
	d.Sees("Chưa đọc được")
	sentOf[page.Fail](t, d)
	s.err = nil
	d.Press("enter")
	d.Sees("HTX Vận")
	d.SeesNot("Chưa đọc được")
}

func TestAnOfficerSeesItsOwnAndMayLookAtAll(t *testing.T) {
	s := province(t)
	s.me = store.Writer{Role: store.Officer, Unit: "615"}
	d := open(t, s, "pilots")
	d.Sees("[của tôi]")
	if q := s.asked[0].(desk.PilotQuery); !q.Mine || q.Programme != "kh1185" {
		t.Errorf("asked %+v", q)
	}
	d.Press("ctrl+t", "enter", "down", "enter")
	if q := s.asked[1].(desk.PilotQuery); q.Mine {
		t.Errorf("asked %+v", q)
	}
	d.SeesNot("[của tôi]")

	p := province(t)
	open(t, p, "pilots")
	if q := p.asked[0].(desk.PilotQuery); q.Mine {
		t.Errorf("the province asked %+v", q)
	}
}

func TestAFilterIsAskedOfTheStoreAndShown(t *testing.T) {
	s := province(t)
	d := open(t, s, "pilots")
	d.Press("ctrl+t")
	d.Sees("Đơn vị", "Nông nghiệp")
	d.Press("enter")
	d.Sees("Huyện Ngọc Hồi")
	d.Press("down", "down", "enter")
	if q := s.asked[1].(desk.PilotQuery); q.Unit != "612" || q.Agricultural {
		t.Errorf("asked %+v", q)
	}
	d.Sees("[Đơn vị: Huyện Ngọc Hồi]")
	d.Press("ctrl+t", "down", "enter", "down", "enter")
	if q := s.asked[2].(desk.PilotQuery); q.Unit != "612" || !q.Agricultural {
		t.Errorf("asked %+v", q)
	}
	d.Press("ctrl+t", "enter", "home", "enter")
	if q := s.asked[3].(desk.PilotQuery); q.Unit != "" || !q.Agricultural {
		t.Errorf("asked %+v", q)
	}
	d.Press("ctrl+t", "esc")
	if len(s.asked) != 4 {
		t.Error("closing the filters asked again")
	}
}

func TestTheLedgerIsNarrowedByItsOwnFilters(t *testing.T) {
	s := province(t)
	d := open(t, s, "ledger")
	for i, want := range []desk.LedgerQuery{
		{Source: "central-investment"},
		{Source: "central-investment", Type: "policy"},
		{Source: "central-investment", Type: "policy", Unit: "615"},
		{Source: "central-investment", Type: "policy", Unit: "615", Year: "2022"},
		{Source: "central-investment", Type: "policy", Unit: "615", Year: "2022", Loans: true},
	} {
		d.Press("ctrl+t")
		for range i {
			d.Press("down")
		}
		d.Press("enter", "down", "enter")
		want.Limit = ledgerShown
		if got := s.asked[len(s.asked)-1].(desk.LedgerQuery); got != want {
			t.Errorf("asked %+v, not %+v", got, want)
		}
	}
}

func TestAmongSeveralProgrammesOneIsChosen(t *testing.T) {
	s := province(t)
	second := *s.programmes[0]
	second.ID, second.Title, second.Basis = "kh9", "Chương trình thứ hai", "Kế hoạch 9"
	second.Stages = []rules.Stage{{ID: "a", From: "2030-01-01", To: "2031-01-01"}}
	s.programmes = []*rules.Programme{s.programmes[0], &second}
	d := open(t, s, "candidates")
	d.Sees("Kế hoạch số 1185") // the one that runs
	d.Press("ctrl+t", "enter", "down", "enter")
	d.Sees("Kế hoạch 9")
	if q := s.asked[1].(desk.CandidateQuery); q.Programme != "kh9" {
		t.Errorf("asked %+v", q)
	}
}

func TestEnterOpensWhatTheRowIsAbout(t *testing.T) {
	for _, x := range []struct {
		tab, page, id string
		keys          []string
	}{
		{"candidates", "registration", "r2", []string{"down", "enter"}},
		{"pilots", "plan", "p1", []string{"enter"}},
		{"pilots", "coop", "c3", []string{"end", "enter"}},
		{"pilots", "assess", "a2", []string{"down", "f5"}},
		{"ledger", "record", "s2", []string{"down", "enter"}},
		{"ledger", "record", "", []string{"ctrl+n", "enter"}},
		{"ledger", "coops", "", []string{"ctrl+n", "end", "enter"}},
		{"closing", "record", "", []string{"ctrl+n"}},
		{"obstacles", "record", "", []string{"ctrl+n"}},
		{"ledger", "coop", "c2", []string{"down", "f3"}},
		{"events", "record", "e1", []string{"enter"}},
		{"events", "record", "", []string{"ctrl+n"}},
		{"obstacles", "record", "o2", []string{"down", "enter"}},
		{"closing", "assess", "a1", []string{"enter"}},
		{"closing", "coop", "c3", []string{"end", "enter"}},
		{"proposals", "record", "x2", []string{"down", "enter"}},
		{"proposals", "record", "", []string{"ctrl+n"}},
	} {
		d := open(t, province(t), x.tab)
		d.Press(x.keys...)
		got := sentOf[page.Navigate](t, d)
		if got.Page != x.page || got.ID != x.id {
			t.Errorf("%s %v opened %+v", x.tab, x.keys, got)
		}
		if got.Page == "record" && got.Args["kind"] == "" {
			t.Errorf("%s %v opened a record of no kind", x.tab, x.keys)
		}
		if got.Args["kind"] == "support" && x.id == "" && got.Args["coop"] != "c1" {
			t.Errorf("%s %v began a support of %q", x.tab, x.keys, got.Args["coop"])
		}
	}
}

func TestTheProvinceAnswersAnObstacleFromTheList(t *testing.T) {
	s := province(t)
	d := open(t, s, "obstacles")
	d.Press("enter")
	q := sentOf[page.Prompt](t, d)
	if !strings.Contains(q.Body, "Chưa có đất làm kho") {
		t.Fatalf("asked %+v", q)
	}
	d.Run(q.Then("Huyện bố trí đất"))
	if s.answered["o1"] != "Huyện bố trí đất" {
		t.Errorf("answered %v", s.answered)
	}
	s.me.Role = store.Officer
	d.Press("enter")
	if got, ok := last(t, d).(page.Navigate); !ok || got.Page != "record" {
		t.Errorf("an officer was asked to answer: %+v", last(t, d))
	}
}

func TestTheReasonsOfACandidateAreShown(t *testing.T) {
	d := pagetest.Open(t, "vi", pagetest.Size{Width: 200, Height: 60}, at(province(t), "candidates"))
	d.Press("down")
	d.Sees("= Ngang với: HTX Dược liệu Mẫu Tu Mơ Rông", "Số hộ thành viên: 120 hộ (để tham khảo)", "Vốn: chưa rõ", "Suất thứ 5 rơi vào")
	d.Press("end")
	d.Sees("K Không đủ điều kiện", "entry_score = 60,5, cần từ 65", "Có lãi liên tục 3 năm")
}

func TestALongListScrolls(t *testing.T) {
	s := province(t)
	p := s.programmes[0]
	s.candidates.Rows = nil
	for i := range 700 {
		s.candidates.Rows = append(s.candidates.Rows, candidate(p, fmt.Sprint("r", i), fmt.Sprint("HTX số ", i), "+++++", i+1, false, 7000))
	}
	d := open(t, s, "candidates")
	d.Press("end")
	d.Sees("HTX số 699")
	d.Press("home", "pgdown", "pgdown")
	d.SeesNot("HTX số 699")
	d.Press("tab", "end")
	d.Sees("44/44")
	d.Press("esc", "end")
	d.Sees("HTX số 699")
}

func TestADecisionThatDisappearedTakesItsMarkAway(t *testing.T) {
	s := province(t)
	d := open(t, s, "candidates")
	d.Press("f4", "f4")
	d.Sees("đánh dấu 2")
	s.candidates.Rows = s.candidates.Rows[1:]
	d.Send(page.Resumed{})
	d.Sees("đánh dấu 1")
}

// press is a printer that writes nothing.
type press struct {
	name string
	kind store.Kind
}

func (p *press) Folder() (string, bool) { return p.name, true }
func (p *press) Open(string) error      { return nil }
func (p *press) Print(_ context.Context, k store.Kind, id, dir string) ([]string, error) {
	p.kind = k
	return []string{dir + "/" + id + ".pdf"}, nil
}

func TestF7PrintsTheListToTheMinistryOnceTheProvinceChose(t *testing.T) {
	for _, x := range []struct {
		role   store.Role
		chosen int
		want   string
	}{
		{store.Province, 0, "registered/kh1185.pdf"},
		{store.Province, 1, "chosen/kh1185.pdf"},
		{store.Officer, 1, "registered/kh1185.pdf"},
	} {
		p := Prints{Registered: &press{name: "registered"}, Chosen: &press{name: "chosen"}}
		s := province(t)
		s.me.Role, s.candidates.Chosen = x.role, x.chosen
		d := pagetest.Open80(t, func(c *page.Context) page.Screen { return newModel(c, s, page.Args{}, p) })
		d.Press("f7")
		if got := sentOf[page.Confirm](t, d).Body; got != x.want {
			t.Errorf("%+v: printed %q", x, got)
		}
	}
	d := pagetest.Open80(t, func(c *page.Context) page.Screen {
		return newModel(c, province(t), page.Args{"tab": "offices"}, Prints{Registered: &press{}})
	})
	d.Press("f7")
	if len(d.Sent) != 0 {
		t.Errorf("another section printed: %+v", d.Sent)
	}
}

func TestEverySectionIsInThePalette(t *testing.T) {
	d := english(t, province(t), "offices")
	list := d.Screen.(page.Actor).Actions()
	for _, name := range names {
		found := false
		for _, a := range list {
			n, ok := a.Msg.(page.Navigate)
			found = found || ok && n.Page == "programme" && n.Args["tab"] == name && a.Name != ""
		}
		if !found {
			t.Errorf("%s is not in the palette", name)
		}
	}
}
