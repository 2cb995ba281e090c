package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
)

// orientation reads how a phone held the picture from the Exif part of a JPEG
// file: 1 to 8, 1 where nothing says.
//
// Source: Exif 2.3, tag 0x0112; JPEG segment APP1.
func orientation(data []byte) int {
	if !bytes.HasPrefix(data, []byte{0xff, 0xd8}) {
		return 1
	}
	for at := 2; at+4 <= len(data) && data[at] == 0xff && data[at+1] != 0xda; {
		size := int(binary.BigEndian.Uint16(data[at+2:]))
		if size < 2 || at+2+size > len(data) {
			return 1
		}
		body := data[at+4 : at+2+size]
		if data[at+1] == 0xe1 && bytes.HasPrefix(body, []byte("Exif\x00\x00")) {
			return fromTIFF(body[6:])
		}
		at += 2 + size
	}
	return 1
}

// fromTIFF looks for the tag in the first directory.
func fromTIFF(b []byte) int {
	const tag, entry = 0x0112, 12
	if len(b) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.BigEndian
	if b[0] == 'I' {
		order = binary.LittleEndian
	}
	at := int64(order.Uint32(b[4:]))
	if at+2 > int64(len(b)) {
		return 1
	}
	n := int64(order.Uint16(b[at:]))
	for i := range n {
		e := at + 2 + i*entry
		if e+entry > int64(len(b)) {
			return 1
		}
		if order.Uint16(b[e:]) == tag {
			if o := int(order.Uint16(b[e+8:])); o >= 1 && o <= 8 {
				return o
			}
			return 1
		}
	}
	return 1
}

// turned is a picture as it is to be seen.
type turned struct {
	image.Image
	how int
}

func upright(img image.Image, how int) image.Image {
	if how == 1 {
		return img
	}
	return turned{img, how}
}

// Bounds are those of the upright picture.
func (t turned) Bounds() image.Rectangle {
	b := t.Image.Bounds()
	if t.how >= 5 { // a quarter turn
		return image.Rect(0, 0, b.Dy(), b.Dx())
	}
	return image.Rect(0, 0, b.Dx(), b.Dy())
}

// At is the colour of a pixel of the upright picture.
func (t turned) At(x, y int) color.Color {
	b := t.Image.Bounds()
	w, h := b.Dx()-1, b.Dy()-1
	switch t.how {
	case 2:
		x = w - x
	case 3:
		x, y = w-x, h-y
	case 4:
		y = h - y
	case 5:
		x, y = y, x
	case 6:
		x, y = y, h-x
	case 7:
		x, y = w-y, h-x
	case 8:
		x, y = w-y, x
	}
	return t.Image.At(b.Min.X+x, b.Min.Y+y)
}
