package desk_test

import (
	"fmt"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/programme"
)

// concluding is a province's store with five pilots of three models in two
// units, the first two with an approved plan that names criterion 9.
func concluding(tb testing.TB) *laptop {
	tb.Helper()
	p := open(tb, "tinh", store.Province, "62")
	for n := range 5 {
		unit, commune := "615", "23500"
		if n > 2 {
			unit, commune = "611", "23377"
		}
		c := p.put(tb, store.Cooperative, id('c', n), store.Doc{"name": fmt.Sprintf("HTX %d", n), "type": "htx", "unit": commune, "reporting_unit": unit, "registered_on": "2010-01-01"})
		entry := full(c, "2020")
		checkedAs(entry)
		p.put(tb, store.Assessment, id('a', n), entry)
		_, err := p.Finalise(ctx, store.Assessment, id('a', n))
		must(tb, err)
		p.put(tb, store.Registration, id('r', n), store.Doc{
			"cooperative": c, "programme": "kh1185", "model": []string{"A-a", "A-a", "A-b", "B-a", "B-a"}[n], "entry_assessment": id('a', n),
			"district_decision": store.Doc{"on": "2021-09-01", "result": desk.ResultChosen},
			"province_decision": store.Doc{"on": fmt.Sprintf("2021-11-0%d", 5-n), "result": desk.ResultChosen},
		})
		p.put(tb, store.Plan, id('b', n), store.Doc{
			"cooperative": c, "programme": "kh1185", "status": "approved", "baseline": store.Doc{"assessment": id('a', n)}, "improve": store.Doc{"9": int64(400)},
		})
	}
	return p
}

// concluded gives a pilot a sheet of an occasion with so many points in
// criterion 10, of which 8 make 80 in all.
func (l *laptop) concluded(tb testing.TB, n int, occasion string, ten int, more ...any) string {
	tb.Helper()
	doc := withFacts(full(id('c', n), "2024"), "capital_end", 6_000_000_000, "undivided_end", 900_000_000)
	doc["occasion"] = occasion
	checkedAs(doc, append([]any{"10", ten, "11", 800, "12", 800}, more...)...)
	return l.put(tb, store.Assessment, id('e', n), doc)
}

func stateOf(b *desk.ObjectiveBoard) string {
	s := ""
	for _, o := range b.Objectives {
		s += fmt.Sprintf("%s %s (%s / %s); ", o.ID, o.State, o.Value, o.Target)
	}
	return s
}

func TestObjectivesCountWhatTheStoreHolds(t *testing.T) {
	p := concluding(t)
	board := func() string {
		b, err := p.Objectives(ctx, "", "2024-12-31")
		must(t, err)
		return stateOf(b)
	}
	const first = "pilots met (5 hợp tác xã, 3 mô hình / tối thiểu 5 hợp tác xã); "
	none := "replication not_met (0 phương án đã gửi / mỗi đơn vị có hợp tác xã thí điểm một phương án (2 đơn vị)); "
	good := func(state string, n, assessed int) string {
		return fmt.Sprintf("all-good %s (%d hợp tác xã đạt, %d/5 đã đánh giá kết thúc / 100%%, từ 80 điểm); ", state, n, assessed)
	}
	equal(t, board(), first+good("unknown", 0, 0)+none)
	// Another occasion closes nobody, and a draft neither.
	sheet := p.concluded(t, 0, "annual", 800)
	_, err := p.Finalise(ctx, store.Assessment, sheet)
	must(t, err)
	p.concluded(t, 1, "exit", 800)
	equal(t, board(), first+good("unknown", 0, 0)+none)
	_, err = p.Finalise(ctx, store.Assessment, id('e', 1))
	must(t, err)
	equal(t, board(), first+good("unknown", 1, 1)+none)
	// Below the exit score, just.
	p.concluded(t, 2, "exit", 750)
	_, err = p.Finalise(ctx, store.Assessment, id('e', 2))
	must(t, err)
	equal(t, board(), first+good("not_met", 1, 2)+none)
	p.put(t, store.Registration, id('r', 4), store.Doc{"model": nil})
	b, err := p.Objectives(ctx, "kh1185", "2024-12-31")
	must(t, err)
	equal(t, b.Objectives[0].State, programme.NotMet)
	equal(t, b.Objectives[0].Value, "4 hợp tác xã, 3 mô hình")
}

func TestTheStageOfADayFollowsTheFirstDecision(t *testing.T) {
	p := concluding(t)
	for day, want := range map[string]string{
		"2021-04-12": "", "2021-04-13": "select", "2021-10-31": "select", "2021-11-01": "improve", "2025-06-30": "improve", "2025-07-01": "conclude",
	} {
		b, err := p.Objectives(ctx, "", day)
		must(t, err)
		if b.Stage.ID != want || b.On != day {
			t.Errorf("on %s: %+v", day, b.Stage)
		}
	}
	_, err := p.Objectives(ctx, "", "2021-02-30")
	wantCode(t, err, store.Invalid, "on")
	_, err = p.Objectives(ctx, "nowhere", "")
	wantCode(t, err, store.NotFound, "programme")
}

func TestClosingNamesWhatStageThreeStillLacks(t *testing.T) {
	p := concluding(t)
	c, err := p.Closing(ctx, "kh1185")
	must(t, err)
	equal(t, []any{len(c.Pilots), c.Assessed, c.Good, c.Commended, len(c.Proposals), c.Report == nil}, []any{5, 0, 0, 0, 0, true})
	equal(t, []string{c.MissingUnits[0].ID, c.MissingUnits[1].ID}, []string{"615", "611"})
	equal(t, c.Pilots[0].Latest == nil, true)

	// A fall below the baseline in a named criterion keeps a pilot from the exit,
	// though its total is enough (VI.2.a).
	p.concluded(t, 0, "exit", 800, "9", 200, "14", 600)
	p.concluded(t, 1, "exit", 800)
	p.put(t, store.Assessment, id('e', 0), store.Doc{"cause": store.Doc{"9": "mất một hợp đồng"}})
	for n := range 2 {
		_, err := p.Finalise(ctx, store.Assessment, id('e', n))
		must(t, err)
	}
	p.put(t, store.Proposal, id('p', 1), store.Doc{"type": "replication", "unit": "615", "period": "2026-2030", "budget": int64(500)})
	p.put(t, store.Proposal, id('p', 2), store.Doc{"type": "replication", "unit": "611", "state": desk.ProposalRefused})
	p.put(t, store.Proposal, id('p', 3), store.Doc{"type": "commendation", "unit": "615", "cooperative": id('c', 1), "recipient": store.Doc{"name": "HTX 1", "type": "collective"}})
	p.put(t, store.Proposal, id('p', 4), store.Doc{"type": "commendation", "unit": "615", "decision_no": "9/QĐ", "recipient": store.Doc{"name": "Y Hoa", "type": "person"}})
	c, err = p.Closing(ctx, "")
	must(t, err)
	equal(t, []any{c.Assessed, c.Good, c.Commended, len(c.Proposals)}, []any{2, 1, 1, 4})
	equal(t, []any{len(c.MissingUnits), c.MissingUnits[0].ID}, []any{1, "611"})
	b, err := p.Objectives(ctx, "", "")
	must(t, err)
	equal(t, b.Objectives[1].Value, "2 hợp tác xã đạt, 2/5 đã đánh giá kết thúc")
	equal(t, b.Objectives[2].State, programme.NotMet) // made, but not sent
	for n, unit := range map[int]string{1: "615", 2: "611"} {
		p.put(t, store.Proposal, id('p', n), store.Doc{"state": desk.ProposalSubmitted, "unit": unit})
	}
	b, err = p.Objectives(ctx, "", "")
	must(t, err)
	equal(t, b.Objectives[2].State, programme.Met)
	equal(t, b.Objectives[2].Value, "2 phương án đã gửi")

	for n, doc := range []store.Doc{
		{"period": "2025", "template": "programme-closing", "level": "province"},
		{"period": "2024", "template": "programme-closing", "level": "province", "unit": "62"},
		{"period": "2025", "template": "programme-closing", "level": "district", "unit": "615"},
	} {
		p.put(t, store.Report, id('k', n), doc)
	}
	c, err = p.Closing(ctx, "")
	must(t, err)
	equal(t, c.Report.ID, id('k', 0))
	_, err = p.Finalise(ctx, store.Report, id('k', 1))
	must(t, err)
	c, err = p.Closing(ctx, "")
	must(t, err)
	equal(t, []any{c.Report.ID, c.Report.State}, []any{id('k', 1), store.Final})
}

func TestAReportKeepsItsDeadlineOnceItIsFinal(t *testing.T) {
	p := concluding(t)
	due := func(name string) string {
		lines, err := p.Deadlines(ctx, desk.DeadlineQuery{Programme: "kh1185", On: "2024-06-01", Ahead: 60})
		must(t, err)
		for _, l := range lines {
			if l.Deadline.ID == name {
				return dueLine(l)
			}
		}
		return ""
	}
	equal(t, due("half-year"), "kh1185/half-year 2024-06-29 +28")
	equal(t, due("district-half-year"), "kh1185/district-half-year open")
	p.put(t, store.Report, id('k', 0), store.Doc{"period": "2024-H1", "template": "programme-half-year", "level": "province"})
	equal(t, due("half-year"), "kh1185/half-year 2024-06-29 +28")
	_, err := p.Finalise(ctx, store.Report, id('k', 0))
	must(t, err)
	equal(t, due("half-year"), "kh1185/half-year 2024-06-29 +28 done")
	equal(t, due("mid-term"), "kh1185/mid-term open")
	for n, doc := range []store.Doc{
		{"period": "2024-H1", "template": "programme-half-year", "level": "district", "unit": "615"},
		{"period": "2023", "template": "programme-mid-term", "level": "province"}, // once, of whatever period
	} {
		p.put(t, store.Report, id('k', n+1), doc)
		_, err = p.Finalise(ctx, store.Report, id('k', n+1))
		must(t, err)
	}
	lines, err := p.Deadlines(ctx, desk.DeadlineQuery{Programme: "kh1185", Level: "province", On: "2024-06-01", Ahead: 60})
	must(t, err)
	equal(t, []any{lines[1].Deadline.ID, lines[1].Done}, []any{"mid-term", true})
	lines, err = p.Deadlines(ctx, desk.DeadlineQuery{Programme: "kh1185", Level: "district", On: "2024-06-01", Ahead: 60})
	must(t, err)
	equal(t, []any{lines[0].Deadline.ID, lines[0].Open, lines[0].All, lines[0].Done}, []any{"district-half-year", 1, 2, false})
}

func TestProposalsAndEventsAreNarrowed(t *testing.T) {
	p := concluding(t)
	p.put(t, store.Proposal, id('p', 1), store.Doc{"type": "replication", "unit": "615", "period": "2026-2030", "state": desk.ProposalSent, "model": "A-a", "budget": int64(7)})
	p.put(t, store.Proposal, id('p', 2), store.Doc{"type": "commendation", "cooperative": id('c', 3), "recipient": store.Doc{"name": "HTX 3", "type": "collective"}})
	stranger := p.put(t, store.Cooperative, id('c', 9), store.Doc{"name": "HTX 9", "type": "htx", "unit": "23500", "reporting_unit": "615"})
	p.put(t, store.Proposal, id('p', 3), store.Doc{"type": "commendation", "cooperative": stranger, "state": "nháp riêng"})
	for _, tt := range []struct {
		what string
		q    desk.ProposalQuery
		want string
	}{
		{"all", desk.ProposalQuery{}, "123"},
		{"programme", desk.ProposalQuery{Programme: "kh1185"}, "12"},
		{"type", desk.ProposalQuery{Type: "commendation"}, "23"},
		{"unit", desk.ProposalQuery{Unit: "611"}, "2"},
		{"district of old", desk.ProposalQuery{Unit: "615"}, "13"},
		{"cooperative", desk.ProposalQuery{Cooperative: id('c', 3)}, "2"},
		{"state", desk.ProposalQuery{State: desk.ProposalSent}, "1"},
		{"no state is drafted", desk.ProposalQuery{State: desk.ProposalDrafted}, "2"},
		{"period", desk.ProposalQuery{Period: "2026-2030"}, "1"},
	} {
		list, err := p.Proposals(ctx, tt.q)
		must(t, err)
		got := map[byte]bool{}
		for _, x := range list {
			got[x.ID[len(x.ID)-1]] = true
		}
		if len(got) != len(tt.want) || !got[tt.want[0]] {
			t.Errorf("%s: %v, want %s", tt.what, got, tt.want)
		}
	}
	list, err := p.Proposals(ctx, desk.ProposalQuery{})
	must(t, err)
	equal(t, []any{list[0].TypeTitle, list[0].StateTitle, *list[0].Budget, list[0].UnitName},
		[]any{"Phương án nhân rộng mô hình", "đã gửi", 7, "Huyện Đăk Hà, tỉnh Kon Tum"})
	equal(t, list[0].ModelTitle, "Mô hình hợp tác xã vừa sản xuất, vừa tham gia thị trường")
	for _, x := range list[1:] {
		equal(t, x.Unit, map[string]string{"HTX 3": "611", "HTX 9": "615"}[x.Cooperative.Title])
		equal(t, x.StateTitle, map[string]string{"HTX 3": "đang soạn", "HTX 9": "nháp riêng"}[x.Cooperative.Title])
	}

	p.put(t, store.Event, id('f', 1), store.Doc{
		"type": "training", "on": "2023-05-01", "unit": "62", "source": "recurrent", "participants": int64(40), "cost": int64(90),
		"cooperatives": store.Doc{id('c', 0): true, id('c', 3): true, id('c', 4): false},
	})
	p.put(t, store.Event, id('f', 2), store.Doc{"type": "Hội thảo", "on": "2024-05-01", "unit": "615"})
	for _, tt := range []struct {
		what string
		q    desk.EventQuery
		want []string
	}{
		{"all, newest first", desk.EventQuery{}, []string{id('f', 2), id('f', 1)}},
		{"year", desk.EventQuery{Year: "2023"}, []string{id('f', 1)}},
		{"type", desk.EventQuery{Type: "training"}, []string{id('f', 1)}},
		{"source", desk.EventQuery{Source: "recurrent"}, []string{id('f', 1)}},
		{"who took part", desk.EventQuery{Cooperative: id('c', 3)}, []string{id('f', 1)}},
		{"who did not", desk.EventQuery{Cooperative: id('c', 4)}, nil},
		{"own unit or of who took part", desk.EventQuery{Unit: "615"}, []string{id('f', 2), id('f', 1)}},
		{"another unit", desk.EventQuery{Unit: "616"}, nil},
	} {
		list, err := p.Events(ctx, tt.q)
		must(t, err)
		var got []string
		for _, e := range list {
			got = append(got, e.ID)
		}
		equal(t, fmt.Sprint(tt.what, got), fmt.Sprint(tt.what, tt.want))
	}
	events, err := p.Events(ctx, desk.EventQuery{Year: "2023"})
	must(t, err)
	e := events[0]
	equal(t, []any{e.TypeTitle, e.SourceTitle, e.Participants, *e.Cost, len(e.Cooperatives), e.Cooperatives[1].Title}, []any{
		"Đào tạo, bồi dưỡng, tập huấn cán bộ, thành viên", "Kinh phí sự nghiệp theo quy định của pháp luật về ngân sách Nhà nước", 40, 90, 2, "HTX 3",
	})
}

func TestOfficesSayWhoseProgramIsTheirs(t *testing.T) {
	for role, want := range map[store.Role]string{store.Province: "dpi", store.Officer: "district", store.Advisor: "alliance"} {
		l := open(t, "may-"+string(role), role, "615")
		for _, o := range l.Offices("") {
			if o.Mine != (o.ID == want) {
				t.Errorf("%s: %+v", role, o)
			}
		}
		equal(t, len(l.Offices("kh1185")), 7)
		equal(t, len(l.Offices("nowhere")), 0)
	}
}
