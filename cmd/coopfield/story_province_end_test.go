package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"coopfield/store/vi"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
	"coopfield/tui/programme"
	"coopfield/tui/text"
)

// handOver moves every district to the communes of 1/7/2025. No sheet, plan or
// sum changes by it, and sums by the districts of old go on.
func (w *world) handOver() {
	w.t.Helper()
	before := must(w.t, "", "list", "assessment", "--json", "--data", w.data)
	plans := must(w.t, "", "list", "plan", "--json", "--data", w.data)
	byDistrict := must(w.t, "", "needs", "kh1185", "--by", "district", "--json", "--data", w.data)
	per := map[string]int{}
	for _, c := range w.coops {
		per[c.district]++
	}
	order := func(district string, more ...string) []string {
		return append([]string{"transfer", "--from", district, "--on", "2025-07-01", "--json", "--data", w.data}, more...)
	}
	moved := 0
	for district, n := range per {
		var t jsonTransfer
		out := must(w.t, "", order(district, "--reason", "Nghị quyết 1677/NQ-UBTVQH15")...)
		if err := json.Unmarshal([]byte(out), &t); err != nil || t.Moved != n {
			w.t.Errorf("%s hands over %d of %d: %v", district, t.Moved, n, err)
		}
		moved += t.Moved
		for _, r := range t.Rows {
			c := w.byID(r.Cooperative)
			plans, open := 0, 0
			if c.chosen {
				plans, open = 1, 2 // both actions: nobody followed them
			}
			if r.To != c.successor || r.Pilot != c.chosen || r.Plans != plans || r.OpenItems != open || r.Obstacles != c.obstacle {
				w.t.Errorf("%s goes to %s as pilot %t with %d plans, %d open items, %d obstacles", c.name, r.To, r.Pilot, r.Plans, r.OpenItems, r.Obstacles)
			}
		}
	}
	if moved != len(w.coops) {
		w.t.Errorf("%d of %d cooperatives went over", moved, len(w.coops))
	}
	at := map[string]struct {
		ID            string
		Unit          string
		ReportingUnit string `json:"reporting_unit"`
	}{}
	for _, r := range get[struct {
		ID            string
		Unit          string
		ReportingUnit string `json:"reporting_unit"`
	}](w, "list", "cooperative") {
		at[r.ID] = r
	}
	units := map[string]bool{}
	for _, c := range w.coops {
		if r := at[c.id]; r.ReportingUnit != c.successor || r.Unit != c.commune {
			w.t.Errorf("%s of %s reports to %s, its commune became %s", c.name, r.Unit, r.ReportingUnit, c.successor)
		}
		units[c.successor] = true
	}
	if len(units) != 40 {
		w.t.Errorf("%d reporting units since the reform, want the 40 communes of Kon Tum", len(units))
	}
	for what, pair := range map[string][2]string{
		"sheets":            {before, must(w.t, "", "list", "assessment", "--json", "--data", w.data)},
		"plans":             {plans, must(w.t, "", "list", "plan", "--json", "--data", w.data)},
		"sums by districts": {byDistrict, must(w.t, "", "needs", "kh1185", "--by", "district", "--json", "--data", w.data)},
	} {
		if pair[0] != pair[1] {
			w.t.Errorf("the handover changed the %s", what)
		}
	}
	w.checkMoney()
	w.checkExit(2024, "annual")
	for _, p := range get[jsonPilot](w, "pilots", "kh1185") {
		if c := w.byID(p.Cooperative); p.ReportingUnit != c.successor {
			w.t.Errorf("the pilot %s stands under %s, not %s", p.Name, p.ReportingUnit, c.successor)
		}
	}
}

func (w *world) byID(id string) *coopWorld {
	return w.coops[slices.IndexFunc(w.coops, func(c *coopWorld) bool { return c.id == id })]
}

// conclude puts the exit sheets, what is proposed for the years after and the
// closing report (VI.3).
func (w *world) conclude() {
	w.t.Helper()
	var sheets, proposals []string
	good, ready := 0, 0
	proposed := map[string]bool{}
	for i, c := range w.pilots() {
		quality := int64(930)
		if i%4 == 3 {
			quality = 790 // below what the plan asks for
		}
		s := w.newSheet(c, 2025, quality)
		c.sheets[2025] = s
		more := w.causes(c)
		more["as_of"] = "2025-08-31"
		sheets = append(sheets, c.sheet(s, "exit", more))
		if s.total() >= 8000 {
			good++
		}
		if all, _ := c.leaves(s); all {
			ready++
		}
		if !proposed[c.successor] {
			proposed[c.successor] = true
			proposals = append(proposals, jsonLine(map[string]any{"type": "replication", "unit": c.successor, "period": "2026-2030", "budget": 500_000_000, "state": "sent"}))
		}
	}
	w.put("assessment", sheets...)
	for _, c := range w.pilots() {
		must(w.t, "", "finalise", "assessment", c.sheets[2025].id, "--data", w.data)
	}
	w.checkExit(2025, "exit")
	if good == len(w.pilots()) || ready == 0 {
		w.t.Fatalf("%d of %d pilots good, %d ready: nothing to tell apart", good, len(w.pilots()), ready)
	}
	w.objectives(map[string]string{"pilots": "met", "all-good": "not_met", "replication": "not_met"})
	w.put("proposal", proposals...)
	w.put("proposal", jsonLine(map[string]any{"type": "commendation", "unit": w.pilots()[0].successor, "cooperative": w.pilots()[0].id, "period": "2025", "decision_no": "9/QĐ", "state": "approved"}))
	w.objectives(map[string]string{"pilots": "met", "all-good": "not_met", "replication": "met"})

	path := filepath.Join(w.t.TempDir(), "tong-ket.json")
	must(w.t, "", "report", "programme-closing", "--period", "2021-2025", "--freeze", "--to", path, "--data", w.data)
	var report struct{ Figures map[string]float64 }
	if b, err := os.ReadFile(path); err != nil || json.Unmarshal(b, &report) != nil {
		w.t.Fatalf("the closing report: %v", err)
	}
	var planned, spent, approved, owed int64
	for _, c := range w.pilots() {
		planned, spent, approved, owed = planned+sum(c.planned), spent+sum(c.spent), approved+c.approved+c.loan, owed+c.loan-c.repaid
	}
	for id, n := range map[string]int64{
		"applications": 60, "eligible": int64(len(w.ranked())), "pilots": int64(len(w.pilots())), "good": int64(good), "ready": int64(ready), "plans": int64(len(w.pilots())),
		"planned": planned, "spent": spent, "approved": approved, "outstanding": owed, "objectives_met": 2, "supports": int64(2 * len(w.pilots())), "events": 1,
	} {
		if int64(report.Figures[id]) != n {
			w.t.Errorf("the closing report has %s %v, own count %d", id, report.Figures[id], n)
		}
	}
}

func (w *world) objectives(want map[string]string) {
	w.t.Helper()
	for _, o := range get[jsonObjective](w, "objectives", "kh1185", "--on", "2025-09-15") {
		if string(o.State) != want[o.ID] || o.Stage != "conclude" {
			w.t.Errorf("objective %s is %s in stage %s, own count %s: %s", o.ID, o.State, o.Stage, want[o.ID], o.Why)
		}
		delete(want, o.ID)
	}
	if len(want) > 0 {
		w.t.Errorf("no word of the objectives %v", want)
	}
}

// checkScreens opens the programme's page on the store and wants the figures of
// the commands on it.
func (w *world) checkScreens() {
	w.t.Helper()
	needs, objectives := get[jsonNeed](w, "needs", "kh1185"), get[jsonObjective](w, "objectives", "kh1185")
	e := &env{ctx: w.t.Context(), data: w.data, lang: "vi"}
	s, err := e.unlock(nil)
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			w.t.Error(err)
		}
	}()
	show := func(tab string) *pagetest.Driver {
		return pagetest.Open(w.t, text.VI, pagetest.Size{Width: 200, Height: 60}, func(c *page.Context) page.Screen {
			return programme.New(c, s.Desk, page.Args{"tab": tab, "programme": "kh1185"}, programme.Prints{})
		})
	}
	w.onCandidates(show("candidates").View())
	w.onBoard(show("pilots").View())
	board := show("objectives").View()
	for _, n := range needs {
		if n.Sum == "year" && n.Year == "2022" && !strings.Contains(rowOf(board, "Cộng năm 2022"), " "+vi.FormatInt(n.Planned/1_000_000)+" ") {
			w.t.Errorf("the screen does not show the %d đồng that are planned for 2022:\n%s", n.Planned, board)
		}
	}
	for _, o := range objectives {
		if !strings.Contains(board, o.Value) {
			w.t.Errorf("the screen does not say %q of the objective %s:\n%s", o.Value, o.ID, board)
		}
	}
}

// rowOf returns the line of a screen that holds all of parts, "" for none.
func rowOf(screen string, parts ...string) string {
	for l := range strings.Lines(screen) {
		if !slices.ContainsFunc(parts, func(s string) bool { return !strings.Contains(l, s) }) {
			return l
		}
	}
	return ""
}

// onCandidates wants those that are eligible in the own order with their ranks,
// priorities and points.
func (w *world) onCandidates(screen string) {
	w.t.Helper()
	last := 0
	for i, c := range w.ranked() {
		row := rowOf(screen, c.name+" ")
		at := strings.Index(screen, c.name+" ")
		if want := fmt.Sprintf("%d/5", c.priorities()); row == "" || !strings.Contains(row, want) || !strings.Contains(row, vi.FormatPoints(c.entry.total())) {
			w.t.Errorf("%s, number %d, stands on the screen as %q", c.name, i+1, row)
		}
		if i > 1 && at < last { // the first two are alike
			w.t.Errorf("%s stands above a better one", c.name)
		}
		last = max(last, at)
	}
}

// onBoard wants each pilot's criteria against the baseline, with the marks of the
// exit rule, and its total.
func (w *world) onBoard(screen string) {
	w.t.Helper()
	for _, c := range w.pilots() {
		row := rowOf(screen, "HTX Mẫu", fmt.Sprintf(" %d ", c.n+1)) // long names are cut in the middle
		was, now := c.entry.criteria(), c.sheets[2025].criteria()
		rest := row
		for n := 1; n <= 15; n++ {
			id := fmt.Sprint(n)
			cell := "="
			if now[id] != was[id] {
				cell = map[bool]string{true: "▲", false: "▼"}[now[id] > was[id]]
			}
			if slices.Contains(c.named, id) {
				cell += map[bool]string{true: "*", false: "!"}[now[id] >= was[id]]
			}
			cell += vi.FormatPoints(now[id])
			_, after, found := strings.Cut(rest, cell+" ")
			if !found {
				w.t.Fatalf("%s: criterion %s is not %s in %q", c.name, id, cell, row)
			}
			rest = after
		}
		if !strings.Contains(rest, vi.FormatPoints(c.sheets[2025].total())) {
			w.t.Errorf("%s: the total is not %d in %q", c.name, c.sheets[2025].total(), row)
		}
	}
}
