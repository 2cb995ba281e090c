package vi_test

import (
	"slices"
	"testing"

	"coopfield/store/vi"
)

func TestWordsSideBySideAreNearerThanScatteredLetters(t *testing.T) {
	for _, c := range []struct {
		text, sought string
		want         int
	}{
		{"Thị trấn Đăk Hà, huyện Đăk Hà", "dak ha", 0},
		{"Xã Đăk Hring, huyện Đăk Hà", "hring ha", 1},
		{"Xã Chư Hreng, thành phố Kon Tum → Xã Đăk Rơ Wa", "dak ha", 2},
		{"Xã Hà Mòn", "dak ha", -1},
		{"Xã (Hà Mòn)", "ha", 0},
		{"Thành phố", "ha", 2},
		{"Thanh Hà", "ha", 0},
		{"Xã Hà Mòn", "", 0},
		{"Xã Hà Mòn", "ha ", 0},
	} {
		if got := vi.Closeness(vi.Fold(c.text), vi.Fold(c.sought)); got != c.want {
			t.Errorf("%q in %q: %d, wanted %d", c.sought, c.text, got, c.want)
		}
	}
}

func TestNearestComeFirstElseTheOrderStays(t *testing.T) {
	list := []string{"thanh pho kon tum dak ro wa", "dak hring huyen ha", "xa dak ha", "xa ha mon", "thi tran dak ha"}
	got := vi.Nearest(len(list), func(i int) string { return list[i] }, "dak ha")
	if want := []int{2, 4, 1, 0}; !slices.Equal(got, want) {
		t.Errorf("%v, wanted %v", got, want)
	}
}
