package main

import (
	"path/filepath"
	"strings"
	"testing"

	"coopfield/store"
)

// minimal is the least document of each kind that put takes; $COOP is a
// cooperative that is held, $SHEET its assessment and $PLAN its plan.
var minimal = []struct {
	kind store.Kind
	doc  string
}{
	{store.Cooperative, `{"name":"HTX Nông nghiệp Lúa Đỏ","type":"htx","unit":"23500"}`},
	{store.Annual, `{"cooperative":"$COOP","year":2024,"figures":{"revenue":3200000000}}`},
	{store.Assessment, `{"cooperative":"$COOP","scheme":"tt01-2020","period":"2024","self":{"1a":4.5}}`},
	{store.Visit, `{"cooperative":"$COOP","on":"2024-10-15","purpose":"periodic"}`},
	{store.Consultation, `{"cooperative":"$COOP","on":"2024-10-16"}`},
	{store.Followup, `{"about":{"kind":"assessment","record":"$SHEET","item":"1a"},"on":"2024-11-01","state":"partly"}`},
	{store.Registration, `{"cooperative":"$COOP","programme":"kh1185"}`},
	{store.Plan, `{"cooperative":"$COOP","programme":"kh1185"}`},
	{store.Support, `{"cooperative":"$COOP","plan":"$PLAN","type":"vốn"}`},
	{store.Event, `{"type":"tập huấn","on":"2024-06-01"}`},
	{store.Obstacle, `{"cooperative":"$COOP","text":"Thiếu vốn lưu động"}`},
	{store.Report, `{"period":"2024","template":"nam","unit":"615"}`},
	{store.Proposal, `{"type":"replication","unit":"615"}`},
}

// TestEveryKindOfRecordTravelsToTheProvince puts the least record of every kind
// with the command, reads it in every way, and wants the same bytes at the
// province behind a bundle.
func TestEveryKindOfRecordTravelsToTheProvince(t *testing.T) {
	t.Parallel()
	dir := newDemo(t)
	officer, province := filepath.Join(dir, demoOfficer), filepath.Join(dir, demoProvince)
	ids, docs := map[store.Kind]string{}, map[store.Kind]string{}
	for _, m := range minimal {
		names := strings.NewReplacer("$COOP", ids[store.Cooperative], "$SHEET", ids[store.Assessment], "$PLAN", ids[store.Plan])
		id := strings.TrimSpace(must(t, names.Replace(m.doc), "put", string(m.kind), "--data", officer))
		ids[m.kind] = id
		doc := must(t, "", "get", string(m.kind), id, "--data", officer, "--json")
		docs[m.kind] = doc
		if !strings.Contains(doc, `"id":"`+id+`"`) || !strings.Contains(doc, `"kind":"`+string(m.kind)+`"`) {
			t.Errorf("get %s: %s", m.kind, doc)
		}
		if list := must(t, "", "list", string(m.kind), "--data", officer, "--json"); !strings.Contains(list, doc) {
			t.Errorf("list %s has no line of get:\n%s", m.kind, doc)
		}
		if history := must(t, "", "history", string(m.kind), id, "--data", officer, "--json"); strings.Count(history, `"rev"`) != 1 {
			t.Errorf("history of %s: %s", m.kind, history)
		}
		// The same document again changes nothing.
		again := `{"id":"` + id + `",` + names.Replace(m.doc)[1:]
		must(t, again, "put", string(m.kind), "--data", officer)
		if got := must(t, "", "get", string(m.kind), id, "--data", officer, "--json"); got != doc {
			t.Errorf("put again made of %s%s", doc, got)
		}
	}
	for _, k := range store.Kinds() {
		_, tried := ids[k]
		if made := k == store.Decision || k == store.Attachment; tried == made {
			t.Errorf("kind %s: in this table %t", k, tried)
		}
		if _, ok := ids[k]; ok {
			continue
		}
		if code, _, errs := ask(`{"name":"x"}`, "put", string(k), "--data", officer); code == 0 || !strings.Contains(errs, "= chưa ghi gì") {
			t.Errorf("put %s: exit code %d, %s", k, code, errs)
		}
	}
	bundle := filepath.Join(t.TempDir(), "b.coop")
	must(t, "", "seal", "--data", officer, "--to", bundle)
	must(t, "", "import", bundle, "--data", province)
	for k, id := range ids {
		if got := must(t, "", "get", string(k), id, "--data", province, "--json"); got != docs[k] {
			t.Errorf("%s at the province:\n%s, at the officer's:\n%s", k, got, docs[k])
		}
		if history := must(t, "", "history", string(k), id, "--data", province, "--json"); strings.Count(history, `"rev"`) != 1 {
			t.Errorf("history of %s at the province: %s", k, history)
		}
	}
}
