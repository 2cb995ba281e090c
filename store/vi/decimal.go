package vi

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// maxScale is the most decimals that an int64 still carries with some use.
const maxScale = 18

// ParseDecimal reads a JSON number ("4.5", "-0.05", "1e3") as an integer by
// scale, which is 0 to 18: ParseDecimal("4.5", 2) is 450. It is exact: more
// decimals than scale, unless they are zeros, and numbers beyond int64 are an
// *[Error].
func ParseDecimal(s string, scale int) (int64, error) {
	neg, digits, exp, ok := splitJSONNumber(s)
	if !ok {
		return 0, &Error{Message: fmt.Sprintf("%q không phải là số", shorten(s)), Hint: "ghi số như 4.5 hoặc 1200"}
	}
	return scaled(neg, digits, exp, scale, s)
}

// splitJSONNumber takes s apart by the grammar of RFC 8259: its digits and the
// power of ten they are multiplied with.
func splitJSONNumber(s string) (neg bool, digits string, exp int, ok bool) {
	s, neg = strings.CutPrefix(s, "-")
	mantissa, e := s, ""
	if i := strings.IndexAny(s, "eE"); i >= 0 {
		mantissa, e = s[:i], s[i+1:]
		sign := strings.TrimLeft(e, "+-")
		if len(e)-len(sign) > 1 || !isDigits(sign) {
			return false, "", 0, false
		}
		if len(sign) > 9 { // far outside of what can be exact
			sign = strings.TrimLeft(sign, "0")
			sign = sign[:min(len(sign), 9)]
			if sign == "" {
				sign = "0"
			}
		}
		exp, _ = strconv.Atoi(sign)
		if e[0] == '-' {
			exp = -exp
		}
	}
	whole, frac, dot := strings.Cut(mantissa, ".")
	if !isDigits(whole) || (len(whole) > 1 && whole[0] == '0') || (dot && !isDigits(frac)) {
		return false, "", 0, false
	}
	return neg, whole + frac, exp - len(frac), true
}

// scaled returns digits × 10^(exp+scale) if that is a whole number in int64.
func scaled(neg bool, digits string, exp, scale int, shown string) (int64, error) {
	if scale < 0 || scale > maxScale {
		return 0, &Error{Message: fmt.Sprintf("không ghi được số với %d chữ số thập phân", scale)}
	}
	digits = strings.TrimLeft(digits, "0")
	trimmed := strings.TrimRight(digits, "0")
	if trimmed == "" {
		return 0, nil
	}
	exp += len(digits) - len(trimmed) + scale
	if exp < 0 {
		e := &Error{Message: fmt.Sprintf("số %s có quá nhiều chữ số thập phân", shorten(shown))}
		if scale == 0 {
			e.Hint = "ghi số nguyên"
		} else {
			e.Hint = fmt.Sprintf("ghi nhiều nhất %d chữ số thập phân", scale)
		}
		return 0, e
	}
	limit := uint64(math.MaxInt64)
	if neg {
		limit++
	}
	tooBig := &Error{Message: fmt.Sprintf("số %s quá lớn", shorten(shown)), Hint: "kiểm tra lại số chữ số và đơn vị"}
	if exp > maxScale || len(trimmed) > 19 {
		return 0, tooBig
	}
	n, err := strconv.ParseUint(trimmed, 10, 64)
	if err != nil {
		return 0, tooBig
	}
	for range exp {
		if n > limit/10 {
			return 0, tooBig
		}
		n *= 10
	}
	if n > limit {
		return 0, tooBig
	}
	if neg {
		return -int64(n), nil // wraps to MinInt64 for 2^63, as it should
	}
	return int64(n), nil
}

// FormatDecimal writes n, an integer by scale, in its shortest decimal form
// with a point, as JSON and commands write it: FormatDecimal(450, 2) is "4.5".
func FormatDecimal(n int64, scale int) string {
	neg, whole, frac := splitScaled(n, scale)
	return join(neg, whole, ".", frac)
}

// splitScaled returns the digits before the decimal sign and those after it
// without trailing zeros.
func splitScaled(n int64, scale int) (neg bool, whole, frac string) {
	u := uint64(n)
	if n < 0 {
		neg, u = true, -u
	}
	whole = strconv.FormatUint(u, 10)
	if scale <= 0 {
		return neg, whole, ""
	}
	if pad := scale + 1 - len(whole); pad > 0 {
		whole = strings.Repeat("0", pad) + whole
	}
	cut := len(whole) - scale
	return neg, whole[:cut], strings.TrimRight(whole[cut:], "0")
}

func join(neg bool, whole, sign, frac string) string {
	if frac != "" {
		whole += sign + frac
	}
	if neg {
		return "-" + whole
	}
	return whole
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// shorten keeps what a person typed readable inside a message.
func shorten(s string) string {
	const most = 40
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
