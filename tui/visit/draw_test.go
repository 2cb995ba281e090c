package visit_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
	"coopfield/tui/text"
	"coopfield/tui/visit"
)

// golden draws a record after some keys at every size and in both languages.
func golden(t *testing.T, name string, d *desk.Desk, k store.Kind, id string, press ...string) {
	t.Helper()
	for _, lang := range []text.Lang{text.VI, text.EN} {
		for _, size := range pagetest.Sizes {
			s := pagetest.Open(t, lang, size, func(c *page.Context) page.Screen { return visit.New(c, d, k, id, nil, visit.Options{}) })
			s.Press(press...)
			s.Golden(name)
			failed(t, s)
		}
	}
}

// half is a follow-up visit of a cooperative with a long name that is half
// written.
func half(t *testing.T) (*office, *desk.Desk, string, string) {
	t.Helper()
	o := newOffice(t, store.Officer)
	d := o.run()
	coop := putCoop(t, d, longName)
	putYear(t, d, coop)
	earlier(t, d, coop, 3)
	s := begin(t, d, store.Visit, coop)
	s.Press("1", "3", "up")
	s.Type("thiếu chữ ký của hai thành viên, hẹn bổ sung trong tháng sau")
	s.Press("enter", "pgdown", "1", "4")
	s.Press("pgdown", "pgdown")
	s.Type("Sản xuất ổn định; thành viên tham gia đông đủ các cuộc họp.")
	s.Press("ctrl+n")
	s.Type("Gửi báo cáo tình hình hoạt động năm 2024 đúng hạn")
	s.Press("ctrl+s")
	failed(t, s)
	return o, d, coop, only(t, d, store.Visit, coop)
}

func TestTheSectionsOfAVisitAtEverySize(t *testing.T) {
	_, d, _, id := half(t)
	golden(t, "open", d, store.Visit, id, "esc", "ctrl+home", "enter")
	golden(t, "checks", d, store.Visit, id, "esc", "ctrl+home", "down", "enter")
	golden(t, "figures", d, store.Visit, id, "esc", "ctrl+home", "down", "down", "enter")
	golden(t, "findings", d, store.Visit, id, "esc", "ctrl+home", "down", "down", "down", "enter")
	golden(t, "recommendations", d, store.Visit, id, "esc", "ctrl+home", "down", "down", "down", "down")
	golden(t, "people", d, store.Visit, id, "esc", "ctrl+end", "up", "up", "up", "enter")
	golden(t, "general", d, store.Visit, id, "esc", "ctrl+end", "up", "up", "enter", "tab")
	golden(t, "end", d, store.Visit, id, "f8")
}

func TestTheFilesOfAVisitAtEverySize(t *testing.T) {
	_, d, _, id := half(t)
	img := image.NewRGBA(image.Rect(0, 0, 64, 32))
	for i := range img.Pix {
		img.Pix[i] = byte(i * 7)
	}
	img.Set(0, 0, color.White)
	var b bytes.Buffer
	must(t, png.Encode(&b, img))
	for name, data := range map[string][]byte{"trụ sở hợp tác xã.png": b.Bytes(), "sổ đăng ký thành viên.pdf": []byte("%PDF-1.7")} {
		_, err := d.Attach(ctx, store.Visit, id, name, bytes.NewReader(data))
		must(t, err)
	}
	golden(t, "files", d, store.Visit, id, "ctrl+o", "down", "down")
}

func TestAFinalisedVisitAtEverySize(t *testing.T) {
	_, d, coop, id := half(t)
	s := reopen(t, d, store.Visit, id)
	s.Press("esc", "ctrl+home", "enter", "1", "1", "pgdown", "1", "f8")
	agree(t, s)
	failed(t, s)
	list, err := d.Visits(ctx, coop)
	must(t, err)
	if list[0].State != store.Final {
		t.Fatalf("not finalised:\n%s", s.View())
	}
	golden(t, "final", d, store.Visit, id)
}

func TestEverySectionFitsEverySize(t *testing.T) {
	o, _, coop, id := half(t)
	o.role = store.Province
	plan := putPlan(t, o.run(), coop)
	o.role = store.Officer
	d := o.run()
	if _, err := d.SaveFields(ctx, store.Visit, id, desk.Edit{Path: "purpose", Value: desk.VisitPlanCheck}, desk.Edit{Path: "plan", Value: plan}); err != nil {
		t.Fatal(err)
	}
	for _, lang := range []text.Lang{text.VI, text.EN} {
		for _, size := range pagetest.Sizes {
			s := pagetest.Open(t, lang, size, func(c *page.Context) page.Screen { return visit.New(c, d, store.Visit, id, nil, visit.Options{}) })
			s.Press("esc", "ctrl+home")
			for range 12 {
				s.View()
				s.Press("enter")
				for range 8 {
					s.View()
					s.Press("tab")
				}
				s.Press("esc", "down")
			}
		}
	}
}

// putPlan puts an approved plan with an action and support given under it.
func putPlan(t *testing.T, d *desk.Desk, coop string) string {
	t.Helper()
	ids, err := d.Put(ctx, store.Plan, []desk.Input{{Doc: store.Doc{
		"cooperative": coop, "programme": "kh1185", "status": "approved", "approved_on": "2024-02-01", "approved_no": "01/QĐ-MẪU",
		"actions": store.Doc{"a": store.Doc{"text": "Mua máy sấy cà phê", "who": "Giám đốc", "to": "2024-12-01"}},
	}}})
	must(t, err)
	_, err = d.Put(ctx, store.Support, []desk.Input{{Doc: store.Doc{
		"cooperative": coop, "plan": ids[0], "type": "training", "on": "2024-03-01", "disbursed": int64(12_000_000),
	}}})
	must(t, err)
	return ids[0]
}

func TestTheSectionsOfAConsultationAtEverySize(t *testing.T) {
	d, coop := advisor(t, longName)
	s := begin(t, d, store.Consultation, coop)
	s.Type("Hỏi cách lập sổ thành viên và vay vốn của Quỹ.")
	s.Press("pgdown", "1", "down", "1")
	s.Type("Hướng dẫn lập sổ theo mẫu; nộp hồ sơ vay trước 15/12.")
	s.Press("ctrl+n")
	s.Type("Lập sổ thành viên, gửi bản chụp")
	s.Press("pgdown", "enter")
	s.Press("ctrl+s")
	failed(t, s)
	id := only(t, d, store.Consultation, coop)
	golden(t, "advice", d, store.Consultation, id, "esc", "ctrl+home", "down", "down", "enter")
	golden(t, "commitments", d, store.Consultation, id, "esc", "ctrl+home", "down", "down", "down", "enter")
	golden(t, "support", d, store.Consultation, id, "esc", "ctrl+home", "down", "down", "down", "down", "enter", "tab")
}
