package vi

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold returns s as search compares it: without marks, lower case, đ as d,
// spaces collapsed. An apostrophe joins what stands around it, also over the
// space that some lists put after a one-letter syllable, so "Ia H'Drai",
// "Ia H' Drai" and "ia hdrai" are one. NFD input folds like NFC, and
// Fold(Fold(s)) is Fold(s).
func Fold(s string) string {
	b := make([]byte, 0, len(s))
	space := false // a space is owed before the next letter
	word := 0      // letters of the word so far
	join := false  // an apostrophe after a one-letter word swallows the space
	for _, r := range norm.NFD.String(s) {
		if r >= utf8.RuneSelf {
			if r == utf8.RuneError || unicode.Is(unicode.Mn, r) {
				continue
			}
			r = plain(r)
		}
		switch {
		case apostrophe(r):
			join = word == 1 && !space
			continue
		case unicode.IsSpace(r):
			if !join {
				space = len(b) > 0
			}
			continue
		case hidden(r):
			continue
		}
		if space {
			b = append(b, ' ')
			space, word = false, 0
		}
		b = utf8.AppendRune(b, unicode.ToLower(r))
		word++
		join = false
	}
	return string(b)
}

// plain maps letters that Unicode does not decompose to the ones that people
// type for them. ƀ is used in names of the Central Highlands (Ê Đê, Jrai).
func plain(r rune) rune {
	switch r {
	case 'đ', 'ð', 'Đ', 'Ð':
		return 'd'
	case 'ƀ', 'Ƀ':
		return 'b'
	}
	return r
}

func apostrophe(r rune) bool {
	switch r {
	case '\'', '`', '´', '’', '‘', 'ʼ', 'ʻ', '′', '＇':
		return true
	}
	return false
}

// Contains reports whether every word of needle occurs somewhere in haystack.
// Both are folded already; an empty needle is in everything.
func Contains(haystack, needle string) bool {
	for word := range strings.SplitSeq(needle, " ") {
		if !strings.Contains(haystack, word) {
			return false
		}
	}
	return true
}
