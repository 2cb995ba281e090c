package scheme

import (
	"fmt"
	"strings"

	"coopfield/store"
)

// A Fault is one thing wrong with a scheme file.
type Fault struct {
	File    string
	Line    int    // from 1
	Message string // Vietnamese: what is wrong
	Hint    string // Vietnamese: what to do
}

// String returns "file:line: message (hint)".
func (f Fault) String() string {
	return fmt.Sprintf("%s:%d: %s (%s)", f.File, f.Line, f.Message, f.Hint)
}

// Faults is every fault of one file, in the order of its lines. [Load]
// returns it inside a [store.Error]; take it out with errors.As.
type Faults []Fault

// maxFaults bounds what is listed of a file that is wrong all over.
const maxFaults = 100

// Error lists the faults, one a line.
func (f Faults) Error() string {
	lines := make([]string, 0, len(f))
	for i, fault := range f {
		if i == maxFaults {
			lines = append(lines, fmt.Sprintf("… và %d lỗi nữa", len(f)-maxFaults))
			break
		}
		lines = append(lines, fault.String())
	}
	return strings.Join(lines, "\n")
}

// refuse wraps the faults in the error that a person sees.
func (f Faults) refuse() error {
	return &store.Error{
		Code:    store.Invalid,
		Detail:  "bad-scheme",
		Message: fmt.Sprintf("tệp bộ tiêu chí có %d lỗi:\n%s", len(f), f.Error()),
		Kept:    "bộ tiêu chí đang dùng được giữ nguyên",
		Hint:    "sửa các dòng trên rồi nạp lại tệp",
		Err:     f,
	}
}
