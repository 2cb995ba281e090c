package visit

import "testing"

func TestAPathIsTakenAsPeoplePasteIt(t *testing.T) {
	for typed, want := range map[string]string{
		`C:\Users\Cán bộ\Ảnh\trụ sở.jpg`:                  `C:\Users\Cán bộ\Ảnh\trụ sở.jpg`,
		`"C:\Users\Cán bộ\trụ sở (1).jpg"`:                `C:\Users\Cán bộ\trụ sở (1).jpg`,
		` '/home/can bo/bien ban.pdf' `:                   `/home/can bo/bien ban.pdf`,
		`“D:\ảnh.png”`:                                    `D:\ảnh.png`,
		`& "D:\ảnh.png"`:                                  `D:\ảnh.png`,
		`& D:\anh.png`:                                    `D:\anh.png`,
		`\\may-chu\chung\so sach.pdf`:                     `\\may-chu\chung\so sach.pdf`,
		`/media/usb/so\ thanh\ vien\ \(2\).pdf`:           `/media/usb/so thanh vien (2).pdf`,
		`/home/cb/a\\b.pdf`:                               `/home/cb/a\b.pdf`,
		`file:///home/cb/s%E1%BB%95%20th%C3%A0nh%20v.pdf`: `/home/cb/sổ thành v.pdf`,
		`file:///C:/Users/cb/a%20b.pdf`:                   `C:/Users/cb/a b.pdf`,
		`FILE://localhost/home/cb/a.pdf`:                  `/home/cb/a.pdf`,
		`file://may-chu/chung/a.pdf`:                      `//may-chu/chung/a.pdf`,
		`file:/home/cb/a.pdf`:                             `/home/cb/a.pdf`,
		`~/anh.png`:                                       `/home/cb/anh.png`,
		`anh 1.png`:                                       `anh 1.png`,
		`file:///home/cb/100%.pdf`:                        `/home/cb/100%.pdf`,
		`"file:///home/cb/a%20b.pdf"`:                     `/home/cb/a b.pdf`,
		`"`:                                               `"`,
		``:                                                ``,
	} {
		if got := cleanPath(typed, "/home/cb"); got != want {
			t.Errorf("%q is read as %q, not %q", typed, got, want)
		}
	}
}

func TestTheNameOfAFileIsTheLastPartOfItsPath(t *testing.T) {
	for path, want := range map[string]string{`C:\Ảnh\trụ sở.jpg`: "trụ sở.jpg", "/a/b.pdf": "b.pdf", "b.pdf": "b.pdf", "/a/b/": "b"} {
		if got := fileName(path); got != want {
			t.Errorf("%q: %q", path, got)
		}
	}
}
