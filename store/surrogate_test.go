package store_test

import (
	"errors"
	"strings"
	"testing"

	"coopfield/store"
)

func TestHalfOfASurrogatePairIsRefusedNotReplaced(t *testing.T) {
	for text, want := range map[string]string{
		`\ud83d`: "", `\udc00`: "", `a\ud83d b`: "", `\ud83d\ud83d`: "", `\udc00\ud83d`: "", `\ud83d\u0041`: "", `\uD83Dx\uDE00`: "", `\ud83d\n`: "", `\ud83d\\ude00`: "",
		`\ud83d\ude00`: "\U0001F600", `\\ud83d`: `\ud83d`, `\\\ud83d\ude00`: "\\\U0001F600", `\u00e9\u1ea1`: "éạ", `\ufffd`: "\ufffd",
	} {
		for _, line := range []string{`{"name":"` + text + `","type":"htx","unit":"23500"}`, `{"name":"x","products":{"p":{"name":"` + text + `"}}}`} {
			_, doc, err := store.Parse(store.Cooperative, []byte(line), nil)
			var e *store.Error
			switch {
			case want == "" && (!errors.As(err, &e) || e.Detail != "json" || !strings.Contains(e.Message, "viết dở")):
				t.Errorf("%s: %v, %v", line, doc, err)
			case want != "" && err != nil:
				t.Errorf("%s: %v", line, err)
			case want != "" && doc.Sub("products") == nil && doc.Text("name") != want:
				t.Errorf("%s: read %q, want %q", line, doc.Text("name"), want)
			}
		}
	}
	if _, _, err := store.Parse(store.Cooperative, []byte(`{"\ud83d":1}`), nil); store.DetailOf(err) != "json" {
		t.Errorf("a key: %v", err)
	}
}

// TestPutTakesNoHostileLine is what a person or a program may pipe into put.
func TestPutTakesNoHostileLine(t *testing.T) {
	pad := strings.Repeat(" ", 1<<20-len(`{"name":"x"}`))
	for name, line := range map[string]string{
		"duplicate key":        `{"name":"a","name":"b"}`,
		"duplicate by escape":  `{"name":"a","\u006eame":"b"}`,
		"other case":           `{"NAME":"a"}`,
		"nested duplicate":     `{"products":{"p":{"main":true,"main":false}}}`,
		"NaN":                  `{"notes":NaN}`,
		"exponent":             `{"link_contracts":{"a":{"value":1e999}}}`,
		"fraction of a đồng":   `{"link_contracts":{"a":{"value":0.5}}}`,
		"beyond 64 bits":       `{"link_contracts":{"a":{"value":99999999999999999999}}}`,
		"list":                 `{"products":[1]}`,
		"deep":                 strings.Repeat(`{"products":`, 60) + `1` + strings.Repeat(`}`, 60),
		"a million brackets":   strings.Repeat(`[`, 1<<20),
		"longer than a MiB":    `{"name":"x"` + pad + ` }`,
		"two records":          `{"name":"a"}{"name":"b"}`,
		"not UTF-8":            "{\"name\":\"\xff\"}",
		"key with a bidi mark": "{\"na\u202eme\":\"a\"}",
		"item key":             `{"products":{"../x":{"name":"a"}}}`,
		"item key with ESC":    `{"products":{"\u001b[2J":{"name":"a"}}}`,
		"derived field":        `{"status":"final","id":"../../x"}`,
	} {
		if _, doc, err := store.Parse(store.Cooperative, []byte(line), nil); store.CodeOf(err) != store.Invalid {
			t.Errorf("%s: %v, %v", name, doc, err)
		}
	}
	// Kept, but inert: NFC, without controls and marks of direction.
	_, doc, err := store.Parse(store.Cooperative, []byte(`{"name":"Hơ\u0323p ta\u0301c\u001b]52;c;eA==\u0007 \u202exa\u0300\u0000"}`), nil)
	if err != nil || doc.Text("name") != "Hợp tác]52;c;eA== xà" {
		t.Errorf("%q, %v", doc.Text("name"), err)
	}
	if _, _, err := store.Parse(store.Cooperative, []byte(`{"name":"x"`+pad+`}`), nil); err != nil {
		t.Errorf("a line of exactly 1 MiB: %v", err)
	}
}
