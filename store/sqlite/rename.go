package sqlite

import "time"

// heldPatience is how long a file is waited for that another program has open
// for a moment: the pauses double from 50 ms and come to about 1.5 seconds.
const heldPatience = 800 * time.Millisecond

// patiently calls try until it succeeds, fails for a reason of which held knows
// nothing, or patience ends.
func patiently(try func() error, held func(error) bool, pause func(time.Duration)) error {
	for wait := 50 * time.Millisecond; ; wait *= 2 {
		err := try()
		if err == nil || !held(err) || wait > heldPatience {
			return err
		}
		pause(wait)
	}
}
