package desk_test

import (
	"fmt"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
)

func needLine(n desk.Need) string {
	return fmt.Sprintf("%s/%s/%s: %d %d | %d %d %d (%d, %d)", n.Year, n.Source, n.Unit, n.Planned, n.Spent, n.Approved, n.Disbursed, n.Repaid, n.Pilots, n.Supports)
}

func needLines(list []desk.Need) []string {
	var out []string
	for _, n := range list {
		out = append(out, needLine(n))
	}
	return out
}

// funded is a province's store with three pilots with plans, the second in the
// old commune of the first's and the third elsewhere, and supports of theirs and
// of a cooperative without a plan.
func funded(tb testing.TB) *laptop {
	tb.Helper()
	p := open(tb, "tinh", store.Province, "62")
	for n, at := range []struct{ commune, unit, model string }{
		{"23500", "615", "A-a"},
		{"23500.2025", "23500.2025", "B-a"},
		{"23377", "611", "A-b"},
		{"23377", "611", ""},
	} {
		p.put(tb, store.Cooperative, id('c', n), store.Doc{"name": fmt.Sprintf("HTX %d", n), "type": "htx", "unit": at.commune, "reporting_unit": at.unit})
		if at.model == "" {
			continue
		}
		p.put(tb, store.Registration, id('r', n), store.Doc{
			"cooperative": id('c', n), "programme": "kh1185", "model": at.model,
			"province_decision": store.Doc{"result": desk.ResultChosen, "on": "2021-10-01"},
		})
		p.put(tb, store.Plan, id('b', n), store.Doc{"cooperative": id('c', n), "programme": "kh1185", "funding": store.Doc{
			"own":      store.Doc{"2023": store.Doc{"planned": int64(100 + n), "spent": int64(10 + n)}, "2024": store.Doc{"planned": int64(200 + n)}},
			"province": store.Doc{"2023": store.Doc{"planned": int64(1000 + n)}},
		}})
	}
	support := func(n, coop int, doc store.Doc) {
		doc["cooperative"] = id('c', coop)
		p.put(tb, store.Support, id('s', n), doc)
	}
	support(0, 0, store.Doc{"type": "policy", "source": "province", "on": "2023-05-01", "approved": int64(50), "disbursed": int64(40), "plan": id('b', 0), "legal_basis": "nd193"})
	support(1, 0, store.Doc{"type": "training", "source": "recurrent", "on": "2024-06-01", "approved": int64(7)})
	support(2, 1, store.Doc{
		"type": "preferential-loan", "source": "fund-loan", "on": "2023-09-01", "approved": int64(300), "disbursed": int64(300), "repaid": int64(100),
		"rate": int64(4_50), "due": "2024-12-01",
	})
	support(3, 2, store.Doc{"type": "policy", "on": "2023-01-01", "approved": int64(5)})
	support(4, 3, store.Doc{"type": "policy", "source": "province", "on": "2023-01-01", "approved": int64(9000)})
	return p
}

func TestNeedsStandByYearSourceAndUnitAndAreNeverAdded(t *testing.T) {
	p := funded(t)
	n, err := p.Needs(ctx, desk.NeedQuery{})
	must(t, err)
	equal(t, needLines(n.Rows), []string{
		"2023/province/615: 1000 0 | 50 40 0 (1, 1)", "2023/province/611: 1002 0 | 0 0 0 (1, 0)", "2023/province/23500.2025: 1001 0 | 0 0 0 (1, 0)",
		"2023/own/615: 100 10 | 0 0 0 (1, 0)", "2023/own/611: 102 12 | 0 0 0 (1, 0)", "2023/own/23500.2025: 101 11 | 0 0 0 (1, 0)",
		"2023/fund-loan/23500.2025: 0 0 | 300 300 100 (1, 1)",
		"2023//611: 0 0 | 5 0 0 (1, 1)",
		"2024/recurrent/615: 0 0 | 7 0 0 (1, 1)",
		"2024/own/615: 200 0 | 0 0 0 (1, 0)", "2024/own/611: 202 0 | 0 0 0 (1, 0)", "2024/own/23500.2025: 201 0 | 0 0 0 (1, 0)",
	})
	// The support of a cooperative without a plan is none of the programme's.
	equal(t, needLine(n.Total), "//: 3909 33 | 362 340 100 (3, 4)")
	equal(t, needLines(n.ByYear), []string{"2023//: 3306 33 | 355 340 100 (3, 3)", "2024//: 603 0 | 7 0 0 (3, 1)"})
	equal(t, needLines(n.BySource), []string{
		"/recurrent/: 0 0 | 7 0 0 (1, 1)", "/province/: 3003 0 | 50 40 0 (3, 1)", "/own/: 906 33 | 0 0 0 (3, 0)", "/fund-loan/: 0 0 | 300 300 100 (1, 1)", "//: 0 0 | 5 0 0 (1, 1)",
	})
	equal(t, n.Rows[0].Title, "Ngân sách tỉnh: vốn đầu tư phát triển (VII.1.c), kinh phí sự nghiệp (VII.3)")
	n, err = p.Needs(ctx, desk.NeedQuery{From: 2024, To: 2024})
	must(t, err)
	equal(t, needLine(n.Total), "//: 603 0 | 7 0 0 (3, 1)")
	n, err = p.Needs(ctx, desk.NeedQuery{Agricultural: true})
	must(t, err)
	equal(t, needLine(n.Total), "//: 2606 22 | 62 40 0 (2, 3)")
}

func TestSumsOfUnitsTakeInWhatTheyWereAndCountNothingTwice(t *testing.T) {
	p := funded(t)
	by := func(q desk.NeedQuery) []string {
		n, err := p.Needs(ctx, q)
		must(t, err)
		total := int64(0)
		for _, u := range n.ByUnit {
			total += u.Planned
		}
		equal(t, total, n.Total.Planned)
		return needLines(n.ByUnit)
	}
	// The new commune took the places of communes of one old district.
	equal(t, by(desk.NeedQuery{By: desk.ByDistrict}), []string{"//615: 2603 21 | 357 340 100 (2, 3)", "//611: 1306 12 | 5 0 0 (1, 1)"})
	p.clock = p.clock.AddDate(1, 0, 0)
	equal(t, by(desk.NeedQuery{By: desk.ByCommune}), []string{"//23377.2025: 1306 12 | 5 0 0 (1, 1)", "//23500.2025: 2603 21 | 357 340 100 (2, 3)"})
	for unit, planned := range map[string]int64{
		"615": 2603, "611": 1306, "62": 3909, "51.2025": 3909, "23500.2025": 2603, "23377.2025": 1306, "23377": 1306, "616": 0,
		"23500": 1300, // of the new commune nobody knows which part it lies in
	} {
		n, err := p.Needs(ctx, desk.NeedQuery{Unit: unit})
		must(t, err)
		if n.Total.Planned != planned {
			t.Errorf("unit %s: %d, want %d", unit, n.Total.Planned, planned)
		}
	}
}

func TestNeedsRefuseWhatCannotBeSummed(t *testing.T) {
	p := open(t, "tinh", store.Province, "62")
	_, err := p.Needs(ctx, desk.NeedQuery{Programme: "nowhere"})
	wantCode(t, err, store.NotFound, "programme")
	_, err = p.Needs(ctx, desk.NeedQuery{By: "village"})
	wantCode(t, err, store.Invalid, "by")
	_, err = p.Needs(ctx, desk.NeedQuery{From: 2025, To: 2024})
	wantCode(t, err, store.Invalid, "years")
	_, err = p.Needs(ctx, desk.NeedQuery{Unit: "nowhere"})
	wantCode(t, err, store.NotFound, "unit")
	_, err = p.Ledger(ctx, desk.LedgerQuery{Unit: "nowhere"})
	wantCode(t, err, store.NotFound, "unit")
	_, err = p.Events(ctx, desk.EventQuery{Unit: "nowhere"})
	wantCode(t, err, store.NotFound, "unit")
	_, err = p.Proposals(ctx, desk.ProposalQuery{Unit: "nowhere"})
	wantCode(t, err, store.NotFound, "unit")
	n, err := p.Needs(ctx, desk.NeedQuery{})
	must(t, err)
	equal(t, len(n.Rows), 0)
}

func TestAnOfficerSeesTheNeedsOfTheOwnUnit(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	for n, unit := range []string{"615", "611"} {
		doc := store.Doc{"name": fmt.Sprintf("HTX %d", n), "type": "htx", "unit": "23500", "reporting_unit": unit}
		if unit == "611" {
			_, err := o.Put(ctx, store.Cooperative, []desk.Input{{ID: id('c', n), Doc: doc}})
			wantCode(t, err, store.Denied, string(store.NotPermitted))
			continue
		}
		o.put(t, store.Cooperative, id('c', n), doc)
		o.put(t, store.Plan, id('b', n), store.Doc{"cooperative": id('c', n), "programme": "kh1185", "funding": store.Doc{"own": store.Doc{"2023": store.Doc{"planned": int64(5)}}}})
	}
	n, err := o.Needs(ctx, desk.NeedQuery{Mine: true})
	must(t, err)
	equal(t, needLine(n.Total), "//: 5 0 | 0 0 0 (1, 0)")
}
