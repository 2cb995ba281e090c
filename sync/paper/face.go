package paper

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	gosync "sync"
)

// Style is one of the four faces.
type Style uint8

// The faces.
const (
	Regular Style = iota
	Bold
	Italic
	BoldItalic
)

//go:embed font/Tinos-Regular.ttf
var tinosRegular []byte

//go:embed font/Tinos-Bold.ttf
var tinosBold []byte

//go:embed font/Tinos-Italic.ttf
var tinosItalic []byte

//go:embed font/Tinos-BoldItalic.ttf
var tinosBoldItalic []byte

// family is what a face is called inside a PDF.
var family = [...]string{Regular: "Tinos-Regular", Bold: "Tinos-Bold", Italic: "Tinos-Italic", BoldItalic: "Tinos-BoldItalic"}

// face is what is asked of an embedded font: which letters it draws, how wide
// they are and where their outlines lie. Numbers are thousandths of the size.
type face struct {
	data  []byte
	glyph map[rune]uint16
	width []float64 // by glyph; the last one goes on
	box   func(g uint16) (xMin, yMin, xMax, yMax float64)
}

// faces reads the four fonts once. They are part of the program, so a fault in
// them is one of the program.
var faces = gosync.OnceValue(func() [4]*face {
	var out [4]*face
	for i, data := range [][]byte{tinosRegular, tinosBold, tinosItalic, tinosBoldItalic} {
		f, err := readFace(data)
		if err != nil {
			panic(fmt.Sprintf("reading %s: %v", family[i], err))
		}
		out[i] = f
	}
	return out
})

// HasGlyph reports whether every face draws r.
func HasGlyph(r rune) bool {
	for _, f := range faces() {
		if f.glyph[r] == 0 {
			return false
		}
	}
	return true
}

// advance returns the width of r in thousandths of the size.
func (f *face) advance(r rune) float64 {
	g := int(f.glyph[r])
	if g >= len(f.width) {
		g = len(f.width) - 1
	}
	return f.width[g]
}

var errFont = errors.New("not a TrueType font of the expected form")

// readFace reads the tables of a TrueType font that layout needs: cmap of
// format 4, hmtx and the boxes in glyf.
func readFace(data []byte) (f *face, err error) {
	defer func() {
		if recover() != nil { // an offset beyond the file
			f, err = nil, errFont
		}
	}()
	be := binary.BigEndian
	table := map[string][]byte{}
	for i := range int(be.Uint16(data[4:])) {
		e := data[12+16*i:]
		table[string(e[:4])] = data[be.Uint32(e[8:]):][:be.Uint32(e[12:])]
	}
	em := int(be.Uint16(table["head"][18:]))
	scale := 1000 / float64(em)
	f = &face{data: data, glyph: readCmap(table["cmap"])}
	if len(f.glyph) == 0 {
		return nil, errFont
	}
	hmtx := table["hmtx"]
	for i := range int(be.Uint16(table["hhea"][34:])) {
		// Whole thousandths, as the PDF will say them to whoever draws it.
		f.width = append(f.width, float64(int(be.Uint16(hmtx[4*i:]))*1000/em))
	}
	loca, glyf, long := table["loca"], table["glyf"], be.Uint16(table["head"][50:]) == 1
	at := func(g uint16) uint32 {
		if long {
			return be.Uint32(loca[4*int(g):])
		}
		return 2 * uint32(be.Uint16(loca[2*int(g):]))
	}
	f.box = func(g uint16) (xMin, yMin, xMax, yMax float64) {
		from := at(g)
		if from == at(g+1) {
			return 0, 0, 0, 0
		}
		n := func(i int) float64 { return float64(int16(be.Uint16(glyf[int(from)+i:]))) * scale }
		return n(2), n(4), n(6), n(8)
	}
	return f, nil
}

// readCmap returns the glyphs of the Basic Multilingual Plane by letter.
func readCmap(cmap []byte) map[rune]uint16 {
	be := binary.BigEndian
	out := map[rune]uint16{}
	for i := range int(be.Uint16(cmap[2:])) {
		t := cmap[be.Uint32(cmap[8+8*i:]):]
		if be.Uint16(t) != 4 {
			continue
		}
		n := int(be.Uint16(t[6:])) // twice the number of segments
		ends, starts := t[14:], t[16+n:]
		deltas, offsets := t[16+2*n:], t[16+3*n:]
		for s := 0; s < n; s += 2 {
			for c := int(be.Uint16(starts[s:])); c <= int(be.Uint16(ends[s:])) && c < 0xffff; c++ {
				g := uint16(c)
				if o := int(be.Uint16(offsets[s:])); o != 0 {
					if g = be.Uint16(offsets[s+o+2*(c-int(be.Uint16(starts[s:]))):]); g == 0 {
						continue
					}
				}
				if g += be.Uint16(deltas[s:]); g != 0 {
					out[rune(c)] = g
				}
			}
		}
	}
	return out
}
