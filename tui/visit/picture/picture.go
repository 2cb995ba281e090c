// Package picture shows a small preview of a picture in a terminal: two pixels a
// cell, as the upper half block with a foreground and a background.
package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	_ "image/gif" // the formats that phones, scanners and screenshots write
	_ "image/jpeg"
	_ "image/png"
	"strings"

	"github.com/charmbracelet/lipgloss"

	"coopfield/store"
	"coopfield/tui/page"
	"coopfield/tui/theme"
)

// A preview keeps at most so many pixels, as many as the largest panel shows.
const (
	mostWidth  = 200
	mostHeight = 120
)

// mostPixels bounds what is decoded, so that a small file which claims to be
// huge cannot take the memory of the laptop; the camera of a phone stays below.
const mostPixels = 50_000_000

// Picture is a picture made small. It is safe to draw at any size.
type Picture struct {
	w, h int // of the original
	img  *image.RGBA
}

// Decode reads a PNG, JPEG or GIF file. The error is a [store.Error]: Invalid,
// detail "picture" for what cannot be read and "pixels" for what is too large
// to be shown; the file itself is as good as before.
func Decode(data []byte) (*Picture, error) {
	conf, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, unreadable(err)
	}
	if conf.Width < 1 || conf.Height < 1 || int64(conf.Width)*int64(conf.Height) > mostPixels {
		return nil, &store.Error{
			Code: store.Invalid, Detail: "pixels", Message: fmt.Sprintf("ảnh %d×%d quá lớn để xem trước", conf.Width, conf.Height),
			Kept: "tệp giữ nguyên", Hint: "mở tệp bằng chương trình xem ảnh",
		}
	}
	img, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, unreadable(err)
	}
	img = upright(img, orientation(data))
	b := img.Bounds()
	w, h := fit(b.Dx(), b.Dy(), mostWidth, mostHeight)
	return &Picture{w: b.Dx(), h: b.Dy(), img: shrink(img, w, h)}, nil
}

func unreadable(err error) error {
	return &store.Error{
		Code: store.Invalid, Detail: "picture", Message: "không đọc được ảnh này để xem trước", Kept: "tệp giữ nguyên",
		Hint: "mở tệp bằng chương trình xem ảnh", Err: err,
	}
}

// Size returns the width and height of the original in pixels, upright.
func (p *Picture) Size() (width, height int) { return p.w, p.h }

// Shown reports whether a theme has the colours that a preview needs.
func Shown(t *theme.Theme) bool { return t.Name != theme.Mono }

// Lines draws the picture in at most width×height cells, each line as wide as
// the picture. It returns nil where the theme has no colours.
func (p *Picture) Lines(t *theme.Theme, width, height int) []string {
	if !Shown(t) || width < 1 || height < 1 {
		return nil
	}
	b := p.img.Bounds()
	w, h := fit(b.Dx(), b.Dy(), width, 2*height)
	small := shrink(p.img, w, h)
	block := "▀"
	lines := make([]string, 0, (h+1)/2)
	for y := 0; y < h; y += 2 {
		var line strings.Builder
		for x := 0; x < w; {
			up, low := small.RGBAAt(x, y), color.RGBA{A: 255}
			if y+1 < h {
				low = small.RGBAAt(x, y+1)
			}
			n := 1
			for x+n < w && small.RGBAAt(x+n, y) == up && (y+1 >= h || small.RGBAAt(x+n, y+1) == low) {
				n++
			}
			style := t.Text.Foreground(lipgloss.Color(hex(up))).Background(lipgloss.Color(hex(low)))
			line.WriteString(style.Render(strings.Repeat(block, n)))
			x += n
		}
		lines = append(lines, page.Pad(line.String(), w))
	}
	return lines
}

func hex(c color.RGBA) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// fit makes w×h no larger than the most, in proportion, and never enlarges.
func fit(w, h, mostW, mostH int) (int, int) {
	if w > mostW {
		w, h = mostW, h*mostW/w
	}
	if h > mostH {
		w, h = w*mostH/h, mostH
	}
	return max(w, 1), max(h, 1)
}

// shrink averages the pixels that fall together; what is transparent lies on
// black.
func shrink(img image.Image, w, h int) *image.RGBA {
	b := img.Bounds()
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		y0, y1 := span(y, h, b.Dy())
		for x := range w {
			x0, x1 := span(x, w, b.Dx())
			out.SetRGBA(x, y, average(img, image.Rect(b.Min.X+x0, b.Min.Y+y0, b.Min.X+x1, b.Min.Y+y1)))
		}
	}
	return out
}

func span(i, n, of int) (from, to int) {
	from = i * of / n
	return from, max((i+1)*of/n, from+1)
}

// samples bounds how many pixels a side are looked at for one of the preview.
const samples = 8

func average(img image.Image, r image.Rectangle) color.RGBA {
	stepX, stepY := max(r.Dx()/samples, 1), max(r.Dy()/samples, 1)
	var red, green, blue, n uint64
	for y := r.Min.Y; y < r.Max.Y; y += stepY {
		for x := r.Min.X; x < r.Max.X; x += stepX {
			cr, cg, cb, _ := img.At(x, y).RGBA()
			red, green, blue, n = red+uint64(cr), green+uint64(cg), blue+uint64(cb), n+1
		}
	}
	n = max(n, 1)
	return color.RGBA{R: uint8(red / n >> 8), G: uint8(green / n >> 8), B: uint8(blue / n >> 8), A: 255}
}
