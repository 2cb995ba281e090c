package paper

import (
	"slices"
	"strconv"
	"strings"
)

// Sizes in points and measures of the page (Nghị định 30/2020/NĐ-CP, Phụ lục I).
const (
	mm         = 72 / 25.4
	pageWidth  = 210 * mm
	pageHeight = 297 * mm
	marginTop  = 20 * mm
	marginFoot = 20 * mm
	marginLeft = 30 * mm
	marginSide = 15 * mm
	textWidth  = pageWidth - marginLeft - marginSide

	body       = 13.0 // the text
	inTable    = 11.5 // cells
	small      = 11.0 // nơi nhận and small print
	smallest   = 9.0  // the foot of a page
	nation     = 12.0 // Quốc hiệu, names of offices
	firstLine  = 10 * mm
	afterPara  = 4.0
	lineHeight = 1.149 // of Tinos and Times New Roman, in sizes
	leading    = 1.08  // of the text, in line heights
	cellPad    = 1.1 * mm
)

// run is text of one style.
type run struct {
	text  string
	style Style
}

// para is a paragraph as both renderers draw it. Measures are points.
type para struct {
	runs          []run
	size          float64
	align         Align
	first         float64 // indent of the first line
	before, after float64
	leading       float64 // in line heights; 0 = 1
	keep          bool    // stays with what follows
	rule          float64 // > 0: no text but a line of this width, centred
}

// grid is a table as both renderers draw it.
type grid struct {
	widths   []float64
	bordered bool
	heads    int  // rows that stand again on every page
	whole    bool // stays on one page
	keep     bool // stays with what follows
	rows     []gridRow
}

type gridRow struct {
	cells []gridCell
	gap   float64 // least height
}

type gridCell struct {
	span  int
	paras []para
}

// element is a para or a grid.
type element struct {
	para *para
	grid *grid
}

// lowering turns blocks into elements.
type lowering struct{ out []element }

func (d *lowering) para(p para)  { d.out = append(d.out, element{para: &p}) }
func (d *lowering) grid(g *grid) { d.out = append(d.out, element{grid: g}) }

// lowered is a document in elements, with what stands outside the text.
type lowered struct {
	elements []element
	head     string // at the head of every page, "" = nothing
	foot     [2]string
	title    string
}

// lower lays nothing out yet, but says in which order everything stands.
func (doc *Document) lower() *lowered {
	d := &lowering{}
	doc.Header.lower(d)
	for _, b := range doc.Blocks {
		b.lower(d)
	}
	if n := len(d.out); len(doc.Signatures) > 0 && d.out[n-1].para != nil && len(d.out[n-1].para.runs) > 0 {
		d.out[n-1].para.keep = true // nobody signs a page that says nothing
	}
	lowerSignatures(d, doc.Signatures)
	lowerRecipients(d, doc.Recipients)
	for i, n := range doc.Notes {
		p := para{runs: []run{{n, Italic}}, size: small, align: Justify, after: 2}
		if i == 0 {
			p.before = 8
		}
		d.para(p)
	}
	l := &lowered{elements: d.out, foot: [2]string{doc.State, doc.Code}, title: doc.Title}
	var head []string
	if doc.Training {
		head = append(head, "TẬP HUẤN: SỐ LIỆU KHÔNG CÓ THẬT, KHÔNG CÓ GIÁ TRỊ")
	}
	if !doc.Firm {
		head = append(head, doc.State)
	}
	l.head = strings.Join(head, " · ")
	if doc.Code != "" {
		l.foot[1] = "Mã bản in: " + doc.Code
	}
	return l
}

// nation and motto head every official paper.
const (
	nationLine = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
	mottoLine  = "Độc lập - Tự do - Hạnh phúc"
)

// lower writes the heading: two by two fields without borders, so that number
// and day stay on one line, then kind and trích yếu.
func (h *Header) lower(d *lowering) {
	right := measure(nationLine, Bold, nation) + 3*mm
	left := textWidth - right
	centred := func(text string, size float64, s Style) para {
		return para{runs: []run{{text, s}}, size: size, align: Centre}
	}
	var office []para
	if h.Superior != "" {
		office = append(office, centred(h.Superior, nation, Regular))
	}
	name := orDots(h.Office)
	office = append(office, centred(name, nation, Bold))
	// The line below has a third to a half of the name's length.
	office = append(office, para{rule: min(left, measure(name, Bold, nation)) * 0.4})
	state := []para{
		centred(nationLine, nation, Bold), centred(mottoLine, body, Bold),
		{rule: measure(mottoLine, Bold, body)},
	}
	g := &grid{widths: []float64{left, right}, whole: true, rows: []gridRow{{cells: []gridCell{{1, office}, {1, state}}}}}
	if h.Number != "" || h.PlaceDay != "" {
		number := centred(h.Number, body, Regular)
		day := centred(h.PlaceDay, body, Italic)
		number.before, day.before = 6, 6
		g.rows = append(g.rows, gridRow{cells: []gridCell{{1, []para{number}}, {1, []para{day}}}})
	}
	d.grid(g)
	kind := centred(h.Kind, 14, Bold)
	kind.before, kind.keep = 16, true
	d.para(kind)
	for i, a := range h.About {
		p := centred(a, body, Bold)
		p.keep = true
		if i == len(h.About)-1 {
			p.after = 2
		}
		d.para(p)
	}
	if n := len(h.About); n > 0 {
		d.para(para{rule: min(measure(h.About[n-1], Bold, body), textWidth) * 0.35, after: 8})
	}
	if h.Form != "" {
		p := centred("("+h.Form+")", body, Italic)
		p.after = 8
		d.para(p)
	}
}

func (h Heading) lower(d *lowering) {
	d.para(para{runs: []run{{h.Text, Bold}}, size: body, align: Justify, first: firstLine, before: 4, after: afterPara, leading: leading, keep: true})
}

func (p Para) lower(d *lowering) {
	size, first := body, firstLine
	if p.Small {
		size = small
	}
	if p.Align != Justify {
		first = 0
	}
	lines := strings.Split(p.Text, "\n")
	if p.Text == "" {
		lines = nil
		for range max(p.Lines, 1) {
			lines = append(lines, dotted)
		}
		if p.Label != "" {
			lines = append([]string{""}, lines...)
			if p.Lines == 0 {
				lines = []string{dots + dots}
			}
		}
	}
	for i, line := range lines {
		var runs []run
		if i == 0 && p.Label != "" {
			runs = append(runs, run{strings.TrimSpace(p.Label), bolder(p.Style)})
			if line != "" {
				runs = append(runs, run{" " + line, p.Style})
			}
		} else {
			runs = []run{{line, p.Style}}
		}
		align := p.Align
		if line == dotted {
			align = Left
			d.para(para{runs: runs, size: size, align: align, after: afterPara, leading: leading})
			continue
		}
		d.para(para{runs: runs, size: size, align: align, first: first, after: afterPara, leading: leading, keep: line == "" && len(lines) > 1})
	}
}

func bolder(s Style) Style {
	if s == Italic || s == BoldItalic {
		return BoldItalic
	}
	return Bold
}

func (l List) lower(d *lowering) {
	for _, item := range l.Items {
		for i, line := range strings.Split(item, "\n") {
			if i == 0 {
				line = "- " + line
			}
			d.para(para{runs: []run{{line, Regular}}, size: body, align: Justify, first: firstLine, after: afterPara, leading: leading})
		}
	}
}

func (p Pairs) lower(d *lowering) {
	for _, row := range p.Rows {
		if len(row) == 1 {
			d.para(pairPara(row[0]))
			continue
		}
		g := &grid{whole: true}
		var r gridRow
		for _, x := range row {
			g.widths = append(g.widths, textWidth/float64(len(row)))
			r.cells = append(r.cells, gridCell{1, []para{pairPara(x)}})
		}
		g.rows = []gridRow{r}
		d.grid(g)
	}
}

func pairPara(x Pair) para {
	value := strings.ReplaceAll(x.Value, "\n", "; ")
	return para{runs: []run{{x.Label + ":", Regular}, {" " + orDots(value), Regular}}, size: body, align: Left, after: 2, leading: leading}
}

func (t Table) lower(d *lowering) {
	g := &grid{bordered: true, heads: 1}
	total := 0.0
	for _, c := range t.Columns {
		total += c.Width
	}
	var head gridRow
	for _, c := range t.Columns {
		g.widths = append(g.widths, c.Width/total*textWidth)
		head.cells = append(head.cells, gridCell{1, []para{{runs: []run{{c.Title, Bold}}, size: inTable, align: Centre}}})
	}
	g.rows = append(g.rows, head)
	for _, r := range t.Rows {
		var row gridRow
		missing := len(t.Columns) - len(r.Cells)
		for i, col := 0, 0; i < len(r.Cells); i++ {
			span := 1
			if i == 1 && missing > 0 || len(r.Cells) == 1 {
				span = missing + 1
			}
			row.cells = append(row.cells, gridCell{span, cellParas(r.Cells[i], r.Style, t.Columns[col].Align)})
			col += span
		}
		g.rows = append(g.rows, row)
	}
	d.grid(g)
	d.para(para{size: 4})
}

func cellParas(text string, s Style, a Align) []para {
	var out []para
	for _, line := range strings.Split(text, "\n") {
		out = append(out, para{runs: []run{{line, s}}, size: inTable, align: a})
	}
	return out
}

// signGap is the room to sign in.
const signGap = 22 * mm

func lowerSignatures(d *lowering, list []Signature) {
	for i := 0; i < len(list); i += 2 {
		pair := slices.Clone(list[i:min(i+2, len(list))])
		g := &grid{whole: true, keep: i+2 < len(list)} // all who sign do so on one page
		var titles, names gridRow
		if len(pair) == 1 { // a single one stands on the right
			pair = []Signature{{}, pair[0]}
		}
		for _, s := range pair {
			g.widths = append(g.widths, textWidth/2)
			title := []para{{runs: []run{{s.Title, Bold}}, size: body, align: Centre, before: 10}}
			if s.Under != "" {
				title = append(title, para{runs: []run{{s.Under, Italic}}, size: body, align: Centre})
			}
			titles.cells = append(titles.cells, gridCell{1, title})
			names.cells = append(names.cells, gridCell{1, []para{{runs: []run{{s.Name, Bold}}, size: body, align: Centre}}})
		}
		titles.gap = signGap + 3*body*lineHeight
		g.rows = []gridRow{titles, names}
		d.grid(g)
	}
}

// lowerRecipients writes nơi nhận: each line ends with ";", the last with ".".
func lowerRecipients(d *lowering, list []string) {
	if len(list) == 0 {
		return
	}
	d.para(para{runs: []run{{"Nơi nhận:", BoldItalic}}, size: nation, align: Left, before: 10, keep: true})
	for i, r := range list {
		end := ";"
		if i == len(list)-1 {
			end = "."
		}
		d.para(para{runs: []run{{"- " + r + end, Regular}}, size: small, align: Left, keep: i < len(list)-1})
	}
}

// Text returns everything that a paper says, a line for each paragraph and cell,
// in the order in which it is read: the head and foot of the pages first, then
// the text. Page numbers are left out.
func (doc *Document) Text() []string {
	l := doc.lower()
	var out []string
	add := func(s string) {
		if strings.TrimSpace(s) != "" {
			out = append(out, s)
		}
	}
	add(l.head)
	add(l.foot[0])
	add(l.foot[1])
	for _, e := range l.elements {
		if e.para != nil {
			add(e.para.text())
			continue
		}
		for _, r := range e.grid.rows {
			for _, c := range r.cells {
				for i := range c.paras {
					add(c.paras[i].text())
				}
			}
		}
	}
	return out
}

func (p *para) text() string {
	var b strings.Builder
	for _, r := range p.runs {
		b.WriteString(r.text)
	}
	return b.String()
}

func itoa(n int) string { return strconv.Itoa(n) }
