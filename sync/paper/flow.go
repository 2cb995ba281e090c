package paper

// flow places the elements one below the other over as many pages as they need.
func (c *canvas) flow(elements []element) {
	c.newPage()
	for i := 0; i < len(elements) && c.err == nil; i++ {
		e := elements[i]
		if c.y > marginTop && c.y+c.least(elements[i:]) > bottom {
			c.newPage()
		}
		if e.grid != nil {
			c.grid(e.grid)
			continue
		}
		c.flowPara(e.para)
	}
}

// least returns the height that the first element must find on a page, with all
// that it may not be parted from.
func (c *canvas) least(elements []element) float64 {
	h := 0.0
	for _, e := range elements {
		if e.grid != nil {
			h += gridLeast(e.grid)
			if e.grid.keep {
				continue
			}
			return h
		}
		s := e.para.set(textWidth)
		h += e.para.before
		if !e.para.keep {
			// Two lines at least, and three where the third would stand alone.
			n := min(2, len(s.lines))
			if len(s.lines) == 3 {
				n = 3
			}
			return h + max(float64(n)*s.lineGap(), min(s.height(), ruleGap))
		}
		h += s.height() + e.para.after
	}
	return h
}

// flowPara draws a paragraph, over the end of a page if need be: never with a
// single line left behind or carried over.
func (c *canvas) flowPara(p *para) {
	s := p.set(textWidth)
	if c.y > marginTop {
		c.y += p.before
	}
	if p.rule > 0 {
		c.rule(p, marginLeft, textWidth)
		c.y += p.after
		return
	}
	for i := 0; i < len(s.lines) && c.err == nil; {
		left := len(s.lines) - i
		n := min(left, int((bottom-c.y+0.01)/s.lineGap()))
		if n == left-1 {
			n-- // a line carried over takes another one with it
		}
		if n < left && i == 0 && n == 1 {
			n = 0
		}
		if n < 1 {
			c.newPage()
			continue
		}
		for range n {
			c.line(&s, i, marginLeft, textWidth)
			i++
		}
	}
	c.y += p.after
}

// rule draws the line below a name and moves below it.
func (c *canvas) rule(p *para, x, width float64) {
	c.pdf.SetLineWidth(0.6)
	y := c.y + 2.5
	c.pdf.Line(x+(width-p.rule)/2, y, x+(width+p.rule)/2, y)
	c.y += ruleGap
}

// line draws one line at c.y and moves below it.
func (c *canvas) line(s *set, i int, x, width float64) {
	l := &s.lines[i]
	gap := s.lineGap()
	base := c.y + (gap-s.size*lineHeight)/2 + 0.891*s.size
	c.y += gap
	if l.first {
		x, width = x+s.first, width-s.first
	}
	switch s.align {
	case Centre:
		x += (width - l.width) / 2
	case Right:
		x += width - l.width
	case Justify:
		if !l.last && len(l.words) > 1 {
			c.spread(s, l, x, base, width)
			return
		}
	}
	for _, p := range l.joined(s.size) {
		c.text(x, base, p.text, p.style, s.size)
		x += p.width
	}
}

// spread draws a line from margin to margin. Each word but the last brings the
// space behind it, so that what is copied out of the PDF has its spaces.
func (c *canvas) spread(s *set, l *line, x, base, width float64) {
	space := spaceWidth(s.size) + (width-l.width)/float64(len(l.words)-1)
	for i, w := range l.words {
		for j, p := range w.pieces {
			text := p.text
			if j == len(w.pieces)-1 && i < len(l.words)-1 {
				text += " "
			}
			c.text(x, base, text, p.style, s.size)
			x += p.width
		}
		x += space
	}
}
