package vi_test

import (
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"

	"coopfield/store/vi"
)

func TestParseDecimalIsExactOrRefuses(t *testing.T) {
	for _, tt := range []struct {
		in    string
		scale int
		want  int64
		ok    bool
	}{
		{"4.5", 2, 450, true},
		{"4.50000", 2, 450, true},
		{"-0.05", 2, -5, true},
		{"0", 0, 0, true},
		{"-0.0", 2, 0, true},
		{"0e999999999999", 2, 0, true},
		{"1e3", 0, 1000, true},
		{"1.5e+2", 0, 150, true},
		{"450e-2", 2, 450, true},
		{"1200e-2", 0, 12, true},
		{"9223372036854775807", 0, math.MaxInt64, true},
		{"-9223372036854775808", 0, math.MinInt64, true},
		{"-92233720368547758.08", 2, math.MinInt64, true},
		{"9223372036854775808", 0, 0, false},
		{"-9223372036854775809", 0, 0, false},
		{"92233720368547758.08", 2, 0, false},
		{"1e19", 0, 0, false},
		{"1e400", 0, 0, false},
		{"1e-999999999999999", 2, 0, false},
		{"4.567", 2, 0, false},
		{"4.5", 0, 0, false},
		{"", 0, 0, false},
		{"-", 0, 0, false},
		{"+4", 0, 0, false},
		{".5", 2, 0, false},
		{"5.", 2, 0, false},
		{"01", 0, 0, false},
		{"1e", 0, 0, false},
		{"1e+-2", 0, 0, false},
		{"4,5", 2, 0, false},
		{"NaN", 2, 0, false},
		{"0x10", 2, 0, false},
		{" 4", 2, 0, false},
		{"4.5", -1, 0, false},
		{"4.5", 19, 0, false},
	} {
		got, err := vi.ParseDecimal(tt.in, tt.scale)
		if (err == nil) != tt.ok || got != tt.want {
			t.Errorf("ParseDecimal(%q, %d) = %d, %v", tt.in, tt.scale, got, err)
		}
		var e *vi.Error
		if err != nil && (!errors.As(err, &e) || e.Message == "") {
			t.Errorf("ParseDecimal(%q) gives a bare error: %v", tt.in, err)
		}
	}
}

func TestFormatDecimalIsShortest(t *testing.T) {
	for _, tt := range []struct {
		n     int64
		scale int
		want  string
	}{
		{450, 2, "4.5"},
		{-5, 2, "-0.05"},
		{400, 2, "4"},
		{0, 2, "0"},
		{7, 0, "7"},
		{math.MinInt64, 2, "-92233720368547758.08"},
		{math.MaxInt64, 18, "9.223372036854775807"},
	} {
		if got := vi.FormatDecimal(tt.n, tt.scale); got != tt.want {
			t.Errorf("FormatDecimal(%d, %d) = %q, want %q", tt.n, tt.scale, got, tt.want)
		}
	}
}

func TestDecimalsComeBackAsTheyWere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, scale := rapid.Int64().Draw(t, "n"), rapid.IntRange(0, 18).Draw(t, "scale")
		got, err := vi.ParseDecimal(vi.FormatDecimal(n, scale), scale)
		if err != nil || got != n {
			t.Fatalf("%d came back as %d, %v", n, got, err)
		}
	})
}
