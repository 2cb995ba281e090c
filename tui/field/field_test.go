package field_test

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"coopfield/tui/field"
	"coopfield/tui/keys"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
	"coopfield/tui/text"
)

func ctx() *page.Context { return pagetest.Context(text.VI) }

func press(f field.Field, names ...string) {
	for _, n := range names {
		f.Update(pagetest.Key(n))
	}
}

func typed(f field.Field, s string) {
	for _, r := range s {
		press(f, string(r))
	}
}

func paste(f field.Field, s string) {
	f.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(s), Paste: true})
}

func want(t *testing.T, got, wanted string) {
	t.Helper()
	if got != wanted {
		t.Errorf("got %q, wanted %q", got, wanted)
	}
}

func TestBackspaceAndCtrlHDeleteAlike(t *testing.T) {
	for _, del := range []string{"backspace", "ctrl+h"} {
		f := field.NewText(ctx(), field.TextSpec{})
		typed(f, "vie")
		press(f, del, "ê", "t", del, del, "ệt")
		want(t, f.Value(), "việt")
	}
}

func TestMarksJoinTheLetterBeforeThem(t *testing.T) {
	f := field.NewText(ctx(), field.TextSpec{})
	typed(f, "tie\u0302\u0301ng")
	want(t, f.Value(), "tiếng")
	press(f, "left", "left", "backspace") // the whole letter goes
	want(t, f.Value(), "ting")
	typed(f, "e")
	press(f, "right", "left")
	typed(f, "\u0302")
	want(t, f.Value(), "tiêng")
}

// M'nông and Ê-đê letters have marks that compose with no letter of Unicode.
func TestMarksThatCannotJoinMoveWithTheirLetter(t *testing.T) {
	f := field.NewText(ctx(), field.TextSpec{})
	typed(f, "č\u0306x")
	press(f, "left", "left")
	typed(f, "a")
	want(t, f.Value(), "ač\u0306x")
}

func TestPasteBecomesOneLineOfNFC(t *testing.T) {
	f := field.NewText(ctx(), field.TextSpec{})
	paste(f, "Hợp\ttác\r\nxa\u0303\x00\x1b\n")
	want(t, f.Value(), "Hợp tác xã ")
	n := field.NewText(ctx(), field.TextSpec{Lines: 3})
	paste(n, "một\r\nhai\rba")
	want(t, n.Value(), "một\nhai\nba")
}

func TestEnterLeavesALineAndBreaksANote(t *testing.T) {
	f := field.NewText(ctx(), field.TextSpec{})
	typed(f, "a")
	press(f, "enter")
	want(t, f.Value(), "a")
	n := field.NewText(ctx(), field.TextSpec{Lines: 3})
	typed(n, "a")
	press(n, "enter", "b")
	want(t, n.Value(), "a\nb")
	if f.Wants(keys.Open) || !n.Wants(keys.Open) {
		t.Error("Enter goes to the wrong one")
	}
}

func TestEditingKeys(t *testing.T) {
	f := field.NewText(ctx(), field.TextSpec{})
	typed(f, "một hai ba")
	press(f, "ctrl+w")
	want(t, f.Value(), "một hai ")
	press(f, "home", "delete", "end", "ctrl+left", "ctrl+k")
	want(t, f.Value(), "ột ")
	press(f, "ctrl+u")
	want(t, f.Value(), "")
	press(f, "backspace", "delete", "left", "right")
	want(t, f.Value(), "")
}

func TestViewIsExactAndShowsTheCursor(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SampledFrom([]int{0, 3}).Draw(t, "lines")
		f := field.NewText(ctx(), field.TextSpec{Lines: lines})
		width := rapid.IntRange(3, 30).Draw(t, "width")
		events := rapid.SliceOfN(rapid.SampledFrom([]string{
			"a", "ệ", "日", " ", "\u0301", "Đ", "enter", "left", "right", "home", "end", "backspace", "ctrl+h", "delete", "ctrl+left", "ctrl+w", "up", "down",
		}), 0, 60).Draw(t, "events")
		for _, e := range events {
			press(f, e)
			v := f.View(width, true)
			rows := strings.Split(v, "\n")
			if len(rows) != f.Height() {
				t.Fatalf("%d rows, height %d", len(rows), f.Height())
			}
			for _, r := range rows {
				if page.Width(r) != width {
					t.Fatalf("%q is %d cells wide, wanted %d", r, page.Width(r), width)
				}
			}
			if x, y := f.Cursor(); x < 1 || x > width-1 || y < 0 || y >= f.Height() {
				t.Fatalf("cursor at %d,%d of %d×%d", x, y, width, f.Height())
			}
			if !norm.NFC.IsNormalString(f.Value()) {
				t.Fatalf("%q is not NFC", f.Value())
			}
		}
	})
}

func TestLongTextScrollsWithTheCursor(t *testing.T) {
	f := field.NewText(ctx(), field.TextSpec{})
	typed(f, "0123456789")
	want(t, f.View(8, true), "<56789 ]")
	want(t, string(rune('0'+f.CursorX())), "6")
	press(f, "home")
	want(t, f.View(8, true), "[012345>")
	if f.CursorX() != 1 {
		t.Errorf("cursor at %d", f.CursorX())
	}
	press(f, "end", "ctrl+u")
	want(t, f.View(8, true), "[      ]")
}

func TestNoteMovesByVisibleLines(t *testing.T) {
	f := field.NewText(ctx(), field.TextSpec{Lines: 3})
	typed(f, "một hai ba bốn năm")
	f.View(11, true) // 8 cells of text a row
	if f.Wants(keys.Down) || !f.Wants(keys.Up) {
		t.Error("the last row does not let the focus go on")
	}
	press(f, "up", "home")
	typed(f, "x")
	want(t, f.Value(), "xmột hai ba bốn năm")
}

func TestSecretIsNotDrawn(t *testing.T) {
	f := field.NewText(ctx(), field.TextSpec{Secret: true})
	typed(f, "mật")
	want(t, f.View(8, true), "[***   ]")
	want(t, f.Value(), "mật")
}

func TestRequiredAndLongTextAreRemarked(t *testing.T) {
	f := field.NewText(ctx(), field.TextSpec{Required: true, Max: 3})
	if f.Valid() == nil {
		t.Error("an empty required field is valid")
	}
	typed(f, "dài quá")
	if err := f.Valid(); err == nil || !strings.Contains(err.Error(), "3") {
		t.Errorf("remark %v", err)
	}
	want(t, f.Value(), "dài quá") // nothing is cut
}

func TestMoneyIsReadBackInFull(t *testing.T) {
	f := field.NewMoney(ctx(), field.MoneySpec{})
	typed(f, "3,5 tỷ")
	if n, ok := f.Int(); !ok || n != 3_500_000_000 {
		t.Errorf("%d, %t", n, ok)
	}
	want(t, f.ReadBack(), "3.500.000.000 đ – ba tỷ năm trăm triệu")
	want(t, f.Value(), "3,5 tỷ") // untouched while typing
	f.Settle()
	want(t, f.Value(), "3.500.000.000")
	f.SetValue("ba đồng")
	if f.Valid() == nil || f.ReadBack() != "" {
		t.Error("nonsense is money")
	}
	if _, ok := f.Int(); ok {
		t.Error("nonsense has a number")
	}
}

func TestPointBeforeThreeDigitsIsSaidInWords(t *testing.T) {
	f := field.NewNumber(ctx(), field.NumberSpec{Scale: 2})
	typed(f, "1.500")
	if n, ok := f.Int(); !ok || n != 150_000 {
		t.Errorf("%d, %t", n, ok)
	}
	if !strings.Contains(f.ReadBack(), "một nghìn năm trăm") {
		t.Errorf("read back %q", f.ReadBack())
	}
	f.SetInt(7950)
	want(t, f.Value(), "79,5")
	want(t, f.ReadBack(), "")
}

func TestNumberKeepsItsLimits(t *testing.T) {
	lo, hi := int64(0), int64(100)
	f := field.NewNumber(ctx(), field.NumberSpec{Min: &lo, Max: &hi})
	for s, ok := range map[string]bool{"0": true, "100": true, "101": false, "-1": false, "": true} {
		f.SetValue(s)
		if (f.Valid() == nil) != ok {
			t.Errorf("%q: %v", s, f.Valid())
		}
	}
	f.SetValue("")
	if _, ok := f.Int(); ok {
		t.Error("an empty field has a number")
	}
}

func TestPointsKeepMaximumAndStep(t *testing.T) {
	f := field.NewPoints(ctx(), field.PointsSpec{Max: 600, Step: 50})
	for s, ok := range map[string]bool{"4,5": true, "4.5": true, "6": true, "6,5": false, "4,25": false, "-1": false, "x": false} {
		f.SetValue(s)
		if (f.Valid() == nil) != ok {
			t.Errorf("%q: %v", s, f.Valid())
		}
	}
	want(t, f.ReadBack(), "/6")
}

func TestDateIsReadBackWithItsWeekday(t *testing.T) {
	f := field.NewDate(ctx(), true)
	if f.Valid() == nil {
		t.Error("a missing date is valid")
	}
	typed(f, "13/4")
	if d, ok := f.ISO(); !ok || d != "2024-04-13" {
		t.Errorf("%q %t", d, ok)
	}
	want(t, f.ReadBack(), "thứ Bảy, 13/04/2024")
	f.Settle()
	want(t, f.Value(), "13/04/2024")
	f.SetValue("31/02/2024")
	if f.Valid() == nil {
		t.Error("31 February is a day")
	}
	f.SetISO("")
	want(t, f.Value(), "")
}

func units() *field.Choice {
	return field.NewChoice(ctx(), field.ChoiceSpec{Required: true, Options: func() []field.Option {
		return []field.Option{{ID: "615", Label: "Huyện Đăk Hà"}, {ID: "617", Label: "Huyện Đăk Tô"}, {ID: "608", Label: "Thành phố Kon Tum"}}
	}})
}

func TestChoiceFindsWithoutMarks(t *testing.T) {
	f := units()
	typed(f, "dak ha")
	if !f.Wants(keys.Down) || !f.Wants(keys.Back) {
		t.Error("the open list does not take its keys")
	}
	list, open := f.Popup(40, 10)
	if !open || !strings.Contains(list, "Đăk Hà") || strings.Contains(list, "Kon Tum") {
		t.Errorf("list:\n%s", list)
	}
	want(t, f.Value(), "")
	press(f, "enter")
	want(t, f.Value(), "615")
	want(t, f.Label(), "Huyện Đăk Hà")
	if f.Wants(keys.Down) {
		t.Error("a closed list takes ↓")
	}
}

// "ha" is in "thành" and "dak" in the unit behind the arrow: Enter must not take
// a place that nobody meant.
func TestNearestChoiceStandsFirst(t *testing.T) {
	f := field.NewChoice(ctx(), field.ChoiceSpec{Options: func() []field.Option {
		return []field.Option{{ID: "23323", Label: "Xã Chư Hreng, thành phố Kon Tum → Xã Đăk Rơ Wa"}, {ID: "23500", Label: "Thị trấn Đăk Hà, huyện Đăk Hà"}}
	}})
	f.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("dak ha")})
	f.Update(tea.KeyMsg{Type: tea.KeyEnter})
	if f.Value() != "23500" {
		t.Errorf("Enter took %q", f.Label())
	}
}

func TestClosingAListChangesNothing(t *testing.T) {
	f := units()
	f.SetValue("608")
	press(f, "enter", "up", "esc")
	want(t, f.Value(), "608")
	press(f, "backspace", "delete") // required: cannot be emptied
	want(t, f.Value(), "608")
	press(f, "enter")
	typed(f, "không có")
	press(f, "enter")
	want(t, f.Value(), "608")
}

func TestUnknownChoiceIsShownAndRemarked(t *testing.T) {
	f := units()
	f.SetValue("999")
	if f.Valid() == nil || !strings.Contains(f.View(20, false), "999") {
		t.Error("a value that the list does not have is hidden or valid")
	}
}

func newForm() *field.Form {
	c := ctx()
	label := func(s string) func() string { return func() string { return s } }
	return field.NewForm(
		c,
		field.Item{ID: "code", Label: label("Mã số"), Field: field.NewText(c, field.TextSpec{}), Fixed: true},
		field.Item{ID: "name", Label: label("Tên hợp tác xã"), Field: field.NewText(c, field.TextSpec{Required: true})},
		field.Item{ID: "unit", Label: label("Đơn vị"), Field: units(), Width: 30},
		field.Item{ID: "capital", Label: label("Vốn điều lệ"), Field: field.NewMoney(c, field.MoneySpec{})},
		field.Item{ID: "note", Label: label("Ghi chú"), Field: field.NewText(c, field.TextSpec{Lines: 4})},
	)
}

func formKeys(f *field.Form, names ...string) field.Event {
	var e field.Event
	for _, n := range names {
		k := pagetest.Key(n)
		if i, ok := keys.Translate(k, f.Typing()); ok {
			e = f.Update(keys.Press{Intent: i, Key: k})
		} else {
			e = f.Update(k)
		}
	}
	return e
}

func TestFormSaysWhatChangedAndWhatWasLeft(t *testing.T) {
	f := newForm()
	want(t, f.Focused(), "name")
	if e := formKeys(f, "ệ"); e.Changed != "name" || !e.Handled {
		t.Errorf("%+v", e)
	}
	if e := formKeys(f, "tab"); e.Left != "name" || f.Focused() != "unit" {
		t.Errorf("%+v at %s", e, f.Focused())
	}
	formKeys(f, "enter", "down", "enter") // chooses, does not move on
	want(t, f.Focused(), "unit")
	want(t, f.Field("unit").Value(), "617")
	formKeys(f, "down")
	for _, r := range "3,5 tỷ" {
		formKeys(f, string(r))
	}
	if e := formKeys(f, "enter"); e.Left != "capital" {
		t.Errorf("%+v", e)
	}
	want(t, f.Field("capital").Value(), "3.500.000.000")
	if e := formKeys(f, "tab"); e.Handled {
		t.Error("Tab on the last field is not the screen's")
	}
	if e := formKeys(f, "f8"); e.Handled {
		t.Error("the form took F8")
	}
	formKeys(f, "shift+tab", "shift+tab", "shift+tab")
	want(t, f.Focused(), "name")
	if e := formKeys(f, "shift+tab"); e.Handled {
		t.Error("the fixed field took the focus")
	}
}

func TestFormIsExactAndKeepsTheFocusInSight(t *testing.T) {
	for _, width := range []int{40, 58, 78, 198} {
		for height := 4; height < 14; height++ {
			f := newForm()
			for range 4 {
				pagetest.Exact(t, f.View(width, height), width, height)
				if x, y, ok := f.Cursor(); !ok || x < 0 || x >= width || y < 0 || y >= height {
					t.Errorf("%d×%d: cursor of %s at %d,%d,%t", width, height, f.Focused(), x, y, ok)
				}
				formKeys(f, "tab")
			}
		}
	}
}

func TestFormGolden(t *testing.T) {
	f := newForm()
	formKeys(f, "H", "T", "X", "tab", "enter")
	pagetest.Golden(t, "form-list", f.View(78, 12))
	formKeys(f, "esc", "tab", "3", ",", "5", " ", "t", "ỷ")
	pagetest.Golden(t, "form-money", f.View(78, 12))
	pagetest.Golden(t, "form-narrow", f.View(46, 12))
}

func BenchmarkKeyInALongText(b *testing.B) {
	f := field.NewText(ctx(), field.TextSpec{})
	f.SetValue(strings.Repeat("Hợp tác xã ", 30))
	k, del := pagetest.Key("ệ"), pagetest.Key("backspace")
	for b.Loop() {
		f.Update(k)
		_ = f.View(60, true)
		f.Update(del)
		_ = f.View(60, true)
	}
}

func TestAChoiceIsSearchedByWhatItsOptionsSay(t *testing.T) {
	c := pagetest.Context(text.VI)
	f := field.NewChoice(c, field.ChoiceSpec{Options: func() []field.Option {
		return []field.Option{{ID: "a", Label: "HTX Đăk Hà", Fold: "htx dak ha kon tum"}, {ID: "b", Label: "HTX Đăk Mar"}}
	}})
	for _, k := range []string{"t", "u", "m", "enter"} {
		f.Update(pagetest.Key(k))
	}
	if f.Value() != "a" {
		t.Errorf("chose %q", f.Value())
	}
}
