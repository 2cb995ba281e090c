package paper_test

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// docxText reads the paragraphs of one part of a DOCX; a tab parts as a
// paragraph does, and fields are left out.
func docxText(tb testing.TB, data []byte, part string) []string {
	tb.Helper()
	dec := xml.NewDecoder(bytes.NewReader(docxPart(tb, data, part)))
	var out []string
	var cur strings.Builder
	flush := func() {
		if strings.TrimSpace(cur.String()) != "" {
			out = append(out, cur.String())
		}
		cur.Reset()
	}
	in := ""
	for {
		t, err := dec.Token()
		if errors.Is(err, io.EOF) {
			flush()
			return out
		}
		must(tb, err)
		switch t := t.(type) {
		case xml.StartElement:
			if in = t.Name.Local; in == "p" || in == "tab" {
				flush()
			}
		case xml.EndElement:
			in = ""
		case xml.CharData:
			if in == "t" {
				cur.Write(t)
			}
		}
	}
}

func docxPart(tb testing.TB, data []byte, name string) []byte {
	tb.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	must(tb, err)
	f, err := z.Open(name)
	must(tb, err)
	b, err := io.ReadAll(f)
	must(tb, err)
	return b
}

// mark is one run of letters in a PDF, from its left end on its baseline, in
// points from the lower left.
type mark struct {
	page   int
	x, y   float64
	width  float64
	size   float64
	text   string
	glyph0 bool // draws the glyph of what has none
}

var (
	pdfObject = regexp.MustCompile(`(?s)(\d+) 0 obj\n(.*?)endobj`)
	pdfStream = regexp.MustCompile(`(?s)stream\n(.*)\nendstream`)
	toUnicode = regexp.MustCompile(`/ToUnicode (\d+) 0 R`)
	bfRange   = regexp.MustCompile(`<([0-9A-F]{4})><[0-9A-F]{4}><([0-9A-F]{4})>`)
	widths    = regexp.MustCompile(`(\d+)\[(\d+)\]`)
	descends  = regexp.MustCompile(`/DescendantFonts \[(\d+) 0 R\]`)
	fontNames = regexp.MustCompile(`/F(\d+) (\d+) 0 R`)
	textOp    = regexp.MustCompile(`BT\n([\d.-]+) ([\d.-]+) TD\n/F(\d+) ([\d.]+) Tf [\d.]+ Tc\n(?:[^\[]*)\[<([0-9A-F]*)>\] TJ`)
)

type pdfFont struct {
	runes  map[string]string
	widths map[string]float64
}

// pdfMarks reads every run of letters of a PDF that this package wrote, through
// the fonts that are embedded in it.
func pdfMarks(tb testing.TB, data []byte) (marks []mark, pages int) {
	tb.Helper()
	objects := map[string]string{}
	for _, m := range pdfObject.FindAllStringSubmatch(string(data), -1) {
		objects[m[1]] = m[2]
	}
	fonts := map[string]pdfFont{}
	for _, body := range objects {
		for _, f := range fontNames.FindAllStringSubmatch(body, -1) {
			fonts[f[1]] = readPDFFont(tb, objects, objects[f[2]])
		}
	}
	for i := 1; i <= len(objects); i++ {
		body := objects[strconv.Itoa(i)]
		stream := pdfStream.FindStringSubmatch(body)
		if stream == nil || strings.Contains(body, "/Length1") || strings.Contains(body, "begincmap") {
			continue
		}
		z, err := zlib.NewReader(strings.NewReader(stream[1]))
		must(tb, err)
		content, err := io.ReadAll(z)
		must(tb, err)
		for _, m := range textOp.FindAllStringSubmatch(string(content), -1) {
			k := mark{page: pages, x: number(m[1]), y: number(m[2]), size: number(m[4])}
			font := fonts[m[3]]
			for hex := m[5]; hex != ""; hex = hex[4:] {
				k.text += font.runes[hex[:4]]
				k.width += font.widths[hex[:4]] * k.size / 1000
				k.glyph0 = k.glyph0 || hex[:4] == "0000"
			}
			marks = append(marks, k)
		}
		pages++
	}
	return marks, pages
}

func number(s string) float64 {
	f, _ := strconv.ParseFloat(s, 64)
	return f
}

func readPDFFont(tb testing.TB, objects map[string]string, font string) pdfFont {
	tb.Helper()
	f := pdfFont{map[string]string{}, map[string]float64{}}
	ref := toUnicode.FindStringSubmatch(font)
	if ref == nil {
		tb.Fatalf("a font without ToUnicode: %.80s", font)
	}
	for _, m := range bfRange.FindAllStringSubmatch(objects[ref[1]], -1) {
		n, err := strconv.ParseInt(m[2], 16, 32)
		must(tb, err)
		f.runes[m[1]] = string(rune(n))
	}
	cid := objects[descends.FindStringSubmatch(font)[1]]
	for _, m := range widths.FindAllStringSubmatch(cid[strings.Index(cid, "/W ["):], -1) {
		n, err := strconv.Atoi(m[1])
		must(tb, err)
		f.widths[fmt.Sprintf("%04X", n)] = number(m[2])
	}
	return f
}

// squeeze leaves the spaces out: where a line is broken is not what is said.
func squeeze(s string) string {
	return strings.NewReplacer(" ", "", "\u00a0", "", "\n", "", "\f", "").Replace(s)
}
