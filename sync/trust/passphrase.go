package trust

import (
	"bytes"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"

	"coopfield/store"
)

// ChangePassphrase puts the keys of the store in dir under a new passphrase. One
// file says under which passphrase they stand, and it is replaced whole: at no
// moment, a power cut included, do the data key and the device key stand under
// different ones, and one of both passphrases always opens all. What was written
// is read back and opened before it is believed.
//
// Errors: Locked for a wrong old passphrase, Invalid for a training store, an
// empty new one, or one that is the same.
func ChangePassphrase(dir string, old, fresh []byte) error {
	mode, err := ModeOf(dir)
	if err != nil {
		return err
	}
	v, err := openVault(KeyDir(dir), rand.Reader, old)
	if err != nil {
		return err
	}
	defer v.close()
	return v.rewrap(mode, old, fresh)
}

// ChangeCAPassphrase does the same for the folder of a province's CA.
func ChangeCAPassphrase(caDir string, old, fresh []byte) error {
	c, err := OpenCA(caDir, old)
	if err != nil {
		return err
	}
	defer c.Close()
	return c.v.rewrap(c.mode, old, fresh)
}

func (v *vault) rewrap(mode Mode, old, fresh []byte) error {
	if err := fitPassphrase(mode, fresh); err != nil {
		return err
	}
	if bytes.Equal(old, fresh) {
		return &store.Error{Code: store.Invalid, Detail: "passphrase-same", Message: "mật khẩu mới giống mật khẩu cũ", Kept: "mật khẩu cũ vẫn dùng được", Hint: "đặt mật khẩu khác"}
	}
	if err := v.lock(fresh); err != nil {
		return err
	}
	again, err := openVault(v.dir, v.rand, fresh)
	if err != nil {
		return fmt.Errorf("reading the new wrap back: %w", err)
	}
	defer again.close()
	if subtle.ConstantTimeCompare(again.data, v.data) != 1 {
		return errors.New("reading the new wrap back: another data key")
	}
	return nil
}
