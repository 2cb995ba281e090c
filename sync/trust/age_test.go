package trust_test

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"filippo.io/age"

	"coopfield/sync/trust"
)

// A province may have hybrid recipients: what is sealed to them is read with
// theirs alone, and no classic one stands beside them.
func TestWhatIsSealedToHybridRecipientsIsReadByEitherOfThem(t *testing.T) {
	var ids []*age.HybridIdentity
	var to []string
	for range 2 {
		id, err := age.GenerateHybridIdentity()
		if err != nil {
			t.Fatal(err)
		}
		ids, to = append(ids, id), append(to, id.Recipient().String())
	}
	var file bytes.Buffer
	w, err := trust.Encrypt(&file, to...)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, "sổ cái"); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for _, id := range ids {
		plain, err := trust.Decrypt(bytes.NewReader(file.Bytes()), 100, id)
		if err != nil || string(plain) != "sổ cái" {
			t.Errorf("%q %v", plain, err)
		}
	}
	classic, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := trust.Decrypt(bytes.NewReader(file.Bytes()), 100, classic); !trust.IsWrongRecipient(err) {
		t.Errorf("another identity: %v", err)
	}
	if _, err := trust.Encrypt(io.Discard, to[0], classic.Recipient().String()); err == nil {
		t.Error("a classic recipient stands beside a hybrid one")
	}
	if _, err := trust.ParseRecipient(strings.ToUpper(to[0])); err == nil {
		t.Error("a recipient may be written in two ways")
	}
}
