package security

import (
	"os"
	"path/filepath"
	"testing"
)

func TestADiskIsEncryptedOnlyIfEverythingUnderItIs(t *testing.T) {
	sys := t.TempDir()
	device := func(name, uuid string, slaves ...string) {
		dir := filepath.Join(sys, "dev", "block", name)
		for _, s := range append([]string{"dm"}, slaves...) {
			sub := filepath.Join(dir, "slaves", s)
			if s == "dm" {
				sub = filepath.Join(dir, "dm")
			}
			if err := os.MkdirAll(sub, 0o700); err != nil {
				t.Fatal(err)
			}
		}
		if uuid != "" {
			if err := os.WriteFile(filepath.Join(dir, "dm", "uuid"), []byte(uuid), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	device("253:0", "CRYPT-LUKS2-abc")
	device("8:1", "")
	device("253:1", "LVM-abc", "sda3")
	crypt := filepath.Join(sys, "dev", "block", "253:2", "slaves", "dm-0", "dm")
	if err := os.MkdirAll(crypt, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(crypt, "uuid"), []byte("CRYPT-LUKS1-x"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]Disk{"253:0": DiskEncrypted, "8:1": DiskPlain, "253:1": DiskPlain, "253:2": DiskEncrypted, "0:45": DiskUnknown} {
		if got := blockDevice(sys, "dev/block/"+name); got != want {
			t.Errorf("%s is %d, want %d", name, got, want)
		}
	}
}
