package main

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"coopfield/store"
	"coopfield/sync"
	"coopfield/sync/trust"
	"coopfield/tui/forgotten"
	"coopfield/tui/page"
	"coopfield/tui/restore"
)

// byRecovery says how the province's recovery key opens this run's store when its
// passphrase is forgotten. again unlocks it with the new one.
func (a *app) byRecovery(again func(passphrase []byte) error) forgotten.Options {
	dir := func() string {
		a.mu.Lock()
		defer a.mu.Unlock()
		return a.store.data
	}
	return forgotten.Options{
		About: func() (forgotten.About, error) { return aboutClosed(dir()) },
		Check: func(id *trust.Identity) error {
			keepMemoryPrivate()
			k, err := trust.OpenRecovery(dir(), id)
			if err == nil {
				k.Close()
			}
			return err
		},
		Open: func(id *trust.Identity, fresh []byte) (*sync.Restored, error) {
			if _, err := sync.OpenByRecovery(dir(), id, fresh); err != nil {
				return nil, err
			}
			return nil, again(fresh)
		},
	}
}

// aboutClosed reads what a store says of itself without its passphrase.
func aboutClosed(dir string) (out forgotten.About, err error) {
	pub, err := trust.PublicKey(dir)
	if err != nil {
		return out, err
	}
	out.Print = trust.FormatFingerprint(trust.DevID(pub))
	install, err := os.ReadFile(filepath.Join(trust.KeyDir(dir), "install"))
	if err != nil {
		return out, &store.Error{Code: store.Damaged, Detail: "keys", Message: "không đọc được mã cài đặt của kho", Kept: "chưa thay đổi gì", Hint: "xem trang Khi thấy mất dữ liệu", Err: err}
	}
	out.Install = string(bytes.TrimSpace(install))
	_, err = os.Stat(filepath.Join(trust.KeyDir(dir), "recovery.age"))
	out.Key = !errors.Is(err, fs.ErrNotExist)
	return out, nil
}

// forgottenBackup is the page that puts a backup back whose passphrase is
// forgotten. After an error a store that was open is closed, and home leads to
// its passphrase.
func (a *app) forgottenBackup(c *page.Context, _ string, args page.Args) page.Screen {
	home := page.Navigate{Page: "home", Root: true}
	o := forgotten.Options{
		Open: func(id *trust.Identity, fresh []byte) (*sync.Restored, error) {
			keepMemoryPrivate()
			return a.replace(args["file"], fresh, func(o *sync.RestoreOptions) { o.Recovery, o.NewPassphrase = id, fresh })
		},
		Told: func(r *sync.Restored) string { return restore.Told(c, r) },
		Then: home, Left: page.Back{},
	}
	if a.opened() != nil {
		o.After = home
	}
	return forgotten.New(c, o)
}
