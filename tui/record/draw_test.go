package record_test

import (
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
	"coopfield/tui/text"
)

// golden draws a form after some keys at every size and in both languages.
func golden(t *testing.T, name string, make func(*page.Context) page.Screen, press ...string) {
	t.Helper()
	for _, lang := range []text.Lang{text.VI, text.EN} {
		for _, size := range pagetest.Sizes {
			s := pagetest.Open(t, lang, size, make)
			s.Press(press...)
			s.Golden(name)
			failed(t, s)
		}
	}
}

func TestTheFormAtEverySize(t *testing.T) {
	o := newOffice(t, store.Officer)
	d := o.run()
	id := putPlan(t, d, putCoop(t, d))
	golden(t, "general", planForm(d, id, nil), "tab", "tab")
	golden(t, "actions", planForm(d, id, nil), "pgdown", "tab", "tab")
	golden(t, "funding", planForm(d, id, nil), "esc", "down", "down")
	ids, err := d.Put(ctx, store.Registration, []desk.Input{{Doc: store.Doc{
		"cooperative": held(t, d, store.Plan, id).Text("cooperative"), "programme": "kh1185",
		"conditions": store.Doc{"a": store.Doc{"met": true, "note": "sổ họp và báo cáo tài chính ba năm"}},
	}}})
	must(t, err)
	golden(t, "conditions", applicationForm(d, ids[0]), "tab", "tab")
}
