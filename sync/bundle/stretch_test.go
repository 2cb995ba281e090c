package bundle_test

import (
	"bytes"
	"testing"

	"coopfield/sync/bundle"
)

func TestLinesReadInStretchesAreThoseReadAtOnce(t *testing.T) {
	w := newWorld(t)
	for _, n := range []int{1, 2, 5, 6} {
		b, err := w.accept(w.seal(w.build(w.up(n))), w.wantUp())
		if err != nil {
			t.Fatal(err)
		}
		want, err := b.Ops()
		if err != nil {
			t.Fatal(err)
		}
		if b.Large(n) || !b.Large(n-1) {
			t.Fatalf("%d ops: large", n)
		}
		var got [][]byte
		calls := 0
		err = b.EachOps(2, func(lines [][]byte) error {
			calls++
			got = append(got, lines...)
			return nil
		})
		if err != nil || calls != (n+1)/2 || !bytes.Equal(bytes.Join(got, []byte("\n")), bytes.Join(want, []byte("\n"))) {
			t.Fatalf("%d ops in %d calls, %v: %q", n, calls, err, got)
		}
	}
}

func TestStretchesEndWhereSomethingElseWasSigned(t *testing.T) {
	w := newWorld(t)
	for detail, spoil := range map[string]func(c *bundle.Content){
		bundle.DetailManifest: func(c *bundle.Content) { c.Manifest.Through++ },
		bundle.DetailLimit:    func(c *bundle.Content) { c.Manifest.Through = 1 << 20 },
	} {
		c := w.up(3)
		spoil(c)
		s, err := bundle.OpenTar(bytes.NewReader(tarBytes(t, w.build(c))), w.build(c).Size(), bundle.Default)
		if err != nil {
			t.Fatal(err)
		}
		b, err := s.Verify(w.wantUp())
		if err != nil {
			t.Fatal(err)
		}
		err = b.EachOps(2, func([][]byte) error { return nil })
		wantDetail(t, err, detail)
	}
}
