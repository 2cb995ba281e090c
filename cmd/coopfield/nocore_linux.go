package main

import "golang.org/x/sys/unix"

// keepMemoryPrivate keeps what this process has decrypted out of files that
// the system makes of its memory: no core is written when it is aborted, not
// even by a collector of crashes, which ignores the limit, and no other program
// of this person reads its memory. What the person allowed before is lowered
// only for this process; a system that refuses is left as it is.
func keepMemoryPrivate() {
	noCore()
	_ = unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0)
}
