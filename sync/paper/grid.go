package paper

// ready is a row of a grid with its lines broken.
type ready struct {
	cells  []readyCell
	gap    float64
	height float64
}

type readyCell struct {
	x, width float64 // of the cell with its borders
	sets     []set
}

// prepare breaks the lines of every cell.
func (g *grid) prepare() []ready {
	pad := 0.0
	if g.bordered {
		pad = cellPad
	}
	out := make([]ready, 0, len(g.rows))
	for _, r := range g.rows {
		x, col := marginLeft, 0
		row := ready{gap: r.gap}
		for _, cell := range r.cells {
			w := 0.0
			for range cell.span {
				w += g.widths[col]
				col++
			}
			rc := readyCell{x: x, width: w}
			for i := range cell.paras {
				rc.sets = append(rc.sets, cell.paras[i].set(w-2*pad))
			}
			row.cells = append(row.cells, rc)
			x += w
		}
		row.height = max(r.gap, row.tallest(2*g.pad()))
		out = append(out, row)
	}
	return out
}

// pad is the room above and below the text of a cell.
func (g *grid) pad() float64 {
	if g.bordered {
		return 1.6
	}
	return 0
}

func (r *ready) tallest(pad float64) float64 {
	h := 0.0
	for i := range r.cells {
		sum := pad
		for j := range r.cells[i].sets {
			s := &r.cells[i].sets[j]
			sum += s.before + s.height() + s.after
		}
		h = max(h, sum)
	}
	return h
}

// gridLeast returns the height that the beginning of a grid must find.
func gridLeast(g *grid) float64 {
	rows := g.prepare()
	h := 0.0
	for i := range rows {
		if !g.whole && i > g.heads {
			break
		}
		h += min(rows[i].height, tallRow)
	}
	return min(h, bottom-marginTop)
}

// tallRow is the height from which a row is parted at the end of a page rather
// than carried over as a whole.
const tallRow = (bottom - marginTop) * 0.3

// grid draws a table. Its heading stands again on every page that it reaches.
func (c *canvas) grid(g *grid) {
	rows := g.prepare()
	heads := rows[:min(g.heads, len(rows))]
	fresh := marginTop + 0.1 // above it a row has the whole page
	for i := range heads {
		fresh += heads[i].height
		c.row(g, &heads[i])
	}
	for i := len(heads); i < len(rows) && c.err == nil; i++ {
		r := &rows[i]
		for c.y+r.height > bottom {
			room, whole := bottom-c.y, c.y <= fresh
			if whole || r.height > tallRow && room > tallRow/3 {
				head, rest := r.part(room, 2*g.pad())
				if head == nil && whole {
					break // not one line of it fits a page
				}
				if head != nil {
					c.row(g, head)
					r = rest
				}
			}
			c.newPage()
			for j := range heads {
				c.row(g, &heads[j])
			}
		}
		c.row(g, r)
	}
}

// part splits a row at a height: as many lines of every cell as fit. It returns
// nil where not one line would.
func (r *ready) part(room, pad float64) (head, rest *ready) {
	head, rest = &ready{}, &ready{}
	some := false
	for _, cell := range r.cells {
		a, b := readyCell{x: cell.x, width: cell.width}, readyCell{x: cell.x, width: cell.width}
		used := pad
		for i, s := range cell.sets {
			if used+s.before+s.height()+s.after <= room {
				used += s.before + s.height() + s.after
				a.sets = append(a.sets, s)
				some = some || len(s.lines) > 0
				continue
			}
			n := max(0, min(len(s.lines), int((room-used-s.before)/s.lineGap())))
			if n > 0 {
				a.sets = append(a.sets, set{s.para, s.lines[:n]})
				some = true
			}
			if n < len(s.lines) {
				b.sets = append(b.sets, set{s.para, s.lines[n:]})
			}
			b.sets = append(b.sets, cell.sets[i+1:]...)
			break
		}
		head.cells, rest.cells = append(head.cells, a), append(rest.cells, b)
	}
	if !some {
		return nil, nil
	}
	head.height, rest.height = head.tallest(pad), rest.tallest(pad)
	return head, rest
}

// row draws one row at c.y and moves below it.
func (c *canvas) row(g *grid, r *ready) {
	top, pad := c.y, 0.0
	if g.bordered {
		pad = cellPad
	}
	for i := range r.cells {
		cell := &r.cells[i]
		c.y = top + g.pad()
		for j := range cell.sets {
			s := &cell.sets[j]
			c.y += s.before
			if s.rule > 0 {
				c.rule(s.para, cell.x, cell.width)
			}
			for k := range s.lines {
				c.line(s, k, cell.x+pad, cell.width-2*pad)
			}
			c.y += s.after
		}
	}
	c.y = top + r.height
	if !g.bordered {
		return
	}
	c.pdf.SetLineWidth(0.5)
	for i := range r.cells {
		cell := &r.cells[i]
		c.pdf.Line(cell.x, top, cell.x, c.y)
		c.pdf.Line(cell.x, top, cell.x+cell.width, top)
		c.pdf.Line(cell.x, c.y, cell.x+cell.width, c.y)
	}
	right := r.cells[len(r.cells)-1]
	c.pdf.Line(right.x+right.width, top, right.x+right.width, c.y)
}
