package telex

import "unicode"

// act is what a key did in its word.
type act uint8

const (
	asLetter act = iota
	asTone       // set or took away the tone
	asMark       // marked a letter
	asHorned     // a w that became ư
	asPlain      // stands for itself behind a mark or tone that it took back
)

// key is one typed key of a word.
type key struct {
	r     rune
	plain bool // stands for itself, whatever it could do
	did   act
	at    int // index of the letter that it made or marked
}

func (k key) lower() byte { return byte(unicode.ToLower(k.r)) }

// word is what the keys of one word have made so far.
type word struct {
	keys  []key
	codes []byte // letters by code
	upper []bool
	tone  tone
	auto  bool   // ơ of ươ came of itself: the w for it may still follow
	dead  bool   // can be no syllable any more: shown as typed
	tail  []rune // what follows a key that stands for itself
	// again is the word without the second press that took a tone back, for as
	// long as it may turn out that two letters were meant.
	again []key
}

// longest is longer than any syllable; a word beyond it is dead.
const longest = 12

// clear empties w and keeps its memory.
func (w *word) clear() {
	*w = word{keys: w.keys[:0], codes: w.codes[:0], upper: w.upper[:0], tail: w.tail[:0]}
}

// replay makes w anew of keys, which may be its own.
func (w *word) replay(keys []key, o Options) {
	again := append([]key(nil), keys...)
	w.clear()
	for _, k := range again {
		w.press(key{r: k.r, plain: k.plain}, o)
	}
}

// press applies one key. A key that takes back what stands there replays the
// word without the keys that made it.
func (w *word) press(k key, o Options) {
	if w.dead {
		k.did = asLetter
		w.keys = append(w.keys, k)
		return
	}
	if len(w.tail) > 0 {
		w.tail = append(w.tail, k.r)
		k.did = asPlain
		w.keys = append(w.keys, k)
		w.doubt(o, false)
		return
	}
	if k.plain {
		w.pressPlain(k)
		return
	}
	before := w.auto
	var done outcome
	switch o.Method {
	case Telex:
		done = w.telex(&k, o)
	case VNI:
		done = w.vni(&k)
	}
	switch {
	case done == applied:
		w.keys = append(w.keys, k)
	case done == undone && w.repeats(k):
		w.takeBack(k, o)
	default:
		w.auto = before
		w.letter(k, o.Method)
	}
}

// repeats reports whether k is the last key pressed once more. Only then does it
// take back what that did: nobody means to in "lists" and "reference".
func (w *word) repeats(k key) bool {
	n := len(w.keys)
	return n > 0 && w.keys[n-1].lower() == k.lower()
}

// pressPlain appends a key that stands for itself: as a letter where a syllable
// may have it, else behind the syllable.
func (w *word) pressPlain(k key) {
	switch c := k.lower(); {
	case c == 'a' || c == 'e' || c == 'o' || c == 'd', c == 'w' && len(w.codes) == 0:
		k.did, k.at = asLetter, len(w.codes)
		w.push(c, unicode.IsUpper(k.r))
		w.keys = append(w.keys, k)
		w.dead = !viable(string(w.codes), w.tone, Telex)
	default:
		k.did = asPlain
		w.tail = append(w.tail, k.r)
		w.keys = append(w.keys, k)
	}
}

func (w *word) push(code byte, upper bool) {
	w.codes = append(w.codes, code)
	w.upper = append(w.upper, upper)
}

// letter appends the key as a letter and sees what it does to uo.
func (w *word) letter(k key, m Method) {
	k.did, k.at = asLetter, len(w.codes)
	w.keys = append(w.keys, k)
	w.push(k.lower(), unicode.IsUpper(k.r))
	w.joinUo()
	w.dead = len(w.codes) > longest || !viable(string(w.codes), w.tone, m)
}

// joinUo keeps the two letters of ươ together: ưo is nothing else, and neither
// is uơ with a letter behind it.
func (w *word) joinUo() {
	i := split(string(w.codes))
	if i+1 >= len(w.codes) {
		return
	}
	switch {
	case w.codes[i] == uHorn && w.codes[i+1] == 'o':
		w.codes[i+1], w.auto = oHorn, true
	case w.codes[i] == 'u' && w.codes[i+1] == oHorn && i+2 < len(w.codes):
		w.codes[i] = uHorn
	}
}

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

// takeBack takes back what keys like k did and lets k stand for itself.
func (w *word) takeBack(k key, o Options) {
	keys, lone := make([]key, 0, len(w.keys)+1), false
	for _, old := range w.keys {
		switch {
		case old.did == asTone && k.did == asTone:
			continue
		case old.did == asHorned && k.did != asTone:
			old.plain, lone = true, true // and k only says so
		case old.did == asMark && k.did != asTone && old.lower() == k.lower():
			if !lone {
				continue
			}
			old.plain = true
		}
		keys = append(keys, old)
	}
	again := append([]key(nil), w.keys...)
	if !lone {
		keys = append(keys, key{r: k.r, plain: true})
	}
	w.replay(keys, o)
	if k.did == asTone && o.Method == Telex && len(w.tail) == 1 {
		w.again = again
	}
}

// doubt asks after each letter behind a tone that was taken back, and when the
// word is over, whether that was needed. It was in "tesst", since "tét" is a
// syllable, but not in "offline" or "buffer": "òl" and "bủe" are none and would
// have been shown as typed. Then two letters were meant.
func (w *word) doubt(o Options, over bool) {
	if w.again == nil || len(w.tail) < 2 {
		return
	}
	var once word
	for _, old := range w.again {
		once.press(key{r: old.r, plain: old.plain}, o)
	}
	at := len(once.keys)
	for _, r := range w.tail[1:] {
		once.press(key{r: r}, o)
	}
	switch {
	case len(once.tail) > 0:
		w.again = nil
	case once.dead || over && !whole(string(once.codes), once.tone):
		keys := append(once.keys[:at:at], key{r: w.tail[0]})
		keys = append(keys, once.keys[at:]...)
		w.keys, w.dead, w.tail, w.again = keys, true, w.tail[:0], nil
	}
}
