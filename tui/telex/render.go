package telex

import (
	"slices"
	"unicode"
)

// text is how the word is shown.
func (w *word) text(o Options) []rune {
	if w.dead {
		return w.typed()
	}
	letters := string(w.codes)
	at, tone := split(letters), -1
	if w.tone != 0 && at < len(letters) {
		tone = at + bearer(letters[at:], o.NewStyle)
	}
	out := make([]rune, 0, len(w.codes)+len(w.tail))
	for i, code := range w.codes {
		t := w.tone
		if i != tone {
			t = 0
		}
		out = append(out, glyph(code, t, w.upper[i]))
	}
	return append(out, w.tail...)
}

// typed is the word as its keys stand for themselves. A d doubled before the
// first vowel is đ all the same: offices abbreviate HĐND, QĐ, BCĐ, and names
// such as Đal are no syllables.
func (w *word) typed() []rune {
	out := make([]rune, 0, len(w.keys))
	vowel := false
	for i, k := range w.keys {
		c := k.lower()
		if !vowel && i > 0 && !k.plain && (c == 'd' || c == '9') && len(out) > 0 {
			if d := w.keys[i-1]; d.lower() == 'd' && !d.plain && (out[len(out)-1] == 'd' || out[len(out)-1] == 'D') {
				out[len(out)-1] = glyph(dBar, 0, unicode.IsUpper(d.r))
				continue
			}
		}
		vowel = vowel || isVowel(c)
		out = append(out, k.r)
	}
	return out
}

func (w *word) isLoneW() bool { return len(w.keys) == 1 && w.keys[0].did == asHorned }

// closeUo writes the ươ of an open syllable as uơ: "thưở" was meant as "thuở".
func (w *word) closeUo() {
	n := len(w.codes)
	if i := split(string(w.codes)); i+2 == n && w.codes[i] == uHorn && w.codes[i+1] == oHorn && opensUo(string(w.codes[:i])) {
		w.codes[i] = 'u'
	}
}

// back takes the last letter off the word, with the keys that marked it; of a
// word shown as typed it takes the last key, so that the rest may be a syllable
// again.
func (w *word) back(o Options) {
	keys := w.keys
	switch {
	case len(keys) == 0:
	case w.dead && w.barEnds():
		w.replay(keys[:len(keys)-2], o)
	case w.dead || len(w.tail) > 0:
		w.replay(keys[:len(keys)-1], o)
	default:
		left := len(w.codes) - 1
		keys := w.without(left, o)
		w.replay(keys, o)
		if w.dead || len(w.codes) != left { // the rest does not take the tone
			w.replay(slices.DeleteFunc(keys, func(k key) bool { return k.did == asTone }), o)
		}
	}
}

// barEnds reports whether the last two keys of a dead word are shown as đ.
func (w *word) barEnds() bool {
	n := len(w.keys)
	return n > 1 && len(w.typed()) < n && (w.typed()[len(w.typed())-1] == 'đ' || w.typed()[len(w.typed())-1] == 'Đ')
}

// without returns the keys that did nothing for letter i.
func (w *word) without(i int, o Options) []key {
	letters := string(w.codes)
	bears := false
	if at := split(letters); w.tone != 0 && at < len(letters) {
		bears = at+bearer(letters[at:], o.NewStyle) == i
	}
	var keys []key
	for _, k := range w.keys {
		if k.did == asTone && bears || k.did != asTone && k.at == i {
			continue
		}
		keys = append(keys, k)
	}
	return keys
}
