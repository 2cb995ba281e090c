package sheet

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/unicode/norm"

	"coopfield/store"
	"coopfield/store/programme"
	"coopfield/store/scheme"
)

func file(t testing.TB, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("../../store", filepath.FromSlash(path)))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// edited returns the template of a TOML file after a person changed it.
func edited(t testing.TB, typ string, toml []byte, edit func(x *excelize.File)) []byte {
	t.Helper()
	data, err := Template(typ, toml)
	if err != nil {
		t.Fatal(err)
	}
	if edit == nil {
		return data
	}
	x, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	edit(x)
	var out bytes.Buffer
	if err := x.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// taken reads a workbook as revision n.
func taken(t testing.TB, data []byte, n int64) ([]byte, *Reference, error) {
	t.Helper()
	r, err := ReadReference("mau.xlsx", data)
	if err != nil {
		t.Fatal(err)
	}
	toml, err := r.TOML(n)
	return toml, r, err
}

var embedded = []struct{ typ, path string }{
	{Scheme, "scheme/data/scheme-tt01-2020.toml"},
	{Scheme, "scheme/data/scheme-tt09-2017.toml"},
	{Programme, "programme/data/programme-kh1185.toml"},
	{Programme, "programme/testdata/programme-twenty-five.toml"},
}

func TestAWorkbookLosesNothingOfTheFileItCameFrom(t *testing.T) {
	for _, e := range embedded {
		toml := file(t, e.path)
		back, r, err := taken(t, edited(t, e.typ, toml, nil), 1)
		if err != nil {
			t.Errorf("%s: %v", e.path, err)
			continue
		}
		if len(r.Notes) > 0 {
			t.Errorf("%s: %q", e.path, r.Notes)
		}
		if !r.Same(toml) || !r.Same(back) {
			t.Errorf("%s: the workbook is told from its own file", e.path)
		}
		was, now := loaded(t, e.typ, toml), loaded(t, e.typ, back)
		if !reflect.DeepEqual(was, now) {
			t.Errorf("%s was\n%+v\nand comes back as\n%+v", e.path, was, now)
		}
		if again, err := Canonical(e.typ, back); err != nil || !bytes.Equal(again, back) {
			t.Errorf("%s: written twice it differs (%v)", e.path, err)
		}
	}
}

// loaded checks a file and returns what it says, without what tells files apart.
func loaded(t testing.TB, typ string, toml []byte) any {
	t.Helper()
	if typ == Scheme {
		s, err := scheme.Load("a.toml", toml)
		if err != nil {
			t.Fatal(err)
		}
		return plain(s)
	}
	p, err := programme.Load("a.toml", toml)
	if err != nil {
		t.Fatal(err)
	}
	p.SHA256 = ""
	return p
}

// plain returns the content of a scheme without compiled expressions.
func plain(s *scheme.Scheme) any {
	out := []any{s.ID, s.Revision, s.Title, s.Basis, s.ValidFrom, s.ValidTo, s.RepealedBy, s.InternalFrom, s.InternalNote, s.ScoreColumn, s.Period, s.Max, s.Step, s.Partial, s.Ratings, s.Facts, s.Deadlines}
	for _, x := range s.Exclusions {
		out = append(out, x.ID, x.Title, x.When)
	}
	for _, g := range s.Groups {
		out = append(out, g.ID, g.Title, g.Max)
		for _, cr := range g.Criteria {
			out = append(out, cr.ID, cr.Title, cr.Max)
			for _, it := range cr.Items {
				out = append(out, it.ID, it.Title, it.Max, it.Kind, it.Unit, it.Value, it.Shows, it.Steps, it.Todo, it.Facts)
			}
		}
	}
	return out
}

// Whoever adds a key to the files of a scheme or programme gives it a column.
func TestEveryKeyOfAFileHasAColumn(t *testing.T) {
	for typ, sources := range map[string][]string{
		Scheme: {"scheme/load.go", "scheme/load_items.go"}, Programme: {"programme/load.go"},
	} {
		keys := regexp.MustCompile("`toml:\"([a-z_]+)\"`")
		if typ == Scheme {
			keys = regexp.MustCompile(`(?s)(?:l\.keys\(\w+, |itemKeys = \[\]string\{)(.*?)[)}]`)
		}
		l := layoutOf(typ)
		have := map[string]bool{}
		for _, in := range append([]list{l.main}, l.lists...) {
			if in.path != nil {
				have[in.key()] = true
			}
			for _, c := range in.columns {
				have[c.key] = true
			}
		}
		n := 0
		for _, path := range sources {
			for _, m := range keys.FindAllStringSubmatch(string(file(t, path)), -1) {
				for _, key := range regexp.MustCompile(`[a-z_]+`).FindAllString(m[1], -1) {
					if n++; !have[key] && key != "item" && key != "itemKeys" && key != "eys" {
						t.Errorf("%s: the key %q of a file has no column", typ, key)
					}
				}
			}
		}
		if n < 20 {
			t.Errorf("%s: only %d keys were found in the sources", typ, n)
		}
	}
}

func TestAStrangeHandInTheWorkbookIsReadAsItIsMeant(t *testing.T) {
	data := edited(t, Scheme, file(t, "scheme/data/scheme-tt09-2017.toml"), func(x *excelize.File) {
		set(t, x, "scheme", "C4", norm.NFD.String(" Đánh giá  hợp tác xã nông nghiệp ")) // title
		set(t, x, "scheme", "C6", "13/04/2021")                                          // valid_from
		set(t, x, "scheme", "C15", "1,0")                                                // point_step
		set(t, x, "items", "D3", "8,0")
		set(t, x, "items", "E3", "THEO MUC")
		set(t, x, "steps", "B6", "10.000.000.000")
		set(t, x, "facts", "E1", "Ghi chú")
		set(t, x, "facts", "E3", "hỏi lại Sở")
		set(t, x, "facts", "H4", "xem lại")                 // below no heading
		if err := x.InsertRows("steps", 5, 3); err != nil { // empty rows
			t.Fatal(err)
		}
		if err := x.InsertRows("groups", 1, 2); err != nil { // a title above the headings
			t.Fatal(err)
		}
		set(t, x, "groups", "A1", "CÁC NHÓM TIÊU CHÍ")
		for _, s := range []string{"criteria", "items"} { // the group once for all its criteria
			for n := 4; n <= 7; n++ {
				set(t, x, s, "A"+string(rune('0'+n)), nil)
			}
		}
		if err := x.MergeCell("criteria", "A3", "A7"); err != nil {
			t.Fatal(err)
		}
		for n, id := range []string{"1b", "1c", "1d", "1e"} {
			set(t, x, "items", "A"+string(rune('4'+n)), id)
		}
		if err := x.SetSheetName("ratings", "Ratings "); err != nil {
			t.Fatal(err)
		}
	})
	toml, r, err := taken(t, data, 7)
	if err != nil {
		t.Fatal(err)
	}
	s, err := scheme.Load("a.toml", toml)
	if err != nil {
		t.Fatal(err)
	}
	if s.Revision != 7 || s.Title != "Đánh giá hợp tác xã nông nghiệp" || s.ValidFrom != "2021-04-13" || s.Step != 100 {
		t.Errorf("read as %+v", s)
	}
	it, _ := s.Item("1b")
	if it == nil || it.Steps[0].Bound != 1e10 || len(s.Groups[0].Criteria) != 5 {
		t.Errorf("items read as %+v", s.Groups)
	}
	if notes := strings.Join(r.Notes, "\n"); notes != "sheet facts, dòng 4: chữ ở cột không có tiêu đề không được đọc" {
		t.Errorf("notes: %s", notes)
	}
}

func TestEachFaultNamesItsSheetRowAndColumn(t *testing.T) {
	data := edited(t, Scheme, file(t, "scheme/data/scheme-tt01-2020.toml"), func(x *excelize.File) {
		set(t, x, "scheme", "C4", "")       // title
		set(t, x, "ratings", "C4", 85)      // above the band before
		set(t, x, "facts", "A5", "revenue") // twice
		set(t, x, "items", "D3", 5)         // 1a: the sum of its criterion
		set(t, x, "items", "D5", "nhiều")   // 2a
		set(t, x, "items", "A7", "99")      // no such criterion
		set(t, x, "criteria", "A9", "IX")   // no such group; its items are no fault of their own
		set(t, x, "items", "F4", "capital_end > nothing")
		set(t, x, "items", "E8", "") // how it gets its points
		set(t, x, "deadlines", "D3", "31/11")
		set(t, x, "groups", "D1", "Trọng số")
		set(t, x, "groups", "D3", 2)
	})
	_, _, err := taken(t, data, 2)
	if store.CodeOf(err) != store.Invalid {
		t.Fatalf("the workbook is taken: %v", err)
	}
	text := err.Error()
	at := -1
	for _, want := range []string{
		"sheet scheme, dòng 4, cột Giá trị: thiếu \"title\"",
		"sheet ratings, dòng 4, cột from: ",
		"sheet facts, dòng 7, cột id: chỉ tiêu có id \"revenue\" trùng với sheet facts, dòng 5",
		"sheet groups, dòng 3, cột Trọng số: cột này không có trong mẫu",
		"sheet criteria, dòng 3, cột max: tổng điểm tối đa các mục là 6, khác 7",
		"sheet criteria, dòng 9, cột group: không có \"IX\" ở sheet groups",
		"sheet items, dòng 4, cột value: ",
		"sheet items, dòng 5, cột max: ",
		"sheet items, dòng 7, cột criterion: không có \"99\" ở sheet criteria",
		"sheet items, dòng 8",
		"sheet deadlines, dòng 3, cột due: ",
	} {
		n := strings.Index(text, want)
		if n < 0 {
			t.Errorf("no fault says %q", want)
		} else if n < at {
			t.Errorf("%q stands before the faults of the sheets above it", want)
		}
		at = max(at, n)
	}
	if t.Failed() {
		t.Log(text)
	}
	if strings.Contains(text, "ở sheet criteria; điền") && strings.Count(text, "ở sheet criteria; điền") != 1 {
		t.Errorf("the items of a criterion at fault are called homeless:\n%s", text)
	}
	if strings.Contains(text, "[[") || strings.Contains(text, "ngoặc kép") {
		t.Errorf("a fault speaks of TOML:\n%s", text)
	}
}

func TestWhatExcelMadeOfACellIsNotGuessed(t *testing.T) {
	day, percent := "dd/mm", 9
	for name, c := range map[string]struct {
		sheet, cell, want string
		v                 any
		style             *excelize.Style
	}{
		"points that became a day":    {"items", "D3", "Excel đã đổi ô này thành ngày", 46150, &excelize.Style{CustomNumFmt: &day}},
		"an id that became a day":     {"items", "B3", "Excel đã đổi ô này thành ngày", 46150, &excelize.Style{CustomNumFmt: &day}},
		"a share":                     {"items", "D3", "định dạng phần trăm", 0.06, &excelize.Style{NumFmt: percent}},
		"letters of an old font":      {"groups", "B3", "TCVN3", "Nhãm tiªu chÝ vÒ tµi chÝnh cña hîp t¸c x·", nil},
		"a number that is no day":     {"scheme", "C6", "không phải là ngày", 43922, &excelize.Style{NumFmt: 0}},
		"a word that is no choice":    {"items", "E3", "không dùng được", "tùy", nil},
		"three decimals of a point":   {"items", "D3", "max", 6.125, nil},
		"a revision that is no count": {"scheme", "C3", "số nguyên", 1.5, nil},
	} {
		data := edited(t, Scheme, file(t, "scheme/data/scheme-tt01-2020.toml"), func(x *excelize.File) {
			set(t, x, c.sheet, c.cell, c.v)
			if c.style != nil {
				style(t, x, c.sheet, c.cell, c.style)
			}
		})
		_, _, err := taken(t, data, 2)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

func TestAFormulaCountsByItsValueAndIsSaid(t *testing.T) {
	data := edited(t, Scheme, file(t, "scheme/data/scheme-tt01-2020.toml"), nil)
	x, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	path := "xl/worksheets/sheet7.xml" // items, after the guide, scheme, ratings, exclusions, facts, groups, criteria
	list := x.GetSheetList()
	for i, name := range list {
		if name == "items" {
			path = "xl/worksheets/sheet" + string(rune('1'+i)) + ".xml"
		}
	}
	var part []byte
	if v, ok := x.Pkg.Load(path); ok {
		part, _ = v.([]byte)
	}
	was := regexp.MustCompile(`<c r="D3"[^>]*><v>6</v></c>`)
	if !was.Match(part) {
		t.Fatalf("%s has no maximum of 1a", path)
	}
	sum := was.ReplaceAllString(string(part), `<c r="D3"><f>7-1</f><v>6</v></c>`)
	toml, r, err := taken(t, swapped(t, data, map[string]string{path: sum}), 1)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(toml, []byte("max = 6")) || !strings.Contains(strings.Join(r.Notes, "\n"), "sheet items, dòng 3: công thức") {
		t.Errorf("notes: %q", r.Notes)
	}
}
