package report_test

import (
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"coopfield/store"
	"coopfield/store/report"
	"coopfield/store/vi"
)

// words are cells as reports hold them: anything that a record may hold, bars,
// backslashes and line breaks among it.
func words() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		parts := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "Đăk Hà", "|", `\`, "\n", `\n`, "%", "#", ":", "-", "12", " ", "=", "ệ"}), 0, 8).Draw(t, "parts")
		return vi.Clean(strings.Join(parts, ""), true)
	})
}

func oneLine() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string { return vi.Clean(words().Draw(t, "w"), false) })
}

func reports() *rapid.Generator[*report.Report] {
	return rapid.Custom(func(t *rapid.T) *report.Report {
		list := func(name string) []string { return rapid.SliceOfN(words(), 0, 3).Draw(t, name) }
		r := &report.Report{
			Template: "programme-year", Programme: "kh1185", Period: "2024", Level: "province", Unit: "62", On: "2024-12-10",
			Head: report.Head{
				Superior: words().Draw(t, "superior"), Office: words().Draw(t, "office"), Number: words().Draw(t, "number"), Place: oneLine().Draw(t, "place"),
				Kind: "BÁO CÁO", About: list("about"), Notes: list("notes"), Recipients: list("recipients"),
			},
		}
		for range rapid.IntRange(0, 2).Draw(t, "signatures") {
			r.Head.Signatures = append(r.Head.Signatures, report.Signature{Title: words().Draw(t, "title"), Under: words().Draw(t, "under"), Name: words().Draw(t, "name")})
		}
		for range rapid.IntRange(0, 3).Draw(t, "figures") {
			r.Figures = append(r.Figures, report.Figure{ID: "pilots", Title: words().Draw(t, "t") + "x", Value: rapid.Int64().Draw(t, "value")})
		}
		for range rapid.IntRange(0, 3).Draw(t, "sections") {
			s := report.Section{Title: words().Draw(t, "section")}
			for range rapid.IntRange(0, 4).Draw(t, "blocks") {
				switch rapid.IntRange(0, 3).Draw(t, "block") {
				case 0:
					s.Blocks = append(s.Blocks, report.Para(words().Draw(t, "para")))
				case 1:
					s.Blocks = append(s.Blocks, report.List(rapid.SliceOfN(words(), 1, 3).Draw(t, "list")))
				case 2:
					s.Blocks = append(s.Blocks, report.Dots(rapid.IntRange(1, 9).Draw(t, "dots")))
				default:
					n := rapid.IntRange(1, 3).Draw(t, "columns")
					table := report.Table{}
					for range n {
						table.Columns = append(table.Columns, report.Column{Title: words().Draw(t, "c") + "x", Width: rapid.IntRange(1, 99).Draw(t, "w"), Align: report.Right})
					}
					for range rapid.IntRange(0, 3).Draw(t, "rows") {
						table.Rows = append(table.Rows, rapid.SliceOfN(words(), n, n).Draw(t, "row"))
					}
					s.Blocks = append(s.Blocks, table)
				}
			}
			r.Sections = append(r.Sections, s)
		}
		return r
	})
}

func TestEveryReportIsReadBackAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := reports().Draw(t, "report")
		text := r.Text()
		if text != vi.Clean(text, true) {
			t.Fatalf("no record may hold %q", text)
		}
		back, err := report.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		if again := back.Text(); again != text {
			t.Fatalf("%q is written again as %q", text, again)
		}
		if len(r.Head.About) == 0 {
			r.Head.About = nil
		}
		if len(r.Head.Notes) == 0 {
			r.Head.Notes = nil
		}
		if len(r.Head.Recipients) == 0 {
			r.Head.Recipients = nil
		}
		if !reflect.DeepEqual(back, r) {
			t.Fatalf("%+v\nis read back as\n%+v", r, back)
		}
	})
}

func TestWhatIsNoReportIsNamedByItsLine(t *testing.T) {
	head := "coopfield-report 1\n"
	for text, line := range map[string]string{
		"":                              "dòng 1",
		"coopfield-report 2":            "dòng 1",
		head + "= lạc":                  "dòng 2",
		head + "# A\n- lạc":             "dòng 3",
		head + "# A\n= b\n| lạc |":      "dòng 4",
		head + "# A\n. x":               "dòng 3",
		head + "# A\n. 0":               "dòng 3",
		head + "# A\n! 12 x Tên |":      "dòng 3",
		head + "# A\n! x l Tên |":       "dòng 3",
		head + "mau: x":                 "dòng 2",
		head + "signature: a | b |":     "dòng 2",
		head + "% pilots":               "dòng 2",
		head + "% pilots x Số thí điểm": "dòng 2",
		head + "# A\n? b":               "dòng 3",
	} {
		_, err := report.Parse(text)
		if store.CodeOf(err) != store.Invalid || !strings.Contains(err.Error(), line) {
			t.Errorf("%q: %v, want %s", text, err, line)
		}
	}
}
