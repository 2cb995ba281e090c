package field_test

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"coopfield/tui/field"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
	"coopfield/tui/telex"
	"coopfield/tui/text"
)

// ctxWith is a context in which a method is on.
func ctxWith(m telex.Method) *page.Context {
	c := pagetest.Context(text.VI)
	c.Input = func() telex.Options { return telex.Options{Method: m} }
	return c
}

func TestTypedLettersGoThroughTheMethodThatIsOn(t *testing.T) {
	for m, s := range map[telex.Method]string{
		telex.Off: "Hợp tác xã", telex.Telex: "Hopwj tacs xax", telex.VNI: "Ho75p ta1c xa4",
	} {
		f := field.NewText(ctxWith(m), field.TextSpec{})
		typed(f, s)
		want(t, f.Value(), "Hợp tác xã")
		f = field.NewText(ctxWith(m), field.TextSpec{})
		press(f, s) // as many keys as a slow line brings in one read
		want(t, f.Value(), "Hợp tác xã")
		n := field.NewText(ctxWith(m), field.TextSpec{Lines: 3})
		typed(n, s)
		press(n, "enter")
		typed(n, s)
		want(t, n.Value(), "Hợp tác xã\nHợp tác xã")
	}
}

// UniKey types backspaces and the finished letter, whatever is on here.
func TestBurstsOfTheSystemArriveWithEveryMethod(t *testing.T) {
	for m := range telex.VNI + 1 {
		for _, del := range []string{"backspace", "ctrl+h"} {
			f := field.NewText(ctxWith(m), field.TextSpec{})
			typed(f, "vie")
			press(f, del, "ê", "t", del, del, "ệt", " ")
			typed(f, "Da")
			press(f, del, del, "Đa", "k", del, del, "ắk", " ")
			typed(f, "tie\u0302\u0301ng")
			want(t, f.Value(), "việt Đắk tiếng")
		}
	}
}

func TestWordIsOverWhenTheCursorMovesOrTextIsPasted(t *testing.T) {
	for _, over := range []string{"left", "right", "home", "end", "ctrl+left", "delete", "up"} {
		f := field.NewText(ctxWith(telex.Telex), field.TextSpec{Lines: 2})
		f.View(20, true)
		typed(f, "toan")
		press(f, over, "end", "s")
		want(t, f.Value(), "toans")
	}
	f := field.NewText(ctxWith(telex.Telex), field.TextSpec{})
	typed(f, "to")
	paste(f, "an")
	typed(f, "s")
	want(t, f.Value(), "toans")
	paste(f, " tieengs Vieejt")
	want(t, f.Value(), "toans tieengs Vieejt")
	f.SetValue("")
	typed(f, "toan")
	f.SetValue("toan") // as a screen that reads its record again
	typed(f, "s")
	want(t, f.Value(), "toans")
}

func TestBackspaceTakesTheLetterWithItsMarks(t *testing.T) {
	f := field.NewText(ctxWith(telex.Telex), field.TextSpec{})
	typed(f, "HTX tieengs")
	press(f, "backspace", "ctrl+h")
	want(t, f.Value(), "HTX tiế")
	press(f, "backspace", "backspace", "backspace", "backspace", "backspace")
	want(t, f.Value(), "HT")
}

func TestCodesPassphrasesAndNumbersAreTakenAsTyped(t *testing.T) {
	c := ctxWith(telex.VNI)
	for name, f := range map[string]field.Field{
		"secret": field.NewText(c, field.TextSpec{Secret: true}), "code": field.NewText(c, field.TextSpec{AsTyped: true}),
		"number": field.NewNumber(c, field.NumberSpec{}), "money": field.NewMoney(c, field.MoneySpec{}), "date": field.NewDate(c, false),
		"points": field.NewPoints(c, field.PointsSpec{}),
	} {
		typed(f, "a1a6")
		if got := f.Value(); got != "a1a6" {
			t.Errorf("%s: %q", name, got)
		}
		c.AsTyped = false
		if f.View(20, true); !c.AsTyped {
			t.Errorf("%s does not say that it takes keys as typed", name)
		}
	}
	c.AsTyped = false
	if field.NewText(c, field.TextSpec{}).View(20, true); c.AsTyped {
		t.Error("a text says that it takes keys as typed")
	}
}

func TestLastWordIsSettledWhenTheFocusLeaves(t *testing.T) {
	c := ctxWith(telex.Telex)
	a, b := field.NewText(c, field.TextSpec{}), field.NewText(c, field.TextSpec{})
	f := field.NewForm(c, field.Item{ID: "a", Label: label("A"), Field: a}, field.Item{ID: "b", Label: label("B"), Field: b})
	typed(a, "bảng data")
	want(t, a.Value(), "bảng dât") // "dất" may still come
	f.Focus("b")
	want(t, a.Value(), "bảng data")
}

func label(s string) func() string { return func() string { return s } }

// The choice of a unit is searched without marks, typed in any method.
func TestChoiceIsSearchedWithTheMethod(t *testing.T) {
	for m, s := range map[telex.Method]string{telex.Off: "dak ha", telex.Telex: "Ddawk Haf", telex.VNI: "D9a8k Ha2"} {
		f := field.NewChoice(ctxWith(m), field.ChoiceSpec{Options: func() []field.Option {
			return []field.Option{{ID: "1", Label: "Sa Thầy"}, {ID: "2", Label: "Đăk Hà"}}
		}})
		typed(f, s)
		press(f, "enter")
		want(t, f.Value(), "2")
	}
}

// Whatever is typed, moved and deleted, the text is NFC and the cursor in it, and
// with the method off it is as if there were none.
func TestMethodKeepsTheFieldWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.SampledFrom([]telex.Method{telex.Off, telex.Telex, telex.VNI}).Draw(t, "method")
		c := ctxWith(m)
		f := field.NewText(c, field.TextSpec{Lines: rapid.SampledFrom([]int{0, 3}).Draw(t, "lines")})
		for _, e := range rapid.SliceOfN(rapid.SampledFrom([]string{
			"a", "e", "o", "u", "w", "d", "s", "j", "z", "n", "g", "h", "t", "1", "6", "7", "9", " ", "ê", "ạ", "\u0301", "\u0306", "-", "'", "enter",
			"left", "home", "end", "backspace", "ctrl+h", "delete", "ctrl+w", "up", "toanf", "tie\u0302ng",
		}), 0, 60).Draw(t, "events") {
			press(f, e)
			f.View(20, true)
			for _, r := range f.Value() {
				if r < ' ' && r != '\n' {
					t.Fatalf("%q has a control character", f.Value())
				}
			}
		}
		f.Settle()
		if !nfcText(f.Value()) {
			t.Fatalf("%q is not NFC", f.Value())
		}
	})
}

func TestHiddenCharactersAreStripped(t *testing.T) {
	f := field.NewText(ctx(), field.TextSpec{})
	paste(f, "H\u200bT\u202eX\u00ad \ufeffMẫu\u0007\u009b31m\u2028Đăk")
	want(t, f.Value(), "HTX Mẫu31m Đăk")
	typed(f, "\u200d\u0000 Hà")
	want(t, f.Value(), "HTX Mẫu31m Đăk Hà")
}

func TestMoneyIsTypedAsPeopleSayIt(t *testing.T) {
	for s, n := range map[string]int64{
		"3,5 tỷ": 3_500_000_000, "3.5 tỷ": 3_500_000_000, "450tr": 450_000_000, "450 triệu": 450_000_000, "450.000.000": 450_000_000,
		"450.000.000 đ": 450_000_000, "450000000": 450_000_000, "1.500": 1500, "2 tỷ 300 triệu": 2_300_000_000, "3,5 tyr": 3_500_000_000, "450trieeuj": 450_000_000,
	} {
		f := field.NewMoney(ctxWith(telex.Telex), field.MoneySpec{})
		typed(f, s)
		want(t, f.Value(), s)
		if got, ok := f.Int(); !ok || got != n {
			t.Errorf("%q is %d, %t: %v", s, got, ok, f.Valid())
		}
		if !strings.Contains(f.ReadBack(), " đ – ") {
			t.Errorf("%q is read back as %q", s, f.ReadBack())
		}
	}
	f := field.NewMoney(ctxWith(telex.VNI), field.MoneySpec{})
	typed(f, "3,5 ty3")
	want(t, f.ReadBack(), "3.500.000.000 đ – ba tỷ năm trăm triệu")
	f.SetValue("1.500")
	want(t, f.ReadBack(), "1.500 đ – một nghìn năm trăm")
}

func TestDatesAreTypedAsPeopleSayThem(t *testing.T) {
	for s, day := range map[string]string{
		"13/4/2021": "2021-04-13", "13042021": "2021-04-13", "13-4-21": "2021-04-13", "ngày 13 tháng 4 năm 2021": "2021-04-13", "13/4": "2024-04-13",
		"hôm nay": "2024-11-23", "hom nay": "2024-11-23", "Hôm  Qua": "2024-11-22", "ngày mai": "2024-11-24", "hoom nay": "2024-11-23", "today": "2024-11-23",
	} {
		f := field.NewDate(ctxWith(telex.Telex), false)
		typed(f, s)
		if got, ok := f.ISO(); !ok || got != day {
			t.Errorf("%q is %q: %v", s, got, f.Valid())
		}
	}
	f := field.NewDate(ctxWith(telex.Off), false)
	typed(f, "hôm nay")
	want(t, f.ReadBack(), "thứ Bảy, 23/11/2024")
	f.Settle()
	want(t, f.Value(), "23/11/2024")
	f.SetValue("hôm nao")
	if f.Valid() == nil {
		t.Error("nonsense is a day")
	}
}

func nfcText(s string) bool { return norm.NFC.IsNormalString(s) }

func TestNumbersAreReadBackInTheLanguageOfTheInterface(t *testing.T) {
	c := pagetest.Context(text.EN)
	m := field.NewMoney(c, field.MoneySpec{})
	m.SetValue("1.500")
	want(t, m.ReadBack(), "1.500 đ – one thousand five hundred")
	n := field.NewNumber(c, field.NumberSpec{Scale: 2})
	n.SetValue("1.500")
	want(t, n.ReadBack(), "1.500 – one thousand five hundred")
}
