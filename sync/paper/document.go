// Package paper makes the papers that are signed on a table: the score sheet of
// an assessment, the minutes (biên bản) of a visit or a consultation, the list of
// registrations. A paper is a [Document], which package desk's records are made
// into once; [DOCX] and [PDF] lay the same document out, so that both say the
// same, letter by letter ([Document.Text]).
//
// The layout is that of Nghị định 30/2020/NĐ-CP, Phụ lục I: A4, margins of 20,
// 20, 30 and 15 mm, Times New Roman (Tinos, which has its widths, is embedded in
// the PDF), the heading of two by two fields, page numbers from page 2 in the
// top margin. At the foot of every page stand the state of the record and, of a
// finalised one, the code of its revision.
//
// A screen calls [Plan], which says what will be printed, and then [Save] with a
// folder; the code that a person types from a paper goes to
// [desk.Desk.CheckPaper].
//
// What a record does not say is printed as dots, to be filled in by hand. A
// letter without a glyph is printed as [U+0000] with its number and named in
// [Document.Missing], never as an empty box. The same document gives the same
// bytes on every machine.
package paper

import "strings"

// A Document is one paper before it is laid out.
type Document struct {
	Title  string // of the file's properties
	Name   string // what a file of it is called, without extension
	Header Header
	Blocks []Block
	// Signatures stand two in a row, from left to right.
	Signatures []Signature
	Recipients []string // nơi nhận; dashes and end marks are added
	Notes      []string // small print under everything
	State      string   // at the foot of every page: "BẢN NHÁP"
	Firm       bool     // the state is one that may be signed; else it stands at the head of every page too
	Code       string   // of the revision, "" of what is not finalised
	Training   bool     // invented data: said at the head of every page
	Missing    []rune   // letters that no face draws, in order of their numbers
}

// Header is what stands above the text.
type Header struct {
	Superior string   // cơ quan chủ quản, "" = none
	Office   string   // cơ quan ban hành
	Number   string   // "Số: 12/BB-TCKH", "" = none
	PlaceDay string   // "Đăk Hà, ngày 05 tháng 12 năm 2024"
	Kind     string   // tên loại: BIÊN BẢN
	About    []string // trích yếu, lines
	Form     string   // the legal form, "" = none
}

// Block is a part of the text: [Heading], [Para], [List], [Pairs] or [Table].
type Block interface{ lower(d *lowering) }

// Heading begins a part: "I. THÀNH PHẦN THAM DỰ".
type Heading struct{ Text string }

// Para is a paragraph; Label stands before it in bold. A line break in Text
// begins a new paragraph. An empty Text is a line of dots for each of Lines.
type Para struct {
	Label string
	Text  string
	Lines int
	Style Style
	Align Align
	Small bool
}

// List is paragraphs that begin with a dash.
type List struct{ Items []string }

// Pairs are labelled values, one row of them a line; an empty value is dots.
type Pairs struct{ Rows [][]Pair }

// Pair is one labelled value.
type Pair struct{ Label, Value string }

// Table has a row of titles that stands again on every page.
type Table struct {
	Columns []Column
	Rows    []Row
}

// Column is one column; Width is its share in millimetres of 165.
type Column struct {
	Title string
	Width float64
	Align Align
}

// Row is one row of a table. A row with fewer cells than columns spans its
// second cell over those that are missing.
type Row struct {
	Cells []string
	Style Style
}

// Signature is one block to sign in.
type Signature struct {
	Title string
	Under string
	Name  string // "" = to be written by hand
}

// Align says where the lines of a paragraph stand.
type Align uint8

// The alignments.
const (
	Justify Align = iota
	Left
	Centre
	Right
)

// dotted is a line of dots to write on.
var dotted = strings.Repeat("…", 35)

// dots stand where a short value is to be filled in by hand.
const dots = "……………"

// orDots returns s, or dots if it is empty.
func orDots(s string) string {
	if s == "" {
		return dots
	}
	return s
}
