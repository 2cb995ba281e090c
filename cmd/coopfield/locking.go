package main

import (
	"time"

	"coopfield/store"
	"coopfield/sync/trust"
	"coopfield/tui"
	"coopfield/tui/page"
	"coopfield/tui/security"
	"coopfield/tui/unlock"
)

// lock is how the interface drops the store's keys and gets them back.
func (a *app) lock() *tui.Lock {
	return &tui.Lock{
		After: func() time.Duration { return time.Duration(a.idle.Load()) * time.Minute },
		Close: a.dropKeys,
		Screen: func(c *page.Context) page.Screen {
			return unlock.NewWith(c, a.unlockAgain, page.Unlocked{}, a.byRecovery(a.unlockAgain))
		},
	}
}

// dropKeys takes the keys out of the open store. The database stays open, so
// that no other run of the program comes between.
func (a *app) dropKeys() error {
	a.dark.Lock()
	defer a.dark.Unlock()
	s := a.opened()
	if s == nil {
		return &store.Error{Code: store.Locked, Detail: "locked", Message: "kho chưa mở", Hint: "gõ mật khẩu để mở kho"}
	}
	if err := s.Keys.Lock(); err != nil {
		return err
	}
	a.locked.Store(true)
	a.views.clean()                // copies that a viewer shows are plain
	a.lights.Store(&page.Status{}) // not even the name is shown
	return nil
}

func (a *app) unlockAgain(pass []byte) error {
	if err := a.opened().Keys.Unlock(pass); err != nil {
		return err
	}
	a.locked.Store(false)
	a.refresh()
	return nil
}

// readIdle reads after how many minutes the screen locks. A training store has
// no passphrase and never locks.
func (a *app) readIdle() {
	s := a.opened()
	if s.Self.Mode == trust.Training {
		a.idle.Store(0)
		return
	}
	a.idle.Store(security.LockMinutes(a.e.ctx, s.Log))
}
