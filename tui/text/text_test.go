package text_test

import (
	"reflect"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"coopfield/tui/text"
)

// each calls f for every word of w with the path of its field.
func each(v reflect.Value, path string, f func(path, word string)) {
	switch v.Kind() {
	case reflect.String:
		f(path, v.String())
	case reflect.Struct:
		for i := range v.NumField() {
			each(v.Field(i), path+"."+v.Type().Field(i).Name, f)
		}
	case reflect.Array, reflect.Slice:
		if v.Kind() == reflect.Slice && v.Len() == 0 {
			f(path, "")
		}
		for i := range v.Len() {
			each(v.Index(i), path+"[]", f)
		}
	case reflect.Map:
		if v.Len() == 0 {
			f(path, "")
		}
		for _, k := range v.MapKeys() {
			each(v.MapIndex(k), path+"["+k.String()+"]", f)
		}
	default:
		f(path, "")
	}
}

func TestNoWordIsMissing(t *testing.T) {
	for _, w := range []text.Words{text.Vietnamese, text.English} {
		each(reflect.ValueOf(w), string(w.Lang), func(path, word string) {
			if strings.TrimSpace(word) == "" {
				t.Errorf("%s is empty", path)
			}
			if !norm.NFC.IsNormalString(word) {
				t.Errorf("%s is not NFC: %q", path, word)
			}
			for _, r := range word {
				if r >= 0x1F000 || r >= 0xFE00 && r <= 0xFE0F || r >= 0x2600 && r <= 0x26FF && r != '⚑' {
					t.Errorf("%s has the emoji %U", path, r)
				}
			}
		})
	}
}

var verb = regexp.MustCompile(`%[-+# 0-9.]*[a-zA-Z]`)

func TestBothLanguagesTakeTheSameValues(t *testing.T) {
	vi := map[string]string{}
	each(reflect.ValueOf(text.Vietnamese), "", func(path, word string) {
		vi[path] += strings.Join(verb.FindAllString(strings.ReplaceAll(word, "%%", ""), -1), " ") + ";"
	})
	en := map[string]string{}
	each(reflect.ValueOf(text.English), "", func(path, word string) {
		en[path] += strings.Join(verb.FindAllString(strings.ReplaceAll(word, "%%", ""), -1), " ") + ";"
	})
	for path, v := range vi {
		if en[path] != v {
			t.Errorf("%s takes %q in Vietnamese and %q in English", path, v, en[path])
		}
	}
}

func TestLanguagesAreFoundByName(t *testing.T) {
	if text.For("en") != &text.English || text.For("vi") != &text.Vietnamese || text.For("fr") != &text.Vietnamese {
		t.Error("a language has the wrong words")
	}
}
