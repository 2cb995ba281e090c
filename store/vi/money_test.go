package vi_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"coopfield/store/vi"
)

func TestParseMoneyReadsWhatPeopleType(t *testing.T) {
	for in, want := range map[string]int64{
		"3,5 tỷ": 3_500_000_000, "3.5 tỷ": 3_500_000_000, "3,5 tỉ đồng": 3_500_000_000, "3,5TỶ": 3_500_000_000,
		"450tr": 450_000_000, "450 triệu": 450_000_000, "450 trieu": 450_000_000, "450.000.000": 450_000_000,
		"450.000.000 đ": 450_000_000, "450.000.000đ": 450_000_000, "450.000.000 ₫": 450_000_000, "450000000 VNĐ": 450_000_000,
		"450,000,000": 450_000_000, "2 tỷ 300 triệu": 2_300_000_000, "2tỷ300tr": 2_300_000_000, "2 tỷ 300 nghìn": 2_000_300_000,
		"1,2 nghìn tỷ": 1_200_000_000_000, "1.200 tỷ": 1_200_000_000_000, "1 nghìn tỷ 5 tỷ": 1_005_000_000_000,
		"500k": 500_000, "500 ngàn": 500_000, "500 nghìn đồng": 500_000, "1.500": 1500, "0": 0, "0 đồng": 0,
		"-450 triệu": -450_000_000, "− 1,5 tỷ": -1_500_000_000, "0,000000001 tỷ": 1, "9.223.372.036.854.775.807": math.MaxInt64,
		norm.NFD.String("3,5 tỷ"): 3_500_000_000,
	} {
		if got, err := vi.ParseMoney(in); err != nil || got != want {
			t.Errorf("ParseMoney(%q) = %d, %v; want %d", in, got, err, want)
		}
	}
}

func TestParseMoneyRefusesWhatItWouldHaveToGuess(t *testing.T) {
	for _, in := range []string{
		"", "đồng", "tỷ", "2 tỷ 3", "2 tỷ 300", "450tr5", "300 triệu 2 tỷ", "2 tỷ 3 tỷ", "3,5 xu", "0,5", "0,0000000001 tỷ",
		"1.23.456", "10.000.000.000 tỷ", "9.223.372.036.854.775.808", "--5 tỷ", "2 tỷ -300 triệu", "5 tỷỷ x", "1e9",
		strings.Repeat("9", 500) + " tỷ",
	} {
		got, err := vi.ParseMoney(in)
		var e *vi.Error
		if !errors.As(err, &e) || e.Message == "" || e.Hint == "" {
			t.Errorf("ParseMoney(%q) = %d, %v; want a sentence", in, got, err)
		}
	}
}

func TestMoneyIsShownInFullAndShort(t *testing.T) {
	if got := vi.FormatMoney(3_675_000_000); got != "3.675.000.000 đ" {
		t.Errorf("FormatMoney: %s", got)
	}
	for n, want := range map[int64]string{
		3_675_000_000: "≈3,68 tỷ đồng", 3_500_000_000: "3,5 tỷ đồng", 450_000_000: "450 triệu đồng",
		999_999_999: "≈1 tỷ đồng", 995_000_000: "995 triệu đồng", 12_500: "12.500 đồng", 999_999: "999.999 đồng", 999_994_999: "≈999,99 triệu đồng", 999_995_000: "≈1 tỷ đồng", 0: "0 đồng",
		-3_550_000_000: "-3,55 tỷ đồng", 1_200_000_000_000: "1.200 tỷ đồng", math.MinInt64: "≈-9.223.372.036,85 tỷ đồng",
	} {
		if got := vi.Short(n); got != want {
			t.Errorf("Short(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestMoneyComesBackAsItWasShown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64().Draw(t, "n")
		if got, err := vi.ParseMoney(vi.FormatMoney(n)); err != nil || got != n {
			t.Fatalf("%s came back as %d, %v", vi.FormatMoney(n), got, err)
		}
		short := vi.Short(n)
		about, rounded := strings.CutPrefix(short, "≈")
		got, err := vi.ParseMoney(about)
		if err != nil {
			if n > math.MaxInt64-10_000_000 || n < math.MinInt64+10_000_000 {
				return // rounding left the range
			}
			t.Fatalf("%d shown as %q: %v", n, short, err)
		}
		if rounded == (got == n) {
			t.Fatalf("%d shown as %q, which is %d", n, short, got)
		}
	})
}
