package scheme

import (
	"math"

	"coopfield/store/vi"
)

// Points counts hundredths of a point, so that 4.5 points are Points(450).
type Points int64

// String returns the shortest decimal: "4.5", "80", "-0.25".
func (p Points) String() string { return vi.FormatDecimal(int64(p), 2) }

// Spoken returns points as a Vietnamese sentence writes them: "4,5".
func (p Points) Spoken() string { return vi.FormatScaled(int64(p), 2) }

// ParsePoints reads a decimal with a point, such as "4.5". It returns an error
// when text is no number or has more than two decimals.
func ParsePoints(text string) (Points, error) {
	n, err := vi.ParseDecimal(text, 2)
	return Points(n), err
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
