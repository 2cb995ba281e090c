package field

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
	"time"

	"coopfield/tui/page"
)

// Clock is an input for a time of day: 8:30, 8h30, 14h or 0830.
type Clock struct{ *Text }

var timeForm = regexp.MustCompile(`^(\d{1,2})\s*(?:[:.hHgG]\s*(\d{1,2})?|(\d{2}))?$`)

// NewClock returns an empty field for a time of day.
func NewClock(c *page.Context) *Clock {
	return &Clock{NewText(c, TextSpec{AsTyped: true, Check: func(s string) error {
		if _, _, ok := timeOf(s); !ok {
			return errors.New(c.Words.Visit.NotTime)
		}
		return nil
	}})}
}

func timeOf(s string) (hour, minute int, ok bool) {
	m := timeForm.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return 0, 0, false
	}
	hour, _ = strconv.Atoi(m[1])
	minute, _ = strconv.Atoi(m[2] + m[3])
	return hour, minute, hour < 24 && minute < 60
}

// Instant is the time on a day, RFC 3339 with the offset of the place; false if
// there is none.
func (f *Clock) Instant(on string, zone *time.Location) (string, bool) {
	h, m, ok := timeOf(f.Value())
	day, err := time.ParseInLocation(time.DateOnly, on, zone)
	if !ok || err != nil {
		return "", false
	}
	return time.Date(day.Year(), day.Month(), day.Day(), h, m, 0, 0, zone).Format(time.RFC3339), true
}

// SetInstant shows the time of an instant; what is none stays as it is written.
func (f *Clock) SetInstant(instant string) {
	if at, err := time.Parse(time.RFC3339, instant); err == nil {
		f.SetValue(at.Format("15:04"))
		return
	}
	f.SetValue(instant)
}

// Settle writes a time as 08:30.
func (f *Clock) Settle() {
	if h, m, ok := timeOf(f.Value()); ok {
		f.SetValue(time.Date(2000, 1, 1, h, m, 0, 0, time.UTC).Format("15:04"))
	}
}
