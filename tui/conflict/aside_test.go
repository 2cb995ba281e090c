package conflict

import (
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/tui/keys"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
)

// intruded lets the second officer write into another unit's cooperative.
func intruded(t *testing.T) (*three, string) {
	t.Helper()
	s := together(t)
	c := newOffice(t, "x", "x", "ngochoi-01", "Cán bộ Ngọc Hồi", store.Officer, "615", 4)
	doc := coopDoc("HTX Mẫu Bờ Y")
	doc["phone"] = "0260 3800 009"
	c.put(t, store.Cooperative, "", doc) // its own store takes the unit for its own
	in := c.bundle(t)
	in.Registered.Unit = "611" // and the registry knows better
	s.p.receive(t, in)
	list, err := s.p.Quarantine(ctx)
	must(t, err)
	if len(list) != 1 {
		t.Fatalf("%d changes are aside", len(list))
	}
	return s, list[0].Op.String()
}

func openAside(o *office, op string) func(*page.Context) page.Screen {
	return func(c *page.Context) page.Screen { return OpenAside(c, o.Desk, op, func() {}) }
}

func TestAChangeThatIsAsideIsReadAndAdmitted(t *testing.T) {
	s, op := intruded(t)
	l := list(t, s.p, nil)
	l.Sees("[Để riêng 1]", "không có quyền", "Cán bộ Ngọc Hồi", "Vì sao:")
	l.Press("enter")
	if n := last[page.Navigate](l); n.Page != "aside" || n.ID != op {
		t.Errorf("Enter opens %+v", n)
	}
	pagetest.GoldenSizes(t, "aside", openAside(s.p, op))
	d := pagetest.Open80(t, openAside(s.p, op))
	d.Sees("Cán bộ Ngọc Hồi", "Chưa ai quyết định", "HTX Mẫu Bờ Y", "0260 3800 009")
	d.Press("f8")
	ask := last[page.Prompt](d)
	if !ask.Required || !strings.Contains(ask.Body, "về máy người ghi") {
		t.Errorf("the question is %+v", ask)
	}
	d.Run(ask.Keep("Được phân"))
	d.Press("f8")
	if v := last[page.Prompt](d).Value; v != "Được phân" {
		t.Errorf("the reason begins with %q", v)
	}
	d.Run(last[page.Prompt](d).Then("Được phân công hỗ trợ Đăk Hà"))
	last[page.Back](d)
	if list, err := s.p.Quarantine(ctx); err != nil || len(list) > 0 {
		t.Errorf("still aside: %v, %v", list, err)
	}
	l = list2(t, s.p)
	l.Sees("Đã quyết định 1", "nhận vào", "Được phân công")
}

// list2 opens the list of decisions.
func list2(t *testing.T, o *office) *pagetest.Driver {
	return list(t, o, page.Args{"tab": "decided"})
}

func TestARefusedChangeStaysAndCanBeAdmittedLater(t *testing.T) {
	s, op := intruded(t)
	d := pagetest.Open80(t, openAside(s.p, op))
	d.Press("f4")
	d.Run(last[page.Prompt](d).Then("Không phải địa bàn"))
	if m := last[page.Toast](d); !strings.Contains(m.Text, "vẫn được giữ") {
		t.Errorf("told %q", m.Text)
	}
	l := list(t, s.p, page.Args{"tab": "aside"})
	l.Sees("[Để riêng]", "đã từ chối", "Không phải địa bàn")
	d = pagetest.Open80(t, openAside(s.p, op))
	d.Sees("Đã từ chối: Sở KH&ĐT", "Không phải địa bàn")
	offered := map[keys.Intent]bool{}
	for _, h := range d.Screen.Keys() {
		offered[h.Intent] = true
	}
	if !offered[keys.Decide] || offered[keys.OtherValue] {
		t.Errorf("offered are %v", offered)
	}
	d.Press("f8")
	d.Run(last[page.Prompt](d).Then("Đã có phân công"))
	if list, err := s.p.Quarantine(ctx); err != nil || len(list) > 0 {
		t.Errorf("still aside: %v, %v", list, err)
	}
}

// cloned is a laptop whose disk was copied: both went on writing.
func cloned(t *testing.T) *three {
	t.Helper()
	s := together(t)
	copyOf := newOffice(t, "clone", "a", "dakha-01", "Cán bộ 1", store.Officer, "615", 6)
	// The copy holds what the laptop held then.
	copyOf.put(t, store.Cooperative, s.coop, coopDoc(coopName))
	copyOf.put(t, store.Cooperative, s.coop, store.Doc{"phone": "0260 3800 777"})
	s.p.receive(t, copyOf.bundle(t))
	return s
}

func TestTwoHistoriesOfADeviceAreShownAndTheSecondIsAdmitted(t *testing.T) {
	s := cloned(t)
	rows, err := s.p.Conflicts(ctx)
	must(t, err)
	id := ""
	for _, r := range rows {
		if r.Case == store.CaseFork {
			id = r.ID
		}
	}
	if id == "" {
		t.Fatalf("no fork among %+v", rows)
	}
	pagetest.GoldenSizes(t, "fork", openCase(s.p, id))
	d := compare(t, s.p, id)
	d.Sees("dakha-01", "hai lịch sử", "Nhánh A, đang tính", "Nhánh B, để riêng", "F8 nhận nhánh")
	d.Press("end", "enter")
	if n := last[page.Navigate](d); n.Page != "aside" {
		t.Errorf("Enter opens %+v", n)
	}
	d.Press("f8")
	ask := last[page.Prompt](d)
	if !strings.Contains(ask.Body, "2 thay đổi") {
		t.Errorf("the question is %q", ask.Body)
	}
	d.Run(ask.Then("Máy được phục hồi ngày 06/11"))
	if m := last[page.Toast](d); !strings.Contains(m.Text, "Đã nhận 2") {
		t.Errorf("told %q", m.Text)
	}
	if list, err := s.p.Quarantine(ctx); err != nil || len(list) > 0 {
		t.Errorf("still aside: %v, %v", list, err)
	}
	laptop := compare(t, s.p, id)
	laptop.Sees("không còn nữa")
}

func TestTheListIsDrawn(t *testing.T) {
	s := disputed(t)
	pagetest.GoldenSizes(t, "list", func(c *page.Context) page.Screen { return New(c, s.p.Desk, nil) })
	pagetest.GoldenSizes(t, "list-laptop", func(c *page.Context) page.Screen { return New(c, s.a.Desk, nil) })
	x, _ := intruded(t)
	pagetest.GoldenSizes(t, "list-aside", func(c *page.Context) page.Screen { return New(c, x.p.Desk, page.Args{"tab": "aside"}) })
	pagetest.GoldenSizes(t, "list-empty", func(c *page.Context) page.Screen { return New(c, together(t).p.Desk, nil) })
}

func TestTheListOpensCasesAndHistories(t *testing.T) {
	s := disputed(t)
	l := list(t, s.p, nil)
	l.Sees("[Lệch số liệu 1]", "sửa song song", "2 bản sửa song song, khác nhau 4 mục")
	l.Press("enter")
	if n := last[page.Navigate](l); n.Page != "compare" || n.ID != s.p.theCase(t) || n.Args["of"] != "1" {
		t.Errorf("Enter opens %+v", n)
	}
	l.Press("ctrl+r")
	if n := last[page.Navigate](l); n.Page != "history" || n.ID != s.sheet || n.Args["kind"] != "assessment" {
		t.Errorf("Ctrl+R opens %+v", n)
	}
	l.Press("right")
	l.Sees("[Để riêng]", "Không có thay đổi nào bị để riêng")
	l.Press("right")
	l.Sees("Chưa có quyết định nào")
	l.Press("esc")
	last[page.Back](l)
}

func TestWhyAChangeIsAsideNamesTheFieldByItsWord(t *testing.T) {
	s := together(t)
	c := newOffice(t, "x", "x", "dakha-03", "Cán bộ 3", store.Province, "615", 4)
	c.put(t, store.Obstacle, "", store.Doc{"unit": "615", "text": "Thiếu vốn", "to": "UBND huyện", "raised_on": "2024-11-01", "answer": "Đã giao ngân hàng"})
	in := c.bundle(t)
	in.Registered.Role = store.Officer // its own store takes it for the province
	s.p.receive(t, in)
	list1 := list(t, s.p, page.Args{"tab": "aside"})
	list1.Sees(`chỉ cấp tỉnh được ghi "Trả lời"`)
	q, err := s.p.Quarantine(ctx)
	must(t, err)
	if len(q) != 1 {
		t.Fatalf("%d changes are aside", len(q))
	}
	pagetest.Open80(t, openAside(s.p, q[0].Op.String())).Sees(`chỉ cấp tỉnh được ghi "Trả lời"`)
}
