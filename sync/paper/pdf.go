package paper

import (
	"bytes"
	"fmt"
	"io"
	gosync "sync"
	"unicode/utf8"

	"github.com/signintech/gopdf"
)

// container has the four faces parsed once, for every PDF of this run.
var container = gosync.OnceValues(func() (*gopdf.FontContainer, error) {
	c := &gopdf.FontContainer{}
	for i, f := range faces() {
		if err := c.AddTTFFontData(family[i], f.data); err != nil {
			return nil, fmt.Errorf("reading %s: %w", family[i], err)
		}
	}
	return c, nil
})

// PDF writes doc as a PDF with the letters that it uses embedded. The same
// document gives the same bytes.
func PDF(w io.Writer, doc *Document) error {
	fonts, err := container()
	if err != nil {
		return err
	}
	doc.clean()
	c := &canvas{low: doc.lower(), fonts: fonts}
	c.pdf.Start(gopdf.Config{PageSize: gopdf.Rect{W: pageWidth, H: pageHeight}, Unit: gopdf.UnitPT})
	c.pdf.SetInfo(gopdf.PdfInfo{Title: doc.Title, Creator: "coopfield"})
	c.flow(c.low.elements)
	if c.err != nil {
		return fmt.Errorf("drawing a paper: %w", c.err)
	}
	var b bytes.Buffer
	if _, err := c.pdf.WriteTo(&b); err != nil {
		return fmt.Errorf("writing a PDF: %w", err)
	}
	_, err = w.Write(b.Bytes())
	return err
}

// canvas draws on the pages of one PDF. Measures are points from the upper left.
type canvas struct {
	pdf   gopdf.GoPdf
	low   *lowered
	fonts *gopdf.FontContainer
	have  [4]bool // faces that this PDF uses
	style Style   // of the letters drawn last
	size  float64 // 0 = none yet
	page  int
	y     float64 // where the next element begins
	err   error   // the first one
}

// bottom is where the text of a page ends.
const bottom = pageHeight - marginFoot

// newPage begins a page with what stands outside of its text.
func (c *canvas) newPage() {
	c.pdf.AddPage()
	c.page++
	c.y = marginTop
	c.size = 0
	const headLine, numberLine, footLine = 8 * mm, 14 * mm, pageHeight - 10*mm
	if s := c.low.head; s != "" {
		c.text(pageWidth-marginSide-measure(s, Bold, smallest), headLine, s, Bold, smallest)
	}
	if c.page > 1 {
		n := itoa(c.page)
		c.text((pageWidth-measure(n, Regular, body))/2, numberLine, n, Regular, body)
	}
	c.text(marginLeft, footLine, c.low.foot[0], Bold, smallest)
	if s := c.low.foot[1]; s != "" {
		c.text(pageWidth-marginSide-measure(s, Regular, smallest), footLine, s, Regular, smallest)
	}
}

// face makes style the one that letters are drawn in.
func (c *canvas) face(s Style, size float64) {
	if c.size == size && c.style == s || c.err != nil {
		return
	}
	if !c.have[s] {
		if c.err = c.pdf.AddTTFFontFromFontContainer(family[s], c.fonts); c.err != nil {
			return
		}
		c.have[s] = true
	}
	c.style, c.size = s, size
	c.err = c.pdf.SetFont(family[s], "", size)
}

// text draws s from x on the baseline y. Marks that no letter has taken in are
// put on the letter before them: the PDF would set them beside it.
func (c *canvas) text(x, y float64, s string, style Style, size float64) {
	if s == "" {
		return
	}
	c.face(style, size)
	for c.err == nil {
		i := firstMark(s)
		if i < 0 {
			c.glyphs(x, y, s)
			return
		}
		if i > 0 {
			c.glyphs(x, y, s[:i])
			x += measure(s[:i], style, size)
		}
		base, _ := utf8.DecodeLastRuneInString(s[:i])
		top := placed{face: faces()[style], size: size}
		top.begin(base)
		for s = s[i:]; s != ""; {
			r, n := utf8.DecodeRuneInString(s)
			if !isMark(r) {
				break
			}
			dx, dy := top.mark(r)
			c.glyphs(x+dx, y-dy, s[:n])
			s = s[n:]
		}
		if s == "" {
			return
		}
	}
}

func (c *canvas) glyphs(x, y float64, s string) {
	if c.err != nil {
		return
	}
	c.pdf.SetXY(x, y)
	c.err = c.pdf.Text(s)
}

func firstMark(s string) int {
	for i, r := range s {
		if isMark(r) {
			return i
		}
	}
	return -1
}

// placed is the box of a letter with the marks that it has so far, in
// thousandths, from the letter's origin; advance is its width.
type placed struct {
	*face
	size                    float64
	advanceOf               float64
	middle, highest, lowest float64
}

func (p *placed) begin(base rune) {
	if base == utf8.RuneError || base == ' ' {
		p.middle, p.highest, p.lowest = -250, 450, 0
		return
	}
	xMin, yMin, xMax, yMax := p.box(p.glyph[base])
	p.advanceOf = p.advance(base)
	p.middle, p.highest, p.lowest = (xMin+xMax)/2-p.advanceOf, yMax, yMin
}

// markGap is the air between a letter and a mark, in thousandths.
const markGap = 35

// mark returns where a mark's origin stands, in points from where the letter
// ends, upwards positive.
func (p *placed) mark(r rune) (dx, dy float64) {
	xMin, yMin, xMax, yMax := p.box(p.glyph[r])
	dx = p.middle - (xMin+xMax)/2
	switch {
	case yMin > 300: // above
		dy = max(0, p.highest+markGap-yMin)
		p.highest = yMax + dy
	case yMax < 100: // below
		dy = min(0, p.lowest-markGap-yMax)
		p.lowest = yMin + dy
	}
	return dx * p.size / 1000, dy * p.size / 1000
}
