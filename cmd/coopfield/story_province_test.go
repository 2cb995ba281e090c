package main

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A province of 240 cooperatives goes through the programme by commands alone:
// registration in 2021, the choice, plans, the years, the reform of 1/7/2025, the
// conclusion. Everything that a rule gives is recounted here.
func TestAProvinceGoesThroughTheProgrammeByCommands(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), "tinh")
	must(t, "", "init", "--role", "province", "--name", "Sở (mẫu)", "--unit", "62", "--training", "--data", data)
	w := newWorld(t, data)
	w.register()
	w.checkCandidates()
	w.choose(10)
	w.plan()
	w.years()
	w.handOver()
	w.conclude()
	w.checkScreens()
	if out := must(t, "", "doctor", "--data", data); strings.Contains(out, "✗") {
		t.Errorf("doctor says\n%s", out)
	}
}

// register puts the register, the figures of 2020 and the applications.
func (w *world) register() {
	w.t.Helper()
	var coops, annuals, sheets, applications []string
	for _, c := range w.coops {
		doc := map[string]any{"id": c.id, "name": c.name, "type": "htx", "unit": c.commune, "reporting_unit": c.district, "status": "active", "registered_on": "2014-05-05"}
		doc["link_contracts"] = map[string]any{}
		if c.links {
			doc["link_contracts"] = map[string]any{"h1": map[string]any{"partner": "Doanh nghiệp Mẫu"}}
		}
		coops = append(coops, jsonLine(doc))
		annuals = append(annuals, jsonLine(map[string]any{
			"cooperative": c.id, "year": 2020, "figures": map[string]any{"households": c.households, "minority_households": c.minority, "profit": c.profit[2020]},
		}))
		if !c.applies {
			continue
		}
		if c.entry != nil {
			sheets = append(sheets, c.sheet(c.entry, "entry", nil))
		}
		applications = append(applications, w.application(c))
	}
	w.put("cooperative", coops...)
	w.put("annual", annuals...)
	w.put("assessment", sheets...)
	for _, c := range w.coops {
		if c.entry != nil {
			must(w.t, "", "finalise", "assessment", c.entry.id, "--data", w.data)
		}
	}
	w.put("registration", applications...)
}

func (w *world) application(c *coopWorld) string {
	c.registration = w.uuid(3, c.n)
	doc := map[string]any{
		"id": c.registration, "cooperative": c.id, "programme": "kh1185", "submitted_on": "2021-06-15",
		"profit": map[string]any{"2018": c.profit[2018], "2019": c.profit[2019], "2020": c.profit[2020]},
	}
	if c.model != "" {
		doc["model"] = c.model
	}
	if c.entry != nil {
		doc["entry_assessment"] = c.entry.id
	}
	answers := func(of map[string]*bool, key string) map[string]any {
		out := map[string]any{}
		for id, b := range of {
			if b != nil {
				out[id] = map[string]any{key: *b}
			}
		}
		return out
	}
	doc["conditions"], doc["dossier"] = answers(c.ticks, "met"), answers(c.papers, "present")
	favours := map[string]any{}
	for _, id := range c.favours {
		favours[id] = map[string]any{"met": true}
	}
	doc["priorities"] = favours
	return jsonLine(doc)
}

// ranked is who is eligible by the test's own count, the best first.
func (w *world) ranked() []*coopWorld {
	var out []*coopWorld
	for _, c := range w.coops {
		if all, _ := c.eligible(); c.applies && all == met {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, better)
	return out
}

func better(a, b *coopWorld) int {
	return cmp.Or(cmp.Compare(b.priorities(), a.priorities()), cmp.Compare(b.entry.total(), a.entry.total()))
}

// checkCandidates holds every finding, rank and tie against the own count.
func (w *world) checkCandidates() {
	w.t.Helper()
	rows := get[jsonCandidate](w, "candidates", "kh1185")
	order := w.ranked()
	count := map[state]int{}
	by := map[string]*coopWorld{}
	for _, c := range w.coops {
		if by[c.id] = c; c.applies {
			all, _ := c.eligible()
			count[all]++
		}
	}
	if len(rows) != 60 || count[met] < 12 || count[open] == 0 || count[unmet] < 10 {
		w.t.Fatalf("%d candidates, own count %v", len(rows), count)
	}
	ties := 0
	for i, r := range rows {
		c := by[r.Cooperative]
		all, each := c.eligible()
		if string(r.Eligible) != all.String() || r.PrioritiesMet != c.priorities() {
			w.t.Errorf("%s is %s with %d priorities, own count %s with %d", c.name, r.Eligible, r.PrioritiesMet, all, c.priorities())
		}
		for _, f := range r.Conditions {
			if string(f.State) != each[f.ID].String() {
				w.t.Errorf("%s: %s is %s (%s), own count %s", c.name, f.ID, f.State, f.Why, each[f.ID])
			}
		}
		if all != met {
			if r.Rank != 0 {
				w.t.Errorf("%s has the rank %d", c.name, r.Rank)
			}
			continue
		}
		above, same := 0, 0
		for _, o := range order {
			switch n := better(o, c); {
			case n < 0:
				above++
			case n == 0:
				same++
			}
		}
		if r.Rank != above+1 || r.Tied != (same > 1) || i >= len(order) || better(order[i], c) != 0 {
			w.t.Errorf("%s stands at %d with rank %d, tied %t; own count %d, %d alike", c.name, i+1, r.Rank, r.Tied, above+1, same)
		}
		if same > 1 {
			ties++
		}
	}
	if ties == 0 {
		w.t.Error("no tie among the candidates")
	}
}

// choose records the districts' decisions and the province's on the best n, and
// prints the list to the ministry.
func (w *world) choose(n int) {
	w.t.Helper()
	var district, province []string
	best := w.ranked()[:n]
	for _, c := range w.coops {
		if !c.applies {
			continue
		}
		result := "refused"
		if all, _ := c.eligible(); all == met {
			result = "chosen"
		}
		district = append(district, jsonLine(map[string]any{"id": c.registration, "district_decision": map[string]any{"no": fmt.Sprint(c.n), "on": "2021-09-20", "result": result}}))
		if c.chosen = slices.Contains(best, c); c.chosen {
			province = append(province, jsonLine(map[string]any{
				"id": c.registration, "province_decision": map[string]any{"no": "7/QĐ", "on": "2021-10-29", "result": "chosen"}, "ministry_sent_on": "2021-11-10",
			}))
		}
	}
	w.put("registration", district...)
	w.put("registration", province...)
	paper := filepath.Join(w.t.TempDir(), "trinh-bo.pdf")
	must(w.t, "", "print", "registration", "--programme", "kh1185", "--chosen", "--to", paper, "--data", w.data)
	if b, err := os.ReadFile(paper); err != nil || !bytes.HasPrefix(b, []byte("%PDF-")) {
		w.t.Errorf("the list to the ministry: %v", err)
	}
	if rows := get[jsonPilot](w, "pilots", "kh1185"); len(rows) != n || !slices.ContainsFunc(rows, func(p jsonPilot) bool { return len(p.Lacks) > 0 }) {
		w.t.Errorf("%d pilots of %d, and none lacks a plan", len(rows), n)
	}
}

// pilots are the chosen ones.
func (w *world) pilots() []*coopWorld {
	return slices.DeleteFunc(slices.Clone(w.coops), func(c *coopWorld) bool { return !c.chosen })
}

// plan puts completion plans, which freeze the entry sheets, and what was given.
func (w *world) plan() {
	w.t.Helper()
	sources := []string{"own", "province", "fund-loan", "recurrent"}
	var plans, supports, obstacles []string
	for _, c := range w.pilots() {
		was := c.entry.criteria()
		improve := map[string]any{}
		for len(c.named) < 3 {
			id := items[w.below(int64(len(items)))].criterion
			if !slices.Contains(c.named, id) {
				c.named = append(c.named, id)
				improve[id] = float64(was[id])/100 + 0.5
			}
		}
		c.planned, c.spent = map[string]map[int]int64{}, map[string]map[int]int64{}
		funding := map[string]any{}
		for _, s := range sources[:w.between(1, 4)] {
			c.planned[s], c.spent[s] = map[int]int64{}, map[int]int64{}
			years := map[string]any{}
			for y := 2022; y <= 2025; y++ {
				p := w.between(1, 90) * 7_000_000
				x := p * w.between(0, 100) / 100
				c.planned[s][y], c.spent[s][y] = p, x
				years[fmt.Sprint(y)] = map[string]any{"planned": p, "spent": x}
			}
			funding[s] = years
		}
		c.planID = w.uuid(4, c.n)
		plans = append(plans, jsonLine(map[string]any{
			"id": c.planID, "cooperative": c.id, "programme": "kh1185", "status": "approved", "submitted_on": "2021-11-20", "baseline": map[string]any{"assessment": c.entry.id},
			"improve": improve, "funding": funding, "approved_no": fmt.Sprint(c.n, "/QĐ"), "approved_on": "2021-12-20", "approved_by": "UBND huyện (mẫu)",
			"actions": map[string]any{"v1": map[string]any{"type": "capital", "text": "Tăng vốn", "to": "2023-06-30"}, "v2": map[string]any{"type": "members", "text": "Thêm thành viên", "to": "2024-06-30"}},
		}))
		c.approved, c.loan = w.between(1, 40)*10_000_000, w.between(10, 50)*10_000_000
		c.disbursed, c.repaid = c.approved/2, c.loan*w.between(0, 100)/100
		supports = append(
			supports,
			jsonLine(map[string]any{"cooperative": c.id, "plan": c.planID, "type": "policy", "source": "province", "on": "2023-04-01", "approved": c.approved, "disbursed": c.disbursed}),
			jsonLine(map[string]any{
				"cooperative": c.id, "plan": c.planID, "type": "preferential-loan", "source": "fund-loan", "on": "2023-09-01", "approved": c.loan, "disbursed": c.loan, "repaid": c.repaid, "due": "2026-09-01",
			}),
		)
		ob := map[string]any{"cooperative": c.id, "text": "Thiếu mặt bằng", "raised_on": "2024-02-01", "state": "open"}
		if c.obstacle = 1; w.percent(50) {
			c.obstacle, ob["state"], ob["answer"], ob["answered_on"] = 0, "answered", "Đã giao xã", "2024-04-01"
		}
		obstacles = append(obstacles, jsonLine(ob))
	}
	w.put("plan", plans...)
	w.put("support", supports...)
	w.put("obstacle", obstacles...)
	coops := map[string]any{}
	for _, c := range w.pilots() {
		coops[c.id] = true
	}
	w.put("event", jsonLine(map[string]any{"type": "training", "on": "2024-08-12", "cooperatives": coops, "participants": 40, "cost": 30_000_000, "unit": "62"}))
	w.checkMoney()
}

// checkMoney recounts plans and supports by year and source.
func (w *world) checkMoney() {
	w.t.Helper()
	want := map[string]jsonNeed{}
	add := func(key string, n jsonNeed) {
		x := want[key]
		x.Planned, x.Spent, x.Approved, x.Disbursed, x.Repaid = x.Planned+n.Planned, x.Spent+n.Spent, x.Approved+n.Approved, x.Disbursed+n.Disbursed, x.Repaid+n.Repaid
		want[key] = x
	}
	each := func(year, source string, n jsonNeed) {
		add("year "+year, n)
		add("source "+source, n)
		add("total", n)
	}
	loans := int64(0)
	for _, c := range w.pilots() {
		for s, years := range c.planned {
			for y, p := range years {
				each(fmt.Sprint(y), s, jsonNeed{Planned: p, Spent: c.spent[s][y]})
			}
		}
		each("2023", "province", jsonNeed{Approved: c.approved, Disbursed: c.disbursed})
		each("2023", "fund-loan", jsonNeed{Approved: c.loan, Disbursed: c.loan, Repaid: c.repaid})
		loans += c.loan - c.repaid
	}
	seen := map[string]bool{}
	for _, n := range get[jsonNeed](w, "needs", "kh1185") {
		key := strings.TrimSpace(n.Sum + " " + n.Year + n.Source)
		x, ok := want[key]
		if n.Sum == "row" || n.Sum == "unit" {
			continue
		}
		if seen[key] = true; !ok || n.Planned != x.Planned || n.Spent != x.Spent || n.Approved != x.Approved || n.Disbursed != x.Disbursed || n.Repaid != x.Repaid {
			w.t.Errorf("needs of %s: %+v, own count %+v", key, n, x)
		}
	}
	if missing := slices.DeleteFunc(slices.Collect(maps.Keys(want)), func(k string) bool { return seen[k] }); len(missing) > 0 {
		w.t.Errorf("needs say nothing of %v", missing)
	}
	var owed int64
	for _, l := range get[struct {
		Kind        string
		Outstanding int64
	}](w, "ledger", "--loans") {
		if l.Kind == "support" {
			owed += l.Outstanding
		}
	}
	if owed != loans {
		w.t.Errorf("the ledger has loans of %d outstanding, own count %d", owed, loans)
	}
}

// years puts the sheets of 2021 to 2024, finalises those of the pilots of the last
// two, and holds the exit rule against the own count each time.
func (w *world) years() {
	w.t.Helper()
	for y := 2021; y <= 2024; y++ {
		var sheets []string
		for _, c := range w.coops {
			if (c.n+y)%3 > 0 && !c.chosen {
				continue // not handed in that year
			}
			sheets = append(sheets, c.sheet(c.sheets[y], "annual", w.causes(c)))
		}
		w.put("assessment", sheets...)
		if y < 2023 {
			continue
		}
		for _, c := range w.pilots() {
			must(w.t, "", "finalise", "assessment", c.sheets[y].id, "--data", w.data)
		}
		w.checkExit(y, "annual")
	}
}

// causes explains falls of named criteria.
func (w *world) causes(c *coopWorld) map[string]any {
	if !c.chosen {
		return nil
	}
	out := map[string]any{}
	for _, id := range c.named {
		out[id] = "Mất mùa (hư cấu)"
	}
	return map[string]any{"cause": out}
}

// checkExit holds what pilots say of a year's sheets against the own count.
func (w *world) checkExit(year int, occasion string) {
	w.t.Helper()
	by := map[string]jsonPilot{}
	for _, p := range get[jsonPilot](w, "pilots", "kh1185") {
		by[p.Cooperative] = p
	}
	left := 0
	for _, c := range w.pilots() {
		p := by[c.id]
		if p.Exit == nil || p.Exit.Assessment != c.sheets[year].id || p.Exit.Occasion != occasion || p.Exit.Status != "final" || p.Baseline == nil || p.Baseline.Assessment != c.entry.id {
			w.t.Fatalf("%d: %s is held by %+v", year, c.name, p)
		}
		all, falls := c.leaves(c.sheets[year])
		want := "not_met"
		if all {
			want = "met"
			left++
		}
		if string(p.Exit.State) != want || hundredths(p.Exit.Total) != c.sheets[year].total() || hundredths(p.Baseline.Total) != c.entry.total() {
			w.t.Errorf("%d: %s is %s with %s against %s; own count %s, %d against %d", year, c.name, p.Exit.State, *p.Exit.Total, *p.Baseline.Total, want, c.sheets[year].total(), c.entry.total())
		}
		var said []string
		was, now := c.entry.criteria(), c.sheets[year].criteria()
		for _, x := range p.Exit.Criteria {
			if x.Named && x.State == "not_met" {
				said = append(said, x.ID)
			}
			if hundredths(x.Was) != was[x.ID] || hundredths(x.Now) != now[x.ID] || x.Named != slices.Contains(c.named, x.ID) {
				w.t.Errorf("%d: %s, criterion %s from %v to %v, own count %d to %d", year, c.name, x.ID, x.Was, x.Now, was[x.ID], now[x.ID])
			}
		}
		slices.Sort(said)
		slices.Sort(falls)
		if !slices.Equal(said, falls) || (len(p.Lacks) == 0) != all {
			w.t.Errorf("%d: %s falls in %v, own count %v; lacks %v", year, c.name, said, falls, p.Lacks)
		}
		if p.Planned != sum(c.planned) || p.Spent != sum(c.spent) || p.Supported != c.disbursed+c.loan || p.Obstacles != c.obstacle {
			w.t.Errorf("%s: money %d, %d, %d, obstacles %d", c.name, p.Planned, p.Spent, p.Supported, p.Obstacles)
		}
	}
	w.t.Logf("%d: %d of %d pilots meet the exit rule", year, left, len(by))
}
