package programme_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/programme"
)

func kh1185(t *testing.T) *programme.Programme {
	t.Helper()
	all, err := programme.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != 1 || all[0].ID != "kh1185" {
		t.Fatalf("embedded: %v", all)
	}
	return all[0]
}

func TestThePlanOfKonTumIsWhole(t *testing.T) {
	p := kh1185(t)
	if p.Revision != 1 || p.Province != "62" || p.Scheme != "tt01-2020" || p.ScoreColumn != "checked" || len(p.SHA256) != 64 {
		t.Errorf("head: %+v", p)
	}
	if p.PilotsMin != 5 || p.EntryScore != 6500 || p.ExitScore != 8000 || p.EntryYear != 2020 || p.ProfitYears != 3 || !p.KeepBaseline {
		t.Errorf("thresholds: %+v", p)
	}
	for what, n := range map[string][2]int{
		"stages": {len(p.Stages), 3}, "objectives": {len(p.Objectives), 3}, "conditions": {len(p.Conditions), 5},
		"priorities": {len(p.Priorities), 5}, "papers": {len(p.Dossier), 5}, "models": {len(p.Models), 12},
		"sources": {len(p.Funding), 9}, "legal grounds": {len(p.LegalBases), 3}, "actions": {len(p.Actions), 9},
		"supports": {len(p.Supports), 7}, "offices": {len(p.Offices), 7}, "deadlines": {len(p.Deadlines), 7},
	} {
		if n[0] != n[1] {
			t.Errorf("%d %s, want %d", n[0], what, n[1])
		}
	}
}

func TestLookupsFindByIDAndOnlyThat(t *testing.T) {
	p := kh1185(t)
	if s, ok := p.Stage("improve"); !ok || s.From != "" || s.After != programme.ProvinceDecision || s.To != "2025-06-30" {
		t.Errorf("stage: %+v", s)
	}
	if s, _ := p.Stage("select"); s.From != "2021-04-13" || s.To != "2021-09-30" || s.Latest != "2021-12-31" {
		t.Errorf("stage: %+v", s)
	}
	if pr, ok := p.Priority("inclusion"); !ok || len(pr.Grounds) != 4 {
		t.Errorf("priority: %+v", pr)
	} else if g, ok := pr.Ground("youth"); !ok || g.Title != "Do thanh niên khởi nghiệp" {
		t.Errorf("ground: %+v", g)
	}
	if d, ok := p.Deadline("half-year"); !ok || d.Due != "06-30" || !d.Before || d.On != "" {
		t.Errorf("deadline: %+v", d)
	}
	if d, _ := p.Deadline("district-year"); d.Todo == "" || d.Due != "" {
		t.Errorf("deadline without a day: %+v", d)
	}
	if m, ok := p.Model("A-dd"); !ok || m.Field != "Nông nghiệp" {
		t.Errorf("model: %+v", m)
	}
	if o, ok := p.Office("alliance"); !ok || !strings.Contains(o.Tasks, "tư vấn") {
		t.Errorf("office: %+v", o)
	}
	found := []bool{}
	for _, id := range []string{"pilots", ""} {
		_, ok := p.Objective(id)
		found = append(found, ok)
	}
	for _, f := range []func(string) (programme.Entry, bool){p.Paper, p.Source, p.LegalBasis, p.Action, p.Support} {
		_, ok := f("nowhere")
		found = append(found, ok)
	}
	_, paper := p.Paper("business-plan")
	_, source := p.Source("own")
	_, basis := p.LegalBasis("qd1804")
	_, action := p.Action("capital")
	_, support := p.Support("training")
	found = append(found, paper, source, basis, action, support)
	want := []bool{true, false, false, false, false, false, false, true, true, true, true, true}
	if !slices.Equal(found, want) {
		t.Errorf("found %v", found)
	}
}

func TestChecksHoldOnlyOnKnownValues(t *testing.T) {
	p := kh1185(t)
	check := func(id string) *programme.Check {
		if c, ok := p.Condition(id); ok {
			return c.Check
		}
		c, _ := p.Priority(id)
		return c.Check
	}
	for _, tt := range []struct {
		id           string
		values       map[string]any
		holds, known bool
	}{
		{"model", map[string]any{"model": "A-a"}, true, true},
		{"model", map[string]any{"model": ""}, false, true},
		{"model", map[string]any{}, false, false},
		{"profit", map[string]any{"profit_years": 3.0}, true, true},
		{"profit", map[string]any{"profit_years": 2.0}, false, true},
		{"dossier", map[string]any{"dossier_complete": true, "entry_score": 65.0}, true, true},
		{"dossier", map[string]any{"dossier_complete": true, "entry_score": 64.5}, false, true},
		{"dossier", map[string]any{"dossier_complete": true}, false, false},
		{"linkage", map[string]any{"link_contracts": map[string]any{"a": 1}}, true, true},
		{"linkage", map[string]any{"link_contracts": map[string]any{}}, false, true},
		{"minority-20", map[string]any{"households": 50.0, "minority_households": 10.0}, true, true},
		{"minority-20", map[string]any{"households": 51.0, "minority_households": 10.0}, false, true},
		{"minority-20", map[string]any{"households": 0.0, "minority_households": 0.0}, false, true},
	} {
		holds, known, err := check(tt.id).Holds(tt.values)
		if err != nil || holds != tt.holds || known != tt.known {
			t.Errorf("%s with %v: holds %v, known %v, %v", tt.id, tt.values, holds, known, err)
		}
	}
	if check("law") != nil {
		t.Error("a condition without check got one")
	}
	if _, _, err := check("profit").Holds(map[string]any{"profit_years": "ba"}); err == nil {
		t.Error("text passes for a number")
	}
}

const sound = `id = "x"
revision = 1
title = "T"
basis = "B"
province = "62"
scheme = "tt01-2020"
score_column = "checked"
entry_year = 2020
entry_score = 65
exit_score = 80.5
[[stage]]
id = "a"
title = "A"
from = 2021-01-01
to = 2021-06-30
`

func TestLoadNamesLineAndRemedyOfEveryFault(t *testing.T) {
	if p, err := programme.Load("p.toml", []byte("\ufeff"+sound)); err != nil || p.ExitScore != 8050 {
		t.Fatalf("a sound file is refused: %+v, %v", p, err)
	}
	add := func(s string) string { return sound + s }
	for _, tt := range []struct {
		name, file string
		line       int
		message    string
	}{
		{"not UTF-8", "\xff", 1, "không phải là chữ UTF-8"},
		{"not TOML", "id = \n", 1, "không đúng dạng TOML"},
		{"wrong type", strings.Replace(sound, "revision = 1", `revision = "1"`, 1), 2, "không đúng kiểu"},
		{"no day", strings.Replace(sound, "2021-06-30", `"30/6/2021"`, 1), 15, `30/6/2021 không phải là ngày`},
		{"no day of the calendar", strings.Replace(sound, "2021-06-30", "2021-06-31", 1), 15, "không đúng kiểu"},
		{"no points", strings.Replace(sound, "exit_score = 80.5\n", "", 1), 1, `điểm "" không phải là số`},
		{"unknown key", add("until = 2021-01-01\n"), 16, `khóa "stage.until" không có`},
		{"no revision", strings.Replace(sound, "revision = 1\n", "", 1), 1, "thiếu số bản"},
		{"no title", strings.Replace(sound, `"T"`, `""`, 1), 3, `thiếu hoặc để trống "title"`},
		{"NFD title", strings.Replace(sound, `"T"`, "\"A\u0306\"", 1), 3, "Unicode tổ hợp"},
		{"bad province", strings.Replace(sound, `"62"`, `"Kon Tum"`, 1), 5, `id của tỉnh "Kon Tum"`},
		{"bad column", strings.Replace(sound, `"checked"`, `"huyện"`, 1), 7, `cột điểm "huyện"`},
		{"bad year", strings.Replace(sound, "entry_year = 2020", "entry_year = 20", 1), 8, "năm đánh giá 20"},
		{"points too fine", strings.Replace(sound, "80.5", "80.555", 1), 10, `điểm "80.555"`},
		{"points too many", strings.Replace(sound, "80.5", "1001", 1), 10, `điểm "1001" không phải là số từ 0 đến 1000`},
		{"exit below entry", strings.Replace(sound, "80.5", "60", 1), 10, "thấp hơn điểm đăng ký 65"},
		{"no stage", strings.Split(sound, "[[stage]]")[0], 1, "không có giai đoạn"},
		{"stage ends early", strings.Replace(sound, "2021-06-30", "2020-06-30", 1), 15, "kết thúc trước khi bắt đầu"},
		{"stage without end", strings.Replace(sound, "to = 2021-06-30\n", "", 1), 11, "thiếu ngày cuối"},
		{"stage of day and event", add("after = \"province_decision\"\n"), 11, "đúng một trong hai"},
		{"stage of unknown event", strings.Replace(sound, "from = 2021-01-01", `after = "x"`, 1), 14, `sự kiện "x"`},
		{"stages overlap", add("[[stage]]\nid = \"b\"\ntitle = \"B\"\nfrom = 2021-06-30\nto = 2021-07-30\n"), 16, "không nối sau"},
		{"same id twice", add("[[action]]\nid = \"b\"\ntitle = \"B\"\n[[action]]\nid = \"b\"\ntitle = \"B\"\n"), 20, `id "b" đã có ở dòng 17`},
		{"bad id", add("[[action]]\nid = \"ă\"\ntitle = \"B\"\n"), 17, `id "ă" không dùng được`},
		{"no id", add("[[action]]\ntitle = \"B\"\n"), 16, `id "" không dùng được`},
		{"same ground twice", add("[[priority]]\nid = \"p\"\ntitle = \"P\"\nany = true\n[[priority.ground]]\nid = \"g\"\ntitle = \"G\"\n[[priority.ground]]\nid = \"g\"\ntitle = \"G\"\n"), 24, `id "g" đã có ở dòng 21`},
		{"grounds without any", add("[[priority]]\nid = \"p\"\ntitle = \"P\"\n[[priority.ground]]\nid = \"g\"\ntitle = \"G\"\n"), 16, "cả any và các căn cứ"},
		{"unknown variable", add("[[condition]]\nid = \"c\"\ntitle = \"C\"\ncheck = \"profit_year >= 3\"\n"), 19, `biến "profit_year" không có`},
		{"no expression", add("[[condition]]\nid = \"c\"\ntitle = \"C\"\ncheck = \"profit_years >=\"\n"), 19, "không hiểu được"},
		{"no truth value", add("[[condition]]\nid = \"c\"\ntitle = \"C\"\ncheck = \"profit_years + 1\"\n"), 19, "không hiểu được"},
		{"the clock", add("[[condition]]\nid = \"c\"\ntitle = \"C\"\ncheck = \"now().Year() > 2020\"\n"), 19, `hàm "now" không dùng được`},
		{"bad level", add("[[deadline]]\nid = \"d\"\ntitle = \"D\"\nlevel = \"xã\"\ndue = \"06-30\"\n"), 19, `cấp "xã"`},
		{"bad due", add("[[deadline]]\nid = \"d\"\ntitle = \"D\"\nlevel = \"district\"\ndue = \"30-06\"\n"), 20, `thời hạn "30-06" không phải`},
		{"no due", add("[[deadline]]\nid = \"d\"\ntitle = \"D\"\nlevel = \"district\"\n"), 16, "không rõ ngày"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := programme.Load("p.toml", []byte(tt.file))
			var faults store.FileFaults
			if store.CodeOf(err) != store.Invalid || store.DetailOf(err) != "bad-programme" || !errors.As(err, &faults) {
				t.Fatalf("got %v", err)
			}
			for _, f := range faults {
				if f.Line == tt.line && strings.Contains(f.Message, tt.message) && f.Hint != "" && f.File == "p.toml" {
					return
				}
			}
			t.Errorf("no fault in line %d with %q in:\n%v", tt.line, tt.message, faults)
		})
	}
}

func TestEveryDocumentedVariableExists(t *testing.T) {
	names := programme.Variables()
	for _, name := range []string{
		"coop_type", "model", "profit_years", "dossier_complete", "entry_score", "link_contracts",
		"households", "youth_founded", "reporting_unit", "members",
	} {
		if !slices.Contains(names, name) {
			t.Errorf("%s is missing", name)
		}
	}
	if slices.Contains(names, "type") {
		t.Error("type is a function of the expression language")
	}
}

func FuzzLoadRefusesWithASentence(f *testing.F) {
	f.Add([]byte(sound))
	f.Add([]byte(sound + "[[condition]]\nid = \"c\"\ntitle = \"C\"\ncheck = \"profit_years >= 3 and len(products) > 0\"\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		if _, err := programme.Load("p.toml", file); err != nil && store.CodeOf(err) != store.Invalid {
			t.Fatal(err)
		}
	})
}
