package sync

import (
	gosync "sync"
)

// aheadBytes bounds how many bytes of files are prepared ahead of what is taken
// in. A bundle takes some thirty times as much memory while it is open as on the
// disk, so that a few large ones would fill a laptop's; larger ones come alone.
const aheadBytes = 1 << 20

// room shares aheadBytes out.
type room struct {
	mu   gosync.Mutex
	free *gosync.Cond
	used int64
	shut bool
}

func newRoom() *room {
	r := &room{}
	r.free = gosync.NewCond(&r.mu)
	return r
}

// take waits for n bytes, or until nothing else is ahead, and reports false if
// the room was shut.
func (r *room) take(n int64) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	for r.used > 0 && r.used+n > aheadBytes && !r.shut {
		r.free.Wait()
	}
	if r.shut {
		return false
	}
	r.used += n
	return true
}

// give gives n bytes back.
func (r *room) give(n int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.used -= n
	r.free.Broadcast()
}

// close lets nobody wait any more.
func (r *room) close() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.shut = true
	r.free.Broadcast()
}
