package vi

import (
	"slices"
	"strings"
)

// Closeness says how near needle is to what haystack says: 0 if its words
// stand there side by side, 1 if each begins a word, 2 if each occurs
// somewhere ("ha" in "thanh"), and -1 if one does not occur, that is if
// [Contains] is false. Lists that are searched show the nearest first, else
// Enter takes an entry that nobody meant. Both are folded already.
func Closeness(haystack, needle string) int {
	if !Contains(haystack, needle) {
		return -1
	}
	needle = strings.TrimSpace(needle)
	if needle == "" || beginsWord(haystack, needle) {
		return 0
	}
	for word := range strings.FieldsSeq(needle) {
		if !beginsWord(haystack, word) {
			return 2
		}
	}
	return 1
}

// Nearest returns which of n texts contain needle, by [Closeness] and else in
// their own order. All are folded already.
func Nearest(n int, text func(i int) string, needle string) []int {
	near := make([]int, n)
	found := make([]int, 0, n)
	for i := range n {
		if near[i] = Closeness(text(i), needle); near[i] >= 0 {
			found = append(found, i)
		}
	}
	slices.SortStableFunc(found, func(a, b int) int { return near[a] - near[b] })
	return found
}

// beginsWord reports whether s occurs in text at the beginning of a word.
func beginsWord(text, s string) bool {
	for at := 0; ; {
		i := strings.Index(text[at:], s)
		if i < 0 {
			return false
		}
		i += at
		if i == 0 || strings.IndexByte(" ,.;:()/-", text[i-1]) >= 0 {
			return true
		}
		at = i + 1
	}
}
