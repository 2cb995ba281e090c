package sqlite

import (
	"fmt"
	"os"
	"time"

	"coopfield/store"
)

// takeLock holds the store against other processes. The lock file stays: to
// remove it would let two processes lock two files of one name.
func (db *DB) takeLock() error {
	f, err := os.OpenFile(db.path+".lock", os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return cannotOpen(err)
	}
	db.lock = f
	held, err := waitLock(f)
	if err != nil {
		return cannotOpen(fmt.Errorf("locking %s: %w", f.Name(), err))
	}
	if held {
		return &store.Error{
			Code: store.Busy, Detail: "store-busy",
			Message: "kho dữ liệu này đang mở ở một cửa sổ khác",
			Kept:    "chưa ghi gì",
			Hint:    "đóng cửa sổ coopfield kia rồi thử lại",
		}
	}
	return nil
}

// lockPatience is how long a lock that is just being given back is waited for:
// a program that is ending, or a child process that has not yet shed its
// parent's files, holds it for a moment.
const (
	lockPatience = 15
	lockPause    = 20 * time.Millisecond
)

// waitLock takes the lock, trying again for a moment; held reports that
// another process keeps it.
func waitLock(f *os.File) (held bool, err error) {
	for range lockPatience {
		if held, err = lockFile(f); err != nil || !held {
			return held, err
		}
		time.Sleep(lockPause)
	}
	return true, nil
}

// Held reports whether a process holds the store in the file at path. It takes
// the lock for a moment to find out, and leaves nothing that was not there.
func Held(path string) (held bool, err error) {
	f, err := os.OpenFile(path+".lock", os.O_RDWR, 0)
	if os.IsNotExist(err) {
		return false, nil
	}
	if err != nil {
		return false, cannotOpen(err)
	}
	defer func() { _ = f.Close() }() // which gives the lock back
	held, err = waitLock(f)
	if err != nil {
		return false, cannotOpen(fmt.Errorf("locking %s: %w", f.Name(), err))
	}
	return held, nil
}
