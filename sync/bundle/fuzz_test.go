package bundle_test

import (
	"bytes"
	"testing"

	"coopfield/store"
	"coopfield/sync/bundle"
)

// FuzzManifest checks that whatever is read is written back byte for byte, but
// for extension lines, and that whatever is not is a refusal.
func FuzzManifest(f *testing.F) {
	w := newWorld(f)
	b, err := w.build(w.up(3)).Manifest.Encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := bundle.ParseManifest(b)
		if err != nil {
			if store.CodeOf(err) != store.Refused {
				t.Fatal(err)
			}
			return
		}
		again, err := m.Encode()
		if err != nil || !bytes.Contains(b, []byte("\nx-")) && !bytes.Equal(again, b) {
			t.Fatalf("read, but written as %q, %v", again, err)
		}
	})
}

// FuzzTar checks that no container but a whole one passes the walk: what passes
// can be written out again byte for byte.
func FuzzTar(f *testing.F) {
	w := newWorld(f)
	f.Add(tarBytes(f, w.build(w.up(3))))
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := bundle.OpenTar(bytes.NewReader(b), int64(len(b)), bundle.Default)
		if err != nil {
			if store.CodeOf(err) != store.Refused {
				t.Fatal(err)
			}
			return
		}
		var out bytes.Buffer
		if err := s.WriteTar(&out); err != nil || !bytes.Equal(out.Bytes(), b) {
			t.Fatal("another tar came out", err)
		}
		if !bytes.Equal(makeTar(t, files(t, b)), b) {
			t.Fatal("accepted a tar that a plain writer would not write")
		}
		if _, err := s.Verify(w.wantUp()); err == nil && s.IsGrant() {
			t.Fatal("a grant was taken for an upstream bundle")
		}
	})
}

// FuzzPartHeader checks that a header that is read has one form.
func FuzzPartHeader(f *testing.F) {
	p := bundle.PartHeader{Bundle: store.Hash{1}, Index: 1, Count: 3, Length: 9, Province: "62", Device: "dakha-01"}
	b, err := p.Encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := bundle.ParsePart(b)
		if err != nil {
			if store.DetailOf(err) != bundle.DetailPart {
				t.Fatal(err)
			}
			return
		}
		if again, err := p.Encode(); err != nil || !bytes.Equal(again, b[:bundle.PartHeaderSize]) {
			t.Fatalf("read, but written as %q, %v", again, err)
		}
	})
}
