package sheet

import (
	"archive/zip"
	"bufio"
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Limits of a workbook. A scheme of 15 criteria has some 150 rows; the limits
// only keep a file from filling the memory of the laptop that it is put on. They
// are tested before the library unpacks anything, because it lays every row out
// to its last column.
const (
	MaxFile     = 8 << 20  // bytes of the file
	maxUnpacked = 24 << 20 // bytes of all its parts
	maxParts    = 2_000
	maxSheets   = 50
	maxRow      = 20_000
	maxColumn   = 256
	maxArea     = 100_000 // cells of all rows, each counted to its last column
	maxMerges   = 500
	maxElements = 400_000
	maxDepth    = 100 // of elements inside each other
)

// packed tells a zip file, and with that a workbook, from text.
func packed(data []byte) bool { return bytes.HasPrefix(data, []byte("PK\x03\x04")) }

// Is reports whether data is a workbook or an older office file rather than text.
func Is(data []byte) bool { return packed(data) || old(data) }

// old tells the files of Excel 97–2003, and those with a password.
func old(data []byte) bool { return bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")) }

// scan refuses what is no workbook or is larger than the limits. It says what of
// it will not be used.
func scan(b *Book, data []byte) error {
	switch {
	case len(data) > MaxFile:
		return refuse("workbook-size", fmt.Sprintf("tệp %s lớn hơn %d MiB", b.File, MaxFile>>20), "kiểm tra lại có chọn đúng tệp không; xóa ảnh và các sheet không dùng", nil)
	case old(data):
		return refuse("workbook-old", fmt.Sprintf("tệp %s là tệp Excel 97–2003 (.xls) hoặc có mật khẩu", b.File), "mở tệp, bỏ mật khẩu, lưu lại dạng Excel Workbook (.xlsx)", nil)
	case !packed(data):
		return refuse("no-workbook", fmt.Sprintf("tệp %s không phải là bảng tính .xlsx", b.File), "lưu lại dạng Excel Workbook (.xlsx)", nil)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return damaged(b, err)
	}
	if len(z.File) > maxParts {
		return refuse("workbook-size", fmt.Sprintf("tệp %s có quá %d phần", b.File, maxParts), "lưu lại bảng tính, bỏ ảnh và các sheet không dùng", nil)
	}
	var size uint64
	for _, f := range z.File { // archive/zip itself refuses a part longer than it says
		if size += f.UncompressedSize64; f.UncompressedSize64 > maxUnpacked || size > maxUnpacked {
			return refuse("workbook-size", fmt.Sprintf("tệp %s bung ra lớn hơn %d MiB", b.File, maxUnpacked>>20), "lưu lại bảng tính, bỏ ảnh và các sheet không dùng", nil)
		}
	}
	s := scanner{b: b}
	for _, f := range z.File {
		if err := s.part(f); err != nil {
			return err
		}
	}
	return nil
}

func damaged(b *Book, err error) error {
	return refuse("workbook-damaged", fmt.Sprintf("tệp %s không đọc được như một bảng tính", b.File), "mở tệp bằng Excel hoặc LibreOffice, lưu lại dạng .xlsx rồi thử lại", err)
}

// A scanner counts what the parts of a workbook hold.
type scanner struct {
	b                              *Book
	sheets, area, merges, elements int
}

func (s *scanner) part(f *zip.File) error {
	switch name := strings.ToLower(strings.ReplaceAll(f.Name, `\`, "/")); {
	case strings.HasSuffix(name, "vbaproject.bin"), strings.HasPrefix(name, "xl/macrosheets/"):
		s.b.note("tệp có macro: không được đọc và không được chạy")
	case strings.HasPrefix(name, "xl/externallinks/"):
		s.b.note("tệp có liên kết tới tệp khác: không được mở, chỉ lấy giá trị đã lưu")
	}
	r, err := f.Open()
	if err != nil {
		return damaged(s.b, err)
	}
	defer r.Close()
	text := bufio.NewReader(r)
	if mark, err := text.Peek(3); err == nil && string(mark) == "\ufeff" {
		if _, err := text.Discard(3); err != nil {
			return damaged(s.b, err)
		}
	}
	if first, err := text.Peek(1); err != nil || first[0] != '<' {
		return nil // an image or another part that is never read
	}
	return s.xml(xml.NewDecoder(text))
}

// xml reads one part through, whatever its name is: a workbook may call its
// parts anything. In a worksheet every row and cell must say where it stands, in
// rising order, as all office programs write them.
func (s *scanner) xml(d *xml.Decoder) error {
	at := position{}
	for depth := 0; ; {
		t, err := d.Token()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return damaged(s.b, err)
		}
		switch e := t.(type) {
		case xml.EndElement:
			depth--
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return damaged(s.b, fmt.Errorf("elements nested deeper than %d", maxDepth))
			}
			if s.elements++; s.elements > maxElements {
				return s.large(fmt.Sprintf("tệp %s có quá %d phần tử", s.b.File, maxElements))
			}
			if err := s.element(e, &at, depth == 1); err != nil {
				return err
			}
		}
	}
}

// A position is where a scan of a part has come to.
type position struct {
	worksheet   bool
	row, column int
}

func (s *scanner) large(message string) error {
	return refuse("workbook-size", message, "xóa ảnh, các dòng, cột trống và các sheet không dùng rồi lưu lại", nil)
}

func (s *scanner) element(e xml.StartElement, at *position, root bool) error {
	var err error
	switch name := e.Name.Local; {
	case root && name == "worksheet":
		at.worksheet = true
		if s.sheets++; s.sheets > maxSheets {
			return s.large(fmt.Sprintf("tệp %s có quá %d sheet", s.b.File, maxSheets))
		}
	case !at.worksheet:
	case name == "row":
		s.area += at.column
		at.row, err = s.row(e, at.row)
		at.column = 0
	case name == "c":
		at.column, err = s.cell(e, at.row, at.column)
	case name == "mergeCell":
		err = s.merge(attr(e, "ref"))
	}
	if err == nil && s.area+at.column > maxArea {
		err = s.large(fmt.Sprintf("tệp %s có quá %d ô", s.b.File, maxArea))
	}
	return err
}

// merge counts the cells of a merged range: the library lays them out too.
func (s *scanner) merge(ref string) error {
	from, to, ok := strings.Cut(ref, ":")
	if !ok {
		to = from
	}
	left, top, err1 := excelize.CellNameToCoordinates(from)
	right, bottom, err2 := excelize.CellNameToCoordinates(to)
	if err := cmp.Or(err1, err2); err != nil || right < left || bottom < top {
		return damaged(s.b, fmt.Errorf("merged range %q", ref))
	}
	s.area += (right - left + 1) * (bottom - top + 1)
	if s.merges++; s.merges > maxMerges {
		return s.large(fmt.Sprintf("tệp %s có quá %d vùng ô gộp", s.b.File, maxMerges))
	}
	return nil
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}

func (s *scanner) row(e xml.StartElement, last int) (int, error) {
	n, err := strconv.Atoi(attr(e, "r"))
	switch {
	case err != nil || n <= last:
		return 0, damaged(s.b, fmt.Errorf("row %q after row %d", attr(e, "r"), last))
	case n > maxRow:
		return 0, s.large(fmt.Sprintf("tệp %s có dòng %d, quá %d dòng", s.b.File, n, maxRow))
	}
	return n, nil
}

func (s *scanner) cell(e xml.StartElement, row, last int) (int, error) {
	column, at, err := excelize.CellNameToCoordinates(attr(e, "r"))
	switch {
	case err != nil || at != row || column <= last:
		return 0, damaged(s.b, fmt.Errorf("cell %q in row %d after column %d", attr(e, "r"), row, last))
	case column > maxColumn:
		return 0, s.large(fmt.Sprintf("tệp %s có ô ở cột thứ %d, quá %d cột", s.b.File, column, maxColumn))
	}
	return column, nil
}
