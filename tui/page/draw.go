package page

import (
	"strings"

	"coopfield/tui/keys"
	"coopfield/tui/theme"
)

// Bar draws part of whole as a bar of width cells. Something above nothing
// fills at least one cell, and only the whole fills all.
func Bar(t *theme.Theme, part, whole int64, width int) string {
	if width <= 0 {
		return ""
	}
	n := 0
	if whole > 0 && part > 0 {
		part = min(part, whole)
		n = int(part * int64(width) / whole)
		n = max(n, 1)
		if part < whole && width > 1 {
			n = min(n, width-1)
		}
	}
	return strings.Repeat(t.Glyph.Full, n) + strings.Repeat(t.Glyph.Empty, width-n)
}

// Spark draws one sign a value, the least as the lowest and the greatest as the
// highest of the theme's eight; equal values are all drawn in the middle.
func Spark(t *theme.Theme, values []int64) string {
	if len(values) == 0 {
		return ""
	}
	lo, hi := values[0], values[0]
	for _, v := range values {
		lo, hi = min(lo, v), max(hi, v)
	}
	signs := t.Glyph.Spark
	var b strings.Builder
	for _, v := range values {
		i := int64(len(signs) / 2)
		if hi > lo {
			i = (v - lo) * int64(len(signs)-1) / (hi - lo)
		}
		b.WriteString(signs[i])
	}
	return b.String()
}

// Trend returns ▲, ▼ or = in its style for now against before. The sign says
// the same as the colour.
func Trend(t *theme.Theme, before, now int64) string {
	switch {
	case now > before:
		return t.Good.Render(t.Glyph.Up)
	case now < before:
		return t.Bad.Render(t.Glyph.Down)
	}
	return t.Dim.Render(t.Glyph.Same)
}

// KeyLine draws hints in width cells, "Enter mở · F3 HTX"; those that do not fit
// are left out from the end, except the last, which stays.
func KeyLine(t *theme.Theme, hints []keys.Hint, width int) string {
	if len(hints) == 0 || width < 4 {
		return Pad("", width)
	}
	sep := " " + t.Glyph.Dot + " "
	size := func(h keys.Hint) int { return Width(h.Key) + 1 + Width(h.Word) }
	last := hints[len(hints)-1]
	room := width - 2 - size(last)
	var shown []keys.Hint
	for _, h := range hints[:len(hints)-1] {
		need := size(h) + Width(sep)
		if need > room {
			break
		}
		room -= need
		shown = append(shown, h)
	}
	shown = append(shown, last)
	var b strings.Builder
	b.WriteByte(' ')
	for i, h := range shown {
		if i > 0 {
			b.WriteString(t.Dim.Render(sep))
		}
		b.WriteString(t.Key.Render(h.Key))
		b.WriteString(t.Frame.Render(" " + h.Word))
	}
	return Pad(b.String(), width)
}
