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
