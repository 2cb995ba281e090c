package vi_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"coopfield/store/vi"
)

func TestParseNumberReadsVietnameseWritingFirst(t *testing.T) {
	for _, tt := range []struct {
		in        string
		scale     int
		want      int64
		ambiguous bool
		words     string
	}{
		{"1.234.567,5", 2, 123456750, false, "một triệu hai trăm ba mươi tư nghìn năm trăm sáu mươi bảy phẩy năm"},
		{"79,5", 2, 7950, false, "bảy mươi chín phẩy năm"},
		{"79.5", 2, 7950, true, "bảy mươi chín phẩy năm"},
		{"79,05", 2, 7905, false, "bảy mươi chín phẩy không năm"},
		{"1.500", 0, 1500, true, "một nghìn năm trăm"},
		{"1.500", 2, 150000, true, "một nghìn năm trăm"},
		{"1,500", 2, 150, true, "một phẩy năm"},
		{"1,234,567", 0, 1234567, true, "một triệu hai trăm ba mươi tư nghìn năm trăm sáu mươi bảy"},
		{"1,234.5", 2, 123450, true, "một nghìn hai trăm ba mươi tư phẩy năm"},
		{"1 234 567", 0, 1234567, false, "một triệu hai trăm ba mươi tư nghìn năm trăm sáu mươi bảy"},
		{"1\u00a0234,5", 2, 123450, false, "một nghìn hai trăm ba mươi tư phẩy năm"},
		{"0.125", 3, 125, true, "không phẩy một trăm hai mươi lăm"},
		{"0,5", 2, 50, false, "không phẩy năm"},
		{"-12", 0, -12, false, "âm mười hai"},
		{"− 0,5", 2, -50, false, "âm không phẩy năm"},
		{"+7", 0, 7, false, "bảy"},
		{"12,00", 0, 12, false, "mười hai"},
		{"1500", 0, 1500, false, "một nghìn năm trăm"},
	} {
		got, r, err := vi.ParseNumber(tt.in, tt.scale)
		if err != nil || got != tt.want || r.Ambiguous != tt.ambiguous || r.Words != tt.words {
			t.Errorf("ParseNumber(%q, %d) = %d, %+v, %v", tt.in, tt.scale, got, r, err)
		}
	}
	for _, in := range []string{
		"", " ", "-", "abc", "1.23.456", "1.2345.678", "1,23,4", "12a", "1..5", "1.234,", ",5", "5.", "1,2.3,4", "--5", "1.234.56",
		"79,555", "99999999999999999999", "1 23", "1. 500",
	} {
		if got, _, err := vi.ParseNumber(in, 2); err == nil {
			t.Errorf("ParseNumber(%q) = %d, want an error", in, got)
		} else if e := new(vi.Error); !errors.As(err, &e) || e.Message == "" {
			t.Errorf("ParseNumber(%q) gives a bare error: %v", in, err)
		}
	}
}

func TestNumbersComeBackAsTheyWereShown(t *testing.T) {
	if got := vi.FormatScaled(123456750, 2); got != "1.234.567,5" {
		t.Errorf("FormatScaled: %s", got)
	}
	if got := vi.FormatInt(-1234567); got != "-1.234.567" {
		t.Errorf("FormatInt: %s", got)
	}
	rapid.Check(t, func(t *rapid.T) {
		n, scale := rapid.Int64().Draw(t, "n"), rapid.IntRange(0, 4).Draw(t, "scale")
		shown := vi.FormatScaled(n, scale)
		got, r, err := vi.ParseNumber(shown, scale)
		if err != nil || got != n || r.Shown != shown {
			t.Fatalf("%d shown as %q came back as %d, %+v, %v", n, shown, got, r, err)
		}
	})
}

func TestWordsReadAsATeacherDoes(t *testing.T) {
	for n, want := range map[int64]string{
		0: "không", 4: "bốn", 5: "năm", 10: "mười", 11: "mười một", 14: "mười bốn", 15: "mười lăm", 20: "hai mươi",
		21: "hai mươi mốt", 24: "hai mươi tư", 25: "hai mươi lăm", 55: "năm mươi lăm",
		100: "một trăm", 101: "một trăm linh một", 104: "một trăm linh bốn", 105: "một trăm linh năm", 115: "một trăm mười lăm",
		121: "một trăm hai mươi mốt", 1500: "một nghìn năm trăm", 1005: "một nghìn không trăm linh năm",
		1050: "một nghìn không trăm năm mươi", 10_000: "mười nghìn", 1_000_005: "một triệu không trăm linh năm",
		1_050_000: "một triệu không trăm năm mươi nghìn", 3_675_000_000: "ba tỷ sáu trăm bảy mươi lăm triệu",
		1_000_000_000_000: "một nghìn tỷ", 1_000_000_000_000_000_000: "một tỷ tỷ",
		1_000_000_001: "một tỷ không trăm linh một", -21: "âm hai mươi mốt",
	} {
		if got := vi.Words(n); got != want {
			t.Errorf("Words(%d) = %q, want %q", n, got, want)
		}
	}
	if got := vi.Words(math.MinInt64); !strings.HasPrefix(got, "âm chín tỷ hai trăm hai mươi ba triệu") {
		t.Errorf("the smallest number reads %q", got)
	}
}

func TestWordsAreReadInOneWayOnly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64().Draw(t, "n")
		if got := unread(vi.Words(n)); got != n {
			t.Fatalf("%d reads %q, which is %d", n, vi.Words(n), got)
		}
	})
}

// unread is the way back from Words, written apart from it.
func unread(s string) int64 {
	values := map[string]uint64{
		"không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5,
		"sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
	}
	s, neg := strings.CutPrefix(s, "âm ")
	var total, group, digit uint64
	for word := range strings.SplitSeq(s, " ") {
		switch word {
		case "linh":
		case "trăm":
			group, digit = group+digit*100, 0
		case "mươi":
			group, digit = group+digit*10, 0
		case "mười":
			group += 10
		case "nghìn":
			total, group, digit = total+(group+digit)*1000, 0, 0
		case "triệu":
			total, group, digit = total+(group+digit)*1_000_000, 0, 0
		case "tỷ":
			total, group, digit = (total+group+digit)*1_000_000_000, 0, 0
		default:
			digit = values[word]
		}
	}
	total += group + digit
	if neg {
		return int64(-total)
	}
	return int64(total)
}

func TestPointsHaveOneDecimalAtLeast(t *testing.T) {
	for n, want := range map[int64]string{0: "0,0", 7200: "72,0", 7250: "72,5", 7225: "72,25", 5: "0,05", -100: "-1,0", 123400: "1.234,0"} {
		if got := vi.FormatPoints(n); got != want {
			t.Errorf("FormatPoints(%d) = %q, want %q", n, got, want)
		}
	}
}
