package vi

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Civil dates are text, YYYY-MM-DD, without zone or time of day, as they stand
// on paper. In this form they compare as text.

// Years that a typed date may have: it is wrong rather than far away.
const (
	minYear = 1900
	maxYear = 2199
)

// ValidDate reports whether s is a day of the calendar written YYYY-MM-DD.
func ValidDate(s string) bool {
	_, ok := parseISO(s)
	return ok
}

func parseISO(s string) (time.Time, bool) {
	if len(s) != len(time.DateOnly) {
		return time.Time{}, false
	}
	t, err := time.Parse(time.DateOnly, s)
	return t, err == nil
}

// ParseDate reads a day as people type it and returns it as YYYY-MM-DD:
// 13/4/2021, 13-4-2021, 13.4.2021, 13/4/21, 130421, 13042021, 2021-04-13,
// "ngày 13 tháng 4 năm 2021", and 13/4 with year (0 = a year must be typed).
// Two-digit years up to 69 belong to this century. Anything else, and years
// outside 1900–2199, is an *[Error].
func ParseDate(s string, year int) (string, error) {
	bad := func(why string) (string, error) {
		return "", &Error{Message: fmt.Sprintf("%q %s", shorten(s), why), Hint: "ghi ngày như 13/4/2021"}
	}
	parts := strings.FieldsFunc(datePlain(s), func(r rune) bool { return r == '/' || r == '-' || r == '.' || r == ' ' })
	for _, p := range parts {
		if !isDigits(p) || len(p) > 8 {
			return bad("không phải là ngày")
		}
	}
	var readings [][3]int // year, month, day, in the order of preference
	num := func(s string) int { n, _ := strconv.Atoi(s); return n }
	switch {
	case len(parts) == 1 && len(parts[0]) == 6:
		p := parts[0]
		readings = [][3]int{{century(num(p[4:])), num(p[2:4]), num(p[:2])}}
	case len(parts) == 1 && len(parts[0]) == 8:
		p := parts[0]
		readings = [][3]int{
			{num(p[4:]), num(p[2:4]), num(p[:2])},
			{num(p[:4]), num(p[4:6]), num(p[6:])},
		}
	case len(parts) == 2 && len(parts[0]) <= 2 && len(parts[1]) <= 2:
		if year == 0 {
			return bad("thiếu năm")
		}
		readings = [][3]int{{year, num(parts[1]), num(parts[0])}}
	case len(parts) == 3 && len(parts[0]) == 4 && len(parts[1]) <= 2 && len(parts[2]) <= 2:
		readings = [][3]int{{num(parts[0]), num(parts[1]), num(parts[2])}}
	case len(parts) == 3 && len(parts[0]) <= 2 && len(parts[1]) <= 2 && len(parts[2]) == 4:
		readings = [][3]int{{num(parts[2]), num(parts[1]), num(parts[0])}}
	case len(parts) == 3 && len(parts[0]) <= 2 && len(parts[1]) <= 2 && len(parts[2]) == 2:
		readings = [][3]int{{century(num(parts[2])), num(parts[1]), num(parts[0])}}
	default:
		return bad("không phải là ngày")
	}
	for _, r := range readings {
		if date := civil(r[0], r[1], r[2]); date != "" {
			return date, nil
		}
	}
	return bad("không có trong lịch")
}

// datePlain takes the words of a written date away: "ngày 13 tháng 4 năm 2021".
func datePlain(s string) string {
	return strings.NewReplacer("ngay", " ", "thang", " ", "nam", " ").Replace(Fold(s))
}

func century(yy int) int {
	if yy < 70 {
		return 2000 + yy
	}
	return 1900 + yy
}

// civil returns the date, "" if the calendar has no such day.
func civil(year, month, day int) string {
	if year < minYear || year > maxYear {
		return ""
	}
	s := fmt.Sprintf("%04d-%02d-%02d", year, month, day)
	if !ValidDate(s) {
		return ""
	}
	return s
}

// FormatDate writes a civil date as 13/04/2021. Text that is no date is
// returned as it is, so that nothing a record holds is hidden.
func FormatDate(date string) string {
	t, ok := parseISO(date)
	if !ok {
		return date
	}
	return t.Format("02/01/2006")
}

// LongDate writes a civil date as a document does: "ngày 13 tháng 4 năm 2021";
// days below 10 and the months 1 and 2 are written with a 0. Text that is no
// date is returned as it is.
//
// Source: Nghị định 30/2020/NĐ-CP, Phụ lục I.
func LongDate(date string) string {
	t, ok := parseISO(date)
	if !ok {
		return date
	}
	month := strconv.Itoa(int(t.Month()))
	if t.Month() <= time.February {
		month = "0" + month
	}
	return fmt.Sprintf("ngày %02d tháng %s năm %d", t.Day(), month, t.Year())
}

// AddDays returns the date n days after date, before it if n is negative, and
// "" if date is no date or the result has no four-digit year.
func AddDays(date string, n int) string {
	t, ok := parseISO(date)
	if !ok {
		return ""
	}
	s := t.AddDate(0, 0, n).Format(time.DateOnly)
	if !ValidDate(s) {
		return ""
	}
	return s
}

// DaysBetween returns how many days to is after from, negative if it is
// before, and false if one of them is no date.
func DaysBetween(from, to string) (int, bool) {
	a, okA := parseISO(from)
	b, okB := parseISO(to)
	if !okA || !okB {
		return 0, false
	}
	const day = 24 * 60 * 60
	return int((b.Unix() - a.Unix()) / day), true
}

// LastDay returns the last day of a month, 1 to 12, of a year, "" if there is
// no such month.
func LastDay(year, month int) string {
	if month < 1 || month > 12 {
		return ""
	}
	first := civil(year, month, 1)
	if first == "" {
		return ""
	}
	t, _ := parseISO(first)
	return t.AddDate(0, 1, -1).Format(time.DateOnly)
}
