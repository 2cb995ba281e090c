package desk_test

import (
	"fmt"
	"os"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
)

// more are the parts of an invented programme that the tests of this file look
// at, behind those of programme-twenty-five.toml.
const more = `
[[objective]]
id = "many"
title = "Mục tiêu thử một"
check = "pilots >= pilots_min"
value = "{pilots}"
target = "{pilots_min}"
[[objective]]
id = "share"
title = "Mục tiêu thử hai: sáu phần mười"
check = "pilots > 0 and 10 * pilots_with_model >= 6 * pilots"
value = "{pilots_with_model}/{pilots}, {models_used}/{models} mô hình, {exit_score} điểm"
[[objective]]
id = "said"
title = "Mục tiêu thử ba: người quyết định"
[[deadline]]
id = "quarter"
title = "Thời hạn thử của hợp tác xã"
level = "cooperative"
due = "03-01"
before = true
[[office]]
id = "hn"
title = "Cơ quan thử"
role = "advisor"
receives = "Bản sao"
[[funding]]
id = "city"
title = "Nguồn thử"
`

// TestAnotherProgrammeIsFollowedByItsFileAlone: 25 pilots, its own objectives,
// deadlines, sources and offices.
func TestAnotherProgrammeIsFollowedByItsFileAlone(t *testing.T) {
	p := open(t, "tinh", store.Province, "62")
	file, err := os.ReadFile("../programme/testdata/programme-twenty-five.toml")
	must(t, err)
	_, err = p.Pack(ctx, []desk.PackFile{{Name: "p.toml", Data: append(file, more...)}})
	must(t, err)
	// Two are held now: which one is meant must be said.
	for _, f := range []func() error{
		func() error { _, err := p.Objectives(ctx, "", ""); return err },
		func() error { _, err := p.Needs(ctx, desk.NeedQuery{}); return err },
		func() error { _, err := p.Closing(ctx, ""); return err },
	} {
		wantCode(t, f(), store.Usage, "programme")
	}
	equal(t, len(p.Offices("")), 0)
	equal(t, p.Offices("twenty-five")[0].Receives, "Bản sao")
	var docs []desk.Input
	for n := range 25 {
		c := p.put(t, store.Cooperative, id('c', n), store.Doc{"name": fmt.Sprintf("HTX %02d", n), "type": "htx", "unit": "23500", "reporting_unit": "615"})
		doc := store.Doc{"cooperative": c, "programme": "twenty-five", "province_decision": store.Doc{"result": desk.ResultChosen}}
		if n < 15 {
			doc["model"] = []string{"X-1", "X-2"}[n%2]
		}
		docs = append(docs, desk.Input{ID: id('r', n), Doc: doc})
	}
	_, err = p.Put(ctx, store.Registration, docs[:24])
	must(t, err)
	state := func() string {
		b, err := p.Objectives(ctx, "twenty-five", "2024-05-05")
		must(t, err)
		return stateOf(b) + b.Stage.ID
	}
	equal(t, state(), "many not_met (24 / 25); share met (15/24, 2/2 mô hình, 85 điểm / ); said unknown ( / ); one")
	_, err = p.Put(ctx, store.Registration, docs[24:])
	must(t, err)
	equal(t, state(), "many met (25 / 25); share met (15/25, 2/2 mô hình, 85 điểm / ); said unknown ( / ); one") // 6 of 10, just
	p.put(t, store.Registration, id('r', 0), store.Doc{"model": nil})
	equal(t, state(), "many met (25 / 25); share not_met (14/25, 2/2 mô hình, 85 điểm / ); said unknown ( / ); one")

	equal(t, p.dues(t, desk.DeadlineQuery{Programme: "twenty-five", On: "2024-02-28"}), []string{"twenty-five/quarter 2024-02-29 +1", "twenty-five/quarter 2025-02-28 +366"})
	equal(t, len(p.dues(t, desk.DeadlineQuery{Programme: "twenty-five", On: "2025-04-02"})), 0) // it ends in 2025

	p.put(t, store.Plan, id('b', 1), store.Doc{"cooperative": id('c', 1), "programme": "twenty-five", "funding": store.Doc{"city": store.Doc{"2024": store.Doc{"planned": int64(9)}}}})
	n, err := p.Needs(ctx, desk.NeedQuery{Programme: "twenty-five"})
	must(t, err)
	equal(t, needLines(n.Rows), []string{"2024/city/615: 9 0 | 0 0 0 (1, 0)"})
	equal(t, n.Rows[0].Title, "Nguồn thử")
	n, err = p.Needs(ctx, desk.NeedQuery{Programme: "kh1185"})
	must(t, err)
	equal(t, len(n.Rows), 0)
	// A support is of the programme whose plan it was given under.
	p.put(t, store.Plan, id('d', 1), store.Doc{"cooperative": id('c', 1), "programme": "kh1185"})
	for n, plan := range []any{id('b', 1), id('d', 1), nil} {
		p.put(t, store.Support, id('s', n), store.Doc{"cooperative": id('c', 1), "type": "policy", "plan": plan, "on": "2024-01-01", "approved": int64(100 << n)})
	}
	for programme, want := range map[string]int64{"twenty-five": 100 + 400, "kh1185": 200 + 400} {
		n, err := p.Needs(ctx, desk.NeedQuery{Programme: programme})
		must(t, err)
		l, err := p.Ledger(ctx, desk.LedgerQuery{Programme: programme})
		must(t, err)
		equal(t, []int64{n.Total.Approved, l.Total.Approved}, []int64{want, want})
	}
	// X-2 is a model of no agriculture, by the file.
	n, err = p.Needs(ctx, desk.NeedQuery{Programme: "twenty-five", Agricultural: true})
	must(t, err)
	equal(t, len(n.Rows), 0)
	c, err := p.Closing(ctx, "twenty-five")
	must(t, err)
	equal(t, []any{len(c.Pilots), c.Report == nil}, []any{25, true})
}
