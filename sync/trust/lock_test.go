package trust_test

import (
	"bytes"
	"testing"

	"coopfield/store"
	"coopfield/sync/trust"
)

func TestALockedKeyringReadsAndSignsNothingUntilItsPassphraseComes(t *testing.T) {
	pass := []byte("mật khẩu đủ dài")
	k, err := trust.Create(t.TempDir(), trust.Real, trust.X25519, pass)
	if err != nil {
		t.Fatal(err)
	}
	defer k.Close()
	codec, err := k.Codec()
	if err != nil {
		t.Fatal(err)
	}
	dev, data := k.Dev(), k.DataKey()
	sealed, err := codec.Seal("record", "doc", "1", []byte("HTX Mẫu"))
	if err != nil {
		t.Fatal(err)
	}
	if err := k.Lock(); err != nil {
		t.Fatal(err)
	}
	_, openErr := codec.Open("record", "doc", "1", sealed)
	_, sealErr := codec.Seal("record", "doc", "1", nil)
	_, signErr := k.SignOp([]byte(`{"sig":""}`))
	_, codecErr := k.Codec()
	for name, err := range map[string]error{"open": openErr, "seal": sealErr, "codec": codecErr, "rewrap": k.Rewrap(pass)} {
		if store.CodeOf(err) != store.Locked {
			t.Errorf("%s while locked: %v", name, err)
		}
	}
	if signErr == nil {
		t.Error("an op was signed while locked")
	}
	if k.Dev() != dev || len(k.DataKey()) != 0 {
		t.Errorf("locked: device %s, %d bytes of data key", k.Dev(), len(k.DataKey()))
	}
	if err := k.Unlock([]byte("sai")); store.CodeOf(err) != store.Locked {
		t.Errorf("a wrong passphrase: %v", err)
	}
	if _, err := codec.Open("record", "doc", "1", sealed); err == nil {
		t.Error("open after a wrong passphrase")
	}
	if err := k.Unlock(pass); err != nil {
		t.Fatal(err)
	}
	plain, err := codec.Open("record", "doc", "1", sealed)
	if err != nil || string(plain) != "HTX Mẫu" || !bytes.Equal(k.DataKey(), data) {
		t.Errorf("read %q, %v", plain, err)
	}
	if _, err := k.SignOp([]byte(`{"sig":""}`)); err != nil {
		t.Errorf("signing after unlocking: %v", err)
	}
}

func TestATrainingStoreIsNotLocked(t *testing.T) {
	k, err := trust.Create(t.TempDir(), trust.Training, trust.X25519, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := k.Lock(); store.CodeOf(err) != store.Denied {
		t.Errorf("locking: %v", err)
	}
	if len(k.DataKey()) == 0 {
		t.Error("its key is gone")
	}
}
