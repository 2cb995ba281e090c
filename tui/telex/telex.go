// Package telex turns the keys of the two usual ways of typing Vietnamese,
// Telex and VNI, into letters, for terminals that have no input method of the
// system.
//
//	Telex  aa ee oo aw ow uw dd · s f r x j for the tones, z takes the tone away
//	VNI    a6 e6 o6 a8 o7 u7 d9 · 1 2 3 4 5 for the tones, 0 takes the tone away
//
// Marks and tones may be typed behind their vowel or at the end of the word. The
// last tone counts; the key of a mark or tone pressed again takes it back and
// stands for itself ("beeer" is "beer"). What can be no Vietnamese syllable is
// shown as it was typed ("excel", "USB"): at once where no further letter can
// mend it, else at the end of the word. Names of Xơ-đăng, Ba-na, Gia-rai,
// Gié-Triêng, Brâu and Rơ-măm with their clusters of consonants ("Kon Plông",
// "Đăk Blà") are syllables too. Letters that no key of theirs makes, such as ŏ,
// ĭ, ƀ, č and ñ, and letters that the system's own input method sends, pass
// untouched, and the word around them is then left alone.
//
// Sources: https://vietunicode.sourceforge.net/inputmethod.html (the keys) and
// the habits of the input methods that people know.
package telex

import (
	"fmt"
	"strings"
)

// Method is a way of typing.
type Method int

// The methods. The zero value leaves every key as it is.
const (
	Off Method = iota
	Telex
	VNI
)

var methods = [...]string{"off", "telex", "vni"}

// String is the method's name in the settings: "off", "telex" or "vni".
func (m Method) String() string {
	if m < 0 || int(m) >= len(methods) {
		return methods[Off]
	}
	return methods[m]
}

// Next is the method after m: off, Telex, VNI and off again.
func (m Method) Next() Method { return (m + 1) % Method(len(methods)) }

// Options say how keys become letters. The zero value is off.
type Options struct {
	Method Method
	// NewStyle puts the tone of oa, oe and uy without a letter behind them on
	// the second vowel (hoà, khoẻ, thuý), else it is on the first (hòa, khỏe,
	// thúy). Both are in use; the official lists of units mix them.
	NewStyle bool
	// PlainW leaves a w where no vowel was typed; else it is ư in Telex, so
	// that "nhwng" is "nhưng".
	PlainW bool
}

// MarshalText writes the options as a setting: "telex", "vni+new", "off+w".
func (o Options) MarshalText() ([]byte, error) {
	s := o.Method.String()
	if o.NewStyle {
		s += "+new"
	}
	if o.PlainW {
		s += "+w"
	}
	return []byte(s), nil
}

// UnmarshalText reads what MarshalText wrote. Anything else is an error and
// leaves o as it is; an empty text is off.
func (o *Options) UnmarshalText(text []byte) error {
	var read Options
	for i, part := range strings.Split(string(text), "+") {
		switch {
		case i == 0 && part == "":
		case i == 0:
			m := -1
			for n, name := range methods {
				if part == name {
					m = n
				}
			}
			if m < 0 {
				return fmt.Errorf("telex: no method %q", part)
			}
			read.Method = Method(m)
		case part == "new":
			read.NewStyle = true
		case part == "w":
			read.PlainW = true
		default:
			return fmt.Errorf("telex: no option %q", part)
		}
	}
	*o = read
	return nil
}

// Convert returns what the keys of s give, as if s had been typed from its first
// key to its last and the word ended there.
func Convert(o Options, s string) string {
	c := New(o)
	var out []rune
	edit := func(erase int, insert string) {
		out = append(out[:len(out)-erase], []rune(insert)...)
	}
	for _, r := range s {
		edit(c.Key(r))
	}
	edit(c.Finish())
	return string(out)
}
