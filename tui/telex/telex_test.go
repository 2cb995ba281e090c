package telex_test

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"coopfield/tui/telex"
)

func nfc(s string) string { return norm.NFC.String(s) }

// plain takes marks and tones off.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r):
			return -1
		case r == 'đ':
			return 'd'
		case r == 'Đ':
			return 'D'
		}
		return r
	}, norm.NFD.String(s))
}

// paper is a text with a composer, as a field has them.
type paper struct {
	c     *telex.Composer
	runes []rune
}

func newPaper(o telex.Options) *paper { return &paper{c: telex.New(o)} }

func (p *paper) edit(erase int, insert string) {
	p.runes = append(p.runes[:len(p.runes)-erase], []rune(insert)...)
}

func (p *paper) text() string { return string(p.runes) }

// typeAll types s; "\b" is Backspace.
func (p *paper) typeAll(s string) {
	for _, r := range s {
		if r == '\b' {
			p.backspace()
			continue
		}
		p.edit(p.c.Key(r))
	}
}

func (p *paper) backspace() {
	erase, insert := p.c.Backspace()
	if erase == 0 && insert == "" && len(p.runes) > 0 {
		erase = 1
	}
	p.edit(erase, insert)
}

func (p *paper) finish() string {
	p.edit(p.c.Finish())
	return p.text()
}

var (
	byTelex = telex.Options{Method: telex.Telex}
	byVNI   = telex.Options{Method: telex.VNI}
)

// rows are keys and what they give, by pairs.
func gives(t *testing.T, o telex.Options, rows ...string) {
	t.Helper()
	for i := 0; i < len(rows); i += 2 {
		p := newPaper(o)
		p.typeAll(rows[i])
		if got := p.finish(); got != rows[i+1] {
			t.Errorf("%v %q gives %q, wanted %q", o.Method, rows[i], got, rows[i+1])
		}
	}
}

func TestOfficesAreWrittenInEitherMethod(t *testing.T) {
	gives(t, byTelex,
		"Hopwj tacs xax noong nghieepj Ddawks Lawks ddax kieerm tra ddieeuf leej, hoaf giair nguwowif ddungs teen",
		"Hợp tác xã nông nghiệp Đắk Lắk đã kiểm tra điều lệ, hòa giải người đúng tên",
		"HTX Maaux Ddawk Haf", "HTX Mẫu Đăk Hà",
		"SOWR KEES HOACHJ VAF DDAAUF TUW", "SỞ KẾ HOẠCH VÀ ĐẦU TƯ")
	gives(t, byVNI,
		"Ho75p ta1c xa4 no6ng nghie65p d9a8k1 la8k1", "Hợp tác xã nông nghiệp đắk lắk",
		"D9a8k Ha2, nga2y 13/4/2021: 3,5 ty3 d9o62ng", "Đăk Hà, ngày 13/4/2021: 3,5 tỷ đồng")
}

func TestSecondPressTakesBackAndStandsForItself(t *testing.T) {
	gives(t, byTelex,
		"beeer", "beer", "herr", "her", "tesst", "test", "caan", "cân", "caaan", "caan", "ddd", "dd", "loww", "low",
		"uww", "uw", "uoww", "uow", "uwoww", "uow", "ass", "as", "asss", "ass", "ww", "w", "www", "www", "wwan", "wan",
		"xooong", "xoong", "gooongf", "goòng", "dooor", "door", "dangdd", "dangd", "Xieerr", "Xiêr")
	gives(t, byVNI, "a11", "a1", "a66", "a6", "u77", "u7", "d99", "d9", "a88", "a8", "xoong", "xoong", "goong2", "goòng")
}

func TestLastToneCountsAndZTakesItAway(t *testing.T) {
	gives(t, byTelex, "toansf", "toàn", "toanfrs", "toán", "toansz", "toan", "hoafz", "hoa", "zalo", "zalo", "pizza", "pizza", "casz", "ca", "coofz", "cô",
		"caanfz", "cân")
	gives(t, byVNI, "toan12", "toàn", "toan10", "toan", "a60", "a60", "ca6n20", "cân")
}

func TestUoBecomesTwoHornedLettersWhereTheLawOfSpellingSaysSo(t *testing.T) {
	gives(t, byTelex,
		"uow", "ươ", "uwow", "ươ", "thuowr", "thuở", "thuwowr", "thuở", "huow", "huơ", "quowr", "quở", "thuowng", "thương", "thuwowng", "thương",
		"thuwong", "thương", "dduowngf", "đường", "nguoiwf", "người", "nguwoif", "người", "nguowif", "người", "ruwouj", "rượu", "huouw", "hươu",
		"muoons", "muốn", "muonso", "muốn", "muownoj", "muộn", "uoongs", "uống")
	gives(t, byVNI, "thuo73", "thuở", "thuo7ng", "thương", "nguoi72", "người", "d9uo7ng2", "đường", "uo61ng", "uống")
}

func TestTonePlacementIsASetting(t *testing.T) {
	rows := []string{"hoaf", "hòa", "hoà", "khoer", "khỏe", "khoẻ", "thuys", "thúy", "thuý", "hoafn", "hoàn", "hoàn", "quys", "quý", "quý", "giaf", "già", "già"}
	for i := 0; i < len(rows); i += 3 {
		gives(t, byTelex, rows[i], rows[i+1])
		gives(t, telex.Options{Method: telex.Telex, NewStyle: true}, rows[i], rows[i+2])
	}
}

func TestLoneWIsASetting(t *testing.T) {
	gives(t, byTelex, "nhwng", "nhưng", "w", "ư", "tw", "tư", "Wng", "Ưng", "kW", "kW", "5kW", "5kW")
	gives(t, telex.Options{Method: telex.Telex, PlainW: true}, "nhwng", "nhwng", "w", "w", "tw", "tw", "tuw", "tư", "Wang", "Wang")
}

// Names of Xơ-đăng, Ba-na, Gia-rai, Gié-Triêng, Brâu and Rơ-măm, and places.
func TestNamesOfTheHighlandsCanBeTyped(t *testing.T) {
	gives(t, byTelex,
		"Xow-ddawng", "Xơ-đăng", "Ba-na", "Ba-na", "Gia-rai", "Gia-rai", "Gies-Trieeng", "Gié-Triêng", "Braau", "Brâu", "Row-mawm", "Rơ-măm",
		"Ddawsk", "Đắk", "Ddawks", "Đắk", "Kon Ploong", "Kon Plông", "Kroong", "Krông", "Ia H'Drai", "Ia H'Drai", "Ngokj", "Ngọk", "Ngojk Bay", "Ngọk Bay",
		"Rowf Kowi", "Rờ Kơi", "Y Ngocj", "Y Ngọc", "A Thieeng", "A Thiêng", "Ddawk Blaf", "Đăk Blà", "Chuw Pawh", "Chư Păh", "Chuw Puwh", "Chư Pưh",
		"Ia DDal", "Ia Đal", "How Mooong", "Hơ Moong", "Ddawk HRing", "Đăk HRing", "Kon Brawp", "Kon Brăp", "Ya Xieerr", "Ya Xiêr", "M'DDrawsk", "M'Đrắk",
		"M'Noong", "M'Nông", "Pow Drangf", "Pơ Dràng", "Kpaw Klowng", "Kpă Klơng", "Ddawk Peks", "Đăk Pék", "Mawng Ri", "Măng Ri", "Teexawng", "Teexawng",
		"Tu Mow Roong", "Tu Mơ Rông", "Ddawk Glei", "Đăk Glei", "Ngocj Wwang", "Ngọc Wang", "Jow Lowng", "Jơ Lơng", "Hree", "Hrê", "Pow-ee", "Pơ-ê")
	gives(t, byVNI, "D9a8k1 Ha2", "Đắk Hà", "Kon Plo6ng", "Kon Plông", "Ia H'Drai", "Ia H'Drai", "Ngo5k", "Ngọk", "Ro72 Ko7i", "Rờ Kơi",
		"Ya Xie6r", "Ya Xiêr", "D9a8k Glo6i", "Đăk Glôi", "M'D9ra81k", "M'Đrắk", "Bra6u", "Brâu", "Gie1-Trie6ng", "Gié-Triêng")
}

func TestLettersThatNoKeyMakesPassUntouched(t *testing.T) {
	for _, s := range []string{"Y Bhăm", "Ŏi", "Rơ Chăm Ĭt", "ƀon", "Čư̆", "ñu", "H’Ñiŭ", "Ê-đê Ƀlô", "Bơƀu", "Ñăk"} {
		gives(t, byTelex, s, nfc(s))
		gives(t, byVNI, s, nfc(s))
	}
	gives(t, byTelex, "ƀas", "ƀas", "c\u030cas", "čas") // and the word around them is left alone
}

// The system's own method types Backspace and the finished letter.
func TestSystemsInputMethodIsLeftAlone(t *testing.T) {
	for keys, want := range map[string]string{
		"vie\bê t":           "viê t",
		"vie\bêt\b\bệt":      "việt",
		"da\b\bđa":           "đa",
		"a\báa\b\bas":        "as", // ass: the method said "as"
		"ư\bwindows":         "windows",
		"te\bét\b\bes":       "tes",
		"Ha\bà noi\b\bội":    "Hà nội",
		"to\bôtot\b\b\b\bot": "tot",
	} {
		gives(t, byTelex, keys, want)
		gives(t, byVNI, keys, want)
	}
	gives(t, byTelex, "té ass", "té as") // the next word is ours again
}

func TestBackspaceTakesAWholeLetter(t *testing.T) {
	gives(t, byTelex,
		"tieengs\b", "tiến", "tieengs\b\b\b", "ti", "hoaf\b", "hò", "toans\b", "tóa", "thuowng\b", "thươn", "nghieepj\bt", "nghiệt",
		"nghieepj\b\beets", "nghiết", "ddawks\b\b\b\bxin", "xin", "biaxz\b\b", "b", "Plokj\b", "Plo", "excel\b\b\bm", "ẽm", "tieenhs\b\bgs", "tiếng", "offl\b\bi", "oi", "hddnd\b\b", "hđ", "hddnd\b\b\b", "h",
		"tieengs \bf", "tiềng", "tieengs  \b\bf", "tiếngf", "data \bs", "datas")
	gives(t, byVNI, "tie6ng1\b", "tiến", "d9a8k1\b\b", "đ")
}

func TestOptionsAreReadAsTheyWereWritten(t *testing.T) {
	for m := telex.Off; m <= telex.VNI; m++ {
		for _, o := range []telex.Options{{Method: m}, {Method: m, NewStyle: true}, {Method: m, PlainW: true, NewStyle: true}} {
			text, err := o.MarshalText()
			if err != nil {
				t.Fatal(err)
			}
			got := telex.Options{Method: telex.VNI}
			if err := got.UnmarshalText(text); err != nil || got != o {
				t.Errorf("%q was read as %v, %v", text, got, err)
			}
		}
	}
	for _, bad := range []string{"viqr", "telex+", "telex+old", "new"} {
		o := byVNI
		if err := o.UnmarshalText([]byte(bad)); err == nil || o != byVNI {
			t.Errorf("%q was read as %v, %v", bad, o, err)
		}
	}
	var o telex.Options
	if err := o.UnmarshalText(nil); err != nil || o != (telex.Options{}) {
		t.Errorf("nothing was read as %v, %v", o, err)
	}
	if telex.Off.Next().Next().Next() != telex.Off {
		t.Error("the methods do not come round")
	}
}

func TestOffLeavesEveryKeyAsItIs(t *testing.T) {
	gives(t, telex.Options{}, "tieengs d9a8k1 \u0301", "tieengs d9a8k1 \u0301")
}
