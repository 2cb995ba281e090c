package sheet

import (
	"fmt"

	"coopfield/store"
)

// A Book is what was read of a workbook.
type Book struct {
	File   string // for faults
	Sheets []Sheet
	// Notes say in Vietnamese what a person should know of how the book was read:
	// formulas, hidden rows, macros and links.
	Notes []string
}

// A Sheet is one table of cells.
type Sheet struct {
	Name string // as written in the book
	Rows []Row  // those with content alone, rising
}

// A Row is one row that has content.
type Row struct {
	N     int          // as the office program numbers it, from 1
	Cells map[int]Cell // by column, from 1; those with content alone
	// filled are cells that a merged range above lends its value to.
	filled map[int]Cell
}

// Kind says what a cell holds.
type Kind string

// The kinds of cell.
const (
	Empty   Kind = ""
	Text    Kind = "text"
	Number  Kind = "number"
	Percent Kind = "percent" // a number that is shown in hundredths
	Bool    Kind = "bool"
	Date    Kind = "date"
	Bad     Kind = "bad" // holds an error, such as #REF!, or a formula without a value
)

// A Cell is one value.
type Cell struct {
	Kind Kind
	// Text is in NFC without space around it. A number is in decimals with a point,
	// a date is YYYY-MM-DD, a bool true or false.
	Text    string
	Formula bool // computed by the office program, not typed
}

// at returns the cell of a column, or the one that a merged range lends it.
func (r *Row) at(column int) Cell {
	if c, ok := r.Cells[column]; ok {
		return c
	}
	return r.filled[column]
}

// refuse is the error for a file that is no workbook to be read.
func refuse(detail, message, hint string, err error) error {
	return &store.Error{
		Code: store.Invalid, Detail: detail, Message: message, Kept: "dữ liệu đang dùng được giữ nguyên", Hint: hint, Err: err,
	}
}

// note adds what a person should know, once.
func (b *Book) note(format string, args ...any) {
	n := fmt.Sprintf(format, args...)
	for _, have := range b.Notes {
		if have == n {
			return
		}
	}
	b.Notes = append(b.Notes, n)
}
