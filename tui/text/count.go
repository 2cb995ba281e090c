package text

import (
	"strconv"
	"strings"
)

var (
	ones = strings.Fields(`zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
		fifteen sixteen seventeen eighteen nineteen`)
	tens   = strings.Fields(`- - twenty thirty forty fifty sixty seventy eighty ninety`)
	powers = strings.Fields(`- thousand million billion trillion quadrillion quintillion`)
)

// EnglishNumber reads an integer by scale aloud: 150000 by 2 is "one thousand
// five hundred", 7950 by 2 "seventy-nine point five". Package vi reads numbers
// in Vietnamese.
func EnglishNumber(n int64, scale int) string {
	u, sign := uint64(n), ""
	if n < 0 {
		u, sign = -u, "minus "
	}
	unit := uint64(1)
	for range scale {
		unit *= 10
	}
	s := sign + english(u/unit)
	if u%unit == 0 {
		return s
	}
	digits := strconv.FormatUint(u%unit+unit, 10)[1:]
	s += " point"
	for _, d := range strings.TrimRight(digits, "0") {
		s += " " + ones[d-'0']
	}
	return s
}

func english(n uint64) string {
	if n == 0 {
		return ones[0]
	}
	var groups []string
	for power := 0; n > 0; power++ {
		if g := n % 1000; g > 0 {
			s := hundreds(int(g))
			if power > 0 {
				s += " " + powers[power]
			}
			groups = append([]string{s}, groups...)
		}
		n /= 1000
	}
	return strings.Join(groups, " ")
}

func hundreds(n int) string {
	var parts []string
	if n >= 100 {
		parts = append(parts, ones[n/100]+" hundred")
		n %= 100
	}
	switch {
	case n == 0:
	case n < 20:
		parts = append(parts, ones[n])
	case n%10 == 0:
		parts = append(parts, tens[n/10])
	default:
		parts = append(parts, tens[n/10]+"-"+ones[n%10])
	}
	return strings.Join(parts, " ")
}
