package sheet

import (
	"archive/zip"
	"bytes"
	"fmt"
	"testing"

	"coopfield/store"
)

// parts are those of the smallest workbook around a worksheet.
var parts = [][2]string{
	{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`},
	{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
	{"xl/workbook.xml", `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="scheme" sheetId="1" r:id="rId1"/></sheets></workbook>`},
	{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>`},
	{"xl/sharedStrings.xml", `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="2" uniqueCount="2"><si><t>key</t></si><si><t>value</t></si></sst>`},
}

// FuzzWorksheet puts anything where a worksheet stands: it is read within the
// limits or refused in a sentence, and the library's faith is never tried so far
// that it breaks.
func FuzzWorksheet(f *testing.F) {
	for _, rows := range []string{
		`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>id</t></is></c><c r="B2"><v>1</v></c></row>`,
		`<row r="1"><c r="A1" t="b"><v>1</v></c><c r="B1" t="e"><v>#REF!</v></c><c r="C1" t="d"><v>2021-04-13</v></c></row>`,
		`<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1+1</f><v>3</v></c></row><row r="2"><c r="A2"><f t="shared" si="0"/><v>4</v></c></row>`,
		`<row r="1"><c r="A1" s="7"><v>44299</v></c></row><row r="1048576"/>`,
		`<row r="1"><c r="A1" t="s"><v>99</v></c></row>`,
	} {
		f.Add(fmt.Sprintf(worksheet, rows, `<mergeCells><mergeCell ref="A1:A2"/></mergeCells>`))
	}
	f.Fuzz(func(t *testing.T, xml string) {
		var out bytes.Buffer
		w := zip.NewWriter(&out)
		for _, p := range append(parts[:len(parts):len(parts)], [2]string{"xl/worksheets/sheet1.xml", xml}) {
			part, err := w.Create(p[0])
			if err == nil {
				_, err = part.Write([]byte(p[1]))
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		b, err := Read("a.xlsx", out.Bytes())
		if err != nil {
			if store.CodeOf(err) != store.Invalid {
				t.Errorf("refused with %v", err)
			}
			return
		}
		for _, s := range b.Sheets {
			last := 0
			for _, r := range s.Rows {
				if r.N <= last || r.N > maxRow || len(r.Cells) == 0 {
					t.Errorf("row %d after %d with %d cells", r.N, last, len(r.Cells))
				}
				last = r.N
			}
		}
	})
}
