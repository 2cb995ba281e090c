package vi

import (
	"fmt"
	"math"
	"math/big"
	"strings"
	"unicode"
)

// moneyUnits are the words that stand behind an amount, folded, with the power
// of ten they stand for. Longer ones come first.
var moneyUnits = []struct {
	word  string
	power int
}{
	{"nghin ty", 12},
	{"ngan ty", 12},
	{"nghin ti", 12},
	{"ngan ti", 12},
	{"trieu", 6},
	{"nghin", 3},
	{"ngan", 3},
	{"ty", 9},
	{"ti", 9},
	{"tr", 6},
	{"k", 3},
}

var moneySuffixes = []string{"dong", "vnd", "₫", "d"}

// ParseMoney reads an amount as people here type it, in whole đồng: "3,5 tỷ",
// "450tr", "450 triệu", "2 tỷ 300 triệu", "1,2 nghìn tỷ", "450.000.000 đ". The
// arithmetic is exact: what is no whole number of đồng or does not fit an
// int64 is an *[Error], and so is "2 tỷ 3", which some read as 2,3 tỷ. A minus
// in front makes a loss.
func ParseMoney(s string) (int64, error) {
	bad := func(why string) (int64, error) {
		return 0, &Error{Message: fmt.Sprintf("số tiền %q %s", shorten(s), why), Hint: "ghi như 3,5 tỷ, 450 triệu hoặc 450.000.000"}
	}
	rest := Fold(strings.Map(typedRune, s))
	for _, suffix := range moneySuffixes {
		if cut, ok := strings.CutSuffix(rest, suffix); ok {
			rest = cut
			break
		}
	}
	rest = strings.TrimSpace(rest)
	neg := false
	if cut, ok := strings.CutPrefix(rest, "-"); ok {
		neg, rest = true, strings.TrimSpace(cut)
	}
	if rest == "" {
		return bad("chưa có con số")
	}
	total, last := new(big.Int), math.MaxInt
	for rest != "" {
		end := strings.IndexFunc(rest, unicode.IsLetter)
		if end < 0 {
			end = len(rest)
		}
		amount, tail := strings.TrimSpace(rest[:end]), rest[end:]
		power := 0
		if tail != "" {
			var ok bool
			if power, tail, ok = cutUnit(tail); !ok {
				return bad("có đơn vị không rõ")
			}
		}
		if power >= last {
			return bad("có đơn vị không theo thứ tự từ lớn đến nhỏ")
		}
		if power == 0 && last != math.MaxInt {
			return bad("thiếu đơn vị ở phần cuối")
		}
		minus, whole, frac, _, err := splitTyped(amount)
		if err != nil || minus || strings.HasPrefix(amount, "+") {
			return bad("không đọc được")
		}
		digits, ok := new(big.Int).SetString(whole+frac, 10)
		if !ok || len(whole) > 30 || len(frac) > 30 {
			return bad("quá dài")
		}
		digits.Mul(digits, pow10(power))
		quo, rem := digits.QuoRem(digits, pow10(len(frac)), new(big.Int))
		if rem.Sign() != 0 {
			return bad("không tròn đồng")
		}
		total.Add(total, quo)
		last, rest = power, strings.TrimSpace(tail)
	}
	if neg {
		total.Neg(total)
	}
	if !total.IsInt64() {
		return bad("quá lớn")
	}
	return total.Int64(), nil
}

// cutUnit takes a unit off the front of s. A unit ends where its letters end.
func cutUnit(s string) (power int, rest string, ok bool) {
	for _, u := range moneyUnits {
		rest, found := strings.CutPrefix(s, u.word)
		if !found {
			continue
		}
		if rest == "" || rest[0] == ' ' || rest[0] >= '0' && rest[0] <= '9' {
			return u.power, rest, true
		}
	}
	return 0, s, false
}

func pow10(n int) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil) }

// FormatMoney writes an amount in full: "3.675.000.000 đ".
func FormatMoney(n int64) string { return FormatInt(n) + " đ" }

// Short writes an amount in the unit that reads best, with at most two
// decimals: "3,5 tỷ đồng", "450 triệu đồng", "12.500 đồng". A rounded amount
// begins with ≈, so that nobody takes it for the sum itself: "≈3,68 tỷ đồng".
func Short(n int64) string {
	u := uint64(n)
	sign := ""
	if n < 0 {
		u, sign = -u, "-"
	}
	const thousandMillions = 1_000_000_000 - 5_000 // rounds to 1.000 triệu
	unit, hundredth := "tỷ đồng", uint64(10_000_000)
	switch {
	case u < 1_000_000:
		return FormatInt(n) + " đồng"
	case u < thousandMillions:
		unit, hundredth = "triệu đồng", 10_000
	}
	rounded, rest := u/hundredth, u%hundredth
	if rest >= hundredth/2 {
		rounded++
	}
	about := ""
	if rest != 0 {
		about = "≈"
	}
	return about + sign + FormatScaled(int64(rounded), 2) + " " + unit
}
