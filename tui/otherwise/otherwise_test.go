package otherwise_test

import (
	"context"
	"slices"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/store/scheme"
	"coopfield/store/unit"
	"coopfield/tui/leaf"
	"coopfield/tui/otherwise"
	"coopfield/tui/page/pagetest"
	"coopfield/tui/text"
)

// bare knows no reference data.
type bare struct{}

func (bare) Schemes() []*scheme.Scheme { return nil }
func (bare) Units() *unit.Table        { return &unit.Table{} }

func fields(paths ...string) []desk.Change {
	var out []desk.Change
	for _, p := range paths {
		out = append(out, desk.Change{Path: p, From: "4", To: "2"})
	}
	return out
}

func TestTheSentencesNameWhatDoesNotCountAndTheKey(t *testing.T) {
	c := pagetest.Context(text.VI)
	names := leaf.New(c, bare{})
	for _, tt := range []struct {
		o    desk.Otherwise
		want []string
	}{
		{
			desk.Otherwise{Kind: store.Assessment, Chosen: fields("self.3a", "evidence.3a", "self.7a")},
			[]string{"Tỉnh chọn giá trị khác với máy này ở 2 mục: 3a, 7a. Ctrl+R xem cả hai và lý do."},
		},
		{
			desk.Otherwise{Kind: store.Assessment, Chosen: fields("self.1a", "self.2a", "self.3a", "self.5", "self.6")},
			[]string{"Tỉnh chọn giá trị khác với máy này ở 5 mục: 1a, 2a, 3a, 5, …. Ctrl+R xem cả hai và lý do."},
		},
		{
			desk.Otherwise{Kind: store.Cooperative, Refused: 2, Lost: fields("phone")},
			[]string{"Tỉnh không nhận 2 thay đổi của máy này: Điện thoại. Ctrl+R xem cả hai và lý do."},
		},
		{
			desk.Otherwise{Kind: store.Cooperative, Refused: 1, SameAs: "HTX Mẫu Đăk Mar"},
			[]string{"Tỉnh không nhận 1 thay đổi của máy này.", "Tỉnh coi hồ sơ này là trùng và giữ: HTX Mẫu Đăk Mar. Ctrl+R xem cả hai và lý do."},
		},
	} {
		if got := otherwise.Sentences(c, names, &tt.o); !slices.Equal(got, tt.want) {
			t.Errorf("got  %q\nwant %q", got, tt.want)
		}
	}
	if got := otherwise.Sentences(c, names, nil); got != nil {
		t.Errorf("of nothing: %q", got)
	}
}

func TestOfOneFieldBothValuesAreSaid(t *testing.T) {
	c := pagetest.Context(text.VI)
	f := desk.Change{Path: "self.3a", From: "4", To: ""}
	names := leaf.New(c, bare{})
	if got, want := otherwise.Chosen(c, names, store.Assessment, &f), "tự chấm: tỉnh chọn để trống, máy này ghi 4"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := otherwise.Lost(c, names, store.Assessment, &f), "tự chấm: đang tính để trống, máy này ghi 4"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestNobodyIsToldWithoutATeller(t *testing.T) {
	var none *otherwise.Teller
	if o, err := none.Of(context.Background(), store.Assessment, "x"); o != nil || err != nil {
		t.Errorf("told %v, %v", o, err)
	}
	if err := none.Looked(context.Background(), store.Assessment, "x"); err != nil {
		t.Error(err)
	}
}
