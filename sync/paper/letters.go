package paper

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"coopfield/store/vi"
)

// clean makes every text of a document fit to print: NFC, without control,
// format and direction characters, and with [U+0000] in the place of a letter
// that no face draws. What was replaced is named in doc.Missing.
func (doc *Document) clean() {
	c := cleaner{missing: map[rune]bool{}}
	doc.Title, doc.Name = vi.Clean(doc.Title, false), vi.Clean(doc.Name, false)
	h := &doc.Header
	for _, s := range []*string{&h.Superior, &h.Office, &h.Number, &h.PlaceDay, &h.Kind, &h.Form, &doc.State, &doc.Code} {
		*s = c.line(*s)
	}
	c.lines(h.About)
	c.lines(doc.Recipients)
	c.lines(doc.Notes)
	for i, b := range doc.Blocks {
		doc.Blocks[i] = c.block(b)
	}
	for i := range doc.Signatures {
		s := &doc.Signatures[i]
		s.Title, s.Under, s.Name = c.line(s.Title), c.line(s.Under), c.line(s.Name)
	}
	for r := range c.missing {
		if !slices.Contains(doc.Missing, r) { // a document is cleaned each time it is drawn
			doc.Missing = append(doc.Missing, r)
		}
	}
	slices.Sort(doc.Missing)
}

type cleaner struct{ missing map[rune]bool }

func (c *cleaner) line(s string) string { return c.draw(vi.Clean(s, false)) }
func (c *cleaner) note(s string) string { return c.draw(vi.Clean(s, true)) }

func (c *cleaner) lines(list []string) {
	for i, s := range list {
		list[i] = c.line(s)
	}
}

func (c *cleaner) block(b Block) Block {
	switch b := b.(type) {
	case Heading:
		return Heading{c.line(b.Text)}
	case Para:
		b.Label, b.Text = c.line(b.Label), c.note(b.Text)
		return b
	case List:
		for i, s := range b.Items {
			b.Items[i] = c.note(s)
		}
		return b
	case Pairs:
		for _, row := range b.Rows {
			for i := range row {
				row[i].Label, row[i].Value = c.line(row[i].Label), c.note(row[i].Value)
			}
		}
		return b
	case Table:
		for i := range b.Columns {
			b.Columns[i].Title = c.line(b.Columns[i].Title)
		}
		for _, r := range b.Rows {
			for i, s := range r.Cells {
				r.Cells[i] = c.note(s)
			}
		}
		return b
	}
	return b
}

// draw replaces what no face draws.
func (c *cleaner) draw(s string) string {
	if !strings.ContainsFunc(s, undrawn) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case !undrawn(r):
			b.WriteRune(r)
		case unicode.Is(unicode.Zs, r):
			b.WriteByte(' ')
		default:
			c.missing[r] = true
			fmt.Fprintf(&b, "[U+%04X]", r)
		}
	}
	return b.String()
}

// undrawn reports whether r must be printed by its number. A break is no letter.
func undrawn(r rune) bool {
	if r == '\n' || r >= ' ' && r <= '~' {
		return false
	}
	return !HasGlyph(r) || !unicode.IsPrint(r) && r != '\u00a0'
}

// isMark reports whether r is drawn on the letter before it.
func isMark(r rune) bool { return r >= 0x300 && r < 0x370 }

// measure returns the width of s in points.
func measure(s string, style Style, size float64) float64 {
	f := faces()[style]
	w := 0.0
	for _, r := range s {
		if !isMark(r) {
			w += f.advance(r)
		}
	}
	return w * size / 1000
}

// MissingNames returns the letters that no face draws as "U+4E2D".
func (doc *Document) MissingNames() []string {
	out := []string{}
	for _, r := range doc.Missing {
		out = append(out, fmt.Sprintf("U+%04X", r))
	}
	return out
}
