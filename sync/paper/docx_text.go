package paper

import (
	"encoding/xml"
	"math"
)

func (x *markup) runProps(s Style, size float64) {
	x.in("w:rPr", nil, func() {
		if s == Bold || s == BoldItalic {
			x.empty("w:b")
		}
		if s == Italic || s == BoldItalic {
			x.empty("w:i")
		}
		half := itoa(int(math.Round(size * 2)))
		x.empty("w:sz", "w:val", half)
		x.empty("w:szCs", "w:val", half)
	})
}

func (x *markup) run(r run, size float64) {
	if r.text == "" {
		return
	}
	x.in("w:r", nil, func() {
		x.runProps(r.style, size)
		x.in("w:t", []string{"xml:space", "preserve"}, func() { x.token(xml.CharData(r.text)) })
	})
}

var jc = [...]string{Justify: "both", Left: "left", Centre: "center", Right: "right"} //nolint:misspell // the word of ECMA-376

// para writes a paragraph that stands in a column of a width; keep holds it with
// what follows.
func (x *markup) para(p *para, width float64, keep bool) {
	x.in("w:p", nil, func() {
		x.in("w:pPr", nil, func() {
			if p.keep || keep {
				x.empty("w:keepNext")
			}
			if p.rule > 0 {
				x.in("w:pBdr", nil, func() {
					x.empty("w:top", "w:val", "single", "w:sz", "5", "w:space", "1", "w:color", "000000")
				})
				side := twips((width - p.rule) / 2)
				x.empty("w:spacing", "w:before", "40", "w:after", twips(p.after), "w:line", twips(ruleGap-2), "w:lineRule", "exact")
				x.empty("w:ind", "w:left", side, "w:right", side)
			} else {
				x.spacing(p)
			}
			x.empty("w:jc", "w:val", jc[p.align])
			x.in("w:rPr", nil, func() {
				half := itoa(int(math.Round(p.size * 2)))
				if p.rule > 0 {
					half = "4"
				}
				x.empty("w:sz", "w:val", half)
				x.empty("w:szCs", "w:val", half)
			})
		})
		for _, r := range p.runs {
			x.run(r, p.size)
		}
	})
}

func (x *markup) spacing(p *para) {
	leading := p.leading
	if leading == 0 {
		leading = 1
	}
	line, rule := itoa(int(math.Round(240*leading))), "auto"
	if len(p.runs) == 0 { // a gap of exactly its size
		line, rule = twips(max(p.size, 1)), "exact"
	}
	x.empty("w:spacing", "w:before", twips(p.before), "w:after", twips(p.after), "w:line", line, "w:lineRule", rule)
	if p.first > 0 {
		x.empty("w:ind", "w:firstLine", twips(p.first))
	}
}

func (x *markup) grid(g *grid) {
	x.in("w:tbl", nil, func() {
		x.in("w:tblPr", nil, func() { x.gridProps(g) })
		x.in("w:tblGrid", nil, func() {
			for _, w := range g.widths {
				x.empty("w:gridCol", "w:w", twips(w))
			}
		})
		for i := range g.rows {
			x.row(g, i)
		}
	})
}

func (x *markup) gridProps(g *grid) {
	total := 0.0
	for _, w := range g.widths {
		total += w
	}
	x.empty("w:tblW", "w:w", twips(total), "w:type", "dxa")
	x.empty("w:tblInd", "w:w", "0", "w:type", "dxa")
	border, pad, above := "nil", 0.0, 0.0
	if g.bordered {
		border, pad, above = "single", cellPad, g.pad()
	}
	x.in("w:tblBorders", nil, func() {
		for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
			if border == "nil" {
				x.empty("w:"+side, "w:val", "nil")
				continue
			}
			x.empty("w:"+side, "w:val", border, "w:sz", "4", "w:space", "0", "w:color", "000000")
		}
	})
	x.empty("w:tblLayout", "w:type", "fixed")
	x.in("w:tblCellMar", nil, func() {
		x.empty("w:top", "w:w", twips(above), "w:type", "dxa")
		x.empty("w:left", "w:w", twips(pad), "w:type", "dxa")
		x.empty("w:bottom", "w:w", twips(above), "w:type", "dxa")
		x.empty("w:right", "w:w", twips(pad), "w:type", "dxa")
	})
}

// row writes row i of a grid.
func (x *markup) row(g *grid, i int) {
	r := &g.rows[i]
	keep := g.whole && i < len(g.rows)-1 || g.keep
	x.in("w:tr", nil, func() {
		x.in("w:trPr", nil, func() {
			if g.whole {
				// Not in a table whose heading is repeated: LibreOffice 7 then breaks the
				// page in the middle of it. There widow control keeps short rows whole.
				x.empty("w:cantSplit")
			}
			if r.gap > 0 {
				x.empty("w:trHeight", "w:val", twips(r.gap), "w:hRule", "atLeast")
			}
			if i < g.heads {
				x.empty("w:tblHeader")
			}
		})
		col := 0
		for _, c := range r.cells {
			w := 0.0
			for range c.span {
				w += g.widths[col]
				col++
			}
			pad := 0.0
			if g.bordered {
				pad = cellPad
			}
			x.in("w:tc", nil, func() {
				x.in("w:tcPr", nil, func() {
					x.empty("w:tcW", "w:w", twips(w), "w:type", "dxa")
					if c.span > 1 {
						x.empty("w:gridSpan", "w:val", itoa(c.span))
					}
				})
				for j := range c.paras {
					x.para(&c.paras[j], w-2*pad, keep)
				}
			})
		}
	})
}
