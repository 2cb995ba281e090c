package media_test

import (
	"os"
	"path/filepath"
	"testing"

	"coopfield/tui/seal/media"
)

func TestSizesReadAsPeopleWriteThemAndNeverSayLess(t *testing.T) {
	for n, want := range map[int64]string{
		0: "0 byte", 1023: "1.023 byte", 1024: "1 KB", 1025: "1,1 KB", 1536: "1,5 KB", 10 << 10: "10 KB", 10<<10 + 1: "11 KB",
		1 << 20: "1 MB", 5 << 20 / 2: "2,5 MB", 1 << 30: "1 GB", 3 << 40: "3 TB", 2000 << 40: "2.000 TB",
	} {
		if got := media.Size(n); got != want {
			t.Errorf("%d bytes are %q, want %q", n, got, want)
		}
	}
}

func TestAPastedPathLosesItsQuotes(t *testing.T) {
	home, err := os.UserHomeDir()
	if err != nil {
		t.Fatal(err)
	}
	for typed, want := range map[string]string{
		"": "", "  /media/usb ": "/media/usb", `"E:\goi tin"`: `E:\goi tin`, "'/mnt/x'": "/mnt/x",
		"~": home, filepath.FromSlash("~/goi"): filepath.Join(home, "goi"), "~khac": "~khac", `"`: `"`,
	} {
		if got := media.Path(typed); got != want {
			t.Errorf("%q is %q, want %q", typed, got, want)
		}
	}
}

func TestOnlyAFewDrivesAreOffered(t *testing.T) {
	if d := media.Drives(); len(d) > 8 {
		t.Errorf("%d drives", len(d))
	}
}
