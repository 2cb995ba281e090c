package sheet

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"coopfield/store/vi"
)

// A doubtful number could be meant otherwise; words says how it is understood.
type doubtful struct {
	decimal decimal
	words   string
}

// plainWhole finds a whole number as TOML writes it.
var plainWhole = regexp.MustCompile(`^-?\d{1,18}$`)

func wrong(hint, format string, args ...any) error {
	return &vi.Error{Message: fmt.Sprintf(format, args...), Hint: hint}
}

// read turns a cell into a value of its column; nil if it says nothing. The
// error is a *vi.Error.
func read(c *column, cell Cell) (any, error) {
	switch {
	case cell.Kind == Empty:
		return nil, nil
	case cell.Kind == Bad && cell.Formula:
		return nil, wrong("mở tệp bằng Excel, chờ tính xong rồi lưu lại, hoặc ghi thẳng giá trị", "công thức không có giá trị đã tính, hoặc bị lỗi")
	case cell.Kind == Bad:
		return nil, wrong("ghi lại giá trị", "ô báo lỗi %s", cell.Text)
	}
	switch c.form {
	case points, number, whole:
		return readNumber(c, cell)
	case day, yearDay:
		return readDay(c, cell)
	case yes:
		return readYes(cell)
	}
	if cell.Kind == Date {
		return nil, wrong("định dạng ô kiểu Text rồi gõ lại", "Excel đã đổi ô này thành %s", spoken(cell))
	}
	switch c.form {
	case name:
		if cell.Kind == Percent {
			return nil, wrong("định dạng ô kiểu Text rồi gõ lại", "ô này được định dạng phần trăm")
		}
		return cell.Text, nil
	case choice:
		o, ok := c.option(cell.Text)
		if !ok {
			return nil, wrong("chọn một trong: "+c.titles(), "giá trị %s không dùng được", spoken(cell))
		}
		return o.key, nil
	case expression:
		return strings.NewReplacer("‘", "'", "’", "'", "“", `"`, "”", `"`).Replace(cell.Text), nil
	}
	if old := vi.OldEncoding(cell.Text); old != "" {
		return nil, wrong("chuyển cả bảng sang Unicode rồi lưu lại", "chữ gõ bằng font của bảng mã cũ (%s): %s", strings.ToUpper(old), spoken(cell))
	}
	return cell.Text, nil
}

func readNumber(c *column, cell Cell) (any, error) {
	scale := 2
	if c.form == number {
		scale = 3
	}
	switch cell.Kind {
	case Percent:
		return nil, wrong("định dạng ô kiểu General rồi ghi số, thí dụ 120", "ô này được định dạng phần trăm")
	case Date:
		return nil, wrong("định dạng ô kiểu Number rồi gõ lại, phần thập phân sau dấu phẩy", "Excel đã đổi ô này thành %s", spoken(cell))
	case Bool:
		return nil, wrong("ghi một số", "ô này không phải là số")
	case Number:
		if c.form == whole && !plainWhole.MatchString(cell.Text) {
			return nil, wrong("ghi số nguyên", "%s không phải là số nguyên", cell.Text)
		}
		return decimal(cell.Text), nil
	}
	if c.form == whole && plainWhole.MatchString(cell.Text) {
		return decimal(cell.Text), nil
	}
	if c.form == whole {
		scale = 0
	}
	n, reading, err := vi.ParseNumber(cell.Text, scale)
	if err != nil {
		return nil, err
	}
	d := decimal(vi.FormatDecimal(n, scale))
	if reading.Ambiguous {
		return doubtful{d, reading.Shown + " (" + reading.Words + ")"}, nil
	}
	return d, nil
}

func readDay(c *column, cell Cell) (any, error) {
	iso := cell.Text
	switch {
	case cell.Kind == Date:
	case cell.Kind != Text:
		return nil, wrong("định dạng ô kiểu Date, hoặc gõ ngày/tháng/năm ở dạng Text", "%s không phải là ngày", spoken(cell))
	default:
		year := 0
		if c.form == yearDay {
			year = 2000 // has a 29/2
		}
		var err error
		if iso, err = vi.ParseDate(cell.Text, year); err != nil {
			return nil, err
		}
	}
	if c.form == yearDay {
		return iso[len("2000-"):], nil
	}
	return civil(iso), nil
}

func readYes(cell Cell) (any, error) {
	switch s := vi.Fold(cell.Text); {
	case slices.Contains([]string{"co", "x", "dung", "true", "yes", "1"}, s):
		return true, nil
	case slices.Contains([]string{"khong", "sai", "false", "no", "0"}, s):
		return nil, nil
	}
	return nil, wrong("ghi có, hoặc để trống", "giá trị %s không dùng được", spoken(cell))
}
