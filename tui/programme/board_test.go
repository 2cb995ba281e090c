package programme

import (
	"strings"
	"testing"

	"coopfield/store/desk"
	rules "coopfield/store/programme"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
	"coopfield/tui/theme"
)

func TestTheHeatMapSaysByTheSignWhatTheColourSays(t *testing.T) {
	s := &pilotBoard{m: open(t, province(t), "pilots").Screen.(*Model)}
	g := s.m.c.Theme.Glyph
	for _, x := range []struct {
		named    bool
		was, now int64
		state    rules.State
		want     string
	}{
		{true, 400, 399, rules.NotMet, g.Down + "!"},
		{true, 400, 400, rules.Met, g.Same + "*"},
		{true, 400, 401, rules.Met, g.Up + "*"},
		{false, 400, 399, rules.Met, g.Down},
		{false, 400, 400, rules.Met, g.Same},
		{false, 400, 401, rules.Met, g.Up},
		{true, -1, 400, rules.Unknown, "?*"},
		{true, 400, -1, rules.Unknown, "?*"},
		{false, 400, -1, rules.Met, "?"},
	} {
		e := &rules.ExitCriterion{ID: "1", Named: x.named, State: x.state}
		if x.was >= 0 {
			e.Was = pts(x.was)
		}
		if x.now >= 0 {
			e.Now = pts(x.now)
		}
		if got, _ := s.heat(e, false); got != x.want {
			t.Errorf("%+v is drawn %q", x, got)
		}
	}
}

func TestTheBoardNeedsNoUnicodeSigns(t *testing.T) {
	d := open(t, province(t), "pilots")
	d.C.Theme = theme.New(theme.Options{ASCII: true})
	v := d.Screen.View()
	for _, sign := range []string{"▲", "▼", "✓", "✗", "│", "─"} {
		if strings.Contains(v, sign) {
			t.Errorf("%s is drawn:\n%s", sign, v)
		}
	}
}

func TestNeedsAreSummedByYearAndInAll(t *testing.T) {
	d := pagetest.Open(t, "vi", pagetest.Size{Width: 100, Height: 40}, at(province(t), "objectives"))
	d.Sees("Cộng năm 2022", "≈1.533,3", "Cộng năm 2023", "Tổng cộng", "1.500")
	m := d.Screen.(*Model)
	m.lists[objectives].facets["source"] = "fund-loan"
	d.Send(page.Resumed{})
	d.SeesNot("Cộng năm 2022")
	d.Sees("Tổng cộng")
}

func TestSumsOfEveryYearMakeTheWhole(t *testing.T) {
	all := province(t).needs
	list := sums(all, nil, "%s", "all")
	var years desk.Need
	for _, n := range list {
		if n.sum && n.Year != "" {
			add(&years, &n.Need)
		}
	}
	total := list[len(list)-1]
	if total.Planned != 1_533_333_333 || total.Approved != 1_500_000_000 || years.Planned != total.Planned || years.Disbursed != total.Disbursed {
		t.Errorf("years %+v, all %+v", years, total)
	}
	if got := sums(&desk.Needs{}, nil, "%s", "all"); len(got) != 0 {
		t.Errorf("nothing sums to %+v", got)
	}
}

func TestBeforeADayAndOnItAreKeptApart(t *testing.T) {
	d := open(t, province(t), "deadlines")
	d.Sees("đến 20/11/2024", "trước 20/12/2024", "! quá 3 ngày", "còn 26 ngày", "7/10", "✓ xong", "chưa ghi ngày")
	d.Press("down")
	d.Sees("Ngày cuối: 19/12/2024")
	d.Press("end")
	d.Sees("Kế hoạch không ghi ngày; tỉnh đặt")
}

func TestAMillionIsRoundedInTheOpen(t *testing.T) {
	for n, want := range map[int64]string{
		0: "", 1: "≈0", 100_000: "0,1", 149_999: "≈0,1", 150_000: "≈0,2", 1_200_000_000: "1.200", 1_234_567_890: "≈1.234,6", -500_000: "-0,5",
	} {
		if got := million(n); got != want {
			t.Errorf("%d is %q, not %q", n, got, want)
		}
	}
}

func TestEnterOnADeadlineGoesToWhatItAsksFor(t *testing.T) {
	for _, x := range []struct {
		keys []string
		want string
	}{
		{[]string{"enter"}, "[Ứng viên]"},
		{[]string{"down", "enter"}, "[Thời hạn]"}, // a report, which is no list of this page
		{[]string{"down", "down", "enter"}, "Nhân rộng, khen thưởng"},
	} {
		d := open(t, province(t), "deadlines")
		d.Press(x.keys...)
		d.Sees(x.want)
	}
}
