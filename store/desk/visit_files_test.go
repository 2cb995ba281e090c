package desk_test

import (
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
)

func TestACopyToLookAtIsNamedByItsContent(t *testing.T) {
	file := func(name, kind string) *store.Record {
		return &store.Record{Kind: store.Attachment, Doc: store.Doc{"name": name, "media_type": kind, "sha256": "ab"}}
	}
	for _, c := range []struct{ name, kind, want string }{
		{"biên bản kiểm tra.pdf", "application/pdf", "biên bản kiểm tra.pdf"},
		{"ảnh.exe", "image/jpeg", "ảnh.jpg"},
		{"macro.docm", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "macro.docx"},
		{"run.bat", "text/plain", "run.txt"},
		{"con.pdf", "application/pdf", "tep-con.pdf"},
		{"lpt1.a.pdf", "application/pdf", "tep-lpt1.a.pdf"},
		{"-rf.png", "image/png", "rf.png"},
		{"a%PATH%&calc;$(x).png", "image/png", "a-PATH--calc--(x).png"},
		{"...", "image/png", "tep.png"},
		{strings.Repeat("sổ", 90) + ".tif", "image/tiff", strings.Repeat("sổ", 30) + ".tif"},
	} {
		got, err := desk.ViewName(file(c.name, c.kind))
		must(t, err)
		if got != c.want {
			t.Errorf("%q as %s: %q, want %q", c.name, c.kind, got, c.want)
		}
	}
	for _, kind := range []string{"application/octet-stream", "application/zip", "application/x-ole-storage", ""} {
		_, err := desk.ViewName(file("hóa đơn.pdf", kind))
		wantCode(t, err, store.Refused, "not-openable")
	}
}
