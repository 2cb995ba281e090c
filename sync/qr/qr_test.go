package qr_test

import (
	"image"
	"image/color"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"coopfield/sync/qr"
)

const identity = "AGE-SECRET-KEY-1QQPZRY9X8GF2TVDW0S3JN54KHCE6MUA7LQQPZRY9X8GF2TVDW0S3JN54"

// photograph turns drawn lines into the picture that a camera would take: dark
// is what is drawn on a light ground, or what is not drawn on a dark one.
func photograph(lines []string, o qr.Options) image.Image {
	const dot = 4
	var rows [][]bool // dark
	for _, line := range lines {
		var upper, lower []bool
		runes := []rune(line)
		for i := 0; i < len(runes); i++ {
			up, low := strings.ContainsRune("█▀", runes[i]), strings.ContainsRune("█▄", runes[i])
			if o.ASCII {
				up = runes[i] == '#'
				low = up
				i++
			}
			upper, lower = append(upper, up != o.Light), append(lower, low != o.Light)
		}
		rows = append(rows, upper)
		if !o.ASCII {
			rows = append(rows, lower)
		}
	}
	img := image.NewGray(image.Rect(0, 0, len(rows[0])*dot, len(rows)*dot))
	for y, row := range rows {
		for x, dark := range row {
			c := color.Gray{Y: 255}
			if dark {
				c = color.Gray{}
			}
			for i := range dot * dot {
				img.Set(x*dot+i%dot, y*dot+i/dot, c)
			}
		}
	}
	return img
}

func read(t *testing.T, img image.Image) string {
	t.Helper()
	bits, err := gozxing.NewBinaryBitmapFromImage(img)
	if err != nil {
		t.Fatal(err)
	}
	got, err := qrcode.NewQRCodeReader().Decode(bits, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_PURE_BARCODE: true})
	if err != nil {
		t.Fatal(err)
	}
	return got.GetText()
}

func TestACameraReadsWhatIsDrawn(t *testing.T) {
	for _, text := range []string{identity, "COOPFIELD 0123456789ABCDEF0123456789ABCDEF 0123456789ABCDEF0123456789ABCDEF", "A"} {
		for _, o := range []qr.Options{{}, {Light: true}, {ASCII: true}, {ASCII: true, Light: true, Margin: 2}, {Margin: 2}} {
			lines, err := qr.Draw(text, o)
			if err != nil {
				t.Fatal(err)
			}
			if got := read(t, photograph(lines, o)); got != text {
				t.Errorf("%+v: read %q", o, got)
			}
		}
	}
}

func TestARecoveryKeyFitsTheScreen(t *testing.T) {
	lines, err := qr.Draw(identity, qr.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(lines) > 21 {
		t.Errorf("%d lines", len(lines))
	}
	for i, l := range lines {
		if n := utf8.RuneCountInString(l); n != 41 {
			t.Errorf("line %d has %d columns", i, n)
		}
	}
	wide, err := qr.Draw(identity, qr.Options{ASCII: true, Margin: 2})
	if err != nil || len(wide[0]) > 80 {
		t.Errorf("%d columns in ASCII, %v", len(wide[0]), err)
	}
}

func TestTextThatFitsNoScreenIsRefused(t *testing.T) {
	for _, text := range []string{"", strings.Repeat("A", qr.MaxText+1)} {
		if _, err := qr.Draw(text, qr.Options{}); err == nil {
			t.Errorf("%d characters were drawn", len(text))
		}
	}
}
