package trust_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"coopfield/store"
	"coopfield/sync/trust"
)

func TestAPassphraseChangesForAllKeysAtOnce(t *testing.T) {
	dir := t.TempDir()
	k, err := trust.Create(dir, trust.Real, trust.X25519, []byte("mật khẩu cũ"))
	if err != nil {
		t.Fatal(err)
	}
	key, dev := k.DataKey(), k.Dev()
	k.Close()
	hasDetail(t, trust.ChangePassphrase(dir, []byte("sai"), []byte("mới")), "wrong-passphrase")
	hasDetail(t, trust.ChangePassphrase(dir, []byte("mật khẩu cũ"), nil), "passphrase-needed")
	hasDetail(t, trust.ChangePassphrase(dir, []byte("mật khẩu cũ"), []byte("mật khẩu cũ")), "passphrase-same")
	if err := trust.ChangePassphrase(dir, []byte("mật khẩu cũ"), []byte("mật khẩu mới")); err != nil {
		t.Fatal(err)
	}
	_, err = trust.Open(dir, []byte("mật khẩu cũ"))
	hasDetail(t, err, "wrong-passphrase")
	k, err = trust.Open(dir, []byte("mật khẩu mới"))
	if err != nil {
		t.Fatal(err)
	}
	defer k.Close()
	if !bytes.Equal(k.DataKey(), key) || k.Dev() != dev {
		t.Error("the keys are not the same")
	}
}

func TestATrainingStoreTakesNoPassphrase(t *testing.T) {
	dir := t.TempDir()
	k, err := trust.Create(dir, trust.Training, trust.X25519, nil)
	if err != nil {
		t.Fatal(err)
	}
	k.Close()
	hasDetail(t, trust.ChangePassphrase(dir, nil, []byte("x")), "passphrase-training")
}

func TestTheCAsPassphraseIsItsOwn(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ca")
	ca, err := trust.CreateCA(dir, trust.Real, trust.X25519, []byte("một"))
	if err != nil {
		t.Fatal(err)
	}
	fp := ca.Fingerprint()
	ca.Close()
	if err := trust.ChangeCAPassphrase(dir, []byte("một"), []byte("hai")); err != nil {
		t.Fatal(err)
	}
	_, err = trust.OpenCA(dir, []byte("một"))
	hasDetail(t, err, "wrong-passphrase")
	ca, err = trust.OpenCA(dir, []byte("hai"))
	if err != nil || ca.Fingerprint() != fp {
		t.Fatal(err)
	}
	ca.Close()
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 5 {
		t.Errorf("files left behind: %v %v", left, err)
	}
}

func hasDetail(t *testing.T, err error, detail string) {
	t.Helper()
	if store.DetailOf(err) != detail {
		t.Fatalf("error %v, want detail %q", err, detail)
	}
}
