package paper

import (
	"archive/zip"
	"bytes"
	"embed"
	"encoding/xml"
	"fmt"
	"io"
	"io/fs"
	"math"
	"time"
)

// The parts of a DOCX that are the same in every paper; the others are written
// into it: text, heads and foot of the pages, and the title.
//
//go:embed all:docx
var template embed.FS

// zipTime stands on every part, so that the same document gives the same bytes.
// A ZIP cannot say an earlier one.
var zipTime = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// DOCX writes doc as an Office Open XML text (ECMA-376, transitional). The same
// document gives the same bytes.
func DOCX(w io.Writer, doc *Document) error {
	doc.clean()
	low := doc.lower()
	z := zip.NewWriter(w)
	part := func(name string, data []byte) error {
		f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: zipTime})
		if err == nil {
			_, err = f.Write(data)
		}
		return err
	}
	root, err := fs.Sub(template, "docx")
	if err != nil {
		return fmt.Errorf("reading the template: %w", err)
	}
	// Word wants the list of types first.
	for _, name := range []string{"[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels", "word/styles.xml", "word/settings.xml", "word/fontTable.xml"} {
		data, err := fs.ReadFile(root, name)
		if err != nil {
			return fmt.Errorf("reading the template: %w", err)
		}
		if err := part(name, data); err != nil {
			return err
		}
	}
	for _, p := range []struct {
		name string
		fill func(x *markup)
	}{
		{"word/document.xml", func(x *markup) { x.document(low) }},
		{"word/header1.xml", func(x *markup) { x.header(low, false) }},
		{"word/header2.xml", func(x *markup) { x.header(low, true) }},
		{"word/footer1.xml", func(x *markup) { x.footer(low) }},
		{"docProps/core.xml", func(x *markup) { x.core(low) }},
	} {
		x := newMarkup()
		p.fill(x)
		data, err := x.bytes()
		if err != nil {
			return fmt.Errorf("writing %s: %w", p.name, err)
		}
		if err := part(p.name, data); err != nil {
			return err
		}
	}
	return z.Close()
}

// markup writes XML and keeps the first error.
type markup struct {
	buf bytes.Buffer
	enc *xml.Encoder
	err error
}

func newMarkup() *markup {
	x := &markup{}
	x.buf.WriteString(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n")
	x.enc = xml.NewEncoder(&x.buf)
	return x
}

func (x *markup) bytes() ([]byte, error) {
	if x.err == nil {
		x.err = x.enc.Flush()
	}
	return x.buf.Bytes(), x.err
}

func (x *markup) token(t xml.Token) {
	if x.err == nil {
		x.err = x.enc.EncodeToken(t)
	}
}

// in writes an element with attributes (name, value, …) and what f writes in it.
func (x *markup) in(name string, attrs []string, f func()) {
	e := xml.StartElement{Name: xml.Name{Local: name}}
	for i := 0; i+1 < len(attrs); i += 2 {
		e.Attr = append(e.Attr, xml.Attr{Name: xml.Name{Local: attrs[i]}, Value: attrs[i+1]})
	}
	x.token(e)
	if f != nil {
		f()
	}
	x.token(e.End())
}

// empty writes an element without content.
func (x *markup) empty(name string, attrs ...string) { x.in(name, attrs, nil) }

// twips writes points in twentieths, which most measures of a DOCX are in.
func twips(pt float64) string { return itoa(int(math.Round(pt * 20))) }

const (
	nsWord = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	nsRefs = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
)

func (x *markup) document(low *lowered) {
	x.in("w:document", []string{"xmlns:w", nsWord, "xmlns:r", nsRefs}, func() {
		x.in("w:body", nil, func() {
			wasGrid := false
			for _, e := range low.elements {
				if e.para != nil {
					x.para(e.para, textWidth, false)
				} else {
					if wasGrid {
						x.para(&para{size: 1}, textWidth, true) // or they would become one table
					}
					x.grid(e.grid)
				}
				wasGrid = e.grid != nil
			}
			if wasGrid {
				x.para(&para{size: 1}, textWidth, false)
			}
			x.in("w:sectPr", nil, func() {
				x.empty("w:headerReference", "w:type", "first", "r:id", "rId4")
				x.empty("w:headerReference", "w:type", "default", "r:id", "rId5")
				x.empty("w:footerReference", "w:type", "first", "r:id", "rId6")
				x.empty("w:footerReference", "w:type", "default", "r:id", "rId6")
				x.empty("w:pgSz", "w:w", twips(pageWidth), "w:h", twips(pageHeight))
				x.empty("w:pgMar", "w:top", twips(marginTop), "w:right", twips(marginSide), "w:bottom", twips(marginFoot),
					"w:left", twips(marginLeft), "w:header", twips(6*mm), "w:footer", twips(8*mm), "w:gutter", "0")
				x.empty("w:titlePg")
			})
		})
	})
}

// header is the head of the first page, or with the number of those behind it.
func (x *markup) header(low *lowered, number bool) {
	x.in("w:hdr", []string{"xmlns:w", nsWord, "xmlns:r", nsRefs}, func() {
		x.para(&para{runs: []run{{low.head, Bold}}, size: smallest, align: Right}, textWidth, false)
		if !number {
			return
		}
		x.in("w:p", nil, func() {
			x.in("w:pPr", nil, func() { x.empty("w:jc", "w:val", jc[Centre]) })
			field := func(kind string) {
				x.in("w:r", nil, func() { x.runProps(Regular, body); x.empty("w:fldChar", "w:fldCharType", kind) })
			}
			field("begin")
			x.in("w:r", nil, func() {
				x.runProps(Regular, body)
				x.in("w:instrText", []string{"xml:space", "preserve"}, func() { x.token(xml.CharData(" PAGE ")) })
			})
			field("end")
		})
	})
}

func (x *markup) footer(low *lowered) {
	x.in("w:ftr", []string{"xmlns:w", nsWord, "xmlns:r", nsRefs}, func() {
		x.in("w:p", nil, func() {
			x.in("w:pPr", nil, func() {
				x.in("w:tabs", nil, func() { x.empty("w:tab", "w:val", "right", "w:pos", twips(textWidth)) })
			})
			x.run(run{low.foot[0], Bold}, smallest)
			if low.foot[1] != "" {
				x.in("w:r", nil, func() { x.runProps(Regular, smallest); x.empty("w:tab") })
				x.run(run{low.foot[1], Regular}, smallest)
			}
		})
	})
}

func (x *markup) core(low *lowered) {
	x.in("cp:coreProperties", []string{
		"xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties", "xmlns:dc", "http://purl.org/dc/elements/1.1/",
	}, func() {
		x.in("dc:title", nil, func() { x.token(xml.CharData(low.title)) })
		x.in("dc:creator", nil, func() { x.token(xml.CharData("coopfield")) })
		x.in("dc:language", nil, func() { x.token(xml.CharData("vi-VN")) })
	})
}
