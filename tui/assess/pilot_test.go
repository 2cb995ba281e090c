package assess_test

import (
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/page"
)

// pilotSheet is the sheet of 2024 of a cooperative whose plan froze the one of
// 2020 and names criteria 3 and 9: the district has given criterion 9 less than
// then, and 8 too, which the plan does not name.
func pilotSheet(tb testing.TB, d *desk.Desk) string {
	tb.Helper()
	coop := putCoop(tb, d, "htx")
	frozen := putSheet(tb, d, checkedAs(sheetDoc(coop, "2020")))
	_, err := d.Finalise(ctx, store.Assessment, frozen)
	must(tb, err)
	r, err := d.Get(ctx, store.Assessment, frozen)
	must(tb, err)
	_, err = d.Put(ctx, store.Plan, []desk.Input{{Doc: store.Doc{
		"cooperative": coop, "programme": "kh1185", "baseline": store.Doc{"assessment": frozen, "revision": r.Rev.String()},
		"improve": store.Doc{"3": int64(1000), "9": int64(400)},
	}}})
	must(tb, err)
	for _, y := range []string{"2021", "2022", "2023"} {
		putSheet(tb, d, sheetDoc(coop, y))
	}
	doc := checkedAs(sheetDoc(coop, "2024"), "9", 200, "8", 350)
	doc.Put("facts.capital_end", int64(5_000_000_000))
	doc.Put("facts.undivided_end", int64(800_000_000))
	return putSheet(tb, d, doc)
}

// checkedAs gives a sheet the district's points: the own ones, but for pairs of
// an item and its points.
func checkedAs(doc store.Doc, pairs ...any) store.Doc {
	checked := doc.Sub("self").Clone()
	for i := 0; i < len(pairs); i += 2 {
		item := pairs[i].(string)
		checked[item] = int64(pairs[i+1].(int))
		doc.Put("reason."+item, "Rà soát lại hồ sơ")
	}
	doc["checked"] = checked
	return doc
}

func TestAFallIsDrawn(t *testing.T) { golden(t, "fall", pilotSheet, "esc", "ctrl+t", "ctrl+t", "down") }

func TestAFallAsksForItsCauseInTheFlowOfEnter(t *testing.T) {
	d := newOffice(t, store.Officer).run()
	id := pilotSheet(t, d)
	s := open(t, d, id)
	s.Press("esc", "ctrl+t", "ctrl+t") // different, then below
	s.Sees("Lọc: dưới ban đầu 2", "8 ", "9 ")
	s.Sees("tiêu chí 8: 3,5 điểm, dưới ban đầu 5", "không nêu tiêu chí này", "▼1")
	s.SeesNot("Nguyên nhân")
	s.Press("down")
	s.Sees("Ban đầu 2020 (Huyện rà soát) 3 · đích 4 · nay 2 ▼")
	s.Sees("phải ghi nguyên nhân", "Nguyên nhân")
	s.Press("f8")
	s.Sees("9 chưa ghi nguyên nhân giảm: Mức độ áp dụng")
	s.Press("enter")
	s.Sees("▸Nguyên nhân")
	s.Type("Máy sấy hỏng cả vụ")
	s.SeesNot("▼1")
	s.Press("up", "down", "tab", "ctrl+u") // from the own points to those of the district
	s.Type("1")
	s.Press("enter") // its reason and its cause are written: on to the next item
	s.Press("up", "ctrl+u")
	s.Type("3") // back at the baseline: nothing to explain
	s.SeesNot("phải ghi nguyên nhân")
	s.Press("esc", "esc", "esc")
	if got := record(t, d, id).Doc.Text("cause.9"); got != "Máy sấy hỏng cả vụ" {
		t.Errorf("kept %q", got)
	}
}

func TestTheQuestionBeforeFinalisingNamesWhatNobodyLookedAt(t *testing.T) {
	d := newOffice(t, store.Officer).run()
	coop := putCoop(t, d, "htx")
	_, err := d.Put(ctx, store.Annual, []desk.Input{{Doc: store.Doc{"cooperative": coop, "year": int64(2024), "figures": store.Doc{"profit_before_tax": int64(7)}}}})
	must(t, err)
	doc := sheetDoc(coop, "2024")
	doc.Put("facts_state.revenue", "estimate")
	s := open(t, d, putSheet(t, d, doc))
	s.Press("f8")
	q := newest[page.Confirm](t, s)
	for _, want := range []string{"1 số liệu chép chưa ai xác nhận", "1 số liệu là ước", "Chưa ghi người thống nhất"} {
		if !strings.Contains(q.Body, want) {
			t.Errorf("%q is not asked in %q", want, q.Body)
		}
	}
}

func TestTheExitRuleFollowsEveryKeyAndMovesNothing(t *testing.T) {
	d := newOffice(t, store.Officer).run()
	id := pilotSheet(t, d)
	s := open(t, d, id)
	s.Press("esc", "ctrl+t", "ctrl+t", "down", "enter")
	s.Sees("✗ Hoàn thiện: thiếu", "tiêu chí 9 dưới ban đầu")
	before := len(strings.Split(s.View(), "\n"))
	s.Press("tab", "ctrl+u") // to the district's points: nothing is given now
	s.Sees("Hoàn thiện: chưa đủ điểm các mục")
	s.Type("3") // as at the baseline
	s.Sees("✗ Hoàn thiện: thiếu")
	s.SeesNot("tiêu chí 9 dưới ban đầu")
	if after := len(strings.Split(s.View(), "\n")); after != before {
		t.Errorf("%d lines, %d before", after, before)
	}
}

func TestASheetOfNoPilotSaysNothingOfTheExitRule(t *testing.T) {
	d := newOffice(t, store.Officer).run()
	s := open(t, d, full(t, d))
	s.SeesNot("Hoàn thiện: ")
}
