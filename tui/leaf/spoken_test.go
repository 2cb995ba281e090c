package leaf_test

import (
	"errors"
	"testing"

	"coopfield/store"
	"coopfield/tui/leaf"
	"coopfield/tui/text"
)

func TestEveryFieldOfEveryKindHasAWord(t *testing.T) {
	for _, w := range []*text.Words{&text.Vietnamese, &text.English} {
		for _, k := range store.Kinds() {
			var field func(p string, f *store.Field)
			field = func(p string, f *store.Field) {
				switch f.Type {
				case store.TypeObject:
					for i := range f.Fields {
						field(p+"."+f.Fields[i].Name, &f.Fields[i])
					}
					return
				case store.TypeMap:
					field(p+".x1", f.Item)
					return
				}
				if said := "mục " + p + ": còn thiếu"; leaf.Spoken(w, k, said) == said {
					t.Errorf("%s: %s %s has no word", w.Lang, k, p)
				}
			}
			for _, f := range store.SpecOf(k).Fields {
				if !f.Derived {
					field(f.Name, &f)
				}
			}
		}
	}
}

func TestTheStoreIsHeardInTheWordsOfTheForms(t *testing.T) {
	for _, tt := range []struct {
		kind       store.Kind
		said, want string
	}{
		{store.Visit, "mục ended: sớm hơn mục started", `"Kết thúc lúc": sớm hơn "Bắt đầu lúc"`},
		{"", "mục ended_on: sớm hơn mục registered_on", `"Chấm dứt ngày": sớm hơn "Ngày đăng ký"`},
		{store.Assessment, "mục period không đổi được sau khi lập hồ sơ", `"Năm" không đổi được sau khi lập hồ sơ`},
		{store.Report, "mục period: không được để trống", `"Kỳ báo cáo": không được để trống`},
		{store.Assessment, "chỉ cấp tỉnh được ghi mục approved", `chỉ cấp tỉnh được ghi "Tỉnh rà soát"`},
		{store.Assessment, "mục self.3a: không được âm", `"Tự chấm 3a": không được âm`},
		// No codes of fields:
		{store.Assessment, "mục 3a: 9,00 điểm không hợp thang điểm", "mục 3a: 9,00 điểm không hợp thang điểm"},
		{store.Visit, "còn 2 mục chưa chọn; mục toàn bộ, mục onx", "còn 2 mục chưa chọn; mục toàn bộ, mục onx"},
		{store.Visit, "mục tới", "mục tới"},
	} {
		if got := leaf.Spoken(&text.Vietnamese, tt.kind, tt.said); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.said, got, tt.want)
		}
	}
}

// What the store itself says of two days reaches a person without a code.
func TestAMessageOfTwoDaysNamesBothFieldsByTheirWords(t *testing.T) {
	err := store.Validate(store.Cooperative, store.Doc{
		"name": "HTX Mẫu", "type": "htx", "unit": "23500", "registered_on": "2024-05-04", "ended_on": "2020-01-01",
	})
	var list store.Faults
	if !errors.As(err, &list) || len(list) != 1 {
		t.Fatalf("the store says %v", err)
	}
	want := `"Chấm dứt ngày": sớm hơn "Ngày đăng ký"`
	if got := leaf.Spoken(&text.Vietnamese, store.Cooperative, list[0].Message); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
