package paper

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// piece is letters of one style that stand side by side.
type piece struct {
	text  string
	style Style
	width float64
}

// word is what a line is not broken in.
type word struct {
	pieces []piece
	width  float64
}

// line is one line of a paragraph.
type line struct {
	words []word
	width float64 // with single spaces
	last  bool    // of its paragraph: not spread out
	first bool
}

// spaceWidth returns the width of a space; it is the same in all four faces.
func spaceWidth(size float64) float64 { return faces()[Regular].advance(' ') * size / 1000 }

// words splits the runs of a paragraph at spaces. A no-break space is none.
func (p *para) words() []word {
	var out []word
	open := false
	for _, r := range p.runs {
		for i, part := range strings.Split(r.text, " ") {
			if i > 0 {
				open = false
			}
			if part == "" {
				continue
			}
			w := measure(part, r.style, p.size)
			if !open {
				out = append(out, word{})
			}
			last := &out[len(out)-1]
			last.pieces = append(last.pieces, piece{part, r.style, w})
			last.width += w
			open = true
		}
	}
	return out
}

// lines breaks a paragraph to a width in points. A word wider than a line is
// broken between letters.
func (p *para) lines(width float64) []line {
	space := spaceWidth(p.size)
	var out []line
	cur := line{first: true}
	room := func() float64 {
		if cur.first {
			return width - p.first
		}
		return width
	}
	flush := func() {
		out = append(out, cur)
		cur = line{}
	}
	for _, w := range p.words() {
		need := w.width
		if len(cur.words) > 0 {
			need += space
		}
		if cur.width+need <= room()+0.01 {
			cur.words = append(cur.words, w)
			cur.width += need
			continue
		}
		if len(cur.words) > 0 {
			flush()
		}
		for w.width > room() && len(w.pieces) > 0 {
			head, rest := w.cut(room(), p.size)
			cur.words, cur.width = []word{head}, head.width
			flush()
			w = rest
		}
		if len(w.pieces) > 0 {
			cur.words, cur.width = []word{w}, w.width
		}
	}
	if len(cur.words) > 0 || len(out) == 0 {
		flush()
	}
	out[len(out)-1].last = true
	return out
}

// cut breaks a word so that its head fits a width, with one letter at least. A
// mark stays with its letter.
func (w word) cut(width, size float64) (head, rest word) {
	for i, p := range w.pieces {
		if head.width+p.width <= width {
			head.pieces = append(head.pieces, p)
			head.width += p.width
			continue
		}
		n, used := 0, 0.0
		for n < len(p.text) {
			r, size1 := utf8.DecodeRuneInString(p.text[n:])
			step := 0.0
			if !isMark(r) {
				step = faces()[p.style].advance(r) * size / 1000
			}
			if head.width+used+step > width && (n > 0 || len(head.pieces) > 0) && step > 0 {
				break
			}
			used += step
			n += size1
		}
		if n > 0 {
			head.pieces = append(head.pieces, piece{p.text[:n], p.style, used})
			head.width += used
		}
		if n < len(p.text) {
			rest.pieces = append(rest.pieces, piece{p.text[n:], p.style, p.width - used})
		}
		rest.pieces = append(rest.pieces, w.pieces[i+1:]...)
		break
	}
	for _, p := range rest.pieces {
		rest.width += p.width
	}
	return head, rest
}

// lineGap returns the height of a line of a paragraph.
func (p *para) lineGap() float64 {
	l := p.leading
	if l == 0 {
		l = 1
	}
	return p.size * lineHeight * l
}

// set is a paragraph broken into lines, ready to be placed.
type set struct {
	*para
	lines []line
}

func (p *para) set(width float64) set {
	if p.rule > 0 {
		return set{para: p}
	}
	return set{p, p.lines(width)}
}

// ruleGap is the room that a line below a name takes.
const ruleGap = 5.0

// height returns the height of all lines without the room around them.
func (s *set) height() float64 {
	if s.rule > 0 {
		return ruleGap
	}
	return float64(len(s.lines)) * s.lineGap()
}

// joined returns the pieces of a line with single spaces, those of one style in
// one piece, for a line that is not spread out.
func (l *line) joined(size float64) []piece {
	var out []piece
	space := spaceWidth(size)
	for i, w := range l.words {
		for j, p := range w.pieces {
			if i > 0 && j == 0 {
				last := &out[len(out)-1]
				last.text += " "
				last.width += space
			}
			if n := len(out); n > 0 && out[n-1].style == p.style {
				out[n-1].text += p.text
				out[n-1].width += p.width
				continue
			}
			out = append(out, p)
		}
	}
	return slices.Clip(out)
}
