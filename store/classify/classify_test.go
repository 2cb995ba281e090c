package classify_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/classify"
)

func set(t *testing.T) *classify.Set {
	t.Helper()
	s, err := classify.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// result returns what one rule says on a day; a rule that is not in force fails.
func result(t *testing.T, rule, day string, f classify.Facts) classify.Result {
	t.Helper()
	for _, r := range set(t).Classify(day, f) {
		if r.Rule.ID == rule {
			return r
		}
	}
	t.Fatalf("%s is not in force on %s", rule, day)
	return classify.Result{}
}

// Thông tư 01/2020/TT-BKHĐT, Điều 4: "dưới 50", "từ 50 đến 300", "từ trên 300 đến
// 1.000", "từ trên 1.000".
func TestSizeByMembersClosesItsIntervalsAsArticle4Does(t *testing.T) {
	for _, c := range []struct {
		members int64
		want    string
	}{
		{0, "micro"},
		{49, "micro"},
		{50, "small"},
		{51, "small"},
		{299, "small"},
		{300, "small"},
		{301, "medium"},
		{999, "medium"},
		{1000, "medium"},
		{1001, "large"},
		{1_000_000, "large"},
	} {
		r := result(t, "members-2020", "2024-12-31", classify.Facts{Type: "htx", Figures: map[string]int64{"members": c.members}})
		if r.Class != c.want {
			t.Errorf("%d members: %s, want %s", c.members, r.Class, c.want)
		}
	}
}

// Thông tư 01/2020/TT-BKHĐT, Điều 5: "dưới 1 tỷ", "từ 1 tỷ đến dưới 5 tỷ", "từ 5 tỷ
// đến dưới 50 tỷ", "từ 50 tỷ trở lên".
func TestSizeByCapitalClosesItsIntervalsAsArticle5Does(t *testing.T) {
	const ty = 1_000_000_000
	for _, c := range []struct {
		capital int64
		want    string
	}{
		{0, "micro"},
		{ty - 1, "micro"},
		{ty, "small"},
		{ty + 1, "small"},
		{5*ty - 1, "small"},
		{5 * ty, "medium"},
		{5*ty + 1, "medium"},
		{50*ty - 1, "medium"},
		{50 * ty, "large"},
		{50*ty + 1, "large"},
	} {
		r := result(t, "capital-2020", "2020-04-01", classify.Facts{Type: "lhhtx", Figures: map[string]int64{"total_capital": c.capital}})
		if r.Class != c.want {
			t.Errorf("%d đồng: %s, want %s", c.capital, r.Class, c.want)
		}
	}
}

// Nghị định 113/2024/NĐ-CP, agriculture: official members, and revenue of the
// year or total capital, tried from the top.
func TestSizeInAgricultureAsTheDecreeOf2024Says(t *testing.T) {
	const ty = 1_000_000_000
	for _, c := range []struct {
		members, revenue, capital int64
		want                      string
	}{
		{300, 50 * ty, 0, "large"},
		{300, 50*ty - 1, 0, "medium"},
		{300, 0, 10 * ty, "large"},
		{300, 0, 10*ty - 1, "medium"},
		{299, 50 * ty, 10 * ty, "medium"},
		{301, 50*ty + 1, 10*ty + 1, "large"},
		{200, 10 * ty, 0, "medium"},
		{200, 10*ty - 1, 0, "small"},
		{200, 0, 5 * ty, "medium"},
		{200, 0, 5*ty - 1, "small"},
		{199, 10 * ty, 5 * ty, "small"},
		{50, 2 * ty, 0, "small"},
		{50, 2*ty - 1, 0, "micro"},
		{50, 0, ty, "small"},
		{50, 0, ty - 1, "micro"},
		{49, 90 * ty, 90 * ty, "micro"},
		{5000, 0, 0, "micro"},
	} {
		r := result(t, "size-2024", "2024-11-01", classify.Facts{Type: "htx", ReportField: "nông nghiệp", Figures: map[string]int64{
			"official_members": c.members, "revenue": c.revenue, "total_capital": c.capital,
		}})
		if r.Class != c.want || r.Field != "Nông nghiệp" {
			t.Errorf("%+v: %s in %s", c, r.Class, r.Field)
		}
	}
}

// Of industry and construction only the first class of the decree is known, of
// other fields none.
func TestWhatIsNotKnownOfTheDecreeOf2024GivesNoClass(t *testing.T) {
	const ty = 1_000_000_000
	for _, c := range []struct {
		kind, field               string
		members, revenue, capital int64
		want, why                 string
	}{
		{"htx", "CN-TTCN", 100, 80 * ty, 0, "large", "thành viên chính thức 100 người"},
		{"htx", "XD", 100, 0, 20 * ty, "large", "tổng nguồn vốn 20.000.000.000 đồng"},
		{"htx", "XD", 101, 80*ty + 1, 20*ty + 1, "large", ""},
		{"htx", "CN-TTCN", 99, 80 * ty, 20 * ty, "", "chưa có mức"},
		{"htx", "XD", 100, 80*ty - 1, 20*ty - 1, "", "chưa có mức"},
		{"htx", "CN-TTCN", 1, 0, 0, "", "chưa có mức"},
		{"htx", "GTVT", 900, 90 * ty, 90 * ty, "", "chưa có tên lĩnh vực"},
		{"htx", "", 900, 90 * ty, 90 * ty, "", "chưa ghi lĩnh vực"},
		{"lhhtx", "nông nghiệp", 900, 90 * ty, 90 * ty, "", "chưa rõ"},
	} {
		r := result(t, "size-2024", "2026-01-01", classify.Facts{Type: c.kind, ReportField: c.field, Figures: map[string]int64{
			"official_members": c.members, "revenue": c.revenue, "total_capital": c.capital,
		}})
		if r.Class != c.want || !strings.Contains(r.Why, c.why) {
			t.Errorf("%+v: %q, %s", c, r.Class, r.Why)
		}
	}
}

func TestAMissingFigureLeavesTheClassOpenOnlyWhereItDecides(t *testing.T) {
	for _, c := range []struct {
		figures map[string]int64
		want    string
		missing []string
	}{
		{map[string]int64{}, "", []string{"official_members", "revenue", "total_capital"}},
		{map[string]int64{"official_members": 300}, "", []string{"revenue", "total_capital"}},
		{map[string]int64{"official_members": 300, "total_capital": 10_000_000_000}, "large", nil},
		{map[string]int64{"official_members": 300, "revenue": 1}, "", []string{"total_capital"}},
		{map[string]int64{"official_members": 49}, "micro", nil},
		{map[string]int64{"revenue": 0, "total_capital": 0}, "micro", nil},
		{map[string]int64{"members": 300, "revenue": 90_000_000_000}, "", []string{"official_members", "total_capital"}},
	} {
		r := result(t, "size-2024", "2025-01-01", classify.Facts{Type: "htx", ReportField: "nông nghiệp", Figures: c.figures})
		if r.Class != c.want || !slices.Equal(r.Missing, c.missing) {
			t.Errorf("%v: %q, missing %v", c.figures, r.Class, r.Missing)
		}
	}
	r := result(t, "members-2020", "2025-01-01", classify.Facts{Type: "htx"})
	if r.Class != "" || r.Why != "chưa có số liệu: tổng số thành viên" {
		t.Errorf("without members: %+v", r)
	}
}

// The circular is in force from 1/4/2020 to 17/9/2025, the decree from 1/11/2024.
func TestTheRuleIsChosenByTheDay(t *testing.T) {
	for day, want := range map[string][]string{
		"2020-03-31": nil,
		"2020-04-01": {"members-2020", "capital-2020"},
		"2024-10-31": {"members-2020", "capital-2020"},
		"2024-11-01": {"members-2020", "capital-2020", "size-2024"},
		"2025-09-17": {"members-2020", "capital-2020", "size-2024"},
		"2025-09-18": {"size-2024"},
	} {
		var got []string
		for _, r := range set(t).On(day) {
			got = append(got, r.ID)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", day, got, want)
		}
	}
	for day, want := range map[string]bool{"2020-03-31": false, "2020-04-01": true, "2025-09-17": true, "2025-09-18": false} {
		if s, in := set(t).ServiceOn("mixed", day); in != want || s.Title != "Hợp tác xã hỗn hợp" {
			t.Errorf("Điều 3 on %s: %+v, in force %v", day, s, in)
		}
	}
	if _, in := set(t).ServiceOn("", "2024-01-01"); in {
		t.Error("no service class is one")
	}
}

// Thông tư 01/2020/TT-BKHĐT, Điều 1 covers cooperatives and their unions.
func TestOtherBodiesAreNotClassedByTheCircular(t *testing.T) {
	for _, kind := range []string{"tht", "qtdnd", "nhhtx"} {
		r := result(t, "members-2020", "2024-01-01", classify.Facts{Type: kind, Figures: map[string]int64{"members": 100}})
		if r.Class != "" || !strings.Contains(r.Why, "Điều 1") {
			t.Errorf("%s: %+v", kind, r)
		}
	}
}

func TestEveryServiceClassOfTheRecordHasItsWords(t *testing.T) {
	for _, id := range store.SpecOf(store.Cooperative).Field("service_class").Values {
		if s, _ := set(t).ServiceOn(id, "2024-01-01"); s.Title == "" || s.Text == "" {
			t.Errorf("%s: %+v", id, s)
		}
	}
}

func TestLoadNamesLineAndRemedyOfEveryFault(t *testing.T) {
	whole := string(classify.EmbeddedFile())
	for _, c := range []struct{ old, new, want string }{
		{`id       = "classes"`, `id = "x"`, `:9: mã "x" không dùng được`},
		{"revision = 1", "revision = 0", ":10: thiếu số bản"},
		{"from  = 2020-04-01", `from = "2020"`, ":18: 2020 không phải là ngày"},
		{`id = "mixed"`, `id = "none"`, `:33: "none" không có trong quy định`},
		{`types = ["htx", "lhhtx"]`, `types = ["xx"]`, `:44: "xx" không có trong quy định`},
		{"below = 50 }", "above = 1, below = 50 }", `:49: giới hạn của "members" không rõ`},
		{`figure = "members", below = 50`, `figure = "none", below = 50`, `:49: không có chỉ tiêu "none"`},
		{"at_least = 50 }, {", "above = 50 }, {", ":38: giá trị 50 không thuộc nhóm nào"},
		{"    rest  = true\n", "", `nhóm "micro" phải có đúng một trong ba`},
		{`    id    = "micro"`, `    id    = "small"`, `id "small" đã có`},
		{`values = ["CN-TTCN", "XD"]`, `values = ["CN-TTCN", "nông nghiệp"]`, `ngành báo cáo "nông nghiệp" đã thuộc lĩnh vực khác`},
		{`types_why = "chưa rõ`, `typ = "chưa rõ`, `khóa "rule.typ" không có`},
		{"  rest  = true", "  rest  = 1", "không đúng dạng TOML hoặc giá trị không đúng kiểu"},
	} {
		file := strings.Replace(whole, c.old, c.new, 1)
		if file == whole {
			t.Errorf("%q is not in the file", c.old)
			continue
		}
		_, err := classify.Load("classes.toml", []byte(file))
		var faults store.FileFaults
		if !errors.As(err, &faults) || store.CodeOf(err) != store.Invalid || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v", c.new, err)
		}
		for _, f := range faults {
			if f.Line < 1 || f.Hint == "" {
				t.Errorf("%q: fault without a line or a remedy: %+v", c.new, f)
			}
		}
	}
	for name, file := range map[string]string{"not UTF-8": "id = \"\xff\"", "too large": strings.Repeat("#\n", 1<<20), "empty": "", "no TOML": "id ="} {
		if _, err := classify.Load("x.toml", []byte(file)); store.CodeOf(err) != store.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}
