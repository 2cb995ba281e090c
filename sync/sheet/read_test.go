package sheet

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/unicode/norm"

	"coopfield/store"
)

// workbook returns a workbook that fill wrote with the library.
func workbook(t testing.TB, fill func(x *excelize.File)) []byte {
	t.Helper()
	x := excelize.NewFile()
	defer x.Close()
	fill(x)
	var b bytes.Buffer
	if err := x.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func set(t testing.TB, x *excelize.File, sheet, cell string, v any) {
	t.Helper()
	if err := x.SetCellValue(sheet, cell, v); err != nil {
		t.Fatal(err)
	}
}

func style(t testing.TB, x *excelize.File, sheet, cell string, s *excelize.Style) {
	t.Helper()
	id, err := x.NewStyle(s)
	if err == nil {
		err = x.SetCellStyle(sheet, cell, cell, id)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestEveryHabitOfAnOldOfficeIsReadAsItIsMeant(t *testing.T) {
	dates := "dd/mm/yyyy"
	data := workbook(t, func(x *excelize.File) {
		s := "Sheet1"
		set(t, x, s, "A1", norm.NFD.String("  Tổng   nguồn vốn  "))
		set(t, x, s, "B1", 0.5)
		set(t, x, s, "C1", "0,5 ")
		set(t, x, s, "D1", true)
		set(t, x, s, "E1", 44299) // 13/4/2021
		style(t, x, s, "E1", &excelize.Style{CustomNumFmt: &dates})
		set(t, x, s, "F1", 1.2)
		style(t, x, s, "F1", &excelize.Style{NumFmt: 9})
		set(t, x, s, "G1", 0.1+0.2)
		set(t, x, s, "A3", "gộp") // row 2 is empty
		set(t, x, s, "B3", "một")
		set(t, x, s, "B4", "hai")
		if err := x.MergeCell(s, "A3", "A4"); err != nil {
			t.Fatal(err)
		}
		if err := x.SetRowVisible(s, 4, false); err != nil {
			t.Fatal(err)
		}
		set(t, x, s, "A5", "   ") // nothing but space
		if err := x.SetCellFormula(s, "C3", "1+1"); err != nil {
			t.Fatal(err)
		}
	})
	b, err := Read("bo-tieu-chi.xlsx", data)
	if err != nil {
		t.Fatal(err)
	}
	rows := b.Sheets[0].Rows
	if len(rows) != 3 || rows[0].N != 1 || rows[1].N != 3 || rows[2].N != 4 {
		t.Fatalf("rows %+v", rows)
	}
	for column, want := range map[int]Cell{
		1: {Kind: Text, Text: "Tổng nguồn vốn"},
		2: {Kind: Number, Text: "0.5"},
		3: {Kind: Text, Text: "0,5"},
		4: {Kind: Bool, Text: "true"},
		5: {Kind: Date, Text: "2021-04-13"},
		6: {Kind: Percent, Text: "1.2"},
		7: {Kind: Number, Text: "0.3"},
	} {
		if got := rows[0].at(column); got != want {
			t.Errorf("column %d reads as %+v, want %+v", column, got, want)
		}
	}
	if got := rows[2].at(1); got.Text != "gộp" {
		t.Errorf("a merged range lends %+v", got)
	}
	if got := rows[1].at(3); got.Kind != Bad || !got.Formula {
		t.Errorf("a formula without a value reads as %+v", got)
	}
	if notes := strings.Join(b.Notes, "\n"); !strings.Contains(notes, "dòng 3: công thức") || !strings.Contains(notes, "dòng 4: dòng ẩn") {
		t.Errorf("notes: %s", notes)
	}
}

func TestADateOfAnOldMacBookIsTheSameDay(t *testing.T) {
	dates := "dd/mm/yyyy"
	data := workbook(t, func(x *excelize.File) {
		yes := true
		if err := x.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}); err != nil {
			t.Fatal(err)
		}
		set(t, x, "Sheet1", "A1", 44299-1462) // counted from 1904
		style(t, x, "Sheet1", "A1", &excelize.Style{CustomNumFmt: &dates})
	})
	b, err := Read("a.xlsx", data)
	if err != nil {
		t.Fatal(err)
	}
	if got := b.Sheets[0].Rows[0].at(1); got != (Cell{Kind: Date, Text: "2021-04-13"}) {
		t.Errorf("reads as %+v", got)
	}
}

// swapped returns a workbook with the content of some parts replaced.
func swapped(t testing.TB, data []byte, parts map[string]string) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	write := func(name string, content []byte) {
		p, err := w.Create(name)
		if err == nil {
			_, err = p.Write(content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range in.File {
		if _, ok := parts[f.Name]; ok {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if _, err := b.ReadFrom(r); err != nil {
			t.Fatal(err)
		}
		write(f.Name, b.Bytes())
	}
	for name, content := range parts {
		write(name, []byte(content))
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const worksheet = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData>%s</worksheet>`

func TestAHostileWorkbookIsRefusedBeforeItIsUnpacked(t *testing.T) {
	plain := workbook(t, func(x *excelize.File) { set(t, x, "Sheet1", "A1", "id") })
	first := "xl/worksheets/sheet1.xml"
	part := func(rows, rest string) []byte {
		return swapped(t, plain, map[string]string{first: fmt.Sprintf(worksheet, rows, rest)})
	}
	wide := &strings.Builder{}
	for n := range 1000 {
		fmt.Fprintf(wide, `<row r="%d"><c r="IV%d"><v>1</v></c></row>`, n+1, n+1)
	}
	for name, c := range map[string]struct {
		data   []byte
		detail string
	}{
		"text":                        {[]byte(`id = "tt01-2020"`), "no-workbook"},
		"a file of Excel 2003":        {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 …"), "workbook-old"},
		"a zip cut short":             {plain[:len(plain)/2], "workbook-damaged"},
		"a file too large":            {append([]byte("PK\x03\x04"), make([]byte, MaxFile)...), "workbook-size"},
		"a bomb":                      {part("", strings.Repeat(" ", maxUnpacked)), "workbook-size"},
		"a row far away":              {part(`<row r="1048576"><c r="A1048576"><v>1</v></c></row>`, ""), "workbook-size"},
		"a column far away":           {part(`<row r="1"><c r="XFD1"><v>1</v></c></row>`, ""), "workbook-size"},
		"rows that are wide":          {part(wide.String(), ""), "workbook-size"},
		"a merge of everything":       {part("", `<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>`), "workbook-size"},
		"rows without numbers":        {part(`<row><c r="A1"/></row>`, ""), "workbook-damaged"},
		"rows that go back":           {part(`<row r="2"/><row r="1"/>`, ""), "workbook-damaged"},
		"a cell of another row":       {part(`<row r="1"><c r="A2"/></row>`, ""), "workbook-damaged"},
		"a cell twice":                {part(`<row r="1"><c r="A1"/><c r="A1"/></row>`, ""), "workbook-damaged"},
		"elements without end":        {part(strings.Repeat("<a>", maxDepth), strings.Repeat("</a>", maxDepth)), "workbook-damaged"},
		"elements without number":     {part(strings.Repeat("<a/>", maxElements), ""), "workbook-size"},
		"a worksheet by another name": {swapped(t, plain, map[string]string{"xl/theme.bin": fmt.Sprintf(worksheet, `<row r="1048576"><c r="A1048576"><v>1</v></c></row>`, "")}), "workbook-size"},
	} {
		if _, err := Read("a.xlsx", c.data); store.DetailOf(err) != c.detail {
			t.Errorf("%s: %v, want %s", name, err, c.detail)
		}
	}
}

// Some programs write the last row of all, and old workbooks are formatted to
// their last column: nothing of that is content.
func TestWhatIsFormattedButEmptyIsNoContent(t *testing.T) {
	rows := &strings.Builder{}
	rows.WriteString(`<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c><c r="B1" s="0"/><c r="C1"><v>7</v></c>`)
	for column := 4; column <= excelize.MaxColumns; column += 97 {
		name, err := excelize.CoordinatesToCellName(column, 1)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(rows, `<c r="%s" s="0"></c>`, name)
	}
	rows.WriteString(`</row><row r="2" ht="15"/><row r="1048575"><c r="A1048575" s="0"/></row><row r="1048576" customFormat="false" ht="12.8"></row>`)
	data := swapped(t, workbook(t, func(*excelize.File) {}), map[string]string{"xl/worksheets/sheet1.xml": fmt.Sprintf(worksheet, rows, "")})
	b, err := Read("a.xlsx", data)
	if err != nil {
		t.Fatal(err)
	}
	if got := b.Sheets[0].Rows; len(got) != 1 || len(got[0].Cells) != 2 || got[0].at(1).Text != "id" || got[0].at(3).Text != "7" {
		t.Errorf("read %+v", got)
	}
}

func TestMacrosAndLinksAreLeftAsideAndSaid(t *testing.T) {
	data := swapped(t, workbook(t, func(x *excelize.File) { set(t, x, "Sheet1", "A1", "id") }), map[string]string{
		"xl/vbaProject.bin": "\x00", "xl/externalLinks/externalLink1.xml": "<externalLink/>",
	})
	b, err := Read("a.xlsm", data)
	if err != nil {
		t.Fatal(err)
	}
	if notes := strings.Join(b.Notes, "\n"); !strings.Contains(notes, "macro") || !strings.Contains(notes, "liên kết") {
		t.Errorf("notes: %s", notes)
	}
}
