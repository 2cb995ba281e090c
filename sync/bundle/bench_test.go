package bundle_test

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"io"
	"math/rand/v2"
	"testing"

	"filippo.io/age"

	"coopfield/store"
	"coopfield/sync/bundle"
	"coopfield/sync/trust"
)

// season is 3.500 assessments: op lines of some 4 KB with Vietnamese text.
func season(w *world) *bundle.Content {
	r := rand.New(rand.NewPCG(1, 2))
	words := []string{"hợp tác xã", "Đăk Hring", "thành viên", "cà phê", "vốn điều lệ", "doanh thu", "kiến nghị", "đã chốt"}
	c := w.up(3500)
	c.Attachments = nil
	for i := range c.Ops {
		b := fmt.Appendf(nil, `{"v":1,"op":"%032x","set":{`, r.Uint64())
		for j := range 60 {
			b = fmt.Appendf(b, `"f%d":{"value":%d,"note":"%s %s"},`, j, r.IntN(1e9), words[r.IntN(len(words))], words[r.IntN(len(words))])
		}
		c.Ops[i] = append(b, `"end":true}}`...)
	}
	return c
}

func fatal(b *testing.B, err error) {
	if err != nil {
		b.Helper()
		b.Fatal(err)
	}
}

// BenchmarkSeal packs, signs, checks and encrypts 3.500 assessments; the bar is
// twice the bare sub-benchmark, which hashes, gzips and encrypts the same bytes.
func BenchmarkSeal(b *testing.B) {
	w := newWorld(b)
	c := season(w)
	plain := append(bytes.Join(c.Ops, []byte("\n")), '\n')
	b.Run("bare", func(b *testing.B) {
		b.SetBytes(int64(len(plain)))
		for b.Loop() {
			sum := sha256.Sum256(plain)
			_ = sum
			var packed bytes.Buffer
			z := gzip.NewWriter(&packed)
			_, err := z.Write(plain)
			fatal(b, err)
			fatal(b, z.Close())
			e, err := age.Encrypt(io.Discard, w.working.Recipient(), w.recovery.Recipient())
			fatal(b, err)
			_, err = e.Write(packed.Bytes())
			fatal(b, err)
			fatal(b, e.Close())
		}
	})
	b.Run("seal", func(b *testing.B) {
		b.SetBytes(int64(len(plain)))
		for b.Loop() {
			t, err := bundle.Build(c, w.laptopC, trust.NamespaceBundle("62"))
			fatal(b, err)
			fatal(b, t.Check(w.wantUp()))
			fatal(b, bundle.Seal(io.Discard, t, w.recipients()...))
		}
	})
}

// BenchmarkOpen runs steps 3 to 7 on the same bundle; bare decrypts, hashes and
// gunzips the same bytes.
func BenchmarkOpen(b *testing.B) {
	w := newWorld(b)
	t := w.build(season(w))
	file := w.seal(t)
	packed := files(b, tarBytes(b, t))[2].body
	var sealed bytes.Buffer
	e, err := age.Encrypt(&sealed, w.working.Recipient(), w.recovery.Recipient())
	fatal(b, err)
	_, err = e.Write(packed)
	fatal(b, err)
	fatal(b, e.Close())
	size := t.Manifest.Files[0].PlainSize
	b.Run("bare", func(b *testing.B) {
		b.SetBytes(size)
		for b.Loop() {
			r, err := age.Decrypt(bytes.NewReader(sealed.Bytes()), w.working)
			fatal(b, err)
			raw, err := io.ReadAll(r)
			fatal(b, err)
			_ = store.Hash(sha256.Sum256(raw))
			z, err := gzip.NewReader(bytes.NewReader(raw))
			fatal(b, err)
			h := sha256.New()
			_, err = io.Copy(h, z)
			fatal(b, err)
		}
	})
	b.Run("open", func(b *testing.B) {
		b.SetBytes(size)
		for b.Loop() {
			_, err := w.accept(file, w.wantUp())
			fatal(b, err)
		}
	})
}

// BenchmarkOpenSmall is one bundle of 60 ops, of which a province gets 3.000.
func BenchmarkOpenSmall(b *testing.B) {
	w := newWorld(b)
	file := w.seal(w.build(w.up(60)))
	for b.Loop() {
		_, err := w.accept(file, w.wantUp())
		fatal(b, err)
	}
}
