package desk_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
)

func dueLine(l desk.DeadlineLine) string {
	s := l.Programme + "/" + l.Deadline.ID
	if l.On == "" {
		return s + " open"
	}
	s += fmt.Sprintf(" %s %+d", l.LastDay, l.Days)
	if l.All > 0 {
		s += fmt.Sprintf(" %d/%d", l.Open, l.All)
	}
	if l.Done {
		s += " done"
	}
	return s
}

func (l *laptop) dues(tb testing.TB, q desk.DeadlineQuery) []string {
	tb.Helper()
	lines, err := l.Deadlines(ctx, q)
	must(tb, err)
	var out []string
	for _, x := range lines {
		out = append(out, dueLine(x))
	}
	return out
}

func TestDeadlinesOfAllLevelsComeNearestFirst(t *testing.T) {
	p := open(t, "tinh", store.Province, "62")
	equal(t, p.dues(t, desk.DeadlineQuery{On: "2024-12-16"}), []string{
		"tt01-2020/self-assessment 2024-12-15 -1", "tt01-2020/district-rating 2024-12-18 +2", "kh1185/year 2024-12-19 +3", "tt01-2020/province-rating 2024-12-21 +5",
		"kh1185/half-year 2025-06-29 +195", "kh1185/replication 2025-09-30 +288", "kh1185/year 2025-12-19 +368",
		"kh1185/district-half-year open", "kh1185/district-year open", "kh1185/mid-term open",
	})
	// The chain goes up: who receives it (Thông tư 01/2020/TT-BKHĐT, Điều 9).
	lines, err := p.Deadlines(ctx, desk.DeadlineQuery{Programme: "tt01-2020", On: "2024-12-01", Ahead: 30})
	must(t, err)
	var to []string
	for _, l := range lines {
		to = append(to, l.Level+" → "+l.To)
	}
	equal(t, to, []string{"cooperative → Đơn vị báo cáo", "district → Tỉnh", "province → Bộ"})
	equal(t, p.dues(t, desk.DeadlineQuery{On: "2024-12-16", Level: "province", Ahead: 3}), []string{"kh1185/year 2024-12-19 +3", "kh1185/mid-term open"})
	equal(t, p.dues(t, desk.DeadlineQuery{On: "2024-12-16", Level: "province", Ahead: 2}), []string{"kh1185/mid-term open"})
	// One that passed is shown for a month.
	equal(t, p.dues(t, desk.DeadlineQuery{On: "2025-01-15", Programme: "tt01-2020", Ahead: 1})[0], "tt01-2020/self-assessment 2024-12-15 -31")
	equal(t, len(p.dues(t, desk.DeadlineQuery{On: "2025-01-16", Programme: "tt01-2020", Level: "cooperative", Ahead: 1})), 0)
	for role, want := range map[store.Role][]string{
		store.Province: {"kh1185/year", "tt01-2020/province-rating", "kh1185/mid-term"},
		store.Officer:  {"tt01-2020/district-rating", "kh1185/district-half-year", "kh1185/district-year"},
		store.Advisor:  nil,
	} {
		l := open(t, "may-"+string(role), role, map[bool]string{true: "62", false: "615"}[role == store.Province])
		var got []string
		for _, s := range l.dues(t, desk.DeadlineQuery{On: "2024-12-10", Mine: true, Ahead: 30}) {
			id, _, _ := strings.Cut(s, " ")
			got = append(got, id)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v", role, got)
		}
	}
}

func TestDeadlinesRefuseWhatIsNoDayLevelOrProgramme(t *testing.T) {
	p := open(t, "tinh", store.Province, "62")
	for _, tt := range []struct {
		q      desk.DeadlineQuery
		code   store.Code
		detail string
	}{
		{desk.DeadlineQuery{On: "2024-02-30"}, store.Invalid, "on"},
		{desk.DeadlineQuery{Level: "huyện"}, store.Invalid, "level"},
		{desk.DeadlineQuery{Programme: "nowhere"}, store.NotFound, "programme"},
	} {
		_, err := p.Deadlines(ctx, tt.q)
		wantCode(t, err, tt.code, tt.detail)
	}
}

func TestADeadlineOfSheetsCountsWhoHasNotHandedIn(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	for n := range 3 {
		o.put(t, store.Cooperative, id('c', n), store.Doc{"name": fmt.Sprintf("HTX %d", n), "type": "htx", "unit": "23500", "reporting_unit": "615"})
	}
	o.put(t, store.Cooperative, id('c', 9), store.Doc{"name": "HTX ngừng", "type": "htx", "unit": "23500", "reporting_unit": "615", "status": "stopped"})
	q := desk.DeadlineQuery{On: "2024-12-01", Programme: "tt01-2020", Ahead: 30}
	equal(t, o.dues(t, q), []string{
		"tt01-2020/self-assessment 2024-12-15 +14 3/3", "tt01-2020/district-rating 2024-12-18 +17 3/3", "tt01-2020/province-rating 2024-12-21 +20",
	})
	for n := range 3 {
		sheet := o.put(t, store.Assessment, id('a', n), full(id('c', n), "2024"))
		if n > 0 {
			_, err := o.Finalise(ctx, store.Assessment, sheet)
			must(t, err)
		}
	}
	equal(t, o.dues(t, q), []string{
		"tt01-2020/self-assessment 2024-12-15 +14 0/3 done", "tt01-2020/district-rating 2024-12-18 +17 1/3", "tt01-2020/province-rating 2024-12-21 +20",
	})
	_, err := o.Finalise(ctx, store.Assessment, id('a', 0))
	must(t, err)
	equal(t, o.dues(t, q)[1], "tt01-2020/district-rating 2024-12-18 +17 0/3 done")
	// Of another year nothing is said to be done.
	equal(t, o.dues(t, desk.DeadlineQuery{On: "2023-12-01", Programme: "tt01-2020", Ahead: 30})[1], "tt01-2020/district-rating 2023-12-18 +17 3/3")
}

func TestTheProvinceCountsUnitsThatStillOwe(t *testing.T) {
	p := open(t, "tinh", store.Province, "62")
	for n, unit := range []string{"615", "615", "611"} {
		p.put(t, store.Cooperative, id('c', n), store.Doc{"name": fmt.Sprintf("HTX %d", n), "type": "htx", "unit": map[string]string{"615": "23500", "611": "23377"}[unit], "reporting_unit": unit})
	}
	q := desk.DeadlineQuery{On: "2021-09-01", Level: "district", Ahead: 120}
	find := func(name string) string {
		for _, s := range p.dues(t, q) {
			if strings.HasPrefix(s, name) {
				return s
			}
		}
		return ""
	}
	equal(t, find("tt01-2020/"), "tt01-2020/district-rating 2021-12-18 +108 2/2")
	equal(t, find("kh1185/selection"), "kh1185/selection 2021-09-30 +29") // nobody applied
	for n := range 3 {
		p.put(t, store.Registration, id('r', n), store.Doc{"cooperative": id('c', n), "programme": "kh1185"})
	}
	equal(t, find("kh1185/selection"), "kh1185/selection 2021-09-30 +29 2/2")
	decide := func(n int, field, result string) {
		p.put(t, store.Registration, id('r', n), store.Doc{field: store.Doc{"result": result, "on": "2021-09-20", "no": "12/QĐ-UBND"}})
	}
	decide(2, "district_decision", desk.ResultChosen)
	decide(0, "district_decision", desk.ResultRefused)
	equal(t, find("kh1185/selection"), "kh1185/selection 2021-09-30 +29 1/2")
	decide(1, "district_decision", desk.ResultChosen)
	equal(t, find("kh1185/selection"), "kh1185/selection 2021-09-30 +29 0/2 done")

	// A replication plan is owed by units with pilots (VI.3), and kept when it was sent.
	q = desk.DeadlineQuery{On: "2025-09-01", Level: "district", Programme: "kh1185", Ahead: 40}
	equal(t, find("kh1185/replication"), "kh1185/replication 2025-09-30 +29")
	decide(1, "province_decision", desk.ResultChosen)
	decide(2, "province_decision", desk.ResultChosen)
	p.put(t, store.Proposal, id('p', 1), store.Doc{"type": "replication", "unit": "615", "state": desk.ProposalDrafted})
	equal(t, find("kh1185/replication"), "kh1185/replication 2025-09-30 +29 2/2")
	p.put(t, store.Proposal, id('p', 1), store.Doc{"state": desk.ProposalSent})
	equal(t, find("kh1185/replication"), "kh1185/replication 2025-09-30 +29 1/2")
	// What the district sent counts for the commune that its cooperatives went to.
	p.put(t, store.Cooperative, id('c', 1), store.Doc{"unit": "23500.2025", "reporting_unit": "23500.2025"})
	equal(t, find("kh1185/replication"), "kh1185/replication 2025-09-30 +29 1/2")
}
