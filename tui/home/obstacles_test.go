package home

import (
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
)

// office is a province with two obstacles that nobody answered.
func office() *paper {
	p := november()
	p.me = store.Writer{Role: store.Province, Unit: "62"}
	p.answers = map[string]string{}
	p.obstacles = []desk.ObstacleLine{
		{ID: "o1", CoopName: "HTX Nông nghiệp Mẫu Đăk Hà", RaisedOn: "2026-11-03", Text: "Chưa có đất làm kho", Waiting: true},
		{ID: "o2", UnitName: "Huyện Đăk Tô", RaisedOn: "2025-10-30", Text: "Thiếu cán bộ", Waiting: true},
	}
	return p
}

func screen(t *testing.T, p *paper) (*pagetest.Driver, *Model) {
	t.Helper()
	d := open(t, p)
	return d, d.Screen.(*Model)
}

// asked returns the newest prompt that the screen asked for.
func asked(t *testing.T, d *pagetest.Driver) page.Prompt {
	t.Helper()
	for i := len(d.Sent) - 1; i >= 0; i-- {
		if p, ok := d.Sent[i].(page.Prompt); ok {
			return p
		}
	}
	t.Fatal("nothing is asked")
	return page.Prompt{}
}

func on(m *Model, key string) {
	for i, it := range m.items() {
		if it.key == key {
			m.cursor = i
		}
	}
}

func TestTheProvinceAnswersAnObstacleFromItsHome(t *testing.T) {
	p := office()
	d, m := screen(t, p)
	if v := d.Screen.View(); !strings.Contains(v, "2 khó khăn, vướng mắc chờ trả lời") || !strings.Contains(v, "Huyện Đăk Tô") {
		t.Fatalf("it is not on Home:\n%s", v)
	}
	on(m, "obstacleo2")
	d.Press("enter")
	q := asked(t, d)
	if !strings.Contains(q.Body, "Huyện Đăk Tô") || !strings.Contains(q.Body, "Thiếu cán bộ") || !q.Required {
		t.Fatalf("asked %+v", q)
	}
	d.Run(q.Then("Tỉnh cử cán bộ từ quý I"))
	if p.answers["o2"] != "Tỉnh cử cán bộ từ quý I" {
		t.Errorf("answered %q", p.answers)
	}
	if v := d.Screen.View(); !strings.Contains(v, "1 khó khăn") || strings.Contains(v, "Huyện Đăk Tô") {
		t.Errorf("it is still there:\n%s", v)
	}
}

func TestAnAnswerThatCouldNotBeWrittenStandsThereAgain(t *testing.T) {
	p := office()
	p.refused = &store.Error{Code: store.Busy, Message: "kho đang bận"}
	d, m := screen(t, p)
	on(m, "obstacleo1")
	d.Press("enter")
	d.Run(asked(t, d).Then("Huyện bố trí đất"))
	d.Press("enter")
	if got := asked(t, d).Value; got != "Huyện bố trí đất" {
		t.Errorf("the next prompt begins with %q", got)
	}
	p.refused = nil
	d.Run(asked(t, d).Keep("Huyện bố trí đất ở Đăk La"))
	d.Press("enter")
	if got := asked(t, d).Value; got != "Huyện bố trí đất ở Đăk La" {
		t.Errorf("what was put aside is %q", got)
	}
}

func TestNobodyElseIsAskedToAnswer(t *testing.T) {
	p := office()
	p.me.Role = store.Officer
	d, _ := screen(t, p)
	if strings.Contains(d.Screen.View(), "vướng mắc") {
		t.Error("an officer sees obstacles to answer")
	}
}
