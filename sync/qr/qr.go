// Package qr draws a short text as a QR code with the characters of a terminal,
// so that a recovery key or an install id can be photographed from the screen
// or printed with any printer.
package qr

import (
	"fmt"
	"strings"

	"rsc.io/qr"
)

// Options say how a code is drawn.
type Options struct {
	// ASCII draws each dark square as "##" for consoles without block characters:
	// twice as wide and twice as high.
	ASCII bool
	// Light is true where letters are lighter than the ground behind them, as on
	// most terminals; a code is read reliably only as dark squares on a light
	// ground, so that then the light squares are drawn.
	Light bool
	// Margin is the light border in squares; 0 = 4, as the standard asks.
	// Cameras read 2 as well.
	Margin int
}

// MaxText is the most characters that Draw takes: what fits a screen of 80×24.
const MaxText = 90

// Draw returns the lines of a QR code of text, all of the same width, without
// line feeds. Text of capitals, digits and " $%*+-./:" of at most MaxText
// characters gives at most 41 columns and 21 lines, in ASCII with a margin of 2
// at most 74 columns and 37 lines.
func Draw(text string, o Options) ([]string, error) {
	if text == "" || len(text) > MaxText {
		return nil, fmt.Errorf("drawing a code of %d characters, want 1 to %d", len(text), MaxText)
	}
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return nil, fmt.Errorf("drawing a code: %w", err)
	}
	m := o.Margin
	if m <= 0 {
		m = 4
	}
	size := code.Size + 2*m
	// Below the last line of an odd number lies light ground, as around the code.
	drawn := func(x, y int) bool { return (y < size && code.Black(x-m, y-m)) != o.Light }
	if o.ASCII {
		return ascii(size, drawn), nil
	}
	return halves(size, drawn), nil
}

func ascii(size int, drawn func(x, y int) bool) []string {
	lines := make([]string, size)
	for y := range size {
		var b strings.Builder
		for x := range size {
			if drawn(x, y) {
				b.WriteString("##")
			} else {
				b.WriteString("  ")
			}
		}
		lines[y] = b.String()
	}
	return lines
}

// halves draws two squares, one above the other, in one cell.
func halves(size int, drawn func(x, y int) bool) []string {
	var lines []string
	for y := 0; y < size; y += 2 {
		var b strings.Builder
		for x := range size {
			upper, lower := drawn(x, y), drawn(x, y+1)
			switch {
			case upper && lower:
				b.WriteRune('█')
			case upper:
				b.WriteRune('▀')
			case lower:
				b.WriteRune('▄')
			default:
				b.WriteByte(' ')
			}
		}
		lines = append(lines, b.String())
	}
	return lines
}
