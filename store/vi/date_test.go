package vi_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"coopfield/store/vi"
)

func TestParseDateReadsWhatPeopleType(t *testing.T) {
	for in, want := range map[string]string{
		"13/4/2021": "2021-04-13", "13-4-2021": "2021-04-13", "13.4.2021": "2021-04-13", " 13 / 04 / 2021 ": "2021-04-13",
		"2021-04-13": "2021-04-13", "2021/4/13": "2021-04-13", "13/4": "2024-04-13", "130421": "2021-04-13", "13042021": "2021-04-13",
		"20210413": "2021-04-13", "13/4/21": "2021-04-13", "13/4/98": "1998-04-13",
		"ngày 13 tháng 4 năm 2021": "2021-04-13", "Kon Tum": "", "29/2/2023": "", "29/2/2024": "2024-02-29",
		"31/4/2021": "", "0/4/2021": "", "13/13/2021": "", "13/4/0021": "", "13/4/1899": "", "13/4/2200": "",
		"": "", "13": "", "13/4/2021/5": "", "1304": "", "13/4/202": "", "-13/4": "2024-04-13", "99999999999999999999": "",
	} {
		got, err := vi.ParseDate(in, 2024)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("ParseDate(%q) = %q, %v; want %q", in, got, err, want)
		}
	}
	if got, err := vi.ParseDate("13/4", 0); err == nil {
		t.Errorf("a day without a year was read as %q", got)
	}
}

func TestDatesAreWrittenAsDocumentsDo(t *testing.T) {
	for in, want := range map[string][2]string{
		"2021-04-13": {"13/04/2021", "ngày 13 tháng 4 năm 2021"},
		"2020-02-03": {"03/02/2020", "ngày 03 tháng 02 năm 2020"},
		"chưa rõ":    {"chưa rõ", "chưa rõ"},
		"2021-02-29": {"2021-02-29", "2021-02-29"},
	} {
		if got := vi.FormatDate(in); got != want[0] {
			t.Errorf("FormatDate(%q) = %q", in, got)
		}
		if got := vi.LongDate(in); got != want[1] {
			t.Errorf("LongDate(%q) = %q", in, got)
		}
	}
}

func TestDatesSurviveWritingReadingAndCounting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC)
		days := rapid.IntRange(0, 109_000).Draw(t, "days")
		n := rapid.IntRange(-20_000, 20_000).Draw(t, "n")
		date := start.AddDate(0, 0, days).Format(time.DateOnly)
		for _, shown := range []string{vi.FormatDate(date), vi.LongDate(date), date} {
			if got, err := vi.ParseDate(shown, 0); err != nil || got != date {
				t.Fatalf("%s shown as %q came back as %q, %v", date, shown, got, err)
			}
		}
		later := vi.AddDays(date, n)
		if got, ok := vi.DaysBetween(date, later); !ok || got != n {
			t.Fatalf("%s + %d days = %s, which is %d days away", date, n, later, got)
		}
	})
}

func TestCalendarEdges(t *testing.T) {
	for _, tt := range []struct {
		year, month int
		want        string
	}{{2024, 2, "2024-02-29"}, {2023, 2, "2023-02-28"}, {2024, 12, "2024-12-31"}, {2024, 13, ""}, {2024, 0, ""}, {12, 1, ""}} {
		if got := vi.LastDay(tt.year, tt.month); got != tt.want {
			t.Errorf("LastDay(%d, %d) = %q", tt.year, tt.month, got)
		}
	}
	for _, s := range []string{"2024-2-9", "2024-02-30", "", "2024-02-09T00", "+024-02-09", "０024-02-09"} {
		if vi.ValidDate(s) {
			t.Errorf("%q passes for a date", s)
		}
	}
	if vi.AddDays("9999-12-31", 1) != "" || vi.AddDays("x", 1) != "" {
		t.Error("a day out of the calendar was given")
	}
	if n, ok := vi.DaysBetween("0001-01-01", "9999-12-31"); !ok || n != 3652058 {
		t.Errorf("the longest span is %d days", n)
	}
	if _, ok := vi.DaysBetween("2024-01-01", "x"); ok {
		t.Error("a span to no date")
	}
}
