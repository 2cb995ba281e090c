package vi

import (
	"fmt"
	"strings"
)

// FormatInt writes n with a point between the thousands: 1.234.567.
//
// Source: Luật Kế toán 2015, Điều 11.
func FormatInt(n int64) string { return FormatScaled(n, 0) }

// FormatScaled writes n, an integer by scale, as Vietnamese paper does:
// FormatScaled(123456750, 2) is "1.234.567,5". Trailing zeros are left out.
//
// Source: Luật Kế toán 2015, Điều 11.
func FormatScaled(n int64, scale int) string {
	neg, whole, frac := splitScaled(n, scale)
	return join(neg, group(whole), ",", frac)
}

// FormatPoints writes n hundredths of a point with one decimal at least: 72,0.
func FormatPoints(n int64) string {
	s := FormatScaled(n, 2)
	if n%100 == 0 {
		s += ",0"
	}
	return s
}

// group puts a point between the thousands of digits.
func group(digits string) string {
	if len(digits) <= 3 {
		return digits
	}
	b := make([]byte, 0, len(digits)+len(digits)/3)
	for i := range len(digits) {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b = append(b, '.')
		}
		b = append(b, digits[i])
	}
	return string(b)
}

// Reading is how a typed number was understood, to be shown beside the field
// before it counts.
type Reading struct {
	Shown     string // in full, as Vietnamese paper writes it: "1.500"
	Words     string // read aloud: "một nghìn năm trăm"
	Ambiguous bool   // another way of writing gives another number; show Words
}

func readingOf(n int64, scale int, ambiguous bool) Reading {
	return Reading{Shown: FormatScaled(n, scale), Words: wordsScaled(n, scale), Ambiguous: ambiguous}
}

// ParseNumber reads a number as people here type it, as an integer by scale:
// 1.234.567,5 and 79,5, also 79.5 and 1,234,567.5 of programs set to English,
// with spaces between the thousands, and with a sign. A point followed by
// three digits parts thousands, so 1.500 is one thousand five hundred. The
// reading says in words what was understood and whether it could be meant
// otherwise. What is no number, has more decimals than scale, or does not fit
// is an *[Error].
func ParseNumber(s string, scale int) (int64, Reading, error) {
	neg, whole, frac, ambiguous, err := splitTyped(s)
	if err != nil {
		return 0, Reading{}, err
	}
	n, err := scaled(neg, whole+frac, -len(frac), scale, s)
	if err != nil {
		return 0, Reading{}, err
	}
	return n, readingOf(n, scale, ambiguous), nil
}

// splitTyped decides which signs of a typed number part thousands and which
// one begins the decimals.
func splitTyped(s string) (neg bool, whole, frac string, ambiguous bool, err error) {
	bad := func() (bool, string, string, bool, error) {
		return false, "", "", false, &Error{
			Message: fmt.Sprintf("%q không phải là số", shorten(s)),
			Hint:    "ghi số như 1.234.567,5",
		}
	}
	t := strings.TrimSpace(strings.Map(typedRune, s))
	if rest, ok := strings.CutPrefix(t, "-"); ok {
		neg, t = true, strings.TrimSpace(rest)
	} else {
		t = strings.TrimSpace(strings.TrimPrefix(t, "+"))
	}
	points, commas := strings.Count(t, "."), strings.Count(t, ",")
	thousands, decimal := ".", ","
	switch {
	case points > 0 && commas > 0:
		if strings.LastIndex(t, ",") < strings.LastIndex(t, ".") {
			thousands, decimal, ambiguous = ",", ".", true
		}
	case commas > 1:
		thousands, decimal, ambiguous = ",", ".", true
	case commas == 1: // 79,5; but 1,500 is 1500 in English
		ambiguous = groupsOfThree(strings.Split(t, ","))
	case points == 1:
		ambiguous = true
		if !groupsOfThree(strings.Split(t, ".")) {
			thousands, decimal = ",", "."
		}
	}
	whole, frac, hasFrac := strings.Cut(t, decimal)
	if hasFrac && !isDigits(frac) {
		return bad()
	}
	for _, sep := range []string{thousands, " "} {
		if !strings.Contains(whole, sep) {
			continue
		}
		groups := strings.Split(whole, sep)
		if !groupsOfThree(groups) {
			return bad()
		}
		whole = strings.Join(groups, "")
		break
	}
	if !isDigits(whole) {
		return bad()
	}
	return neg, whole, frac, ambiguous, nil
}

// typedRune evens out the signs that keyboards and copied tables bring.
func typedRune(r rune) rune {
	switch r {
	case '\u00a0', '\u202f', '\u2009', '\t':
		return ' '
	case '−', '–':
		return '-'
	}
	return r
}

// groupsOfThree reports whether the parts are the thousands of one number:
// 1 to 3 digits that do not begin with 0, then 3 in each part.
func groupsOfThree(parts []string) bool {
	for i, p := range parts {
		if !isDigits(p) {
			return false
		}
		if i == 0 && (len(p) > 3 || p[0] == '0') || i > 0 && len(p) != 3 {
			return false
		}
	}
	return true
}
