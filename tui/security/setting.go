package security

import (
	"context"
	"strconv"

	"coopfield/store"
)

// lockSetting is where the minutes are kept after which the screen locks.
const lockSetting = "ui.autolock"

// DefaultLock is after how many minutes the screen locks where nobody chose.
const DefaultLock = 15

// LockChoices are the minutes that may be chosen; 0 is never.
var LockChoices = []int64{5, 10, 15, 30, 60, 0}

// LockMinutes returns after how many minutes without a key the screen locks, 0
// for never. What cannot be read is the default: a fault leaves no screen open.
func LockMinutes(ctx context.Context, log store.Log) int64 {
	n := int64(DefaultLock)
	_ = log.View(ctx, func(tx store.Tx) error {
		data, err := tx.Setting(lockSetting)
		if err != nil {
			return err
		}
		if v, err := strconv.ParseInt(string(data), 10, 32); err == nil && v >= 0 {
			n = v
		}
		return nil
	})
	return n
}

// SetLockMinutes keeps the choice.
func SetLockMinutes(ctx context.Context, log store.Log, n int64) error {
	return log.Update(ctx, func(tx store.Tx) error { return tx.SetSetting(lockSetting, []byte(strconv.FormatInt(n, 10))) })
}

// backupSetting is where the folder is kept to which backups go.
const backupSetting = "ui.backup"

// BackupFolder returns the folder to which backups go, "" if none was chosen.
func BackupFolder(ctx context.Context, log store.Log) (folder string) {
	_ = log.View(ctx, func(tx store.Tx) error {
		data, err := tx.Setting(backupSetting)
		folder = string(data)
		return err
	})
	return folder
}

// SetBackupFolder keeps the folder.
func SetBackupFolder(ctx context.Context, log store.Log, folder string) error {
	return log.Update(ctx, func(tx store.Tx) error { return tx.SetSetting(backupSetting, []byte(folder)) })
}
