package assess_test

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/page"
)

func wayOf(press ...string) []string { return append([]string{"esc", "ctrl+f"}, press...) }

func TestTheWayIsDrawn(t *testing.T) { golden(t, "way", ready, wayOf()...) }

func TestFiguresToLookAtAreDrawn(t *testing.T) { golden(t, "copied", copied, "esc", "ctrl+n") }

func TestOtherRulesAreDrawn(t *testing.T) {
	golden(t, "other", func(tb testing.TB, d *desk.Desk) string {
		id := ready(tb, d)
		must(tb, d.AddRefs(ctx, []store.RefRow{secondRevision(tb)}))
		return id
	}, wayOf("tab", "tab")...)
}

func TestTheNewerRevisionIsDrawn(t *testing.T) {
	golden(t, "move", func(tb testing.TB, d *desk.Desk) string {
		id := ready(tb, d)
		must(tb, d.AddRefs(ctx, []store.RefRow{secondRevision(tb)}))
		return id
	}, wayOf("shift+tab")...)
}

// ready is a pilot's sheet with 72 points, whose capital has not risen.
func ready(tb testing.TB, d *desk.Desk) string {
	tb.Helper()
	id := pilotSheet(tb, d)
	_, err := d.Put(ctx, store.Assessment, []desk.Input{{ID: id, Doc: store.Doc{
		"facts": store.Doc{"capital_end": int64(3_000_000_000), "undivided_end": int64(400_000_000)}, "cause": store.Doc{"9": "Máy hỏng"},
	}}})
	must(tb, err)
	return id
}

func TestTheWayNamesTheFigureAndWhatNobodyCanComputeBeforehand(t *testing.T) {
	d := newOffice(t, store.Officer).run()
	id := ready(t, d)
	s := open(t, d, id)
	s.Press(wayOf()...)
	s.Sees("Tới 80 điểm, đích của chương trình kh1185", "cột Huyện rà soát", "Nguồn vốn cuối năm: 3.000.000.000 đ → 4.150.000.001 đ", "+1 (mục 1b)", "+1 (mục 2b)")
	s.Sees("còn thiếu", "Mục người chấm cho điểm", "10 Tham gia của TV đối với HTX  7, còn tối đa 6,5")
	s.Press("ctrl+t")
	s.Sees("loại Tốt", "cột Tự chấm")
	s.Press("enter") // to the figure
	s.Sees("Tổng nguồn vốn của HTX tăng", "▸Nguồn vốn cuối năm", "[3.000.000.000")
	s.Press("ctrl+u")
	s.Type("4150000001")
	s.Press("ctrl+f")
	s.SeesNot("mục 1b)") // entered: nothing is left to do there
	s.Press("esc")
	s.Sees("▸1b")
	s.Press("ctrl+s")
	if n := ops(t, d, id); n != 3 {
		t.Errorf("%d ops, the first, the second and one of the figure wanted", n)
	}
}

// copied is a new sheet of 2024 with what last year said, one estimate, and the
// year's figures, which say something else of one.
func copied(tb testing.TB, d *desk.Desk) string {
	tb.Helper()
	coop := putCoop(tb, d, "htx")
	putSheet(tb, d, sheetDoc(coop, "2023"))
	_, err := d.Put(ctx, store.Annual, []desk.Input{{Doc: store.Doc{"cooperative": coop, "year": int64(2024), "figures": store.Doc{"profit_before_tax": int64(120_000_000)}}}})
	must(tb, err)
	return putSheet(tb, d, store.Doc{
		"cooperative": coop, "period": "2024", "scheme": "tt01-2020", "months_active": int64(60_00), "months_stopped": int64(0),
		"facts":       store.Doc{"revenue": int64(2_000_000_000), "profit_before_tax": int64(100_000_000)},
		"facts_state": store.Doc{"revenue": "estimate"},
	})
}

func state(t *testing.T, d *desk.Desk, id, fact string) string {
	t.Helper()
	doc, _ := held(t, d, id)
	return doc.Text("facts_state." + fact)
}

func TestLastYearsFiguresAreCopiedSeenAndConfirmed(t *testing.T) {
	d := newOffice(t, store.Officer).run()
	id := copied(t, d)
	s := open(t, d, id)
	s.Press("esc", "ctrl+n")
	s.Sees("Số liệu chép, ước", "Doanh thu", "ước", "số liệu năm nay ghi 120.000.000 đ")
	s.Press("ctrl+n") // copies into the empty ones
	if !said(s, "Đã chép 4 số liệu") || state(t, d, id, "capital_end") != "copied" {
		t.Errorf("capital_end is %q: %v", state(t, d, id, "capital_end"), sent[page.Toast](s))
	}
	s.Press("ctrl+home", "enter") // one key confirms one
	if state(t, d, id, "capital_begin") != "confirmed" || state(t, d, id, "capital_end") != "copied" {
		t.Error("one key did not confirm one figure")
	}
	s.Press("f8") // and one action the rest
	if !said(s, "Đã xác nhận 3 số liệu") || state(t, d, id, "undivided_end") != "confirmed" || state(t, d, id, "revenue") != "estimate" {
		t.Errorf("undivided_end is %q", state(t, d, id, "undivided_end"))
	}
	s.Press("f5")
	if doc, _ := held(t, d, id); doc.At("facts.profit_before_tax") != int64(120_000_000) || doc.Text("facts_state.profit_before_tax") != "confirmed" {
		t.Errorf("profit is %v", doc.At("facts.profit_before_tax"))
	}
	s.Press("ctrl+z", "ctrl+z")
	if state(t, d, id, "undivided_end") != "copied" {
		t.Errorf("after two undos undivided_end is %q", state(t, d, id, "undivided_end"))
	}
}

func TestCtrlOConfirmsACopiedFigureAndGoesOnToTheNext(t *testing.T) {
	d := newOffice(t, store.Officer).run()
	id := copied(t, d)
	s := open(t, d, id)
	s.Press("esc", "ctrl+n", "ctrl+n", "esc", "f5")
	for range 4 {
		s.Press("ctrl+o")
	}
	for _, fact := range []string{"capital_begin", "capital_end", "undivided_begin", "undivided_end"} {
		if state(t, d, id, fact) != "confirmed" {
			t.Errorf("%s is %q after as many keys as there were figures", fact, state(t, d, id, fact))
		}
	}
}

func TestAnEstimateOfAFinalSheetIsTakenFromTheYearsFigures(t *testing.T) {
	d := newOffice(t, store.Officer).run()
	coop := putCoop(t, d, "htx")
	doc := sheetDoc(coop, "2024")
	doc.Put("facts_state.revenue", "estimate")
	id := putSheet(t, d, doc)
	_, err := d.Finalise(ctx, store.Assessment, id)
	must(t, err)
	open(t, d, id).Sees("1 số liệu còn là ước")
	_, err = d.Put(ctx, store.Annual, []desk.Input{{Doc: store.Doc{"cooperative": coop, "year": int64(2024), "figures": store.Doc{"revenue": int64(2_150_000_000)}}}})
	must(t, err)
	s := open(t, d, id)
	s.Sees("Số liệu năm đã khác bảng ở 1 chỉ tiêu")
	s.Press("f8")
	s.Run(newest[page.Confirm](t, s).Then)
	s.Press("ctrl+n", "f5", "esc", "f8")
	s.Run(newest[page.Prompt](t, s).Then("Số chính thức"))
	r := record(t, d, id)
	if r.State != store.Final || r.Doc.At("facts.revenue") != int64(2_150_000_000) || r.Doc.Text("facts_state.revenue") != "confirmed" || ops(t, d, id) != 3 {
		t.Errorf("%s: %v %q", r.State, r.Doc.At("facts.revenue"), r.Doc.Text("facts_state.revenue"))
	}
}

// secondRevision is tt01-2020 with invented steps for 1a and a lower maximum for
// 9, made up by one for 8.
func secondRevision(tb testing.TB) store.RefRow {
	tb.Helper()
	data, err := os.ReadFile("../../store/scheme/data/scheme-tt01-2020.toml")
	must(tb, err)
	text := string(data)
	for _, pair := range [][2]string{
		{"revision    = 1", "revision    = 2"},
		{
			"score = \"points\"\n    shows = \"(capital_begin + capital_end) / 2\"\n    todo = \"Phụ lục 1: các mức điểm (mức đầu 'Dưới 100 t…')\"",
			"score = \"steps\"\n    value = \"(capital_begin + capital_end) / 2\"\n    steps = [{ from = 4_000_000_000, points = 6 }, { from = 0, points = 3 }]",
		},
		{
			"  max = 6\n  score = \"points\"\n  todo = \"Phụ lục 1: các mức điểm\"\n  [[group.criterion]]\n  id = \"9\"",
			"  max = 8\n  score = \"points\"\n  [[group.criterion]]\n  id = \"9\"",
		},
		{"chuỗi giá trị\"\n  max = 4", "chuỗi giá trị\"\n  max = 2"},
	} {
		if !strings.Contains(text, pair[0]) {
			tb.Fatalf("no %q in the scheme", pair[0])
		}
		text = strings.Replace(text, pair[0], pair[1], 1)
	}
	sum := sha256.Sum256([]byte(text))
	return store.RefRow{Type: desk.RefScheme, ID: "tt01-2020", Revision: 2, SHA256: hex.EncodeToString(sum[:]), Data: []byte(text)}
}

func TestADraftMovesToTheNewerRevisionAfterItWasSeen(t *testing.T) {
	d := newOffice(t, store.Officer).run()
	id := full(t, d)
	must(t, d.AddRefs(ctx, []store.RefRow{secondRevision(t)}))
	s := open(t, d, id)
	s.Sees("Bộ tiêu chí đã có bản 2")
	s.Press(wayOf("shift+tab")...)
	s.Sees("Bản 1 → bản 2", "đổi cách cho điểm", "đổi điểm tối đa 4 → 2, bỏ điểm đã ghi: Tự chấm")
	s.Press("f8")
	q := newest[page.Confirm](t, s)
	if !strings.Contains(q.Body, "1 chỗ đã ghi sẽ bỏ") || !q.Danger {
		t.Errorf("asked %+v", q)
	}
	s.Run(q.Then)
	if !said(s, "Bảng theo bản 2") {
		t.Errorf("nothing was said: %v", sent[page.Fail](s))
	}
	s.SeesNot("Bộ tiêu chí đã có bản 2")
	s.Press("ctrl+y") // the question promises this
	s.Run(newest[page.Confirm](t, s).Then)
	if doc, _ := held(t, d, id); doc.At("scheme_revision") != int64(1) || doc.At("self.9") != int64(300) {
		t.Errorf("taken back to revision %v, %v points for 9", doc.At("scheme_revision"), doc.At("self.9"))
	}
	must(t, d.MoveToRevision(ctx, id, 2))
	s = open(t, d, id)
	s.Press("ctrl+s")
	r := record(t, d, id)
	if n, _ := r.Doc.Int("scheme_revision"); n != 2 || r.Doc.At("self.9") != nil || r.Doc.At("self.1a") != int64(500) || ops(t, d, id) != 2 {
		t.Errorf("revision %d, %v", n, r.Doc.Sub("self"))
	}
}

func TestOtherRulesStandBesideTheSheetAndChangeNothing(t *testing.T) {
	d := newOffice(t, store.Officer).run()
	id := full(t, d)
	s := open(t, d, id)
	s.Press(wayOf("tab", "tab")...)
	s.Sees("tt09-2017, bản 1", "Thiếu số liệu: Doanh thu kế hoạch", "Chỉ để so", "chưa xếp loại", "Khá")
	s.Press("esc", "ctrl+s")
	if n := ops(t, d, id); n != 1 {
		t.Errorf("%d ops", n)
	}
}
