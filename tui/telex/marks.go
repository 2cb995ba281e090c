package telex

import "unicode"

// outcome is what became of a key that may be a tone or mark.
type outcome uint8

const (
	refused outcome = iota // it is a letter
	applied
	undone // it takes back what it did before
)

func (w *word) telex(k *key, o Options) outcome {
	c := k.lower()
	if t, ok := telexTone(c); ok {
		return w.setTone(k, t, Telex)
	}
	switch c {
	case 'a', 'e', 'o':
		return w.circumflex(k, c, Telex)
	case 'w':
		if done := w.horn(k, true, true, Telex); done != refused || o.PlainW {
			return done
		}
		return w.loneW(k)
	case 'd':
		return w.bar(k, Telex)
	}
	return refused
}

func (w *word) vni(k *key) outcome {
	switch c := k.lower(); c {
	case '0', '1', '2', '3', '4', '5':
		return w.setTone(k, tone(c-'0'), VNI)
	case '6':
		for i := len(w.codes) - 1; i >= split(string(w.codes)); i-- {
			if b := baseOf(w.codes[i]); b == 'a' || b == 'e' || b == 'o' {
				if done := w.circumflex(k, b, VNI); done != refused {
					return done
				}
			}
		}
	case '7':
		return w.horn(k, true, false, VNI)
	case '8':
		return w.horn(k, false, true, VNI)
	case '9':
		return w.bar(k, VNI)
	}
	return refused
}

// setTone sets the tone if the syllable takes it; the last one counts.
func (w *word) setTone(k *key, t tone, m Method) outcome {
	old := w.tone
	k.did = asTone
	switch {
	case split(string(w.codes)) == len(w.codes):
		return refused
	case t == 0 && old == 0:
		return refused
	case t == old:
		return undone
	case t != 0 && !viable(string(w.codes), t, m):
		return refused
	}
	w.tone = t
	return applied
}

// try marks letter i with code if the syllable can have it.
func (w *word) try(k *key, i int, code byte, m Method) bool {
	old := w.codes[i]
	w.codes[i] = code
	if viable(string(w.codes), w.tone, m) {
		k.did, k.at = asMark, i
		return true
	}
	w.codes[i] = old
	return false
}

// circumflex marks the last vowel of this base that can have it.
func (w *word) circumflex(k *key, base byte, m Method) outcome {
	code := map[byte]byte{'a': aCirc, 'e': eCirc, 'o': oCirc}[base]
	back := false
	for i := len(w.codes) - 1; i >= split(string(w.codes)); i-- {
		switch {
		case w.codes[i] == code:
			back = true
		case baseOf(w.codes[i]) == base && w.tryCirc(k, i, code, m):
			return applied
		}
	}
	if back {
		return undone
	}
	return refused
}

// tryCirc is try; an o of ươ becomes ô together with its ư, as in "uôn".
func (w *word) tryCirc(k *key, i int, code byte, m Method) bool {
	if i > 0 && w.codes[i] == oHorn && w.codes[i-1] == uHorn {
		w.codes[i-1] = 'u'
		if w.try(k, i, code, m) {
			return true
		}
		w.codes[i-1] = uHorn
		return false
	}
	return w.try(k, i, code, m)
}

// horn marks uo as ươ, or the last of u, o and a that can have horn or breve.
func (w *word) horn(k *key, horn, breve bool, m Method) outcome {
	first := split(string(w.codes))
	if horn && first+1 < len(w.codes) && baseOf(w.codes[first]) == 'u' && baseOf(w.codes[first+1]) == 'o' {
		if done := w.hornUo(k, first, m); done != refused {
			return done
		}
	}
	back := false
	for i := len(w.codes) - 1; i >= first; i-- {
		code := byte(0)
		switch b := baseOf(w.codes[i]); {
		case breve && b == 'a':
			code = aBreve
		case horn && b == 'o':
			code = oHorn
		case horn && b == 'u':
			code = uHorn
		default:
			continue
		}
		if w.codes[i] == code {
			back = true
		} else if w.try(k, i, code, m) {
			return applied
		}
	}
	if back {
		return undone
	}
	return refused
}

// hornUo marks uo: both letters, but in an open syllable such as "thuở" the
// second alone, until a letter follows.
func (w *word) hornUo(k *key, i int, m Method) outcome {
	u, o := w.codes[i], w.codes[i+1]
	switch {
	case o == oHorn && w.auto:
		w.auto = false
		k.did, k.at = asMark, i+1
		return applied
	case o == oHorn:
		return undone
	}
	w.codes[i], w.codes[i+1] = uHorn, oHorn
	if i+2 == len(w.codes) && u == 'u' && opensUo(string(w.codes[:i])) {
		w.codes[i] = 'u'
	}
	if viable(string(w.codes), w.tone, m) {
		k.did, k.at = asMark, i+1
		return applied
	}
	w.codes[i], w.codes[i+1] = u, o
	return refused
}

// loneW makes ư of a w before which no vowel stands. "kW" stays a unit.
func (w *word) loneW(k *key) outcome {
	if split(string(w.codes)) < len(w.codes) {
		return refused
	}
	upper := unicode.IsUpper(k.r)
	for _, u := range w.upper {
		if upper && !u {
			return refused
		}
	}
	w.push(uHorn, upper)
	if !viable(string(w.codes), w.tone, Telex) {
		w.codes, w.upper = w.codes[:len(w.codes)-1], w.upper[:len(w.upper)-1]
		return refused
	}
	k.did, k.at = asHorned, len(w.codes)-1
	return applied
}

// bar makes đ of the d that begins the word.
func (w *word) bar(k *key, m Method) outcome {
	if len(w.codes) == 0 {
		return refused
	}
	if w.codes[0] == dBar {
		return undone
	}
	if w.codes[0] == 'd' && w.try(k, 0, dBar, m) {
		return applied
	}
	return refused
}
