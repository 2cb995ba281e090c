package text_test

import (
	"math"
	"testing"

	"coopfield/tui/text"
)

func TestNumbersAreReadAloudInEnglish(t *testing.T) {
	for _, c := range []struct {
		n     int64
		scale int
		want  string
	}{
		{0, 0, "zero"},
		{1500, 0, "one thousand five hundred"},
		{150_000, 2, "one thousand five hundred"},
		{7950, 2, "seventy-nine point five"},
		{-1205, 2, "minus twelve point zero five"},
		{3_500_000_000, 0, "three billion five hundred million"},
		{21, 0, "twenty-one"},
		{40, 0, "forty"},
		{1_000_019, 0, "one million nineteen"},
		{5, 2, "zero point zero five"},
		{math.MinInt64, 0, "minus nine quintillion two hundred twenty-three quadrillion three hundred seventy-two trillion thirty-six billion eight hundred fifty-four million seven hundred seventy-five thousand eight hundred eight"},
	} {
		if got := text.EnglishNumber(c.n, c.scale); got != c.want {
			t.Errorf("%d by %d is %q", c.n, c.scale, got)
		}
	}
}
