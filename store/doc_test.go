package store_test

import (
	"testing"

	"pgregory.net/rapid"

	"coopfield/store"
)

func genDoc(depth int) *rapid.Generator[store.Doc] {
	return rapid.Custom(func(t *rapid.T) store.Doc {
		d := store.Doc{}
		for range rapid.IntRange(0, 4).Draw(t, "n") {
			k := rapid.SampledFrom([]string{"a", "b", "c", "1a"}).Draw(t, "k")
			switch rapid.IntRange(0, 3).Draw(t, "type") {
			case 0:
				d[k] = rapid.SampledFrom([]string{"", "x", "Đắk"}).Draw(t, "s")
			case 1:
				d[k] = rapid.Int64Range(0, 3).Draw(t, "i")
			case 2:
				d[k] = rapid.Bool().Draw(t, "b")
			default:
				if depth > 0 {
					if sub := genDoc(depth-1).Draw(t, "sub"); len(sub) > 0 {
						d[k] = sub
					}
				}
			}
		}
		return d
	})
}

func TestApplyingADiffGivesTheOther(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from, to := genDoc(3).Draw(t, "from"), genDoc(3).Draw(t, "to")
		got := from.Clone()
		got.Apply(store.Diff(from, to))
		if !store.Equal(got, to) {
			t.Fatalf("%v with the difference to %v gives %v", from, to, got)
		}
		if !store.Equal(from, to) && len(store.Diff(from, to)) == 0 {
			t.Fatal("different, but no difference")
		}
	})
}

func TestClonesShareNothing(t *testing.T) {
	d := store.Doc{"a": store.Doc{"b": int64(1)}}
	c := d.Clone()
	c.Put("a.b", int64(2))
	if n, _ := d.Int("a.b"); n != 1 {
		t.Error("changing the copy changed the original")
	}
}
