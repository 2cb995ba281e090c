package sqlite_test

import (
	"errors"
	"testing"
	"time"

	"coopfield/store/sqlite"
)

// An antivirus opens a fresh file for a moment, and Windows then moves it for
// nobody.
func TestAFileThatIsHeldForAMomentIsWaitedFor(t *testing.T) {
	held, other := errors.New("held"), errors.New("other")
	isHeld := func(err error) bool { return errors.Is(err, held) }
	for _, c := range []struct {
		name   string
		fails  []error // in turn, then no more
		want   error
		tries  int
		waited time.Duration
	}{
		{name: "free", tries: 1},
		{name: "held twice", fails: []error{held, held}, tries: 3, waited: 150 * time.Millisecond},
		{name: "another fault", fails: []error{other}, want: other, tries: 1},
		{name: "held, then another fault", fails: []error{held, other}, want: other, tries: 2, waited: 50 * time.Millisecond},
		{name: "held for ever", fails: []error{held, held, held, held, held, held, held, held, held}, want: held, tries: 6, waited: 1550 * time.Millisecond},
	} {
		t.Run(c.name, func(t *testing.T) {
			tries, waited := 0, time.Duration(0)
			err := sqlite.Patiently(func() error {
				tries++
				if tries <= len(c.fails) {
					return c.fails[tries-1]
				}
				return nil
			}, isHeld, func(d time.Duration) { waited += d })
			if !errors.Is(err, c.want) {
				t.Errorf("%v, want %v", err, c.want)
			}
			equal(t, tries, c.tries)
			equal(t, waited, c.waited)
		})
	}
}
