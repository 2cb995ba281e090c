package desk_test

import (
	"os"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/programme"
)

func lacks(t *testing.T, l *laptop, coopID string) string {
	t.Helper()
	list, err := l.Pilot(ctx, coopID)
	must(t, err)
	if len(list) != 1 {
		t.Fatalf("%d pilots", len(list))
	}
	return strings.Join(list[0].Lacks, "|")
}

// TestAPilotLacksLessAndLessUntilItLeavesTheSecondStage: Kế hoạch
// 1185/KH-UBND, VI.2.a.
func TestAPilotLacksLessAndLessUntilItLeavesTheSecondStage(t *testing.T) {
	p := open(t, "tinh", store.Province, "62")
	c, entry := chosen(t, p, 1)
	equal(t, lacks(t, p, c), "Chưa lập kế hoạch hoàn thiện")
	plan, err := p.StartPlan(ctx, c, "kh1185") // only typed
	must(t, err)
	const noSheet = "Chưa có bảng đánh giá nào sau điểm ban đầu"
	equal(t, lacks(t, p, c), "Kế hoạch hoàn thiện chưa được phê duyệt|Kế hoạch chưa chốt bảng đánh giá làm điểm ban đầu|Kế hoạch chưa nêu tiêu chí cần cải thiện|"+noSheet)
	must(t, p.FreezeBaseline(ctx, plan, entry))
	equal(t, lacks(t, p, c), "Kế hoạch hoàn thiện chưa được phê duyệt|Kế hoạch chưa nêu tiêu chí cần cải thiện|"+noSheet)
	_, err = p.Commit(ctx, store.Plan, plan)
	must(t, err)
	p.put(t, store.Plan, plan, store.Doc{"improve": store.Doc{"9": int64(400)}})
	equal(t, lacks(t, p, c), "Kế hoạch hoàn thiện chưa được phê duyệt|"+noSheet)
	p.put(t, store.Plan, plan, store.Doc{"status": "approved", "approved_no": "45/QĐ", "approved_on": "2022-01-10", "approved_by": "UBND huyện"})
	half := full(c, "2020") // older than the baseline
	half["occasion"], half["as_of"] = "half_year", "2020-06-30"
	p.put(t, store.Assessment, "", half)
	equal(t, lacks(t, p, c), noSheet)
	id, err := p.StartAssessment(ctx, c, "2021", "tt01-2020") // only typed
	must(t, err)
	if got := lacks(t, p, c); !strings.HasPrefix(got, "Bảng đánh giá chưa đủ điểm, còn thiếu ") || !strings.HasSuffix(got, "|Bảng đánh giá kỳ 2021 chưa chốt") {
		t.Errorf("while a sheet is typed: %s", got)
	}
	must(t, p.Discard(ctx, store.Assessment, id))
	doc := grown(c)
	checkedAs(doc, "9", 150, "10", 900, "11", 800, "12", 800)
	sheetID := p.put(t, store.Assessment, "", doc)
	const total, nine = "Tổng 79,5 điểm, còn thiếu 0,5 đến mức 80", "Tiêu chí 9: 1,5 điểm, thấp hơn ban đầu 2,0"
	const unsigned = "Bảng đánh giá kỳ 2021 chưa chốt"
	equal(t, lacks(t, p, c), total+"|"+nine+"|"+unsigned)
	p.put(t, store.Assessment, sheetID, store.Doc{"checked": store.Doc{"10": int64(950)}})
	equal(t, lacks(t, p, c), nine+"|"+unsigned)
	_, err = p.SaveField(ctx, store.Assessment, sheetID, "checked.9", int64(200), "")
	must(t, err)
	equal(t, lacks(t, p, c), unsigned) // as it is typed
	_, err = p.Finalise(ctx, store.Assessment, sheetID)
	must(t, err)
	equal(t, lacks(t, p, c), "")
	board, err := p.Pilots(ctx, desk.PilotQuery{})
	must(t, err)
	one := board.Rows[0]
	equal(t, []any{len(board.Rows), board.Ready, one.Stage, one.PlanStatus, one.ApprovedNo, one.Latest.Period, one.Latest.Exit.State, one.Agricultural},
		[]any{1, 1, "improve", "approved", "45/QĐ", "2021", programme.Met, true})
	// A later sheet counts, whatever the one before it said.
	later := p.put(t, store.Assessment, "", withFacts(full(c, "2022"), "capital_end", 6_000_000_000, "undivided_end", 900_000_000))
	p.put(t, store.Assessment, later, store.Doc{"checked": p.get(t, store.Assessment, sheetID).Doc.Sub("checked"), "reason": p.get(t, store.Assessment, sheetID).Doc.Sub("reason")})
	equal(t, lacks(t, p, c), "Bảng đánh giá kỳ 2022 chưa chốt")
}

func TestTheBoardShowsThoseThatWereChosenByUnitAndName(t *testing.T) {
	p := open(t, "tinh", store.Province, "62")
	at := func(n int, unit, model, result string) string {
		commune := map[string]string{"615": "23500", "610": "23341"}[unit]
		c := p.put(t, store.Cooperative, "", store.Doc{"name": "HTX " + string(rune('A'+n)), "type": "htx", "unit": commune, "reporting_unit": unit})
		p.put(t, store.Registration, "", store.Doc{
			"cooperative": c, "programme": "kh1185", "model": model, "province_decision": store.Doc{"on": "2021-11-02", "result": result},
		})
		return c
	}
	a, b, other := at(3, "615", "A-a", "chosen"), at(1, "615", "B-a", "chosen"), at(2, "610", "A-b", "chosen")
	at(4, "615", "A-a", "refused")
	at(5, "615", "A-a", "")
	ids := func(l *laptop, q desk.PilotQuery) string {
		t.Helper()
		board, err := l.Pilots(ctx, q)
		must(t, err)
		out := ""
		for _, r := range board.Rows {
			out += map[string]string{a: "a", b: "b", other: "o"}[r.Cooperative]
		}
		return out
	}
	equal(t, ids(p, desk.PilotQuery{}), "oba") // Đăk Glei before Đăk Hà
	equal(t, ids(p, desk.PilotQuery{Programme: "kh1185", Agricultural: true}), "oa")
	equal(t, ids(p, desk.PilotQuery{Unit: "615"}), "ba")
	equal(t, ids(p, desk.PilotQuery{Unit: "62"}), "oba")
	equal(t, ids(p, desk.PilotQuery{Unit: "23500"}), "ba") // the commune on paper
	equal(t, ids(p, desk.PilotQuery{Unit: "608"}), "")
	equal(t, ids(p, desk.PilotQuery{Cooperative: other}), "o")
	o := open(t, "dakglei-01", store.Officer, "610")
	o.receive(t, p.bundle(t, 1, 0))
	equal(t, ids(o, desk.PilotQuery{Mine: true}), "o")
	equal(t, ids(o, desk.PilotQuery{}), "oba")
	_, err := p.Pilots(ctx, desk.PilotQuery{Programme: "x"})
	wantCode(t, err, store.NotFound, "programme")
	board, err := p.Pilots(ctx, desk.PilotQuery{})
	must(t, err)
	equal(t, []any{len(board.Criteria), board.Criteria[8].ID, board.Programme.ID, board.Ready}, []any{15, "9", "kh1185", 0})
	none, err := p.Pilot(ctx, p.put(t, store.Cooperative, "", coop(9)))
	must(t, err)
	equal(t, len(none), 0)
}

func TestAPilotThatWasEnteredTwiceStandsOnTheBoardOnce(t *testing.T) {
	p := open(t, "tinh", store.Province, "62")
	c, entry := chosen(t, p, 1)
	dup := p.put(t, store.Cooperative, "", coop(2))
	p.put(t, store.Registration, "", store.Doc{"cooperative": dup, "programme": "kh1185", "province_decision": store.Doc{"result": "chosen"}})
	plan := planned(t, p, dup, "", store.Doc{"baseline": nil})
	doc := grown(dup)
	checkedAs(doc, "9", 150)
	p.put(t, store.Assessment, "", doc)
	board, err := p.Pilots(ctx, desk.PilotQuery{})
	must(t, err)
	equal(t, len(board.Rows), 2)
	_, err = p.SameAs(ctx, store.Cooperative, c, dup, "một hợp tác xã, hai mã số thuế")
	must(t, err)
	p.put(t, store.Plan, plan, store.Doc{"status": "adjusted", "adjust_reason": "gộp hồ sơ", "baseline": store.Doc{"assessment": entry}})
	board, err = p.Pilots(ctx, desk.PilotQuery{})
	must(t, err)
	equal(t, len(board.Rows), 1)
	one := board.Rows[0]
	equal(t, []string{one.Cooperative, one.Plan, one.Latest.Period, one.Baseline.Assessment}, []string{c, plan, "2021", entry})
	if one.Baseline.Lost || !strings.Contains(strings.Join(one.Lacks, "|"), "Tiêu chí 9: 1,5 điểm, thấp hơn ban đầu 2,0") {
		t.Errorf("%+v lacks %q", one.Baseline, one.Lacks)
	}
	q := desk.PilotQuery{Cooperative: dup}
	board, err = p.Pilots(ctx, q)
	must(t, err)
	equal(t, len(board.Rows), 1)
}

// TestPilotsOfAnotherProgrammeFollowItsFileAlone: other scores, column, stages.
func TestPilotsOfAnotherProgrammeFollowItsFileAlone(t *testing.T) {
	p := open(t, "tinh", store.Province, "62")
	file, err := os.ReadFile("../programme/testdata/programme-exit.toml")
	must(t, err)
	_, err = p.Pack(ctx, []desk.PackFile{{Name: "p.toml", Data: file}})
	must(t, err)
	_, err = p.Pilots(ctx, desk.PilotQuery{})
	wantCode(t, err, store.Usage, "programme") // there are two now
	c := p.put(t, store.Cooperative, "", coop(1))
	p.put(t, store.Registration, "", store.Doc{"cooperative": c, "programme": "mau-2031", "model": "1", "province_decision": store.Doc{"result": "chosen"}})
	doc := full(c, "2031")
	checkedAs(doc)
	approved := doc.Sub("checked").Clone()
	approved["10"] = int64(550)
	doc["approved"] = approved
	p.put(t, store.Assessment, "", doc)
	p.put(t, store.Plan, "", store.Doc{"cooperative": c, "programme": "mau-2031", "status": "approved", "improve": store.Doc{"9": int64(400)}})
	board, err := p.Pilots(ctx, desk.PilotQuery{Programme: "mau-2031"})
	must(t, err)
	one := board.Rows[0]
	x := one.Latest.Exit
	equal(t, []any{x.ExitScore.String(), x.Total.String(), x.State, one.Agricultural}, []any{"72.25", "73.5", programme.Met, true})
}
