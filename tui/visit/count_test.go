package visit_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui"
	"coopfield/tui/home"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
	"coopfield/tui/printing"
	"coopfield/tui/text"
	"coopfield/tui/visit"
)

// hands are a person at the whole program: the root with the desk and a visit.
// They count keys, letters that are typed as text, and questions.
type hands struct {
	t                        *testing.T
	m                        *tui.Model
	now                      time.Time
	keys, letters, questions int
}

func atDesk(t *testing.T, d *desk.Desk, p printing.Printer) *hands {
	t.Helper()
	h := &hands{t: t, now: pagetest.Now}
	h.m = tui.New(tui.Options{
		Lang: text.VI, Start: "home", Now: func() time.Time { return h.now },
		After: func(time.Duration, tea.Msg) tea.Cmd { return nil },
		Pages: map[string]tui.Maker{
			"home": func(c *page.Context, _ string, _ page.Args) page.Screen { return home.New(c, d) },
			"visit": func(c *page.Context, id string, args page.Args) page.Screen {
				return visit.New(c, d, store.Visit, id, args, visit.Options{Print: p})
			},
		},
	})
	h.run(h.m.Init())
	_, cmd := h.m.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	h.run(cmd)
	return h
}

func (h *hands) run(cmd tea.Cmd) {
	h.t.Helper()
	queue := []tea.Cmd{cmd}
	for len(queue) > 0 {
		cmd, queue = queue[0], queue[1:]
		if cmd == nil {
			continue
		}
		switch msg := cmd().(type) {
		case nil:
		case tea.BatchMsg:
			queue = append(queue, msg...)
		default:
			switch f := msg.(type) {
			case page.Confirm, page.Prompt:
				h.questions++
			case page.Fail:
				h.t.Fatalf("told: %v", f.Err)
			}
			_, next := h.m.Update(msg)
			queue = append(queue, next)
		}
	}
}

// press presses keys; a dialog is read for a second before it is answered.
func (h *hands) press(names ...string) {
	h.t.Helper()
	for _, n := range names {
		h.keys++
		h.now = h.now.Add(time.Second)
		_, cmd := h.m.Update(pagetest.Key(n))
		h.run(cmd)
	}
}

// types writes a text; its letters are no keys of the program.
func (h *hands) types(s string) {
	h.t.Helper()
	for _, r := range s {
		h.letters++
		_, cmd := h.m.Update(pagetest.Key(string(r)))
		h.run(cmd)
	}
}

func (h *hands) sees(texts ...string) {
	h.t.Helper()
	v := h.m.View()
	for _, s := range texts {
		if !strings.Contains(v, s) {
			h.t.Fatalf("%q is not shown:\n%s", s, v)
		}
	}
}

// twelve is a checklist of the province with twelve lines for follow-up visits.
func twelve(t *testing.T, d *desk.Desk) {
	t.Helper()
	list := "id = \"tinh-12\"\nrevision = 1\ntitle = \"Bảng kiểm của tỉnh\"\npurposes = [\"follow_up\"]\n"
	for i := range 12 {
		list += fmt.Sprintf("[[check]]\nid = \"m%d\"\ntitle = \"Nội dung mẫu số %d\"\n", i+1, i+1)
	}
	_, err := d.Pack(ctx, []desk.PackFile{{Name: "tinh-12.toml", Data: []byte(list)}})
	must(t, err)
}

// The visit that is counted: from the desk, two recommendations of an earlier
// visit followed up, twelve lines of the checklist, three new recommendations,
// finalised, and the minutes written where the last ones went and opened to be
// printed.
func TestTheKeysAndDialogsOfAVisitAreCounted(t *testing.T) {
	for _, x := range []struct {
		name            string
		keys, questions int
		letters         int
		work            func(h *hands)
	}{
		{"three of the lines give the recommendations", 20, 2, 0, func(h *hands) {
			for i := range 12 {
				if i%4 == 3 {
					h.press("4")
				} else {
					h.press("1")
				}
			}
		}},
		{"the recommendations are typed, each behind Ctrl+N", 23, 2, 67, func(h *hands) {
			for range 12 {
				h.press("1")
			}
			for _, s := range []string{"Lập sổ thành viên", "Họp đại hội thường niên", "Công khai báo cáo tài chính"} {
				h.press("ctrl+n")
				h.types(s)
			}
		}},
		{"every field of the recommendations is gone through", 34, 2, 67, func(h *hands) {
			for range 12 {
				h.press("1")
			}
			h.press("pgdown", "pgdown") // figures, findings
			for _, s := range []string{"Lập sổ thành viên", "Họp đại hội thường niên", "Công khai báo cáo tài chính"} {
				h.press("enter") // + thêm kiến nghị
				h.types(s)
				h.press("enter", "enter", "enter")
			}
		}},
	} {
		t.Run(x.name, func(t *testing.T) {
			o := newOffice(t, store.Province)
			twelve(t, o.run())
			o.role = store.Officer
			d := o.run()
			coop := putCoop(t, d, longName)
			earlier(t, d, coop, 1)
			second(t, d, coop)
			p := &press{folder: t.TempDir(), known: true}
			h := atDesk(t, d, p)
			h.sees("2 kiến nghị quá hạn")
			h.press("enter")
			h.sees("Việc lần trước   0/2")
			h.press("1", "1")
			h.sees("Bảng kiểm       0/12")
			x.work(h)
			h.press("f8")
			h.sees("Chốt?")
			h.press("left", "enter")
			h.sees("Đã chốt, chỉ xem")
			h.press("f7")
			h.sees("Đã ghi giấy để ký")
			h.press("enter")
			if p.opened == "" {
				t.Errorf("the minutes were not opened:\n%s", h.m.View())
			}
			v := newest(t, d, coop)
			if len(v.Recommendations) != 3 || len(v.Open) != 2 || v.State != store.Final {
				t.Errorf("held: %+v", v)
			}
			if h.keys != x.keys || h.questions != x.questions || h.letters != x.letters {
				t.Errorf("%d keys, %d questions and %d letters; %d, %d and %d were counted before", h.keys, h.questions, h.letters, x.keys, x.questions, x.letters)
			}
		})
	}
}

// second puts another finalised visit with one overdue recommendation.
func second(t *testing.T, d *desk.Desk, coop string) {
	t.Helper()
	person := store.Doc{"a": store.Doc{"name": "Người Mẫu Một"}}
	ids, err := d.Put(ctx, store.Visit, []desk.Input{{Doc: store.Doc{
		"cooperative": coop, "on": "2024-06-20", "purpose": "complaint", "started": "2024-06-20T08:00:00+07:00", "ended": "2024-06-20T09:00:00+07:00",
		"team": person, "participants": person,
		"recommendations": store.Doc{"x": store.Doc{"text": "Trả lời đơn của thành viên", "who": "Hội đồng quản trị", "due": "2024-07-20"}},
	}}})
	must(t, err)
	_, err = d.Finalise(ctx, store.Visit, ids[0])
	must(t, err)
}

func newest(t *testing.T, d *desk.Desk, coop string) *desk.Visit {
	t.Helper()
	list, err := d.Visits(ctx, coop)
	must(t, err)
	return look(t, d, list[0].ID)
}
