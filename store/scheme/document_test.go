package scheme

import (
	"encoding/json"
	gosync "sync"
	"testing"

	"coopfield/store"

	"pgregory.net/rapid"
)

func TestScoreDocumentPrintsTheWholeObjectInTheOrderOfTheScheme(t *testing.T) {
	s := embeddedScheme(t, "tt09-2017")
	cases := []struct{ name, doc, column, want string }{
		{
			"computed, given beside computed, missing",
			`{"facts": {"revenue": 1.2e9, "revenue_planned": 1000000000, "income": 100.0}, "self": {"1a": 4, "1e": null}, "reason": {"1a": "đã loại doanh thu ghi trùng"}}`,
			"",
			`{"total": 10, "max": 38, "rating": null, "excluded": null, "partial": true, "groups": {"1": {"points": 10, "max": 38}}, ` +
				`"items": {"1a": {"points": 4, "max": 8, "how": "given", "computed": 8}, "1b": {"points": 6, "max": 10, "how": "computed"}, ` +
				`"1c": {"points": null, "max": 10, "how": "missing"}, "1d": {"points": null, "max": 5, "how": "missing"}, ` +
				`"1e": {"points": null, "max": 5, "how": "missing"}}, "missing": ["1c", "1d", "1e"]}`,
		},
		{
			"excluded, and the column asked for",
			`{"months_active": 11.5, "self": {"1a": 8}, "checked": {"1a": 7}, "approved": {"1a": 0, "1b": 0, "1c": 0, "1d": 0, "1e": 0}}`,
			"approved",
			`{"total": 0, "max": 38, "rating": null, "excluded": "under-12-months", "partial": true, "groups": {"1": {"points": 0, "max": 38}}, ` +
				`"items": {"1a": {"points": 0, "max": 8, "how": "given"}, "1b": {"points": 0, "max": 10, "how": "given"}, ` +
				`"1c": {"points": 0, "max": 10, "how": "given"}, "1d": {"points": 0, "max": 5, "how": "given"}, ` +
				`"1e": {"points": 0, "max": 5, "how": "given"}}, "missing": []}`,
		},
	}
	for _, c := range cases {
		got, err := s.ScoreDocument([]byte(c.doc), c.column)
		if err != nil || string(got) != c.want {
			t.Errorf("%s:\n got %s (%v)\nwant %s", c.name, got, err, c.want)
		}
	}
}

// What the score command prints must read back as the types it documents.
func TestScoreDocumentRatesAWholeSheet(t *testing.T) {
	s := embeddedScheme(t, "tt01-2020")
	doc := map[string]any{
		"id": "x", "kind": "assessment", "cooperative": "y", "period": "2025", "occasion": "annual", "scheme": "tt01-2020",
		"scheme_revision": 1, "as_of": "2025-12-31", "facts_state": map[string]any{"revenue": "estimate"}, "evidence": map[string]any{},
		"cause": nil, "flag": map[string]any{"5": true}, "board_agreed": map[string]any{"name": "A"}, "coop_type": "htx", "months_stopped": 0,
	}
	self := map[string]any{}
	for id, p := range fullSheet(s) {
		self[id] = json.Number(p.String())
	}
	self["5"] = json.Number("7.5")
	self["11"] = nil
	doc["self"] = self
	in, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	score := func() (out struct {
		Total    float64 `json:"total"`
		Rating   *string `json:"rating"`
		Excluded *string `json:"excluded"`
		Items    map[string]struct {
			Points, Max *float64
			How         string
		} `json:"items"`
		Missing []string `json:"missing"`
		Note    string   `json:"internal_note"`
	},
	) {
		t.Helper()
		got, err := s.ScoreDocument(in, "")
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(got, &out); err != nil {
			t.Fatalf("%s: %v", got, err)
		}
		return out
	}
	out := score()
	if out.Total != 92.5 || out.Rating != nil || len(out.Missing) != 1 || out.Missing[0] != "11" || out.Note != s.InternalNote {
		t.Errorf("with 11 missing: %+v", out)
	}
	if it := out.Items["11"]; it.Points != nil || it.Max != nil || it.How != "missing" {
		t.Errorf("item 11 is %+v, want null of null, missing", it)
	}
	self["11"], doc["period"] = 7, "2024"
	if in, err = json.Marshal(doc); err != nil {
		t.Fatal(err)
	}
	if out := score(); out.Total != 99.5 || out.Rating == nil || *out.Rating != "good" || out.Note != "" {
		t.Errorf("whole sheet of 2024: %+v", out)
	}
}

func TestBadDocumentsAreRefusedByCode(t *testing.T) {
	s := embeddedScheme(t, "tt01-2020")
	for _, c := range []struct {
		doc    string
		code   store.Code
		detail string
	}{
		{``, store.Invalid, "bad-json"},
		{`{"self": {`, store.Invalid, "bad-json"},
		{`[]`, store.Invalid, "bad-json"},
		{`null`, store.Invalid, "bad-json"},
		{`{} {}`, store.Invalid, "bad-json"},
		{"{\"coop_type\": \"\xff\"}", store.Invalid, "bad-json"},
		{`{"self": {"5": 1, "5": 2}}`, store.Invalid, "bad-json"},
		{`{"self": {}, "s\u0065lf": {}}`, store.Invalid, "bad-json"},
		{`{"evidence": {"5": "a", "5": "b"}}`, store.Invalid, "bad-json"},
		{`{"slef": {}}`, store.Invalid, "unknown-field"},
		{`{"self": []}`, store.Invalid, "bad-type"},
		{`{"self": {"5": "4.5"}}`, store.Invalid, "bad-type"},
		{`{"self": {"5": true}}`, store.Invalid, "bad-type"},
		{`{"facts": {"revenue": "1"}}`, store.Invalid, "bad-type"},
		{`{"reason": {"5": 1}}`, store.Invalid, "bad-type"},
		{`{"coop_type": 1}`, store.Invalid, "bad-type"},
		{`{"coop_type": "bank"}`, store.Invalid, "bad-type"},
		{`{"months_active": "12"}`, store.Invalid, "bad-type"},
		{`{"months_active": -1}`, store.Invalid, "bad-number"},
		{`{"months_active": 1.005}`, store.Invalid, "bad-number"},
		{`{"facts": {"revenue": 0.5}}`, store.Invalid, "bad-number"},
		{`{"facts": {"revenue": 1e400}}`, store.Invalid, "bad-number"},
		{`{"facts": {"member_supply_share": 85.555}}`, store.Invalid, "bad-number"},
		{`{"facts": {"revenue": 1000000000000001}}`, store.Invalid, "fact-too-large"},
		{`{"facts": {"turnover": null}}`, store.Invalid, "unknown-fact"},
		{`{"prev": {"turnover": 1}}`, store.Invalid, "unknown-fact"},
		{`{"self": {"99": 1}}`, store.Invalid, "unknown-item"},
		{`{"self": {"99": null}}`, store.Invalid, "unknown-item"},
		{`{"self": {"5": 4.555}}`, store.Invalid, "points-off-step"},
		{`{"self": {"5": 4.25}}`, store.Invalid, "points-off-step"},
		{`{"self": {"5": 8.5}}`, store.Invalid, "points-above-max"},
		{`{"self": {"10": 40, "11": 0.5}}`, store.Invalid, "group-above-max"},
		{`{"period": "2019"}`, store.Invalid, "scheme-not-valid"},
		{`{"period": "19"}`, store.Invalid, "bad-period"},
		{`{"period": 2024}`, store.Invalid, "bad-type"},
	} {
		out, err := s.ScoreDocument([]byte(c.doc), "")
		if store.CodeOf(err) != c.code || store.DetailOf(err) != c.detail || out != nil {
			t.Errorf("%s: %s, %v (%s), want %s %s", c.doc, out, err, store.DetailOf(err), c.code, c.detail)
		}
	}
	if _, err := s.ScoreDocument([]byte(`{}`), "both"); store.CodeOf(err) != store.Usage {
		t.Errorf("an unknown column gives %v, want Usage", err)
	}
}

func FuzzScoreDocument(f *testing.F) {
	f.Add([]byte(`{"self": {"1a": 4}}`))
	f.Fuzz(func(t *testing.T, doc []byte) {
		out, err := embeddedScheme(t, "tt09-2017").ScoreDocument(doc, "")
		switch {
		case err != nil && (store.CodeOf(err) != store.Invalid || store.DetailOf(err) == ""):
			t.Fatalf("%v is not Invalid with a detail", err)
		case err == nil && !json.Valid(out):
			t.Fatalf("printed %q", out)
		}
	})
}

func TestPointsReadBackAsTheyAreWritten(t *testing.T) {
	for text, want := range map[string]Points{
		"4.5": 450, "80": 8000, "0.05": 5, "-0.25": -25, "4.50": 450, "1e1": 1000, "450e-2": 450, "0": 0, "-0": 0, "0e9": 0,
	} {
		if p, err := ParsePoints(text); err != nil || p != want {
			t.Errorf("ParsePoints(%q) = %d, %v, want %d", text, p, err, want)
		}
	}
	for _, text := range []string{"", "-", ".5", "5.", "1,5", "4.555", "1e-3", "0x1", "1e", "1e99", "99999999999999999999", "NaN", "1 ", "--1", "007", "+1"} {
		if p, err := ParsePoints(text); err == nil {
			t.Errorf("ParsePoints(%q) = %d, want an error", text, p)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		p := Points(rapid.Int64Range(-1e15, 1e15).Draw(t, "points"))
		if back, err := ParsePoints(p.String()); err != nil || back != p {
			t.Fatalf("%d is written %s and read %d (%v)", int64(p), p, int64(back), err)
		}
	})
}

func TestOneSchemeServesManyAtOnce(t *testing.T) {
	s := embeddedScheme(t, "tt09-2017")
	var wg gosync.WaitGroup
	for n := range int64(8) {
		wg.Go(func() {
			for range 50 {
				r, err := s.Score(Sheet{Facts: map[string]int64{"revenue": (n + 1) * 1_000_000_000}}, Options{})
				want := []Points{600, 600, 600, 600, 800, 800, 800, 800}[n]
				if err != nil || r.Total != want {
					t.Errorf("revenue of %d tỷ: %s, %v, want %s", n+1, r.Total, err, want)
					return
				}
			}
		})
	}
	wg.Wait()
}

// The bar for a whole assessment is 0.2 ms.
func BenchmarkScore(b *testing.B) {
	for _, s := range Embedded() {
		b.Run(s.ID, func(b *testing.B) {
			sh := Sheet{
				CoopType: "htx", Facts: map[string]int64{}, Prev: map[string]int64{},
				Given: map[Column]map[string]Points{Self: {}, Checked: {}, Approved: {}},
			}
			active := int64(1200)
			sh.MonthsActive, sh.MonthsStopped = &active, new(int64)
			for i, f := range s.Facts {
				sh.Facts[f.ID] = int64(i+1) * 1_000_000
				sh.Prev[f.ID] = int64(i+1) * 900_000
			}
			for _, it := range s.Items() {
				for _, c := range Columns() {
					if it.Kind == KindPoints {
						sh.Given[c][it.ID] = 100
					}
				}
			}
			b.ReportAllocs()
			for b.Loop() {
				if _, err := s.Score(sh, Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkLoad is what opening a store pays for each scheme, once.
func BenchmarkLoad(b *testing.B) {
	file, err := data.ReadFile("data/scheme-tt01-2020.toml")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Load("scheme-tt01-2020.toml", file); err != nil {
			b.Fatal(err)
		}
	}
}

func TestADocumentOfTheStoreIsScoredAsItIsPrinted(t *testing.T) {
	s := embeddedScheme(t, "tt01-2020")
	doc := `{"id":"x","kind":"assessment","status":"final","document_no":"12/BB","comments":{"1":"xem lại"},"self":{"1a":4}}`
	if _, err := s.ScoreDocument([]byte(doc), ""); err != nil {
		t.Errorf("a field of the store's document is refused: %v", err)
	}
}
