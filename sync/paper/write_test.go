package paper_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/sync/paper"
)

func TestFileNamesAreSafeEverywhere(t *testing.T) {
	for name, want := range map[string]string{
		"bien-ban-kiểm tra-2024-12-05-HTX Đăk Hà": "bien-ban-kiem-tra-2024-12-05-htx-dak-ha",
		"../../etc/passwd\x00":                    "etc-passwd",
		"CON: \"x\" | <y>?*":                      "con-x-y",
		"中中":                                      "giay",
		strings.Repeat("rất dài ", 40):            strings.Trim(strings.Repeat("rat-dai-", 10), "-"),
	} {
		if got := (&paper.Document{Name: name}).FileName(); got != want {
			t.Errorf("%q becomes %q, want %q", name, got, want)
		}
	}
}

func TestSaveNeverWritesOver(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "giấy")
	doc := &paper.Document{Name: "biên bản", State: "x"}
	first, err := paper.Save(dir, doc)
	must(t, err)
	must(t, os.Remove(first[0].Path)) // the PDF alone keeps the name taken
	again, err := paper.Save(dir, doc)
	must(t, err)
	if filepath.Base(first[1].Path) != "bien-ban.pdf" || filepath.Base(again[0].Path) != "bien-ban-2.docx" || filepath.Base(again[1].Path) != "bien-ban-2.pdf" {
		t.Errorf("%v %v", first, again)
	}
	if _, err := paper.Write(again[1].Path, doc); store.CodeOf(err) != store.Conflict {
		t.Errorf("a file was written over: %v", err)
	}
	if _, err := paper.Write(filepath.Join(dir, "x.odt"), doc); store.CodeOf(err) != store.Usage {
		t.Errorf("an unknown extension: %v", err)
	}
	if _, err := paper.Write(filepath.Join(dir, "no", "x.pdf"), doc); store.DetailOf(err) != "target" {
		t.Errorf("a folder that is not there: %v", err)
	}
	if _, err := paper.Save(again[0].Path, doc); store.DetailOf(err) != "target" {
		t.Errorf("a file as the folder: %v", err)
	}
}
