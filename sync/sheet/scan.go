package sheet

import (
	"archive/zip"
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
	maxArea     = 100_000 // cells of all rows, each counted to its last one with content
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

// scan refuses what is no workbook or is larger than the limits, and returns the
// workbook again with what is read of it alone: the parts of XML, without cells
// and rows that are formatted but empty. Old workbooks have such to the last
// column, and some office programs write the last row of all. It says what of
// the book is not used.
func scan(b *Book, data []byte) ([]byte, error) {
	switch {
	case len(data) > MaxFile:
		return nil, refuse("workbook-size", fmt.Sprintf("tệp %s lớn hơn %d MiB", b.File, MaxFile>>20), "kiểm tra lại có chọn đúng tệp không; xóa ảnh và các sheet không dùng", nil)
	case old(data):
		return nil, refuse("workbook-old", fmt.Sprintf("tệp %s là tệp Excel 97–2003 (.xls) hoặc có mật khẩu", b.File), "mở tệp, bỏ mật khẩu, lưu lại dạng Excel Workbook (.xlsx)", nil)
	case !packed(data):
		return nil, refuse("no-workbook", fmt.Sprintf("tệp %s không phải là bảng tính .xlsx", b.File), "lưu lại dạng Excel Workbook (.xlsx)", nil)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, damaged(b, err)
	}
	s := scanner{b: b}
	if len(z.File) > maxParts {
		return nil, s.large(fmt.Sprintf("tệp %s có quá %d phần", b.File, maxParts))
	}
	var size uint64
	for _, f := range z.File { // archive/zip itself refuses a part longer than it says
		if size += f.UncompressedSize64; f.UncompressedSize64 > maxUnpacked || size > maxUnpacked {
			return nil, s.large(fmt.Sprintf("tệp %s bung ra lớn hơn %d MiB", b.File, maxUnpacked>>20))
		}
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range z.File {
		part, err := s.part(f)
		if err != nil {
			return nil, err
		}
		if part == nil {
			continue
		}
		p, err := w.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Store})
		if err == nil {
			_, err = p.Write(part)
		}
		if err != nil {
			return nil, fmt.Errorf("copying a part of the workbook: %w", err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("copying the workbook: %w", err)
	}
	return out.Bytes(), nil
}

func damaged(b *Book, err error) error {
	return refuse("workbook-damaged", fmt.Sprintf("tệp %s không đọc được như một bảng tính", b.File), "mở tệp bằng Excel hoặc LibreOffice, lưu lại dạng .xlsx rồi thử lại", err)
}

// A scanner counts what the parts of a workbook hold.
type scanner struct {
	b                              *Book
	sheets, area, merges, elements int
}

// part returns what is read of a part; nil for a macro, an image or another part
// that never is.
func (s *scanner) part(f *zip.File) ([]byte, error) {
	switch name := strings.ToLower(strings.ReplaceAll(f.Name, `\`, "/")); {
	case strings.HasSuffix(name, "vbaproject.bin"), strings.HasPrefix(name, "xl/macrosheets/"):
		s.b.note("tệp có macro: không được đọc và không được chạy")
		return nil, nil
	case strings.HasPrefix(name, "xl/externallinks/"):
		s.b.note("tệp có liên kết tới tệp khác: không được mở, chỉ lấy giá trị đã lưu")
		return nil, nil
	}
	r, err := f.Open()
	if err != nil {
		return nil, damaged(s.b, err)
	}
	data, err := io.ReadAll(r)
	if err = errors.Join(err, r.Close()); err != nil {
		return nil, damaged(s.b, err)
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if !bytes.HasPrefix(data, []byte("<")) {
		return nil, nil
	}
	return s.xml(data)
}

// A position is where a scan of a part has come to.
type position struct {
	worksheet   bool
	row, column int  // of the element
	last        int  // column of the last cell with content of the row
	rowAt       int  // where the row begins, in bytes
	cellAt      int  // where the cell begins
	inCell      bool // between the ends of a cell
	filled      bool // the cell has content
	cuts        [][2]int
}

// xml reads one part through, whatever its name is: a workbook may call its
// parts anything. In a worksheet every row and cell must say where it stands, in
// rising order, as all office programs write them.
func (s *scanner) xml(data []byte) ([]byte, error) {
	d := xml.NewDecoder(bytes.NewReader(data))
	at := position{}
	for depth := 0; ; {
		from := int(d.InputOffset())
		t, err := d.Token()
		switch {
		case errors.Is(err, io.EOF):
			return at.rest(data), nil
		case err != nil:
			return nil, damaged(s.b, err)
		}
		switch e := t.(type) {
		case xml.EndElement:
			depth--
			err = s.end(e.Name.Local, &at, int(d.InputOffset()))
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return nil, damaged(s.b, fmt.Errorf("elements nested deeper than %d", maxDepth))
			}
			if s.elements++; s.elements > maxElements {
				return nil, s.large(fmt.Sprintf("tệp %s có quá %d phần tử", s.b.File, maxElements))
			}
			err = s.start(e, &at, depth == 1, from)
		}
		if err != nil {
			return nil, err
		}
	}
}

// rest returns data without what was cut.
func (p *position) rest(data []byte) []byte {
	if len(p.cuts) == 0 {
		return data
	}
	out, done := make([]byte, 0, len(data)), 0
	for _, c := range p.cuts {
		out = append(out, data[done:c[0]]...)
		done = c[1]
	}
	return append(out, data[done:]...)
}

func (s *scanner) large(message string) error {
	return refuse("workbook-size", message, "xóa ảnh, các dòng, cột trống và các sheet không dùng rồi lưu lại", nil)
}

func (s *scanner) start(e xml.StartElement, at *position, root bool, from int) error {
	var err error
	switch name := e.Name.Local; {
	case root && name == "worksheet":
		at.worksheet = true
		if s.sheets++; s.sheets > maxSheets {
			return s.large(fmt.Sprintf("tệp %s có quá %d sheet", s.b.File, maxSheets))
		}
	case !at.worksheet:
	case at.inCell:
		at.filled = at.filled || name == "v" || name == "is" || name == "f"
	case name == "row":
		at.rowAt, at.column, at.last = from, 0, 0
		at.row, err = s.row(e, at.row)
	case name == "c":
		at.cellAt, at.inCell, at.filled = from, true, false
		at.column, err = s.cell(e, at.row, at.column)
	case name == "mergeCell":
		err = s.merge(attr(e, "ref"))
	}
	return err
}

func (s *scanner) end(name string, at *position, to int) error {
	switch {
	case !at.worksheet:
	case name == "c" && at.inCell:
		at.inCell = false
		switch {
		case !at.filled:
			at.cuts = append(at.cuts, [2]int{at.cellAt, to})
		case at.row > maxRow:
			return s.large(fmt.Sprintf("tệp %s có chữ ở dòng %d, quá %d dòng", s.b.File, at.row, maxRow))
		case at.column > maxColumn:
			return s.large(fmt.Sprintf("tệp %s có chữ ở cột thứ %d, quá %d cột", s.b.File, at.column, maxColumn))
		default:
			s.area += at.column - at.last
			at.last = at.column
		}
	case name == "row" && at.row > maxRow: // without a filled cell
		for len(at.cuts) > 0 && at.cuts[len(at.cuts)-1][0] >= at.rowAt {
			at.cuts = at.cuts[:len(at.cuts)-1]
		}
		at.cuts = append(at.cuts, [2]int{at.rowAt, to})
	}
	if s.area > maxArea {
		return s.large(fmt.Sprintf("tệp %s có quá %d ô", s.b.File, maxArea))
	}
	return nil
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
	cells := int64(right-left+1) * int64(bottom-top+1)
	s.area += int(min(cells, maxArea+1))
	if s.merges++; s.merges > maxMerges || s.area > maxArea {
		return s.large(fmt.Sprintf("tệp %s có vùng ô gộp quá lớn, hoặc quá %d vùng", s.b.File, maxMerges))
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
	if err != nil || n <= last || n > excelize.TotalRows {
		return 0, damaged(s.b, fmt.Errorf("row %q after row %d", attr(e, "r"), last))
	}
	return n, nil
}

func (s *scanner) cell(e xml.StartElement, row, last int) (int, error) {
	column, at, err := excelize.CellNameToCoordinates(attr(e, "r"))
	if err != nil || at != row || column <= last {
		return 0, damaged(s.b, fmt.Errorf("cell %q in row %d after column %d", attr(e, "r"), row, last))
	}
	return column, nil
}
