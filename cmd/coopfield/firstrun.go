package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"coopfield/store"
	"coopfield/store/unit"
	"coopfield/sync"
	"coopfield/sync/trust"
	"coopfield/tui/field"
	"coopfield/tui/firstrun"
	"coopfield/tui/page"
	"coopfield/tui/security"
)

// first is the screen of a machine without a store.
func (a *app) first(c *page.Context, _ string, _ page.Args) page.Screen {
	return firstrun.New(c, firstrun.Options{
		Units: unitOptions(),
		Check: func(f firstrun.Answers) error {
			_, err := newSelf(f.Role, f.Name, f.Unit, "", false)
			return err
		},
		Create: a.create, Training: a.train, Restore: a.putBack, Then: page.Navigate{Page: "home", Root: true},
	})
}

// unitOptions lists the units, those of today before former ones and provinces
// first, as they can be chosen for a store. A table that cannot be read leaves none; making the store
// then says why.
func unitOptions() []field.Option {
	units, err := unit.Embedded()
	if err != nil {
		return nil
	}
	today := time.Now().Format(time.DateOnly)
	var out []field.Option
	for _, valid := range []bool{true, false} {
		for _, level := range []string{"province", "district", "commune"} {
			for _, u := range units.Units() {
				if u.Level == level && u.Valid(today) == valid {
					out = append(out, field.Option{ID: u.ID, Label: units.Label(u)})
				}
			}
		}
	}
	return out
}

// create makes the store as init does, and opens it.
func (a *app) create(f firstrun.Answers) (*firstrun.Made, error) {
	self, err := newSelf(f.Role, f.Name, f.Unit, "", false)
	if err != nil {
		return nil, err
	}
	dev, ca, err := a.e.createStore(a.e.data, sync.InitOptions{Self: self, Passphrase: f.Pass})
	if err != nil {
		return nil, err
	}
	if err := a.open(f.Pass); err != nil {
		return nil, err
	}
	s := a.opened()
	made := &firstrun.Made{Dir: a.e.data, Print: trust.FormatFingerprint(dev)}
	if f.Backup != "" {
		if err := security.SetBackupFolder(a.e.ctx, s.Log, f.Backup); err != nil {
			return nil, err
		}
	}
	if ca != "" {
		made.CA, made.CADir = trust.FormatFingerprint(ca), trust.CADir(a.e.data)
		return made, nil
	}
	sheet, err := s.RecoverySheet(nil)
	if err != nil {
		return nil, err
	}
	made.Sheet = sheet.Text
	return made, nil
}

// train opens the officer's training store in place of whatever is open, and
// makes the pair first if there is none.
func (a *app) train() error {
	dir := demoDir()
	made := filepath.Join(dir, demoOfficer)
	_, err := trust.NeedsPassphrase(made)
	if store.CodeOf(err) == store.NotFound || errors.Is(err, fs.ErrNotExist) {
		err = a.e.makeDemo(dir)
	}
	if err != nil {
		return err
	}
	a.dark.Lock()
	a.mu.Lock()
	before := a.site
	a.site, a.store = nil, a.e.at(made)
	a.mu.Unlock()
	a.dark.Unlock()
	if before != nil {
		if err := before.Close(); err != nil {
			return err
		}
	}
	return a.open(nil)
}

// putBack restores a backup over the store of this run, which is closed for it
// and moved aside, and opens what came. If it fails the old store is where it
// was, closed; the passphrase opens it again.
func (a *app) putBack(file string, pass []byte) (*sync.Restored, error) {
	if len(pass) == 0 {
		pass = nil
	}
	return a.replace(file, pass, func(o *sync.RestoreOptions) { o.Passphrase = pass })
}

// replace is putBack with what opens the backup; pass opens what came.
func (a *app) replace(file string, pass []byte, with func(*sync.RestoreOptions)) (*sync.Restored, error) {
	a.dark.Lock()
	a.mu.Lock()
	before, at := a.site, a.store
	a.site = nil
	a.mu.Unlock()
	a.lights.Store(&page.Status{}) // not even the name is shown
	a.dark.Unlock()
	if before != nil {
		if err := before.Close(); err != nil {
			return nil, err
		}
	}
	o := at.restoring(file)
	with(&o)
	out, err := sync.Restore(a.e.ctx, o)
	switch {
	case err == nil:
		return out, a.open(pass)
	case before != nil && before.Self.Mode == trust.Training: // it has no passphrase to ask for
		return nil, errors.Join(err, a.open(nil))
	}
	return nil, err
}

// demoDir is where the training stores are unless a person names a place.
func demoDir() string {
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	return filepath.Join(cache, "coopfield-demo")
}
