package desk_test

import (
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
)

func TestANewCooperativeGetsItsDefaults(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	r := o.get(t, store.Cooperative, o.put(t, store.Cooperative, "", coop(1)))
	equal(t, r.Doc.Text("status"), "active")
	equal(t, r.Doc.Text("reporting_unit"), "615")
	equal(t, r.Unit, "615")
	if !store.ValidID(r.ID) || r.ID[14] != '7' {
		t.Fatalf("id %s is no UUIDv7", r.ID)
	}
}

func TestANewAssessmentIsCompletedAndPrefilledFromTheYear(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	c := o.put(t, store.Cooperative, "", coop(1))
	o.put(t, store.Annual, "", store.Doc{"cooperative": c, "year": int64(2024), "figures": store.Doc{
		"revenue": int64(1_000), "members": int64(40), "member_supply_share": int64(55_50), "capital_end": int64(7),
	}})
	doc := sheet(c, "2024")
	doc["facts"] = store.Doc{"capital_end": int64(9)}
	r := o.get(t, store.Assessment, o.put(t, store.Assessment, "", doc))
	want := store.Doc{
		"cooperative": c, "period": "2024", "scheme": "tt01-2020", "occasion": "annual", "as_of": "2024-12-31", "scheme_revision": int64(1),
		"facts":       store.Doc{"capital_end": int64(9), "revenue": int64(1_000), "member_supply_share": int64(55_50)},
		"facts_state": store.Doc{"revenue": "copied", "member_supply_share": "copied"},
	}
	if d := store.Diff(want, r.Doc); len(d) > 0 {
		t.Fatalf("differs: %v", d)
	}
	line, err := o.GetJSON(ctx, store.Assessment, r.ID)
	must(t, err)
	if !strings.Contains(string(line), `"member_supply_share":55.5,`) || !strings.Contains(string(line), `"status":"draft"`) {
		t.Fatalf("%s", line)
	}
}

func TestPutRefusesWhatBreaksARule(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	c := o.put(t, store.Cooperative, id('c', 1), coop(1))
	o.put(t, store.Annual, id('n', 1), store.Doc{"cooperative": c, "year": int64(2023)})
	a := o.put(t, store.Assessment, id('a', 1), full(c, "2023"))
	with := func(d store.Doc, p string, v any) store.Doc { d = d.Clone(); d.Put(p, v); return d }
	tests := []struct {
		name   string
		kind   store.Kind
		in     desk.Input
		code   store.Code
		detail string
	}{
		{"no name", store.Cooperative, desk.Input{Doc: store.Doc{"type": "htx", "unit": "23500"}}, store.Invalid, "name"},
		{"unknown unit", store.Cooperative, desk.Input{Doc: with(coop(2), "unit", "99999")}, store.NotFound, "unit"},
		{"another unit's", store.Cooperative, desk.Input{Doc: with(coop(2), "reporting_unit", "616")}, store.Denied, "not-permitted"},
		{"giving a cooperative away", store.Cooperative, desk.Input{ID: c, Doc: store.Doc{"reporting_unit": "616"}}, store.Denied, "not-permitted"},
		{"tax code of another", store.Cooperative, desk.Input{Doc: coop(1)}, store.Conflict, "duplicate"},
		{"cooperative not held", store.Assessment, desk.Input{Doc: sheet(id('c', 9), "2024")}, store.NotFound, "cooperative"},
		{"unknown scheme", store.Assessment, desk.Input{Doc: with(sheet(c, "2024"), "scheme", "tt99")}, store.NotFound, "scheme"},
		{"period before the scheme", store.Assessment, desk.Input{Doc: sheet(c, "2019")}, store.Invalid, "scheme-not-valid"},
		{"odd period", store.Assessment, desk.Input{Doc: sheet(c, "24")}, store.Invalid, "bad-period"},
		{"points above the maximum", store.Assessment, desk.Input{Doc: with(sheet(c, "2024"), "self.1a", int64(650))}, store.Invalid, "points-above-max"},
		{"points off the step", store.Assessment, desk.Input{Doc: with(sheet(c, "2024"), "self.1a", int64(310))}, store.Invalid, "points-off-step"},
		{"group above its maximum", store.Assessment, desk.Input{Doc: with(with(sheet(c, "2024"), "self.10", int64(3000)), "self.11", int64(1100))}, store.Invalid, "group-above-max"},
		{"unknown item", store.Assessment, desk.Input{Doc: with(sheet(c, "2024"), "self.99", int64(100))}, store.Invalid, "unknown-item"},
		{"unknown fact", store.Assessment, desk.Input{Doc: with(sheet(c, "2024"), "facts.gold", int64(100))}, store.Invalid, "unknown-fact"},
		{"state of an unknown fact", store.Assessment, desk.Input{Doc: with(sheet(c, "2024"), "facts_state.gold", "copied")}, store.Invalid, "facts_state.gold"},
		{"cause of no criterion", store.Assessment, desk.Input{Doc: with(sheet(c, "2024"), "cause.1a", "mất mùa")}, store.Invalid, "cause.1a"},
		{"status by hand", store.Assessment, desk.Input{Doc: with(sheet(c, "2024"), "status", "final")}, store.Invalid, "status"},
		{"approved by an officer", store.Assessment, desk.Input{Doc: with(sheet(c, "2024"), "approved.1a", int64(100))}, store.Denied, "not-permitted"},
		{"second sheet of the year", store.Assessment, desk.Input{Doc: sheet(c, "2023")}, store.Conflict, "duplicate"},
		{"other period for a sheet", store.Assessment, desk.Input{ID: a, Doc: store.Doc{"period": "2024"}}, store.Invalid, "period"},
		{"second annual", store.Annual, desk.Input{Doc: store.Doc{"cooperative": c, "year": int64(2023)}}, store.Conflict, "duplicate"},
		{"bad id", store.Annual, desk.Input{ID: "7", Doc: store.Doc{"cooperative": c, "year": int64(2022)}}, store.Invalid, "id"},
		{"decision by put", store.Decision, desk.Input{Doc: store.Doc{"kind": "x"}}, store.Usage, ""},
	}
	before := o.last(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := o.Put(ctx, tt.kind, []desk.Input{tt.in})
			wantCode(t, err, tt.code, tt.detail)
		})
	}
	equal(t, o.last(t), before)
}

func TestInternalUseOfARepealedSchemeIsAllowed(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	c := o.put(t, store.Cooperative, "", coop(1))
	a := o.put(t, store.Assessment, "", sheet(c, "2025"))
	s, err := o.Sheet(ctx, a)
	must(t, err)
	if s.Validity.Note == "" {
		t.Fatal("a sheet of internal use has no note")
	}
}

func TestPatchKeepsWhatIsAbsentAndRemovesNull(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	c := o.put(t, store.Cooperative, "", coop(1))
	before := o.last(t)
	o.put(t, store.Cooperative, c, store.Doc{"phone": "0905", "registered_on": nil})
	r := o.get(t, store.Cooperative, c)
	equal(t, r.Doc.Text("phone")+r.Doc.Text("registered_on")+r.Doc.Text("tax_code"), "09056100000001")
	o.put(t, store.Cooperative, c, store.Doc{"phone": "0905"})
	equal(t, o.last(t), before+1) // the second changed nothing
}

func TestPutJSONWritesAllOrNothingAndNamesTheLine(t *testing.T) {
	o := open(t, "dakha-01", store.Officer, "615")
	ids, err := o.PutJSON(ctx, store.Cooperative, strings.NewReader(
		"\ufeff{\"name\":\"HTX Một\",\"type\":\"htx\",\"unit\":\"23500\",\"tax_code\":\"1\"}\n\n  \n{\"name\":\"HTX Hai\",\"type\":\"htx\",\"unit\":\"23500\",\"tax_code\":\"2\"}"))
	must(t, err)
	equal(t, len(ids), 2)
	_, err = o.PutJSON(ctx, store.Cooperative, strings.NewReader(
		"{\"name\":\"HTX Ba\",\"type\":\"htx\",\"unit\":\"23500\",\"tax_code\":\"3\"}\n\n{\"name\":\"HTX Bốn\",\"unit\":\"23500\",\"tax_code\":\"3\"}"))
	wantCode(t, err, store.Invalid, "type")
	if !strings.HasPrefix(err.Error(), "dòng 3: mục type: còn thiếu; chưa ghi gì; ") {
		t.Fatal(err)
	}
	_, err = o.PutJSON(ctx, store.Cooperative, strings.NewReader(
		"{\"name\":\"A\",\"type\":\"htx\",\"unit\":\"23500\",\"tax_code\":\"5\"}\n{\"name\":\"B\",\"type\":\"htx\",\"unit\":\"23500\",\"tax_code\":\"5\"}"))
	wantCode(t, err, store.Conflict, "duplicate") // with a record of the same call
	_, err = o.PutJSON(ctx, store.Assessment, strings.NewReader(`{"cooperative":"`+ids[0]+`","period":"2024","scheme":"nope","facts":{"revenue":1}}`))
	wantCode(t, err, store.NotFound, "scheme")
	n := 0
	must(t, o.List(ctx, store.Query{Kind: store.Cooperative}, func(*store.Record) error { n++; return nil }))
	equal(t, n, 2)
}
