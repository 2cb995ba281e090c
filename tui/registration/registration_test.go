package registration_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"coopfield/store"
	"coopfield/store/desk"
	"coopfield/tui/page"
	"coopfield/tui/page/pagetest"
	"coopfield/tui/text"
)

const coopName = "HTX Nông nghiệp Mẫu Đăk Hà"

// whole is an application that meets everything but what over takes from it.
func whole(t *testing.T, d *desk.Desk, over store.Doc) string {
	t.Helper()
	c := putCoop(t, d, coopName)
	id, err := d.StartRegistration(ctx, c, "")
	must(t, err)
	_, err = d.Commit(ctx, store.Registration, id)
	must(t, err)
	doc := store.Doc{
		"model": "A-a", "profit": store.Doc{"2018": int64(1), "2019": int64(2), "2020": int64(120_000_000)},
		"conditions": store.Doc{"law": store.Doc{"met": true}, "governance": store.Doc{"met": true}}, "dossier": store.Doc{},
	}
	for _, p := range d.Programmes()[0].Dossier {
		doc.Put("dossier."+p.ID+".present", true)
	}
	put(t, d, store.Registration, id, doc)
	if over != nil {
		put(t, d, store.Registration, id, over)
	}
	return id
}

func TestAnApplicationIsFilledInAndSaysWhatItComesTo(t *testing.T) {
	o := newOffice(t)
	d := o.as(store.Officer)
	s := begin(t, d, putCoop(t, d, coopName))
	s.Sees("✗ chưa đủ điều kiện: 0/5 điều kiện, 0/5 ưu tiên · điểm 75,0", "mô hình đăng ký: chưa chọn")
	s.Press("pgdown")
	s.Type("tham gia thi truong")
	s.Press("enter", "tab")
	s.Sees("… chưa rõ: 1/5 điều kiện", "Nông nghiệp")
	s.Press("pgdown", "tab")
	s.Sees("số liệu năm: 120.000.000")
	s.Type("120tr")
	s.Press("tab")
	s.Type("-5tr")
	s.Press("tab")
	s.Type("7tr")
	s.Press("tab")
	s.Sees("✗ 1 năm", "chương trình yêu cầu 3 năm", "✗ chưa đủ điều kiện")
	s.Press("up", "up", "ctrl+u")
	s.Type("5tr")
	s.Press("tab")
	s.Sees("✓ 3 năm", "… chưa rõ: 2/5 điều kiện")
	s.Press("pgdown")
	for range 5 {
		s.Type("1")
		s.Press("down")
	}
	s.Sees("✓ 5/5", "… chưa rõ: 3/5 điều kiện", "▸Điều kiện") // behind the last line comes the next section
	s.Type("1")
	s.Press("down", "down", "down")
	s.Type("1")
	s.Sees("✓ đủ điều kiện: 5/5 điều kiện")
	s.Press("ctrl+s")
	failed(t, s)
	doc := only(t, d).Doc
	for p, want := range map[store.Path]any{
		"model": "A-a", "profit.2020": int64(120_000_000), "profit.2019": int64(5_000_000), "profit.2018": int64(7_000_000),
		"dossier.registration.present": true, "conditions.law.met": true, "conditions.governance.met": true, "submitted_on": "2024-11-23",
	} {
		if doc.At(p) != want {
			t.Errorf("%s is %v, %v wanted", p, doc.At(p), want)
		}
	}
}

func TestOneOfTheGroundsIsTickedWithANote(t *testing.T) {
	o := newOffice(t)
	d := o.as(store.Officer)
	s := pagetest.Open80(t, edit(d, whole(t, d, nil), "priorities"))
	s.Sees("0/5 ưu tiên")
	s.Press("down", "down", "down", "down")
	s.Type("1")
	s.Press("up")
	s.Type("danh sách tv")
	s.Press("enter", "ctrl+s")
	s.Sees("1/5 ưu tiên")
	failed(t, s)
	if doc := only(t, d).Doc; !doc.Bool("priorities.women.met") || doc.Text("priorities.women.note") != "danh sách tv" {
		t.Errorf("%v", doc.Sub("priorities"))
	}
}

func TestAFileIsPutBesideItsPaper(t *testing.T) {
	o := newOffice(t)
	d := o.as(store.Officer)
	path := filepath.Join(t.TempDir(), "phương án.pdf")
	must(t, os.WriteFile(path, []byte("%PDF-1.7"), 0o600))
	id := whole(t, d, nil)
	s := pagetest.Open80(t, edit(d, id, "dossier"))
	s.Press("down", "down", "down", "enter")
	ask := sent[page.Prompt](s)
	if len(ask) != 1 || !ask[0].AsTyped || ask[0].Body != "Phương án sản xuất kinh doanh của hợp tác xã" {
		t.Fatalf("%+v", ask)
	}
	s.Run(ask[0].Then(`"` + path + `"`))
	failed(t, s)
	s.Sees("phương án.pdf  8 byte")
	if !said(s, "Đã kèm tệp vào hồ sơ") {
		t.Errorf("told: %+v", s.Sent)
	}
	files, err := d.Attachments(ctx, store.Registration, id)
	must(t, err)
	if len(files) != 1 || files[0].Doc.Text("owner.item") != "business-plan" {
		t.Errorf("%+v", files)
	}
	s.Run(ask[0].Then(filepath.Join(t.TempDir(), "none.pdf")))
	told := sent[page.Fail](s)
	if len(told) == 0 && !said(s, "không có tệp ở đường dẫn này") {
		t.Errorf("nothing said of a path to no file: %+v", s.Sent)
	}
}

func TestTheProvinceDecidesAndTheOfficerSeesIt(t *testing.T) {
	o := newOffice(t)
	d := o.as(store.Officer)
	id := whole(t, d, store.Doc{"conditions": store.Doc{"law": store.Doc{"met": false}}})
	s := pagetest.Open80(t, edit(d, id, "decisions"))
	s.Type("duoc chon")
	s.Press("enter", "tab")
	s.Sees("! chưa đủ điều kiện mà được chọn:")
	s.Press("tab", "tab")
	s.Type("mô hình duy nhất")
	s.Press("ctrl+s")
	s.SeesNot("mà được chọn:")
	failed(t, s)
	if doc := only(t, d).Doc.Sub("district_decision"); doc.Text("result") != desk.ResultChosen || doc.Text("note") != "mô hình duy nhất" {
		t.Errorf("%v", doc)
	}
	must(t, o.as(store.Province).Decide(ctx, "", []string{id}, desk.ProvinceDecides, desk.DecisionSet{No: "30/QĐ-UBND", On: "2021-09-30", Result: desk.ResultRefused}))
	s = pagetest.Open80(t, edit(o.as(store.Officer), id, "decisions"))
	s.Sees("✗ không│", "không được chọn", "30/QĐ-UBND")
}

func TestAnAdvisorOnlyReads(t *testing.T) {
	o := newOffice(t)
	d := o.as(store.Officer)
	id := whole(t, d, nil)
	d = o.as(store.Advisor, only(t, d).Doc.Text("cooperative"))
	s := pagetest.Open80(t, edit(d, id, "form"))
	s.Sees("chỉ xem: tư vấn viên không ghi loại hồ sơ")
	s.Type("x")
	s.Press("ctrl+s")
	if only(t, d).Doc.Text("model") != "A-a" {
		t.Error("an advisor wrote an application")
	}
}

func TestWhatLacksLeadsToItsPlace(t *testing.T) {
	o := newOffice(t)
	d := o.as(store.Officer)
	id := whole(t, d, store.Doc{"conditions": store.Doc{"governance": store.Doc{"met": nil}}})
	s := pagetest.Open80(t, edit(d, id, "state"))
	s.Sees("chưa rõ", "Có phương án sản xuất kinh doanh")
	s.Press("down", "enter")
	s.Sees("▸Điều kiện")
	s.Type("1")
	s.Press("ctrl+s")
	s.Sees("✓ đủ điều kiện")
	failed(t, s)
}

func TestTheFormAtEverySize(t *testing.T) {
	o := newOffice(t)
	d := o.as(store.Officer)
	id := whole(t, d, store.Doc{
		"profit": store.Doc{"2019": int64(-5_000_000)}, "conditions": store.Doc{"law": store.Doc{"note": "chưa sửa điều lệ"}},
		"priorities":        store.Doc{"youth": store.Doc{"met": true, "note": "giám đốc sinh năm 1995"}},
		"district_decision": store.Doc{"no": "7/QĐ-UBND", "on": "2021-09-20", "result": desk.ResultChosen},
	})
	_, err := d.AttachPaper(ctx, id, "business-plan", "phuong-an.pdf", strings.NewReader("%PDF-1.7"))
	must(t, err)
	for _, at := range []string{"state", "form", "profit", "dossier", "conditions", "priorities", "decisions"} {
		for _, lang := range []text.Lang{text.VI, text.EN} {
			for _, size := range pagetest.Sizes {
				s := pagetest.Open(t, lang, size, edit(d, id, at))
				s.Golden(at)
				failed(t, s)
			}
		}
	}
}
