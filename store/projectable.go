package store

import (
	"fmt"
	"unicode/utf8"

	"coopfield/store/vi"
)

// Projectable reports whether every leaf of an op's set can be laid into a
// record of kind k and shown, although it may break a rule of its field: a
// number outside its range, a word that is in no list, a day that does not
// exist, a required field that is missing. What it refuses no person can admit:
// fields that do not exist, values of another type, text that hides
// characters or has no end.
func Projectable(k Kind, set Doc) error {
	s := SpecOf(k)
	if s == nil {
		return invalid("kind", fmt.Sprintf("không có loại hồ sơ %q", k), "dùng bản chương trình mới hơn")
	}
	return projectableIn("", s.Fields, set)
}

func projectableIn(prefix string, fields []Field, d Doc) error {
	for k, v := range sorted(d) {
		f := fieldOf(fields, k)
		if f == nil || f.Derived {
			return invalid(prefix+k, "không có mục này", "đề nghị người gửi ghi lại")
		}
		if err := projectableValue(prefix+k, f, v); err != nil {
			return err
		}
	}
	return nil
}

func projectableValue(path string, f *Field, v any) error {
	wrong := func() error {
		return invalid(path, "giá trị không đúng loại của mục", "đề nghị người gửi ghi lại")
	}
	if v == nil {
		return nil
	}
	ok := false
	switch f.Type {
	case TypeMap, TypeObject:
		sub, isDoc := v.(Doc)
		if !isDoc {
			return wrong()
		}
		if f.Type == TypeObject {
			return projectableIn(path+".", f.Fields, sub)
		}
		for k, item := range sorted(sub) {
			if !ValidKey(k) || f.Keys != nil && !f.Keys(k) {
				return wrong()
			}
			if err := projectableValue(path+"."+k, f.Item, item); err != nil {
				return err
			}
		}
		return nil
	case TypeBool:
		_, ok = v.(bool)
	case TypeNumber:
		_, ok = v.(int64)
	default:
		var s string
		if s, ok = v.(string); ok {
			ok = (len(s) <= maxNote || utf8.RuneCountInString(s) <= f.letters()) && s == vi.Clean(s, f.Type == TypeNote)
		}
	}
	if !ok {
		return wrong()
	}
	return nil
}
