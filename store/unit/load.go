package unit

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	gosync "sync"
	"unicode/utf8"

	"coopfield/store"
	"coopfield/store/vi"
)

//go:embed data/units-kontum.csv
var embeddedFile []byte

var embedded = gosync.OnceValues(func() (*Table, error) { return Load("units-kontum.csv", embeddedFile) })

// Embedded returns the table built into the program: Kon Tum before and after
// the reform of 2025. It is shared, also between callers.
func Embedded() (*Table, error) { return embedded() }

// header is the first line of a table, in this order.
var header = []string{
	"id", "code", "name", "official_name", "aliases", "type", "level", "parent", "valid_from", "valid_to", "successor",
}

// Limits of a table. The country has some 3.400 units now and had 10.800.
const (
	maxFile  = 8 << 20
	maxUnits = 30_000
	maxText  = 100 // letters of a name
)

var (
	idForm   = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$`)
	codeForm = regexp.MustCompile(`^[A-Za-z0-9]{1,16}$`)
)

// Load reads a table of units (CSV in UTF-8 with the header line; several
// aliases are parted by semicolons) and checks it: ids, parents, successors
// and the days of each. name is what faults call the file. The error is a
// [store.Error] with code Invalid that wraps [store.FileFaults], every fault
// found, each with its line and what to do.
func Load(name string, data []byte) (*Table, error) {
	l := loader{file: name}
	switch {
	case len(data) > maxFile:
		l.fault(1, "tệp lớn hơn 8 MiB", "kiểm tra lại có chọn đúng tệp không")
	case !utf8.Valid(data):
		l.fault(1, "tệp không phải là chữ UTF-8", "lưu lại tệp với bảng mã UTF-8")
	default:
		l.read(bytes.TrimPrefix(data, []byte("\ufeff"))) // Excel writes one
		l.check()
	}
	if err := l.faults.Refuse("bad-units", "danh mục đơn vị"); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(data)
	return newTable(l.units, hex.EncodeToString(sum[:])), nil
}

// A loader collects the units of a file and what is wrong with them.
type loader struct {
	file   string
	faults store.FileFaults
	units  []Unit
	lines  []int          // of each unit
	index  map[string]int // by id
}

func (l *loader) fault(line int, message, hint string) {
	l.faults = append(l.faults, store.FileFault{File: l.file, Line: line, Message: message, Hint: hint})
}

func (l *loader) read(data []byte) {
	l.index = map[string]int{}
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord = -1
	head, err := r.Read()
	if err != nil || !slices.Equal(head, header) {
		l.fault(1, "dòng đầu không đúng tên cột", "ghi dòng đầu là: "+strings.Join(header, ","))
		return
	}
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			line := 1
			if at := new(csv.ParseError); errors.As(err, &at) {
				line = at.Line
			}
			l.fault(line, fmt.Sprintf("dòng không đúng dạng CSV (%v)", err), "kiểm tra dấu phẩy và dấu ngoặc kép")
			return
		}
		line, _ := r.FieldPos(0)
		if len(row) != len(header) {
			l.fault(line, fmt.Sprintf("dòng có %d cột, cần %d", len(row), len(header)), "kiểm tra số dấu phẩy")
			continue
		}
		if len(l.units) == maxUnits {
			l.fault(line, fmt.Sprintf("tệp có hơn %d đơn vị", maxUnits), "kiểm tra lại có chọn đúng tệp không")
			return
		}
		l.row(line, row)
	}
	if len(l.units) == 0 && len(l.faults) == 0 {
		l.fault(1, "tệp không có đơn vị nào", "thêm ít nhất một đơn vị")
	}
}

// row checks what can be said of one line alone.
func (l *loader) row(line int, row []string) {
	for i, cell := range row {
		if cell != vi.Clean(cell, false) || utf8.RuneCountInString(cell) > maxText {
			l.fault(line, fmt.Sprintf("cột %s có ký tự lạ, khoảng trắng thừa hoặc dài quá %d chữ", header[i], maxText),
				"gõ lại ô này bằng Unicode dựng sẵn")
			return
		}
	}
	u := Unit{
		ID: row[0], Code: row[1], Name: row[2], OfficialName: row[3], Type: row[5], Level: row[6],
		Parent: row[7], ValidFrom: row[8], ValidTo: row[9], Successor: row[10],
	}
	for alias := range strings.SplitSeq(row[4], ";") {
		if alias = strings.TrimSpace(alias); alias != "" {
			u.Aliases = append(u.Aliases, alias)
		}
	}
	if !idForm.MatchString(u.ID) {
		l.fault(line, fmt.Sprintf("id %q không dùng được", u.ID), "dùng chữ không dấu, số, dấu chấm, gạch, tối đa 64 ký tự")
		return
	}
	if first, dup := l.index[u.ID]; dup {
		l.fault(line, fmt.Sprintf("id %q đã có ở dòng %d", u.ID, l.lines[first]), "đặt id khác cho đơn vị mới, như mã.năm")
		return
	}
	if !codeForm.MatchString(u.Code) {
		l.fault(line, fmt.Sprintf("mã %q không dùng được", u.Code), "ghi mã của cơ quan thống kê, như 23500")
	}
	if u.Name == "" || u.OfficialName == "" || u.Type == "" {
		l.fault(line, "thiếu tên hoặc loại đơn vị", "điền đủ các cột name, official_name, type")
	}
	switch u.Level {
	case LevelProvince, LevelDistrict, LevelCommune, LevelReporting:
	default:
		l.fault(line, fmt.Sprintf("cấp %q không có trong quy định", u.Level), "ghi province, district, commune hoặc reporting")
	}
	for i, date := range []string{u.ValidFrom, u.ValidTo} {
		if date != "" && !vi.ValidDate(date) {
			l.fault(line, fmt.Sprintf("%s %q không phải là ngày", header[8+i], date), "ghi ngày theo dạng 2025-06-30")
			return
		}
	}
	if u.ValidFrom != "" && u.ValidTo != "" && u.ValidTo < u.ValidFrom {
		l.fault(line, "ngày cuối đứng trước ngày đầu", "sửa valid_from hoặc valid_to")
	}
	l.index[u.ID] = len(l.units)
	l.units = append(l.units, u)
	l.lines = append(l.lines, line)
}
