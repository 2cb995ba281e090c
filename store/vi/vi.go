// Package vi holds what the program knows about Vietnamese writing: Unicode
// form, search without marks, alphabetical order, numbers, money, dates, and
// text that was never converted from an old encoding.
//
// It is pure: it imports golang.org/x/text and the standard library, reads no
// clock and keeps no state that a caller could see. Every function may be
// called from any goroutine; a [Collator] belongs to one at a time.
package vi

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Error says in Vietnamese why a piece of text could not be read and what to
// write instead. Callers wrap it in their own error with a code.
type Error struct {
	Message string // what is wrong
	Hint    string // what to write
}

// Error joins both sentences.
func (e *Error) Error() string {
	if e.Hint == "" {
		return e.Message
	}
	return e.Message + "; " + e.Hint
}

// NFC returns s in the composed form of Unicode, the only one that is stored,
// hashed, compared or shown. Keyboards of Windows and macOS and old files
// bring the other one.
func NFC(s string) string { return norm.NFC.String(s) }

// Clean returns s as it may be stored: NFC, valid UTF-8, without control
// characters, zero-width characters, and the marks that turn the direction of
// writing (they hide what a text says). With multiline, line ends become LF;
// otherwise they and tabs become a space. Space around the text is cut off.
// Clean(Clean(s)) is Clean(s).
func Clean(s string, multiline bool) string {
	if isClean(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		switch {
		case r == utf8.RuneError && size == 1: // invalid byte, also half of a surrogate pair
		case r == '\r' && strings.HasPrefix(s[i:], "\n"): // the LF that follows says it all
		case r == '\n', r == '\r', r == '\u0085', r == '\u2028', r == '\u2029':
			if multiline {
				b.WriteByte('\n')
			} else {
				b.WriteByte(' ')
			}
		case r == '\t', r == '\v', r == '\f':
			b.WriteByte(' ')
		case hidden(r):
		default:
			b.WriteRune(r)
		}
	}
	return strings.TrimSpace(norm.NFC.String(b.String()))
}

// isClean reports whether s is text of printable ASCII, of the letters of
// Vietnamese and of their neighbours, without outer space: nearly all that a
// record holds. All of these stand in NFC next to anything of their kind.
func isClean(s string) bool {
	for _, r := range s {
		if r < ' ' || r > '~' && r <= 0xa0 || r == 0xad || r >= 0x300 && (r < 0x1e00 || r >= 0x1f00) {
			return false // U+FFFD for an invalid byte too
		}
	}
	return s == "" || s[0] != ' ' && s[len(s)-1] != ' '
}

// hidden reports whether r shows nothing: controls and format characters
// (zero-width space and joiners, byte order mark, bidi controls, soft hyphen)
// and noncharacters.
func hidden(r rune) bool {
	if r < 0x80 {
		return r < ' ' || r == 0x7f
	}
	switch {
	case unicode.Is(unicode.Cc, r), unicode.Is(unicode.Cf, r):
		return true
	case r == 0x034f, r == 0x115f, r == 0x1160, r == 0x3164, r == 0xffa0: // fillers that draw nothing
		return true
	case r >= 0xfe00 && r <= 0xfe0f, r >= 0xe0100 && r <= 0xe01ef: // variation selectors
		return true
	case r&0xfffe == 0xfffe, r >= 0xfdd0 && r <= 0xfdef:
		return true
	}
	return false
}

// JoinMark appends r to before as a text field does: a combining mark joins
// the letter in front of it ("a" + U+0301 is one "á"), anything else stands by
// itself. It may overwrite the array behind before.
func JoinMark(before []rune, r rune) []rune {
	if len(before) == 0 || !unicode.Is(unicode.Mn, r) {
		return append(before, r)
	}
	// From the last letter on, so that a mark which must stand before another
	// one (the dot below of "ặ") finds its place.
	start := len(before) - 1
	for start > 0 && unicode.Is(unicode.Mn, before[start]) {
		start--
	}
	joined := []rune(norm.NFC.String(string(before[start:]) + string(r)))
	return append(before[:start], joined...)
}
