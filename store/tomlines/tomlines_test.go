package tomlines_test

import (
	"testing"

	"coopfield/store/tomlines"
)

func TestEveryTableAndKeyHasItsLine(t *testing.T) {
	l := tomlines.Of([]byte("id = 1\n\n[[a]]\nid = 2\n  [[a.b]]\n  id = 3\n[[a]]\nid = 4\n[t]\nk.m = 5\n"))
	for path, want := range map[string]int{
		"id": 1, "a[0]": 3, "a[0].id": 4, "a[0].b[0]": 5, "a[0].b[0].id": 6, "a[1].id": 8, "t": 9, "t.k.m": 10,
		"a[1].gone": 7, "nowhere.at.all": 1, "": 1,
	} {
		if got := l.At(path); got != want {
			t.Errorf("%q is on line %d, want %d", path, got, want)
		}
	}
}
