package trust_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"testing"

	"coopfield/sync/trust"
)

// childDir names the store whose passphrase a child process of the test below
// changes.
const childDir = "COOPFIELD_TEST_REWRAP"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		if err := trust.ChangePassphrase(dir, []byte("cũ"), []byte("mới")); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// A change of passphrase is killed at each of its writes to the disk: one of
// both passphrases then opens all keys, the same as before.
func TestAPassphraseChangeMayBeKilledAtEveryWrite(t *testing.T) {
	killed := 0
	for _, call := range []string{"fchmod", "fsync", "renameat"} {
		for n := 1; ; n++ {
			dir := t.TempDir()
			k, err := trust.Create(dir, trust.Real, trust.X25519, []byte("cũ"))
			if err != nil {
				t.Fatal(err)
			}
			key := k.DataKey()
			k.Close()
			c := exec.Command("strace", "-f", "-qq", "-o", os.DevNull, "-e", "trace="+call,
				"-e", fmt.Sprintf("inject=%s:signal=KILL:when=%d", call, n), os.Args[0])
			c.Env = append(os.Environ(), childDir+"="+dir)
			out, err := c.CombinedOutput()
			var exit *exec.ExitError
			if err != nil && (!errors.As(err, &exit) || exit.Exited()) {
				t.Fatalf("%s %d: %v\n%s", call, n, err, out)
			}
			opens := 0
			for _, pass := range []string{"cũ", "mới"} {
				k, err := trust.Open(dir, []byte(pass))
				if err != nil {
					continue
				}
				opens++
				if !bytes.Equal(k.DataKey(), key) {
					t.Errorf("%s %d: another data key", call, n)
				}
				k.Close()
			}
			if opens != 1 {
				t.Errorf("%s %d: %d passphrases open the store", call, n, opens)
			}
			if err == nil {
				break // this call came no n-th time
			}
			killed++
		}
	}
	if killed < 3 { // the n-th call is counted by thread: only the first of each kind is sure to come
		t.Errorf("only %d kills", killed)
	}
}
