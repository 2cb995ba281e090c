package vi

import "strings"

var digitWords = [10]string{"không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"}

// Words reads n aloud: 1500 is "một nghìn năm trăm", 1005 "một nghìn không trăm
// linh năm", 21 "hai mươi mốt", 15 "mười lăm", 24 "hai mươi tư". Negative
// numbers begin with "âm".
func Words(n int64) string {
	if n < 0 {
		return "âm " + wordsOf(-uint64(n))
	}
	return wordsOf(uint64(n))
}

// wordsScaled reads an integer by scale: 7950 by 2 is "bảy mươi chín phẩy năm".
func wordsScaled(n int64, scale int) string {
	neg, whole, frac := splitScaled(n, scale)
	var u uint64
	for _, d := range []byte(whole) {
		u = u*10 + uint64(d-'0')
	}
	s := wordsOf(u)
	if neg {
		s = "âm " + s
	}
	if frac == "" {
		return s
	}
	s += " phẩy"
	for frac[0] == '0' {
		s += " không"
		frac = frac[1:]
	}
	u = 0
	for _, d := range []byte(frac) {
		u = u*10 + uint64(d-'0')
	}
	return s + " " + wordsOf(u)
}

const billion = 1_000_000_000

func wordsOf(n uint64) string {
	if n == 0 {
		return digitWords[0]
	}
	return strings.Join(appendWords(nil, n, false), " ")
}

// appendWords reads n; inner says that something was read before it, so that
// empty hundreds are spoken.
func appendWords(words []string, n uint64, inner bool) []string {
	if n >= billion {
		words = append(appendWords(words, n/billion, inner), "tỷ")
		n, inner = n%billion, true
	}
	for _, g := range []struct {
		size uint64
		name string
	}{{1_000_000, "triệu"}, {1_000, "nghìn"}, {1, ""}} {
		group := n / g.size
		n %= g.size
		if group == 0 {
			continue
		}
		words = appendGroup(words, group, inner)
		if g.name != "" {
			words = append(words, g.name)
		}
		inner = true
	}
	return words
}

// appendGroup reads 1 to 999.
func appendGroup(words []string, n uint64, inner bool) []string {
	hundreds, tens, ones := n/100, n/10%10, n%10
	if hundreds > 0 || inner {
		words = append(words, digitWords[hundreds], "trăm")
		inner = true
	}
	switch {
	case tens == 0 && ones > 0 && inner:
		words = append(words, "linh")
	case tens == 1:
		words = append(words, "mười")
	case tens > 1:
		words = append(words, digitWords[tens], "mươi")
	}
	switch {
	case ones == 0:
	case ones == 1 && tens > 1:
		words = append(words, "mốt")
	case ones == 4 && tens > 1:
		words = append(words, "tư")
	case ones == 5 && tens > 0:
		words = append(words, "lăm")
	default:
		words = append(words, digitWords[ones])
	}
	return words
}
