package tomlines

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"

	"coopfield/store"
	"coopfield/store/vi"
)

// maxFile bounds a file of reference data, in bytes; the largest of a province has
// some 30 KB.
const maxFile = 1 << 20

// Decode reads a file into raw, a pointer to a struct that names every key the
// file may have. It returns the lines of the file and what is wrong with it so
// far; ok is false if nothing of it can be checked further. A key that raw does
// not name is a fault, and the rest is read.
func Decode(name string, file []byte, raw any) (lines Lines, faults store.FileFaults, ok bool) {
	fault := func(line int, message, hint string) {
		faults = append(faults, store.FileFault{File: name, Line: max(line, 1), Message: message, Hint: hint})
	}
	switch {
	case len(file) > maxFile:
		fault(1, "tệp lớn hơn 1 MiB", "kiểm tra lại có chọn đúng tệp không")
		return nil, faults, false
	case !utf8.Valid(file):
		fault(1, "tệp không phải là chữ UTF-8", "lưu lại tệp với bảng mã UTF-8")
		return nil, faults, false
	}
	file = bytes.TrimPrefix(file, []byte("\ufeff")) // Notepad writes one
	lines = Of(file)
	err := toml.NewDecoder(bytes.NewReader(file)).DisallowUnknownFields().Decode(raw)
	var strict *toml.StrictMissingError
	var bad *toml.DecodeError
	switch {
	case err == nil:
		return lines, nil, true
	case errors.As(err, &strict):
		for i := range strict.Errors {
			line, _ := strict.Errors[i].Position()
			fault(line, fmt.Sprintf("khóa %q không có trong quy định của tệp", strings.Join(strict.Errors[i].Key(), ".")), "sửa tên khóa hoặc bỏ dòng này")
		}
		return lines, faults, true
	case errors.As(err, &bad):
		line, _ := bad.Position()
		fault(line, fmt.Sprintf("dòng không đúng dạng TOML hoặc giá trị không đúng kiểu (%v)", bad),
			"sửa dòng này: khóa = giá trị, chữ trong ngoặc kép, ngày và số không có ngoặc")
	default:
		fault(1, fmt.Sprintf("tệp không đọc được (%v)", err), "kiểm tra kiểu của các giá trị")
	}
	return lines, faults, false
}

// Text says what is wrong with the text at path, and what to do; "" if nothing
// is. most is in letters.
func Text(path, s string, required bool, most int) (message, hint string) {
	switch {
	case s == "" && required:
		return fmt.Sprintf("thiếu hoặc để trống %q", path[strings.LastIndexByte(path, '.')+1:]), "thêm dòng này với chữ trong ngoặc kép"
	case s != vi.Clean(s, false):
		return "chữ có ký tự điều khiển, khoảng trắng thừa hoặc Unicode tổ hợp", "gõ lại dòng này bằng Unicode dựng sẵn"
	case utf8.RuneCountInString(s) > most:
		return fmt.Sprintf("chữ dài quá %d ký tự", most), "viết gọn hơn"
	}
	return "", ""
}
