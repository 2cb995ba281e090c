package trust_test

import (
	"bytes"
	"testing"

	"coopfield/store"
	"coopfield/sync/trust"
)

func contentCodec(t *testing.T, mode trust.Mode, passphrase string) store.Codec {
	t.Helper()
	k, err := trust.Create(t.TempDir(), mode, trust.X25519, []byte(passphrase))
	if err != nil {
		t.Fatal(err)
	}
	c, err := k.Codec()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestSealedContentIsBoundToItsPlaceAndItsStore(t *testing.T) {
	c := contentCodec(t, trust.Real, "mật khẩu dài")
	plain := []byte("Nguyễn Văn Mẫu, 000 123")
	sealed, err := c.Seal("visit", "doc", "id-1", plain)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(sealed, []byte("Nguyễn")) {
		t.Fatal("the sealed value can be read")
	}
	if got, err := c.Open("visit", "doc", "id-1", sealed); err != nil || !bytes.Equal(got, plain) {
		t.Fatalf("opened %q, %v", got, err)
	}
	again, err := c.Seal("visit", "doc", "id-1", plain)
	if err != nil || bytes.Equal(again, sealed) {
		t.Errorf("two seals of one value are equal: %v", err)
	}
	for _, place := range [][3]string{{"plan", "doc", "id-1"}, {"visit", "other", "id-1"}, {"visit", "doc", "id-2"}} {
		if _, err := c.Open(place[0], place[1], place[2], sealed); store.CodeOf(err) != store.Damaged {
			t.Errorf("moved to %v it opens: %v", place, err)
		}
	}
	if _, err := contentCodec(t, trust.Real, "mật khẩu dài").Open("visit", "doc", "id-1", sealed); store.CodeOf(err) != store.Damaged {
		t.Errorf("another store opens it: %v", err)
	}
	for i := range sealed {
		bad := bytes.Clone(sealed)
		bad[i] ^= 1
		if _, err := c.Open("visit", "doc", "id-1", bad); err == nil {
			t.Fatalf("byte %d flipped is accepted", i)
		}
	}
	for n := range sealed {
		if _, err := c.Open("visit", "doc", "id-1", sealed[:n]); err == nil {
			t.Fatalf("cut to %d bytes is accepted", n)
		}
	}
}

func TestATrainingStoreIsKeptPlain(t *testing.T) {
	sealed, err := contentCodec(t, trust.Training, "").Seal("visit", "doc", "1", []byte("mẫu"))
	if err != nil || string(sealed) != "mẫu" {
		t.Errorf("got %q, %v", sealed, err)
	}
}

func BenchmarkSealContent(b *testing.B) {
	k, err := trust.Create(b.TempDir(), trust.Real, trust.X25519, []byte("mật khẩu dài"))
	if err != nil {
		b.Fatal(err)
	}
	c, err := k.Codec()
	if err != nil {
		b.Fatal(err)
	}
	plain := bytes.Repeat([]byte("a"), 1500)
	b.SetBytes(int64(len(plain)))
	for b.Loop() {
		if _, err := c.Seal("assessment", "doc", "018f2b6a-0000-7000-8000-000000000001", plain); err != nil {
			b.Fatal(err)
		}
	}
}
