package vi_test

import (
	"bytes"
	"slices"
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"coopfield/store/vi"
)

func TestNamesSortAsAVietnameseListDoes(t *testing.T) {
	for _, want := range [][]string{
		{"ma", "mà", "mả", "mã", "má", "mạ"}, // ngang, huyền, hỏi, ngã, sắc, nặng
		{"An", "Ăn", "Ân", "Bình", "Cường", "Dũng", "Đà Nẵng", "Em", "Ếch", "Ô", "Ơ", "U", "Ư"},
		{"Dak Ha", "Đăk Hà", "Đắk Hà", "Đăk Tô"},
	} {
		got := slices.Clone(want)
		slices.Reverse(got)
		slices.SortFunc(got, vi.Compare)
		if !slices.Equal(got, want) {
			t.Errorf("by Compare: %q, want %q", got, want)
		}
		slices.Reverse(got)
		c := vi.NewCollator()
		slices.SortFunc(got, func(a, b string) int {
			return bytes.Compare(c.AppendKey(nil, a), c.AppendKey(nil, b))
		})
		if !slices.Equal(got, want) {
			t.Errorf("by key: %q, want %q", got, want)
		}
	}
}

func TestKeysOrderAsCompareDoesInBothForms(t *testing.T) {
	word := rapid.StringOf(rapid.SampledFrom([]rune("aàáăắâấdđeêoôơuưAĐ bn'1")))
	rapid.Check(t, func(t *rapid.T) {
		a, b := word.Draw(t, "a"), word.Draw(t, "b")
		if got, want := bytes.Compare(vi.SortKey(a), vi.SortKey(b)), vi.Compare(a, b); got != want {
			t.Fatalf("keys of %q and %q compare %d, the text %d", a, b, got, want)
		}
		if !bytes.Equal(vi.SortKey(a), vi.SortKey(norm.NFD.String(a))) {
			t.Fatalf("NFC and NFD of %q have different keys", a)
		}
	})
}

func BenchmarkCollatorAppendKey(b *testing.B) {
	c := vi.NewCollator()
	var key []byte
	b.ReportAllocs()
	for b.Loop() {
		key = c.AppendKey(key[:0], "HTX Mẫu Nông nghiệp Đăk Hà 12")
	}
}

func BenchmarkFold(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		vi.Fold("HTX Mẫu Nông nghiệp Đăk Hà 12")
	}
}
