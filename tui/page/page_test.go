package page_test

import (
	"strconv"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"pgregory.net/rapid"

	"coopfield/tui/keys"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
	"coopfield/tui/text"
	"coopfield/tui/theme"
)

var plain = theme.Plain()

func TestPadIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(rapid.RuneFrom([]rune("aăệĐ▲ 日─"))).Draw(t, "s")
		w := rapid.IntRange(0, 30).Draw(t, "w")
		for name, got := range map[string]string{"Pad": page.Pad(s, w), "PadLeft": page.PadLeft(s, w)} {
			if page.Width(got) != w {
				t.Fatalf("%s(%q, %d) is %d cells wide", name, s, w, page.Width(got))
			}
		}
		for name, got := range map[string]string{"Cut": page.Cut(plain, s, w), "CutMiddle": page.CutMiddle(plain, s, w), "CutLeft": page.CutLeft(plain, s, w)} {
			if page.Width(got) > w {
				t.Fatalf("%s(%q, %d) is %d cells wide: %q", name, s, w, page.Width(got), got)
			}
		}
	})
}

func TestCutMiddleKeepsBothEnds(t *testing.T) {
	got := page.CutMiddle(plain, "HTX Nông nghiệp Mẫu Đăk Hà", 15)
	if got != "HTX Nôn… Đăk Hà" {
		t.Errorf("%q", got)
	}
}

func TestPanelIsExactWithStyles(t *testing.T) {
	th := theme.New(theme.Options{Colours: 16})
	for _, w := range []int{4, 10, 40} {
		for _, h := range []int{2, 3, 9} {
			p := page.PanelNote(th, "Việc cần làm hôm nay và ngày mai", "tối đa 6", "một\nhai "+th.Bad.Render("đỏ dài quá khổ của khung này thì bị cắt"), w, h, true)
			pagetest.Exact(t, p, w, h)
		}
	}
}

func TestOverlayKeepsTheSizeOfTheBase(t *testing.T) {
	th := theme.New(theme.Options{Colours: 16})
	base := page.Panel(th, "Nền", strings.Repeat(th.Good.Render("ệ")+"xy\n", 6), 30, 8, false)
	for _, at := range [][2]int{{0, 0}, {5, 2}, {25, 6}, {40, 1}, {3, -1}} {
		got := page.Overlay(base, page.Panel(th, "Hỏi", "có không", 14, 4, true), at[0], at[1])
		pagetest.Exact(t, got, 30, 8)
	}
}

func TestBarSaysSomethingAndNotAll(t *testing.T) {
	for _, c := range []struct {
		part, whole int64
		want        string
	}{{0, 10, "░░░░░"}, {1, 1000, "█░░░░"}, {999, 1000, "████░"}, {10, 10, "█████"}, {20, 10, "█████"}, {1, 0, "░░░░░"}} {
		if got := page.Bar(plain, c.part, c.whole, 5); got != c.want {
			t.Errorf("%d of %d is %s", c.part, c.whole, got)
		}
	}
	if got := page.Spark(plain, []int64{1, 4, 8}); got != "▁▄█" {
		t.Errorf("spark %s", got)
	}
	if got := page.Spark(plain, []int64{7, 7}); got != "▅▅" {
		t.Errorf("equal values %s", got)
	}
}

func TestKeyLineKeepsTheLastHint(t *testing.T) {
	hints := []keys.Hint{keys.For(keys.Open, "mở"), keys.For(keys.Coops, "hợp tác xã"), keys.For(keys.Help, "phím")}
	if got := page.KeyLine(plain, hints, 24); got != " Enter mở · F1 phím     " {
		t.Errorf("%q", got)
	}
}

func bigTable(n int, asked *int) *page.Table {
	c := pagetest.Context(text.VI)
	tb := page.NewTable(
		c, page.Column{Title: "Tên", Min: 20, Weight: 3, Middle: true}, page.Column{Title: "Đơn vị", Min: 12, Drop: 1},
		page.Column{Title: "Điểm", Width: 6, Right: true},
	)
	tb.SetRows(n, func(i int) []page.Cell {
		*asked++
		return []page.Cell{{Text: "HTX Nông nghiệp Mẫu số " + strconv.Itoa(i)}, {Text: "Đăk Hà"}, {Text: "79,5"}}
	})
	return tb
}

func TestTableAsksOnlyForVisibleRows(t *testing.T) {
	asked := 0
	tb := bigTable(35_000, &asked)
	tb.Handle(keys.End)
	v := tb.View(60, 20, true)
	pagetest.Exact(t, v, 60, 20)
	if asked != 19 {
		t.Errorf("%d rows asked for", asked)
	}
	if !strings.Contains(v, "34999") || tb.Position() != "35.000/35.000" {
		t.Errorf("%s:\n%s", tb.Position(), v)
	}
}

func TestTableMovesAndStaysInBounds(t *testing.T) {
	asked := 0
	tb := bigTable(50, &asked)
	tb.View(60, 11, true)
	for _, c := range []struct {
		i    keys.Intent
		want int
	}{{keys.Up, 0}, {keys.Down, 1}, {keys.PageDown, 11}, {keys.End, 49}, {keys.Down, 49}, {keys.PageUp, 39}, {keys.Home, 0}} {
		if !tb.Handle(c.i) || tb.At() != c.want {
			t.Errorf("after intent %d at %d, wanted %d", c.i, tb.At(), c.want)
		}
	}
	tb.SetRows(0, nil)
	if tb.At() != -1 || !strings.Contains(tb.View(60, 5, true), "Chưa có dòng nào") {
		t.Error("an empty table has a row")
	}
	if tb.Handle(keys.Finalise) {
		t.Error("the table took F8")
	}
}

func TestTableDropsColumnsThatDoNotFit(t *testing.T) {
	asked := 0
	tb := bigTable(3, &asked)
	if v := tb.View(80, 5, false); !strings.Contains(v, "Đơn vị") {
		t.Errorf("wide:\n%s", v)
	}
	if v := tb.View(36, 5, false); strings.Contains(v, "Đơn vị") || !strings.Contains(v, "79,5") {
		t.Errorf("narrow:\n%s", v)
	}
}

func BenchmarkTableOf35000Rows(b *testing.B) {
	asked := 0
	tb := bigTable(35_000, &asked)
	for b.Loop() {
		tb.Handle(keys.PageDown)
		if tb.At() == tb.Len()-1 {
			tb.Handle(keys.Home)
		}
		_ = tb.View(200, 58, true)
	}
}

// A panic in long work is the command's: beside it nobody would catch it, and the
// terminal would stay as it is.
func TestAPanicOfLongWorkIsThatOfItsCommand(t *testing.T) {
	begun, ok := page.Work(page.Progress{}, func(func(int64, int64, string)) tea.Msg { panic("hỏng") })().(page.Step)
	if !ok || begun.Next == nil {
		t.Fatalf("%v", begun)
	}
	defer func() {
		if v := recover(); v != "hỏng" {
			t.Errorf("caught %v", v)
		}
	}()
	t.Errorf("ended with %v", begun.Next())
}
