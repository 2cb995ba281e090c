package desk_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"coopfield/store"
	"coopfield/store/desk"
)

func tasksOf(tb testing.TB, l *laptop, kinds ...desk.TaskKind) []string {
	tb.Helper()
	h, err := l.Home(ctx, 2024)
	must(tb, err)
	var out []string
	for _, t := range h.Tasks {
		for _, k := range kinds {
			if t.What != k {
				continue
			}
			s := fmt.Sprintf("%s %d", k, t.N)
			if k == desk.TaskDeadline {
				s = fmt.Sprintf("%s %s before=%v %+d %d/%d", t.Programme, t.Due, t.Before, t.Days, t.Open, t.All)
			}
			for _, e := range t.Entries {
				s += " [" + e.Title + strings.TrimRight(": "+e.Note, ": ") + "]"
			}
			out = append(out, s)
		}
	}
	return out
}

func TestHomeSaysWhatWaitsInTheProgramme(t *testing.T) {
	p := open(t, "tinh", store.Province, "62")
	kinds := []desk.TaskKind{desk.TaskCandidates, desk.TaskPlans, desk.TaskPilots}
	for n := range 3 {
		p.put(t, store.Cooperative, id('c', n), store.Doc{"name": fmt.Sprintf("HTX %d", n), "type": "htx", "unit": "23500", "reporting_unit": "615"})
		p.put(t, store.Registration, id('r', n), store.Doc{"cooperative": id('c', n), "programme": "kh1185", "model": "A-a"})
	}
	equal(t, tasksOf(t, p, kinds...), nil) // the district has not decided
	for n := range 2 {
		p.put(t, store.Registration, id('r', n), store.Doc{"district_decision": store.Doc{"result": desk.ResultChosen, "on": "2021-09-01"}})
	}
	p.put(t, store.Registration, id('r', 2), store.Doc{"district_decision": store.Doc{"result": desk.ResultRefused}})
	equal(t, tasksOf(t, p, kinds...), []string{"candidates 2 [HTX 0] [HTX 1]"})
	p.put(t, store.Registration, id('r', 0), store.Doc{"province_decision": store.Doc{"result": desk.ResultChosen, "on": "2021-11-01"}})
	equal(t, tasksOf(t, p, kinds...), []string{"candidates 1 [HTX 1]"})
	p.put(t, store.Plan, id('b', 0), store.Doc{"cooperative": id('c', 0), "programme": "kh1185", "status": "drafted"})
	equal(t, tasksOf(t, p, kinds...), []string{"candidates 1 [HTX 1]"}) // not submitted
	p.put(t, store.Plan, id('b', 0), store.Doc{"submitted_on": "2021-12-01"})
	equal(t, tasksOf(t, p, kinds...), []string{"candidates 1 [HTX 1]", "plans 1 [HTX 0: 2021-12-01]"})
	p.put(t, store.Plan, id('b', 0), store.Doc{"status": "approved"})
	equal(t, tasksOf(t, p, kinds...), []string{"candidates 1 [HTX 1]"})

	o := open(t, "dakha-01", store.Officer, "615")
	o.receive(t, p.bundle(t, 1, 0))
	got := tasksOf(t, o, kinds...)
	if len(got) != 1 || !strings.HasPrefix(got[0], "pilots 1 [HTX 0: Kế hoạch ") {
		t.Errorf("the officer's home: %q", got)
	}
	p.put(t, store.Cooperative, id('c', 8), store.Doc{"name": "HTX 8", "type": "htx", "unit": "23500", "reporting_unit": "615"})
	p.put(t, store.Registration, id('r', 8), store.Doc{"cooperative": id('c', 8), "programme": "kh1185"}) // waits for the district, not for another
	other := open(t, "ngochoi-01", store.Officer, "611")
	other.receive(t, p.bundle(t, 1, 0))
	equal(t, tasksOf(t, other, kinds...), nil)
	o.put(t, store.Cooperative, id('c', 7), store.Doc{"name": "HTX 7", "type": "htx", "unit": "23500", "reporting_unit": "615"})
	o.put(t, store.Registration, id('r', 7), store.Doc{"cooperative": id('c', 7), "programme": "kh1185"})
	equal(t, tasksOf(t, o, desk.TaskCandidates), []string{"candidates 1 [HTX 7]"})
}

func TestHomeKeepsBeforeAndOnApartAndLeavesOutWhatIsKept(t *testing.T) {
	p := open(t, "tinh", store.Province, "62")
	p.put(t, store.Cooperative, id('c', 1), store.Doc{"name": "HTX 1", "type": "htx", "unit": "23500", "reporting_unit": "615"})
	p.clock = time.Date(2024, 12, 18, 8, 0, 0, 0, time.UTC)
	want := []string{
		" 2024-12-15 before=false -3 1/1", " 2024-12-18 before=false +0 1/1", "kh1185 2024-12-20 before=true +1 0/0", " 2024-12-21 before=false +3 0/0",
	}
	equal(t, tasksOf(t, p, desk.TaskDeadline), want)
	p.put(t, store.Report, id('k', 0), store.Doc{"period": "2024", "template": "programme-year", "level": "province"})
	_, err := p.Finalise(ctx, store.Report, id('k', 0))
	must(t, err)
	equal(t, tasksOf(t, p, desk.TaskDeadline), []string{want[0], want[1], want[3]})
	// An officer is not told of the province's report, nor an advisor of any.
	for role, n := range map[store.Role]int{store.Officer: 3, store.Advisor: 3} {
		l := open(t, "may-"+string(role), role, "615")
		l.clock = p.clock
		for _, s := range tasksOf(t, l, desk.TaskDeadline) {
			if strings.HasPrefix(s, "kh1185") {
				t.Errorf("%s: %s", role, s)
			}
		}
		equal(t, len(tasksOf(t, l, desk.TaskDeadline)), n)
	}
}
