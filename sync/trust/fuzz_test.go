package trust_test

import (
	"bytes"
	"testing"

	"golang.org/x/crypto/ssh"

	"coopfield/sync/trust"
)

// FuzzSSHSIG looks for a signature of a message that nobody signed, and for a
// crash. The committed corpus holds real signatures of another message.
func FuzzSSHSIG(f *testing.F) {
	_, s := certified(f, signer(f), signer(f), 7, "dakha-01")
	for _, k := range []ssh.Signer{s, signer(f)} {
		sig, err := trust.Sign(k, trust.NamespaceRecord, []byte("đã ký"))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(sig)
	}
	f.Fuzz(func(t *testing.T, sig []byte) {
		if _, err := trust.Verify(sig, trust.NamespaceRecord, []byte("chưa ký")); err == nil {
			t.Fatal("a forged signature was accepted")
		}
		_ = trust.SignatureNamespace(sig)
		if _, err := trust.VerifyBlob(sig, trust.NamespaceRecord, []byte("chưa ký")); err == nil {
			t.Fatal("a forged blob was accepted")
		}
	})
}

// FuzzRegistry checks that whatever is read is written back byte for byte.
func FuzzRegistry(f *testing.F) {
	b, err := registry(f).Encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := trust.ParseRegistry(b)
		if err != nil {
			return
		}
		if again, err := r.Encode(); err != nil || !bytes.Equal(again, b) {
			t.Fatalf("read, but written as %q, %v", again, err)
		}
	})
}
