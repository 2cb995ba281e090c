package scheme

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"coopfield/store"
)

// base is a small scheme with one of everything. Cases below change one place
// of it; the comment "# HERE" marks the line that the fault must name.
const base = `id = "x-1"
revision = 1
title = "Bộ thử"
valid_from = 2020-01-01
valid_to = 2020-12-31
internal_from = 2021-01-01
internal_note = "Nội bộ"
max = 20
point_step = 0.5
[[rating]]
id = "good"
title = "Tốt"
from = 15
[[rating]]
id = "weak"
title = "Yếu"
from = 0
[[exclusion]]
id = "new"
title = "Mới"
when = "months_active < 12"
[[fact]]
id = "a"
title = "Chỉ tiêu a"
unit = "đồng"
[[fact]]
id = "b"
title = "Chỉ tiêu b"
unit = "%"
[[group]]
id = "I"
title = "Nhóm một"
max = 12
[[group.criterion]]
id = "1"
title = "Tiêu chí một"
max = 7
[[group.criterion.item]]
id = "1a"
title = "Mục 1a"
max = 6
score = "steps"
value = "100 * a / b"
steps = [
  { from = 10, points = 6 },
  { above = 0, points = 2 },
  { points = 0 },
]
[[group.criterion.item]]
id = "1b"
title = "Mục 1b"
max = 1
score = "yesno"
value = "a > (prev?.a ?? 0)"
[[group.criterion]]
id = "2"
title = "Tiêu chí hai"
max = 5
score = "points"
shows = "a / 2"
[[group]]
id = "II"
title = "Nhóm hai"
max = 8
[[group.criterion]]
id = "3"
title = "Tiêu chí ba"
score = "points"
[[deadline]]
id = "d"
title = "Gửi"
level = "district"
due = "12-18"
`

func faultsOf(t *testing.T, err error) Faults {
	t.Helper()
	var faults Faults
	if store.CodeOf(err) != store.Invalid || !errors.As(err, &faults) {
		t.Fatalf("error is %v, want a store.Error with Invalid that wraps Faults", err)
	}
	return faults
}

func TestBaseSchemeLoads(t *testing.T) {
	s, err := Load("base.toml", []byte(base))
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, it := range s.Items() {
		ids = append(ids, it.ID)
	}
	if want := []string{"1a", "1b", "2", "3"}; !slices.Equal(ids, want) {
		t.Errorf("items %v, want %v", ids, want)
	}
	if s.Period != "year" || s.ScoreColumn != Self {
		t.Errorf("period %q and score column %q, want the defaults year and self", s.Period, s.ScoreColumn)
	}
	crlf := "\ufeff" + strings.ReplaceAll(base, "\n", "\r\n")
	if _, err := Load("base.toml", []byte(crlf)); err != nil {
		t.Errorf("the file as Notepad saves it is refused: %v", err)
	}
}

func TestEachFaultNamesItsLineAndWhatToDo(t *testing.T) {
	cases := []struct{ name, old, now, says string }{
		{"no TOML", `revision = 1`, `revision = = # HERE`, "TOML"},
		{"key twice", `revision = 1`, "revision = 1\nrevision = 2 # HERE", "TOML"},
		{"unknown key", `revision = 1`, "revision = 1\nrevison = 2 # HERE", `"revison"`},
		{"unknown key of an item", `title = "Mục 1b"`, "title = \"Mục 1b\"\npoints = 3 # HERE", `"points"`},
		{"unknown key of a step", `{ above = 0, points = 2 }`, `{ above = 0, point = 2, points = 2 } # HERE` + "\n", `"point"`},
		{"missing title", `title = "Bộ thử"`, ``, `thiếu "title"`},
		{"missing title of a group", "[[group]]\nid = \"I\"\ntitle = \"Nhóm một\"", "[[group]] # HERE\nid = \"I\"", `thiếu "title"`},
		{"title of the wrong type", `title = "Bộ thử"`, `title = 5 # HERE`, "kiểu"},
		{"empty title", `title = "Bộ thử"`, `title = " " # HERE`, "trống"},
		{"NFD text", `title = "Bộ thử"`, "title = \"Bo\u0323\u0302 thử\" # HERE", "NFC"},
		{"control character", `title = "Bộ thử"`, `title = "Bộ\u0007thử" # HERE`, "điều khiển"},
		{"hidden direction mark", `title = "Bộ thử"`, `title = "Bộ\u202Ethử" # HERE`, "điều khiển"},
		{"text too long", `title = "Bộ thử"`, `title = "` + strings.Repeat("ă", 1001) + `" # HERE`, "quá dài"},
		{"revision 0", `revision = 1`, `revision = 0 # HERE`, "revision"},
		{"quoted date", `valid_from = 2020-01-01`, `valid_from = "2020-01-01" # HERE`, "kiểu"},
		{"validity backwards", `valid_to = 2020-12-31`, `valid_to = 2019-12-31 # HERE`, "hết hiệu lực"},
		{"internal use before repeal", `internal_from = 2021-01-01`, `internal_from = 2020-12-31 # HERE`, "nội bộ"},
		{"internal use without note", "internal_from = 2021-01-01\ninternal_note = \"Nội bộ\"", "internal_from = 2021-01-01 # HERE", "ghi chú"},
		{"unknown column", `revision = 1`, "revision = 1\nscore_column = \"both\" # HERE", `"both"`},
		{"bad id", `id = "x-1"`, `id = "x 1" # HERE`, "id"},
		{"id too long", `id = "x-1"`, `id = "` + strings.Repeat("x", 65) + `" # HERE`, "id"},
		{"rating id twice", `id = "weak"`, `id = "good" # HERE`, "trùng"},
		{"exclusion id twice", "[[fact]]\nid = \"a\"", "[[exclusion]]\nid = \"new\" # HERE\ntitle = \"N\"\nwhen = \"a > 1\"\n[[fact]]\nid = \"a\"", "trùng"},
		{"fact id twice", `id = "b"`, `id = "a" # HERE`, "trùng"},
		{"group id twice", `id = "II"`, `id = "I" # HERE`, "trùng"},
		{"criterion id twice", `id = "3"`, `id = "1" # HERE`, "trùng"},
		{"item id twice", `id = "1b"`, `id = "1a" # HERE`, "trùng"},
		{"item id of another criterion", `id = "1b"`, `id = "3" # HERE`, "trùng"},
		{"deadline id twice", `[[deadline]]`, "[[deadline]]\nid = \"d\"\ntitle = \"G\"\nlevel = \"district\"\ndue = \"12-18\"\n[[deadline]]#", "trùng"},
		{"bands overlap", `from = 0`, `from = 15 # HERE`, "chồng"},
		{"bands leave a hole", "title = \"Yếu\"\nfrom = 0", "title = \"Yếu\"\nfrom = 1", "không thuộc mức"},
		{"band above the scheme", `from = 15`, `from = 21 # HERE`, "trên điểm tối đa"},
		{"fact id is a function", `id = "b"`, `id = "count" # HERE`, `"count"`},
		{"fact id is a keyword", `id = "b"`, `id = "prev" # HERE`, `"prev"`},
		{"fact id is no identifier", `id = "b"`, `id = "b-b" # HERE`, `"b-b"`},
		{"items below their criterion", "id = \"1\"\ntitle = \"Tiêu chí một\"\nmax = 7", "id = \"1\"\ntitle = \"Tiêu chí một\"\nmax = 7.5 # HERE", "các mục là 7"},
		{"criteria above their group", "title = \"Nhóm một\"\nmax = 12", "title = \"Nhóm một\"\nmax = 11 # HERE", "các tiêu chí là 12"},
		{"known maxima above the group", "title = \"Tiêu chí ba\"", "title = \"Tiêu chí ba\"\nmax = 9", "các tiêu chí là 9"},
		{"groups unlike the scheme", "max = 20", "max = 21 # HERE", "các nhóm là 20"},
		{"unknown fact in value", `value = "100 * a / b"`, `value = "100 * a / c" # HERE`, `"c"`},
		{"unknown fact in shows", `shows = "a / 2"`, `shows = "aa / 2" # HERE`, `"aa"`},
		{"unknown fact of last year", `prev?.a`, `prev?.z`, `"z"`},
		{"unknown name in when", `when = "months_active < 12"`, `when = "months < 12" # HERE`, `"months"`},
		{"prev in when", `when = "months_active < 12"`, `when = "prev?.a > 12" # HERE`, "prev"},
		{"prev alone", `shows = "a / 2"`, `shows = "prev == nil ? 0 : 1" # HERE`, "prev"},
		{"prev indexed", `shows = "a / 2"`, `shows = "prev['a' + 'b'] ?? 0" # HERE`, "prev"},
		{"the clock", `shows = "a / 2"`, `shows = "now().Year()" # HERE`, "hàm"},
		{"the environment", `shows = "a / 2"`, `shows = "$env.a" # HERE`, "prev"},
		{"a loop", `shows = "a / 2"`, `shows = "sum(1..1000000000)" # HERE`, ""},
		{"a pattern", `when = "months_active < 12"`, `when = "coop_type matches '(a+)+b'" # HERE`, "matches"},
		{"hexadecimal", `shows = "a / 2"`, `shows = "a / 0x10" # HERE`, "không dùng được"},
		{"not an expression", `shows = "a / 2"`, `shows = "a /" # HERE`, "không hiểu"},
		{"text for a number", `shows = "a / 2"`, `shows = "'a'" # HERE`, "không hiểu"},
		{"number for a condition", `when = "months_active < 12"`, `when = "months_active" # HERE`, "không hiểu"},
		{"unlike kinds compared", `when = "months_active < 12"`, `when = "coop_type < 12" # HERE`, "không hiểu"},
		{"expression too long", `shows = "a / 2"`, `shows = "a` + strings.Repeat(" + a", 300) + `" # HERE`, "dài"},
		{"expression too deep", `shows = "a / 2"`, `shows = "` + strings.Repeat("-", 400) + `a" # HERE`, "không hiểu"},
		{"steps rise", `{ from = 10, points = 6 }`, `{ from = -1, points = 6 }`, "không bao giờ"},
		{"step after the rest", `{ points = 0 },`, "{ points = 0 },\n{ from = -5, points = 0 }, # HERE\n", "không bao giờ"},
		{"steps without the rest", `{ points = 0 },`, ``, "bỏ trống"},
		{"step above the maximum", `{ from = 10, points = 6 }`, `{ from = 10, points = 6.5 }`, "vượt"},
		{"step off the point step", `{ from = 10, points = 6 }`, `{ from = 10, points = 5.25 }`, "chia hết"},
		{"step from and above", `{ above = 0, points = 2 }`, `{ above = 0, from = 0, points = 2 }`, "cả from và above"},
		{"step without points", `{ above = 0, points = 2 }`, `{ above = 0 }`, `"points"`},
		{"steps are no tables", `{ points = 0 },`, `7,`, "kiểu"},
		{"maximum off the point step", "title = \"Mục 1b\"\nmax = 1", "title = \"Mục 1b\"\nmax = 1.25 # HERE", "chia hết"},
		{"maximum too fine", "max = 20", "max = 20.005 # HERE", "20.005"},
		{"maximum negative", "max = 20", "max = -20 # HERE", "-20"},
		{"kind unknown", `score = "yesno"`, `score = "maybe" # HERE`, `"maybe"`},
		{"kind absent", "[[group.criterion]]\nid = \"3\"\ntitle = \"Tiêu chí ba\"\nscore = \"points\"", "[[group.criterion]] # HERE\nid = \"3\"\ntitle = \"Tiêu chí ba\"", "cách cho điểm"},
		{"yesno without value", `value = "a > (prev?.a ?? 0)"`, ``, "thiếu value"},
		{"points with value", `shows = "a / 2"`, `value = "a / 2" # HERE`, "value"},
		{"yesno with steps", `value = "a > (prev?.a ?? 0)"`, "value = \"a > 0\"\nsteps = [{ points = 1 }] # HERE", "steps"},
		{"steps without maximum", "title = \"Mục 1a\"\nmax = 6", `title = "Mục 1a"`, "điểm tối đa"},
		{"criterion with items and score", `[[group.criterion.item]]`, "score = \"points\" # HERE\n[[group.criterion.item]]", `"score"`},
		{"level unknown", `level = "district"`, `level = "village" # HERE`, `"village"`},
		{"due is no day", `due = "12-18"`, `due = "13-18" # HERE`, `"13-18"`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if strings.Count(base, c.old) == 0 {
				t.Fatalf("%q is not in the base scheme", c.old)
			}
			text := strings.Replace(base, c.old, c.now, 1)
			_, err := Load("f.toml", []byte(text))
			faults := faultsOf(t, err)
			line := 0
			if i := strings.Index(text, "# HERE"); i >= 0 {
				line = 1 + strings.Count(text[:i], "\n")
			}
			found := false
			for _, f := range faults {
				if f.File != "f.toml" || f.Line < 1 || f.Message == "" || f.Hint == "" {
					t.Errorf("fault %+v lacks file, line, message or hint", f)
				}
				if strings.Contains(f.Message, c.says) && (line == 0 || f.Line == line) {
					found = true
				}
			}
			if !found {
				t.Errorf("no fault says %q at line %d:\n%v", c.says, line, faults)
			}
			if !strings.Contains(err.Error(), "f.toml:") {
				t.Errorf("the message does not name file and line: %v", err)
			}
		})
	}
}

func TestAllFaultsAreListedInOrderOfLines(t *testing.T) {
	text := strings.NewReplacer(`revision = 1`, `revision = 0`, `unit = "%"`, `unit = 7`, `due = "12-18"`, `due = "x"`).Replace(base)
	_, err := Load("f.toml", []byte(text))
	var lines []int
	for _, f := range faultsOf(t, err) {
		lines = append(lines, f.Line)
	}
	if want := []int{2, 29, 73}; !slices.Equal(lines, want) {
		t.Errorf("faults at lines %v, want %v", lines, want)
	}
}

func TestFilesBeyondTheLimitsAreRefused(t *testing.T) {
	for name, data := range map[string][]byte{
		"too large":     []byte(base + "#" + strings.Repeat("x", 1<<20)),
		"no UTF-8":      []byte(base + "# \xff"),
		"empty":         nil,
		"deeply nested": []byte("id = " + strings.Repeat("[", 200_000)),
		"many steps":    []byte(strings.Replace(base, "{ points = 0 },", strings.Repeat("{ points = 0 },\n", 200), 1)),
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Load("f.toml", data)
			_ = faultsOf(t, err)
		})
	}
}

func TestNonPartialSchemeNeedsBands(t *testing.T) {
	cut := base[:strings.Index(base, "[[rating]]")] + base[strings.Index(base, "[[exclusion]]"):]
	if _, err := Load("f.toml", []byte(cut)); store.CodeOf(err) != store.Invalid {
		t.Errorf("a whole scheme without bands gives %v, want Invalid", err)
	}
	if _, err := Load("f.toml", []byte("partial = true\n"+cut)); err != nil {
		t.Errorf("a partial scheme without bands is refused: %v", err)
	}
}

func TestTodosNameWhatTheCircularMustSupply(t *testing.T) {
	s, _ := EmbeddedByID("tt01-2020")
	var got strings.Builder
	for _, todo := range s.Todos() {
		got.WriteString(todo.Item + "\t" + todo.Text + "\n")
	}
	const path = "testdata/todos-tt01-2020.golden"
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(path, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got.String() != string(want) {
		t.Errorf("todo list is\n%swant\n%s", got.String(), want)
	}
	other, _ := EmbeddedByID("tt09-2017")
	if todos := other.Todos(); len(todos) != 0 {
		t.Errorf("tt09-2017 lists %v, but all its steps are known", todos)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add([]byte(base))
	for _, s := range []string{"tt01-2020", "tt09-2017"} {
		file, err := data.ReadFile("data/scheme-" + s + ".toml")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(file)
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		s, err := Load("fuzz.toml", file)
		if err != nil {
			_ = faultsOf(t, err)
			return
		}
		// What loads must score without a panic, whatever the facts.
		sheet := Sheet{CoopType: "htx", Facts: map[string]int64{}, Prev: map[string]int64{}}
		for i, fact := range s.Facts {
			sheet.Facts[fact.ID] = int64(i%3) * 1_000_000_007
		}
		r, err := s.Score(sheet, Options{})
		if err == nil && (r.Total < 0 || r.Total > s.Max) {
			t.Fatalf("total %s outside 0..%s", r.Total, s.Max)
		}
	})
}

func TestEveryCriterionListsItsItems(t *testing.T) {
	for _, s := range Embedded() {
		n := 0
		for _, g := range s.Groups {
			for _, c := range g.Criteria {
				n += len(c.Items)
				for _, it := range c.Items {
					if it.Criterion.ID != c.ID {
						t.Errorf("%s: criterion %s lists %s of criterion %s", s.ID, c.ID, it.ID, it.Criterion.ID)
					}
				}
			}
		}
		if n != len(s.Items()) {
			t.Errorf("%s: criteria list %d items of %d", s.ID, n, len(s.Items()))
		}
	}
}
