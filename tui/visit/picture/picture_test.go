package picture

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/tui/page"
	"coopfield/tui/theme"
)

var (
	red  = color.RGBA{R: 255, A: 255}
	blue = color.RGBA{B: 255, A: 255}
)

// flag is a picture whose left half is red and whose right half is blue.
func flag(w, h int) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := red
			if x >= w/2 {
				c = blue
			}
			img.SetRGBA(x, y, c)
		}
	}
	return img
}

func pngOf(t *testing.T, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func decode(t *testing.T, data []byte) *Picture {
	t.Helper()
	p, err := Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestAPictureIsDrawnInHalfBlocksOfItsColours(t *testing.T) {
	p := decode(t, pngOf(t, flag(400, 200)))
	if w, h := p.Size(); w != 400 || h != 200 {
		t.Errorf("size %d×%d", w, h)
	}
	th := theme.New(theme.Options{Name: theme.Dark, Colours: 1 << 24})
	lines := p.Lines(th, 20, 10)
	if len(lines) != 5 {
		t.Fatalf("%d lines", len(lines))
	}
	for _, l := range lines {
		if page.Width(l) != 20 {
			t.Errorf("a line of %d cells", page.Width(l))
		}
		left, right := strings.Index(l, "38;2;255;0;0"), strings.Index(l, "38;2;0;0;255")
		if left < 0 || right < left {
			t.Errorf("the line is not red, then blue: %q", l)
		}
		if strings.Count(l, "\x1b[") > 6 {
			t.Errorf("equal cells are not drawn as one: %q", l)
		}
	}
}

func TestWithoutColoursThereIsNoPreview(t *testing.T) {
	p := decode(t, pngOf(t, flag(4, 4)))
	for _, th := range []*theme.Theme{theme.Plain(), theme.New(theme.Options{Colours: 0})} {
		if Shown(th) || p.Lines(th, 10, 10) != nil {
			t.Error("a preview without colours")
		}
	}
	if !Shown(theme.New(theme.Options{Colours: 16})) {
		t.Error("no preview in 16 colours")
	}
}

func TestASmallPictureIsNotEnlargedAndATallOneFits(t *testing.T) {
	th := theme.New(theme.Options{Colours: 256})
	if l := decode(t, pngOf(t, flag(2, 2))).Lines(th, 40, 20); len(l) != 1 || page.Width(l[0]) != 2 {
		t.Errorf("drawn as %q", l)
	}
	if l := decode(t, pngOf(t, flag(100, 4000))).Lines(th, 40, 20); len(l) > 20 || page.Width(l[0]) > 40 {
		t.Errorf("%d lines", len(l))
	}
}

// exif puts an orientation into a JPEG file as cameras do.
func exif(data []byte, how uint16) []byte {
	tiff := []byte{'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, byte(how), 0, 0, 0, 0, 0, 0}
	body := append([]byte("Exif\x00\x00"), tiff...)
	seg := binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(body)+2))
	return append(append(append([]byte{0xff, 0xd8}, seg...), body...), data[2:]...)
}

func TestAPictureIsShownTheWayThePhoneWasHeld(t *testing.T) {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, flag(64, 32), &jpeg.Options{Quality: 100}); err != nil {
		t.Fatal(err)
	}
	warm := func(c color.RGBA) bool { return c.R > c.B }
	// Where red lies: left, right, top or bottom.
	for how, where := range map[uint16]image.Point{
		1: {X: -1}, 2: {X: 1}, 3: {X: 1}, 4: {X: -1}, 5: {Y: -1}, 6: {Y: -1}, 7: {Y: 1}, 8: {Y: 1},
	} {
		p := decode(t, exif(b.Bytes(), how))
		size := p.img.Bounds().Size()
		at := image.Pt(size.X/2+where.X*size.X/4, size.Y/2+where.Y*size.Y/4)
		other := image.Pt(size.X/2-where.X*size.X/4, size.Y/2-where.Y*size.Y/4)
		if !warm(p.img.RGBAAt(at.X, at.Y)) || warm(p.img.RGBAAt(other.X, other.Y)) {
			t.Errorf("orientation %d: red is not at %v", how, where)
		}
	}
}

func TestAFileThatClaimsToBeHugeIsNotDecoded(t *testing.T) {
	data := pngOf(t, flag(2, 2))
	binary.BigEndian.PutUint32(data[16:], 100_000) // the width in IHDR
	binary.BigEndian.PutUint32(data[20:], 100_000)
	binary.BigEndian.PutUint32(data[29:], crc32.ChecksumIEEE(data[12:29]))
	if _, err := Decode(data); store.DetailOf(err) != "pixels" {
		t.Errorf("told %v", err)
	}
}

func TestWhatIsNoPictureIsSaidToBeNone(t *testing.T) {
	whole := pngOf(t, flag(40, 40))
	for name, data := range map[string][]byte{"text": []byte("biên bản"), "cut": whole[:len(whole)/2], "empty": nil} {
		if _, err := Decode(data); store.DetailOf(err) != "picture" {
			t.Errorf("%s: told %v", name, err)
		}
	}
}

func FuzzOrientation(f *testing.F) {
	f.Add(exif([]byte{0xff, 0xd8, 0xff, 0xd9}, 6))
	f.Add([]byte{0xff, 0xd8, 0xff, 0xe1, 0, 12, 'E', 'x', 'i', 'f', 0, 0, 'I', 'I'})
	f.Fuzz(func(t *testing.T, data []byte) {
		if o := orientation(data); o < 1 || o > 8 {
			t.Errorf("orientation %d", o)
		}
	})
}
