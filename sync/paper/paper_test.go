package paper_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	gosync "sync"
	"testing"

	"coopfield/store"
	"coopfield/sync/paper"
)

// Measures of Nghị định 30/2020/NĐ-CP, Phụ lục I, in points.
const (
	mm         = 72 / 25.4
	pageWidth  = 210 * mm
	pageHeight = 297 * mm
)

// everyPaper makes each paper once, with all that it may say.
func everyPaper(tb testing.TB) map[string]*paper.Document {
	tb.Helper()
	d := laptop(tb)
	coop := coopOf(tb, d)
	sheet, visit, consult := sheetOf(tb, d, coop), visitOf(tb, d, coop), consultOf(tb, d, coop)
	_, err := d.Finalise(ctx, store.Assessment, sheet)
	must(tb, err)
	_, err = d.Finalise(ctx, store.Visit, visit)
	must(tb, err)
	put(tb, d, store.Registration, store.Doc{
		"cooperative": coop, "programme": "kh1185", "model": "A-a", "submitted_on": "2024-11-01", "entry_assessment": sheet,
		"dossier": store.Doc{"registration": store.Doc{"present": true}, "business-plan": store.Doc{"present": false}},
	})
	list, err := d.PrintRegistrations(ctx, "kh1185", "")
	must(tb, err)
	return map[string]*paper.Document{
		"score sheet": printed(tb, d, store.Assessment, sheet), "minutes": printed(tb, d, store.Visit, visit),
		"consultation": printed(tb, d, store.Consultation, consult), "list": paper.OfRegistrations(list),
		"handover": printed(tb, d, store.Event, handoverOf(tb, d)),
	}
}

func pdf(tb testing.TB, doc *paper.Document) []byte {
	tb.Helper()
	var b bytes.Buffer
	must(tb, paper.PDF(&b, doc))
	return b.Bytes()
}

func docx(tb testing.TB, doc *paper.Document) []byte {
	tb.Helper()
	var b bytes.Buffer
	must(tb, paper.DOCX(&b, doc))
	return b.Bytes()
}

// pdfBody returns the text between the margins without spaces, with the heading
// of a table that stands again on a page left out.
func pdfBody(tb testing.TB, doc *paper.Document, data []byte) string {
	tb.Helper()
	marks, pages := pdfMarks(tb, data)
	text := make([]string, pages)
	for _, m := range marks {
		if m.y > 20*mm && m.y < pageHeight-20*mm {
			text[m.page] += squeeze(m.text)
		}
	}
	for i := 1; i < pages; i++ {
		for _, b := range doc.Blocks {
			t, ok := b.(paper.Table)
			if !ok {
				continue
			}
			head := ""
			for _, c := range t.Columns {
				head += squeeze(c.Title)
			}
			if rest, again := strings.CutPrefix(text[i], head); again && strings.Contains(strings.Join(text[:i], ""), head) {
				text[i] = rest
			}
		}
	}
	return strings.Join(text, "")
}

func TestDOCXAndPDFSayTheSame(t *testing.T) {
	for name, doc := range everyPaper(t) {
		want := doc.Text()
		d := docx(t, doc)
		got := append(docxText(t, d, "word/header1.xml"), docxText(t, d, "word/footer1.xml")...)
		got = append(got, docxText(t, d, "word/document.xml")...)
		if !slices.Equal(got, want) {
			t.Errorf("%s: the DOCX says\n%q\nnot\n%q", name, got, want)
		}
		outside := len(docxText(t, d, "word/header1.xml")) + len(docxText(t, d, "word/footer1.xml"))
		if got, want := pdfBody(t, doc, pdf(t, doc)), squeeze(strings.Join(want[outside:], "")); got != want {
			t.Errorf("%s: the PDF says\n%s\nnot\n%s", name, got, want)
		}
	}
}

func TestPapersSayWhatTheRecordsSay(t *testing.T) {
	papers := everyPaper(t)
	for name, wants := range map[string][]string{
		"score sheet": {
			"HỢP TÁC XÃ MẪU NÔNG NGHIỆP", "BẢNG ĐÁNH GIÁ HỢP TÁC XÃ NĂM 2024", "(Theo mẫu Phụ lục 2 Thông tư số 01/2020/TT-BKHĐT)",
			"■ Hỗn hợp", "□ Siêu nhỏ   ■ Nhỏ", "Căn cứ: Báo cáo tài chính 2024, trang 3", "Lý do chênh lệch: Khoản phải trả ghi trùng hai lần",
			"Tổng điểm: 75/100 điểm (cột tự chấm).", "Xếp loại: Khá.", "73,5", "ước", "4.150.000.000",
			"Ban kiểm soát (kiểm soát viên) kiểm tra: ông (bà) A Thưm, ngày 10 tháng 12 năm 2024./.", "Đã chốt", "Mã bản in: ",
		},
		"minutes": {
			"ỦY BAN NHÂN DÂN HUYỆN ĐĂK HÀ", "PHÒNG TÀI CHÍNH - KẾ HOẠCH", "Số: ……………/BB-TCKH", "Đăk Hà, ngày 05 tháng 12 năm 2024", "BIÊN BẢN",
			"Căn cứ Kế hoạch số 12/KH-UBND", "vào hồi 08 giờ 30 phút", "(Trưởng đoàn)", "Đã thực hiện", "Chưa thực hiện", "Không áp dụng", "219",
			"Thiếu vốn lưu động", "31/01/2025", "lập thành 03 bản", "ký tên./.", "Lê Văn Mẫu", "Nơi nhận:", "- Lưu: VT, TCKH, hồ sơ kiểm tra.",
		},
		"consultation": {"Tư vấn, hỗ trợ tại Hợp tác xã Mẫu", "BẢN NHÁP", "Đặng Mẫu", "Lập dự thảo phương án", "ngày 15 tháng 01 năm 2025"},
		"list":         {"DANH SÁCH", "Hồ sơ 1/5", "73,5", "Khá", "01/11/2024", "Danh sách có 1 hợp tác xã./.", "Lập từ dữ liệu đang có đến 05/12/2024"},
	} {
		all := strings.Join(papers[name].Text(), "\n")
		for _, want := range wants {
			if !strings.Contains(strings.ReplaceAll(all, "\u00a0", " "), want) {
				t.Errorf("%s does not say %q:\n%s", name, want, all)
			}
		}
	}
	if papers["consultation"].Code != "" || papers["list"].Code != "" {
		t.Error("what is not finalised bears a code")
	}
}

func TestEveryRuneOfEveryPaperHasAGlyph(t *testing.T) {
	for name, doc := range everyPaper(t) {
		for _, line := range doc.Text() {
			for _, r := range line {
				if !paper.HasGlyph(r) {
					t.Errorf("%s: %q (U+%04X) has no glyph", name, r, r)
				}
			}
		}
		if len(doc.Missing) > 0 {
			t.Errorf("%s: %q was replaced", name, doc.Missing)
		}
		marks, _ := pdfMarks(t, pdf(t, doc))
		for _, m := range marks {
			if m.glyph0 {
				t.Errorf("%s: %q is drawn as an empty box", name, m.text)
			}
		}
	}
}

func TestEveryLetterOfVietnameseAndTheHighlandsHasAGlyph(t *testing.T) {
	const bases = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
	letters := "đĐbcdfghjklmnpqrstvwxzBCDFGHJKLMNPQRSTVWXZ0123456789" +
		"ĕŏĭĂĔŎĬñÑčČƀɃŭŬ'’ʼ-–—…“”‘’«»()[]/.,;:!?%&+=<>≤≥≠×÷±°²³½₫№•→□■"
	for _, r := range letters + bases {
		if !paper.HasGlyph(r) {
			t.Errorf("%q (U+%04X) has no glyph", r, r)
		}
	}
	for _, tone := range "\u0300\u0301\u0303\u0309\u0323" {
		for _, b := range bases {
			doc := &paper.Document{Blocks: []paper.Block{paper.Para{Text: string(b) + string(tone)}}, State: "x"}
			_ = pdf(t, doc) // makes NFC of it
			for _, r := range doc.Blocks[0].(paper.Para).Text {
				if r >= 0x300 && r < 0x370 || !paper.HasGlyph(r) {
					t.Errorf("%q with U+%04X is not one letter with a glyph", b, tone)
				}
			}
		}
	}
}

func TestALetterWithoutGlyphIsPrintedByItsNumberAndNamed(t *testing.T) {
	doc := &paper.Document{
		Header: paper.Header{Office: "中", Kind: "BIÊN BẢN"}, State: "x",
		Blocks: []paper.Block{paper.Para{Text: "một\u202eהפוך\u202c hai\u200b\u0007\u00ad ba\u2003bốn 😀"}, paper.Table{
			Columns: []paper.Column{{Title: "A", Width: 1}}, Rows: []paper.Row{{Cells: []string{"م"}}},
		}},
	}
	all := strings.Join(append(docxText(t, docx(t, doc), "word/document.xml"), pdfBody(t, doc, pdf(t, doc))), "\n")
	for _, want := range []string{"[U+4E2D]", "một[U+05D4][U+05E4][U+05D5][U+05DA] hai ba bốn [U+1F600]", "[U+0645]", "hai"} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is not printed:\n%s", want, all)
		}
	}
	if got := string(doc.Missing); got != "הוךפم中😀" {
		t.Errorf("the missing letters are %q", got)
	}
	if strings.ContainsAny(all, "\u202e\u202c\u200b\u0007\u00ad") {
		t.Error("a character that nobody sees is printed")
	}
}

func TestTheSameRecordGivesTheSameBytes(t *testing.T) {
	a, b := everyPaper(t), everyPaper(t)
	for name := range a {
		if !bytes.Equal(pdf(t, a[name]), pdf(t, b[name])) || !bytes.Equal(pdf(t, a[name]), pdf(t, a[name])) {
			t.Errorf("%s: two PDFs differ", name)
		}
		if !bytes.Equal(docx(t, a[name]), docx(t, b[name])) {
			t.Errorf("%s: two DOCX files differ", name)
		}
	}
}

// A season's papers may be made side by side: the fonts are shared.
func TestPapersMadeSideBySideAreTheSame(t *testing.T) {
	papers := everyPaper(t)
	want := map[string][]byte{}
	for name, doc := range papers {
		want[name] = pdf(t, doc)
	}
	var wait gosync.WaitGroup
	for range 4 {
		for name, doc := range everyPaper(t) {
			wait.Go(func() {
				var b bytes.Buffer
				if err := paper.PDF(&b, doc); err != nil || !bytes.Equal(b.Bytes(), want[name]) {
					t.Errorf("%s: another file: %v", name, err)
				}
			})
		}
	}
	wait.Wait()
}

// A score sheet of a whole scheme has about 65 KB, most of it the letters of
// four faces.
func TestAScoreSheetIsSmall(t *testing.T) {
	doc := everyPaper(t)["score sheet"]
	if n := len(pdf(t, doc)); n > 80_000 {
		t.Errorf("the PDF has %d bytes", n)
	}
	if n := len(docx(t, doc)); n > 16_000 {
		t.Errorf("the DOCX has %d bytes", n)
	}
}

func TestAnEmptyRecordLeavesRoomToWrite(t *testing.T) {
	d := laptop(t)
	coop := put(t, d, store.Cooperative, store.Doc{"name": "HTX Mẫu", "type": "htx", "unit": "23500"})
	visit := put(t, d, store.Visit, store.Doc{"cooperative": coop, "on": "2024-12-05", "purpose": "supervision"})
	sheet := put(t, d, store.Assessment, store.Doc{"cooperative": coop, "period": "2024", "scheme": "tt01-2020"})
	all := strings.Join(append(printed(t, d, store.Visit, visit).Text(), printed(t, d, store.Assessment, sheet).Text()...), "\n")
	for _, want := range []string{
		"BẢN NHÁP", "vào hồi …… giờ …… phút", "tại ……………, Đoàn giám sát tiến hành giám sát", "Ông (bà) ……", "…………………………", "Số giấy chứng nhận đăng ký kinh doanh: …",
		"tạm tính, còn ", "chưa xếp loại", "ngày …… tháng …… năm ………", "□ Siêu nhỏ",
	} {
		if !strings.Contains(strings.ReplaceAll(all, "\u00a0", " "), want) {
			t.Errorf("%q is not there:\n%s", want, all)
		}
	}
	if strings.Contains(all, "■") || strings.Contains(all, "Mã bản in") {
		t.Error("something is claimed that nobody said")
	}
}

func TestTheDOCXHangsTogether(t *testing.T) {
	data := docx(t, everyPaper(t)["minutes"])
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	must(t, err)
	if z.File[0].Name != "[Content_Types].xml" {
		t.Errorf("the first part is %s", z.File[0].Name)
	}
	names := map[string]bool{}
	for _, f := range z.File {
		names[f.Name] = true
		if f.Modified.Year() != 1980 {
			t.Errorf("%s says when it was written: %v", f.Name, f.Modified)
		}
		dec := xml.NewDecoder(bytes.NewReader(docxPart(t, data, f.Name)))
		for {
			if _, err := dec.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
		}
	}
	for _, m := range regexp.MustCompile(`PartName="/([^"]+)"`).FindAllStringSubmatch(string(docxPart(t, data, "[Content_Types].xml")), -1) {
		if !names[m[1]] {
			t.Errorf("there is no part %s", m[1])
		}
	}
	doc := string(docxPart(t, data, "word/document.xml"))
	rels := string(docxPart(t, data, "word/_rels/document.xml.rels"))
	for _, m := range regexp.MustCompile(`r:id="([^"]+)"`).FindAllStringSubmatch(doc, -1) {
		if !strings.Contains(rels, `Id="`+m[1]+`"`) {
			t.Errorf("%s leads nowhere", m[1])
		}
	}
	// 11906 by 16838 twentieths of a point are A4; 1134 are 20 mm, 1701 30 mm, 850 15 mm.
	for _, want := range []string{
		`w:w="11906" w:h="16838"`, `w:top="1134" w:right="850" w:bottom="1134" w:left="1701"`, "<w:titlePg>", "<w:tblHeader>", `<w:jc w:val="both">`,
	} {
		if !strings.Contains(doc, want) {
			t.Errorf("the text has no %s", want)
		}
	}
	if strings.Contains(string(docxPart(t, data, "word/header1.xml")), "PAGE") || !strings.Contains(string(docxPart(t, data, "word/header2.xml")), " PAGE ") {
		t.Error("the page number stands on page 1, or on none")
	}
}

// Where pdftotext and LibreOffice are installed they must read what was said.
func TestStockToolsReadTheSame(t *testing.T) {
	papers, dir := everyPaper(t), t.TempDir()
	want := map[string]map[rune]int{}
	var files []string
	for name, doc := range papers {
		name = strings.ReplaceAll(name, " ", "-")
		must(t, os.WriteFile(filepath.Join(dir, name+".pdf"), pdf(t, doc), 0o600))
		must(t, os.WriteFile(filepath.Join(dir, name+".docx"), docx(t, doc), 0o600))
		want[name] = letterCount(strings.Join(doc.Text()[3:], ""))
		files = append(files, filepath.Join(dir, name+".docx"))
	}
	if _, err := exec.LookPath("pdftotext"); err != nil {
		return
	}
	check := func(path, name string) {
		out, err := exec.Command("pdftotext", "-enc", "UTF-8", path, "-").Output()
		must(t, err)
		got := letterCount(string(out))
		for r, n := range want[name] {
			// Repeated headings and what stands outside of the text come on top.
			if got[r] < n {
				t.Errorf("%s: %d times %q, want %d", path, got[r], r, n)
			}
		}
	}
	for name := range want {
		check(filepath.Join(dir, name+".pdf"), name)
	}
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		return
	}
	out := filepath.Join(dir, "out")
	args := append([]string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--convert-to", "pdf:writer_pdf_Export", "--outdir", out}, files...)
	if msg, err := exec.Command(soffice, args...).CombinedOutput(); err != nil {
		t.Fatalf("LibreOffice: %v\n%s", err, msg)
	}
	for name := range want {
		check(filepath.Join(out, name+".pdf"), name)
	}
}

func letterCount(s string) map[rune]int {
	n := map[rune]int{}
	for _, r := range s {
		if r > ' ' && r != '\u00a0' && r != '…' {
			n[r]++
		}
	}
	return n
}
