package telex

import (
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Composer holds the word before the cursor while it is typed. It answers each
// key with an edit of the text: how many letters before the cursor go, and what
// comes in their place. It is for one field; the field calls Reset when the
// cursor moves, something is pasted or the text is replaced.
type Composer struct {
	o     Options
	now   word
	shown []rune // how the word stands in the text
	// apart leaves the rest of the word alone: the system's own input method
	// types into it, or it is an address.
	apart bool
	// address lasts until a space: behind "@", "://" or "www.".
	address bool
	seps    [3]rune // the last separators, the newest last

	// The word before a single separator comes back when that is deleted.
	last      word
	lastShown []rune
	canReturn bool
}

// New returns a composer before its first word.
func New(o Options) *Composer { return &Composer{o: o} }

// Options are those that the composer was made with, or given last.
func (c *Composer) Options() Options { return c.o }

// SetOptions changes how keys become letters from the next word on.
func (c *Composer) SetOptions(o Options) {
	if c.o != o {
		c.Reset()
		c.o = o
	}
}

// Reset forgets the word before the cursor; what stands in the text stays.
func (c *Composer) Reset() {
	c.drop()
	c.apart, c.address, c.canReturn, c.seps = false, false, false, [3]rune{}
}

func (c *Composer) drop() {
	c.now.clear()
	c.shown = c.shown[:0]
}

// Shown is the word before the cursor as it stands in the text, "" if there is
// none that further keys would change.
func (c *Composer) Shown() string { return string(c.shown) }

// Key takes one typed letter. The caller deletes erase letters before the cursor
// and puts insert there; both are NFC, and a letter with all its marks is one.
func (c *Composer) Key(r rune) (erase int, insert string) {
	switch {
	case c.o.Method == Off:
		return 0, string(r)
	case unicode.Is(unicode.Mn, r):
		return c.joinMark(r)
	case !unicode.IsLetter(r) && !c.isKey(r):
		return c.separate(r)
	}
	c.canReturn = false
	c.seps = [3]rune{}
	if c.apart || c.address || r > unicode.MaxASCII {
		if r > unicode.MaxASCII {
			c.apart = true
		}
		c.shown = append(c.shown, r)
		return 0, norm.NFC.String(string(r))
	}
	return c.compose(r)
}

// isKey reports whether a sign that is no letter is a key of the method here.
func (c *Composer) isKey(r rune) bool {
	return c.o.Method == VNI && r >= '0' && r <= '9' && len(c.shown) > 0
}

// compose gives the key to the word and says what changed in the text.
func (c *Composer) compose(r rune) (int, string) {
	w := &c.now
	if c.o.Method == Telex && unicode.ToLower(r) == 'w' && len(w.keys) == 1 && w.keys[0].plain && w.keys[0].lower() == 'w' {
		w.press(key{r: r, plain: true}, c.o) // www: the second one said no ư
	}
	w.press(key{r: r}, c.o)
	return c.show()
}

// show brings the text up to date with the word.
func (c *Composer) show() (erase int, insert string) {
	return c.replace(c.now.text(c.o))
}

func (c *Composer) replace(text []rune) (erase int, insert string) {
	same := 0
	for same < len(text) && same < len(c.shown) && text[same] == c.shown[same] {
		same++
	}
	erase, insert = len(c.shown)-same, string(text[same:])
	c.shown = append(c.shown[:same], text[same:]...)
	return erase, insert
}

// joinMark joins a combining mark, which some keyboards of the system send, with
// the letter before it.
func (c *Composer) joinMark(r rune) (int, string) {
	c.apart = true
	c.canReturn = false
	c.now.clear()
	if len(c.shown) == 0 {
		return 0, string(r)
	}
	end := len(c.shown) - 1
	for end > 0 && unicode.Is(unicode.Mn, c.shown[end]) {
		end--
	}
	joined := []rune(norm.NFC.String(string(c.shown[end:]) + string(r)))
	return c.replace(append(append([]rune(nil), c.shown[:end]...), joined...))
}

// separate ends the word with a sign that is no letter.
func (c *Composer) separate(r rune) (erase int, insert string) {
	space := unicode.IsSpace(r)
	switch {
	case r == '@' || !space && c.now.isLoneW():
		erase, insert = c.replace(c.now.typed())
		if c.apart || c.address {
			erase, insert = 0, ""
		}
	case !c.apart && !c.address:
		erase, insert = c.settle()
	}
	web := r == '.' && isWWW(c.shown)
	c.canReturn = len(c.shown) > 0 && !c.apart && !c.address
	if c.canReturn {
		c.last, c.now = c.now, c.last
		c.lastShown, c.shown = c.shown, c.lastShown
	}
	c.drop()
	c.apart = false
	c.seps = [3]rune{c.seps[1], c.seps[2], r}
	if r == '@' || web || c.seps == [3]rune{':', '/', '/'} {
		c.address = true
	}
	if space {
		c.address = false
	}
	return erase, insert + string(r)
}

func isWWW(shown []rune) bool {
	return len(shown) == 3 && unicode.ToLower(shown[0]) == 'w' && shown[0] == shown[1] && shown[1] == shown[2]
}

// settle decides about a word that is over: what is no syllable stands as typed.
func (c *Composer) settle() (int, string) {
	w := &c.now
	w.doubt(c.o, true)
	if len(w.tail) > 0 || len(w.codes) == 0 {
		return 0, ""
	}
	if w.dead {
		return c.show()
	}
	w.closeUo()
	syllable := whole(string(w.codes), w.tone) && (string(w.codes) != "UC" || w.keys[0].did != asHorned) // "wow"
	w.dead = !syllable && (w.tone != 0 || marked(string(w.codes)))
	return c.show()
}

// Finish ends the word without a sign behind it, as when the field is left.
func (c *Composer) Finish() (erase int, insert string) {
	if c.o.Method != Off && !c.apart && !c.address {
		erase, insert = c.settle()
	}
	c.Reset()
	return erase, insert
}

// Backspace deletes the letter before the cursor with all its marks, and puts
// the tone where the rest of the word has it. An erase of 0 says that no word is
// held here: the caller deletes as usual.
func (c *Composer) Backspace() (erase int, insert string) {
	if len(c.shown) == 0 {
		if c.canReturn { // the separator goes, the word behind it is open again
			c.canReturn = false
			c.now, c.last = c.last, c.now
			c.shown, c.lastShown = c.lastShown, c.shown
			c.seps = [3]rune{}
			return 0, ""
		}
		c.now.clear()
		c.seps = [3]rune{}
		return 0, ""
	}
	if c.apart || c.address {
		end := len(c.shown) - 1
		for end > 0 && unicode.Is(unicode.Mn, c.shown[end]) {
			end--
		}
		erase = len(c.shown) - end
		c.shown = c.shown[:end]
		return erase, ""
	}
	c.now.back(c.o)
	return c.show()
}
