package scheme

import (
	"errors"
	"math"
	"strconv"
	"strings"
)

// Points counts hundredths of a point, so that 4.5 points are Points(450).
type Points int64

// String returns the shortest decimal: "4.5", "80", "-0.25".
func (p Points) String() string { return formatDecimal(int64(p), 2) }

// ParsePoints reads a decimal with a point, such as "4.5". It returns an error
// when text is no number or has more than two decimals.
func ParsePoints(text string) (Points, error) {
	n, err := parseDecimal(text, 2)
	return Points(n), err
}

// ScaleOf returns the decimals that numbers of a unit are stored with: none
// for đồng, người and năm, two for every other.
func ScaleOf(unit string) int {
	switch unit {
	case "đồng", "người", "năm":
		return 0
	}
	return 2
}

var (
	errNotNumber = errors.New("not a decimal number")
	errTooFine   = errors.New("more decimals than its scale")
	errTooLarge  = errors.New("out of range")
)

// parseDecimal reads a decimal, with or without exponent, into an integer of
// the given scale. It computes on the digits, so no value passes a float.
func parseDecimal(text string, scale int) (int64, error) {
	mant, exp := text, 0
	if i := strings.IndexAny(text, "eE"); i >= 0 {
		e, err := strconv.Atoi(text[i+1:])
		if err != nil {
			return 0, errNotNumber
		}
		if e < -40 || e > 40 {
			return 0, errTooLarge
		}
		mant, exp = text[:i], e
	}
	neg := strings.HasPrefix(mant, "-")
	mant = strings.TrimPrefix(strings.TrimPrefix(mant, "-"), "+")
	whole, frac, dotted := strings.Cut(mant, ".")
	if whole == "" || dotted && frac == "" {
		return 0, errNotNumber
	}
	digits := whole + frac
	if strings.Trim(digits, "0123456789") != "" {
		return 0, errNotNumber
	}
	digits = strings.TrimLeft(digits, "0")
	exp += scale - len(frac)
	for exp < 0 && strings.HasSuffix(digits, "0") {
		digits, exp = digits[:len(digits)-1], exp+1
	}
	switch {
	case digits == "":
		return 0, nil
	case exp < 0:
		return 0, errTooFine
	case len(digits)+exp > 18:
		return 0, errTooLarge
	}
	n, err := strconv.ParseInt(digits+strings.Repeat("0", exp), 10, 64)
	if err != nil {
		return 0, errNotNumber
	}
	if neg {
		n = -n
	}
	return n, nil
}

// formatDecimal writes n of the given scale as its shortest decimal.
func formatDecimal(n int64, scale int) string {
	if scale == 0 {
		return strconv.FormatInt(n, 10)
	}
	neg := n < 0
	u := uint64(n)
	if neg {
		u = -u
	}
	digits := strconv.FormatUint(u, 10)
	if len(digits) <= scale {
		digits = strings.Repeat("0", scale+1-len(digits)) + digits
	}
	cut := len(digits) - scale
	out := digits[:cut]
	if frac := strings.TrimRight(digits[cut:], "0"); frac != "" {
		out += "." + frac
	}
	if neg {
		out = "-" + out
	}
	return out
}

// decimal returns n of the given scale as expressions see it.
func decimal(n int64, scale int) float64 {
	if scale == 0 {
		return float64(n)
	}
	return float64(n) / 100
}

// almost reports whether a and b are the same number up to the rounding of a
// short computation. Whole numbers are exact in float64 and so never "almost"
// each other; see the package doc.
func almost(a, b float64) bool {
	if a == b {
		return true
	}
	if a == math.Trunc(a) && b == math.Trunc(b) {
		return false
	}
	big := max(math.Abs(a), math.Abs(b))
	return math.Abs(a-b) <= 4*(math.Nextafter(big, math.Inf(1))-big)
}

// atLeast is a >= b and above is a > b, both up to rounding.
func atLeast(a, b float64) bool { return a > b || almost(a, b) }
func above(a, b float64) bool   { return a > b && !almost(a, b) }
