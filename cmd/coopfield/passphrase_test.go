package main

import (
	"os"
	"path/filepath"
	"testing"
)

// A file that Notepad wrote opens the store as the same words typed do.
func TestAPassphraseFileIsReadAsItIsTyped(t *testing.T) {
	const typed = "mật khẩu rất dài"
	for name, content := range map[string]string{
		"without an end":      typed,
		"one line":            typed + "\n",
		"Notepad's line ends": typed + "\r\n",
		"Notepad's UTF-8":     "\ufeff" + typed + "\r\n",
		"decomposed":          "ma\u0323\u0302t kh\u00e2\u0309u r\u00e2\u0301t d\u00e0i\n",
		"a second line":       typed + "\nghi chú\n",
	} {
		path := filepath.Join(t.TempDir(), "mk.txt")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := passphraseFile(path); err != nil || string(got) != typed {
			t.Errorf("%s: %q %v", name, got, err)
		}
	}
}
