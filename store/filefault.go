package store

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// FileFault is one thing wrong with a file of reference data.
type FileFault struct {
	File    string
	Sheet   string // of a workbook, "" in a file of lines
	Line    int    // from 1; in a workbook the row, 0 = the whole sheet
	Column  string // of a workbook, as its heading is written; "" = the whole row
	Message string // Vietnamese: what is wrong
	Hint    string // Vietnamese: what to do
}

// String returns "file:line: message; hint", of a workbook "file: sheet items,
// dòng 14, cột max: message; hint".
func (f FileFault) String() string {
	if f.Sheet == "" {
		return fmt.Sprintf("%s:%d: %s; %s", f.File, f.Line, f.Message, f.Hint)
	}
	at := "sheet " + f.Sheet
	if f.Line > 0 {
		at += fmt.Sprintf(", dòng %d", f.Line)
	}
	if f.Column != "" {
		at += ", cột " + f.Column
	}
	return fmt.Sprintf("%s: %s: %s; %s", f.File, at, f.Message, f.Hint)
}

// FileFaults is every fault of one file. It is the cause inside the [Error]
// that a person sees; errors.As takes it out.
type FileFaults []FileFault

// maxFileFaults bounds what is listed of a file that is wrong all over.
const maxFileFaults = 100

// Error lists the faults, one a line.
func (f FileFaults) Error() string {
	lines := make([]string, 0, len(f))
	for i, fault := range f {
		if i == maxFileFaults {
			lines = append(lines, fmt.Sprintf("… và %d lỗi nữa", len(f)-maxFileFaults))
			break
		}
		lines = append(lines, fault.String())
	}
	return strings.Join(lines, "\n")
}

// Refuse returns the error that tells a person about all faults, in the order
// of their lines, of a workbook in the order they are in, and nil if there is
// none. what names the file's content in
// Vietnamese ("danh mục đơn vị"), detail is the stable sub-code.
func (f FileFaults) Refuse(detail, what string) error {
	if len(f) == 0 {
		return nil
	}
	if !slices.ContainsFunc(f, func(x FileFault) bool { return x.Sheet != "" }) {
		slices.SortStableFunc(f, func(a, b FileFault) int { return cmp.Compare(a.Line, b.Line) })
	}
	return &Error{
		Code:    Invalid,
		Detail:  detail,
		Message: fmt.Sprintf("tệp %s có %d lỗi:\n%s", what, len(f), f.Error()),
		Kept:    "dữ liệu đang dùng được giữ nguyên",
		Hint:    "sửa các dòng trên rồi nạp lại tệp",
		Err:     f,
	}
}
