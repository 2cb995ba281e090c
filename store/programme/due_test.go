package programme_test

import (
	"fmt"
	"slices"
	"testing"

	"coopfield/store/programme"
)

// dueWords writes a due as a table names it.
func dueWords(d programme.Due) string {
	if d.On == "" {
		return d.Deadline.ID + " open"
	}
	return fmt.Sprintf("%s %d %s %s %+d", d.Deadline.ID, d.Year, d.On, d.LastDay, d.Days)
}

func TestDuesCountToTheLastDayOnWhichADeadlineIsKept(t *testing.T) {
	before := programme.Deadline{ID: "b", Level: "province", Due: "06-30", Before: true}
	on := programme.Deadline{ID: "o", Level: "district", Due: "12-18"}
	once := programme.Deadline{ID: "s", Level: "district", On: "2021-09-30"}
	for _, tt := range []struct {
		what         string
		d            programme.Deadline
		on, from, to string
		want         []string
	}{
		// Kế hoạch 1185/KH-UBND, VII.1.h: before 30/6.
		{"before: one day before its last", before, "2024-06-28", "2024-06-01", "2024-07-31", []string{"b 2024 2024-06-30 2024-06-29 +1"}},
		{"before: on its last day", before, "2024-06-29", "2024-06-01", "2024-07-31", []string{"b 2024 2024-06-30 2024-06-29 +0"}},
		{"before: on the day named it is too late", before, "2024-06-30", "2024-06-01", "2024-07-31", []string{"b 2024 2024-06-30 2024-06-29 -1"}},
		{"before: the day after", before, "2024-07-01", "2024-06-01", "2024-07-31", []string{"b 2024 2024-06-30 2024-06-29 -2"}},
		// Thông tư 01/2020/TT-BKHĐT, Điều 9: by 18/12.
		{"on: the day before", on, "2024-12-17", "2024-12-01", "2024-12-31", []string{"o 2024 2024-12-18 2024-12-18 +1"}},
		{"on: the day itself is in time", on, "2024-12-18", "2024-12-01", "2024-12-31", []string{"o 2024 2024-12-18 2024-12-18 +0"}},
		{"on: the day after", on, "2024-12-19", "2024-12-01", "2024-12-31", []string{"o 2024 2024-12-18 2024-12-18 -1"}},
		{"once: the day itself", once, "2021-09-30", "2021-01-01", "2021-12-31", []string{"s 0 2021-09-30 2021-09-30 +0"}},
		{"once: never again", once, "2022-09-30", "2022-01-01", "2023-12-31", nil},
		{"the window's first day counts", on, "2024-12-18", "2024-12-18", "2024-12-18", []string{"o 2024 2024-12-18 2024-12-18 +0"}},
		{"a day before the window does not", on, "2024-12-18", "2024-12-19", "2025-12-17", nil},
		{"across a year's end", on, "2024-12-31", "2024-12-01", "2025-12-31", []string{"o 2024 2024-12-18 2024-12-18 -13", "o 2025 2025-12-18 2025-12-18 +352"}},
		{
			"before 1 January is the last day of the year before",
			programme.Deadline{ID: "n", Due: "01-01", Before: true},
			"2024-12-30", "2024-12-01", "2024-12-31",
			[]string{"n 2025 2025-01-01 2024-12-31 +1"},
		},
		{
			"before 1 March counts a leap day",
			programme.Deadline{ID: "m", Due: "03-01", Before: true},
			"2024-02-28", "2023-01-01", "2024-12-31",
			[]string{"m 2023 2023-03-01 2023-02-28 -365", "m 2024 2024-03-01 2024-02-29 +1"},
		},
		{
			"on 29 February, with and without the day",
			programme.Deadline{ID: "l", Due: "02-29"},
			"2024-02-28", "2023-01-01", "2024-12-31",
			[]string{"l 2023 2023-02-28 2023-02-28 -365", "l 2024 2024-02-29 2024-02-29 +1"},
		},
		{
			"before 29 February, with and without the day",
			programme.Deadline{ID: "l", Due: "02-29", Before: true},
			"2024-02-28", "2023-01-01", "2024-12-31",
			[]string{"l 2023 2023-03-01 2023-02-28 -365", "l 2024 2024-02-29 2024-02-28 +0"},
		},
		{"only the years of its programme", programme.Deadline{ID: "y", Due: "06-30", FromYear: 2021, ToYear: 2022}, "2020-01-01", "2020-01-01", "2023-12-31", []string{
			"y 2021 2021-06-30 2021-06-30 +546", "y 2022 2022-06-30 2022-06-30 +911",
		}},
		{"without a day no time can be said", programme.Deadline{ID: "t", Todo: "tỉnh đặt"}, "2024-01-01", "2024-01-01", "2024-12-31", []string{"t open"}},
	} {
		var got []string
		for _, d := range programme.Dues([]programme.Deadline{tt.d}, "", tt.on, tt.from, tt.to) {
			got = append(got, dueWords(d))
			if d.Passed() != (d.On != "" && tt.on > d.LastDay) {
				t.Errorf("%s: passed %v", tt.what, d.Passed())
			}
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s:\ngot  %q\nwant %q", tt.what, got, tt.want)
		}
	}
}

func TestThePlansDeadlinesOfAYearByLevel(t *testing.T) {
	p := kh1185(t)
	for _, tt := range []struct {
		level, from, to string
		want            []string
	}{
		{"province", "2024-01-01", "2024-12-31", []string{"half-year 2024 2024-06-30 2024-06-29 +180", "year 2024 2024-12-20 2024-12-19 +353", "mid-term open"}},
		{"district", "2021-01-01", "2021-12-31", []string{"selection 0 2021-09-30 2021-09-30 -823", "district-half-year open", "district-year open"}},
		{"district", "2025-01-01", "2025-12-31", []string{"replication 0 2025-09-30 2025-09-30 +638", "district-half-year open", "district-year open"}},
		{"province", "2026-01-01", "2026-12-31", []string{"mid-term open"}}, // the plan ended in 2025
		{"cooperative", "2024-01-01", "2024-12-31", nil},
	} {
		var got []string
		for _, d := range p.Dues(tt.level, "2024-01-01", tt.from, tt.to) {
			got = append(got, dueWords(d))
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s %s:\ngot  %q\nwant %q", tt.level, tt.from, got, tt.want)
		}
	}
	if first, last := p.Years(); first != 2021 || last != 2025 {
		t.Errorf("years %d to %d", first, last)
	}
}
