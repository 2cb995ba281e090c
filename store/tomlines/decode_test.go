package tomlines_test

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"coopfield/store/tomlines"
)

func TestEveryFaultOfAFileHasItsLine(t *testing.T) {
	type raw struct {
		ID   string `toml:"id"`
		Rows []struct {
			N int64 `toml:"n"`
		} `toml:"row"`
	}
	for name, c := range map[string]struct {
		file string
		line int
		says string
		ok   bool
	}{
		"sound":        {"\ufeffid = \"a\"\n[[row]]\nn = 1\n", 0, "", true},
		"unknown key":  {"id = \"a\"\n[[row]]\nm = 1\n", 3, `"row.m"`, true},
		"wrong type":   {"id = \"a\"\n\nid2 = 1\n[[row]]\nn = \"x\"\n", 5, "không đúng kiểu", false},
		"not TOML":     {"id = \n", 1, "không đúng dạng TOML", false},
		"other coding": {"id = \"H\xf4p\"\n", 1, "UTF-8", false},
		"too large":    {"# " + strings.Repeat("x", 1<<20), 1, "1 MiB", false},
	} {
		var r raw
		lines, faults, ok := tomlines.Decode("a.toml", []byte(c.file), &r)
		if ok != c.ok || (len(faults) > 0) != (c.line > 0) {
			t.Errorf("%s: %v, %v", name, ok, faults)
			continue
		}
		if c.line > 0 && (faults[0].Line != c.line || !strings.Contains(faults[0].Message, c.says)) {
			t.Errorf("%s: %v", name, faults)
		}
		if ok && (r.ID != "a" || lines.At("row[0]") != 2) {
			t.Errorf("%s: read %+v", name, r)
		}
	}
}

func TestATextIsRequiredCleanAndShort(t *testing.T) {
	for _, c := range []struct {
		s        string
		required bool
		says     string
	}{
		{"", true, `thiếu hoặc để trống "title"`},
		{"", false, ""},
		{"abcđ", true, ""},
		{"abcđe", true, "dài quá 4"},
		{"a ", true, "khoảng trắng thừa"},
		{"a\nb", true, "ký tự điều khiển"},
		{norm.NFD.String("ệ"), true, "tổ hợp"},
	} {
		message, hint := tomlines.Text("row[0].title", c.s, c.required, 4)
		if c.says == "" && message != "" || !strings.Contains(message, c.says) || (hint == "") != (message == "") {
			t.Errorf("%q: %q, %q", c.s, message, hint)
		}
	}
}
