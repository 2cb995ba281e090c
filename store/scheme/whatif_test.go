package scheme

import (
	"encoding/json"
	"testing"

	"coopfield/store"
)

const facts09 = `{"period":"2024","facts":{"revenue_planned":4000000000,"revenue":4400000000,"income":300000000,"members":100,"fund_development":60000000,"fund_reserve":10000000}}`

// answers scores a document and reads the members that were asked for.
func answers(t *testing.T, s *Scheme, doc string, ask WhatIf) (out struct {
	Total float64
	Way   *struct {
		Target, Reached float64
		OpenRoom        float64 `json:"open_room"`
		Moves           []struct {
			Fact     string
			From, To *float64
			Gain     float64
			Items    []string
		}
		Open []struct {
			Item, Why    string
			Points, Room *float64
		}
	}
	Other *struct {
		Scheme                   string
		Revision                 int
		Score                    map[string]any
		Carried, Lacking, Unused []string
	}
},
) {
	t.Helper()
	b, err := s.ScoreDocumentWith([]byte(doc), ask)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &out); err != nil {
		t.Fatalf("%s: %v", b, err)
	}
	return out
}

func TestADocumentIsAskedForItsWayAndForAnotherScheme(t *testing.T) {
	s := embeddedScheme(t, "tt09-2017")
	a := answers(t, s, facts09, WhatIf{To: "24", Other: embeddedScheme(t, "tt01-2020")})
	if a.Total != 19 { // 110 % 4, 4,4 tỷ 6, 3 tr 4, fund 20 % 5, reserve 3 % 0
		t.Fatalf("total %g", a.Total)
	}
	w := a.Way
	if w == nil || w.Target != 24 || w.Reached != 25 || len(w.Moves) != 1 {
		t.Fatalf("way %+v", w)
	}
	// 5 tỷ reach a step of each item of revenue: 125 % of the plan, and 8 points.
	if m := w.Moves[0]; m.Fact != "revenue" || *m.From != 4.4e9 || *m.To != 5e9 || m.Gain != 6 || len(m.Items) != 2 {
		t.Errorf("move %+v", m)
	}
	if o := a.Other; o == nil || o.Scheme != "tt01-2020" || o.Score["rating"] != nil || len(o.Carried) != 0 || len(o.Unused) != 3 {
		t.Errorf("other %+v", o)
	}
}

func TestATargetIsABandPointsOrTheNextBand(t *testing.T) {
	s := embeddedScheme(t, "tt01-2020")
	doc := `{"self":{"1a":5,"5":8,"10":14}}`
	for to, want := range map[string]float64{"next": 50, "good": 80, "64.5": 64.5} {
		if w := answers(t, s, doc, WhatIf{To: to}).Way; w == nil || w.Target != want || len(w.Open) == 0 {
			t.Errorf("%s: %+v", to, w)
		}
	}
	if w := answers(t, embeddedScheme(t, "tt09-2017"), facts09, WhatIf{To: "next"}).Way; w != nil {
		t.Errorf("a partial scheme has no band above: %+v", w)
	}
	for _, to := range []string{"excellent", "-1", "101", "8,5"} {
		if _, err := s.ScoreDocumentWith([]byte(doc), WhatIf{To: to}); store.DetailOf(err) != "unknown-target" {
			t.Errorf("%s: %v", to, err)
		}
	}
}
