package vi_test

import (
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"coopfield/store/vi"
)

func TestCleanRemovesWhatAPersonCannotSee(t *testing.T) {
	for _, tt := range []struct {
		name, in  string
		multiline bool
		want      string
	}{
		{"plain", "HTX 1", false, "HTX 1"},
		{"outer space", "  Đăk Hà\u00a0", false, "Đăk Hà"},
		{"NFD", norm.NFD.String("Hợp tác xã"), false, "Hợp tác xã"},
		{"control", "a\x00b\x1b[31mc", false, "ab[31mc"},
		{"bidi", "abc\u202edcba\u2066x\u2069", false, "abcdcbax"},
		{"zero width", "Đ\u200bă\u200dk\ufeff", false, "Đăk"},
		{"invalid UTF-8", "a\xffb\xed\xa0\x80c", false, "abc"},
		{"line ends in one line", "a\r\nb\nc\rd\te", false, "a b c d e"},
		{"line ends in a note", "a\r\nb\nc\rd\te", true, "a\nb\nc\nd e"},
		{"replacement character is kept", "a\ufffdb", false, "a\ufffdb"},
		{"lone mark stays", "\u0301", false, "\u0301"},
		{"empty", "", true, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := vi.Clean(tt.in, tt.multiline); got != tt.want {
				t.Errorf("Clean(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestCleanTwiceIsCleanOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anyText().Draw(t, "s")
		multiline := rapid.Bool().Draw(t, "multiline")
		once := vi.Clean(s, multiline)
		if twice := vi.Clean(once, multiline); twice != once {
			t.Fatalf("Clean(%q) = %q, then %q", s, once, twice)
		}
	})
}

func TestALoneMarkJoinsTheLetterBeforeIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(rapid.SampledFrom([]rune("aăâeêioôơuưyđ ĐAnhg ậẵợựỷ"))).Draw(t, "s")
		var field []rune
		for _, r := range norm.NFD.String(s) {
			field = vi.JoinMark(field, r)
		}
		if string(field) != s {
			t.Fatalf("typed %q mark by mark, got %q", s, string(field))
		}
	})
	if got := string(vi.JoinMark(nil, '\u0301')); got != "\u0301" {
		t.Errorf("a mark with no letter before it became %q", got)
	}
}

func TestSearchFindsEverySpelling(t *testing.T) {
	for _, group := range [][]string{
		{"dak ha", "Đăk Hà", "Đắk Hà", "ĐĂK HÀ", norm.NFD.String("Đắk  Hà"), " đăk\thà "},
		{"ia hdrai", "Ia H'Drai", "Ia H' Drai", "ia h’drai", "IA H´DRAI", "Ia H'  Drai"},
		{"ea hleo", "Ea H'leo", "Ea H’Leo"},
		{"y bham", "Y Bhăm", "Y ƀhăm"},
		{"mau dak ha", "'Mẫu' Đăk Hà"},
		{"", " ", "'", "\u0301"},
	} {
		for _, s := range group {
			if got := vi.Fold(s); got != group[0] {
				t.Errorf("Fold(%q) = %q, want %q", s, got, group[0])
			}
		}
	}
}

func TestFoldTwiceIsFoldOnceInBothForms(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		once := vi.Fold("a" + string(r) + "b")
		if twice := vi.Fold(once); twice != once {
			t.Fatalf("%U folds to %q, then to %q", r, once, twice)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := anyText().Draw(t, "s")
		once := vi.Fold(s)
		if twice := vi.Fold(once); twice != once {
			t.Fatalf("Fold(%q) = %q, then %q", s, once, twice)
		}
		if nfd, nfc := vi.Fold(norm.NFD.String(s)), vi.Fold(norm.NFC.String(s)); nfd != nfc {
			t.Fatalf("NFD folds to %q, NFC to %q", nfd, nfc)
		}
	})
}

func TestContainsWantsEveryWord(t *testing.T) {
	hay := vi.Fold("HTX Mẫu Nông nghiệp Đăk Hà, huyện Ia H'Drai")
	for needle, want := range map[string]bool{
		"": true, "ha dak": true, "nong dak ha": true, "ia h drai": true, "ha noi": false, "dakha": false,
	} {
		if got := vi.Contains(hay, needle); got != want {
			t.Errorf("Contains(%q) = %v", needle, got)
		}
	}
}

// anyText draws text with plenty of what goes wrong in Vietnamese input.
func anyText() *rapid.Generator[string] {
	return rapid.StringOf(rapid.OneOf(
		rapid.Rune(),
		rapid.SampledFrom([]rune("aăâbdđeêhioôơuưyHĐÂ'’ \t\n\r\u0301\u0323\u0306\u0302\u031b\u200b\u202e\ufeff\u00a0")),
	))
}

func TestTextThatIsTakenAsCleanAtAGlanceIs(t *testing.T) {
	for r := rune(0); r < 0x2000; r++ {
		s := "a" + string(r) + "b"
		if vi.Clean(s, false) != s || unicode.Is(unicode.M, r) {
			continue
		}
		if !norm.NFC.IsNormalString(s) || !norm.NFC.IsNormalString("ế"+string(r)+"ử") || unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r) {
			t.Errorf("%U is left as it is", r)
		}
	}
	for _, s := range []string{" a", "a ", "\u00a0a", "a\u00a0", "a\xffb", "a\u00adb", "a\u0085b", "a\tb"} {
		if vi.Clean(s, false) == s {
			t.Errorf("%q is left as it is", s)
		}
	}
}
