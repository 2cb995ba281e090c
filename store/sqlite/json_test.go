package sqlite_test

import (
	"encoding/json"
	"testing"

	"coopfield/store"
	"coopfield/store/sqlite"
)

func TestDocumentsAreReadBack(t *testing.T) {
	for _, d := range []store.Doc{
		{},
		{"a": "", "b": int64(-9223372036854775808), "c": true, "d": false, "e": store.Doc{}, "f": nil},
		{"text": "\"\\\n\t\x00\x1f Đắk Hà \u2028 𝔘", "deep": store.Doc{"x": store.Doc{"y": store.Doc{"z": int64(0)}}}},
	} {
		b := sqlite.AppendDoc(nil, d)
		var tree map[string]any
		must(t, json.Unmarshal(b, &tree))
		got, err := sqlite.ParseDoc(b)
		must(t, err)
		equal(t, got, d)
		equal(t, string(sqlite.AppendDoc(nil, got)), string(b))
	}
}

func TestBadDocumentsAreRefused(t *testing.T) {
	for _, s := range []string{
		"", "{", "}", "[]", "1", `"a"`, `{"a"}`, `{"a":}`, `{"a":1,}`, `{"a":1}x`, `{"a":1.5}`, `{"a":tru}`, `{"a":"\x"}`, `{"a":"\u12"}`, `{"a":"`,
		`{"a":99999999999999999999}`, `{"a" :1}`, `{"a":-}`,
	} {
		if d, err := sqlite.ParseDoc([]byte(s)); err == nil {
			t.Errorf("%s was read as %v", s, d)
		}
	}
}

func FuzzParseDoc(f *testing.F) {
	f.Add([]byte(`{"a":{"b":"c\u0001"},"n":-5,"t":true}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := sqlite.ParseDoc(b)
		if err != nil {
			return
		}
		again, err := sqlite.ParseDoc(sqlite.AppendDoc(nil, d))
		must(t, err)
		if !store.Equal(d, again) {
			t.Fatalf("%q: %v, then %v", b, d, again)
		}
	})
}
