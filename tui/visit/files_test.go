package visit_test

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
	"coopfield/tui/theme"
	"coopfield/tui/visit"
)

// attaching opens the files of a visit.
func attaching(t *testing.T, o visit.Options) (*desk.Desk, string, *pagetest.Driver) {
	t.Helper()
	d := newOffice(t, store.Officer).run()
	coop := putCoop(t, d, coopName)
	s := pagetest.Open80(t, func(c *page.Context) page.Screen {
		return visit.New(c, d, store.Visit, "", page.Args{"coop": coop}, o)
	})
	id := only(t, d, store.Visit, coop)
	s.Press("ctrl+o")
	s.Sees("▸ Thêm tệp [")
	return d, id, s
}

func write(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	must(t, os.WriteFile(path, data, 0o600))
	return path
}

func TestAFileIsAttachedByItsPastedPath(t *testing.T) {
	d, id, s := attaching(t, visit.Options{})
	s.Paste(`"` + write(t, "sổ thành viên.pdf", []byte("%PDF-1.4 "+strings.Repeat("x", 3000))) + `"`)
	s.Press("enter")
	failed(t, s)
	if !said(s, "Đã đính kèm sổ thành viên.pdf") {
		t.Errorf("told %+v", s.Sent)
	}
	s.Sees("· sổ thành viên.pdf  PDF, 3 KB", "▸ Thêm tệp [đường dẫn")
	s.Paste("file://" + strings.ReplaceAll(write(t, "ảnh 1.txt", []byte("chữ")), " ", "%20"))
	s.Press("enter")
	s.Sees("· ảnh 1.txt  văn bản, 5 byte")
	list, err := d.Files(ctx, store.Visit, id)
	must(t, err)
	if len(list) != 2 {
		t.Errorf("held: %+v", list)
	}
	s.Press("ctrl+z", "esc", "esc") // what is attached does not hold the screen
}

func TestAFileOfTheSameContentAndNameIsToldToBeThere(t *testing.T) {
	_, _, s := attaching(t, visit.Options{})
	for range 2 {
		s.Paste(write(t, "a.txt", []byte("một")))
		s.Press("enter")
	}
	if !said(s, "đã có trong hồ sơ này") {
		t.Errorf("told %+v", s.Sent)
	}
}

func TestAPathThatLeadsNowhereStaysWithItsRemark(t *testing.T) {
	dir := t.TempDir()
	large := filepath.Join(dir, "lớn.bin")
	must(t, os.WriteFile(large, nil, 0o600))
	must(t, os.Truncate(large, desk.MaxFile+1))
	for path, want := range map[string]string{
		filepath.Join(dir, "không có.pdf"): "không có tệp ở đường dẫn này", dir: "đây là thư mục", large: "tệp 26 MB, quá 25 MiB", write(t, "trống.pdf", nil): "tệp trống",
	} {
		d, id, s := attaching(t, visit.Options{})
		s.Paste(path)
		s.Press("enter")
		if !said(s, want) {
			t.Errorf("%s: told %+v", path, s.Sent)
		}
		s.Sees("✗ " + want)
		s.Press("backspace") // typing on takes the remark away
		s.SeesNot("✗")
		if list, err := d.Files(ctx, store.Visit, id); err != nil || len(list) != 0 {
			t.Errorf("held: %+v %v", list, err)
		}
	}
}

func TestANameInDecomposedLettersIsFound(t *testing.T) {
	_, _, s := attaching(t, visit.Options{})
	path := write(t, norm.NFD.String("biên bản.txt"), []byte("x"))
	s.Paste(path) // the field keeps NFC
	s.Press("enter")
	s.Sees("· biên bản.txt")
}

func TestEnterOnAFileHandsACopyToTheSystemsProgram(t *testing.T) {
	var name, content string
	d, id, s := attaching(t, visit.Options{Show: func(n string, data []byte) error { name, content = n, string(data); return nil }})
	s.Paste(write(t, "phiếu; rm.txt", []byte("nội dung")))
	s.Press("enter", "down", "enter")
	if name != "phiếu- rm.txt" || content != "nội dung" || !said(s, "Đang mở phiếu; rm.txt") {
		t.Errorf("opened %q with %q, told %+v", name, content, s.Sent)
	}
	_, err := d.Attach(ctx, store.Visit, id, "chương trình.exe", strings.NewReader("MZ\x00\x01"))
	must(t, err)
	s = reopen(t, d, store.Visit, id)
	s.Press("ctrl+o", "down", "enter")
	if !said(s, "chưa có chương trình") {
		t.Errorf("told %+v", s.Sent)
	}
}

func TestAPictureIsPreviewedWhereThereAreColours(t *testing.T) {
	var b bytes.Buffer
	must(t, png.Encode(&b, image.NewGray(image.Rect(0, 0, 40, 40))))
	d, id, s := attaching(t, visit.Options{})
	_, err := d.Attach(ctx, store.Visit, id, "trụ sở.png", bytes.NewReader(b.Bytes()))
	if store.CodeOf(err) == store.NotFound { // the record has to be held first
		s.Press("ctrl+s")
		_, err = d.Attach(ctx, store.Visit, id, "trụ sở.png", bytes.NewReader(b.Bytes()))
	}
	must(t, err)
	s = reopen(t, d, store.Visit, id)
	s.Press("ctrl+o", "down")
	s.Sees("· trụ sở.png  ảnh PNG, 88 byte", "không có màu")
	s.C.Theme = theme.New(theme.Options{Colours: 256})
	s.Press("up", "down")
	s.Sees("▀▀▀")
	s.SeesNot("không có màu")
}
