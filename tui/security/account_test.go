package security

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/sync/trust"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
)

// The auditor's page is read on the screen and written out for printing, into a
// folder of its own on the stick.
func TestEveryChangeIsAccountedForOnAPageThatCanBePrinted(t *testing.T) {
	p, usb := openStore(t, trust.Training, store.Province, "62"), t.TempDir()
	_, err := p.Desk.Put(ctx, store.Cooperative, []desk.Input{{Doc: store.Doc{"name": "HTX Mẫu", "type": "htx", "unit": "615", "reporting_unit": "615"}}})
	must(t, err)
	d := pagetest.Open80(t, func(c *page.Context) page.Screen {
		return Account(c, p, func() []string { return []string{usb} })
	})
	d.Sees("BẢNG ĐỐI CHIẾU DỮ LIỆU, TỈNH 62", "Các số cộng khớp", "Không còn việc nào chờ.")
	d.Press("f7")
	q := last[page.Prompt](t, d)
	if q.Value != usb {
		t.Fatalf("asked %+v", q)
	}
	d.Run(q.Then(usb))
	told := last[page.Confirm](t, d)
	dir := filepath.Join(usb, "doi-chieu-"+pagetest.Now.Format("20060102"))
	if !told.Told || !strings.Contains(told.Body, filepath.Join(dir, "doi-chieu.html")) {
		t.Errorf("told %+v", told)
	}
	for _, name := range []string{"doi-chieu.html", "doi-chieu.txt", "allowed_signers", "kiem-tra.cmd"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Error(err)
		}
	}
}

// A stick often brings the requests of several machines: its folder is enough.
func TestOneOfSeveralRequestsInAFolderIsChosen(t *testing.T) {
	p, usb := openStore(t, trust.Training, store.Province, "62"), t.TempDir()
	b := open(t, p, page.Args{"do": rowApprove})
	b.answer(usb)
	if e := last[page.Fail](t, b.Driver); !strings.Contains(e.Err.Error(), "không có tệp yêu cầu nào") {
		t.Errorf("an empty folder was told as %v", e.Err)
	}
	var paths []string
	for _, name := range []string{"yeu-cau-1.coopreq", "yeu-cau-2.coopreq"} {
		file, _, err := openStore(t, trust.Training, store.Officer, "615").EnrolRequest()
		must(t, err)
		paths = append(paths, filepath.Join(usb, name))
		must(t, os.WriteFile(paths[len(paths)-1], file, 0o600))
	}
	b = open(t, p, page.Args{"do": rowApprove})
	b.answer(usb)
	if q := last[page.Prompt](t, b.Driver); len(q.Choices) != 2 || q.Value != paths[0] {
		t.Fatalf("asked %+v", q)
	}
	must(t, os.Remove(paths[0]))
	b.answer(usb)
	if q := last[page.Confirm](t, b.Driver); !strings.Contains(q.Body, "Cán bộ 1") {
		t.Errorf("the only request was asked as %+v", q)
	}
}
